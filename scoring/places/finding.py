"""Places named in a text: the table written by hand first, then the towns of GeoNames where they are said as places."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from scoring.lexicon import MAX_TEXT, fold_text, tokens_of, word_set
from scoring.places.table import Names, Place, place_names
from scoring.places.towns import LARGE, Town, is_spoken, town_named, towns

_LONGEST_TOWN = 5  # words of a name
# What parts a bio into pieces: a name alone in one is said as a place.
_PARTS = re.compile(r"[|•·,/\n;:~–—()\[\]{}<>→➡«»\"“”&+*=✦✧]|\s-\s|[.!?](?=\s|$)")
_PINS = frozenset("📍🏠🌍🌎🌏🗺✈📌🏡")
_LOCATIVE = word_set(
    "in from based near around à au aux en aus bei nach uit em w we из в во под van vanuit di yaşayan tinggal من في"
)
_BEFORE_PLACE = _LOCATIVE | _PINS | word_set("de a da na no te z ze do spod")
# Prepositions after which a name may be declined: "под Тулой", "w Krakowie".
_DECLINES = word_set("в во из под на из-под w we z ze pod spod na")
_ARABIC_PREFIXES = ("بال", "ب", "لل")  # in, for
_HANGUL = re.compile(r"[\uac00-\ud7af]+")
_KANJI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LONGEST_KANJI = 8
# What may follow a Korean town within its word, and a Japanese one within its sentence.
_AFTER_HANGUL = word_set(
    "시 군 구 시민 에서 에 의 은 는 이 가 도 와 과 맘 살이 살아요 사는 댁 러 토박이 출신 근교 인 시내 거주"
)
_AFTER_KANJI = re.compile(r"[市区町村県駅]|在住|住み|暮らし|育ち|出身|生まれ|発|から|より|近郊|周辺")


class _Word(NamedTuple):
    """A word of a text as it is compared; whether it was written with a capital (where its script has none: always);
    the number of the piece of the text that it stands in."""

    folded: str
    capital: bool
    piece: int


def places_in(text: str, language: str | None = None, country: str | None = None) -> list[Place]:
    """Places named in a text, in order, the longest name first where several begin at one word; those in scripts
    without spaces last. ``country``, where something tells it, and ``language`` decide between namesakes and let
    smaller towns count."""
    names = place_names()
    found: list[Place] = []
    doubtful: list[Place] = []
    words = list(_words_of(text[:MAX_TEXT]))
    begin = 0
    while begin < len(words):
        for length in range(min(max(names.longest, _LONGEST_TOWN), len(words) - begin), 0, -1):
            key = " ".join(word.folded for word in words[begin : begin + length])
            hit = names.plain.get(key)
            sure: bool | None = True
            if hit is not None:
                if country not in (None, hit.country):
                    namesake = town_named(key, language, country)
                    hit = _place_of(namesake) if namesake and namesake.country == country else hit
                sure = None if key in names.words and not _is_said(text, words, begin, length) else True
            elif length <= _LONGEST_TOWN and (town := town_named(key, language, country)) is not None:
                hit, sure = _place_of(town), _is_meant(town, words, begin, length, language)
            if hit is not None and sure is not None:
                (found if sure else doubtful).append(hit)
                begin += length - 1
                break
        else:
            hit = _declined(names, words, begin)
            if hit is not None:
                found.append(hit)
        begin += 1
    found.extend(names.capitals[w] for w in re.findall(r"\b[A-Z]{2,5}\b", text[:MAX_TEXT]) if w in names.capitals)
    found.extend(_unspaced_in(names, fold_text(text), language))
    told = {place.country for place in found}
    return [*found, *(place for place in doubtful if place.country in told)]


def _words_of(text: str) -> Iterator[_Word]:
    number = 0
    for piece in _PARTS.split(text):
        number += 1
        tokens = [token.lstrip("#") for token in tokens_of(fold_text(piece)) if token[0] != "@"]
        cased = [token.lstrip("#") for token in tokens_of(unicodedata.normalize("NFKC", piece)) if token[0] != "@"]
        if len(cased) != len(tokens):
            cased = tokens
        for token, written in zip(tokens, cased, strict=True):
            number += not token[0].isalnum()  # an emoji parts as a stroke does
            yield _Word(token, not written[0].islower(), number)


def _is_alone(words: list[_Word], begin: int, length: int) -> bool:
    """Whether nothing else stands in the piece of the text that a name stands in, but a pin before it."""
    piece = words[begin].piece
    before = words[begin - 1] if begin else None
    after = words[begin + length] if begin + length < len(words) else None
    within = words[begin + length - 1].piece == piece
    return (
        within
        and (before is None or before.piece != piece or not before.folded[0].isalnum())
        and (after is None or after.piece != piece)
    )


def _place_of(town: Town) -> Place:
    return Place(town.country, town.region or None, town.name)


def _is_meant(town: Town, words: list[_Word], begin: int, length: int, language: str | None) -> bool | None:
    """Whether a town's name means the town: ``None`` no, false only where something else names its country."""
    key = " ".join(word.folded for word in words[begin : begin + length])
    before = words[begin - 1].folded if begin else ""
    capital = all(word.capital for word in words[begin : begin + length])
    if key in towns().words:
        return True if capital and (before in _LOCATIVE or before in _PINS) else None
    alone = _is_alone(words, begin, length)
    spoken = is_spoken(language, town.country)
    if before in _PINS and capital:
        return True
    if alone and (spoken or (capital and len(key) > 4 and (language is None or town.thousands >= LARGE))):
        return True
    if not capital or len(key) < 4:
        return None
    return town.thousands >= LARGE or (spoken and (length > 1 or before in _BEFORE_PLACE))


def _is_said(text: str, words: list[_Word], begin: int, length: int) -> bool:
    """Whether a name that may be a word or a person's stands as a place: alone in its piece of the text, after "in" or
    a pin, or before the capitals of a state. Where Latin letters have capitals it must have one."""
    if not all(word.capital for word in words[begin : begin + length]):
        return False  # "a nice day"
    if begin and words[begin - 1].folded in _BEFORE_PLACE:
        return True
    if _is_alone(words, begin, length):
        return True
    name = r"\s+".join(re.escape(word.folded) for word in words[begin : begin + length])
    return re.search(rf"\b(?i:{name})\s?[-–,/]\s?[A-Z]{{2}}\b", text[:MAX_TEXT]) is not None  # "Salvador - BA"


def _declined(names: Names, words: list[_Word], begin: int) -> Place | None:
    """A name with the ending of a case after a preposition, or with an Arabic one before it."""
    token = words[begin].folded
    if "\u0600" <= token[0] <= "\u06ff":
        for prefix in _ARABIC_PREFIXES:
            if token.startswith(prefix) and len(token) > len(prefix) + 2:
                bare = token[len(prefix) :]
                hit = names.plain.get(bare) or names.plain.get(f"ال{bare}")
                if hit is not None:
                    return hit
        return None
    before = words[begin - 1].folded if begin else ""
    if before not in _DECLINES or (before == "na" and token.isascii()):
        return None
    for cut in range(4):
        stem = token[: len(token) - cut]
        if len(stem) >= 4 and stem in names.stems and stem not in names.words:
            return names.stems[stem]
    return None


def _unspaced_in(names: Names, folded: str, language: str | None) -> Iterator[Place]:
    """Places in Japanese, Chinese and Korean text, where names stand within words."""
    if _KANJI.search(folded):
        place = 0
        while place < len(folded):
            for length in range(min(_LONGEST_KANJI, len(folded) - place), 1, -1):
                hit = _kanji_place(names, folded, place, length, language)
                if hit is not None:
                    yield hit
                    place += length - 1
                    break
            place += 1
    for match in _HANGUL.finditer(folded):
        word = match.group()
        for length in range(len(word), 1, -1):
            hit = names.unspaced.get(word[:length])
            if hit is not None:
                yield hit
                break
            town = town_named(word[:length], language) if word[length:] in _AFTER_HANGUL else None
            if town is not None and town.thousands >= LARGE and is_spoken(language, town.country):
                yield _place_of(town)
                break


def _kanji_place(names: Names, folded: str, place: int, length: int, language: str | None) -> Place | None:
    name = folded[place : place + length]
    if not _KANJI.match(name):
        return None
    hit = names.unspaced.get(name)
    if hit is not None:
        return hit
    if any(letter.isspace() for letter in name):
        return None
    town = town_named(name, language)
    if town is None or not is_spoken(language, town.country):
        return None
    before, after = folded[place - 1 : place], folded[place + length :]
    apart = not (before.isalnum() or after[:1].isalnum())
    if apart or _AFTER_KANJI.match(after) or (length > 2 and town.thousands >= LARGE):
        return _place_of(town)
    return None
