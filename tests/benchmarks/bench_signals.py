"""What each signal is worth on invented accounts with known truth: ablation, and the order under missing values.

An account has three hidden merits (genuine, fitting, good to work with) and a hidden engagement; its numbers are drawn
from them with noise. Truth is the geometric mean of the merits. This shows that the arithmetic works and which signal
carries what in such a world; it is no evidence about creators.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scoring.brief import Brief
from scoring.ranking.rank import frame_of
from scoring.ranking.score import add_scores
from scoring.trends import USUAL
from scoring.weights import SIGNAL_WEIGHTS

ACCOUNTS, BEST = 2_000, 20
Floats = NDArray[np.float64]
BRIEF = Brief(languages=("en",), countries=("US",))
# Columns that are unseen together: a page that was not fetched, counts that a network hides.
UNSEEN: dict[str, tuple[str, ...]] = {
    "posts": ("eng_still_n", "eng_still_log", "likes_n", "likes_log", "paired_likes", "paired_comments", "paired_n",
              "newest_post_days", "gap_days"),
    "talk": ("talk_others", "talk_answered"), "highlights": ("highlights_count",),
    "following": ("following",), "profile": ("bio_length", "posts_count", "has_link"), "language": ("language",),
    "country": ("country",),
}  # fmt: skip


def invent(seed: int = 5) -> tuple[list[dict[str, Any]], Floats]:
    """Wide rows and the true merit of each."""
    chance = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    truth = np.zeros(ACCOUNTS)
    for number in range(ACCOUNTS):
        common = chance.normal()
        genuine, good = (1 / (1 + np.exp(-(0.6 * common + 0.8 * chance.normal() + 0.8))) for _ in range(2))
        english, home = chance.random() < 0.6, chance.random() < 0.5
        fit = 0.25 + 0.4 * english + 0.35 * home
        followers = int(10 ** chance.uniform(3.02, 3.98))
        rate = np.log(0.032) - 0.29 * np.log(followers / 3162) + 0.64 * 2.0 * (good - 0.6) - 3.0 * (genuine < 0.3)
        posts = 12
        likes = np.exp(rate + 0.79 * chance.normal(size=posts)) * followers
        answered = int(chance.binomial(20, min(0.95, good * 0.8)))
        rows.append(
            {
                "network": "instagram", "handle": f"a{number:05}", "has_profile": True, "followers": followers,
                "followers_within": 0,
                "following": int(followers * np.exp(1.2 - 3.2 * genuine + 0.4 * chance.normal())),
                "posts_count": int(np.exp(2.0 + 3.0 * genuine + 0.5 * chance.normal())), "has_bio": True,
                "bio_length": int(130 * genuine * chance.uniform(0.5, 1.0)), "has_name": True, "has_avatar": True,
                "has_link": bool(chance.random() < good), "digits_in_handle": int(chance.poisson(4 * (1 - genuine))),
                "handle_length": 12, "name_agrees": float(chance.random() < genuine),
                "eng_mode": "full", "eng_still_n": posts, "eng_still_log": float(np.log(1.02 * likes + 0.5).sum()),
                "eng_video_n": 0, "eng_video_log": 0.0, "likes_n": posts,
                "likes_log": float(np.log(likes + 0.5).sum()), "paired_n": posts, "paired_likes": int(likes.sum()),
                "paired_comments": int(likes.sum() * 0.02 * np.exp(0.5 * chance.normal() - 2 * (genuine < 0.3))),
                "emails": int(chance.random() < good), "phones": 0, "messaging": 0,
                "says_dm": bool(chance.random() < good), "says_contact": False, "says_manager": False,
                "newest_post_days": float(2 + 60 * (1 - good) * chance.random()),
                "gap_days": float(1.5 + 18 * (1 - good) * chance.random()),
                "talk_others": 20, "talk_answered": answered, "highlights_count": int(chance.poisson(6 * good)),
                "highlights_titled": 1, "highlights_collab": int(chance.random() < good / 2),
                "highlights_interest": 1, "account_kind": "creator", "account_kind_weight": 1.0,
                "language": "en" if english else "de", "language_sure": 1.0, "country": "US" if home else "FR",
                "country_sure": 1.0,
            }
        )  # fmt: skip
        truth[number] = genuine**0.3 * fit**0.4 * good**0.3
    return rows, truth


def ndcg(truth: Floats, order: NDArray[np.int64], best: int = BEST) -> float:
    """Gain of the first ``best`` against the best possible; the gain is the true merit's place among all, squared."""
    gain = (np.argsort(np.argsort(truth)) / (len(truth) - 1)) ** 2
    discount = 1.0 / np.log2(np.arange(best) + 2)
    return float((gain[order[:best]] * discount).sum() / (np.sort(gain)[::-1][:best] * discount).sum())


def order_of(rows: list[dict[str, Any]], brief: Brief) -> NDArray[np.int64]:
    """Places of the rows, best first, by the lower bound, then the handle."""
    low = add_scores(frame_of(rows), brief)["low"].to_numpy()
    found: NDArray[np.int64] = np.argsort(-low, kind="stable")
    return found


def without_some(rows: list[dict[str, Any]], share: float, seed: int = 9) -> list[dict[str, Any]]:
    """The rows with each group of columns unseen at a chance of ``share``."""
    chance = np.random.default_rng(seed)
    found = []
    for row in rows:
        unseen = {name for names in UNSEEN.values() if chance.random() < share for name in names}
        found.append({name: value for name, value in row.items() if name not in unseen})
    return found


def ablation() -> dict[str, float]:
    """NDCG@20 lost where a signal's weight is 0, by signal that the brief asks for."""
    rows, truth = invent()
    whole = ndcg(truth, order_of(rows, BRIEF))
    return {
        name: whole - ndcg(truth, order_of(rows, BRIEF.model_copy(update={"weights": {name: 0.0}})))
        for name in SIGNAL_WEIGHTS
    }


def measure() -> list[tuple[str, float, float, bool]]:
    """(what, figure, limit, whether the limit is the most)."""
    rows, truth = invent()
    found = [("NDCG@20 on invented accounts, everything seen", ndcg(truth, order_of(rows, BRIEF)), 0.9, False)]
    for share, least in ((0.3, 0.85), (0.6, 0.7)):
        figure = ndcg(truth, order_of(without_some(rows, share), BRIEF))
        found.append((f"NDCG@20 with {share:.0%} of the readings unseen", figure, least, False))
    found.append(("low holds where everything is seen, of 5 (0–1)", held_low(rows), 0.7, False))
    found.append(("typical rate within the interval, of 5 (0–1)", held_interval(), 0.75, False))
    return found


def held_low(rows: list[dict[str, Any]]) -> float:
    """How often the score with everything seen is at least the ``low`` of 30 % unseen; promised is four of five."""
    whole = add_scores(frame_of(rows), BRIEF)["score"].to_numpy()
    low = add_scores(frame_of(without_some(rows, 0.3)), BRIEF)["low"].to_numpy()
    return float((whole >= low).mean())


def held_interval(posts: int = 4) -> float:
    """How often an account's typical rate, drawn from the trend, lies between ``low`` and ``high`` after a few posts;
    promised is four of five."""
    chance = np.random.default_rng(3)
    rows: list[dict[str, Any]] = []
    truth = []
    for number in range(ACCOUNTS):
        followers = int(10 ** chance.uniform(3.02, 3.98))
        typical = USUAL.level + USUAL.slope * np.log(followers) + USUAL.between * chance.normal()
        logs = typical + np.log(followers) + USUAL.within * chance.normal(size=posts)
        truth.append(np.exp(typical))
        rows.append({"network": "instagram", "handle": f"a{number:05}", "followers": followers, "eng_mode": "full",
                     "eng_still_n": posts, "eng_still_log": float(logs.sum()), "eng_video_n": 0,
                     "eng_video_log": 0.0})  # fmt: skip
    scored = add_scores(frame_of(rows), BRIEF)
    low, high = (scored[f"note_engagement_{end}"].to_numpy() for end in ("low", "high"))
    return float(((low <= truth) & (truth <= high)).mean())


def main() -> None:
    """Prints the figures and the ablation of every signal."""
    for what, figure, _, _ in measure():
        print(f"{what:52} {figure:.3f}")
    for name, lost in sorted(ablation().items(), key=lambda item: (-item[1], item[0])):
        print(f"without {name:44} {-lost:+.4f}")


if __name__ == "__main__":
    main()
