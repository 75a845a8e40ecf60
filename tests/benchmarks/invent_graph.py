"""Invented networks for the harvest: niches, countries, homophily, long-tailed followers, triadic closure; seeded."""

from dataclasses import dataclass, field

import numpy as np

NICHES = ("beauty", "fashion", "food", "travel", "fitness", "family", "pets", "home", "tech", "gaming", "books",
          "photography", "music", "art", "wellness", "outdoors")  # fmt: skip
COUNTRIES = 12
LISTED = 60


@dataclass
class InventedGraph:
    """Accounts by number: name, followers, niche; whom each lists (at most 60)."""

    names: list[str]
    followers: list[int]
    niches: list[str]
    lists: list[list[int]] = field(default_factory=list)


def invent_graph(seed: int, accounts: int = 60_000, mean_list: float = 25.0) -> InventedGraph:
    """Lists choose by niche (.35–.55 within it), by country (.6–.75), else by followers; a quarter close triangles.

    Half of all names hold a word of the niche, which other niches use at times.
    """
    dice = np.random.default_rng(seed)
    niche = dice.choice(len(NICHES), accounts, p=_uneven(len(NICHES), dice))
    country = dice.choice(COUNTRIES, accounts, p=_uneven(COUNTRIES, dice))
    followers = np.exp(dice.normal(7.9, 1.5, accounts)).astype(int) + 1
    same_niche, same_country = dice.uniform(0.35, 0.55), dice.uniform(0.60, 0.75)
    appeal = followers**0.4 * dice.lognormal(0, 0.5, accounts)
    members: dict[tuple[int, int], tuple[np.ndarray, np.ndarray]] = {}

    def pool(of_niche: int, of_country: int) -> tuple[np.ndarray, np.ndarray]:
        key = (of_niche, of_country)
        if key not in members:
            inside = np.ones(accounts, dtype=bool)
            if of_niche >= 0:
                inside &= niche == of_niche
            if of_country >= 0:
                inside &= country == of_country
            chosen = np.flatnonzero(inside)
            if not len(chosen):
                return pool(of_niche, -1)
            members[key] = (chosen, np.cumsum(appeal[chosen]))
        return members[key]

    words = [[f"{name}{end}" for end in ("", "lover", "diary", "notes", "daily")] for name in NICHES]
    names = []
    for number in range(accounts):
        about = int(niche[number]) if dice.random() < 0.9 else int(dice.integers(len(NICHES)))
        middle = f"{words[about][int(dice.integers(5))]}." if dice.random() < 0.5 else ""
        names.append(f"{_SYLLABLES[int(dice.integers(40))]}{_SYLLABLES[int(dice.integers(40))]}.{middle}{number}")
    sizes = np.minimum(LISTED, dice.poisson(dice.lognormal(np.log(mean_list), 0.6, accounts)))
    lists: list[list[int]] = []
    for number in range(accounts):
        found: dict[int, None] = {}
        for _ in range(int(sizes[number])):
            if lists and found and dice.random() < 0.25:
                friend = list(found)[int(dice.integers(len(found)))]
                theirs = lists[friend] if friend < len(lists) else []
                if theirs:
                    found[theirs[int(dice.integers(len(theirs)))]] = None
                    continue
            chosen, heap = pool(
                int(niche[number]) if dice.random() < same_niche else -1,
                int(country[number]) if dice.random() < same_country else -1,
            )
            at = int(np.searchsorted(heap, dice.random() * heap[-1]))
            found[int(chosen[min(at, len(chosen) - 1)])] = None
        found.pop(number, None)
        lists.append(list(found))
    return InventedGraph(names, followers.tolist(), [NICHES[number] for number in niche], lists)


_SYLLABLES = [a + b for a in "bdfgklmnst" for b in ("a", "el", "io", "ur")]


def _uneven(count: int, dice: np.random.Generator) -> np.ndarray:
    share = dice.lognormal(0, 0.4, count)
    return np.asarray(share / share.sum())
