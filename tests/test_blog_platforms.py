"""What the platforms of blogs answer as JSON; invented sites of documented shapes."""

from typing import Any

import orjson
import pytest

from crawler.networks.blog import NETWORK
from crawler.page import Page
from storage.facts import Comment, Fact, Post, Profile

SUBSTACK = {
    "id": 71,
    "title": "New ink",
    "subtitle": "Blue",
    "description": "Blue",
    "slug": "new-ink",
    "audience": "everyone",
    "post_date": "2026-11-02T08:00:00.000Z",
    "canonical_url": "https://mira.substack.com/p/new-ink",
    "cover_image": "https://p.example/1.jpg",
    "reaction_count": 12,
    "comment_count": 3,
    "postTags": [{"name": "Ink"}],
}
GHOST = {
    "id": "5ddc9141c35e7700383b2937",
    "uuid": "a5aa9bd8",
    "slug": "new-ink",
    "title": "New ink",
    "html": "<p>Blue</p>",
    "feature_image": "https://p.example/1.jpg",
    "published_at": "2026-11-02T09:00:00.000+01:00",
    "url": "https://letters.example/new-ink/",
    "tags": [{"name": "Ink"}, {"name": "#internal"}],
}
SQUARESPACE = {
    "id": "65a",
    "title": "New ink",
    "body": "<p>Blue</p>",
    "publishOn": 1_793_606_400_000,
    "urlId": "new-ink",
    "fullUrl": "/blog/new-ink",
    "tags": ["Ink"],
    "likeCount": 4,
    "commentCount": 0,
}
BLOGGER = {
    "kind": "blogger#post",
    "id": "9",
    "blog": {"id": "1"},
    "title": "New ink",
    "content": "<p>Blue</p>",
    "published": "2026-11-02T00:00:00-08:00",
    "url": "https://mira.blogspot.com/2026/11/new-ink.html",
    "labels": ["Ink"],
    "replies": {"totalItems": "3"},
    "images": [{"url": "https://p.example/1.jpg"}],
}


def read(value: object, url: str = "answer.json") -> list[Fact]:
    page = Page(url, orjson.dumps(value))
    assert NETWORK.recognises(page)
    return NETWORK.read(page)


@pytest.mark.parametrize(
    ("answer", "site", "native_id", "counts"),
    [
        ([SUBSTACK], "mira.substack.com", "mira.substack.com/71", (12, 3)),
        ({"posts": [GHOST], "meta": {}}, "letters.example", "letters.example/5ddc9141c35e7700383b2937", (None, None)),
        ({"website": {"baseUrl": "https://letters.example"}, "items": [SQUARESPACE]}, "letters.example",
         "letters.example/65a", (4, None)),
        ({"kind": "blogger#postList", "items": [BLOGGER]}, "mira.blogspot.com", "tag:blogger.com,1999:blog-1.post-9",
         (None, 3)),
    ],
)  # fmt: skip
def test_posts(answer: object, site: str, native_id: str, counts: tuple[int | None, int | None]) -> None:
    (post,) = (fact for fact in read(answer) if isinstance(fact, Post))
    assert (post.author_handle, post.native_id, post.kind) == (site, native_id, "article")
    assert (post.text, post.hashtags) == ("New ink\n\nBlue", ["ink"])
    assert (post.likes, post.comments) == counts
    assert str(post.posted_at) == "2026-11-02 08:00:00+00:00"
    assert (post.url or "").startswith(f"https://{site}/")


def test_what_is_no_post_of_the_site() -> None:
    assert not NETWORK.recognises(Page("x.json", orjson.dumps({"posts": [{**GHOST, "status": "draft"}]})))
    for other in ({"recordType": 11}, {"startDate": 1_793_606_400_000}):
        assert not NETWORK.recognises(Page("x.json", orjson.dumps({"items": [{**SQUARESPACE, **other}]})))
    (shared,) = read([{**SUBSTACK, "canonical_url": "https://open.spotify.com/new-ink"}])
    assert isinstance(shared, Post)
    assert shared.author_handle is None
    assert read({"items": [SQUARESPACE]}) == []  # nobody says where that is
    (told,) = read({"items": [SQUARESPACE]}, "https://letters.example/blog?format=json")
    assert isinstance(told, Post)
    assert told.url == "https://letters.example/blog/new-ink"


def test_sites_and_comments() -> None:
    home = {"baseUrl": "https://letters.example", "siteTitle": "Letters &amp; ink", "siteDescription": "<p>Pens</p>"}
    whose = read({"website": home, "items": [SQUARESPACE]})[0]
    assert isinstance(whose, Profile)
    assert (whose.handle, whose.display_name, whose.bio) == ("letters.example", "Letters & ink", "Pens")
    blog: dict[str, Any] = {"kind": "blogger#blog", "name": "Mira", "description": "Pens",
                            "url": "https://mira.blogspot.com/", "posts": {"totalItems": 70}}  # fmt: skip
    (theirs,) = read(blog)
    assert isinstance(theirs, Profile)
    assert (theirs.handle, theirs.posts_count, theirs.followers) == ("mira.blogspot.com", 70, None)
    comment = {
        "kind": "blogger#comment",
        "id": "12",
        "post": {"id": "9"},
        "blog": {"id": "1"},
        "content": "Lovely",
        "published": "2026-11-02T08:00:00Z",
        "author": {"displayName": "Bo"},
        "inReplyTo": {"id": "11"},
    }
    (said,) = read({"kind": "blogger#commentList", "items": [comment]})
    assert isinstance(said, Comment)
    assert (said.native_id, said.post, said.reply_to) == (
        "tag:blogger.com,1999:blog-1.post-12",
        "tag:blogger.com,1999:blog-1.post-9",
        "tag:blogger.com,1999:blog-1.post-11",
    )
    assert (said.text, said.author_handle) == ("Lovely", None)
