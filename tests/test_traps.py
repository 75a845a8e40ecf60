"""Traps for crawlers end within ten seconds: addresses, pages and people without end."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.crawls import Crawls
from tests.fault_server import TAG, Reply, Request, account, run_server, said, small_world, status

pytestmark = pytest.mark.timed

SECONDS = 10.0
Trap = Callable[[Request, str], Reply | None]
TAG_PATH = f"/api/v1/timelines/tag/{TAG}"


def _number(request: Request, name: str) -> int:
    return int(parse_qs(urlsplit(request.path).query).get(name, ["0"])[0])


def redirects(request: Request, _: str) -> Reply | None:
    """Each address leads to a new one."""
    if not request.path.startswith(TAG_PATH):
        return None
    return Reply(302, b"", (("Location", f"{TAG_PATH}?n={_number(request, 'n') + 1}"),))


def pages(request: Request, url: str) -> Reply | None:
    """Each page of a hashtag has a next one, with the same post again."""
    if not request.path.startswith(TAG_PATH):
        return None
    older = f'<{url}{TAG_PATH}?limit=40&max_id={_number(request, "max_id") + 1}>; rel="next"'
    return said([status(url, "ann")], link=older)


def people(request: Request, url: str) -> Reply | None:
    """Everybody follows forty who were never seen before."""
    path = urlsplit(request.path).path
    if path == "/api/v1/accounts/lookup":
        name = request.path.rpartition("acct=")[2].partition("%40")[0].partition("@")[0]
        return said(account(url, name))
    if path.endswith("/following"):
        return said([account(url, f"p{int(request.at * 1e6) % 10**9}x{place}") for place in range(40)])
    return None


@pytest.mark.parametrize(("trap", "most"), [(redirects, 30), (pages, 60), (people, 70)])
def test_a_trap_ends(crawls: Crawls, tmp_path: Path, trap: Trap, most: int) -> None:
    """By its own limits, or by the budget of requests; never by waiting."""

    def answer(request: Request) -> Reply:
        return trap(request, server.url) or small_world(("ann",), lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], max_requests=60)
        asked, took = len(server.log), server.log[-1].at - server.log[0].at
    assert end.state in ("finished", "budget", "blocked"), end
    assert asked <= most, asked
    assert took < SECONDS, f"{took:.1f} s"
