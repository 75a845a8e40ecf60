"""Facts as rows of the tables, and the statements that merge them. Pure: no connection here."""

import hashlib
from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any

import orjson
from pydantic import BaseModel
from sqlalchemy import Table, bindparam, case, func
from sqlalchemy.dialects import sqlite

from storage import tables
from storage.clock import to_millis
from storage.facts import Claim, Comment, Contact, Edge, Fact, Hashtag, Highlight, Post, Profile, Sighting
from storage.prepared import Prepared

Row = dict[str, Any]


def table_of(model: Any) -> Table:
    """The SQLAlchemy table behind a SQLModel class."""
    table: Table = model.__table__
    return table


def names_of(table: Table) -> list[str]:
    """The names of a table's columns, in order."""
    return [column.name for column in table.columns]


def list_as_json(values: Sequence[Any] | None) -> str | None:
    """A list of words or links as JSON text; ``None`` stays ``None``."""
    if values is None:
        return None
    if values and isinstance(values[0], BaseModel):
        values = [value.__dict__ for value in values]
    return orjson.dumps(values).decode()


def _row_of(fact: Fact, at: int, page_id: int) -> Row:
    """The fact's own values; what a table has no column for is left aside when it is stored."""
    row = fact.__dict__.copy()
    row["observed_at"] = at
    row["page_id"] = page_id
    return row


def profile_row(fact: Profile, at: int, page_id: int) -> Row:
    """A row of observation."""
    row = _row_of(fact, at, page_id)
    row["links"] = list_as_json(fact.links)
    row["created_at"] = to_millis(fact.created_at)
    return row


def post_key(fact: Post) -> str | None:
    """What makes a post the same post: its public address, else its native id; ``None`` where it has neither."""
    return fact.url or fact.native_id or fact.code


def post_row(fact: Post, at: int, page_id: int) -> Row:
    """A row of post."""
    row = _row_of(fact, at, page_id)
    row["key"] = post_key(fact)
    row["posted_at"] = to_millis(fact.posted_at)
    for name in ("hashtags", "mentions", "tagged", "coauthors", "sponsors"):
        if row[name] is not None:
            row[name] = list_as_json(row[name])
    return row


def comment_row(fact: Comment, at: int, page_id: int) -> Row:
    """A row of comment."""
    row = _row_of(fact, at, page_id)
    row["posted_at"] = posted_at = to_millis(fact.posted_at)
    key = fact.native_id
    if key is None:
        parts = (fact.post, fact.author_handle, fact.author_native_id, fact.text, str(posted_at))
        key = "sha:" + hashlib.sha256("\0".join(part or "" for part in parts).encode()).hexdigest()[:32]
    row["key"] = key
    return row


def highlight_row(fact: Highlight, at: int, page_id: int) -> Row:
    """A row of highlight."""
    return _row_of(fact, at, page_id) | {"key": fact.native_id or fact.title}


def edge_row(fact: Edge, at: int, page_id: int) -> Row:
    """A row of edge."""
    return _row_of(fact, at, page_id) | {"first_seen_at": at}


def sighting_row(fact: Sighting, at: int, page_id: int) -> Row:
    """A row of sighting."""
    account = fact.handle or f"id:{fact.native_id}"
    return _row_of(fact, at, page_id) | {"account": account, "via": fact.via or "", "first_seen_at": at}


def hashtag_row(fact: Hashtag, at: int, page_id: int) -> Row:
    """A row of hashtag."""
    return _row_of(fact, at, page_id) | {"related": list_as_json(fact.related)}


def account_row(profile: Row) -> Row:
    """A row of account out of a row of observation."""
    return profile | {"first_seen_at": profile["observed_at"], "stale": True}


def insert_into(table: Table, *, on_sqlite: bool) -> Any:
    """The dialect's insert, which knows ON CONFLICT."""
    if on_sqlite:
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # a twentieth of the start of every command

    return postgresql.insert(table)


@cache
def merge_into(model: Hashable) -> Prepared:
    """An upsert that keeps the newest known value of every column, in whatever order pages arrive.

    The newer page's value wins where it has one; a page that says nothing of a column never erases it.
    """
    return Prepared(lambda on_sqlite: _merging(table_of(model), on_sqlite=on_sqlite))


def _merging(table: Table, *, on_sqlite: bool) -> Any:
    statement = insert_into(table, on_sqlite=on_sqlite).values({name: bindparam(name) for name in names_of(table)})
    new = statement.excluded
    newer = new.observed_at >= func.coalesce(table.c.observed_at, 0)
    values: dict[str, Any] = {}
    for column in table.columns:
        name = column.name
        if column.primary_key:
            continue
        if name == "first_seen_at":
            values[name] = _least(table.c[name], new[name], on_sqlite=on_sqlite)
        elif name == "observed_at":
            values[name] = _greatest(func.coalesce(table.c[name], 0), new[name], on_sqlite=on_sqlite)
        elif name == "stale":
            values[name] = new[name]
        else:
            values[name] = case(
                (newer, func.coalesce(new[name], table.c[name])), else_=func.coalesce(table.c[name], new[name])
            )
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=values)


@cache
def ignore_known(model: Hashable, columns: tuple[str, ...]) -> Prepared:
    """An insert of these columns that leaves rows alone that are already there."""
    return Prepared(
        lambda on_sqlite: (
            insert_into(table_of(model), on_sqlite=on_sqlite)
            .values({name: bindparam(name) for name in columns})
            .on_conflict_do_nothing()
        )
    )


def _least(first: Any, second: Any, *, on_sqlite: bool) -> Any:
    return func.min(first, second) if on_sqlite else func.least(first, second)


def _greatest(first: Any, second: Any, *, on_sqlite: bool) -> Any:
    return func.max(first, second) if on_sqlite else func.greatest(first, second)


ROW_OF: dict[type[Any], tuple[Any, Any]] = {
    Post: (tables.Post, post_row),
    Comment: (tables.Comment, comment_row),
    Highlight: (tables.Highlight, highlight_row),
    Contact: (tables.Contact, _row_of),
    Edge: (tables.Edge, edge_row),
    Sighting: (tables.Sighting, sighting_row),
    Claim: (tables.Claim, _row_of),
    Hashtag: (tables.Hashtag, hashtag_row),
}
