"""What the database adds to a page of a ranking that is reviewed: names, bios, and whose facts are gone by now."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, select

from storage import tables
from storage.derived import feature_table
from storage.facts import AccountKey
from storage.rows import table_of

_ACCOUNT = table_of(tables.Account)


def names_of_listed(
    connection: Connection, columns: Mapping[str, type], accounts: Sequence[AccountKey]
) -> dict[AccountKey, tuple[str | None, str | None]]:
    """(display name, bio) of each of these accounts. Who was erased or suppressed since the ranking is not in it.

    ``columns`` are those of the wide table.
    """
    feature = feature_table(columns)
    same = and_(_ACCOUNT.c.network == feature.c.network, _ACCOUNT.c.handle == feature.c.handle)
    listed = select(feature.c.network, feature.c.handle, _ACCOUNT.c.display_name, _ACCOUNT.c.bio).select_from(
        feature.outerjoin(_ACCOUNT, same)
    )
    found: dict[AccountKey, tuple[str | None, str | None]] = {}
    for network in sorted({network for network, _ in accounts}):
        handles = [handle for name, handle in accounts if name == network]
        query = listed.where(feature.c.network == network, feature.c.handle.in_(handles))
        found |= {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(query)}
    return found
