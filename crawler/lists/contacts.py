"""Emails and phones in the cells of a list, each with its column, and which columns are empty for somebody."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from storage.facts import Contact

_PART = r"[^\s@<>,;:()|/]"
_EMAIL = re.compile(rf"(?<![^\s<>,;:(|/]){_PART}{{1,64}}@{_PART}{{1,185}}\.(?:(?!\.){_PART}){{2,63}}(?![^\s<>,;:)|/.])")
_EMPTY = frozenset({
    "", "-", "--", "–", "—", "/", "n/a", "na", "n.a.", "none", "null", "nan", "no", "nein", "non", "nope", "keine",
    "aucun", "ninguno", "nessuno",
})  # fmt: skip
NOTHING = _EMPTY | {"yes", "ja", "oui", "tbd", "?", "unknown", "x"}  # cells that tell nothing of an account either


class ListedContacts(NamedTuple):
    """What the cells of one row tell: ``emptied`` are rows without a value, by which what the same column told of the
    account before ends; ``unread`` the kinds of which a cell could not be read."""

    contacts: list[Contact]
    emptied: list[dict[str, Any]]
    unread: list[str]


def listed_contacts(cells: Iterable[tuple[str, str, str]], base: dict[str, Any]) -> ListedContacts:
    """The contacts in (kind, column's name, cell) of an account; ``base`` are the fields that all its facts have."""
    found: dict[tuple[str, str], Contact] = {}
    told = ListedContacts([], [], [])
    for kind, name, cell in cells:
        place = {"kind": kind, "where": f"list: {base['page']} {name}", "source_url": base["page"]}
        values = _EMAIL.findall(_unlisted(cell)) if kind == "email" else _phones(cell)
        if cell.strip().lower() in _EMPTY:
            told.emptied.append({name: base[name] for name in ("network", "handle", "observed_at")} | place)
        elif not values and cell.lower() not in NOTHING:
            told.unread.append(kind)
        for value in values:
            found.setdefault((kind, value), Contact(**base, **cast("Any", place), value=value))
    told.contacts.extend(found.values())
    return told


def _unlisted(cell: str) -> str:
    """A cell that holds a list as programs write one, without its marks."""
    return re.sub(r"[\[\]{}\"']", " ", cell) if cell.strip()[:1] in ("[", "{") else cell


def _phones(cell: str) -> list[str]:
    number = cell.strip().removeprefix("tel:")
    digits = sum(letter.isdigit() for letter in number)
    plain = all(letter.isdigit() or letter in "+-./() \u00a0" for letter in number)
    return [number] if plain and 6 <= digits <= 15 and len(number) <= 40 else []
