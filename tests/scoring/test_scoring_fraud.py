"""What is bought, sold, misread or of the future earns nothing; and no order of a file changes a score."""

import itertools
from datetime import timedelta
from typing import Any

import orjson
import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from scoring.features import read_account, row_of
from scoring.learning import learn_weights, word_learned
from scoring.ranking.rank import frame_of, rank
from storage.facts import Comment, Fact
from storage.verdicts import Verdict
from tests.scoring.invent import BRIEF, NOW, account, evidence, one, posts, profile


def _low(**post: Any) -> float:
    found: float = one([profile(followers=4_000), *posts(**post)])["low"]
    return found


def test_more_reactions_than_followers_are_no_merit() -> None:
    honest, lively = _low(likes=100, comments=4), _low(likes=600, comments=30)
    assert lively > honest
    assert _low(likes=40_000, comments=800) < honest
    assert _low(likes=3_500, comments=1) < lively


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ({"likes": 900, "comments": 0}, "hardly a comment goes with so many likes"),
        ({"text": "GIVEAWAY! Like and tag two friends to win", "likes": 400, "comments": 90}, ""),
        ({"posted_at": NOW - timedelta(days=150)}, "the newest post is 150 days ago"),
    ],
)
def test_reactions_that_say_nothing_are_no_engagement(post: dict[str, Any], words: str) -> None:
    """Bought likes, giveaways alone, an account silent for months: each is worth less than honest and ordinary."""
    usual = one([profile(followers=4_000), *posts(likes=120, comments=5)])
    found = one([profile(followers=4_000), *posts(**{"likes": 120, "comments": 5, **post})])
    assert found["signals"]["engagement"]["value"] < 0.6 * usual["signals"]["engagement"]["value"]
    assert words in found["signals"]["engagement"]["evidence"]
    assert found["low"] < usual["low"] - 4


def _talked_about(people: int, text: str) -> dict[str, Any]:
    """Five comments under each of eight posts, by so many people in turn."""
    made = account(count=8, post={"likes": 500, "comments": 5}, followers=4_000)
    said = [
        Comment(network="instagram", page="p", native_id=f"c{n}", post=f"ana.ink-{n // 5}", text=f"{text}",
                author_handle=f"fan{n % people}", posted_at=NOW)
        for n in range(40)
    ]  # fmt: skip
    found: dict[str, Any] = one([*made, *said])["signals"]["engagement"]
    return found


def test_what_a_pod_gives_is_no_reaction_of_followers() -> None:
    """The same five praise every post. Forty who praise, and five who talk about the thing, are taken for what they
    are."""
    pod = _talked_about(5, "So beautiful!")
    assert "the same few people praise every post" in pod["evidence"]
    for crowd in (_talked_about(40, "So beautiful!"), _talked_about(5, "Does the new nib take the iron gall ink?")):
        assert "the same few" not in crowd["evidence"]
        assert pod["value"] < 0.5 * crowd["value"]


def _with_likes(*likes: int) -> dict[str, Any]:
    made = [post.model_copy(update={"likes": many}) for post, many in zip(posts(comments=20), likes, strict=False)]
    return one([profile(followers=9_000), *made])


def test_likes_that_are_the_same_under_every_post_were_ordered() -> None:
    ordered = _with_likes(950, 1_010, 940, 1_030, 980, 1_000, 905, 990)
    assert "likes_even" in _with_likes(716, 696, 710, 705, 711, 723, 687, 701)["flags"]
    earned = _with_likes(950, 1_310, 640, 830, 980, 1_200, 705, 1_390)
    for name, words in (("engagement", "all posts have nearly the same likes"), ("like_rate", "from post to post")):
        assert ordered["signals"][name]["value"] < 0.4 * earned["signals"][name]["value"]
        assert words in ordered["signals"][name]["evidence"]
        assert words not in earned["signals"][name]["evidence"]
    assert ordered["low"] < earned["low"] - 10
    assert ("likes_even" in ordered["flags"]) > ("likes_even" in earned["flags"])


@pytest.mark.parametrize(
    "likes",
    [
        (1_200,) * 8,
        (1_200, 1_200, 1_300, 1_200, 1_200, 1_200, 1_200, 1_200),
        (40, 42, 39, 41, 40, 43, 41, 40),
        (987,) * 8,
        tuple(range(500, 508)),
    ],
)
def test_rounded_made_up_and_few_likes_are_not_called_the_same(likes: tuple[int, ...]) -> None:
    assert "likes_even" not in _with_likes(*likes)["flags"]


def _with_bursts(liked: int, said: int, times: int = 3, **more: Any) -> dict[str, Any]:
    usual = [
        post
        for n, (likes, comments) in enumerate(
            zip((210, 260, 190, 240, 230, 205, 275, 220), (9, 12, 7, 10, 11, 8, 13, 9), strict=True)
        )
        for post in posts(count=1, native_id=f"u{n}", likes=likes, comments=comments, **more)
    ]
    bursts = [
        post for n in range(times) for post in posts(count=1, native_id=f"b{n}", likes=liked + 7 * n, comments=said)
    ]
    return one([profile(followers=5_000), *usual, *bursts])


def test_likes_in_bursts_without_a_word_more_count_nothing_and_are_said() -> None:
    calm, paid, viral = _with_bursts(230, 10), _with_bursts(2_600, 10), _with_bursts(2_600, 80)
    assert ("likes_in_bursts" in paid["flags"], paid["engagement"]["n"]) == (True, 8)
    assert "3 with many times the usual likes and no more comments" in paid["signals"]["engagement"]["evidence"]
    assert "3 more with many times as many and no more comments" in paid["signals"]["like_rate"]["evidence"]
    assert paid["engagement"]["rate"] == pytest.approx(calm["engagement"]["rate"], rel=0.1)
    assert paid["low"] < calm["low"] - 0.5
    for honest in (calm, viral):  # who is seen by many is also answered by many
        assert ("likes_in_bursts" in honest["flags"], honest["engagement"]["n"]) == (False, 11)


def test_one_lucky_post_and_another_format_are_no_bursts() -> None:
    assert "likes_in_bursts" not in _with_bursts(2_600, 10, times=1)["flags"]
    assert "likes_in_bursts" not in _with_bursts(2_600, 10, kind="video")["flags"]


def test_few_likes_for_so_many_followers_cost_by_how_few() -> None:
    values = [one([profile(followers=9_000), *posts(likes=likes)])["signals"]["like_rate"]["value"]
              for likes in (250, 60, 30, 15)]  # fmt: skip
    assert values[0] == 1.0
    assert values == sorted(values, reverse=True)
    assert values[-1] < 0.3


@pytest.mark.parametrize(("network", "value"), [("instagram", 0.2), ("mastodon", 1.0), ("bluesky", 1.0)])
def test_a_talk_has_no_too_many_comments(network: str, value: float) -> None:
    row: dict[str, Any] = {"network": network, "handle": "ada", "followers": 2_000, "paired_n": 6, "paired_likes": 90}
    found = rank(frame_of([{**row, "paired_comments": 80}]), Brief()).to_dicts()[0]
    assert found["value_comment_ratio"] == pytest.approx(value, abs=0.1)


def test_counts_that_no_network_has_are_not_read() -> None:
    found = one([profile(followers=4_000), *posts(likes=4 * 10**9, comments=2 * 10**9)])
    assert found["engagement"]["rate"] is None
    assert found["engagement"]["mode"] == "none"


def test_posts_of_the_future_are_not_active() -> None:
    late = one([profile(), *posts(posted_at=NOW + timedelta(days=400))])
    assert late["signals"]["activity"]["value"] is None


@pytest.mark.parametrize(
    "bio",
    [
        "Buy followers cheap, DM for promo", "Followers for sale", "takipçi satın al", "накрутка подписчиков",
        "vendo seguidores", "jual followers", "Online casino tips 🎰 18+", "gokkasten en free spins",
        "slot gacor hari ini", "ставки на спорт, прогнозы", "apuestas deportivas | tipster",
        "deneme bonusu veren siteler",
    ],
)  # fmt: skip
def test_who_sells_followers_or_gambling_is_a_shop(bio: str) -> None:
    assert read_account(evidence([profile(bio=bio)])).kind.kind == "shop"


def test_two_counts_of_one_time_give_the_same_in_any_order() -> None:
    facts: list[Fact] = [profile(followers=4_000), profile(followers=800), *posts(count=3)]
    found = {
        orjson.dumps(list(rank_facts(list(order), BRIEF)))
        for order in itertools.islice(itertools.permutations(facts), 24)
    }
    assert len(found) == 1


def test_nothing_is_said_of_signals_that_nobody_showed() -> None:
    people = [account(handle=f"a{n}", bio="Fountain pens" if n % 2 else "Cars") for n in range(6)]
    rows = [row_of(read_account(evidence(facts, f"a{n}"))) for n, facts in enumerate(people)]
    verdicts = {
        ("instagram", f"a{n}"): Verdict(
            n, "b", "instagram", f"a{n}", "accept" if n % 2 else "reject", None, None, None, None, 0
        )
        for n in range(6)
    }
    learned = learn_weights(rank(frame_of(rows), BRIEF).to_dicts(), verdicts, BRIEF)
    assert "photography" not in learned.seen
    assert "photography" not in word_learned(learned)


def test_one_hobby_of_many_counts_less_than_what_the_posts_are_about() -> None:
    def of(handle: str, bio: str, *captions: str) -> list[Fact]:
        made = [post.model_copy(update={"text": captions[n % len(captions)]}) for n, post in enumerate(posts(handle))]
        return [profile(handle, bio=bio), *made]

    brief = Brief(words=("knitting",))
    others = ("Leg day at the gym, deadlift", "New car, V8 engine", "Trip to Rome, hotel review")
    facts = of("hobby", "gym, knitting, cars, travel", *others) + of("knits", "Knitter from Leeds", "Knitting a sock")
    facts += of("jumpers", "I knit jumpers and socks", "A jumper in blue wool", "socks on the needles")
    assert [found["handle"] for found in rank_facts(facts, brief)][-1] == "hobby"
