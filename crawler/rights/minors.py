"""Suspected minors: whoever a run finds to be one is erased at its end, and does not come back."""

from dataclasses import dataclass, field

from crawler.rights.own_addresses import with_accounts_of_minors, with_own_addresses
from scoring.features import COLUMNS
from scoring.judging import judge_changed
from storage.database import Database
from storage.derived import accounts_of_kind
from storage.errors import DatabaseLocked
from storage.facts import AccountKey
from storage.rights.erased import count_minors, has_remnants
from storage.rights.forgetting import forget
from storage.rights.person import find_accounts

_AT_ONCE = 500


@dataclass(frozen=True)
class MinorsErased:
    """How many suspected minors went, and notes of what is left to do."""

    number: int
    notes: list[str] = field(default_factory=list)


def word_minors(number: int) -> str:
    """What a person is told of so many that were erased."""
    return f"Erased {number:,} suspected {'minor' if number == 1 else 'minors'}: a salted hash is all that stays"


def suspected_minors(database: Database) -> list[AccountKey]:
    """Everybody whose name or bio tells an age below 18; features of what changed are made first."""
    judge_changed(database)
    with database.read() as connection:
        return accounts_of_kind(connection, COLUMNS, "suspected_minor")


def forget_minors(database: Database, minors: list[AccountKey]) -> int:
    """Erases these accounts for good and counts them, with the other accounts of the same people; returns how many rows
    went. The file is not written anew."""
    rows = 0
    for start in range(0, len(minors), _AT_ONCE):
        part = minors[start : start + _AT_ONCE]
        with database.write() as connection:
            everywhere = with_accounts_of_minors(connection, part)
            rows += forget(connection, *with_own_addresses(connection, find_accounts(connection, everywhere)))
            count_minors(connection, len(part))
    return rows


def erase_minors(database: Database) -> MinorsErased:
    """What the end of every run does: erases whoever is suspected to be a minor, as ``purge`` does.

    They are found by an index over features that are made anyway, so a run that met none pays nothing for it. While
    another process holds the database its file keeps what was deleted: that is told, and done at the next end.
    """
    minors = suspected_minors(database)
    forget_minors(database, minors)
    with database.read() as connection:
        remnants = has_remnants(connection)
    if remnants:
        try:
            database.erase_remnants()
        except DatabaseLocked:
            held = f"Another process holds {database.name}: at the end of the next run its file is cleared of what went"
            return MinorsErased(len(minors), [held])
    return MinorsErased(len(minors))
