"""An account's own export: followers and following become sightings, everything else in it stays closed."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.files import ingest_files, read_files
from crawler.networks import all_networks
from crawler.networks.instagram.export import mended
from crawler.seeds import parse_seeds
from crawler.settings import Settings
from crawler.sources import open_source
from storage.database import Database
from storage.errors import BadSeed, UnknownFormat, UnreadableFile
from storage.facts import Edge, Fact, Sighting

FOLDER = "connections/followers_and_following"
OWNED = "instagram-mira.shop-2026-11-02-AbC12xyz.zip"
NEWEST = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
STAMP = int(NEWEST.timestamp())


def old_entry(handle: str, at: int = STAMP, title: str = "") -> dict[str, Any]:
    """An entry as exports hold it since 2021."""
    data = {"href": f"https://www.instagram.com/{handle}", "value": handle, "timestamp": at}
    return {"title": title, "media_list_data": [], "string_list_data": [data]}


def new_entry(handle: str, at: int = STAMP) -> dict[str, Any]:
    """An entry as exports hold it since October 2025."""
    return {
        "title": handle,
        "string_list_data": [{"href": f"https://www.instagram.com/_u/{handle}", "timestamp": at}],
    }


def save_zip(path: Path, files: dict[str, Any]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            archive.writestr(name, value if isinstance(value, bytes | str) else orjson.dumps(value))
    return path


def facts_of(path: Path) -> list[Fact]:
    reading = read_files([str(path)], network=None, url=None)
    facts = list(reading.facts())
    reading.check()
    return facts


def sighted(facts: list[Fact]) -> list[tuple[str | None, str | None]]:
    return [(fact.handle, fact.via) for fact in facts if isinstance(fact, Sighting)]


def test_both_lists_of_the_newest_layout_with_their_owner(tmp_path: Path) -> None:
    path = save_zip(
        tmp_path / OWNED,
        {
            f"{FOLDER}/following.json": {"relationships_following": [new_entry("Ines.Bakes", STAMP - 5)]},
            f"{FOLDER}/followers_2.json": [old_entry("noor_paints", STAMP - 9)],
            f"{FOLDER}/followers_10.json": [old_entry("tomas.rides")],
        },
    )
    facts = facts_of(path)
    assert sighted(facts) == [("noor_paints", "mira.shop"), ("tomas.rides", "mira.shop"), ("ines.bakes", "mira.shop")]
    edges = [(fact.source, fact.target, fact.kind) for fact in facts if isinstance(fact, Edge)]
    assert edges == [
        ("mira.shop", "noor_paints", "follower"),
        ("mira.shop", "tomas.rides", "follower"),
        ("mira.shop", "ines.bakes", "following"),
    ]
    assert {fact.observed_at for fact in facts} == {NEWEST}
    assert {fact.network for fact in facts} == {"instagram"}
    assert facts[0].page == f"{OWNED}/{FOLDER}/followers_2.json"
    assert {fact.route for fact in facts if isinstance(fact, Sighting)} == {"list"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"followers_and_following/followers.json": {"relationships_followers": [old_entry("a.one")]}},
            [("a.one", "followers")],
        ),
        ({"followers_and_following/followers.json": [old_entry("a.one")]}, [("a.one", "followers")]),
        ({"some folder/followers_1.json": [old_entry("a.one")]}, [("a.one", "followers")]),
        ({"x/y/connections/followers_and_following/following.json": {"relationships_following": []}}, []),
        (
            {
                "connections.json": {
                    "blocked_users": {"nobody.here": "2018-01-01"},
                    "followers": {"a.one": "2018-03-01T10:00:00"},
                    "following": {"b.two": "2019-03-01T10:00:00"},
                    "close_friends": {"c.three": "2019-03-01T10:00:00"},
                }
            },
            [("a.one", "followers"), ("b.two", "following")],
        ),
        (
            {
                f"{FOLDER}/following.html": '<html><body><div><a target="_blank" '
                'href="https://www.instagram.com/_u/b.two">b.two</a></div><div>Nov 1, 2026</div>'
                '<a href="https://www.instagram.com/p/CODE/">a post</a></body></html>'
            },
            [("b.two", "following")],
        ),
        (
            {f"{FOLDER}/followers_1.json": [new_entry("__deleted__abc"), {"title": "no handle here"}, 7, None]},
            [],
        ),
        (
            {
                f"{FOLDER}/followers_1.json": [
                    {"title": "", "label_values": [{"label": "URL", "href": "https://www.instagram.com/_u/d.four"}]}
                ]
            },
            [("d.four", "followers")],
        ),
    ],
)
def test_every_layout(tmp_path: Path, files: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert sighted(facts_of(save_zip(tmp_path / "export.zip", files))) == expected


def test_a_name_that_was_read_as_latin_1_is_mended(tmp_path: Path) -> None:
    wrong = "Zoë Müller 🏺".encode().decode("latin-1")
    path = save_zip(tmp_path / "e.zip", {f"{FOLDER}/followers_1.json": [old_entry("zoe.m", title=wrong)]})
    (fact,) = facts_of(path)
    assert isinstance(fact, Sighting)
    assert fact.display_name == "Zoë Müller 🏺"
    assert mended("Zoë") == "Zoë"
    assert mended("日本") == "日本"


def test_nothing_else_of_an_export_is_ever_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = [
        "messages/inbox/someone_1/message_1.json",
        "your_instagram_activity/messages/followers_1.json",
        "ads_information/ads_and_topics/ads_viewed.json",
        "personal_information/personal_information/personal_information.json",
        f"{FOLDER}/close_friends.json",
        f"{FOLDER}/blocked_profiles.json",
        f"{FOLDER}/recent_follow_requests.json",
        f"{FOLDER}/removed_suggestions.json",
        "media/posts/following.jpg",
    ]
    listed = f"{FOLDER}/followers_1.json"
    path = save_zip(tmp_path / OWNED, dict.fromkeys(private, b"secret words") | {listed: [old_entry("a.one")]})
    opened: list[str] = []
    plain = zipfile.ZipFile.open

    def watch(self: zipfile.ZipFile, name: Any, *more: Any, **named: Any) -> Any:
        opened.append(name if isinstance(name, str) else name.filename)
        return plain(self, name, *more, **named)

    monkeypatch.setattr(zipfile.ZipFile, "open", watch)
    assert sighted(facts_of(path)) == [("a.one", "mira.shop")]
    assert opened == [listed]


def test_a_list_alone_is_read_and_other_lists_are_not(tmp_path: Path) -> None:
    (tmp_path / "followers_1.json").write_bytes(orjson.dumps([old_entry("a.one")]))
    assert sighted(facts_of(tmp_path / "followers_1.json")) == [("a.one", "followers")]
    friends = {"relationships_close_friends": [old_entry("c.three")]}
    (tmp_path / "close_friends.json").write_bytes(orjson.dumps(friends))
    reading = read_files([str(tmp_path / "close_friends.json")], network="instagram", url=None)
    assert list(reading.facts()) == []


def test_names_that_lead_elsewhere_lead_nowhere(tmp_path: Path) -> None:
    path = save_zip(
        tmp_path / "e.zip",
        {
            "../followers_1.json": [old_entry("outside.one")],
            "/followers_1.json": [old_entry("outside.two")],
            "..\\followers_1.json": [old_entry("outside.three")],
            "C:\\followers_1.json": [old_entry("outside.four")],
            f"{FOLDER}/followers_1.json": [old_entry("a.one")],
        },
    )
    before = set(tmp_path.rglob("*"))
    assert sighted(facts_of(path)) == [("a.one", "followers")]
    assert set(tmp_path.rglob("*")) == before


def _torn(path: Path) -> None:
    whole = save_zip(path, {f"{FOLDER}/followers_1.json": [old_entry(f"a.{n}") for n in range(500)]}).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _damaged(path: Path) -> None:
    whole = bytearray(save_zip(path, {f"{FOLDER}/followers_1.json": os.urandom(5_000)}).read_bytes())
    whole[2_000:2_100] = bytes(100)
    path.write_bytes(whole)


def _encrypted(path: Path) -> None:
    whole = bytearray(save_zip(path, {f"{FOLDER}/followers_1.json": [old_entry("a.one")]}).read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.find(sign) + place] |= 1
    path.write_bytes(whole)


def _bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(f"{FOLDER}/followers_1.json", "w") as entry,
    ):
        for _ in range(80):
            entry.write(bytes(1 << 20))


def _crowded(path: Path) -> None:
    whole = bytearray(save_zip(path, {"a.json": b"1"}).read_bytes())
    end = whole.rfind(b"PK\x05\x06")
    whole[end + 12 : end + 16] = (200 << 20).to_bytes(4, "little")
    path.write_bytes(whole)


def _other(path: Path) -> None:
    save_zip(path, {"photos/a.jpg": b"x"})


def _of_x(path: Path) -> None:
    save_zip(
        path, {"data/account.js": b"window.YTD.account.part0 = []", "data/tweets.js": b"window.YTD.tweets.part0 = []"}
    )


def _empty(path: Path) -> None:
    zipfile.ZipFile(path, "w").close()


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (_torn, UnreadableFile, "damaged or cut-short ZIP"),
        (_damaged, UnreadableFile, "damaged or cut short at"),
        (_encrypted, UnreadableFile, "locked with a password"),
        (_bomb, UnreadableFile, "unpacks to more than 64 MiB"),
        (_crowded, UnreadableFile, "far too many files"),
        (_other, UnknownFormat, "holds no list of followers or following"),
        (_of_x, UnknownFormat, "archive of an account of X: unpack it, and name data/tweets.js"),
        (_empty, UnknownFormat, "holds no list of followers or following"),
    ],
)
def test_bad_archives_are_one_sentence(
    tmp_path: Path, make: Callable[[Path], None], kind: type[Exception], words: str
) -> None:
    path = tmp_path / "export.zip"
    make(path)
    with pytest.raises(kind) as caught:
        open_source(path)
    assert words in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_a_list_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = save_zip(
        tmp_path / "e.zip", {f"{FOLDER}/followers_1.json": b"{torn", f"{FOLDER}/following.json": [old_entry("a.one")]}
    )
    reading = read_files([str(path)], network=None, url=None)
    assert sighted(list(reading.facts())) == [("a.one", "following")]
    assert any("followers_1.json" in note for note in reading.notes())


def test_ingest_keeps_and_queues_everyone_in_it(tmp_path: Path, database: Database) -> None:
    people = [old_entry(f"person.{n}", STAMP - n) for n in range(20)]
    path = save_zip(tmp_path / OWNED, {f"{FOLDER}/followers_1.json": people})
    done = ingest_files(database, read_files([str(path)], network=None, url=None), Settings())
    assert (done["pages"], done["accounts"], done["queued"]) == (1, 21, 20)


def test_an_export_is_a_file_of_seeds(tmp_path: Path) -> None:
    path = save_zip(
        tmp_path / OWNED,
        {
            f"{FOLDER}/followers_1.json": [old_entry("a.one"), old_entry("b.two")],
            f"{FOLDER}/following.json": {"relationships_following": [new_entry("b.two")]},
        },
    )
    assert [str(seed) for seed in parse_seeds([str(path)], all_networks())] == ["@a.one@instagram", "@b.two@instagram"]
    empty = save_zip(tmp_path / "e.zip", {f"{FOLDER}/followers_1.json": []})
    with pytest.raises(BadSeed, match="names nobody"):
        parse_seeds([str(empty)], all_networks())


def test_standard_input_may_be_an_export(tmp_path: Path) -> None:
    path = save_zip(tmp_path / "e.zip", {f"{FOLDER}/followers_1.json": [old_entry("a.one")]})
    command = [sys.executable, "-c", "from crawler.cli import app; app()", "read", "-", "--json"]
    done = subprocess.run(command, input=path.read_bytes(), capture_output=True, timeout=60, check=True)
    assert b'"handle":"a.one"' in done.stdout
