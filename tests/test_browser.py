"""The public web in a real Chromium, over loopback: what is read, what is refused, and how little is asked."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.browsing import discover, settings
from tests.commands import nanoscout_json, run
from tests.instagram_site import PEOPLE, TAG, Site, run_site

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timed]


@pytest.mark.long
def test_a_hashtag_and_its_people_are_read_as_a_visitor_sees_them(tmp_path: Path) -> None:
    with run_site(Site()) as site:
        settings(tmp_path, site)
        end = discover(tmp_path, f"#{TAG}", "--record", "crawl.warc")
    assert end["state"] == "finished", end
    assert site.asked()[:2] == [f"/explore/tags/{TAG}/", f"/popular/{TAG}/"]
    assert sorted(site.asked()[2:]) == sorted(f"/{handle}/" for handle in PEOPLE)
    shown = nanoscout_json("show", "wren.paints", "--database", tmp_path / "here.db")
    assert shown["followers"] == PEOPLE["wren.paints"]
    related = nanoscout_json("related", "wren.paints", "--database", tmp_path / "here.db")
    assert "linocut.lane" in json.dumps(related), "what scripts ask for was not read"
    agents = {one.user_agent for one in site.log}
    assert len(agents) == 1
    assert agents.pop().startswith("nanoscout/")
    assert site.most_under_way == 1, "a browser asks for one page at a time"
    assert not [one for one in site.log if one.cookie and one.path.startswith(tuple(f"/{name}/" for name in PEOPLE))]
    recorded = (tmp_path / "crawl.warc").read_bytes()
    assert b"planted" not in recorded
    again = nanoscout_json("discover", "--replay", tmp_path / "crawl.warc", "--database", tmp_path / "again.db")
    assert [one["handle"] for one in again["shortlist"]] == [one["handle"] for one in end["shortlist"]]
    assert [one["score"] for one in again["shortlist"]] == [one["score"] for one in end["shortlist"]]


@pytest.mark.parametrize(
    ("how", "named"),
    [
        ("shell", "shell"),
        ("login", "login wall"),
        ("home", "login wall"),
        ("challenge", "challenge"),
        ("script_401", "rate limit"),
        ("429", "rate limit"),
    ],
)
def test_the_first_block_ends_the_run(tmp_path: Path, how: str, named: str) -> None:
    with run_site(Site(refusals=dict.fromkeys(PEOPLE, how))) as site:
        settings(tmp_path, site)
        end = discover(tmp_path, *(f"@{handle}" for handle in PEOPLE))
        assert end["state"] == "blocked"
        assert named in end["detail"], end["detail"]
        assert "--resume" in end["detail"]
        asked = [path for path in site.asked() if path.strip("/") in PEOPLE]
        assert len(asked) == 1, "it went on after a block"


@pytest.mark.long
def test_after_the_wait_exactly_one_probe_goes_out(tmp_path: Path) -> None:
    def asked() -> int:
        return len([path for path in site.asked() if path.strip("/") in PEOPLE])

    with run_site(Site(refusals=dict.fromkeys(PEOPLE, "login"))) as site:
        settings(tmp_path, site)
        discover(tmp_path, *(f"@{handle}" for handle in PEOPLE))
        assert 50 < held(tmp_path) <= 61
        wait_is_over(tmp_path)
        again = json.loads(run("discover", "--resume", "--json", folder=tmp_path).stdout)
        assert again["state"] == "blocked"
        assert asked() == 2
        assert 110 < held(tmp_path) <= 121, "the next wait is twice as long"
        site.refusals = {}
        wait_is_over(tmp_path)
        last = json.loads(run("discover", "--resume", "--max-depth", "0", "--json", folder=tmp_path).stdout)
        assert last["state"] == "finished"
        assert asked() == 2 + len(PEOPLE)
        assert site.most_under_way == 1


def held(folder: Path) -> float:
    """For how many seconds from now the site is left alone."""
    with closing(sqlite3.connect(folder / "here.db")) as connection:
        until = connection.execute("SELECT held_until FROM host").fetchone()[0]
    return float(until) / 1000 - time.time()


def wait_is_over(folder: Path) -> None:
    """As if the wait had gone by."""
    with closing(sqlite3.connect(folder / "here.db")) as connection, connection:
        connection.execute("UPDATE host SET held_until = 1, next_allowed_at = 1")


def test_who_is_gone_is_no_block(tmp_path: Path) -> None:
    with run_site(Site()) as site:
        settings(tmp_path, site)
        end = discover(tmp_path, "@nobody.here", "@wren.paints", "--max-depth", "0")
    assert end["state"] == "finished"
    assert end["progress"]["blocks"] == {"gone on instagram": 1}


@pytest.mark.long
def test_the_browser_follows_no_redirect_and_no_script_to_another_host(tmp_path: Path) -> None:
    with run_site(Site()) as secret, run_site(Site()) as site:
        inside = secret.url.replace("127.0.0.1", "localhost")
        site.elsewhere = f"{inside}/secret/"
        settings(tmp_path, site)
        for handle in ("to.redirect", "to.script"):
            end = discover(tmp_path, f"@{handle}", "--max-minutes", "0.5", "--database", f"{handle}.db")
            assert end["shortlist"] == []
        assert any(one.path == "/to.script/" for one in site.log)
    assert not secret.log, "a page led the browser to a host that nobody named"


def test_without_a_stated_permission_nothing_is_asked(tmp_path: Path) -> None:
    with run_site(Site()) as site:
        settings(tmp_path, site, 'permission = " "')
        words = discover(tmp_path, "@wren.paints", code=17)
    assert not site.log
    assert "Graph API" in words
    assert "your own files" in words


@pytest.mark.parametrize("covered", [False, True])
def test_robots_txt_holds_unless_the_permission_covers_it(tmp_path: Path, covered: bool) -> None:
    more = ['permission = "granted in writing"', *(['permission_covers = "robots.txt"'] if covered else [])]
    with run_site(Site(robots="User-agent: *\nDisallow: /\n")) as site:
        settings(tmp_path, site, *more)
        end = discover(tmp_path, "@wren.paints", "--max-depth", "0")
    if covered:
        assert site.asked() == ["/wren.paints/"]
        assert end["progress"]["blocks"] == {}
    else:
        assert site.asked(pages_only=False) == []
        assert end["progress"]["blocks"] == {"robots on instagram": 1}


@pytest.mark.parametrize("covered", [False, True])
def test_robots_txt_holds_for_what_a_page_asks_too(tmp_path: Path, covered: bool) -> None:
    more = ['permission = "granted in writing"', *(['permission_covers = "robots.txt"'] if covered else [])]
    with run_site(Site(robots="User-agent: *\nDisallow: /api/\n")) as site:
        settings(tmp_path, site, *more)
        end = discover(tmp_path, "@wren.paints", "--max-depth", "0")
        asked = site.asked(pages_only=False)
        rules = sum(one.path == "/robots.txt" for one in site.log)
    assert end["state"] == "finished"
    assert end["progress"]["facts"] > 0
    assert asked == ["/wren.paints/", *(["/api/graphql/wren.paints"] if covered else [])]
    assert rules == (0 if covered else 1)


def test_robots_txt_holds_where_redirects_lead(tmp_path: Path) -> None:
    """Those of a page itself, and of what its scripts ask for."""
    with run_site(Site(robots="User-agent: *\nDisallow: /popular/\n", elsewhere=f"/explore/tags/{TAG}/")) as site:
        settings(tmp_path, site)
        end = discover(tmp_path, f"#{TAG}", "@to.script", "--max-depth", "0")
        asked = site.asked()
    assert {"/to.script/", f"/explore/tags/{TAG}/"} == set(asked)
    assert end["progress"]["blocks"] == {"robots on instagram": 2}


def test_a_page_that_robots_txt_leaves_bare_is_a_block_by_its_name(tmp_path: Path) -> None:
    """No shell, after which the whole site would be left alone as one that refuses."""
    site = Site(refusals={"wren.paints": "by_script"}, robots="User-agent: *\nDisallow: /api/\n")
    with run_site(site):
        settings(tmp_path, site)
        end = discover(tmp_path, "@wren.paints", "@brush.and.brook", "--max-depth", "0")
        assert sorted(site.asked(pages_only=False)) == ["/brush.and.brook/", "/wren.paints/"]
    assert end["state"] == "finished", end
    assert end["progress"]["blocks"] == {"robots on instagram": 1}
    assert end["progress"]["unreadable"] == 0
    with closing(sqlite3.connect(tmp_path / "here.db")) as connection:
        outcomes = connection.execute("SELECT outcome FROM target WHERE key = 'wren.paints'").fetchall()
    assert "robots.txt forbids /api/graphql/wren.paints" in outcomes[0][0]


def test_a_missing_browser_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NANOSCOUT_BROWSER", str(tmp_path / "nowhere"))
    with run_site(Site()) as site:
        settings(tmp_path, site)
        words = discover(tmp_path, "@wren.paints", code=19)
    assert "NANOSCOUT_BROWSER" in words
    assert not site.log
