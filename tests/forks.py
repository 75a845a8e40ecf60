"""The command in a fork of a process that has its imports done."""

import atexit
import io
import os
import subprocess
import sys
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from unittest.mock import patch

_SECONDS = 120
# Nothing here may import Twisted's reactor, nor start a thread that anybody waits for: test_forks.py looks.
PRELOADED = [
    "aiohttp.web",
    "alembic.command",
    "crawler.cli",
    "crawler.crawling.crawl",
    "crawler.crawling.discover",
    "crawler.engine.picturing",
    "crawler.engine.scheduler",
    "crawler.engine.standalone",
    "crawler.files",
    "crawler.rights.people",
    "crawler.pictures",
    "crawler.crawling.refresh",
    "crawler.crawling.running",
    "crawler.spiders.hashtag",
    "crawler.spiders.related",
    "keyring",
    "matplotlib.figure",
    "narwhals._polars.dataframe",
    "protego",
    "rich.console",
    "rich.table",
    "scipy.sparse.linalg",
    "scoring.explaining.explain",
    "scoring.features.table",
    "scoring.outreach.handing_over",
    "scoring.learning",
    "scoring.report.page",
    "scoring.similar",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.crawler",
    "scrapy.downloadermiddlewares.cookies",
    "scrapy.downloadermiddlewares.httpcache",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.extensions.feedexport",
    "scrapy.extensions.remote_control",
    "scrapy.extensions.telnet",
    "storage.landing",
    "storage.observations",
    "storage.review_list",
    "tests.crawls",
    "tests.forks",
    "tests.warmed",
    "xlsxwriter",
]
# Libraries that would start threads when they are imported, and do not where they are told so.
WITHOUT_THREADS = {"_RJEM_MALLOC_CONF": "background_thread:false", "OPENBLAS_NUM_THREADS": "1"}


@cache
def forks() -> ForkServerContext:
    """Makes processes that have all this imported; there is one such server for each process that runs tests."""
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with patch.dict(os.environ, WITHOUT_THREADS):
        ensure_running()
    return context


class Fork:
    """The command while it runs with ``arguments`` in ``folder``; ``streams`` is an empty folder for what it reads and
    prints."""

    def __init__(self, arguments: list[str], streams: Path, folder: Path, stdin: bytes = b"") -> None:
        self._arguments, self._streams = arguments, streams
        (streams / "0").write_bytes(stdin)
        self._process = forks().Process(target=_call, args=(arguments, streams, folder, dict(os.environ)))
        self._process.start()

    @property
    def has_ended(self) -> bool:
        return self._process.exitcode is not None

    @property
    def printed(self) -> bytes:
        """What it printed so far."""
        return (self._streams / "1").read_bytes() if (self._streams / "1").exists() else b""

    def kill(self) -> None:
        """As ``kill -9`` does; nothing of it runs afterwards."""
        self._process.kill()
        self._process.join()

    def terminate(self) -> None:
        """As ``kill`` does, which a command may take its time to follow."""
        self._process.terminate()

    def ended(self, seconds: int = _SECONDS) -> "subprocess.CompletedProcess[bytes]":
        """What it printed and how it ended; raises subprocess.TimeoutExpired, as subprocess.run does."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            self.kill()
            raise subprocess.TimeoutExpired(self._arguments, seconds)
        printed, errors = ((self._streams / name).read_bytes() for name in ("1", "2"))
        return subprocess.CompletedProcess(self._arguments, self._process.exitcode, printed, errors)


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
