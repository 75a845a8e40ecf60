"""Learning from verdicts: the hand weights bent towards what was accepted, as far as the answers carry.

The logit of an acceptance is ``STEEPNESS`` · (ln S − level), S the score under the weights w that are learned, so
that what is fitted is what ranks. w is the share of each signal in the whole (group exponent · weight in the group);
the prior is normal around the hand weights (precision λ = 20), w ≥ 0, found with L-BFGS-B. With few answers the hand
weights stay. Only answers teach that are about the creator: a rejection since somebody is known already, busy or too
expensive says nothing about the signals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scoring.brief import Brief, LearnedBrief
from scoring.lists import GROUPS, Group
from scoring.ranking.score import FLOOR, exponents_of, weigh_signals
from scoring.wording import joined, plural

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from storage.verdicts import Verdict

PRECISION = 20.0
STEEPNESS = 6.0
TELLING = 0.1  # a weight that changed by less than a tenth of itself is not spoken of
NOT_ABOUT_THE_CREATOR = ("known", "already", "busy", "unavailable", "expensive", "price", "budget", "no reply")


@dataclass(frozen=True)
class Learned:
    """What the verdicts of one brief taught. Shares are of the whole score and sum to 1; ``seen`` are the signals that
    were observed of somebody who was answered."""

    accepted: int
    rejected: int
    left_out: int
    before: dict[str, float]
    after: dict[str, float]
    seen: tuple[str, ...] = ()

    @property
    def is_anything(self) -> bool:
        """Whether weights were learned: it takes an acceptance and a rejection at least."""
        return bool(self.after)


def teaches(answer: str, reason: str | None) -> bool:
    """Whether an answer says something about the creator."""
    words = (reason or "").lower()
    return answer == "accept" or (answer == "reject" and not any(sign in words for sign in NOT_ABOUT_THE_CREATOR))


def learn_weights(
    rows: Sequence[Mapping[str, Any]], verdicts: "Mapping[tuple[str, str], Verdict]", brief: Brief
) -> Learned:
    """Weights from verdicts; ``rows`` are ranked rows (of ``rank`` under the hand weights) of the accounts answered."""
    import numpy as np

    hand = _shares(brief)
    labels, values, left_out = [], [], 0
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: (row["network"], row["handle"])):
        verdict = verdicts.get((row["network"], row["handle"]))
        if verdict is None or verdict.answer == "later":
            continue
        if not teaches(verdict.answer, verdict.reason):
            left_out += 1
            continue
        labels.append(1.0 if verdict.answer == "accept" else -1.0)
        values.append([row[f"filled_{name}"] for name in hand])
        seen.update(name for name in hand if row[f"value_{name}"] is not None)
    accepted = sum(label > 0 for label in labels)
    rejected = len(labels) - accepted
    if not accepted or not rejected:
        return Learned(accepted, rejected, left_out, hand, {})
    groups = [weigh_signals(brief)[name][0] for name in hand]
    found = fit_weights(np.array(values), np.array(labels), np.array(list(hand.values())), groups)
    after = dict(zip(hand, (float(weight) for weight in found), strict=True))
    return Learned(accepted, rejected, left_out, hand, after, tuple(sorted(seen)))


def _shares(brief: Brief) -> dict[str, float]:
    """Each signal's share of the whole under the hand weights; they sum to 1."""
    exponents = exponents_of(brief)
    return {
        name: exponents[group] * weight for name, (group, weight) in weigh_signals(brief).items() if group in exponents
    }


def fit_weights(
    values: "NDArray[np.float64]",
    labels: "NDArray[np.float64]",
    hand: "NDArray[np.float64]",
    groups: Sequence[Group],
) -> "NDArray[np.float64]":
    """The most probable shares (summing to 1) given values (rows × signals, 0–1) and labels (1 or −1)."""
    import numpy as np
    from scipy.optimize import minimize

    members = [np.array([of == group for of in groups]) for group in GROUPS if group in groups]
    values = np.clip(values, FLOOR, 1.0)

    def cost(unknown: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        weights, level = unknown[:-1], unknown[-1]
        log_score = np.zeros(len(values))
        slopes = np.zeros_like(values)
        for member in members:
            inside = values[:, member] @ weights[member]
            exponent = max(float(weights[member].sum()), 1e-9)
            mean = np.maximum(inside / exponent, FLOOR)
            log_score += exponent * np.log(mean)
            slopes[:, member] = np.log(mean)[:, None] + values[:, member] / mean[:, None] - 1.0
        margin = labels * STEEPNESS * (log_score - level)
        pull = -labels * STEEPNESS / (1.0 + np.exp(np.clip(margin, -500.0, 500.0)))
        off = weights - hand
        total = float(np.logaddexp(0.0, -margin).sum() + 0.5 * PRECISION * off @ off)
        gradient = np.append(pull @ slopes + PRECISION * off, -pull.sum())
        return total, gradient

    level = float(np.median(np.log(values) @ hand))
    start = np.append(hand, level)
    bounds = [(0.0, None)] * len(hand) + [(-5.0, 1.0)]
    best = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x[:-1]
    best = np.round(best / best.sum(), 6)
    return np.asarray(best / best.sum())


def apply_learned(brief: Brief, learned: Learned, accepted: Sequence[str] = ()) -> Brief:
    """The brief with the learned weights in place of its own, and who was accepted among those it likes.

    The weights are learned without the accepted among the liked: to be near oneself would teach that nearness is all.
    """
    if not learned.is_anything and not accepted:
        return brief
    values = brief.model_dump() | {"like": tuple(dict.fromkeys([*brief.like, *accepted]))}
    if learned.is_anything:
        weights = {name: round(share, 8) for name, share in learned.after.items()}
        groups = dict.fromkeys(GROUPS, 0.0)
        weighed = weigh_signals(brief)
        for name, (group, _) in weighed.items():
            groups[group] = round(groups[group] + weights.get(name, 0.0), 8)
        by_hand = sum(brief.weight_of(name) for name, (group, _) in weighed.items() if group == "quality")
        if not brief.like and by_hand > 0:
            # Nearness keeps its hand weight beside the others of its group.
            weights["affinity"] = round(groups["quality"] * brief.weight_of("affinity") / by_hand, 8)
        values |= {"weights": weights, "groups": groups}
    learned_brief = LearnedBrief.model_validate(
        values | {"known_as": brief.hash, "answers": learned.accepted + learned.rejected}
    )
    return learned_brief.by_model(brief.model)


def word_learned(learned: Learned) -> str:
    """What was learned, in a sentence or two."""
    told = f"{plural(learned.accepted, 'acceptance')} and {plural(learned.rejected, 'rejection')}"
    aside = f" ({learned.left_out:,} more were not about the creator)" if learned.left_out else ""
    if not learned.is_anything:
        return f"Nothing is learned yet: it takes an acceptance and a rejection, and there are {told}{aside}."
    more: list[str] = []
    less: list[str] = []
    # What nobody was observed to have moves only to make room for the others: no taste is told by it.
    for name in sorted(learned.seen, key=lambda name: (-abs(learned.after[name] - learned.before[name]), name)):
        before, after = learned.before[name], learned.after[name]
        if abs(after - before) > max(TELLING * before, 0.002):
            (more if after > before else less).append(f"{name.replace('_', ' ')} ({before:.1%} → {after:.1%})")
    parts = [f"{word} {joined(names[:4])}" for word, names in (("more", more), ("less", less)) if names]
    if not parts:
        return f"From {told}{aside}: your answers agree with the hand weights."
    return f"From {told}{aside}: you weigh {'; '.join(parts)}."
