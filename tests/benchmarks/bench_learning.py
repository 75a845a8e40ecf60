"""Learning from verdicts against simulated tastes: NDCG@20 of people not answered about, after 100 and 300 answers.

A taste is a set of weights that nobody tells: ``near`` the hand weights (each times e^(0.6 z)), or ``far`` (drawn
from all). Candidates come from the frozen prior. The reviewer goes down the ranking, ten of the best left and ten from
below, and accepts what his taste puts into its best tenth, with noise at the edge. Gain: ``score`` the hidden score
between the worst and the best; ``place`` (1 − place among all)⁸, which is stricter.
``python -m tests.benchmarks.bench_learning``.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scoring.brief import Brief
from scoring.learning import fit_weights
from scoring.prior import PRIOR
from scoring.ranking.score import exponents_of, weigh_signals

Array = NDArray[np.float64]
POOL, LABELS, GOAL = 2_000, (0, 100, 300), 0.96
_BRIEF = Brief(words=("ink",), languages=("en",), countries=("US",))
_WEIGHTS = weigh_signals(_BRIEF)
NAMES = list(_WEIGHTS)
GROUPS = [_WEIGHTS[name][0] for name in NAMES]
HAND: Array = np.array([exponents_of(_BRIEF)[group] * weight for group, weight in _WEIGHTS.values()])


def _pool(dice: np.random.Generator) -> Array:
    expected = [PRIOR[name] for name in NAMES]
    mean, deviation, loading = (
        np.array([getattr(one, part) for one in expected]) for part in ("mean", "deviation", "loading")
    )
    own = np.sqrt(1 - loading**2) * dice.standard_normal((POOL, len(NAMES)))
    values: Array = np.clip(mean + deviation * (loading * dice.standard_normal((POOL, 1)) + own), 0.01, 1.0)
    return values


def _log_score(values: Array, weights: Array) -> Array:
    total: Array = np.zeros(len(values))
    for group in dict.fromkeys(GROUPS):
        member = np.array([of == group for of in GROUPS])
        share = weights[member].sum()
        if share > 0:
            total += share * np.log(np.maximum(values[:, member] @ weights[member] / share, 0.01))
    return total


def _ndcg(gain: Array, order: NDArray[np.intp]) -> float:
    discount = 1 / np.log2(np.arange(2, 22))
    return float((gain[order[:20]] * discount).sum() / (np.sort(gain)[::-1][:20] * discount).sum())


def _judge(taste: Array, weights: Array, test: Array) -> tuple[float, float]:
    true, order = _log_score(test, taste), np.argsort(-_log_score(test, weights), kind="stable")
    score = np.exp(true)
    place = np.empty(len(true))
    place[np.argsort(-true)] = np.linspace(1, 0, len(true)) ** 8
    return _ndcg((score - score.min()) / (score.max() - score.min()), order), _ndcg(place, order)


def learn_taste(far: bool, seed: int, labels: tuple[int, ...] = LABELS) -> list[tuple[float, float]]:
    """(NDCG by score, by place) on people not seen, after each number of answers."""
    dice = np.random.default_rng(seed)
    pool, test = _pool(dice), _pool(dice)
    taste = dice.dirichlet(np.ones(len(HAND))) if far else HAND * np.exp(0.6 * dice.standard_normal(len(HAND)))
    taste = taste / taste.sum()
    liked = _log_score(pool, taste)
    edge = np.quantile(liked, 0.9)
    weights = HAND.copy()
    asked: list[int] = []
    answers: list[float] = []
    found: list[tuple[float, float]] = []
    for wanted in labels:
        while len(asked) < wanted:
            seen = set(asked)
            left = [int(one) for one in np.argsort(-_log_score(pool, weights), kind="stable") if int(one) not in seen]
            batch = left[:10] + [left[int(one)] for one in dice.integers(10, len(left) // 4, 10)]
            for one in batch[: wanted - len(asked)]:
                asked.append(one)
                answers.append(1.0 if dice.random() < 1 / (1 + np.exp(-15 * (liked[one] - edge))) else -1.0)
            if len(set(answers)) > 1:
                weights = fit_weights(pool[asked], np.array(answers), HAND, GROUPS)
        found.append(_judge(taste, weights, test))
    return found


def measure(tastes: int = 20) -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most)."""
    for name, far in (("near", False), ("far", True)):
        figures = np.array([learn_taste(far, seed) for seed in range(1_000, 1_000 + tastes)]).mean(axis=0)
        for labels, (by_score, by_place) in zip(LABELS, figures, strict=True):
            goal = GOAL if labels == 100 else 0.0
            yield f"NDCG@20, {name} taste, {labels} verdicts (gain by score)", float(by_score), goal, False
            yield f"NDCG@20, {name} taste, {labels} verdicts (gain by place)", float(by_place), 0.0, False


if __name__ == "__main__":
    for what, figure, goal, _ in measure():
        print(f"{what:60} {figure:.3f}" + (f" (goal {goal:.2f})" if goal else ""))
