"""Running the command as a user does: in a process of its own, with a home of its own.

The processes are forks of one that has imported the slow libraries already, since a second of imports at every call
would be most of what the tests take. What does not survive a fork (Twisted's reactor) each imports itself.
"""

import json
import subprocess
from atexit import register
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from storage.errors import OUTCOMES
from tests.forks import Fork


def nanoscout(*arguments: object, code: int = 0, stdin: bytes | None = None, folder: Path | None = None) -> str:
    """What the command prints; fails with what it complained about where it does not end with ``code``."""
    done = run(*arguments, stdin=stdin, folder=folder)
    assert done.returncode == code, f"exit {done.returncode}: {done.stderr.decode()}\n{done.stdout.decode()}"
    return done.stdout.decode()


def run(
    *arguments: object, stdin: bytes | None = None, folder: Path | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """The finished process, whatever it ended with."""
    with TemporaryDirectory(prefix="nanoscout-call-") as streams:
        return Fork([*map(str, arguments)], Path(streams), folder or Path.cwd(), stdin or b"").ended()


def run_together(
    *arguments: object, stdin: bytes | None = None, folder: Path | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """The finished process with everything that it printed as its output, in the order in which a terminal shows it."""
    with TemporaryDirectory(prefix="nanoscout-call-") as streams:
        (Path(streams) / "1").touch()
        (Path(streams) / "2").symlink_to("1")
        return Fork([*map(str, arguments)], Path(streams), folder or Path.cwd(), stdin or b"").ended()


def start(*arguments: object) -> Fork:
    """The process while it runs."""
    streams = Path(mkdtemp(prefix="nanoscout-call-"))
    register(rmtree, streams, ignore_errors=True)
    return Fork([*map(str, arguments)], streams, Path.cwd())


def complaint(*arguments: object, code: int, stdin: bytes | None = None) -> str:
    """The one sentence on standard error of a call that must fail with ``code``."""
    done = run(*arguments, stdin=stdin)
    errors = done.stderr.decode()
    assert done.returncode == code, f"exit {done.returncode}: {errors}"
    lines = [line for line in errors.splitlines() if line.startswith("Error: ")]
    assert len(lines) == 1, errors
    assert "Traceback" not in errors
    return lines[0].removeprefix("Error: ")


def nanoscout_json(*arguments: object, code: int = 0) -> Any:
    """The JSON that a call prints."""
    return json.loads(nanoscout(*arguments, "--json", code=code))


def end_of(done: "subprocess.CompletedProcess[bytes]") -> Any:
    """The JSON that a crawl prints, whose exit code must be that of its state."""
    assert done.stdout, done.stderr.decode()
    end = json.loads(done.stdout)
    assert done.returncode == OUTCOMES[end["state"]], done.stderr.decode()
    return end
