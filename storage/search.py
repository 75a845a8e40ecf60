"""Free text over accounts: FTS5 in SQLite, tsvector on PostgreSQL. Derived, as features are: made anew when they are,
never migrated.

Both find the accounts that have all of the words typed, the last one as a beginning, without regard to case, accents,
and letters that only look otherwise (𝓲𝓷𝓴, ｉｎｋ). Words are taken apart here, so that both find the same.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, bindparam, inspect, text

# Scripts that write without spaces: the ideographs, kana, Thai, Lao, Myanmar, Khmer.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
# The vowel signs of Indian scripts are part of a word, though no letters; their full stops are not.
_PART = re.compile(rf"([{_UNSPACED}]+)|(?:[^\W_{_UNSPACED}]|[\u0900-\u0963\u0966-\u0dff])+")
_VOICED = 8  # the combining class of the two marks that tell one kana from another
_MOST_TOKENS = 12
_MOST_CHARACTERS = 8_000  # of one account: what people look for stands in its name and bio
_LONGEST = 100  # characters of a word in a tsvector, which takes 2 kB at most

_MAKE_FTS5 = (
    "DROP TABLE IF EXISTS search",
    "CREATE VIRTUAL TABLE search USING fts5(words, network UNINDEXED, handle UNINDEXED, tokenize='ascii', prefix='3')",
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
            "words": " ".join(parts) if on_sqlite else sorted(set(parts)),
            "network": network,
            "handle": handle,
        }
        for handle, said in words.items()
        if (parts := list(_indexed(said[:_MOST_CHARACTERS])))
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


def find_words(connection: Connection, typed: str, among: Sequence[int] | None = None) -> list[int]:
    """The rows (``key_of``) of everyone with all of these words, in no order; [] where nothing typed is a word.

    ``among`` these rows only, where given: that costs as much as they are, however many others have the words.
    """
    words = _typed(typed)
    if not words or among == []:
        return []
    if not _is_sqlite(connection):
        query = " & ".join(f"'{word}'" for word in words) + ":*"
        condition = "words @@ CAST(:words AS tsquery)"
        found = f"SELECT key FROM search WHERE {condition}"
        if among is None:
            return list(connection.execute(text(found), {"words": query}).scalars())
        these = text(f"{found} AND key = ANY(:among)")
        return list(connection.execute(these, {"words": query, "among": list(among)}).scalars())
    if among is None:
        found = "SELECT rowid FROM search WHERE search MATCH :words"
        return list(connection.execute(text(found), {"words": matching(typed)}).scalars())
    # Beside MATCH, FTS5 would go through all that match for each of these rows.
    said = text("SELECT rowid, words FROM search WHERE rowid IN :among").bindparams(bindparam("among", expanding=True))
    whole, beginning = [f" {word} " for word in words[:-1]], f" {words[-1]}"
    rows = ((key, f" {indexed} ") for key, indexed in connection.execute(said, {"among": list(among)}))
    return [key for key, had in rows if beginning in had and all(word in had for word in whole)]


def matching(typed: str) -> str | None:
    """What a person typed as a query of FTS5: all of its words, the last one as a beginning; ``None`` without words.

    Every word is quoted, so that nothing typed is an operator.
    """
    words = _typed(typed)
    return " ".join(f'"{word}"' for word in words) + "*" if words else None


def _typed(typed: str) -> list[str]:
    return [word for word, _ in _parts(typed[:400])][:_MOST_TOKENS]


def _indexed(said: str) -> Iterator[str]:
    """The words of a text, and the last sign of a run without spaces: it may be typed alone."""
    for word, last in _parts(said):
        yield word
        if last:
            yield last


def _parts(said: str) -> Iterator[tuple[str, str]]:
    """Words in plain small letters; a run of a script without spaces as pairs of signs. Beside the last pair of such a
    run stands its last sign, else ""."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", said).casefold())
    bare = unicodedata.normalize("NFC", "".join(sign for sign in plain if unicodedata.combining(sign) in (0, _VOICED)))
    for found in _PART.finditer(bare):
        run = found[1]
        if not run:
            yield found[0][:_LONGEST], ""
        elif len(run) == 1:
            yield run, ""
        else:
            for start in range(len(run) - 1):
                yield run[start : start + 2], run[-1] if start == len(run) - 2 else ""


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _key(on_sqlite: bool) -> str:
    return "rowid" if on_sqlite else "key"


def key_of(network: str, handle: str) -> int:
    """The row of an account in the index: 63 bits out of its name, since a handle has no number of its own."""
    digest = hashlib.blake2b(f"{network}\0{handle}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
