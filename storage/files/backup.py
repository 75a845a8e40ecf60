"""Copies of a database: whole, checked, private; made while others read and write."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import DatabaseUnusable, DiskFull, UnreadableFile
from storage.files.drafts import draft_of, drop_draft

_PAGES = 4_000  # copied at a time, so that writers get their turn in between
_CANNOT_GROW = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def copy_sqlite(source: Path, target: Path, *, schema: str | None = None) -> bool:
    """Copies a database by SQLite's backup API to a file of mode 600; after a crash there is the old file or the new.

    With a ``schema`` only where the copy has that one: false (and nothing is written) where another process migrated
    meanwhile. Raises UnreadableFile where the place cannot be written, DatabaseUnusable where the copy is not sound,
    DiskFull; sqlite3.Error for what else SQLite says.
    """
    draft = draft_of(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(source, timeout=30)) as known, closing(sqlite3.connect(draft)) as copy:
            known.backup(copy, pages=_PAGES, sleep=0.01)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            if schema is not None and _schema_of(copy) != schema:
                return False
            (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
            if sound != "ok":
                raise DatabaseUnusable(f"{source} is damaged ({sound}): its copy was not kept; use an earlier backup")
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(_CANNOT_GROW):
            raise
        raise DiskFull(_no_room(target)) from None
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(_no_room(target)) from None
        raise UnreadableFile(f"{target} cannot be written ({error.strerror}); name another file") from None
    finally:
        drop_draft(draft)
    return True


def _no_room(target: Path) -> str:
    return f"No room left for the copy {target}: free some, or name a place elsewhere; the database is as it was"


def _schema_of(connection: sqlite3.Connection) -> str | None:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        return None
    return None if row is None else str(row[0])


def kept_before(file: Path, to: str) -> Path:
    """Where the copy from before a migration stands, beside the database."""
    return file.with_name(f"{file.name}.before-{to}.backup")


def backup_before(file: Path, schema: str, to: str) -> Path | None:
    """Keeps the database as it is before a migration, beside it, the newest such copy only; ``None``: not needed."""
    target = kept_before(file, to)
    if not copy_sqlite(file, target, schema=schema):
        return None
    for older in file.parent.glob(f"{file.name}.before-*.backup"):
        if older != target:
            older.unlink(missing_ok=True)
    return target
