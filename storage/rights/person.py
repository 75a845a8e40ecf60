"""A person by every name that is known, and how those names are found in texts and addresses."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import ColumnElement, Connection, Table, select

from storage import tables
from storage.rights.numbers import digits_of, is_among, spelled
from storage.rights.privacy import is_permanent
from storage.rows import table_of

FORGOTTEN = "forgotten"
NAME_ENDS = r"(?=$|[/?&#\s\"'<>)\]},;:!]|\.(?:\s|$))"  # where a name ends in an address
_BATCH = 400
_REACHING = ("email", "phone")
TELLING = 6  # a native id of so many characters is found in a text by itself; a shorter one may be any number


@dataclass(frozen=True)
class Person:
    """Somebody by every name that is known: handles (before and after a rename), native ids, and what reaches them.

    Where whoever asks has looked for them ``addresses`` are the emails that are theirs alone, ``numbers`` such
    telephones, ``unmet`` accounts (network, handle) that they call theirs and that nobody has met, and ``sites`` the
    hosts at which their network shows people.
    """

    network: str
    handles: frozenset[str]
    native_ids: frozenset[str] = frozenset()
    reached_by: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    unmet: frozenset[tuple[str, str]] = frozenset()
    sites: tuple[str, ...] = ()

    @property
    def bare_handles(self) -> frozenset[str]:
        """The handles, and without their server where they have one."""
        return self.handles | {handle.partition("@")[0] for handle in self.handles}

    def out_of_text(self, text: str) -> str:
        """A text without their handles and ways to reach them."""
        for pattern in _compiled(_patterns(self).in_text):
            text = pattern.sub(lambda match: "@" * match.group().startswith("@") + FORGOTTEN, text)
        return text

    def out_of_address(self, text: str) -> str:
        """Words that hold addresses without their handles, and ids that tell who is meant."""
        for pattern in _compiled(_patterns(self).in_address):
            text = pattern.sub(lambda match: (match.groupdict().get("before") or "") + FORGOTTEN, text)
        return text

    def out_of_elsewhere(self, text: str) -> str:
        """A text of another network, where a name alone may be anybody's, without what means them there too: their
        addresses at their own network, and ways to reach them."""
        places = (handle.rpartition("@")[2] for handle in self.handles if "@" in handle or not self.sites)
        lowered = text.lower()
        cues = (*self.sites, *self.reached_by, *self.addresses, *places)
        if not any(cue.lower() in lowered for cue in cues) and not self.may_be_called_in(text):
            return text  # before any pattern is compiled
        for pattern in _compiled(_patterns(self).elsewhere):
            text = pattern.sub(lambda match: (match.groupdict().get("before") or "") + FORGOTTEN, text)
        return text

    def may_be_called_in(self, text: str) -> bool:
        """Whether a text may hold a telephone of theirs, in whatever spelling."""
        digits = digits_of(text) if self.numbers else ""
        return any(is_among(number, digits) for number in self.numbers)

    def is_in(self, text: str) -> bool:
        """Whether a text or the address in it names them."""
        patterns = _patterns(self)
        return any(pattern.search(text) for pattern in _compiled([*patterns.in_text, *patterns.in_address]))


@dataclass(frozen=True)
class _Patterns:
    in_text: list[str]
    in_address: list[str]
    elsewhere: list[str]


def _compiled(patterns: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """One after the other: of many people each is looked for in few texts, and compiling takes longer than looking."""
    return (re.compile(one, re.IGNORECASE) for one in patterns)


def _patterns(person: Person) -> _Patterns:
    # The longest telephone first, so that no part of one stays.
    longest_first = sorted(person.numbers, key=lambda one: (-len(one), one))
    text: list[str] = [pattern for number in longest_first if (pattern := spelled(number)) is not None]
    text += [rf"(?<!\w){re.escape(value)}(?!\w)" for value in sorted(person.reached_by | person.addresses)]
    address: list[str] = []
    elsewhere = list(text)
    sites = "|".join(map(re.escape, person.sites))
    at_home = rf"(?P<before>(?<![\w-])(?:{sites})/(?:[^\s,;]*?[/=@])?)" if sites else None
    for handle in sorted(person.handles):
        user, _, host = handle.partition("@")
        name = rf"(?:{re.escape(user)}|{re.escape(quote(user))})"
        if host:
            whole = rf"{name}(?:@|%40){re.escape(host)}"
            text += [rf"@?(?<![\w.]){whole}(?!\w)", rf"(?<![\w.])@{re.escape(user)}(?![\w@-]|\.\w)"]
            on_server = rf"(?P<before>//{re.escape(host)}/(?:\S*?[/=@])?){name}{NAME_ENDS}"
            address += [rf"(?<=[/=@]){whole}{NAME_ENDS}", on_server]
            elsewhere += [text[-2], on_server]
        else:
            if not person.sites and "." in user:  # a site's name, or a page's with its host
                elsewhere.append(rf"(?<![\w.@-]){name}{NAME_ENDS}")
            # A name that is a word as well is one only behind its @.
            mark = "@{0,2}" if re.search(r"[^a-z]", handle) else "@"
            text.append(rf"(?<![\w.@]){mark}{re.escape(handle)}(?!\.?\w)")
            address.append(rf"(?P<before>[/=]@?){name}{NAME_ENDS}")
            elsewhere += [f"{at_home}{name}{NAME_ENDS}"] if at_home else []
    for native_id in sorted(person.native_ids):
        if len(native_id) >= TELLING:
            address.append(rf"(?<!\w){re.escape(native_id)}(?!\w)")
            elsewhere += [f"{at_home}{re.escape(native_id)}{NAME_ENDS}"] if at_home else []
        elif not any(is_permanent(handle) for handle in person.handles):
            address.append(rf"(?<=[/=]){re.escape(native_id)}{NAME_ENDS}")
    return _Patterns(text, address, elsewhere)


def find_person(connection: Connection, network: str, handle: str) -> Person:
    """Somebody by every name: who had the same native id under another handle is the same person.

    A handle with a server in it never changes, and ids are each server's own there: that one stands for itself.
    """
    return find_people(connection, network, [handle])[0]


def find_people(connection: Connection, network: str, handles: Sequence[str]) -> list[Person]:
    """The same for many accounts of a network, in their order, with a few look-ups for all of them."""
    account, observation, sighting = map(table_of, (tables.Account, tables.Observation, tables.Sighting))
    contact = table_of(tables.Contact)
    found: list[Person] = []
    for start in range(0, len(handles), _BATCH):
        part = handles[start : start + _BATCH]
        ids = _pairs(connection, network, [(account, "handle"), (observation, "handle"), (sighting, "account")], part)
        changing = {native_id for handle in part if not is_permanent(handle) for native_id in ids[handle]}
        named = _pairs(connection, network, [(account, "native_id"), (observation, "native_id")], changing, "handle")
        names = {
            handle: {handle}
            if is_permanent(handle)
            else {handle, *(one for native_id in ids[handle] for one in named[native_id])}
            for handle in part
        }
        everybody = {name for one in names.values() for name in one}
        ways = _pairs(connection, network, [(contact, "handle")], everybody, "value", contact.c.kind.in_(_REACHING))
        found += [
            Person(
                network,
                frozenset(names[handle]),
                frozenset(ids[handle]),
                frozenset(way for name in names[handle] for way in ways[name]),
            )
            for handle in part
        ]
    return found


def find_accounts(connection: Connection, accounts: Iterable[tuple[str, str]]) -> list[Person]:
    """The same for accounts (network, handle) of several networks, network by network."""
    handles: dict[str, list[str]] = {}
    for network, handle in accounts:
        handles.setdefault(network, []).append(handle)
    return [one for network, names in handles.items() for one in find_people(connection, network, names)]


def _pairs(
    connection: Connection,
    network: str,
    places: Sequence[tuple[Table, str]],
    keys: Collection[str],
    wanted: str = "native_id",
    *where: ColumnElement[bool],
) -> defaultdict[str, set[str]]:
    """What stands beside each key: the values of ``wanted`` in the rows whose ``place`` column holds it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    names = sorted(keys)
    for table, place in places:
        for start in range(0, len(names), _BATCH):
            here = table.c.network == network, table.c[place].in_(names[start : start + _BATCH])
            query = select(table.c[place], table.c[wanted]).where(*here, table.c[wanted].is_not(None), *where)
            for key, value in connection.execute(query):
                found[key].add(value)
    return found


def together(people: Sequence[Person]) -> Person:
    """People of one network as if they were one: for finding rows of any of them, not for rewriting words."""
    return Person(
        people[0].network,
        frozenset(handle for one in people for handle in one.handles),
        frozenset(native_id for one in people for native_id in one.native_ids),
        addresses=frozenset(address for one in people for address in one.addresses),
    )
