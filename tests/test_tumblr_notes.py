"""Tumblr: whose words a post holds, whose notes stand on it, and what is answered under it; invented blogs."""

from typing import Any

import orjson
import pytest

from crawler.networks import load_network
from crawler.page import Page
from storage.facts import Comment, Fact, Post

TUMBLR = load_network("tumblr")
REPLY = {"type": "reply", "timestamp": 1_600_000_100, "blog_name": "bo-nib", "blog_uuid": "t:bo", "reply_text": "Wow"}
LIKE = {"type": "like", "timestamp": 1_600_000_200, "blog_name": "moss-knits"}


def read(body: bytes, url: str = "answer.json") -> list[Fact]:
    page = Page(url, body)
    assert TUMBLR.recognises(page)
    return TUMBLR.read(page)


def posts(**more: Any) -> list[Fact]:
    post = {
        "blog_name": "wren-paints",
        "id": 1,
        "id_string": "1",
        "post_url": "https://wren-paints.tumblr.com/post/1",
        "timestamp": 1_600_000_000,
        "reblog_key": "x",
        "note_count": 12,
        **more,
    }
    return [fact for fact in read(orjson.dumps({"response": {"posts": [post]}})) if isinstance(fact, Post | Comment)]


def the_post(**more: Any) -> Post:
    (found,) = posts(**more)
    assert isinstance(found, Post)
    return found


@pytest.mark.parametrize("blocks", [[0], [0, {}], "0"])
def test_what_somebody_asked_is_not_what_the_author_says(blocks: object) -> None:
    content = [{"type": "text", "text": "I am 14, how?"}, {"type": "text", "text": "Slowly."}]
    layout = [{"type": "ask", "blocks": blocks}, {"type": "rows", "display": []}, None]
    expected = "Slowly." if isinstance(blocks, list) else "I am 14, how?\n\nSlowly."
    assert the_post(content=content, layout=layout).text == expected
    assert the_post(type="answer", question="I am 14, how?", answer="<p>Slowly.</p>").text == "Slowly."


def test_nor_in_the_first_api() -> None:
    post = {
        "id": "7",
        "url": "https://wren-paints.tumblr.com/post/7",
        "type": "answer",
        "unix-timestamp": 1_285_340_695,
        "question": "I am 14, how?",
        "answer": "<p>Slowly.</p>",
    }
    said = {"tumblelog": {"name": "wren-paints"}, "posts-total": "1", "posts-type": False, "posts": [post]}
    (found,) = (fact for fact in read(orjson.dumps(said)) if isinstance(fact, Post))
    assert found.text == "Slowly."


def test_the_notes_of_the_first_post_are_not_those_of_who_passes_it_on() -> None:
    counts = {"like_count": 60_000, "reblog_count": 2_000, "reply_count": 100}
    words = [{"type": "text", "text": "this!"}]
    own = the_post(content=words, **counts)
    assert (own.likes, own.shares, own.comments) == (60_000, 2_000, 100)
    passed = the_post(content=words, reblogged_root_name="moss-knits", **counts)
    assert (passed.text, passed.likes, passed.shares, passed.comments) == ("this!", None, None, None)
    again = the_post(content=words, reblogged_root_name="wren-paints", **counts)
    assert again.likes == 60_000


def test_answers_are_comments_under_their_post() -> None:
    _, answer = posts(body="<p>Study</p>", type="text", notes=[LIKE, REPLY, None])
    assert isinstance(answer, Comment)
    assert (answer.post, answer.author_handle, answer.author_native_id, answer.text) == ("1", "bo-nib", "t:bo", "Wow")
    assert str(answer.posted_at) == "2020-09-13 12:28:20+00:00"
    body = orjson.dumps({"meta": {"status": 200}, "response": {"notes": [LIKE, REPLY], "total_notes": 2}})
    (alone,) = read(body, "https://api.tumblr.com/v2/blog/wren-paints/notes?id=77&mode=conversation")
    assert isinstance(alone, Comment)
    assert (alone.post, alone.text) == ("77", "Wow")
    (unasked,) = read(body)
    assert isinstance(unasked, Comment)
    assert unasked.post is None


@pytest.mark.parametrize("kind", [[], {}, None, 7])
def test_a_block_of_no_known_kind(kind: object) -> None:
    assert the_post(content=[{"type": kind, "text": "Slowly."}]).text == "Slowly."
