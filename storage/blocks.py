"""The wide table once more, in blocks of columns: a million rows are read in a fraction of the time that way.

A block holds the accounts of one range of keys, packed by scoring; here it is kept, and known to be whole or not. What
changed since is noted by account, so that only the blocks of these are packed again.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage.bulk import add_rows
from storage.facts import AccountKey

METADATA = MetaData()
# Keyed by where its range begins; the first begins before everybody. Without data it is to be packed anew.
BLOCK = Table(
    "feature_block",
    METADATA,
    Column("network", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
    Column("accounts", Integer, nullable=False),
    Column("buckets", Integer, nullable=False),
    Column("data", LargeBinary),
)
# Who in a block uses which terms, the terms shared out to as many buckets as the block says.
TERMS = Table(
    "term_block",
    METADATA,
    Column("network", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
    Column("bucket", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
CHANGED = Table(
    "feature_changed",
    METADATA,
    Column("network", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
)
BEGIN: AccountKey = ("", "")


@dataclass(frozen=True)
class PackedRange:
    """A packed range of accounts: where it begins, how many they are, and to how many buckets their terms went."""

    start: AccountKey
    accounts: int
    buckets: int


_BATCH = 400


def note_changed(connection: Connection, network: str, handles: Sequence[str]) -> None:
    """The features of these accounts are not what stands in the blocks; nothing to note where there are no blocks."""
    if connection.execute(select(BLOCK.c.network).limit(1)).first() is None:
        return
    _unnote(connection, network, handles)
    add_rows(connection, CHANGED, [{"network": network, "handle": handle} for handle in dict.fromkeys(handles)])


def drop_from_blocks(connection: Connection, network: str, handles: Sequence[str]) -> None:
    """Empties the blocks that hold these accounts, so that nothing of them is left there."""
    starts = block_starts(connection)
    gone = {(network, handle) for handle in handles}
    if gone & set(starts):  # a range that begins with somebody's name would still tell it
        drop_blocks(connection)
        return
    for start in {start_of(starts, account) for account in gone} if starts else ():
        connection.execute(update(BLOCK).where(_at(BLOCK, start)).values(data=None))
        connection.execute(delete(TERMS).where(_at(TERMS, start)))
    _unnote(connection, network, handles)


def drop_blocks(connection: Connection) -> None:
    """Takes all blocks away."""
    connection.execute(delete(BLOCK))
    connection.execute(delete(TERMS))
    connection.execute(delete(CHANGED))


def block_starts(connection: Connection) -> list[AccountKey]:
    """Where each block begins, in order."""
    return sorted((row[0], row[1]) for row in connection.execute(select(BLOCK.c.network, BLOCK.c.handle)))


def start_of(starts: Sequence[AccountKey], account: AccountKey) -> AccountKey:
    """The start of the block that an account belongs to; there must be blocks."""
    return starts[bisect_right(starts, account) - 1]


def empty_blocks(connection: Connection) -> set[AccountKey]:
    """The starts of those that are to be packed anew."""
    rows = connection.execute(select(BLOCK.c.network, BLOCK.c.handle).where(BLOCK.c.data.is_(None)))
    return {(row[0], row[1]) for row in rows}


def changed_accounts(connection: Connection) -> list[AccountKey]:
    """Whose features changed since the blocks were packed, in order."""
    return sorted((row[0], row[1]) for row in connection.execute(select(CHANGED)))


def are_whole(connection: Connection) -> bool:
    """Whether the blocks say what the wide table says; no blocks say nothing of it."""
    if connection.execute(select(CHANGED.c.network).limit(1)).first() is not None:
        return False
    kept, packed = connection.execute(select(func.count(), func.count(BLOCK.c.data)).select_from(BLOCK)).one()
    return bool(kept) and kept == packed


def all_blocks(connection: Connection) -> list[PackedRange]:
    """The blocks in the order of their accounts; they must be whole."""
    rows = connection.execute(select(BLOCK.c.network, BLOCK.c.handle, BLOCK.c.accounts, BLOCK.c.buckets))
    return sorted((PackedRange((row[0], row[1]), row[2], row[3]) for row in rows), key=lambda block: block.start)


def read_block(connection: Connection, start: AccountKey) -> bytes:
    """The features of one packed block; it must be there and not be empty."""
    return bytes(connection.execute(select(BLOCK.c.data).where(_at(BLOCK, start))).scalar_one())


def read_buckets(connection: Connection, start: AccountKey, buckets: Collection[int] | None = None) -> list[bytes]:
    """The terms of one packed block, of these buckets or of all; those without any term are left out."""
    values = {"network": start[0], "handle": start[1]}
    if buckets is None:
        return [bytes(row[0]) for row in connection.execute(_ALL_BUCKETS, values)]
    return [bytes(row[0]) for row in connection.execute(_SOME_BUCKETS, {**values, "buckets": sorted(buckets)})]


_ALL_BUCKETS = (
    select(TERMS.c.data)
    .where(TERMS.c.network == bindparam("network"), TERMS.c.handle == bindparam("handle"))
    .order_by(TERMS.c.bucket)
)
_SOME_BUCKETS = _ALL_BUCKETS.where(TERMS.c.bucket.in_(bindparam("buckets", expanding=True)))


def save_block(connection: Connection, block: PackedRange, data: bytes, terms: Mapping[int, bytes]) -> None:
    """Keeps a block in place of the one that began there, with its terms by bucket."""
    network, handle = block.start
    for table in (BLOCK, TERMS):
        connection.execute(delete(table).where(_at(table, block.start)))
    row = {"network": network, "handle": handle, "accounts": block.accounts, "buckets": block.buckets, "data": data}
    connection.execute(insert(BLOCK), row)
    keys = {"network": network, "handle": handle}
    rows = [{**keys, "bucket": bucket, "data": packed} for bucket, packed in terms.items()]
    if rows:
        connection.execute(insert(TERMS), rows)


def forget_changes(connection: Connection) -> None:
    """The blocks were packed with all changes in."""
    connection.execute(delete(CHANGED))


def _at(table: Table, start: AccountKey) -> ColumnElement[bool]:
    return and_(table.c.network == start[0], table.c.handle == start[1])


def _unnote(connection: Connection, network: str, handles: Iterable[str]) -> None:
    names = list(handles)
    for at in range(0, len(names), _BATCH):
        part = names[at : at + _BATCH]
        connection.execute(delete(CHANGED).where(CHANGED.c.network == network, CHANGED.c.handle.in_(part)))
