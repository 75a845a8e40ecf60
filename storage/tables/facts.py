"""Facts as kept: what pages say of accounts, posts and ties. ``page_id`` names the page that said it."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import count_column, serial_column, time_column


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
    location: str | None = None


class Account(_ProfileColumns, table=True):
    """Everyone ever sighted, with the newest known value of each profile field.

    ``observed_at`` is the newest profile fact's time, ``None`` for an account that was only sighted.
    ``stale`` is true while its features are older than its facts.
    """

    __table_args__ = (
        Index("ix_account_native_id", "network", "native_id"),
        # Partial on PostgreSQL, too, by its migration: to say so here would load that dialect with every command.
        Index("ix_account_stale", "stale", sqlite_where=text("stale")),
    )

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    first_seen_at: int = Field(sa_column=time_column(nullable=False))
    observed_at: int | None = Field(default=None, sa_column=time_column())
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
    posted_at: int | None = Field(default=None, sa_column=time_column())
    text: str | None = Field(default=None, sa_column=Column(Text))
    kind: str | None = None
    likes: int | None = Field(default=None, sa_column=count_column())
    comments: int | None = Field(default=None, sa_column=count_column())
    views: int | None = Field(default=None, sa_column=count_column())
    shares: int | None = Field(default=None, sa_column=count_column())
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
    observed_at: int = Field(sa_column=time_column(nullable=False))
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
    posted_at: int | None = Field(default=None, sa_column=time_column())
    likes: int | None = Field(default=None, sa_column=count_column())
    reply_to: str | None = None
    observed_at: int = Field(sa_column=time_column(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Highlight(SQLModel, table=True):
    """A titled collection of stories. ``key`` is its native id, or its title."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    native_id: str | None = None
    title: str | None = None
    observed_at: int = Field(sa_column=time_column(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Contact(SQLModel, table=True):
    """A way to reach an account, as its own page offered it."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    where: str
    source_url: str
    observed_at: int = Field(sa_column=time_column(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Edge(SQLModel, table=True):
    """A typed tie between two accounts."""

    __table_args__ = (Index("ix_edge_target", "network", "target"),)

    network: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    first_seen_at: int = Field(sa_column=time_column(nullable=False))
    observed_at: int = Field(sa_column=time_column(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Sighting(SQLModel, table=True):
    """An account met by a route. ``account`` is its handle, or ``id:NATIVE_ID`` until a page tells the handle."""

    network: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    route: str = Field(primary_key=True)
    via: str = Field(primary_key=True)
    native_id: str | None = None
    display_name: str | None = None
    first_seen_at: int = Field(sa_column=time_column(nullable=False))
    observed_at: int = Field(sa_column=time_column(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Picture(SQLModel, table=True):
    """A small copy of an account's picture (``key`` is empty) or of one of its posts (``key`` is the post's).

    ``body`` is a JPEG that was drawn anew; the other columns say how the picture was taken (scoring.photos).
    """

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    url: str
    fetched_at: int = Field(sa_column=time_column(nullable=False))
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
    observed_at: int = Field(sa_column=time_column(nullable=False))
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
    decided_at: int = Field(sa_column=time_column(nullable=False))


class Hashtag(SQLModel, table=True):
    """A hashtag as its own page showed it."""

    network: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    posts_count: int | None = Field(default=None, sa_column=count_column())
    related: str | None = None
    observed_at: int = Field(sa_column=time_column(nullable=False))
    page_id: int = Field(sa_type=BigInteger)


class Block(SQLModel, table=True):
    """A refusal, named: a fact of the run."""

    id: int | None = Field(default=None, sa_column=serial_column())
    run_id: int = Field(index=True)
    network: str
    kind: str
    url: str
    detail: str | None = None
    observed_at: int = Field(sa_column=time_column(nullable=False))
    page_id: int | None = Field(default=None, sa_type=BigInteger)
