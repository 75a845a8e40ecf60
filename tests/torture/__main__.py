"""``make torture``: 500 kills with one, two and four workers, full disks, kills in migrations, built answers.

KILLS=60 for fewer kills, EXAMPLES=500 for fewer answers, FUZZ_SECONDS=20 for less of atheris (300 s a network).
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.networks import network_names
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
        failed |= fuzz_readers(os.environ.get("EXAMPLES", "5000"), os.environ.get("FUZZ_SECONDS", "300"))
    return int(failed)


def fuzz_readers(examples: str, seconds: str) -> bool:
    """So many answers of Hypothesis to every reader, then so many seconds of atheris on each; true where one broke."""
    command = [sys.executable, "-m", "pytest", "-q", "tests/test_fuzz.py"]
    failed = _tell(f"{examples} built answers to every reader", command, {"NANOSCOUT_FUZZ_EXAMPLES": examples})
    beside = Path("out/atheris")
    python = shutil.which("python3") or sys.executable  # an environment made by uv has no pip
    install = [python, "-m", "pip", "install", "-q", "--target", str(beside), "atheris"]
    if not (beside / "atheris").exists() and subprocess.run(install, check=False).returncode:
        print("atheris: NOT RUN, it could not be installed into out/atheris", flush=True)
        return True
    for name in network_names():
        command = [sys.executable, "-m", "tests.torture.fuzz_bytes", name, seconds]
        failed |= _tell(f"{name}: {seconds} s of bytes", command, {"PYTHONPATH": str(beside)})
    return failed


def _tell(what: str, command: list[str], more: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, env={**os.environ, **more}, capture_output=True, check=False)
    said = "\n".join(stream.decode(errors="replace")[-2_000:] for stream in (done.stdout, done.stderr))
    print(
        f"{what}: {'all held' if done.returncode == 0 else f'FAILED: {said}'}, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
