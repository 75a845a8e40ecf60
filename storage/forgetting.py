"""Forgetting a person: every row about or by them, and their name where others wrote it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson
from sqlalchemy import Connection, Table, delete, or_, select, update

from storage import tables
from storage.derived import drop_features
from storage.persons import drop_person
from storage.privacy import is_permanent, suppress
from storage.rows import table_of
from storage.search import erase_dropped

FORGOTTEN = "forgotten"
_LISTS = ("mentions", "tagged", "coauthors", "sponsors")
_END = r"(?=$|[/?&#\s\"'<>)\]},;:!]|\.(?:\s|$))"  # where a name ends in an address
_TELLING = 6  # a native id of so many characters is found in a text by itself; a shorter one may be any number

Change = Callable[[str], str]


@dataclass(frozen=True)
class Person:
    """Somebody by every name that is known: handles (before and after a rename), native ids, and what reaches them."""

    network: str
    handles: frozenset[str]
    native_ids: frozenset[str] = frozenset()
    reached_by: frozenset[str] = frozenset()

    @property
    def bare_handles(self) -> frozenset[str]:
        """The handles, and without their server where they have one."""
        return self.handles | {handle.partition("@")[0] for handle in self.handles}

    def out_of_text(self, text: str) -> str:
        """A text without their handles and ways to reach them."""
        for pattern in _patterns(self).in_text:
            text = pattern.sub(lambda match: "@" * match.group().startswith("@") + FORGOTTEN, text)
        return text

    def out_of_address(self, text: str) -> str:
        """Words that hold addresses without their handles, and ids that tell who is meant."""
        for pattern in _patterns(self).in_address:
            text = pattern.sub(lambda match: (match.groupdict().get("before") or "") + FORGOTTEN, text)
        return text

    def is_in(self, text: str) -> bool:
        """Whether a text or the address in it names them."""
        patterns = _patterns(self)
        return any(pattern.search(text) for pattern in (*patterns.in_text, *patterns.in_address))


@dataclass(frozen=True)
class _Patterns:
    in_text: tuple[re.Pattern[str], ...]
    in_address: tuple[re.Pattern[str], ...]


def _patterns(person: Person) -> _Patterns:
    text: list[str] = [rf"(?<!\w){re.escape(value)}(?!\w)" for value in sorted(person.reached_by)]
    address: list[str] = []
    for handle in sorted(person.handles):
        user, _, host = handle.partition("@")
        name = rf"(?:{re.escape(user)}|{re.escape(quote(user))})"
        if host:
            whole = rf"{name}(?:@|%40){re.escape(host)}"
            text += [rf"@?(?<![\w.]){whole}(?!\w)", rf"(?<![\w.])@{re.escape(user)}(?![\w@-]|\.\w)"]
            address += [rf"(?<=[/=@]){whole}{_END}", rf"(?P<before>//{re.escape(host)}/(?:\S*?[/=@])?){name}{_END}"]
        else:
            # A name that is a word as well is one only behind its @.
            mark = "@{0,2}" if re.search(r"[^a-z]", handle) else "@"
            text.append(rf"(?<![\w.@]){mark}{re.escape(handle)}(?!\.?\w)")
            address.append(rf"(?P<before>[/=]@?){name}{_END}")
    for native_id in sorted(person.native_ids):
        if len(native_id) >= _TELLING:
            address.append(rf"(?<!\w){re.escape(native_id)}(?!\w)")
        elif not any(is_permanent(handle) for handle in person.handles):
            address.append(rf"(?<=[/=]){re.escape(native_id)}{_END}")
    ignoring = re.IGNORECASE
    return _Patterns(
        tuple(re.compile(one, ignoring) for one in text), tuple(re.compile(one, ignoring) for one in address)
    )


def find_person(connection: Connection, network: str, handle: str) -> Person:
    """Everybody's other names: who had the same native id under another handle is the same person.

    A handle with a server in it never changes, and ids are each server's own there: that one stands for itself.
    """
    account, observation, sighting = map(table_of, (tables.Account, tables.Observation, tables.Sighting))
    ids: set[str] = set()
    handles = {handle}
    for table, name in ((account, "handle"), (observation, "handle"), (sighting, "account")):
        query = select(table.c.native_id).where(table.c.network == network, table.c[name] == handle)
        ids.update(native_id for native_id in connection.execute(query).scalars() if native_id)
    if not is_permanent(handle):
        for table in (account, observation):
            query = select(table.c.handle).where(table.c.network == network, table.c.native_id.in_(ids))
            handles.update(connection.execute(query).scalars())
    contact = table_of(tables.Contact)
    query = select(contact.c.value).where(contact.c.network == network, contact.c.handle.in_(handles))
    reached_by = connection.execute(query.where(contact.c.kind.in_(["email", "phone"]))).scalars()
    return Person(network, frozenset(handles), frozenset(ids), frozenset(reached_by))


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
    """Deletes every row about or by this person, takes their name out of others' rows, and suppresses them.

    Returns how many rows went. Recordings are files of their own: the caller rewrites those. What stays is a
    salted hash. Call ``erase_remnants`` of the database after the transaction.
    """
    suppress_names(connection, person, FORGOTTEN)
    touched = _neighbours(connection, person)
    _leave_claimers(connection, person)
    gone = _delete_own(connection, person)
    touched |= _leave_others(connection, person)
    _make_anew(connection, person.network, touched)
    erase_dropped(connection)
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


def _delete_own(connection: Connection, person: Person) -> int:
    post, comment, sighting, edge = map(table_of, (tables.Post, tables.Comment, tables.Sighting, tables.Edge))
    target = table_of(tables.Target)
    network, handles = person.network, person.handles
    own_posts = select(post.c.native_id).where(
        post.c.network == network, post.c.author_handle.in_(handles), post.c.native_id.is_not(None)
    )
    nameless = [f"id:{native_id}" for native_id in person.native_ids]

    def by(table: Table) -> Any:
        unnamed = table.c.author_handle.is_(None) & table.c.author_native_id.in_(person.native_ids)
        return or_(table.c.author_handle.in_(handles), unnamed)

    conditions: list[tuple[Table, Any]] = [
        (comment, or_(by(comment), comment.c.post.in_(own_posts))),
        (post, by(post)),
        (sighting, or_(sighting.c.account.in_([*handles, *nameless]), sighting.c.via.in_(person.bare_handles))),
        (edge, or_(edge.c.source.in_(handles), edge.c.target.in_(handles))),
        (target, (target.c.kind == "account") & target.c.key.in_(person.bare_handles)),
    ]
    named = (
        tables.Contact, tables.Highlight, tables.Basis, tables.Verdict, tables.Outreach, tables.ExportedAccount,
        tables.Standing, tables.Observation, tables.Claim, tables.Identity, tables.Account,
    )  # fmt: skip
    for model in named:
        table = table_of(model)
        conditions.append((table, table.c.handle.in_(handles)))
    gone = sum(
        connection.execute(delete(table).where(table.c.network == network, condition)).rowcount
        for table, condition in conditions
    )
    claim, identity = table_of(tables.Claim), table_of(tables.Identity)
    for table, other, name in (
        (claim, claim.c.target_network, claim.c.target_handle),
        (identity, identity.c.other_network, identity.c.other_handle),
    ):
        gone += connection.execute(delete(table).where(other == network, name.in_(handles))).rowcount
    return gone


def _leave_others(connection: Connection, person: Person) -> set[str]:
    """Takes the name out of what others wrote, out of lists of names, and out of addresses that were asked."""
    touched: set[str] = set()
    text, address = person.out_of_text, person.out_of_address

    def both(words: str) -> str:
        return text(address(words))

    for model, columns, change in (
        (tables.Post, ("text", "alt_text", "place"), both),
        (tables.Comment, ("text",), both),
        (tables.Account, ("bio", "display_name", "links"), both),
        (tables.Observation, ("bio", "display_name", "links"), both),
        (tables.Highlight, ("title",), both),
        (tables.Contact, ("source_url",), address),
        (tables.Claim, ("url",), address),
        (tables.Identity, ("note",), both),
        (tables.Sighting, ("display_name",), both),
        (tables.Block, ("url", "detail"), both),
        (tables.Page, ("url", "document", "detail"), both),
        (tables.Basis, ("source",), both),
        (tables.Target, ("outcome",), both),
        (tables.Verdict, ("reason", "note"), both),
        (tables.Outreach, ("note",), both),
    ):
        for column in columns:
            touched |= _rewrite(connection, table_of(model), column, person, change)
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
    ids = [native_id for native_id in person.native_ids if len(native_id) < _TELLING]
    theirs = page.c.document.contains(FORGOTTEN)
    for native_id in ids:
        part = re.compile(rf"(?<=[/=]){re.escape(native_id)}{_END}")
        found = page.c.network == person.network, theirs, page.c.url.contains(native_id, autoescape=True)
        for number, url in connection.execute(select(page.c.id, page.c.url).where(*found)).all():
            connection.execute(update(page).where(page.c.id == number).values(url=part.sub(FORGOTTEN, url)))


def _leave_lists(connection: Connection, person: Person) -> set[str]:
    post = table_of(tables.Post)
    authors: set[str] = set()
    for column in _LISTS:
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
