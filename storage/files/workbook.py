"""An Excel workbook that people work in: typed cells, links, a frozen header; no stranger's word is a formula."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.files.cells import Cell, clean_text

_WIDEST, _NARROWEST = 48, 9
_LOOKED_AT = 200  # rows by which the width of a column is chosen
_MOST_LINKS = 65_000  # what Excel opens


EXPLAINED = ("column", "means")  # the columns of a sheet that says what the others' columns are


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (31 characters at most), its columns in order, its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Cell]]


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """The workbook's bytes, the same for the same sheets. Nulls are empty cells, shares are percentages."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"created": _CREATED})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "share": book.add_format({"num_format": "0.0%"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "link": book.get_default_url_format(),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name[:31]), sheet, formats)
    book.close()
    return out.getvalue()


def _write(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    page.freeze_panes(1, 1)
    for place, name in enumerate(sheet.columns):
        page.write_string(0, place, name, formats["head"])
        page.set_column(place, place, _width(sheet, name))
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    links = 0
    for number, row in enumerate(sheet.rows, start=1):
        for place, name in enumerate(sheet.columns):
            value = row.get(name)
            if value is None:
                continue
            if isinstance(value, bool):
                page.write_boolean(number, place, value)
            elif isinstance(value, int | float):
                page.write_number(number, place, value, formats["share" if name in _SHARES else "count"])
            elif name in _DAYS and (day := _day_in(value)) is not None:
                page.write_datetime(number, place, day, formats["day"])
            elif name == "email" and _ADDRESS.fullmatch(value) and links < _MOST_LINKS:
                links += 1
                page.write_url(number, place, f"mailto:{value}", formats["link"], string=value)
            elif _is_link(value) and links < _MOST_LINKS:
                links += 1
                page.write_url(number, place, value, formats["link"], string=clean_text(value)[:255])
            else:
                page.write_string(number, place, clean_text(value)[:32_767])


def _day_in(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


def _is_link(value: str) -> bool:
    """An address that a link may hold: with a control or half a letter in it, Excel would take the file for broken."""
    if not value.startswith(("https://", "http://")) or len(value) > 2_000:
        return False
    return value == clean_text(value) and not any(letter.isspace() for letter in value)


def _width(sheet: Sheet, name: str) -> int:
    longest = max((len(str(row.get(name) or "")) for row in sheet.rows[:_LOOKED_AT]), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, len(name)) + 2))


_CREATED = datetime(2000, 1, 1)  # so that the same shortlist gives the same bytes
_DAYS = frozenset({"last_post_date", "contact_seen_at", "last_contacted_at", "notice_due_by"})
# Nothing that a mail program would take for more than an address.
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w.-]+", re.ASCII)
_SHARES = frozenset({"er_median", "er_low", "confidence", "authenticity"})
