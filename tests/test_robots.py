"""robots.txt in every state that a server may have it in; the server tells what was asked of it."""

from itertools import pairwise
from pathlib import Path

import pytest
from protego import Protego

from crawler.engine.robots_text import rules_as_meant, seconds_asked
from tests.crawls import QUICK, Crawls
from tests.databases import states_in
from tests.fault_server import TAG, Reply, Request, run_server, small_world

pytestmark = pytest.mark.timed


def robots(body: str | bytes, status_code: int = 200, **headers: str) -> Reply:
    content = body.encode() if isinstance(body, str) else body
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status_code, content, (("Content-Type", "text/plain"), *named))


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 1.5\n", 1.5), ("User-agent: *\nCrawl-delay: 1,5\n", 1.5),
        ("User-agent: *\nCrawl-Delay:5s\n", 5), ("User-agent: *\ncrawl-delay: 10 seconds # please\n", 10),
        ("User-agent: *\nCrawl-delay: 500ms\n", 0.5), ("User-agent: *\nCrawlDelay: 2 min\n", 120),
        ("User-agent: *\nRequest-rate: 1/10s\n", 10), ("User-agent: *\nRequest-rate: 30/1m 0600-0845\n", 2),
        ("User-agent: *\nRequest-rate: 0/5\n", 5), ("Crawl-delay: 7\nDisallow: /admin\n", 7),
        ("User-agent: *\nCrawl-delay: 1 hour\n", 3600), ("User-agent: *\nCrawl-delay: 2 mins\n", 120),
        ("User-agent: *\nCrawl-delay: 10\nRequest-rate: 1/1\n", 10),
        ("User-agent: *\nCrawl-delay: 1\nRequest-rate: 1/9\n", 9),
        ("User-agent: *\nRequest-rate: 1/9\nCrawl-delay: 1\n", 9), ("User-agent: *\nRequest-rate: 1/0\n", 0),
        ("User-agent: *\nCrawl-delay: soon\n", 0), ("User-agent: *\nCrawl-delay: -1\n", 0),
        ("User-agent: other\nCrawl-delay: 9s\n\nUser-agent: *\nDisallow:\n", 0),
    ],
)  # fmt: skip
def test_the_pace_that_is_asked_for_is_understood_however_it_is_written(rules: str, seconds: float) -> None:
    assert seconds_asked(Protego.parse(rules_as_meant(rules.encode()).decode()), "nanoscout") == seconds


def test_rules_that_begin_without_saying_for_whom_are_for_everybody() -> None:
    for before in (b"", b"\xef\xbb\xbf", b"# all of you\n"):
        parsed = Protego.parse(rules_as_meant(before + b"Disallow: /api\n\nUser-agent: other\nDisallow: /\n").decode())
        assert [parsed.can_fetch(f"https://a.example/{path}", "nanoscout") for path in ("api/x", "x")] == [False, True]
    for named in (b"user agent: other\nDisallow: /\n", b"Sitemap: /map\nUserAgent: other\nDisallow: /\n"):
        assert rules_as_meant(named) == named


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
        (robots(NO.encode("utf-16")), False, "robots.txt forbids"),
        (robots(NO.encode("utf-16-be")), False, "robots.txt forbids"),
        (robots("User-agent: *\nAllow: /\n\nUser-agent: Nanoscout/1.0\nDisallow: /\n"), False, "robots.txt forbids"),
        (robots("User-agent: *\nAllow: /\n\nUser-agent: nanoscout-other/2\nDisallow: /\n"), True, ""),
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

    patches = {**QUICK, "crawler.crawling.course:RETRY_MS": (), "crawler.engine.settings:DOWNLOAD_TIMEOUT": 1.5}
    with run_server(answer, rules) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], patches=patches)
        assert bool(server.asked()) is allowed
        assert words in end.words
        if not allowed:
            assert f"127.0.0.1:{server.port}" in end.words
        if "could not" in words or "HTTP" in words:
            assert end.state == "blocked"
            assert states_in(tmp_path / "x.db") == {TAG: "queued"}


def test_minutes_that_go_by_over_a_closed_host_say_what_closed_it(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world((), lambda: server.url), robots("", 503, Retry_After="60")) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], max_minutes=0.05)
        assert (end.state, end.words.count("0.05 minutes spent while waiting")) == ("budget", 1), end.words
        assert f"127.0.0.1:{server.port}: robots.txt could not be read (HTTP 503)" in end.words


def test_rules_that_change_are_kept_a_day_later(crawls: Crawls, tmp_path: Path) -> None:
    """A crawl may go on for days."""

    def answer(request: Request) -> Reply:
        server.robots = robots(NO)
        return small_world(("ada", "bo", "cy"), lambda: server.url)(request)

    patches = {**QUICK, "crawler.engine.middlewares:_ROBOTS_LAST_S": 0}
    with run_server(answer, robots("User-agent: *\nAllow: /\n")) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], patches=patches)
        assert len(server.asked()) == 1
    assert "robots.txt forbids" in end.words


def test_a_robots_txt_that_asks_to_wait_is_not_asked_before(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world((), lambda: server.url), robots("", 503, Retry_After="2")) as server:
        crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], max_minutes=0.12)
        gaps = server.gaps("/robots.txt")
    assert gaps
    assert min(gaps) >= 2.0


def test_a_crawl_delay_is_kept_whatever_our_own_pace_is(crawls: Crawls, tmp_path: Path) -> None:
    rules = robots("User-agent: *\nCrawl-delay: 0.5\n")
    with run_server(small_world(("ada", "bo", "cy"), lambda: server.url), rules) as server:
        crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url], max_requests=8)
        times = [request.at for request in server.asked()]
    assert len(times) == 8
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.24
    assert times[-1] - times[0] >= 7 * 0.5 * 0.95


def test_a_crawl_delay_that_no_visit_could_wait_for_closes_its_host(crawls: Crawls, tmp_path: Path) -> None:
    with run_server(small_world((), lambda: server.url), robots("User-agent: *\nCrawl-delay: 86400\n")) as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[server.url])
        assert server.asked() == []
    assert "robots.txt asks for 86,400 seconds between requests" in end.words
