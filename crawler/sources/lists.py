"""Lists of people as pages: a table's understood columns as JSON, so that a list goes through the door as pages do.

Columns that are not understood (notes, sizes, birthdays) never leave the file.
"""

from typing import Any

import orjson

from crawler.page import Page
from crawler.sources.answer import Answer
from crawler.sources.columns import Column
from crawler.sources.table import MAX_ROWS, Table

_NAMED = 6


def answer_of_table(table: Table, name: str, notes: list[str], file: str | None = None) -> Answer:
    """One page with the whole list; ``file`` is what it is one sheet of, where it is one of several."""
    if table.cut:
        notes.append(f"{name}: only its first {MAX_ROWS:,} rows were read: split the list.")
    if table.aside:
        some = ", ".join(table.aside[:_NAMED]) + (" …" if len(table.aside) > _NAMED else "")
        notes.append(f"{name}: not read, since their names say nothing that is used here: {some}")
    columns = [
        {"place": place, "name": table.names[place], "role": column.role, "network": column.network}
        for place, column in table.columns.items()
    ]
    places = list(table.columns)
    rows = [
        {"row": number, "cells": [cells[place] if place < len(cells) else "" for place in places]}
        for number, cells in table.rows
    ]
    body = orjson.dumps({"columns": columns, "rows": rows})
    return Answer(Page(url=name, body=body, source="file", document=file))


def table_of_page(page: Page) -> tuple[list[tuple[str, Column]], list[tuple[int, list[str]]]]:
    """(the columns with their names, the rows with their numbers) of a page that answer_of_table made."""
    value: Any = page.json
    columns = [(str(one["name"]), Column(one["role"], one["network"])) for one in value["columns"]]
    return columns, [(int(one["row"]), list(one["cells"])) for one in value["rows"]]
