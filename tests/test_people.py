"""The rights of people: suppressed is not stored again, forgotten stays away."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.commands import nanoscout


def _page(folder: Path, handle: str, bio: str) -> Path:
    file = folder / f"{handle}.json"
    file.write_text(json.dumps({"username": handle, "edge_followed_by": {"count": 5}, "biography": bio}))
    return file


def test_a_suppressed_person_is_not_stored_again(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    nanoscout("ingest", _page(tmp_path, "ada.ink", "first words"), "--database", file)
    nanoscout("suppress", "@ada.ink", "--database", file)
    nanoscout("ingest", _page(tmp_path, "ada.ink", "second words"), "--database", file)
    assert b"second words" not in b"".join(part.read_bytes() for part in tmp_path.glob("x.db*"))


def test_a_forgotten_person_leaves_no_bio_in_the_file_and_stays_away(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    page = _page(tmp_path, "ada.ink", "quillwort and vellum")
    nanoscout("ingest", page, "--database", file)
    nanoscout("ingest", _page(tmp_path, "bob.clay", "pots"), "--database", file)
    nanoscout("forget", "@ada.ink", "--database", file)
    for _ in range(2):
        content = b"".join(part.read_bytes() for part in tmp_path.glob("x.db*"))
        assert b"quillwort" not in content
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT handle FROM account").fetchall() == [("bob.clay",)]
        nanoscout("ingest", page, "--database", file)
