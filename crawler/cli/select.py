"""select: a dozen creators for a budget, spread over niches and places."""

from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import app
from crawler.cli.common import (
    BriefOption,
    DatabaseOption,
    HandOption,
    JsonOption,
    brief_of,
    open_database,
    plain,
    print_json,
    settings_for,
    tell,
    wants_json,
)

if TYPE_CHECKING:
    from scoring.choosing import Chosen
    from scoring.portfolio import Choice

_NAMED = 4
_AS_GOOD_AS_BEST = 0.9999  # share of the best possible worth, but for rounding


@app.command(epilog="Example: nanoscout select --budget 1000 --n 12 --brief brief.toml")
def select(
    ctx: typer.Context,
    budget: Annotated[int, typer.Option(help="US dollars for one post of each, as a number alone.", min=1)],
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

    from scoring.choosing import LEAST_FIT, choose_for

    settings = settings_for(ctx, database, brief=brief)
    wanted = brief_of(settings)
    with open_database(settings) as opened:
        least = LEAST_FIT if min_fit is None else min_fit
        found = choose_for(opened, wanted, budget, n, learned=not hand_weights, least_fit=least)
    chosen = found.choice
    if wants_json(ctx, as_json):
        told = {"unpriced": found.unpriced, "off_brief": found.off_brief, "min_fit": least, "cheapest": found.cheapest}
        print_json(asdict(chosen) | {"budget": budget, "n": n, "currency": "USD"} | told)
        return
    if not chosen.options:
        tell(_nobody(found, budget))
    else:
        _print_choice(chosen, budget)
        for line in _why_others(chosen, wanted.niches, least):
            tell(line)
    for line in _left_out(found, least):
        tell(line)


def _nobody(found: "Chosen", budget: int) -> str:
    if found.cheapest is None:
        return "Nobody in the shortlist is left to choose from"
    return (
        f"Nobody in the shortlist can be had for ${budget:,}: the least that a post costs is about ${found.cheapest:,}"
    )


def _print_choice(chosen: "Choice", budget: int) -> None:
    from rich.table import Table
    from rich.text import Text

    from crawler.cli.tables import print_table
    from scoring.wording import plural

    table = Table("who", "followers", "post", "niche", "place", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for one in chosen.options:
        niche, place = plain(one.niche or "?"), plain(one.place or "?")
        table.add_row(Text(plain(one.handle)), f"{one.followers:,}", f"${one.price:,}", niche, place)
    print_table(table)
    number = plural(len(chosen.options), "creator")
    tell(f"{number} for about ${chosen.price:,} of ${budget:,}, by prices of 2019: ask each for theirs")
    tell(_how_good(chosen))
    tell(_reach(chosen))


def _why_others(chosen: "Choice", niches: tuple[str, ...], least: float) -> list[str]:
    """Why some of a choice are of other niches than the brief's, and how to have it nearer; [] where none is. Whoever
    is there although their fit is below ``least`` was accepted, and needs no other reason."""
    from math import ceil

    from scoring.portfolio import SPREAD
    from scoring.wording import joined

    wanted = {niche.partition("/")[0] for niche in niches}
    others = [
        one
        for one in chosen.options
        if wanted and one.niche and one.niche.partition("/")[0] not in wanted and (one.fit or 0.0) >= least
    ]
    if not others:
        return []
    named = joined([f"{plain(one.handle)} ({plain(one.niche)})" for one in others[:_NAMED]])
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    lines = [
        f"Of other niches than the brief's: {named}{more}. What they say, their language, country and size fit it well "
        f"enough, and {SPREAD:.0%} of what a choice is worth is reach spread over niches and places"
    ]
    nearer = ceil(100 * max((one.fit or 0.0) for one in others) + 0.001) / 100
    if any(one not in others and (one.fit or 0.0) >= nearer for one in chosen.options):
        lines.append(f"Only those nearer to the brief: --min-fit {nearer:.2f}")
    return lines


def _how_good(chosen: "Choice") -> str:
    share = int(100 * chosen.share_of_best)  # rounded down: it is a promise
    if chosen.share_of_best >= _AS_GOOD_AS_BEST:
        return "Proven: no other choice for this budget is better"
    return f"At least {share}% as good as the best choice there could be for this budget"


def _reach(chosen: "Choice") -> str:
    words = f"Reach: at most {chosen.reach_most:,} people"
    if chosen.pairs_known:
        words += f"; {chosen.reach_known:,} without the followers whom some are known to share"
        words += f" ({chosen.pairs_known:,} of {chosen.pairs:,} pairs looked at)"
    if chosen.pairs:
        words += f"; perhaps only {chosen.reach_least:,}, since audiences were found to overlap by up to a third"
    return words


def _left_out(found: "Chosen", least: float) -> list[str]:
    lines = []
    if found.off_brief:
        lines.append(
            f"{found.off_brief:,} of the shortlist left out: their fit to the brief is below {least:g} (--min-fit), or "
            "they say next to nothing of what it is about"
        )
    if found.unpriced:
        lines.append(f"{found.unpriced:,} of the shortlist left out: the table has no price for their size")
    return lines
