"""Values that an answer leaves open, writes in another way, or tells twice: unknown stays unknown, and nothing is
another's."""

import orjson
import pytest

from crawler.networks import load_network
from crawler.page import Page
from storage.facts import Comment, Contact, Post, Profile


def test_a_text_that_is_null_is_none_and_no_word() -> None:
    """Each was told as "None"."""
    said = {"title": {"runs": [{"text": None}]}, "descriptionSnippet": {"runs": [{}, {"text": "With ink"}]}}
    video = {"videoRenderer": {"videoId": "nibs0000001", "viewCountText": {"simpleText": "98 views"}, **said}}
    (post,) = load_network("youtube").read(Page("saved", orjson.dumps({"contents": [video]})))
    assert isinstance(post, Post)
    assert (post.text, post.views) == ("With ink", 98)
    root: dict[str, object] = {
        "name": None,
        "description": None,
        "url": "https://ink.example",
        "namespaces": ["wp/v2"],
        "routes": {},
    }
    (blog,) = load_network("blog").read(Page("https://ink.example/wp-json/", orjson.dumps(root)))
    assert isinstance(blog, Profile)
    assert (blog.display_name, blog.bio) == (None, None)
    comment = {"id": None, "video_id": 7211, "create_time": 1790000000, "text": "so calm", "like_count": 3}
    (read,) = load_network("tiktok").read(Page("saved", orjson.dumps({"data": {"comments": [comment]}})))
    assert isinstance(read, Comment)
    assert (read.native_id, read.post, read.likes) == (None, "7211", 3)


def test_a_post_without_an_address_is_not_the_hosts_that_was_asked() -> None:
    answer = {"found": 1, "posts": [{"ID": 4, "title": "Ink", "content": "<p>Blue</p>", "URL": None, "global_ID": 9}]}
    asked = "https://public-api.wordpress.com/rest/v1.1/read/tags/ink/posts"
    posts = [fact for fact in load_network("blog").read(Page(asked, orjson.dumps(answer))) if isinstance(fact, Post)]
    assert [(post.author_handle, post.text) for post in posts] == [(None, "Ink\n\nBlue")]


@pytest.mark.parametrize("turned", [False, True])
def test_an_account_that_stands_twice_is_told_as_both_say_it(turned: bool) -> None:
    """A blog beside its posts is told in few words, in an answer of its own in many: whichever comes first."""
    few = {"name": "wren-paints", "uuid": "t:Wren", "url": "https://wren-paints.tumblr.com/", "title": "Wren Paints"}
    many = {**few, "description": "Gouache birds", "posts": 212, "title": None}
    both = [few, many] if turned else [many, few]
    answer = {"meta": {"status": 200}, "response": {"blogs": both}}
    page = Page("https://api.tumblr.com/v2/user/following", orjson.dumps(answer))
    (blog,) = (fact for fact in load_network("tumblr").read(page) if isinstance(fact, Profile))
    assert (blog.display_name, blog.bio, blog.posts_count) == ("Wren Paints", "Gouache birds", 212)


def test_accounts_without_an_id_are_several() -> None:
    """Threads' and Pinterest's were taken for one, as far as none of them had an id."""
    users = [{"username": name, "follower_count": 4_000, "text_post_app_is_private": False} for name in ("ada", "bo")]
    page = Page("saved", orjson.dumps({"data": {"users": users}}))
    assert [fact.handle for fact in load_network("threads").read(page) if isinstance(fact, Profile)] == ["ada", "bo"]


def test_an_author_of_lemmys_without_an_address_is_nobody() -> None:
    comment = {
        "id": 1,
        "ap_id": "https://kilns.example/comment/1",
        "content": "Nice",
        "published": "2026-11-18T15:57:44Z",
    }
    creator = {"id": 2, "name": "noor", "actor_id": "", "local": True}
    view = {"comment": comment, "creator": creator, "counts": {"score": 1}}
    assert load_network("mastodon").read(Page("saved", orjson.dumps({"comments": [view]}))) == []


def test_a_feed_that_was_cut_tells_only_what_is_whole() -> None:
    """The last entry lacks its end: what is there of an id would be another post's."""
    entries = "".join(
        f"<item><title>Ink {number}</title><link>https://ink.example/{number}</link>"
        f"<guid>https://ink.example/{number}</guid></item>"
        for number in (11, 12)
    )
    feed = f"<rss version='2.0'><channel><title>Ink</title><link>https://ink.example</link>{entries}</channel></rss>"
    for end, wanted in ((len(feed), ["Ink 11", "Ink 12"]), (feed.index("2</guid>"), ["Ink 11"])):
        page = Page("https://ink.example/feed", feed[:end].encode(), 200, {"content-type": "application/rss+xml"})
        posts = [fact for fact in load_network("blog").read(page) if isinstance(fact, Post)]
        assert [post.text for post in posts] == wanted


def test_phones_and_postcodes_that_came_as_numbers() -> None:
    user = {"username": "mira.lind", "pk": 42, "follower_count": 4_600, "biography": "pots"}
    reach = {
        "public_phone_number": 7700900123,
        "public_phone_country_code": 44,
        "zip": 97205.0,
        "city_name": "Portland",
    }
    facts = load_network("instagram").read(Page("saved", orjson.dumps({"user": {**user, **reach}})))
    found = {fact.kind: fact.value for fact in facts if isinstance(fact, Contact)}
    assert found == {"phone": "+447700900123", "address": "97205 Portland"}


def test_what_an_answer_holds_twice_is_told_once() -> None:
    post = {"found": 2, "posts": [{"ID": 4, "title": "Ink", "content": "", "URL": "https://ink.example/4"}] * 2}
    read = load_network("blog").read(Page("saved", orjson.dumps(post)))
    assert [fact.native_id for fact in read if isinstance(fact, Post)] == ["ink.example/4"]


def test_a_video_of_a_playlist_without_views_has_not_its_age() -> None:
    video = {"videoId": "nibs0000001", "title": {"runs": [{"text": "Five nibs"}]}}
    told = {"playlistVideoRenderer": {**video, "videoInfo": {"runs": [{"text": "2 years ago"}]}}}
    (post,) = load_network("youtube").read(Page("saved", orjson.dumps({"contents": [told]})))
    assert isinstance(post, Post)
    assert post.views is None


def test_a_video_tells_of_its_author_without_counts_and_an_answer_of_nobody_there() -> None:
    """TikTok: what a page of one video says of its author was left out, and so was why an answer is empty."""
    author = {"id": "77", "uniqueId": "mira.rye", "secUid": "MS4w", "signature": "bakes rye"}
    item = {"id": "7300000000000000001", "desc": "rye", "createTime": 1_790_000_000, "author": author, "stats": {}}
    read = load_network("tiktok").read(Page("saved", orjson.dumps({"itemInfo": {"itemStruct": item}})))
    assert [(fact.bio, fact.followers) for fact in read if isinstance(fact, Profile)] == [("bakes rye", None)]
    nobody = Page("saved", orjson.dumps({"statusCode": 10221, "userInfo": {}}))
    hidden = Page("saved", orjson.dumps({"itemInfo": {"itemStruct": {"id": "7", "isContentClassified": True}}}))
    assert load_network("tiktok").recognises(nobody)
    told = [getattr(load_network("tiktok").read(page)[0], "kind", None) for page in (nobody, hidden)]
    assert told == ["gone", "gated"]
