"""SIGKILL at random moments of crawls with one worker and with several; nothing lost, nothing twice, nothing half."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import rows_in
from tests.simulated_mastodon import POSTS, STEPS, TAG, Simulation

_OPEN_VISITS, _PAGES_A_VISIT = 9, 4  # one more visit may have begun; a preflight, a lookup, posts, follows
_ENDS = (0, 23, 18, 130, 20)  # how a worker may end by itself while others go on: 20 where nothing is left to resume

Worker = subprocess.Popen[bytes]


@dataclass(frozen=True)
class Killed:
    """``again`` requests beyond those of an undisturbed crawl; ``wrong`` says what did not hold, [] where all did."""

    workers: int
    kills: int
    crawls: int
    requests: int
    again: int
    seconds: float
    wrong: Sequence[str]


def start(database: Path, *arguments: str) -> Worker:
    """One worker in a process of its own."""
    command = [sys.executable, "-c", "from crawler.cli import app; app()", "discover", "--database", str(database)]
    return subprocess.Popen([*command, *arguments, "--json"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def seeds(simulation: Simulation) -> list[str]:
    """Everything that the simulation has, as fast as it goes."""
    pace = ["--seconds-between-requests", "0", "--max-depth", "20", "--max-requests", "1000000"]
    return [f"#{TAG}", "--network", "mastodon", "--instance", simulation.url, *pace]


def facts_in(database: Path) -> dict[str, list[Any]]:
    """All facts without what depends on the clock (when, and on which page)."""
    return {
        "account": rows_in(database, "SELECT handle, native_id, followers, bio FROM account ORDER BY 1"),
        "post": rows_in(database, "SELECT key, author_handle, text, likes, comments FROM post ORDER BY 1"),
        "edge": rows_in(database, "SELECT source, target, kind FROM edge ORDER BY 1, 2, 3"),
        "sighting": rows_in(database, "SELECT account, route, via FROM sighting ORDER BY 1, 2, 3"),
    }


def whole_crawl(simulation: Simulation, folder: Path) -> tuple[dict[str, list[Any]], int]:
    """(the facts of an undisturbed crawl, its requests)."""
    simulation.asked.clear()
    database = folder / f"whole-{simulation.host.rpartition(':')[2]}.db"
    worker = start(database, *seeds(simulation))
    _, errors = worker.communicate(timeout=600)
    assert worker.returncode == 0, errors.decode()
    return facts_in(database), sum(simulation.asked.values())


def kill_workers(simulation: Simulation, folder: Path, *, workers: int, kills: int, rng: random.Random) -> Killed:
    """Crawls, again and again, until so many workers were killed; every crawl is then finished and compared."""
    whole, once = whole_crawl(simulation, folder)
    began, done, crawls, again, requests = time.monotonic(), 0, 0, 0, 0
    wrong: list[str] = []
    while done < kills and not wrong:
        database = folder / f"killed-{workers}-{crawls}.db"
        simulation.asked.clear()
        hits = _one_crawl(simulation, database, workers, kills - done, rng, wrong)
        asked = sum(simulation.asked.values())
        requests, again, done, crawls = requests + asked, again + asked - once, done + hits, crawls + 1
        if not wrong:
            wrong += _differences(database, whole, simulation)
            if asked - once > hits * _OPEN_VISITS * _PAGES_A_VISIT:
                wrong.append(f"{asked - once} requests were sent again after {hits} kills")
    return Killed(workers, done, crawls, requests, again, time.monotonic() - began, wrong)


def _one_crawl(
    simulation: Simulation, database: Path, workers: int, kills: int, rng: random.Random, wrong: list[str]
) -> int:
    running = [start(database, *seeds(simulation))]
    while not database.exists() or not _has_run(database):
        time.sleep(0.02)
    running += [start(database, "--resume") for _ in range(workers - 1)]
    hits = 0
    while hits < kills:
        time.sleep(rng.uniform(0.05, 1.6 / workers + 0.4))
        if all(worker.poll() is not None for worker in running) and _is_done(database):
            break
        victim = rng.randrange(workers)
        if running[victim].poll() is None:
            running[victim].send_signal(signal.SIGKILL)
            running[victim].communicate()
            hits += 1
            if rows_in(database, "PRAGMA integrity_check") != [("ok",)]:
                wrong.append("the database is damaged")
                break
        elif (code := running[victim].returncode) not in _ENDS:
            wrong.append(f"a worker ended with {code}: {(running[victim].stderr or sys.stdin).read()!r}"[:500])
            break
        running[victim] = start(database, "--resume")
    for worker in running:
        worker.communicate(timeout=600)
    deadline = time.monotonic() + 300
    while not _is_done(database) and time.monotonic() < deadline:
        last = start(database, "--resume")
        _, errors = last.communicate(timeout=600)
        if last.returncode == 20 and not _is_done(database):
            wrong.append(f"something is left and nothing can be resumed: {errors.decode()[:300]}")
            break
    return hits


def _has_run(database: Path) -> bool:
    try:
        return bool(rows_in(database, "SELECT 1 FROM target LIMIT 1"))
    except sqlite3.OperationalError:
        return False


def _is_done(database: Path) -> bool:
    return not rows_in(database, "SELECT 1 FROM target WHERE state IN ('queued', 'leased') LIMIT 1")


def _differences(database: Path, whole: dict[str, list[Any]], simulation: Simulation) -> list[str]:
    found = facts_in(database)
    wrong = [f"{name}: {len(found[name]):,} instead of {len(whole[name]):,}, or others" for name in whole
             if found[name] != whole[name]]  # fmt: skip
    counts = {"account": simulation.size, "post": simulation.size * POSTS, "edge": simulation.size * len(STEPS)}
    wrong += [f"{name}: {len(found[name]):,} of {many:,}" for name, many in counts.items() if len(found[name]) != many]
    if rows_in(database, "SELECT 1 FROM target WHERE state <> 'done' LIMIT 1"):
        wrong.append("a target was not visited")
    return wrong
