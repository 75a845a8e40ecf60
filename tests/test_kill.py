"""kill -9 at random moments of a crawl over a local server: nothing lost, nothing twice, nothing half."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import start
from tests.databases import rows_in
from tests.forks import Fork
from tests.simulated_mastodon import POSTS, STEPS, Simulation, run_simulation
from tests.torture.kills import facts_in, seeds

pytestmark = pytest.mark.timed

KILLS = 20
OPEN_VISITS = 8
PAGES_A_VISIT = 3  # lookup, statuses, following
# As a terminal starts a process: whoever runs these tests in the background, or by nohup, has signals ignored.
AT_A_TERMINAL = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
"""


def discover(database: Path, *arguments: str) -> Fork:
    return start("discover", "--database", database, *arguments, "--json")


def finish(process: Fork) -> None:
    done = process.ended()
    assert done.returncode == 0, done.stderr.decode()


def kill_and_resume(simulation: Simulation, database: Path, kills: int, rng: random.Random) -> int:
    """Starts the crawl, kills it again and again, lets it finish; returns how many kills hit it under way."""
    process = discover(database, *seeds(simulation))
    hits = 0
    while hits < kills:
        asked = sum(simulation.asked.values())
        deadline = time.monotonic() + 60
        while sum(simulation.asked.values()) == asked and not process.has_ended and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(rng.uniform(0, 0.25))
        if process.has_ended:
            break
        process.kill()
        hits += 1
        assert rows_in(database, "PRAGMA integrity_check") == [("ok",)]
        process = discover(database, "--resume")
    finish(process)
    return hits


@pytest.mark.long
def test_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    with run_simulation(size=240, tagged=20, delay=0.03) as simulation:
        whole = tmp_path / "whole.db"
        finish(discover(whole, *seeds(simulation)))
        once = sum(simulation.asked.values())
        simulation.asked.clear()

        killed = tmp_path / "killed.db"
        hits = kill_and_resume(simulation, killed, KILLS, random.Random(20261120))

        assert hits == KILLS, "the crawl ended before it was killed often enough: make the simulation larger"
        assert facts_in(killed) == facts_in(whole)
        assert rows_in(killed, "SELECT count(*) FROM account") == [(simulation.size,)]
        assert rows_in(killed, "SELECT state, count(*) FROM target GROUP BY 1") == [("done", simulation.size + 1)]
        assert rows_in(killed, "SELECT count(*) FROM post") == [(simulation.size * POSTS,)]
        assert rows_in(killed, "SELECT count(*) FROM edge") == [(simulation.size * len(STEPS),)]
        again = sum(simulation.asked.values()) - once
        assert 0 <= again <= hits * OPEN_VISITS * PAGES_A_VISIT
        print(f"{hits} kills, {once} requests once, {again} again")


@pytest.mark.long
@pytest.mark.parametrize(("told_by", "presses"), [(signal.SIGINT, 1), (signal.SIGINT, 2), (signal.SIGHUP, 1)])
def test_ctrl_c_finishes_the_page_and_says_how_to_go_on(tmp_path: Path, told_by: signal.Signals, presses: int) -> None:
    with run_simulation(size=60, tagged=10, delay=0.05) as simulation:
        database = tmp_path / "x.db"
        code = f"{AT_A_TERMINAL}from crawler.cli import app; app()"
        command = [sys.executable, "-c", code, "--database", str(database), "discover"]
        process = subprocess.Popen(
            [*command, *seeds(simulation)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        while sum(simulation.asked.values()) < 30 and process.poll() is None:
            time.sleep(0.01)
        if presses == 2:
            simulation.delay = 3  # so that the first finds requests under way, which the second does not wait for
            time.sleep(0.3)
        for _ in range(presses):
            process.send_signal(told_by)
            time.sleep(0.1)
        simulation.delay = 0.05
        told, errors = process.communicate(timeout=60)
        assert process.returncode == 130, errors
        assert "Traceback" not in told + errors
        assert told.rstrip().endswith(f"Not finished; go on with: nanoscout --database {database} discover --resume")
        assert rows_in(database, "SELECT state FROM run") == [("interrupted",)]
        assert rows_in(database, "SELECT count(*) FROM target WHERE state = 'leased'") == [(0,)], "visits are ended"
        visited = rows_in(database, "SELECT count(*) FROM target WHERE state = 'done'")[0][0]
        assert 0 < visited < simulation.size
        finish(discover(database, "--resume"))
        assert rows_in(database, "SELECT count(*) FROM account") == [(simulation.size,)]
        assert max(simulation.asked.values()) <= 2, "nobody is asked for again but who was in flight"


@pytest.mark.parametrize(
    "how",
    [
        "os.kill(os.getpid(), signal.SIGTERM)",
        "os.kill(os.getpid(), signal.SIGHUP)",
        "weakref.finalize({1}, lambda: os.kill(os.getpid(), signal.SIGINT))",  # where Python forgets what is raised
    ],
)
def test_who_is_told_to_stop_stops_at_every_stage(how: str) -> None:
    """SIGTERM and SIGHUP ended a verb without cleaning up, and Ctrl-C was lost where it met Python's own cleaning."""
    words = f"""{AT_A_TERMINAL}
import os, sys, time, weakref
from crawler.cli.stopping import heed_signals
heed_signals()
try:
    {how}
    time.sleep(20)
except KeyboardInterrupt:
    sys.exit(130)
"""
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, timeout=15, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_is_told_to_stop_while_it_starts_stops_in_silence(name: str) -> None:
    """A traceback of Python's imports stood there, and the exit code was another."""
    words = f"""{AT_A_TERMINAL}
import os, signal, sys
class Pressing:
    def find_spec(self, name, *_):
        if name == "crawler.cli":
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Pressing())
from crawler.starting import main
main()
"""
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, timeout=15, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


def test_a_signal_that_is_to_be_ignored_stays_so() -> None:
    words = "import os, signal; from crawler.cli.stopping import heed_signals; heed_signals(); os.kill(os.getpid(), 1)"
    done = subprocess.run(["nohup", sys.executable, "-c", words], capture_output=True, timeout=15, check=False)
    assert done.returncode == 0
