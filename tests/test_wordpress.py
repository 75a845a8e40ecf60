"""Answers of WordPress that are no list of a site's posts: one post, embedded comments, WordPress.com's own API."""

from typing import Any

import orjson

from crawler.networks.blog import NETWORK
from crawler.page import Page
from storage.facts import Comment, Fact, Post, Profile


def read(value: object, url: str = "https://public-api.wordpress.com/rest/v1.2/read/tags/ink/posts") -> list[Fact]:
    page = Page(url, orjson.dumps(value))
    assert NETWORK.recognises(page)
    return NETWORK.read(page)


def com_post(**more: Any) -> dict[str, Any]:
    return {
        "ID": 9,
        "site_ID": 3,
        "global_ID": "b83b36da",
        "date": "2026-11-18T10:00:00+01:00",
        "title": "New ink",
        "URL": "https://miralind.example/2026/11/ink/",
        "content": "<p>Blue</p>",
        "like_count": 4,
        "tags": {"Ink": {}},
        "discussion": {"comment_count": 2},
        "site_name": "Mira",
        "is_external": False,
        **more,
    }


def test_posts_of_the_reader_are_their_sites() -> None:
    other = com_post(ID=500, global_ID="77", URL="https://ink.example/a", is_external=True, like_count=0)
    other["discussion"] = {"comment_count": 0}
    cards = {"success": True, "cards": [{"type": "post", "data": com_post()}, {"type": "post", "data": other}]}
    for answer in (cards, {"success": True, "posts": [com_post(), other], "sort": "date"}):
        mine, theirs = read(answer)
        assert isinstance(mine, Post)
        assert (mine.author_handle, mine.native_id, mine.likes, mine.comments) == (
            "miralind.example",
            "miralind.example/9",
            4,
            2,
        )
        assert str(mine.posted_at) == "2026-11-18 09:00:00+00:00"
        assert mine.hashtags == ["ink"]
        assert isinstance(theirs, Post)
        # What another site's feed was taken into the reader with is counted there by nobody.
        assert (theirs.author_handle, theirs.native_id, theirs.likes, theirs.comments) == (
            "ink.example",
            "77",
            None,
            None,
        )


def test_wordpress_com_tells_how_many_follow_a_blog() -> None:
    site = {
        "ID": 3,
        "name": "Mira &amp; ink",
        "description": "Pens",
        "URL": "https://mira.wordpress.com",
        "subscribers_count": 2415,
        "post_count": 70,
        "is_private": False,
        "icon": {"img": "https://p.example/i"},
    }
    for answer in (site, {"sites": [site]}, {"feeds": [{"URL": site["URL"], "meta": {"data": {"site": site}}}]}):
        (whose,) = read(answer)
        assert isinstance(whose, Profile)
        assert (whose.handle, whose.display_name, whose.followers) == ("mira.wordpress.com", "Mira & ink", 2415)
        assert (whose.posts_count, whose.avatar_url, whose.is_private) == (70, "https://p.example/i", False)
    (uncounted,) = read({**site, "subscribers_count": 0})
    assert isinstance(uncounted, Profile)
    assert uncounted.followers is None


def test_comments_of_wordpress_com_stand_under_their_posts() -> None:
    one = {
        "ID": 12,
        "post": {"ID": 9, "title": "New ink", "type": "post"},
        "author": {"name": "Bo"},
        "like_count": 3,
        "date": "2026-11-18T10:00:00+00:00",
        "URL": "https://miralind.example/2026/11/ink/#comment-12",
        "short_URL": "https://wp.me/x",
        "content": "<p>Lovely</p>",
        "parent": False,
        "type": "comment",
    }
    answer = {**one, "ID": 13, "parent": {"ID": 12, "type": "comment"}}
    first, second = read({"found": 2, "site_ID": 3, "comments": [one, answer]})
    assert isinstance(first, Comment)
    assert (first.native_id, first.post) == ("miralind.example/12", "miralind.example/9")
    assert (first.text, first.likes, first.reply_to, first.author_handle) == ("Lovely", 3, None, None)
    assert isinstance(second, Comment)
    assert second.reply_to == "miralind.example/12"


def test_one_post_alone_with_its_embedded_comments() -> None:
    said = {"rendered": "<p>Lovely</p>"}
    reply = {
        "id": 12,
        "parent": 0,
        "author_name": "Bo",
        "date": "2026-11-18T10:00:00",
        "content": said,
        "type": "comment",
        "link": "https://miralind.example/ink/#comment-12",
    }
    post = {
        "id": 9,
        "slug": "ink",
        "link": "https://miralind.example/ink/",
        "title": {"rendered": "Ink"},
        "content": {"rendered": "Blue"},
        "date_gmt": "2026-11-18T09:00:00",
        "_embedded": {"replies": [[reply]]},
    }
    mine, answer = read(post, "https://miralind.example/wp-json/wp/v2/posts/9")
    assert isinstance(mine, Post)
    assert (mine.native_id, mine.author_handle) == ("miralind.example/9", "miralind.example")
    assert isinstance(answer, Comment)
    assert (answer.native_id, answer.post, answer.text) == ("miralind.example/12", "miralind.example/9", "Lovely")


def test_other_networks_counts_of_subscribers_are_no_blogs() -> None:
    channel = {"name": "Mira", "url": "https://www.youtube.com/@mira", "subscribers_count": 2415}
    assert not NETWORK.recognises(Page("x.json", orjson.dumps([channel])))
