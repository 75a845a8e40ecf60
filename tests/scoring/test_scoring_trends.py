"""Fitting the follower trend on what a database holds: right, once, named in the version, and undone."""

import json
from dataclasses import replace
from math import log
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.judging import objects_of, rank_database
from scoring.ranking.fitting import ENOUGH, fit_trend, forget_trends, freeze_trends, kept_trends
from scoring.ranking.rank import frame_of
from scoring.ranking.score import add_scores, score_version
from scoring.trends import MIDDLE, PUBLISHED, UNTOLD, USUAL, name_trends, trend_of
from storage.database import Database
from storage.facts import Fact, Post, Profile
from tests.commands import nanoscout
from tests.test_landing import land


def drawn(count: int, level: float, slope: float, between: float) -> tuple[list[int], list[int], list[float]]:
    """Accounts of a known world: followers, posts, Σ ln(reactions)."""
    dice = Random(1)
    followers, posts, logs = [], [], []
    for _ in range(count):
        size, n = int(dice.lognormvariate(8.0, 0.9)), dice.randint(3, 12)
        own = level + (slope + 1.0) * log(size) + dice.gauss(0, between)
        followers.append(size)
        posts.append(n)
        logs.append(sum(own + dice.gauss(0, USUAL.within) for _ in range(n)))
    return followers, posts, logs


def test_the_truth_of_a_drawn_world_is_found() -> None:
    found = fit_trend(*drawn(2_000, 0.4, -0.5, 0.5))
    assert found is not None
    assert found.slope == pytest.approx(-0.5, abs=0.05)
    assert found.level == pytest.approx(0.4, abs=0.4)
    assert found.between == pytest.approx(0.5, abs=0.06)


def test_few_accounts_fit_nothing_and_one_size_has_the_usual_slope() -> None:
    assert fit_trend(*drawn(ENOUGH - 1, 0.0, -0.3, 0.5)) is None
    _, posts, logs = drawn(ENOUGH, 0.0, -0.3, 0.5)
    same = fit_trend([3_000] * ENOUGH, posts, logs)
    assert same is not None
    assert same.slope == USUAL.slope


def test_accounts_that_are_all_alike_have_a_trend() -> None:
    followers = [1_000 + 7 * number for number in range(ENOUGH)]
    found = fit_trend(followers, [12] * ENOUGH, [12 * ((1 + USUAL.slope) * log(size) - 1.0) for size in followers])
    assert found is not None
    assert found.level == pytest.approx(-1.0, abs=0.01)
    assert found.accounts == ENOUGH


def test_a_few_absurd_accounts_change_little() -> None:
    followers, posts, logs = drawn(400, 0.4, -0.3, 0.5)
    clean = fit_trend(followers, posts, logs)
    odd = fit_trend([*followers, 1, 10**9], [*posts, 3, 3], [*logs, 60.0, 0.0])
    assert clean is not None
    assert odd is not None
    assert odd.usual(MIDDLE) == pytest.approx(clean.usual(MIDDLE), rel=0.25)


def _fill(database: Database, count: int) -> None:
    """Accounts whose posts get a tenth of their followers: far more than published figures say."""
    dice = Random(7)
    facts: list[Fact] = []
    for number in range(count):
        followers, handle = dice.randint(1_000, 9_000), f"person{number:03}"
        facts.append(Profile(network="instagram", page="p", handle=handle, followers=followers, bio="Ink and paper"))
        for post in range(4):
            likes = int(followers * 0.1 * dice.lognormvariate(0, 0.3))
            name = f"{number}.{post}"
            facts.append(
                Post(network="instagram", page="p", native_id=name, author_handle=handle, likes=likes, comments=5)
            )
    land(database, *facts)


def test_a_database_gets_its_own_trend_once(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    database = Database(str(file))
    _fill(database, ENOUGH + 20)
    before = score_version(Brief())
    ranked = rank_database(database, Brief())
    kept = kept_trends(database)
    assert set(kept) == {("instagram", "still")}
    assert trend_of("instagram", "still", kept).usual(MIDDLE) == pytest.approx(0.1, rel=0.15)
    assert trend_of("tiktok", "still", kept) == USUAL
    first = next(objects_of(database, ranked.head(1), Brief()))
    assert first["score_version"] == before.replace(".2", f".{name_trends(kept)}") != before
    # Against their own kind they are ordinary; against published figures nearly all were extraordinary.
    assert 0.35 < ranked["value_engagement"].to_numpy().mean() < 0.65
    assert freeze_trends(database) == kept
    forget_trends(database)
    assert rank_database(database, Brief())["value_engagement"].to_numpy().mean() > 0.9
    assert freeze_trends(database) == {}  # a reset lasts
    database.close()
    rows = [json.loads(line) for line in nanoscout("--database", file, "trends", "--refit", "--json").splitlines()]
    learned = {(row["network"], row["format"]): row["accounts"] for row in rows if row["accounts"]}
    assert learned.keys() == {("instagram", "still")}
    assert learned["instagram", "still"] >= ENOUGH
    assert {row["network"] for row in rows} == {*PUBLISHED, None}
    assert "accounts here" in nanoscout("--database", file, "trends")
    assert "published figures" in nanoscout("--database", file, "trends", "--reset")
    assert "200 accounts" in nanoscout("--database", file, "trends")


def test_a_network_of_videos_is_held_against_its_own_videos() -> None:
    """Level, spread and likes by the format that counts: with a trend of its own, the usual video is usual."""
    level = log(0.2) - USUAL.slope * log(4_000)
    trends = {("tiktok", "video"): replace(USUAL, level=level, between=0.3, accounts=500)}
    followers, posts = 4_000, 6
    likes = 0.2 * followers
    row: dict[str, Any] = {"network": "tiktok", "handle": "ada", "followers": followers, "eng_mode": "full",
           "eng_still_n": 0,
           "eng_still_log": 0.0, "eng_video_n": posts, "eng_video_log": posts * log(likes), "likes_n": posts,
           "likes_log": posts * log(likes)}  # fmt: skip
    own, borrowed = (add_scores(frame_of([row]), Brief().under(known)).to_dicts()[0] for known in (trends, {}))
    assert own["value_engagement"] == pytest.approx(0.5, abs=0.01)
    assert own["note_like_rate_times"] == pytest.approx(1.0, abs=0.01)
    widths = [log(one["note_engagement_high"] / one["note_engagement_low"]) for one in (own, borrowed)]
    assert widths[0] / widths[1] == pytest.approx(0.3 / USUAL.between, rel=0.01)
    assert borrowed["value_engagement"] > 0.9
    assert borrowed["note_like_rate_times"] > 3


def _with_rate(network: str, rate: float) -> dict[str, Any]:
    """The scored row of an account of 4,000 followers whose six posts were liked by that share of them."""
    logs = 6 * log(rate * 4_000)
    row: dict[str, Any] = {"network": network, "handle": "ada", "followers": 4_000, "eng_mode": "full"}
    row |= {"eng_still_n": 6, "eng_still_log": logs, "eng_video_n": 0, "eng_video_log": 0.0}
    row |= {"likes_n": 6, "likes_log": logs}
    return add_scores(frame_of([row]), Brief()).to_dicts()[0]


@pytest.mark.parametrize(
    ("network", "rate"), [("mastodon", 0.014), ("bluesky", 0.011), ("x", 0.012), ("youtube", 0.011)]
)
def test_what_is_usual_on_a_network_is_not_held_against_instagram(network: str, rate: float) -> None:
    there, on_instagram = (_with_rate(name, rate) for name in (network, "instagram"))
    assert 0.4 < there["value_engagement"] < 0.6
    assert on_instagram["value_engagement"] < 0.2


def test_less_is_made_of_a_network_whose_usual_rate_nobody_tells() -> None:
    """The same rate far from the usual: a smaller percentile away from the middle, a wider interval, no alarm."""
    rate = 0.2 * trend_of("tumblr", "still").usual(4_000)
    unsure, sure = (_with_rate(network, rate) for network in ("tumblr", "instagram"))
    assert trend_of("tumblr", "still") == UNTOLD
    assert sure["value_engagement"] < unsure["value_engagement"] < 0.5
    assert sure["value_like_rate"] < 1.0 == unsure["value_like_rate"]
    widths = [log(one["note_engagement_high"] / one["note_engagement_low"]) for one in (unsure, sure)]
    assert widths[0] > 1.5 * widths[1]
