"""The rights of people: suppressed is not stored again, forgotten stays away."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from crawler.crawling.discover import start_discovery
from crawler.rights.people import forget_person, suppress_person
from crawler.settings import load_settings
from crawler.sources.replay import Replay
from storage import frontier
from storage.accounts import facts_about
from storage.database import Database
from storage.errors import BadSeed, DatabaseLocked
from storage.facts import Comment, Contact, Edge, Fact, Highlight, Link, Post, Profile, Sighting
from storage.landing import PageRecord, land_page
from storage.rights.person import Person
from storage.runs import start_run
from tests.commands import nanoscout, nanoscout_json, run
from tests.databases import bytes_of, query
from tests.fault_server import TAG, Reply, Request, account, run_server, said, small_world, status

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


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


def land(
    database: Database, *facts: Fact, network: str = "instagram", url: str = "https://www.instagram.com/x/"
) -> None:
    with database.write() as connection:
        page = PageRecord(network, url, round(NOON.timestamp() * 1000), 200, "0" * 64, "file", "facts")
        land_page(connection, 1, page, facts)


def frame(network: str = "instagram", url: str = "https://www.instagram.com/x/") -> dict[str, Any]:
    return {"network": network, "page": url, "observed_at": NOON}


def land_two_people(database: Database) -> None:
    """Odile, under two handles, and Bram, who names her in every way there is."""
    with database.write() as connection:
        seeds = ["@odile.marsh", "@odile.marsh@instagram", "#odilemarsh", "@bram.kestle"]
        start_run(connection, "discover", seeds, {"seeds": seeds, "recordings": []}, owner="x", now=0)
        wanted = [
            frontier.Wanted("instagram", "account", name, "www.instagram.com", 1, 1)
            for name in ("odile.marsh", "bram.kestle")
        ]
        frontier.want_targets(connection, 1, wanted)
    for handle in ("odile.old", "odile.marsh"):
        url = f"https://www.instagram.com/{handle}/"
        land(
            database,
            Profile(
                **frame(url=url),
                handle=handle,
                native_id="77001234567",
                display_name="Odile Quillwort",
                bio="Vellum. hello@quillwort.example",
                followers=4_000,
            ),
            Contact(
                **frame(url=url),
                handle=handle,
                kind="email",
                value="hello@quillwort.example",
                where="bio",
                source_url=url,
            ),
            Highlight(**frame(url=url), handle=handle, native_id="h77", title="Odile's shed"),
            Post(**frame(url=url), native_id=f"70{len(handle)}", author_handle=handle, text="vellum and gall"),
            url=url,
        )
    land(
        database,
        Profile(
            **frame(),
            handle="bram.kestle",
            native_id="77009999999",
            followers=2_000,
            bio="Ink. With @odile.marsh. And @odile.marsh.shop",
            links=[Link(url="https://shop.example/?ref=odile.marsh"), Link(url="https://bram.example/")],
        ),
        Post(
            **frame(),
            native_id="800",
            author_handle="bram.kestle",
            text="Thanks @Odile.Marsh, photo: odile.marsh! Write to hello@quillwort.example",
            mentions=["odile.marsh", "cy.loom"],
            tagged=["odile.old"],
            coauthors=["odile.marsh"],
            likes=10,
        ),
        Comment(**frame(), native_id="900", post="800", author_handle="odile.marsh", text="my vellum"),
        Comment(**frame(), native_id="901", post="800", author_native_id="77001234567", text="my gall"),
        Comment(**frame(), native_id="902", post="800", author_handle="cy.loom", text="ask @odile.marsh..."),
        Comment(**frame(), native_id="903", post="800", author_handle="cy.loom", text="the shed of @bram.kestle"),
        Edge(**frame(), source="bram.kestle", target="odile.marsh", kind="mention"),
        Edge(**frame(), source="odile.marsh", target="cy.loom", kind="following"),
        Edge(**frame(), source="bram.kestle", target="cy.loom", kind="mention"),
        Sighting(**frame(), handle="odile.marsh", display_name="Odile Quillwort", route="mention", via="bram.kestle"),
        Sighting(**frame(), native_id="77001234567", route="tagged", via="bram.kestle"),
        Sighting(**frame(), handle="cy.loom", route="following", via="odile.marsh"),
        Sighting(**frame(), handle="cy.loom", route="mention", via="bram.kestle"),
        url="https://www.instagram.com/api/v1/feed/user/77001234567/?from=odile.marsh",
    )


def _instagram() -> Replay:
    return Replay([Path(__file__).parent.parent / "fixtures" / "discoverunder10k" / "session.har"])


TRACES = (b"odile", b"77001234567", b"quillwort", b"vellum", b"gall")


def test_every_trace_goes_and_other_people_stay(database: Database) -> None:
    land_two_people(database)
    assert all(trace in bytes_of(database) for trace in TRACES)
    forget_person(database, "@odile.marsh", [])
    left = bytes_of(database)
    # A hashtag is no name, and another account's name is not hers.
    left = left.replace(b"#odilemarsh", b"").replace(b"@odile.marsh.shop", b"")
    assert [trace for trace in TRACES if trace in left] == []
    assert query(database, "SELECT handle, followers, bio FROM account ORDER BY 1") == [
        ("bram.kestle", 2_000, "Ink. With @forgotten. And @odile.marsh.shop"),
        ("cy.loom", None, None),
    ]
    assert query(database, "SELECT text, mentions, tagged, coauthors, likes FROM post") == [
        ("Thanks @forgotten, photo: forgotten! Write to forgotten", '["cy.loom"]', "[]", "[]", 10)
    ]
    assert query(database, "SELECT text FROM comment ORDER BY key") == [
        ("ask @forgotten...",),
        ("the shed of @bram.kestle",),
    ]
    assert query(database, "SELECT source, target FROM edge") == [("bram.kestle", "cy.loom")]
    assert query(database, "SELECT account, via FROM sighting") == [("cy.loom", "bram.kestle")]
    assert query(database, "SELECT key FROM target") == [("bram.kestle",)]
    assert query(database, "SELECT seeds FROM run") == [('["#odilemarsh","@bram.kestle"]',)]
    assert ("https://bram.example/") in query(database, "SELECT links FROM account WHERE handle = 'bram.kestle'")[0][0]


def test_the_forgotten_do_not_come_back_under_any_name(database: Database) -> None:
    land_two_people(database)
    forget_person(database, "odile.marsh@instagram", [])
    before = query(database, "SELECT count(*) FROM account")
    land_two_people(database)
    renamed = Profile(**frame(), handle="third.name", native_id="77001234567", followers=4_100, bio="back again")
    land(database, renamed)
    # Now that a page told whose the new name is, pages that tell only the name bring nothing either.
    land(
        database, Contact(**frame(), handle="third.name", kind="email", value="a@b.example", where="x", source_url="x")
    )
    land(database, Edge(**frame(), source="bram.kestle", target="third.name", kind="mention"))
    assert query(database, "SELECT count(*) FROM account") == before
    assert b"third.name" not in bytes_of(database)
    assert b"back again" not in bytes_of(database)
    for name in ("odile.marsh", "ODILE.OLD", "third.name"):
        with pytest.raises(BadSeed, match="suppressed"):
            start_discovery(database, load_settings(), [f"@{name}"], replay=_instagram())


def test_a_suppressed_person_is_in_nobodys_lists_nor_in_the_frontier(database: Database) -> None:
    land_two_people(database)
    suppress_person(database, "odile.old@instagram", "asked")
    with database.read() as connection:
        known = list(facts_about(connection, "instagram", ["bram.kestle", "odile.marsh", "odile.old", "cy.loom"]))
    assert {fact.handle for fact in known if isinstance(fact, Profile)} == {"bram.kestle"}
    (post,) = [fact for fact in known if isinstance(fact, Post)]
    assert (post.mentions, post.tagged, post.coauthors) == (["cy.loom"], [], [])
    assert {fact.author_handle for fact in known if isinstance(fact, Comment)} == {"cy.loom"}
    assert [(edge.source, edge.target) for edge in known if isinstance(edge, Edge)] == [("bram.kestle", "cy.loom")]
    assert not [fact for fact in known if isinstance(fact, Contact | Highlight)]
    assert dict(query(database, "SELECT key, state FROM target")) == {"bram.kestle": "queued", "odile.marsh": "skipped"}


def test_an_id_of_one_server_is_not_the_person_of_another(database: Database) -> None:
    for home in ("one.example", "two.example"):
        handle = f"ann@{home}"
        land(database, Profile(**frame("mastodon"), handle=handle, native_id="7", bio=f"of {home}"), network="mastodon")
    forget_person(database, "ann@one.example@mastodon", [])
    assert query(database, "SELECT handle, bio FROM account") == [("ann@two.example", "of two.example")]
    land(database, Profile(**frame("mastodon"), handle="bo@two.example", native_id="7"), network="mastodon")
    assert len(query(database, "SELECT handle FROM account")) == 2


@pytest.mark.parametrize(
    ("handle", "before", "after"),
    [
        (
            "sunny",
            "a sunny day with @sunny, @sunny_side and sunny.ink",
            "a sunny day with @forgotten, @sunny_side and sunny.ink",
        ),
        (
            "ada.ink",
            "@ada.ink. ada.ink: @ada.inks @my.ada.ink x@ada.ink",
            "@forgotten. forgotten: @ada.inks @my.ada.ink x@ada.ink",
        ),
        ("ada_1", "(@ADA_1) ada_1's ada_12", "(@forgotten) forgotten's ada_12"),
        (
            "ann@one.example",
            "@ann @ann@one.example @ann@two.example @anna ann",
            "@forgotten @forgotten @ann@two.example @anna ann",
        ),
    ],
)  # fmt: skip
def test_a_name_leaves_a_text_and_other_names_stay(handle: str, before: str, after: str) -> None:
    assert Person("instagram", frozenset({handle})).out_of_text(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://one.example/@ann", "https://one.example/@forgotten"),
        ("https://one.example/@ann/123", "https://one.example/@forgotten/123"),
        ("https://one.example/@anna", "https://one.example/@anna"),
        ("https://two.example/@ann", "https://two.example/@ann"),
        ("https://two.example/@ann@one.example", "https://two.example/@forgotten"),
        ("https://two.example/api/v1/accounts/lookup?acct=ann%40one.example", "https://two.example/api/v1/accounts/lookup?acct=forgotten"),
        ("https://one.example/api/v1/accounts/lookup?acct=ann", "https://one.example/api/v1/accounts/lookup?acct=forgotten"),
        ("https://one.example/api/v1/accounts/1234567/statuses", "https://one.example/api/v1/accounts/forgotten/statuses"),
    ],
)  # fmt: skip
def test_a_name_leaves_an_address(before: str, after: str) -> None:
    person = Person("mastodon", frozenset({"ann@one.example"}), frozenset({"1234567"}))
    assert person.out_of_address(before) == after


def test_nothing_is_left_in_freed_pages(database: Database) -> None:
    """Many rows that grow, shrink and move, hers among them, before she goes."""
    with database.write() as connection:
        start_run(connection, "ingest", [], {}, owner="x", now=0)
    for number in range(60):
        words = "vellum " * (1 + number * 37 % 300)
        land(
            database,
            *(Profile(**frame(), handle=f"p{n}.x", bio="y" * (number * n % 700), followers=n) for n in range(20)),
            Profile(**frame(), handle="odile.marsh", native_id="77001234567", bio=words),
            Post(**frame(), native_id=f"9{number % 7}", author_handle="odile.marsh", text=words + str(number)),
        )
    forget_person(database, "odile.marsh", [])
    assert [trace for trace in (b"odile", b"77001234567", b"vellum") if trace in bytes_of(database)] == []
    assert len(query(database, "SELECT handle FROM account")) == 20


def test_while_somebody_reads_it_is_said_that_remnants_are_left(
    database: Database, address: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.2)
    land_two_people(database)
    impatient = Database(address)
    with database.read() as reader:
        reader.execute(text("SELECT * FROM account")).all()
        with pytest.raises(DatabaseLocked, match="held by another process"):
            forget_person(impatient, "odile.marsh@instagram", [])
    forget_person(impatient, "odile.marsh@instagram", [])
    impatient.close()
    left = bytes_of(database).replace(b"#odilemarsh", b"").replace(b"@odile.marsh.shop", b"")
    assert [trace for trace in TRACES if trace in left] == []


def test_recordings_forget_too_and_a_replay_brings_nobody_back(tmp_path: Path) -> None:
    people = ("annika", "bo", "cyril")

    def answer(request: Request) -> Reply:
        reply = small_world(people, lambda: server.url)(request)
        if "/accounts/" not in request.path or account(server.url, "bo")["id"] not in request.path:
            return reply
        post = status(server.url, "bo", 2)
        if not request.path.partition("?")[0].endswith("/statuses"):
            return said([account(server.url, "cyril")])
        post["content"] = f'<p>Clay with <a href="{server.url}/@annika">@annika</a></p>'
        post["mentions"] = [{"id": account(server.url, "annika")["id"], "username": "annika", "acct": "annika",
                             "url": f"{server.url}/@annika"}]  # fmt: skip
        return said([post, status(server.url, "bo", 3)])

    database, again, recording = tmp_path / "x.db", tmp_path / "again.db", tmp_path / "run.warc.gz"
    with run_server(answer) as server:
        asked = ["--network", "mastodon", "--instance", server.url, "--seconds-between-requests", "0"]
        nanoscout("discover", f"#{TAG}", "@annika", *asked, "--record", recording, "--database", database)
        traces = [b"annika", account(server.url, "annika")["id"].encode()]
        done = nanoscout_json("forget", f"annika@127.0.0.1:{server.port}@mastodon", "--database", database)
        assert [file["file"] for file in done["recordings"]] == [str(recording)]
        assert done["recordings"][0]["pages"] >= 5
        opened = Database(str(database))
        left = bytes_of(opened)
        assert [trace for trace in traces if trace in left] == []
        kept = query(opened, "SELECT handle FROM account ORDER BY 1")
        assert [row[0].partition("@")[0] for row in kept] == ["bo", "cyril"]
        assert len(query(opened, "SELECT key FROM post WHERE author_handle LIKE 'bo@%'")) == 3
        opened.close()
        import gzip

        unpacked = gzip.decompress(recording.read_bytes())
        assert [trace for trace in traces if trace in unpacked] == []
        nanoscout("discover", "--replay", recording, "--database", again)
        fresh = Database(str(again))
        assert b"annika" not in bytes_of(fresh)
        fresh.close()
        before = len(server.log)
        refused = run("discover", "@annika", *asked, "--database", database)
        assert refused.returncode == 7
        assert b"suppressed" in refused.stderr
        nanoscout("discover", f"#{TAG}", *asked, "--database", database)
        assert not any("annika" in request.path for request in server.log[before:])
    opened = Database(str(database))
    assert query(opened, "SELECT handle FROM account ORDER BY 1") == kept
    assert b"annika" not in bytes_of(opened)
    opened.close()


def test_a_bio_without_end_is_shown_by_its_beginning(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    nanoscout(
        "ingest", _page(tmp_path, "ada.inkwell", "ink " * 10_000), "--network", "instagram", "--database", database
    )
    shown = nanoscout("show", "ada.inkwell", "--database", database)
    assert "characters more" in shown
    assert shown.count("ink ") < 600
