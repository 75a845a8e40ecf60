"""Tumblr over loopback: a hashtag's posts to blogs, a key that stands in addresses and is kept nowhere; its answers."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.networks import load_network
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Edge, Post, Profile
from tests.commands import end_of, nanoscout, nanoscout_json, run
from tests.fault_server import FaultServer, Reply, Request, run_server, said

TUMBLR = load_network("tumblr")
KEY = "InventedConsumerKeyOfNobody0123456789abcdefghijklm"
PEOPLE = ("wren-paints", "moss-knits")
OK = {"status": 200, "msg": "OK"}


def blog(name: str) -> dict[str, Any]:
    return {"name": name, "title": name.title(), "description": "hi", "url": f"https://{name}.tumblr.com/",
            "uuid": f"t:{name}", "total_posts": 40}  # fmt: skip


def post(name: str, number: int) -> dict[str, Any]:
    return {"type": "text", "blog_name": name, "blog": blog(name), "id": number, "id_string": f"{len(name)}{number:03}",
            "post_url": f"https://{name}.tumblr.com/post/{number}", "timestamp": 1_794_000_000 - number * 1_000,
            "tags": ["Gouache"], "body": f"<p>Study {number}</p>", "note_count": 12, "reblog_key": "a"}  # fmt: skip


def api(request: Request) -> Reply:
    """Answers as the API does for one hashtag and two blogs."""
    parts = urlsplit(request.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if query.get("api_key") != KEY:
        return said({"meta": {"status": 401, "msg": "Unauthorized"}, "response": []}, 401)
    if parts.path == "/v2/tagged":
        posts = [] if "before" in query else [post(name, 1) for name in PEOPLE]
        return said({"meta": OK, "response": posts})
    name = parts.path.split("/")[3].removesuffix(".tumblr.com")
    if name not in PEOPLE:
        return said({"meta": {"status": 404, "msg": "Not Found"}, "response": []}, 404)
    if parts.path.endswith("/info"):
        return said({"meta": OK, "response": {"blog": blog(name)}})
    posts = [post(name, int(query.get("offset", 0)) + n) for n in range(20)]
    return said({"meta": OK, "response": {"blog": blog(name), "posts": posts, "total_posts": 40}})


def discover(folder: Path, server: FaultServer, *arguments: str) -> tuple[Any, str]:
    (folder / "nanoscout.toml").write_text(f'database = "here.db"\n[networks.tumblr]\napi = "{server.url}"\n')
    done = run(
        "discover", *arguments, "--network", "tumblr", "--seconds-between-requests", "0", "--json", folder=folder
    )
    assert KEY.encode() not in done.stdout + done.stderr
    return end_of(done), done.stderr.decode()


@pytest.mark.parametrize("recorded", [True, False])
def test_a_hashtag_leads_to_blogs_and_the_key_is_kept_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recorded: bool
) -> None:
    monkeypatch.setenv("NANOSCOUT_TUMBLR_KEY", KEY)
    with run_server(api) as server:
        end, told = discover(tmp_path, server, "#gouache", *(["--record", "crawl.warc"] if recorded else []))
    assert end["state"] == "finished", end
    assert "tumblr: 0 of 5,000 requests used" in told
    with closing(sqlite3.connect(tmp_path / "here.db")) as connection:
        handles = {row[0] for row in connection.execute("SELECT handle FROM account")}
    assert handles >= set(PEOPLE)
    assert {one["followers"] for one in end["shortlist"]} == {None}
    assert all(one["tier"] is None and "followers_unknown" in one["flags"] for one in end["shortlist"])
    assert [
        parse_qs(urlsplit(one.path).query).get("offset") for one in server.asked("wren-paints.tumblr.com/posts")
    ] == [None, ["20"]]
    for file in tmp_path.iterdir():
        assert KEY.encode() not in file.read_bytes(), file
    if recorded:
        monkeypatch.delenv("NANOSCOUT_TUMBLR_KEY")
        again = nanoscout_json("discover", "--replay", tmp_path / "crawl.warc", "--database", tmp_path / "again.db")
        assert again["progress"]["misses"] == 0
        assert again["progress"]["facts"] > 0


def test_a_wrong_key_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NANOSCOUT_TUMBLR_KEY", "another")
    with run_server(api) as server:
        end, told = discover(tmp_path, server, "#gouache", "--max-minutes", "0.05")
    assert "the key is not valid" in f"{end} {told}"
    assert len(server.log) == 1


def test_networks_says_how_to_get_a_key(tmp_path: Path) -> None:
    assert "NANOSCOUT_TUMBLR_KEY" in nanoscout("networks", "--database", tmp_path / "x.db").replace("\n", "")


def test_limits_of_the_hour_and_the_day() -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    headers = {"x-ratelimit-perhour-remaining": "0", "x-ratelimit-perhour-reset": "1200",
               "x-ratelimit-perday-remaining": "400", "x-ratelimit-perday-reset": "50000"}  # fmt: skip
    limit = TUMBLR.limit(Page("x", b"{}", headers=headers, time=at))
    assert limit is not None
    assert (limit.remaining, limit.resets_at) == (0, at + timedelta(seconds=1200))
    assert TUMBLR.limit(Page("x", b"{}")) is None


def test_notes_are_no_likes_and_followers_are_unknown() -> None:
    facts = TUMBLR.read(
        _page({"meta": OK, "response": {"blog": blog("wren-paints"), "posts": [post("wren-paints", 1)]}})
    )
    (profile,) = [fact for fact in facts if isinstance(fact, Profile)]
    (read,) = [fact for fact in facts if isinstance(fact, Post)]
    assert (profile.followers, profile.followers_within) == (None, None)
    assert (read.likes, read.comments, read.shares) == (None, None, None)


def test_a_reblog_is_a_tie_and_no_post() -> None:
    reblog = post("wren-paints", 1) | {"reblogged_root_name": "moss-knits"}
    facts = TUMBLR.read(_page({"response": [reblog]}))
    assert [(fact.source, fact.target, fact.kind) for fact in facts if isinstance(fact, Edge)] == [
        ("wren-paints", "moss-knits", "boost")
    ]
    assert not [fact for fact in facts if isinstance(fact, Post)]


def test_other_pages_are_not_ours() -> None:
    assert TUMBLR.recognises(Page("a.json", json.dumps({"tool": [post("wren-paints", 1)]}).encode()))
    assert not TUMBLR.recognises(Page("a.json", b'{"name": "a", "url": "b", "id": 1}'))
    with pytest.raises(UnreadablePage):
        TUMBLR.read(Page("https://wren-paints.tumblr.com/", b"<html></html>"))


@pytest.mark.parametrize(
    ("url", "handle"),
    [("https://Wren-Paints.tumblr.com/", "wren-paints"), ("https://www.tumblr.com/wren-paints", "wren-paints"),
     ("https://www.tumblr.com/blog/wren-paints", "wren-paints"), ("https://www.tumblr.com/tagged/x", None),
     ("https://www.tumblr.com/dashboard", None), ("https://else.example/wren", None)],
)  # fmt: skip
def test_addresses(url: str, handle: str | None) -> None:
    assert TUMBLR.handle_of(url) == handle


@pytest.mark.parametrize("typed", ["", "a.b", "a_b", "-a", "a" * 33])
def test_what_is_no_blog(typed: str) -> None:
    with pytest.raises(ValueError, match="no Tumblr blog"):
        TUMBLR.clean_handle(typed)


def _page(value: Any) -> Page:
    return Page("https://api.tumblr.com/v2/blog/x/posts", json.dumps(value).encode())
