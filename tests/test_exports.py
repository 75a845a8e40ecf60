"""Exports under attack: no cell is executed, no row is broken, no file is half."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from crawler.cli.common import plain
from storage.files.cells import MAX_CELL, safe_cell
from storage.files.exports import write_rows, write_whole

_BEFORE = ["", " ", "\t", "\r", "\ufeff", "\u200b", "\u202e", "\u2066", "\x00", "\x1b", "\ud800"]
_LIMITED = """
import resource, signal, sys
from pathlib import Path
from storage.errors import DiskFull
from storage.files.exports import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), b"x" * 5000)
except DiskFull:
    sys.exit(13)
"""


@pytest.mark.parametrize("before", _BEFORE)
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_text_begins_a_formula(before: str, sign: str) -> None:
    assert str(safe_cell(f"{before}{sign}1+1")).startswith("'")


def test_phones_numbers_and_nulls_stay() -> None:
    assert [safe_cell(value) for value in ("+12025550101", -5, 0, None)] == ["+12025550101", -5, 0, None]
    assert len(str(safe_cell("a" * 40_000))) == MAX_CELL


def test_hostile_rows_stay_rows(tmp_path: Path) -> None:
    row = {"bio": "a\r\nb\u202ec\ud800d\x1be", "posts": None}
    assert write_rows(tmp_path / "x.csv", ["bio", "posts"], [row]) == 1
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["bio", "posts"], ["a bcd e", ""]]
    assert write_rows(tmp_path / "x.jsonl", ["bio", "posts"], [row]) == 1
    assert json.loads((tmp_path / "x.jsonl").read_text(encoding="utf-8"))["posts"] is None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_separator_of_another_country_begins_a_formula(tmp_path: Path, separator: str) -> None:
    said = [
        "ink;=HYPERLINK(1)",
        "a; +1+cmd|' /C calc'!A0",
        "b;\u200b＝SUM(1)",
        "c\t=1+1",
        'd";=SUM(1)&"',
        "hello ;-) @friend",
    ]
    write_rows(tmp_path / "x.csv", ["bio", "more"], [{"bio": words, "more": "ink; nibs"} for words in said])
    text = (tmp_path / "x.csv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        raw = line.split(separator)  # whoever knows no quotes in the middle of a line
        for cells in (raw, *csv.reader([line], delimiter=separator)):
            assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "@", "＝"))], cells
    assert "hello ;-) @friend" in text, "a wink stays"
    assert {len(row) for row in csv.reader(text.splitlines())} == {2}


def test_a_link_that_no_workbook_can_hold_is_words_there(tmp_path: Path) -> None:
    addresses = [
        f"https://ada.example/{letter}x" for letter in ("", "\x01", "\x1b", "\ud800", "\ufffe", "\u202e", "\x85")
    ]
    write_rows(tmp_path / "x.xlsx", ["profile_url"], [{"profile_url": address} for address in addresses])
    cells = [row[0] for row in load_workbook(tmp_path / "x.xlsx").active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    assert [cell.hyperlink is not None for cell in cells] == [True] + [False] * 6
    assert all(str(cell.value).startswith("https://ada.example/") for cell in cells)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", _LIMITED, str(file)], timeout=30, check=False)
    assert done.returncode == 13
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_is_its_owners_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    write_whole(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    write_whole(file, b"again")
    assert (file.stat().st_mode & 0o777, file.read_bytes()) == (0o640, b"again")


def test_a_terminal_obeys_no_stranger() -> None:
    words = plain("a\x1b[31mb\x07c\x9bd\ne\u2028f\u2029g")
    assert len(words.splitlines()) == 1
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in words)
