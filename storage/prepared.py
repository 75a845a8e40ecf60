"""Statements compiled once: building and caching them anew at every call costs more than running them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult

Values = Mapping[str, Any]


class Prepared:
    """A statement, compiled once for each dialect. ``build`` is told whether it is for SQLite.

    What changes from call to call is a named bindparam; every other value stays as it was built.
    """

    def __init__(self, build: Callable[[bool], Any]) -> None:
        self._build = build
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}

    def run(self, connection: Connection, values: Values) -> CursorResult[Any]:
        """Runs it once."""
        sql, order, fixed = self._sql(connection)
        known = fixed | dict(values)
        return connection.exec_driver_sql(sql, known if order is None else tuple([known[name] for name in order]))

    def run_many(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Runs it for every row, in order; there must be at least one."""
        sql, order, fixed = self._sql(connection)
        if order is None:
            connection.exec_driver_sql(sql, [fixed | dict(row) for row in rows])
            return
        if any(name not in rows[0] for name in order):
            rows = [fixed | dict(row) for row in rows]
        # Straight to the driver: seven such statements a page, and what SQLAlchemy would note of each, cost as much as
        # SQLite takes for their rows.
        connection.connection.cursor().executemany(sql, [tuple([row[name] for name in order]) for row in rows])

    def _sql(self, connection: Connection) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        name = connection.dialect.name
        found = self._compiled.get(name)
        if found is None:
            compiled = self._build(name == "sqlite").compile(dialect=connection.dialect)
            order = None if compiled.positiontup is None else tuple(compiled.positiontup)
            found = self._compiled[name] = (str(compiled), order, dict(compiled.params))
        return found
