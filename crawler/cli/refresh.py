"""refresh and radar: looking at known accounts again, and who rises into the band or out of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    JsonOption,
    NetworkOption,
    brief_of,
    open_database,
    plain,
    print_json,
    say,
    settings_for,
    tell,
    wants_json,
)
from crawler.cli.streams import heard_or_not

if TYPE_CHECKING:
    from crawler.crawling.refresh import Due

_NAMED = 6
_SHOWN = 20
_NOBODY = "Nobody {} due: nobody worth another look was last seen longer ago than {}"


@app.command(epilog="Example: nanoscout refresh --older-than 7d --max-requests 100 --brief brief.toml")
def refresh(
    ctx: typer.Context,
    older_than: Annotated[str, typer.Option(metavar="AGE", help="Who was last seen so long ago: 7d, 12h, 2w.")] = "7d",
    list_name: Annotated[
        str | None, typer.Option("--list", metavar="NAME", help="Only people of an imported list, by its file's name.")
    ] = None,
    network: NetworkOption = None,
    brief: BriefOption = None,
    max_requests: Annotated[int | None, typer.Option(help="Stop after so many requests (default 500).")] = None,
    replay: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Answer from saved pages instead of the network.", readable=False),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep every page in a new WARC file.", readable=False)
    ] = None,
    instance: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="A Mastodon-compatible server to ask (repeatable).")
    ] = None,
    seconds_between_requests: Annotated[
        float | None, typer.Option(help="Pace of requests to one host, by all workers.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say who is due. Asks nobody.")] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Visit known accounts again, those nearest a decision first: answered, shortlisted, then at the band's edge."""
    from crawler.cli.discover import named_database, print_end, tell_how_to_go_on
    from crawler.cli.watching import crawl_watched
    from crawler.crawling.refresh import find_due, parse_age, start_refresh
    from crawler.crawling.running import as_dict
    from crawler.sources.replay import Replay
    from storage.errors import OUTCOMES, Drift

    settings = settings_for(
        ctx,
        database,
        brief=brief,
        max_requests=max_requests,
        instances=instance,
        seconds_between_requests=seconds_between_requests,
    )
    age, wanted = parse_age(older_than), brief_of(settings)
    json_wanted = wants_json(ctx, as_json)
    with open_database(settings) as opened:
        replayed = Replay(replay) if replay else None
        if dry_run:
            found = find_due(opened, settings, wanted, age, named=network or [], list_name=list_name, replay=replayed)
            _print_due(found, older_than, json_wanted=json_wanted)
            return
        run_id, plan, due, unasked = start_refresh(
            opened,
            settings,
            wanted,
            age,
            named=network or [],
            list_name=list_name,
            replay_files=replay or [],
            replay=replayed,
            brief_file=settings.brief,
            record=record,
        )
        for words in unasked:
            say(words)
        end = crawl_watched(opened, settings, run_id, plan, wanted, replay=replayed, record=record, quiet=json_wanted)
    for note in end.notes:
        say(note)
    with heard_or_not():
        if json_wanted:
            kept = {"database": opened.name, "recording": None if record is None else str(record)}
            print_json(as_dict(end) | {"due": due, "unasked": unasked} | kept)
        elif not due:
            tell(_NOBODY.format("was", older_than))
        else:
            were = "account was" if due == 1 else "accounts were"
            tell(f"{due:,} {were} due, {end.progress.profiles:,} of them visited")
            print_end(end)
            tell_how_to_go_on(end, f"nanoscout{named_database(ctx, database)}")
    if end.drift is not None:
        raise Drift(end.drift)
    raise typer.Exit(OUTCOMES[end.state])


def _print_due(due: "Due", older_than: str, *, json_wanted: bool) -> None:
    """What --dry-run says: who would be visited, nearest a decision first."""
    named = [{"network": network, "handle": handle} for network, handle in due.accounts]
    if json_wanted:
        print_json({"due": len(named), "accounts": named, "unasked": due.unasked})
        return
    for words in due.unasked:
        say(words)
    some = ", ".join(plain(f"{one['handle']}@{one['network']}") for one in named[:_NAMED])
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    is_due = "account is" if len(named) == 1 else "accounts are"
    tell(f"{len(named):,} {is_due} due: {some}{more}" if named else _NOBODY.format("is", older_than))
    tell("Nothing was asked (--dry-run)")


@app.command(epilog="Example: nanoscout radar")
def radar(
    ctx: typer.Context,
    limit: Annotated[int | None, typer.Option(help="How many of each to show (20; with --json all).", min=1)] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who rises towards 1,000 followers (700–999 and growing), and which nanos will soon have 10,000.

    It takes two looks a week apart: nanoscout refresh.
    """
    from dataclasses import asdict

    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table
    from scoring.growth import RISING, Observed, growth_of, is_rising, word_growth
    from storage.observations import followers_over_time

    settings = settings_for(ctx, database)
    with open_database(settings) as opened, opened.read() as connection:
        seen = followers_over_time(connection, band=(RISING[0], 10_000))
    grown = [
        (network, handle, growth)
        for (network, handle), times in seen.items()
        if (growth := growth_of([Observed(*one) for one in times])) is not None
    ]
    rising = sorted((one for one in grown if is_rising(one[2])), key=lambda one: (one[2].weeks_to_1000 or 1e9, one[1]))
    leaving = sorted(
        (one for one in grown if one[2].followers >= 1_000 and one[2].weeks_to_10000 is not None),
        key=lambda one: (one[2].weeks_to_10000 or 0.0, one[1]),
    )
    if wants_json(ctx, as_json):
        lists = (("rising", rising), ("graduating", leaving))
        print_json({
            name: [{"network": network, "handle": handle} | asdict(growth) for network, handle, growth in found[:limit]]
            for name, found in lists
        })  # fmt: skip
        return
    untold = sum(growth.weekly is None for _, _, growth in grown)
    for title, found in (("Rising", rising), ("On the way to 10,000", leaving)):
        tell(f"{title}: {len(found):,}")
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
        for _, handle, growth in found[: limit or _SHOWN]:
            table.add_row(Text(plain(handle)), f"{growth.followers:,}", word_growth(growth))
        if found:
            print_table(table)
    tell(f"Of {untold:,} more the growth is unknown: nanoscout refresh looks at them again")
