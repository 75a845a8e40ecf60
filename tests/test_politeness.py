"""Politeness under attack: waits that are asked for, refusals, redirects; the server tells what it saw."""

import socket
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.crawls import Crawls, Ended
from tests.databases import rows_in, states_in
from tests.fault_server import TAG, Reply, Request, run_server, said, small_world

pytestmark = pytest.mark.timed

PEOPLE = ("ann", "bo", "cy")
TAG_PATH = f"/api/v1/timelines/tag/{TAG}"


@pytest.mark.parametrize(
    ("status_code", "headers", "seconds"),
    [
        (429, {"Retry-After": "2"}, 2.0),
        (429, {"Retry-After": "1.4"}, 1.4),
        (503, {"Retry-After": "DATE"}, 1.0),
        (429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "ISO"}, 1.5),
        (200, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "EPOCH"}, 1.0),
        (200, {"Retry-After": "2"}, 2.0),
    ],
)
def test_nothing_arrives_before_the_time_that_was_told(
    crawls: Crawls, tmp_path: Path, status_code: int, headers: dict[str, str], seconds: float
) -> None:
    """Not even what was given its turn before, by any of eight visits under way: the pace is 30 ms."""
    told: list[float] = []
    people = tuple(f"p{number}" for number in range(8))

    def answer(request: Request) -> Reply:
        if "/lookup" in request.path and not told:
            now = datetime.now(UTC)
            second = now.replace(microsecond=0)
            moment = {
                "DATE": (second + timedelta(seconds=3), format_datetime(second + timedelta(seconds=3), usegmt=True)),
                "ISO": (now + timedelta(seconds=2), (now + timedelta(seconds=2)).isoformat()),
                "EPOCH": (second + timedelta(seconds=3), str(int(second.timestamp()) + 3)),
            }
            named, wait = [], seconds
            for name, value in headers.items():
                if value in moment:
                    wait = (moment[value][0] - now).total_seconds()
                named.append((name, moment[value][1] if value in moment else value))
            told.append(request.at + wait)
            body = small_world(people, lambda: server.url)(request).body
            return Reply(status_code, body if status_code == 200 else b'{"error": "wait"}', tuple(named))
        return small_world(people, lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], seconds_between_requests=0.03)
        assert end.state == "finished", end
        refused = server.asked("/lookup")[0]
        # On a busy machine what was on its way already may arrive a little later; whoever did not wait would send on.
        later = [request for request in server.log if request.at > refused.at + 0.25]
        assert len(later) >= 2 * len(people)
        assert min(request.at for request in later) >= told[0]
    assert set(states_in(tmp_path / "x.db").values()) == {"done"}


@pytest.mark.parametrize("status_code", [429, 503])
def test_a_refusal_without_a_time_ends_the_run_and_names_the_host(
    crawls: Crawls, tmp_path: Path, status_code: int
) -> None:
    def answer(request: Request) -> Reply:
        if "/lookup" in request.path:
            return Reply(status_code, b'{"error": "too much"}')
        return small_world(PEOPLE, lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
        assert end.state == "blocked"
        assert str(server.port) in end.detail
        assert "too much" in end.detail or "rate limit" in end.detail
        # Three visits were under way at most, a 503 is asked three times: nobody comes back before the hour is over.
        assert len(server.asked("/lookup")) <= (3 if status_code == 429 else 9)
    ((held, backoff),) = rows_in(tmp_path / "x.db", "SELECT held_until - next_allowed_at, backoff_s FROM host")
    assert backoff == 3_600, "eight answers at once double it eight times"
    assert held <= 0
    left = states_in(tmp_path / "x.db")
    assert [state for key, state in left.items() if key != TAG] == ["queued"] * 3


def test_a_passing_fault_is_asked_again_at_once_and_then_later(crawls: Crawls, tmp_path: Path) -> None:
    failures: list[Request] = []

    def answer(request: Request) -> Reply:
        if "/lookup?acct=ann" in request.path and len(failures) < 4:
            failures.append(request)
            return Reply(502, b"<html>Bad gateway</html>", (("Content-Type", "text/html"),))
        return small_world(("ann",), lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(
            tmp_path / "x.db",
            f"#{TAG}",
            instances=[server.url],
            patches={"crawler.crawling.course:RETRY_MS": (100, 300), "crawler.crawling.pauses:FIRST_BACKOFF_S": 1},
        )
        gaps = server.gaps("/lookup?acct=ann")
    assert end.state == "finished"
    assert len(gaps) == 4
    assert gaps[0] >= 0.1
    assert gaps[1] >= 0.3
    assert gaps[2] >= 1.0
    assert gaps[3] >= 0.1
    assert set(states_in(tmp_path / "x.db").values()) == {"done"}


@pytest.mark.parametrize("reply", [Reply(500, b"{}"), Reply(451, b"{}"), Reply(fault="reset")])
def test_one_poisoned_page_is_a_dead_letter_and_keeps_nobody_waiting(
    crawls: Crawls, tmp_path: Path, reply: Reply
) -> None:
    def answer(request: Request) -> Reply:
        return reply if "acct=ann" in request.path else small_world(PEOPLE, lambda: server.url)(request)

    quick = {"crawler.crawling.course:RETRY_MS": (20, 20), "crawler.crawling.pauses:FIRST_BACKOFF_S": 0.05}
    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], patches=quick)
        tries = len(server.asked("acct=ann"))
    assert end.state == "finished"
    found = {key.partition("@")[0]: state for key, state in states_in(tmp_path / "x.db").items()}
    assert found == {TAG: "done", "ann": "failed", "bo": "done", "cy": "done"}
    # A connection that was kept open and is torn then is tried once more by Twisted itself, at once.
    assert tries == 3 if reply.status == 451 else 9 <= tries <= (18 if reply.fault else 9)


def test_the_pace_holds_for_two_workers_together(crawls: Crawls, tmp_path: Path) -> None:
    people = tuple(f"p{number}" for number in range(8))
    database = tmp_path / "x.db"
    with run_server(small_world(people, lambda: server.url)) as server:
        first = crawls.start(database, f"#{TAG}", instances=[server.url], seconds_between_requests=0.15)
        while len(server.asked()) < 2:
            assert not first.done(), first.result()
        second = crawls.start(database, instances=[server.url], seconds_between_requests=0.15)
        ends: list[Ended] = [first.result(timeout=60), second.result(timeout=60)]
        gaps = server.gaps()
    assert all(end.progress["requests"] > 3 for end in ends), "both worked"
    assert len(gaps) == 33
    assert sum(gaps) >= 33 * 0.15 * 0.97
    # One that a busy machine holds up on its way comes close before the next; two paces would give every other gap.
    assert sum(gap < 0.07 for gap in gaps) <= 4, gaps
    assert set(states_in(database).values()) == {"done"}


def test_a_slow_robots_txt_does_not_let_a_crowd_through(crawls: Crawls, tmp_path: Path) -> None:
    """The requests whose turns went by while robots.txt was waited for keep their distance all the same."""
    answer = small_world((), lambda: server.url)

    def late(request: Request) -> Reply:
        return answer(request)

    with run_server(late) as server, run_server(late) as slow:
        slow.robots = Reply(404, b"")
        slow.robots_after = 1.0
        seeds = [f"@nobody{number}@127.0.0.1:{slow.port}" for number in range(5)]
        crawls.run(tmp_path / "x.db", *seeds, instances=[slow.url, server.url], seconds_between_requests=0.4)
        assert len(slow.gaps()) == 4
        assert min(slow.gaps()) >= 0.2  # a busy machine may send one late, and the next in time


def closed_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_nobody_is_lost_where_a_host_cannot_be_reached(crawls: Crawls, tmp_path: Path) -> None:
    gone, unknown = f"http://127.0.0.1:{closed_port()}", "http://nowhere.example"
    for number, instance in enumerate((gone, unknown)):
        database = tmp_path / f"{number}.db"
        end = crawls.run(database, "@ann", "@bo", instances=[instance], names={"": ""})
        for _ in range(3 if instance == gone else 1):
            assert end.state == "blocked"
            assert instance.removeprefix("http://") in end.detail
            with closing(sqlite3.connect(database)) as connection, connection:
                connection.execute("UPDATE host SET next_allowed_at = 0, held_until = 0")
            end = crawls.run(database, instances=[instance], names={"": ""})
        assert states_in(database) == {"ann": "queued", "bo": "queued"}


def test_a_dead_instance_keeps_nobody_from_asking_the_other(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world(PEOPLE, lambda: server.url)) as server:
        dead = f"http://127.0.0.1:{closed_port()}"
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[dead, server.url])
        found = rows_in(tmp_path / "x.db", "SELECT count(*) FROM account")
    assert found == [(3,)]
    assert states_in(tmp_path / "x.db")[TAG] == "queued"
    assert end.state == "blocked"
    assert dead.removeprefix("http://") in end.detail


# Refusals and redirects


@pytest.mark.parametrize("status_code", [401, 403, 422])
def test_a_closed_instance_is_named(crawls: Crawls, tmp_path: Path, status_code: int) -> None:
    words = "This method requires an authenticated user"
    with run_server(lambda _: said({"error": words}, status_code)) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
        assert f"127.0.0.1:{server.port} shows #{TAG} to its members only" in end.words
        assert words in end.words
    assert end.progress["blocks"] == {"hidden on mastodon": 1, "closed on mastodon": 1}


def redirect(where: str, status_code: int = 302) -> Reply:
    return Reply(status_code, b"", (("Location", where),))


def test_a_redirect_to_the_login_is_a_named_refusal(crawls: Crawls, tmp_path: Path) -> None:
    def answer(request: Request) -> Reply:
        if request.path.startswith("/auth"):
            return Reply(200, b"<html><title>Log in</title></html>", (("Content-Type", "text/html"),))
        return redirect("/auth/sign_in")

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
        assert f"127.0.0.1:{server.port}" in end.words
    assert end.progress["blocks"] == {"closed on mastodon": 1}
    assert end.progress["unreadable"] == 0


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:{other}/secret",
        "http://localhost:{other}/secret",
        "http://0x7f.1:{other}/secret",
        "http://[::1]:{other}/secret",
        "http://2130706433:{other}/secret",
        "http://inside.example:{other}/secret",
        "//127.0.0.1:{other}/secret",
        "http://user@127.0.0.1:{other}/secret",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_a_redirect_never_leads_inside(crawls: Crawls, tmp_path: Path, where: str) -> None:
    """The instance on loopback was named by the user; another port of the same machine was not."""

    def answer(request: Request) -> Reply:
        if "acct=ann" in request.path:
            return redirect(where.format(other=other.port))
        return small_world(("ann", "bo"), lambda: server.url)(request)

    with run_server(lambda _: said({"secret": 1})) as other, run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], names={"inside.example": "127.0.0.1"})
        assert not other.log
    assert end.state == "finished", end
    assert end.progress["blocks"] == {"refused on mastodon": 1}
    assert "public address" in end.words or "local network" in end.words
    found = {key.partition("@")[0]: state for key, state in states_in(tmp_path / "x.db").items()}
    assert found == {TAG: "done", "ann": "done", "bo": "done"}


def test_a_redirect_is_paced_and_counted(crawls: Crawls, tmp_path: Path) -> None:
    def answer(request: Request) -> Reply:
        number = int(request.path.rpartition("n=")[2] or 0) if "n=" in request.path else 0
        return redirect(f"{TAG_PATH}?n={number + 1}")

    with run_server(answer) as server:
        crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], seconds_between_requests=0.2, max_requests=4)
        assert len(server.asked()) == 4
        assert min(server.gaps()) >= 0.12  # arrivals jitter on a busy machine


def test_whom_a_redirect_leads_to_is_left_alone_when_it_asks_to_wait(crawls: Crawls, tmp_path: Path) -> None:
    """Also by those who ask it without being led there."""

    def answer(request: Request) -> Reply:
        if "acct=ann" in request.path:
            return redirect(f"{other.url}/api/moved")
        return small_world(("ann",), lambda: server.url)(request)

    def elsewhere(request: Request) -> Reply:
        return said({"error": "wait"}, 429, retry_after="900") if "moved" in request.path else said([])

    with run_server(elsewhere) as other, run_server(answer) as server:
        crawls.run(tmp_path / "x.db", "@ann", instances=[server.url, other.url])
        assert "moved" in other.log[-1].path
        asked = len(other.log)
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[other.url])
        assert (end.state, len(other.log)) == ("blocked", asked)


def test_the_user_agent_is_honest(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world((), lambda: server.url)) as server:
        crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], contact="crawl@brand.example")
        assert {request.headers["user-agent"] for request in server.log} == {"nanoscout/0.1.0 (+crawl@brand.example)"}
        assert all("cookie" not in request.headers and "referer" not in request.headers for request in server.log)


def test_what_happens_when_a_host_is_both_slow_and_wrong(crawls: Crawls, tmp_path: Path) -> None:
    """A torn body, a body that is no JSON, and an empty one: each is asked for again until a row of them says how the
    host answers, each is named, nobody else suffers."""
    bodies = {"ann": b'{"id": "1", "acc', "bo": b"\xff\xfe\x00", "cy": b""}

    def answer(request: Request) -> Reply:
        name = request.path.rpartition("acct=")[2]
        return Reply(200, bodies[name]) if name in bodies else small_world(PEOPLE, lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
        assert all(1 <= len(server.asked(f"acct={name}")) <= 3 for name in bodies)
    assert end.state == "finished"
    assert 3 < end.progress["unreadable"] <= 9
    assert set(states_in(tmp_path / "x.db").values()) == {"done"}


@pytest.mark.parametrize("goes_well", [True, False])
def test_after_a_hold_one_visit_tries_and_the_others_wait_for_it(
    crawls: Crawls, tmp_path: Path, goes_well: bool
) -> None:
    """Also where no pace keeps them apart: eight visits were under way when the host asked to wait."""
    people = tuple(f"p{number}" for number in range(8))
    refused: list[float] = []

    def answer(request: Request) -> Reply:
        if "/lookup" in request.path and (not refused or request.at < refused[0] + 0.5 or not goes_well):
            refused.append(request.at)
            return said({"error": "wait"}, 429, retry_after="1" if request.at < refused[0] + 0.9 else "900")
        return small_world(people, lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
        tried = [request.at for request in server.log if request.at > refused[0] + 0.9]
    if goes_well:
        assert end.state == "finished"
        assert set(states_in(tmp_path / "x.db").values()) == {"done"}
    else:
        assert end.state == "blocked"
        assert len(tried) == 1
