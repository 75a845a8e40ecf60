"""The options of a choice out of the database: the shortlist with prices, niches, places and known overlaps."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from scoring.audience import overlap_of
from scoring.brief import Brief
from scoring.explaining.price import price_of_post
from scoring.judging import niches_of, rank_database, with_learned
from scoring.portfolio import Choice, Option, choose_creators
from storage.database import Database
from storage.derived import read_audiences
from storage.verdicts import current_verdicts

# Least fit of whom a budget is spent on, and least that they speak of what the brief asks for (the signal interests):
# size, language and country alone make a fit of .6. A neighbouring field has interests of .25 to .45, the field itself
# more, others next to none.
LEAST_FIT = 0.55
LEAST_ABOUT = 0.2


class Chosen(NamedTuple):
    """A choice, and how many of the shortlist were left out: without a price in the table, and too far off the
    brief. ``cheapest`` is the least that a post of one of the others costs, ``None`` where there is nobody."""

    choice: Choice
    unpriced: int
    off_brief: int
    cheapest: int | None


def choose_for(
    database: Database,
    brief: Brief,
    budget: int,
    n: int,
    *,
    learned: bool = True,
    least_fit: float = LEAST_FIT,
) -> Chosen:
    """The best choice of the shortlist; rejected and put-off ones are left out, and whose fit (the score's group, 0–1)
    is below ``least_fit``, or whose interests are below LEAST_ABOUT (unless all fits will do, 0). Who was accepted
    stays, whatever the fit."""
    bent = with_learned(database, brief) if learned else brief
    subjects = ("value_interests",) if brief.words or brief.niches else ()
    ranked = rank_database(database, bent, columns=("followers", "city", "region", "country", "fit", *subjects))
    niches = niches_of(database)
    with database.read() as connection:
        answers = current_verdicts(connection, brief.key)
        audiences = read_audiences(connection)
    options, unpriced, off_brief = [], 0, 0
    for row in ranked.filter(ranked["excluded"].is_null()).iter_rows(named=True):
        account = (row["network"], row["handle"])
        if account in answers and answers[account].answer != "accept":
            continue
        if account not in answers and _is_off(row, least_fit):
            off_brief += 1
            continue
        price = price_of_post(row["followers"])
        if price is None:
            unpriced += 1
            continue
        place = row["city"] or row["region"] or row["country"]
        worth = row["followers"] * row["low"] / 100
        options.append(Option(*account, row["followers"], price, worth, niches.get(account), place, row["fit"]))
    sketched = [place for place, option in enumerate(options) if (option.network, option.handle) in audiences]
    overlaps = {}
    for one, other in combinations(sketched, 2):
        first, second = options[one], options[other]
        if first.network == second.network:
            known = overlap_of(audiences[first.network, first.handle], audiences[second.network, second.handle])
            if known is not None:
                overlaps[one, other] = known.shared
    cheapest = min((option.price for option in options), default=None)
    return Chosen(choose_creators(options, budget, n, overlaps), unpriced, off_brief, cheapest)


def _is_off(row: Mapping[str, Any], least_fit: float) -> bool:
    """Whether somebody is too far off the brief to spend money on; what is not known is not held against them."""
    fit, about = row["fit"], row.get("value_interests")
    return (fit is not None and fit < least_fit) or (least_fit > 0 and about is not None and about < LEAST_ABOUT)
