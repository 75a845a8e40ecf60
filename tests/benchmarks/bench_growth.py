"""How the cost of ranking grows with the accounts: CPU seconds, bytes, and the exponent that fits best.

``python -m tests.benchmarks.bench_growth [FOLDER [MOST]]``: databases of 1,000 accounts and ten times as many each, up
to MOST (a million), with ten posts and ten terms an account; those that are in FOLDER already are used again.
"""

import sys
import tempfile
from collections.abc import Iterator
from math import log10
from pathlib import Path

import numpy as np

from tests.benchmarks.bench_million import POSTS_EACH, figures, make
from tests.benchmarks.bench_start import least_of

FEWEST, MOST = 1_000, 1_000_000
_LOOKED_AT = ("ranking", "other", "keeping", "incremental", "explaining")
_BRIEF = 'words = ["fountain pens"]\nlanguages = ["en"]\ncountries = ["GB"]\n'
_SHOWN = 3  # times


def measure_size(folder: Path, accounts: int) -> dict[str, float]:
    """CPU seconds of each figure, and bytes an account, in a database of so many."""
    file = folder / f"growth-{accounts}.db"
    make(file, accounts, POSTS_EACH)
    found = {name: cost.cpu for name, cost in figures(file, iter(_LOOKED_AT))}
    brief = folder / "growth.toml"
    brief.write_text(_BRIEF)
    found["show"] = least_of(["show", "maker1@instagram", "--brief", str(brief), "--database", str(file)], _SHOWN)[0]
    found["bytes an account"] = file.stat().st_size / accounts
    print(f"  ({accounts:,} accounts: {', '.join(f'{name} {cost:,.2f}' for name, cost in found.items())})", flush=True)
    return found


def exponent_of(costs: dict[int, float]) -> float:
    """The slope of the logarithms: 1 grows as the accounts do, 0 not at all. Over the two largest steps, where what a
    process costs to start weighs least."""
    last = sorted(costs.items())[-3:]
    slope, _ = np.polyfit([log10(accounts) for accounts, _ in last], [log10(cost) for _, cost in last], 1)
    return float(slope)


def _sizes(most: int) -> Iterator[int]:
    accounts = FEWEST
    while accounts <= most:
        yield accounts
        accounts *= 10


def main(folder: Path, most: int) -> None:
    """Prints the table."""
    measured = {accounts: measure_size(folder, accounts) for accounts in _sizes(most)}
    print(f"{'CPU seconds':20} {''.join(f'{accounts:>11,}' for accounts in measured)} {'exponent':>9}")
    for name in measured[FEWEST]:
        costs = {accounts: found[name] for accounts, found in measured.items()}
        digits = ",.0f" if name.startswith("bytes") else ".2f"
        print(f"{name:20} {''.join(f'{cost:>11{digits}}' for cost in costs.values())} {exponent_of(costs):9.2f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    with tempfile.TemporaryDirectory() as temporary:
        main(Path(given[0]) if given else Path(temporary), int(given[1]) if len(given) > 1 else MOST)
