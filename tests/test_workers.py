"""Several workers share one crawl: nothing is lost with one of them, one budget, and no host is asked more often."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from crawler.crawling.workers import this_worker, worker_is_dead
from storage.database import Database
from tests.commands import start
from tests.databases import query
from tests.fault_server import TAG as FAULT_TAG
from tests.fault_server import run_server, small_world
from tests.forks import Fork
from tests.simulated_mastodon import POSTS, STEPS, TAG, Simulation, run_simulation

pytestmark = pytest.mark.timed

OPEN_VISITS, PAGES_A_VISIT = 9, 3
PACE = ("--seconds-between-requests", "0", "--max-requests", "100000")
PACE_S, MOST = 0.25, 80


def work(address: str, *arguments: str) -> Fork:
    """One worker in a process of its own."""
    return start("discover", "--database", address, *arguments, "--json")


def start_three(address: str, *seeds: str) -> list[Fork]:
    """The first begins the run; the others come as soon as there is one."""
    workers = [work(address, *seeds)]
    opened, deadline = Database(address), time.monotonic() + 60
    while not query(opened, "SELECT id FROM run") and time.monotonic() < deadline:
        time.sleep(0.02)
    opened.close()
    return workers + [work(address, "--resume") for _ in range(2)]


def ended(worker: Fork) -> Any:
    """What a worker says at its end."""
    done = worker.ended(180)
    assert done.returncode in (0, 23), done.stderr.decode()
    return json.loads(done.stdout)


def seeds_of(url: str, tag: str, *more: str) -> list[str]:
    return [f"#{tag}", "--network", "mastodon", "--instance", url, "--max-depth", "20", *more]


def facts_in(address: str) -> dict[str, list[Any]]:
    """All facts without what depends on the clock (when, and on which page)."""
    opened = Database(address)
    found = {
        "account": query(opened, "SELECT handle, native_id, followers, bio FROM account ORDER BY 1"),
        "post": query(opened, "SELECT key, author_handle, text, likes, comments FROM post ORDER BY 1"),
        "edge": query(opened, "SELECT source, target, kind FROM edge ORDER BY 1, 2, 3"),
        "sighting": query(opened, "SELECT account, route, via FROM sighting ORDER BY 1, 2, 3"),
        "target": query(opened, "SELECT state, count(*) FROM target GROUP BY state"),
        "run": query(opened, "SELECT state FROM run"),
    }
    opened.close()
    return found


def test_only_a_process_that_can_be_seen_from_here_is_called_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    machine = this_worker().rpartition(":")[0].rpartition(":")[0]
    assert worker_is_dead(f"{machine}:{ended.pid}:1")
    assert not worker_is_dead(this_worker())
    monkeypatch.setattr("crawler.crawling.workers._machine", lambda: "another/1")
    assert not worker_is_dead(f"{machine}:{ended.pid}:1")


def wait_for_three(address: str) -> None:
    """Until each of three workers visits somebody."""
    opened, deadline = Database(address), time.monotonic() + 120
    owners = "SELECT count(DISTINCT lease_owner) FROM target WHERE state = 'leased'"
    while query(opened, owners) != [(3,)]:
        assert time.monotonic() < deadline, "three workers never worked together"
        time.sleep(0.02)
    opened.close()


def kill_under_way(victim: Fork) -> None:
    assert not victim.has_ended, "it ended before it was killed: make the simulation larger"
    victim.kill()


@pytest.fixture(scope="module")
def simulation() -> Iterator[Simulation]:
    with run_simulation(size=120, tagged=20, delay=0.02) as running:
        yield running


class Alone(NamedTuple):
    facts: dict[str, list[Any]]
    requests: int


@pytest.fixture(scope="module")
def alone(simulation: Simulation, tmp_path_factory: pytest.TempPathFactory) -> Alone:
    """What one worker finds by itself, and how often it asks."""
    address = str(tmp_path_factory.mktemp("alone") / "alone.db")
    ended(work(address, *seeds_of(simulation.url, TAG, *PACE)))
    return Alone(facts_in(address), sum(simulation.asked.values()))


@pytest.mark.long
def test_of_three_workers_one_is_killed_and_nothing_is_lost(address: str, simulation: Simulation, alone: Alone) -> None:
    simulation.asked.clear()
    simulation.delay = 1.0  # until all are there, however long they take to start
    workers = start_three(address, *seeds_of(simulation.url, TAG, *PACE))
    wait_for_three(address)
    kill_under_way(workers[0])
    simulation.delay = 0.02
    ends = [ended(worker) for worker in workers[1:]]

    again = sum(simulation.asked.values()) - alone.requests
    facts = facts_in(address)
    assert facts == alone.facts
    assert facts["target"] == [("done", simulation.size + 1)]
    assert len(facts["post"]) == simulation.size * POSTS
    assert len(facts["edge"]) == simulation.size * len(STEPS)
    assert 0 <= again <= OPEN_VISITS * PAGES_A_VISIT
    assert all(end["progress"]["profiles"] > 0 for end in ends), "each took part"
    print(f"{alone.requests} requests alone, {again} again; profiles by the two left: "
          f"{[end['progress']['profiles'] for end in ends]}")  # fmt: skip


@pytest.mark.long
def test_three_workers_ask_a_host_no_more_often_than_one(address: str) -> None:
    people = tuple(f"p{number:02}" for number in range(40))
    with run_server(small_world(people, lambda: server.url)) as server:
        pace = ("--seconds-between-requests", str(PACE_S), "--max-requests", str(MOST))
        workers = start_three(address, *seeds_of(server.url, FAULT_TAG, *pace))
        ends = [ended(worker) for worker in workers]
        times = [request.at for request in server.asked()]
    assert all(end["progress"]["requests"] >= 3 for end in ends), "each took part"
    rate = (len(times) - 1) / (times[-1] - times[0])
    assert rate <= 1 / PACE_S * 1.02
    # One that leaves late has the next one close behind it, on a busy machine too; ten in a row cannot all be late.
    spans = [later - earlier for earlier, later in zip(times, times[10:], strict=False)]
    assert min(spans) >= 8 * PACE_S
    assert len(times) == MOST, "one budget for all of them"
    print(f"{len(times)} requests by {[end['progress']['requests'] for end in ends]}: {rate:.2f} a second, "
          f"ten gaps {min(spans):.2f} s at least")  # fmt: skip
