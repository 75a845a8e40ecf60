"""rank, show and export: the shortlist, why, and the file that goes out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    DatabaseOption,
    JsonOption,
    open_database,
    print_json,
    settings_for,
    wants_json,
)

if TYPE_CHECKING:
    import polars as pl

    from scoring.brief import Brief
    from storage.database import Database

BriefOption = Annotated[Path | None, typer.Option("--brief", help="What the brand wants (TOML).")]


@app.command(epilog="Example: nanoscout read session.har --json | nanoscout rank --facts - --json")
def rank(
    ctx: typer.Context,
    brief: BriefOption = None,
    facts: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Rank these facts (JSON Lines, CSV), no database; - is standard input."),
    ] = None,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1)] = 20,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank everyone known for a brief, best first; with --json one object a line, all of them, the excluded last."""
    settings = settings_for(ctx, database, brief=brief)
    from scoring.brief import load_brief

    wanted = load_brief(settings.brief)
    json_wanted = wants_json(ctx, as_json)
    if facts is not None:
        from crawler.facts_file import read_facts
        from scoring.facts_ranking import rank_facts

        objects = rank_facts(read_facts(facts), wanted)
        if json_wanted:
            for item in objects:
                print_json(item)
        else:
            from crawler.cli.shortlist import print_shortlist

            print_shortlist([item for item in objects if item["excluded"] is None][:limit], len(objects))
        return
    from scoring.judging import objects_of, rank_database

    with open_database(settings) as opened:
        ranked = rank_database(opened, wanted)
        if json_wanted:
            for item in objects_of(opened, ranked, wanted):
                print_json(item)
        else:
            print_ranking(opened, ranked, wanted, limit=limit)


def print_ranking(database: "Database", ranked: "pl.DataFrame", brief: "Brief", *, limit: int) -> None:
    """The best of a ranking, each with its first reason, and why the others are out."""
    from crawler.cli.shortlist import print_shortlist
    from scoring.judging import objects_of

    inside = ranked.filter(ranked["excluded"].is_null())
    print_shortlist(list(objects_of(database, inside.head(limit), brief)), len(ranked))
    outside = (
        ranked.filter(ranked["excluded"].is_not_null())["excluded"]
        .value_counts()
        .sort(["count", "excluded"], descending=[True, False])
    )
    if len(outside):
        reasons = ", ".join(f"{row['excluded'].replace('_', ' ')} {row['count']:,}" for row in outside.to_dicts())
        typer.echo(f"{len(inside):,} in the shortlist; left out: {reasons}")


@app.command(epilog="Example: nanoscout show anna.bakes@instagram")
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="HANDLE", help="handle, handle@network, or a profile's address.")],
    brief: BriefOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one candidate: every signal's value, its evidence, and the pages behind it."""
    settings = settings_for(ctx, database, brief=brief)
    from crawler.networks import all_networks
    from crawler.seeds import parse_account
    from scoring.brief import load_brief
    from scoring.judging import evidence_of, objects_of, rank_database
    from storage.accounts import find_account
    from storage.errors import NoSuchAccount

    wanted = load_brief(settings.brief)
    with open_database(settings) as opened:
        handle, network = parse_account(name, all_networks())
        with opened.read() as connection:
            network, handle = find_account(connection, handle, network)
        ranked = rank_database(opened, wanted)
        row = ranked.filter((ranked["network"] == network) & (ranked["handle"] == handle))
        if not len(row):
            raise NoSuchAccount(
                f"{handle}@{network} was sighted but never visited, or is suppressed: there is nothing to show yet"
            )
        item = next(objects_of(opened, row, wanted))
        evidence = next(evidence_of(opened, [(network, handle)]))
        place = int(row["rank"][0])
    if wants_json(ctx, as_json):
        print_json(item)
        return
    from crawler.cli.candidate import print_candidate

    print_candidate(item, evidence, place, of=len(ranked))


@app.command(epilog="Example: nanoscout export shortlist.csv --limit 50")
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Ends in .csv, .jsonl or .graphml.")],
    brief: BriefOption = None,
    limit: Annotated[int | None, typer.Option(help="Only the best so many.", min=1)] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the shortlist for outreach: one row a creator, email first, with the reasons; .graphml writes the graph."""
    settings = settings_for(ctx, database, brief=brief)
    if file.suffix.lower() == ".graphml":
        from storage.exports import write_whole
        from storage.ties import graphml_of

        with open_database(settings) as opened, opened.read() as connection:
            content = graphml_of(connection)
        write_whole(file, content)
        nodes = content.count(b"<node ")
        if wants_json(ctx, as_json):
            print_json({"file": str(file), "nodes": nodes, "edges": content.count(b"<edge ")})
        else:
            typer.echo(f"Wrote {nodes:,} accounts and {content.count(b'<edge '):,} ties to {file}")
        return
    from crawler.networks import load_network
    from scoring.brief import load_brief
    from scoring.judging import evidence_of, objects_of, rank_database
    from scoring.outreach import OUTREACH_COLUMNS, outreach_row
    from storage.exports import write_rows

    wanted = load_brief(settings.brief)
    with open_database(settings) as opened:
        ranked = rank_database(opened, wanted)
        inside = ranked.filter(ranked["excluded"].is_null())
        if limit is not None:
            inside = inside.head(limit)
        accounts = list(zip(inside["network"].to_list(), inside["handle"].to_list(), strict=True))
        rows = [
            outreach_row(item, evidence, load_network(evidence.network).profile_url(evidence.handle))
            for item, evidence in zip(objects_of(opened, inside, wanted), evidence_of(opened, accounts), strict=True)
        ]
        written = write_rows(file, OUTREACH_COLUMNS, rows)
    if wants_json(ctx, as_json):
        print_json({"file": str(file), "rows": written})
    else:
        typer.echo(f"Wrote {written:,} creators to {file}")
