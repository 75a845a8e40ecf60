"""The tables, as SQLModel classes: facts as kept, and the crawl's own memory.

Times (``…_at``, ``…_until``) are whole milliseconds since 1970 in UTC, so that both databases sort and
subtract them alike; lists are JSON text. ``page_id`` names the page that said it. Derived tables
(features, terms, scores) are in derived.py: they are rebuilt, never migrated.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, SQLModel


def _time(*, nullable: bool = True, index: bool = False) -> Column[int]:
    return Column(BigInteger, nullable=nullable, index=index)


def _count() -> Column[int]:
    return Column(BigInteger, nullable=True)


def _serial() -> Column[int]:
    # SQLite counts rows up by itself only for a column declared INTEGER.
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


class Meta(SQLModel, table=True):
    """Single values that belong to the database itself: the salt of its hashes, versions of derived tables."""

    name: str = Field(primary_key=True)
    value: str


class Run(SQLModel, table=True):
    """One discover or ingest. ``state`` is running, finished, budget, blocked, interrupted or failed."""

    id: int | None = Field(default=None, sa_column=_serial())
    command: str
    seeds: str
    settings: str
    state: str = "running"
    detail: str | None = None
    started_at: int = Field(sa_column=_time(nullable=False))
    finished_at: int | None = Field(default=None, sa_column=_time())
    owner: str | None = None
    requests: int = Field(default=0, sa_type=BigInteger)
    pages: int = Field(default=0, sa_type=BigInteger)
    profiles: int = Field(default=0, sa_type=BigInteger)
    facts: int = Field(default=0, sa_type=BigInteger)
    unreadable: int = 0
    misses: int = 0


class Page(SQLModel, table=True):
    """One page that entered: where from, when, and how it ended. Its body is kept only in recordings."""

    id: int | None = Field(default=None, sa_column=_serial())
    run_id: int = Field(index=True)
    network: str
    url: str
    document: str | None = None
    fetched_at: int = Field(sa_column=_time(nullable=False))
    status: int
    sha256: str
    source: str
    outcome: str
    detail: str | None = None
    facts: int = 0


class _ProfileColumns(SQLModel):
    native_id: str | None = None
    display_name: str | None = None
    bio: str | None = None
    followers: int | None = Field(default=None, sa_type=BigInteger)
    followers_within: int | None = Field(default=None, sa_type=BigInteger)
    following: int | None = Field(default=None, sa_type=BigInteger)
    posts_count: int | None = Field(default=None, sa_type=BigInteger)
    is_private: bool | None = None
    is_verified: bool | None = None
    account_type: str | None = None
    category: str | None = None
    pronouns: str | None = None
    avatar_url: str | None = None
    links: str | None = None
    highlights_count: int | None = Field(default=None, sa_type=BigInteger)
    created_at: int | None = Field(default=None, sa_type=BigInteger)


class Account(_ProfileColumns, table=True):
    """Everyone ever sighted, with the newest known value of each profile field.

    ``observed_at`` is the newest profile fact's time, ``None`` for an account that was only sighted.
    ``stale`` is true while its features are older than its facts.
    """

    __table_args__ = (
        Index("ix_account_native_id", "network", "native_id"),
        Index("ix_account_stale", "stale", sqlite_where=text("stale"), postgresql_where=text("stale")),
    )

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    first_seen_at: int = Field(sa_column=_time(nullable=False))
    observed_at: int | None = Field(default=None, sa_column=_time())
    page_id: int | None = Field(default=None, sa_type=BigInteger)
    stale: bool = True


class Observation(_ProfileColumns, table=True):
    """What one page said of one profile: followers today and last week are two rows."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    observed_at: int = Field(sa_column=Column(BigInteger, primary_key=True))
    page_id: int = Field(sa_type=BigInteger)


class Post(SQLModel, table=True):
    """One post. ``key`` is its public address, or its native id where it has none."""

    __table_args__ = (
        Index("ix_post_author", "network", "author_handle", "posted_at"),
        Index("ix_post_author_id", "network", "author_native_id"),
        Index("ix_post_native_id", "network", "native_id"),
    )

    network: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    native_id: str | None = None
    code: str | None = None
    url: str | None = None
    author_handle: str | None = None
    author_native_id: str | None = None
    posted_at: int | None = Field(default=None, sa_column=_time())
    text: str | None = Field(default=None, sa_column=Column(Text))
    kind: str | None = None
    likes: int | None = Field(default=None, sa_column=_count())
    comments: int | None = Field(default=None, sa_column=_count())
    views: int | None = Field(default=None, sa_column=_count())
    shares: int | None = Field(default=None, sa_column=_count())
    hashtags: str | None = None
    mentions: str | None = None
    tagged: str | None = None
    coauthors: str | None = None
    place: str | None = None
    paid_partnership: bool | None = None
    sponsors: str | None = None
    pinned: bool | None = None
    alt_text: str | None = None
    image_url: str | None = None
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Comment(SQLModel, table=True):
    """One comment. ``key`` is its native id, or a hash of post, author and text where it has none."""

    __table_args__ = (Index("ix_comment_post", "network", "post"),)

    network: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    native_id: str | None = None
    post: str | None = None
    author_handle: str | None = Field(default=None, index=True)
    author_native_id: str | None = None
    text: str | None = Field(default=None, sa_column=Column(Text))
    posted_at: int | None = Field(default=None, sa_column=_time())
    likes: int | None = Field(default=None, sa_column=_count())
    reply_to: str | None = None
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Highlight(SQLModel, table=True):
    """A titled collection of stories. ``key`` is its native id, or its title."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    native_id: str | None = None
    title: str | None = None
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Contact(SQLModel, table=True):
    """A way to reach an account, as its own page offered it."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    where: str
    source_url: str
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Edge(SQLModel, table=True):
    """A typed tie between two accounts."""

    __table_args__ = (Index("ix_edge_target", "network", "target"),)

    network: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    first_seen_at: int = Field(sa_column=_time(nullable=False))
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Sighting(SQLModel, table=True):
    """An account met by a route. ``account`` is its handle, or ``id:NATIVE_ID`` until a page tells the handle."""

    network: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    route: str = Field(primary_key=True)
    via: str = Field(primary_key=True)
    native_id: str | None = None
    display_name: str | None = None
    first_seen_at: int = Field(sa_column=_time(nullable=False))
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Picture(SQLModel, table=True):
    """A small copy of an account's picture (``key`` is empty) or of one of its posts (``key`` is the post's).

    ``body`` is a JPEG that was drawn anew; the other columns say how the picture was taken (scoring.photos).
    """

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    url: str
    fetched_at: int = Field(sa_column=_time(nullable=False))
    size: int
    sharpness: float
    exposure: float
    noise: float
    colourfulness: float
    palette: str = Field(sa_column=Column(Text, nullable=False))
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Claim(SQLModel, table=True):
    """An account that names another account, or a page of its own, as itself."""

    __table_args__ = (Index("ix_claim_target", "target_network", "target_handle"),)

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    target_network: str = Field(primary_key=True)
    target_handle: str = Field(primary_key=True)
    how: str = Field(primary_key=True)
    url: str
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Identity(SQLModel, table=True):
    """Somebody's decision that two accounts are one person's (``same``), or are not; the lesser one stands first."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    other_network: str = Field(primary_key=True)
    other_handle: str = Field(primary_key=True)
    same: bool
    note: str | None = Field(default=None, sa_column=Column(Text))
    who: str | None = None
    decided_at: int = Field(sa_column=_time(nullable=False))


class Hashtag(SQLModel, table=True):
    """A hashtag as its own page showed it."""

    network: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    posts_count: int | None = Field(default=None, sa_column=_count())
    related: str | None = None
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Block(SQLModel, table=True):
    """A refusal, named: a fact of the run."""

    id: int | None = Field(default=None, sa_column=_serial())
    run_id: int = Field(index=True)
    network: str
    kind: str
    url: str
    detail: str | None = None
    observed_at: int = Field(sa_column=_time(nullable=False))
    page_id: int | None = Field(default=None, sa_type=BigInteger)


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

    id: int | None = Field(default=None, sa_column=_serial())
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
    not_before: int = Field(default=0, sa_column=_time(nullable=False))
    lease_until: int | None = Field(default=None, sa_column=_time())
    lease_owner: str | None = None
    visited_at: int | None = Field(default=None, sa_column=_time())


class Host(SQLModel, table=True):
    """Politeness, shared by all workers: nobody begins to ask this host before ``next_allowed_at``.

    Nothing leaves for it before ``held_until``, not even what was given its turn earlier.
    """

    host: str = Field(primary_key=True)
    next_allowed_at: int = Field(sa_column=_time(nullable=False))
    held_until: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    backoff_s: int = 0
    reason: str | None = None


class Suppression(SQLModel, table=True):
    """A person who must not be kept: only a salted hash of network and handle (or native id)."""

    hash: str = Field(primary_key=True)
    reason: str
    since_at: int = Field(sa_column=_time(nullable=False))


class Basis(SQLModel, table=True):
    """Why a person may be kept: the lawful basis that a list stated, where it is written down, and since when."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    basis: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    given_at: int | None = Field(default=None, sa_column=_time())
    page_id: int = Field(sa_type=BigInteger)


class QuotaUse(SQLModel, table=True):
    """One use of an allowance that a network counts by itself: ``key`` of ``bucket``, such as a hashtag searched."""

    __tablename__ = "quota_use"

    network: str = Field(primary_key=True)
    bucket: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    used_at: int = Field(sa_column=Column(BigInteger, primary_key=True))
    units: int = 1


class Verdict(SQLModel, table=True):
    """One answer of a person to a candidate; rows are only added. ``answer`` is accept, reject, later or undo.

    ``brief`` is the name of the brief, or its hash where it has none; ``who`` gave the answer.
    """

    __table_args__ = (Index("ix_verdict_account", "network", "handle"),)

    id: int | None = Field(default=None, sa_column=_serial())
    brief: str = Field(index=True)
    network: str
    handle: str
    answer: str
    reason: str | None = Field(default=None, sa_column=Column(Text))
    note: str | None = Field(default=None, sa_column=Column(Text))
    who: str | None = None
    campaign: str | None = None
    decided_at: int = Field(sa_column=_time(nullable=False))


class Outreach(SQLModel, table=True):
    """Where the talk with a creator stands in a campaign: new, contacted, answered, agreed, declined or
    do_not_contact."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    campaign: str = Field(primary_key=True)
    status: str
    owner: str | None = None
    note: str | None = Field(default=None, sa_column=Column(Text))
    changed_at: int = Field(sa_column=_time(nullable=False))


class Export(SQLModel, table=True):
    """A file that went out: where to, in which layout, for which brief, and when."""

    id: int | None = Field(default=None, sa_column=_serial())
    file: str
    layout: str
    brief: str
    rows: int
    exported_at: int = Field(sa_column=_time(nullable=False))


class ExportedAccount(SQLModel, table=True):
    """Whom an export held."""

    __tablename__ = "exported_account"
    __table_args__ = (Index("ix_exported_account", "network", "handle"),)

    export_id: int = Field(primary_key=True)
    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)


class Standing(SQLModel, table=True):
    """Where an account stood in the ranking at the end of a run; ``points`` are its signals' contributions as JSON."""

    run_id: int = Field(primary_key=True)
    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    position: int
    score: float
    version: str
    excluded: str | None = None
    points: str = Field(sa_column=Column(Text, nullable=False))
