"""runs: what earlier runs did, and whether pages still tell what they used to."""

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from crawler.cli import app
from crawler.cli.common import (
    DatabaseOption,
    JsonOption,
    brief_of,
    console,
    open_database,
    plain,
    print_json,
    settings_for,
    tell,
    wants_json,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.runs import RunRow

_ROOMY = 84  # columns


@app.command(epilog="Example: nanoscout runs 3")
def runs(
    ctx: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="RUN", help="One run, with what went wrong in it.")] = None,
    health: Annotated[
        bool,
        typer.Option("--health", help="Whether pages still tell what they used to, by field."),
    ] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what earlier runs did, and how they ended.

    With --health every field's yield in the newest run (or in RUN) stands beside what is usual; a fall of more than 20
    points ends with exit code 21, as it does after a crawl.
    """
    if health:
        _print_health(ctx, number, database, as_json)
        return
    from dataclasses import asdict

    from rich.table import Table

    from crawler.cli.tables import print_table
    from scoring.coverage import coverage_of, word_coverage
    from storage.clock import from_millis
    from storage.runs import find_run, list_runs, troubles_of

    settings = settings_for(ctx, database)
    brief = brief_of(settings)
    with open_database(settings) as opened, opened.read() as connection:
        found = list_runs(connection) if number is None else [run for run in [find_run(connection, number)] if run]
        found = [_as_it_stands(connection, run) for run in found]
        if number is not None and not found:
            _refuse_unknown(number, opened.name)
        troubles = troubles_of(connection, number) if number is not None else []
        coverage = coverage_of(connection, (brief.low, brief.high), number) if number is not None else None
    if wants_json(ctx, as_json):
        rows = [asdict(run) for run in found]
        print_json(
            rows
            if number is None
            else rows[0] | {"troubles": troubles, "coverage": asdict(coverage) if coverage else None}
        )
        return
    screen = console()
    narrow = screen.width < _ROOMY
    table = Table(box=None, padding=(0, 1, 0, 0) if narrow else (0, 1))
    for name in ("run", "began") if narrow else ("run", "began", "what"):
        table.add_column(name, no_wrap=True)
    table.add_column("seeds", ratio=1, overflow="ellipsis", no_wrap=True)
    table.add_column("ended", no_wrap=True)
    for name in ("pages", "visited") if narrow else ("requests", "pages", "visited", "facts"):
        table.add_column(name, justify="right", no_wrap=True)
    for run in found:
        began = from_millis(run.started_at)
        table.add_row(
            str(run.id),
            began.astimezone().strftime("%m-%d %H:%M" if narrow else "%Y-%m-%d %H:%M") if began else "",
            *(() if narrow else (run.command,)),
            plain(" ".join(run.seeds))[:40],
            run.state,
            *(f"{count:,}" for count in _counts_of(run, narrow)),
        )
    print_table(table)
    for run in found:
        if run.detail:
            tell(f"Run {run.id}: {plain(run.detail)}")
    if coverage is not None:
        tell(f"{word_coverage(coverage)} (as known now)")
    for trouble in troubles:
        tell(plain(f"{trouble['outcome']}: {trouble['url']}  {trouble['detail'] or ''}"))


def _refuse_unknown(number: int, database: str) -> NoReturn:
    from storage.errors import NothingToResume

    raise NothingToResume(f"No run {number} is in {database}; list them with nanoscout runs")


def _as_it_stands(connection: "Connection", run: "RunRow") -> "RunRow":
    """The run, and where whoever was at it was killed, that it ended so: nobody could write it down."""
    from dataclasses import replace

    from crawler.crawling.workers import worker_is_dead
    from storage.frontier import lease_owners

    if run.state != "running" or not all(map(worker_is_dead, [run.owner or "", *lease_owners(connection, run.id)])):
        return run
    what_next = "do the same again" if run.command == "ingest" else "go on with nanoscout discover --resume"
    return replace(run, state="interrupted", detail=f"its process was ended; {what_next}")


def _counts_of(run: "RunRow", narrow: bool) -> tuple[int, ...]:
    return (run.pages, run.profiles) if narrow else (run.requests, run.pages, run.profiles, run.facts)


def _print_health(ctx: typer.Context, number: int | None, database: str | None, as_json: bool) -> None:
    from dataclasses import asdict

    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table
    from storage.errors import Drift, NothingToResume
    from storage.health import health_of, word_drift
    from storage.runs import find_run, list_runs

    settings = settings_for(ctx, database)
    with open_database(settings) as opened, opened.read() as connection:
        if number is not None and find_run(connection, number) is None:
            _refuse_unknown(number, opened.name)
        newest = [run.id for run in list_runs(connection, limit=1)] if number is None else [number]
        if not newest:
            raise NothingToResume(f"No run is in {opened.name} yet: there is nothing to compare")
        found = health_of(connection, newest[0])
    fallen = [one for one in found if one.fell]
    if wants_json(ctx, as_json):
        for one in found:
            print_json(asdict(one) | {"fell": one.fell})
    else:
        table = Table("network", "where", "field", "rows", "told", "usual", box=None, header_style="bold")
        for one in found:
            usual = "?" if one.usual is None else f"{one.usual:.0%}"
            style = "bold red" if one.fell else ""
            cells = (one.network, plain(one.shape), one.field, f"{one.rows:,}", f"{one.share:.0%}", usual)
            table.add_row(*(Text(cell, style=style) for cell in cells))
        if found:
            print_table(table)
        else:
            tell(f"Run {newest[0]} has too few pages of any shape to say")
    if fallen:
        raise Drift(word_drift(fallen))
