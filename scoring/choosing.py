"""The options of a choice out of the database: the shortlist with prices, niches, places and known overlaps."""

from itertools import combinations
from typing import NamedTuple

from scoring.audience import overlap_of
from scoring.brief import Brief
from scoring.judging import niches_of, rank_database, with_learned
from scoring.portfolio import Choice, Option, choose_creators
from scoring.price import price_of_post
from storage.database import Database
from storage.derived import read_audiences
from storage.verdicts import current_verdicts

# Least fit of whom a budget is spent on. Who speaks of nothing that the brief asks for has .25 to .5 by size and
# language alone, a neighbouring field about .55 to .6, the field itself .65 and more.
LEAST_FIT = 0.55


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
    is below ``least_fit``. Who was accepted stays, whatever the fit."""
    bent = with_learned(database, brief) if learned else brief
    ranked = rank_database(database, bent, columns=("followers", "city", "region", "country", "fit"))
    niches = niches_of(database)
    with database.read() as connection:
        answers = current_verdicts(connection, brief.key)
        audiences = read_audiences(connection)
    options, unpriced, off_brief = [], 0, 0
    for row in ranked.filter(ranked["excluded"].is_null()).iter_rows(named=True):
        account = (row["network"], row["handle"])
        if account in answers and answers[account].answer != "accept":
            continue
        if account not in answers and row["fit"] is not None and row["fit"] < least_fit:
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
