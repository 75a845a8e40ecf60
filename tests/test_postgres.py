"""PostgreSQL as people meet it: addresses, what goes wrong, migrations; every error one sentence with its exit code."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.database import SCHEMA, Database, _engine, parse_url
from storage.errors import DatabaseLocked, DatabaseUnusable, DiskFull, StorageError
from storage.migrations.upgrade import upgrade
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.databases import query
from tests.postgres_server import PostgresServer

VERSIONS = Path(upgrade.__code__.co_filename).parent / "versions"
_OPEN = "import sys; from storage.database import Database; Database(sys.argv[1]).close()"


@pytest.fixture
def address(postgres: PostgresServer) -> str:
    return postgres.new_database()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    with closing(Database(address)) as opened:
        yield opened


@pytest.mark.parametrize("address", ["postgresql://mira@h.example/x", "postgres://mira@h.example/x",
                                     "postgresql+psycopg://mira@h.example/x"])  # fmt: skip
def test_spellings_of_an_address(address: str) -> None:
    assert str(parse_url(address)) == "postgresql+psycopg://mira@h.example/x"


@pytest.mark.parametrize(
    "address",
    [
        "mysql://mira:geheim@h.example/x",
        "postgresql+asyncpg://mira:geheim@h.example/x",
        "postgresql://mira:ge@heim@h.example/x",
        "postgresql://h.example:0/x?password=geheim",
    ],
)
def test_what_is_not_spoken_is_refused_without_the_password(address: str) -> None:
    said = complaint("--database", address, "runs", code=15)
    assert "postgresql://USER@HOST/DATABASE" in said
    assert "heim" not in said


def test_without_its_driver_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg.types.string", None)
    with pytest.raises(DatabaseUnusable, match=r'pip install "nanoscout\[postgres\]"'):
        Database("postgresql://mira@h.example/x")


def test_a_server_that_is_not_there() -> None:
    said = complaint("--database", "postgresql://mira:geheim@127.0.0.1:1/x", "runs", code=15)
    assert said.startswith("postgresql://mira@127.0.0.1:1/x cannot be reached")
    assert "geheim" not in said


@pytest.mark.needs_postgres
def test_who_is_not_let_in(postgres: PostgresServer) -> None:
    postgres.run("CREATE ROLE locked LOGIN PASSWORD 'richtig'")
    wrong = postgres.address("postgres", "locked:geheim")
    said = complaint("--database", wrong, "runs", code=15)
    assert "cannot be reached" in said
    assert "password authentication failed" in said
    hidden = f"{postgres.address('postgres', 'locked')}?password=geheim"
    for words in (said, complaint("--database", hidden, "runs", code=15)):
        assert "geheim" not in words
    assert "does not exist" in complaint("--database", postgres.address("nowhere"), "runs", code=15)


@pytest.mark.needs_postgres
def test_a_password_is_nowhere_in_what_is_printed(postgres: PostgresServer, tmp_path: Path) -> None:
    postgres.run("CREATE ROLE owner LOGIN PASSWORD 'geheim'")
    postgres.run("CREATE DATABASE owned OWNER owner")
    address = postgres.address("owned", "owner:geheim")
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"username": "ada.ink", "edge_followed_by": {"count": 5_000}, "biography": "ink"}))
    said = [nanoscout("--database", address, *words) for words in
            (("ingest", page), ("rank",), ("doctor",), ("runs",), ("forget", "ada.ink"))]  # fmt: skip
    assert "owner@127.0.0.1" in said[2]
    assert "geheim" not in "".join(said)


@pytest.mark.needs_postgres
def test_a_database_of_something_else_or_for_few_letters_is_left_alone(postgres: PostgresServer) -> None:
    other = postgres.new_database(migrated=False)
    postgres.run("CREATE TABLE invoices (id int)", other.rpartition("/")[2])
    assert "something else (tables invoices)" in complaint("runs", "--database", other, code=15)
    latin = postgres.new_database(
        migrated=False, options="ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    )
    assert "createdb --encoding UTF8" in complaint("runs", "--database", latin, code=15)


@pytest.mark.needs_postgres
def test_a_newer_database_is_left_alone(postgres: PostgresServer, address: str) -> None:
    postgres.run("UPDATE alembic_version SET version_num = '9999'", address.rpartition("/")[2])
    assert "newer nanoscout" in complaint("runs", "--database", address, code=16)


@pytest.mark.needs_postgres
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("53100", DiskFull),
        ("58030", DiskFull),
        ("55P03", DatabaseLocked),
        ("40P01", DatabaseLocked),
        ("25006", DatabaseUnusable),
        ("42501", DatabaseUnusable),
        ("3F000", DatabaseUnusable),
        ("XX001", DatabaseUnusable),
        ("53300", DatabaseUnusable),
        ("57P01", DatabaseUnusable),
    ],
)
def test_what_the_server_says_is_told_as_of_sqlite(database: Database, code: str, kind: type[StorageError]) -> None:
    with pytest.raises(kind) as told, database.write() as connection:
        connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = '{code}'; END $$"))
    assert type(told.value) is kind
    assert "\n" not in str(told.value)


@pytest.mark.needs_postgres
def test_writers_wait_for_each_other_and_readers_for_nobody(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.2)
    with closing(Database(address)) as one, closing(Database(address)) as other:
        with one.write() as connection:
            connection.execute(text("INSERT INTO meta (name, value) VALUES ('kept', 'yes')"))
            with pytest.raises(DatabaseLocked, match="held by another process"), other.write():
                pass
            assert query(other, "SELECT * FROM meta") == []
        with other.write() as connection:
            assert connection.execute(text("SELECT value FROM meta")).scalar() == "yes"


@pytest.mark.needs_postgres
def test_a_view_stays_as_it_was_and_cannot_be_written_through(database: Database, address: str) -> None:
    with database.read() as reader, closing(Database(address)) as other:
        assert reader.execute(text("SELECT count(*) FROM meta")).scalar() == 0
        with other.write() as connection:
            connection.execute(text("INSERT INTO meta (name, value) VALUES ('kept', 'yes')"))
        assert reader.execute(text("SELECT count(*) FROM meta")).scalar() == 0
    with pytest.raises(DatabaseUnusable, match="read-only"), database.read() as reader:
        reader.execute(text("DELETE FROM meta"))


@pytest.mark.needs_postgres
def test_a_line_that_breaks_loses_its_transaction_only(postgres: PostgresServer, database: Database) -> None:
    def write_until_it_breaks() -> None:
        with database.write() as connection:
            connection.execute(text("INSERT INTO meta (name, value) VALUES ('lost', 'yes')"))
            mine = connection.execute(text("SELECT pg_backend_pid()")).scalar()
            postgres.run(f"SELECT pg_terminate_backend({mine})")
            connection.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnusable, match="what was committed is safe"):
        write_until_it_breaks()
    with database.write() as connection:
        connection.execute(text("INSERT INTO meta (name, value) VALUES ('kept', 'yes')"))
    assert query(database, "SELECT name FROM meta") == [("kept",)]


@pytest.mark.needs_postgres
@pytest.mark.skipif(sys.platform != "linux", reason="other systems name it otherwise")
def test_a_server_that_no_packet_reaches_is_given_up_after_a_minute(database: Database) -> None:
    """A worker waited for a quarter of an hour, in silence."""
    with database.read() as connection:
        line: Any = connection.connection.driver_connection
        with socket.fromfd(line.fileno(), socket.AF_INET, socket.SOCK_STREAM) as ours:
            assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000
            assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 30


@pytest.mark.needs_postgres
def test_words_with_what_a_server_cannot_keep(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("INSERT INTO meta (name, value) VALUES (:name, 'x')"), {"name": "a\0b"})
    assert query(database, "SELECT name FROM meta") == [("a\ufffdb",)]


@pytest.mark.needs_postgres
@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_words_are_words_whatever_the_environment_says(
    address: str, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    with closing(Database(address)) as opened:
        with opened.write() as connection:
            connection.execute(text("INSERT INTO meta (name, value) VALUES ('🌿 ü', 'x')"))
        assert query(opened, "SELECT name FROM meta WHERE value = 'x'") == [("🌿 ü",)]


@pytest.mark.needs_postgres
def test_what_a_server_does_itself_is_said(address: str, tmp_path: Path) -> None:
    assert "pg_dump" in complaint("--database", address, "backup", tmp_path / "copy", code=15)
    found = {one["what"]: one for one in nanoscout_json("--database", address, "doctor")}
    assert found["database"]["health"] == "ok"
    assert found["disk"]["words"] == "the database is on a server"


@pytest.mark.needs_postgres
def test_clocks_that_differ_are_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.find_fault() is None
    monkeypatch.setattr("storage.database.now_millis", lambda: 0)
    assert "apart: set both by a time server" in str(database.find_fault())


@pytest.mark.needs_postgres
def test_three_processes_open_a_new_database(postgres: PostgresServer) -> None:
    command = [sys.executable, "-c", _OPEN, postgres.new_database(migrated=False)]
    together = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(timeout=120) for process in together] == [0, 0, 0]


@pytest.mark.needs_postgres
@pytest.mark.parametrize("old", sorted(path.stem[:4] for path in VERSIONS.glob("0*.py")))
def test_from_every_schema_to_the_newest(postgres: PostgresServer, address: str, old: str) -> None:
    """The tables, columns and sort orders of a new database afterwards; its people stay."""
    before = postgres.new_database(migrated=False)
    engine = _engine(parse_url(before))
    upgrade(engine, old)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO account (network, handle, bio, first_seen_at, stale) "
                                "VALUES ('mastodon', 'mira@ink.example', 'ink', 1, false)"))  # fmt: skip
    engine.dispose()
    columns = (
        "SELECT table_name, column_name, data_type, is_nullable, collation_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name <> 'alembic_version' ORDER BY 1, 2"
    )
    with closing(Database(before)) as migrated, closing(Database(address)) as new:
        found = query(migrated, columns)
        assert found == query(new, columns)
        assert {row[4] for row in found if row[2] in ("text", "character varying")} == {"C"}
        assert query(migrated, "SELECT handle, bio FROM account") == [("mira@ink.example", "ink")]
        assert query(migrated, "SELECT version_num FROM alembic_version") == [(SCHEMA,)]
