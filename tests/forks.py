"""The command in a fork of a process that has its imports done."""

import atexit
import io
import os
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

_SECONDS = 120
# Nothing here may import polars or Twisted's reactor, nor start a thread: test_forks.py looks.
PRELOADED = [
    "alembic.command",
    "crawler.cli",
    "crawler.crawl",
    "crawler.discover",
    "crawler.engine.standalone",
    "crawler.files",
    "narwhals",
    "rich.table",
    "scoring.features.table",
    "scoring.learning",
    "scrapy.crawler",
    "storage.landing",
    "storage.review_list",
    "tests.forks",
    "tests.warmed",
    "xlsxwriter",
]

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(PRELOADED)


def finished_fork(
    arguments: list[str], stdin: bytes, streams: Path, folder: Path
) -> "subprocess.CompletedProcess[bytes]":
    """The command called with ``arguments`` in ``folder``; ``streams`` is an empty folder for what it reads and prints.

    Raises subprocess.TimeoutExpired, as subprocess.run does, where it takes two minutes.
    """
    (streams / "0").write_bytes(stdin)
    fork = _FORKS.Process(target=_call, args=(arguments, streams, folder, dict(os.environ)))
    fork.start()
    fork.join(_SECONDS)
    if fork.exitcode is None:
        fork.kill()
        fork.join()
        raise subprocess.TimeoutExpired(arguments, _SECONDS)
    printed, errors = ((streams / name).read_bytes() for name in ("1", "2"))
    return subprocess.CompletedProcess(arguments, fork.exitcode, printed, errors)


def _call(arguments: list[str], streams: Path, folder: Path, environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, mode in enumerate(("rb", "ab", "ab")):  # what is printed and what is complained may be one file
        with (streams / str(number)).open(mode) as file:
            os.dup2(file.fileno(), number)
    sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False))
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8", line_buffering=True)
    sys.stderr = io.TextIOWrapper(
        os.fdopen(2, "wb", closefd=False), encoding="utf-8", errors="backslashreplace", line_buffering=True
    )
    sys.argv = ["nanoscout", *arguments]
    from crawler.cli import app

    try:
        app()
    finally:
        atexit._run_exitfuncs()  # a fork ends without them
