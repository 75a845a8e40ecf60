"""A network's own functions that break on one page or one name: told, counted, and the run goes on."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crawler.networks import load_network
from crawler.networks.network import Ask, Limit, Network, Options, Target
from crawler.page import Page
from storage.facts import Fact
from tests.crawls import QUICK, Crawls
from tests.databases import rows_in, states_in
from tests.fault_server import TAG, run_server, small_world

MASTODON = load_network("mastodon")


def limit_breaks(page: Page) -> Limit | None:
    if "lookup" in page.url:
        raise OverflowError("nobody thought of this: https://ink.example/?access_token=planted")
    return MASTODON.limit(page)


def follow_breaks(target: Target, ask: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    if "lookup" in page.url and "ann" in page.url:
        raise KeyError("nobody thought of this")
    return MASTODON.follow(target, ask, page, facts, options)


def ask_breaks(target: Target, options: Options) -> list[Ask]:
    if "ann" in target.key:
        raise ValueError("nobody thought of this")
    return MASTODON.ask(target, options)


def _load(broken: Network, name: str) -> Network:
    return broken if name == broken.name else load_network(name)


@pytest.mark.parametrize(
    ("broken", "times", "words"),
    [
        ({"limit": limit_breaks}, 2, "the limit of Mastodon broke on it (OverflowError: nobody thought of this"),
        ({"follow": follow_breaks}, 1, "the next question of Mastodon broke on it (KeyError: 'nobody"),
        ({"ask": ask_breaks}, 1, "the first question of Mastodon broke on it (ValueError: nobody"),
    ],
    ids=["limit", "follow", "ask"],
)
def test_a_function_of_a_network_that_breaks_ends_no_run(
    crawls: Crawls, tmp_path: Path, broken: dict[str, Any], times: int, words: str
) -> None:
    """Raised, it would end this run and every run that goes on with it, at the same page or name."""
    broken_one = partial(_load, replace(MASTODON, **broken))
    patches = {**QUICK, "crawler.running:load_network": broken_one, "crawler.networks:load_network": broken_one}
    with run_server(small_world(("ann", "bo"), lambda: server.url)) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], patches=patches)
        assert end.state == "finished"
        host = f"127.0.0.1:{server.port}"
        assert states_in(tmp_path / "x.db") == {TAG: "done", f"ann@{host}": "done", f"bo@{host}": "done"}
        assert any("bo" in request.path for request in server.asked("lookup"))
    assert end.progress["unreadable"] == times
    assert words in end.words
    assert "planted" not in end.words
    assert rows_in(tmp_path / "x.db", "SELECT unreadable FROM run") == [(times,)]
    told = rows_in(tmp_path / "x.db", "SELECT detail FROM page WHERE outcome = 'unreadable'")
    assert len(told) == (0 if "ask" in broken else times)
    assert all(words in detail for (detail,) in told)
    people = rows_in(tmp_path / "x.db", "SELECT handle FROM account ORDER BY handle")
    assert people == [(f"ann@{host}",), (f"bo@{host}",)]
