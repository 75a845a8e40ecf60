"""The Graph API over loopback: hashtags to mentions to professional accounts, its allowance, limits, errors, token."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from crawler.crawling.allowances import allowances_left, take_use
from crawler.networks import load_network
from crawler.networks.instagram.graph import ALLOWANCES, limit
from crawler.networks.network import Allowance, Use
from crawler.page import Page
from storage.database import Database
from tests.commands import end_of, nanoscout, nanoscout_json, run
from tests.fault_server import FaultServer, Reply, Request, run_server, said

TOKEN = "EAAInventedTokenOfNobody0123456789abcdefghij"
ME = "17841400000000001"
PEOPLE = {"wren.paints": 8_413, "linocut.lane": 3_120, "tall.order": 250_000}
PACE = ("--seconds-between-requests", "0.5")
Answer = Callable[[Request], Reply]


def graph(request: Request) -> Reply:
    """Answers as the API does for one hashtag and three professional accounts."""
    parts = urlsplit(request.path)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if request.headers.get("authorization") != f"bearer {TOKEN}".lower():
        return error(190)
    if parts.path.endswith("/recently_searched_hashtags"):
        return said({"data": [{"id": "17843000000000009", "name": "linocut"}]})
    if parts.path.endswith("/ig_hashtag_search"):
        return said({"data": [{"id": "17843000000000001"}]} if query["q"] == "gouache" else {"data": []})
    if parts.path.endswith(("/top_media", "/recent_media")):
        return said(media(query.get("after"), top=parts.path.endswith("/top_media")))
    if "business_discovery" in query.get("fields", ""):
        name = query["fields"].partition("username(")[2].partition(")")[0]
        return said(discovered(name)) if name in PEOPLE else error(100)
    return error(100)


def media(after: str | None, *, top: bool) -> dict[str, Any]:
    page = 2 if after else 1
    who = "@wren.paints" if top else "thanks @linocut.lane and @tall.order"
    post = {
        "id": f"1790000000000{page}{int(top)}", "caption": f"Salt marsh #gouache {who} p{page}", "comments_count": 4,
        "media_type": "IMAGE", "permalink": f"https://www.instagram.com/p/DCSf9aT{page}{int(top)}Ek/",
        "timestamp": "2026-11-01T10:00:00+0000",
    }  # fmt: skip
    return {"data": [post], "paging": {"cursors": {"after": "next"}} if page == 1 else {}}


def discovered(name: str) -> dict[str, Any]:
    posts = [
        {"id": f"1790000{len(name)}{ord(name[0])}{n:02}", "caption": f"Study {n} #gouache", "comments_count": 9,
         "like_count": 300, "timestamp": f"2026-10-{n + 10}T08:00:00+0000", "permalink": f"https://www.instagram.com/p/DCS{name[:2]}{n:02}aT1EE/",
         "media_type": "IMAGE"}
        for n in range(12)
    ]  # fmt: skip
    return {
        "business_discovery": {
            "biography": "Gouache birds. mail: hello@wrenpaints.example", "followers_count": PEOPLE[name],
            "follows_count": 301, "media_count": 120, "name": name.title(), "id": "17841400000000555",
            "media": {"data": posts},
        },
        "id": ME,
    }  # fmt: skip


def error(code: int, **more: Any) -> Reply:
    """An error as the API words it."""
    body = {"message": f"(#{code}) it says {TOKEN}", "type": "OAuthException", "code": code, "fbtrace_id": "A", **more}
    return said({"error": body}, 400)


@pytest.fixture
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NANOSCOUT_INSTAGRAM_TOKEN", TOKEN)


def discover(folder: Path, server: FaultServer, *arguments: str) -> tuple[Any, str]:
    """What a run ended with, and what it said beside."""
    (folder / "nanoscout.toml").write_text(
        f'database = "here.db"\n[networks.instagram]\nuser_id = "{ME}"\napi = "{server.url}/v26.0"\n'
    )
    done = run("discover", *arguments, "--network", "instagram", "--json", folder=folder)
    assert TOKEN.encode() not in done.stdout + done.stderr
    return end_of(done), done.stderr.decode()


@pytest.mark.usefixtures("_token")
def test_a_hashtag_leads_over_mentions_to_professional_accounts(tmp_path: Path) -> None:
    with run_server(graph) as server:
        end, told = discover(tmp_path, server, "#gouache", "--record", "crawl.warc")
    assert end["state"] == "finished", end
    assert "0 of 30 different hashtags used" in told
    asked = [unquote(request.path) for request in server.log]
    assert "/robots.txt" not in asked, "the user's own token is permission enough"
    assert [path.partition("?")[0].rpartition("/")[2] for path in asked[:4]] == [
        "recently_searched_hashtags", "ig_hashtag_search", "top_media", "recent_media",
    ]  # fmt: skip
    assert sum("after=next" in path for path in asked) == 2
    assert not any(TOKEN in path for path in asked)
    shortlist = [(one["handle"], one["followers"]) for one in end["shortlist"]]
    assert sorted(shortlist) == [("linocut.lane", 3_120), ("wren.paints", 8_413)]
    shown = nanoscout_json("show", "wren.paints", "--database", tmp_path / "here.db")
    assert shown["contacts"][0]["value"] == "hello@wrenpaints.example"
    assert shown["engagement"]["n"] == 12
    for file in tmp_path.iterdir():
        assert TOKEN.encode() not in file.read_bytes(), file
    with closing(sqlite3.connect(tmp_path / "here.db")) as connection:
        keys = {row[0] for row in connection.execute("SELECT key FROM quota_use WHERE bucket = 'hashtags'")}
        routes = set(connection.execute("SELECT account, route, via FROM sighting WHERE route = 'mention'"))
    assert keys == {"gouache", "linocut"}, "what other tools searched counts as well"
    assert ("wren.paints", "mention", "gouache") in routes


@pytest.mark.usefixtures("_token")
def test_a_recording_replays_without_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with run_server(graph) as server:
        end, _ = discover(tmp_path, server, "#gouache", "--record", "crawl.warc")
    for token in (TOKEN, None):  # having one must make no difference
        if token is None:
            monkeypatch.delenv("NANOSCOUT_INSTAGRAM_TOKEN")
        again = nanoscout_json("discover", "--replay", tmp_path / "crawl.warc", "--database", tmp_path / f"{token}.db")
        assert again["progress"]["misses"] == 0
        assert [one["score"] for one in again["shortlist"]] == [one["score"] for one in end["shortlist"]]


@pytest.mark.usefixtures("_token")
def test_people_of_imported_lists_go_to_business_discovery(tmp_path: Path) -> None:
    (tmp_path / "applicants.csv").write_text(
        "Instagram,Email\nlinocut.lane,lane@linocut.example\nno.body,x@y.example\n"
    )
    nanoscout("ingest", "applicants.csv", "--database", "here.db", folder=tmp_path)
    with run_server(graph) as server:
        end, told = discover(tmp_path, server)
    assert [one["handle"] for one in end["shortlist"]] == ["linocut.lane"]
    assert "no professional account of this name" in nanoscout("runs", "2", "--database", tmp_path / "here.db"), told
    assert {parse_qs(urlsplit(request.path).query)["fields"][0].partition(")")[0] for request in server.log} == {
        "business_discovery.username(linocut.lane",
        "business_discovery.username(no.body",
    }


@pytest.mark.usefixtures("_token")
def test_the_thirty_first_hashtag_waits_and_is_not_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "here.db"
    now = round(time.time() * 1000)
    opened = Database(str(file))
    with opened.write() as connection:
        for number in range(30):
            take_use(connection, load_network("instagram"), Use("hashtags", f"tag{number}"), now=now - 86_400_000)
    opened.close()
    with run_server(graph) as server:
        end, told = discover(tmp_path, server, "#gouache", "@linocut.lane")
    assert "30 of 30 different hashtags used in the last 7 days; more from" in told
    assert end["state"] == "blocked"
    assert "30 different hashtags in the last 7 days are used up" in end["detail"]
    assert not server.asked("ig_hashtag_search")
    assert [one["handle"] for one in end["shortlist"]] == ["linocut.lane"], "accounts need no hashtag"
    six_days = datetime.fromtimestamp(now / 1000, UTC) + timedelta(days=6)
    assert six_days.astimezone().strftime("%Y-%m-%d") in end["detail"]


def test_allowances_of_keys_and_of_days(database: Database) -> None:
    day = Allowance("units", "units", most=10, zone="America/Los_Angeles")
    both = replace(load_network("instagram"), allowances=(*ALLOWANCES, day))
    noon = round(datetime(2026, 11, 25, 20, 0, tzinfo=UTC).timestamp() * 1000)  # noon in Los Angeles
    with database.write() as connection:
        assert take_use(connection, both, Use("units", units=6), now=noon) is None
        assert take_use(connection, both, Use("units", units=4), now=noon + 1) is None
        waits = take_use(connection, both, Use("units", units=1), now=noon + 2)
        assert waits is not None
        assert datetime.fromtimestamp(waits[0] / 1000, UTC) == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
        assert take_use(connection, both, Use("units", units=1), now=waits[0]) is None
        for _ in range(3):
            assert take_use(connection, both, Use("hashtags", "ink"), now=noon) is None
        assert "1 of 30 different hashtags" in allowances_left(connection, both, now=noon + 5)[0]
        assert "0 of 30" in allowances_left(connection, both, now=noon + 8 * 86_400_000)[0]


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize(
    ("code", "more", "words", "times"),
    [
        (190, {"error_subcode": 463}, "token has expired (error 190)", 1),
        (190, {"error_subcode": 460}, "password was changed", 1),
        (10, {}, "lacks a permission (error 10)", 2),
        (4, {}, "the app's limit of calls is used up (error 4)", 1),
        (17, {}, "the user's limit", 1),
        (32, {}, "the page's limit", 1),
        (613, {}, "a limit of this kind of call", 1),
    ],
)
def test_each_error_has_its_sentence_and_is_not_hammered(
    tmp_path: Path, code: int, more: dict[str, Any], words: str, times: int
) -> None:
    def answer(_: Request) -> Reply:
        return error(code, **more)

    with run_server(answer) as server:
        end, told = discover(tmp_path, server, "@wren.paints", "@linocut.lane", "--max-minutes", "0.05", *PACE)
    assert words in f"{end['detail']} {told}", end
    assert len(server.log) == times


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-app-usage": '{"call_count":20,"total_cputime":5,"total_time":6}'}, None),
        ({"x-app-usage": '{"call_count":95,"total_cputime":5,"total_time":6}'}, "slow"),
        ({"x-app-usage": '{"call_count":101,"total_cputime":5,"total_time":6}'}, "stop"),
        ({"x-business-use-case-usage": '{"1":[{"type":"instagram","call_count":90,"total_time":1}]}'}, "slow"),
        (
            {"x-business-use-case-usage": '{"1":[{"call_count":100,"estimated_time_to_regain_access":7}]}'},
            "seven minutes",
        ),
        ({"x-app-usage": "garbage"}, None),
        ({"x-app-usage": "[]", "x-business-use-case-usage": '{"1":{"call_count":"x"}}'}, None),
    ],
)
def test_usage_slows_before_it_stops(headers: dict[str, str], expected: str | None) -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    found = limit(Page("https://graph.facebook.com/v26.0/1", b"{}", headers=headers, time=at))
    if expected is None:
        assert found is None
    elif expected == "slow":
        assert found is not None
        assert found.remaining is None
        assert 30 < found.wait_s < 120
    else:
        assert found is not None
        assert found.remaining == 0
        assert found.resets_at == at + (timedelta(minutes=7) if expected == "seven minutes" else timedelta(hours=1))


def test_networks_says_what_is_missing_and_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "x.db"
    assert "NANOSCOUT_INSTAGRAM_TOKEN" in nanoscout("networks", "--database", database)
    monkeypatch.setenv("NANOSCOUT_INSTAGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("NANOSCOUT_NETWORKS__INSTAGRAM__USER_ID", ME)
    row = next(one for one in nanoscout_json("networks", "--database", database) if one["network"] == "instagram")
    assert row["ready"] is True
    assert row["allowances"] == ["instagram: 0 of 30 different hashtags used in the last 7 days"]
