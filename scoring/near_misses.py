"""Near misses: who is out for one thing only, what would bring them in, and where they would stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from scoring.brief import Brief
from scoring.ranking.rank import exclusions_of
from scoring.wording import joined, plural

NEAR = 1.25  # so far outside the band (as a factor) is a near miss
_LASTING = frozenset({"suspected_minor", "private", "shop", "brand", "aggregator", "fan_page", "meme_page"})


@dataclass(frozen=True)
class NearMiss:
    """``would_be`` is the place among the shortlist that its lower bound would have."""

    network: str
    handle: str
    followers: int | None
    score: float
    low: float
    excluded: str
    needs: str
    would_be: int


def reasons_against(ranked: pl.DataFrame, brief: Brief) -> pl.DataFrame:
    """The ranked rows with ``reasons_against``: a list of every word that excludes each, the gravest first."""
    words = exclusions_of(brief)
    told = nw.from_native(ranked).with_columns(*(applies.alias(f"_out_{word}") for word, applies in words)).to_native()
    each = [pl.when(pl.col(f"_out_{word}")).then(pl.lit(word)) for word, _ in words]
    listed = told.with_columns(pl.concat_list(each).list.drop_nulls().alias("reasons_against"))
    return listed.drop([f"_out_{word}" for word, _ in words])


def near_misses(ranked: pl.DataFrame, brief: Brief) -> list[NearMiss]:
    """Who would be in but for one thing that may change, the best first. What an account is (a shop, private) does not
    count, nor what lies far outside the band."""
    inside = sorted(ranked.filter(pl.col("excluded").is_null())["low"].to_list(), reverse=True)
    out = reasons_against(ranked.filter(pl.col("excluded").is_not_null()), brief)
    found = []
    for row in out.filter(pl.col("reasons_against").list.len() == 1).iter_rows(named=True):
        (word,) = row["reasons_against"]
        needs = None if word in _LASTING else word_need(word, row, brief, near=NEAR)
        if needs is None:
            continue
        place = 1 + sum(low >= row["low"] for low in inside)
        kept = (row["network"], row["handle"], row["followers"], row["score"], row["low"])
        found.append(NearMiss(*kept, word, needs, place))
    return sorted(found, key=lambda one: (-one.low, one.network, one.handle))


def word_need(word: str, row: Mapping[str, Any], brief: Brief, near: float = float("inf")) -> str | None:
    """What would take one reason away, in words; ``None`` where the followers are further than ``near`` off."""
    within = row["followers_within"] or 0
    if word == "below_band":
        short = brief.low - row["followers"] - within
        return None if brief.low > (row["followers"] + within) * near else f"with {plural(short, 'more follower')}"
    if word == "above_band":
        over = row["followers"] - within
        return None if over > brief.high * near else f"with a band up to {over:,} followers"
    if word in _LASTING:
        return f"if it were no {word.replace('_', ' ')} account" if word != "private" else "if it were public"
    return {
        "followers_unknown": "with known followers inside the band (nanoscout refresh)",
        "network": f"with {row['network']} among the networks",
        "language": f"if it wrote in {joined(list(brief.languages))}, or without that requirement",
        "country": f"if it were known to be in {joined(list(brief.countries))}, or without that requirement",
        "contact": "with a way to contact it, or without that requirement",
        "interests": "if it wrote more about the brief's interests, or without that requirement",
    }.get(word)
