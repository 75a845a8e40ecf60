"""suppress and forget: the rights of the people who were found."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import DatabaseOption, JsonOption, open_database, print_json, settings_for, wants_json

NameArgument = Annotated[str, typer.Argument(metavar="HANDLE", help="handle@network, or a profile's address.")]


@app.command(epilog="Example: nanoscout suppress anna.bakes@instagram")
def suppress(
    ctx: typer.Context,
    name: NameArgument,
    reason: Annotated[str, typer.Option(help="Why, for your own records (no personal data).")] = "asked",
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep nothing new about a person, and show, rank and export them no more."""
    from crawler.people import suppress_person

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        who = suppress_person(opened, name, reason)
    if wants_json(ctx, as_json):
        print_json(who)
    else:
        typer.echo(f"{who['handle']}@{who['network']} is suppressed: not crawled, ranked or exported any more")


@app.command(epilog="Example: nanoscout forget anna.bakes@instagram --recording crawl.warc")
def forget(
    ctx: typer.Context,
    name: NameArgument,
    recording: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A recording to remove the person from (repeatable).")
    ] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase a person: rows, ties, what others said to them, recordings; only a salted hash stays, so that they
    do not come back."""
    from crawler.people import forget_person
    from storage.export_log import BACKUP

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        done = forget_person(opened, name, recording or [])
    if wants_json(ctx, as_json):
        print_json(done)
        return
    typer.echo(f"{done['handle']}@{done['network']} is forgotten: {done['rows']:,} rows erased")
    for file in done["recordings"]:
        typer.echo(f"{file['file']}: {file['pages']:,} pages erased")
    for one in done["exports"]:
        whole = one["layout"] == BACKUP
        named = f"The {'backup' if whole else 'export'} {one['file']} of {one['exported_at'][:10]}"
        typer.echo(f"{named} held them: {'delete it' if whole else 'take them out of it'} and its copies")
    for file in done["recordings_left"]:
        typer.echo(f"Recording {file} was made by this database and is not there any more: erase its copies")
