"""Which file held whom: what is needed when somebody asks to be forgotten, or where their data went."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from storage import tables
from storage.clock import from_millis, now_millis
from storage.errors import StorageError
from storage.rows import table_of

Writing = Callable[[], AbstractContextManager[Connection]]  # a database's ``write``
BACKUP = "backup"  # the layout of a copy of the whole database: it held everyone who was known then
_EXPORT, _HELD = table_of(tables.Export), table_of(tables.ExportedAccount)


@contextmanager
def noted_export(
    write: Writing, file: str, layout: str, brief: str, accounts: Iterable[tuple[str, str]]
) -> Iterator[None]:
    """Writes an export down before it is made, and takes the note back where it could not be.

    A file that is there without a note, because a kill or a full disk came between, no ``forget`` would find.
    """
    with write() as connection:
        number = log_export(connection, file, layout, brief, accounts, now=now_millis())
    try:
        yield
    except BaseException:
        with suppress(StorageError), write() as connection:
            connection.execute(delete(_HELD).where(_HELD.c.export_id == number))
            connection.execute(delete(_EXPORT).where(_EXPORT.c.id == number))
        raise


def log_export(
    connection: Connection, file: str, layout: str, brief: str, accounts: Iterable[tuple[str, str]], *, now: int
) -> int:
    """Writes an export down with whom it held (network, handle); returns its number. ``now`` in milliseconds."""
    held = sorted(set(accounts))
    values = {"file": file, "layout": layout, "brief": brief, "rows": len(held), "exported_at": now}
    number: int = connection.execute(insert(_EXPORT).returning(_EXPORT.c.id), values).scalar_one()
    if held:
        rows = [{"export_id": number, "network": network, "handle": handle} for network, handle in held]
        connection.execute(insert(_HELD), rows)
    return number


def is_noted(connection: Connection, file: str) -> bool:
    """Whether a file is written down."""
    return connection.execute(select(_EXPORT.c.id).where(_EXPORT.c.file == file).limit(1)).first() is not None


def backups_since(connection: Connection, at: int) -> list[dict[str, str]]:
    """The copies of the whole database that were made at or after a time (milliseconds), oldest first."""
    query = select(_EXPORT.c.file, _EXPORT.c.layout, _EXPORT.c.exported_at)
    query = query.where(_EXPORT.c.layout == BACKUP, _EXPORT.c.exported_at >= at).order_by(_EXPORT.c.id)
    return [_told(row) for row in connection.execute(query)]


def exports_with(connection: Connection, network: str, handles: Iterable[str]) -> list[dict[str, str]]:
    """The files that held any of these accounts of a network, oldest first: file, layout, exported_at (ISO 8601)."""
    mine = or_(*(_HELD.c.handle == handle for handle in handles)) & (_HELD.c.network == network)
    query = (
        select(_EXPORT.c.id, _EXPORT.c.file, _EXPORT.c.layout, _EXPORT.c.exported_at)
        .join(_HELD, _HELD.c.export_id == _EXPORT.c.id)
        .where(mine)
        .order_by(_EXPORT.c.id)
        .distinct()
    )
    return [_told(row) for row in connection.execute(query)]


def _told(row: Any) -> dict[str, str]:
    moment = from_millis(row.exported_at)
    return {"file": row.file, "layout": row.layout, "exported_at": moment.isoformat() if moment else ""}
