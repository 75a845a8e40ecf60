"""Copies of the database: whole while others write, private, made before migrations, told to who is forgotten."""

import errno
import os
import resource
import signal
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.database import SCHEMA, Database, _engine, parse_url
from storage.errors import DatabaseUnusable, DiskFull, UnreadableFile
from storage.facts import Profile
from storage.files.backup import copy_sqlite
from storage.files.exports import write_whole
from storage.landing import PageRecord, land_page
from storage.migrations.upgrade import upgrade
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.databases import rows_in
from tests.replayed import Replayed


def _land(database: Database, handle: str) -> None:
    page = f"https://www.instagram.com/{handle}/"
    with database.write() as connection:
        record = PageRecord("instagram", page, 1, 200, "0", "file", "facts")
        land_page(connection, 1, record, [Profile(network="instagram", page=page, handle=handle, followers=2_000)])


def _check(file: Path) -> int:
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = copy.execute("SELECT count(*) FROM account").fetchone()
        return int(count)


def test_a_copy_is_whole_while_others_write(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    for number in range(40):
        _land(database, f"person{number}")
    done = threading.Event()

    def write() -> None:
        number = 40
        while not done.is_set():
            _land(database, f"person{number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            database.backup(tmp_path / f"copy{number}.db")
    finally:
        done.set()
        writer.join()
    counts = [_check(tmp_path / f"copy{number}.db") for number in range(5)]
    database.close()
    assert counts[0] >= 40
    assert counts == sorted(counts)
    assert stat.S_IMODE((tmp_path / "copy0.db").stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".*.part"))


def test_the_verb(replayed: Replayed, tmp_path: Path) -> None:
    file, copy = replayed.copy(tmp_path / "x.db"), tmp_path / "kept" / "copy.db"
    assert "Copied" in nanoscout("--database", file, "backup", copy)
    assert _check(copy) == _check(file)
    assert nanoscout_json("--database", copy, "runs")[0]["state"] == "finished"
    assert "there already" in complaint("--database", file, "backup", copy, code=3)
    nanoscout("--database", file, "backup", copy, "--force")
    assert "the database itself" in complaint("--database", file, "backup", file, "--force", code=3)
    forgotten = nanoscout("--database", file, "forget", "marnie.oatwhistle@instagram")
    assert f"The backup {copy}" in forgotten
    assert "delete it and its copies" in forgotten


def test_before_a_migration_the_old_database_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    for old in ("0003", "0008"):
        file.unlink(missing_ok=True)
        engine = _engine(parse_url(str(file)))
        upgrade(engine, old)
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            connection.execute(text("INSERT INTO meta (name, value) VALUES ('kept', 'yes')"))
        engine.dispose()
        Database(str(file)).close()
        (kept,) = tmp_path.glob("x.db.before-*")
        assert kept.name == f"x.db.before-{SCHEMA}.backup"
        with closing(sqlite3.connect(kept)) as copy:
            assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (old,)
            assert copy.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == ("yes",)
    noted = "SELECT layout, file FROM export"
    assert rows_in(file, noted) == [("backup", str(kept))]
    # Killed between the two, the copy was in no note.
    with closing(sqlite3.connect(file)) as forgetful, forgetful:
        forgetful.execute("DELETE FROM export")
    for _ in range(2):
        Database(str(file)).close()
    assert rows_in(file, noted) == [("backup", str(kept))]


def test_a_new_database_is_readable_by_its_user_alone_and_an_old_one_stays_as_it_is(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    _land(database, "ada")
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == dict.fromkeys(
        ("x.db", "x.db-wal", "x.db-shm"), 0o600
    )
    database.close()
    (tmp_path / "x.db").chmod(0o640)
    Database(str(tmp_path / "x.db")).close()
    assert stat.S_IMODE((tmp_path / "x.db").stat().st_mode) == 0o640


def test_a_new_database_behind_a_link_is_readable_by_its_user_alone(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to("x.db")
    Database(str(tmp_path / "link.db")).close()
    assert stat.S_IMODE((tmp_path / "x.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["what?.db", "%41.db", "a b#.db", "ünï.db"])
def test_a_file_is_kept_under_the_name_that_was_said(tmp_path: Path, name: str) -> None:
    Database(str(tmp_path / name)).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("address", ["~/x.db", "sqlite:///~/x.db"])
def test_a_home_is_known_where_no_shell_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    database = Database(address)
    database.close()
    assert database.name == str(tmp_path / "x.db")


def test_a_new_database_leaves_no_copy(tmp_path: Path) -> None:
    Database(str(tmp_path / "x.db")).close()
    assert not list(tmp_path.glob("*.backup"))


def test_who_migrates_second_keeps_no_copy_of_the_new_one(tmp_path: Path) -> None:
    Database(str(tmp_path / "x.db")).close()
    assert not copy_sqlite(tmp_path / "x.db", tmp_path / "copy.db", schema="0003")
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_that_finds_no_room_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    """The disk of the copy is named, which may be another one than the database's."""
    source, target = tmp_path / "x.db", tmp_path / "kept" / "copy.db"
    with closing(Database(str(source))) as database:
        _land(database, "ada")
        target.parent.mkdir()
        full = resource.getrlimit(resource.RLIMIT_FSIZE)
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, full[1]))
        try:
            with pytest.raises(DiskFull, match=f"the copy {target}"):
                copy_sqlite(source, target)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, full)
            signal.signal(signal.SIGXFSZ, before)
    assert list(target.parent.iterdir()) == []


def test_a_full_disk_leaves_no_log_of_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full SQLite cannot clean up behind itself: its log holds pages of the copy."""
    source, target = tmp_path / "x.db", tmp_path / "kept" / "copy.db"
    with closing(Database(str(source))) as database:
        _land(database, "ada")

    draft = target.with_name(f".copy.db.{os.getpid()}.part")

    def full(*_: Any, **__: Any) -> Any:
        for log in ("-journal", "-wal", "-shm"):
            Path(f"{draft}{log}").write_text("ada")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(DiskFull):
        copy_sqlite(source, target)
    assert list(target.parent.iterdir()) == []


def test_what_a_killed_process_left_beside_a_file_is_taken_away(tmp_path: Path) -> None:
    """A half copy holds people as the whole one does."""
    dead, young, other = (tmp_path / name for name in (".x.csv.11.part", ".x.csv.12.part", ".y.csv.13.part"))
    log = tmp_path / ".x.csv.11.part-journal"
    for left in (dead, young, other, log):
        left.write_text("ada.ink")
    for old in (dead, other, log):
        os.utime(old, (0, 0))
    write_whole(tmp_path / "x.csv", b"bob.ink")
    assert {file.name for file in tmp_path.iterdir()} == {"x.csv", young.name, other.name}


def test_what_is_damaged_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    database = Database(str(file))
    for number in range(200):
        _land(database, f"person{number}")
    database.close()
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 6_000] = b"x" * 6_000
    file.write_bytes(content)
    with pytest.raises((DatabaseUnusable, sqlite3.DatabaseError)):
        copy_sqlite(file, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    with pytest.raises(UnreadableFile, match="name another file"):
        copy_sqlite(tmp_path / "x.db", tmp_path / "x.db" / "copy.db")
