"""Whether a cell of a list, an age or a date of birth, tells that its person is below 18."""

import re
from datetime import date, datetime

from crawler.lists.days import dotted_day, form_time, iso_day, slashed_day

_ADULT = 18  # years
_YOUNGEST = 10  # below it a number is rather how old an account is, or what a program writes for unknown
_AGE = re.compile(
    r"(<|under|below|less than|younger than|u-?(?=\d)|unter|moins de|menos de|meno di|onder|poniżej|до|менее)?\s*"
    r"(\d{1,3})(?!\d)"
)
_WORDS = "minor minderjährig mineur mineure minorenne minderjarig nieletni nieletnia 未成年"
_MINOR_WORDS = frozenset(_WORDS.split())
_OF_TWO_DIGITS = re.compile(r"(\d{1,2}[./-]\d{1,2}[./-])(\d\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def tells_a_minor(cell: str) -> bool:
    """Whether an age is below 18, as a number ("17", "13-17"), a bound ("<18", "under 16", "U18") or in a word."""
    age = _AGE.match(cell.strip().lower())
    if age is not None:
        return int(age[2]) < _ADULT or (bool(age[1]) and int(age[2]) == _ADULT)
    return cell.strip().lower() in _MINOR_WORDS


def tells_surely(cell: str) -> bool:
    """Whether a cell that tells a minor tells the age of a person: enough to erase somebody by it."""
    age = _AGE.match(cell.strip().lower())
    return age is None or int(age[2]) >= _YOUNGEST


def ages_by_birth(cell: str, today: date) -> list[int]:
    """The ages that somebody born then may have: two where only the year is told, or 3/4 may be the third of April or
    the fourth of March; [] where no year is. Years of two digits are the last that have begun."""
    text = cell.strip()
    short = _OF_TWO_DIGITS.fullmatch(text)
    if short is not None:
        century = today.year // 100 * 100
        text = f"{short[1]}{century + int(short[2]) - 100 * (century + int(short[2]) > today.year)}"
    text = re.sub(r"(?<=\d)-(?=\d{1,2}-\d{4}\Z)|(?<=\d)-(?=\d{4}\Z)", ".", text)  # 3-10-2010
    sure = iso_day(text) or form_time(text) or dotted_day(text)
    days = [sure] if sure else [slashed_day(text, day_first=day_first) for day_first in (True, False)]
    ages = {_age_of(day, today) for day in days if day is not None}
    year = _YEAR.search(text)
    if not ages and year is not None:
        ages = {today.year - int(year.group()) - 1, today.year - int(year.group())}
    return sorted(ages)


def _age_of(day: datetime, today: date) -> int:
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def is_young(ages: list[int]) -> bool:
    """Whether somebody of one of these ages may be below 18."""
    return bool(ages) and ages[0] < _ADULT


def is_surely_young(ages: list[int]) -> bool:
    """Whether somebody is below 18 at each of these ages, and none is a slip of a form (the day it was filled in)."""
    return bool(ages) and ages[0] >= _YOUNGEST and ages[-1] < _ADULT
