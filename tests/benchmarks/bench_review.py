"""The review page over many accounts, through the real application: milliseconds of several requests each.

The limits are held against CPU time, which a busy machine does not change; the clock is shown beside it.
``python -m tests.benchmarks.bench_review [ACCOUNTS [POSTS_EACH [FILE]]]``; a FILE that is there already is used again.
"""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import httpx

from scoring.brief import Brief
from scoring.review import Desk, make_app
from storage.database import Database
from storage.verdicts import Answer
from tests.many_accounts import make_many

ACCOUNTS, POSTS_EACH = 100_000, 0
PAGE_LIMIT, SHOW_LIMIT = 50.0, 600.0  # milliseconds
_TIMES = 15
_PORT, _TOKEN = 8000, "bench"
_BRIEF = 'words = ["fountain pens"]\nlanguages = ["en"]\ncountries = ["GB"]\n'
_PAGES = {
    "first page": "/",
    "a page in the middle": "/?after={middle}",
    "the last page": "/?before={end}",
    "network": "/?network=bluesky",
    "tier": "/?tier=nano",
    "country": "/?country=PT",
    "country that nobody has": "/?country=IS",
    "language": "/?language=de",
    "niche": "/?niche=pets",
    "town": "/?place=porto",
    "town that nobody has": "/?place=atlantis",
    "followers": "/?from=2000&to=2100",
    "engagement": "/?engagement=9.9",
    "sure": "/?sure=99",
    "contact": "/?contact=email",
    "answered": "/?verdict=accept",
    "open": "/?verdict=open",
    "left out": "/?excluded=1",
    "search, one found": "/?q=maker{middle}",
    "search, everyone found": "/?q=inks",
    "several at once": "/?q=inks&country=PT&niche=pets&contact=email&from=5000",
}  # fmt: skip
_FOR_EVERYONE = {"search, everyone found", "several at once"}  # words that everyone has
_CARDS = {
    "a card": "/who/instagram/maker1",
    "compare four": "/compare?who=instagram/maker1&who=instagram/maker2&who=instagram/maker3&who=instagram/maker4",
}


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one kind of page."""

    what: str
    cpu: float  # median
    median: float
    worst: float
    limit: float


def time_pages(file: Path, accounts: int) -> Iterator[Timed]:
    """Opens the database and asks for each page several times; first how long the page takes to open at all."""
    database = Database(str(file))
    brief = file.with_suffix(".toml")
    brief.write_text(_BRIEF)
    start = time.perf_counter()
    desk = Desk(database, Brief(words=("fountain pens",), languages=("en",), countries=("GB",)))
    print(f"  (ranked, before the page opens: {time.perf_counter() - start:.1f} s)", flush=True)
    _answer_some(desk)
    with _client(desk) as get:
        get(f"/enter/{_TOKEN}")
        for what, address in {**_PAGES, **_CARDS}.items():
            asked = address.format(middle=accounts // 2, end=accounts + 1)
            yield _time(what, PAGE_LIMIT if what in _PAGES else SHOW_LIMIT, partial(get, asked))
    database.close()
    yield _time("nanoscout show", SHOW_LIMIT, partial(_show, file, brief), times=3)


@contextmanager
def _client(desk: Desk) -> Iterator[Callable[[str], None]]:
    """What asks the application for an address, and fails where it does not answer well."""
    app = make_app(desk, token=_TOKEN, port=_PORT)
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=f"http://127.0.0.1:{_PORT}", follow_redirects=True
    )
    with asyncio.Runner() as runner:

        def get(address: str) -> None:
            answer = runner.run(client.get(address))
            assert answer.status_code == 200, f"{address}: {answer.status_code}"

        yield get
        runner.run(client.aclose())


def _answer_some(desk: Desk) -> None:
    answers: tuple[Answer, ...] = ("accept", "reject", "later")
    for number in range(300):
        network = "bluesky" if number % 11 == 10 else "instagram"
        desk.answer(network, f"maker{number}", answers[number % 3], reason="busy", note=None)


def _show(file: Path, brief: Path) -> None:
    command = [sys.executable, "-c", "from crawler.cli import app; app()", "show", "maker1@instagram", "--json"]
    subprocess.run([*command, "--brief", str(brief), "--database", str(file)], check=True, stdout=subprocess.DEVNULL)


def _time(what: str, limit: float, once: Callable[[], None], times: int = _TIMES) -> Timed:
    spent, cpu = [], []
    for _ in range(times):
        clock, used = time.perf_counter(), _cpu_seconds()
        once()
        spent.append(1_000 * (time.perf_counter() - clock))
        cpu.append(1_000 * (_cpu_seconds() - used))
    return Timed(what, median(cpu), median(spent), max(spent), limit)


def _cpu_seconds() -> float:
    """Of this process with all its threads, and of its children that have ended."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most); without what is known to miss its goal (docs/performance.md)."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "many.db"
        make_many(file, ACCOUNTS, posts_each=POSTS_EACH)
        found = {one.what: one for one in time_pages(file, ACCOUNTS)}
    for pages, kind in ((_PAGES.keys() - _FOR_EVERYONE, "page of the review list"), (_CARDS, "page of a candidate")):
        slowest = max((found[what] for what in pages), key=lambda one: one.cpu)
        yield f"CPU ms of the slowest {kind} ({slowest.what})", slowest.cpu, slowest.limit, True


def main(accounts: int, posts_each: int, file: Path) -> None:
    """Prints the table; makes the database first where it is not there."""
    if not file.exists():
        start = time.perf_counter()
        make_many(file, accounts, posts_each=posts_each)
        size = file.stat().st_size / 1e9
        print(f"  (made in {time.perf_counter() - start:.0f} s: {accounts:,} accounts, {size:.1f} GB)", flush=True)
    print(f"{'what':26} {'CPU ms':>8} {'ms':>8} {'worst ms':>9}")
    for one in time_pages(file, accounts):
        beyond = f"  beyond {one.limit:.0f}" if one.cpu > one.limit else ""
        print(f"{one.what:26} {one.cpu:8.1f} {one.median:8.1f} {one.worst:9.1f}{beyond}", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        main(
            int(given[0]) if given else ACCOUNTS,
            int(given[1]) if len(given) > 1 else POSTS_EACH,
            Path(given[2]) if len(given) > 2 else Path(folder) / "many.db",
        )
