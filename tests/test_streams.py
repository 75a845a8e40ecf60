"""Nobody listens: a reader that has seen enough, or a stream that is closed from the start, is no error of a verb."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE

import pytest

from tests.fixture_pages import FIXTURES

_SESSION = FIXTURES / "discoverunder10k" / "session.har"
_CALL = [sys.executable, "-c", "from crawler.cli import app; app()"]
_FACT = (
    '{"fact": "profile", "network": "instagram", "page": "https://ink.example/p", "handle": "ada.ink", '
    '"display_name": "Zoë 🌿", "bio": "oats – bread", '
    '"followers": 2500, "followers_within": 0}\n'
)


@pytest.fixture
def unheard() -> Iterator[int]:
    """The end of a pipe whose other end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.fixture
def verb(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[list[str], int]:
    """A call, and the code with which it ends."""
    facts = tmp_path / "facts.jsonl"
    facts.write_text(_FACT)
    calls: dict[str, tuple[list[object], int]] = {
        "lines": (["rank", "--facts", facts, "--json"], 0),
        "table": (["rank", "--facts", facts], 0),
        "help": (["rank", "--help"], 0),
        "error": (["runs", "99"], 20),
        "crawl": (["discover", "#discoverunder10k", "--replay", _SESSION, "--max-requests", "2"], 23),
    }
    words, code = calls[request.param]
    return [
        *_CALL,
        *map(str, words),
        *([] if request.param == "help" else ["--database", str(tmp_path / "x.db")]),
    ], code


@pytest.mark.parametrize("verb", ["lines", "table", "help", "error", "crawl"], indirect=True)
def test_a_reader_that_has_seen_enough_ends_a_verb_in_silence(verb: tuple[list[str], int], unheard: int) -> None:
    words, code = verb
    done = subprocess.run(words, stdout=unheard, stderr=PIPE, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr.decode()
    assert "Broken pipe" not in done.stderr.decode()


@pytest.mark.parametrize("verb", ["lines", "error"], indirect=True)
def test_an_error_keeps_its_code_where_nobody_reads_it(verb: tuple[list[str], int], unheard: int) -> None:
    words, code = verb
    assert subprocess.run(words, stdout=DEVNULL, stderr=unheard, check=False).returncode == code


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a shell does")
@pytest.mark.parametrize("verb", ["table", "help", "error"], indirect=True)
def test_streams_that_are_closed_from_the_start_are_none(verb: tuple[list[str], int]) -> None:
    words, code = verb
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *words]
    assert subprocess.run(closed, check=False).returncode == code
    told = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *words], stderr=PIPE, check=False)
    assert told.returncode == code
    assert "Traceback" not in told.stderr.decode()


@pytest.mark.parametrize("verb", ["lines", "help"], indirect=True)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_knows_few_letters_ends_no_verb(verb: tuple[list[str], int], encoding: str) -> None:
    words, code = verb
    done = subprocess.run(words, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    if "--json" in words:
        assert json.loads(done.stdout.decode(encoding))["display_name"] == "Zoë 🌿"
