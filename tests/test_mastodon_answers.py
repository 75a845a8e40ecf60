"""Limits, names and pages of Mastodon, and answers that lack what they should have; whole ones: fixtures/mastodon."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from operator import getitem
from typing import Any

import pytest

from crawler.networks import all_networks, load_network
from crawler.networks.mastodon import NETWORK
from crawler.networks.network import Limit
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Edge, Post, Profile, Sighting
from tests.fixture_pages import case_folders, load_page


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        (
            {"x-ratelimit-remaining": "12", "x-ratelimit-reset": "2026-11-20T10:15:00.123456Z"},
            Limit(12, datetime(2026, 11, 20, 10, 15, 0, 123456, tzinfo=UTC)),
        ),
        ({"x-ratelimit-reset": "1795169700"}, Limit(None, datetime(2026, 11, 20, 10, 15, tzinfo=UTC))),
        ({"x-ratelimit-reset": "1795169700000"}, Limit(None, datetime(2026, 11, 20, 10, 15, tzinfo=UTC))),
        ({"x-ratelimit-reset": "2026-11-20T11:15:00+01:00"}, Limit(None, datetime(2026, 11, 20, 10, 15, tzinfo=UTC))),
        (
            {"x-ratelimit-reset": "Fri, 20 Nov 2026 10:15:00 GMT"},
            Limit(None, datetime(2026, 11, 20, 10, 15, tzinfo=UTC)),
        ),
        (
            {"ratelimit-remaining": "3", "ratelimit-reset": "300"},
            Limit(3, datetime(2026, 11, 20, 10, 15, tzinfo=UTC)),
        ),
        ({"x-ratelimit-reset": "99999999999999999999"}, None),
        ({"x-ratelimit-reset": "700000"}, None),
        ({"x-ratelimit-remaining": "-1", "x-ratelimit-reset": ""}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, Limit(0, None)),
    ],
)
def test_limits_are_read_in_every_form(headers: dict[str, str], expected: Limit | None) -> None:
    time = datetime(2026, 11, 20, 10, 10, tzinfo=UTC)
    assert NETWORK.limit(Page("https://photos.example/", b"[]", headers=headers, time=time)) == expected


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
        ("https://board.example/users/59996", None),
        ("https://pens.example/@59996", "59996@pens.example"),
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


def _places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys that lead to each part of a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        yield (*above, key)
        yield from _places(one, (*above, key))


_JSON_CASES = [folder for folder in case_folders("mastodon") if (folder / "body.json").exists()]


@pytest.mark.parametrize("folder", _JSON_CASES, ids=lambda folder: folder.name)
def test_a_missing_key_is_null_and_never_a_crash(folder: Any) -> None:
    page = load_page(folder)
    whole = {fact.model_dump_json(): fact for fact in NETWORK.read(page)}
    said = {str(value) for fact in whole.values() for value in fact.model_dump().values() if isinstance(value, int)}
    for *above, key in _places(page.json):
        if key in (
            "pleroma",
            "hide_followers_count",
            "suspended",
            "followingVisibility",
        ):  # without it the page does say 0
            continue
        oddities: tuple[Any, ...] = ("missing", None, 17, "text", [])
        for odd in oddities:
            value = json.loads(page.body)
            container = reduce(getitem, above, value)
            if odd == "missing":
                del container[key]
            else:
                container[key] = odd
            facts = NETWORK.read(replace(page, body=json.dumps(value).encode()))
            dumps = [fact.model_dump(exclude={"followers_within"}) for fact in facts]  # 0 wherever a count is known
            numbers = {str(one) for dump in dumps for one in dump.values() if isinstance(one, int)}
            assert numbers <= said | {"17", "True", "False"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Location", "Leeds, UK", "Leeds, UK"),
        ("📍 Ort:", "<span>Wien</span>", "Wien"),
        ("場所", "京都", "京都"),
        ("Home", '<a href="https://mira.example">mira.example</a>', None),
        ("Home", "https://mira.example", None),
        ("Favourite place", "the sofa", None),
    ],
)
def test_the_field_that_says_where_somebody_is(name: str, value: str, expected: str | None) -> None:
    account = {"id": "1", "acct": "mira", "username": "mira", "url": "https://ink.example/@mira", "note": "",
               "followers_count": 1200, "fields": [{"name": name, "value": value, "verified_at": None}]}  # fmt: skip
    (read,) = NETWORK.read(Page("https://ink.example/api/v1/accounts/1", json.dumps(account).encode()))
    assert isinstance(read, Profile)
    assert read.location == expected


def test_an_account_as_a_client_for_javascript_writes_it_is_no_account_of_xs() -> None:
    account = {"id": "1", "username": "odile", "acct": "odile@far.example", "displayName": "Odile",
               "note": "<p>pots</p>",
               "followersCount": 12, "followingCount": 3, "statusesCount": 9, "url": "https://far.example/@odile",
               "createdAt": "2020-01-01T00:00:00.000Z", "locked": False}  # fmt: skip
    page = Page(url="saved", body=json.dumps(account).encode())
    assert [network.name for network in all_networks() if network.recognises(page)] == ["mastodon"]
    [fact] = NETWORK.read(page)
    assert isinstance(fact, Profile)
    assert (fact.handle, fact.display_name, fact.followers, fact.following) == ("odile@far.example", "Odile", 12, 3)


@pytest.mark.parametrize(("host", "counts"), [(None, (12, 3, 9)), ("far.example", (None, None, None))])
def test_misskey_counts_only_its_own_people(host: str | None, counts: tuple[int | None, ...]) -> None:
    user = {"id": "8x", "username": "odile", "host": host, "name": "Odile :raku:", "avatarUrl": "https://a.example/a",
            "emojis": [{"name": "raku", "url": "https://a.example/r"}], "followersCount": 12, "followingCount": 3,
            "notesCount": 9}  # fmt: skip
    [fact] = NETWORK.read(Page(url="saved", body=json.dumps(user).encode()))
    assert isinstance(fact, Profile)
    assert (fact.followers, fact.following, fact.posts_count) == counts
    assert fact.display_name == "Odile"


def test_a_stream_that_was_saved_as_text_tells_its_posts() -> None:
    account = {"id": "7", "username": "odile", "acct": "odile", "followers_count": 5, "note": "",
               "url": "https://social.example/@odile"}  # fmt: skip
    status = {"id": "900", "created_at": "2025-06-23T10:00:00Z", "content": "<p>Raku</p>", "account": account,
              "uri": "https://social.example/users/odile/statuses/900", "url": None}  # fmt: skip
    body = b"event: update\ndata: " + json.dumps(status).encode() + b"\n\nevent: delete\ndata: 899\n\n"
    page = Page(url="saved", body=body)
    assert NETWORK.recognises(page)
    assert [fact.text for fact in NETWORK.read(page) if isinstance(fact, Post)] == ["Raku"]


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ([("video/mp4", "files/1.mp4"), ("application/x-bittorrent", "files/1.torrent")], "videos/watch/1"),
        ([("audio/ogg", "listen/1"), ("text/html", "library/1")], "library/1"),
    ],
)
def test_a_file_is_not_the_page_of_a_post_on_older_servers(links: list[tuple[str, str]], url: str) -> None:
    home = "https://tube.example"
    video = {
        "type": "Video", "id": f"{home}/videos/watch/1", "name": "Porridge", "content": "Oats.",
        "attributedTo": f"{home}/accounts/wilf", "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "published": "2018-03-23T16:43:22.988Z",
        "url": [{"type": "Link", "mimeType": kind, "href": f"{home}/{path}"} for kind, path in links],
    }  # fmt: skip
    facts = NETWORK.read(Page(f"{home}/videos/watch/1", json.dumps(video).encode()))
    assert [fact.url for fact in facts if isinstance(fact, Post)] == [f"{home}/{url}"]


@pytest.mark.parametrize(
    ("name", "kind", "route"), [("followers", "follower", "related"), ("following", "following", "following")]
)
def test_a_collection_of_bare_addresses_says_who_follows_whom(name: str, kind: str, route: str) -> None:
    whole = f"https://pens.example/users/mira/{name}"
    page = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": f"{whole}?page=1",
        "type": "OrderedCollectionPage",
        "partOf": whole,
        "totalItems": 4,
        # The second tells a number instead of a name, and the last is the account itself.
        "orderedItems": ["https://ink.example/users/bo", "https://key.example/users/9abcdefghi", 7,
                         "https://pens.example/users/mira"],
    }  # fmt: skip
    for said in (page, {**page, "id": whole, "partOf": None}):
        facts = load_network("mastodon").read(Page("followers.json", json.dumps(said).encode()))
        ties = [(fact.source, fact.target, fact.kind) for fact in facts if isinstance(fact, Edge)]
        assert ties == [("mira@pens.example", "bo@ink.example", kind)]
        met = [(fact.handle, fact.route) for fact in facts if isinstance(fact, Sighting)]
        assert met == [("bo@ink.example", route)]
    liked = {**page, "id": "https://pens.example/users/mira/statuses/1/likes", "partOf": None}
    assert load_network("mastodon").read(Page("likes.json", json.dumps(liked).encode())) == []
