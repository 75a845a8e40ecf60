"""Telephones of people: which are theirs alone, and whom one reaches."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from scoring.contacts.phones import spellings_of
from scoring.evidence import gather
from scoring.features import read_account
from scoring.relations import speaks_for_another
from storage.accounts import facts_about
from storage.facts import AccountKey
from storage.rights.numbers import ToldNumber, told_in
from storage.telephones import Telephone, called, numbers_of_others, telephones_of


def own_numbers(
    connection: Connection, going: Collection[AccountKey], bios: Mapping[AccountKey, str]
) -> dict[AccountKey, set[str]]:
    """The telephones of who goes, in all spellings, by which nobody else is reached: no manager's, no parent's, none
    that somebody has too who stays."""
    theirs: dict[AccountKey, list[list[str]]] = {}
    anothers: dict[AccountKey, set[str]] = {}
    in_fields = telephones_of(connection, going)
    for who in going:
        bio = bios.get(who, "")
        offered = [(one, False) for one in in_fields.get(who, ())] + [(Telephone(one), True) for one in told_in(bio)]
        for telephone, in_bio in offered:
            spelled = _spellings(connection, who, telephone.told, must_be_read=in_bio)
            if any(speaks_for_another(words, telephone.told.words) for words in (bio, telephone.beside)):
                anothers.setdefault(who, set()).update(spelled)
            elif spelled:
                theirs.setdefault(who, []).append(spelled)
    shared = numbers_of_others(
        connection, {number for telephones in theirs.values() for one in telephones for number in one}, going
    )
    return {
        who: {
            number
            for one in telephones
            if shared.isdisjoint(one) and anothers.get(who, set()).isdisjoint(one)
            for number in one
        }
        for who, telephones in theirs.items()
    }


def all_spellings(told: ToldNumber) -> list[str]:
    """The digits by which people write a number that begins with its country's code; digits behind it are left out
    where no number is so long."""
    readings = (told.number, *told.without)
    return next((spelled for one in readings if (spelled := spellings_of(one))), [told.number])


def accounts_called(connection: Connection, told: ToldNumber) -> list[AccountKey]:
    """Who is reached by a number that begins with its country's code, in whatever spelling, in order: also as it is
    written at home, where the account is at home in that country."""
    spelled = all_spellings(told)
    at_home = set(spelled[1:][-1:])
    return sorted(
        {
            who
            for who, theirs in called(connection, spelled)
            if theirs - at_home or any(spelled[0] in spellings_of(one) for one in _numbers_read(connection, who))
        }
    )


def _spellings(connection: Connection, who: AccountKey, told: ToldNumber, *, must_be_read: bool) -> list[str]:
    """A number in all spellings: one without its country's code as that of the country where the account is at home. In
    a bio, digits that are no telephone's (a register's, a book's) are none: [] for those."""
    if told.whole:
        spelled = all_spellings(told)
        return [] if must_be_read and not spellings_of(spelled[0]) else spelled
    read = next(
        (spelled for one in _numbers_read(connection, who) if told.number in (spelled := spellings_of(one))), []
    )
    return read if read or must_be_read else [told.number]


def _numbers_read(connection: Connection, account: AccountKey) -> set[str]:
    """The numbers of an account as a reader of its words and its home tells them, with their country's code."""
    network, handle = account
    found: set[str] = set()
    for evidence in gather(facts_about(connection, network, [handle], of_suppressed=True)):
        if evidence.handle == handle:
            contacts = (one.value for one in read_account(evidence).contacts if one.kind in ("phone", "messaging"))
            found.update(one.number for value in contacts for one in told_in(value) if one.whole)
    return found
