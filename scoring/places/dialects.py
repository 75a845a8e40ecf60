"""Countries told by how their people speak a language that many countries share: words and spellings of their own."""

import re
from collections import Counter
from collections.abc import Iterator
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


def varieties_in(text: str, language: str | None) -> frozenset[str]:
    """The countries whose people share the words of a text that others of its language do not use: "favourite" is
    written in several, and not in the US; () where there is none such."""
    found: frozenset[str] | None = None
    tokens = _spelt(text)
    said = {*tokens, *(f"{one} {two}" for one, two in pairwise(tokens))}
    numbered = [(one, two) for one, two in pairwise(re.findall(r"\w+", text.casefold())) if two.isdecimal()]
    said |= {told for one, two in numbered for told in (f"{one} #", f"{one} {two}")}
    said |= set(text) & set("£€")
    for word, countries in _shared().get(language or "", ()):
        if _is_said(word, said):
            found = countries if found is None else found & countries
    return found or frozenset()


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
    for countries, language, words in _lines():
        if len(countries) == 1:
            found.setdefault(language, []).extend((word, countries[0]) for word in words)
    return found


@lru_cache(maxsize=1)
def _shared() -> dict[str, list[tuple[str, frozenset[str]]]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for countries, language, words in _lines():
        found.setdefault(language, []).extend((word, frozenset(countries)) for word in words)
    return found


def _lines() -> Iterator[tuple[list[str], str, list[str]]]:
    for line in (files("scoring.places") / "dialects.txt").read_text("utf-8").splitlines():
        if line[0] != "#":
            countries, language, told = line.split(";")
            words = [" ".join(tokens_of(fold_text(w))) if language == "ar" else w.casefold() for w in told.split(",")]
            yield countries.split("+"), language, words
