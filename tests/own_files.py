"""Files of one's own as tests write and read them: lists of people, pages."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from crawler.files import FileReading, read_files
from crawler.lists.rows import GivenBasis
from storage.facts import Fact, Sighting

# Two people who applied: a handle and an address, an exact number of followers and a rounded one.
TABLE = """Instagram handle,Full name,E-mail,Phone,Followers,Notes
@Odile.Kiln,Odile Marsh,odile@kiln.example,+44 7700 900123,"4,321",met at the fair
https://www.instagram.com/ines.bakes/?igsh=abc,Ines Vale,,,10.2K,
"""


def save(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Writes a file; returns its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def save_book(path: Path, rows: list[list[Any]], title: list[list[Any]] | None = None) -> Path:
    """Writes a workbook whose second sheet holds the rows; returns its path."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["About this list"])
    sheet = book.create_sheet("People")
    for row in [*(title or []), *rows]:
        sheet.append(row)
    book.save(path)
    return path


def reading_of(path: Path, network: str | None = None, given: GivenBasis | None = None) -> FileReading:
    """What ``read`` and ``ingest`` make of a file."""
    return read_files([str(path)], network=network, url=None, given=given)


def facts_of(path: Path, network: str | None = None) -> list[Fact]:
    """All that a file tells."""
    return list(reading_of(path, network).facts())


def handles(facts: list[Fact]) -> list[str | None]:
    """Whom sightings name, in order."""
    return [fact.handle for fact in facts if isinstance(fact, Sighting)]
