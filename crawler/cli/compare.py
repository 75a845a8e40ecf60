"""compare: what changed between two runs, or two rankings that were saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import app
from crawler.cli.common import (
    DatabaseOption,
    JsonOption,
    open_database,
    plain,
    print_json,
    settings_for,
    tell,
    wants_json,
)

if TYPE_CHECKING:
    from crawler.settings import Settings

_SHOWN = 20


@app.command(
    epilog="Example: nanoscout compare 3 5, or two files that rank --json printed: compare monday.jsonl friday.jsonl"
)
def compare(
    ctx: typer.Context,
    before: Annotated[str, typer.Argument(metavar="RUN|FILE", help="A run's number, or what rank --json printed.")],
    after: Annotated[str, typer.Argument(metavar="RUN|FILE", help="A later one.")],
    limit: Annotated[int | None, typer.Option(help="How many of each to show (20; with --json all).", min=1)] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say who came into the shortlist, who went, who moved, and by which signals."""
    from dataclasses import asdict

    from scoring.comparing import compare_rankings

    settings = settings_for(ctx, database)
    found = compare_rankings(_ranking(before, settings), _ranking(after, settings))
    if wants_json(ctx, as_json):
        told = asdict(found)
        print_json(told | {name: told[name][:limit] for name in ("came", "went", "moved")})
        return
    for title, moves in (("Came", found.came), ("Went", found.went), ("Moved", found.moved)):
        if moves:
            tell(f"{title}: {len(moves):,}")
        for move in moves[: limit or _SHOWN]:
            places = f"{move.before or '–'} → {move.after or '–'}"
            tell(f"  {places:>9}  {plain(move.handle):<32} {plain(move.why)}")
    tell(f"{found.same:,} stand where they stood")
    if found.versions[0] != found.versions[1]:
        versions = (", ".join(version) or "none" for version in found.versions)
        tell(f"The score is another one: {' → '.join(versions)}")


def _ranking(named: str, settings: "Settings") -> list[dict[str, Any]]:
    """The ranking of a run by its number, or that of a file; raises NothingToResume for a run without one."""
    if not named.isdigit():
        from crawler.rankings_file import read_ranking

        return read_ranking(Path(named))
    from storage.errors import NothingToResume
    from storage.standings import standings_of_run

    with open_database(settings) as opened, opened.read() as connection:
        found = standings_of_run(connection, int(named))
        if not found:
            raise NothingToResume(
                f"No ranking of run {named} is in {opened.name}: discover keeps one at its end, other "
                "runs do not; list runs with nanoscout runs"
            )
    return found
