"""Migrations: no half schema, no second import, no lost row."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from storage.database import SCHEMA, Database, _engine, parse_url
from storage.migrations.upgrade import upgrade

_OPEN = "import sys; from storage.database import Database; Database(sys.argv[1]).close()"


def test_two_processes_open_a_new_database(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _OPEN, str(tmp_path / "x.db")]
    both = [subprocess.Popen(command, env=dict(os.environ)) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]


def test_reopening_imports_no_alembic(tmp_path: Path) -> None:
    Database(str(tmp_path / "x.db")).close()
    code = f"{_OPEN}; assert 'alembic' not in sys.modules"
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
