"""The list that a person reviews: a page of a ranking, filtered in SQL, paged by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, tuple_

from storage import tables
from storage.derived import SCORE, feature_table
from storage.rows import table_of
from storage.search import accounts_with_words

_ACCOUNT = table_of(tables.Account)
_COUNTED = 1_000  # more than so many are "1,000+": counting a million takes longer than anybody waits
_SHOWN = ("followers", "followers_within", "language", "country", "region", "city", "niche", "eng_raw_median", "emails",
          "phones", "says_dm", "account_kind", "account_mode")  # fmt: skip
Account = tuple[str, str]  # network, handle


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
    """Rows best first. ``after`` and ``before`` continue it (positions; ``None`` at an end); ``count`` up to 1,000."""

    rows: list[dict[str, Any]]
    after: int | None
    before: int | None
    count: int
    counts_all: bool


def read_list(
    connection: Connection,
    columns: Mapping[str, type],
    brief: str,
    filters: Filters,
    verdicts: Mapping[Account, str],
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 40,
) -> ListPage:
    """A page of the ranking kept for a brief. ``columns`` are those of the wide table, ``verdicts`` the answers so far.

    ``after`` a position, or ``before`` one; values of a row: handle, network, position, scores, name, bio, verdict.
    """
    feature = feature_table(columns)
    on_sqlite = connection.dialect.name == "sqlite"
    query = _narrowed(select(SCORE.c.position), feature, brief, filters, verdicts, on_sqlite=on_sqlite)
    order: ColumnElement[int] = SCORE.c.position
    page: Select[Any] = query
    if before is not None:
        page, order = page.where(SCORE.c.position < before), SCORE.c.position.desc()
    elif after is not None:
        page = page.where(SCORE.c.position > after)
    positions = list(connection.execute(page.order_by(order).limit(limit + 1)).scalars())
    more = len(positions) > limit
    positions = sorted(positions[:limit])
    has_before = more if before is not None else after is not None and bool(positions)
    has_after = bool(positions) if before is not None else more
    limited = query.order_by(None).limit(_COUNTED + 1).subquery()
    count: int = connection.execute(select(func.count()).select_from(limited)).scalar_one()
    return ListPage(
        rows=_rows(connection, feature, brief, positions, verdicts),
        after=positions[-1] if has_after and positions else None,
        before=positions[0] if has_before and positions else None,
        count=min(count, _COUNTED),
        counts_all=count <= _COUNTED,
    )


def choices_of(connection: Connection, columns: Mapping[str, type], brief: str) -> dict[str, list[str]]:
    """What there is to choose from among the best 20,000, the most frequent first: by the names of the columns."""
    feature = feature_table(columns)
    best = (
        select(*(feature.c[name] for name in ("network", "country", "language", "niche")), SCORE.c.tier)
        .select_from(SCORE.join(feature, _same_account(feature)))
        .where(SCORE.c.brief == brief, SCORE.c.position <= 20_000)
        .subquery()
    )
    found: dict[str, list[str]] = {}
    for name in ("network", "tier", "country", "language", "niche"):
        times = select(best.c[name]).where(best.c[name].is_not(None)).group_by(best.c[name])
        query = times.order_by(func.count().desc(), best.c[name]).limit(60)
        found[name] = [str(value) for value in connection.execute(query).scalars()]
    return found


def position_of(connection: Connection, brief: str, network: str, handle: str) -> int | None:
    """Where an account stands in the ranking kept for a brief; ``None`` where it is not in it."""
    query = select(SCORE.c.position).where(SCORE.c.brief == brief, SCORE.c.network == network, SCORE.c.handle == handle)
    position: int | None = connection.execute(query).scalar()
    return position


def _same_account(feature: Any) -> ColumnElement[bool]:
    return and_(feature.c.network == SCORE.c.network, feature.c.handle == SCORE.c.handle)


def _narrowed(
    query: Select[Any],
    feature: Any,
    brief: str,
    filters: Filters,
    verdicts: Mapping[Account, str],
    *,
    on_sqlite: bool,
) -> Select[Any]:
    query = query.select_from(SCORE.join(feature, _same_account(feature))).where(SCORE.c.brief == brief)
    query = query.where(SCORE.c.excluded.is_not(None) if filters.excluded else SCORE.c.excluded.is_(None))
    chosen: dict[ColumnElement[Any], tuple[str, ...]] = {
        SCORE.c.network: filters.networks, SCORE.c.tier: filters.tiers, feature.c.country: filters.countries,
        feature.c.language: filters.languages, feature.c.niche: filters.niches,
    }  # fmt: skip
    for column, values in chosen.items():
        if values:
            query = query.where(column.in_(values))
    least: dict[ColumnElement[Any], float | None] = {
        feature.c.followers: filters.followers_from, feature.c.eng_raw_median: filters.engagement_from,
        SCORE.c.confidence: filters.confidence_from,
    }  # fmt: skip
    for column, value in least.items():
        if value is not None:
            query = query.where(column >= value)
    if filters.followers_to is not None:
        query = query.where(feature.c.followers <= filters.followers_to)
    if filters.place:
        named = filters.place.casefold()
        parts = (feature.c.city, feature.c.region, feature.c.quarter)
        query = query.where(or_(*(func.lower(part) == named for part in parts)))
    reachable = or_(feature.c.emails > 0, feature.c.phones > 0, feature.c.messaging > 0, feature.c.says_dm)
    if filters.contact:
        reach = {"email": feature.c.emails > 0, "any": reachable, "none": ~reachable}
        query = query.where(reach.get(filters.contact, reachable))
    if filters.verdict:
        query = query.where(_answered(filters.verdict, verdicts))
    return _with_words(query, filters.words, on_sqlite=on_sqlite)


def _answered(verdict: str, verdicts: Mapping[Account, str]) -> ColumnElement[bool]:
    account = tuple_(SCORE.c.network, SCORE.c.handle)
    if verdict == "open":
        return account.not_in(sorted(verdicts))
    return account.in_(sorted(one for one, answer in verdicts.items() if answer == verdict))


def _with_words(query: Select[Any], typed: str, *, on_sqlite: bool) -> Select[Any]:
    if not typed.strip():
        return query
    found = accounts_with_words(typed, on_sqlite=on_sqlite)
    return query.where(false() if found is None else tuple_(SCORE.c.network, SCORE.c.handle).in_(found))


def _rows(
    connection: Connection, feature: Any, brief: str, positions: Sequence[int], verdicts: Mapping[Account, str]
) -> list[dict[str, Any]]:
    kept = ("network", "handle", "position", "score", "low", "confidence", "tier", "excluded")
    query = (
        select(*(SCORE.c[name] for name in kept), *(feature.c[name] for name in _SHOWN))
        .add_columns(_ACCOUNT.c.display_name, _ACCOUNT.c.bio)
        .select_from(SCORE.join(feature, _same_account(feature)).outerjoin(_ACCOUNT, and_(
            _ACCOUNT.c.network == SCORE.c.network, _ACCOUNT.c.handle == SCORE.c.handle)))
        .where(SCORE.c.brief == brief, SCORE.c.position.in_(positions))
        .order_by(SCORE.c.position)
    )  # fmt: skip
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return [row | {"verdict": verdicts.get((row["network"], row["handle"]))} for row in rows]
