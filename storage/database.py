"""The one door to the database: open, migrate, read, write, and name what went wrong.

SQLite runs in WAL with synchronous=FULL; every write transaction begins IMMEDIATE, so that two
processes wait for each other instead of overwriting each other. What is different on a PostgreSQL
server stands in server.py.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import tenacity
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage.clock import now_millis
from storage.errors import DatabaseLocked, DatabaseUnusable, DiskFull, NewerSchema, StorageError
from storage.server import (
    check_server,
    find_server_fault,
    name_server_error,
    no_room_left,
    open_server,
    rewrite_tables,
    something_lacks,
    tables_on_server,
)

BUSY_SECONDS = 10.0
SCHEMA = "0014"  # the newest revision in migrations/versions


def default_url() -> str:
    """The address of the database in the user's own data folder."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir("nanoscout", appauthor=False))
    return f"sqlite:///{folder / 'nanoscout.db'}"


_HOW = "use a file name, sqlite:///FILE or postgresql://USER@HOST/DATABASE"
_ON_SERVER = frozenset({"postgresql", "postgres", "postgresql+psycopg"})


def parse_url(address: str) -> URL:
    """A database address; a plain file name means SQLite. Raises DatabaseUnusable, never telling a password."""
    if "://" not in address:  # a name as it is: in an address ? and % mean something
        return URL.create("sqlite", database=os.path.expanduser(address))
    shown = re.sub(r"(?<=://).*@", "***@", address).partition("?")[0]  # a password may stand there
    try:
        url = make_url(address)
        sound = url.get_backend_name() == "sqlite" or _is_server(url)
    except (ArgumentError, ValueError):
        sound = False
    if not sound:
        raise DatabaseUnusable(f"{shown} is no database address; {_HOW}")
    if url.get_backend_name() == "sqlite":
        return url.set(database=os.path.expanduser(url.database)) if url.database else url
    if url.drivername not in _ON_SERVER:
        raise DatabaseUnusable(f"{shown}: only SQLite and PostgreSQL are supported; {_HOW}")
    return url.set(drivername="postgresql+psycopg")


def word_missing(address: str) -> str | None:
    """That a file of SQLite is not there, with the one that may be meant; ``None`` where it is, or is none."""
    url = parse_url(address)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    file = Path(url.database)
    if file.exists():
        return None
    near = get_close_matches(file.name, sorted(one.name for one in file.parent.glob("*.db")), n=1)
    meant = f" (did you mean {file.parent / near[0]}?)" if near else ""
    return f"There is no database {file}{meant}"


def _is_server(url: URL) -> bool:
    brackets = set(url.host or "") & set("[]@")
    return not brackets and (url.port is None or 0 < url.port < 65_536)


class Database:
    """An open database, brought to the newest schema. Use ``read()`` and ``write()``; close it in the end."""

    def __init__(self, address: str | None = None) -> None:
        """Opens (and creates, migrates) the database; raises a StorageError in one sentence."""
        self.url = parse_url(address or default_url())
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.on_reading: Callable[[int, int], None] | None = None  # told of long work: so many accounts of so many
        if self.is_sqlite and self.url.database and self.url.database != ":memory:":
            try:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise DatabaseUnusable(
                    f"The folder of {self.name} cannot be made ({error.strerror}); name another with --database"
                ) from error
            _keep_private(Path(self.url.database))
        self.engine = _engine(self.url)
        self._file: tuple[int, int] | None = None
        try:
            self._migrate()
            self._file = self._file_now()
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def name(self) -> str:
        """How the database is called when speaking to the user: its file, or its address without secrets."""
        if self.is_sqlite:
            return str(self.url.database)
        shown = URL.create("postgresql", self.url.username, None, self.url.host, self.url.port, self.url.database)
        return shown.render_as_string()

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view for a few queries; keep it short (an open reader lets the log grow)."""
        self._check_file()
        with self._named_errors(), self.engine.connect() as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or (on any error) none."""
        self._check_file()
        with self._named_errors(), self.engine.connect() as connection:
            connection = connection.execution_options(write=True)
            with connection.begin():
                yield connection

    def erase_remnants(self) -> None:
        """Writes the file of SQLite anew, so that nothing that was deleted is left in it or in its log; on a server
        every table (its log and its backups are the server's own).

        Needs as much room again as the database takes. Raises DatabaseLocked while another process reads, DiskFull.
        """
        if not self.is_sqlite:
            with self._named_errors():
                rewrite_tables(self.engine)
            return
        from storage.rights.erased import clear_remnants
        from storage.search import erase_dropped

        with self.write() as written:
            erase_dropped(written)
        with self._named_errors(), closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if busy:
                raise DatabaseLocked(
                    f"{self.name} is held by another process, so its log still holds what was deleted; stop that one "
                    "and do this again"
                )
        with self.write() as written:
            clear_remnants(written)

    def _migrate(self) -> None:
        retry = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(DatabaseLocked),
            stop=tenacity.stop_after_attempt(3),
            wait=tenacity.wait_random_exponential(multiplier=0.2, max=2),
            reraise=True,
        )
        for attempt in retry:
            with attempt:
                found = self._schema_found()
                if found == SCHEMA:
                    self._note_kept()
                    return
                if found is not None and found > SCHEMA:
                    raise NewerSchema(
                        f"{self.name} was written by a newer nanoscout (schema {found}, this one knows {SCHEMA}); "
                        "update nanoscout"
                    )
                from storage.migrations.upgrade import upgrade

                with self._named_errors():
                    kept = self._keep_old(found)
                    upgrade(self.engine)
                if kept is not None:
                    self._note_backup(kept)

    def _file_now(self) -> tuple[int, int] | None:
        if not self.is_sqlite or not self.url.database or self.url.database == ":memory:":
            return None
        try:
            found = os.stat(self.url.database)
        except OSError:
            return (0, 0)
        return found.st_dev, found.st_ino

    def _check_file(self) -> None:
        """SQLite writes on into a file that was deleted or replaced, which nobody finds again, and a new connection
        would play the old one's log into the new file."""
        if self._file is not None and self._file_now() != self._file:
            raise DatabaseUnusable(
                f"{self.name} was deleted or replaced while it was in use: what came since is lost; take away what is "
                f"beside it ({Path(self.name).name}-wal, -shm), put the right file there and do the same again "
                "(discover: --resume)"
            )

    def check_schema(self) -> None:
        """Raises NewerSchema where another nanoscout changed the tables since this one opened them."""
        if self._schema_found() != SCHEMA:
            raise NewerSchema(
                f"{self.name} was changed by another nanoscout meanwhile; end this one and start it again"
            )

    def _keep_old(self, schema: str | None) -> Path | None:
        """The copy of an old database that is about to be migrated; none of a new one, or of one on a server."""
        if not self.is_sqlite or schema is None or not self.url.database or self.url.database == ":memory:":
            return None
        from storage.files.backup import backup_before

        self.engine.dispose()
        return backup_before(Path(self.url.database), schema, SCHEMA)

    def find_fault(self) -> str | None:
        """What is wrong with the database itself and what to do, in a few words; ``None`` where nothing is known to
        be. SQLite reads the whole file for it; a server tells what it noticed, and how far its clock is from ours."""
        from storage.tables import Account

        with self.read() as connection:
            gone = sorted(set(Account.metadata.tables) - self._tables(connection))
            if gone:
                return f"damaged (no table {gone[0]}): take a copy that is whole"
            if not self.is_sqlite:
                return find_server_fault(connection, now=now_millis())
            sound = connection.execute(text("PRAGMA quick_check")).scalar()
            return None if sound == "ok" else f"damaged ({sound}): take a copy that is whole"

    def backup(self, target: Path) -> None:
        """Copies the whole database to a file of mode 600, while others read and write; it is noted for ``forget``.

        Raises DatabaseUnusable for a database on a server (which has tools of its own) and for an unsound copy,
        UnreadableFile where the place cannot be written, DiskFull.
        """
        if not self.is_sqlite or not self.url.database:
            raise DatabaseUnusable(f"{self.name} lives on a server: back it up there, with pg_dump")
        from storage.files.backup import copy_sqlite
        from storage.files.export_log import BACKUP, noted_export

        with noted_export(self.write, str(target.absolute()), BACKUP, "", ()), self._named_errors():
            copy_sqlite(Path(self.url.database), target)

    def _note_backup(self, file: Path) -> None:
        from storage.files.export_log import BACKUP, log_export

        with self.write() as connection:
            log_export(connection, str(file.absolute()), BACKUP, "", (), now=now_millis())

    def _note_kept(self) -> None:
        """Notes the copy from before a migration, where a kill or a full disk came between the two: it holds people."""
        if not self.is_sqlite or not self.url.database:
            return
        from storage.files.backup import kept_before
        from storage.files.export_log import is_noted

        kept = kept_before(Path(self.url.database), SCHEMA)
        if not os.path.exists(kept):
            return
        with suppress(StorageError):  # the next start tries again
            with self.read() as connection:
                noted = is_noted(connection, str(kept.absolute()))
            if not noted:
                self._note_backup(kept)

    def _tables(self, connection: Connection) -> set[str]:
        return _tables_of_file(connection) if self.is_sqlite else tables_on_server(connection)

    def _schema_found(self) -> str | None:
        with self.read() as connection:
            tables = self._tables(connection)
            if "alembic_version" in tables:
                version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
                return version
            if tables:
                raise DatabaseUnusable(
                    f"{self.name} is a database of something else (tables {', '.join(sorted(tables)[:3])}); "
                    "name another with --database"
                )
            if not self.is_sqlite:
                check_server(connection, self.name)
            return None

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            named = self._named(error) if self.is_sqlite else name_server_error(self.name, error)
            raise named or error from error
        except sqlite3.Error as error:
            raise self._named(error) or error from error

    def _named(self, error: Exception) -> StorageError | None:
        cause = getattr(error, "orig", None) or error
        words = str(cause).lower()
        if "locked" in words or "busy" in words:
            return DatabaseLocked(f"{self.name} is held by another process; wait for it to finish, or stop it")
        if "disk is full" in words or "disk i/o error" in words or "no space" in words:
            return DiskFull(no_room_left(self.name))
        if any(sign in words for sign in ("not a database", "malformed", "file is encrypted")):
            return DatabaseUnusable(f"{self.name} is not a database of nanoscout, or is damaged ({cause})")
        if "no such table" in words or "no such column" in words or "has no column" in words:
            return DatabaseUnusable(something_lacks(self.name, str(cause)))
        if "unable to open" in words or "readonly" in words:
            return DatabaseUnusable(f"{self.name} cannot be opened for writing ({cause}); name another with --database")
        return None


def _keep_private(file: Path) -> None:
    """A database that is not there yet is made readable by its user alone, as its copies are: it holds people. SQLite
    gives its log and index the same mode."""
    with suppress(OSError):  # it is there, or cannot be made, which SQLite tells
        os.close(os.open(file.resolve(), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _tables_of_file(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return open_server(url, busy_seconds=BUSY_SECONDS)
    # Transactions are begun by the listener below, not by the driver, which would begin them too late.
    # Errors never quote the values of a statement: they are what people wrote.
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None}, hide_parameters=True)

    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine
