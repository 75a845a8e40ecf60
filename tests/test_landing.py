"""Pages land whole, merge in any order, and landing one twice changes nothing."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select, text

from storage import tables
from storage.accounts import facts_about, find_account, stale_accounts
from storage.database import Database
from storage.errors import AmbiguousAccount, NoSuchAccount
from storage.facts import Comment, Contact, Edge, Fact, Hashtag, Highlight, Link, Post, Profile, Sighting
from storage.landing import PageRecord, land_page
from storage.rows import table_of
from storage.runs import start_run

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FRAME: dict[str, Any] = {"network": "instagram", "page": "https://www.instagram.com/ada.ink/", "observed_at": NOON}


def land(database: Database, *facts: Fact, at: datetime = NOON, url: str = "https://www.instagram.com/ada.ink/") -> Any:
    with database.write() as connection:
        if connection.execute(select(tables.Run.__table__)).first() is None:  # type: ignore[attr-defined]
            start_run(connection, "ingest", [], {}, owner="test", now=0)
        page = PageRecord("instagram", url, round(at.timestamp() * 1000), 200, "0" * 64, "file", "facts")
        return land_page(connection, 1, page, facts)


def rows(database: Database, model: type[Any]) -> list[dict[str, Any]]:
    table = table_of(model)
    with database.read() as connection:
        found = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        return [{name: value for name, value in row.items() if name != "page_id"} for row in found]


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    kept = (tables.Account, tables.Observation, tables.Post, tables.Comment, tables.Highlight, tables.Contact)
    return {model.__name__: rows(database, model) for model in (*kept, tables.Edge, tables.Sighting, tables.Hashtag)}


FACTS: list[Fact] = [
    Profile(handle="ada.ink", native_id="7", followers=4_200, followers_within=0, bio="ink & paper", **FRAME),
    Post(
        url="https://www.instagram.com/p/A/", native_id="70", author_handle="ada.ink", likes=None, text="#ink", **FRAME
    ),
    Comment(native_id="700", post="70", author_handle="bo.draws", text="lovely nib", **FRAME),
    Highlight(handle="ada.ink", native_id="h1", title="Collabs", **FRAME),
    Contact(handle="ada.ink", kind="email", value="ada@ink.example", where="public_email", source_url="x", **FRAME),
    Edge(source="ada.ink", target="bo.draws", kind="related", **FRAME),
    Sighting(handle="bo.draws", native_id="8", route="related", via="ada.ink", **FRAME),
    Hashtag(name="ink", posts_count=10, related=["nib"], **FRAME),
]


def test_landing_twice_changes_nothing(database: Database) -> None:
    land(database, *FACTS)
    once = everything(database)
    land(database, *FACTS)
    assert everything(database) == once
    assert [row["handle"] for row in once["Account"]] == ["ada.ink", "bo.draws"]
    assert once["Post"][0]["likes"] is None


def test_pages_merge_alike_in_any_order(tmp_path: Any) -> None:
    pages = [
        (NOON, Profile(handle="ada.ink", followers=4_000, category="Artist", **{**FRAME, "observed_at": NOON})),
        (
            NOON + MINUTE,
            Profile(handle="ada.ink", followers=4_100, bio="new", **{**FRAME, "observed_at": NOON + MINUTE}),
        ),
        (NOON - MINUTE, Profile(handle="ada.ink", bio="old", following=5, **{**FRAME, "observed_at": NOON - MINUTE})),
    ]
    outcomes = []
    for number, order in enumerate(permutations(pages)):
        database = Database(str(tmp_path / f"{number}.db"))
        for at, fact in order:
            land(database, fact, at=at)
        (account,) = rows(database, tables.Account)
        outcomes.append((account, rows(database, tables.Observation)))
        database.close()
    assert all(outcome == outcomes[0] for outcome in outcomes)
    account, observed = outcomes[0]
    assert (account["followers"], account["bio"], account["category"], account["following"]) == (
        4_100,
        "new",
        "Artist",
        5,
    )
    assert [row["followers"] for row in observed] == [None, 4_000, 4_100]


def test_followers_today_and_last_week_are_two_rows(database: Database) -> None:
    for days, followers in ((7, 900), (0, 1_100)):
        when = NOON - timedelta(days=days)
        land(database, Profile(handle="ada.ink", followers=followers, **{**FRAME, "observed_at": when}), at=when)
    assert [row["followers"] for row in rows(database, tables.Observation)] == [900, 1_100]


def test_owner_known_by_id_gets_the_handle_from_a_later_page(database: Database) -> None:
    land(
        database,
        Post(url="https://www.instagram.com/p/B/", native_id="71", author_native_id="9", **FRAME),
        Sighting(native_id="9", route="hashtag_recent", via="ink", **FRAME),
    )
    assert rows(database, tables.Post)[0]["author_handle"] is None
    landed = land(database, Profile(handle="cy.nib", native_id="9", **FRAME), at=NOON + MINUTE)
    assert rows(database, tables.Post)[0]["author_handle"] == "cy.nib"
    assert [(row["account"], row["route"]) for row in rows(database, tables.Sighting)] == [("cy.nib", "hashtag_recent")]
    assert [fact.handle for fact in landed.joined] == ["cy.nib"]


def test_owner_known_by_id_gets_the_handle_from_an_earlier_page(database: Database) -> None:
    land(database, Profile(handle="cy.nib", native_id="9", **FRAME))
    land(database, Post(url="https://www.instagram.com/p/B/", native_id="71", author_native_id="9", **FRAME))
    assert rows(database, tables.Post)[0]["author_handle"] == "cy.nib"


def test_what_touches_an_account_makes_its_features_stale(database: Database) -> None:
    land(database, *FACTS)
    with database.write() as connection:
        connection.execute(text("UPDATE account SET stale = false"))
    land(database, Comment(native_id="701", post="70", author_handle="cy.nib", text="which nib?", **FRAME))
    with database.read() as connection:
        assert stale_accounts(connection) == [("instagram", "ada.ink"), ("instagram", "cy.nib")]


def test_facts_come_back_as_they_were_said(database: Database) -> None:
    said = Profile(
        handle="ada.ink",
        followers=10_200,
        followers_within=50,
        links=[Link(url="https://ink.example", verified=True)],
        created_at=NOON,
        **FRAME,
    )
    post = FACTS[1]
    land(database, said, post)
    with database.read() as connection:
        assert list(facts_about(connection, "instagram", ["ada.ink"])) == [said, post]


def test_a_failed_page_leaves_nothing(database: Database) -> None:
    land(database, FACTS[0])
    before = everything(database)

    def break_half_way() -> None:
        with database.write() as connection:
            land_page(connection, 1, PageRecord("instagram", "x", 0, 200, "", "file", "facts"), FACTS[1:])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_half_way()
    assert everything(database) == before


def test_accounts_are_found_by_name(database: Database) -> None:
    land(database, *FACTS)
    with database.write() as connection:
        page = PageRecord("mastodon", "x", 0, 200, "", "file", "facts")
        frame = {**FRAME, "network": "mastodon"}
        land_page(connection, 1, page, [Sighting(handle="ada.ink@art.example", route="list", **frame)])
        land_page(connection, 1, page, [Sighting(handle="bo.draws", route="list", **frame)])
    with database.read() as connection:
        assert find_account(connection, "ada.ink", None) == ("instagram", "ada.ink")
        assert find_account(connection, "ada.ink", "mastodon") == ("mastodon", "ada.ink@art.example")
        with pytest.raises(AmbiguousAccount, match=r"bo\.draws@instagram, bo\.draws@mastodon"):
            find_account(connection, "bo.draws", None)
        with pytest.raises(NoSuchAccount, match=r"did you mean ada\.ink@instagram"):
            find_account(connection, "ada.inc", None)
