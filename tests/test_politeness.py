"""Politeness under attack: waits that are asked for, robots.txt, refusals, redirects; the server tells what it saw."""

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.networks.network import Limit
from crawler.page import Page
from crawler.pauses import LONGEST_WAIT_S, pause_after, retry_after
from storage.facts import Block
from tests.crawls import QUICK, Crawls, Ended, open_crawls
from tests.fault_server import TAG, Reply, Request, run_server, said, small_world

pytestmark = pytest.mark.timed

NOW = 1_795_000_000_000
PEOPLE = ("ann", "bo", "cy")
TAG_PATH = f"/api/v1/timelines/tag/{TAG}"


@pytest.fixture(scope="module")
def crawls() -> Iterator[Crawls]:
    with open_crawls() as opened:
        yield opened


def query(database: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(statement).fetchall()


def states(database: Path) -> dict[str, str]:
    return dict(query(database, "SELECT key, state FROM target"))


def date(seconds_from_now: float, *, now: float = NOW / 1000) -> str:
    return format_datetime(datetime.fromtimestamp(now + seconds_from_now, UTC), usegmt=True)


# What a header means


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("   ", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("٣", None),
        ("0", 0),
        ("3", 3),
        (" 3 ", 3),
        ("2.5", 2.5),
        ("3, 7", 7),
        ("soon, 7", 7),
        (date(90), 90),
        (f"{date(90)}, 5", 90),
        (f"5, {date(90)}", 90),
        (date(-90), 0),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 0),
        ("Sun Nov  6 08:49:37 1994", 0),
        (date(90 * 86_400), LONGEST_WAIT_S),
        ("99999999999", LONGEST_WAIT_S),
        ("9" * 250, LONGEST_WAIT_S),
        ("9" * 100_000, None),
        ("Fri, 31 Feb 2027 10:00:00 GMT", None),
        ("Fri, 20 Nov 99999 10:00:00 GMT", None),
    ],
)  # fmt: skip
def test_both_forms_of_retry_after(value: str | None, seconds: float | None) -> None:
    wanted = None if seconds is None else NOW + round(seconds * 1000)
    assert retry_after(value, now=NOW) == wanted


def page(status_code: int = 200, **headers: str) -> Page:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page("https://photos.example/api/v1/x", b"[]", status_code, named)


def block(kind: Any) -> Block:
    return Block(network="mastodon", page="x", kind=kind, url="x")


def test_a_wait_that_lies_behind_us_is_no_wait() -> None:
    """A server that says "0" again and again must not be asked again and again."""
    for value in ("0", date(-90), "-5", "soon"):
        pause = pause_after(block("rate_limit"), page(429, retry_after=value), None, now=NOW)
        assert pause is not None
        assert pause.doubles
        assert pause.hold(NOW, 0) == (NOW + 60_000, 60)
        assert pause.hold(NOW, 60) == (NOW + 120_000, 120)


def test_a_server_whose_clock_is_behind_is_not_asked_too_early() -> None:
    behind = page(429, retry_after=date(-50), date=date(-60))
    pause = pause_after(block("rate_limit"), behind, None, now=NOW)
    assert pause is not None
    assert pause.until == NOW + 10_000
    ahead = page(429, retry_after=date(100), date=date(60))
    pause = pause_after(block("rate_limit"), ahead, None, now=NOW)
    assert pause is not None
    assert pause.until == NOW + 100_000


def test_a_used_up_limit_waits_for_its_reset_but_no_longer_than_a_week() -> None:
    reset = datetime.fromtimestamp(NOW / 1000, UTC)
    for delta, wait in ((timedelta(seconds=40), 40), (timedelta(days=9_000), LONGEST_WAIT_S)):
        pause = pause_after(None, page(), Limit(0, reset + delta), now=NOW)
        assert pause is not None
        assert (pause.until, pause.stops_visit) == (NOW + wait * 1000, False)
    assert pause_after(None, page(), Limit(0, reset - timedelta(seconds=9)), now=NOW) is None
    assert pause_after(None, page(), Limit(1, reset + timedelta(seconds=9)), now=NOW) is None
    assert pause_after(None, page(), Limit(0, None), now=NOW) is None


def test_answers_that_were_under_way_double_nothing() -> None:
    pause = pause_after(block("rate_limit"), page(429), None, now=NOW)
    assert pause is not None
    assert pause.hold(NOW, 60, held=True) == (NOW, 60)


def test_who_is_blamed() -> None:
    for kind in ("error", "refused", "rate_limit", "challenge"):
        pause = pause_after(block(kind), page(503), None, now=NOW)
        assert pause is not None
        assert pause.counts is (kind in ("error", "refused"))
        pause = pause_after(block(kind), page(503, retry_after="9"), None, now=NOW)
        assert pause is not None
        assert not pause.counts, "a host that names a time speaks of itself"


# What a server sees


def refusing_once(first: Reply, people: tuple[str, ...] = PEOPLE) -> Any:
    """A small world whose first lookup is answered by ``first``; everything else well."""
    refused: list[Request] = []

    def answer(request: Request) -> Reply:
        if "/lookup" in request.path and not refused:
            refused.append(request)
            return first
        return small_world(people, lambda: f"http://{request.headers['host']}")(request)

    return answer


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
        later = [request for request in server.log if request.at > refused.at + 0.05]
        assert len(later) >= 3 * len(people) - 5
        assert min(request.at for request in later) >= told[0]
    assert set(states(tmp_path / "x.db").values()) == {"done"}


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
    ((held, backoff),) = query(tmp_path / "x.db", "SELECT held_until - next_allowed_at, backoff_s FROM host")
    assert backoff == 3_600, "eight answers at once double it eight times"
    assert held <= 0
    left = states(tmp_path / "x.db")
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
            patches={"crawler.crawl:_RETRY_MS": (100, 300), "crawler.pauses:FIRST_BACKOFF_S": 1},
        )
        gaps = server.gaps("/lookup?acct=ann")
    assert end.state == "finished"
    assert len(gaps) == 4
    assert gaps[0] >= 0.1
    assert gaps[1] >= 0.3
    assert gaps[2] >= 1.0
    assert gaps[3] >= 0.1
    assert set(states(tmp_path / "x.db").values()) == {"done"}


@pytest.mark.parametrize("reply", [Reply(500, b"{}"), Reply(451, b"{}"), Reply(fault="reset")])
def test_one_poisoned_page_is_a_dead_letter_and_keeps_nobody_waiting(
    crawls: Crawls, tmp_path: Path, reply: Reply
) -> None:
    def answer(request: Request) -> Reply:
        return reply if "acct=ann" in request.path else small_world(PEOPLE, lambda: server.url)(request)

    quick = {"crawler.crawl:_RETRY_MS": (20, 20), "crawler.pauses:FIRST_BACKOFF_S": 0.05}
    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], patches=quick)
        tries = len(server.asked("acct=ann"))
    assert end.state == "finished"
    found = {key.partition("@")[0]: state for key, state in states(tmp_path / "x.db").items()}
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
    assert sum(gap < 0.07 for gap in gaps) <= 1, gaps
    assert set(states(database).values()) == {"done"}


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
        assert states(database) == {"ann": "queued", "bo": "queued"}


def test_a_dead_instance_keeps_nobody_from_asking_the_other(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world(PEOPLE, lambda: server.url)) as server:
        dead = f"http://127.0.0.1:{closed_port()}"
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[dead, server.url])
        found = query(tmp_path / "x.db", "SELECT count(*) FROM account")
    assert found == [(3,)]
    assert states(tmp_path / "x.db")[TAG] == "queued"
    assert end.state == "blocked"
    assert dead.removeprefix("http://") in end.detail


# robots.txt


def robots(body: str | bytes, status_code: int = 200, **headers: str) -> Reply:
    content = body.encode() if isinstance(body, str) else body
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status_code, content, (("Content-Type", "text/plain"), *named))


NO = "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("rules", "allowed", "words"),
    [
        (robots("User-agent: *\nDisallow: /admin\n"), True, ""),
        (robots("User-agent: *\nDisallow: /\n\nUser-agent: nanoscout\nAllow: /\n"), True, ""),
        (robots("User-agent: *\nAllow: /\n\nUser-agent: NanoScout\nDisallow: /api/\n"), False, "robots.txt forbids"),
        (robots(NO), False, "robots.txt forbids"),
        (robots(b"\xef\xbb\xbf" + NO.encode()), False, "robots.txt forbids"),
        (robots(NO.replace("\n", "\r")), False, "robots.txt forbids"),
        (robots("# a comment\n" * 40_000 + NO), False, "robots.txt forbids"),
        (robots("# a comment\n" * 400_000), True, ""),
        (robots("no", 404), True, ""),
        (robots(NO, 403), True, ""),
        (robots(NO, 401), True, ""),
        (robots("x", 429), False, "HTTP 429"),
        (robots("", 500), False, "HTTP 500"),
        (robots("", 503), False, "HTTP 503"),
        (Reply(fault="reset"), False, "could not be read"),
        (Reply(fault="hang"), False, "could not be read"),
        (robots("x" * (9 << 20)), False, "could not be read"),
        (robots("", 302, Location="/rules"), False, "robots.txt forbids"),
        (robots("", 302, Location="/robots.txt"), False, "could not be read"),
        (robots("", 302, Location="http://10.0.0.1/robots.txt"), False, "could not be read"),
        (robots("", 302), True, ""),
    ],
)  # fmt: skip
def test_robots_txt_by_rfc_9309(crawls: Crawls, tmp_path: Path, rules: Reply, allowed: bool, words: str) -> None:
    def answer(request: Request) -> Reply:
        return robots(NO) if request.path == "/rules" else small_world((), lambda: server.url)(request)

    patches = {**QUICK, "crawler.crawl:_RETRY_MS": (), "crawler.engine.settings:DOWNLOAD_TIMEOUT": 1.5}
    with run_server(answer, rules) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], patches=patches)
        assert bool(server.asked()) is allowed
        assert words in end.words
        if not allowed:
            assert f"127.0.0.1:{server.port}" in end.words
        if "could not" in words or "HTTP" in words:
            assert end.state == "blocked"
            assert states(tmp_path / "x.db") == {TAG: "queued"}


def test_a_robots_txt_that_asks_to_wait_is_not_asked_before(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world((), lambda: server.url), robots("", 503, Retry_After="2")) as server:
        crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], max_minutes=0.12)
        gaps = server.gaps("/robots.txt")
    assert gaps
    assert min(gaps) >= 2.0


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
    found = {key.partition("@")[0]: state for key, state in states(tmp_path / "x.db").items()}
    assert found == {TAG: "done", "ann": "done", "bo": "done"}


def test_a_redirect_is_paced_and_counted(crawls: Crawls, tmp_path: Path) -> None:
    def answer(request: Request) -> Reply:
        number = int(request.path.rpartition("n=")[2] or 0) if "n=" in request.path else 0
        return redirect(f"{TAG_PATH}?n={number + 1}")

    with run_server(answer) as server:
        crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], seconds_between_requests=0.2, max_requests=4)
        assert len(server.asked()) == 4
        assert min(server.gaps()) >= 0.12  # arrivals jitter on a busy machine


def test_the_user_agent_is_honest(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world((), lambda: server.url)) as server:
        crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], contact="crawl@brand.example")
        assert {request.headers["user-agent"] for request in server.log} == {"nanoscout/0.1.0 (+crawl@brand.example)"}
        assert all("cookie" not in request.headers and "referer" not in request.headers for request in server.log)


def test_what_happens_when_a_host_is_both_slow_and_wrong(crawls: Crawls, tmp_path: Path) -> None:
    """A torn body, a body that is no JSON, and an empty one: each is named, nobody else suffers."""
    bodies = {"ann": b'{"id": "1", "acc', "bo": b"\xff\xfe\x00", "cy": b""}

    def answer(request: Request) -> Reply:
        name = request.path.rpartition("acct=")[2]
        return Reply(200, bodies[name]) if name in bodies else small_world(PEOPLE, lambda: server.url)(request)

    with run_server(answer) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
    assert end.state == "finished"
    assert end.progress["unreadable"] == 3
    assert set(states(tmp_path / "x.db").values()) == {"done"}
