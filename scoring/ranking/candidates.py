"""Everyone known with what no brief changes, held between rankings: another brief reads only what it asks for itself.

A score is made in the same order of sums as ``add_scores`` makes it, so that both ways give the same to the byte.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import polars as pl

from scoring.brief import Brief
from scoring.ranking.match import match_uses, query_terms
from scoring.ranking.rank import PLACE, excluded_by_number, exclusions_of, nearness_frame, tier_by_number, tiers_of
from scoring.ranking.readings import BY_BRIEF, LASTING, readings_of, stages_of
from scoring.ranking.score import add_totals, lasting_weights, raw_weights, sums_of
from scoring.ranking.wide import read_uses, scan_blocks
from scoring.trends import Trends

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from scoring.ranking.match import Uses

# The columns of the wide table that a brief's own signals, exclusions and lists look at, and the engagement that lists
# tell. Words that many share are numbers here, compared in a tenth of the time.
_SHARED_WORDS = (
    "network",
    "account_kind",
    "language",
    "language_also",
    "country",
    "region",
    "city",
    "quarter",
    "niche",
)
KEPT = (
    "handle", *_SHARED_WORDS, "language_sure", "language_also_share", "country_sure",
    "is_private", "has_bio", "followers",
    "followers_within", "newest_post_days", "words_read", "emails", "phones", "messaging", "says_dm", "declines",
    "note_engagement_rate", "note_engagement_low", "note_engagement_high",
)  # fmt: skip
_READINGS = ("value", "read", "doubt")


@dataclass(frozen=True)
class Candidates:
    """Everyone in order of network and handle: ``frame`` has the columns KEPT, those that a brief's own signals prepare
    and the readings of all other signals under ``trends``; ``missing`` names the signals that somebody lacks.

    ``changes`` is the count of changes (``count_changes``) after which they were read.
    """

    frame: pl.DataFrame
    missing: frozenset[str]
    trends: Trends
    changes: int


@dataclass(frozen=True)
class Ready:
    """Candidates made ready for a brief: the sums of their readings under its weights, and who uses its terms. Another
    brief takes over what it can. Some 400 bytes an account."""

    candidates: Candidates
    weights: "Mapping[str, float]"
    sums: pl.DataFrame
    uses: "Mapping[str, Uses]"


@dataclass
class RankingCache:
    """What the rankings of a process leave for the next one over the same database; nothing at first."""

    last: Ready | None = None


def hold_ready(held: RankingCache, connection: "Connection", brief: Brief, changes: int) -> Ready:
    """What ranking a brief takes, and held for the next: everyone is read after other changes (``count_changes``) or
    under other trends, else only the uses of its own words. The blocks must be whole."""
    before = held.last
    if before is None or (before.candidates.trends, before.candidates.changes) != (brief.trends, changes):
        before = held.last = None  # let go of before others are read
        candidates = read_candidates(scan_blocks(connection), brief.trends, changes)
    else:
        candidates = before.candidates
    terms = query_terms(brief)
    known = dict(before.uses) if before else {}
    known |= read_uses(connection, [term for term in terms if term not in known])
    held.last = make_ready(candidates, brief, {term: known[term] for term in terms if term in known}, before)
    return held.last


def make_ready(candidates: Candidates, brief: Brief, uses: "Mapping[str, Uses]", before: Ready | None = None) -> Ready:
    """The sums are made anew only where the weights of signals that no brief changes are others than before."""
    weights = lasting_weights(brief)
    if before is not None and before.weights == weights and before.candidates is candidates:
        return Ready(candidates, weights, before.sums, uses)
    sums = sums_of(weights)
    frame: Any = nw.from_native(candidates.frame.lazy())
    made = frame.with_columns(**sums).select(*sums).to_native().collect(engine="streaming")
    return Ready(candidates, weights, made, uses)


def read_candidates(features: pl.LazyFrame, trends: Trends, changes: int) -> Candidates:
    """The candidates of ``features``, which has the columns of READ in order of network and handle."""
    frame: Any = nw.from_native(features)
    own = stages_of([*BY_BRIEF.values()], trends)[1:]
    for stage in stages_of([*LASTING.values(), *BY_BRIEF.values()], trends):
        frame = frame.with_columns(**stage)
    readings = [
        column
        for name, signal in LASTING.items()
        for column in readings_of(signal, Brief(), notes=name == "engagement")
    ]
    names = [*KEPT, *(name for stage in own for name in stage), *_names_of(LASTING)]
    kept: pl.LazyFrame = frame.with_columns(*readings).select(names).to_native()
    numbered = kept.with_columns(pl.col(_SHARED_WORDS).cast(pl.Categorical))
    made = numbered.collect(engine="streaming").rechunk()
    missing = frozenset(name for name in LASTING if made[f"value_{name}"].null_count())
    return Candidates(made, missing, trends, changes)


def _names_of(signals: Iterable[str]) -> list[str]:
    return [f"{part}_{name}" for name in signals for part in _READINGS]


def rank_ready(
    ready: Ready,
    brief: Brief,
    nearness: "Mapping[tuple[str, str], float] | None" = None,
    *,
    columns: Sequence[str],
) -> pl.DataFrame:
    """The same rows as ``rank`` gives, of these columns: ``rank``, those of KEPT, ``tier``, ``excluded``, ``score``,
    ``low``, ``confidence``."""
    everyone = ready.candidates.frame
    scored = _scored(ready, brief, nearness or {}).with_columns(tier_by_number(brief).alias("tier"))
    names = [name for name in columns if name not in (*KEPT, "rank")]
    lazy = scored.select(*names, PLACE.cast(pl.UInt16).alias("_place"))
    made: pl.DataFrame = lazy.collect(engine="streaming").rechunk()  # a place is found in one piece at once
    sixteen_bits = made["_place"].to_numpy()  # are sorted without comparing
    order = pl.Series(np.argsort(sixteen_bits, kind="stable").astype(np.uint32))
    told = everyone.select(name for name in columns if name in KEPT)[order]
    ranked = made.drop("_place")[order].hstack(told.with_columns(pl.col(pl.Categorical).cast(pl.String)))
    for name, words in (("excluded", exclusions_of(brief)), ("tier", tiers_of(brief))):
        if name in columns:
            named = pl.Series(name, [word for word, _ in words], dtype=pl.String)
            ranked = ranked.with_columns(named.gather(ranked[name]))
    return ranked.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("rank")).select(columns)


def _scored(ready: Ready, brief: Brief, nearness: "Mapping[tuple[str, str], float]") -> pl.LazyFrame:
    """Everyone with the columns of ``add_totals`` and, as a number, ``excluded``."""
    candidates = ready.candidates
    everyone = pl.concat([candidates.frame, ready.sums], how="horizontal")
    frame = everyone.with_columns(match_uses(ready.uses, brief, len(everyone))).lazy()
    if brief.like:
        near = nearness_frame(nearness).with_columns(pl.col("network").cast(pl.Categorical))
        frame = frame.join(near, on=["network", "handle"], how="left", maintain_order="left")
    weights = raw_weights(brief)
    asked = [signal for name, signal in BY_BRIEF.items() if name in weights]
    readings = [column for signal in asked for column in readings_of(signal, brief, notes=False)]
    missing = [name for name in ready.weights if name in candidates.missing]
    total = add_totals(nw.from_native(frame).with_columns(*readings), brief, missing)
    scored: pl.LazyFrame = total.with_columns(excluded=excluded_by_number(brief)).to_native()
    return scored
