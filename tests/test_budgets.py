"""Budgets hold whatever happens to a run: killed, gone on with, spent by several."""

import random
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from crawler.crawling.plan import Plan, granted, join
from crawler.crawling.visits import Budget
from crawler.settings import load_settings
from storage.runs import RunRow
from tests.commands import start
from tests.databases import rows_in
from tests.simulated_mastodon import run_simulation
from tests.torture.kills import seeds

MOST = 90


@pytest.mark.timed
@pytest.mark.long
def test_no_more_is_asked_than_the_budget_allows_however_often_the_crawl_is_killed(tmp_path: Path) -> None:
    database, rng = tmp_path / "x.db", random.Random(20261129)
    with run_simulation(size=450, tagged=20, delay=0.15) as simulation:
        process = start("discover", "--database", database, *seeds(simulation), "--max-requests", MOST, "--json")
        kills = 0
        while not process.has_ended and not (database.exists() and is_spent(database)):
            asked, deadline = sum(simulation.asked.values()), time.monotonic() + 30
            while sum(simulation.asked.values()) == asked and not process.has_ended and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(rng.uniform(0, 0.3))
            if is_spent(database):
                break
            process.kill()
            kills += 1
            process = start("discover", "--database", database, "--resume", "--json")
        process.ended()
        asked = sum(simulation.asked.values())
    assert kills >= 5
    assert MOST * 0.5 < asked <= MOST
    assert rows_in(database, "SELECT requests FROM run") == [(MOST,)]


def is_spent(database: Path) -> bool:
    return rows_in(database, "SELECT state FROM run") == [("budget",)]


def run_row(state: str, requests: int, plan: Plan) -> RunRow:
    return RunRow(1, "discover", [], asdict(plan), state, None, 0, None, None, requests, 0, requests // 3, 0, 0, 0)


@pytest.mark.parametrize(
    ("state", "requests", "left", "until"),
    [
        ("running", 40, 60, 100),
        ("interrupted", 40, 60, 100),
        ("running", 100, 0, 100),
        ("running", 104, 0, 100),
        ("budget", 100, 100, 200),
    ],
)
def test_a_run_that_was_cut_short_gets_what_was_left_of_its_budget(
    state: str, requests: int, left: int, until: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nanoscout.toml").write_text("max_requests = 500\n")  # what is said there is for new runs
    run = run_row(state, requests, Plan([], [], Budget(requests=100, profiles=50)))
    plan = granted(load_settings(), run)
    assert (plan.budget.requests, plan.requests_until) == (100, until)
    joined = join(plan, run)
    assert (joined.budget.requests, joined.budget.profiles) == (left, 50 - requests // 3)
    cut = run_row("running", requests + 10, plan)
    assert join(granted(load_settings(), cut), cut).budget.requests == max(left - 10, 0), "what it was granted counts"


def test_a_budget_that_is_named_beside_resume_replaces_the_old_one() -> None:
    plan = Plan([], [], Budget(requests=100))
    plan = granted(load_settings(max_requests=30), run_row("running", 95, plan))
    assert (plan.budget.requests, plan.requests_until) == (30, 125)
    again = granted(load_settings(), replace(run_row("budget", 125, plan)))
    assert again.requests_until == 155
