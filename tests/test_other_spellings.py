"""Who objected or was erased does not come back under another spelling of the handle, in lists or pages."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands import nanoscout
from tests.test_forget import OTHER, PERSON

SPELLINGS = [
    "ODILE.Marshwren",
    "@odile.marshwren",
    " odile.marshwren ",
    "https://www.instagram.com/Odile.Marshwren/?igsh=abc&utm_source=qr",
    "http://instagram.com/odile.marshwren#top",
    "https://m.instagram.com/odile.marshwren/reels/",
    "instagram.com/odile%2Emarshwren",
    "https://www.instagram.com/%6Fdile.marshwren/",
    "ｏｄｉｌｅ．ｍａｒｓｈｗｒｅｎ",
    "odile.marshwren\u200b",
    "\u202aodile.marshwren\u202c",
]


def held(database: Path) -> list[str]:
    """Every handle that stands in the tables of accounts, targets and sightings."""
    places = (("account", "handle"), ("target", "key"))
    with closing(sqlite3.connect(database)) as connection:
        rows = [row for table, column in places for row in connection.execute(f"SELECT {column} FROM {table}")]
    return sorted({str(handle) for (handle,) in rows})


@pytest.mark.parametrize("verb", ["forget", "suppress"])
def test_a_list_does_not_bring_them_back(tmp_path: Path, verb: str) -> None:
    database = tmp_path / "x.db"
    nanoscout(verb, "odile.marshwren@instagram", "--database", database)
    people = tmp_path / "people.csv"
    lines = [f'"{spelling}",4321,hello@marshwren.example' for spelling in SPELLINGS]
    people.write_text("\n".join(["instagram,followers,email", *lines, "bram.kestle,2000,"]) + "\n")
    nanoscout("ingest", people, "--database", database)
    assert held(database) == ["bram.kestle"]
    assert b"marshwren" not in database.read_bytes()


@pytest.mark.parametrize("spelling", ["Odile.Marshwren", "ODILE.MARSHWREN"])
def test_a_page_does_not_bring_them_back(tmp_path: Path, spelling: str) -> None:
    database, page = tmp_path / "x.db", tmp_path / "page.json"
    nanoscout("suppress", "odile.marshwren@instagram", "--database", database)
    page.write_text(json.dumps({"users": [PERSON | {"username": spelling}, OTHER]}))
    nanoscout("ingest", page, "--network", "instagram", "--database", database)
    assert held(database) == ["bram.kestle"]


@pytest.mark.parametrize(
    "told",
    ["https://www.instagram.com/Odile.Marshwren/?hl=en", "ODILE.MARSHWREN@instagram", "@odile.marshwren@instagram"],
)
def test_the_objection_itself_may_be_spelled_as_one_likes(tmp_path: Path, told: str) -> None:
    database, page = tmp_path / "x.db", tmp_path / "page.json"
    nanoscout("suppress", told, "--database", database)
    page.write_text(json.dumps({"users": [PERSON, OTHER]}))
    nanoscout("ingest", page, "--network", "instagram", "--database", database)
    assert held(database) == ["bram.kestle"]


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("ada@art.example@mastodon", "Ada@Art.Example"),
        ("https://art.example/@ada", "ada@art.example"),
        ("ada@art.example@mastodon", "https://art.example/@Ada"),
    ],
)
def test_a_mastodon_address_in_any_form(tmp_path: Path, told: str, seen: str) -> None:
    database, people = tmp_path / "x.db", tmp_path / "people.csv"
    nanoscout("suppress", told, "--database", database)
    people.write_text(f"mastodon,followers\n{seen},4321\nbo@art.example,2000\n")
    nanoscout("ingest", people, "--database", database)
    assert held(database) == ["bo@art.example"]
