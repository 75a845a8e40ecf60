"""The list that a person reviews: one ranking held in memory, narrowed by columns and paged by place.

A million rows are compared in a few milliseconds that way, whichever filters are combined; no index could serve all.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from storage.search import key_of

Account = tuple[str, str]  # network, handle
_SHOWN = (
    "network", "handle", "rank", "score", "low", "confidence", "tier", "excluded", "followers", "followers_within",
    "language", "country", "city", "niche", "eng_raw_median", "emails", "phones", "says_dm",
)  # fmt: skip
_PLACES = ("city", "region", "quarter")
LISTED = (*_SHOWN, *_PLACES, "messaging")  # the columns of a ranking that the list needs
_CHOICES = ("network", "tier", "country", "language", "niche")
_CHOSEN_FROM, _MOST_CHOICES = 20_000, 60


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; an empty one shows the whole shortlist. ``contact`` is email, any or none.

    ``verdict`` is open (no answer yet), accept, reject or later. ``excluded`` shows those that the brief leaves out.
    """

    words: str = ""
    networks: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    place: str = ""
    languages: tuple[str, ...] = ()
    niches: tuple[str, ...] = ()
    followers_from: int | None = None
    followers_to: int | None = None
    engagement_from: float | None = None
    confidence_from: float | None = None
    contact: str = ""
    verdict: str = ""
    excluded: bool = False


@dataclass(frozen=True)
class ListPage:
    """Rows best first. ``after`` and ``before`` continue it (positions; ``None`` at an end); ``count`` is of all that
    fit the filters."""

    rows: list[dict[str, Any]]
    after: int | None
    before: int | None
    count: int


class Listing:
    """A ranking as ``rank_database`` returns it, kept as far as the list needs it."""

    def __init__(self, ranked: pl.DataFrame) -> None:
        reachable = pl.any_horizontal(pl.col("emails", "phones", "messaging") > 0, pl.col("says_dm"))
        self._frame = ranked.select(
            *_SHOWN,
            reachable.fill_null(False).alias("reachable"),
            *(pl.col(name).str.to_lowercase().alias(f"lower_{name}") for name in _PLACES),
        ).rechunk()

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """What there is to choose from among the best 20,000, the most frequent first: by the names of the columns."""
        best = self._frame.head(_CHOSEN_FROM)
        return {name: _most_frequent(best[name].drop_nulls()) for name in _CHOICES}

    @cached_property
    def _keys(self) -> pl.Series:
        """The number of each account in the index of words, made when somebody searches first."""
        accounts = self._frame.select("network", "handle").iter_rows()
        return pl.Series([key_of(network, handle) for network, handle in accounts], dtype=pl.Int64)

    def page(
        self,
        filters: Filters,
        verdicts: Mapping[Account, str],
        found: Collection[int] | None,
        *,
        after: int | None,
        before: int | None,
        limit: int,
    ) -> ListPage:
        """A page of what fits. ``verdicts`` are the answers so far, ``found`` the keys of those whom the words of the
        search were found with; ``None`` where nothing is searched for.

        ``after`` a position, or ``before`` one. A row has the ranking's columns, ``position`` and ``verdict``.
        """
        fitting = self._frame.select(pl.arg_where(pl.all_horizontal(*self._conditions(filters, verdicts, found))))
        places = fitting.to_series()
        ranks = self._frame["rank"]
        if before is not None:
            end = places.search_sorted(ranks.search_sorted(before, side="left"), side="left")
            start = max(0, end - limit)
        else:
            start = 0 if after is None else places.search_sorted(ranks.search_sorted(after, side="right"), side="left")
            end = min(len(places), start + limit)
        rows = self._frame[places[start:end]].rename({"rank": "position"}).to_dicts()
        return ListPage(
            rows=[row | {"verdict": verdicts.get((row["network"], row["handle"]))} for row in rows],
            after=rows[-1]["position"] if rows and end < len(places) else None,
            before=rows[0]["position"] if rows and start > 0 else None,
            count=len(places),
        )

    def _conditions(
        self, filters: Filters, verdicts: Mapping[Account, str], found: Collection[int] | None
    ) -> Iterator[pl.Expr | pl.Series]:
        yield pl.col("excluded").is_not_null() if filters.excluded else pl.col("excluded").is_null()
        chosen = {
            "network": filters.networks, "tier": filters.tiers, "country": filters.countries,
            "language": filters.languages, "niche": filters.niches,
        }  # fmt: skip
        yield from (pl.col(name).is_in(values).fill_null(False) for name, values in chosen.items() if values)
        least = {
            "followers": filters.followers_from, "eng_raw_median": filters.engagement_from,
            "confidence": filters.confidence_from,
        }  # fmt: skip
        yield from ((pl.col(name) >= value).fill_null(False) for name, value in least.items() if value is not None)
        if filters.followers_to is not None:
            yield (pl.col("followers") <= filters.followers_to).fill_null(False)
        if filters.place:
            named = filters.place.lower()
            yield pl.any_horizontal(*((pl.col(f"lower_{name}") == named).fill_null(False) for name in _PLACES))
        if filters.contact:
            reach = {"email": (pl.col("emails") > 0).fill_null(False), "none": ~pl.col("reachable")}
            yield reach.get(filters.contact, pl.col("reachable"))
        if filters.verdict == "open":
            yield ~_among(verdicts)
        elif filters.verdict:
            yield _among([account for account, answer in verdicts.items() if answer == filters.verdict])
        if found is not None:
            yield self._keys.is_in(pl.Series(found, dtype=pl.Int64).implode())


def _among(accounts: Collection[Account]) -> pl.Expr:
    """Whether a row is one of these accounts."""
    by_network: dict[str, list[str]] = {}
    for network, handle in accounts:
        by_network.setdefault(network, []).append(handle)
    each = ((pl.col("network") == name) & pl.col("handle").is_in(handles) for name, handles in by_network.items())
    return pl.any_horizontal(pl.lit(False), *each)


def _most_frequent(values: pl.Series) -> list[str]:
    counted = values.rename("value").value_counts()
    return counted.sort(["count", "value"], descending=[True, False]).head(_MOST_CHOICES)["value"].to_list()
