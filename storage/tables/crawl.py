"""The crawl's own memory: runs, pages, what waits to be visited, hosts and what was used of their limits."""

from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import serial_column, time_column


class Meta(SQLModel, table=True):
    """Single values that belong to the database itself: the salt of its hashes, versions of derived tables."""

    name: str = Field(primary_key=True)
    value: str


class Run(SQLModel, table=True):
    """One discover or ingest. ``state`` is running, finished, budget, blocked, interrupted or failed."""

    id: int | None = Field(default=None, sa_column=serial_column())
    command: str
    seeds: str
    settings: str
    state: str = "running"
    detail: str | None = None
    started_at: int = Field(sa_column=time_column(nullable=False))
    finished_at: int | None = Field(default=None, sa_column=time_column())
    owner: str | None = None
    requests: int = Field(default=0, sa_type=BigInteger)
    pages: int = Field(default=0, sa_type=BigInteger)
    profiles: int = Field(default=0, sa_type=BigInteger)
    facts: int = Field(default=0, sa_type=BigInteger)
    unreadable: int = 0
    misses: int = 0


class Page(SQLModel, table=True):
    """One page that entered: where from, when, and how it ended. Its body is kept only in recordings."""

    id: int | None = Field(default=None, sa_column=serial_column())
    run_id: int = Field(index=True)
    network: str
    url: str
    document: str | None = None
    fetched_at: int = Field(sa_column=time_column(nullable=False))
    status: int
    sha256: str
    source: str
    outcome: str
    detail: str | None = None
    facts: int = 0


class Target(SQLModel, table=True):
    """The frontier: something to visit, and where its visit stands.

    ``state`` is queued, leased, done, failed (a dead letter), or skipped (known to lie outside what is wanted).
    ``chosen`` says why its last visit was made then: seed, vote, what was learned.
    ``run_id`` is the run that last met it: a run visits only what it met itself.
    """

    __table_args__ = (
        Index("ix_target_key", "network", "kind", "key", unique=True),
        Index("ix_target_next", "run_id", "state", text("promise DESC"), "id"),
    )

    id: int | None = Field(default=None, sa_column=serial_column())
    run_id: int
    network: str
    kind: str
    key: str
    host: str
    promise: float
    depth: int
    state: str = "queued"
    outcome: str | None = None
    chosen: str | None = None
    attempts: int = 0
    not_before: int = Field(default=0, sa_column=time_column(nullable=False))
    lease_until: int | None = Field(default=None, sa_column=time_column())
    lease_owner: str | None = None
    visited_at: int | None = Field(default=None, sa_column=time_column())


class Host(SQLModel, table=True):
    """Politeness, shared by all workers: nobody begins to ask this host before ``next_allowed_at``.

    Nothing leaves for it before ``held_until``, not even what was given its turn earlier.
    """

    host: str = Field(primary_key=True)
    next_allowed_at: int = Field(sa_column=time_column(nullable=False))
    held_until: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    backoff_s: int = 0
    reason: str | None = None


class QuotaUse(SQLModel, table=True):
    """One use of an allowance that a network counts by itself: ``key`` of ``bucket``, such as a hashtag searched."""

    __tablename__ = "quota_use"

    network: str = Field(primary_key=True)
    bucket: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    used_at: int = Field(sa_column=Column(BigInteger, primary_key=True))
    units: int = 1
