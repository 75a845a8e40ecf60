"""One value of a table that people open in a spreadsheet: no stranger's word is a formula there."""

import re

Cell = str | int | float | bool | None

# What a spreadsheet takes for the beginning of a formula, also in full width and after blanks.
_FORMULA = re.compile(r"\A[\s\ufeff\u200b-\u200f\u2060\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
# The same behind a semicolon: where that is the separator of lists (as in Germany), a new cell begins there. A wink
# (";-)") is none: what opens a bracket, names a sheet or pipes to a program is.
_LATER_FORMULA = re.compile(r";(?=[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20][^;]*[(!|])")
_PHONE = re.compile(r"\+[0-9]{7,15}")
# C0 and C1 controls and marks that reorder text; line ends become blanks, so that a row is a line.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_REORDER = re.compile(r"[\u061c\u202a-\u202e\u2066-\u2069\u200e\u200f\ud800-\udfff]")
MAX_CELL = 32_767  # what a cell of a spreadsheet holds


def clean_text(text: str) -> str:
    """A stranger's words on one line, without controls, marks that reorder text, and what XML cannot hold."""
    plain = _CONTROLS.sub(" ", _REORDER.sub("", text)).strip()
    return plain.replace("\ufffe", "").replace("\uffff", "")


def safe_cell(value: Cell) -> Cell:
    """A value as it may stand in a spreadsheet: text that looks like a formula gets an apostrophe in front,
    also where a semicolon would begin a cell with it.

    ``None`` stays empty, numbers stay numbers, and a phone number of the form +1202… stays as it is.
    """
    if not isinstance(value, str):
        return value
    text = clean_text(value)
    # Both: a leading tab is gone once cleaned, and what a mark or control hid is first only then.
    if (_FORMULA.match(value) or _FORMULA.match(text)) and not _PHONE.fullmatch(text):
        text = f"'{text}"
    text = _LATER_FORMULA.sub(";'", text)
    return text[:MAX_CELL]
