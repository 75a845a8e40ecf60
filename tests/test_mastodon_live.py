"""The Mastodon network against a real server on loopback, asked as a visit asks."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawler.networks.mastodon import NETWORK
from crawler.networks.network import Ask, Options, Target
from crawler.page import Page
from storage.facts import Block, Edge, Fact, Post, Profile, Sighting
from tests.mastodon_server import MastodonServer, run_mastodon


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MastodonServer]:
    with run_mastodon(tmp_path_factory.mktemp("mastodon")) as running:
        yield running


def fetch(ask: Ask) -> Page:
    request = urllib.request.Request(ask.url, headers={"User-Agent": "nanoscout-tests"})
    try:
        answer = urllib.request.urlopen(request, timeout=20)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Page(
            ask.url,
            answer.read(),
            answer.status,
            headers,
            time=datetime(2026, 11, 20, tzinfo=UTC),
            document=ask.document,
        )


def visit(target: Target, options: Options) -> tuple[list[Fact], list[str]]:
    """All facts of a visit and the addresses asked, as the crawler does it: one answer at a time, in order."""
    asks, facts, asked = NETWORK.ask(target, options), [], []
    while asks:
        ask = asks.pop(0)
        try:
            page = fetch(ask)
        except urllib.error.URLError:  # a home that cannot be reached
            assert ask.elsewhere is not None
            asks.insert(0, ask.elsewhere)
            continue
        asked.append(ask.url)
        read = NETWORK.read(page)
        facts += read
        asks += NETWORK.follow(target, ask, page, read, options)
    return facts, asked


def test_a_hashtag_finds_everyone_who_posts_it(server: MastodonServer) -> None:
    options = Options(instances=[server.url])
    facts, asked = visit(Target("mastodon", "hashtag", server.tag), options)
    assert len(asked) > 1
    sighted = {fact.handle for fact in facts if isinstance(fact, Sighting) and fact.via == server.tag}
    assert sighted == server.tagged
    followers = {fact.handle: fact.followers for fact in facts if isinstance(fact, Profile)}
    assert followers == {handle: server.people[handle].followers for handle in server.tagged}
    likes = {fact.author_handle: fact.likes for fact in facts if isinstance(fact, Post)}
    assert likes == {handle: server.people[handle].likes for handle in server.tagged}


def test_every_nano_is_found_through_the_nanos_that_post(server: MastodonServer) -> None:
    options = Options(instances=[server.url])
    found: dict[str, int | None] = {}
    for handle in sorted(server.tagged & server.nano):
        facts, asked = visit(Target("mastodon", "account", handle), options)
        assert all(url.startswith(server.url) for url in asked)
        found |= {fact.handle: fact.followers for fact in facts if isinstance(fact, Profile)}
        followed = {fact.target for fact in facts if isinstance(fact, Edge) and fact.kind == "following"}
        assert {name.partition("@")[0] for name in followed} == set(server.people[handle].follows)
        assert [fact.author_handle for fact in facts if isinstance(fact, Post)] == [handle, handle]
    assert {handle for handle, count in found.items() if count and 1_000 <= count <= 10_000} == server.nano


def test_nobody_of_that_name_is_gone(server: MastodonServer) -> None:
    facts, asked = visit(Target("mastodon", "account", "nobody@far.example"), Options(instances=[server.url]))
    (block,) = facts
    assert isinstance(block, Block)
    assert (block.kind, block.detail) == ("gone", f"{server.url.removeprefix('http://')}: Record not found")
    assert asked == [f"{server.url}/api/v1/accounts/lookup?acct=nobody@far.example"]
