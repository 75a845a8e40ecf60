"""The age that a cell of a list tells."""

import re

_ADULT = 18  # years
_YOUNGEST = 10  # below it a number is rather how old an account is, or what a program writes for unknown
_AGE = re.compile(
    r"(<|under|below|less than|younger than|u-?(?=\d)|unter|moins de|menos de|meno di|onder|poniżej|до|менее)?\s*"
    r"(\d{1,3})(?!\d)"
)
_WORDS = "minor minderjährig mineur mineure minorenne minderjarig nieletni nieletnia 未成年"
_MINOR_WORDS = frozenset(_WORDS.split())


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
