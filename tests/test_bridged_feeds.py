"""Feeds that bridges make of accounts, feeds on a domain of one's own, and networks that are links only."""

from typing import TypeVar

import orjson
import pytest

from crawler.claims import account_at
from crawler.networks import load_network
from crawler.networks.network import Network
from crawler.page import Page
from storage.facts import Block, Fact, Post, Profile
from tests.test_old_apis import claimed

One = TypeVar("One", Profile, Post)
RSSHUB = """<?xml version="1.0" encoding="UTF-8"?><rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel>
<title>Odile (@odile.kiln) - There</title><link>{account}</link>
<atom:link href="https://bridge.example/there/user/odile.kiln" rel="self" type="application/rss+xml"></atom:link>
<description>pots - Powered by RSSHub</description><generator>RSSHub</generator>
<item><title>Glaze day #pottery</title><description>Glaze day #pottery</description><link>{post}</link>
<guid isPermaLink="false">1</guid><pubDate>Mon, 23 Jun 2025 10:00:00 GMT</pubDate></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title type="text">odile.kiln - A Bridge</title><id>https://bridge.example/?action=display</id>
<link rel="self" type="application/atom+xml" href="https://bridge.example/?action=display"/>
<link rel="alternate" type="text/html" href="{account}"/>
<entry><title type="html">Glaze day</title><published>2025-06-23T10:00:00+00:00</published><id>{post}</id>
<link rel="alternate" type="text/html" href="{post}"/>
<content type="html">Glaze day #pottery</content></entry></feed>"""
JSON_FEED = """{{"version":"https://jsonfeed.org/version/1.1","title":"Odile (@odile.kiln) - There",
"home_page_url":"{account}","feed_url":"https://bridge.example/there/user/odile.kiln","description":"Powered by RSSHub",
"items":[{{"id":"{post}","url":"{post}","title":"Glaze day #pottery","content_html":"Glaze day #pottery",
"date_published":"2025-06-23T10:00:00.000Z"}}]}}"""
FEEDS = [
    ("instagram", "https://www.instagram.com/odile.kiln", "https://www.instagram.com/p/CKilnDay_01/",
     "odile.kiln", "2495722554967981365"),
    ("tiktok", "https://www.tiktok.com/@odile.kiln", "https://www.tiktok.com/@odile.kiln/video/7400000000000000011",
     "odile.kiln", "7400000000000000011"),
    ("threads", "https://www.threads.net/@odile.kiln", "https://www.threads.net/@odile.kiln/post/CKilnDay_01",
     "odile.kiln", "2495722554967981365"),
    ("youtube", "https://www.youtube.com/@odilekiln", "https://www.youtube.com/watch?v=kilnday0001",
     "odilekiln", "kilnday0001"),
    ("x", "https://x.com/odilekiln", "https://x.com/odilekiln/status/1445880548472328192",
     "odilekiln", "1445880548472328192"),
    ("pinterest", "https://www.pinterest.com/odilekiln/", "https://www.pinterest.com/pin/7400000000000000011/",
     "odilekiln", "7400000000000000011"),
    ("tumblr", "https://odilekiln.tumblr.com/", "https://odilekiln.tumblr.com/post/1234567890/glaze",
     "odilekiln", "1234567890"),
    ("mastodon", "https://kiln.example/@odile", "https://kiln.example/@odile/112345678901234567",
     "odile@kiln.example", "112345678901234567"),
]  # fmt: skip


@pytest.mark.parametrize("form", [RSSHUB, ATOM, JSON_FEED])
@pytest.mark.parametrize(("network", "account", "post", "handle", "native_id"), FEEDS)
def test_a_feed_that_a_bridge_makes_is_its_accounts(
    form: str, network: str, account: str, post: str, handle: str, native_id: str
) -> None:
    name, facts = claimed(form.format(account=account, post=post).encode())
    [profile], [told] = of(Profile, facts), of(Post, facts)
    assert (name, profile.handle, profile.followers, profile.bio) == (network, handle, None, None)
    assert (told.native_id, told.author_handle, told.likes) == (native_id, handle, None)
    assert (told.text or "").startswith("Glaze day")


@pytest.mark.parametrize("form", [RSSHUB, ATOM, JSON_FEED])
def test_a_bridges_feed_of_bluesky_knows_its_posts_by_their_addresses(form: str) -> None:
    account = "https://bsky.app/profile/odile.kiln.example"
    name, facts = claimed(form.format(account=account, post=f"{account}/post/3kilnday").encode())
    [profile], [told] = of(Profile, facts), of(Post, facts)
    assert (name, profile.handle, profile.bio) == ("bluesky", "odile.kiln.example", None)
    assert (told.native_id, told.code, told.author_handle) == (None, "3kilnday", "odile.kiln.example")


def of(kind: type[One], facts: list[Fact]) -> list[One]:
    """The facts of one kind."""
    return [fact for fact in facts if isinstance(fact, kind)]


@pytest.mark.parametrize(
    ("account", "post"), [one[1:3] for one in FEEDS if one[0] in ("instagram", "mastodon", "tumblr")]
)
def test_the_name_in_a_bridges_title_is_told_where_it_surely_is_one(account: str, post: str) -> None:
    names = []
    for form in (RSSHUB, ATOM):
        _, facts = claimed(form.format(account=account, post=post).encode())
        names += [profile.display_name for profile in of(Profile, facts)]
    assert names == ["Odile", None]


def test_a_channel_whose_bridged_feed_tells_its_id_alone() -> None:
    channel = "UCodilekiln00000000000a1"
    account, post = f"https://www.youtube.com/channel/{channel}", "https://www.youtube.com/watch?v=kilnday0001"
    _, facts = claimed(RSSHUB.format(account=account, post=post).encode())
    [profile], [told] = of(Profile, facts), of(Post, facts)
    assert (profile.native_id, told.author_native_id, told.author_handle) == (channel, channel, None)


@pytest.mark.parametrize(
    ("network", "account"),
    [("facebook", "https://www.facebook.com/odile.kiln"), ("reddit", "https://www.reddit.com/user/odilekiln/")],
)
def test_a_feed_of_a_network_of_links_only_is_named(network: str, account: str) -> None:
    name, [fact] = claimed(RSSHUB.format(account=account, post=f"{account}/1").encode())
    assert isinstance(fact, Block)
    assert (name, fact.kind) == (network, "gated")


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "Listing", "data": {"children": [], "after": None}},
        [{"kind": "t3", "data": {"author": "odilekiln", "subreddit": "pottery", "title": "Raku"}}],
    ],
)
def test_an_answer_of_reddit_is_named_without_its_address(answer: object) -> None:
    name, [fact] = claimed(answer)
    assert isinstance(fact, Block)
    assert (name, fact.kind) == ("reddit", "gated")


def test_a_feed_on_a_domain_of_ones_own_names_the_blog_in_its_generator() -> None:
    body = """<rss version="2.0"><channel><description>pots</description><title>Kiln days</title>
    <generator>Tumblr (3.0; @odilekiln)</generator><link>https://kilndays.example/</link>
    <item><title>Raku</title><link>https://kilndays.example/post/1234567890</link></item></channel></rss>"""
    name, facts = claimed(body.encode())
    assert (name, of(Profile, facts)[0].handle) == ("tumblr", "odilekiln")
    assert [(post.native_id, post.author_handle) for post in of(Post, facts)] == [("1234567890", "odilekiln")]


@pytest.mark.parametrize("address", ["https://miralind.example/", "https://letters.example/@mira"])
def test_a_feed_of_any_other_site_stays_a_blogs(address: str) -> None:
    page = Page(url="saved", body=RSSHUB.format(account=address, post=f"{address}1").encode())
    networks: list[Network] = [load_network(name) for name in ("instagram", "x", "youtube", "facebook", "blog")]
    assert [network.name for network in networks if network.recognises(page)] == ["blog"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://fb.me/odilekiln", "odilekiln"),
        ("https://fb.me/OdileKiln", "odilekiln"),
        ("https://fb.me/1abCdE2f", None),  # a short address of anything at all
        ("https://fb.me/JfVTDpxA", None),
        ("https://www.facebook.com/odile.kiln/posts/123?x=1", "odile.kiln"),
        ("https://m.facebook.com/odile.kiln/photos", "odile.kiln"),
        ("https://www.facebook.com/groups/123/posts/4", None),
        ("https://www.facebook.com/pfbid02Q1", None),
        ("https://www.facebook.com/watch/live/?v=1", None),
    ],
)
def test_addresses_of_facebook(address: str, name: str | None) -> None:
    assert account_at(address) == (None if name is None else ("facebook", name))


def test_an_event_stream_that_was_saved_is_a_list_of_what_its_events_tell() -> None:
    body = b":thump\n\nevent: update\ndata: " + orjson.dumps({"a": 1}) + b"\n\nevent: delete\ndata: 5\n\ndata: [2]\n\n"
    assert Page(url="saved", body=body).json == [{"a": 1}, [2]]
