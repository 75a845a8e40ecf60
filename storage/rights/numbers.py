"""Telephone numbers as people write them, each in one spelling, its digits: by pattern alone, since the bio and links
of every profile that lands are looked through for the numbers of whoever is suppressed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from sqlalchemy import ColumnElement, or_

_MOST_TEXT = 8_000
_MOST_GROUPS = 12  # of digits, in a number and what follows it
_SHORTEST, _SHORTEST_LOCAL, _LONGEST = 8, 9, 15  # digits; eight without a country's code may be two years, or a date
_TAIL = 8  # digits by which texts that may hold a number are found
# What stands between digits: blanks, dots, hyphens, brackets, marks of direction that programs copy with a number.
_GAP = r"[ \t\u00a0\u2000-\u2015\u202a-\u202f\u2060-\u2069\u2212\u3000\ufe0f\u20e3().\-·•・]"
_GROUP = re.compile(r"\d+")
_MANY_DIGITS = re.compile(rf"\d(?:[^\d\n]{{0,4}}\d){{{_SHORTEST - 1}}}")
_RUN = re.compile(rf"(?<!\w)\(?(?:[+＋]{_GAP}{{0,2}}|00)?\(?\d(?:(?:{_GAP}{{0,4}}|/)\d){{7,27}}(?!\w)")
_MARKS = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LED = re.compile(r"\(?(?:[+＋]|00)")
# An address holds numbers of all sorts: one of a telephone stands behind one of these.
_IN_ADDRESS = ("/", "=", "#", "&", "@", "~")
_LINK = re.compile(
    r"(?:(?<![a-z])(?:phone|number)=|(?<![\w-])(?:wa\.me/(?:c/)?|signal\.me/#p/|t\.me/|zalo\.me/))\Z", re.IGNORECASE
)
_TYPED_LINK = re.compile(r"(?:https?://|whatsapp://|viber://|tel:|sms:|(?:www\.)?wa\.me/|api\.whatsapp\.com/)", re.I)
# Mobiles of Argentina and Mexico have a digit that some write and some do not: WhatsApp does, the telephone need not.
_OPTIONAL = {"549": "54", "521": "52"}
_WITH_OPTIONAL = 13  # digits
_ZEROS = "0٠۰०০０"  # of the scripts in which numbers are written


@dataclass(frozen=True)
class ToldNumber:
    """A telephone number and the ``words`` that tell it; ``whole`` where it begins with the code of its country; then
    also, the longest first, what it is ``without`` digits behind it that may be no part of it ("… 24/7")."""

    words: str
    number: str
    whole: bool
    without: tuple[str, ...] = ()


def told_in(text: str) -> list[ToldNumber]:
    """The numbers that a text or an address tells, in order: by its country's code, in a messenger's link, or (nine
    digits and more) as people call it at home."""
    found = []
    for words, led in _runs(text):
        digits = _digits(words)
        readings = [one for one in _readings(words, led) if _is_long_enough(one, led) and digits.startswith(one)]
        if led and readings:
            first, *others = map(_one_spelling, readings)
            found.append(ToldNumber(words, first, not first.startswith("0"), tuple(others)))
        elif readings and readings[0] == digits:
            found.append(ToldNumber(words, digits, False))
    return found


def numbers_in(text: str) -> set[str]:
    """Every number that may be told in a text: where several stand in a row, or other digits behind one, each reading.
    To look them up, not to keep them."""
    found = {one for words, led in _runs(text) for one in _readings(words, led) if _is_long_enough(one, led)}
    return found | {_one_spelling(one) for one in found}


def one_number(value: str) -> str | None:
    """The number in a field for one, or in a messenger's link, in one spelling, its digits; ``None`` for what is none,
    or too short to be one person's."""
    run = _RUN.fullmatch(value.strip()[:_MOST_TEXT])
    digits = "" if run is None else _digits(run.group())
    if _SHORTEST <= len(digits) <= _LONGEST:
        return _one_spelling(digits)
    return next((one.number for one in told_in(value)), None)


def typed_number(name: str) -> ToldNumber | None:
    """The number that was typed where a name is asked for: with + or 00 and the code of its country, in any spelling,
    or as a messenger's link; ``None`` for every other name."""
    name = _MARKS.sub("", name).strip()
    told = told_in(name)
    if len(told) != 1 or not told[0].whole:
        return None
    alone = told[0].words == name or _TYPED_LINK.match(name) is not None
    return told[0] if alone else None


def end_of(number: str) -> str:
    """The last digits of a number, which are the same however it is spelled."""
    return number[-_TAIL:]


def may_tell(column: ColumnElement[str], number: str) -> ColumnElement[bool]:
    """Whether a column's words may hold a number in some spelling: ``numbers_in`` decides."""
    spelled = ([chr(ord(zero) + int(digit)) for digit in end_of(number)] for zero in _ZEROS)
    return or_(*(column.like(f"%{'%'.join(digits)}%") for digits in spelled))


def digits_of(text: str) -> str:
    """The digits of a text, of whatever script."""
    return "".join(_GROUP.findall(_plain(text)))


def is_among(number: str, digits: str) -> bool:
    """Whether a text of these digits may hold a number in some spelling."""
    return end_of(number) in digits


def spelled(number: str) -> str | None:
    """A pattern that finds a number in others' words in whatever spelling; ``None`` for one that may be a date."""
    if len(number) < _SHORTEST_LOCAL:
        return None
    between = rf"(?:\(0\)|{_GAP}|/){{0,4}}"
    digits = between.join(f"[{''.join(chr(ord(zero) + int(digit)) for zero in _ZEROS)}]" for digit in number)
    return rf"(?<!\w)\(?(?:[+＋]{_GAP}{{0,2}}|%2B|00)?\(?{digits}(?!\w)"


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Digits that may be a telephone's, with what parts them, and whether they begin with the code of a country."""
    text = text[:_MOST_TEXT]
    if _MANY_DIGITS.search(text) is None:
        return
    text = unquote(text) if "%" in text else text
    for run in _RUN.finditer(text):
        start, words = run.start(), run.group()
        linked = _LINK.search(text[max(0, start - 20) : start]) is not None
        if linked or not text[:start].endswith(_IN_ADDRESS):
            yield words, linked or _LED.match(_plain(words)) is not None


def _readings(words: str, led: bool) -> list[str]:
    """What a run of digits may tell, the longest first: the whole; behind a country's code the same without what
    follows it; of more digits than a number has any part."""
    groups = _GROUP.findall(_dialled(words))
    whole = "".join(groups).removeprefix("00")
    if len(groups) == 1 or len(groups) > _MOST_GROUPS or not (led or len(whole) > _LONGEST):
        return [whole]
    starts = range(len(groups)) if len(whole) > _LONGEST else range(1)
    ends = len(groups)
    parts = ["".join(groups[first:end]).removeprefix("00") for first in starts for end in range(ends, first, -1)]
    return sorted(dict.fromkeys([whole, *parts]), key=len, reverse=True)


def _is_long_enough(number: str, led: bool) -> bool:
    return (_SHORTEST if led else _SHORTEST_LOCAL) <= len(number) <= _LONGEST


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def _dialled(words: str) -> str:
    """Digits without the 0 in brackets that is not dialled behind a country's code."""
    plain = _plain(words)
    return plain[:3] + plain[3:].replace("(0)", " ")


def _digits(words: str) -> str:
    """The digits alone that are dialled, without the 00 before a country's code."""
    return "".join(_GROUP.findall(_dialled(words))).removeprefix("00")


def _one_spelling(digits: str) -> str:
    shorter = _OPTIONAL.get(digits[:3]) if len(digits) == _WITH_OPTIONAL else None
    return digits if shorter is None else shorter + digits[3:]
