"""A process that is forked has no threads, and nothing in it that would not survive."""

import subprocess
import sys

from tests.commands import run
from tests.forks import PRELOADED

_LOOK = """
import os, sys
for name in sys.argv[1:]:
    __import__(name)
print(len(os.listdir("/proc/self/task")), "polars" in sys.modules, "twisted.internet.reactor" in sys.modules)
"""


def test_what_is_forked_can_be() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK, *PRELOADED], capture_output=True, check=True)
    assert done.stdout.split() == [b"1", b"False", b"False"]


def test_a_fork_is_a_process_of_its_own() -> None:
    done = run("no-such-verb")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Usage: nanoscout" in done.stderr
