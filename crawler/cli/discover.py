"""discover and networks: the crawl, and what it can ask."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    Common,
    DatabaseOption,
    JsonOption,
    NetworkOption,
    brief_of,
    chosen_networks,
    open_database,
    plain,
    print_json,
    refuse_call,
    say,
    settings_for,
    tell,
    wants_json,
)
from crawler.cli.streams import heard_or_not
from crawler.cli.watching import crawl_watched

if TYPE_CHECKING:
    from crawler.settings import Settings

SHOWN = 20
PICTURED = 100


@app.command(epilog="Example: nanoscout discover '#discoverunder10k' @anna.bakes --brief brief.toml --max-requests 300")
def discover(
    ctx: typer.Context,
    seeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="SEED…", help="'#tag', '@handle', a profile's address, or a file of those; -: stdin."),
    ] = None,
    network: NetworkOption = None,
    brief: BriefOption = None,
    max_requests: Annotated[int | None, typer.Option(help="Stop after so many requests (default 500).")] = None,
    max_profiles: Annotated[int | None, typer.Option(help="Stop after so many profiles.")] = None,
    max_depth: Annotated[int | None, typer.Option(help="Steps away from a seed (default 3).")] = None,
    max_minutes: Annotated[float | None, typer.Option(help="Stop after so many minutes.")] = None,
    stop_at_coverage: Annotated[
        float | None, typer.Option(metavar="SHARE", help="Stop once about so much of the niche is found, such as 0.9.")
    ] = None,
    replay: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Answer from saved pages instead of the network.", readable=False),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep every page in a new WARC file.", readable=False)
    ] = None,
    pictures: Annotated[
        bool | None,
        typer.Option("--pictures/--no-pictures", help="Then fetch copies of the best ones' pictures (default: no)."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be asked: requests, minutes, cost. Asks nobody.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask whether a network that costs money may be asked.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run that was cut short.")] = False,
    instance: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="A Mastodon-compatible server to ask (repeatable).")
    ] = None,
    seconds_between_requests: Annotated[
        float | None, typer.Option(help="Pace of requests to one host, by all workers (1 on most networks).")
    ] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Crawl from hashtags and accounts, and rank whom it finds.

    Without seeds it visits what ingest and earlier runs left waiting.
    """
    from dataclasses import asdict

    from crawler.crawling.discover import resume_discovery, start_discovery
    from crawler.crawling.running import as_dict
    from crawler.sources.replay import Replay
    from storage.errors import OUTCOMES, Drift

    settings = settings_for(
        ctx,
        database,
        brief=brief,
        max_requests=max_requests,
        max_profiles=max_profiles,
        max_depth=max_depth,
        max_minutes=max_minutes,
        stop_at_coverage=stop_at_coverage,
        instances=instance,
        seconds_between_requests=seconds_between_requests,
        pictures=pictures,
    )
    json_wanted = wants_json(ctx, as_json)
    if resume and (seeds or network or replay):
        refuse_call(
            "--resume goes on with what the run began with: leave seeds, --network and --replay out, or --resume"
        )
    with open_database(settings, create=not resume) as opened:
        if dry_run:
            from crawler.cli.estimate import print_estimate
            from crawler.crawling.estimate import estimate_discovery

            wanted = brief_of(settings)
            band = (wanted.low, wanted.high)
            found = estimate_discovery(opened, settings, seeds or [], named=network or [], band=band)
            print_estimate(found, json_wanted=json_wanted)
            return
        if resume:
            run_id, plan = resume_discovery(opened, settings)
            replayed = Replay(plan.replay) if plan.replay else None
            wanted = brief_of(settings, Path(plan.brief) if plan.brief and settings.brief is None else None)
            hints: list[str] = []
        else:
            wanted = brief_of(settings)
            replayed = Replay(replay) if replay else None
            if replayed is None and not yes and not json_wanted:
                _confirm_costs(settings, network)
            run_id, plan, hints = start_discovery(
                opened,
                settings,
                seeds or [],
                named=network or [],
                replay_files=replay or [],
                replay=replayed,
                brief=settings.brief,
                record=record,
            )
        for hint in hints:
            say(hint)
        end = crawl_watched(opened, settings, run_id, plan, wanted, replay=replayed, record=record, quiet=json_wanted)
        for note in end.notes:
            say(note)
        from crawler.cli.ranking import print_ranking
        from scoring.judging import best_accounts, keep_ranking, objects_of, rank_database, with_learned

        wanted = with_learned(opened, wanted)
        ranked = rank_database(opened, wanted, columns=())
        fetched = None
        if settings.pictures and replayed is None:
            from crawler.pictures import fetch_pictures_apart, word_fetched

            fetched = fetch_pictures_apart(settings, best_accounts(ranked, PICTURED))
            say(word_fetched(fetched))
            ranked = rank_database(opened, wanted, columns=())
        keep_ranking(opened, end.run_id, ranked, wanted)
        with heard_or_not():
            if json_wanted:
                shortlist = list(objects_of(opened, ranked.filter(ranked["excluded"].is_null()).head(SHOWN), wanted))
                print_json(as_dict(end) | {
                    "database": opened.name,
                    "recording": None if record is None else str(record),
                    "pictures": None if fetched is None else asdict(fetched),
                    "shortlist": shortlist,
                })  # fmt: skip
            else:
                print_end(end)
                print_ranking(opened, ranked, wanted, limit=SHOWN)
                ours = f"nanoscout{named_database(ctx, database)}"
                ranked_for = brief or (plan.brief if settings.brief is None else None)
                same = f" --brief {shlex.quote(str(ranked_for))}" if ranked_for else ""
                tell(
                    f"Kept in {opened.name} · look closer: {ours} show HANDLE{same} · {ours} export shortlist.csv{same}"
                )
                tell_how_to_go_on(end, ours)
    if end.drift is not None:
        raise Drift(end.drift)
    raise typer.Exit(OUTCOMES[end.state])


def named_database(ctx: typer.Context, database: str | None) -> str:
    """What has to stand in a next command, where the database was named in this one."""
    given = database or (ctx.obj.database if isinstance(ctx.obj, Common) else None)
    return f" --database {shlex.quote(given)}" if given and "://" not in given else ""


def _confirm_costs(settings: "Settings", named: list[str] | None) -> None:
    """Asks a person at a terminal before money is spent; a program said so by its settings."""
    if not sys.stdin.isatty():
        return
    for network in chosen_networks(named):
        state = network.ready(settings.options(network))
        if state.ready and state.costs is not None:
            typer.confirm(f"{network.title} costs {state.costs}. Ask it?", abort=True)


def tell_how_to_go_on(end: Any, ours: str) -> None:
    """The last line about a crawl that has something left, where no list pushes it off the screen: how to go on."""
    from crawler.crawling.running import GO_ON

    if end.state != "finished" and GO_ON in (end.detail or ""):
        tell(f"Not finished; go on with: {ours} discover --resume")


def print_end(end: Any) -> None:
    """How a crawl ended, in a few lines; how to go on is said by tell_how_to_go_on."""
    from crawler.crawling.running import GO_ON
    from crawler.rights.minors import word_minors
    from scoring.coverage import word_coverage
    from scoring.wording import plural

    progress = end.progress
    counts = end.frontier
    tell(
        f"Run {end.run_id} {end.state}: {plural(progress.requests, 'request')}, {plural(progress.pages, 'page')}, "
        f"{plural(progress.profiles, 'account')} visited, {plural(progress.facts, 'fact')}; "
        f"{plural(counts.get('queued', 0), 'visit')} still waiting, {counts.get('skipped', 0):,} not worth a visit"
    )
    why = (end.detail or "").partition(GO_ON)[0].removesuffix("then ").rstrip("; ")
    if why:
        tell(plain(why[:1].upper() + why[1:]))
    tell(word_coverage(end.coverage))
    if end.minors:
        tell(word_minors(end.minors))
    for kind, times in sorted(progress.blocks.items()):
        tell(f"Refused: {kind} ({times}×)")
    if progress.unreadable:
        tell(f"Unreadable pages: {progress.unreadable} (see nanoscout runs {end.run_id})")
    if progress.misses:
        tell(f"Not in the replayed files: {progress.misses} pages")


@app.command(epilog="Example: nanoscout networks")
def networks(ctx: typer.Context, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Show which networks can be asked now, and what the others need."""
    from rich.table import Table

    from crawler.cli.tables import print_table
    from crawler.crawling.allowances import allowances_left
    from crawler.networks import all_networks

    settings = settings_for(ctx, database)
    options = {network.name: settings.options(network) for network in all_networks()}
    states = [(network, network.ready(options[network.name])) for network in all_networks()]
    known = [network.within(options[network.name]) for network in all_networks()]
    counted = [network for network in known if network.allowances and options[network.name].secrets]
    told: list[str] = []
    if counted:
        with open_database(settings, create=True) as opened, opened.read() as connection:
            told = [words for network in counted for words in allowances_left(connection, network)]
    if wants_json(ctx, as_json):
        print_json(
            [
                {
                    "network": network.name,
                    "title": network.title,
                    "ready": state.ready,
                    "hint": state.hint,
                    "allowances": [words for words in told if words.startswith(f"{network.name}:")],
                }
                for network, state in states
            ]
        )
        return
    table = Table("network", "ready", "how", box=None, header_style="bold")
    for network, state in states:
        table.add_row(network.name, "yes" if state.ready else "no", state.hint)
    print_table(table)
    for words in told:
        tell(words)
