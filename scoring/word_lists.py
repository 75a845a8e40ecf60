"""Lists of words and phrases in TOML files beside this one, and whether one of them stands in a text.

A star at the end of a word stands for any ending. In scripts that take beginnings and ends, or write words together,
a word is found within others; words within longer Latin or Cyrillic words are not.
"""

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from scoring.lexicon import fold_text, tokens_of

_LONGEST_PHRASE = 4  # in words


class _Listed(NamedTuple):
    """Whole words, beginnings, parts (of scripts that write words together), and phrases; folded as texts are.

    ``within`` are phrases of such scripts, with spaces between their words.
    """

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    parts: tuple[str, ...]
    phrases: frozenset[str]
    within: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text as ``has_listed`` looks at them: folded, tags and names without their marks."""
    return [token.lstrip("#@") for token in tokens_of(fold_text(text))]


def has_listed(words: Sequence[str], name: str, table: str | None = None) -> bool:
    """Whether one of ``words`` (folded), or a phrase of up to four of them, stands in ``NAME.toml``, or in one table
    of it."""
    if any(_is_listed(word, name, table) for word in words):
        return True
    listed = _listed(name, table)
    if any(map(_runs_together, words)) and any(phrase in " ".join(words) for phrase in listed.within):
        return True
    return any(
        " ".join(words[start : start + length]) in listed.phrases
        for length in range(2, min(len(words), _LONGEST_PHRASE) + 1)
        for start in range(len(words) - length + 1)
    )


@cache
def _listed(name: str, table: str | None) -> _Listed:
    told = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
    whole: set[str] = set()
    beginnings: set[str] = set()
    parts: set[str] = set()
    phrases: set[str] = set()
    within: set[str] = set()
    for word in (word for group, words in told.items() if table in (None, group) for word in words):
        tokens = tokens_of(fold_text(word.rstrip("*")))
        folded = " ".join(tokens)
        if _runs_together(folded):
            parts.add("".join(tokens))
            within |= {folded} if len(tokens) > 1 else set()
        elif len(tokens) > 1:
            phrases |= {folded, "".join(tokens)}
        elif word.endswith("*"):
            beginnings.add(folded)
        else:
            whole.add(folded)
    return _Listed(
        frozenset(whole), tuple(sorted(beginnings)), tuple(sorted(parts)), frozenset(phrases), tuple(sorted(within))
    )


def _runs_together(word: str) -> bool:
    """Whether a script is neither Latin nor Cyrillic: its words take beginnings and ends, or stand without spaces."""
    return any(ord(letter) > 0x58F for letter in word)


@lru_cache(maxsize=100_000)
def _is_listed(word: str, name: str, table: str | None) -> bool:
    listed = _listed(name, table)
    if word in listed.whole or word in listed.phrases or word.startswith(listed.beginnings):
        return True
    return _runs_together(word) and any(part in word for part in listed.parts)
