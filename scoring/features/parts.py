"""Comments that would fit under any post: made of praise, of things that any post has, and of words that add nothing.

Each language file has such parts (``comments.praise``, ``.things``, ``.fillers``). A comment of few words that is made
of the parts of one language throughout, praise among them, says nothing of this post; one word of its own, a "not", a
number or a question mark makes it a comment on it. English praise and common.toml are said in every language.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from scoring.lexicon import fold_text, languages, tokens_of
from scoring.patterns import late

SHORT_TOKENS = 12  # a comment of more words says something of its own
SHORT_LETTERS = 40  # the same in scripts without spaces
UNSPACED = late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1100-\u11ff]")
_REPEATED = late(r"([^\W\d])\1{2,}")
_NAMES = late(r"@[\w.]+")
_SPOKEN_TO = late(r"[\s\u200b-\u200f\u2060\ufeff]*+(?:@++[\w.-]++[\s\u200b-\u200f\u2060\ufeff]*+)+")
_DOUBLED = late(r"([aeiouyаеиоуыэюя])\1|(\w)\2$")
_ANY_DOUBLED = late(r"(\w)\1")
_RUNS = late(r"[a-z0-9]+|[^a-z0-9\s]+")
_DRAWN_OUT = late(r"[ー~ぁぃぅぇぉっッ]")
_NOT = late("(?<!たまら)(?<!になら)(?<!が出)(?<!しか)(?<!違い)(?<!変わら)(?:ない|なかった|ません)")
_LAUGHTER = late(
    r"(?:a?(?:h[aeiou])++h?|a?(?:j[aei])++j?|(?:w?k)++|(?:rs)++|a?(?:х[аеи])++х?|х+|h+|ه+|w+|ᄏ+|ᄒ+|ᅲ+|ᅮ+|555+|(?:ह[ाीे])++)"
)
_STEM_AT_LEAST = 3
_ARABIC_PREFIXES = ("وال", "بال", "ال", "و", "ب", "ل")
_Key = TypeVar("_Key", str, tuple[str, ...])
MARKS = "@? "  # stand before the words: somebody is named; something is asked


@lru_cache(maxsize=8_192)  # whoever reads a comment asks for it
def plain_comment(text: str) -> str:
    """A comment as it is compared: folded, words only (no emoji or punctuation), drawn-out letters shortened. Before
    them "@" where somebody is named (not who is spoken to at the front) and "?" where something is asked; without
    words nothing at all."""
    text = text[:2_000]
    if (spoken_to := _SPOKEN_TO.match(text)) is not None:
        text = text[spoken_to.end() :]
    text, named = _NAMES.subn(" ", text)
    words = [token.lstrip("#") for token in tokens_of(fold_text(text)) if token[0].isalnum() or token[0] == "#"]
    if not words:
        return ""
    names = "@ " if named else ""
    asks = "? " if "?" in text or "？" in text or "؟" in text else ""
    return names + asks + _REPEATED.sub(r"\1", " ".join(words))


def plain_phrase(phrase: str) -> str:
    """A phrase of a list as the words of plain comments are."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return _REPEATED.sub(r"\1", phrase.lower())
    return words_of(plain_comment(phrase))


def words_of(plain: str) -> str:
    """The words of a plain comment, without its marks."""
    return plain.lstrip(MARKS)


@dataclass
class _Parts:
    """Which languages have a part (a bit each), and which of them as praise; phrases by their first word."""

    words: dict[str, tuple[int, int]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], int, int]]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, tuple[int, int]] = field(default_factory=dict)
    unspaced: dict[str, list[tuple[str, bool]]] = field(default_factory=lambda: defaultdict(list))
    every: int = 0


@lru_cache(maxsize=1)
def _parts() -> _Parts:
    found = _Parts(every=(1 << len(languages())) - 1)
    phrases: dict[tuple[str, ...], tuple[int, int]] = {}
    for place, language in enumerate(languages()):
        for kind, told in (*language.comments.items(), ("praise", language.generic_comments)):
            praise = kind == "praise"
            bit = found.every if not language.code or (praise and language.code == "en") else 1 << place
            for phrase in told:
                plain = plain_phrase(phrase)
                if UNSPACED.search(plain):
                    whole = _DRAWN_OUT.sub("", plain.replace(" ", "")) or plain
                    found.unspaced[whole[0]].append((whole, praise))
                    continue
                words = tuple(plain.split())
                if len(words) > 1:
                    _add(phrases, words, bit, praise=praise)
                    continue
                table = found.stems if phrase.endswith("*") and len(plain) >= _STEM_AT_LEAST else found.words
                _add(table, plain, bit, praise=praise)
                squeezed = _ANY_DOUBLED.sub(r"\1", plain)
                if squeezed != plain and len(squeezed) >= _STEM_AT_LEAST:
                    _add(found.words, squeezed, bit, praise=praise)
    for words, (known, praised) in phrases.items():
        found.phrases[words[0]].append((words[1:], known, praised))
    return found


def _add(table: dict[_Key, tuple[int, int]], key: _Key, bit: int, *, praise: bool) -> None:
    known, praised = table.get(key, (0, 0))
    table[key] = (known | bit, praised | (bit if praise else 0))


@lru_cache(maxsize=16_384)
def _part(word: str) -> tuple[int, int]:
    """The languages in which a word is a part, and in which it is praise."""
    parts = _parts()
    forms = [word]
    if (squeezed := _DOUBLED.sub(r"\1\2", word)) != word:
        forms.append(squeezed)
    if "\u0600" <= word[0] <= "\u06ff":
        forms.extend(
            word[len(prefix) :]
            for prefix in _ARABIC_PREFIXES
            if word.startswith(prefix) and len(word) > len(prefix) + 2
        )
    known = praised = 0
    for form in forms:
        one = parts.words.get(form, (0, 0))
        known, praised = known | one[0], praised | one[1]
        for length in range(_STEM_AT_LEAST, len(form) + 1):
            one = parts.stems.get(form[:length], (0, 0))
            known, praised = known | one[0], praised | one[1]
        if known:
            break
    if not known and _LAUGHTER.fullmatch(word):
        known = parts.every
    return known, praised


def fits_anywhere(plain: str) -> bool:
    """Whether a plain comment is short and made of parts throughout, with praise among them."""
    if plain.startswith(("?", "@ ?")):
        return False
    tokens = words_of(plain).split()
    if len(tokens) > SHORT_TOKENS:
        return False
    if UNSPACED.search(plain):
        return _fits_unspaced("".join(tokens))
    parts = _parts()
    # By place: the languages of which all before it are parts, and those of them in which praise was among these.
    reached, praised = [parts.every, *[0] * len(tokens)], [0] * (len(tokens) + 1)
    for place, token in enumerate(tokens):
        here, well = reached[place], praised[place]
        if not here:
            continue
        known, praise = _part(token)
        reached[place + 1] |= here & known
        praised[place + 1] |= well & known | here & praise
        for rest, known, praise in parts.phrases.get(token, ()):
            end = place + 1 + len(rest)
            if end <= len(tokens) and rest == tuple(tokens[place + 1 : end]):
                reached[end] |= here & known
                praised[end] |= well & known | here & praise
        if not any(reached[place + 1 :]):
            return False
    return praised[-1] > 0


def _fits_unspaced(text: str) -> bool:
    """The same for scripts without spaces, by letters; words in Latin letters among them are parts as a whole."""
    if len(text) > SHORT_LETTERS or _NOT.search(text):
        return False
    parts = _parts()
    runs = [run if run.isascii() else _DRAWN_OUT.sub("", run) for run in _RUNS.findall(text)]
    text = "".join(runs)
    latin: dict[int, str] = {}
    place = 0
    for run in runs:
        if run.isascii() and run:
            latin[place] = run
        place += len(run)
    reached, praised = [True, *[False] * len(text)], [False] * (len(text) + 1)
    for place in range(len(text)):
        if not reached[place]:
            continue
        steps: list[tuple[int, bool]] = []
        if place in latin:
            known, praise = _part(latin[place])
            steps = [(len(latin[place]), praise > 0)] if known else []
        if _LAUGHTER.fullmatch(text[place]):
            steps.append((1, False))
        steps += [
            (len(part), praise) for part, praise in parts.unspaced.get(text[place], ()) if text.startswith(part, place)
        ]
        for length, praise in steps:
            reached[place + length] = True
            praised[place + length] |= praised[place] or praise
    return praised[-1]
