"""What the containers of compose.yaml run, as far as it can be tried without containers: the commands themselves."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from storage.database import Database
from tests.databases import query
from tests.postgres_server import PostgresServer
from tests.simulated_mastodon import TAG, run_simulation

SERVICES: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "compose.yaml").read_text())["services"]
_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"


def start(service: str, place: Path, **environment: str) -> "subprocess.Popen[bytes]":
    """The command of a service, in a shell in which nanoscout is this one."""
    program = place / "nanoscout"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from crawler.starting import main; main()" "$@"\n')
    program.chmod(0o755)
    command = SERVICES[service]["command"].replace("$$", "$")
    surroundings = {**os.environ, "HOME": str(place), "PATH": f"{place}:{os.environ['PATH']}", **environment}
    return subprocess.Popen(["sh", "-c", command], env=surroundings, cwd=place)


@pytest.mark.long
def test_a_crawl_goes_on_where_the_database_was_started_anew(postgres: PostgresServer, tmp_path: Path) -> None:
    address = postgres.new_database()
    place = {"NANOSCOUT_DATABASE": address, "SEEDS": f"#{TAG} --network mastodon"}
    with run_simulation(size=120, tagged=20, delay=0.02) as simulation:
        (tmp_path / "nanoscout.toml").write_text(
            f'instances = ["{simulation.url}"]\nseconds_between_requests = 0.05\nmax_depth = 20\n'
        )
        first, other = start("first", tmp_path, **place), start("others", tmp_path, **place)
        opened, deadline = Database(address), time.monotonic() + 120
        while query(opened, "SELECT count(*) > 5 FROM account WHERE followers > 0") != [(True,)]:
            assert time.monotonic() < deadline, "nobody was visited"
            time.sleep(0.1)
        opened.close()
        # A worker whose lines are cut between two transactions opens others: so until it is met within one.
        while first.poll() is None:
            assert time.monotonic() < deadline, "it was never met"
            postgres.run(_CUT.format(address.rpartition("/")[2]))
            time.sleep(0.01)
        assert first.returncode == 15
        assert other.wait(180) == 0
        opened = Database(address)
        assert query(opened, "SELECT state FROM run") == [("finished",)]
        assert query(opened, "SELECT state, count(*) FROM target GROUP BY state") == [("done", simulation.size + 1)]
        opened.close()
