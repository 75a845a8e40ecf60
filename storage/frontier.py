"""The frontier is a query: what to visit next, leased, done in the same transaction as its facts.

Every function works inside the caller's transaction. Times are milliseconds. Nothing here reads the
clock: the caller passes ``now``, so that a test or a replay can be at any time.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Connection, String, and_, bindparam, case, func, literal, null, or_, select, update

from storage import tables
from storage.facts import TargetKind
from storage.hosts import HOST
from storage.prepared import Prepared
from storage.rows import insert_into, names_of, table_of

TARGET = table_of(tables.Target)
MAX_ATTEMPTS = 3
HostOf = Callable[[str, TargetKind, str], str]  # network, kind and key → the host that a visit asks first


@dataclass(frozen=True)
class Wanted:
    """A target that some page (or the user) makes worth visiting. ``promise`` is added to what it has."""

    network: str
    kind: TargetKind
    key: str
    host: str
    promise: float
    depth: int
    skip: str | None = None  # why it shall not be visited although it was met


@dataclass(frozen=True)
class Lease:
    """A target that is ours to visit until the lease runs out."""

    id: int
    network: str
    kind: TargetKind
    key: str
    host: str
    depth: int
    attempts: int
    promise: float
    owner: str = ""


def want_targets(connection: Connection, run_id: int, wanted: Iterable[Wanted], *, seeds: bool = False) -> None:
    """Queues targets, or raises the promise of those already queued; ``seeds`` are queued even if done before.

    A target that was done or skipped stays so, unless it is a seed; one that an earlier run gave up on, or left
    queued, joins this run.
    """
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for item in wanted:
        key = (item.network, item.kind, item.key)
        row = rows.get(key)
        if row is None:
            rows[key] = {
                "run_id": run_id,
                "network": item.network,
                "kind": item.kind,
                "key": item.key,
                "host": item.host,
                "promise": item.promise,
                "depth": item.depth,
                "state": "skipped" if item.skip else "queued",
                "outcome": item.skip,
                "attempts": 0,
                "not_before": 0,
            }
        else:
            row["promise"] += item.promise
            row["depth"] = min(row["depth"], item.depth)
            if item.skip:
                row["state"], row["outcome"] = "skipped", item.skip
    if not rows:
        return
    (_WANT_SEEDS if seeds else _WANT).run_many(connection, list(rows.values()))
    _KNOW_HOST.run_many(connection, [{"host": host} for host in {row["host"] for row in rows.values()}])


def set_promises(connection: Connection, run_id: int, promises: Sequence[tuple[str, str, float]]) -> None:
    """Another promise for accounts (network, handle) that wait in this run; nothing happens to others."""
    rows = [{"run": run_id, "of": network, "who": handle, "much": promise} for network, handle, promise in promises]
    if rows:
        _SET_PROMISE.run_many(connection, rows)


def lease_next(
    connection: Connection,
    run_id: int,
    networks: Sequence[str],
    *,
    owner: str,
    now: int,
    lease_ms: int,
    max_depth: int,
) -> Lease | None:
    """Takes the target of most promise, on one of these networks, whose host may be asked now; ``None``: none now."""
    if _ANY_HOST_OPEN.run(connection, {"now": now}).first() is None:
        return None
    values = {"run_id": run_id, "now": now, "max_depth": max_depth, "owner": owner, "until": now + lease_ms}
    values["networks"] = f",{','.join(networks)},"
    row = _LEASE_NEXT.run(connection, values).first()
    return None if row is None else Lease(*tuple(row))


def lease_named(
    connection: Connection, run_id: int, network: str, kind: str, key: str, *, owner: str, now: int, lease_ms: int
) -> Lease | None:
    """Takes one target by its name, if it is queued in this run: how a recording is replayed in its own order."""
    named = {"run_id": run_id, "network": network, "kind": kind, "key": key}
    row = _LEASE_NAMED.run(connection, {**named, "owner": owner, "until": now + lease_ms}).first()
    return None if row is None else Lease(*tuple(row))


def adopt_queued(connection: Connection, run_id: int, networks: Sequence[str], *, host_of: HostOf) -> int:
    """What earlier runs and ingests left queued on these networks joins this run, as seeds do; returns how many."""
    waiting = and_(TARGET.c.state == "queued", TARGET.c.network.in_(networks), TARGET.c.kind == "account")
    count = connection.execute(update(TARGET).where(waiting).values(run_id=run_id, depth=0)).rowcount
    find_hosts(connection, run_id, networks, host_of=host_of)
    return count


def find_hosts(connection: Connection, run_id: int, networks: Sequence[str], *, host_of: HostOf) -> None:
    """Which host a waiting target asks may have changed with the settings since it was queued: here it is set anew."""
    columns = (TARGET.c.id, TARGET.c.network, TARGET.c.kind, TARGET.c.key, TARGET.c.host)
    mine = and_(TARGET.c.run_id == run_id, TARGET.c.state == "queued", TARGET.c.network.in_(networks))
    rows = connection.execute(select(*columns).where(mine)).all()
    moved = [{"target": row.id, "to": host_of(row.network, row.kind, row.key), "from": row.host} for row in rows]
    moved = [one for one in moved if one["to"] != one.pop("from")]
    if moved:
        connection.execute(update(TARGET).where(TARGET.c.id == bindparam("target")).values(host=bindparam("to")), moved)
        _KNOW_HOST.run_many(connection, [{"host": host} for host in sorted({one["to"] for one in moved})])


def renew_lease(connection: Connection, lease: Lease, *, until: int) -> bool:
    """Keeps a visit that takes longer than its lease; false where it ran out and was taken back or by somebody else."""
    return bool(connection.execute(update(TARGET).where(_is_ours(lease)).values(lease_until=until)).rowcount)


def _is_ours(lease: Lease) -> Any:
    return and_(TARGET.c.id == lease.id, TARGET.c.state == "leased", TARGET.c.lease_owner == lease.owner)


def finish_visit(connection: Connection, lease: Lease, *, outcome: str, now: int, chosen: str | None = None) -> bool:
    """The visit is done: called in the transaction that stores its last page; false where the lease was lost."""
    values = {"target": lease.id, "owner": lease.owner, "outcome": outcome, "now": now, "chosen": chosen}
    return bool(_FINISH.run(connection, values).rowcount)


def why_visited(connection: Connection, network: str, handle: str) -> str | None:
    """Why an account was visited when it was: seed, vote, what was learned; ``None`` where it was not, or long ago."""
    return connection.scalar(
        select(TARGET.c.chosen).where(TARGET.c.network == network, TARGET.c.kind == "account", TARGET.c.key == handle)
    )


def release_visit(
    connection: Connection, lease: Lease, *, not_before: int, outcome: str | None, counts: bool = True
) -> bool:
    """Puts a visit back for later; after MAX_ATTEMPTS it becomes a dead letter (then False is returned).

    ``counts=False`` for a visit that was not the target's fault (a wait, a stop): the attempt is not counted. Of a
    lease that was lost nothing changes: its target is another's by now, or done.
    """
    dead = counts and lease.attempts >= MAX_ATTEMPTS
    connection.execute(
        update(TARGET)
        .where(_is_ours(lease))
        .values(
            state="failed" if dead else "queued",
            outcome=outcome,
            not_before=not_before,
            attempts=TARGET.c.attempts if counts else TARGET.c.attempts - 1,
            lease_until=None,
            lease_owner=None,
        )
    )
    return not dead


def reclaim_leases(
    connection: Connection, run_id: int, *, now: int, dead_owners: Sequence[str] = (), owner: str = ""
) -> int:
    """Queues again what a crashed worker held: leases that ran out, or whose owner is known to be gone. Those of
    ``owner``, who asks and so is there, are kept: a machine that slept wakes with all its leases run out."""
    ran_out = and_(TARGET.c.lease_until < now, TARGET.c.lease_owner != owner)
    lost = or_(ran_out, TARGET.c.lease_owner.in_(dead_owners))
    return connection.execute(
        update(TARGET)
        .where(TARGET.c.run_id == run_id, TARGET.c.state == "leased", lost)
        .values(state="queued", lease_until=None, lease_owner=None, attempts=TARGET.c.attempts - 1)
    ).rowcount


def lease_owners(connection: Connection, run_id: int) -> list[str]:
    """Who holds leases of this run now."""
    query = select(TARGET.c.lease_owner).where(TARGET.c.run_id == run_id, TARGET.c.state == "leased").distinct()
    return [owner for owner in connection.execute(query).scalars() if owner]


def others_at_work(connection: Connection, run_id: int, *, owner: str) -> bool:
    """Whether somebody else holds a lease of this run: what they visit may lead to more, or come back."""
    theirs = (TARGET.c.run_id == run_id, TARGET.c.state == "leased", TARGET.c.lease_owner != owner)
    return connection.execute(select(TARGET.c.id).where(*theirs).limit(1)).first() is not None


def reasons_waiting(connection: Connection, run_id: int, *, now: int) -> list[str]:
    """Why targets of this run wait for a time of their own, each reason once, the longest wait first."""
    waits = and_(TARGET.c.run_id == run_id, TARGET.c.state == "queued", TARGET.c.not_before > now)
    query = select(TARGET.c.outcome, func.max(TARGET.c.not_before)).where(waits).group_by(TARGET.c.outcome)
    return [row[0] for row in connection.execute(query.order_by(func.max(TARGET.c.not_before).desc())) if row[0]]


def followers_of(connection: Connection, network: str, handle: str) -> int | None:
    """The newest known follower count of an account; ``None`` where unknown."""
    found: int | None = _FOLLOWERS.run(connection, {"network": network, "handle": handle}).scalar()
    return found


def next_opening(connection: Connection, run_id: int, networks: Sequence[str], *, max_depth: int) -> int | None:
    """When the earliest target of this run queued on these networks may be visited; ``None`` where nothing is."""
    greater = func.max if connection.dialect.name == "sqlite" else func.greatest
    when: int | None = connection.execute(
        select(func.min(greater(TARGET.c.not_before, func.coalesce(HOST.c.next_allowed_at, 0))))
        .select_from(TARGET.outerjoin(HOST, HOST.c.host == TARGET.c.host))
        .where(
            TARGET.c.run_id == run_id,
            TARGET.c.state == "queued",
            TARGET.c.network.in_(networks),
            TARGET.c.depth <= max_depth,
        )
    ).scalar()
    return when


def count_targets(connection: Connection, run_id: int) -> dict[str, int]:
    """How many targets of this run stand in each state."""
    query = select(TARGET.c.state, func.count()).where(TARGET.c.run_id == run_id).group_by(TARGET.c.state)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _wanting(on_sqlite: bool, *, seeds: bool) -> Any:
    columns = [name for name in names_of(TARGET) if name not in {"id", "lease_until", "lease_owner", "visited_at"}]
    insert = insert_into(TARGET, on_sqlite=on_sqlite).values({name: bindparam(name) for name in columns})
    new = insert.excluded
    waiting = TARGET.c.state == "queued"
    lesser = func.min if on_sqlite else func.least
    if seeds:
        open_again: Any = or_(*(TARGET.c.state == state for state in ("done", "failed", "skipped")))
    else:
        given_up_before = and_(TARGET.c.state == "failed", TARGET.c.run_id != new.run_id)
        open_again = or_(given_up_before, and_(waiting, new.state == "skipped"))
    grown = new.promise if seeds else case((waiting, TARGET.c.promise + new.promise), else_=TARGET.c.promise)
    return insert.on_conflict_do_update(
        index_elements=["network", "kind", "key"],
        set_={
            "run_id": case((or_(waiting, open_again), new.run_id), else_=TARGET.c.run_id),
            "promise": grown,
            "depth": lesser(TARGET.c.depth, new.depth),
            "state": case((open_again, new.state), else_=TARGET.c.state),
            "outcome": case((open_again, new.outcome), else_=TARGET.c.outcome),
            "attempts": case((open_again, 0), else_=TARGET.c.attempts),
        },
    )


def _leasing(chosen: Any) -> Any:
    names = ("id", "network", "kind", "key", "host", "depth", "attempts", "promise", "lease_owner")
    return (
        update(TARGET)
        .where(TARGET.c.id == chosen.scalar_subquery())
        .values(
            state="leased",
            lease_owner=bindparam("owner"),
            lease_until=bindparam("until"),
            attempts=TARGET.c.attempts + 1,
        )
        .returning(*(TARGET.c[name] for name in names))
    )


def _next_target(_on_sqlite: bool) -> Any:
    now = bindparam("now", type_=BigInteger)
    return _leasing(
        select(TARGET.c.id)
        .where(
            TARGET.c.run_id == bindparam("run_id"),
            TARGET.c.state == "queued",
            bindparam("networks", type_=String).like(literal("%,") + TARGET.c.network + ",%"),
            TARGET.c.not_before <= now,
            TARGET.c.depth <= bindparam("max_depth"),
            TARGET.c.host.in_(select(HOST.c.host).where(HOST.c.next_allowed_at <= now)),
        )
        .order_by(TARGET.c.promise.desc(), TARGET.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _named_target(_on_sqlite: bool) -> Any:
    names = ("run_id", "network", "kind", "key")
    named = and_(*(TARGET.c[name] == bindparam(name) for name in names))
    return _leasing(select(TARGET.c.id).where(TARGET.c.state == "queued", named))


_ACCOUNT = table_of(tables.Account)
_WANT = Prepared(lambda on_sqlite: _wanting(on_sqlite, seeds=False))
_WANT_SEEDS = Prepared(lambda on_sqlite: _wanting(on_sqlite, seeds=True))
_SET_PROMISE = Prepared(
    lambda _: (
        update(TARGET)
        .where(
            TARGET.c.network == bindparam("of"),
            TARGET.c.kind == "account",
            TARGET.c.key == bindparam("who"),
            TARGET.c.run_id == bindparam("run"),
            TARGET.c.state == "queued",
            TARGET.c.depth > 0,
        )
        .values(promise=bindparam("much"))
    )
)
_KNOW_HOST = Prepared(
    lambda on_sqlite: (
        insert_into(HOST, on_sqlite=on_sqlite)
        .values(host=bindparam("host"), next_allowed_at=0, backoff_s=0)
        .on_conflict_do_nothing()
    )
)
_ANY_HOST_OPEN = Prepared(lambda _: select(HOST.c.host).where(HOST.c.next_allowed_at <= bindparam("now")).limit(1))
_LEASE_NEXT, _LEASE_NAMED = Prepared(_next_target), Prepared(_named_target)
_FINISH = Prepared(
    lambda _: (
        update(TARGET)
        .where(
            TARGET.c.id == bindparam("target"),
            TARGET.c.state == "leased",
            TARGET.c.lease_owner == bindparam("owner"),
        )
        .values(
            state="done",
            outcome=bindparam("outcome"),
            chosen=bindparam("chosen"),
            visited_at=bindparam("now"),
            lease_until=null(),
            lease_owner=null(),
        )
    )
)
_FOLLOWERS = Prepared(
    lambda _: select(_ACCOUNT.c.followers).where(
        _ACCOUNT.c.network == bindparam("network"), _ACCOUNT.c.handle == bindparam("handle")
    )
)
