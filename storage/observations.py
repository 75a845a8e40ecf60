"""Followers over time, as the pages showed them."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, tuple_

from storage import tables
from storage.facts import AccountKey
from storage.rights.privacy import suppressed_among
from storage.rows import table_of

_ACCOUNT, _OBSERVATION = table_of(tables.Account), table_of(tables.Observation)
_SIGHTING = table_of(tables.Sighting)


def followers_over_time(
    connection: Connection, *, band: tuple[int, int] | None = None, accounts: Sequence[AccountKey] | None = None
) -> dict[AccountKey, list[tuple[int, int, int]]]:
    """(network, handle) → (milliseconds, followers, within) as seen, oldest first.

    Of everyone whose newest count lies in the band (inclusive), or of a few accounts. Suppressed people are left out.
    """
    columns = (_OBSERVATION.c.network, _OBSERVATION.c.handle, _OBSERVATION.c.observed_at, _OBSERVATION.c.followers,
               _OBSERVATION.c.followers_within)  # fmt: skip
    query = select(*columns).where(_OBSERVATION.c.followers.is_not(None))
    if band is not None:
        query = query.join(
            _ACCOUNT,
            (_ACCOUNT.c.network == _OBSERVATION.c.network) & (_ACCOUNT.c.handle == _OBSERVATION.c.handle),
        ).where(_ACCOUNT.c.followers.between(*band))
    if accounts is not None:
        query = query.where(tuple_(_OBSERVATION.c.network, _OBSERVATION.c.handle).in_(accounts))
    found: dict[AccountKey, list[tuple[int, int, int]]] = {}
    for network, handle, at, followers, within in connection.execute(query.order_by(*columns[:3])):
        found.setdefault((network, handle), []).append((at, followers, within or 0))
    gone = suppressed_among(connection, found)
    return {one: seen for one, seen in found.items() if one not in gone}


def accounts_seen_before(connection: Connection, before: int, networks: Sequence[str]) -> dict[AccountKey, int]:
    """(network, handle) → when its profile was last seen, of everyone whose profile was last seen before a time."""
    query = select(_ACCOUNT.c.network, _ACCOUNT.c.handle, _ACCOUNT.c.observed_at).where(
        _ACCOUNT.c.observed_at < before, _ACCOUNT.c.network.in_(networks)
    )
    found = {(row[0], row[1]): int(row[2]) for row in connection.execute(query)}
    gone = suppressed_among(connection, found)
    return {one: at for one, at in found.items() if one not in gone}


def accounts_on_list(connection: Connection, name: str) -> set[AccountKey]:
    """Everyone whom an imported list of that file name (with or without its ending) named."""
    query = select(_SIGHTING.c.network, _SIGHTING.c.account, _SIGHTING.c.via).where(_SIGHTING.c.route == "list")
    wanted = name.lower()
    found: set[AccountKey] = set()
    for network, handle, via in connection.execute(query):
        file = via.rstrip("/").rpartition("/")[2].lower()
        if wanted in (via.lower(), file, file.rpartition(".")[0]):
            found.add((network, handle))
    return found
