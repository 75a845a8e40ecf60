"""Unknown is neither good nor bad: what was not seen neither beats what was seen to be ordinary, nor is made up."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from scoring.facts_ranking import rank_facts
from storage.facts import Comment, Fact, Profile
from tests.scoring.invent import BRIEF, NETWORK, NOW, account, evidence, one, posts, profile, talk, value

B, W = "better.ink", "worse.inks"


def _untimed(facts: list[Fact]) -> list[Fact]:
    return [fact.model_copy(update={"observed_at": None}) for fact in facts]


def test_a_page_without_a_time_tells_no_today() -> None:
    """Neither that the account is active nor that its newest post is young; how often it posts can still be told."""
    found = one(_untimed(account()))
    activity = found["signals"]["activity"]
    assert activity["value"] is None
    assert "when it was seen is not known" in activity["evidence"]
    assert (NOW - timedelta(days=3)).date().isoformat() in activity["evidence"]
    assert "today" not in activity["evidence"]
    assert found["engagement"]["n"] == 12
    assert "silent" not in found["flags"]


def test_one_page_with_a_time_is_enough() -> None:
    facts = _untimed(account())
    found = one([*facts, profile()])
    assert found["signals"]["activity"]["value"] == pytest.approx(value(account(), "activity"))


def test_posts_without_any_time_are_said_to_have_none() -> None:
    found = one([profile(), *posts(posted_at=None)])
    assert found["signals"]["activity"]["evidence"] == "no post with a time was seen"


def test_what_is_old_beside_the_newest_is_old_without_a_clock() -> None:
    old = [post.model_copy(update={"posted_at": NOW - timedelta(days=400), "native_id": f"old{n}", "url": None})
           for n, post in enumerate(posts(count=3))]  # fmt: skip
    read = evidence(_untimed([*account(count=4), *old]))
    assert read.seen_at is None
    assert one(_untimed([*account(count=4), *old]))["engagement"]["n"] == 4


def _ignoring(handle: str, others: int) -> list[Fact]:
    """Comments that others answered, and the owner none."""
    reply = Comment(network=NETWORK, page="p", post=f"{handle}-0", native_id="r", author_handle="fan1", text="Yes!",
                    reply_to=f"{handle}-c0")  # fmt: skip
    return [*talk(handle, others, 0), reply]


def _talking(others: int, answered: int) -> tuple[str, list[Fact]]:
    return "talks", talk("talks", others, answered) if answered else _ignoring("talks", others)


NOT_SEEN = [("silent", []), ("silent", talk("silent", 20, 0))]


@pytest.mark.parametrize("silent", NOT_SEEN, ids=["no comments seen", "comments, but no replies"])
@pytest.mark.parametrize(("others", "answered"), [(20, 1), (20, 2), (20, 4), (20, 10), (4, 1), (8, 1), (60, 6)])
def test_answering_a_little_beats_replies_that_were_not_seen(
    silent: tuple[str, list[Fact]], others: int, answered: int
) -> None:
    handle, comments = _talking(others, answered)
    _order([*account(handle), *comments], [*account(silent[0]), *silent[1]])


@pytest.mark.parametrize("others", [20, 60])
def test_replies_that_were_not_seen_beat_answering_nobody(others: int) -> None:
    handle, comments = _talking(others, 0)
    _order([*account("silent"), *talk("silent", 20, 0)], [*account(handle), *comments])


def test_the_more_answers_the_better() -> None:
    values = [one([*account("talks"), *_talking(20, n)[1]], handle="talks")["signals"]["conversation"]["value"]
               for n in (0, 1, 2, 4, 8, 12, 20)]  # fmt: skip
    assert values == sorted(values)
    assert len(set(values)) == len(values)


def _order(better: list[Fact], worse: list[Fact]) -> None:
    first, second = rank_facts([*worse, *better], BRIEF)
    wanted = next(fact.handle for fact in better if isinstance(fact, Profile))
    assert first["handle"] == wanted, (first["low"], second["low"])


HONEST: dict[str, Any] = {"likes": 127, "comments": 12}  # 2.65 % of 5,230
THIN: dict[str, list[Fact]] = {
    "all zero": account(W, post={"likes": 0, "comments": 0}),
    "three posts, all zero": account(W, count=3, post={"likes": 0, "comments": 0}),
    "two posts, all zero": account(W, count=2, post={"likes": 0, "comments": 0}),
    "three likes": account(W, post={"likes": 3, "comments": 0}),
    "three likes, comments not shown": account(W, post={"likes": 3, "comments": None}),
    "three likes and a comment": account(W, post={"likes": 3, "comments": 1}),
    "three likes and three comments": account(W, post={"likes": 3, "comments": 3}),
    "no counts": account(W, post={"likes": None, "comments": None}),
    "no posts": account(W, count=0),
    "one post": account(W, count=1, post=HONEST),
}


@pytest.mark.parametrize("name", THIN)
def test_thin_data_do_not_beat_an_honest_engagement(name: str) -> None:
    _order(account(B, post=HONEST), THIN[name])


def test_counts_that_were_not_shown_tell_no_ratio() -> None:
    found = one([profile(), *posts(likes=0, comments=0)])
    assert {found["signals"][name]["value"] for name in ("engagement", "like_rate", "comment_ratio")} == {None}


@pytest.mark.parametrize("within", [0, 50, 500])
def test_the_tier_falls_with_the_distance_from_the_band(within: int) -> None:
    """However a count is rounded: none is worth less than one farther out."""
    over, under = range(9_000, 16_100, 100), range(1_600, 300, -50)
    people = [profile(f"p{n}", followers=n, followers_within=within) for n in (*over, *under)]
    tiers = {found["followers"]: found["signals"]["tier"]["value"] for found in rank_facts(people, BRIEF)}
    assert None not in tiers.values()
    for steps in (over, under):
        assert all(tiers[nearer] >= tiers[farther] for nearer, farther in pairwise(steps))


def test_a_rounded_count_is_worth_about_what_its_middle_is() -> None:
    for followers in (900, 10_400, 10_600):
        exact = value([profile(followers=followers)], "tier")
        rounded = value([profile(followers=followers, followers_within=50)], "tier")
        assert rounded == pytest.approx(exact, abs=0.05)
