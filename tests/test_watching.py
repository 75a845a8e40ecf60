"""What a person sees while a crawl runs."""

import contextlib
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.cli import watching as watched
from crawler.cli.watching import BestSoFar, watching, word_progress
from crawler.crawling.visits import Progress
from scoring.brief import Brief, load_brief
from scoring.judging import rank_database
from storage.database import Database
from tests.commands import run
from tests.replayed import Replayed

FOLDER = Path("fixtures/discoverunder10k")
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def test_the_best_so_far_is_the_first_of_the_ranking_once_everyone_was_looked_at(
    replayed: Replayed, tmp_path: Path
) -> None:
    file = replayed.copy(tmp_path / "found.db")
    database, brief = Database(str(file)), load_brief(FOLDER / "brief.toml")
    ranked = rank_database(database, brief)
    inside = ranked.filter(ranked["excluded"].is_null())
    best = BestSoFar(database, brief)
    assert best.words is None
    out = ranked.filter(ranked["excluded"].is_not_null())
    best.look(list(zip(out["network"], out["handle"], strict=True)))
    assert best.words is None  # whom the brief leaves out is nobody's best
    worse = inside.tail(3).reverse()
    best.look(list(zip(worse["network"], worse["handle"], strict=True)))
    assert best.words is not None
    first = best.words
    best.look(list(zip(inside["network"], inside["handle"], strict=True)))
    assert best.words != first
    top = inside.row(0, named=True)
    assert best.words == f"best: {top['handle']} with {top['followers']:,}, score {top['score']:.0f}"
    best.look([("instagram", "nobody")])
    assert best.words.startswith(f"best: {top['handle']}")
    database.close()


def test_the_line_names_rate_yield_budget_and_who_refuses() -> None:
    progress = Progress(requests=40, profiles=12, nanos=8, blocks={"rate limit on mastodon": 2})
    progress._began -= 60
    assert word_progress(progress, 500, "best: anna with 2,100, score 61") == [
        "40 requests (40 a minute) · 460 left",
        "12 visited",
        "8 nanos (200 per 1,000 requests)",
        "best: anna with 2,100, score 61",
        "rate limit on mastodon 2×",
    ]
    assert "left" not in word_progress(progress, None, None)[0]


def test_who_lets_us_wait_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    shown = watching(database, Brief(), 500, quiet=False)
    clock = 1_000.0
    monkeypatch.setattr(watched, "monotonic", lambda: clock)
    assert str(shown._line()) == ""
    shown._show(progress := Progress(requests=1, asked="silent.example"))
    clock += 9
    assert "nothing for" not in str(shown._line())
    shown._show(progress)  # another request went out: that is no answer
    clock += 3
    assert str(shown._line()).endswith(" · silent.example: nothing for 12 s")
    progress.pages += 1
    shown._show(progress)
    assert "nothing for" not in str(shown._line())
    database.close()


def shown_on_a_terminal(command: list[str]) -> str:
    """What the command writes to its terminal as errors, without the signs that move the cursor."""
    ours, theirs = pty.openpty()
    shown = bytearray()
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL) as process:
        os.close(theirs)
        with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
            while part := os.read(ours, 1 << 16):
                shown += part
        os.close(ours)
    assert process.returncode == 0, shown
    return _ESCAPE.sub("", shown.decode())


@pytest.mark.long
def test_a_terminal_is_shown_the_line_and_a_pipe_is_not(tmp_path: Path) -> None:
    words = ["discover", "#discoverunder10k", "--replay", str(FOLDER / "session.har")]
    command = str(Path(sys.executable).with_name("nanoscout"))
    shown = shown_on_a_terminal([command, "--database", str(tmp_path / "one.db"), *words])
    assert re.search(r"\d+ requests \([\d,]+ a minute\)", shown)
    assert b"a minute)" not in run("--database", tmp_path / "two.db", *words).stderr
