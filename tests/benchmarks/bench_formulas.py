"""What it costs that the signals are written for every engine: CPU against the same written by hand for Polars, and
against pandas. ``python -m tests.benchmarks.bench_formulas [ROWS]``.

pandas is no part of this project. Where it is not installed, nothing is measured against it, and that is said.
"""

import importlib.util
import sys
from collections.abc import Iterator
from typing import Any

import narwhals as nw
import polars as pl

from scoring.brief import Brief
from scoring.ranking.readings import BY_BRIEF, LASTING, readings_of, stages_of
from tests.benchmarks.bench_rank import invent_features
from tests.benchmarks.by_hand import in_pandas, in_polars
from tests.benchmarks.costs import Cost, spend

ROWS = 500_000
LIMIT_POLARS, LEAST_PANDAS = 1.3, 4.0  # as much as by hand in Polars; so much faster than in pandas
BRIEF = Brief(languages=("en",))
NAMES = (
    "like_rate", "comment_ratio", "comments", "follow_ratio", "profile_made", "naming", "creator", "engagement",
    "conversation", "activity", "contactable", "vouched", "restraint", "highlights", "photography", "tier", "language",
)  # fmt: skip
_TIMES = 5


def by_signals(features: pl.LazyFrame, brief: Brief) -> pl.LazyFrame:
    """The values of the signals, as a ranking reads them."""
    known = {**LASTING, **BY_BRIEF}
    signals = [known[name] for name in NAMES]
    frame = nw.from_native(features)
    for stage in stages_of(signals, brief.trends):
        frame = frame.with_columns(**stage)
    frame = frame.with_columns(*(column for signal in signals for column in readings_of(signal, brief, notes=False)))
    return frame.select(*(nw.col(f"value_{name}").alias(name) for name in NAMES)).to_native()


def as_pandas(features: pl.DataFrame) -> object:
    """The frame as ``in_pandas`` wants it."""
    import pandas as pd

    return pd.DataFrame(
        {
            name: features[name].to_numpy() if kind == pl.String else features[name].cast(pl.Float64).to_numpy()
            for name, kind in features.schema.items()
        }
    )


def agree(values: pl.DataFrame, by_hand: pl.DataFrame) -> None:
    """What is compared is the same: raises AssertionError where a value is another."""
    for name in NAMES:
        ours, theirs = values[name], by_hand[name]
        assert ours.is_null().equals(theirs.is_null()), name
        assert float((ours - theirs).abs().max() or 0.0) < 1e-9, name  # type: ignore[arg-type]  # a number


def _check_pandas() -> None:
    features = invent_features(3_000)
    theirs: Any = in_pandas(as_pandas(features), BRIEF)
    by_hand = pl.DataFrame({name: theirs[name].to_numpy() for name in NAMES}).fill_nan(None)
    agree(by_signals(features.lazy(), BRIEF).collect(), by_hand)


def has_pandas() -> bool:
    """Whether pandas can be measured against."""
    return importlib.util.find_spec("pandas") is not None


def costs(rows: int = ROWS) -> dict[str, Cost]:
    """What the values of so many accounts cost each way, plans and all; the least of several."""
    some = invent_features(min(rows, 50_000))
    features = pl.concat([some] * max(1, rows // len(some)), rechunk=True)
    lazy = features.lazy()
    ways = {
        "signals": lambda: by_signals(lazy, BRIEF).collect(engine="streaming"),
        "polars": lambda: in_polars(lazy, BRIEF).collect(engine="streaming"),
    }
    if has_pandas():
        _check_pandas()
        theirs = as_pandas(features)
        ways["pandas"] = lambda: in_pandas(theirs, BRIEF)
    found: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(_TIMES):  # by turns, so that what else the machine does meets all alike
        for name, way in ways.items():
            found[name].append(spend(way))
    return {
        name: Cost(min(one.seconds for one in each), min(one.cpu for one in each), max(one.mib for one in each))
        for name, each in found.items()
    }


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most); without pandas where it is not installed."""
    spent = costs()
    ratio = spent["signals"].cpu / spent["polars"].cpu
    yield "CPU of the signals, against Polars by hand", ratio, LIMIT_POLARS, True
    if "pandas" in spent:
        ratio = spent["pandas"].cpu / spent["signals"].cpu
        yield "CPU of pandas by hand, against the signals", ratio, LEAST_PANDAS, False
    else:
        print("  (pandas is not installed: NOT MEASURED against it)", flush=True)


if __name__ == "__main__":
    for name, cost in costs(int(sys.argv[1]) if sys.argv[1:] else ROWS).items():
        print(f"{name:10} {cost.cpu:6.3f} s of CPU, {cost.seconds:6.3f} s by the clock", flush=True)
    if not has_pandas():
        print("pandas     NOT MEASURED: it is not installed")
