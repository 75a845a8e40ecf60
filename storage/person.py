"""A person by every name that is known, and how those names are found in texts and addresses."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import Connection, select

from storage import tables
from storage.privacy import is_permanent
from storage.rows import table_of

FORGOTTEN = "forgotten"
NAME_ENDS = r"(?=$|[/?&#\s\"'<>)\]},;:!]|\.(?:\s|$))"  # where a name ends in an address
TELLING = 6  # a native id of so many characters is found in a text by itself; a shorter one may be any number


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
            address += [
                rf"(?<=[/=@]){whole}{NAME_ENDS}",
                rf"(?P<before>//{re.escape(host)}/(?:\S*?[/=@])?){name}{NAME_ENDS}",
            ]
        else:
            # A name that is a word as well is one only behind its @.
            mark = "@{0,2}" if re.search(r"[^a-z]", handle) else "@"
            text.append(rf"(?<![\w.@]){mark}{re.escape(handle)}(?!\.?\w)")
            address.append(rf"(?P<before>[/=]@?){name}{NAME_ENDS}")
    for native_id in sorted(person.native_ids):
        if len(native_id) >= TELLING:
            address.append(rf"(?<!\w){re.escape(native_id)}(?!\w)")
        elif not any(is_permanent(handle) for handle in person.handles):
            address.append(rf"(?<=[/=]){re.escape(native_id)}{NAME_ENDS}")
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
