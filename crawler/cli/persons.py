"""persons, join and split: which accounts are one person's, why, and what you decide about it."""

from typing import TYPE_CHECKING, Annotated

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
    from storage.database import Database

OneArgument = Annotated[str, typer.Argument(metavar="HANDLE", help="handle@network, or a profile's address.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other account, named the same way.")]
UndoOption = Annotated[bool, typer.Option("--undo", help="Take back what was decided about the two: evidence decides.")]
NoteOption = Annotated[str | None, typer.Option(help="Why, in your words.")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decided it, in a team.")]


@app.command(epilog="Example: nanoscout persons --json")
def persons(ctx: typer.Context, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Show who has several accounts, and what says so; in a shortlist everybody counts once."""
    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table
    from scoring.judging import refresh_features
    from storage.persons import members_of

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        refresh_features(opened)
        with opened.read() as connection:
            found = members_of(connection)
    if wants_json(ctx, as_json):
        for key, members in found.items():
            accounts = [{"network": one.account[0], "handle": one.account[1], "why": one.why} for one in members]
            print_json({"person": key, "accounts": accounts})
        return
    table = Table("person", "account", "because", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for key, members in found.items():
        for place, one in enumerate(members):
            name = f"{one.account[1]}@{one.account[0]}"
            table.add_row(Text("" if place else plain(key)), Text(plain(name)), Text(plain(one.why)))
    if found:
        print_table(table)
    tell(f"{len(found):,} people with several accounts" if found else "Nobody is known to have several accounts")


@app.command(epilog="Example: nanoscout join anna.bakes@instagram annabakes@tiktok --note 'she told us'")
def join(
    ctx: typer.Context,
    one: OneArgument,
    other: OtherArgument,
    note: NoteOption = None,
    by: ByOption = None,
    undo: UndoOption = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that two accounts are one person's: they count once in a shortlist, and share their contacts."""
    _decide(ctx, one, other, database, as_json, same=True, undo=undo, note=note, who=by)


@app.command(epilog="Example: nanoscout split anna.bakes@instagram annabakes@tiktok")
def split(
    ctx: typer.Context,
    one: OneArgument,
    other: OtherArgument,
    note: NoteOption = None,
    by: ByOption = None,
    undo: UndoOption = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that two accounts are not one person's, whatever the evidence."""
    _decide(ctx, one, other, database, as_json, same=False, undo=undo, note=note, who=by)


def _decide(
    ctx: typer.Context,
    one: str,
    other: str,
    database: str | None,
    as_json: bool,
    *,
    same: bool,
    undo: bool,
    note: str | None,
    who: str | None,
) -> None:
    from scoring.judging import refresh_features
    from storage.clock import now_millis
    from storage.errors import BadSeed
    from storage.persons import decide, persons_of, undecide

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        first, second = _account(opened, one), _account(opened, other)
        if first == second:
            raise BadSeed(f"{one} and {other} are the same account: name two")
        with opened.write() as connection:
            if undo:
                undecide(connection, first, second)
            else:
                decide(connection, first, second, same=same, now=now_millis(), note=note, who=who)
        refresh_features(opened)
        with opened.read() as connection:
            joined = second in {member.account for member in persons_of(connection, [first]).get(first, [])}
    names = [f"{handle}@{network}" for network, handle in (first, second)]
    if wants_json(ctx, as_json):
        print_json({"accounts": names, "same_person": joined})
    else:
        tell(f"{' and '.join(names)} are {'' if joined else 'not '}counted as one person")


def _account(database: "Database", name: str) -> tuple[str, str]:
    from crawler.seeds import parse_account
    from storage.accounts import find_account

    handle, network = parse_account(name)
    with database.read() as connection:
        return find_account(connection, handle, network)
