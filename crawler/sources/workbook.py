"""A workbook as a source: every sheet that lists people or holds posts, each as the file that it might have been."""

import zipfile
from dataclasses import replace
from typing import Any, NamedTuple

from crawler.page import Page
from crawler.sources.answer import Answer, Opened
from crawler.sources.lists import answer_of_table
from crawler.sources.records import records_of_rows
from crawler.sources.table import Table, sheets_of_workbook, table_of_sheet
from storage.errors import UnknownFormat
from storage.files.workbook import EXPLAINED


class _Sheet(NamedTuple):
    """One sheet with what it may be: a list of people, posts that a tool wrote, or both."""

    title: str
    table: Table | None
    records: Page | None


def open_workbook(stream: Any, archive: zipfile.ZipFile, name: str, shown: str) -> Opened:
    """The sheets that say something here; which do not, and why, is noted.

    Raises UnreadableFile, and UnknownFormat where there is no such sheet.
    """
    found: list[_Sheet] = []
    problems: list[tuple[str, UnknownFormat]] = []
    for title, cells in sheets_of_workbook(stream, archive, shown):
        rows = list(cells)
        if rows and tuple(cell for cell in rows[0][1] if cell) == EXPLAINED:
            continue
        records = records_of_rows(iter(rows), name)
        table = None
        try:
            table = table_of_sheet(rows, shown)
        except UnknownFormat as error:
            if rows and records is None:
                problems.append((title, error))
        if table is not None or records is not None:
            found.append(_Sheet(title, table, records))
    if not found:
        if problems:
            raise problems[0][1]
        raise UnknownFormat(f"{shown} is a workbook without a list in it: save it again, or save it as CSV.")
    first, *others = [_opened(sheet, name, alone=len(found) == 1) for sheet in found]
    if problems:
        titles = ", ".join(f"sheet {title}" for title, _ in problems)
        first.notes.append(f"{name}: not read, since no column there holds handles: {titles}")
    return replace(first, further=others)


def _opened(sheet: _Sheet, name: str, *, alone: bool) -> Opened:
    notes: list[str] = []
    own = name if alone else f"{name}, sheet {sheet.title}"
    records = sheet.records and replace(sheet.records, url=own)
    if sheet.table is None:
        return Opened("json", iter([Answer(records)] if records else []), notes)
    answer = answer_of_table(sheet.table, own, notes, None if alone else name)
    return Opened("list", iter([answer]), notes, records=records)
