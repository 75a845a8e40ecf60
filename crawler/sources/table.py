"""Tables that people keep: CSV of any delimiter and encoding, and workbooks (XLSX), as rows of plain text.

A workbook's formulas are not computed (what the program that saved it last computed stands in it), its macros are
never looked at, and what it unpacks to is bounded.
"""

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, NamedTuple

from crawler.lists.answers import asks_to_be_left_alone
from crawler.sources.columns import Column, may_be_no_handle, role_of
from crawler.sources.profile_columns import profile_columns
from storage.errors import UnknownFormat, UnreadableFile

MAX_ROWS = 200_000
_MAX_COLUMNS = 200
_MAX_SHEETS = 50
_MAX_CELL = 4_000
_HEADER_WITHIN = 15  # a title or a note may stand above the names of the columns
_MAX_UNPACKED = 512 << 20
_DELIMITERS = ",;\t|"
_SHOWN = 12
_ALIKE = 100  # rows among which a name of a column would stand again
_NUMBER = re.compile(r"\d[\d.,]{0,20}")  # a count beneath the names of columns, which are none
_INNER = re.compile(r"[/.]\d{1,6}[/.]")


class Table(NamedTuple):
    """A list as it stands in its file: the columns that are understood, by place, and the rows with their numbers.

    ``aside`` names the columns that are not.
    """

    names: dict[int, str]
    columns: dict[int, Column]
    rows: list[tuple[int, list[str]]]
    cut: bool  # whether more rows were left unread
    aside: list[str]


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether a ZIP is an XLSX workbook."""
    return "[Content_Types].xml" in archive.NameToInfo and any(name.startswith("xl/") for name in archive.NameToInfo)


def table_of_text(body: bytes, shown: str, *, named_so: bool) -> Table | None:
    """The list in a CSV; ``None`` where the text is no table, unless its name says so (``named_so``).

    Raises UnknownFormat where no column holds accounts, with the names of the columns that are there.
    """
    text = _decoded(body)
    if text is None:
        return None
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own line
        return _table(_rows_of(rest, first.strip()[4], shown), shown)
    delimiter = _delimiter_of(text)
    try:
        return _table(_rows_of(text, delimiter, shown), shown)
    except UnknownFormat:
        if named_so:
            raise
        return None


def table_of_rows(header: list[str], rows: Iterable[tuple[int, list[str]]], shown: str) -> Table:
    """A table out of rows that have names for their cells; raises UnknownFormat where no column holds accounts."""
    return _table(chain([(0, header)], ((number, [cell[:_MAX_CELL] for cell in row]) for number, row in rows)), shown)


def cells_of_text(body: bytes, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Every row of a CSV of any delimiter and encoding, with its number; raises UnreadableFile for what is none."""
    text = _decoded(body)
    if text is None:
        raise UnreadableFile(f"{shown} is no text: save the list as CSV.")
    return _rows_of(text, _delimiter_of(text), shown)


def table_of_sheet(rows: Iterable[tuple[int, list[str]]], shown: str) -> Table:
    """The list in a sheet; raises UnknownFormat where no column holds accounts."""
    return _table(rows, shown)


def sheets_of_workbook(
    stream: Any, archive: zipfile.ZipFile, shown: str
) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """(title, rows with their numbers) of each sheet of a workbook; raises UnreadableFile, also while they are read."""
    from openpyxl import load_workbook

    _refuse_hostile(archive, shown)
    stream.seek(0)
    with _told_as_unreadable(shown):
        book = load_workbook(stream, read_only=True, data_only=True, keep_vba=False, keep_links=False)
        sheets = book.worksheets[:_MAX_SHEETS]
    for sheet in sheets:
        yield str(sheet.title), _rows_of_sheet(sheet, shown)


def _rows_of_sheet(sheet: Any, shown: str) -> Iterator[tuple[int, list[str]]]:
    with _told_as_unreadable(shown):
        cells = sheet.iter_rows(max_col=_MAX_COLUMNS, max_row=MAX_ROWS + _HEADER_WITHIN, values_only=True)
        for number, row in enumerate(cells, start=1):
            if any(value is not None for value in row):
                yield number, [_as_text(value) for value in row]


@contextmanager
def _told_as_unreadable(shown: str) -> Iterator[None]:
    """openpyxl meets a damaged part with whatever its parser raises, and warns of drawings that are not read anyway."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (UnreadableFile, GeneratorExit):
        raise
    except Exception as error:
        raise UnreadableFile(
            f"{shown} is a workbook that cannot be read ({type(error).__name__}): save it again, or save it as CSV."
        ) from None


def _refuse_hostile(archive: zipfile.ZipFile, shown: str) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableFile(f"{shown} is locked with a password: save it without one.")
    if sum(entry.file_size for entry in entries) > _MAX_UNPACKED or len(entries) > 10_000:
        raise UnreadableFile(f"{shown} unpacks to more than {_MAX_UNPACKED >> 20} MiB: save the list alone, as CSV.")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(entry) as part:
                    head = part.read(65_536)
            except Exception as error:  # zipfile raises a different class for each kind of damage
                raise UnreadableFile(
                    f"{shown} is a damaged workbook ({type(error).__name__}): save it again, or save it as CSV."
                ) from None
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise UnreadableFile(f"{shown} declares entities, which no workbook does: save the list as CSV.")


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "" if value is None else ("yes" if value else "no")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)[:_MAX_CELL].strip()


def _decoded(body: bytes) -> str | None:
    """Text of UTF-8, UTF-16 or cp1252; ``None`` for what is no text."""
    head = body[:4_000]
    if b"\0" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) < len(head) // 4:
            return None
        text = body.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace").lstrip("\ufeff")
        return text if _is_written(text) else None
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    return text if _is_written(text) else None


def _is_written(text: str) -> bool:
    """Whether a text was written by somebody: what is no text has control characters when it is read as one."""
    return not any(letter < " " and letter not in "\t\r\n\f" for letter in text[:4_000])


def _delimiter_of(text: str) -> str:
    """The one that parts most of the first lines into as many columns, of two such the one that makes more."""
    lines = [line for line in text[:65_536].splitlines() if line.strip()][:_HEADER_WITHIN]

    def agreed(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        return max(((number, width) for width, number in widths.items()), default=(0, 0))

    try:
        return max(_DELIMITERS, key=agreed)
    except csv.Error:
        return ","


def _rows_of(text: str, delimiter: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    lines = list(io.StringIO(text.replace("\0", ""), newline=""))
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        before = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(f"{shown}, line {reader.line_num} is no CSV ({error}): save the list again.") from None
        if reader.line_num > before + 1:
            _refuse_unclosed(lines[before : reader.line_num], delimiter, f"{shown}, line {before + 1}")
        cells = [cell[:_MAX_CELL].strip() for cell in row[:_MAX_COLUMNS]]
        if any(cells):
            yield reader.line_num, cells


def _refuse_unclosed(lines: list[str], delimiter: str, where: str) -> None:
    """Refuses a row of several lines whose quotation marks do not pair: it swallowed the rows below it."""
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        raise UnreadableFile(
            f"{where}: a quotation mark is not closed, and swallows the rows below it: close it, or take it out."
        ) from None


def _columns_of(cells: list[str]) -> dict[int, Column]:
    """What the columns hold. Of several that may hold handles, one that surely does leaves no room for the others;
    columns of others than who the row is about ("relatedProfiles/0/username") hold nothing here."""
    told = profile_columns(cells)
    found = {
        place: column
        for place, cell in enumerate(cells)
        if not _INNER.search(cell) and (column := told.get(place) or role_of(cell))
    }
    sure = any(column.role == "account" and not may_be_no_handle(cells[place]) for place, column in found.items())
    if not sure:
        return found
    return {
        place: column
        for place, column in found.items()
        if column.role != "account" or not may_be_no_handle(cells[place])
    }


def _stands_beneath(cells: list[str], columns: dict[int, Column], rows: list[tuple[int, list[str]]]) -> bool:
    """Whether what passes for the names of columns is a row like those beneath it, such as one that says "youtube"."""
    places = [place for place, column in columns.items() if column.role == "account"]
    beneath = [row for _, row in rows[:_ALIKE]]
    return all(any(row[place : place + 1] == [cells[place]] for row in beneath) for place in places)


def _counts(cells: list[str], columns: dict[int, Column]) -> bool:
    """Whether what passes for the names of columns is a word and how often it was met."""
    rest = [cell for place, cell in enumerate(cells) if cell and place not in columns]
    return bool(rest) and all(_NUMBER.fullmatch(cell) for cell in rest)


def _remarks_in(cells: list[str], columns: dict[int, Column], rows: list[tuple[int, list[str]]]) -> dict[int, Column]:
    """The columns, of whatever name, where somebody asks to be left alone: a status "unsubscribed"."""
    aside = [place for place, cell in enumerate(cells) if cell and place not in columns]
    asked = {place for _, row in rows for place in aside if place < len(row) and asks_to_be_left_alone(row[place])}
    return {place: Column("remark") for place in sorted(asked)}


def _table(rows: Iterable[tuple[int, list[str]]], shown: str) -> Table:
    waiting = iter(rows)
    above: list[list[str]] = []
    for _, cells in islice(waiting, _HEADER_WITHIN):
        columns = _columns_of(cells)
        if any(column.role == "account" for column in columns.values()):
            found = list(islice(waiting, MAX_ROWS + 1))
            if above and (_stands_beneath(cells, columns, found) or _counts(cells, columns)):
                break
            columns |= _remarks_in(cells, columns, found)
            names = {place: cells[place] for place in columns}
            aside = [cell[:40] for place, cell in enumerate(cells) if cell and place not in columns]
            return Table(names, columns, found[:MAX_ROWS], len(found) > MAX_ROWS, aside)
        above.append(cells)
    widest = max(above, key=lambda cells: sum(1 for cell in cells if cell), default=[])
    names_there = [cell[:40] for cell in widest if cell]
    some = ", ".join(names_there[:_SHOWN]) + (" …" if len(names_there) > _SHOWN else "")
    raise UnknownFormat(
        f"{shown} has no column of handles: name one “handle”, “username”, “Instagram” or “profile URL” "
        f"(its columns: {some or 'none'})."
    )
