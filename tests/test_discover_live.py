"""The main job on real input: a real Mastodon-compatible server over loopback."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.commands import nanoscout, nanoscout_json
from tests.mastodon_server import MastodonServer, run_mastodon


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MastodonServer]:
    with run_mastodon(tmp_path_factory.mktemp("mastodon")) as running:
        yield running


@pytest.fixture(scope="module")
def crawled(server: MastodonServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Any]:
    """(database, recording, the end as JSON) of one live crawl."""
    folder = tmp_path_factory.mktemp("crawl")
    database, recording = folder / "live.db", folder / "live.warc"
    where = ["--network", "mastodon", "--instance", server.url, "--database", database]
    end = nanoscout_json("discover", f"#{server.tag}", *where, "--seconds-between-requests", "0", "--record", recording)
    return database, recording, end


def test_every_nano_that_exists_is_found(server: MastodonServer, crawled: tuple[Path, Path, Any]) -> None:
    database, _, end = crawled
    assert end["state"] == "finished"
    lines = nanoscout("rank", "--database", database, "--json").splitlines()
    import json

    ranked = [json.loads(line) for line in lines]
    assert {item["handle"] for item in ranked if item["excluded"] is None} == server.nano
    left_out = [item["excluded"] for item in ranked]
    assert left_out == sorted(left_out, key=lambda why: why is not None), "the excluded come last"


def test_show_names_the_pages_behind_the_score(server: MastodonServer, crawled: tuple[Path, Path, Any]) -> None:
    database, _, _ = crawled
    item = nanoscout_json("show", "mira.lind", "--database", database)
    assert item["contacts"][0]["value"] == "mira@lind.example"
    pages = {page for signal in item["signals"].values() for page in signal["pages"]}
    assert pages
    assert all(page.startswith(server.url) for page in pages)


def test_a_replay_of_the_recording_gives_the_same_facts(crawled: tuple[Path, Path, Any], tmp_path: Path) -> None:
    database, recording, _ = crawled
    again = tmp_path / "again.db"
    end = nanoscout_json("discover", "--replay", recording, "--database", again)
    assert end["state"] == "finished"
    assert end["progress"]["misses"] == 0
    assert all_facts(again) == all_facts(database)
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    nanoscout("export", first, "--database", database)
    nanoscout("export", second, "--database", again)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_text().startswith("email,first_name,")


def all_facts(database: Path) -> dict[str, list[Any]]:
    """Every row of every table of facts; page numbers replaced by what the page is."""
    found = {}
    with closing(sqlite3.connect(database)) as connection:
        for table in (
            "account",
            "observation",
            "post",
            "comment",
            "highlight",
            "contact",
            "edge",
            "sighting",
            "hashtag",
        ):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            columns = ", ".join(f't."{name}"' for name in names if name not in {"page_id", "stale"})
            rows = connection.execute(
                f"SELECT {columns}, p.url, p.fetched_at FROM {table} t LEFT JOIN page p ON p.id = t.page_id"
            )
            found[table] = sorted(rows.fetchall(), key=repr)
    return found
