"""How much has been found: the estimate against known truth, what it will not say, and the rule that stops a crawl."""

import random
from pathlib import Path

import pytest

from crawler.crawling.visits import Budget, Progress
from scoring.coverage import Coverage, coverage_of, estimate_coverage, word_coverage
from storage.database import Database
from storage.facts import Sighting
from tests.commands import nanoscout, nanoscout_json
from tests.scoring.invent import NETWORK, profile
from tests.test_people import land

PEOPLE = 500
SESSION = Path(__file__).parent.parent / "fixtures" / "discoverunder10k" / "session.har"


def caught(seed: int, chances: list[float], alike: float = 1e9) -> dict[object, set[str]]:
    """Whom routes met by chance; ``alike`` is small where some people are met far more easily than others."""
    dice = random.Random(seed)
    met: dict[object, set[str]] = {}
    for person in range(PEOPLE):
        ease = dice.gammavariate(alike, 1 / alike) if alike < 100 else 1.0
        met[person] = {str(route) for route, chance in enumerate(chances) if dice.random() < chance * ease}
    return met


@pytest.mark.parametrize("chances", [[0.4, 0.3], [0.3, 0.2, 0.25, 0.15]])
def test_independent_routes_tell_the_truth_within_the_interval(chances: list[float]) -> None:
    found = [estimate_coverage(caught(seed, chances)) for seed in range(200)]
    inside = sum((one.low or 0) <= PEOPLE <= (one.high or 0) for one in found)
    assert inside >= 180
    errors = [(one.share or 0) - one.found / PEOPLE for one in found]
    assert abs(sum(errors) / len(errors)) < 0.02


def test_routes_that_correlate_make_it_too_high_as_the_warning_says() -> None:
    found = [estimate_coverage(caught(seed, [0.3, 0.2, 0.25, 0.15], alike=2)) for seed in range(40)]
    errors = [(one.share or 0) - one.found / PEOPLE for one in found]
    assert sum(errors) / len(errors) > 0.05
    assert "rather too high" in word_coverage(found[0])


def test_what_cannot_be_said_is_not_said() -> None:
    one = estimate_coverage({number: {"hashtag_top"} for number in range(90)})
    assert (one.share, one.found) == (None, 90)
    assert "only one route" in word_coverage(one)
    few = estimate_coverage({number: {"a", "b"} for number in range(9)})
    assert few.share is None
    assert "too few" in word_coverage(few)
    assert estimate_coverage({1: set()}).found == 0
    every = estimate_coverage({number: {"a", "b", "c"} for number in range(90)})
    assert every.share == 1.0


def test_only_public_people_in_the_band_count(database: Database) -> None:
    for number in range(30):
        handle = f"p{number}"
        routes = ("hashtag_top", "related") if number % 2 else ("related",)
        met = [Sighting(network=NETWORK, page="p", handle=handle, route=route, via="x") for route in routes]
        land(database, profile(handle, followers=2_000 if number < 26 else 90_000), *met)
    land(database, profile("seed"), profile("shut", is_private=True))
    with database.read() as connection:
        found = coverage_of(connection, (1_000, 10_000))
    assert (found.found, found.twice, found.method) == (26, 13, "Chapman")
    assert found.routes == {"hashtag_top": 13, "related": 26}


def test_a_budget_of_coverage_is_spent_when_it_is_reached() -> None:
    budget, progress = Budget(coverage=0.9), Progress()
    assert budget.spent(progress) is None
    progress.coverage = 0.89
    assert budget.spent(progress) is None
    progress.coverage = 0.9
    assert budget.spent(progress)


@pytest.mark.long
def test_discover_stops_and_says_how_much_is_found(tmp_path: Path) -> None:
    asked = ["discover", "#discoverunder10k", "--replay", SESSION]
    whole = nanoscout_json(*asked, "--database", tmp_path / "a.db")
    stopped = nanoscout_json(*asked, "--stop-at-coverage", "0.5", "--database", tmp_path / "b.db", code=23)
    assert stopped["progress"]["requests"] < whole["progress"]["requests"]
    assert stopped["state"] == "budget"
    assert "enough as asked" in stopped["detail"]
    assert set(whole["coverage"]) == set(Coverage.__dataclass_fields__)
    assert 0.5 < whole["coverage"]["share"] <= 1
    run = nanoscout_json("runs", "1", "--database", tmp_path / "b.db")
    assert run["coverage"]["share_low"] <= run["coverage"]["share"] <= run["coverage"]["share_high"]
    printed = nanoscout("runs", "1", "--database", tmp_path / "b.db")
    assert "of those within reach" in printed
    assert "routes correlate" in printed
