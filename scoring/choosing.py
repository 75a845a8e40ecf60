"""The options of a choice out of the database: the shortlist with prices, niches, places and known overlaps."""

from itertools import combinations

from scoring.audience import overlap_of
from scoring.brief import Brief
from scoring.judging import niches_of, rank_database, with_learned
from scoring.portfolio import Choice, Option, choose_creators
from scoring.price import price_of_post
from storage.database import Database
from storage.derived import read_audiences
from storage.verdicts import current_verdicts


def choose_for(database: Database, brief: Brief, budget: int, n: int, *, learned: bool = True) -> tuple[Choice, int]:
    """(the choice, how many of the shortlist the price table has no price for); rejected and put-off ones left out."""
    bent = with_learned(database, brief) if learned else brief
    ranked = rank_database(database, bent, columns=("followers", "city", "region", "country"))
    niches = niches_of(database)
    with database.read() as connection:
        answers = current_verdicts(connection, brief.key)
        audiences = read_audiences(connection)
    options, unpriced = [], 0
    for row in ranked.filter(ranked["excluded"].is_null()).iter_rows(named=True):
        account = (row["network"], row["handle"])
        if account in answers and answers[account].answer != "accept":
            continue
        price = price_of_post(row["followers"])
        if price is None:
            unpriced += 1
            continue
        place = row["city"] or row["region"] or row["country"]
        worth = row["followers"] * row["low"] / 100
        options.append(Option(*account, row["followers"], price, worth, niches.get(account), place))
    sketched = [place for place, option in enumerate(options) if (option.network, option.handle) in audiences]
    overlaps = {}
    for one, other in combinations(sketched, 2):
        first, second = options[one], options[other]
        if first.network == second.network:
            known = overlap_of(audiences[first.network, first.handle], audiences[second.network, second.handle])
            if known is not None:
                overlaps[one, other] = known.shared
    return choose_creators(options, budget, n, overlaps), unpriced
