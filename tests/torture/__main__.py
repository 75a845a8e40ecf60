"""``make torture``: 500 kills with one, two and four workers, full disks, kills in migrations. KILLS=60 for fewer."""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.simulated_mastodon import run_simulation
from tests.torture.full_disks import fill_disks
from tests.torture.kills import kill_workers
from tests.torture.migrations import kill_migrations


def main() -> int:
    """Prints a line for each; 1 where anything did not hold."""
    kills, rng, failed = int(os.environ.get("KILLS", "500")), random.Random(20261125), False
    with tempfile.TemporaryDirectory(prefix="torture-") as place:
        folder = Path(place)
        for workers in (1, 2, 4):
            with run_simulation(size=700, tagged=20, delay=0.006) as simulation:
                one = kill_workers(simulation, folder, workers=workers, kills=kills // 3 + 1, rng=rng)
            held = "all held" if not one.wrong else f"FAILED: {'; '.join(one.wrong)}"
            made = f"{one.kills} kills, {workers} workers, {one.crawls} crawls of 700 accounts"
            sent = f"{one.requests:,} requests, {one.again:,} of them again, {one.seconds:.0f} s"
            print(f"{made}: {sent}; {held}", flush=True)
            failed |= bool(one.wrong)
        began = time.monotonic()
        with run_simulation(size=300, tagged=20, delay=0.0) as simulation:
            wrong = fill_disks(simulation, folder, times=20)
        print(f"20 full disks: {wrong or 'all held'}, {time.monotonic() - began:.0f} s", flush=True)
        failed |= bool(wrong)
        began = time.monotonic()
        hits, wrong = kill_migrations(folder, times=20, rng=rng)
        print(
            f"{hits} of 20 kills inside a migration: {wrong or 'all held'}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        failed |= bool(wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
