"""Whom we must not keep: suppression by salted hash."""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, tuple_

from storage import tables
from storage.clock import now_millis
from storage.facts import (
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
from storage.prepared import Prepared
from storage.rights.numbers import numbers_in, one_number
from storage.rows import ignore_known, table_of
from storage.same_names import SITE, are_alike

_META, _ACCOUNT = table_of(tables.Meta), table_of(tables.Account)
_SUPPRESSION = table_of(tables.Suppression)
GMAIL = ("gmail.com", "googlemail.com")
EMAIL, PHONE = "email", "phone"  # stand in a network's place where an address or a number is meant
_FEW = 100  # people; so few are looked up one by one, for more all hashes are read
_ANY_SUPPRESSED = Prepared(lambda _: select(_SUPPRESSION.c.hash).limit(1))


def _salt(connection: Connection) -> bytes:
    found = connection.execute(select(_META.c.value).where(_META.c.name == "salt")).scalar()
    if found is None:
        found = secrets.token_hex(32)
        connection.execute(insert(_META), {"name": "salt", "value": found})
    return bytes.fromhex(found)


def hash_person(salt: bytes, network: str, key: str) -> str:
    """The keyed hash of a handle or a native id: without the salt nobody can tell who is meant."""
    return hmac.new(salt, f"{network}\0{key.lower()}".encode(), hashlib.sha256).hexdigest()


def is_permanent(handle: str) -> bool:
    """Whether a handle can never be changed: one with a server in it. Native ids are each server's own there."""
    return "@" in handle


def suppress(connection: Connection, network: str, handle: str, native_id: str | None, reason: str) -> None:
    """From now on nothing about this person is kept, exported or scored, by handle or by native id."""
    salt = _salt(connection)
    keys = [handle] + ([f"id:{native_id}"] if native_id and not is_permanent(handle) else [])
    rows = [{"hash": hash_person(salt, network, key), "reason": reason, "since_at": now_millis()} for key in keys]
    ignore_known(tables.Suppression, ("hash", "reason", "since_at")).run_many(connection, rows)


def one_box(address: str) -> str:
    """An email in one of all spellings that reach its box: without capitals, what follows a plus, and Gmail's dots."""
    local, _, domain = unicodedata.normalize("NFKC", address).strip().lower().rpartition("@")
    domain = domain.rstrip(".")
    local = local.partition("+")[0] or local
    if domain in GMAIL:
        return f"{local.replace('.', '')}@{GMAIL[0]}"
    return f"{local}@{domain}"


def suppress_addresses(connection: Connection, addresses: Iterable[str], reason: str) -> None:
    """From now on nobody whom one of these emails reaches is kept, whatever they are called."""
    for address in sorted({spelling for one in addresses for spelling in (one, one_box(one))}):
        suppress(connection, EMAIL, address, None, reason)


def suppress_numbers(connection: Connection, numbers: Iterable[str], reason: str) -> None:
    """The same of telephones, as ``storage.rights.numbers`` spells them."""
    for number in sorted(numbers):
        suppress(connection, PHONE, number, None, reason)


def any_suppressed(connection: Connection) -> bool:
    """Whether anybody is suppressed at all."""
    return _ANY_SUPPRESSED.run(connection, {}).first() is not None


def suppressed_among(connection: Connection, people: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the given (network, handle or ``id:NATIVE_ID``) who must not be kept."""
    if not any_suppressed(connection):
        return set()
    salt = _salt(connection)
    keyed = {who: hash_person(salt, *who) for who in people}
    query = select(_SUPPRESSION.c.hash)
    if len(keyed) <= _FEW:
        query = query.where(_SUPPRESSION.c.hash.in_(sorted(set(keyed.values()))))
    hashes = set(connection.execute(query).scalars())
    return {who for who, hashed in keyed.items() if hashed in hashes}


def drop_suppressed(connection: Connection, facts: Iterable[Fact], *, remember: bool = False) -> list[Fact]:
    """The facts without those about or by suppressed people; their names leave other people's lists too.

    Who is suppressed by id, email or telephone and comes under a new handle is dropped under both, and so is who calls
    an account of theirs, of the same name, its own; ``remember`` (in a writing transaction) suppresses the new one for
    good, for the pages that tell neither.
    """
    facts = list(facts)
    if not any_suppressed(connection):
        return facts
    named = {(fact.network, key) for fact in facts for key in _people_in(fact)}
    told = (fact for fact in facts if isinstance(fact, Profile | Contact | Claim))
    ways = [(fact, found) for fact in told if (found := _addresses_in(fact))]
    named |= set(filter(None, map(_claimed, facts))) | {address for _, found in ways for address in found}
    gone = suppressed_among(connection, named)
    if not gone:
        return facts
    reached = {(fact.network, fact.handle) for fact, found in ways if not gone.isdisjoint(found)}
    same = {(fact.network, fact.handle) for fact in facts if isinstance(fact, Claim) and _is_of_one(fact, gone)}
    reached |= same - _with_a_profile(connection, same)
    for network, handle in sorted(reached - gone):
        gone.add((network, handle))
        if remember:
            suppress(connection, network, handle, None, "the same person")
    renamable = (one for one in numbered_accounts(facts) if not is_permanent(one[1]))
    for network, handle, native_id in dict.fromkeys(renamable):
        known = (network, handle) in gone, (network, f"id:{native_id}") in gone
        if any(known) and not all(known):
            gone |= {(network, handle), (network, f"id:{native_id}")}
            if remember:
                suppress(connection, network, handle, native_id, "the same person")
    kept = (
        fact
        for fact in facts
        if _claimed(fact) not in gone and not any((fact.network, key) in gone for key in _subjects_of(fact))
    )
    return [_without(fact, gone) for fact in kept]


def _ids(*pairs: tuple[str | None, str | None]) -> list[str]:
    keys = []
    for handle, native_id in pairs:
        if handle:
            keys.append(handle)
        if native_id:
            keys.append(f"id:{native_id}")
    return keys


def _subjects_of(fact: Fact) -> list[str]:
    """The people whom the fact is about or by: with any of them suppressed the whole fact goes."""
    if isinstance(fact, Profile | Sighting | Highlight):
        native_id = None if isinstance(fact, Highlight) else fact.native_id
        return _ids((fact.handle, native_id), (getattr(fact, "via", None), None))
    if isinstance(fact, Post | Comment):
        return _ids((fact.author_handle, fact.author_native_id))
    if isinstance(fact, Contact | Claim):
        return [fact.handle]
    if isinstance(fact, Edge):
        return [fact.source, fact.target]
    return []


def _claimed(fact: Fact) -> tuple[str, str] | None:
    """Whom a claim names, on whatever network."""
    if isinstance(fact, Claim) and fact.target_network is not None and fact.target_handle is not None:
        return fact.target_network, fact.target_handle
    return None


def _with_a_profile(connection: Connection, accounts: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those whose profile was read before: whether they are the person's was decided when that one objected."""
    if not accounts:
        return set()
    who = tuple_(_ACCOUNT.c.network, _ACCOUNT.c.handle)
    query = select(_ACCOUNT.c.network, _ACCOUNT.c.handle)
    rows = connection.execute(query.where(who.in_(sorted(accounts)), _ACCOUNT.c.observed_at.is_not(None)))
    return {(network, handle) for network, handle in rows}


def _is_of_one(claim: Claim, gone: set[tuple[str, str]]) -> bool:
    """Whether somebody who links to a suppressed account is its person: by what the network verified, or the name."""
    target = _claimed(claim)
    if target is None or target not in gone or SITE in (claim.network, target[0]) or target[0] == EMAIL:
        return False
    return claim.how == "verified" or (claim.how != "said" and are_alike((claim.network, claim.handle), target))


def _addresses_in(fact: Profile | Contact | Claim) -> list[tuple[str, str]]:
    """The emails or telephones by which a fact says that its subject is reached, as names: as they are spelled, and in
    one spelling. The telephones in a name, a bio and among links are looked for here, since nothing else of them is
    kept; the emails there are claims."""
    if isinstance(fact, Profile):
        told = (fact.display_name, fact.bio, *(link.url for link in fact.links or ()))
        return [(PHONE, number) for words in told if words for number in numbers_in(words)]
    if isinstance(fact, Contact) and fact.kind in ("phone", "messaging"):
        number = one_number(fact.value)
        return [(PHONE, one) for one in numbers_in(fact.value) | ({number} if number is not None else set())]
    if isinstance(fact, Contact):
        if fact.kind != "email":
            return []
        address = fact.value.strip()
    elif fact.target_network == EMAIL and fact.target_handle is not None:
        address = fact.target_handle
    else:
        return []
    return [(EMAIL, address), (EMAIL, one_box(address))]


def _people_in(fact: Fact) -> list[str]:
    people = _subjects_of(fact)
    if isinstance(fact, Post):
        for names in (fact.mentions, fact.tagged, fact.coauthors, fact.sponsors):
            people.extend(names or ())
    return people


def _without(fact: Fact, gone: set[tuple[str, str]]) -> Fact:
    if not isinstance(fact, Post):
        return fact
    changes = {
        name: [person for person in people if (fact.network, person) not in gone]
        for name in ("mentions", "tagged", "coauthors", "sponsors")
        if (people := getattr(fact, name))
    }
    return fact.model_copy(update=changes) if changes else fact
