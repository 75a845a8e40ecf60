"""The benchmark passport: an account's engagement beside every figure that sources name, each under its definition.

The sources disagree five-fold since they measure different things in different years: none is the truth, and none
enters the score. Figures are shares of followers unless the definition says otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any, Literal

Average = Literal["mean", "median"]
NEAR = 0.15  # within so much of a figure is near it


@dataclass(frozen=True)
class Benchmark:
    """A named figure: its year (``None`` where the source tells none), what it measures, the followers it speaks of
    (``high`` exclusive), and whether public counts can be held against it (``average`` ``None``: they cannot)."""

    name: str
    year: int | None
    figure: float
    definition: str
    low: int = 0
    high: int | None = None
    average: Average | None = "mean"
    network: str | None = "instagram"


_RATE = "(likes + comments)/followers"
_OPEN = "engagement rate of nano accounts, undefined"
BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark("HypeAuditor", 2026, 0.0178, f"{_RATE}, mean of nano accounts", 1_000, 10_001),
    Benchmark("HypeAuditor", 2023, 0.0219, f"{_RATE}, mean of nano accounts", 1_000, 10_001),
    Benchmark("UK accounts of 1–5k", 2021, 0.0459, f"{_RATE}, mean of accounts", 1_000, 5_001),
    Benchmark("US accounts of 5–10k", 2023, 0.0515, f"{_RATE}, mean of accounts", 5_000, 10_001),
    Benchmark("trendHERO, 2–5k", None, 0.046, f"{_RATE}, mean of accounts", 2_000, 5_001),
    Benchmark("Captiv8", None, 0.0623, "engagements/impressions; impressions are not public", 1_000, 10_001, None),
    Benchmark("measured sample", 2018, 0.063, f"{_RATE}, median of accounts (P10–P90 2.3–13.1%)", 1_000,
              10_001, "median"),
    Benchmark("real-estate agents", 2024, 0.0137, f"{_RATE}, median of accounts (0.35–3.5%)", 1_000, 10_001, "median"),
    Benchmark("source document 1, industry", None, 0.016, f"{_RATE}, industry average", network=None),
    Benchmark("source document 2, nano", None, 0.07, _OPEN, 0, 10_001, network=None),
    Benchmark("source document 2, “strong”", None, 0.06,
              "engagement rate from which it calls one strong, undefined", network=None),
    Benchmark("source document 2, at 1,000", None, 0.08, "engagement rate at 1,000 followers, undefined",
              500, 2_001, network=None),
    Benchmark("source document 2, nano against mega", None, 0.0721, _OPEN, 0, 10_001, network=None),
    Benchmark("source document 3", None, 0.087, _OPEN, 1_000, 5_001, network=None),
    Benchmark("source document 4, Bear Paws", None, 0.0532,
              "engagement rate of one campaign's nano accounts, undefined", 0, 10_001, network=None),
)  # fmt: skip


def benchmark_passport(
    network: str, followers: int | None, rates: Sequence[float], why_none: str | None = None
) -> list[dict[str, Any]]:
    """Every benchmark with the account's own figure under its definition and a verdict.

    ``rates`` are (likes + comments)/followers of the posts that count, empty where both are not shown (``why_none``
    says why). ``own`` is null and the verdict "not comparable: …" where the account cannot be held against it; else
    "above", "near" (within 15 %) or "below". A definition that a source leaves open is read as the usual one.
    """
    averages = {"median": median(rates), "mean": mean(rates)} if rates else {}
    return [
        {
            "name": mark.name,
            "year": mark.year,
            "definition": mark.definition,
            "figure": mark.figure,
            "own": own,
            "verdict": verdict,
        }
        for mark in BENCHMARKS
        for own, verdict in [_held_against(mark, network, followers, averages, why_none)]
    ]


def _held_against(
    mark: Benchmark, network: str, followers: int | None, averages: Mapping[str, float], why_none: str | None
) -> tuple[float | None, str]:
    if mark.average is None:
        return None, f"not comparable: {mark.definition.rpartition('; ')[2]}"
    if mark.network is not None and network != mark.network:
        return None, f"not comparable: it speaks of {mark.network.capitalize()}"
    if followers is None:
        return None, "not comparable: followers unknown"
    if followers < mark.low or (mark.high is not None and followers >= mark.high):
        return None, "not comparable: it speaks of other sizes"
    if not averages:
        return None, f"not comparable: {why_none or 'no post counts'}"
    own = averages[mark.average]
    far = own / mark.figure
    return round(own, 6), "near" if 1 - NEAR <= far <= 1 + NEAR else "above" if far > 1 else "below"
