"""How many were met, visited and of the wanted size; and by which ways a few accounts were found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, tuple_

from storage import tables
from storage.rights.erased import minors_erased
from storage.rows import table_of

_ACCOUNT, _SIGHTING = table_of(tables.Account), table_of(tables.Sighting)
_BATCH = 400
_OWN_PAGES = "site"  # pages of people, no people


@dataclass(frozen=True)
class Funnel:
    """Accounts ever met; those whose profile was read; those of them whose followers lie in the band.

    Suspected minors are among the first two although they were erased: of them nothing else is known any more.
    """

    sighted: int
    visited: int
    in_band: int


def funnel_of(connection: Connection, band: tuple[int, int]) -> Funnel:
    """The counts over everyone known; ``band`` inclusive."""
    seen = _ACCOUNT.c.observed_at.is_not(None)
    inside = seen & _ACCOUNT.c.followers.between(band[0], min(band[1], 2**62))
    query = select(func.count(), func.count().filter(seen), func.count().filter(inside))
    met, read, in_band = connection.execute(query.where(_ACCOUNT.c.network != _OWN_PAGES)).one()
    erased = minors_erased(connection)
    return Funnel(met + erased, read + erased, in_band)


def ways_to(connection: Connection, accounts: Sequence[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """(route, via, how many of these accounts it met): hashtags (with #) first, then handles, most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(accounts), _BATCH):
        here = tuple_(_SIGHTING.c.network, _SIGHTING.c.account).in_(accounts[start : start + _BATCH])
        for route, via in connection.execute(select(_SIGHTING.c.route, _SIGHTING.c.via).where(here)):
            counts[route, f"#{via}" if route.startswith("hashtag") and via else via] += 1
    ordered = sorted(counts.items(), key=lambda one: (not one[0][1].startswith("#"), -one[1], one[0]))
    return [(route, via, times) for (route, via), times in ordered]
