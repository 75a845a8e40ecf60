"""Threads: reposts, answers, lists of accounts and refusals, in the shapes of its site and of its API."""

from typing import Any

import orjson

from crawler.networks import load_network
from crawler.page import Page
from storage.facts import Block, Comment, Edge, Fact, Post, Sighting


def _post(name: str, pk: int, text: str | None, answers: str | None = None, **info: object) -> dict[str, Any]:
    shared = {"quoted_post": None, "reposted_post": None}
    said = {
        "direct_reply_count": 3,
        "share_info": shared,
        "reply_to_author": {"username": answers} if answers else None,
    }
    return {
        "pk": str(pk), "code": f"C{pk}", "user": {"username": name, "pk": f"9{pk}"}, "taken_at": 1_795_100_000,
        "caption": {"text": text} if text else None, "like_count": 40, "media_type": 19,
        "text_post_app_info": {**said, **info},
    }  # fmt: skip


def _threads(*threads: list[dict[str, Any]]) -> dict[str, Any]:
    return {"edges": [{"node": {"thread_items": [{"post": post} for post in posts]}} for posts in threads]}


def _read(value: object, url: str = "https://www.threads.com/graphql/query") -> list[Fact]:
    return load_network("threads").read(Page(url, orjson.dumps(value)))


def test_a_repost_is_a_tie_and_nobodys_post() -> None:
    """It was told as a post of whoever shared it, with no likes or with those of the other."""
    shared = _post("oats.orrery", 1, "Porridge at dawn")
    repost = _post("mira.lind", 2, None, share_info={"quoted_post": None, "reposted_post": shared})
    facts = _read({"data": {"mediaData": _threads([repost])}})
    assert [(fact.author_handle, fact.likes) for fact in facts if isinstance(fact, Post)] == [("oats.orrery", 40)]
    assert [(one.source, one.target, one.kind) for one in facts if isinstance(one, Edge)] == [
        ("mira.lind", "oats.orrery", "boost")
    ]
    facade = {"id": "179", "media_product_type": "THREADS", "media_type": "REPOST_FACADE", "username": "mira.lind"}
    assert _read({"data": [facade]}) == []


def test_a_post_that_is_no_longer_there_is_none() -> None:
    assert _read(_threads([_post("mira.lind", 1, None, is_post_unavailable=True)])) == []


def test_the_picture_that_stands_for_none_is_none() -> None:
    post = _post("mira.lind", 1, "Ink")
    nothing = "http://static.cdninstagram.com/rsrc.php/null.jpg"
    (read,) = _read({**post, "image_versions2": {"candidates": [{"url": nothing}]}})
    assert isinstance(read, Post)
    assert read.image_url is None


def test_who_is_tagged_in_a_picture_and_where() -> None:
    post = {**_post("mira.lind", 1, "Ink"), "usertags": {"in": [{"user": {"username": "tam.f"}}]}}
    facts = _read({**post, "location": {"name": "Bath"}})
    assert [(fact.tagged, fact.place) for fact in facts if isinstance(fact, Post)] == [(["tam.f"], "Bath")]
    assert [fact.kind for fact in facts if isinstance(fact, Edge)] == ["tagged"]


def _comments(value: object) -> list[tuple[str | None, ...]]:
    return [
        (fact.native_id, fact.post, fact.author_handle, fact.reply_to)
        for fact in _read(value)
        if isinstance(fact, Comment)
    ]


def test_what_stands_under_a_post_answers_it() -> None:
    own = [_post("oats.orrery", 1, "Porridge"), _post("oats.orrery", 2, "and salt", "oats.orrery")]
    talk = [_post("mira.lind", 3, "Salt!", "oats.orrery"), _post("oats.orrery", 4, "Yes", "mira.lind")]
    told = [("3", "1", "mira.lind", None), ("4", "1", "oats.orrery", "3")]
    assert _comments({"data": {"data": _threads(own, talk)}}) == told


def test_posts_of_a_list_answer_what_stands_above_them_in_their_own_thread() -> None:
    """Two threads of an account's answers: neither is about the other."""
    one = [_post("oats.orrery", 1, "Porridge"), _post("mira.lind", 2, "Salt!", "oats.orrery")]
    other = [_post("tam.f", 3, "Rye"), _post("mira.lind", 4, "Crust!", "tam.f")]
    listed = _comments({"data": {"mediaData": _threads(one, other)}})
    assert listed == [("2", "1", "mira.lind", None), ("4", "3", "mira.lind", None)]
    cut = [_post("tam.f", 3, "Rye", "someone"), _post("mira.lind", 4, "Crust!", "tam.f")]
    assert _comments({"data": {"mediaData": _threads([_post("mira.lind", 1, "Ink")], cut)}}) == []


def test_an_answer_by_the_api_is_a_comment_too() -> None:
    answer = {
        "id": "1792", "media_product_type": "THREADS", "media_type": "TEXT_POST", "username": "tam.f", "text": "Nice",
        "timestamp": "2026-10-17T05:42:03+0000", "root_post": {"id": "1793"}, "replied_to": {"id": "1794"},
        "topic_tag": "Oats",
    }  # fmt: skip
    assert _comments({"data": [answer]}) == [("1792", "1793", "tam.f", "1794")]
    assert [fact.hashtags for fact in _read({"data": [answer]}) if isinstance(fact, Post)] == [["oats"]]


def test_followers_are_met_and_tied_to_whose_they_are() -> None:
    node = {"pk": "11", "username": "wilf.w", "full_name": "Wilf", "is_verified": False}
    answer = {"data": {"user": {"pk": "5", "followers": {"edges": [{"node": node}]}}}}
    met, tie = _read(answer, "https://www.threads.com/@mira.lind/followers/")
    assert isinstance(met, Sighting)
    assert (met.handle, met.native_id, met.route, met.via) == ("wilf.w", "11", "list", "mira.lind")
    assert isinstance(tie, Edge)
    assert (tie.source, tie.target, tie.kind) == ("mira.lind", "wilf.w", "follower")


def test_nobody_there_and_refusals_of_the_api_are_named() -> None:
    def kinds(value: object) -> list[str]:
        return [fact.kind for fact in _read(value) if isinstance(fact, Block)]

    assert kinds({"data": {"user": None}}) == kinds({"data": {"userData": {"user": None}}}) == ["gone"]
    assert kinds({"data": {"mediaData": {"edges": []}}}) == []
    error = {"message": "…", "type": "THApiException", "fbtrace_id": "A"}
    told = [kinds({"error": {**error, "code": code}}) for code in (4, 190, 24, 1)]
    assert told == [["rate_limit"], ["refused"], ["gone"], ["error"]]
    assert load_network("threads").recognises(Page("saved", orjson.dumps({"error": {**error, "code": 4}})))
