"""similar and circles: lookalikes of an account, and the circles that a niche falls into."""

from typing import Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    JsonOption,
    brief_of,
    open_database,
    plain,
    print_json,
    settings_for,
    tell,
    wants_json,
)

_CIRCLES_SHOWN = 10


@app.command(epilog="Example: nanoscout similar anna.bakes@instagram --brief brief.toml")
def similar(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="HANDLE", help="handle, handle@network, or a profile's address.")],
    brief: BriefOption = None,
    everyone: Annotated[bool, typer.Option("--everyone", help="Also those whom the brief leaves out.")] = False,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1)] = 20,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find lookalikes of an account: near in the graph, in its niches, in its words."""
    from dataclasses import asdict

    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table
    from crawler.seeds import parse_account
    from scoring.judging import rank_database
    from scoring.similar import find_similar
    from storage.accounts import find_account

    settings = settings_for(ctx, database, brief=brief)
    wanted = brief_of(settings)
    with open_database(settings) as opened:
        handle, network = parse_account(name)
        with opened.read() as connection:
            network, handle = find_account(connection, handle, network)
        ranked = rank_database(opened, wanted, columns=("followers",))
        inside = ranked if everyone else ranked.filter(ranked["excluded"].is_null())
        rows = {(row["network"], row["handle"]): row for row in inside.iter_rows(named=True)}
        with opened.read() as connection:
            found = find_similar(connection, network, handle, set(rows))[:limit]
    if wants_json(ctx, as_json):
        print_json({"network": network, "handle": handle, "similar": [
            asdict(one) | {name: rows[one.network, one.handle][name] for name in ("followers", "score", "low")}
            for one in found
        ]})  # fmt: skip
        return
    if not found:
        tell(f"Nobody known is like {handle}@{network}; discover more, or try --everyone")
        return
    table = Table("who", "followers", "alike", "audience", "why", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for one in found:
        followers = rows[one.network, one.handle]["followers"]
        table.add_row(
            Text(plain(one.handle)),
            "?" if followers is None else f"{followers:,}",
            f"{one.likeness:.2f}",
            "unknown" if one.overlap is None else f"{one.overlap.shared:.0%} shared",
            Text(plain(one.why)),
        )
    print_table(table)


@app.command(epilog="Example: nanoscout circles --brief brief.toml")
def circles(
    ctx: typer.Context,
    brief: BriefOption = None,
    limit: Annotated[int | None, typer.Option(help="How many to show (10; with --json all).", min=1)] = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the circles that the shortlist falls into: who is tied to whom, and what each is about."""
    from dataclasses import asdict

    from scoring.judging import niches_of, rank_database
    from scoring.similar import find_circles
    from scoring.wording import plural

    settings = settings_for(ctx, database, brief=brief)
    wanted = brief_of(settings)
    with open_database(settings) as opened:
        ranked = rank_database(opened, wanted, columns=("followers",))
        inside = ranked.filter(ranked["excluded"].is_null())
        accounts = list(zip(inside["network"].to_list(), inside["handle"].to_list(), strict=True))
        niches = niches_of(opened)
        with opened.read() as connection:
            found = find_circles(connection, {account: niches.get(account) for account in accounts})
    if wants_json(ctx, as_json):
        print_json([asdict(circle) for circle in found[:limit]])
        return
    alone = len(accounts) - sum(len(circle.members) for circle in found)
    for number, circle in enumerate(found[: limit or _CIRCLES_SHOWN], start=1):
        about = f" about {', '.join(circle.topics)}" if circle.topics else ""
        middle = ", ".join(plain(handle) for handle in circle.middle)
        tell(f"{number:>3} {plural(len(circle.members), 'creator')}{about}; in the middle: {middle}")
    tell(f"{plural(len(found), 'circle')}; {alone:,} of {len(accounts):,} have no tie to another")
