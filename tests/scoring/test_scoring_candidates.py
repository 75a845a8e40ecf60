"""A brief that is ranked with what others left gives the same bytes as one that is ranked alone."""

import random
from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl
import pytest

from scoring.brief import Brief, LearnedBrief
from scoring.ranking.candidates import KEPT, Ready, make_ready, rank_ready, read_candidates
from scoring.ranking.match import query_terms
from scoring.ranking.rank import rank
from scoring.ranking.readings import LASTING, readings_of, stages_of
from scoring.trends import Trend
from scoring.weights import SIGNAL_WEIGHTS
from tests.benchmarks.bench_rank import invent_features, invent_terms

if TYPE_CHECKING:
    from scoring.ranking.match import Uses

_ASKED = ("rank", *KEPT, "tier", "excluded", "score", "low", "confidence")
BRIEFS = [
    Brief(),
    Brief(words=("fountain pens", "tea"), avoid=("yoga",), languages=("en",), countries=("US",)),
    Brief(words=("calligraphy",), niches=("food",), posts_window_days=30, places=("Porto",), networks=("mastodon",)),
    Brief(campaign="competition", tiers=("micro",), like=("account000003",), require=("contact", "interests")),
    Brief(words=("fountain pens",), weights={"interests": 0.1, "like_rate": 0, "engagement": 2, "creator": 0}),
    Brief(words=("ink",), groups={"authenticity": 0, "fit": 1}, exclude_kinds=()),
    Brief(weights=dict.fromkeys(SIGNAL_WEIGHTS, 0.0) | {"tier": 1.0}),
    LearnedBrief(words=("tea",), weights={"vouched": 0.31, "language": 0.2}, known_as="tea", answers=9),
    Brief(words=("no such word",)),
]


@pytest.fixture(scope="module")
def features() -> pl.DataFrame:
    """Two thousand in order of network and handle, a tenth of all numbers unknown."""
    return invent_features(2_000).sort("network", "handle")


@pytest.fixture(scope="module")
def terms(features: pl.DataFrame) -> pl.DataFrame:
    return invent_terms(features)


def uses_of(features: pl.DataFrame, terms: pl.DataFrame, brief: Brief) -> "dict[str, Uses]":
    """Who uses a brief's terms, by number."""
    numbered = terms.join(features.select("network", "handle").with_row_index("row"), on=["network", "handle"])
    parts = numbered.filter(pl.col("term").is_in(query_terms(brief))).partition_by("term", as_dict=True)
    return {str(key[0]): (part["row"].to_numpy(), part["weight"].to_numpy()) for key, part in parts.items()}


@pytest.mark.long
def test_briefs_one_after_the_other_give_what_each_gives_alone(features: pl.DataFrame, terms: pl.DataFrame) -> None:
    fitted = {("instagram", "still"): Trend(level=-2.0, slope=-0.2, accounts=300)}
    nearness = {("instagram", f"account{number:06}"): number / 10 for number in range(0, 2_000, 3)}
    for trends in ({}, fitted):
        candidates = read_candidates(features.lazy(), trends, changes=0)
        ready: Ready | None = None
        briefs = [brief.under(trends) for brief in (*BRIEFS, *random.Random(4).sample(BRIEFS, len(BRIEFS)))]
        for brief in briefs:
            ready = make_ready(candidates, brief, uses_of(features, terms, brief), ready)
            ranked = rank(features, brief, terms, nearness)
            asked = [name for name in _ASKED if name in ranked.columns]  # no notes of a signal that does not count
            alone, beside = ranked.select(asked), rank_ready(ready, brief, nearness, columns=asked)
            assert beside.schema == alone.schema
            assert [name for name in asked if beside[name].to_list() != alone[name].to_list()] == [], brief
            assert beside.equals(alone)


def test_no_brief_changes_what_is_read_once(features: pl.DataFrame) -> None:
    frame = nw.from_native(features.lazy())
    for stage in stages_of([*LASTING.values()], {}):
        frame = frame.with_columns(**stage)
    for name, signal in LASTING.items():
        first, *others = (frame.select(*readings_of(signal, brief)).collect().to_native() for brief in BRIEFS)
        assert all(other.equals(first) for other in others), name
