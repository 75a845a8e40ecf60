"""discover --dry-run: an estimate that asks nobody and writes nothing down."""

from pathlib import Path

import pytest

from tests.commands import complaint, nanoscout, nanoscout_json
from tests.mastodon_server import run_mastodon


def test_it_says_what_would_be_asked_and_asks_nobody(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    words = ("#fountainpens", "--network", "mastodon", "--instance", "https://ink.example", "--dry-run")
    said = nanoscout("--database", file, "discover", *words, "--max-requests", 300)
    assert "https://ink.example/api/v2/instance" in said
    assert "At most 300 requests, about 5 minutes, about 100 accounts visited" in said
    assert "Nothing was asked" in said
    found = nanoscout_json("--database", file, "discover", *words, "--seconds-between-requests", 4, "--json")
    assert (found["requests"], found["nanos"], found["measured_on"]) == (500, None, 0)
    assert found["minutes"] == round(500 * 4 / 60, 1)
    assert nanoscout_json("--database", file, "runs", "--json") == []


def test_what_cannot_be_crawled_is_said_as_by_the_crawl(tmp_path: Path) -> None:
    words = ("discover", "#ink", "--network", "youtube", "--dry-run")
    errors = complaint("--database", tmp_path / "x.db", *words, code=17)
    assert "key" in errors


@pytest.mark.long
def test_earlier_runs_are_the_measure(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with run_mastodon(tmp_path) as server:
        words = (f"#{server.tag}", "--network", "mastodon", "--instance", server.url)
        nanoscout("--database", file, "discover", *words, "--max-requests", 60, code=23)
        (run,) = nanoscout_json("--database", file, "runs", "--json")
        found = nanoscout_json("--database", file, "discover", *words, "--max-requests", 600, "--dry-run", "--json")
    assert found["measured_on"] == run["requests"]
    assert found["accounts"] == round(600 / (run["requests"] / run["profiles"]))
    assert found["nanos"] > 0
