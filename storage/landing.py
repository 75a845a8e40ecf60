"""Storing what one page says, inside the caller's transaction: all of the page, or nothing of it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, true, tuple_, update

from storage import tables
from storage.clock import to_millis
from storage.facts import (
    Block,
    Claim,
    Comment,
    Contact,
    Edge,
    Fact,
    Highlight,
    Post,
    Profile,
    Sighting,
    numbered_accounts,
)
from storage.lapsing import lapse_contacts
from storage.prepared import Prepared
from storage.rights.addresses import profiles_without_claimed, without_suppressed, words_without_suppressed
from storage.rights.privacy import any_suppressed, drop_suppressed
from storage.rows import (
    ROW_OF,
    Row,
    account_row,
    insert_into,
    merge_into,
    names_of,
    post_key,
    profile_row,
    sighting_row,
    table_of,
)

Ids = dict[tuple[str, str], str]  # (network, handle) → native id

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
    said = list(facts)
    kept: Sequence[Fact] = drop_suppressed(connection, said, remember=True)
    if any_suppressed(connection):
        page, kept = _naming_nobody_suppressed(connection, page, profiles_without_claimed(said, kept))
    page_id: int = _ADD_PAGE.run(connection, {"run_id": run_id, **asdict(page), "facts": len(kept)}).scalar_one()
    if not kept:
        return Landed(page_id, kept)
    ids: Ids = {(network, handle): native_id for network, handle, native_id in numbered_accounts(kept)}
    kept = _name_authors(connection, kept, ids)
    profiles: dict[tuple[Any, ...], Row] = {}
    rows: dict[Any, dict[tuple[Any, ...], Row]] = {}
    for fact in kept:
        at = page.fetched_at if fact.observed_at is None else to_millis(fact.observed_at) or 0
        if isinstance(fact, Profile):
            profiles[fact.network, fact.handle, at] = profile_row(fact, at, page_id)
        elif isinstance(fact, Block):
            values = {"kind": fact.kind, "url": fact.url, "detail": fact.detail, "network": fact.network}
            _ADD_BLOCK.run(connection, {"run_id": run_id, **values, "observed_at": at, "page_id": page_id})
        elif not _is_anonymous(fact):
            model, make = ROW_OF[type(fact)]
            row = make(fact, at, page_id)
            rows.setdefault(model, {})[tuple([row[name] for name in _KEYS[model]])] = row
    named = _named_in(kept, ids, page.fetched_at)
    if named:
        _NAME_ACCOUNT.run_many(connection, named)
    if profiles:
        merge_into(tables.Observation).run_many(connection, list(profiles.values()))
        merge_into(tables.Account).run_many(connection, [account_row(row) for row in profiles.values()])
    for model, found in rows.items():
        merge_into(model).run_many(connection, list(found.values()))
    lapse_contacts(connection, rows.get(tables.Contact, {}).values())
    claimers = {(fact.network, fact.handle) for fact in kept if isinstance(fact, Claim | Profile)}
    if claimers:
        _LAPSE_CLAIMS.run_many(connection, [{"network": network, "handle": handle} for network, handle in claimers])
    joined = _join_ids(connection, ids, page_id)
    _mark_stale(connection, kept)
    return Landed(page_id, kept, joined)


def _naming_nobody_suppressed(
    connection: Connection, page: PageRecord, facts: Sequence[Fact]
) -> tuple[PageRecord, Sequence[Fact]]:
    """The page and its facts, whose addresses and words name nobody who must not be kept."""
    url, document, detail = without_suppressed(connection, page.network, [page.url, page.document, page.detail])
    left = list(words_without_suppressed(connection, facts))
    for place, fact in enumerate(left):
        if isinstance(fact, Block):
            where, why = without_suppressed(connection, fact.network, [fact.url, fact.detail])
            left[place] = fact.model_copy(update={"url": where, "detail": why})
    return replace(page, url=url or page.url, document=document, detail=detail), left


def _is_anonymous(fact: Fact) -> bool:
    """A fact that nothing can ever be joined to: kept by nobody."""
    if isinstance(fact, Sighting):
        return fact.handle is None and fact.native_id is None
    if isinstance(fact, Post):
        return post_key(fact) is None
    if isinstance(fact, Highlight):
        return fact.handle is None or not (fact.native_id or fact.title)
    return isinstance(fact, Claim) and (fact.target_network is None or fact.target_handle is None)


def _name_authors(connection: Connection, facts: Sequence[Fact], ids: Ids) -> Sequence[Fact]:
    """Posts and comments whose author was known by id alone get the handle that a page told."""
    nameless = {
        (fact.network, fact.author_native_id)
        for fact in facts
        if isinstance(fact, Post | Comment) and not fact.author_handle and fact.author_native_id
    }
    if not nameless:
        return facts
    known = {(network, native_id): handle for (network, handle), native_id in ids.items()}
    for network, native_id in sorted(nameless - known.keys()):
        handle = _HANDLE_OF_ID.run(connection, {"network": network, "native_id": native_id}).scalar()
        if handle is not None:
            known[network, native_id] = handle
    return [
        fact.model_copy(update={"author_handle": known.get((fact.network, fact.author_native_id))})
        if isinstance(fact, Post | Comment) and not fact.author_handle and fact.author_native_id
        else fact
        for fact in facts
    ]


def _named_in(facts: Iterable[Fact], ids: Ids, at: int) -> list[Row]:
    """Rows for every account that the page names, whether or not it shows their profile."""
    named: dict[tuple[str, str], None] = {}
    for fact in facts:
        if isinstance(fact, Post | Comment):
            handles = [fact.author_handle]
        elif isinstance(fact, Sighting | Highlight):
            handles = [fact.handle]
        elif isinstance(fact, Edge):
            handles = [fact.source, fact.target]
        else:
            continue
        named.update(dict.fromkeys((fact.network, handle) for handle in handles if handle))
    return [
        {"network": network, "handle": handle, "native_id": ids.get((network, handle)), "first_seen_at": at}
        for network, handle in named
    ]


def _join_ids(connection: Connection, ids: Ids, page_id: int) -> list[Sighting]:
    """Rows kept under a native id alone get the handle that this page tells; returns the sightings so named."""
    if not ids:
        return []
    pairs = [
        {"network": network, "native_id": native_id, "handle": handle} for (network, handle), native_id in ids.items()
    ]
    for statement in (_NAME_POST, _NAME_COMMENT):
        statement.run_many(connection, pairs)
    joined: list[Sighting] = []
    for network in {network for network, _ in ids}:
        if _ANY_NAMELESS_SIGHTING.run(connection, {"network": network}).first() is not None:
            mine = [pair for pair in pairs if pair["network"] == network]
            joined += _name_sightings(connection, network, mine, page_id)
    return joined


def _name_sightings(connection: Connection, network: str, pairs: Sequence[Row], page_id: int) -> list[Sighting]:
    joined: list[Sighting] = []
    for pair in pairs:
        where = SIGHTING.c.network == network, SIGHTING.c.account == f"id:{pair['native_id']}"
        for row in connection.execute(select(SIGHTING).where(*where)).mappings().all():
            sighting = Sighting(
                network=network,
                page="",
                handle=pair["handle"],
                native_id=row["native_id"],
                display_name=row["display_name"],
                route=row["route"],
                via=row["via"] or None,
            )
            named = sighting_row(sighting, row["observed_at"], row["page_id"] or page_id)
            merge_into(tables.Sighting).run_many(connection, [named])
            joined.append(sighting)
        connection.execute(delete(SIGHTING).where(*where))
    return joined


def _mark_stale(connection: Connection, facts: Iterable[Fact]) -> None:
    """The features of everyone this page says something about are to be made anew."""
    touched: dict[tuple[str, str | None], None] = {}
    shown: dict[tuple[str, str | None], None] = {}
    commented: dict[tuple[str, str | None], None] = {}
    reached: dict[tuple[str, str | None], None] = {}
    for fact in facts:
        if isinstance(fact, Post):
            touched[fact.network, fact.author_handle] = None
        elif isinstance(fact, Comment):
            commented[fact.network, fact.post] = None
        elif isinstance(fact, Edge):
            touched[fact.network, fact.target] = None
        elif isinstance(fact, Highlight):
            touched[fact.network, fact.handle] = None
        elif isinstance(fact, Contact):
            touched[fact.network, fact.handle] = reached[fact.network, fact.handle] = None
        elif isinstance(fact, Claim):
            touched[fact.network, fact.handle] = None
            if fact.target_network is not None:
                touched[fact.target_network, fact.target_handle] = None
        elif isinstance(fact, Profile):
            shown[fact.network, fact.handle] = None
    for statement, keys in (
        (_STALE, touched), (_STALE_TARGETS, shown), (_STALE_AUTHORS, commented), (_STALE_CLAIMANTS, reached)
    ):  # fmt: skip
        rows = [{"network": network, "key": key} for network, key in keys if key]
        if rows:
            statement.run_many(connection, rows)


def _naming(table: Table) -> Prepared:
    return Prepared(
        lambda _: (
            update(table)
            .where(
                table.c.network == bindparam("network"),
                table.c.author_native_id == bindparam("native_id"),
                table.c.author_handle.is_(None),
            )
            .values(author_handle=bindparam("handle"))
        )
    )


def _staling(handles: Any) -> Prepared:
    """Marks the accounts of a network whose handle is among ``handles``."""
    fresh = ACCOUNT.c.stale.is_(False)
    return Prepared(
        lambda _: (
            update(ACCOUNT)
            .where(ACCOUNT.c.network == bindparam("network"), ACCOUNT.c.handle.in_(handles), fresh)
            .values(stale=true())
        )
    )


def _naming_accounts(on_sqlite: bool) -> Any:
    columns = ("network", "handle", "native_id", "first_seen_at")
    insert = insert_into(ACCOUNT, on_sqlite=on_sqlite).values(
        {**{name: bindparam(name) for name in columns}, "stale": true()}
    )
    return insert.on_conflict_do_update(
        index_elements=["network", "handle"],
        set_={"native_id": insert.excluded.native_id},
        where=ACCOUNT.c.native_id.is_(None) & insert.excluded.native_id.is_not(None),
    )


def _adding(table: Table, columns: Sequence[str]) -> Any:
    return insert(table).values({name: bindparam(name) for name in columns})


_KEYS = {model: tuple(column.name for column in table_of(model).primary_key.columns) for model, _ in ROW_OF.values()}
_PAGE = table_of(tables.Page)
_ADD_PAGE = Prepared(lambda _: _adding(_PAGE, [name for name in names_of(_PAGE) if name != "id"]).returning(_PAGE.c.id))
_BLOCK = table_of(tables.Block)
_ADD_BLOCK = Prepared(lambda _: _adding(_BLOCK, [name for name in names_of(_BLOCK) if name != "id"]))
_HANDLE_OF_ID = Prepared(
    lambda _: (
        select(ACCOUNT.c.handle)
        .where(ACCOUNT.c.network == bindparam("network"), ACCOUNT.c.native_id == bindparam("native_id"))
        .order_by(ACCOUNT.c.handle)
        .limit(1)
    )
)
_NAME_ACCOUNT = Prepared(_naming_accounts)
_NAME_POST, _NAME_COMMENT = _naming(POST), _naming(COMMENT)
_CLAIM = table_of(tables.Claim)
_SEEN = table_of(tables.Observation)
# A profile that shows its links shows all of them: what an older page claimed is not claimed any more.
_LAPSE_CLAIMS = Prepared(
    lambda _: delete(_CLAIM).where(
        _CLAIM.c.network == bindparam("network"),
        _CLAIM.c.handle == bindparam("handle"),
        _CLAIM.c.observed_at
        < select(func.max(_SEEN.c.observed_at))
        .where(_SEEN.c.network == _CLAIM.c.network, _SEEN.c.handle == _CLAIM.c.handle, _SEEN.c.links.is_not(None))
        .scalar_subquery(),
    )
)
_ANY_NAMELESS_SIGHTING = Prepared(
    lambda _: (
        select(SIGHTING.c.account)
        .where(
            SIGHTING.c.network == bindparam("network"),
            SIGHTING.c.account >= "id:",
            SIGHTING.c.account < "id;",
        )
        .limit(1)
    )
)
_STALE = _staling([bindparam("key")])
_STALE_TARGETS = _staling(
    select(EDGE.c.target).where(EDGE.c.network == bindparam("network"), EDGE.c.source == bindparam("key"))
)
_STALE_AUTHORS = _staling(
    select(POST.c.author_handle).where(POST.c.network == bindparam("network"), POST.c.native_id == bindparam("key"))
)
# A contact on a page of their own is theirs too.
_STALE_CLAIMANTS = Prepared(
    lambda _: (
        update(ACCOUNT)
        .where(
            tuple_(ACCOUNT.c.network, ACCOUNT.c.handle).in_(
                select(_CLAIM.c.network, _CLAIM.c.handle).where(
                    _CLAIM.c.target_network == bindparam("network"), _CLAIM.c.target_handle == bindparam("key")
                )
            ),
            ACCOUNT.c.stale.is_(False),
        )
        .values(stale=true())
    )
)
