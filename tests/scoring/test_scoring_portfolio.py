"""Choosing under a budget: within it, near the best, spread, the same in any order."""

import itertools
import random
from pathlib import Path

import pytest

from scoring.explaining.price import price_of_post
from scoring.portfolio import Option, _Worth, choose_creators
from storage.database import Database
from tests.commands import nanoscout, nanoscout_json
from tests.replayed import Replayed
from tests.review_server import BRIEF
from tests.scoring.invent import account, profile
from tests.test_people import land


def invented(count: int, seed: int) -> list[Option]:
    """Nanos with prices of the table, in some niches and places."""
    dice = random.Random(seed)
    made = []
    for number in range(count):
        followers = dice.randrange(1_000, 10_000)
        price = price_of_post(followers) or 0
        worth = followers * dice.uniform(0.4, 0.95)
        made.append(Option("n", f"a{number:03}", followers, price, worth, dice.choice("xyz"), dice.choice("pqr")))
    return made


def best_by_trying(options: list[Option], budget: int, n: int) -> float:
    worth = _Worth(options, {}, n)
    return max(
        worth.of(places)
        for size in range(n + 1)
        for places in itertools.combinations(range(len(options)), size)
        if sum(options[place].price for place in places) <= budget
    )


@pytest.mark.parametrize("seed", range(5))
def test_small_choices_are_the_best_there_is(seed: int) -> None:
    options = invented(12, seed)
    best = best_by_trying(options, 400, 5)
    exact = choose_creators(options, 400, 5)
    assert exact.worth == pytest.approx(best, rel=1e-4)
    assert exact.exact
    greedy = choose_creators(options, 400, 5, exact=False)
    assert greedy.price <= 400
    assert len(greedy.options) <= 5
    assert greedy.worth >= 0.9 * best
    assert greedy.bound >= best - 0.01  # the bound is one
    assert greedy.share_of_best <= greedy.worth / best + 1e-4


@pytest.mark.parametrize("budget", [300, 1_000, 2_500])
def test_greedy_comes_close_to_the_exact_choice(budget: int) -> None:
    options = invented(120, budget)
    exact, greedy = choose_creators(options, budget, 12), choose_creators(options, budget, 12, exact=False)
    assert exact.exact
    assert greedy.worth >= 0.97 * exact.worth
    assert greedy.bound >= exact.worth - 0.01
    by_size = sorted(options, key=lambda option: -option.followers)
    chosen: list[Option] = []
    for option in by_size:
        if len(chosen) < 12 and sum(one.price for one in [*chosen, option]) <= budget:
            chosen.append(option)
    places = [options.index(option) for option in chosen]
    assert exact.worth > _Worth(options, {}, 12).of(places)


def test_a_budget_is_spread_over_niches_and_places() -> None:
    same = [Option("n", f"same{number}", 5_000, 100, 4_000.0, "food", "Lisboa") for number in range(6)]
    other = [
        Option("n", f"other{number}", 4_700, 100, 3_700.0, f"niche{number}", f"city{number}") for number in range(3)
    ]
    chosen = choose_creators([*same, *other], 600, 6)
    assert sum(option.handle.startswith("other") for option in chosen.options) == 3


def test_an_audience_that_is_had_already_is_not_paid_twice() -> None:
    twins = [Option("n", f"twin{number}", 5_000, 100, 4_000.0, f"n{number}", None) for number in range(2)]
    third = Option("n", "third", 4_500, 100, 3_600.0, "n3", None)
    chosen = choose_creators([*twins, third], 200, 2, {(0, 1): 0.9})
    assert "third" in [option.handle for option in chosen.options]
    both = choose_creators(twins, 200, 2, {(0, 1): 0.9})
    assert (both.reach_most, both.reach_known, both.pairs_known) == (10_000, 5_500, 1)
    assert both.reach_least == round(10_000 / 1.45)


def test_the_order_of_the_options_changes_nothing() -> None:
    options = invented(40, 9)
    shuffled = options.copy()
    random.Random(1).shuffle(shuffled)
    for exact in (True, False):
        assert choose_creators(options, 700, 8, exact=exact) == choose_creators(shuffled, 700, 8, exact=exact)


def test_nothing_to_choose_from() -> None:
    assert choose_creators([], 100, 3).options == []
    assert choose_creators(invented(3, 1), 1, 3).options == []
    assert choose_creators(invented(3, 1), 1, 3).share_of_best == 1.0


def test_the_verb(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    opened = Database(str(file))
    land(opened, *(fact for number in range(6) for fact in account(f"ink{number}", followers=2_000 + 900 * number)))
    opened.close()
    nanoscout("reject", "ink5", "--reason", "known already", "--database", file)
    found = nanoscout_json("select", "--budget", "250", "--n", "3", "--database", file)
    assert found["price"] <= 250
    assert 1 <= len(found["options"]) <= 3
    assert "ink5" not in [option["handle"] for option in found["options"]]
    printed = nanoscout("select", "--budget", "250", "--n", "3", "--database", file)
    assert "Proven: no other choice for this budget is better" in printed
    assert not [line for line in printed.splitlines() if line.startswith("0 ") or "100.0%" in line]
    nobody = nanoscout("select", "--budget", "5", "--database", file)
    assert nobody.startswith("Nobody in the shortlist can be had for $5: the least that a post costs is about $")
    assert len(nobody.splitlines()) == 1


def test_a_budget_buys_nobody_of_another_field(tmp_path: Path) -> None:
    """However many followers they have; those left out are counted, and whom somebody accepted stays."""
    file, brief = tmp_path / "x.db", tmp_path / "brief.toml"
    brief.write_text('words = ["fountain pens", "calligraphy"]\n')
    opened = Database(str(file))
    land(opened, *(fact for n in range(2) for fact in account(f"ink{n}", followers=2_000)))
    for n in range(4):
        land(opened, profile(f"gym{n}", followers=9_000, bio="Gym and gains. Leg day. DM for collabs"))
    opened.close()
    choice = "select", "--budget", "5000", "--n", "5", "--database", file, "--brief", brief
    found = nanoscout_json(*choice)
    assert {option["handle"] for option in found["options"]} == {"ink0", "ink1"}
    assert (found["off_brief"], found["min_fit"]) == (4, 0.55)
    assert "4 of the shortlist left out: their fit to the brief is below 0.55" in nanoscout(*choice)
    assert len(nanoscout_json(*choice, "--min-fit", "0")["options"]) == 5
    nanoscout("accept", "gym0", "--brief", brief, "--database", file)
    assert "gym0" in [option["handle"] for option in nanoscout_json(*choice, "--hand-weights")["options"]]


def test_the_right_country_and_language_are_no_subject(tmp_path: Path) -> None:
    """A fit of .6 by where and in what somebody writes, without a word of what the brief is about, buys nobody."""
    file, brief = tmp_path / "x.db", tmp_path / "brief.toml"
    brief.write_text('words = ["fountain pens"]\nlanguages = ["en"]\ncountries = ["GB"]\n')
    opened = Database(str(file))
    land(opened, *account("ink0", followers=2_000, bio="Fountain pens and ink. Leeds, UK"))
    land(opened, profile("gym0", followers=9_000, bio="Gym and gains, leg day is my day. Leeds, UK"))
    opened.close()
    choice = "select", "--budget", "5000", "--n", "5", "--database", file, "--brief", brief, "--min-fit"
    assert [option["handle"] for option in nanoscout_json(*choice, "0.1")["options"]] == ["ink0"]
    assert "say next to nothing of what it is about" in " ".join(nanoscout(*choice, "0.1").split())
    assert len(nanoscout_json(*choice, "0")["options"]) == 2


def test_who_is_of_another_niche_is_chosen_for_a_reason_that_is_told(replayed: Replayed) -> None:
    about = ("--budget", "900", "--n", "10", "--brief", BRIEF, "--database", replayed.database)
    told = nanoscout("select", *about)
    assert "Of other niches than the brief's: " in told
    assert "50% of what a choice is worth is reach spread over niches and places" in told
    least = told.partition("Only those nearer to the brief: --min-fit ")[2].split()[0]
    assert "Of other niches" not in nanoscout("select", *about, "--min-fit", least)
