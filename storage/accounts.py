"""Finding accounts by name, and the facts kept about them, as facts again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Select, func, select, text, tuple_, update

from storage import tables
from storage.clock import from_millis
from storage.errors import AmbiguousAccount, NoSuchAccount
from storage.facts import AccountKey, Comment, Contact, Edge, Fact, Highlight, Link, Post, Profile, Sighting
from storage.rights.privacy import drop_suppressed
from storage.rows import table_of

ACCOUNT = table_of(tables.Account)
PAGE = table_of(tables.Page)
_POST = table_of(tables.Post)
_COMMENT = table_of(tables.Comment)
_EDGE = table_of(tables.Edge)
_SIGHTING = table_of(tables.Sighting)
_BATCH = 400
_LONGEST_NAME = 2_000
_LISTS = ("hashtags", "mentions", "tagged", "coauthors", "sponsors")
_TIMES = ("posted_at", "created_at")


def find_account(connection: Connection, handle: str, network: str | None) -> tuple[str, str]:
    """(network, handle) of the one account of that name; raises NoSuchAccount or AmbiguousAccount.

    A Mastodon-like handle is also found by the part before its server.
    """
    if len(handle) > _LONGEST_NAME:  # no database compares such a pattern, and no name comes near it
        raise NoSuchAccount(f"No account {handle[:40]}… is known: no name has {len(handle):,} characters")
    query = select(ACCOUNT.c.network, ACCOUNT.c.handle)
    if network is not None:
        query = query.where(ACCOUNT.c.network == network)
    exact = query.where(ACCOUNT.c.handle.in_([handle, handle.lower()]))
    found = connection.execute(exact.order_by(ACCOUNT.c.network, ACCOUNT.c.handle)).all()
    if not found and "@" not in handle:
        prefix = handle.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "@%"
        partial = query.where(ACCOUNT.c.handle.like(prefix, escape="\\"))
        found = connection.execute(partial.order_by(ACCOUNT.c.network, ACCOUNT.c.handle).limit(20)).all()
    where = f" on {network}" if network else ""
    if not found:
        hint = _nearest(connection, handle, network)
        way_on = f"did you mean {hint}?" if hint else "nanoscout rank lists who is"
        raise NoSuchAccount(f"No account {handle}{where} is known; {way_on}")
    if len(found) > 1:
        names = ", ".join(f"{row.handle}@{row.network}" for row in found)
        raise AmbiguousAccount(f"Several accounts are called {handle}: name one of {names}")
    return found[0].network, found[0].handle


def _nearest(connection: Connection, handle: str, network: str | None) -> str | None:
    import difflib

    start = handle[:2].lower()
    query = select(ACCOUNT.c.handle, ACCOUNT.c.network).where(func.substr(ACCOUNT.c.handle, 1, len(start)) == start)
    if network:
        query = query.where(ACCOUNT.c.network == network)
    names = {row.handle: row.network for row in connection.execute(query.limit(2000))}
    close = difflib.get_close_matches(handle.lower(), names, n=1)
    close = close or sorted(name for name in names if name.startswith(handle.lower()))  # the beginning of a name
    return f"{close[0]}@{names[close[0]]}" if close else None


def first_seen(connection: Connection, network: str, handles: Sequence[str]) -> int | None:
    """When any of these accounts of a network was first met (milliseconds); ``None`` where none is known."""
    query = select(func.min(ACCOUNT.c.first_seen_at)).where(ACCOUNT.c.network == network, ACCOUNT.c.handle.in_(handles))
    at: int | None = connection.execute(query).scalar()
    return at


def accounts_before(connection: Connection, at: int) -> list[tuple[str, str]]:
    """(network, handle) of everyone who was first met before a time (milliseconds), in order."""
    query = select(ACCOUNT.c.network, ACCOUNT.c.handle).where(ACCOUNT.c.first_seen_at < at)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(ACCOUNT.c.network, ACCOUNT.c.handle))]


def stale_accounts(connection: Connection) -> list[tuple[str, str]]:
    """(network, handle) of everyone whose features are older than their facts, in order."""
    # In the words of the index of the stale, and unordered: else SQLite looks through everyone.
    query = select(ACCOUNT.c.network, ACCOUNT.c.handle).where(text("stale"))
    return sorted((row.network, row.handle) for row in connection.execute(query))


def bios_of(connection: Connection, accounts: Iterable[AccountKey]) -> dict[AccountKey, str]:
    """The bios of these accounts, where they have one."""
    found: dict[AccountKey, str] = {}
    wanted = sorted(set(accounts))
    for start in range(0, len(wanted), _BATCH):
        here = tuple_(ACCOUNT.c.network, ACCOUNT.c.handle).in_(wanted[start : start + _BATCH])
        query = select(ACCOUNT.c.network, ACCOUNT.c.handle, ACCOUNT.c.bio).where(here, ACCOUNT.c.bio.is_not(None))
        found.update({(network, handle): bio for network, handle, bio in connection.execute(query)})
    return found


def facts_about(
    connection: Connection, network: str, handles: Sequence[str], *, of_suppressed: bool = False
) -> Iterator[Fact]:
    """Everything kept about these accounts: profile, posts, comments under them, highlights, contacts, ties to them.

    Each fact's ``page`` is the address of the page that said it last, ``observed_at`` when. Suppressed people are
    left out, of other people's facts too, but where it is their own rights that are asked for (``of_suppressed``).
    """
    for start in range(0, len(handles), _BATCH):
        facts = _facts_of(connection, network, list(handles[start : start + _BATCH]))
        yield from facts if of_suppressed else drop_suppressed(connection, facts)


def _facts_of(connection: Connection, network: str, part: list[str]) -> Iterator[Fact]:
    if part:
        yield from _profiles(connection, network, part)
        posts = _POST.c.author_handle.in_(part)
        in_order = (_POST.c.author_handle, _POST.c.posted_at.nulls_first(), _POST.c.key)
        yield from _facts(
            connection, Post, _with_page(_POST).where(_POST.c.network == network, posts).order_by(*in_order)
        )
        own = select(_POST.c.native_id).where(_POST.c.network == network, posts, _POST.c.native_id.is_not(None))
        comments = _with_page(_COMMENT).where(_COMMENT.c.network == network, _COMMENT.c.post.in_(own))
        yield from _facts(connection, Comment, comments.order_by(_COMMENT.c.key))
        for model, fact in ((tables.Highlight, Highlight), (tables.Contact, Contact)):
            table = table_of(model)
            query = _with_page(table).where(table.c.network == network, table.c.handle.in_(part))
            yield from _facts(connection, fact, query.order_by(*table.primary_key.columns))
        ties = _with_page(_EDGE).where(_EDGE.c.network == network, _EDGE.c.target.in_(part))
        yield from _facts(connection, Edge, ties.order_by(*_EDGE.primary_key.columns))
        for row in connection.execute(
            _with_page(_SIGHTING)
            .where(_SIGHTING.c.network == network, _SIGHTING.c.account.in_(part))
            .order_by(*_SIGHTING.primary_key.columns)
        ).mappings():
            yield Sighting(
                network=network,
                page=row["page_url"] or "",
                observed_at=from_millis(row["observed_at"]),
                handle=row["account"],
                native_id=row["native_id"],
                display_name=row["display_name"],
                route=row["route"],
                via=row["via"] or None,
            )


def _with_page(table: Any) -> Select[Any]:
    query: Select[Any] = select(table, PAGE.c.url.label("page_url")).outerjoin(PAGE, PAGE.c.id == table.c.page_id)
    return query


def _profiles(connection: Connection, network: str, handles: Sequence[str]) -> Iterator[Fact]:
    query = _with_page(ACCOUNT).where(
        ACCOUNT.c.network == network, ACCOUNT.c.handle.in_(handles), ACCOUNT.c.observed_at.is_not(None)
    )
    for row in connection.execute(query.order_by(ACCOUNT.c.handle)).mappings():
        values = {name: row[name] for name in Profile.model_fields if name in row}
        values["links"] = None if row["links"] is None else [Link(**link) for link in orjson.loads(row["links"])]
        yield Profile(**_timed(values, row))


def _facts(connection: Connection, fact: type[Any], query: Select[Any]) -> Iterator[Fact]:
    rows = connection.execute(query)
    told = set(rows.keys())
    names = [name for name in fact.model_fields if name in told]
    for row in rows.mappings():
        values = {name: row[name] for name in names}
        for name in _LISTS:
            if values.get(name) is not None:
                values[name] = orjson.loads(values[name])
        yield fact(**_timed(values, row))


def _timed(values: dict[str, Any], row: Any) -> dict[str, Any]:
    for name in _TIMES:
        if name in values:
            values[name] = from_millis(values[name])
    return values | {"page": row["page_url"] or "", "observed_at": from_millis(row["observed_at"])}


def nanos_pointing_at(connection: Connection, network: str, handles: Sequence[str], band: tuple[int, int]) -> set[str]:
    """Accounts whose followers lie in the band and that have a tie to any of these."""
    found: set[str] = set()
    for start in range(0, len(handles), _BATCH):
        query = (
            select(_EDGE.c.source)
            .join(ACCOUNT, (ACCOUNT.c.network == _EDGE.c.network) & (ACCOUNT.c.handle == _EDGE.c.source))
            .where(
                _EDGE.c.network == network,
                _EDGE.c.target.in_(handles[start : start + _BATCH]),
                ACCOUNT.c.followers.between(*band),
            )
        )
        found.update(connection.execute(query).scalars())
    return found


def count_accounts(connection: Connection) -> dict[str, int]:
    """How many accounts are known on each network."""
    query = select(ACCOUNT.c.network, func.count()).group_by(ACCOUNT.c.network).order_by(ACCOUNT.c.network)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def knows_anybody(connection: Connection) -> bool:
    """Whether any account was met."""
    return connection.execute(select(ACCOUNT.c.handle).limit(1)).first() is not None


def mark_fresh(connection: Connection, network: str, handles: Iterable[str]) -> None:
    """The features of these accounts are as new as their facts."""
    names = sorted(handles)
    for start in range(0, len(names), _BATCH):
        connection.execute(
            update(ACCOUNT)
            .where(ACCOUNT.c.network == network, ACCOUNT.c.handle.in_(names[start : start + _BATCH]))
            .values(stale=False)
        )


def mark_stale(connection: Connection, accounts: Iterable[tuple[str, str]]) -> None:
    """The features of these accounts (network, handle) are to be made anew."""
    names = sorted(accounts)
    for start in range(0, len(names), _BATCH):
        here = tuple_(ACCOUNT.c.network, ACCOUNT.c.handle).in_(names[start : start + _BATCH])
        connection.execute(update(ACCOUNT).where(here).values(stale=True))
