"""A process that is forked has no threads, and nothing in it that would not survive."""

import os
import subprocess
import sys

import pytest

from tests.commands import run
from tests.forks import PRELOADED, WITHOUT_THREADS

_LOOK = """
import os, sys
for name in sys.argv[1:]:
    __import__(name)
others = {*os.listdir("/proc/self/task")} - {str(os.getpid())}
print(*(open(f"/proc/self/task/{number}/comm").read().strip() for number in others))
print("twisted.internet.reactor" in sys.modules)
"""


@pytest.mark.long
def test_what_is_forked_can_be() -> None:
    """Polars has one thread, which waits for files to delete and holds nothing until there are any."""
    names = {**os.environ, **WITHOUT_THREADS}
    command = [sys.executable, "-c", _LOOK, *PRELOADED]
    done = subprocess.run(command, env=names, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["polars-ooc-clea", "False"]


def test_a_fork_is_a_process_of_its_own() -> None:
    done = run("no-such-verb")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Usage: nanoscout" in done.stderr
