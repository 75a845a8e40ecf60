"""Adding many rows at once: one function for each kind of database."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert

Rows = Sequence[Mapping[str, Any]]


def add_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """Adds rows that are not there yet, all with the keys of the first, inside the caller's transaction."""
    if rows:
        add = _insert_many if connection.dialect.name == "sqlite" else _copy
        add(connection, table, rows)


def _insert_many(connection: Connection, table: Table, rows: Rows) -> None:
    connection.execute(insert(table), list(rows))


def _copy(connection: Connection, table: Table, rows: Rows) -> None:
    """COPY takes a sixth of the time of an INSERT for each row, in which nobody else can write."""
    names = list(rows[0])
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(map(quote, names))
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
        for values in _values(rows, names):
            copy.write_row(values)


def _values(rows: Rows, names: Sequence[str]) -> Iterable[list[Any]]:
    return ([row[name] for name in names] for row in rows)
