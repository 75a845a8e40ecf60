"""One person, several accounts: the evidence in the facts, what people decided, and the persons made of it (derived).

Every function works inside the caller's transaction.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    inspect,
    or_,
    select,
    tuple_,
)

from storage import tables
from storage.facts import AccountKey
from storage.rights.person import Person
from storage.rights.privacy import EMAIL, GMAIL, one_box
from storage.rows import insert_into, table_of
from storage.same_names import SITE, are_alike
from storage.server import sort_by_code_point

_CLAIM, _IDENTITY, _META = map(table_of, (tables.Claim, tables.Identity, tables.Meta))
_ACCOUNT = table_of(tables.Account)
_BATCH = 400
_MARK = "persons_now"  # another name than before the table told renamings: an older one is not read

# Whom an account belongs to; only those with two accounts and more. ``why`` is what joined it, in words; ``now`` the
# handle that the account goes by since, where it was renamed.
PERSON = Table(
    "person",
    MetaData(),
    Column("network", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("now", Text),
    Index("ix_person", "person"),
)


@dataclass(frozen=True)
class Said:
    """One claim: ``who`` names ``target`` as its own, ``how`` as facts.Claim tells."""

    who: AccountKey
    target: AccountKey
    how: str


@dataclass(frozen=True)
class Decision:
    """What a person decided about two accounts: the same person's, or not."""

    one: AccountKey
    other: AccountKey
    same: bool
    note: str | None = None
    who: str | None = None


@dataclass(frozen=True)
class Member:
    """An account of a person, and what joined it to the others; ``now`` the handle it goes by since, if renamed."""

    account: AccountKey
    why: str
    now: str | None = None


def accounts_at(connection: Connection, address: str) -> list[AccountKey]:
    """Who is reached by an email address, in whatever spelling, in order."""
    box = one_box(address)
    claimed = select(_CLAIM.c.network, _CLAIM.c.handle, _CLAIM.c.target_handle).where(
        _CLAIM.c.target_network == EMAIL, _may_reach(address)
    )
    return sorted({(network, handle) for network, handle, told in connection.execute(claimed) if one_box(told) == box})


def _may_reach(address: str) -> ColumnElement[bool]:
    """Whether a claimed email may be another spelling of this one: the index narrows it down, ``one_box`` decides."""
    told = _CLAIM.c.target_handle
    local, _, domain = one_box(address).rpartition("@")
    if domain in GMAIL:  # dots may stand anywhere in it, but first
        return and_(told >= local[:1], told < local[:1] + "\uffff", or_(*(told.endswith(f"@{one}") for one in GMAIL)))
    tagged = and_(told >= f"{local}+", told < f"{local},", told.endswith(f"@{domain}", autoescape=True))
    return or_(told.in_([address.strip().lower(), f"{local}@{domain}"]), tagged)


def addresses_of(connection: Connection, person: Person, going: Collection[AccountKey]) -> set[str]:
    """The emails of somebody that no other account has, in whatever spelling, on any network, but those that go with
    them; a site names whomever it likes."""
    theirs = connection.execute(
        select(_CLAIM.c.target_handle).where(
            _CLAIM.c.network == person.network, _CLAIM.c.target_network == EMAIL, _CLAIM.c.handle.in_(person.handles)
        )
    )
    return {
        address
        for address in theirs.scalars()
        if all(one[0] == SITE or one in going for one in accounts_at(connection, address))
    }


def unmet_accounts(connection: Connection, person: Person) -> set[AccountKey]:
    """The accounts that somebody links to as their own and that nobody has met: verified by the network, or the only
    one there and of the same name. As ``joins_in`` would join them."""
    claims = connection.execute(
        select(_CLAIM.c.handle, _CLAIM.c.target_network, _CLAIM.c.target_handle, _CLAIM.c.how)
        .join_from(
            _CLAIM,
            _ACCOUNT,
            and_(_ACCOUNT.c.network == _CLAIM.c.target_network, _ACCOUNT.c.handle == _CLAIM.c.target_handle),
            isouter=True,
        )
        .where(
            _CLAIM.c.network == person.network,
            _CLAIM.c.handle.in_(person.handles),
            _CLAIM.c.target_network.not_in((SITE, EMAIL, person.network)),
            _CLAIM.c.how != "said",
            _ACCOUNT.c.handle.is_(None),
        )
    ).all()
    there: dict[str, set[str]] = {}
    for _, network, handle, _ in claims:
        there.setdefault(network, set()).add(handle)
    return {
        (network, handle)
        for who, network, handle, how in claims
        if how == "verified" or (len(there[network]) == 1 and are_alike((person.network, who), (network, handle)))
    }


def telling_claims(connection: Connection) -> list[Said]:
    """Every claim that may join: whose target is known as well, or is claimed by somebody else too; in order."""
    shared = (
        select(_CLAIM.c.target_network, _CLAIM.c.target_handle)
        .group_by(_CLAIM.c.target_network, _CLAIM.c.target_handle)
        .having(func.count() > 1)
    )
    known = select(_ACCOUNT.c.network, _ACCOUNT.c.handle).where(
        _ACCOUNT.c.network == _CLAIM.c.target_network, _ACCOUNT.c.handle == _CLAIM.c.target_handle
    )
    target = tuple_(_CLAIM.c.target_network, _CLAIM.c.target_handle)
    spelled = _CLAIM.c.target_handle.in_(_spelled_otherwise(connection))
    query = select(
        _CLAIM.c.network, _CLAIM.c.handle, _CLAIM.c.target_network, _CLAIM.c.target_handle, _CLAIM.c.how
    ).where(known.exists() | target.in_(shared) | ((_CLAIM.c.target_network == EMAIL) & spelled))
    keys = list(_CLAIM.primary_key.columns)
    return [Said((n, h), (tn, th), how) for n, h, tn, th, how in connection.execute(query.order_by(*keys))]


def _spelled_otherwise(connection: Connection) -> list[str]:
    """The emails that are claimed in several spellings of one box."""
    address = _CLAIM.c.target_handle
    may_be = or_(address.contains("+"), *(address.endswith(f"@{one}") for one in GMAIL))
    boxes: dict[str, set[str]] = {}
    for one in connection.execute(select(address).where(_CLAIM.c.target_network == EMAIL, may_be).distinct()).scalars():
        boxes.setdefault(one_box(one), {one_box(one)}).add(one)
    return sorted(one for spellings in boxes.values() if len(spellings) > 1 for one in spellings)


def numbered_alike(connection: Connection) -> list[list[tuple[str, AccountKey]]]:
    """The accounts to which a network gave one number, with that number; of each list the newest first."""
    twice = (
        select(_ACCOUNT.c.network, _ACCOUNT.c.native_id)
        .where(_ACCOUNT.c.native_id.is_not(None))
        .group_by(_ACCOUNT.c.network, _ACCOUNT.c.native_id)
        .having(func.count() > 1)
    )
    seen = func.coalesce(_ACCOUNT.c.observed_at, _ACCOUNT.c.first_seen_at)
    columns = (_ACCOUNT.c.native_id, _ACCOUNT.c.network, _ACCOUNT.c.handle)
    query = select(*columns).where(tuple_(_ACCOUNT.c.network, _ACCOUNT.c.native_id).in_(twice))
    found: dict[tuple[str, str], list[tuple[str, AccountKey]]] = {}
    for number, network, handle in connection.execute(query.order_by(seen.desc(), _ACCOUNT.c.handle)):
        found.setdefault((network, number), []).append((number, (network, handle)))
    return [found[key] for key in sorted(found)]


def decisions(connection: Connection) -> list[Decision]:
    """What people decided, the oldest first."""
    rows = connection.execute(select(_IDENTITY).order_by(_IDENTITY.c.decided_at, *_IDENTITY.primary_key.columns))
    return [
        Decision((r.network, r.handle), (r.other_network, r.other_handle), bool(r.same), r.note, r.who) for r in rows
    ]


def decide(
    connection: Connection,
    one: AccountKey,
    other: AccountKey,
    *,
    same: bool,
    now: int,
    note: str | None,
    who: str | None,
) -> None:
    """Keeps that two accounts are the same person's, or are not; a later decision replaces an earlier one."""
    first, second = sorted((one, other))
    values = {
        "network": first[0], "handle": first[1], "other_network": second[0], "other_handle": second[1],
        "same": same, "note": note, "who": who, "decided_at": now,
    }  # fmt: skip
    statement = insert_into(_IDENTITY, on_sqlite=connection.dialect.name == "sqlite").values(**values)
    changed = {name: statement.excluded[name] for name in ("same", "note", "who", "decided_at")}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(_IDENTITY.primary_key.columns), set_=changed)
    )


def undecide(connection: Connection, one: AccountKey, other: AccountKey) -> bool:
    """Takes a decision back; whether there was one."""
    first, second = sorted((one, other))
    pair = tuple_(_IDENTITY.c.network, _IDENTITY.c.handle, _IDENTITY.c.other_network, _IDENTITY.c.other_handle)
    return connection.execute(delete(_IDENTITY).where(pair == tuple_(*first, *second))).rowcount > 0


def evidence_mark(connection: Connection) -> str:
    """Changes whenever a claim, a decision or the set of known accounts does."""
    claims = connection.execute(select(func.count(), func.coalesce(func.max(_CLAIM.c.page_id), 0))).one()
    decided = connection.execute(select(func.count(), func.coalesce(func.max(_IDENTITY.c.decided_at), 0))).one()
    accounts = connection.execute(select(func.count()).select_from(_ACCOUNT)).scalar_one()
    return ":".join(str(part) for part in (*claims, *decided, accounts))


def persons_are_fresh(connection: Connection, version: int) -> bool:
    """Whether the persons were made of what is known now, by this version."""
    found = connection.execute(select(_META.c.value).where(_META.c.name == _MARK)).scalar()
    return found == f"{version}:{evidence_mark(connection)}"


def save_persons(connection: Connection, members: Mapping[str, Sequence[Member]], version: int) -> set[AccountKey]:
    """Replaces all persons (key → accounts); returns the accounts whose person is another now."""
    _make_table(connection)
    before = {(n, h): (p, w, now) for n, h, p, w, now in connection.execute(select(PERSON))}
    after = {one.account: (key, one.why, one.now) for key, accounts in members.items() for one in accounts}
    changed = {account for account in before.keys() | after.keys() if before.get(account) != after.get(account)}
    if changed:
        connection.execute(delete(PERSON))
        if after:
            rows = [
                {"network": n, "handle": h, "person": key, "why": why, "now": now}
                for (n, h), (key, why, now) in after.items()
            ]
            connection.execute(insert(PERSON), rows)
    connection.execute(delete(_META).where(_META.c.name == _MARK))
    connection.execute(insert(_META), {"name": _MARK, "value": f"{version}:{evidence_mark(connection)}"})
    return changed


def _make_table(connection: Connection) -> None:
    known = inspect(connection)
    if PERSON.name in known.get_table_names():
        if {column["name"] for column in known.get_columns(PERSON.name)} == {*PERSON.columns.keys()}:
            return
        PERSON.drop(connection)  # of an earlier version: it is made of the facts anew
    PERSON.create(connection)
    sort_by_code_point(connection, [PERSON.name])


def persons_of(connection: Connection, accounts: Iterable[AccountKey]) -> dict[AccountKey, list[Member]]:
    """The other accounts of the same person, for those of the given accounts that have any."""
    if connection.execute(select(_META.c.value).where(_META.c.name == _MARK)).first() is None:
        return {}
    found: dict[AccountKey, str] = {}
    wanted = sorted(set(accounts))
    for start in range(0, len(wanted), _BATCH):
        here = tuple_(PERSON.c.network, PERSON.c.handle).in_(wanted[start : start + _BATCH])
        found.update({(n, h): p for n, h, p in connection.execute(
            select(PERSON.c.network, PERSON.c.handle, PERSON.c.person).where(here))})  # fmt: skip
    members = members_of(connection, found.values())
    return {account: [one for one in members[key] if one.account != account] for account, key in found.items()}


def members_of(connection: Connection, persons: Iterable[str] | None = None) -> dict[str, list[Member]]:
    """The accounts of these persons (of all), each list in order."""
    found: dict[str, list[Member]] = {}
    keys = None if persons is None else sorted(set(persons))
    if connection.execute(select(_META.c.value).where(_META.c.name == _MARK)).first() is None:
        return found
    order = (PERSON.c.person, PERSON.c.network, PERSON.c.handle)
    for start in range(0, 1 if keys is None else len(keys), _BATCH):
        query = select(PERSON).order_by(*order)
        if keys is not None:
            query = query.where(PERSON.c.person.in_(keys[start : start + _BATCH]))
        for row in connection.execute(query):
            found.setdefault(row.person, []).append(Member((row.network, row.handle), row.why, row.now))
    return found


def all_persons(connection: Connection) -> dict[AccountKey, tuple[str, AccountKey | None]]:
    """The person of every account that shares one; with the account that it is now, where it was renamed."""
    return {
        one.account: (key, (one.account[0], one.now) if one.now is not None else None)
        for key, members in members_of(connection).items()
        for one in members
    }


def drop_person(connection: Connection, account: AccountKey) -> None:
    """Takes the person that an account belongs to apart, until persons are made anew: the words name it as well."""
    if connection.execute(select(_META.c.value).where(_META.c.name == _MARK)).first() is None:
        return
    here = tuple_(PERSON.c.network, PERSON.c.handle) == tuple_(*account)
    mine = select(PERSON.c.person).where(here)
    connection.execute(delete(PERSON).where(PERSON.c.person.in_(mine.scalar_subquery())))
    connection.execute(delete(_META).where(_META.c.name == _MARK))
