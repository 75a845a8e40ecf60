"""The canary of silent zeros: a field that pages do not tell any more is named, and fails the run."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from storage.database import Database
from storage.facts import Profile
from storage.health import health_of, shape_of, word_drift
from storage.landing import PageRecord, land_page
from storage.runs import start_run
from tests.commands import complaint, nanoscout
from tests.fault_server import TAG, Reply, Request, run_server, small_world


@pytest.mark.parametrize(
    ("url", "document", "shape"),
    [
        ("https://a.example/api/v1/accounts/lookup?acct=ann", None, "/api/v1/accounts/lookup"),
        ("https://a.example/api/v1/accounts/1093/statuses", None, "/api/v1/accounts/…/statuses"),
        ("https://www.instagram.com/api/graphql", "https://www.instagram.com/mira.lind_9/", "/api/graphql for /…"),
        ("https://b.example/xrpc/app.bsky.actor.getProfile?actor=x", None, "/xrpc/app.bsky.actor.getProfile"),
        ("saved.json", None, "/saved.json"),
        ("", None, "/"),
    ],
)
def test_an_address_without_names(url: str, document: str | None, shape: str) -> None:
    assert shape_of(url, document) == shape


Told = Callable[[int], dict[str, object]]


def _run(database: Database, people: int, told: Told) -> int:
    with database.write() as connection:
        number = start_run(connection, "discover", ["#ink"], {}, owner="x", now=1)
        for n in range(people):
            url = f"https://ink.example/api/v1/accounts/{number * 1_000 + n}"
            profile = Profile(network="mastodon", page=url, handle=f"p{number}x{n}@ink.example", **told(n))
            land_page(connection, number, PageRecord("mastodon", url, number, 200, "0", "http", "facts"), [profile])
    return number


def _fallen(database: Database, run: int) -> dict[str, tuple[float, float | None]]:
    with database.read() as connection:
        return {one.field: (one.share, one.usual) for one in health_of(connection, run) if one.fell}


def test_a_field_that_vanishes_is_named_with_an_example(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    for _ in range(3):
        _run(database, 30, lambda n: {"followers": 4_000, "bio": "ink" if n % 2 else None})
    last = _run(database, 30, lambda n: {"followers": 4_000 if n < 20 else None, "bio": "ink" if n % 2 else None})
    assert _fallen(database, last) == {"followers": (0.6667, 1.0)}
    with database.read() as connection:
        words = word_drift([one for one in health_of(connection, last) if one.fell])
    assert words.startswith("The pages have probably changed: mastodon: followers is told on 67% of 30 profiles of")
    assert "/api/v1/accounts/…" in words
    assert f"https://ink.example/api/v1/accounts/{last * 1_000 + 29}" in words
    database.close()


def test_what_may_be_chance_is_no_fall(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    _run(database, 30, lambda n: {"followers": 1, "bio": "ink" if n % 2 else None})
    few = _run(database, 8, lambda _: {})
    assert _fallen(database, few) == {}  # too few to say
    some = _run(database, 24, lambda n: {"followers": 1, "bio": "ink" if n % 3 == 0 else None})
    assert _fallen(database, some) == {}  # a third instead of a half, of 24
    gone = _run(database, 24, lambda _: {"followers": 1})
    assert set(_fallen(database, gone)) == {"bio"}
    database.close()


def test_the_median_of_the_last_runs_is_what_is_usual(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    for bad in (False, False, True, False):
        followers = None if bad else 5
        _run(database, 25, lambda _, told=followers: {"followers": told})  # type: ignore[misc]
    assert _fallen(database, _run(database, 25, lambda _: {"followers": 5})) == {}
    assert set(_fallen(database, _run(database, 25, lambda _: {}))) == {"followers"}
    database.close()


def _without_followers(answer: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
    def changed(request: Request) -> Reply:
        reply = answer(request)
        return Reply(reply.status, reply.body.replace(b'"followers_count"', b'"count_of_followers"'), reply.headers)

    return changed


def test_a_crawl_of_changed_pages_fails_and_says_which_field(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    words = ("--database", file, "discover", f"#{TAG}", "--network", "mastodon", "--max-requests", 400)

    def world(first: int, *, changed: bool) -> Callable[[Request], Reply]:
        names = tuple(f"{chr(97 + n)}nn{first}" for n in range(24))
        answer = small_world(names, lambda: server.url)
        return _without_followers(answer) if changed else answer

    with run_server(lambda request: world(1, changed=False)(request)) as server:
        nanoscout(*words, "--instance", server.url)
    with run_server(lambda request: world(2, changed=True)(request)) as server:
        said = complaint(*words, "--instance", server.url, code=21)
    assert "mastodon: followers is told on 0% of" in said
    assert "usually on 100%" in said
    failed = complaint("--database", file, "runs", "--health", code=21)
    assert "followers" in failed
    lines = nanoscout("--database", file, "--json", "runs", "1", "--health").splitlines()
    healthy = [orjson.loads(line) for line in lines]
    assert healthy
    assert not any(one["fell"] for one in healthy)
