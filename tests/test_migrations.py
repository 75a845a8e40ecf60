"""Migrations: no half schema, no second import, no lost row."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from storage.database import SCHEMA, Database, _engine, parse_url
from storage.migrations.upgrade import upgrade
from storage.tables import Account

VERSIONS = Path(upgrade.__code__.co_filename).parent / "versions"

_OPEN = "import sys; from storage.database import Database; Database(sys.argv[1]).close()"


def test_two_processes_open_a_new_database(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _OPEN, str(tmp_path / "x.db")]
    both = [subprocess.Popen(command, env=dict(os.environ)) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]


def test_reopening_imports_neither_alembic_nor_the_other_database(tmp_path: Path) -> None:
    Database(str(tmp_path / "x.db")).close()
    code = f"{_OPEN}; assert not {{'alembic', 'sqlalchemy.dialects.postgresql'}} & {{*sys.modules}}"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "x.db")], check=True, timeout=60)


def test_an_old_database_keeps_its_rows(tmp_path: Path) -> None:
    file = str(tmp_path / "x.db")
    engine = _engine(parse_url(file))
    upgrade(engine, "0001")
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO meta (name, value) VALUES ('kept', 'yes')"))
    engine.dispose()
    with closing(Database(file)) as database, database.read() as reader:
        assert reader.execute(text("SELECT value FROM meta WHERE name = 'kept'")).scalar() == "yes"
        assert reader.execute(text("SELECT version_num FROM alembic_version")).scalar() == SCHEMA


def test_every_column_and_index_that_is_declared_is_there(database: Database) -> None:
    with database.read() as connection:
        found = inspect(connection)
        for table in Account.metadata.sorted_tables:
            assert {one["name"] for one in found.get_columns(table.name)} == set(table.columns.keys()), table.name
            indexes = {one["name"] for one in found.get_indexes(table.name)}
            assert indexes == {index.name for index in table.indexes}, table.name


def _columns(file: str) -> dict[str, list[tuple[object, ...]]]:
    with closing(Database(file)) as database, database.read() as reader:
        names = reader.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")).scalars().all()
        return {
            name: sorted(tuple(row)[1:4] for row in reader.execute(text(f"PRAGMA table_info('{name}')")))
            for name in names
        }


@pytest.mark.parametrize("old", sorted(path.stem[:4] for path in VERSIONS.glob("0*.py")))
def test_from_every_schema_to_the_newest(tmp_path: Path, old: str) -> None:
    """A database of any schema has the tables and columns of a new one afterwards, and keeps its people."""
    file = str(tmp_path / "x.db")
    engine = _engine(parse_url(file))
    upgrade(engine, old)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        for table in ("account", "observation"):
            names = {column[1] for column in connection.execute(text(f"PRAGMA table_info('{table}')"))}
            values = {"network": "'mastodon'", "handle": "'mira@ink.example'", "bio": "'ink'", "observed_at": "1",
                      "first_seen_at": "1", "page_id": "1", "stale": "0"}  # fmt: skip
            there = [name for name in values if name in names]
            words = f"INSERT INTO {table} ({', '.join(there)}) VALUES ({', '.join(values[name] for name in there)})"
            connection.execute(text(words))
    engine.dispose()
    found = _columns(file)
    assert found == _columns(str(tmp_path / "new.db"))
    with closing(Database(file)) as database, database.read() as reader:
        kept = reader.execute(text("SELECT network, handle, bio FROM account")).all()
        assert [tuple(one) for one in kept] == [("mastodon", "mira@ink.example", "ink")]
        assert reader.execute(text("PRAGMA integrity_check")).scalar() == "ok"
