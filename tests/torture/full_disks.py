"""Disks that fill up while a crawl writes: the crawl ends with one sentence, the database is whole and goes on."""

import resource
import subprocess
import sys
from pathlib import Path

from tests.databases import rows_in
from tests.simulated_mastodon import Simulation
from tests.torture.kills import facts_in, seeds, whole_crawl

_DISK_FULL = 14


def fill_disks(simulation: Simulation, folder: Path, *, times: int) -> list[str]:
    """What did not hold; [] where all did. Each time the files may grow a little further before there is no room."""
    whole, _ = whole_crawl(simulation, folder)
    size = next(folder.glob(f"whole-{simulation.host.rpartition(':')[2]}.db")).stat().st_size
    wrong: list[str] = []
    for number in range(times):
        database = folder / f"full-{number}.db"
        limit = 200_000 + (size - 260_000) * number // max(1, times)
        command = [sys.executable, "-c", "from crawler.cli import app; app()", "discover", "--database", str(database)]

        def no_room(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(
            [*command, *seeds(simulation)], capture_output=True, timeout=300, check=False, preexec_fn=no_room
        )
        words = done.stderr.decode()
        if done.returncode != _DISK_FULL or "Traceback" in words or not words.startswith("Error: "):
            wrong.append(f"at {limit:,} bytes it ended with {done.returncode}: {words[:300]}")
            continue
        if rows_in(database, "PRAGMA integrity_check") != [("ok",)]:
            wrong.append(f"at {limit:,} bytes the database is damaged")
        begun = rows_in(database, "SELECT 1 FROM sqlite_master WHERE name = 'run'") and rows_in(
            database, "SELECT 1 FROM target"
        )
        again = ["--resume"] if begun else seeds(simulation)
        end = subprocess.run([*command, *again], capture_output=True, timeout=600, check=False)
        if end.returncode != 0 or facts_in(database) != whole:
            wrong.append(f"after {limit:,} bytes it did not go on: {end.returncode} {end.stderr.decode()[:300]}")
    return wrong
