"""What nobody thought of while a crawl runs: a function of a network that breaks, a database that is taken away."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from crawler.crawling.crawl import Crawl
from crawler.crawling.running import crawl_to_its_end
from crawler.crawling.visits import Budget
from crawler.crawling.workers import this_worker
from crawler.networks import load_network
from crawler.networks.network import Ask, Limit, Network, Options, Target
from crawler.page import Page
from storage.database import Database
from storage.errors import DatabaseUnusable, DiskFull, NewerSchema
from storage.facts import Fact
from storage.runs import start_run
from tests.commands import nanoscout_json
from tests.crawls import QUICK, Crawls
from tests.databases import rows_in, states_in
from tests.fault_server import TAG, Reply, Request, run_server, small_world

MASTODON = load_network("mastodon")


def limit_breaks(page: Page) -> Limit | None:
    if "lookup" in page.url:
        raise OverflowError("nobody thought of this: https://ink.example/?access_token=planted")
    return MASTODON.limit(page)


def follow_breaks(target: Target, ask: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    if "lookup" in page.url and "ann" in page.url:
        raise KeyError("nobody thought of this")
    return MASTODON.follow(target, ask, page, facts, options)


def ask_breaks(target: Target, options: Options) -> list[Ask]:
    if "ann" in target.key:
        raise ValueError("nobody thought of this")
    return MASTODON.ask(target, options)


def _load(broken: Network, name: str) -> Network:
    return broken if name == broken.name else load_network(name)


@pytest.mark.parametrize(
    ("broken", "times", "words"),
    [
        ({"limit": limit_breaks}, 2, "the limit of Mastodon broke on it (OverflowError: nobody thought of this"),
        ({"follow": follow_breaks}, 1, "the next question of Mastodon broke on it (KeyError: 'nobody"),
        ({"ask": ask_breaks}, 1, "the first question of Mastodon broke on it (ValueError: nobody"),
    ],
    ids=["limit", "follow", "ask"],
)
def test_a_function_of_a_network_that_breaks_ends_no_run(
    crawls: Crawls, tmp_path: Path, broken: dict[str, Any], times: int, words: str
) -> None:
    """Raised, it would end this run and every run that goes on with it, at the same page or name."""
    broken_one = partial(_load, replace(MASTODON, **broken))
    patches = {
        **QUICK,
        "crawler.crawling.running:load_network": broken_one,
        "crawler.networks:load_network": broken_one,
    }
    with run_server(small_world(("ann", "bo"), lambda: server.url)) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], patches=patches)
        assert end.state == "finished"
        host = f"127.0.0.1:{server.port}"
        assert states_in(tmp_path / "x.db") == {TAG: "done", f"ann@{host}": "done", f"bo@{host}": "done"}
        assert any("bo" in request.path for request in server.asked("lookup"))
    assert end.progress["unreadable"] == times
    assert words in end.words
    assert "planted" not in end.words
    assert rows_in(tmp_path / "x.db", "SELECT unreadable FROM run") == [(times,)]
    told = rows_in(tmp_path / "x.db", "SELECT detail FROM page WHERE outcome = 'unreadable'")
    assert len(told) == (0 if "ask" in broken else times)
    assert all(words in detail for (detail,) in told)
    people = rows_in(tmp_path / "x.db", "SELECT handle FROM account ORDER BY handle")
    assert people == [(f"ann@{host}",), (f"bo@{host}",)]


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_database_that_is_gone_ends_the_crawl(crawls: Crawls, tmp_path: Path, how: str) -> None:
    """SQLite wrote on into a file that nobody could find again, and the crawl ended as if all were kept."""
    file, other = tmp_path / "x.db", tmp_path / "other.db"
    Database(str(other)).close()
    world = small_world(("ann", "bo"), lambda: server.url)

    def answer(request: Request) -> Reply:
        if "lookup" in request.path and file.exists():
            if how == "deleted":
                file.unlink()
            else:
                other.replace(file)
        return world(request)

    with run_server(answer) as server, pytest.raises(DatabaseUnusable, match="was deleted or replaced"):
        crawls.run(file, f"#{TAG}", instances=[server.url])


@pytest.mark.parametrize("how", ["DROP TABLE edge", "ALTER TABLE edge RENAME kind TO other"])
def test_a_database_that_lacks_a_part_is_told_in_a_sentence(database: Database, how: str) -> None:
    with database.write() as connection:
        connection.execute(text(how))
    with pytest.raises(DatabaseUnusable, match="was changed by something else"), database.read() as connection:
        connection.execute(text("SELECT kind FROM edge"))


def test_a_table_that_is_gone_is_a_fault(database: Database) -> None:
    assert database.find_fault() is None
    with database.write() as connection:
        connection.execute(text("DROP TABLE edge"))
    assert database.find_fault() == "damaged (no table edge): take a copy that is whole"


def test_a_database_that_a_newer_one_changed_ends_the_crawl(crawls: Crawls, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    world = small_world(("ann", "bo"), lambda: server.url)

    def answer(request: Request) -> Reply:
        if "lookup" in request.path:
            with closing(sqlite3.connect(file, timeout=10)) as connection, connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
        return world(request)

    patches = {**QUICK, "crawler.crawling.sharing:LEASE_MS": 0}
    with run_server(answer) as server, pytest.raises(NewerSchema, match="by another nanoscout"):
        crawls.run(file, f"#{TAG}", instances=[server.url], patches=patches)


@pytest.mark.parametrize(
    ("command", "what_next"), [("ingest", "do the same again"), ("discover", "go on with nanoscout discover --resume")]
)
def test_a_run_whose_process_was_killed_is_not_said_to_be_running(tmp_path: Path, command: str, what_next: str) -> None:
    file, (machine, _, _) = tmp_path / "x.db", this_worker().rsplit(":", 2)
    with closing(Database(str(file))) as database, database.write() as connection:
        for owner in (f"{machine}:999999999:1", f"elsewhere:{os.getpid()}:1"):
            start_run(connection, command, [], {}, owner=owner, now=0)
    elsewhere, killed = nanoscout_json("runs", "--database", file)
    assert (elsewhere["state"], elsewhere["detail"]) == ("running", None)
    assert (killed["state"], killed["detail"]) == ("interrupted", f"its process was ended; {what_next}")


def test_a_recording_that_finds_no_room_leaves_a_run_that_is_told_as_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written fails again when the file is closed: the run then stayed a running one."""

    class Full:
        def close(self) -> None:
            raise DiskFull("crawl.warc: the disk is full")

    monkeypatch.setattr(
        "crawler.crawling.running.run_scrapy", lambda crawl, *_: crawl.stop(DiskFull("no page can be recorded"))
    )
    nothing: Any = None
    full: Any = Full()
    with closing(Database(str(tmp_path / "x.db"))) as database:
        with database.write() as connection:
            run_id = start_run(connection, "discover", [], {}, owner="", now=0)
        crawl = Crawl(database, run_id, {}, {}, Budget(), recording=full)
        with pytest.raises(DiskFull, match="no page can be recorded"):
            crawl_to_its_end(crawl, nothing, nothing)
    assert rows_in(tmp_path / "x.db", "SELECT state, detail FROM run") == [("failed", "no page can be recorded")]
