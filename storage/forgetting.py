"""Forgetting a person: every row about or by them, and their name where others wrote it."""

import re
from typing import Any

import orjson
from sqlalchemy import Connection, Table, delete, or_, select, text, update

from storage import tables
from storage.derived import drop_features
from storage.privacy import suppress
from storage.rows import table_of

FORGOTTEN = "forgotten"
_LISTS = ("mentions", "tagged", "coauthors", "sponsors")


def forget(connection: Connection, network: str, handle: str) -> int:
    """Deletes every row about or by this person, takes their name out of others' rows, and suppresses them.

    Returns how many rows went. Recordings are files of their own: the caller rewrites those. What stays is a
    salted hash. Call ``erase_remnants`` after the transaction.
    """
    account = table_of(tables.Account)
    native_id = connection.execute(
        select(account.c.native_id).where(account.c.network == network, account.c.handle == handle)
    ).scalar()
    suppress(connection, network, handle, native_id, FORGOTTEN)
    gone = _delete_own(connection, network, handle, native_id)
    _leave_others(connection, network, handle)
    return gone


def erase_remnants(connection: Connection) -> None:
    """Overwrites what deleted rows left in the log of SQLite (freed pages are overwritten at once)."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _delete_own(connection: Connection, network: str, handle: str, native_id: str | None) -> int:
    post, comment, sighting, edge = map(table_of, (tables.Post, tables.Comment, tables.Sighting, tables.Edge))
    target = table_of(tables.Target)
    own_posts = select(post.c.native_id).where(
        post.c.network == network, post.c.author_handle == handle, post.c.native_id.is_not(None)
    )
    by_comment = [comment.c.author_handle == handle, comment.c.post.in_(own_posts)]
    by_post = [post.c.author_handle == handle]
    if native_id:
        by_comment.append(comment.c.author_native_id == native_id)
        by_post.append(post.c.author_native_id == native_id)
    conditions: list[tuple[Table, Any]] = [
        (comment, or_(*by_comment)),
        (post, or_(*by_post)),
        (sighting, or_(sighting.c.account.in_([handle, f"id:{native_id}"]), sighting.c.via == handle)),
        (edge, or_(edge.c.source == handle, edge.c.target == handle)),
        (target, (target.c.kind == "account") & (target.c.key == handle)),
    ]
    for model in (tables.Contact, tables.Highlight, tables.Basis, tables.Observation, tables.Account):
        table = table_of(model)
        conditions.append((table, table.c.handle == handle))
    gone = sum(
        connection.execute(delete(table).where(table.c.network == network, condition)).rowcount
        for table, condition in conditions
    )
    drop_features(connection, network, handle)
    return gone


def _leave_others(connection: Connection, network: str, handle: str) -> None:
    """Takes the name out of what others wrote, out of lists of names, and out of addresses that were asked."""
    named = re.compile(rf"@{re.escape(handle)}(?![\w.])", re.IGNORECASE)
    address = re.compile(rf"(?<=[/=@]){re.escape(handle)}(?=$|[/?&#])", re.IGNORECASE)
    for model, columns, pattern in (
        (tables.Post, ("text", "alt_text"), named),
        (tables.Comment, ("text",), named),
        (tables.Account, ("bio",), named),
        (tables.Observation, ("bio",), named),
        (tables.Page, ("url", "document", "detail"), address),
        (tables.Block, ("url", "detail"), address),
        (tables.Contact, ("source_url",), address),
    ):
        table = table_of(model)
        for column in columns:
            _rewrite(connection, table, column, network, handle, pattern)
    post = table_of(tables.Post)
    for column in _LISTS:
        rows = connection.execute(
            select(post.c.key, post.c[column]).where(
                post.c.network == network, post.c[column].contains(f'"{handle}"', autoescape=True)
            )
        ).all()
        for key, names in rows:
            kept = orjson.dumps([name for name in orjson.loads(names) if name != handle]).decode()
            connection.execute(update(post).where(post.c.network == network, post.c.key == key).values({column: kept}))
    run = table_of(tables.Run)
    for column in ("seeds", "settings"):
        rows = connection.execute(
            select(run.c.id, run.c[column]).where(run.c[column].contains(f"@{handle}", autoescape=True))
        ).all()
        for number, words in rows:
            kept = re.sub(rf'"@{re.escape(handle)}(@{re.escape(network)})?",?', "", words).replace(",]", "]")
            connection.execute(update(run).where(run.c.id == number).values({column: kept}))


def _rewrite(
    connection: Connection, table: Table, column: str, network: str, handle: str, pattern: re.Pattern[str]
) -> None:
    keys = list(table.primary_key.columns)
    rows = connection.execute(
        select(*keys, table.c[column]).where(
            table.c.network == network, table.c[column].icontains(handle, autoescape=True)
        )
    ).all()
    for *values, words in rows:
        changed = pattern.sub(lambda match: match.group().startswith("@") * "@" + FORGOTTEN, words)
        if changed != words:
            here = [key == value for key, value in zip(keys, values, strict=True)]
            connection.execute(update(table).where(*here).values({column: changed}))
