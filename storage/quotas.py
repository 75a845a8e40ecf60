"""What was used of an allowance that a network counts by itself, such as different hashtags in seven days."""

from sqlalchemy import Connection, func, select

from storage import tables
from storage.rows import insert_into, table_of

_USE = table_of(tables.QuotaUse)


def note_use(connection: Connection, network: str, bucket: str, key: str, *, now: int, units: int = 1) -> None:
    """Writes a use down inside the caller's transaction; ``now`` in milliseconds. Uses of one moment add up."""
    insert = insert_into(_USE, on_sqlite=connection.dialect.name == "sqlite")
    row = {"network": network, "bucket": bucket, "key": key, "used_at": now, "units": units}
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=["network", "bucket", "key", "used_at"], set_={"units": _USE.c.units + insert.excluded.units}
        ),
        row,
    )


def keys_used(connection: Connection, network: str, bucket: str, *, since: int) -> dict[str, int]:
    """Each key used after ``since`` (milliseconds), with the time of its first use after it, the earliest first."""
    first = func.min(_USE.c.used_at)
    query = select(_USE.c.key, first).where(_USE.c.network == network, _USE.c.bucket == bucket, _USE.c.used_at > since)
    return {row[0]: row[1] for row in connection.execute(query.group_by(_USE.c.key).order_by(first, _USE.c.key))}


def units_used(connection: Connection, network: str, bucket: str, *, since: int) -> list[tuple[int, int]]:
    """(time, units) of what was used after ``since`` (milliseconds), the earliest first."""
    query = select(_USE.c.used_at, func.sum(_USE.c.units)).where(
        _USE.c.network == network, _USE.c.bucket == bucket, _USE.c.used_at > since
    )
    return [
        (row[0], int(row[1])) for row in connection.execute(query.group_by(_USE.c.used_at).order_by(_USE.c.used_at))
    ]
