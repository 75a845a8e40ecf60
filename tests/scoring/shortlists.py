"""Twelve shortlists of graded accounts against those that the product makes.

``python -m tests.scoring.shortlists [NAME…] [DRAW]`` prints how alike they are, and of one NAME the whole list.
"""

import math
import sys
from functools import cache
from itertools import combinations
from random import Random
from statistics import mean
from typing import Any, NamedTuple

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from storage.facts import Fact
from tests.scoring.drawn_account import DrawnAccount
from tests.scoring.shortlist_sources import NAMES, read_source

FIRST = 10  # places that NDCG looks at


class Label(NamedTuple):
    """What a person said of an account."""

    handle: str
    network: str
    grade: int
    excluded: bool
    group: str | None
    why: str


class Shortlist(NamedTuple):
    """A brief, what the pages said, and what a ranking should come to."""

    brief: Brief
    facts: list[Fact]
    labels: list[Label]


def draw_shortlist(name: str, draw: int = 0) -> Shortlist:
    """A set by its name, its numbers, dates and talk drawn; every ``draw`` is another one, and always the same."""
    source = read_source(name)
    accounts = list(source.accounts)
    Random(f"{name} {draw}").shuffle(accounts)
    facts: list[Fact] = []
    labels = []
    for one in accounts:
        facts += DrawnAccount(source, one, accounts[0].handle, f"{name} {draw}").facts()
        told = (one.handle, one.network, one.grade, "out" in one.options, one.options.get("as"), one.lines["why"][0])
        labels.append(Label(*told))
    return Shortlist(source.brief, facts, labels)


class Placed(NamedTuple):
    """An account in the product's order: what was said of it, and what the product tells."""

    label: Label
    told: dict[str, Any]

    @property
    def gain(self) -> int:
        """What it is worth to have it on the shortlist."""
        return 0 if self.label.excluded else 2**self.label.grade - 1


@cache
def rank_shortlist(name: str, draw: int = 0) -> list[Placed]:
    """The accounts of a set, best first, as ``nanoscout rank --facts`` orders them."""
    brief, facts, labels = draw_shortlist(name, draw)
    by_account = {(label.network, label.handle.lower()): label for label in labels}
    found = [(by_account.pop((told["network"], told["handle"]), None), told) for told in rank_facts(facts, brief)]
    assert not by_account, f"{name}: not ranked: {by_account}"
    return [Placed(label, told) for label, told in found if label is not None]


def ndcg(ranked: list[Placed]) -> float:
    """Gain of the first ten against the best possible."""
    gains = [one.gain for one in ranked]

    def discounted(ordered: list[int]) -> float:
        return sum(gain / math.log2(place + 2) for place, gain in enumerate(ordered[:FIRST]))

    return discounted(gains) / discounted(sorted(gains, reverse=True))


def pairs_alike(ranked: list[Placed]) -> float:
    """Share of the pairs of different grades, excluded ones aside, in which the better stands before the other."""
    grades = [one.label.grade for one in allowed(ranked)]
    apart = [better > worse for better, worse in combinations(grades, 2) if better != worse]
    return sum(apart) / len(apart)


def allowed(ranked: list[Placed]) -> list[Placed]:
    """Those who must not be excluded, in the product's order."""
    return [one for one in ranked if not one.label.excluded]


def places(ranked: list[Placed]) -> list[tuple[Label, float]]:
    """The place of each who must not be excluded, from 0 (first) to 1 (last)."""
    inside = allowed(ranked)
    return [(one.label, place / (len(inside) - 1)) for place, one in enumerate(inside)]


def wrongly_excluded(ranked: list[Placed]) -> list[Placed]:
    """Those whom the product excludes and nobody should."""
    return [one for one in allowed(ranked) if one.told["excluded"]]


def not_excluded(ranked: list[Placed]) -> list[Placed]:
    """Those whom the product does not exclude and should."""
    return [one for one in ranked if one.label.excluded and not one.told["excluded"]]


def _print_table(names: list[str], draw: int) -> None:
    print(f"{'set':16} {'accounts':>8} {'NDCG@10':>8} {'pairs':>6} {'wrongly excluded':>17} {'not excluded':>13}")
    lists = [rank_shortlist(name, draw) for name in names]
    counts = [(len(one), len(wrongly_excluded(one)), len(not_excluded(one))) for one in lists]
    alike = [(ndcg(one), pairs_alike(one)) for one in lists]
    if len(names) > 1:
        names = [*names, "sum or mean"]
        counts.append((sum(row[0] for row in counts), sum(row[1] for row in counts), sum(row[2] for row in counts)))
        alike.append((mean(row[0] for row in alike), mean(row[1] for row in alike)))
    for name, (accounts, wrongly, missed), (gain, pairs) in zip(names, counts, alike, strict=True):
        print(f"{name:16} {accounts:8} {gain:8.3f} {pairs:6.3f} {wrongly:17} {missed:13}")


def _print_list(name: str, draw: int) -> None:
    for place, (label, told) in enumerate(rank_shortlist(name, draw), 1):
        groups = " ".join(f"{group} {value:.2f}" for group, value in told["groups"].items() if value is not None)
        grade = f"{label.grade}{' out' if label.excluded else ''}"
        excluded = (told["excluded"] or "").partition(":")[0]
        print(f"{place:3} {grade:6} {told['low'] or 0:5.1f} {groups:45} {label.handle:31} {excluded:18} {label.why}")


def main() -> None:
    """Prints the table, and of one set the list."""
    names = [word for word in sys.argv[1:] if not word.isdigit()]
    draw = next((int(word) for word in sys.argv[1:] if word.isdigit()), 0)
    _print_table(names or list(NAMES), draw)
    if len(names) == 1:
        _print_list(names[0], draw)


if __name__ == "__main__":
    main()
