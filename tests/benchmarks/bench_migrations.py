"""How long each migration takes on a million accounts: a database of the first schema, every table of it filled.

``python -m tests.benchmarks.bench_migrations [ROWS]``; seconds by the clock and of CPU, one run.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from storage.database import _engine, parse_url
from storage.migrations.upgrade import upgrade
from tests.benchmarks.costs import Cost, spend

ROWS = 1_000_000
VERSIONS = Path(upgrade.__code__.co_filename).parent / "versions"
_LEFT = frozenset({"alembic_version", "meta", "sqlite_sequence"})


def time_migrations(file: Path, rows: int) -> Iterator[tuple[str, Cost]]:
    """(name, cost) of every migration but the first, in order; each one adds to what the one before left."""
    engine = _engine(parse_url(str(file)))
    first, *others = sorted(path.stem for path in VERSIONS.glob("0*.py"))
    upgrade(engine, first[:4])
    _fill(engine, rows)
    for name in others:
        yield name, spend(lambda to=name[:4]: upgrade(engine, to))  # type: ignore[misc]  # bound at once
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            for table in _tables(connection):
                if connection.execute(text(f'SELECT 1 FROM "{table}" LIMIT 1')).first() is None:
                    _fill_table(connection, table, rows)
    engine.dispose()


def _fill(engine: Engine, rows: int) -> None:
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        for table in _tables(connection):
            _fill_table(connection, table, rows)


def _tables(connection: Connection) -> list[str]:
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")).scalars()
    return [name for name in names if name not in _LEFT]


def _fill_table(connection: Connection, table: str, rows: int) -> None:
    """As many rows as accounts, a number or a name with the number in it wherever something must stand."""
    values = {}
    for _, name, kind, must, _, key in connection.execute(text(f"PRAGMA table_info('{table}')")).all():
        if key or must or name in ("handle", "author_handle", "bio", "text"):
            values[name] = _value_of(name, str(kind))
    columns, numbers = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
    counted = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
    connection.execute(text(f'{counted} INSERT INTO "{table}" ({columns}) SELECT {numbers} FROM n'))


def _value_of(name: str, kind: str) -> str:
    if name == "network":
        return "'instagram'"
    if name == "stale":
        return "0"
    if any(word in kind.upper() for word in ("INT", "FLOAT", "REAL")):
        return "i"
    return "i % 2" if "BOOL" in kind.upper() else f"'{name}' || i"


def main(rows: int) -> None:
    """Prints the table."""
    print(f"{'migration':24} {'s':>8} {'CPU s':>8}   of {rows:,} rows in every table")
    with tempfile.TemporaryDirectory() as folder:
        for name, cost in time_migrations(Path(folder) / "old.db", rows):
            print(f"{name:24} {cost.seconds:8.2f} {cost.cpu:8.2f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
