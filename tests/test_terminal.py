"""What a person sees on a terminal of 80 and of 60 columns: nothing runs over its edge, and no word is cut in two."""

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.commands import nanoscout
from tests.replayed import Replayed
from tests.review_server import BRIEF

_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture(scope="module")
def known(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = replayed.copy(tmp_path_factory.mktemp("terminal") / "x.db")
    nanoscout("talk", "marnie.oatwhistle", "--status", "contacted", "--brief", BRIEF, "--database", file)
    return file


def on_terminal(columns: int, *arguments: str) -> str:
    """What a command prints on a terminal so wide."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    command = [sys.executable, "-c", "from crawler.cli import app; app()", *arguments]
    names = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env={**names, "NO_COLOR": "1"})
    os.close(theirs)
    told = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # Linux's way to say that nobody writes there any more
            break
        if not part:
            break
        told += part
    os.close(ours)
    assert process.wait(timeout=60) == 0, told.decode()
    return _ESCAPE.sub("", told.decode()).replace("\r\n", "\n")


@pytest.mark.long
@pytest.mark.parametrize("columns", [80, 60])
def test_lists_fit_and_words_stay_whole(known: Path, columns: int) -> None:
    ranked = on_terminal(columns, "rank", "--limit", "4", "--brief", str(BRIEF), "--database", str(known))
    assert all(cell_len(line) <= columns for line in ranked.splitlines()), ranked
    assert "marnie.oatwhistle" in ranked
    assert "4.3%" in ranked
    assert " ".join(ranked.split("51 in the shortlist")[1].split()).endswith("suspected minor 1")
    runs = on_terminal(columns, "runs", "--database", str(known))
    assert all(cell_len(line) <= columns for line in runs.splitlines()), runs
    for words in ("#discoverunder10k", "finished", "346"):
        assert words in runs
    talk = on_terminal(columns, "talk", "--database", str(known))
    assert all(cell_len(line) <= columns for line in talk.splitlines()), talk


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("runs", "  ended: finished"),
        ("rank --limit 2", "    followers"),
        ("related wilf.and.whisk", "  how: comments"),
        ("networks", "network: bluesky"),
    ],
)
def test_a_table_that_does_not_fit_is_told_line_by_line(known: Path, call: str, words: str) -> None:
    """Beside each other its columns were cut to a letter each, or left out."""
    told = on_terminal(20, *call.split(), "--database", str(known)).splitlines()
    assert any(line.startswith(words) for line in told), told
    assert not [line for line in told if "…" in line]


def test_an_address_is_not_broken_and_nobody_is_warned_of_our_own_code(known: Path) -> None:
    told = on_terminal(60, "runs", "1", "--database", str(known))
    assert "https://www.instagram.com/api/v1/users/web_profile_info/?username=hushed.hazeldyne\n" in told
    assert "Warning" not in told


def test_a_long_list_says_how_far_it_is_read_and_the_line_goes_in_the_end(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "Instagram,Followers\n" + "".join(f"@maker.{number:03},{2000 + number}\n" for number in range(520))
    )
    told = on_terminal(80, "ingest", str(people), "--database", str(tmp_path / "x.db"))
    shown = [line.strip() for line in told.split("\r")]
    assert "Reading what 520 accounts say: 400 …" in shown
    assert shown[-1].partition("\n")[0].startswith("Stored 1,040 facts")
