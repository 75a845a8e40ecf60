"""What is held about a person, told in full; and what is too old, erased in full."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from sqlmodel import SQLModel

from crawler.claims import with_claims
from crawler.networks.network import Target
from crawler.page import Page
from crawler.rights.purging import purge_people
from crawler.sources.recording import Recording
from storage import tables
from storage.database import Database
from storage.facts import Comment, Contact, Edge, Fact, Highlight, Link, Post, Profile, Sighting
from storage.landing import PageRecord, land_page
from storage.outreach import list_talks, set_status
from storage.rights.forgetting import suppress_names
from storage.rights.holdings import NAMING, NAMING_LISTS, NAMING_OF_ALL, OWN
from storage.rights.person import find_person
from storage.verdicts import give_verdict
from tests.commands import complaint, nanoscout, nanoscout_json, run
from tests.databases import bytes_of, query

DAY = 86_400_000
PAGE = "https://www.instagram.com/mira.lind/"
# Tables about nobody: the schema, the crawl's own memory of hosts and quotas, hashes.
_OF_NOBODY = {"meta", "quota_use", "suppression", "hashtag", "export"}


def _land(database: Database, handle: str, at: int) -> None:
    common = {"network": "instagram", "page": f"https://www.instagram.com/{handle}/", "observed_at": None}
    facts: list[Fact] = [
        Profile(**common, handle=handle, native_id=f"77{handle}", display_name="Mira", bio="ink", followers=3_000,
                links=[Link(url="https://linktr.ee/mira")]),
        Post(**common, native_id=f"p{handle}", author_handle=handle, text="A nib", likes=90),
        Comment(**common, native_id=f"c{handle}", post=f"p{handle}", author_handle="oda.reads", text="Nice"),
        Contact(**common, handle=handle, kind="email", value=f"{handle}@mail.example", where="bio", source_url=PAGE),
        Highlight(**common, handle=handle, native_id=f"h{handle}", title="Gifted"),
        Edge(**common, source="oda.reads", target=handle, kind="mention"),
        Sighting(**common, handle=handle, route="hashtag_top", via="ink"),
    ]  # fmt: skip
    record = PageRecord("instagram", f"https://www.instagram.com/{handle}/", at, 200, "0", "har", "facts")
    with database.write() as connection:
        land_page(connection, 1, record, with_claims(facts))


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    from storage.clock import now_millis

    opened = Database(address)
    for handle, days in (("mira.lind", 400), ("jonas.holz", 400), ("nils.reads", 400), ("tove.bakar", 10)):
        _land(opened, handle, now_millis() - days * DAY)
    yield opened
    opened.close()


def test_every_table_that_may_name_somebody_is_in_the_list() -> None:
    """A new table or column must be put there, or into those of nobody: then forget and subject know it."""
    listed = {own.table.name for own in OWN} | {one.table.name for one in (*NAMING, *NAMING_LISTS, *NAMING_OF_ALL)}
    known = {table.name for table in SQLModel.metadata.sorted_tables}
    assert known - listed == _OF_NOBODY
    with_handle = {t.name for t in SQLModel.metadata.sorted_tables if {"handle", "author_handle"} & set(t.c.keys())}
    assert with_handle <= {own.table.name for own in OWN}
    assert tables.Claim in {own.model for own in OWN}


def test_everything_is_told_with_the_page_it_came_from(database: Database, tmp_path: Path) -> None:
    name = database.name
    nanoscout("--database", name, "rank")
    nanoscout("--database", name, "export", tmp_path / "list.csv")
    if database.is_sqlite:
        nanoscout("--database", name, "backup", tmp_path / "copy.db")
    held = nanoscout_json("--database", name, "subject", "mira.lind@instagram")
    assert held["handles"] == ["mira.lind"]
    assert held["native_ids"] == ["77mira.lind"]
    told = held["rows"]
    for what in (
        "their profile as known now", "their posts", "comments by them, and under their posts", "ways to reach them",
        "titles of their highlights", "ties to other accounts", "where they were met, and whom they led to",
        "accounts and pages that they call their own, or that name them",
        "numbers worked out of their profile and posts", "scores and places for each brief",
    ):  # fmt: skip
        assert told[what], what
    assert next(iter(told)) == "their profile as known now"
    (profile,) = told["their profile as known now"]
    assert profile["page_url"] == PAGE
    assert profile["page_source"] == "har"
    assert profile["links"][0]["url"] == "https://linktr.ee/mira"
    assert {one["layout"] for one in held["exports"]} == {"outreach", *(["backup"] if database.is_sqlite else [])}
    text = nanoscout("--database", name, "subject", "mira.lind@instagram")
    assert "mira.lind@mail.example" in text
    assert "list.csv (outreach" in text
    assert text.rstrip().endswith("leave out what could harm those (Art. 15.4)")
    assert "links: url https://linktr.ee/mira" in text
    assert not set("[]{}") & set(text.partition("\n\n")[2].replace("\n", ""))
    assert " UTC" in text
    assert not [word for word in ("run id:", "export id:", " key:", "promise:", "attempts:") if word in text]
    assert "Nothing is held about nobody.here" in nanoscout("--database", name, "subject", "nobody.here@instagram")


def test_after_forgetting_nothing_is_held(database: Database) -> None:
    nanoscout("--database", database.name, "forget", "mira.lind@instagram")
    assert nanoscout_json("--database", database.name, "subject", "mira.lind@instagram")["rows"] == {}


def test_who_was_met_long_ago_goes_unless_there_is_a_reason(database: Database) -> None:
    name = database.name
    with database.write() as connection:
        give_verdict(connection, "instagram", "jonas.holz", "accept", brief="b", now=1)
        set_status(connection, "instagram", "nils.reads", "spring", "declined", now=1)
    _land(database, "mira.lind", 2_000_000_000_000)  # a refresh renews nothing
    dry = nanoscout_json("--database", name, "purge", "--older-than", "180d", "--dry-run")
    assert dry == {"minors": 0, "people": 2, "rows": None, "kept": 2, "recordings": [], "dry_run": True}
    done = nanoscout_json("--database", name, "purge", "--older-than", "180d", "--yes")
    assert (done["people"], done["kept"]) == (2, 2)  # and who commented
    assert done["rows"] >= 7
    assert query(database, "SELECT count(*) FROM suppression") == [(0,)]
    left = {row[0] for row in query(database, "SELECT handle FROM account")}
    assert left == {"jonas.holz", "nils.reads", "tove.bakar"}
    assert b"mira.lind" not in bytes_of(database)
    assert nanoscout_json("--database", name, "purge", "--older-than", "180d")["people"] == 0
    # Of whoever objected a hash is reason enough not to ask again.
    with database.write() as connection:
        assert [who for who, _ in list_talks(connection)] == [("instagram", "nils.reads")]
        suppress_names(connection, find_person(connection, "instagram", "nils.reads"), "asked")
        assert list_talks(connection) == []
    assert purge_people(database, 180, dry_run=False)["people"] == 1
    assert b"nils.reads" not in bytes_of(database)


def test_old_pages_and_those_that_name_who_went_leave_recordings(database: Database, tmp_path: Path) -> None:
    def page_of(handle: str, when: datetime) -> tuple[Page, Target]:
        body = orjson.dumps({"user": {"username": handle, "pk": "1", "biography": "ink", "follower_count": 2_000}})
        address = f"https://www.instagram.com/api/v1/users/web_profile_info/?username={handle}"
        return Page(address, body, time=when, source="http"), Target("instagram", "account", handle)

    file, now = tmp_path / "old.warc", datetime.now(UTC)
    with Recording(file) as recording:
        for handle, days in (("mira.lind", 1), ("new.here", 1), ("also.new", 400)):
            page, target = page_of(handle, now - timedelta(days=days))
            recording.write(page, target=target, visit=handle)
    done = nanoscout_json("--database", database.name, "purge", "--older-than", "180d", "--recording", file, "--yes")
    assert done["recordings"] == [{"file": str(file), "pages": 2}]
    kept = file.read_bytes()
    assert [name for name in (b"mira.lind", b"new.here", b"also.new") if name in kept] == [b"new.here"]


def test_purge_asks_first(database: Database) -> None:
    done = run("--database", database.name, "purge", "--older-than", "1y", stdin=b"n\n")
    assert done.returncode == 1
    assert b"Erase 0 suspected minors and 4 people" in done.stdout
    assert nanoscout_json("--database", database.name, "purge", "--older-than", "1y", "--dry-run")["people"] == 4
    dry = nanoscout("--database", database.name, "purge", "--older-than", "1y", "--dry-run")
    assert "4 people met long ago would be erased; 0 kept" in dry, "the rows are counted as they go"
    assert "no age" in complaint("--database", database.name, "purge", "--older-than", "soon", code=11)


def test_suspected_minors_go_for_good(address: str) -> None:
    def land() -> None:
        opened = Database(address)
        page = "https://www.instagram.com/kid.skates/"
        with opened.write() as connection:
            record = PageRecord("instagram", page, 1_800_000_000_000, 200, "0", "file", "facts")
            profile = Profile(network="instagram", page=page, handle="kid.skates", bio="13yo skater", followers=2_000)
            land_page(connection, 1, record, [profile])
        opened.close()

    land()
    assert nanoscout_json("--database", address, "purge", "--dry-run")["minors"] == 1
    assert "1 suspected minor and 0 people" in nanoscout("--database", address, "purge", "--yes")
    land()
    opened = Database(address)
    assert query(opened, "SELECT count(*) FROM account") == [(0,)]
    assert query(opened, "SELECT count(*) FROM suppression")[0][0] >= 1
    opened.close()
    assert nanoscout_json("--database", address, "purge")["minors"] == 0
