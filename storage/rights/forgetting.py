"""Forgetting people: every row about or by them, and their names where others wrote them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from storage import tables
from storage.accounts import mark_stale
from storage.derived import drop_features
from storage.persons import drop_person
from storage.rights.erased import note_remnants
from storage.rights.holdings import OWN
from storage.rights.naming import Names, leave_names, leave_runs
from storage.rights.numbers import one_number
from storage.rights.person import FORGOTTEN, Person, together
from storage.rights.privacy import EMAIL, suppress, suppress_addresses, suppress_numbers
from storage.rows import table_of
from storage.same_names import SHORTEST_NAME, SITE, letters_of
from storage.telephones import numbers_of_others

_AT_ONCE = 1_000  # people in one statement


def suppress_names(connection: Connection, person: Person, reason: str) -> None:
    """Suppresses somebody by every name and address of theirs, and takes them out of the ranking and the frontier."""
    target = table_of(tables.Target)
    for handle in sorted(person.handles):
        ids: list[str | None] = [*sorted(person.native_ids)] or [None]
        for native_id in ids:
            suppress(connection, person.network, handle, native_id, reason)
        drop_person(connection, (person.network, handle))
    suppress_addresses(connection, person.addresses, reason)
    suppress_numbers(connection, person.numbers, reason)
    for network, handle in sorted(person.unmet):
        suppress(connection, network, handle, None, reason)
    drop_features(connection, person.network, sorted(person.handles))
    keys: dict[str, list[str]] = {person.network: sorted(person.handles)}
    for network, handle in sorted(person.unmet):
        keys.setdefault(network, []).append(handle)
    for network, handles in keys.items():
        theirs = target.c.network == network, target.c.kind == "account", target.c.key.in_(handles)
        waiting = target.c.state.in_(["queued", "leased"])
        connection.execute(update(target).where(*theirs, waiting).values(state="skipped", outcome=reason))


def forget(connection: Connection, *people: Person) -> int:
    """Erases people and suppresses them: what stays is a salted hash each. Returns how many rows went."""
    for person in people:
        suppress_names(connection, person, FORGOTTEN)
    return erase(connection, *people)


def erase(connection: Connection, *people: Person) -> int:
    """Deletes every row about or by people, and takes their names out of others' rows; returns how many rows went.

    Recordings are files of their own: the caller rewrites those. Call ``erase_remnants`` of the database after the
    transaction.
    """
    leave_others(connection, people)
    return delete_rows(connection, people)


def leave_others(connection: Connection, people: Sequence[Person]) -> None:
    """Takes people's names out of everybody else's rows: what comes first, since it needs the rows that go to know
    the names. One pass over all words, however many people there are."""
    for group in _by_network(_by_ways_alone(connection, people)):
        names = Names(group)
        touched = leave_names(connection, names)
        leave_runs(connection, names)
        for start in range(0, len(group), _AT_ONCE):
            person = together(group[start : start + _AT_ONCE])
            touched |= {(names.network, handle) for handle in _neighbours(connection, person)}
            _leave_claimers(connection, person, names)
        touched = {one for one in touched if one[0] != names.network or one[1] not in names.handles}
        for network in sorted({network for network, _ in touched}):
            _make_anew(connection, network, (handle for where, handle in touched if where == network))
    note_remnants(connection)


def _by_ways_alone(connection: Connection, people: Sequence[Person]) -> list[Person]:
    """The people without ways that reach somebody else as well who stays: a manager's or a parent's are not theirs to
    take out of others' words, but where they bear their name. A site names whomever it likes."""
    contact, claim = table_of(tables.Contact), table_of(tables.Claim)
    going = {(person.network, handle) for person in people for handle in person.handles}
    ways = sorted({way for person in people for way in person.reached_by})
    shared: set[str] = set()
    for start in range(0, len(ways), _AT_ONCE):
        part = ways[start : start + _AT_ONCE]
        told = select(contact.c.network, contact.c.handle, contact.c.value).where(contact.c.value.in_(part))
        claimed = select(claim.c.network, claim.c.handle, claim.c.target_handle).where(
            claim.c.target_network == EMAIL, claim.c.target_handle.in_([way.lower() for way in part])
        )
        for query in (told, claimed):
            shared |= {
                way.lower()
                for network, handle, way in connection.execute(query)
                if network != SITE and (network, handle) not in going
            }
    numbers = {way: number for way in ways if "@" not in way and (number := one_number(way)) is not None}
    others = numbers_of_others(connection, set(numbers.values()), going)
    shared |= {way.lower() for way, number in numbers.items() if number in others}
    return (
        [
            replace(
                person,
                reached_by=frozenset(
                    way for way in person.reached_by if way.lower() not in shared or _bears_name(way, person)
                ),
            )
            for person in people
        ]
        if shared
        else list(people)
    )


def _bears_name(way: str, person: Person) -> bool:
    letters = re.sub(r"[\W_]", "", way.lower())
    return any(
        len(name) >= SHORTEST_NAME and name in letters
        for name in (letters_of((person.network, handle)) for handle in person.handles)
    )


def delete_rows(connection: Connection, people: Sequence[Person]) -> int:
    """Deletes the rows that are about or by people; returns how many went."""
    gone = 0
    for group in _by_network(people):
        for start in range(0, len(group), _AT_ONCE):
            person = together(group[start : start + _AT_ONCE])
            drop_features(connection, person.network, sorted(person.handles))
            gone += sum(connection.execute(delete(own.table).where(own.of(own.table, person))).rowcount for own in OWN)
    note_remnants(connection)
    return gone


def _by_network(people: Iterable[Person]) -> list[list[Person]]:
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(person.network, []).append(person)
    return list(groups.values())


def _neighbours(connection: Connection, person: Person) -> set[str]:
    """Whose features were made with this person in mind."""
    edge, comment, post = map(table_of, (tables.Edge, tables.Comment, tables.Post))
    ties = select(edge.c.target).where(edge.c.network == person.network, edge.c.source.in_(person.handles))
    under = (
        select(post.c.author_handle)
        .join(comment, (comment.c.network == post.c.network) & (comment.c.post == post.c.native_id))
        .where(comment.c.network == person.network, comment.c.author_handle.in_(person.handles))
    )
    return {handle for query in (ties, under) for handle in connection.execute(query).scalars() if handle}


def _make_anew(connection: Connection, network: str, handles: Iterable[str]) -> None:
    names = sorted(handles)
    drop_features(connection, network, names)
    mark_stale(connection, ((network, handle) for handle in names))


def _leave_claimers(connection: Connection, person: Person, names: Names) -> None:
    """Takes the names out of the profiles, on whatever network, that named these people as their own account."""
    claim, here = table_of(tables.Claim), person.network
    named = claim.c.target_network == here, claim.c.target_handle.in_(person.handles), claim.c.network != here
    for network, handle in connection.execute(select(claim.c.network, claim.c.handle).where(*named)).all():
        for table in map(table_of, (tables.Account, tables.Observation)):
            mine = table.c.network == network, table.c.handle == handle
            for row in connection.execute(select(table).where(*mine)).mappings().all():
                words = {name: names.out_of_text(row[name]) for name in ("bio", "links") if row[name]}
                key = [column == row[column.name] for column in table.primary_key.columns]
                if words:
                    connection.execute(update(table).where(*key).values(words))
        _make_anew(connection, network, [handle])
