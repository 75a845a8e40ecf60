"""backup: a copy of the database, made while others use it."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import DatabaseOption, JsonOption, open_database, print_json, settings_for, tell, wants_json


@app.command(epilog="Example: nanoscout backup before-the-campaign.db")
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy is to be kept.", readable=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the whole database to one file, checked and readable by you alone; a crawl may run meanwhile.

    Before a migration this happens by itself. Copies hold people too: forget lists those that held somebody.
    """
    from storage.errors import UnreadableFile

    if file.exists() and not force:
        raise UnreadableFile(f"{file} is there already: name another file, or replace it with --force")
    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        if opened.is_sqlite and file.absolute() == Path(opened.name).absolute():
            raise UnreadableFile(f"{file} is the database itself: name another file")
        opened.backup(file)
    size = file.stat().st_size
    if wants_json(ctx, as_json):
        print_json({"file": str(file), "bytes": size})
    else:
        tell(f"Copied {opened.name} to {file} ({size / 1e6:,.1f} MB)")
