"""Storing pages against SQLAlchemy Core executemany of the same rows, with the same rows per transaction."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select

from crawler.networks import load_network
from crawler.reading import read_page
from storage import tables
from storage.database import Database
from storage.facts import Profile
from storage.landing import land_page
from storage.rows import ROW_OF, account_row, insert_into, profile_row, table_of
from storage.runs import start_run
from tests.benchmarks.answers import feed_page

PAGES = 300
ROUNDS = 7


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most)."""
    network = load_network("instagram")
    read = [read_page(network, feed_page(number)) for number in range(PAGES)]
    with tempfile.TemporaryDirectory() as name:
        database = Database(str(Path(name) / "bench.db"))
        with database.write() as connection:
            start_run(connection, "bench", [], {}, owner="bench", now=0)
        rounds = []
        for _ in range(ROUNDS):
            landed, rows = _land(database, read)
            rounds.append((landed, _core(database, read)))
            _empty(database)
        database.close()
    ours, theirs = map(min, zip(*rounds, strict=True))  # the least of each: other work only adds
    speeds = f"{rows / ours:,.0f} rows a CPU second, Core {rows / theirs:,.0f}"
    print(f"  ({rows / PAGES:.0f} rows a page and transaction; {speeds})")
    yield "rows stored per CPU second, against Core executemany", theirs / ours, 0.8, False


def _land(database: Database, read: list[Any]) -> tuple[float, int]:
    start = time.process_time()
    for record, facts in read:
        with database.write() as connection:
            land_page(connection, 1, record, facts)
    spent = time.process_time() - start
    with database.read() as connection:
        counted = [tables.Account, tables.Observation, tables.Post, tables.Edge, tables.Sighting, tables.Page]
        rows = _rows(connection, counted)
    return spent, rows


def _rows(connection: Any, models: list[Any]) -> int:
    return sum(connection.execute(select(func.count()).select_from(table_of(model))).scalar_one() for model in models)


def _core(database: Database, read: list[Any]) -> float:
    """The same rows in the same tables, as plain upserts that overwrite every column."""
    _empty(database)
    prepared = [_prepare(record, facts) for record, facts in read]
    statements = {model: _upsert(table_of(model)) for model in {model for page in prepared for model in page}}
    start = time.process_time()
    for page in prepared:
        with database.write() as connection:
            for model, rows in page.items():
                connection.execute(statements[model], rows)
    return time.process_time() - start


def _prepare(record: Any, facts: list[Any]) -> dict[Any, list[dict[str, Any]]]:
    page: dict[Any, list[dict[str, Any]]] = {}
    handles: set[str] = set()
    for fact in facts:
        at = record.fetched_at
        if isinstance(fact, Profile):
            row = profile_row(fact, at, 1)
            page.setdefault(tables.Observation, []).append(row)
            page.setdefault(tables.Account, []).append(account_row(row))
        elif type(fact) in ROW_OF:
            model, make = ROW_OF[type(fact)]
            page.setdefault(model, []).append(make(fact, at, 1))
        for name in ("handle", "author_handle", "source", "target"):
            handles.add(getattr(fact, name, None) or "")
    handles.discard("")
    page.setdefault(tables.Account, []).extend(
        {"network": "instagram", "handle": handle, "first_seen_at": 0, "stale": True} for handle in sorted(handles)
    )
    return {model: [_only_columns(model, row) for row in rows] for model, rows in page.items()}


def _only_columns(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {column.name: row[column.name] for column in table_of(model).columns if column.name in row}


def _upsert(table: Any) -> Any:
    statement = insert_into(table, on_sqlite=True)
    columns = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=columns)


def _empty(database: Database) -> None:
    with database.write() as connection:
        for model in (tables.Account, tables.Observation, tables.Post, tables.Edge, tables.Sighting, tables.Page):
            connection.execute(delete(table_of(model)))


if __name__ == "__main__":
    for row in measure():
        print(json.dumps(row))
