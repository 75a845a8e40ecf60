"""A database on a PostgreSQL server (psycopg 3): how it is opened, what its errors mean, what it does not do by itself.

Write transactions take turns, as they do in SQLite: each begins with one advisory lock. So no two of them ever wait
for each other in a circle, and none has to be done twice. Readers wait for nobody.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.errors import DatabaseLocked, DatabaseUnusable, DiskFull, StorageError

_SECONDS_TO_CONNECT = 10
# A server whose machine is gone, or to which no packet gets through, is given up after a minute: by themselves systems
# wait for a quarter of an hour, or two.
_GIVEN_UP = {"tcp_user_timeout": 60_000, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
_CLOCKS_APART_S = 1.0
# A worker whose machine is gone must not keep its turn: the server looks after it, and ends what stands still.
_SESSION = (
    "SET lock_timeout = '{busy:g}s'; SET idle_in_transaction_session_timeout = '5min'; "
    "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
)
# 1851877748 is "nan" and "t" in ASCII: other programs on the same server may take turns too.
_TAKE_TURN = "SELECT pg_advisory_xact_lock(1851877748, hashtext(current_schema()))"
_ONE_VIEW = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"

_HELD = frozenset({"55P03", "40P01", "40001"})  # lock_not_available, deadlock_detected, serialization_failure
_FULL = frozenset({"53100", "58030"})  # disk_full, io_error
# read_only_sql_transaction, insufficient_privilege, invalid_schema_name (a search path that leads nowhere)
_READ_ONLY = frozenset({"25006", "42501", "3F000"})
_DAMAGED = frozenset({"XX001", "XX002"})  # data_corrupted, index_corrupted
_LACKING = frozenset({"42P01", "42703"})  # undefined_table, undefined_column
# No answer, no entrance, no such database, too many visitors, shutting down; psycopg knows no code of a lost line.
_AWAY = ("08", "28", "3D", "53", "57")


def open_server(url: URL, *, busy_seconds: float) -> Engine:
    """The engine of a server's database; raises DatabaseUnusable where the driver is not installed."""
    try:
        from psycopg.types.string import StrDumper
    except ImportError:
        raise DatabaseUnusable('PostgreSQL needs its driver: pip install "nanoscout[postgres]"') from None

    class WithoutNul(StrDumper):
        """PostgreSQL keeps no U+0000, which SQLite does and strangers write."""

        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)

    # Errors never quote the values of a statement: they are what people wrote.
    engine = create_engine(
        url,
        # PGCLIENTENCODING would turn words into bytes, or refuse them.
        connect_args={"connect_timeout": _SECONDS_TO_CONNECT, "client_encoding": "UTF8", **_GIVEN_UP},
        pool_pre_ping=True,
        hide_parameters=True,
    )

    def prepare(connection: Any, _record: Any) -> None:
        connection.adapters.register_dumper(str, WithoutNul)
        connection.execute(_SESSION.format(busy=busy_seconds))
        connection.commit()

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if "isolation_level" not in options:
            connection.exec_driver_sql(_TAKE_TURN if options.get("write", False) else _ONE_VIEW)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def no_room_left(name: str) -> str:
    """What is said where a database cannot grow, whatever was being done."""
    again = "do the same again (discover: --resume)"
    return f"No room left for {name}: what was committed is safe; free room, then {again}"


def something_lacks(name: str, cause: str) -> str:
    """What is said where a table or a column is gone: the schema was right when the database was opened."""
    return f"{name} was changed by something else ({cause}): take a copy that is whole, or name another with --database"


def name_server_error(name: str, error: DBAPIError) -> StorageError | None:
    """What went wrong in one sentence; ``None`` for what is our own mistake. ``name`` is how the database is called."""
    code = getattr(error.orig, "sqlstate", None) or ""
    cause = " ".join(str(error.orig).split())
    if code in _HELD:
        return DatabaseLocked(f"{name} is held by another process; wait for it to finish, or stop it")
    if code in _FULL:
        return DiskFull(no_room_left(name))
    if code in _DAMAGED:
        return DatabaseUnusable(f"{name} is damaged ({cause}): take a backup that is whole")
    if code in _LACKING:
        return DatabaseUnusable(something_lacks(name, cause.partition(" LINE ")[0]))
    if code in _READ_ONLY:
        return DatabaseUnusable(f"{name} cannot be opened for writing ({cause}); name another with --database")
    if code.startswith(_AWAY) or error.connection_invalidated or (not code and isinstance(error, OperationalError)):
        return DatabaseUnusable(
            f"{name} cannot be reached ({cause}): see that the server runs and lets you in; what was committed is safe"
        )
    return None


def tables_on_server(connection: Connection) -> set[str]:
    """The names of all tables in the schema that is used."""
    query = text("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
    return set(connection.execute(query).scalars())


def check_server(connection: Connection, name: str) -> None:
    """Raises DatabaseUnusable where a database cannot hold every word: its encoding must be UTF8."""
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise DatabaseUnusable(f"{name} is encoded in {encoding}: make one with createdb --encoding UTF8 -T template0")


def find_server_fault(connection: Connection, *, now: int) -> str | None:
    """What the server noticed, in a few words; ``None`` where nothing. ``now`` is our clock in milliseconds: workers
    keep their distance to a host by their clocks, so these must agree."""
    query = "SELECT checksum_failures, extract(epoch FROM clock_timestamp()) FROM pg_stat_database "
    failures, seconds = connection.execute(text(query + "WHERE datname = current_database()")).one()
    if failures:
        return f"damaged ({failures:,} pages failed their checksum): take a backup that is whole"
    apart = abs(now / 1000 - float(seconds))
    if apart > _CLOCKS_APART_S:
        return f"its clock and the one here are {apart:,.1f} s apart: set both by a time server, or hosts are hurried"
    return None


def sort_by_code_point(connection: Connection, tables: Iterable[str]) -> None:
    """Gives the text columns of these tables the order of code points, as SQLite has it, whatever the server's
    language; nothing on SQLite. Called where tables were made; those that are not there are left out."""
    if connection.dialect.name == "sqlite":
        return
    query = text(
        "SELECT quote_ident(table_name), quote_ident(column_name), data_type FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying') "
        "AND collation_name IS DISTINCT FROM 'C' AND table_name = ANY(:tables) ORDER BY 1, 2"
    )
    changes: dict[str, list[str]] = {}
    for table, column, kind in connection.execute(query, {"tables": list(tables)}).all():
        changes.setdefault(table, []).append(f'ALTER COLUMN {column} TYPE {kind} COLLATE "C"')
    for table, columns in changes.items():
        connection.execute(text(f"ALTER TABLE {table} {', '.join(columns)}"))


def rewrite_tables(engine: Engine) -> None:
    """Writes every table and index anew, so that nothing that was deleted is left in them.

    Needs as much room again as the largest table takes, and each table for itself while it is written.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        names = connection.execute(
            text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()")
        )
        for name in sorted(names.scalars()):
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {name}"))
        connection.execute(text("VACUUM (FULL) pg_statistic"))  # samples of what was deleted stood there
