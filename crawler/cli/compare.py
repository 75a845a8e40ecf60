"""compare: what changed between two rankings."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import JsonOption, plain, print_json, wants_json


@app.command(epilog="Example: nanoscout rank --json > monday.jsonl; …; nanoscout compare monday.jsonl friday.jsonl")
def compare(
    ctx: typer.Context,
    before: Annotated[Path, typer.Argument(metavar="BEFORE.jsonl", help="A ranking, as rank --json printed it.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER.jsonl", help="A later one.")],
    limit: Annotated[int, typer.Option(help="How many of each to show.", min=1)] = 20,
    as_json: JsonOption = False,
) -> None:
    """Say who came into the shortlist, who went, who moved, and by which signals."""
    from dataclasses import asdict

    from crawler.rankings_file import read_ranking
    from scoring.comparing import compare_rankings

    found = compare_rankings(read_ranking(before), read_ranking(after))
    if wants_json(ctx, as_json):
        print_json(asdict(found))
        return
    for title, moves in (("Came", found.came), ("Went", found.went), ("Moved", found.moved)):
        if moves:
            typer.echo(f"{title}: {len(moves):,}")
        for move in moves[:limit]:
            places = f"{move.before or '–'} → {move.after or '–'}"
            typer.echo(f"  {places:>9}  {plain(move.handle):<32} {plain(move.why)}")
    typer.echo(f"{found.same:,} stand where they stood")
    if found.versions[0] != found.versions[1]:
        versions = (", ".join(version) or "none" for version in found.versions)
        typer.echo(f"The score is another one: {' → '.join(versions)}")
