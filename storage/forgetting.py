"""Forgetting a person: every row about or by them, and their name where others wrote it."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

import orjson
from sqlalchemy import Connection, Table, delete, or_, select, update

from storage import tables
from storage.derived import drop_features
from storage.erased import note_remnants
from storage.holdings import NAMING, NAMING_LISTS, OWN
from storage.person import FORGOTTEN, NAME_ENDS, TELLING, Person
from storage.persons import drop_person
from storage.privacy import suppress
from storage.rows import table_of
from storage.search import erase_dropped

Change = Callable[[str], str]


def suppress_names(connection: Connection, person: Person, reason: str) -> None:
    """Suppresses somebody under every name, and takes them out of the ranking and the frontier."""
    target = table_of(tables.Target)
    for handle in sorted(person.handles):
        ids: list[str | None] = [*sorted(person.native_ids)] or [None]
        for native_id in ids:
            suppress(connection, person.network, handle, native_id, reason)
        drop_features(connection, person.network, handle)
        drop_person(connection, (person.network, handle))
    theirs = target.c.network == person.network, target.c.kind == "account", target.c.key.in_(person.handles)
    connection.execute(
        update(target).where(*theirs, target.c.state.in_(["queued", "leased"])).values(state="skipped", outcome=reason)
    )


def forget(connection: Connection, person: Person) -> int:
    """Erases this person and suppresses them: what stays is a salted hash. Returns how many rows went."""
    suppress_names(connection, person, FORGOTTEN)
    return erase(connection, person)


def erase(connection: Connection, person: Person) -> int:
    """Deletes every row about or by this person, and takes their name out of others' rows; returns how many rows went.

    Recordings are files of their own: the caller rewrites those. Call ``erase_remnants`` of the database after the
    transaction.
    """
    for handle in sorted(person.handles):
        drop_features(connection, person.network, handle)
    touched = _neighbours(connection, person)
    _leave_claimers(connection, person)
    gone = sum(connection.execute(delete(own.table).where(own.of(own.table, person))).rowcount for own in OWN)
    touched |= _leave_others(connection, person)
    _make_anew(connection, person.network, touched)
    erase_dropped(connection)
    note_remnants(connection)
    return gone


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
    account = table_of(tables.Account)
    for handle in sorted(handles):
        drop_features(connection, network, handle)
        mine = account.c.network == network, account.c.handle == handle
        connection.execute(update(account).where(*mine).values(stale=True))


def _leave_others(connection: Connection, person: Person) -> set[str]:
    """Takes the name out of what others wrote, out of lists of names, and out of addresses that were asked."""
    touched: set[str] = set()
    text, address = person.out_of_text, person.out_of_address

    def both(words: str) -> str:
        return text(address(words))

    for naming in NAMING:
        for column in naming.columns:
            change = address if naming.in_address else both
            touched |= _rewrite(connection, naming.table, column, person, change)
    _leave_pages_about(connection, person)
    touched |= _leave_lists(connection, person)
    _leave_runs(connection, person, both)
    return {handle for handle in touched if handle not in person.handles}


def _leave_claimers(connection: Connection, person: Person) -> None:
    """Takes the name out of the profiles, on whatever network, that named the person as their own account."""
    claim, here = table_of(tables.Claim), person.network
    named = claim.c.target_network == here, claim.c.target_handle.in_(person.handles), claim.c.network != here
    for network, handle in connection.execute(select(claim.c.network, claim.c.handle).where(*named)).all():
        for table in map(table_of, (tables.Account, tables.Observation)):
            mine = table.c.network == network, table.c.handle == handle
            for row in connection.execute(select(table).where(*mine)).mappings().all():
                words = {name: person.out_of_text(person.out_of_address(row[name]))
                         for name in ("bio", "links") if row[name]}  # fmt: skip
                key = [column == row[column.name] for column in table.primary_key.columns]
                if words:
                    connection.execute(update(table).where(*key).values(words))
        _make_anew(connection, network, [handle])


def _rewrite(connection: Connection, table: Table, column: str, person: Person, change: Change) -> set[str]:
    """Returns whose rows were changed, where a row is somebody's."""
    keys = list(table.primary_key.columns)
    owner = next((table.c[name] for name in ("handle", "author_handle", "account") if name in table.c), None)
    known = [*person.bare_handles, *map(quote, person.bare_handles), *person.native_ids, *person.reached_by]
    names = or_(*(table.c[column].icontains(name, autoescape=True) for name in dict.fromkeys(known)))
    wanted = [*keys, table.c[column], *([] if owner is None else [owner.label("owner")])]
    owners: set[str] = set()
    for row in connection.execute(select(*wanted).where(table.c.network == person.network, names)).all():
        values, words = row[: len(keys)], row[len(keys)]
        changed = change(words)
        if changed != words:
            here = [key == value for key, value in zip(keys, values, strict=True)]
            connection.execute(update(table).where(*here).values({column: changed}))
            owners.update(row[len(keys) + 1 :])
    return {name for name in owners if name}


def _leave_pages_about(connection: Connection, person: Person) -> None:
    """Their pages were asked for by their id: that one goes too, whatever its length, where the page was theirs."""
    page = table_of(tables.Page)
    ids = [native_id for native_id in person.native_ids if len(native_id) < TELLING]
    theirs = page.c.document.contains(FORGOTTEN)
    for native_id in ids:
        part = re.compile(rf"(?<=[/=]){re.escape(native_id)}{NAME_ENDS}")
        found = page.c.network == person.network, theirs, page.c.url.contains(native_id, autoescape=True)
        for number, url in connection.execute(select(page.c.id, page.c.url).where(*found)).all():
            connection.execute(update(page).where(page.c.id == number).values(url=part.sub(FORGOTTEN, url)))


def _leave_lists(connection: Connection, person: Person) -> set[str]:
    authors: set[str] = set()
    if not person.handles:
        return authors
    for post, column in ((naming.table, name) for naming in NAMING_LISTS for name in naming.columns):
        named = or_(*(post.c[column].contains(f'"{name}"', autoescape=True) for name in person.handles))
        query = select(post.c.key, post.c[column], post.c.author_handle).where(post.c.network == person.network, named)
        for key, names, author in connection.execute(query).all():
            kept = orjson.dumps([name for name in orjson.loads(names) if name not in person.handles]).decode()
            mine = post.c.network == person.network, post.c.key == key
            connection.execute(update(post).where(*mine).values({column: kept}))
            authors.add(author)
    return {author for author in authors if author}


def _leave_runs(connection: Connection, person: Person, change: Change) -> None:
    """What runs were asked for, and how they ended. The paths of recordings stay: they are where to look."""
    run, host = table_of(tables.Run), table_of(tables.Host)
    seeds = {f"@{name}{end}" for name in person.bare_handles for end in ("", f"@{person.network}")}
    for row in connection.execute(select(run.c.id, run.c.seeds, run.c.settings, run.c.detail)).all():
        settings = orjson.loads(row.settings)
        if "seeds" in settings:
            settings["seeds"] = _seeds_without(settings["seeds"], seeds, change)
        changed = {
            "seeds": orjson.dumps(_seeds_without(orjson.loads(row.seeds), seeds, change)).decode(),
            "settings": orjson.dumps(settings).decode(),
            "detail": change(row.detail) if row.detail else row.detail,
        }
        if changed != {"seeds": row.seeds, "settings": row.settings, "detail": row.detail}:
            connection.execute(update(run).where(run.c.id == row.id).values(changed))
    for name, reason in connection.execute(select(host.c.host, host.c.reason)).all():
        if reason and change(reason) != reason:
            connection.execute(update(host).where(host.c.host == name).values(reason=change(reason)))


def _seeds_without(words: list[str], seeds: set[str], change: Change) -> list[str]:
    return [word if word.startswith("#") else change(word) for word in words if word.lower() not in seeds]
