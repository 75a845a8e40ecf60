"""Ranking a million accounts out of a SQLite file: seconds, memory, what it costs once and what after a crawl.

``python -m tests.benchmarks.bench_million [ACCOUNTS [POSTS_EACH [FILE]]]``; a FILE that is there already is used again.
Each figure is taken in a process of its own, three times; the least is printed, since other work only adds.
"""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import orjson

from scoring.brief import Brief
from scoring.judging import STANDING, judge_changed, objects_of, rank_database
from scoring.ranking.candidates import RankingCache, hold_ready, rank_ready
from scoring.ranking.wide import pack_changed, scan_blocks, whole_blocks
from storage.blocks import drop_blocks
from storage.database import Database
from storage.derived import write_meta
from tests.benchmarks.costs import Cost, spend
from tests.many_accounts import make_many, touch_some

ACCOUNTS, POSTS_EACH, TERMS_EACH = 1_000_000, 10, 10
CRAWLED = 1_000  # pages, each with another account
EXPLAINED = 200
_TIMES = 3
_COLUMNS_READ = (
    "network", "handle", "followers", "followers_within", "following", "posts_count", "bio_length", "gap_days",
    "newest_post_days", "photo_quality", "eng_still_n", "eng_still_log", "likes_n", "likes_log", "paired_likes",
    "paired_comments", "paired_n", "emails", "talk_others", "talk_answered", "vouchers",
)  # fmt: skip
BRIEF = Brief(words=("fountain pens",), languages=("en",), countries=("GB",))
OTHER = Brief(words=("calligraphy",), languages=("de",), countries=("PT",), posts_window_days=60)
_RANKED = ("rank", *STANDING)


def measure_packing(file: Path) -> Cost:
    """All blocks from the tables, as after the first reading of everyone."""
    database = Database(str(file))
    with database.write() as connection:
        drop_blocks(connection)
        return spend(lambda: pack_changed(connection))


def measure_ranking(file: Path) -> Cost:
    """From opening the file to ranked ids in memory."""

    def once() -> None:
        database = Database(str(file))
        judge_changed(database)
        _rank(database, RankingCache(), BRIEF)

    return spend(once)


def _rank(database: Database, held: RankingCache, brief: Brief) -> None:
    with whole_blocks(database) as connection:
        ready = hold_ready(held, connection, brief, changes=0)
    rank_ready(ready, brief, columns=_RANKED)


def measure_other_brief(file: Path) -> Cost:
    """Another brief over the candidates that the ranking before it left."""
    database, held = Database(str(file)), RankingCache()
    _rank(database, held, BRIEF)
    return spend(lambda: _rank(database, held, OTHER))


def measure_reading(file: Path) -> Cost:
    """Twenty-one columns of everyone out of the blocks."""
    database = Database(str(file))
    with whole_blocks(database) as connection:
        return spend(lambda: scan_blocks(connection).select(_COLUMNS_READ).collect())


def measure_sqlite3(file: Path) -> Cost:
    """The same columns through Python's sqlite3, as tuples."""
    with closing(sqlite3.connect(file)) as connection:
        return spend(lambda: connection.execute(f"SELECT {', '.join(_COLUMNS_READ)} FROM feature").fetchall())


def measure_keeping(file: Path) -> Cost:
    """A whole ``rank``: read, ranked and kept under its brief."""
    database = Database(str(file))
    with database.write() as connection:
        write_meta(connection, f"ranking:{BRIEF.hash}", "")
    return spend(lambda: rank_database(database, BRIEF, columns=()))


def measure_incremental(file: Path) -> Cost:
    """A whole ``rank`` after a crawl of so many pages, their accounts spread over everyone."""
    database = Database(str(file))
    touch_some(database, CRAWLED)
    return spend(lambda: rank_database(database, BRIEF, columns=()))


def measure_explaining(file: Path) -> Cost:
    """The objects of the best 200, their facts read from the database."""
    database = Database(str(file))
    ranked = rank_database(database, BRIEF, columns=()).head(EXPLAINED)
    list(objects_of(database, ranked, BRIEF))
    return spend(lambda: list(objects_of(database, ranked, BRIEF)))


# What, how, the goal in seconds of the clock (nought: none was set), the goal in MiB.
FIGURES: dict[str, tuple[str, Callable[[Path], Cost], float, float]] = {
    "ranking": ("SQLite to ranked ids, all signals", measure_ranking, 4.0, 1_024.0),
    "other": ("another brief over the same candidates", measure_other_brief, 0.3, 0.0),
    "reading": ("reading 21 columns out of the blocks", measure_reading, 0.0, 0.0),
    "sqlite3": ("reading them through sqlite3", measure_sqlite3, 0.0, 0.0),
    "explaining": (f"explaining {EXPLAINED} rows, facts read", measure_explaining, 0.1, 0.0),
    "keeping": ("nanoscout rank, the ranking kept", measure_keeping, 0.0, 0.0),
    "incremental": (f"rank after {CRAWLED:,} pages", measure_incremental, 0.0, 0.0),
    "packing": ("packing all blocks, once", measure_packing, 0.0, 0.0),
}


def figures(file: Path, names: Iterator[str] | None = None) -> Iterator[tuple[str, Cost]]:
    """Each figure by its name, the least of several processes."""
    for name in names or iter(FIGURES):
        costs = [_apart(name, file) for _ in range(1 if name in ("packing", "keeping") else _TIMES)]
        yield name, Cost(*(min(getattr(one, part) for one in costs) for part in ("seconds", "cpu", "mib")))


def _apart(name: str, file: Path) -> Cost:
    command = [sys.executable, "-m", "tests.benchmarks.bench_million", "--figure", name, str(file)]
    return Cost(**orjson.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def make(file: Path, accounts: int, posts_each: int) -> None:
    """The database, its blocks packed, where it is not there."""
    if not file.exists():
        start = time.perf_counter()
        make_many(file, accounts, posts_each=posts_each, terms_each=TERMS_EACH)
        print(f"  (made in {time.perf_counter() - start:.0f} s)", flush=True)
    with whole_blocks(Database(str(file))):
        pass


def main(accounts: int, posts_each: int, file: Path) -> None:
    """Prints the table."""
    make(file, accounts, posts_each)
    print(f"  ({accounts:,} accounts, {file.stat().st_size / 1e9:.1f} GB)")
    print(f"{'what':42} {'s':>8} {'CPU s':>8} {'MiB':>6}  goal")
    for name, cost in figures(file):
        what, _, seconds, mib = FIGURES[name]
        goal = ", ".join([f"{seconds:g} s"] * (seconds > 0) + [f"{mib:,.0f} MiB"] * (mib > 0))
        print(f"{what:42} {cost.seconds:8.2f} {cost.cpu:8.2f} {cost.mib:6.0f}  {goal}", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[:1] == ["--figure"]:
        found = FIGURES[given[1]][1](Path(given[2]))
        print(orjson.dumps(found).decode())
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(
                int(given[0]) if given else ACCOUNTS,
                int(given[1]) if len(given) > 1 else POSTS_EACH,
                Path(given[2]) if len(given) > 2 else Path(folder) / "many.db",
            )
