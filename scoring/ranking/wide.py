"""The wide table and the terms as frames: packed into blocks and kept, so that a million accounts are read at once.

Blocks follow from the tables alone. Only those that hold a changed account are packed again. A block's terms are shared
out to buckets, each term with all who use it, so that a brief reads only the buckets of its own words.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zlib import crc32

import polars as pl
from polars.io.plugins import register_io_source

from scoring.features import COLUMNS
from scoring.ranking.rank import READ, SCHEMA
from storage.blocks import (
    BEGIN,
    PackedRange,
    all_blocks,
    are_whole,
    block_starts,
    changed_accounts,
    empty_blocks,
    forget_changes,
    read_block,
    read_buckets,
    save_block,
    start_of,
)
from storage.database import Database
from storage.derived import read_features, read_range, read_terms_of_few, read_terms_range
from storage.facts import AccountKey

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from scoring.ranking.match import Uses

BLOCK_ROWS = 50_000  # unpacked in some 10 ms, patched in some 200
BUCKET_USES = 8_000  # a bucket below this is read no faster than one of this size
KEYS = ["network", "handle"]
_READ_SCHEMA = {name: SCHEMA[name] for name in READ}
_USES = {"row": pl.UInt32, "term": pl.String, "weight": pl.Float64}  # row: place in the block
_NO_USES = pl.DataFrame(schema=_USES)
_USERS: Mapping[str, Any] = {"term": pl.String, "row": pl.List(pl.UInt32), "weight": pl.List(pl.Float64)}


@contextmanager
def whole_blocks(database: Database) -> "Iterator[Connection]":
    """A view of the database in which the blocks say what the tables say."""
    for last in (False, True):
        with database.read() as connection:
            if are_whole(connection):
                yield connection
                return
        with database.write() as connection:
            pack_changed(connection)
            if last:  # others change features faster than a view is opened: they wait this once
                yield connection


def pack_changed(connection: "Connection") -> int:
    """Packs every block anew in which an account changed, came or went; returns how many. Needs a write transaction."""
    starts, empty, changed = block_starts(connection), empty_blocks(connection), changed_accounts(connection)
    if not starts:
        return _pack_range(connection, BEGIN, None)
    touched: dict[AccountKey, list[AccountKey]] = {start: [] for start in empty}
    for account in changed:
        touched.setdefault(start_of(starts, account), []).append(account)
    ends = dict(zip(starts, [*starts[1:], None], strict=True))
    blocks = {block.start: block for block in all_blocks(connection)}
    packed = 0
    for start, accounts in touched.items():
        if start in empty or len(accounts) > blocks[start].accounts / 2:  # one by one would take longer
            packed += _pack_range(connection, start, ends[start])
        else:
            packed += _patch(connection, start, accounts)
    if changed:
        forget_changes(connection)
    return packed


def scan_blocks(connection: "Connection") -> pl.LazyFrame:
    """The columns that a ranking reads, of everyone in order of network and handle; unpacked as they are needed.

    The blocks must be whole.
    """
    packed = [read_block(connection, block.start) for block in all_blocks(connection)]

    def unpack_each(
        names: list[str] | None, predicate: pl.Expr | None, rows: int | None, _at_once: int | None
    ) -> Iterator[pl.DataFrame]:
        for data in packed:
            frame = _unpack(data, names)
            frame = frame if predicate is None else frame.filter(predicate)
            if rows is not None:
                frame = frame.head(rows)
                rows -= len(frame)
            yield frame

    return register_io_source(unpack_each, schema=_READ_SCHEMA)


def read_uses(connection: "Connection", terms: Collection[str]) -> "dict[str, Uses]":
    """Who uses each of these terms, by their places among everyone of ``scan_blocks``; terms that nobody uses are left
    out. The blocks must be whole."""
    import numpy as np

    wanted, first = set(terms), 0
    parts: dict[str, list[Uses]] = {}
    for block in all_blocks(connection):
        buckets = {_bucket_of(term, block.buckets) for term in wanted}
        for data in read_buckets(connection, block.start, buckets):
            users = _unpack_users(data)
            for place, term in enumerate(users["term"].to_list()):
                if term in wanted:
                    rows, weights = users["row"][place].to_numpy() + np.uint32(first), users["weight"][place].to_numpy()
                    parts.setdefault(term, []).append((rows, weights))
        first += block.accounts
    return {
        term: (np.concatenate([rows for rows, _ in each]), np.concatenate([weights for _, weights in each]))
        for term, each in parts.items()
    }


def _pack_range(connection: "Connection", start: AccountKey, end: AccountKey | None) -> int:
    """Packs what the tables have in a range into as many blocks as it takes; one that nobody is left in stays."""
    begins, packed = start, 0
    for rows in read_range(connection, COLUMNS, READ, start, end, at_once=BLOCK_ROWS):
        if packed:
            begins = _key(rows[0])
        frame = pl.DataFrame(rows, schema=_READ_SCHEMA, orient="row")
        terms = read_terms_range(connection, _key(rows[0]), _key(rows[-1]))
        _save(connection, begins, frame, pl.concat([_NO_USES, *(_number_uses(frame, portion) for portion in terms)]))
        packed += 1
    if not packed and start in block_starts(connection):
        _save(connection, start, pl.DataFrame(schema=_READ_SCHEMA), _NO_USES)
    return packed


def _patch(connection: "Connection", start: AccountKey, accounts: Sequence[AccountKey]) -> int:
    """Puts these accounts into their block as they are now; a block that grew too large is parted."""
    before = _unpack(read_block(connection, start)).with_row_index("row")
    now = pl.DataFrame(read_features(connection, COLUMNS, accounts), schema=SCHEMA, orient="row").select(READ)
    changed = pl.DataFrame(accounts, schema=KEYS, orient="row")
    others = before.join(changed, on=KEYS, how="anti")
    whole = pl.concat([others, now], how="diagonal").sort(KEYS).rename({"row": "before"}).with_row_index("row")
    packed = [_unpack_users(data) for data in read_buckets(connection, start)]
    kept = pl.concat([pl.DataFrame(schema=_USERS), *packed]).explode("row", "weight").rename({"row": "before"})
    moved = kept.join(whole.select("before", "row"), on="before", how="inner").select(list(_USES))
    uses = pl.concat([moved, _number_uses(whole, read_terms_of_few(connection, accounts))])
    parts = 1 if len(whole) <= 2 * BLOCK_ROWS else -(-len(whole) // BLOCK_ROWS)
    size = -(-len(whole) // parts)
    for first in range(0, max(1, len(whole)), max(1, size)):
        frame = whole.slice(first, size).select(READ)
        mine = uses.filter(pl.col("row").is_between(first, first + size - 1)).with_columns(pl.col("row") - first)
        _save(connection, start if first == 0 else _key(frame.row(0)), frame, mine)
    return parts


def _key(row: Sequence[Any]) -> AccountKey:
    return str(row[0]), str(row[1])


def _number_uses(frame: pl.DataFrame, terms: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    """(network, handle, term, weight) by the account's place in a block."""
    names = {"network": pl.String, "handle": pl.String, "term": pl.String, "weight": pl.Float64}
    named = pl.DataFrame(terms, schema=names, orient="row")
    places = frame.select(KEYS).with_row_index("row")
    return named.join(places, on=KEYS, how="inner").select(list(_USES))


def _save(connection: "Connection", start: AccountKey, frame: pl.DataFrame, uses: pl.DataFrame) -> None:
    buckets = 1 + len(uses) // BUCKET_USES
    users = uses.sort("term", "row").group_by("term", maintain_order=True).agg("row", "weight")
    places = pl.Series("bucket", [_bucket_of(term, buckets) for term in users["term"]], dtype=pl.Int64)
    parts = users.with_columns(places).partition_by("bucket", as_dict=True, include_key=False)
    terms = {int(key[0]): _pack_users(part) for key, part in parts.items()}
    save_block(connection, PackedRange(start, len(frame), buckets), _pack(frame), terms)


def _bucket_of(term: str, buckets: int) -> int:
    return crc32(term.encode()) % buckets


def _pack(frame: pl.DataFrame) -> bytes:
    kept = BytesIO()
    frame.rechunk().write_ipc(kept, compression="lz4")
    return kept.getvalue()


def _unpack(data: bytes, names: Sequence[str] | None = None) -> pl.DataFrame:
    return pl.read_ipc(BytesIO(data), columns=list(names) if names is not None else None)


def _pack_users(users: pl.DataFrame) -> bytes:
    """A bucket as it lies in memory: a brief reads hundreds, each in a tenth of the time that a file format takes."""
    kept = BytesIO()
    users.rechunk().write_ipc_stream(kept, compression="uncompressed")
    return kept.getvalue()


def _unpack_users(data: bytes) -> pl.DataFrame:
    packed_before = data.startswith(b"ARROW1")  # as blocks are, by an earlier version
    return _unpack(data) if packed_before else pl.read_ipc_stream(BytesIO(data))
