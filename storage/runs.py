"""Runs: what was asked for, how far it came, and how to go on."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, func, insert, select, update

from storage import tables
from storage.prepared import Prepared
from storage.rows import table_of

_MOST_TROUBLES = 100
RUN = table_of(tables.Run)
_COUNTERS = ("requests", "pages", "profiles", "facts", "unreadable", "misses")
_COUNT = Prepared(
    lambda _: (
        update(RUN)
        .where(RUN.c.id == bindparam("run"))
        .values({name: RUN.c[name] + bindparam(name) for name in _COUNTERS})
        .returning(RUN.c.requests, RUN.c.profiles)
    )
)


@dataclass(frozen=True)
class RunRow:
    """One run as kept. ``settings`` is what it needs to be resumed."""

    id: int
    command: str
    seeds: list[str]
    settings: dict[str, Any]
    state: str
    detail: str | None
    started_at: int
    finished_at: int | None
    owner: str | None
    requests: int
    pages: int
    profiles: int
    facts: int
    unreadable: int
    misses: int


def start_run(
    connection: Connection, command: str, seeds: list[str], settings: dict[str, Any], *, owner: str, now: int
) -> int:
    """Writes the run down before anything is fetched; returns its number."""
    number: int = connection.execute(
        insert(RUN).returning(RUN.c.id),
        {
            "command": command,
            "seeds": orjson.dumps(seeds).decode(),
            "settings": orjson.dumps(settings).decode(),
            "state": "running",
            "started_at": now,
            "owner": owner,
            **dict.fromkeys(_COUNTERS, 0),
        },
    ).scalar_one()
    return number


def count_in_run(connection: Connection, run_id: int, **more: int) -> tuple[int, int]:
    """Adds to the run's counters, in the transaction that did the work; returns its (requests, profiles) so far."""
    row: Any = _COUNT.run(connection, {**dict.fromkeys(_COUNTERS, 0), **more, "run": run_id}).one()
    return row[0], row[1]


def end_run(connection: Connection, run_id: int, state: str, detail: str | None, *, now: int) -> None:
    """Closes the run with its outcome."""
    connection.execute(update(RUN).where(RUN.c.id == run_id).values(state=state, detail=detail, finished_at=now))


def reopen_run(connection: Connection, run_id: int, settings: dict[str, Any], *, owner: str) -> None:
    """The run goes on, in the hands of a new owner, with what it may spend from now on."""
    changes = {"state": "running", "detail": None, "finished_at": None, "owner": owner}
    changes["settings"] = orjson.dumps(settings).decode()
    connection.execute(update(RUN).where(RUN.c.id == run_id).values(**changes))


def find_run(connection: Connection, run_id: int) -> RunRow | None:
    """A run by its number."""
    row = connection.execute(select(RUN).where(RUN.c.id == run_id)).mappings().first()
    return None if row is None else _run(row)


def list_runs(connection: Connection, limit: int = 50) -> list[RunRow]:
    """The newest runs, newest first."""
    return [_run(row) for row in connection.execute(select(RUN).order_by(RUN.c.id.desc()).limit(limit)).mappings()]


def last_unfinished(connection: Connection) -> RunRow | None:
    """The newest discover or refresh that has something left to do; ``None`` where every one finished."""
    query = (
        select(RUN)
        .where(RUN.c.command.in_(["discover", "refresh"]), RUN.c.state != "finished")
        .order_by(RUN.c.id.desc())
    )
    row = connection.execute(query.limit(1)).mappings().first()
    return None if row is None else _run(row)


def newest_brief(connection: Connection) -> str | None:
    """The file of the brief that the newest crawl was for; ``None`` where it had none, or there was none."""
    crawls = select(RUN.c.settings).where(RUN.c.command == "discover").order_by(RUN.c.id.desc()).limit(1)
    settings = connection.execute(crawls).scalar()
    brief = orjson.loads(settings).get("brief") if settings is not None else None
    return brief if isinstance(brief, str) else None


def _run(row: Any) -> RunRow:
    values = dict(row)
    values["seeds"] = orjson.loads(values["seeds"])
    values["settings"] = orjson.loads(values["settings"])
    return RunRow(**values)


def yield_of_runs(connection: Connection, band: tuple[int, int]) -> tuple[int, int, int]:
    """(requests, account visits, accounts in the band) of all live crawls so far; replays cost nothing."""
    live = RUN.c.command.in_(["discover", "refresh"]) & RUN.c.settings.not_like('%"replay":["%')
    requests, profiles = connection.execute(
        select(func.coalesce(func.sum(RUN.c.requests), 0), func.coalesce(func.sum(RUN.c.profiles), 0)).where(live)
    ).one()
    page, account = table_of(tables.Page), table_of(tables.Account)
    fetched = select(page.c.id).where(page.c.source.in_(["http", "browser"]))
    inside = account.c.followers.between(*band), account.c.page_id.in_(fetched)
    nanos = connection.execute(select(func.count()).select_from(account).where(*inside)).scalar_one()
    return int(requests), int(profiles), int(nanos)


def recordings_of(connection: Connection) -> list[str]:
    """The recordings that runs of this database made, as absolute paths."""
    settings = (orjson.loads(row) for row in connection.execute(select(RUN.c.settings)).scalars())
    return sorted({path for one in settings for path in one.get("recordings", ())})


def troubles_of(connection: Connection, run_id: int) -> list[dict[str, Any]]:
    """The pages of a run that ended as a block or unreadable: url, outcome and detail, in order; the first hundred."""
    page = table_of(tables.Page)
    query = (
        select(page.c.url, page.c.outcome, page.c.detail)
        .where(page.c.run_id == run_id, page.c.outcome.in_(["block", "unreadable"]))
        .order_by(page.c.id)
        .limit(_MOST_TROUBLES)
    )
    return [dict(row) for row in connection.execute(query).mappings()]
