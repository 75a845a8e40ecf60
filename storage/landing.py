"""Storing what one page says, inside the caller's transaction: all of the page, or nothing of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage import tables
from storage.clock import to_millis
from storage.facts import Block, Comment, Edge, Fact, Highlight, Post, Profile, Sighting
from storage.privacy import drop_suppressed
from storage.rows import (
    ROW_OF,
    Row,
    account_row,
    ignore_known,
    merge_into,
    post_key,
    profile_row,
    sighting_row,
    table_of,
)

_BATCH = 500  # bound parameters of one IN (...); every database takes this many

ACCOUNT = table_of(tables.Account)
POST = table_of(tables.Post)
COMMENT = table_of(tables.Comment)
EDGE = table_of(tables.Edge)
SIGHTING = table_of(tables.Sighting)


@dataclass(frozen=True)
class PageRecord:
    """What is kept of a page itself. ``fetched_at`` in milliseconds; ``outcome`` facts, empty, block or unreadable."""

    network: str
    url: str
    fetched_at: int
    status: int
    sha256: str
    source: str
    outcome: str
    document: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Landed:
    """What a page brought: its id, the facts kept (suppressed people left out), and sightings named only now."""

    page_id: int
    facts: Sequence[Fact]
    joined: Sequence[Sighting] = field(default_factory=tuple)


def land_page(connection: Connection, run_id: int, page: PageRecord, facts: Iterable[Fact]) -> Landed:
    """Stores a page and its facts; storing the same page again changes nothing but its page row."""
    on_sqlite = connection.dialect.name == "sqlite"
    kept = drop_suppressed(connection, facts)
    page_id: int = connection.execute(
        insert(table_of(tables.Page)).returning(table_of(tables.Page).c.id),
        {
            "run_id": run_id,
            "network": page.network,
            "url": page.url,
            "document": page.document,
            "fetched_at": page.fetched_at,
            "status": page.status,
            "sha256": page.sha256,
            "source": page.source,
            "outcome": page.outcome,
            "detail": page.detail,
            "facts": len(kept),
        },
    ).scalar_one()
    kept = _name_authors(connection, kept)

    rows: dict[Any, dict[tuple[Any, ...], Row]] = {}
    observations: dict[tuple[Any, ...], Row] = {}
    for fact in kept:
        at = to_millis(fact.observed_at) or page.fetched_at
        if isinstance(fact, Profile):
            observations[fact.network, fact.handle, at] = profile_row(fact, at, page_id)
        elif isinstance(fact, Block):
            _insert_block(connection, run_id, fact, at, page_id)
        elif not _is_anonymous(fact):
            model, make = ROW_OF[type(fact)]
            row = make(fact, at, page_id)
            key = tuple(row[column.name] for column in table_of(model).primary_key.columns)
            rows.setdefault(model, {})[key] = row

    profiles = {(row["network"], row["handle"]): account_row(row) for row in observations.values()}
    others = {key: row for key, row in _others(kept, page.fetched_at).items() if key not in profiles}
    if others:
        connection.execute(ignore_known(tables.Account, on_sqlite=on_sqlite), list(others.values()))
        named = [
            {"network": network, "handle": handle, "native_id": native_id}
            for (network, handle), native_id in _ids_of(kept).items()
            if (network, handle) in others
        ]
        if named:
            _learn_ids(connection, named)
    if observations:
        connection.execute(merge_into(tables.Observation, on_sqlite=on_sqlite), list(observations.values()))
        connection.execute(merge_into(tables.Account, on_sqlite=on_sqlite), list(profiles.values()))
    for model, found in rows.items():
        connection.execute(merge_into(model, on_sqlite=on_sqlite), list(found.values()))
    joined = _join_ids(connection, kept, page_id)
    _mark_stale(connection, kept)
    return Landed(page_id, kept, joined)


def _is_anonymous(fact: Fact) -> bool:
    """A fact that nothing can ever be joined to: kept by nobody."""
    if isinstance(fact, Sighting):
        return fact.handle is None and fact.native_id is None
    if isinstance(fact, Post):
        return post_key(fact) is None
    if isinstance(fact, Highlight):
        return fact.handle is None or not (fact.native_id or fact.title)
    return False


def _insert_block(connection: Connection, run_id: int, fact: Block, at: int, page_id: int) -> None:
    values = {"run_id": run_id, "network": fact.network, "kind": fact.kind, "url": fact.url, "detail": fact.detail}
    connection.execute(insert(table_of(tables.Block)), values | {"observed_at": at, "page_id": page_id})


def _ids_of(facts: Iterable[Fact]) -> dict[tuple[str, str], str]:
    """(network, handle) → native id, wherever a fact tells both."""
    ids: dict[tuple[str, str], str] = {}
    for fact in facts:
        if isinstance(fact, Profile | Sighting):
            handle, native_id = fact.handle, fact.native_id
        elif isinstance(fact, Post | Comment):
            handle, native_id = fact.author_handle, fact.author_native_id
        else:
            continue
        if handle and native_id:
            ids[fact.network, handle] = native_id
    return ids


def _name_authors(connection: Connection, facts: Sequence[Fact]) -> list[Fact]:
    """Posts and comments whose author was known by id alone get the handle that an earlier page told."""
    nameless = [
        fact for fact in facts if isinstance(fact, Post | Comment) and not fact.author_handle and fact.author_native_id
    ]
    known: dict[tuple[str, str], str] = {
        (network, native_id): handle for (network, handle), native_id in _ids_of(facts).items()
    }
    asked = sorted({fact.author_native_id for fact in nameless if fact.author_native_id})
    for start in range(0, len(asked), _BATCH):
        found = connection.execute(
            select(ACCOUNT.c.network, ACCOUNT.c.native_id, ACCOUNT.c.handle).where(
                ACCOUNT.c.network.in_({fact.network for fact in nameless}),
                ACCOUNT.c.native_id.in_(asked[start : start + _BATCH]),
            )
        )
        for network, native_id, handle in found:
            known.setdefault((network, native_id), handle)
    if not known:
        return list(facts)
    return [
        fact.model_copy(update={"author_handle": known.get((fact.network, fact.author_native_id))})
        if isinstance(fact, Post | Comment) and not fact.author_handle and fact.author_native_id
        else fact
        for fact in facts
    ]


def _others(facts: Iterable[Fact], at: int) -> dict[tuple[str, str], Row]:
    """Rows for accounts that the page names without showing their profile."""
    named: dict[tuple[str, str], Row] = {}

    def name(network: str, handle: str | None) -> None:
        if handle:
            named[network, handle] = {"network": network, "handle": handle, "first_seen_at": at, "stale": True}

    for fact in facts:
        if isinstance(fact, Sighting | Highlight):
            name(fact.network, fact.handle)
        elif isinstance(fact, Post | Comment):
            name(fact.network, fact.author_handle)
        elif isinstance(fact, Edge):
            name(fact.network, fact.source)
            name(fact.network, fact.target)
    return named


def _learn_ids(connection: Connection, named: Sequence[Row]) -> None:
    statement = (
        update(ACCOUNT)
        .where(
            ACCOUNT.c.network == bindparam("the_network"),
            ACCOUNT.c.handle == bindparam("the_handle"),
            ACCOUNT.c.native_id.is_(None),
        )
        .values(native_id=bindparam("the_native_id"))
    )
    connection.execute(statement, [{f"the_{key}": value for key, value in row.items()} for row in named])


def _join_ids(connection: Connection, facts: Sequence[Fact], page_id: int) -> list[Sighting]:
    """Rows kept under a native id alone get the handle that this page tells; returns the sightings so named."""
    joined: list[Sighting] = []
    ids = [(network, native_id, handle) for (network, handle), native_id in _ids_of(facts).items()]
    for start in range(0, len(ids), _BATCH):
        part = ids[start : start + _BATCH]
        handles = {(network, native_id): handle for network, native_id, handle in part}
        natives = [native_id for _, native_id, _ in part]
        for table in (POST, COMMENT):
            orphans = connection.execute(
                select(table.c.network, table.c.author_native_id)
                .where(table.c.author_native_id.in_(natives), table.c.author_handle.is_(None))
                .distinct()
            ).all()
            for network, native_id in orphans:
                if (network, native_id) in handles:
                    connection.execute(
                        update(table)
                        .where(
                            table.c.network == network,
                            table.c.author_native_id == native_id,
                            table.c.author_handle.is_(None),
                        )
                        .values(author_handle=handles[network, native_id])
                    )
        keys = [f"id:{native_id}" for native_id in natives]
        for row in connection.execute(select(SIGHTING).where(SIGHTING.c.account.in_(keys))).mappings().all():
            handle = handles.get((row["network"], row["native_id"]))
            if handle is None:
                continue
            sighting = Sighting(
                network=row["network"],
                page="",
                handle=handle,
                native_id=row["native_id"],
                display_name=row["display_name"],
                route=row["route"],
                via=row["via"] or None,
            )
            connection.execute(
                merge_into(tables.Sighting, on_sqlite=connection.dialect.name == "sqlite"),
                [sighting_row(sighting, row["observed_at"], row["page_id"] or page_id)],
            )
            connection.execute(
                delete(SIGHTING).where(
                    SIGHTING.c.network == row["network"],
                    SIGHTING.c.account == row["account"],
                    SIGHTING.c.route == row["route"],
                    SIGHTING.c.via == row["via"],
                )
            )
            joined.append(sighting)
    return joined


def _mark_stale(connection: Connection, facts: Iterable[Fact]) -> None:
    """The features of everyone this page says something about are to be made anew."""
    touched: dict[str, set[str]] = {}
    commented: dict[str, set[str]] = {}
    shown: dict[str, set[str]] = {}
    for fact in facts:
        if isinstance(fact, Profile):
            _add(shown, fact.network, fact.handle)
        elif isinstance(fact, Post):
            _add(touched, fact.network, fact.author_handle)
        elif isinstance(fact, Comment):
            _add(commented, fact.network, fact.post)
        elif isinstance(fact, Edge):
            _add(touched, fact.network, fact.target)
        elif isinstance(fact, Highlight) or fact.fact == "contact":
            _add(touched, fact.network, fact.handle)
    for network, posts in commented.items():
        for part in _parts(posts):
            authors = connection.execute(
                select(POST.c.author_handle).where(POST.c.network == network, POST.c.native_id.in_(part)).distinct()
            ).scalars()
            touched.setdefault(network, set()).update(author for author in authors if author)
    for network, handles in shown.items():
        # What is now known of somebody changes what their ties are worth to others.
        for part in _parts(handles):
            touched.setdefault(network, set()).update(
                connection.execute(
                    select(EDGE.c.target).where(EDGE.c.network == network, EDGE.c.source.in_(part)).distinct()
                ).scalars()
            )
    for network, handles in touched.items():
        for part in _parts(handles):
            connection.execute(
                update(ACCOUNT)
                .where(ACCOUNT.c.network == network, ACCOUNT.c.handle.in_(part), ACCOUNT.c.stale.is_(False))
                .values(stale=True)
            )


def _add(found: dict[str, set[str]], network: str, key: str | None) -> None:
    if key:
        found.setdefault(network, set()).add(key)


def _parts(keys: Iterable[str]) -> list[list[str]]:
    ordered = sorted(keys)
    return [ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH)]
