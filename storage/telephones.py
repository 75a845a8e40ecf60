"""Who is reached by a telephone: contacts, and what stands in display names, bios and among links.

Every function works inside the caller's transaction.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import orjson
from sqlalchemy import Connection, or_, select, tuple_

from storage import tables
from storage.facts import AccountKey
from storage.rights.numbers import ToldNumber, end_of, may_tell, numbers_in, one_number, told_in
from storage.rows import table_of
from storage.same_names import SITE

_ACCOUNT, _CONTACT = table_of(tables.Account), table_of(tables.Contact)
_KINDS = ("phone", "messaging")
_BATCH = 400
_FEW = 6  # ends of numbers; for so few the database looks through the words by itself, for more that takes longer


@dataclass(frozen=True)
class Telephone:
    """A number that an account offers: as it was told, and what stands ``beside`` it (a link with its title)."""

    told: ToldNumber
    beside: str = ""


def telephones_of(connection: Connection, accounts: Collection[AccountKey]) -> dict[AccountKey, list[Telephone]]:
    """The telephones of these accounts in contacts, display names and among links; those in bios are for readers of
    words."""
    found: dict[AccountKey, list[Telephone]] = {}
    names = sorted(accounts)
    for start in range(0, len(names), _BATCH):
        part = names[start : start + _BATCH]
        told = select(_CONTACT.c.network, _CONTACT.c.handle, _CONTACT.c.value).where(
            _CONTACT.c.kind.in_(_KINDS), tuple_(_CONTACT.c.network, _CONTACT.c.handle).in_(part)
        )
        for network, handle, value in connection.execute(told):
            number = one_number(value)
            told_here = told_in(value) or ([] if number is None else [ToldNumber(value, number, False)])
            found.setdefault((network, handle), []).extend(map(Telephone, told_here))
        shown = select(_ACCOUNT.c.network, _ACCOUNT.c.handle, _ACCOUNT.c.display_name, _ACCOUNT.c.links).where(
            tuple_(_ACCOUNT.c.network, _ACCOUNT.c.handle).in_(part)
        )
        for network, handle, name, links in connection.execute(shown):
            theirs = [Telephone(one, name) for one in told_in(name or "") if one.whole]
            for link in orjson.loads(links or "[]"):
                beside = f"{link.get('title') or ''}: {link['url']}"
                told_there = told_in(link["url"])
                theirs += [Telephone(replace(one, words=link["url"]), beside) for one in told_there if one.whole]
            if theirs:
                found.setdefault((network, handle), []).extend(theirs)
    return found


def called(connection: Connection, numbers: Collection[str]) -> Iterator[tuple[AccountKey, frozenset[str]]]:
    """Who has any of these numbers among contacts, in a name, a bio or among links, whatever the spelling: (who,
    which)."""
    wanted = frozenset(numbers)
    if not wanted:
        return
    told = select(_CONTACT.c.network, _CONTACT.c.handle, _CONTACT.c.value).where(_CONTACT.c.kind.in_(_KINDS))
    for network, handle, value in connection.execute(told):
        one = one_number(value)
        if theirs := wanted.intersection(numbers_in(value) | ({one} if one else set())):
            yield (network, handle), theirs
    words = (_ACCOUNT.c.display_name, _ACCOUNT.c.bio, _ACCOUNT.c.links)
    shown = select(_ACCOUNT.c.network, _ACCOUNT.c.handle, *words).where(or_(*(one.is_not(None) for one in words)))
    ends = {end_of(number): number for number in sorted(wanted)}  # one look for all spellings of one number
    if len(ends) <= _FEW:
        shown = shown.where(or_(*(may_tell(column, number) for column in words for number in ends.values())))
    for network, handle, *texts in connection.execute(shown):
        if theirs := wanted.intersection(one for text in texts if text for one in numbers_in(text)):
            yield (network, handle), theirs


def numbers_of_others(connection: Connection, numbers: Collection[str], going: Collection[AccountKey]) -> set[str]:
    """Which of these numbers somebody else has who stays; a site names whomever it likes."""
    return {
        number
        for who, theirs in called(connection, numbers)
        if who[0] != SITE and who not in going
        for number in theirs
    }
