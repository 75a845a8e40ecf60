"""A clock set forward or back in the middle of a crawl: nobody is lost, and no host is left alone for years."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from crawler.crawling.visits import Budget, Progress
from tests.crawls import QUICK, Crawls
from tests.fault_server import TAG, run_server, small_world

PEOPLE = tuple(f"ann{number}" for number in range(8))
DAY = 86_400


class SetClock:
    """Stands in for the module ``time``: after so many looks at it, it is set by ``seconds``."""

    def __init__(self, after: int, seconds: int) -> None:
        self._left = after
        self._seconds = seconds

    def time_ns(self) -> int:
        self._left -= 1
        return time.time_ns() + (self._seconds * 1_000_000_000 if self._left < 0 else 0)


def test_a_budget_of_minutes_does_not_look_at_the_clock() -> None:
    """Set forward by a day, it ended the run; set back by an hour, it gave it one more."""
    progress, budget = Progress(), Budget(minutes=5)
    progress.started_at -= DAY * 1_000
    assert budget.spent(progress) is None
    progress.started_at += 2 * DAY * 1_000
    progress._began -= 300
    assert budget.spent(progress) == "5 minutes"


@pytest.mark.long
@pytest.mark.parametrize("seconds", [-3_600, -400 * DAY, 3_600, 400 * DAY])
@pytest.mark.parametrize("after", [12, 60])
def test_a_clock_that_is_set_loses_nobody(crawls: Crawls, tmp_path: Path, after: int, seconds: int) -> None:
    database = tmp_path / "x.db"
    clock = {"storage.clock:time": SetClock(after, seconds)}
    with run_server(small_world(PEOPLE, lambda: server.url)) as server:
        pace = {"instances": [server.url], "seconds_between_requests": 0.05}
        end = crawls.run(database, f"#{TAG}", patches={**QUICK, **clock}, **pace)
        if end.frontier.get("queued"):  # a host's turn lay in what is the future now: the next run goes on
            end = crawls.run(database, patches={**QUICK, "storage.clock:time": SetClock(0, seconds)}, **pace)
        if end.frontier.get("queued"):  # a visit under way was put back until a time of the old clock, which comes too
            end = crawls.run(database, patches={**QUICK, "storage.clock:time": SetClock(0, max(0, seconds))}, **pace)
    with closing(sqlite3.connect(database)) as connection:
        left = connection.execute("SELECT key, state, outcome FROM target WHERE state != 'done'").fetchall()
        met = connection.execute("SELECT count(*) FROM account").fetchone()
        twice = connection.execute(
            "SELECT count(*) - count(DISTINCT network || handle || observed_at) FROM observation"
        ).fetchone()
    assert (end.state, left, met[0]) == ("finished", [], len(PEOPLE))
    assert twice == (0,)
