"""Comments that solicit: send your picture to be featured, write to us, follow me back, earn with him, work from home.

By words of what people do, in the ``soliciting`` lists of each language file, of which several must meet in one
comment; whole phrases that solicit by themselves (``spam_comments`` and ``follow``) are enough in a short one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from scoring.features.parts import UNSPACED, plain_phrase, words_of
from scoring.lexicon import languages
from scoring.patterns import late

_MOST_TOKENS = 60  # who writes more than that tells a story
_SHORT = 16  # words in which a phrase is enough
_BRIEF = 25  # words in which everyday words are taken for what they offer
_STEM_AT_LEAST = 3
_NUMBER = re.compile(r"\d{3,}|\d+(?:k|rb|jt|mil|bin|lakh|tys|(?:万|만|천)(?![人名명년개회번뷰]))\w*")
_DIGIT = re.compile(r"\d")
_DOUBLED = late(r"([^\W\d])\1")
_SQUEEZED_AT_LEAST = 5  # letters; shorter words become others without their double letters ("see", "add")
_DRAWN_OUT = 3  # words with double letters from which it is done on purpose ("Haalloo, ceekk iig akuu")

# What must meet, in one language; "named" is somebody's @name, "amount" a number
# that may be money, "figure" any number.
_MEET: tuple[tuple[str, ...], ...] = (
    ("send", "picture", "named"), ("send", "picture", "feature"), ("feature", "named", "picture"),
    ("write", "work"), ("work", "named", "send"),
    ("earn", "amount", "trade"), ("earn", "amount", "write"), ("earn", "amount", "named"), ("earn", "amount", "thanks"),
    ("earn", "money", "trade"), ("earn", "money", "write"), ("earn", "money", "named"), ("earn", "trade", "named"),
    ("earn", "trade", "write"), ("trade", "write"), ("trade", "thanks", "named"),
    ("got", "amount", "trade"), ("got", "figure", "money", "named"), ("got", "figure", "money", "thanks"),
    ("got", "figure", "money", "write"),
    ("look", "mine"), ("job", "write"), ("job", "named"), ("job", "earn", "amount"), ("job", "amount", "money"),
    ("sell", "write"), ("sell", "named"), ("fans", "write"),
    ("fans", "amount", "money"), ("fans", "amount", "offer"), ("remedy", "named"),
    ("remedy", "mine"), ("goto", "named"),
)  # fmt: skip
_IN_SHORT = frozenset({"look", "job", "sell", "fans", "remedy", "goto"})  # everyday words: so in a short text only
_ASKING = ("look", "mine")  # may be asked of a friend as well
_Classes = dict[str, int]  # by class the languages that have it, a bit each


@lru_cache(maxsize=2)
def _lists(
    squeezed: bool = False,
) -> tuple[dict[str, _Classes], dict[str, _Classes], dict[str, list[tuple[tuple[str, ...], _Classes]]]]:
    """Words, stems and phrases (by their first word) with their classes; as they are, or without double letters."""
    words: dict[str, _Classes] = {}
    stems: dict[str, _Classes] = {}
    phrases: dict[tuple[str, ...], _Classes] = {}
    every = (1 << len(languages())) - 1
    for place, language in enumerate(languages()):
        bit = 1 << place if language.code else every
        for kind, told in (*language.soliciting.items(), ("follow", language.spam_comments)):
            for phrase in told:
                plain = plain_phrase(phrase)
                if UNSPACED.search(plain):
                    continue
                if squeezed and (short := _squeezed(plain)) != plain:
                    if len(short) < _SQUEEZED_AT_LEAST:
                        continue
                    plain = short
                parted = tuple(plain.split())
                if len(parted) > 1:
                    known = phrases.setdefault(parted, {})
                elif phrase.endswith("*") and len(plain) >= _STEM_AT_LEAST:
                    known = stems.setdefault(plain, {})
                else:
                    known = words.setdefault(plain, {})
                known[kind] = known.get(kind, 0) | bit
    by_first: dict[str, list[tuple[tuple[str, ...], _Classes]]] = defaultdict(list)
    for parted, classes in phrases.items():
        by_first[parted[0]].append((parted[1:], classes))
    return words, stems, dict(by_first)


def _squeezed(plain: str) -> str:
    return _DOUBLED.sub(r"\1", plain)


@lru_cache(maxsize=1)
def _unspaced() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """What is looked for anywhere in a text of a script without spaces: class, language, words."""
    found = []
    for place, language in enumerate(languages()):
        for kind, told in (*language.soliciting.items(), ("follow", language.spam_comments)):
            plain = [plain_phrase(phrase).replace(" ", "") for phrase in told]
            if any(UNSPACED.search(phrase) for phrase in plain):
                # A letter of its own ("만", "円") is money behind a number only: "하지만" is "but".
                shown = (
                    rf"(?<=[\d백천십수百千]){re.escape(one)}(?![人名명년개회번뷰])" if len(one) == 1 else re.escape(one)
                    for one in plain
                )
                found.append((kind, 1 << place, re.compile("|".join(shown))))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _classes_of(word: str, squeezed: bool = False) -> tuple[tuple[str, int], ...]:
    words, stems, _ = _lists(squeezed)
    found = dict(words.get(word, {}))
    for length in range(_STEM_AT_LEAST, len(word) + 1):
        for kind, bits in stems.get(word[:length], {}).items():
            found[kind] = found.get(kind, 0) | bits
    if _NUMBER.fullmatch(word):
        found["amount"] = (1 << len(languages())) - 1
    return tuple(found.items())


def _told(plain: str, tokens: list[str], squeezed: bool = False) -> Iterator[tuple[str, int]]:
    _, _, phrases = _lists(squeezed)
    for place, token in enumerate(tokens):
        yield from _classes_of(token, squeezed)
        for rest, classes in phrases.get(token, ()):
            if rest == tuple(tokens[place + 1 : place + 1 + len(rest)]):
                yield from classes.items()
    if UNSPACED.search(plain):
        joined = "".join(tokens)
        for kind, bit, pattern in _unspaced():
            if pattern.search(joined):
                yield kind, bit
        if _DIGIT.search(joined):
            yield "amount", (1 << len(languages())) - 1


def _classes_in(plain: str, tokens: list[str]) -> _Classes:
    found: _Classes = {}
    # Letters are doubled to get past the networks' filters; read so are texts where it is done throughout.
    squeezed = [_squeezed(token) for token in tokens]
    for kind, bits in _told(plain, tokens):
        found[kind] = found.get(kind, 0) | bits
    if sum(one != other for one, other in zip(tokens, squeezed, strict=True)) >= _DRAWN_OUT:
        for kind, bits in _told(plain, squeezed, True):
            found[kind] = found.get(kind, 0) | bits
    return found


def speaks_of_gain(plain: str) -> bool:
    """Whether a plain comment has words of earning, winning, trading or gambling."""
    return not {"earn", "trade", "gamble"}.isdisjoint(_classes_in(plain, words_of(plain).split()[:_MOST_TOKENS]))


def speaks_of_gambling(plain: str) -> bool:
    """Whether a plain comment has words of those who gamble."""
    return "gamble" in _classes_in(plain, words_of(plain).split()[:_MOST_TOKENS])


@lru_cache(maxsize=8_192)
def solicits(plain: str) -> bool:
    """Whether a comment (as ``plain_comment`` gives it) solicits."""
    tokens = words_of(plain).split()
    if not tokens or len(tokens) > _MOST_TOKENS:
        return False
    found = _classes_in(plain, tokens)
    if not found:
        return False
    marks = plain[: len(plain) - len(words_of(plain))]
    if "@" in marks:
        found["named"] = (1 << len(languages())) - 1
    if _DIGIT.search(plain):
        found["figure"] = (1 << len(languages())) - 1
    asks = "?" in marks
    if "follow" in found and len(tokens) <= _SHORT:
        return True
    for wanted in _MEET:
        if (asks and wanted == _ASKING) or (len(tokens) > _BRIEF and wanted[0] in _IN_SHORT):
            continue
        meeting = -1
        for kind in wanted:
            meeting &= found.get(kind, 0)
        if meeting:
            return True
    return False
