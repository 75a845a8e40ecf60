"""Lists of people in workbooks (XLSX): every sheet, titles above, and files made to hurt."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from crawler.sources import open_source
from storage.errors import UnreadableFile
from storage.facts import Contact, Profile, Sighting
from storage.files.workbook import EXPLAINED, Sheet, workbook_of
from tests.own_files import handles, reading_of, save, save_book


def test_a_workbook_is_a_list(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Instagram", "Name", "Followers", "Date", "Consent", "Phone"],
        ["@one.a", "One", 4321, datetime(2026, 11, 1, 12), True, 447700900123],
        ['=HYPERLINK("https://instagram.com/two.b")', "Two", 900.0, None, False, None],
        [None, None, None, None, None, None],
        ["three.c", "Three", 1.5, None, None, None],
    ]
    path = save_book(tmp_path / "applicants.xlsx", rows, title=[["Summer programme"], []])
    reading = reading_of(path)
    facts = list(reading.facts())
    assert handles(facts) == ["one.a", "three.c"]
    assert [fact.followers for fact in facts if isinstance(fact, Profile)] == [4321]
    assert facts[0].observed_at == datetime(2026, 11, 1, 12, tzinfo=UTC)
    assert [fact.value for fact in facts if isinstance(fact, Contact)] == ["447700900123"]


def save_sheets(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = Workbook()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_every_sheet_with_people_is_read(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Spring": [["Instagram", "E-mail"], ["@one.a", "one@kiln.example"]],
        "Notes": [["Shelf", "Glaze"], ["3", "celadon"]],
        "Autumn": [["TikTok", "Followers"], ["two.b", 4321]],
    }
    reading = reading_of(save_sheets(tmp_path / "years.xlsx", sheets))
    facts = list(reading.facts())
    assert handles(facts) == ["one.a", "two.b"]
    assert {fact.via for fact in facts if isinstance(fact, Sighting)} == {"years.xlsx"}
    assert [fact.where for fact in facts if isinstance(fact, Contact)] == ["list: years.xlsx, sheet Spring E-mail"]
    assert reading.notes() == ["years.xlsx: not read, since no column there holds handles: sheet Notes"]


def test_a_sheet_whose_network_is_not_told_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Bare": [["Handle"], ["one.a"]],
        "Named": [["Instagram"], ["@two.b"]],
    }
    reading = reading_of(save_sheets(tmp_path / "a.xlsx", sheets))
    assert handles(list(reading.facts())) == ["two.b"]
    reading.check()
    assert reading.notes()[-1].startswith("a.xlsx, sheet Bare: its handles name no network: say which with --network")


def test_hostile_workbooks_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = save_book(tmp_path / "good.xlsx", [["Instagram"], ["@one.a"]])

    def changed(name: str, part: str, content: bytes) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                new.writestr(entry.filename, content if entry.filename == part else old.read(entry))
        return path

    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    with pytest.raises(UnreadableFile, match="declares entities"):
        open_source(changed("entities.xlsx", "xl/workbook.xml", entities))
    with pytest.raises(UnreadableFile, match="cannot be read"):
        open_source(changed("torn.xlsx", "xl/workbook.xml", b"<workbook><she"))
    with pytest.raises(UnreadableFile, match="damaged or cut-short ZIP"):
        open_source(save(tmp_path / "cut.xlsx", good.read_bytes()[:-200]))
    monkeypatch.setattr("crawler.sources.table._MAX_UNPACKED", 1 << 20)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        open_source(changed("bomb.xlsx", "xl/worksheets/sheet2.xml", bytes(4 << 20)))


def test_the_sheet_that_explains_the_columns_is_no_list(tmp_path: Path) -> None:
    people = Sheet("Shortlist", ("handle", "network"), [{"handle": "odile.kiln", "network": "instagram"}])
    help_rows = [{"column": "handle", "means": "its name"}, {"column": "profile_url", "means": "its address"}]
    (tmp_path / "out.xlsx").write_bytes(workbook_of([people, Sheet("Columns", EXPLAINED, help_rows)]))
    reading = reading_of(tmp_path / "out.xlsx")
    assert handles(list(reading.facts())) == ["odile.kiln"]
    assert reading.notes() == []
