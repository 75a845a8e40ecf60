"""select: a dozen creators for a budget, spread over niches and places."""

from typing import Annotated

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
from crawler.cli.ranking import BriefOption, HandOption


@app.command(epilog="Example: nanoscout select --budget 1000 --n 12 --brief brief.toml")
def select(
    ctx: typer.Context,
    budget: Annotated[int, typer.Option(help="US dollars for one post of each.", min=1)],
    n: Annotated[int, typer.Option("--n", help="At most so many creators.", min=1)] = 12,
    min_fit: Annotated[
        float | None, typer.Option(help="Least fit to the brief, 0 to 1 (.55 by default, 0 for none).", min=0, max=1)
    ] = None,
    brief: BriefOption = None,
    hand_weights: HandOption = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Choose N creators of the shortlist under a budget: most reach that counts, spread over niches and places.

    Whom you rejected, or put off, is left out, and who is too far off the brief (--min-fit).
    """
    from dataclasses import asdict

    from rich.table import Table
    from rich.text import Text

    from scoring.choosing import LEAST_FIT, choose_for

    settings = settings_for(ctx, database, brief=brief)
    wanted = brief_of(settings)
    with open_database(settings) as opened:
        least = LEAST_FIT if min_fit is None else min_fit
        found = choose_for(opened, wanted, budget, n, learned=not hand_weights, least_fit=least)
    chosen, unpriced = found.choice, found.unpriced
    off = (
        f"{found.off_brief:,} of the shortlist left out: their fit to the brief is below {least:g} (--min-fit)"
        if found.off_brief
        else None
    )
    if wants_json(ctx, as_json):
        told = {"unpriced": unpriced, "off_brief": found.off_brief, "min_fit": least}
        print_json(asdict(chosen) | {"budget": budget, "n": n, "currency": "USD"} | told)
        return
    if not chosen.options:
        tell(f"Nobody in the shortlist can be had for ${budget:,} ({unpriced:,} have no price in the table)")
        if off:
            tell(off)
        return
    table = Table("who", "followers", "post", "niche", "place", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for one in chosen.options:
        niche, place = plain(one.niche or "?"), plain(one.place or "?")
        table.add_row(Text(plain(one.handle)), f"{one.followers:,}", f"${one.price:,}", niche, place)
    console().print(table)
    tell(f"{len(chosen.options)} creators for about ${chosen.price:,} of ${budget:,} (prices of 2019: no quotes)")
    proof = "proven best" if chosen.exact and chosen.share_of_best >= 0.9999 else "greedy"
    if off:
        tell(off)
    tell(f"At least {chosen.share_of_best:.1%} of the best possible choice ({proof})")
    known = f"{chosen.pairs_known:,} of {chosen.pairs:,} overlaps are known"
    tell(
        f"Reach: at most {chosen.reach_most:,} people; {chosen.reach_known:,} less what overlaps ({known}); "
        f"adding up was found to overstate by 6 to 45 %, so it may be {chosen.reach_least:,}"
    )
