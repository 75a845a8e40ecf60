"""What an answer's headers and its refusal mean for the next request; that crawls keep it: test_politeness.py."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from crawler.crawling.pauses import LONGEST_WAIT_S, ClosedHosts, TornHosts, pause_after, retry_after
from crawler.crawling.visits import Progress
from crawler.networks.network import Limit
from crawler.page import Page
from storage.facts import Block

NOW = 1_795_000_000_000


def date(seconds_from_now: float, *, now: float = NOW / 1000) -> str:
    return format_datetime(datetime.fromtimestamp(now + seconds_from_now, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("   ", None),
        ("soon", None),
        ("-5", None),
        ("1e3", 1000),
        ("1.5E2", 150),
        ("1e-3", None),
        ("1e999", LONGEST_WAIT_S),
        ("+30", 30),
        ("-1e9", None),
        ("0x10", None),
        ("inf", None),
        ("nan", None),
        ("1,000", 1000),
        ("0.0001", 0.001),
        ("٣", None),
        ("0", 0),
        ("3", 3),
        (" 3 ", 3),
        ("2.5", 2.5),
        ("3, 7", 7),
        ("soon, 7", 7),
        ("90s", 90),
        ("90 seconds", 90),
        ("90 minutes", 5400),
        ("2h", 7200),
        ("90 parsecs", None),
        (datetime.fromtimestamp(NOW / 1000 + 90, UTC).isoformat(), 90),
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


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ('"default";r=0;t=90', 90),
        ('"burst";r=3;t=5, "hour"; r=0; t=1200', 1200),
        ("limit=100, remaining=0, reset=30", 30),
        ('"day";r=0;t=99999999', LONGEST_WAIT_S),
        ('"default";r=4;t=90', None),
        ("limit=100, remaining=10, reset=30", None),
        ('"default";r=0', None),
        ("r=0.5;t=9", None),
    ],
)
def test_the_limit_of_the_ietf_s_drafts_is_kept(header: str, seconds: int | None) -> None:
    pause = pause_after(block("rate_limit"), page(429, ratelimit=header), None, now=NOW)
    assert pause is not None
    assert pause.until == (0 if seconds is None else NOW + seconds * 1000)
    used_up = pause_after(None, page(ratelimit=header), None, now=NOW)
    assert (used_up is not None) is (seconds is not None)


def test_answers_that_were_under_way_double_nothing() -> None:
    pause = pause_after(block("rate_limit"), page(429), None, now=NOW)
    assert pause is not None
    assert pause.hold(NOW, 60, held=True) == (NOW, 60)


def test_a_short_wait_named_again_and_again_grows_to_a_minute() -> None:
    """Else a host that always says "0.001" is asked as fast as our pace allows, for as long as the budget lasts."""
    pause = pause_after(block("rate_limit"), page(429, retry_after="0.001"), None, now=NOW)
    assert pause is not None
    waits, backoff = [], 0
    for _ in range(8):
        until, backoff = pause.hold(NOW, backoff)
        waits.append((until - NOW) // 1000)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    asked = pause_after(block("rate_limit"), page(429, retry_after="900"), None, now=NOW)
    assert asked is not None
    assert asked.hold(NOW, 60)[0] == NOW + 900_000, "a wait that is long enough is kept as it is"


def test_who_is_blamed() -> None:
    for kind in ("error", "refused", "rate_limit", "challenge"):
        pause = pause_after(block(kind), page(503), None, now=NOW)
        assert pause is not None
        assert pause.counts is (kind in ("error", "refused"))
        pause = pause_after(block(kind), page(503, retry_after="9"), None, now=NOW)
        assert pause is not None
        assert not pause.counts, "a host that names a time speaks of itself"


def test_a_row_of_torn_answers_is_how_a_host_answers() -> None:
    torn, here, there = TornHosts(), "https://a.example/1", "https://b.example/1"
    assert not torn.is_passing(here, unreadable=False)
    assert all(torn.is_passing(here, unreadable=True) for _ in range(5))
    assert not torn.is_passing(here, unreadable=True)
    assert torn.is_passing(there, unreadable=True)
    assert not torn.is_passing(here, unreadable=False)
    assert torn.is_passing(here, unreadable=True), "one was whole between"


def test_a_row_of_closed_doors_is_the_whole_hosts_refusal() -> None:
    closed = Block(network="mastodon", page="x", kind="closed", url="x", detail="wants a login")
    doors, here, there = ClosedHosts(), "https://a.example/1", "https://b.example/1"
    for _ in range(4):
        assert doors.pause_after(here, closed) is None
        assert doors.pause_after(there, closed) is None
    doors.pause_after(there, None)
    assert doors.pause_after(there, closed) is None, "a door was open between"
    pause = doors.pause_after(here, closed)
    assert pause is not None
    assert pause.stops_visit
    assert pause.doubles
    assert pause.reason == "closed wants a login"


def test_a_host_that_asks_for_a_wait_again_and_again_is_told_once() -> None:
    progress = Progress()
    for host, wait in (("a.example", "1 s"), ("b.example", "1 s"), ("a.example", "2 s")):
        url = f"https://{host}/api/v1/x"
        detail = f"{host}: wait {wait}"
        progress.add_block(Block(network="mastodon", page=url, kind="rate_limit", url=url, detail=detail))
    assert list(progress.refusals) == ["b.example: wait 1 s", "a.example: wait 2 s"]
    assert progress.blocks == {"rate limit on mastodon": 3}
