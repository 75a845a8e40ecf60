"""Derived tables: features, terms and scores. Rebuilt from the facts when their version changes, never migrated.

What stands in them is scoring's to say; here they are only kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    tuple_,
    update,
)

from storage import tables
from storage.blocks import BLOCK, CHANGED, TERMS, drop_from_blocks, note_changed
from storage.bulk import add_rows, add_values
from storage.rows import table_of
from storage.search import drop_words, prepare_search, save_words
from storage.server import sort_by_code_point

Scalar = int | float | str | bool | None
_TYPES: dict[type, Any] = {int: BigInteger, float: Float, str: Text, bool: Boolean}
_META = table_of(tables.Meta)
_METADATA = MetaData()
_BATCH = 400
_PORTION = 50_000
_CHANGES = "feature changes"
_KEPT = 5  # which tables are derived, and how they are laid out

TERM = Table(
    "term",
    _METADATA,
    Column("network", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
    Column("term", Text, primary_key=True),
    Column("weight", Float, nullable=False),
    sqlite_with_rowid=False,  # the key is the whole row but for a number
)
SCORE = Table(
    "score",
    _METADATA,
    Column("network", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
    Column("brief", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("score", Float),
    Column("low", Float),
    Column("confidence", Float),
    Column("tier", Text),
    Column("excluded", Text),
    sqlite_with_rowid=False,
)
# Who comments under an account, as a sketch that can be held against another's; only where enough were seen.
AUDIENCE = Table(
    "audience",
    _METADATA,
    Column("network", Text, primary_key=True),
    Column("handle", Text, primary_key=True),
    Column("people", Integer, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
)


def feature_table(columns: Mapping[str, type]) -> Table:
    """The wide table as scoring's columns make it; network and handle are its key."""
    return _feature_table(tuple(columns.items()))


@cache  # statements are compiled once for a table, and anew for every other
def _feature_table(columns: tuple[tuple[str, type], ...]) -> Table:
    return Table(
        "feature",
        MetaData(),
        *(Column(name, _TYPES[kind], primary_key=name in {"network", "handle"}) for name, kind in columns),
        Index("ix_feature_kind", "account_kind"),
    )


def prepare_features(connection: Connection, columns: Mapping[str, type], version: int) -> bool:
    """Makes the derived tables where they are missing or of another version; true where everything is stale now."""
    wanted = f"{version}.{_KEPT}:{','.join(f'{name} {kind.__name__}' for name, kind in columns.items())}"
    if read_meta(connection, "features") == wanted:
        return False
    present = set(inspect(connection).get_table_names())
    made = {table.name: table for table in (feature_table(columns), TERM, SCORE, AUDIENCE, BLOCK, CHANGED, TERMS)}
    for name, table in made.items():
        if name in present:
            table.drop(connection)
        table.create(connection)
    prepare_search(connection)
    sort_by_code_point(connection, (*made, "search"))
    write_meta(connection, "features", wanted)
    connection.execute(update(table_of(tables.Account)).values(stale=True))
    return True


def read_meta(connection: Connection, name: str) -> str | None:
    """A value that belongs to the database itself; ``None`` where it was never written."""
    return connection.scalar(select(_META.c.value).where(_META.c.name == name))


def write_meta(connection: Connection, name: str, value: str) -> None:
    """Keeps a value that belongs to the database itself, in place of an earlier one."""
    connection.execute(delete(_META).where(_META.c.name == name))
    connection.execute(insert(_META), {"name": name, "value": value})


def read_rates(
    connection: Connection, columns: Mapping[str, type], form: str, *, least_posts: int, but: Sequence[str] = ()
) -> list[tuple[str, int, int, float]]:
    """(network, followers, posts, Σ ln(reactions + 0.5)) of every account whose likes and comments are both shown, with
    so many counted posts of a format, in order of network and handle; networks in ``but`` are left out. [] before any
    feature was made."""
    if not has_features(connection):
        return []
    table = feature_table(columns)
    posts, logs = table.c[f"eng_{form}_n"], table.c[f"eng_{form}_log"]
    query = select(table.c.network, table.c.followers, posts, logs).where(
        table.c.eng_mode == "full", table.c.followers > 0, posts >= least_posts, table.c.network.not_in(but)
    )
    rows = connection.execute(query.order_by(table.c.network, table.c.handle))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def accounts_of_kind(connection: Connection, columns: Mapping[str, type], kind: str) -> list[tuple[str, str]]:
    """(network, handle) of everyone whose account was judged to be of a kind, in order; [] before any was judged."""
    if not has_features(connection):
        return []
    table = feature_table(columns)
    query = select(table.c.network, table.c.handle).where(table.c.account_kind == kind)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(table.c.network, table.c.handle))]


def has_features(connection: Connection) -> bool:
    """Whether any features were ever made here."""
    return connection.execute(select(_META.c.value).where(_META.c.name == "features")).first() is not None


def save_features(
    connection: Connection,
    columns: Mapping[str, type],
    network: str,
    handles: Sequence[str],
    rows: Iterable[Mapping[str, Scalar]],
    terms: Mapping[str, Mapping[str, float]],
    words: Mapping[str, str],
    audiences: Mapping[str, tuple[int, bytes]],
) -> None:
    """Replaces the features, terms, searchable words and audiences (people, sketch) of these accounts of one network;
    those without a row lose theirs."""
    _note_change(connection)
    note_changed(connection, network, handles)
    table = feature_table(columns)
    for start in range(0, len(handles), _BATCH):
        part = list(handles[start : start + _BATCH])
        for kept in (table, TERM, AUDIENCE):
            connection.execute(delete(kept).where(kept.c.network == network, kept.c.handle.in_(part)))
    add_rows(connection, table, [dict(row) for row in rows])
    weighed = [
        {"network": network, "handle": handle, "term": term, "weight": weight}
        for handle, weights in terms.items()
        for term, weight in weights.items()
    ]
    add_rows(connection, TERM, weighed)
    save_words(connection, network, handles, words)
    sketches = [
        {"network": network, "handle": handle, "people": people, "sketch": sketch}
        for handle, (people, sketch) in audiences.items()
    ]
    add_rows(connection, AUDIENCE, sketches)


def drop_features(connection: Connection, network: str, handles: Iterable[str]) -> None:
    """Takes accounts out of every derived table, so that nothing ranks or exports them."""
    rows = [{"network": network, "handle": handle} for handle in handles]
    if not rows or not has_features(connection):
        return
    _note_change(connection)
    for name in ("feature", "term", "score", "audience"):
        connection.execute(text(f"DELETE FROM {name} WHERE network = :network AND handle = :handle"), rows)
    names = [row["handle"] for row in rows]
    if inspect(connection).has_table(BLOCK.name):  # not before an older database was made anew
        drop_from_blocks(connection, network, names)
    drop_words(connection, network, names)


def read_features(
    connection: Connection, columns: Mapping[str, type], accounts: Sequence[tuple[str, str]] | None = None
) -> list[tuple[Scalar, ...]]:
    """Every row of the wide table (or those of a few accounts), in order of network and handle; values in the order of
    ``columns``."""
    table = feature_table(columns)
    query = select(table).order_by(table.c.network, table.c.handle)
    if accounts is None:
        return [tuple(row) for row in connection.execute(query)]
    found: list[tuple[Scalar, ...]] = []
    for network in sorted({network for network, _ in accounts}):  # pairs would be looked up in no index
        handles = [handle for name, handle in accounts if name == network]
        few = query.where(table.c.network == network, table.c.handle.in_(handles))
        found.extend(tuple(row) for row in connection.execute(few))
    return found


def read_range(
    connection: Connection,
    columns: Mapping[str, type],
    names: Sequence[str],
    start: tuple[str, str],
    end: tuple[str, str] | None,
    *,
    at_once: int,
) -> Iterator[list[tuple[Scalar, ...]]]:
    """Rows of the wide table from one key up to another (``None``: to the last), in order, so many at once; values in
    the order of ``names``, which begin with network and handle."""
    table = feature_table(columns)
    keys = tuple_(table.c.network, table.c.handle)
    query = select(*(table.c[name] for name in names)).order_by(table.c.network, table.c.handle).limit(at_once)
    if end is not None:
        query = query.where(keys < end)
    rows = [tuple(row) for row in connection.execute(query.where(keys >= start))]
    while rows:
        yield rows
        rows = [tuple(row) for row in connection.execute(query.where(keys > rows[-1][:2]))]


def read_terms(connection: Connection, terms: Sequence[str]) -> list[tuple[str, str, str, float]]:
    """(network, handle, term, weight) of everyone who uses any of these terms; everybody's are looked through."""
    found: list[tuple[str, str, str, float]] = []
    for start in range(0, len(terms), _BATCH):
        rows = connection.execute(select(TERM).where(TERM.c.term.in_(terms[start : start + _BATCH])))
        found += [(row[0], row[1], row[2], row[3]) for row in rows]
    return sorted(found)


def read_terms_of_few(
    connection: Connection, accounts: Iterable[tuple[str, str]], terms: Iterable[str] | None = None
) -> list[tuple[str, str, str, float]]:
    """(network, handle, term, weight) of these accounts, as far as it is one of these terms (``None``: any)."""
    found: list[tuple[str, str, str, float]] = []
    wanted = None if terms is None else set(terms)
    by_network: dict[str, list[str]] = {}
    for network, handle in sorted(set(accounts)):
        by_network.setdefault(network, []).append(handle)
    for network, handles in by_network.items():
        for start in range(0, len(handles), _BATCH):
            query = select(TERM).where(TERM.c.network == network, TERM.c.handle.in_(handles[start : start + _BATCH]))
            cursor: Any = connection.execute(query).cursor  # straight from the driver: nothing needs converting
            found += [row for row in cursor.fetchall() if wanted is None or row[2] in wanted]
    return sorted(found)


def has_more_rows(connection: Connection, number: int) -> bool:
    """Whether more than so many accounts have features; no more are looked at."""
    query = text("SELECT 1 FROM feature LIMIT 1 OFFSET :number")
    return connection.execute(query, {"number": number}).first() is not None


def read_terms_range(
    connection: Connection, start: tuple[str, str], end: tuple[str, str]
) -> Iterator[list[tuple[str, str, str, float]]]:
    """(network, handle, term, weight) of everyone from one key to another, both included, in order, in portions."""
    keys = tuple_(TERM.c.network, TERM.c.handle)
    query = select(TERM).where(keys >= start, keys <= end).order_by(*TERM.primary_key.columns)
    # Straight from the driver: ten rows an account, of text and numbers that need no converting.
    cursor: Any = connection.execute(query).cursor
    while rows := cursor.fetchmany(_PORTION):
        yield rows


def common_words(connection: Connection, most: int) -> list[str]:
    """The words that two accounts and more use, those that most use first; niches and brands worked for are
    none."""
    query = (
        select(TERM.c.term)
        .where(~TERM.c.term.contains(":"))
        .group_by(TERM.c.term)
        .having(func.count() >= 2)
        .order_by(func.count().desc(), TERM.c.term)
        .limit(most)
    )
    return list(connection.execute(query).scalars())


def read_all_terms(connection: Connection) -> list[tuple[str, str, str, float]]:
    """(network, handle, term, weight) of everyone."""
    query = select(TERM.c.network, TERM.c.handle, TERM.c.term, TERM.c.weight)
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def read_audiences(connection: Connection) -> dict[tuple[str, str], tuple[int, bytes]]:
    """(network, handle) → (people seen, sketch) of every account under which enough people were seen commenting."""
    query = select(AUDIENCE).order_by(AUDIENCE.c.network, AUDIENCE.c.handle)
    return {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(query)}


def read_terms_of(connection: Connection, network: str, handle: str) -> dict[str, float]:
    """The terms of one account with their weights."""
    query = select(TERM.c.term, TERM.c.weight).where(TERM.c.network == network, TERM.c.handle == handle)
    return {row[0]: row[1] for row in connection.execute(query.order_by(TERM.c.term))}


def save_scores(
    connection: Connection,
    brief: str,
    version: str,
    names: Sequence[str],
    rows: Iterator[tuple[Scalar, ...]],
    *,
    made_from: str,
) -> None:
    """Keeps a ranking under the hash of its brief, in place of the one before: ``names`` are the columns of ``rows``,
    which come in order of network and handle. ``made_from`` names all that it follows from, for ``is_ranking_of``."""
    write_meta(connection, f"ranking:{brief}", made_from)
    connection.execute(delete(SCORE).where(SCORE.c.brief == brief))
    counted = 0
    while portion := list(islice(rows, _PORTION)):
        counted += len(portion)
        add_values(connection, SCORE, ["brief", "version", *names], [(brief, version, *row) for row in portion])
    write_meta(connection, f"ranked:{brief}", str(counted))


def position_of(connection: Connection, brief: str, network: str, handle: str) -> int | None:
    """Where an account stands in the ranking kept for a brief; ``None`` where it is not in it."""
    query = select(SCORE.c.position).where(SCORE.c.brief == brief, SCORE.c.network == network, SCORE.c.handle == handle)
    position: int | None = connection.execute(query).scalar()
    return position


def count_ranked(connection: Connection, brief: str) -> int:
    """How many stood in the ranking kept for a brief when it was kept; 0 where none is."""
    return int(read_meta(connection, f"ranked:{brief}") or 0)


def is_ranking_of(connection: Connection, brief: str, made_from: str) -> bool:
    """Whether the ranking that is kept for a brief was made from just this."""
    return read_meta(connection, f"ranking:{brief}") == made_from


def count_changes(connection: Connection) -> int:
    """A number that grows whenever features change."""
    return int(read_meta(connection, _CHANGES) or 0)


def _note_change(connection: Connection) -> None:
    write_meta(connection, _CHANGES, str(count_changes(connection) + 1))
