"""What the signals are measured against gives the same numbers as they do."""

import polars as pl
import pytest

from tests.benchmarks.bench_formulas import BRIEF, NAMES, as_pandas, by_signals, has_pandas
from tests.benchmarks.bench_rank import invent_features
from tests.benchmarks.by_hand import in_pandas, in_polars


@pytest.fixture(scope="module")
def features() -> pl.DataFrame:
    return invent_features(3_000)


def agree(values: pl.DataFrame, by_hand: pl.DataFrame) -> None:
    for name in NAMES:
        ours, theirs = values[name], by_hand[name]
        assert ours.is_null().equals(theirs.is_null()), name
        assert float((ours - theirs).abs().max() or 0.0) < 1e-9, name  # type: ignore[arg-type]  # a number


def test_polars_by_hand(features: pl.DataFrame) -> None:
    agree(by_signals(features.lazy(), BRIEF).collect(), in_polars(features.lazy(), BRIEF).collect())


@pytest.mark.skipif(not has_pandas(), reason="pandas is no part of this project")
def test_pandas_by_hand(features: pl.DataFrame) -> None:
    theirs = in_pandas(as_pandas(features), BRIEF)
    by_hand = pl.DataFrame({name: theirs[name].to_numpy() for name in NAMES}).fill_nan(None)
    agree(by_signals(features.lazy(), BRIEF).collect(), by_hand)
