"""Which account to visit next, learned while crawling: who is likely to fit, told from who shows it and from its name.

Before a visit only an account's handle and name are seen, and whose lists it stands in. After a visit it is known
whether it fits, whether its size does, what it is about (its niche), and whom it lists. People list their like: so
first of all counts how many of those who show an account are of a niche in which something fits, then which words of
its name such accounts have. An online logistic regression weighs these against each other, refitted every 25 visits
and drawn to weights that did well on graphs of other networks; 2 % of the visits explore. Until something and something
else was found, the weights it is drawn to decide: votes of those that fit.
"""

import heapq
import math
import re
from collections import Counter
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
_LEAST_FOUND = 3  # of those that fit and of those that do not, before anything is learned
_RIDGE = 10.0
_FEATURES = {  # what is weighed, and the weight that is believed before the first visits
    "what those who show it are about": 1.0,
    "how many of a fitting niche show it": 0.3,
    "how many that fit show it": 0.3,
    "how many show it": 0.0,
    "those who show it have the size": 0.0,
    "those who show it list many": 0.0,
    "words of its name": 0.5,
}
_IN_WORDS = {
    "seed": "you asked for it",
    "met": "it was met, and nothing spoke against it",
    "explore": "a try at random, to learn from",
    "what those who show it are about": "those who point to it are about what fits",
    "how many of a fitting niche show it": "many of a niche that fits point to it",
    "how many that fit show it": "many that fit point to it",
    "how many show it": "many point to it",
    "those who show it have the size": "accounts of the right size point to it",
    "those who show it list many": "it stands in long lists of others",
    "words of its name": "its name sounds like accounts that fit",
}
_CENTRE = (-2.0, *_FEATURES.values())
_WORD = re.compile(r"[^\W\d_]{3,}")
_FITTING_NICHES = 0.15  # share of niches that are believed to hold somebody who fits, before a visit to them
_STRAY = 0.08  # how much rarer somebody fits in other niches
# Where nothing says what accounts are about, those that fit are about one thing and those of the right size that do
# not about another; size alone kept the others from fitting.
_ALIKE, _UNLIKE, _UNTOLD = "+", "-", "?"
_DRAWN = 3.0  # with the weight of how many visits a share is drawn to what is usual


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
    parents: list[int] = field(default_factory=list)  # before its own visit
    degree: int = 0
    fits: bool | None = None
    sized: bool = False
    niche: str = ""


def word_choice(why: str) -> str:
    """The word for why an account was visited, as people say it: "3 accounts that fit point to it"."""
    votes = re.fullmatch(r"vote: (\d+) that fit show it", why)
    if votes is None:
        return _IN_WORDS.get(why.removeprefix("learned: "), why)
    if votes[1] == "0":
        return "it was met before anybody that fits pointed to it"
    return "1 account that fits points to it" if votes[1] == "1" else f"{votes[1]} accounts that fit point to it"


class LearnedPolicy:
    """What a crawl has met so far, and whom it should visit next. The same meetings give the same choices."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._dice = Random(0)  # decides whom the exploring visits take
        self._known: list[_Known] = []
        self._place: dict[str, int] = {}
        self._waiting: dict[int, None] = {}
        self._visited: list[int] = []
        self._scores: dict[int, float] = {}
        self._fresh: dict[int, None] = {}
        self._weights: NDArray[np.float64] | None = None
        self._niches: dict[str, list[int]] = {}  # visited accounts of each, and how many of them fit
        self._vocabulary: dict[str, int] = {}
        self._niches_with_word: list[Counter[str]] = []
        self._sized = 0
        self._since_fit = 0

    def add_seed(self, key: str, name: str = "") -> None:
        """An account that was asked for: visited before all that is met."""
        place = self._meet(key, name)
        if self._known[place].fits is None:
            self._waiting[place] = None
            self._scores[place] = math.inf

    def visited(
        self, key: str, shown: Sequence[tuple[str, str]], *, fits: bool, sized: bool, niche: str | None = None
    ) -> bool:
        """A visit came back: whether the account fits, whether its size does, what it is about (``None`` where that
        is not known), and (key, name) of whom it shows.

        True where everybody's promise is another now.
        """
        place = self._meet(key, "")
        one = self._known[place]
        self._waiting.pop(place, None)
        if one.fits is not None:
            return False
        one.fits, one.sized, one.degree = fits, sized, len(shown)
        one.niche = niche or (_ALIKE if fits else _UNLIKE if sized else _UNTOLD)
        self._visited.append(place)
        self._sized += sized
        counts = self._niches.setdefault(one.niche, [0, 0])
        counts[0] += 1
        counts[1] += fits
        for word in one.words:
            self._niches_with_word[word][one.niche] += 1
        met = []
        for other, name in shown:
            child = self._meet(other, name)
            # Who shows an account after its visit is kept out: what waits has no such witnesses, and learning from
            # them would teach another world.
            if child == place or self._known[child].fits is not None or place in self._known[child].parents:
                continue
            self._known[child].parents.append(place)
            self._waiting[child] = None
            met.append(child)
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
        return Choice(self._known[best].key, self._why(best))

    def why(self, key: str) -> str:
        """The word for what speaks for an account that was met; empty for a stranger."""
        place = self._place.get(key)
        return "" if place is None else self._why(place)

    def _why(self, place: int) -> str:
        votes = sum(bool(self._known[parent].fits) for parent in self._known[place].parents)
        if self._weights is None:
            return f"vote: {votes} that fit show it"
        parts = self._features([place])[0] * self._weights[1:]
        return f"learned: {list(_FEATURES)[int(parts.argmax())]}"

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
            if number == len(self._niches_with_word):
                self._niches_with_word.append(Counter())
            found.append(number)
        return tuple(found)

    def _fitting_niches(self) -> dict[str, float]:
        """The chance that a niche is one of those that hold somebody who fits, for each that was visited (Bayes).

        In such a niche as many fit as in the one where most were found, in others ``_STRAY`` of that.
        """
        seen, fitting = max(self._niches.values(), key=lambda counts: counts[1], default=[0, 0])
        usual = min(0.9, max(0.08, (fitting + 1.0) / (seen + 5.0)))
        stray = usual * _STRAY
        chances = {}
        for niche, (count, fit) in self._niches.items():
            logit = math.log(_FITTING_NICHES / (1.0 - _FITTING_NICHES)) + fit * math.log(usual / stray)
            logit += (count - fit) * math.log((1.0 - usual) / (1.0 - stray))
            chances[niche] = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
        if _UNTOLD in chances and _UNLIKE in chances:
            alike, unlike = self._niches.get(_ALIKE, [0, 0])[0], self._niches[_UNLIKE][0]
            chances[_UNTOLD] = (alike + 0.5) / (alike + unlike + 1.0)
        return chances

    def _features(self, places: Sequence[int]) -> "NDArray[np.float64]":
        """A row of numbers an account (``_FEATURES``); what is known of itself is left out of it."""
        import numpy as np

        known, visited = self._known, len(self._visited)
        chances = self._fitting_niches()
        fitting = sum(counts[0] * chances[niche] for niche, counts in self._niches.items())
        share = max(0.05, (fitting + 1.0) / (visited + 10.0))
        sized_share = (self._sized + 1.0) / (visited + 3.0)
        rows = np.zeros((len(places), len(_FEATURES)))
        for row, place in enumerate(places):
            one = known[place]
            alike = weights = weighed = fits = sized = listed = 0.0
            for parent in map(known.__getitem__, one.parents):
                chance, size = chances[parent.niche], math.log(2.0 + parent.degree)
                alike += chance
                weights += 1.0 / size
                weighed += chance / size
                fits += bool(parent.fits)
                sized += parent.sized
                listed += size
            count = len(one.parents)
            drawn = 0.3 * _DRAWN  # a parent of thirty weighs .3
            rows[row] = (
                math.log((weighed + drawn * share) / (weights + drawn)),
                math.log1p(alike),
                math.log1p(fits),
                math.log1p(count),
                math.log((sized + _DRAWN * sized_share) / (count + _DRAWN) / sized_share),
                listed / count - 3.0 if count else 0.0,
                self._word_odds(one, share, chances),
            )
        return rows

    def _word_odds(self, one: _Known, share: float, chances: dict[str, float]) -> float:
        """By how much the words of a name speak for a fitting niche: their log odds, each drawn to none by a few."""
        total = 0.0
        for word in one.words:
            counts = self._niches_with_word[word]
            seen = counts.total() - (one.fits is not None)
            if seen:
                fitting = sum(count * chances[niche] for niche, count in counts.items())
                fitting -= chances[one.niche] if one.fits is not None else 0.0
                total += math.log((fitting + _DRAWN * share) / (seen + _DRAWN) / share)
        return max(-3.0, min(6.0, total))

    def _refit(self) -> None:
        """The logistic regression anew on all visits that were led to; nothing while only one kind was found."""
        import numpy as np

        led = [place for place in self._visited if self._known[place].parents]
        labels = np.array([bool(self._known[place].fits) for place in led], dtype=np.float64)
        if not _LEAST_FOUND <= labels.sum() <= len(labels) - _LEAST_FOUND:
            return
        centre = np.array(_CENTRE)
        weights = centre.copy() if self._weights is None else self._weights.copy()
        design = np.hstack([np.ones((len(led), 1)), self._features(led)])
        penalty = np.full(design.shape[1], _RIDGE)
        penalty[0] = 1e-3
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
        import numpy as np

        if not places:
            return
        weights = np.array(_CENTRE) if self._weights is None else self._weights
        logits = self._features(places) @ weights[1:] + weights[0]
        self._fresh.update(dict.fromkeys(places))
        self._scores.update(zip(places, (float(logit) for logit in logits), strict=True))
