"""The list that a person reviews: one ranking held in memory, narrowed by columns and paged by place.

A million rows are compared in a few milliseconds that way, whichever filters are combined; no index could serve all.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from storage.facts import AccountKey
from storage.search import key_of

Find = Callable[[Sequence[int] | None], Collection[int]]  # the keys of those who have the words, of these or of all
_SHOWN = (
    "network", "handle", "rank", "score", "low", "confidence", "tier", "excluded", "followers", "followers_within",
    "language", "country", "country_sure", "city", "niche", "emails", "phones", "says_dm",
    "note_engagement_rate", "note_engagement_low", "note_engagement_high",
)  # fmt: skip
_PLACES = ("city", "region", "quarter")
LISTED = (*_SHOWN, *_PLACES, "messaging")  # the columns of a ranking that the list needs
_CHOICES = ("network", "tier", "country", "language", "niche")
_CHOSEN_FROM, _MOST_CHOICES = 20_000, 60
_GLANCED, _AT_A_GLANCE = 2_000, 500  # the nearest rows, looked at for words that many have, so many together


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; an empty one shows the whole shortlist. ``contact`` is email, any or none.

    ``verdict`` is open (no answer yet), accept, reject or later; ``talk`` a status in this campaign, or none where
    nobody wrote to them in any. ``excluded`` shows those that the brief leaves out.
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
    talk: str = ""
    excluded: bool = False


@dataclass(frozen=True)
class ListPage:
    """Rows best first. ``after`` and ``before`` continue it (positions; ``None`` at an end); ``count`` is of all that
    fit the filters, ``None`` where words are so common that nobody counted who has them."""

    rows: list[dict[str, Any]]
    after: int | None
    before: int | None
    count: int | None


class Listing:
    """A ranking as ``rank_database`` returns it, kept as far as the list needs it."""

    def __init__(self, ranked: pl.DataFrame) -> None:
        reachable = pl.any_horizontal(pl.col("emails", "phones", "messaging") > 0, pl.col("says_dm"))
        self._frame = ranked.select(
            *_SHOWN,
            reachable.fill_null(False).alias("reachable"),
            *(pl.col(name).str.to_lowercase().alias(f"lower_{name}") for name in _PLACES),
        ).rechunk()
        accounts = self._frame.select("network", "handle").iter_rows()
        self._keys = pl.Series([key_of(network, handle) for network, handle in accounts], dtype=pl.Int64)

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """What there is to choose from among the best 20,000, the most frequent first: by the names of the columns."""
        best = self._frame.head(_CHOSEN_FROM)
        return {name: _most_frequent(best[name].drop_nulls()) for name in _CHOICES}

    def page(
        self,
        filters: Filters,
        verdicts: Mapping[AccountKey, str],
        find: Find | None,
        *,
        talks: Mapping[str, Collection[AccountKey]] | None = None,
        after: int | None,
        before: int | None,
        limit: int,
    ) -> ListPage:
        """A page of what fits. ``verdicts`` are the answers so far; ``find`` finds those who have the words searched
        for, ``None`` where nothing is searched for.

        ``talks`` are those of each status, and under none those to whom somebody wrote.
        ``after`` a position, or ``before`` one. A row has the ranking's columns, ``position`` and ``verdict``.
        """
        fits = pl.all_horizontal(*self._conditions(filters, verdicts, talks or {}))
        places = self._frame.select(pl.arg_where(fits)).to_series()
        nearest = self._from(places, after, before)
        # Words that many have fill a page soon: then nobody reads the many out of the index.
        few = len(places) <= _GLANCED
        glanced = None if find is None or few else self._glance(nearest, find, limit)
        if glanced is not None:
            nearest = glanced
        elif find is not None:
            places = self._with_words(places, find, self._keys[places].to_list() if few else None)
            nearest = self._from(places, after, before)
        shown = nearest.head(limit)
        ends = len(nearest) == len(shown)
        backwards, continues = before is not None, bool(len(shown)) and (after is not None or before is not None)
        rows = self._frame[shown.reverse() if backwards else shown].rename({"rank": "position"}).to_dicts()
        return ListPage(
            rows=[row | {"verdict": verdicts.get((row["network"], row["handle"]))} for row in rows],
            after=rows[-1]["position"] if (continues if backwards else not ends) else None,
            before=rows[0]["position"] if (not ends if backwards else continues) else None,
            count=len(places) if glanced is None else None,
        )

    def _from(self, places: pl.Series, after: int | None, before: int | None) -> pl.Series:
        """The places that lie after, or before, a position, nearest first."""
        ranks = self._frame["rank"]
        if before is not None:
            return places.head(places.search_sorted(ranks.search_sorted(before, side="left"), side="left")).reverse()
        start = 0 if after is None else places.search_sorted(ranks.search_sorted(after, side="right"), side="left")
        return places.slice(start)

    def _glance(self, nearest: pl.Series, find: Find, limit: int) -> pl.Series | None:
        """More than ``limit`` places with the words, or all on this side; ``None`` where too few of the nearest have
        them."""
        found = nearest.clear()
        for start in range(0, min(len(nearest), _GLANCED), _AT_A_GLANCE):
            places = nearest.slice(start, _AT_A_GLANCE)
            found = found.append(self._with_words(places, find, self._keys[places].to_list()))
            if len(found) > limit:
                return found
        return found if len(nearest) <= _GLANCED else None

    def _with_words(self, places: pl.Series, find: Find, among: Sequence[int] | None) -> pl.Series:
        """Those of these places where the words were found, ``among`` these keys."""
        return places.filter(self._keys[places].is_in(pl.Series(find(among), dtype=pl.Int64).implode()))

    def _conditions(
        self, filters: Filters, verdicts: Mapping[AccountKey, str], talks: Mapping[str, Collection[AccountKey]]
    ) -> Iterator[pl.Expr | pl.Series]:
        yield pl.col("excluded").is_not_null() if filters.excluded else pl.col("excluded").is_null()
        chosen = {
            "network": filters.networks, "tier": filters.tiers, "country": filters.countries,
            "language": filters.languages, "niche": filters.niches,
        }  # fmt: skip
        yield from (pl.col(name).is_in(values).fill_null(False) for name, values in chosen.items() if values)
        least = {
            "followers": filters.followers_from, "note_engagement_rate": filters.engagement_from,
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
        if filters.talk:
            those = _among(talks.get(filters.talk, ()))
            yield ~those if filters.talk == "none" else those


def _among(accounts: Collection[AccountKey]) -> pl.Expr:
    """Whether a row is one of these accounts."""
    by_network: dict[str, list[str]] = {}
    for network, handle in accounts:
        by_network.setdefault(network, []).append(handle)
    each = ((pl.col("network") == name) & pl.col("handle").is_in(handles) for name, handles in by_network.items())
    return pl.any_horizontal(pl.lit(False), *each)


def _most_frequent(values: pl.Series) -> list[str]:
    counted = values.rename("value").value_counts()
    return counted.sort(["count", "value"], descending=[True, False]).head(_MOST_CHOICES)["value"].to_list()
