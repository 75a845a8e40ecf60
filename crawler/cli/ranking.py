"""rank and show: the shortlist, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    HandOption,
    JsonOption,
    brief_of,
    open_database,
    print_json,
    refuse_call,
    say,
    settings_for,
    tell,
    wants_json,
)

if TYPE_CHECKING:
    import polars as pl

    from scoring.brief import Brief
    from storage.database import Database

ModelOption = Annotated[
    Path | None,
    typer.Option(
        "--model", metavar="FOLDER", help="A sentence model (ONNX) that widens the brief's words.", readable=False
    ),
]

_SHOWN = 20


@app.command(
    epilog="Example: nanoscout read session.har --json | nanoscout rank --facts - --json · "
    "what a line of facts may say: docs/facts.md"
)
def rank(
    ctx: typer.Context,
    brief: BriefOption = None,
    facts: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Rank these facts (JSON Lines, CSV), no database; - is standard input."),
    ] = None,
    spark: Annotated[
        str | None,
        typer.Option(metavar="FOLDER|URL", help="Rank on Spark what nanoscout tables wrote, or a PostgreSQL database."),
    ] = None,
    limit: Annotated[int | None, typer.Option(help="How many to show (20; with --json all).", min=1)] = None,
    near_miss: Annotated[
        bool, typer.Option("--near-miss", help="Instead, who is out for one thing only, and what would bring them in.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="With --facts: refuse a file with a line that is no fact.")
    ] = False,
    hand_weights: HandOption = False,
    model: ModelOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank everyone known for a brief, best first; with --json one object a line, all of them, the excluded last."""
    settings = settings_for(ctx, database, brief=brief, model=model)

    wanted = brief_of(settings)
    json_wanted = wants_json(ctx, as_json)
    if near_miss and (facts is not None or spark is not None):
        refuse_call("--near-miss ranks what the database holds: leave --facts and --spark out, or leave it out")
    if spark is not None:
        from crawler.cli.spark import print_spark_ranking

        print_spark_ranking(spark, wanted, limit=limit if json_wanted else limit or _SHOWN, json_wanted=json_wanted)
        return
    if facts is not None:
        _rank_file(facts, wanted, limit, strict=strict, json_wanted=json_wanted)
        return
    with open_database(settings) as opened:
        if _met_nobody(opened):  # most of a second would go by until nobody is ranked
            if not json_wanted:
                tell(f"Nobody is in {opened.name} yet: begin with nanoscout discover '#yourtag', or ingest FILE")
            return
        from scoring.judging import objects_of, rank_database, with_learned

        if not hand_weights:
            wanted = with_learned(opened, wanted)
        ranked = rank_database(opened, wanted, columns=None if near_miss else ())
        if near_miss:
            _print_near_misses(ranked, wanted, limit, json_wanted)
        elif json_wanted:
            for item in objects_of(opened, ranked if limit is None else ranked.head(limit), wanted):
                print_json(item)
        else:
            print_ranking(opened, ranked, wanted, limit=limit or _SHOWN)


def _rank_file(name: str, brief: "Brief", limit: int | None, *, strict: bool, json_wanted: bool) -> None:
    from crawler.facts_file import Refused, read_facts, shown_name
    from scoring.facts_ranking import rank_facts
    from scoring.wording import word_losses
    from storage.errors import UnknownFormat

    refused = Refused()
    objects = rank_facts(read_facts(name, None if strict else refused), brief)
    for note in refused.notes(shown_name(name)):
        say(note)
    if refused.count and not objects:
        raise UnknownFormat(f"{shown_name(name)} holds nobody to rank; {refused.first()}")
    if json_wanted:
        for item in objects[:limit]:
            print_json(item)
    else:
        from crawler.cli.shortlist import print_shortlist

        inside = [item for item in objects if item["excluded"] is None]
        print_shortlist(inside[: limit or _SHOWN], len(objects))
        _tell_losses(len(inside), word_losses(item["excluded"] for item in objects))


def _met_nobody(database: "Database") -> bool:
    from storage.accounts import knows_anybody
    from storage.rights.erased import minors_erased

    with database.read() as connection:
        return not knows_anybody(connection) and not minors_erased(connection)


def _print_near_misses(ranked: "pl.DataFrame", brief: "Brief", limit: int | None, json_wanted: bool) -> None:
    from dataclasses import asdict

    from crawler.cli.common import plain
    from scoring.near_misses import near_misses

    found = near_misses(ranked, brief)
    if json_wanted:
        for one in found[:limit]:
            print_json(asdict(one))
        return
    for one in found[: limit or _SHOWN]:
        tell(f"{plain(one.handle):<32} would be in {one.needs}, at about place {one.would_be:,}")
    tell(f"{len(found):,} near misses" if found else "No near misses: nobody is out for one thing that may change")


def print_ranking(database: "Database", ranked: "pl.DataFrame", brief: "Brief", *, limit: int) -> None:
    """The best of a ranking, each with its first reason, and why the others are out."""
    from crawler.cli.shortlist import print_shortlist
    from scoring.judging import losses_of, objects_of

    inside = ranked.filter(ranked["excluded"].is_null())
    with database.read() as connection:
        losses = losses_of(connection, ranked)
    judged = len(inside) + sum(number for _, number in losses)
    print_shortlist(list(objects_of(database, inside.head(min(limit, len(inside))), brief)), judged)
    _tell_losses(len(inside), losses)


def _tell_losses(inside: int, losses: list[tuple[str, int]]) -> None:
    if losses:
        reasons = ", ".join(f"{word} {number:,}" for word, number in losses)
        tell(f"{inside:,} in the shortlist; left out: {reasons}")


@app.command(epilog="Example: nanoscout show anna.bakes@instagram")
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="HANDLE", help="handle, handle@network, or a profile's address.")],
    brief: BriefOption = None,
    hand_weights: HandOption = False,
    model: ModelOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one candidate: every signal's value, its evidence, and the pages behind it."""
    settings = settings_for(ctx, database, brief=brief, model=model)
    from crawler.seeds import parse_account
    from scoring.judging import explained, rank_one, with_learned
    from scoring.near_misses import reasons_against, word_need
    from storage.accounts import find_account
    from storage.errors import NoSuchAccount
    from storage.frontier import why_visited
    from storage.persons import persons_of

    wanted = brief_of(settings)
    with open_database(settings) as opened:
        handle, network = parse_account(name)
        with opened.read() as connection:
            network, handle = find_account(connection, handle, network)
        if not hand_weights:
            wanted = with_learned(opened, wanted)
        row, ranked = rank_one(opened, wanted, network, handle)
        if not len(row):
            raise NoSuchAccount(
                f"{handle}@{network} was sighted but never visited, or is suppressed: there is nothing to show yet"
            )
        evidence, item = next(explained(opened, row, wanted))
        told = reasons_against(row, wanted).row(0, named=True)
        item["why_not"] = [{"reason": word, "needs": word_need(word, told, wanted)} for word in told["reasons_against"]]
        with opened.read() as connection:
            item["visited"] = why_visited(connection, network, handle)
            others = persons_of(connection, [(network, handle)]).get((network, handle), [])
        item["same_person"] = [{"handle": one.account[1], "network": one.account[0], "why": one.why} for one in others]
        place = int(row["rank"][0])
    if wants_json(ctx, as_json):
        print_json(item)
        return
    from crawler.cli.candidate import print_candidate

    print_candidate(item, evidence, place, of=ranked)
