"""Looking into a database of either kind: what a query says, and every byte that is kept."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import text

from storage.database import Database

# Rows that were deleted stand in the files until those are written anew, and samples of them in the statistics.
_FILES = text(
    "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c "
    "WHERE pg_relation_filepath(c.oid) IS NOT NULL AND (c.oid = 'pg_statistic'::regclass OR c.relnamespace IN "
    "(SELECT oid FROM pg_namespace WHERE nspname IN (current_schema(), 'pg_toast')))"
)


def query(database: Database, statement: str) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def rows_in(file: Path, statement: str) -> list[tuple[Any, ...]]:
    """The same of a file that is opened for this only, as other processes may use it."""
    with closing(sqlite3.connect(file, timeout=60)) as connection:
        return connection.execute(statement).fetchall()


def states_in(file: Path) -> dict[str, str]:
    """The state of each target in a file, by its key."""
    return {str(key): str(state) for key, state in rows_in(file, "SELECT key, state FROM target")}


def bytes_of(database: Database) -> bytes:
    """Everything that the database keeps on the disk, in lower case; of a server its tables and indexes."""
    if database.is_sqlite:
        file = Path(str(database.url.database))
        parts = [part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*"))]
    else:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
            parts = [bytes(part) for part in connection.execute(_FILES).scalars()]
    return b"".join(parts).lower()
