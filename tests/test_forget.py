"""The rights of the people found: objection holds everywhere, erasure leaves no trace but a salted hash."""

import json
from pathlib import Path

import pytest

from tests.commands import complaint, nanoscout, nanoscout_json

PERSON = {
    "pk": "77001234567",
    "username": "odile.marshwren",
    "full_name": "Odile Marshwren",
    "biography": "Quillwork from a shed. odile@marshwren.example",
    "follower_count": 4321,
    "public_email": "hello@marshwren.example",
    "is_private": False,
}
OTHER = {
    "pk": "77009999999",
    "username": "bram.kestle",
    "full_name": "Bram Kestle",
    "biography": "ink",
    "follower_count": 2000,
}
TRACES = (b"odile", b"marshwren", b"77001234567", b"Quillwork", b"quill bookmark")


def post(number: int, owner: dict[str, object], text: str) -> dict[str, object]:
    code = f"C{number:010}"
    return {"code": code, "pk": f"35000000000000000{number}", "taken_at": 1_763_000_000, "media_type": 1, 
            "like_count": 9,
            "comment_count": 1, "caption": {"text": text}, "user": owner}  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """(database, file) with two people who name each other."""
    file = tmp_path / "page.json"
    pages = [
        {"user": PERSON},
        {"user": OTHER},
        {
            "items": [
                post(1, PERSON, "A quill bookmark with @bram.kestle"),
                post(2, OTHER, "Thanks @odile.marshwren #ink"),
            ]
        },
    ]
    file.write_text("\n".join(json.dumps(page) for page in pages))
    database = tmp_path / "x.db"
    nanoscout("ingest", file, "--network", "instagram", "--database", database)
    return database, file


def traces_in(folder: Path) -> list[str]:
    return [
        f"{path.name}: {trace.decode()}"
        for path in sorted(folder.glob("x.db*"))
        for trace in TRACES
        if trace.lower() in path.read_bytes().lower()
    ]


def handles(database: Path) -> set[str]:
    return {json.loads(line)["handle"] for line in nanoscout("rank", "--database", database, "--json").splitlines()}


def test_a_forgotten_person_leaves_no_trace(kept: tuple[Path, Path], tmp_path: Path) -> None:
    database, file = kept
    assert handles(database) == {"odile.marshwren", "bram.kestle"}
    assert traces_in(tmp_path)
    done = nanoscout_json("forget", "odile.marshwren@instagram", "--database", database)
    assert done["rows"] >= 4
    assert traces_in(tmp_path) == []
    assert handles(database) == {"bram.kestle"}
    assert "odile" not in nanoscout("show", "bram.kestle", "--database", database)
    # Neither another import nor a handle in other people's posts brings them back.
    nanoscout("ingest", file, "--network", "instagram", "--database", database)
    assert handles(database) == {"bram.kestle"}
    assert [trace for trace in traces_in(tmp_path) if "quill" in trace.lower() or "77001234567" in trace] == []
    assert "nobody" not in complaint("show", "odile.marshwren", "--database", database, code=8)


def test_a_suppressed_person_is_neither_ranked_nor_exported(kept: tuple[Path, Path], tmp_path: Path) -> None:
    database, file = kept
    nanoscout("suppress", "odile.marshwren", "--database", database)
    nanoscout("ingest", file, "--network", "instagram", "--database", database)
    assert handles(database) == {"bram.kestle"}
    out = tmp_path / "list.csv"
    nanoscout("export", out, "--database", database)
    assert "odile" not in out.read_text()
    assert "suppressed" in complaint("show", "odile.marshwren", "--database", database, code=8)


def test_somebody_who_was_never_met_can_object(tmp_path: Path) -> None:
    database, file = tmp_path / "x.db", tmp_path / "page.json"
    nanoscout("suppress", "odile.marshwren@instagram", "--database", database)
    file.write_text(json.dumps({"user": PERSON}))
    nanoscout("ingest", file, "--network", "instagram", "--database", database)
    assert traces_in(tmp_path) == []
