"""Free text over accounts: FTS5 in SQLite. Derived, as features are: made anew when they are, never migrated."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, inspect, text

_TOKEN = re.compile(r"\w+", re.UNICODE)
_MOST_TOKENS = 12
_MOST_CHARACTERS = 8_000  # of one account: what people look for stands in its name and bio


def prepare_search(connection: Connection) -> None:
    """Makes the index anew, empty; nothing on another database than SQLite."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TABLE IF EXISTS search"))
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE search USING fts5(words, network UNINDEXED, handle UNINDEXED, "
                "tokenize='unicode61 remove_diacritics 2', prefix='3')"
            )
        )


def save_words(connection: Connection, network: str, handles: Sequence[str], words: Mapping[str, str]) -> None:
    """Replaces the words of these accounts; those without words lose theirs."""
    if connection.dialect.name != "sqlite" or not handles:
        return
    keys = [{"key": key_of(network, handle)} for handle in handles]
    connection.execute(text("DELETE FROM search WHERE rowid = :key"), keys)
    rows = [
        {
            "key": key_of(network, handle),
            "words": said[:_MOST_CHARACTERS].encode("utf-8", "replace").decode(),
            "network": network,
            "handle": handle,
        }
        for handle, said in words.items()
        if said
    ]
    if rows:
        connection.execute(
            text("INSERT INTO search(rowid, words, network, handle) VALUES (:key, :words, :network, :handle)"), rows
        )


def drop_words(connection: Connection, network: str, handles: Sequence[str]) -> None:
    """Takes accounts out of the index; their words stay in the file until ``erase_dropped``."""
    if connection.dialect.name == "sqlite":
        keys = [{"key": key_of(network, handle)} for handle in handles]
        connection.execute(text("DELETE FROM search WHERE rowid = :key"), keys)


def erase_dropped(connection: Connection) -> None:
    """Writes the index anew without what was dropped from it: a mere delete only marks it.

    Not by ``optimize``: an index does not survive a thousand of those (FTS5 of SQLite 3.40).
    """
    if connection.dialect.name == "sqlite" and inspect(connection).has_table("search"):
        connection.execute(text("INSERT INTO search(search) VALUES ('rebuild')"))


def matching(typed: str) -> str | None:
    """What a person typed as a query of FTS5: all of its words, the last one as a beginning; ``None`` without words.

    Every word is quoted, so that nothing typed is an operator.
    """
    tokens = _TOKEN.findall(typed[:400])[:_MOST_TOKENS]
    return " ".join(f'"{token}"' for token in tokens) + "*" if tokens else None


def key_of(network: str, handle: str) -> int:
    """The row of an account in the index: 63 bits out of its name, since a handle has no number of its own."""
    digest = hashlib.blake2b(f"{network}\0{handle}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
