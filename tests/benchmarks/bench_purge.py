"""``python -m tests.benchmarks.bench_purge``: 100,000 people erased, each with a post that names somebody who stays."""

import tempfile
import time
from pathlib import Path

from sqlalchemy import insert, update

from crawler.people import purge_people
from storage import tables
from storage.clock import now_millis
from storage.database import Database
from storage.rows import table_of
from tests.many_accounts import make_many

PEOPLE = 100_000
_STAYING = 10_000
_AT_ONCE = 5_000


def measure() -> list[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most) for each figure."""
    whole, part = seconds_to_purge(PEOPLE), seconds_to_purge(PEOPLE // 4)
    return [
        (f"seconds to purge {PEOPLE:,} of {PEOPLE + _STAYING:,} accounts", whole, 120.0, True),
        ("the same, against four times a quarter of them", whole / (4 * part), 1.5, True),
    ]


def seconds_to_purge(old: int) -> float:
    """How long it takes to erase so many who were met long ago and named in others' posts."""
    with tempfile.TemporaryDirectory(prefix="purge-") as folder:
        file = Path(folder) / "x.db"
        make_many(file, old + _STAYING)
        database = Database(str(file))
        _write_posts(database, old)
        began = time.perf_counter()
        done = purge_people(database, 180, dry_run=False)
        took = time.perf_counter() - began
        assert (done["people"], done["kept"]) == (old, 0), done
        database.close()
        return took


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
            connection.execute(update(account).where(account.c.network == "instagram", here).values(first_seen_at=now))


if __name__ == "__main__":
    for what, figure, limit, _ in measure():
        print(f"{what}: {figure:.2f} (limit {limit:.2f})")
