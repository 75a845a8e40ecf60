"""Which account to visit next, learned while crawling: who is likely to fit, told from who shows it and from its name.

Before a visit only an account's handle and name are seen, and whose lists it stands in. After a visit it is known
whether it fits (for a crawl: followers in the band), whether its size does, and whom it lists. An online logistic
regression on a few numbers of the parents, refitted every 25 visits, 2 % of the visits exploring. Until something and
something else was found, votes decide: how many that fit point here.
"""

import heapq
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REFIT_EVERY = 25
EXPLORE = 0.02
RESCORED = 10_000  # so many of the best are looked at again after a refit, however many wait
_RIDGE = 100.0
_CENTRE = (0.0, 3.0, 0.0, 0.0, 0.3, 0.0, 0.0, 0.5)  # what is believed before the first visits: votes, then words
_WORD = re.compile(r"[^\W\d_]{3,}")
_PRIOR_WEIGHT = 4.0  # what a parent's share of fitting children is drawn to its average with, in children
_FEATURES = ("parents", "fitting parents", "share of parents that fit", "share of parents of that size",
             "what parents show fits", "best parent", "how many parents show", "words of its name")  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """Whom to visit, and the word for why: seed, explore, vote, or what the model saw in it."""

    key: str
    why: str


@dataclass
class _Known:
    """One account: whom it shows (once visited) and who shows it."""

    key: str
    words: tuple[int, ...]
    parents: list[int] = field(default_factory=list)
    degree: int = 0
    fits: bool | None = None
    sized: bool = False
    children: int = 0  # visited ones among those it shows, and how many of them fit
    fitting: int = 0


class LearnedPolicy:
    """What a crawl has met so far, and whom it should visit next. The same meetings give the same choices."""

    def __init__(self, seed: int = 0) -> None:
        """Nothing is known yet; ``seed`` decides whom the exploring visits take."""
        self._dice = Random(seed)
        self._known: list[_Known] = []
        self._place: dict[str, int] = {}
        self._waiting: dict[int, None] = {}
        self._visited: list[int] = []
        self._scores: dict[int, float] = {}
        self._fresh: dict[int, None] = {}
        self._weights: NDArray[np.float64] | None = None
        self._vocabulary: dict[str, int] = {}
        self._with_word: list[list[int]] = []  # by word: visited accounts with it, and those of them that fit
        self._fits = 0
        self._since_fit = 0

    def add_seed(self, key: str, name: str = "") -> None:
        """An account that was asked for: visited before all that is met."""
        place = self._meet(key, name)
        if self._known[place].fits is None:
            self._waiting[place] = None
            self._scores[place] = math.inf

    def visited(self, key: str, shown: Sequence[tuple[str, str]], *, fits: bool, sized: bool) -> bool:
        """A visit came back: whether the account fits, whether its size does, and (key, name) of whom it shows.

        True where everybody's promise is another now.
        """
        place = self._meet(key, "")
        one = self._known[place]
        self._waiting.pop(place, None)
        if one.fits is not None:
            return False
        one.fits, one.sized, one.degree = fits, sized, len(shown)
        self._visited.append(place)
        self._fits += fits
        for parent in one.parents:
            self._known[parent].children += 1
            self._known[parent].fitting += fits
        for word in one.words:
            self._with_word[word][0] += 1
            self._with_word[word][1] += fits
        met = []
        for other, name in shown:
            child = self._meet(other, name)
            if child == place or place in self._known[child].parents:
                continue
            self._known[child].parents.append(place)
            if (done := self._known[child].fits) is None:
                self._waiting[child] = None
                met.append(child)
            else:
                one.children += 1
                one.fitting += done
        self._since_fit += 1
        refit = self._since_fit >= REFIT_EVERY
        if refit:
            self._since_fit = 0
            self._refit()
            met = self._best_waiting(met)
        self._score(met)
        return refit and self._weights is not None

    def _best_waiting(self, met: Sequence[int]) -> list[int]:
        """Those just met, and the best of all that wait; seeds need no score."""
        waiting = [place for place in self._waiting if self._scores.get(place) != math.inf]
        if len(waiting) > RESCORED:
            waiting = heapq.nlargest(RESCORED, waiting, key=lambda place: (self._scores.get(place, 0.0), -place))
        return list(dict.fromkeys([*met, *waiting]))

    def chances(self) -> list[tuple[str, float]]:
        """(key, chance that it fits) of everybody waiting whose score is another since the last call; nobody while
        nothing is learned."""
        if self._weights is None:
            return []
        fresh, self._fresh = self._fresh, {}
        logits = ((self._known[place].key, self._scores[place]) for place in fresh if place in self._waiting)
        return [(key, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))) for key, logit in logits]

    def choose(self) -> Choice | None:
        """Whom to visit next; ``None`` where nobody is left."""
        if not self._waiting:
            return None
        best = max(self._waiting, key=lambda place: (self._scores.get(place, 0.0), -place))
        if self._scores.get(best) == math.inf:
            return Choice(self._known[best].key, "seed")
        if self._weights is not None and self._dice.random() < EXPLORE:
            chosen = self._dice.choice(list(self._waiting))
            return Choice(self._known[chosen].key, "explore")
        return Choice(self._known[best].key, self._word(best))

    def _word(self, place: int) -> str:
        if self._weights is None:
            return f"vote: {sum(bool(self._known[one].fits) for one in self._known[place].parents)} that fit show it"
        numbers = self._features([place])[0]
        parts = numbers * self._weights[1:]
        return f"learned: {_FEATURES[int(parts.argmax())]}"

    def _meet(self, key: str, name: str) -> int:
        place = self._place.get(key)
        if place is None:
            place = self._place[key] = len(self._known)
            self._known.append(_Known(key, self._words_of(key, name)))
        return place

    def _words_of(self, key: str, name: str) -> tuple[int, ...]:
        """The words of a name and a handle, and the beginnings and ends of long ones, as numbers."""
        words: dict[str, None] = {}
        for word in _WORD.findall(f"{key.partition('@')[0]} {name}".lower()):
            words[word] = None
            if len(word) > 6:
                words[f"{word[:5]}-"] = words[f"-{word[-5:]}"] = None
        found = []
        for word in words:
            number = self._vocabulary.setdefault(word, len(self._vocabulary))
            if number == len(self._with_word):
                self._with_word.append([0, 0])
            found.append(number)
        return tuple(found)

    def _features(self, places: Sequence[int]) -> "NDArray[np.float64]":
        """A row of numbers an account; what is known of itself is left out of it."""
        import numpy as np

        base = (self._fits + 1.0) / (len(self._visited) + 20.0)
        rows = np.zeros((len(places), len(_FEATURES)))
        for row, place in enumerate(places):
            one = self._known[place]
            own, own_fits = (one.fits is not None), bool(one.fits)
            count = fitting = sized = 0
            shares = best = weight_sum = degrees = 0.0
            for number in one.parents:
                parent = self._known[number]
                count += 1
                fitting += bool(parent.fits)
                sized += parent.sized
                seen, good = parent.children - own, parent.fitting - own_fits
                share = (good + _PRIOR_WEIGHT * base) / (seen + _PRIOR_WEIGHT)
                weight = 1.0 / math.log(2.0 + parent.degree)
                shares += weight * share
                weight_sum += weight
                best = max(best, share)
                degrees += math.log(2.0 + parent.degree)
            rows[row] = (
                math.log1p(count),
                math.log1p(fitting),
                (fitting + base) / (count + 1.0),
                (sized + 0.3) / (count + 1.0),
                math.log((shares + base) / (weight_sum + 1.0) / base),
                math.log(max(best, base) / base),
                degrees / count if count else 3.0,
                self._word_odds(one, base, own, own_fits),
            )
        return rows

    def _word_odds(self, one: _Known, base: float, own: bool, own_fits: bool) -> float:
        """By how much the words of a name speak for it: the sum of their log odds, each drawn to none by a few."""
        total = 0.0
        for word in one.words:
            seen, good = self._with_word[word]
            seen, good = seen - own, good - own_fits
            if seen:
                total += math.log((good + 2.0 * base) / (seen + 2.0) / base)
        return max(-3.0, min(6.0, total))

    def _refit(self) -> None:
        """The logistic regression anew on all visits that were led to; nothing while only one kind was found."""
        import numpy as np

        led = [place for place in self._visited if self._known[place].parents]
        labels = np.array([bool(self._known[place].fits) for place in led], dtype=np.float64)
        if labels.sum() < 3 or labels.sum() > len(labels) - 3:
            return
        numbers = self._features(led)
        weights = np.array([-2.0, *_CENTRE]) if self._weights is None else self._weights.copy()
        design = np.hstack([np.ones((len(led), 1)), numbers])
        penalty = np.full(design.shape[1], _RIDGE)
        penalty[0] = 1e-3
        centre = np.array([0.0, *_CENTRE])
        for _ in range(12):
            chance = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30)))
            gradient = design.T @ (chance - labels) + penalty * (weights - centre)
            curve = (design * (chance * (1 - chance) + 1e-9)[:, None]).T @ design + np.diag(penalty)
            step = np.linalg.solve(curve, gradient)
            weights -= step
            if float(np.abs(step).max()) < 1e-6:
                break
        self._weights = weights

    def _score(self, places: Sequence[int]) -> None:
        """The promise of waiting accounts, those just met or (after a refit) all."""
        if not places:
            return
        if self._weights is None:
            for place in places:
                parents = self._known[place].parents
                votes = sum(bool(self._known[number].fits) for number in parents)
                self._scores[place] = votes + 0.01 * len(parents)
            return
        logits = self._features(places) @ self._weights[1:] + self._weights[0]
        self._fresh.update(dict.fromkeys(places))
        self._scores.update(zip(places, (float(logit) for logit in logits), strict=True))
