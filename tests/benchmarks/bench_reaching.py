"""``python -m tests.benchmarks.bench_reaching FOLDER``: what a sentence model adds to the lexicon.

For the words of ``tests/scoring/neighbours.toml``: how often a niche that would do is reached. For the bios of
``tests/scoring``: how well the match with such a word puts the bios of the right niche first (mean average precision).
"""

import sys
import time
import tomllib
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from scoring.brief import Brief
from scoring.evidence import Evidence
from scoring.facts_ranking import words_by_holders
from scoring.features import read_account, terms_of
from scoring.ranking.match import query_of
from scoring.ranking.reaching import reach_further
from storage.facts import Profile
from tests.benchmarks.evaluate import average_precision

TESTS = Path(__file__).parent.parent / "scoring"
_RIGHT = 0.25  # weight of a niche from which it counts as reached


def niches_reached(brief: Brief) -> list[str]:
    """The sub-niches that would meet a brief of one word, the best first."""
    found = [(-term.weight, term.term[6:]) for term in query_of(brief) if term.term.startswith("niche:")]
    return [name for weight, name in sorted(found) if -weight >= _RIGHT]


def print_words(title: str, words: dict[str, list[str]], folder: Path | None) -> None:
    """How many words reach a niche that would do, and how many reach one that would do first."""
    first, any_ = [], []
    for word, right in words.items():
        reached = niches_reached(reach_further(Brief(words=(word,)).by_model(folder)))
        first.append(bool(reached) and reached[0] in right)
        any_.append(bool(set(reached) & set(right)))
    print(f"{title:44} {len(words):3} words: first {mean(first):.2f}, among them {mean(any_):.2f}")


def bios() -> tuple[list[dict[str, float]], list[str]]:
    """The terms of every invented bio, and its niche."""
    items: list[dict[str, Any]] = []
    for file in sorted(TESTS.glob("bios*.toml")):
        items += tomllib.loads(file.read_text("utf-8"))["bio"]
    profiles = [Profile(network="instagram", page="https://insta.example/", handle="somebody", bio=item["text"])
                for item in items]  # fmt: skip
    terms = [terms_of(read_account(Evidence("instagram", "somebody", profile=profile))) for profile in profiles]
    return terms, [item["niche"] for item in items]


def print_bios(title: str, words: dict[str, list[str]], folder: Path | None) -> None:
    """Mean average precision of the match of each word over all bios."""
    terms, niches = bios()
    vocabulary = words_by_holders(term for found in terms for term in found)
    precisions = []
    for word, right in words.items():
        brief = reach_further(Brief(words=(word,)).by_model(folder), vocabulary)
        query = query_of(brief)
        match = np.array([max((term.weight * found.get(term.term, 0.0) for term in query), default=0.0)
                          for found in terms])  # fmt: skip
        tops = {name.partition("/")[0] for name in right}
        precisions.append(average_precision(np.array([niche in tops for niche in niches]), match))
    print(f"{title:44} {len(terms):3} bios: mean average precision {mean(precisions):.3f}")


def main() -> int:
    """Prints the figures without and with the model; 2 where no folder was named."""
    if len(sys.argv) != 2:
        print("name the folder of a sentence model")
        return 2
    folder = Path(sys.argv[1])
    told = tomllib.loads((TESTS / "neighbours.toml").read_text("utf-8"))
    for name, model in (("lexicon alone", None), ("with the model", folder)):
        for part in ("chosen_on", "checked_on"):
            print_words(f"{part}, {name}", told[part], model)
            print_bios(f"{part}, {name}", told[part], model)
        nonsense = [
            word for word in told["none"] if niches_reached(reach_further(Brief(words=(word,)).by_model(model)))
        ]
        print(f"{name}: of {len(told['none'])} words that fit no niche {len(nonsense)} reach one {nonsense}")
    started = time.perf_counter()
    wide = reach_further(Brief(words=("fountain pens", "wax seals")).by_model(folder))
    print(f"again: {time.perf_counter() - started:.2f} s")
    for near in wide.near:
        print(f"  {near.words} → {near.term.removeprefix('niche:')} {near.likeness:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
