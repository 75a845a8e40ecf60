"""What the signals are measured against gives the same numbers as they do."""

from tests.benchmarks.bench_formulas import BRIEF, agree, by_signals
from tests.benchmarks.bench_rank import invent_features
from tests.benchmarks.by_hand import in_polars


def test_polars_by_hand() -> None:
    features = invent_features(3_000).lazy()
    agree(by_signals(features, BRIEF).collect(), in_polars(features, BRIEF).collect())
