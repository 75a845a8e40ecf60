"""What users decide about people, and what they gave away: wishes, bases, verdicts, talks, exports, standings."""

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.columns import serial_column, time_column


class Suppression(SQLModel, table=True):
    """A person who must not be kept: only a salted hash of network and handle (or native id)."""

    hash: str = Field(primary_key=True)
    reason: str
    since_at: int = Field(sa_column=time_column(nullable=False))


class Basis(SQLModel, table=True):
    """Why a person may be kept: the lawful basis that a list stated, where it is written down, and since when."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    basis: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    given_at: int | None = Field(default=None, sa_column=time_column())
    page_id: int = Field(sa_type=BigInteger)


class Verdict(SQLModel, table=True):
    """One answer of a person to a candidate; rows are only added. ``answer`` is accept, reject, later or undo.

    ``brief`` is the name of the brief, or its hash where it has none; ``who`` gave the answer.
    """

    __table_args__ = (Index("ix_verdict_account", "network", "handle"),)

    id: int | None = Field(default=None, sa_column=serial_column())
    brief: str = Field(index=True)
    network: str
    handle: str
    answer: str
    reason: str | None = Field(default=None, sa_column=Column(Text))
    note: str | None = Field(default=None, sa_column=Column(Text))
    who: str | None = None
    campaign: str | None = None
    decided_at: int = Field(sa_column=time_column(nullable=False))


class Outreach(SQLModel, table=True):
    """Where the talk with a creator stands in a campaign: new, contacted, answered, agreed, declined or
    do_not_contact."""

    network: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    campaign: str = Field(primary_key=True)
    status: str
    owner: str | None = None
    note: str | None = Field(default=None, sa_column=Column(Text))
    changed_at: int = Field(sa_column=time_column(nullable=False))


class Export(SQLModel, table=True):
    """A file that went out: where to, in which layout, for which brief, and when."""

    id: int | None = Field(default=None, sa_column=serial_column())
    file: str
    layout: str
    brief: str
    rows: int
    exported_at: int = Field(sa_column=time_column(nullable=False))


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
