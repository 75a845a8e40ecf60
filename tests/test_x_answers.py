"""X: what the site's own answers say beside a post's words and counts, and what they refuse."""

from typing import Any

import orjson
import pytest

from crawler.networks import load_network
from crawler.page import Page
from storage.facts import Block, Edge, Fact, Post

_OLD, _NEW = "1800000000000000001", "1900000000000000002"


def _tweet(native_id: str, text: str = "Ink", beside: dict[str, Any] | None = None, **legacy: object) -> dict[str, Any]:
    user = {"rest_id": "10", "core": {"screen_name": "mira"}, "legacy": {"followers_count": 4000}}
    said = {"full_text": text, "favorite_count": 5, "reply_count": 1, "retweet_count": 2, "id_str": native_id, **legacy}
    core = {"user_results": {"result": user}}
    return {"__typename": "Tweet", "rest_id": native_id, "core": core, "legacy": said, **(beside or {})}


def _read(value: object, url: str = "https://x.com/i/api/graphql/q/UserTweets") -> list[Fact]:
    return load_network("x").read(Page(url, orjson.dumps(value)))


def _posts(value: object) -> list[Post]:
    return [fact for fact in _read(value) if isinstance(fact, Post)]


def test_the_pinned_post_of_a_timeline_is_told_as_pinned() -> None:
    """It stood among the newest, and weighed as one of them."""
    pinned = {"content": {"itemContent": {"tweet_results": {"result": _tweet(_OLD)}}}}
    entry = {"content": {"itemContent": {"tweet_results": {"result": _tweet(_NEW)}}}}
    lines = [{"type": "TimelinePinEntry", "entry": pinned}, {"type": "TimelineAddEntries", "entries": [entry]}]
    told = _posts({"data": {"user": {"result": {"timeline": {"instructions": lines}}}}})
    assert [(post.native_id, post.pinned) for post in told] == [(_OLD, True), (_NEW, None)]


@pytest.mark.parametrize(
    "user",
    [
        {"id": "10", "username": "mira", "name": "Mira", "pinned_tweet_id": _OLD, "public_metrics": {}},
        {"id_str": "10", "screen_name": "mira", "followers_count": 4000, "pinned_tweet_ids_str": [_OLD]},
        {"rest_id": "10", "core": {"screen_name": "mira"}, "pinned_items": {"tweet_ids_str": [_OLD]}},
    ],
)
def test_an_account_tells_which_of_its_posts_is_pinned(user: dict[str, Any]) -> None:
    told = _posts({"user": user, "tweets": [_tweet(_OLD), _tweet(_NEW)]})
    assert [(post.native_id, post.pinned) for post in told] == [(_OLD, True), (_NEW, None)]


def test_who_is_tagged_in_a_picture() -> None:
    tags = [{"user_id": "5", "screen_name": "Tam_F", "type": "user"}]
    media = [{"type": "photo", "features": {"all": {"tags": tags}}}]
    facts = _read(_tweet(_NEW, extended_entities={"media": media}))
    assert [fact.tagged for fact in facts if isinstance(fact, Post)] == [["tam_f"]]
    assert [(fact.target, fact.kind) for fact in facts if isinstance(fact, Edge)] == [("tam_f", "tagged")]


def test_an_article_is_told_by_its_title_where_its_post_is_nothing_but_a_link() -> None:
    article = {"article": {"article_results": {"result": {"title": "On rye", "preview_text": "Rye is slow"}}}}
    told = [_posts(_tweet(_NEW, text, article))[0] for text in ("https://t.co/abc", "My article: https://t.co/abc")]
    assert [post.text for post in told] == ["On rye\n\nRye is slow", "My article: https://t.co/abc"]
    assert {post.kind for post in told} == {"article"}


@pytest.mark.parametrize("views", [{"count": "321"}, "321", 321])
def test_views_may_stand_without_their_wrapper(views: object) -> None:
    assert [post.views for post in _posts(_tweet(_NEW, beside={"views": views}))] == [321]


_AGE = {"text": {"text": "Age-restricted adult content. To view this media, log in."}}
_LIMITED = {"text": {"text": "You’re unable to view this Post because this account owner limits who can view them."}}


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        ({"__typename": "TweetUnavailable", "reason": "Protected"}, "private"),
        ({"__typename": "TweetUnavailable", "reason": "NsfwLoggedOut"}, "gated"),
        ({"__typename": "TweetUnavailable", "reason": "Suspended"}, "gone"),
        ({"__typename": "TweetTombstone", "tombstone": _AGE}, "gated"),
        ({"__typename": "TweetTombstone", "tombstone": _LIMITED}, "private"),
        (None, "gone"),
    ],
)
def test_a_post_that_is_not_shown_is_named(result: object, kind: str) -> None:
    page = Page("saved", orjson.dumps({"data": {"tweetResult": {"result": result} if result else None}}))
    assert result is None or load_network("x").recognises(page)
    assert [(type(fact), getattr(fact, "kind", None)) for fact in load_network("x").read(page)] == [(Block, kind)]


def test_a_page_describes_its_post_for_machines() -> None:
    stats = [
        {"name": "Likes", "interactionType": "https://schema.org/LikeAction", "userInteractionCount": 40},
        {"name": "Retweets", "interactionType": "https://schema.org/ShareAction", "userInteractionCount": 6},
        {"name": "Quotes", "interactionType": "https://schema.org/ShareAction", "userInteractionCount": 9},
        {"interactionType": "https://schema.org/ViewAction", "userInteractionCount": 2100},
    ]
    said = {
        "@context": "https://schema.org", "@type": "SocialMediaPosting", "url": f"https://x.com/mira/status/{_NEW}",
        "articleBody": "Rye #bread", "dateCreated": "2026-03-04T05:06:07.000Z", "commentCount": 3,
        "author": {"@type": "Person", "name": "Mira", "alternateName": "@Mira"}, "interactionStatistic": stats,
    }  # fmt: skip

    def page(described: dict[str, Any]) -> Page:
        script = f'<script type="application/ld+json">{orjson.dumps(described).decode()}</script>'
        return Page("saved", f"<html><head>{script}</head></html>".encode())

    (post,) = (fact for fact in load_network("x").read(page(said)) if isinstance(fact, Post))
    assert (post.author_handle, post.text, post.kind) == ("mira", "Rye #bread", None)
    assert (post.likes, post.comments, post.shares, post.views) == (40, 3, 6, 2100)
    assert not load_network("x").recognises(page({**said, "url": f"https://other.example/mira/status/{_NEW}"}))
