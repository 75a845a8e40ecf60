"""What Pinterest's answers say besides its fixtures: comments, old likes, copies of a picture; invented people."""

from typing import Any
from urllib.parse import quote

import orjson
import pytest

from crawler.networks.pinterest import NETWORK
from crawler.page import Page
from storage.facts import Comment, Edge, Fact, Post, Profile, Sighting

MIRA = {"id": "500000000000000001", "username": "miralind", "full_name": "Mira Lind"}


def read(data: object, url: str = "https://www.pinterest.com/resource/X/get/") -> list[Fact]:
    page = Page(url, orjson.dumps({"resource_response": {"status": "success", "data": data}}))
    assert NETWORK.recognises(page)
    return NETWORK.read(page)


def pin(**more: Any) -> Post:
    (post,) = read({"id": "813744226420795884", "type": "pin", "images": {}, "pinner": MIRA, **more})
    assert isinstance(post, Post)
    return post


def test_comments_stand_under_the_pin_whose_page_asked() -> None:
    said = {
        "id": "51",
        "type": "aggregatedcomment",
        "text": "Lovely nibs",
        "created_at": "Mon, 02 Nov 2026 08:00:00 +0000",
        "user": {"id": "6", "username": "Bo.Nib"},
        "reaction_counts": {"1": 3, "5": 1},
        "comment_count": 2,
    }
    tried = {
        "id": "52",
        "type": "userdiditdata",
        "details": "Made it",
        "done_at": "Mon, 02 Nov 2026 09:00:00 +0000",
        "user": {"id": "7", "username": "odile"},
        "like_count": 0,
    }
    asked = quote("/pin/813744226420795884/", safe="")
    first, second = read(
        [said, tried], f"https://www.pinterest.com/resource/UnifiedCommentsResource/get/?source_url={asked}"
    )
    assert isinstance(first, Comment)
    assert (first.native_id, first.post, first.author_handle, first.author_native_id, first.text, first.likes) == (
        "51",
        "813744226420795884",
        "bo.nib",
        "6",
        "Lovely nibs",
        4,
    )
    assert str(first.posted_at) == "2026-11-02 08:00:00+00:00"
    assert isinstance(second, Comment)
    assert (second.author_handle, second.text, second.likes) == ("odile", "Made it", 0)
    assert str(second.posted_at) == "2026-11-02 09:00:00+00:00"
    (alone,) = read([said])
    assert isinstance(alone, Comment)
    assert alone.post is None
    assert NETWORK.recognises(Page("comments.json", orjson.dumps([said])))


@pytest.mark.parametrize(
    ("said", "likes"),
    [
        ({"like_count": 9}, 9),  # until 2017
        ({"like_count": 0}, None),
        ({"like_count": 9, "reaction_counts": {"1": 4}}, 4),
        ({"totalReactionCount": 0, "like_count": 9}, 0),
        ({}, None),
    ],
)
def test_likes_of_all_times(said: dict[str, Any], likes: int | None) -> None:
    assert pin(**said).likes == likes


def test_saves_of_all_copies_are_the_creators_alone() -> None:
    everywhere = {"aggregated_pin_data": {"aggregated_stats": {"saves": 15_111}}}
    assert pin(**everywhere).shares is None
    assert pin(**everywhere, repin_count=2).shares == 2
    made = pin(**everywhere, native_creator={"id": "8", "username": "odile"})
    assert (made.author_handle, made.shares) == ("odile", 15_111)


def test_an_accounts_country_and_imprint() -> None:
    user = {
        **MIRA,
        "type": "user",
        "follower_count": 74,
        "location": "",
        "country": "DE",
        "impressum_url": "https://miralind.example/impressum",
    }
    (whose,) = read(user)
    assert isinstance(whose, Profile)
    assert whose.location == "🇩🇪"
    assert [link.url for link in whose.links or []] == ["https://miralind.example/impressum"]
    (told,) = read({**user, "location": "Graz"})
    assert isinstance(told, Profile)
    assert told.location == "Graz"


@pytest.mark.parametrize(
    ("name", "kind", "route"),
    [
        ("UserFollowersResource", "follower", "related"),
        ("UserFollowingResource", "following", "following"),
        ("UserResource", None, None),
    ],
)
def test_lists_of_followers_say_whose_they_are(name: str, kind: str | None, route: str | None) -> None:
    bo = {"id": "6", "type": "user", "username": "Bo_Nib", "full_name": "Bo", "follower_count": 5}
    board = {"id": "7", "type": "board", "name": "Pens", "url": "/odile/pens/"}
    answer = {
        "resource": {"name": name, "options": {"username": "MiraLind"}},
        "resource_response": {"status": "success", "data": [bo, board, {**MIRA, "type": "user", "follower_count": 1}]},
    }
    facts = NETWORK.read(Page("x.json", orjson.dumps(answer)))
    ties = [(fact.source, fact.target, fact.kind) for fact in facts if isinstance(fact, Edge)]
    assert ties == ([("miralind", "bo_nib", kind)] if kind else [])
    met = [(fact.handle, fact.native_id, fact.route, fact.via) for fact in facts if isinstance(fact, Sighting)]
    assert ("bo_nib", "6", route, "miralind") in met or kind is None
    assert {fact.handle for fact in facts if isinstance(fact, Profile)} == {"bo_nib", "miralind"}
