"""related: who is tied to an account, by which tie, how often."""

from typing import Annotated

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

_SHOWN = 30
_WORDS = {
    ("related", True): "is shown beside it",
    ("related", False): "shows it as related",
    ("following", True): "is followed by it",
    ("following", False): "follows it",
    ("follower", True): "follows it",
    ("follower", False): "has it as a follower",
    ("mention", True): "is mentioned by it",
    ("mention", False): "mentions it",
    ("tagged", True): "is tagged by it",
    ("tagged", False): "tags it",
    ("coauthor", True): "is named as co-author",
    ("coauthor", False): "names it as co-author",
    ("commenter", True): "gets its comments",
    ("commenter", False): "comments",
    ("reply", True): "gets its replies",
    ("reply", False): "replies to it",
    ("boost", True): "is boosted by it",
    ("boost", False): "boosts it",
    ("endorsement", True): "is endorsed by it",
    ("endorsement", False): "endorses it",
    ("sponsor", True): "pays it",
    ("sponsor", False): "is paid by it",
}


@app.command(epilog="Example: nanoscout related anna.bakes@instagram")
def related(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="HANDLE", help="handle, handle@network, or a profile's address.")],
    limit: Annotated[int | None, typer.Option(help="How many to show (30; with --json all).", min=1)] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who is tied to an account: by which tie, and how often."""
    from dataclasses import asdict

    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table
    from crawler.seeds import parse_account
    from storage.accounts import find_account
    from storage.ties import ties_of

    settings = settings_for(ctx, database)
    with open_database(settings) as opened:
        handle, network = parse_account(name)
        with opened.read() as connection:
            network, handle = find_account(connection, handle, network)
            ties = ties_of(connection, network, handle)
    if wants_json(ctx, as_json):
        print_json({"network": network, "handle": handle, "ties": [asdict(tie) for tie in ties[:limit]]})
        return
    if not ties:
        tell(f"Nobody is known to be tied to {handle}@{network}")
        return
    table = Table("who", "followers", "how", "times", box=None, header_style="bold", padding=(0, 2, 0, 0))
    shown = limit or _SHOWN
    for tie in ties[:shown]:
        followers = "?" if tie.followers is None else f"{tie.followers:,}"
        how = _WORDS.get((tie.kind, tie.outward), tie.kind)
        table.add_row(Text(plain(tie.other)), followers, how, f"{tie.times:,}")
    print_table(table)
    if len(ties) > shown:
        tell(f"and {len(ties) - shown:,} more (--limit)")
