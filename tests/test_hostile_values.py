"""What a server of one's own may write into its answers: numbers that are none, times outside of the calendar, names
that nobody can have, links that lead nowhere."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.door import scrub_facts
from crawler.networks import load_network
from crawler.page import Page
from crawler.reading import read_page
from storage.facts import Fact, Link, Profile
from storage.landing import PageRecord
from tests.crawls import Crawls
from tests.databases import rows_in
from tests.fault_server import TAG, Reply, Request, run_server, said, small_world, status

_HOME = "https://ink.example"
_TAG_PATH = f"/api/v1/timelines/tag/{TAG}"


def _read(*answer: Any, path: str = _TAG_PATH) -> tuple[PageRecord, list[Fact]]:
    body = json.dumps(list(answer)).encode()
    page = Page(f"{_HOME}{path}", body, 200, {"content-type": "application/json"}, datetime(2026, 11, 20, tzinfo=UTC))
    return read_page(load_network("mastodon"), page)


def _profile(**changed: Any) -> Profile:
    wrote = status(_HOME, "ann")
    _, facts = _read({**wrote, "account": wrote["account"] | changed})
    return next(fact for fact in facts if isinstance(fact, Profile))


@pytest.mark.parametrize("count", ["²", "-5", "4e3", -5, 10**40, 4000.5, True, [], {}, "१२x"])
def test_a_count_that_is_none_is_unknown(count: Any) -> None:
    assert _profile(followers_count=count).followers is None


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "-1", "", 5, None])
def test_a_time_outside_of_the_calendar_is_unknown(time: Any) -> None:
    assert _profile(created_at=time).created_at is None


@pytest.mark.parametrize(
    "name", ["", "@", "@@", "a b/c", "an\nn", "\u202eann", "a\u200bnn", "ann\u2066", "a\0b", "a" * 5_000, "ann\ufeff"]
)
def test_who_has_a_name_that_nobody_can_have_is_not_kept(name: str) -> None:
    other = status(_HOME, "bob")
    wrote = status(_HOME, "ann")
    strange = {**wrote, "account": wrote["account"] | {"acct": name}}
    record, facts = _read(strange, other)
    assert {fact.handle for fact in facts if isinstance(fact, Profile)} == {"bob@ink.example"}
    record, facts = _read(strange)
    assert (record.outcome, facts) == ("unreadable", [])
    assert record.detail is not None
    assert record.detail.endswith("has a name that an account can have")


@pytest.mark.parametrize("name", ["ann", "میرا\u200cجان", "क्\u200dष", "k.i_m-1", "ａnn"])
def test_names_of_other_scripts_are_kept(name: str) -> None:
    assert _profile(acct=name).handle == f"{name}@ink.example"


def test_half_a_letter_is_kept_by_no_fact() -> None:
    """A caption cut through an emoji: no database takes it."""
    cut = Profile(network="x", page="p", handle="a", bio="so \ud83d", links=[Link(url="u", title="\udc00")])
    (whole,) = scrub_facts([cut])
    assert isinstance(whole, Profile)
    assert (whole.bio, whole.links) == ("so ?", [Link(url="u", title="?")])


def test_a_reader_that_breaks_on_a_page_is_told_and_ends_no_run() -> None:
    """Raised, a mistake of ours would end this run and every run that goes on with it, at the same page."""

    def breaks(_: Page) -> list[Fact]:
        raise RuntimeError("nobody thought of this: https://ink.example/?access_token=planted")

    network = replace(load_network("mastodon"), read=breaks)
    record, facts = read_page(network, Page(f"{_HOME}{_TAG_PATH}", b"[]"))
    assert (record.outcome, facts) == ("unreadable", [])
    assert "the reader of Mastodon broke on it (RuntimeError: nobody thought of this" in (record.detail or "")
    assert "planted" not in (record.detail or "")


@pytest.mark.parametrize("links", [5, True, {"a": "b"}, "https://ink.example", None])
@pytest.mark.parametrize("name", ["links", "Links"])
def test_links_of_a_channel_that_are_no_list_are_none(name: str, links: Any) -> None:
    channel = {"url": "https://www.youtube.com/@ink", "handle": "@ink", "subscribers": 2_000, "videos_count": 3}
    page = Page("channels.json", json.dumps([{**channel, name: links}]).encode())
    assert [fact.followers for fact in load_network("youtube").read(page) if isinstance(fact, Profile)] == [2_000]


def _refused(waits: str) -> str | None:
    page = Page(f"{_HOME}{_TAG_PATH}", b"{}", 429, {"retry-after": waits}, datetime(2026, 11, 20, tzinfo=UTC))
    return read_page(load_network("mastodon"), page)[0].detail


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        ("30", "wait 30 s"),
        ("Fri, 20 Nov 2026 10:15:00 GMT", "wait until 2026-11-20T10:15:00+00:00"),
        ("-5", "429"),
        ("²", "429"),
        ("soon", "429"),
    ],
)
def test_only_a_wait_that_can_be_read_is_told(waits: str, words: str) -> None:
    assert _refused(waits) == f"rate limit ink.example: {words}"


@pytest.mark.parametrize(
    ("length", "asked", "refused"), [(2_500, 2, 0), (3_700, 1, 1)], ids=["a long one", "one that no server takes"]
)
def test_a_long_address_is_asked_or_named_and_ends_no_run(
    crawls: Crawls, tmp_path: Path, length: int, asked: int, refused: int
) -> None:
    """Scrapy drops what is longer than 2,083 letters without a word: the run then ended as if interrupted, always."""

    def answer(request: Request) -> Reply:
        if not request.path.startswith(_TAG_PATH):
            return small_world(("ann",), lambda: server.url)(request)
        older = f'<{server.url}{_TAG_PATH}?max_id={"9" * length}>; rel="next"'
        return said([status(server.url, "ann")], link=older)

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
    assert end.state == "finished", end
    assert len(server.asked(_TAG_PATH)) == asked
    blocks = rows_in(tmp_path / "x.db", "SELECT detail FROM block WHERE kind = 'refused'")
    assert len(blocks) == refused
    assert all("is longer than 3,500 letters" in words and len(words) < 500 for (words,) in blocks)


@pytest.mark.parametrize("link", ["http://[::1", "//[", "javascript:x", "http://other.example/?max_id=2"])
def test_a_link_that_leads_nowhere_ends_no_run(crawls: Crawls, tmp_path: Path, link: str) -> None:
    def answer(request: Request) -> Reply:
        if not request.path.startswith(_TAG_PATH):
            return small_world(("ann",), lambda: server.url)(request)
        return said([status(server.url, "ann")], link=f'<{link}>; rel="next"')

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
    assert end.state == "finished", end
    assert rows_in(tmp_path / "x.db", "SELECT count(*) FROM account WHERE handle LIKE 'ann@%'") == [(1,)]
