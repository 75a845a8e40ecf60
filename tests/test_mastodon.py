"""The Mastodon network's asking, following, limits and names; its reading is tested by fixtures/mastodon."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.networks.mastodon import NETWORK
from crawler.networks.network import Ask, Limit, Options, Target
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Profile
from tests.fixture_pages import FIXTURES, case_folders, load_page

ONE = Options(instances=["photos.example"])
TWO = Options(instances=["photos.example", "http://127.0.0.1:3000"])


def account_target(handle: str) -> Target:
    return Target("mastodon", "account", handle)


def urls(asks: list[Ask]) -> list[str]:
    return [ask.url for ask in asks]


def test_a_hashtag_is_asked_of_every_instance() -> None:
    asks = NETWORK.ask(Target("mastodon", "hashtag", "größe"), TWO)
    assert urls(asks) == [
        "https://photos.example/api/v1/timelines/tag/gr%C3%B6%C3%9Fe?limit=40",
        "http://127.0.0.1:3000/api/v1/timelines/tag/gr%C3%B6%C3%9Fe?limit=40",
    ]
    assert urls(NETWORK.ask(Target("mastodon", "hashtag", "tea"), Options()))[0].startswith("https://mastodon.social/")


def test_the_next_page_is_asked_of_the_same_host_and_not_for_ever() -> None:
    target = Target("mastodon", "hashtag", "tea")
    asks = NETWORK.ask(target, ONE)
    seen = []
    for number in range(20):
        if not asks:
            break
        link = f'<http://10.0.0.1/evil?limit=40&max_id={number}>; rel="next", <https://photos.example/x>; rel="prev"'
        page = Page(asks[0].url, b'[{"id": "1"}]', headers={"link": link})
        asks = NETWORK.follow(target, asks[0], page, [], ONE)
        seen += urls(asks)
    assert seen == [f"https://photos.example/api/v1/timelines/tag/tea?limit=40&max_id={n}" for n in range(4)]


@pytest.mark.parametrize(
    "page",
    [
        Page("u", b"[]", headers={"link": '<https://photos.example/a?max_id=1>; rel="next"'}),
        Page("u", b'[{"id": "1"}]', headers={"link": '<https://photos.example/a?min_id=1>; rel="prev"'}),
        Page("u", b'[{"id": "1"}]'),
        Page("u", b"<html>", headers={"link": '<https://photos.example/a?max_id=1>; rel="next"'}),
    ],
)
def test_an_end_is_an_end(page: Page) -> None:
    target = Target("mastodon", "hashtag", "tea")
    assert NETWORK.follow(target, NETWORK.ask(target, ONE)[0], page, [], ONE) == []


@pytest.mark.parametrize(
    ("handle", "options", "expected"),
    [
        ("mira@photos.example", ONE, "https://photos.example/api/v1/accounts/lookup?acct=mira"),
        ("noor@far.example", ONE, "https://photos.example/api/v1/accounts/lookup?acct=noor@far.example"),
        ("mira", ONE, "https://photos.example/api/v1/accounts/lookup?acct=mira"),
        ("oda@127.0.0.1:3000", TWO, "http://127.0.0.1:3000/api/v1/accounts/lookup?acct=oda"),
        ("oda@localhost:3000", TWO, "http://127.0.0.1:3000/api/v1/accounts/lookup?acct=oda"),
        ("oda@localhost:4000", TWO, "https://photos.example/api/v1/accounts/lookup?acct=oda@localhost:4000"),
    ],
)
def test_only_configured_instances_are_asked_for_an_account(handle: str, options: Options, expected: str) -> None:
    assert urls(NETWORK.ask(account_target(handle), options)) == [expected]


def test_an_account_unknown_on_one_instance_is_asked_of_the_next() -> None:
    target = account_target("noor@far.example")
    (first,) = NETWORK.ask(target, TWO)
    gone = Page(first.url, b'{"error": "Record not found"}', 404)
    (second,) = NETWORK.follow(target, first, gone, NETWORK.read(gone), TWO)
    assert second.url == "http://127.0.0.1:3000/api/v1/accounts/lookup?acct=noor@far.example"
    assert NETWORK.follow(target, second, replace(gone, url=second.url), NETWORK.read(gone), TWO) == []


def test_after_a_lookup_come_posts_and_whom_it_follows() -> None:
    target = account_target("mira@photos.example")
    page = load_page(FIXTURES / "mastodon" / "account")
    (lookup,) = NETWORK.ask(target, ONE)
    statuses, following = NETWORK.follow(target, lookup, page, NETWORK.read(page), ONE)
    about = "https://photos.example/api/v1/accounts/110001"
    assert statuses.url == f"{about}/statuses?exclude_replies=true&exclude_reblogs=true&limit=40"
    assert following.url == f"{about}/following?limit=80"
    assert {statuses.document, following.document} == {"https://photos.example/@mira"}
    few = replace(ONE, posts_per_account=10, related_per_account=0)
    (only,) = NETWORK.follow(target, lookup, page, NETWORK.read(page), few)
    assert only.url.endswith("limit=10")
    rows = json.dumps([{"id": str(n)} for n in range(40)]).encode()
    answered = Page(statuses.url, rows, headers={"link": f'<{about}/statuses?max_id=7>; rel="next"'})
    assert NETWORK.follow(target, statuses, answered, [], ONE) == []
    (more,) = NETWORK.follow(target, statuses, answered, [], replace(ONE, posts_per_account=100))
    assert more.url.endswith("/statuses?exclude_replies=true&exclude_reblogs=true&limit=40&max_id=7")
    assert more.document == "https://photos.example/@mira"
    assert NETWORK.follow(target, more, answered, [], replace(ONE, posts_per_account=100)) == []  # it leads to itself
    later = replace(answered, headers={"link": f'<{about}/statuses?max_id=3>; rel="next"'})
    (last,) = NETWORK.follow(target, more, later, [], replace(ONE, posts_per_account=100))
    assert NETWORK.follow(target, last, answered, [], replace(ONE, posts_per_account=100)) == []


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        (
            {"x-ratelimit-remaining": "12", "x-ratelimit-reset": "2026-11-20T10:15:00.123456Z"},
            Limit(12, datetime(2026, 11, 20, 10, 15, 0, 123456, tzinfo=UTC)),
        ),
        ({"x-ratelimit-reset": "1795169700"}, Limit(None, datetime(2026, 11, 20, 10, 15, tzinfo=UTC))),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, Limit(0, None)),
    ],
)
def test_limits_are_read_in_both_forms(headers: dict[str, str], expected: Limit | None) -> None:
    assert NETWORK.limit(Page("https://photos.example/", b"[]", headers=headers)) == expected


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://photos.example/@mira", "mira@photos.example"),
        ("https://photos.example/@Mira/?x=1#top", "mira@photos.example"),
        ("https://photos.example/users/mira", "mira@photos.example"),
        ("https://photos.example/@noor@far.example", "noor@far.example"),
        ("http://127.0.0.1:3000/@oda", "oda@127.0.0.1:3000"),
        ("https://photos.example/@mira/9001", None),
        ("https://photos.example/about", None),
        ("https://www.youtube.com/@mira", None),
        ("https://www.tiktok.com/@mira", None),
        ("ftp://photos.example/@mira", None),
        ("not an address", None),
        ("http://[::1/@mira", None),
    ],
)
def test_public_addresses(url: str, handle: str | None) -> None:
    assert NETWORK.handle_of(url) == handle


def test_handles() -> None:
    assert NETWORK.clean_handle(" @Mira@Photos.Example ") == "mira@photos.example"
    assert NETWORK.clean_handle("mira.lind") == "mira.lind"
    assert NETWORK.clean_handle("üser@ëxample.example") == "üser@ëxample.example"
    assert NETWORK.profile_url("mira@photos.example") == "https://photos.example/@mira"
    assert NETWORK.profile_url("mira") == "https://mastodon.social/@mira"
    for impossible in ("", "@", "a b", "mira@", "@@mira", "mira@a@b", "mira/..", "x" * 200):
        with pytest.raises(ValueError, match="no handle"):
            NETWORK.clean_handle(impossible)


def test_readiness_names_the_instances() -> None:
    assert NETWORK.ready(TWO).ready
    assert "photos.example, 127.0.0.1:3000" in NETWORK.ready(TWO).hint
    assert "mastodon.social" in NETWORK.ready(Options()).hint


def test_other_pages_are_not_ours() -> None:
    for body in (
        b"[]",
        b"{}",
        b'{"data": {"user": {"username": "mira", "biography": ""}}}',
        b"<html></html>",
        b"x",
        b"",
    ):
        assert not NETWORK.recognises(Page("https://other.example/x", body))
    assert NETWORK.read(Page("https://other.example/x", b'{"data": {"user": {"username": "mira"}}}')) == []
    with pytest.raises(UnreadablePage):
        NETWORK.read(Page("https://photos.example/@mira", b"<html></html>"))
    with pytest.raises(UnreadablePage):
        NETWORK.read(Page("https://photos.example/api/v1/x", b"{"))


def test_a_handle_without_any_host_stays_bare() -> None:
    body = b'{"id": 5, "username": "mira", "acct": "Mira", "note": "", "followers_count": "12"}'
    (profile,) = NETWORK.read(Page("saved.json", body, source="file"))
    assert isinstance(profile, Profile)
    assert (profile.handle, profile.native_id, profile.followers) == ("mira", "5", 12)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in list(items):
        yield value, key
        yield from _places(one)


_JSON_CASES = [folder for folder in case_folders("mastodon") if (folder / "body.json").exists()]


@pytest.mark.parametrize("folder", _JSON_CASES, ids=lambda folder: folder.name)
def test_a_missing_key_is_null_and_never_a_crash(folder: Any) -> None:
    page = load_page(folder)
    whole = {fact.model_dump_json(): fact for fact in NETWORK.read(page)}
    said = {str(value) for fact in whole.values() for value in fact.model_dump().values() if isinstance(value, int)}
    count = len(list(_places(page.json)))
    for number in range(count):
        oddities: tuple[Any, ...] = ("missing", None, 17, "text", [])
        for odd in oddities:
            value = copy.deepcopy(page.json)
            container, key = list(_places(value))[number]
            if str(key) in ("pleroma", "hide_followers_count"):  # without it the page does say 0
                continue
            if odd == "missing":
                del container[key]
            else:
                container[key] = odd
            facts = NETWORK.read(replace(page, body=json.dumps(value).encode()))
            numbers = {str(one) for fact in facts for one in fact.model_dump().values() if isinstance(one, int)}
            assert numbers <= said | {"17", "True", "False"}
