"""Instagram: how answers write what is not there, addresses that were escaped twice, comments that mention whoever
asks; and the ends of lines, of whatever network."""

from typing import Any

import orjson
import pytest

from crawler.networks import load_network
from crawler.page import Page
from crawler.reading import read_page
from storage.facts import Block, Comment, Fact, Post, Profile

_GRAPH = "https://graph.facebook.com/v21.0/17841400000000009"


def _read(value: object, url: str = "https://www.instagram.com/graphql/query") -> list[Fact]:
    return load_network("instagram").read(Page(url, orjson.dumps(value)))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"xdt_api__v1__media__shortcode__web_info": {"items": []}}, "hidden"),
        ({"xdt_api__v1__media__shortcode__web_info": None}, "hidden"),
        ({"fetch__XDTUserDict": None}, "gone"),
    ],
)
def test_an_answer_about_nothing_is_named(said: dict[str, Any], kind: str) -> None:
    assert [fact.kind for fact in _read({"data": said}) if isinstance(fact, Block)] == [kind]


@pytest.mark.parametrize(("code", "kind"), [(24, "gone"), (803, "gone"), (368, "refused"), (999, "error")])
def test_what_the_graph_api_does_not_have_is_gone(code: int, kind: str) -> None:
    error = {"message": "…", "type": "OAuthException", "code": code, "fbtrace_id": "A"}
    (block,) = _read({"error": error}, f"{_GRAPH}?fields=name")
    assert isinstance(block, Block)
    assert block.kind == kind
    assert str(code) in str(block.detail)


def test_a_comment_that_mentions_whoever_asks_has_a_post_but_no_author() -> None:
    said = {
        "timestamp": "2026-09-21T14:13:20+0000", "like_count": 2, "text": "hey @brand", "id": "17900000000000304",
        "media": {"id": "17900000000000305"},
    }  # fmt: skip
    (comment,) = _read({"mentioned_comment": said, "id": "17841400000000009"}, _GRAPH)
    assert isinstance(comment, Comment)
    assert (comment.post, comment.author_handle, comment.likes) == ("17900000000000305", None, 2)


def test_an_address_that_was_escaped_twice_is_the_address() -> None:
    """It was told as https://https:\\/\\/…"""
    user = {
        "username": "mira",
        "biography": "Rye",
        "follower_count": 4000,
        "external_url": r"https:\/\/mira.example\/a",
    }
    (profile,) = (fact for fact in _read({"user": user}) if isinstance(fact, Profile))
    assert [link.url for link in profile.links or ()] == ["https://mira.example/a"]


def test_an_empty_connection_hides_no_list_beside_it() -> None:
    media = {"edges": [], "data": [{"id": "17900000000000301", "like_count": 12, "comments_count": 1}]}
    found = {"username": "mira", "followers_count": 4000, "media_count": 1, "media": media}
    posts = [fact for fact in _read({"business_discovery": found}, _GRAPH) if isinstance(fact, Post)]
    assert [(post.author_handle, post.likes) for post in posts] == [("mira", 12)]


def test_who_is_tagged_as_services_call_it() -> None:
    tagged = [{"user": {"username": "tam.f"}, "position": [0, 0]}]
    post = {"pk": "3700000000000000001", "code": "DNab1aaaaaa", "taken_at": 1_790_000_000, "media_type": 1}
    found = [fact for fact in _read({"items": [{**post, "tagged_users": tagged}]}) if isinstance(fact, Post)]
    assert [fact.tagged for fact in found] == [["tam.f"]]


def test_lines_end_in_one_way() -> None:
    user = {"username": "mira", "biography": "Bakes\r\nrye\rbread", "follower_count": 4000}
    _, facts = read_page(load_network("instagram"), Page("saved", orjson.dumps({"user": user})))
    assert [fact.bio for fact in facts if isinstance(fact, Profile)] == ["Bakes\nrye\nbread"]
