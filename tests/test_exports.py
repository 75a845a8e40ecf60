"""Exports under attack: no cell is executed, no row is broken, no file is half."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.cli.common import plain
from storage.cells import MAX_CELL, safe_cell
from storage.exports import write_rows

_BEFORE = ["", " ", "\t", "\r", "\ufeff", "\u200b", "\u202e", "\u2066", "\x00", "\x1b", "\ud800"]
_LIMITED = """
import resource, signal, sys
from pathlib import Path
from storage.errors import DiskFull
from storage.exports import write_whole
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


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", _LIMITED, str(file)], timeout=30, check=False)
    assert done.returncode == 13
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_terminal_obeys_no_stranger() -> None:
    words = plain("a\x1b[31mb\x07c\x9bd\ne")
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in words)
