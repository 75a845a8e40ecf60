"""Free text over accounts: FTS5 in SQLite, tsvector on PostgreSQL. Derived, as features are: made anew when they are,
never migrated.

Both find the accounts that have all of the words typed, the last one as a beginning, without regard to accents.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, inspect, text

_TOKEN = re.compile(r"\w+", re.UNICODE)
_PART = re.compile(r"[^\W_]+", re.UNICODE)  # a word as FTS5 takes it
_MOST_TOKENS = 12
_MOST_CHARACTERS = 8_000  # of one account: what people look for stands in its name and bio
_LONGEST = 100  # characters of a word in a tsvector, which takes 2 kB at most

_MAKE_FTS5 = (
    "DROP TABLE IF EXISTS search",
    "CREATE VIRTUAL TABLE search USING fts5(words, network UNINDEXED, handle UNINDEXED, "
    "tokenize='unicode61 remove_diacritics 2', prefix='3')",
)
_MAKE_TSVECTOR = (
    "DROP TABLE IF EXISTS search",
    "CREATE TABLE search (key bigint PRIMARY KEY, words tsvector NOT NULL, "
    "network text NOT NULL, handle text NOT NULL)",
    "CREATE INDEX ix_search_words ON search USING gin (words)",
)


def prepare_search(connection: Connection) -> None:
    """Makes the index anew, empty."""
    for statement in _MAKE_FTS5 if _is_sqlite(connection) else _MAKE_TSVECTOR:
        connection.execute(text(statement))


def save_words(connection: Connection, network: str, handles: Sequence[str], words: Mapping[str, str]) -> None:
    """Replaces the words of these accounts; those without words lose theirs."""
    if not handles:
        return
    on_sqlite = _is_sqlite(connection)
    keys = [{"key": key_of(network, handle)} for handle in handles]
    connection.execute(text(f"DELETE FROM search WHERE {_key(on_sqlite)} = :key"), keys)
    rows = [
        {
            "key": key_of(network, handle),
            "words": _plain(said) if on_sqlite else _lexemes(_plain(said)),
            "network": network,
            "handle": handle,
        }
        for handle, said in words.items()
        if said
    ]
    if rows:
        value = ":words" if on_sqlite else "array_to_tsvector(:words)"
        columns = f"{_key(on_sqlite)}, words, network, handle"
        connection.execute(text(f"INSERT INTO search({columns}) VALUES (:key, {value}, :network, :handle)"), rows)


def drop_words(connection: Connection, network: str, handles: Sequence[str]) -> None:
    """Takes accounts out of the index; their words stay in the file until ``erase_dropped``."""
    keys = [{"key": key_of(network, handle)} for handle in handles]
    connection.execute(text(f"DELETE FROM search WHERE {_key(_is_sqlite(connection))} = :key"), keys)


def erase_dropped(connection: Connection) -> None:
    """Writes the index of SQLite anew without what was dropped from it: a mere delete only marks it.

    Not by ``optimize``: an index does not survive a thousand of those (FTS5 of SQLite 3.40). On a server that is done
    with every other table, once the transaction is over.
    """
    if _is_sqlite(connection) and inspect(connection).has_table("search"):
        connection.execute(text("INSERT INTO search(search) VALUES ('rebuild')"))


def find_words(connection: Connection, typed: str) -> list[int]:
    """The rows (``key_of``) of everyone with all of these words, in no order; [] where nothing typed is a word."""
    on_sqlite = _is_sqlite(connection)
    words = matching(typed) if on_sqlite else _tsquery(typed)
    if words is None:
        return []
    condition = "search MATCH :words" if on_sqlite else "words @@ CAST(:words AS tsquery)"
    found = text(f"SELECT {_key(on_sqlite)} FROM search WHERE {condition}")
    return list(connection.execute(found, {"words": words}).scalars())


def matching(typed: str) -> str | None:
    """What a person typed as a query of FTS5: all of its words, the last one as a beginning; ``None`` without words.

    Every word is quoted, so that nothing typed is an operator.
    """
    tokens = _TOKEN.findall(typed[:400])[:_MOST_TOKENS]
    return " ".join(f'"{token}"' for token in tokens) + "*" if tokens else None


def _tsquery(typed: str) -> str | None:
    tokens = _parts(typed[:400])[:_MOST_TOKENS]
    return " & ".join(f"'{token}'" for token in tokens) + ":*" if tokens else None


def _lexemes(said: str) -> list[str]:
    return sorted(set(_parts(said)))


def _parts(said: str) -> list[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", said) if not unicodedata.combining(sign))
    return [part[:_LONGEST] for part in _PART.findall(unicodedata.normalize("NFC", bare).lower())]


def _plain(said: str) -> str:
    return said[:_MOST_CHARACTERS].encode("utf-8", "replace").decode()


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _key(on_sqlite: bool) -> str:
    return "rowid" if on_sqlite else "key"


def key_of(network: str, handle: str) -> int:
    """The row of an account in the index: 63 bits out of its name, since a handle has no number of its own."""
    digest = hashlib.blake2b(f"{network}\0{handle}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
