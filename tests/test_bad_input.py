"""Bad input: one clear sentence each, its own exit code, nothing lost."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from crawler.facts_file import read_facts
from crawler.networks import load_network
from crawler.seeds import parse_seeds
from crawler.settings import load_settings
from scoring.brief import load_brief
from storage import errors
from tests.commands import complaint, nanoscout, run


def test_every_error_has_its_own_exit_code() -> None:
    found: dict[int, str] = {}
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.NanoscoutError) and "exit_code" in vars(kind):
            assert kind.exit_code not in found, f"{name} and {found[kind.exit_code]} share a code"
            found[kind.exit_code] = name
            assert f"{name:32}"[:10] in (errors.__doc__ or ""), f"{name} is missing in the tree"
    assert 2 not in found, "2 is what the shell's tools say of a wrong call"
    assert len(found) > 15


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("none.har", None, 3, "does not exist"),
        ("empty.html", b"", 3, "is empty"),
        ("session.har", b'{"log": 5}', 4, "no HAR"),
        ("noise.bin", bytes(range(256)), 4, "is neither"),
        ("cut.json", b'{"data": {"user": ', 3, "damaged or cut short"),
        ("merged.json", b'<<<<<<< HEAD\n[\n{"username": "ada.example",\n"a": 1\n}]\n', 3, "named as JSON"),
        ("shapeless.json", b'{"weather": "fine"}', 6, "--network"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes | None, code: int, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    for verb in (["read"], ["ingest", "--database", tmp_path / "x.db"]):
        sentence = complaint(*verb, tmp_path / name, code=code)
        assert words in sentence
        assert name in sentence


@pytest.mark.parametrize(("place", "code"), [("no/such/folder/x.warc", 3), ("taken.warc", 11)])
def test_where_nothing_can_be_recorded_no_run_begins(tmp_path: Path, place: str, code: int) -> None:
    (tmp_path / "taken.warc").write_bytes(b"")
    asked = ["--network", "mastodon", "--record", tmp_path / place, "--database", tmp_path / "x.db"]
    assert place in complaint("discover", "#ink", *asked, code=code)
    assert json.loads(nanoscout("runs", "--json", "--database", tmp_path / "x.db") or "[]") == []


def test_an_empty_database_is_told_of_only_where_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    refused = run("runs", "--database", tmp_path / "taken" / "x.db")
    assert refused.returncode == 15
    assert [line.partition(" ")[0] for line in refused.stderr.decode().splitlines()] == ["Error:"]
    made = run("runs", "--database", tmp_path / "x.db")
    assert made.stderr.decode() == f"There is no database {tmp_path / 'x.db'}; an empty one is made\n"


def test_a_process_that_may_open_too_few_files_is_told_so(tmp_path: Path) -> None:
    call = [sys.executable, "-c", "from crawler.cli import app; app()", "review", "--no-open"]
    limited = ["sh", "-c", 'ulimit -n 16 && exec "$@"', "sh", *call, "--database", str(tmp_path / "x.db")]
    done = subprocess.run(limited, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "Too many files are open" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_har_without_bodies_names_its_entries(tmp_path: Path) -> None:
    entry = {
        "startedDateTime": "2026-11-20T10:00:00Z",
        "request": {"method": "GET", "url": "https://www.instagram.com/ada.ink/", "headers": []},
        "response": {"status": 200, "headers": [], "content": {"size": 5, "mimeType": "text/html"}},
    }
    file = tmp_path / "bare.har"
    file.write_text(json.dumps({"log": {"version": "1.2", "creator": {"name": "x"}, "entries": [entry]}}))
    assert "https://www.instagram.com/ada.ink/" in complaint("read", file, code=5)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["discover", "#ink", "--network", "instagran"], 6, "did you mean instagram"),
        (["discover", "#"], 7, "hashtag is empty"),
        (["discover", ""], 7, "empty"),
        (["discover", "ink"], 7, "'#ink'"),
        (["discover", "seeds.txt"], 3, "no such file"),
        (["discover"], 7, "at least one seed"),
        (["discover", "--resume"], 20, "nanoscout discover SEED"),
        (["discover", "#ink", "--network", "instagram"], 17, "instagram"),
        (["show", "nobody"], 8, "nobody"),
        (["show", "@"], 7, "empty"),
        (["suppress", "nobody"], 8, "nobody"),
        (["runs", "7"], 20, "No run 7"),
        (["export", "list.doc"], 4, ".csv, .jsonl"),
        (["rank", "--brief", "none.toml"], 10, "none.toml"),
        (["rank", "--facts", "none.jsonl"], 3, "none.jsonl"),
        (["backup", "y" * 300], 3, "cannot be used (File name too long)"),
    ],
)
def test_calls_that_cannot_be_met(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    assert words in complaint("--database", tmp_path / "x.db", *arguments, code=code)


@pytest.mark.parametrize("verb", ["rank", "runs", "learned"])
def test_a_database_that_is_not_there_is_told_with_the_one_that_may_be_meant(tmp_path: Path, verb: str) -> None:
    (tmp_path / "autumn.db").write_bytes(b"")
    missing = tmp_path / "autum.db"
    said = " ".join(run(verb, "--database", missing).stderr.decode().split())
    assert f"There is no database {missing} (did you mean {tmp_path / 'autumn.db'}?)" in said
    assert "There is no database" not in run(verb, "--database", missing).stderr.decode()


def test_what_fills_a_database_makes_one_without_a_word(tmp_path: Path) -> None:
    missing, page = tmp_path / "new.db", tmp_path / "page.json"
    nanoscout("doctor", "--database", missing)
    assert not missing.exists()
    page.write_text(json.dumps({"username": "ada.ink", "edge_followed_by": {"count": 5}, "biography": ""}))
    assert "no database" not in run("ingest", page, "--database", missing).stderr.decode()


def test_settings_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "nanoscout.toml").write_text("max_requets = 5\n")
    done = run("runs", folder=tmp_path)
    assert done.returncode == 11
    assert b"did you mean max_requests" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_windows_saves_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """PowerShell's > writes UTF-16, Notepad a mark before UTF-8."""

    def saved(name: str, text: str) -> Path:
        (tmp_path / name).write_bytes(text.replace("\n", "\r\n").encode(encoding))
        return tmp_path / name

    monkeypatch.chdir(tmp_path)
    saved("nanoscout.toml", 'contact = "möwe@brand.example"\n')
    assert load_settings().contact == "möwe@brand.example"
    assert load_brief(saved("brief.toml", 'name = "Tee & Möwe"\n')).name == "Tee & Möwe"
    listed = saved("seeds.txt", "#tee\n# für später\n@ada.ink\n")
    seeds = parse_seeds([str(listed)], [load_network("instagram")])
    assert [seed.key for seed in seeds] == ["tee", "ada.ink"]
    fact = '{"fact": "profile", "network": "instagram", "page": "x", "handle": "ada.ink", "followers": 4000}\n'
    assert [told.network for told in read_facts(str(saved("facts.jsonl", fact)))] == ["instagram"]


def test_a_name_that_cannot_be_written_down_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "l\udce4den.csv"
    file.write_text("Instagram\n@ada.ink\n")
    words = complaint("ingest", file, "--database", tmp_path / "x.db", code=3)
    assert "l\\udce4den.csv is no UTF-8, and cannot be written down" in words


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    assert "is not a database" in complaint("runs", "--database", noise, code=15)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE invoices (id)")
    assert "something else" in complaint("runs", "--database", other, code=15)
    assert "cannot be made" in complaint("runs", "--database", noise / "below" / "x.db", code=15)


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    nanoscout("runs", "--database", file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "newer nanoscout" in complaint("runs", "--database", file, code=16)


@pytest.mark.long
def test_a_locked_database_is_said_to_be_held(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    nanoscout("runs", "--database", file)
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"username": "ada.ink", "edge_followed_by": {"count": 5}, "biography": ""}))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert "held by another process" in complaint("ingest", page, "--database", file, code=13)
        connection.execute("ROLLBACK")
    nanoscout("ingest", page, "--database", file)


def test_a_short_lock_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    nanoscout("runs", "--database", file)
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"username": "ada.ink", "edge_followed_by": {"count": 5}, "biography": ""}))
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(3, lambda: connection.execute("ROLLBACK"))
    began = time.monotonic()
    timer.start()
    try:
        nanoscout("ingest", page, "--database", file)
        assert time.monotonic() - began >= 3
    finally:
        timer.join()
        connection.close()


@pytest.mark.long
def test_a_full_disk_keeps_what_was_committed(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"username": "ada.ink", "edge_followed_by": {"count": 5}, "biography": ""}))
    nanoscout("ingest", page, "--database", file)
    many = tmp_path / "many.json"
    many.write_text(
        json.dumps(
            [{"username": f"p{n}", "edge_followed_by": {"count": n}, "biography": "x" * 900} for n in range(300)]
        )
    )
    import resource
    import subprocess
    import sys

    room = 400_000

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    command = [sys.executable, "-c", "from crawler.cli import app; app()", "ingest", str(many), "--database", str(file)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, preexec_fn=limit)
    assert done.returncode == 14, done.stderr.decode()
    assert b"No room left" in done.stderr
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT handle FROM account").fetchall() == [("ada.ink",)]
    nanoscout("ingest", many, "--database", file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM account").fetchone() == (301,)
