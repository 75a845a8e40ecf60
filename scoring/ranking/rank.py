"""The order: score every row of the wide table, say who is out and why, best first."""

from threading import Lock
from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl
from polars.io.plugins import register_io_source

from scoring.brief import Brief
from scoring.features import COLUMNS
from scoring.ranking.match import match_terms
from scoring.ranking.score import KEPT_DIGITS, add_scores, score_version
from scoring.tiers import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scoring.features.table import Scalar

_TYPES: dict[type, type[pl.DataType]] = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean}
SCHEMA: dict[str, type[pl.DataType]] = {name: _TYPES[kind] for name, kind in COLUMNS.items()}
TERMS_SCHEMA: dict[str, type[pl.DataType]] = {
    "network": pl.String,
    "handle": pl.String,
    "term": pl.String,
    "weight": pl.Float64,
}
# Columns of the wide table that no signal, no exclusion and no filter of the review list reads stay out of the ranking.
_UNREAD = frozenset({
    "left_young", "left_old", "left_pinned", "left_coauthored", "left_hidden", "left_no_counts",
    "longest_gap_days", "tone", "focus", "niches_n", "codes_n", "brands_n",
    "niche_share", "posts_90d", "posts_dated", "posts_seen", "comments_median", "talk_latency_hours",
    "edges_seen", "comments_people", "account_mode", "is_verified",
})  # fmt: skip

READ = [name for name in SCHEMA if name not in _UNREAD]  # the columns that a ranking reads; network and handle first


def frame_of(rows: "Iterable[Mapping[str, Scalar]]") -> pl.DataFrame:
    """Wide rows (as ``row_of`` makes them) as a frame with the right types, however few rows or many nulls."""
    return pl.DataFrame([{name: row.get(name) for name in SCHEMA} for row in rows], schema=SCHEMA, orient="row")


def rank(
    features: pl.DataFrame,
    brief: Brief,
    terms: pl.DataFrame | None = None,
    nearness: "Mapping[tuple[str, str], float] | None" = None,
) -> pl.DataFrame:
    """Every row of the wide table scored and ordered: by ``low`` descending, network, handle; the excluded last.

    ``features`` has the columns of READ, and may have all of COLUMNS; ``terms`` has network, handle, term, weight and
    decides the signal interests (only ``query_terms(brief)`` are needed); ``nearness`` (as ``scoring.graph`` makes it)
    decides affinity.

    Added: ``rank`` from 1, ``tier``, ``excluded`` (null or one word: why) and the columns of ``add_scores``. The same
    input gives the same output to the byte.
    """
    narrow = features.lazy().select(READ)
    narrow = narrow.with_columns(pl.arg_sort_by("network", "handle").arg_sort().alias("_row"))
    matched = match_terms(narrow, brief, terms)
    if brief.like:
        matched = matched.join(nearness_frame(nearness or {}), on=["network", "handle"], how="left")
    rows = matched.collect()
    return _in_order(_plan_of(brief, rows.schema).score(rows))


def rank_matched(
    matched: pl.LazyFrame, brief: Brief, nearness: "Mapping[tuple[str, str], float] | None" = None
) -> pl.DataFrame:
    """As ``rank``, for rows that have ``match`` already and ``_row``, their place by network and handle."""
    if brief.like:
        matched = matched.join(nearness_frame(nearness or {}), on=["network", "handle"], how="left")
    return _in_order(_scored(matched, brief).collect(engine="streaming"))


def _scored(matched: pl.LazyFrame, brief: Brief) -> pl.LazyFrame:
    scored = add_scores(matched, brief).with_columns(tier_label(brief).alias("tier"))
    return nw.from_native(scored).with_columns(excluded_for(brief).alias("excluded")).to_native()


_PLANS: dict[tuple[str, str, bool], "_Plan"] = {}
_MOST_PLANS = 8


def _plan_of(brief: Brief, schema: pl.Schema) -> "_Plan":
    """The plan of a brief as it is weighed by now; of the newest eight it is put together once."""
    key = (brief.hash, score_version(brief), bool(brief.like))
    plan = _PLANS.pop(key, None) or _Plan(brief, schema)
    _PLANS[key] = plan
    while len(_PLANS) > _MOST_PLANS:
        _PLANS.pop(next(iter(_PLANS)), None)
    return plan


class _Plan:
    """The expressions of a brief over rows that are put in when they are asked for. Putting the expressions together
    takes .1 s, for one row as for many: a page that shows one account after another does it once."""

    def __init__(self, brief: Brief, schema: pl.Schema) -> None:
        self._rows = pl.DataFrame(schema=schema)
        self._lock = Lock()
        self._plan = _scored(register_io_source(self._give, schema=schema), brief)

    def score(self, rows: pl.DataFrame) -> pl.DataFrame:
        with self._lock:
            self._rows = rows
            try:
                return self._plan.collect(engine="streaming")
            finally:
                self._rows = rows.clear()  # a plan outlives a million rows that were scored by it

    def _give(
        self, names: list[str] | None, predicate: pl.Expr | None, rows: int | None, _at_once: int | None
    ) -> "Iterator[pl.DataFrame]":
        found = self._rows if names is None else self._rows.select(names)
        found = found if predicate is None else found.filter(predicate)
        yield found if rows is None else found.head(rows)


_STEPS = 10**KEPT_DIGITS
# Where an account stands but for its name: a whole number from 0 to 20,003, the best the least, the excluded behind.
PLACE = (
    pl.col("excluded").is_not_null().cast(pl.Int64) * (100 * _STEPS + 2)
    + (100 * _STEPS + 1)
    - (pl.col("low").fill_nan(None) * _STEPS).round().cast(pl.Int64).fill_null(100 * _STEPS + 1)
)


def _in_order(scored: pl.DataFrame) -> pl.DataFrame:
    """The rows best first, numbered as ``rank``. One whole number says an account's place: it is sorted in a third of
    the time that columns take."""
    place = PLACE * 2**32 + pl.col("_row").cast(pl.Int64)
    order = scored.select(place.arg_sort()).to_series()
    ranked = scored.drop("_row")[order].with_row_index("rank", offset=1)
    return ranked.with_columns(pl.col("rank").cast(pl.Int64))


def nearness_frame(nearness: "Mapping[tuple[str, str], float]") -> pl.LazyFrame:
    """``nearness`` by network and handle."""
    rows = [(network, handle, times) for (network, handle), times in nearness.items()]
    schema = {"network": pl.String, "handle": pl.String, "nearness": pl.Float64}
    return pl.LazyFrame(rows, schema=schema, orient="row")


def tier_label(brief: Brief) -> pl.Expr:
    """The tier of an account by its followers, null where they are unknown."""
    label = pl.lit(None, pl.String)
    for name, inside in reversed(tiers_of(brief)):
        label = pl.when(inside).then(pl.lit(name)).otherwise(label)
    return label


def tier_by_number(brief: Brief) -> pl.Expr:
    """The place in ``tiers_of`` of that tier: a byte an account instead of text."""
    number = pl.lit(None, pl.UInt8)
    for place, (_, inside) in reversed([*enumerate(tiers_of(brief))]):
        number = pl.when(inside).then(pl.lit(place, pl.UInt8)).otherwise(number)
    return number


def tiers_of(brief: Brief) -> list[tuple[str, pl.Expr]]:
    """(name, whether an account is in it) of the tiers of a brief's scheme."""
    found = []
    for tier in SCHEMES[brief.tier_scheme].tiers:
        inside = pl.col("followers") >= tier.low
        if tier.high is not None:
            inside = inside & (pl.col("followers") < tier.high)
        found.append((tier.name, inside))
    return found


def exclusions_of(brief: Brief) -> list[tuple[str, nw.Expr]]:
    """(word, whether it applies) of everything that excludes an account under a brief, the gravest first; never null.

    Kinds of account by their names; ``network``, ``followers_unknown`` (where no bio was read either), ``below_band``,
    ``above_band`` (even at the nearest end of a rounded count), ``interests``, ``contact``, ``country``, ``language``
    where the brief requires them. Suspected minors are out whatever a brief says.
    """
    followers, within = nw.col("followers"), nw.col("followers_within").fill_null(0)
    kind = nw.col("account_kind")
    found = [("suspected_minor", kind == "suspected_minor")]
    if "private" in brief.exclude_kinds:
        found.append(("private", nw.col("is_private")))
    found += [(name, kind == name) for name in brief.exclude_kinds if name not in ("private", "suspected_minor")]
    if brief.networks:
        found.append(("network", ~nw.col("network").is_in(list(brief.networks))))
    found += [
        # Whose profile was read and tells no count is judged without: it says so, and its lower bound is lower for it.
        ("followers_unknown", followers.is_null() & ~nw.col("has_bio").fill_null(False)),
        ("below_band", followers + within < brief.low),
        ("above_band", followers - within > brief.high),
    ]
    found += [(need, ~met) for need in brief.require if (met := _met(need, brief)) is not None]
    return [(word, applies.fill_null(False)) for word, applies in found]


def _met(need: str, brief: Brief) -> nw.Expr | None:
    """Whether a requirement is met; ``None`` where the brief has no wish that it could mean."""
    if need == "language" and brief.languages:
        wanted = list(brief.languages)
        return nw.any_horizontal(
            *(nw.col(name).is_in(wanted).fill_null(False) for name in ("language", "language_also")), ignore_nulls=True
        )
    if need == "country" and brief.countries:
        return nw.col("country").is_in(list(brief.countries)).fill_null(False)
    if need == "contact":
        return (nw.col("emails") > 0) | (nw.col("phones") > 0) | (nw.col("messaging") > 0) | nw.col("says_dm")
    if need == "interests" and (brief.words or brief.niches):
        return (nw.col("match") >= 0.3).fill_null(False)
    return None


def excluded_for(brief: Brief) -> nw.Expr:
    """One word for why an account is out, null where it is in: the first of ``exclusions_of`` that applies."""
    reason = nw.lit(None, nw.String)
    for word, applies in reversed(exclusions_of(brief)):
        reason = nw.when(applies).then(nw.lit(word)).otherwise(reason)
    return reason


def excluded_by_number(brief: Brief) -> nw.Expr:
    """The place in ``exclusions_of`` of that word: a byte an account instead of text."""
    number = nw.lit(None, nw.UInt8)
    for place, (_, applies) in reversed([*enumerate(exclusions_of(brief))]):
        number = nw.when(applies).then(nw.lit(place, nw.UInt8)).otherwise(number)
    return number
