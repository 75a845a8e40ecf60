"""Words of special categories (GDPR Art. 9): nothing is inferred about health, faith, orientation, origin or politics.

Whatever an account says of these stays among its own words on its page; it never becomes a term that a brief can meet,
an interest, a niche or a reason, and no brief may ask for it.
"""

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from scoring.lexicon import fold_text, tokens_of

_LONGEST_PHRASE = 4  # in words
_FILE = Path(__file__).with_name("special.toml")


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Whole words, beginnings, parts (of scripts that write words together), and phrases; folded as texts are."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    parts: set[str] = set()
    phrases: set[str] = set()
    for words in tomllib.loads(_FILE.read_text("utf-8")).values():
        for word in words:
            tokens = tokens_of(fold_text(word.rstrip("*")))
            folded = " ".join(tokens)
            if _runs_together(folded):
                parts.add("".join(tokens))
            elif len(tokens) > 1:
                phrases |= {folded, "".join(tokens)}
            elif word.endswith("*"):
                beginnings.add(folded)
            else:
                whole.add(folded)
    return frozenset(whole), tuple(sorted(beginnings)), tuple(sorted(parts)), frozenset(phrases)


def _runs_together(word: str) -> bool:
    """Whether a script is neither Latin nor Cyrillic: its words take beginnings and ends, or stand without spaces."""
    return any(ord(letter) > 0x58F for letter in word)


def is_special(text: str) -> bool:
    """Whether a term, a hashtag or a wish says something of these; words within longer Latin words do not."""
    return are_special([token.lstrip("#@") for token in tokens_of(fold_text(text))])


def are_special(words: Sequence[str]) -> bool:
    """The same of words that are folded already."""
    if any(_is_special_word(word) for word in words):
        return True
    phrases = _words()[3]
    return any(
        " ".join(words[start : start + length]) in phrases
        for length in range(2, min(len(words), _LONGEST_PHRASE) + 1)
        for start in range(len(words) - length + 1)
    )


@lru_cache(maxsize=100_000)
def _is_special_word(word: str) -> bool:
    whole, beginnings, parts, phrases = _words()
    if word in whole or word in phrases or word.startswith(beginnings):
        return True
    return _runs_together(word) and any(part in word for part in parts)
