"""Countries told by how their people speak a language that many countries share: words and spellings of their own."""

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from scoring.lexicon import fold_text, tokens_of

_ENDING = "*"


def dialect_of(text: str, language: str | None) -> str | None:
    """The country (ISO 3166) whose words a text in ``language`` uses most; ``None`` where none does or two do alike."""
    words = _words().get(language or "")
    if not words:
        return None
    tokens = _spelt(text)
    said = {*tokens, *(f"{one} {two}" for one, two in pairwise(tokens))}
    said |= {" ".join(tokens[place : place + 3]) for place in range(len(tokens) - 2)}
    votes = Counter(country for word, country in words if _is_said(word, said))
    if not votes:
        return None
    (best, times), *others = votes.most_common(2)
    return best if not others or others[0][1] < times else None


def _is_said(word: str, said: set[str]) -> bool:
    if word.endswith(_ENDING):
        return any(one.startswith(word[:-1]) for one in said)
    return word in said


def _spelt(text: str) -> list[str]:
    """Words with their accents, which part "aprendé" from "aprende" and "bebê" from "bebé"; Arabic as it is compared
    elsewhere."""
    lowered = text.casefold()
    if re.search(r"[\u0600-\u06ff]", lowered):
        return tokens_of(fold_text(lowered))
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", lowered)


@lru_cache(maxsize=1)
def _words() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (files("scoring.places") / "dialects.txt").read_text("utf-8").splitlines():
        if line[0] == "#":
            continue
        country, language, words = line.split(";")
        for word in words.split(","):
            key = " ".join(tokens_of(fold_text(word))) if language == "ar" else word.casefold()
            found.setdefault(language, []).append((key, country))
    return found
