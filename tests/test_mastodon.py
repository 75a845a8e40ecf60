"""The Mastodon network's asking and following; what its answers say: test_mastodon_answers.py, fixtures/mastodon."""

import json
from dataclasses import replace
from typing import Any

import pytest

from crawler.networks.mastodon import NETWORK
from crawler.networks.network import Ask, Options, Target
from crawler.page import Page
from storage.facts import Block, Fact, Post, Profile
from tests.fixture_pages import FIXTURES, load_page

ONE = Options(instances=["photos.example"])
TWO = Options(instances=["photos.example", "http://127.0.0.1:3000"])


def account_target(handle: str) -> Target:
    return Target("mastodon", "account", handle)


def urls(asks: list[Ask]) -> list[str]:
    return [ask.url for ask in asks]


TEA = Target("mastodon", "hashtag", "tea")


def instance_page(ask: Ask, feeds: Any = None, status: int = 200) -> Page:
    """What an instance says of itself; ``feeds``: whose posts its hashtags show to whom."""
    said: dict[str, Any] = {"domain": "photos.example", "version": "4.5.0", "configuration": {}}
    if feeds is not None:
        said["configuration"]["timelines_access"] = {"hashtag_feeds": feeds}
    return Page(ask.url, json.dumps(said).encode(), status)


def after(target: Target, ask: Ask, page: Page, options: Options) -> list[Ask]:
    return NETWORK.follow(target, ask, page, NETWORK.read(page), options)


def test_each_instance_is_asked_what_it_shows_and_then_the_hashtag() -> None:
    target = Target("mastodon", "hashtag", "größe")
    asks = NETWORK.ask(target, TWO)
    assert urls(asks) == ["https://photos.example/api/v2/instance", "http://127.0.0.1:3000/api/v2/instance"]
    tags = [after(target, ask, instance_page(ask), TWO) for ask in asks]
    assert [urls(found) for found in tags] == [
        ["https://photos.example/api/v1/timelines/tag/gr%C3%B6%C3%9Fe?limit=40"],
        ["http://127.0.0.1:3000/api/v1/timelines/tag/gr%C3%B6%C3%9Fe?limit=40"],
    ]
    assert [[ask.otherwise] for ask in asks] == tags  # what a recording without the first answer holds
    assert urls(NETWORK.ask(TEA, Options()))[0].startswith("https://mastodon.social/")


@pytest.mark.parametrize(
    ("feeds", "expected"),
    [
        (None, "?limit=40"),
        ({}, "?limit=40"),
        ({"local": "public", "remote": "public"}, "?limit=40"),
        ({"local": "public", "remote": "authenticated"}, "?limit=40&local=true"),
        ({"local": "disabled", "remote": "public"}, "?limit=40&remote=true"),
        ({"local": "authenticated", "remote": "disabled"}, None),
        ({"local": "disabled", "remote": "disabled"}, None),
        ("public", "?limit=40"),
    ],
)
def test_what_needs_a_login_is_not_asked(feeds: Any, expected: str | None) -> None:
    (ask,) = NETWORK.ask(TEA, ONE)
    page = instance_page(ask, feeds)
    blocks = [fact for fact in NETWORK.read(page) if isinstance(fact, Block)]
    found = urls(after(TEA, ask, page, ONE))
    if expected is None:
        assert found == []
        assert [block.kind for block in blocks] == ["closed"]
    else:
        assert found == [f"https://photos.example/api/v1/timelines/tag/tea{expected}"]
        assert blocks == []


@pytest.mark.parametrize("status", [200, 401, 403, 404, 405, 410, 422])
@pytest.mark.parametrize("body", [b'{"error": "Not found"}', b"<html><title>Nothing here</title></html>"])
def test_software_that_does_not_say_what_it_shows_is_asked_all_the_same(body: bytes, status: int) -> None:
    (ask,) = NETWORK.ask(TEA, ONE)
    page = Page(ask.url, body, status)
    (block,) = NETWORK.read(page)
    assert isinstance(block, Block)
    assert block.kind == ("gone" if status == 200 and body.startswith(b"{") else "hidden")
    assert urls(after(TEA, ask, page, ONE)) == ["https://photos.example/api/v1/timelines/tag/tea?limit=40"]


def first_tag_page(options: Options) -> Ask:
    (ask,) = NETWORK.ask(TEA, options)
    (tag,) = after(TEA, ask, instance_page(ask), options)
    return tag


def test_the_next_page_is_asked_of_the_same_host_and_not_for_ever() -> None:
    asks = [first_tag_page(ONE)]
    seen = []
    for number in range(20):
        if not asks:
            break
        link = f'<http://10.0.0.1/evil?limit=40&max_id={number}>; rel="next", <https://photos.example/x>; rel="prev"'
        page = Page(asks[0].url, b'[{"id": "1"}]', headers={"link": link})
        asks = NETWORK.follow(TEA, asks[0], page, [], ONE)
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
    assert NETWORK.follow(TEA, first_tag_page(ONE), page, [], ONE) == []


def test_a_directory_is_read_where_the_settings_ask_for_it() -> None:
    options = replace(ONE, said={"directory": "100"})
    (ask,) = NETWORK.ask(TEA, options)
    closed = instance_page(ask, {"local": "authenticated", "remote": "authenticated"})
    for page in (instance_page(ask), closed):
        directory = after(TEA, ask, page, options)[-1]
        assert directory.url == "https://photos.example/api/v1/directory?local=true&order=active&limit=80&offset=0"
    rows = Page(directory.url, json.dumps([{"id": str(n)} for n in range(80)]).encode())
    (more,) = NETWORK.follow(TEA, directory, rows, [], options)
    assert more.url.endswith("offset=80")
    assert NETWORK.follow(TEA, more, rows, [], options) == []
    assert NETWORK.follow(TEA, more, replace(rows, body=b"[]"), [], replace(options, live=False)) == []


FAR = "https://far.example/api/v1/accounts/lookup?acct=noor"


def chain(ask: Ask) -> list[str]:
    """An address, and those that are asked instead, in turn."""
    return [ask.url, *(chain(ask.otherwise) if ask.otherwise is not None else [])]


@pytest.mark.parametrize(
    ("handle", "options", "expected"),
    [
        ("mira@photos.example", ONE, ["https://photos.example/api/v1/accounts/lookup?acct=mira"]),
        ("noor@far.example", ONE, [FAR, "https://photos.example/api/v1/accounts/lookup?acct=noor@far.example"]),
        (
            "noor@far.example",
            TWO,
            [
                FAR,
                "https://photos.example/api/v1/accounts/lookup?acct=noor@far.example",
                "http://127.0.0.1:3000/api/v1/accounts/lookup?acct=noor@far.example",
            ],
        ),
        (
            "noor@far.example",
            replace(ONE, said={"homes": "no"}),
            ["https://photos.example/api/v1/accounts/lookup?acct=noor@far.example"],
        ),
        ("mira", ONE, ["https://photos.example/api/v1/accounts/lookup?acct=mira"]),
        (
            "oda@localhost:3000",
            TWO,
            [
                "http://127.0.0.1:3000/api/v1/accounts/lookup?acct=oda",
                "https://photos.example/api/v1/accounts/lookup?acct=oda@localhost:3000",
            ],
        ),
    ],
)
def test_an_account_is_asked_about_at_home_first(handle: str, options: Options, expected: list[str]) -> None:
    (ask,) = NETWORK.ask(account_target(handle), options)
    assert chain(ask) == expected


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:4000", "127.0.0.1", "10.0.0.1", "[::1]", "intranet", "db.internal", "a.local"]
)
def test_nobody_is_led_inside_by_a_handle(host: str) -> None:
    (ask,) = NETWORK.ask(account_target(f"oda@{host}"), ONE)
    assert chain(ask) == [f"https://photos.example/api/v1/accounts/lookup?acct=oda@{host}"] or "[" in host
    assert ask.url.startswith("https://photos.example/")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b'{"error": "Record not found"}'),
        (404, b"<!DOCTYPE html><html><title>404</title></html>"),
        (403, b"Forbidden"),
        (401, b'{"error": "Unauthorized: token not supplied"}'),
        (404, b'{"error": {"message": "Unknown API endpoint.", "code": "UNKNOWN_API_ENDPOINT"}}'),
        (200, b"{}"),
        (200, b"null"),
    ],
)
def test_an_account_unknown_at_home_is_asked_of_the_next(status: int, body: bytes) -> None:
    target = account_target("noor@far.example")
    (first,) = NETWORK.ask(target, TWO)
    seen = [first.url]
    asks = [first]
    while asks:
        page = Page(asks[0].url, body, status)
        asks = after(target, asks[0], page, TWO)
        seen += urls(asks)
    assert seen == chain(first)


def test_what_is_known_at_home_is_asked_of_nobody_else() -> None:
    target = account_target("mira@photos.example")
    page = load_page(FIXTURES / "mastodon" / "account")
    (lookup,) = NETWORK.ask(target, replace(ONE, instances=["near.example"]))
    assert chain(lookup)[1:] == ["https://near.example/api/v1/accounts/lookup?acct=mira@photos.example"]
    assert all("photos.example" in url for url in urls(after(target, lookup, page, ONE)))
    gone = json.dumps({**page.json, "suspended": True}).encode()
    assert after(target, lookup, replace(page, body=gone), ONE) == [], "its home has the last word"
    assert lookup.otherwise is not None
    shut_out = replace(page, url=lookup.otherwise.url, body=gone)
    further = replace(lookup.otherwise, otherwise=lookup)
    assert after(target, further, shut_out, ONE) == [lookup], "another instance only speaks for itself"


def test_a_home_that_answers_at_another_name_keeps_its_people_together() -> None:
    target = account_target("mira@a.example")
    (lookup,) = NETWORK.ask(target, ONE)
    account = {"id": "7", "username": "mira", "acct": "mira", "note": "", "url": "https://social.a.example/@mira"}
    url = "https://social.a.example/api/v1/accounts/lookup?acct=mira"
    page = Page(url, json.dumps(account).encode(), document=lookup.document)
    (profile,) = NETWORK.read(page)
    assert isinstance(profile, Profile)
    assert profile.handle == "mira@a.example"
    statuses = after(target, lookup, page, ONE)[0]
    assert statuses.url.startswith("https://social.a.example/api/v1/accounts/7/statuses")
    assert statuses.document == "https://a.example/@mira"


def test_after_a_lookup_come_posts_and_whom_it_follows_and_endorses() -> None:
    target = account_target("mira@photos.example")
    page = load_page(FIXTURES / "mastodon" / "account")
    (lookup,) = NETWORK.ask(target, ONE)
    asks = after(target, lookup, page, ONE)
    statuses, following, endorsements = asks
    about = "https://photos.example/api/v1/accounts/110001"
    assert statuses.url == f"{about}/statuses?exclude_replies=true&limit=40"
    assert following.url == f"{about}/following?limit=80"
    assert endorsements.url == f"{about}/endorsements?limit=40"
    assert {ask.document for ask in asks} == {"https://photos.example/@mira"}
    few = replace(ONE, posts_per_account=10, related_per_account=0)
    (only,) = after(target, lookup, page, few)
    assert only.url.endswith("limit=10")
    (_, _, _, tags) = after(target, lookup, page, replace(ONE, said={"featured_tags": "yes"}))
    assert tags.url == f"{about}/featured_tags"
    hidden = replace(page, body=json.dumps({**page.json, "hide_collections": True}).encode())
    assert [ask.purpose for ask in after(target, lookup, hidden, ONE)] == ["statuses 1.0", "endorsements"]
    shy = replace(page, body=json.dumps({**page.json, "noindex": True}).encode())
    assert after(target, lookup, shy, ONE) == []


def posts_by(*handles: str) -> list[Fact]:
    return [Post(network="mastodon", page="p", native_id=str(n), author_handle=one) for n, one in enumerate(handles)]


def test_posts_are_counted_without_boosts() -> None:
    target = account_target("mira@photos.example")
    page = load_page(FIXTURES / "mastodon" / "account")
    (lookup,) = NETWORK.ask(target, ONE)
    statuses = after(target, lookup, page, ONE)[0]
    rows = json.dumps([{"id": str(n)} for n in range(40)]).encode()
    link = {"link": '<https://photos.example/x?max_id=7>; rel="next"'}
    answered = Page(statuses.url, rows, headers=link)
    mine, others = ["mira@photos.example"], ["noor@far.example"]
    assert NETWORK.follow(target, statuses, answered, posts_by(*mine * 30, *others * 10), ONE) == []
    (more,) = NETWORK.follow(target, statuses, answered, posts_by(*mine * 3, *others * 37), ONE)
    assert more.url.endswith("/statuses?exclude_replies=true&limit=40&max_id=7")
    assert more.document == "https://photos.example/@mira"
    later = replace(answered, headers={"link": '<https://photos.example/x?max_id=3>; rel="next"'})
    assert NETWORK.follow(target, more, later, posts_by(*others * 40), ONE) == [], "one page more, not for ever"
    many = replace(ONE, posts_per_account=100)
    (more,) = NETWORK.follow(target, statuses, answered, posts_by(*mine * 40), many)
    assert NETWORK.follow(target, more, answered, posts_by(*mine * 40), many) == []  # it leads to itself
    (last,) = NETWORK.follow(target, more, later, posts_by(*mine * 40), many)
    assert NETWORK.follow(target, last, answered, posts_by(*mine * 40), many) == []


def test_readiness_names_the_instances() -> None:
    assert NETWORK.ready(TWO).ready
    assert "photos.example, 127.0.0.1:3000" in NETWORK.ready(TWO).hint
    assert "mastodon.social" in NETWORK.ready(Options()).hint
