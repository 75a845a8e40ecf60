"""By which routes people were met: what the coverage estimate is made of."""

from sqlalchemy import Connection, select

from storage import tables
from storage.rows import table_of

_ACCOUNT, _SIGHTING, _PAGE = table_of(tables.Account), table_of(tables.Sighting), table_of(tables.Page)


def routes_to_accounts(
    connection: Connection, band: tuple[int, int], *, run_id: int | None = None
) -> dict[tuple[str, str], set[str]]:
    """(network, handle) → routes by which it was met, of everyone public with followers in the band (inclusive).

    With a run: only who was met, by routes that were seen, on pages of networks that the run read. Who was met by no
    route has an empty set.
    """
    inside = _ACCOUNT.c.followers.between(*band), _ACCOUNT.c.is_private.is_not(True)
    people = select(_ACCOUNT.c.network, _ACCOUNT.c.handle).where(*inside)
    met = (
        select(_SIGHTING.c.network, _SIGHTING.c.account, _SIGHTING.c.route)
        .join(_ACCOUNT, (_ACCOUNT.c.network == _SIGHTING.c.network) & (_ACCOUNT.c.handle == _SIGHTING.c.account))
        .where(*inside)
        .distinct()
    )
    if run_id is not None:
        networks = select(_PAGE.c.network).where(_PAGE.c.run_id == run_id).distinct()
        people = people.where(_ACCOUNT.c.network.in_(networks))
        met = met.where(_ACCOUNT.c.network.in_(networks))
    found: dict[tuple[str, str], set[str]] = {(row[0], row[1]): set() for row in connection.execute(people)}
    for network, handle, route in connection.execute(met):
        found[network, handle].add(route)
    return found
