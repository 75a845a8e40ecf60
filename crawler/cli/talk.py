"""talk: where the talk with each creator stands in a campaign, so that nobody is contacted twice."""

from dataclasses import asdict
from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    JsonOption,
    open_database,
    plain,
    print_json,
    settings_for,
    tell,
    wants_json,
)
from storage.statuses import Status, parse_status

_Name = Annotated[
    list[str] | None, typer.Argument(metavar="HANDLE…", help="handle, handle@network, or a profile's address.")
]


def _status(words: str) -> Status:
    try:
        return parse_status(words)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@app.command(epilog="Example: nanoscout talk anna.bakes bo.knits --status contacted --brief brief.toml --by anna")
def talk(
    ctx: typer.Context,
    names: _Name = None,
    status: Annotated[
        Status | None,
        typer.Option(
            metavar="STATUS",
            parser=_status,
            help="new, contacted, answered, agreed, declined or do_not_contact. With handles: where the talk stands "
            "now; alone: only those.",
        ),
    ] = None,
    campaign: Annotated[str | None, typer.Option(help="The campaign (default: the brief's name).")] = None,
    note: Annotated[
        str | None, typer.Option(help="A note for yourself; it is kept until you forget the person.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who talks to them, in a team.")] = None,
    brief: BriefOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note to whom you wrote and what came of it; without handles, list everybody who was written to.

    Whoever was contacted is warned about on the review page, and held back from mail merges in every campaign.
    """
    from crawler.seeds import parse_account
    from scoring.brief import load_brief
    from storage.accounts import find_account
    from storage.clock import from_millis, now_millis
    from storage.outreach import campaign_words, list_talks, set_status, talks_of

    settings = settings_for(ctx, database, brief=brief)
    own = campaign or load_brief(settings.brief).key
    with open_database(settings) as opened:
        if names:
            with opened.write() as connection:
                given = [parse_account(name) for name in names]
                accounts = [find_account(connection, handle, network) for handle, network in given]
                for who in accounts if status else ():
                    set_status(connection, *who, own, status or "new", now=now_millis(), owner=by, note=note)
                known = talks_of(connection, accounts)
            found = [(who, one) for who in accounts for one in known.get(who, [])]
        else:
            with opened.read() as connection:
                found = list_talks(connection, campaign=campaign, status=status)
    if wants_json(ctx, as_json):
        for (network, handle), one in found:
            print_json({"network": network, "handle": handle, **asdict(one)})
        return
    if not found:
        tell("Nobody was written to yet; note it with nanoscout talk HANDLE --status contacted")
        return
    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table

    table = Table("who", "stands at", "campaign", "since", "by", "note", box=None, header_style="bold")
    for (network, handle), one in found:
        since = from_millis(one.changed_at)
        cells = (
            f"{handle}@{network}", one.status.replace("_", " "), campaign_words(one.campaign),
            f"{since:%Y-%m-%d}" if since else "", one.owner or "", one.note or "",
        )  # fmt: skip
        table.add_row(*(Text(plain(cell)) for cell in cells))
    print_table(table)
