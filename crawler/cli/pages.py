"""read and ingest: what files hold, shown or stored."""

import sys
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    DatabaseOption,
    JsonOption,
    open_database,
    plain,
    print_json,
    say,
    settings_for,
    tell,
    wants_json,
    worded,
)

FilesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…", help="HAR, WARC, saved HTML, JSON, an account export (ZIP), a list (CSV, XLSX); -: stdin."
    ),
]
OneNetwork = Annotated[
    str | None,
    typer.Option("--network", metavar="NAME", help="Whose pages or handles these are, where that is not told."),
]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="The address of a saved page.")]


@app.command(epilog="Example: nanoscout read saved-profile.html --json · what its lines say: docs/facts.md")
def read(
    ctx: typer.Context,
    files: FilesArgument,
    network: OneNetwork = None,
    url: UrlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what saved pages say, as facts; stores nothing."""
    from crawler.files import read_files
    from storage.facts import fact_to_json

    reading = read_files(files, network=network, url=url)
    if wants_json(ctx, as_json):
        for fact in reading.facts():
            sys.stdout.write(fact_to_json(fact) + "\n")
    else:
        _print_facts(reading.facts())
    for note in reading.notes():
        say(note)
    reading.check()


def _print_facts(facts: object) -> None:
    from collections.abc import Iterable
    from typing import cast

    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table
    from storage.facts import Fact

    table = Table("fact", "who", "what it says", box=None, header_style="bold", padding=(0, 2, 0, 0))
    frame = {"fact", "network", "page", "observed_at"}
    for fact in cast("Iterable[Fact]", facts):
        said = fact.model_dump(mode="json", exclude=frame)
        who = said.pop("handle", None) or said.pop("author_handle", None) or said.pop("source", None) or ""
        table.add_row(fact.fact, Text(plain(who)), Text(worded(said, 80)))
    print_table(table)


@app.command(epilog="Example: nanoscout ingest my-session.har")
def ingest(
    ctx: typer.Context,
    files: FilesArgument,
    network: OneNetwork = None,
    url: UrlOption = None,
    basis: Annotated[
        str | None, typer.Option(metavar="BASIS", help="Of a list: consent, contract or legitimate_interest.")
    ] = None,
    basis_source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where that basis is written down, like “application form”.")
    ] = None,
    basis_date: Annotated[str | None, typer.Option(metavar="DATE", help="Since when, like 2026-11-01.")] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Store what files hold, score it, and queue the accounts that were sighted.

    In a list of people, what its columns say of consent and date comes before --basis and --basis-date.
    """
    settings = settings_for(ctx, database)
    from crawler.files import ingest_files, read_files
    from crawler.lists.rows import given_basis
    from crawler.rights.minors import word_minors
    from scoring.wording import plural

    given = given_basis(basis, basis_date, basis_source)
    reading = read_files(files, network=network, url=url, given=given)
    with open_database(settings, create=True) as opened:
        done = ingest_files(opened, reading, settings)
        if wants_json(ctx, as_json):
            print_json(done)
        else:
            tell(
                f"Stored {plural(done['facts'], 'fact')} of {plural(done['pages'], 'page')}: "
                f"{plural(done['accounts'], 'account')} known, "
                f"{done['queued']:,} waiting to be visited. Kept in {opened.name}"
                + (f" with {plural(done['bases'], 'basis', 'bases')}" if done["bases"] else "")
            )
            if done["suppressed"]:
                tell(f"Left out {plural(done['suppressed'], 'account')}: suppressed, forgotten or erased earlier")
            if done["minors"]:
                tell(word_minors(done["minors"]))
    for note in reading.notes():
        say(note)
    reading.check()
