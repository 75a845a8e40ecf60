"""What words tell: one TOML file a language beside this one, and common.toml for emoji and words that know no language.

A new language is one more file (and its name in scoring/lists.py). A phrase is words apart by spaces; ``*`` at its end
stands for any ending. In scripts without spaces a phrase is found anywhere in the text.

Words of niches stand in one long string a sub-niche, with commas between them (read five times as quickly as lists), in
four tables by how much they tell: ``strong`` (a job, a verb, a thing of one niche only), ``niches``, ``emoji``, and
``faint`` (what anybody says by the way: home, coffee, sparkles). ``other_meanings`` are phrases within
which no word tells of a niche ("vape pen"). ``selling`` holds what is said of work for brands, in
such strings too (read by ``scoring.features.selling``), ``comments`` and ``soliciting`` what comments are made of
(``scoring.features.parts`` and ``scoring.features.soliciting``).
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple
from unicodedata import digit

from scoring.lexicon.scripts import SMALL_CAPITALS
from scoring.lists import LANGUAGES
from scoring.loading import without_collecting

MAX_TEXT = 8_000  # characters of one text that are read; a bio has 150, a caption 2,200
# Of the phrases of work for brands those that tell something wherever they stand. The others do in a caption that names
# somebody, and are looked for only there: most of them are everyday words.
SELLING_ALWAYS = ("ad_tag", "ad_label", "given_label", "ad", "gift_tag", "gifted", "affiliate", "code")
# What a word of each table tells of a niche, in words.
WEIGHTS = {"strong": 2.0, "niches": 1.0, "emoji": 0.6, "faint": 0.25}

_MARKS = re.compile(
    r"[\u0300-\u036f\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]"
)
_TRADE = str.maketrans("™℠", "  ")  # no letters of the word before them: "makeup™"
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ё": "е", "أ": "ا", "إ": "ا",
                          "آ": "ا", "ى": "ي", "ة": "ه"})  # fmt: skip
# Letters in squares and circles, which are no forms of letters to Unicode: "🅺🅾🅿🅸".
_LETTERS |= SMALL_CAPITALS | {first + place: chr(97 + place) for first in (0x1F150, 0x1F170) for place in range(26)}
_TOKEN = re.compile(
    r"@[^\W_]\w*(?:\.\w+)*"  # a name goes on behind its dots: "@oat.mill.yoga" is about no yoga
    r"|#?[^\W_][\w\u0900-\u0963\u0966-\u0e3a\u0e40-\u0e4e]*"
    r"|[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u3030\U0001f000-\U0001faff]"
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_STEM_AT_LEAST = 3
_HEAD = 3  # letters by which phrases are found: with two, most of the lexicon is taken apart for a few texts
_TAG_WORD_AT_LEAST = 5
_OTHER = "other meaning"  # the label of phrases within which no word tells of a niche


def fold_text(text: str) -> str:
    """Text as it is compared: compatibility forms, case, accents of Latin and Cyrillic, and invisible marks made
    equal."""
    return _fold(text[:MAX_TEXT])


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_TRADE)).casefold()
    return unicodedata.normalize("NFC", _MARKS.sub("", plain)).translate(_LETTERS)


def plain_digits(text: str) -> str:
    """The digits of all scripts as 0–9; each letter keeps its place."""
    if text.isascii():
        return text
    return "".join(str(digit(one)) if one.isdigit() and not one.isascii() else one for one in text)


def word_set(text: str) -> frozenset[str]:
    """The words of a text with spaces between them, for lists in the code that read as text."""
    return frozenset(text.split())


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script that writes words together, or their endings with them (Korean)."""
    return _UNSPACED.search(text) is not None


def tokens_of(folded: str) -> list[str]:
    """Words, #tags, @names and single emoji of a folded text, in order; underscores part the words of a tag's name
    no further."""
    return _TOKEN.findall(folded)


class Cue(NamedTuple):
    """A phrase found in a text: what it speaks for, the words as the lexicon has them and their language; the words as
    they stand in the text (folded), and their place in it (two cues at one place are one finding in two languages); how
    much it tells of a niche (``WEIGHTS``)."""

    label: str
    words: str
    language: str
    seen: str = ""
    place: int = 0
    weight: float = 1.0


@dataclass
class _Index:
    """The phrases whose first word begins with the same letters."""

    words: dict[str, list[Cue]] = field(default_factory=dict)
    # Longer phrases, by their first word and the first letter of the second: what follows, and whether it goes on.
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], bool, Cue]]] = field(default_factory=dict)
    starts: set[str] = field(default_factory=set)  # words, and the first words of longer phrases
    stems: dict[str, list[Cue]] = field(default_factory=dict)
    stem_lengths: dict[str, list[int]] = field(default_factory=dict)  # of those with the same first letters, rising
    joined: dict[str, list[Cue]] = field(default_factory=dict)  # words of niches and others as a tag joins them


@dataclass(frozen=True)
class Language:
    """One language file, as read: phrases by label, how an age is told, comments that fit under any post, and what
    solicits in a comment."""

    code: str
    phrases: dict[str, list[str]]
    age_units: list[str]
    age_phrases: list[str]
    generic_comments: list[str]
    spam_comments: list[str]
    comments: dict[str, list[str]]  # praise, things and fillers: what a comment fit for any post is made of
    soliciting: dict[str, list[str]]  # words of those who solicit, by what they do
    weights: dict[tuple[str, str], float]  # by label and phrase, where it is not 1
    homonyms: frozenset[str]  # words of this language that are another's cues, and mean something else here
    selling: dict[str, list[str]]  # by label, what is no cue anywhere (SELLING_ALWAYS)
    little_words: tuple[str, ...]  # by which a short text in Latin letters tells that it is in this language
    invites: dict[str, list[str]]  # words that invite to work together or decline it (scoring/contacts/invitations.py)
    loan_words: tuple[str, ...]  # that people of every language use in bios
    common_words: tuple[str, ...]  # everyday words that no other language has


_Entry = tuple[str, str, str, Language]  # a phrase folded and as it is written, its label, and whose it is


@lru_cache(maxsize=1)
@without_collecting
def languages() -> tuple[Language, ...]:
    """Every language file, common.toml (code "") first."""
    folder = files(__name__)
    found = []
    for code in ("", *LANGUAGES):
        data = tomllib.loads((folder / f"{code or 'common'}.toml").read_text("utf-8"))
        phrases = {label: list(words) for label, words in data.get("cues", {}).items()}
        phrases |= {f"tone:{tone}": list(words) for tone, words in data.get("tones", {}).items()}
        if "other_meanings" in data:
            phrases[_OTHER] = _phrases_in(data["other_meanings"])
        selling = {label: _phrases_in(told) for label, told in data.get("selling", {}).items()}
        phrases |= {label: selling.pop(label) for label in SELLING_ALWAYS if label in selling}
        weights: dict[tuple[str, str], float] = {}
        for table, weight in WEIGHTS.items():
            for niche, told in data.get(table, {}).items():
                words = _phrases_in(told)
                phrases.setdefault(label := f"niche:{niche}", []).extend(words)
                if weight != 1.0:
                    weights |= dict.fromkeys(((label, phrase) for phrase in words), weight)
        ages = data.get("age_units", []), data.get("age_phrases", [])
        generic, spam = data.get("generic_comments", []), data.get("spam_comments", [])
        comments, soliciting = (
            {part: _phrases_in(told) for part, told in data.get(table, {}).items()}
            for table in ("comments", "soliciting")
        )
        homonyms = frozenset(map(fold_text, data.get("homonyms", [])))
        little = tuple(dict.fromkeys(data.get("little_words", "").split()))
        invites = data.get("invites", {})
        loans, common = (tuple(fold_text(data.get(key, "")).split()) for key in ("loan_words", "common_words"))
        found.append(
            Language(
                code, phrases, *ages, generic, spam, comments, soliciting, weights, homonyms, selling, little, invites,
                loans, common,
            )
        )  # fmt: skip
    return tuple(found)


@lru_cache(maxsize=1)
def loan_words() -> frozenset[str]:
    """English words that stand in bios of every language, folded."""
    return frozenset(word for language in languages() for word in language.loan_words)


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Everyday words that English alone has, folded."""
    return frozenset(word for language in languages() if language.code == "en" for word in language.common_words)


def _phrases_in(told: str) -> list[str]:
    return [phrase.strip() for phrase in told.split(",")]


@lru_cache(maxsize=2)
@without_collecting
def _entries(selling: bool) -> tuple[dict[str, list[_Entry]], dict[str, list[_Entry]]]:
    """All phrases by the letters that their first word begins with, and those in scripts without spaces by their
    first. Most texts ask for few of these: only they are taken apart."""
    spaced: defaultdict[str, list[_Entry]] = defaultdict(list)
    unspaced: defaultdict[str, list[_Entry]] = defaultdict(list)
    for language in languages():
        for label, phrases in (language.selling if selling else language.phrases).items():
            told = _fold("\n".join(phrases))
            entries = zip(told.split("\n"), phrases, repeat(label), repeat(language))
            if _UNSPACED.search(told):
                for entry in entries:
                    if _UNSPACED.search(entry[0]):
                        unspaced[entry[0][0]].append(entry)
                    else:
                        spaced[entry[0][:_HEAD]].append(entry)
            else:
                for entry in entries:
                    spaced[entry[0][:_HEAD]].append(entry)
    short = [head for head in spaced if len(head) < _HEAD or not head.isalnum()]
    for entry in [entry for head in short for entry in spaced.pop(head)]:
        for key in _keys_of(entry[0]):
            spaced[key].append(entry)
    return dict(spaced), dict(unspaced)


def _cue_of(entry: _Entry) -> Cue:
    _, phrase, label, language = entry
    return Cue(label, phrase.rstrip("*"), language.code, weight=language.weights.get((label, phrase), 1.0))


def _keys_of(folded: str) -> set[str]:
    """The letters by which a phrase is found: those of its first word, and of its words run together."""
    words = tokens_of(folded)
    return {words[0][:_HEAD], "".join(words)[:_HEAD]}


@cache
def _index(letters: str, selling: bool) -> _Index:
    """What is looked for where a word begins with these letters."""
    index = _Index()
    for entry in _entries(selling)[0].get(letters, ()):
        _add_phrase(index, entry[0], _cue_of(entry))
    index.starts = {*index.words, *(first for first, _ in index.phrases)}
    for head, length in sorted({(stem[:_STEM_AT_LEAST], len(stem)) for stem in index.stems}):
        index.stem_lengths.setdefault(head, []).append(length)
    return index


def _add_phrase(index: _Index, folded: str, cue: Cue) -> None:
    stem = folded.endswith("*")
    plain = folded.rstrip("*") if stem else folded
    if plain[0] == "#":  # a tag is found as a tag only, however its words are joined
        plain = plain.replace("_", "")
    words = tuple(tokens_of(plain))
    if len(words) == 1 and stem and len(words[0]) >= _STEM_AT_LEAST:
        index.stems.setdefault(words[0], []).append(cue)
    elif len(words) == 1:
        index.words.setdefault(words[0], []).append(cue)
    else:
        index.phrases.setdefault((words[0], words[1][0]), []).append((words[1:], stem, cue))
    joined = "".join(words)
    if cue.label == _OTHER and len(words) > 1:
        (index.stems if stem else index.words).setdefault(joined, []).append(cue)  # as a tag runs it together
    # Other meanings too: "#digitalhistory" ends in history, not in a story.
    if len(joined) >= _TAG_WORD_AT_LEAST and (cue.label[:6] == "niche:" or cue.label == _OTHER) and joined.isalnum():
        index.joined.setdefault(joined, []).append(cue)


@cache
def _unspaced(letter: str, selling: bool) -> tuple[dict[str, list[Cue]], list[int]]:
    """The phrases of scripts without spaces that begin with a letter, and their lengths, the longest first."""
    found: dict[str, list[Cue]] = {}
    for entry in _entries(selling)[1].get(letter, ()):
        folded, cue = entry[0], _cue_of(entry)
        for form in dict.fromkeys((folded.replace(" ", "").rstrip("*"), folded.rstrip("*"))):
            found.setdefault(form, []).append(cue)
    return found, sorted({len(form) for form in found}, reverse=True)


def find_cues(text: str, *, selling: bool = False) -> list[Cue]:
    """Every phrase of the lexicon that stands in a text, in order, as often as it stands there; bounded work.

    With ``selling`` those phrases of work for brands that are looked for apart (SELLING_ALWAYS).
    """
    folded = fold_text(text)
    tokens = tokens_of(folded)
    found: list[Cue] = []
    for place, token in enumerate(tokens):
        if token[0] == "#":
            found.extend(_tag_cues(tokens, place, selling))
            continue
        index = _index(token[:_HEAD], selling)
        if token in index.starts or token[:_STEM_AT_LEAST] in index.stem_lengths or token > "\u0600":
            found.extend(_word_cues(tokens, place, token, selling))
    if _UNSPACED.search(folded):
        found.extend(_unspaced_cues(folded, len(tokens), selling))
    return _without_other_meanings(found)


def _without_other_meanings(found: list[Cue]) -> list[Cue]:
    """Cues without words of niches that stand within a phrase of another meaning ("vape pens"), and without these."""
    over: dict[int, str] = {}
    for cue in found:
        if cue.label == _OTHER:
            for place in range(cue.place, cue.place + 1 + cue.seen.count(" ")):
                over[place] = max(cue.seen, over.get(place, ""), key=len)
    if not over:
        return found
    return [
        cue
        for cue in found
        if cue.label != _OTHER and not (cue.label[:6] == "niche:" and _is_within(cue, over.get(cue.place, "")))
    ]


def _is_within(cue: Cue, phrase: str) -> bool:
    """Whether a cue's words are less than a phrase that stands at their place; a tag's ("#vapepen") are all of it."""
    seen = cue.seen.lstrip("#")
    return len(cue.words if seen == phrase else seen) < len(phrase) and seen in phrase


def _unspaced_cues(folded: str, first_place: int, selling: bool) -> Iterator[Cue]:
    """Phrases of scripts without spaces: from left to right the longest, which none that follows may overlap."""
    start = 0
    while start < len(folded):
        known, lengths = _unspaced(folded[start], selling)
        for length in lengths:
            cues = known.get(seen := folded[start : start + length])
            if cues:
                yield from _stand(cues, seen, first_place + start)
                start += length
                break
        else:
            start += 1


def _by_stem(index: _Index, form: str) -> Iterator[Cue]:
    """The cues of the stems that a word begins with, the shortest first."""
    for length in index.stem_lengths.get(form[:_STEM_AT_LEAST], ()):
        if length <= len(form):
            yield from index.stems.get(form[:length], ())


def _stand(cues: Iterable[Cue], seen: str, place: int) -> list[Cue]:
    """Cues as they stand in a text."""
    return [Cue(label, words, language, seen, place, weight) for label, words, language, _, _, weight in cues]


def _word_cues(tokens: list[str], place: int, word: str, selling: bool) -> list[Cue]:
    """The cues of the word at a place (without its # where it is a tag), and of the phrases that begin with it."""
    found: list[Cue] = []
    next_letter = tokens[place + 1][0] if place + 1 < len(tokens) else ""
    for form in _forms_of(word):
        index = _index(form[:_HEAD], selling)
        if form in index.words:
            found += _stand(index.words[form], form, place)
        for rest, stem, cue in index.phrases.get((form, next_letter), ()):
            if _follows(tokens, place + 1, rest, stem):
                seen = " ".join([form, *tokens[place + 1 : place + 1 + len(rest)]])
                found += _stand((cue,), seen, place)
        if form[:_STEM_AT_LEAST] in index.stem_lengths:
            found += _stand(_by_stem(index, form), form, place)
        if found:
            break
    return found


def _tag_cues(tokens: list[str], place: int, selling: bool) -> list[Cue]:
    """The cues of a tag: as such, as a word, or else of the word that it begins or ends with, as it runs words
    together."""
    token = tokens[place]
    word = token[1:].replace("_", "")
    tag = f"#{word}"
    index = _index(tag[:_HEAD], selling)
    found = _stand(index.words.get(tag, ()), token, place)
    found += _stand(_by_stem(index, tag), token, place)
    as_word = _word_cues(tokens, place, word, selling)
    if as_word:
        return found + as_word
    begins = _index(word[:_HEAD], selling).joined
    for length in range(len(word), _TAG_WORD_AT_LEAST - 1, -1):
        end = word[-length:]
        cues = begins.get(word[:length]) or _index(end[:_HEAD], selling).joined.get(end)
        if cues:
            return found + _stand(cues, token, place)
    return found


def _forms_of(word: str) -> Iterator[str]:
    yield word
    if "\u0600" <= word[0] <= "\u06ff":
        for prefix in _ARABIC_PREFIXES:
            if word.startswith(prefix) and len(word) > len(prefix) + 2:
                yield word[len(prefix) :]


def _follows(tokens: list[str], place: int, rest: tuple[str, ...], stem: bool) -> bool:
    if place + len(rest) > len(tokens):
        return False
    for offset, wanted in enumerate(rest):
        token = tokens[place + offset]
        if token != wanted and not (stem and offset == len(rest) - 1 and token.startswith(wanted)):
            return False
    return True
