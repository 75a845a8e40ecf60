"""Every class of fault ends as it is declared, and none of them puts wrong data into the database."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.crawls import QUICK, Ended, open_crawls
from tests.fault_server import TAG
from tests.faults import Fault, Host, run_faults
from tests.faults.classes import FAULTS

pytestmark = pytest.mark.long
_AT_ONCE = 24  # hosts that one crawl asks
PATCHES = {**QUICK, "crawler.engine.settings:DOWNLOAD_TIMEOUT": 2}


class Seen:
    """What a crawl made of one host."""

    def __init__(self, host: Host, ended: Ended, database: Path) -> None:
        self.host, self.ended, self.database = host, ended, database

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query says."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query, values).fetchall()

    @property
    def outcome(self) -> tuple[str, str]:
        """(facts, empty, unreadable, fault or the kind of a block; the words that are told)."""
        place = f"%127.0.0.1:{self.host.port}/%timelines/tag%"
        pages = self.rows("SELECT outcome, coalesce(detail, '') FROM page WHERE url LIKE ? ORDER BY id", place)
        blocks = self.rows("SELECT kind, coalesce(detail, '') FROM block WHERE url LIKE ? ORDER BY id", place)
        held = self.rows("SELECT reason FROM host WHERE host = ?", f"127.0.0.1:{self.host.port}")
        reason = str(held[0][0]) if held and held[0][0] else ""
        if pages and pages[-1][0] in ("facts", "empty", "unreadable"):
            return pages[-1]
        if blocks:
            return str(blocks[-1][0]), str(blocks[-1][1])
        return ("fault", reason) if reason else ("nothing", "")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    folder = tmp_path_factory.mktemp("faults")
    found: dict[str, Seen] = {}
    with run_faults(FAULTS) as hosts, open_crawls() as crawls:
        groups = [hosts[start::_GROUPS] for start in range(_GROUPS)]
        asked: dict[str, Any] = {"patches": PATCHES, "max_requests": 9_000}
        begun = [
            crawls.start(folder / f"{n}.db", f"#{TAG}", instances=[host.url for host in group], **asked)
            for n, group in enumerate(groups)
        ]
        for number, (group, crawl) in enumerate(zip(groups, begun, strict=True)):
            ended = crawl.result(timeout=240)
            found |= {host.fault.name: Seen(host, ended, folder / f"{number}.db") for host in group}
    return found


_GROUPS = -(-len(FAULTS) // _AT_ONCE)


def test_there_are_enough_classes_and_each_has_a_name_of_its_own() -> None:
    assert len(FAULTS) >= 60
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_ends_as_declared(seen: dict[str, Seen], fault: Fault) -> None:
    one = seen[fault.name]
    outcome, words = one.outcome
    assert outcome == fault.outcome, words
    assert fault.words in words
    assert 1 <= one.host.asked <= fault.asked


def test_nobody_wrong_is_in_the_database(seen: dict[str, Seen]) -> None:
    """One post of Ann's, and Ann, out of whatever answer was whole; nothing else out of any."""
    for database in {one.database for one in seen.values()}:
        with closing(sqlite3.connect(database)) as connection:
            posts = connection.execute("SELECT author_handle, text, likes, comments FROM post").fetchall()
            accounts = connection.execute("SELECT handle, followers, bio FROM account").fetchall()
            assert posts == [("ann@ink.example", f"Note 1 #{TAG}", 40, 1)]
            # Half a letter of an answer is a question mark; the rest of it is hers.
            assert [(*one, bio.replace("\ufffd ", "")) for *one, bio in accounts] == [
                ("ann@ink.example", 4_000, "I am ann")
            ]
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_nothing_but_the_named_hosts_was_asked(seen: dict[str, Seen]) -> None:
    for one in seen.values():
        assert all(path.startswith(("/robots.txt", "/api/")) for path in one.host.paths), one.host.paths
