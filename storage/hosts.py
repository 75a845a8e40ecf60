"""Politeness towards hosts, shared by all workers: whose turn it is when, and who is left alone until when.

As in the frontier, every function works inside the caller's transaction, times are milliseconds, and nothing here
reads the clock.
"""

from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, func, null, or_, select, update

from storage import tables
from storage.prepared import Prepared
from storage.rows import insert_into, table_of

HOST = table_of(tables.Host)
_TARGET = table_of(tables.Target)


def reserve_host(connection: Connection, host: str, *, now: int, gap_ms: int) -> int:
    """The time from which the next request to this host may be sent; the one after waits a gap longer.

    Shared by all workers of the database, so that many workers do not multiply the rate.
    """
    after: int = _RESERVE.run(connection, {"host": host, "now": now, "gap": gap_ms}).scalar_one()
    return after - gap_ms


def open_host(connection: Connection, host: str, *, at: int) -> None:
    """The host may be asked from ``at`` on, earlier than was reserved, yet not before a wait that it asked for."""
    greater = func.max if connection.dialect.name == "sqlite" else func.greatest
    connection.execute(update(HOST).where(HOST.c.host == host).values(next_allowed_at=greater(HOST.c.held_until, at)))


def take_back_turns(connection: Connection, *, now: int, beyond: int) -> None:
    """Hosts whose turn lies past ``beyond`` though nobody asked for a wait may be asked from ``now`` on.

    No crawl reserves so far ahead: the clock was set back since. What a host asked for is kept.
    """
    astray = (HOST.c.next_allowed_at > beyond, HOST.c.next_allowed_at > HOST.c.held_until)
    greater = func.max if connection.dialect.name == "sqlite" else func.greatest
    connection.execute(update(HOST).where(*astray).values(next_allowed_at=greater(HOST.c.held_until, now)))


def hold_host(connection: Connection, host: str, *, until: int, backoff_s: int, reason: str | None) -> None:
    """Nobody asks this host before ``until``: a wait that it asked for, or our own after a block."""
    on_sqlite = connection.dialect.name == "sqlite"
    greater = func.max if on_sqlite else func.greatest
    insert = insert_into(HOST, on_sqlite=on_sqlite)
    values = {"next_allowed_at": until, "held_until": until, "backoff_s": backoff_s, "reason": reason}
    connection.execute(
        insert.values(host=host, **values).on_conflict_do_update(
            index_elements=["host"],
            set_={
                **values,
                "next_allowed_at": greater(HOST.c.next_allowed_at, until),
                "held_until": greater(HOST.c.held_until, until),
            },
        )
    )


def host_state(connection: Connection, host: str) -> tuple[int, int, str | None]:
    """(held until, backoff in seconds, reason) of a host; zeros for one never met."""
    row = _HOST_STATE.run(connection, {"host": host}).mappings().first()
    return (0, 0, None) if row is None else (row["held_until"], row["backoff_s"], row["reason"])


def hosts_held(connection: Connection, run_id: int, *, now: int) -> list[tuple[str, str | None]]:
    """(host, why) of the hosts that are left alone now and for which something of this run waits, longest first."""
    waiting = select(_TARGET.c.host).where(_TARGET.c.run_id == run_id, _TARGET.c.state == "queued")
    query = select(HOST.c.host, HOST.c.reason).where(HOST.c.held_until > now, HOST.c.host.in_(waiting))
    return [(row[0], row[1]) for row in connection.execute(query.order_by(HOST.c.held_until.desc(), HOST.c.host))]


def clear_backoff(connection: Connection, host: str, *, now: int) -> None:
    """The host answered well again: the next block waits from the start.

    While it is held nothing is cleared: such an answer was under way before.
    """
    _CLEAR_BACKOFF.run(connection, {"host": host, "now": now})


def _reserving(on_sqlite: bool) -> Any:
    greater = func.max if on_sqlite else func.greatest
    now, gap = bindparam("now", type_=BigInteger), bindparam("gap", type_=BigInteger)
    insert = insert_into(HOST, on_sqlite=on_sqlite).values(
        host=bindparam("host"), next_allowed_at=now + gap, backoff_s=0
    )
    return insert.on_conflict_do_update(
        index_elements=["host"], set_={"next_allowed_at": greater(HOST.c.next_allowed_at, now) + gap}
    ).returning(HOST.c.next_allowed_at)


_RESERVE = Prepared(_reserving)
_HOST_STATE = Prepared(
    lambda _: select(HOST.c.held_until, HOST.c.backoff_s, HOST.c.reason).where(HOST.c.host == bindparam("host"))
)
_CLEAR_BACKOFF = Prepared(
    lambda _: (
        update(HOST)
        .where(
            HOST.c.host == bindparam("host"),
            HOST.c.held_until <= bindparam("now", type_=BigInteger),
            or_(HOST.c.backoff_s > 0, HOST.c.reason.is_not(None)),
        )
        .values(backoff_s=0, reason=null())
    )
)
