"""The rights of the people found: objection holds everywhere, erasure leaves no trace but a salted hash."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.facts import Comment, Fact, Post, Profile
from storage.rights.addresses import without_suppressed, words_without_suppressed
from storage.rights.privacy import suppress
from storage.runs import start_run
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.test_landing import FRAME

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
WEB = "https://www.instagram.com/api/v1/users/web_profile_info/"
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


def session() -> dict[str, object]:
    """A HAR in which a browser asked for both profiles."""
    entries = [
        {
            "startedDateTime": "2026-11-20T18:00:00.000Z",
            "request": {"method": "GET", "url": f"{WEB}?username={person['username']}", "headers": []},
            "response": {
                "status": 200,
                "headers": [{"name": "content-type", "value": "application/json"}],
                "content": {"mimeType": "application/json", "text": json.dumps({"user": person})},
            },
        }
        for person in (PERSON, OTHER)
    ]
    return {"log": {"version": "1.2", "entries": entries}}


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
    assert traces_in(tmp_path) == []
    assert "nobody" not in complaint("show", "odile.marshwren", "--database", database, code=8)


def test_the_files_that_they_were_read_from_are_told_and_no_other_file_is_said_to_be_clean(
    kept: tuple[Path, Path], tmp_path: Path
) -> None:
    database, file = kept
    har = tmp_path / "session.har"
    har.write_text(json.dumps(session()))
    words = complaint("forget", "odile.marshwren", "--recording", har, "--database", database, code=4)
    assert f"{har} is no recording (WARC)" in words
    assert complaint("purge", "--recording", har, "--database", database, code=4) == words
    assert handles(database) == {"odile.marshwren", "bram.kestle"}
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"user": OTHER}))
    nanoscout("ingest", other, "--network", "instagram", "--database", database)
    told = nanoscout("forget", "odile.marshwren", "--database", database)
    assert f"{file} is where facts about them were read from" in told
    assert str(other) not in told


def test_a_recording_that_cannot_be_looked_for_keeps_nobody_in_the_database(kept: tuple[Path, Path]) -> None:
    """Where its folder could no longer be entered, who was in it could not be erased at all."""
    database, _ = kept
    far = f"/{'y' * 300}/crawl.warc"  # an error to look for, as what lies in a folder of somebody else
    with closing(Database(str(database))) as opened, opened.write() as connection:
        start_run(connection, "discover", [], {"recordings": [far]}, owner="", now=0)
    done = nanoscout_json("forget", "odile.marshwren@instagram", "--database", database)
    assert done["recordings_left"] == [far]
    assert handles(database) == {"bram.kestle"}
    assert nanoscout_json("purge", "--older-than", "9999d", "--yes", "--database", database)["recordings"] == []


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
    said = nanoscout("ingest", file, "--network", "instagram", "--database", database)
    assert "Left out 1 account: suppressed, forgotten or erased earlier" in said
    assert traces_in(tmp_path) == []


def test_a_backup_is_not_said_to_hold_who_was_never_met(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    nanoscout("suppress", "ines.vale@instagram", "--database", database)
    nanoscout("backup", tmp_path / "copy.db", "--database", database)
    said = nanoscout("forget", "odile.marshwren@instagram", "--database", database)
    assert "may hold them, if they were met before it" in said


def test_addresses_of_their_pages_name_nobody_when_they_come_again(tmp_path: Path) -> None:
    database, file = tmp_path / "x.db", tmp_path / "session.har"
    nanoscout("suppress", "odile.marshwren@instagram", "--database", database)
    file.write_text(json.dumps(session()))
    nanoscout("ingest", file, "--database", database)
    assert traces_in(tmp_path) == []
    with closing(sqlite3.connect(database)) as connection:
        urls = [url for (url,) in connection.execute("select url from page order by id")]
    assert urls[0] == "https://www.instagram.com/api/v1/users/web_profile_info/?username=forgotten"
    assert urls[1].endswith("?username=bram.kestle")


@pytest.mark.parametrize(
    ("network", "handle", "words", "left"),
    [
        ("instagram", "odile.marshwren", "https://x.example/odile.marshwren/", "https://x.example/forgotten/"),
        ("instagram", "odile.marshwren", "https://x.example/odile.marshwren.2/", None),
        ("instagram", "odile.marshwren", "https://x.example/login/?next=%2FOdile.Marshwren%2F",
         "https://x.example/login/?next=%2Fforgotten%2F"),
        ("instagram", "id:77001234567", "https://x.example/v1/77001234567/info?count=12",
         "https://x.example/v1/forgotten/info?count=12"),
        ("mastodon", "ada@art.example", "https://art.example/@ada", "https://art.example/@forgotten"),
        ("mastodon", "ada@art.example", "https://ink.example/@ada", None),
        ("mastodon", "ada@art.example", "https://ink.example/api/v1/lookup?acct=ada@art.example",
         "https://ink.example/api/v1/lookup?acct=forgotten"),
        ("bluesky", "id:did:plc:k7q", "https://x.example/xrpc/feed?actor=did%3Aplc%3Ak7q&limit=50",
         "https://x.example/xrpc/feed?actor=forgotten&limit=50"),
    ],
)  # fmt: skip
def test_an_address_is_kept_without_whom_one_suppressed(
    database: Database, network: str, handle: str, words: str, left: str | None
) -> None:
    with database.write() as connection:
        suppress(connection, network, handle, None, "asked")
    with database.read() as connection:
        assert without_suppressed(connection, network, [words, None]) == [left or words, None]


def test_others_words_name_nobody_who_was_suppressed(database: Database) -> None:
    with database.write() as connection:
        suppress(connection, "instagram", "odile.marshwren", None, "asked")
        suppress(connection, "mastodon", "ada@art.example", None, "asked")
    said: list[Fact] = [
        Post(native_id="1", text="Thanks @Odile.Marshwren. And @bram.kestle, and odile@marshwren.example", **FRAME),
        Profile(handle="bram.kestle", bio="with @odile.marshwren2", **FRAME),
        Comment(author_handle="bo@art.example", text="@ada yes", **{**FRAME, "network": "mastodon"}),
    ]
    with database.read() as connection:
        post, profile, comment = words_without_suppressed(connection, said)
    assert isinstance(post, Post)
    assert isinstance(comment, Comment)
    assert post.text == "Thanks @forgotten. And @bram.kestle, and odile@marshwren.example"
    assert profile == said[1]
    assert comment.text == "@forgotten yes"
