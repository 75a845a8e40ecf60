"""Each signal's edge cases, and inputs that nobody sane would send: a value or null, never a crash."""

from datetime import timedelta
from math import exp, log
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from scoring.signals.engagement import KAPPA
from scoring.tiers import SCHEMES
from scoring.trends import trend_of
from storage.facts import Comment, Fact
from tests.scoring.invent import BRIEF, NOW, account, contact, follow, highlight, one, posts, profile, talk, value


@pytest.mark.parametrize(
    ("followers", "within", "wanted"),
    [(1_000, 0, 1.0), (9_999, 0, 1.0), (5_000, 50, 1.0), (None, None, None), (100_000, 0, 0.0), (0, 0, 0.0)],
)
def test_tier(followers: int | None, within: int | None, wanted: float | None) -> None:
    assert value(account(followers=followers, followers_within=within), "tier") == wanted


def test_a_rounded_count_at_the_edge_is_said_to_be_so() -> None:
    found = one(account(followers=10_000, followers_within=500))
    assert 0.7 < found["signals"]["tier"]["value"] < 0.8
    assert "rounded at the edge" in found["signals"]["tier"]["evidence"]
    assert "followers_rounded_at_edge" in found["flags"]
    assert found["excluded"] is None


def test_unknown_followers_are_never_nano() -> None:
    for brief in (BRIEF, Brief(), Brief(tier_scheme="tiers-004"), Brief(tier_scheme="jocial-strict")):
        found = one(account(followers=None, followers_within=None), brief)
        assert found["tier"] is None
        assert found["excluded"] is None
        assert "followers_unknown" in found["flags"]
        unread = one(account(followers=None, followers_within=None, bio=None), brief)
        assert unread["excluded"].startswith("followers_unknown")
        assert found["engagement"]["rate"] is None


@pytest.mark.parametrize(
    ("scheme", "followers", "tier"),
    [
        ("mediakix", 999, None), ("mediakix", 1_000, "nano"), ("mediakix", 10_000, "nano"),
        ("mediakix", 10_001, "micro"), ("mediakix", 50_000, "mid"), ("mediakix", 500_000, "macro"),
        ("author-001", 10_000, "nano"), ("author-001", 10_001, None),
        ("jocial", 9_999, "nano"), ("jocial", 99_999, "micro"), ("jocial-strict", 4_999, "nano"),
        ("jocial-strict", 30_000, "micro"), ("jocial-strict", 100_000, None), ("hdy", 5_000, "nano"),
        ("hdy", 5_001, None),
        ("tiers-004", 3, "nano"), ("tiers-004", 2_000_000, "mega"), ("mediakix", None, None),
    ],
)  # fmt: skip
def test_tier_schemes(scheme: str, followers: int | None, tier: str | None) -> None:
    assert one(account(count=0, followers=followers), Brief(tier_scheme=scheme))["tier"] == tier


def test_every_scheme_says_its_source() -> None:
    assert all("source document" in scheme.source for scheme in SCHEMES.values())


def test_no_cliff_of_engagement_stands_at_the_tiers_end() -> None:
    brief = Brief(words=BRIEF.words, tiers=("nano", "micro"))
    below, above = (value(account(followers=n), "engagement", brief) for n in (9_999, 10_001))
    assert below is not None
    assert above is not None
    assert abs(below - above) < 0.001


def test_engagement_is_the_shrunk_estimate_of_the_formula() -> None:
    trend = trend_of("instagram", "still")
    usual = trend.level + trend.slope * log(5_230)
    ys = [log((280 + 3 * (n % 5) + 12 + 0.5) / 5_230) for n in range(12)]
    wanted = exp((sum(ys) + KAPPA * usual) / (12 + KAPPA))
    found = one(account())["engagement"]
    assert found["rate"] == pytest.approx(wanted, rel=1e-4)
    assert found["low"] < found["rate"] < found["high"]
    assert (found["n"], found["mode"]) == (12, "full")


def test_fewer_posts_are_drawn_nearer_to_the_trend_with_a_wider_interval() -> None:
    found = [one(account(count=count))["engagement"] for count in (12, 6, 3, 1)]
    rates = [e["rate"] for e in found]
    widths = [e["high"] / e["low"] for e in found]
    assert rates == sorted(rates, reverse=True)
    assert widths == sorted(widths)


@pytest.mark.parametrize(
    ("post", "mode", "n"),
    [
        ({}, "full", 12), ({"likes": None}, "comments_only", 12), ({"likes": 3}, "comments_only", 12),
        ({"likes": 0}, "comments_only", 12), ({"comments": None}, "likes_only", 12),
        ({"likes": None, "comments": None}, "none", 0), ({"likes": 0, "comments": 0}, "none", 0),
        ({"pinned": True}, "none", 0), ({"coauthors": ["bo"]}, "none", 0), ({"text": "Giveaway! win a pen"}, "none", 0),
        ({"posted_at": NOW - timedelta(hours=20)}, "none", 0), ({"posted_at": NOW - timedelta(days=200)}, "none", 0),
        ({"posted_at": None}, "full", 12), ({"kind": "video"}, "full", 12),
    ],
)  # fmt: skip
def test_which_posts_count(post: dict[str, Any], mode: str, n: int) -> None:
    found = one(account(post=post))
    assert (found["engagement"]["mode"], found["engagement"]["n"]) == (mode, n)
    assert (found["engagement"]["rate"] is None) == (mode == "none")


def test_what_is_left_out_is_counted_and_said() -> None:
    facts = [
        *account(),
        *posts(count=1, native_id="pin", pinned=True),
        *posts(count=1, native_id="co", coauthors=["bo"]),
    ]
    assert "left out: 1 pinned, 1 co-authored" in one(facts)["signals"]["engagement"]["evidence"].replace(
        "1 co-authored, 1 pinned", "1 pinned, 1 co-authored"
    )


def test_hidden_likes_lower_the_confidence_and_are_said() -> None:
    shown, hidden = one(account()), one(account(post={"likes": None}))
    assert hidden["confidence"] < shown["confidence"]
    assert "likes_hidden" in hidden["flags"]
    assert "comments alone" in hidden["signals"]["engagement"]["evidence"]
    assert (
        hidden["engagement"]["high"] / hidden["engagement"]["low"]
        > shown["engagement"]["high"] / shown["engagement"]["low"]
    )


def test_a_small_account_may_truly_have_three_likes() -> None:
    assert one(account(followers=120, post={"likes": 3, "comments": 1}))["engagement"]["mode"] == "full"


@pytest.mark.parametrize(
    ("facts", "signal", "low", "high"),
    [
        (account(post={"likes": 290}), "like_rate", 0.99, 1), (account(post={"likes": 9}), "like_rate", 0, 0.6),
        (account(post={"likes": 5_200}), "like_rate", 0, 0.3), (account(post={"comments": 0}), "comment_ratio",
            0, 0.75),
        (account(post={"comments": 260}), "comment_ratio", 0, 0.2), (account(following=0), "follow_ratio", 1, 1),
        (account(following=7_400), "follow_ratio", 0, 0.15), (account(posts_count=0), "profile_made", 0, 0.8),
        (account(following=1_900, posts_count=400), "follow_ratio", 0.3, 0.8),
        (account(following=1_900, posts_count=2), "follow_ratio", 0, 0.2),
        ([*account(), contact("a@b.example")], "contactable", 1, 1), (account(bio="Hello"), "contactable", 0, 0),
        ([*account(bio="Hello"), contact("+12025550123", kind="phone")], "contactable", 0.75, 0.75),
        (account(highlights_count=0), "highlights", 0.1, 0.1), ([*account(), highlight("Collabs")], "highlights",
            0.8, 1),
        ([*account(), highlight("🎨 art"), highlight("PR")], "highlights", 1, 1),
        ([*account(), profile("bo"), follow("bo")], "vouched", 0.7, 0.7),
        ([*account(), *talk(answered=20)], "conversation",
            0.9, 1), ([*account(), *talk(answered=0)], "conversation", -1, -1),
        (account(count=1), "activity",
            0.9, 1), (account(post={"posted_at": NOW - timedelta(days=170)}), "activity", 0, 0.1),
    ],
)  # fmt: skip
def test_values(facts: list[Fact], signal: str, low: float, high: float) -> None:
    found = value(facts, signal)
    if low < 0:  # replies were not seen: not observed, which is not 0
        assert found is None
    else:
        assert found is not None
        assert low <= found <= high


@pytest.mark.parametrize(
    ("changes", "signal"),
    [
        ({"followers": None, "followers_within": None}, "tier"), ({"followers": 0}, "engagement"),
        ({"following": None}, "follow_ratio"),
        ({"bio": None}, "contactable"), ({"highlights_count": None}, "highlights"), ({"followers": 0}, "like_rate"),
    ],
)  # fmt: skip
def test_unknown_is_null(changes: dict[str, Any], signal: str) -> None:
    assert value(account(**changes), signal) is None


def test_places_of_a_brief() -> None:
    queens = account(bio="Calligraphy in Queens, NYC")
    assert value(queens, "place", Brief(places=("Queens",))) == 1
    assert value(queens, "place", Brief(places=("Brooklyn",))) == 0.3
    assert value(queens, "place", Brief(places=("New York",))) == 0.8
    assert value(queens, "place", Brief(places=("Chicago",))) == 0.2
    assert value(queens, "place", Brief(countries=("US",))) == 1
    # Beside a place a country is where others may be, too.
    assert value(queens, "place", Brief(places=("Chicago",), countries=("US",))) == 0.5
    assert value(queens, "place", Brief(places=("Queens",), countries=("US",))) == 1
    assert value(queens, "place", Brief(places=("Leeds",), countries=("GB",))) == 0
    assert value(account(bio="Calligraphy"), "place", Brief(countries=("US",))) is None


def test_a_country_that_is_guessed_tells_less_than_one_that_is_named() -> None:
    def judged(bio: str, country: str) -> dict[str, Any]:
        return one(account(bio=bio, post={"text": "Neue Tinte für meine Briefe"}), Brief(countries=(country,)))

    named, guessed = "Füller und Tinte, Briefe aus Köln", "Füller und Tinte, jeden Tag ein Brief"
    assert judged(guessed, "DE")["place_source"] == "language"
    assert judged(named, "DE")["confidence"] > judged(guessed, "DE")["confidence"]
    assert judged(named, "DE")["low"] > judged(guessed, "DE")["low"], "where the country suits"
    assert judged(named, "FR")["low"] < judged(guessed, "FR")["low"], "where it does not"


def test_a_town_of_a_region_is_not_all_of_a_landscape_s() -> None:
    norwich, says_so = account(bio="Knitting in Norwich"), account(bio="Knitter in the Yorkshire Dales")
    for landscape in ("Yorkshire", "Gloucestershire"):
        assert value(norwich, "place", Brief(places=(landscape,))) == 0.6
        assert value(says_so, "place", Brief(places=(landscape,))) == 1
    for region in ("England", "Inghilterra"):
        assert value(norwich, "place", Brief(places=(region,))) == 1


ODD: dict[str, list[Fact]] = {
    "zero followers": account(followers=0, following=0, posts_count=0),
    "absurd counts": account(
        followers=2**62, following=2**62, posts_count=2**62, post={"likes": 2**62, "comments": 2**62}
    ),
    "no counts": account(
        followers=None, followers_within=None, following=None, posts_count=None, post={"likes": None, "comments": None}
    ),
    "one post": account(count=1),
    "no posts": account(count=0),
    "only posts": posts(),
    "ten thousand posts": account(count=10_000),
    "a bio of emoji": account(bio="🖋️✒️📩🇵🇹🏳️‍🌈👩🏽‍🎨" * 20, display_name="✨🖋️✨"),
    "40,000 characters": account(bio="fountain pens and (at) dot com @ 1 " * 1_150),
    "40,000 of one character": account(bio="a" * 40_000, post={"text": "#" * 40_000}),
    "many at signs": account(bio="a@" * 20_000),
    "two scripts": account(bio="Каллиграфия & fountain pens 書道 خط"),
    "right to left": account(bio="خط عربي \u202e للتعاون دايركت \u202c calligraphy", display_name="\u202eanA"),
    "a lone surrogate's neighbour": account(bio="\ufffd\x00\x1f \ud7ff ok"),
    "empty texts": account(bio="", display_name="", category="", post={"text": ""}),
    "posts without anything": account(
        post={"text": None, "likes": None, "comments": None, "posted_at": None, "kind": None}
    ),
    "posts from the future": account(post={"posted_at": NOW + timedelta(days=9_000)}),
    "no times at all": account(observed_at=None, post={"observed_at": None, "posted_at": None}),
    "comments alone on posts": [*posts(count=1), *talk()],
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_input_gives_values_or_nulls(name: str) -> None:
    found = next(f for f in rank_facts(ODD[name], BRIEF) if f["handle"] == "ana.ink")
    assert 0 <= found["low"] <= found["score"] <= 100
    for signal in found["signals"].values():
        assert signal["value"] is None or 0 <= signal["value"] <= 1
    rate = found["engagement"]["rate"]
    assert rate is None or rate >= 0


def test_questions_count_twice() -> None:
    """Who answers every question comes before who answers as many comments and no question."""

    def told(asked: range) -> float:
        facts = [
            fact.model_copy(update={"text": "Lovely lines"})
            if isinstance(fact, Comment) and fact.reply_to is None and int((fact.native_id or "")[9:]) not in asked
            else fact
            for fact in talk(others=20, answered=10)
        ]
        found = value([*account(), *facts], "conversation")
        assert found is not None
        return found

    assert told(range(10)) > told(range(10, 20)) + 0.1


def test_who_works_with_no_brand_is_hardly_reached() -> None:
    assert value([profile(bio="Pens. No collabs, please"), contact("ana@inks.example")], "contactable") == 0.1
