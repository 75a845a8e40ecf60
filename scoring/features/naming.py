"""How an account calls itself: digits in the handle, and whether handle and name are of one person."""

import re

from scoring.lexicon import fold_text

_LEAST = 3  # letters of a word from which its recurrence is no chance


def naming_columns(handle: str, name: str | None) -> dict[str, int | float | None]:
    """Digits and length of the handle (without a server's name), and ``name_agrees``: 1 where a word of the name
    stands in the handle or its initial letters run through it, else 0; null without a name in Latin letters."""
    own = handle.partition("@")[0]
    return {
        "digits_in_handle": sum(character.isdigit() for character in own),
        "handle_length": len(own),
        "name_agrees": _agreement(own, name),
    }


def _agreement(handle: str, name: str | None) -> float | None:
    words = re.findall(r"[a-z]+", fold_text(name or "")[:200])
    if sum(map(len, words)) < _LEAST:
        return None
    letters = re.sub(r"[^a-z]", "", fold_text(handle[:200]))
    if any(len(word) >= _LEAST and word in letters for word in words):
        return 1.0
    parts = re.findall(r"[a-z]+", fold_text(handle[:200]))
    return 1.0 if any(len(part) >= _LEAST and part in "".join(words) for part in parts) else 0.0
