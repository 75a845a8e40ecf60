"""``python -m tests.benchmarks.bench_purge``: 100,000 people erased, each with a post that names somebody who stays."""

import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from sqlalchemy import insert, update

from crawler.rights.purging import purge_people
from storage import tables
from storage.clock import now_millis
from storage.database import Database
from storage.derived import write_meta
from storage.errors import DatabaseLocked
from storage.rows import table_of
from tests.many_accounts import make_many

PEOPLE = 100_000
_STAYING = 10_000
_AT_ONCE = 5_000


def measure() -> list[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most) for each figure."""
    (whole, wait), (part, _) = seconds_to_purge(PEOPLE), seconds_to_purge(PEOPLE // 4)
    return [
        (f"seconds to purge {PEOPLE:,} of {PEOPLE + _STAYING:,} accounts", whole, 120.0, True),
        ("the same, against four times a quarter of them", whole / (4 * part), 1.5, True),
        ("seconds that another writer waited meanwhile, at most", wait, 30.0, True),
    ]


def seconds_to_purge(old: int) -> tuple[float, float]:
    """How long it takes to erase so many who were met long ago and named in others' posts, and how long another
    process that wants to write waits at most meanwhile."""
    with tempfile.TemporaryDirectory(prefix="purge-") as folder:
        file = Path(folder) / "x.db"
        make_many(file, old + _STAYING)
        database = Database(str(file))
        _write_posts(database, old)
        over = threading.Event()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(_longest_wait, str(file), over)
            began = time.perf_counter()
            done = purge_people(database, 180, dry_run=False)
            took = time.perf_counter() - began
            over.set()
            wait = waiting.result()
        assert (done["people"], done["kept"]) == (old, 0), done
        database.close()
        return took, wait


def _longest_wait(file: str, over: threading.Event) -> float:
    longest, database, began = 0.0, Database(file), time.perf_counter()
    while not over.is_set():
        with suppress(DatabaseLocked):  # after ten seconds: then it tries again, as a crawl does
            _write_once(database)
            longest = max(longest, time.perf_counter() - began)
            over.wait(0.05)
            began = time.perf_counter()
    database.close()
    return longest


def _write_once(database: Database) -> None:
    with database.write() as connection:
        write_meta(connection, "benchmark", "1")


def _write_posts(database: Database, old: int) -> None:
    """A post of everybody; those of who stays name one of the old, who were met in 1970 (the others today)."""
    account, now = table_of(tables.Account), now_millis()
    staying = [f"maker{number}" for number in range(old, old + _STAYING)]
    with database.write() as connection:
        for start in range(0, old + _STAYING, _AT_ONCE):
            rows = [
                {
                    "network": "instagram", "key": f"k{number}", "native_id": f"p{number}", "observed_at": now,
                    "author_handle": f"maker{number}", "text": f"Inks, with thanks to @maker{number * 7 % old}",
                    "mentions": f'["maker{number * 7 % old}"]', "page_id": 1,
                }
                for number in range(start, min(start + _AT_ONCE, old + _STAYING))
            ]  # fmt: skip
            connection.execute(insert(table_of(tables.Post)), rows)
        for start in range(0, _STAYING, _AT_ONCE):
            here = account.c.handle.in_(staying[start : start + _AT_ONCE])
            connection.execute(update(account).where(here).values(first_seen_at=now))


if __name__ == "__main__":
    for what, figure, limit, _ in measure():
        print(f"{what}: {figure:.2f} (limit {limit:.2f})")
