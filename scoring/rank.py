"""The order: score every row of the wide table, say who is out and why, best first."""

from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl

from scoring.brief import Brief
from scoring.features import COLUMNS
from scoring.match import match_terms
from scoring.score import add_scores
from scoring.tiers import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scoring.features.table import Scalar

_TYPES: dict[type, type[pl.DataType]] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}
SCHEMA: dict[str, type[pl.DataType]] = {name: _TYPES[kind] for name, kind in COLUMNS.items()}
TERMS_SCHEMA: dict[str, type[pl.DataType]] = {
    "network": pl.String,
    "handle": pl.String,
    "term": pl.String,
    "weight": pl.Float64,
}
# Columns of the wide table that no signal and no exclusion reads stay out of the ranking.
_UNREAD = frozenset({"left_young", "left_old", "left_pinned", "left_coauthored", "left_giveaway", "left_hidden",
    "left_no_counts",
                     "longest_gap_days", "eng_raw_median", "tone", "focus", "niches_n", "codes_n", "brands_n",
                     "sponsored_n",
                     "sponsored_of", "niche", "niche_share", "posts_90d", "posts_dated", "posts_seen",
                     "comments_median",
                     "talk_latency_hours", "edges_seen", "comments_people",
                     "comments_regular", "account_mode", "is_verified"})  # fmt: skip


def frame_of(rows: "Iterable[Mapping[str, Scalar]]") -> pl.DataFrame:
    """Wide rows (as ``features_of`` makes them) as a frame with the right types, however few rows or many nulls."""
    return pl.DataFrame([{name: row.get(name) for name in SCHEMA} for row in rows], schema=SCHEMA, orient="row")


def rank(
    features: pl.DataFrame,
    brief: Brief,
    terms: pl.DataFrame | None = None,
    nearness: "Mapping[tuple[str, str], float] | None" = None,
) -> pl.DataFrame:
    """Every row of the wide table scored and ordered: by ``low`` descending, network, handle; the excluded last.

    ``features`` has the columns of COLUMNS; ``terms`` has network, handle, term, weight (only ``query_terms(brief)``
    are
    needed) and decides the signal interests; ``nearness`` (as ``scoring.graph`` makes it) decides affinity.

    Added: ``rank`` from 1, ``tier``, ``excluded`` (null or one word: why)
    and the columns of
    ``add_scores``. The same input gives the same output to the byte.
    """
    narrow = features.lazy().select([name for name in SCHEMA if name not in _UNREAD])
    narrow = match_terms(narrow, brief, terms)
    if brief.like:
        narrow = narrow.join(_nearness_frame(nearness or {}), on=["network", "handle"], how="left")
    scored = add_scores(narrow, brief)
    scored = scored.with_columns(_tier_label(brief).alias("tier"))
    scored = nw.from_native(scored).with_columns(excluded_for(brief).alias("excluded")).to_native()
    ordered = scored.sort(
        [pl.col("excluded").is_not_null(), pl.col("low"), pl.col("network"), pl.col("handle")],
        descending=[False, True, False, False],
    ).with_row_index("rank", offset=1)
    return ordered.with_columns(pl.col("rank").cast(pl.Int64)).collect()


def _nearness_frame(nearness: "Mapping[tuple[str, str], float]") -> pl.LazyFrame:
    rows = [(network, handle, times) for (network, handle), times in nearness.items()]
    schema = {"network": pl.String, "handle": pl.String, "nearness": pl.Float64}
    return pl.LazyFrame(rows, schema=schema, orient="row")


def _tier_label(brief: Brief) -> pl.Expr:
    label = pl.lit(None, pl.String)
    for tier in reversed(SCHEMES[brief.tier_scheme].tiers):
        inside = pl.col("followers") >= tier.low
        if tier.high is not None:
            inside = inside & (pl.col("followers") < tier.high)
        label = pl.when(inside).then(pl.lit(tier.name)).otherwise(label)
    return label


def excluded_for(brief: Brief) -> nw.Expr:
    """One word for why an account is out, null where it is in. The first that applies, the gravest first.

    Kinds of account by their names; ``network``, ``followers_unknown``, ``below_band``, ``above_band`` (even at the
    nearest end of
    a rounded count), ``language``, ``country``, ``contact``, ``interests`` where the brief requires them.
    """
    within = nw.col("followers_within").fill_null(0)
    nothing = nw.lit(None, nw.String)
    reason = nothing
    for need in reversed(brief.require):
        if need == "language" and brief.languages:
            met = nw.col("language").is_in(list(brief.languages)).fill_null(False)
        elif need == "country" and brief.countries:
            met = nw.col("country").is_in(list(brief.countries)).fill_null(False)
        elif need == "contact":
            met = (nw.col("emails") > 0) | (nw.col("phones") > 0) | (nw.col("messaging") > 0) | nw.col("says_dm")
        elif need == "interests" and (brief.words or brief.niches):
            met = (nw.col("match") >= 0.3).fill_null(False)
        else:
            continue
        reason = nw.when(~met).then(nw.lit(need)).otherwise(reason)
    followers = nw.col("followers")
    reason = nw.when(followers - within > brief.high).then(nw.lit("above_band")).otherwise(reason)
    reason = nw.when(followers + within < brief.low).then(nw.lit("below_band")).otherwise(reason)
    reason = nw.when(followers.is_null()).then(nw.lit("followers_unknown")).otherwise(reason)
    if brief.networks:
        elsewhere = ~nw.col("network").is_in(list(brief.networks))
        reason = nw.when(elsewhere).then(nw.lit("network")).otherwise(reason)
    kinds = [kind for kind in brief.exclude_kinds if kind not in ("private", "suspected_minor")]
    if kinds:
        reason = nw.when(nw.col("account_kind").is_in(kinds)).then(nw.col("account_kind")).otherwise(reason)
    if "private" in brief.exclude_kinds:
        reason = nw.when(nw.col("is_private").fill_null(False)).then(nw.lit("private")).otherwise(reason)
    # Suspected minors are out whatever a brief says.
    return nw.when(nw.col("account_kind") == "suspected_minor").then(nw.lit("suspected_minor")).otherwise(reason)
