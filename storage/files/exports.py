"""Files written for people: CSV that no spreadsheet executes, and JSON Lines. Whole or not at all."""

import errno
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import orjson

from storage.errors import DiskFull, UnknownFormat, UnreadableFile
from storage.files.cells import Cell, safe_cell
from storage.files.drafts import draft_of, drop_draft


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> int:
    """Writes rows as .csv, .jsonl, .parquet or .xlsx (by the name of the file); returns how many. Nulls are empty.

    The file appears whole or not at all. Raises UnknownFormat, UnreadableFile, DiskFull.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        content, count = csv_of(columns, rows)
    elif kind == ".jsonl":
        lines = [orjson.dumps({name: _encodable(row.get(name)) for name in columns}) for row in rows]
        content, count = b"".join(line + b"\n" for line in lines), len(lines)
    elif kind in (".parquet", ".xlsx"):
        kept = list(rows)
        content, count = _parquet(columns, kept) if kind == ".parquet" else _workbook(columns, kept), len(kept)
    else:
        raise UnknownFormat(f"{path}: an export ends in .csv, .jsonl, .xlsx or .parquet (or .graphml for the graph)")
    write_whole(path, content)
    return count


def _parquet(columns: Sequence[str], rows: Sequence[Mapping[str, Cell]]) -> bytes:
    import polars as pl

    table = pl.DataFrame(
        {name: [_encodable(row.get(name)) for row in rows] for name in columns}, strict=False, infer_schema_length=None
    )
    out = io.BytesIO()
    table.write_parquet(out)
    return out.getvalue()


def _workbook(columns: Sequence[str], rows: Sequence[Mapping[str, Cell]]) -> bytes:
    from storage.files.workbook import Sheet, workbook_of

    return workbook_of([Sheet("Rows", columns, rows)])


def _encodable(value: Cell) -> Cell:
    """The value without lone surrogates, which no JSON file can hold."""
    return value.encode("utf-8", errors="replace").decode() if isinstance(value, str) else value


def csv_of(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> tuple[bytes, int]:
    """(content, number of rows) of a CSV file in UTF-8 that no spreadsheet executes."""
    lines = [_csv_line(columns)]
    lines.extend(_csv_line([safe_cell(row.get(name)) for name in columns]) for row in rows)
    return "".join(lines).encode("utf-8", errors="replace"), len(lines) - 1


def _csv_line(cells: Sequence[Cell]) -> str:
    """One line, its cells in quotes where they hold a comma, or what other programs part cells at."""
    return ",".join(_quoted("" if cell is None else str(cell)) for cell in cells) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _PARTS_CELLS.search(cell) else cell


_PARTS_CELLS = re.compile(r'[",;\t\r\n]')


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file: after a crash it is the old one or the new one, never a half. Raises UnreadableFile, DiskFull.

    It holds people, so a new one may be read by its owner alone (mode 600); one that was there keeps its mode.
    """
    draft = draft_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _let_read(draft, path)
        draft.replace(path)
    except OSError as error:
        drop_draft(draft)
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFull(f"No room left to write {path}; free some and export again") from None
        raise UnreadableFile(f"{path} cannot be written ({error.strerror}); name another file") from None


def _let_read(draft: Path, path: Path) -> None:
    """Gives a draft the mode of the file whose place it takes, where that can be given."""
    with suppress(OSError):
        draft.chmod(path.stat().st_mode & 0o777)
