"""Several instances in one run, over loopback: homes first, closed ones named, and nobody asked twice."""

import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.crawls import Crawls
from tests.databases import rows_in
from tests.fault_server import TAG, FaultServer, Reply, Request, account, run_server, said, small_world, status


def instance(domain: str, **feeds: str) -> Reply:
    access = {"timelines_access": {"hashtag_feeds": feeds}} if feeds else {}
    return said({"domain": domain, "version": "4.5.0", "configuration": access})


def remote(server: FaultServer, name: str, home: str) -> dict[str, Any]:
    """An account as another instance tells it, which never counted its followers."""
    return {
        **account(server.url, name, followers=0),
        "acct": f"{name}@{home}",
        "url": f"http://{home}/@{name}",
        "uri": f"http://{home}/users/{name}",
    }


def near(home: Callable[[], str], server: Callable[[], FaultServer], people: tuple[str, ...]) -> Any:
    """An instance where people of another one post the hashtag, which knows them by their full handle."""

    def answer(request: Request) -> Reply:
        path, _, question = request.path.partition("?")
        shown = {name: remote(server(), name, home()) for name in people}
        if path == "/api/v2/instance":
            return instance("near.example")
        if path == f"/api/v1/timelines/tag/{TAG}":
            return said([{**status(server().url, name), "account": shown[name]} for name in people])
        if path == "/api/v1/accounts/lookup":
            name = question.removeprefix("acct=").partition("@")[0]
            return said({**shown[name], "followers_count": 1_234}) if name in shown else said({"error": "Not"}, 404)
        return said([])

    return answer


def followers(database: Path) -> dict[str, int | None]:
    rows = rows_in(database, "SELECT handle, followers FROM account")
    return {handle.partition("@")[0]: count for handle, count in rows}


def test_federated_authors_are_read_at_home(crawls: Crawls, tmp_path: Path) -> None:
    people = ("ann", "bo")
    with run_server(small_world(people, lambda: far.url)) as far:
        home = f"127.0.0.1:{far.port}"
        with run_server(near(lambda: home, lambda: server, people)) as server:
            end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url, far.url])
            assert not server.asked("/accounts/"), "known at home: not asked here"
            assert len(far.asked("/lookup")) == 2
            assert len(server.asked("/api/v2/instance")) == len(far.asked("/api/v2/instance")) == 1
    assert end.state == "finished"
    assert followers(tmp_path / "x.db") == {"ann": 4_000, "bo": 4_000}


@pytest.mark.parametrize(
    "refusal",
    [
        said({"error": "Record not found"}, 404),
        said({"error": "Unauthorized: token not supplied"}, 401),
        Reply(404, b"<html><title>Not here</title></html>", (("Content-Type", "text/html"),)),
        Reply(200, b"<html><title>A blog</title></html>", (("Content-Type", "text/html"),)),
        Reply(503, b"", (("Retry-After", "3600"),)),
        Reply(fault="reset"),
    ],
    ids=["unknown", "closed", "html 404", "html", "busy", "torn"],
)
def test_where_home_is_of_no_use_the_others_are_asked(crawls: Crawls, tmp_path: Path, refusal: Reply) -> None:
    people = ("ann", "bo", "cy")
    with run_server(lambda request: refusal if "/lookup" in request.path else said([])) as far:
        home = f"127.0.0.1:{far.port}"
        with run_server(near(lambda: home, lambda: server, people)) as server:
            end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url, far.url])
    assert end.state == "finished", end
    assert followers(tmp_path / "x.db") == {"ann": 1_234, "bo": 1_234, "cy": 1_234}
    assert set(dict(rows_in(tmp_path / "x.db", "SELECT key, state FROM target")).values()) == {"done"}


def test_a_home_that_is_down_keeps_nobody_waiting(crawls: Crawls, tmp_path: Path) -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        home = f"127.0.0.1:{probe.getsockname()[1]}"
    seeds = [f"@{name}@{home}" for name in ("ann", "bo")]
    with run_server(near(lambda: home, lambda: server, ("ann", "bo"))) as server:
        end = crawls.run(tmp_path / "x.db", *seeds, instances=[server.url, f"http://{home}"])
        assert end.state == "finished", end
    assert followers(tmp_path / "x.db") == {"ann": 1_234, "bo": 1_234}


def test_a_closed_instance_is_named_once_and_not_asked_further(crawls: Crawls, tmp_path: Path) -> None:
    people = ("ann",)

    def closed(request: Request) -> Reply:
        if request.path == "/api/v2/instance":
            return instance("shut.example", local="authenticated", remote="disabled")
        return said({"error": "This method requires an authenticated user"}, 401)

    with run_server(closed) as shut, run_server(small_world(people, lambda: server.url)) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", "#tea", instances=[shut.url, server.url])
        assert {request.path for request in shut.asked()} == {"/api/v2/instance"}
    assert end.state == "finished"
    assert end.progress["blocks"]["closed on mastodon"] == 2
    assert sum("shut.example does not show hashtag timelines" in note for note in end.notes) == 1
    assert followers(tmp_path / "x.db") == {"ann": 4_000}


def test_only_what_is_public_is_asked_for(crawls: Crawls, tmp_path: Path) -> None:
    def half(request: Request) -> Reply:
        if request.path == "/api/v2/instance":
            return instance("half.example", local="public", remote="authenticated")
        if "/timelines/tag/" in request.path and "local=true" not in request.path:
            return said({"error": "This method requires an authenticated user"}, 422)
        return small_world(("ann",), lambda: server.url)(request)

    with run_server(half) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
        assert len(server.asked("/timelines/tag/")) == 1
    assert end.progress["blocks"] == {}
    assert followers(tmp_path / "x.db") == {"ann": 4_000}
