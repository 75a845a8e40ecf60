"""X over loopback: never without a budget, which is counted and kept; its refusals; and what answers say."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.networks import all_networks, load_network
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Comment, Edge, Post, Profile, Sighting
from tests.commands import end_of, nanoscout, nanoscout_json, run
from tests.fault_server import FaultServer, Reply, Request, run_server, said

X = load_network("x")
BEARER = "AAAAInventedBearerOfNobody%2F0123456789"
PEOPLE = {"wrenpaints": 4_812, "mossknits": 2_150, "bigname": 90_000}


def user(name: str) -> dict[str, Any]:
    metrics = {"followers_count": PEOPLE[name], "following_count": 90, "tweet_count": 400}
    return {
        "id": str(len(name)),
        "username": name,
        "name": name,
        "description": "hi #gouache",
        "public_metrics": metrics,
    }


def tweet(name: str, number: int) -> dict[str, Any]:
    metrics = {"like_count": 90, "reply_count": 4, "retweet_count": 1, "impression_count": 4_000}
    return {"id": f"{len(name)}{number:03}", "author_id": str(len(name)), "text": f"Study {number} #gouache",
            "created_at": f"2026-11-{number + 5:02}T08:00:00Z", "public_metrics": metrics}  # fmt: skip


def api(request: Request) -> Reply:
    """Answers as the API does for one hashtag and three accounts."""
    path = urlsplit(request.path).path
    if request.headers.get("authorization") != f"bearer {BEARER}".lower():
        return said({"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}, 401)
    if path == "/2/tweets/search/recent":
        users = [user(name) for name in PEOPLE]
        return said(
            {"data": [tweet(name, 1) for name in PEOPLE], "includes": {"users": users}, "meta": {"result_count": 3}}
        )
    name = path.rpartition("/")[2]
    if name in PEOPLE:
        return said({"data": user(name)})
    owner = next((one for one in PEOPLE if path == f"/2/users/{len(one)}/tweets"), None)
    return said({"data": [tweet(owner, number) for number in range(12)], "meta": {"result_count": 12}} if owner else {})


def discover(folder: Path, server: FaultServer, budget: str, *arguments: str, code: int = 0) -> tuple[Any, str]:
    (folder / "nanoscout.toml").write_text(
        f'database = "here.db"\n[networks.x]\napi = "{server.url}"\nbudget_usd = "{budget}"\n'
    )
    done = run("discover", *arguments, "--network", "x", "--seconds-between-requests", "0", "--json", folder=folder)
    if code == 0:
        return end_of(done), done.stderr.decode()
    assert done.returncode == code, done.stderr.decode()
    return None, done.stderr.decode()


@pytest.fixture
def _bearer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NANOSCOUT_X_BEARER", BEARER)


@pytest.mark.usefixtures("_bearer")
def test_a_hashtag_leads_to_authors_within_the_budget_and_replays(tmp_path: Path) -> None:
    with run_server(api) as server:
        end, told = discover(tmp_path, server, "5.00", "#gouache", "--record", "crawl.warc")
    assert end["state"] == "finished", end
    assert "x: 0 of 5,000 tenths of a US cent used in the last 30 days" in told
    found = sorted((one["handle"], one["followers"]) for one in end["shortlist"])
    assert found == [("mossknits", 2_150), ("wrenpaints", 4_812)]
    (search,) = server.asked("/search/recent")
    assert parse_qs(urlsplit(search.path).query)["query"] == ["#gouache -is:retweet"]
    row = next(one for one in nanoscout_json("networks", "--database", tmp_path / "here.db") if one["network"] == "x")
    assert row["ready"] is False, "in this folder no budget is set"
    for file in tmp_path.iterdir():
        assert BEARER.encode() not in file.read_bytes(), file
    again = nanoscout_json("discover", "--replay", tmp_path / "crawl.warc", "--database", tmp_path / "again.db")
    assert again["progress"]["misses"] == 0
    assert [one["score"] for one in again["shortlist"]] == [one["score"] for one in end["shortlist"]]


@pytest.mark.usefixtures("_bearer")
def test_a_budget_that_is_spent_ends_the_run_before_the_next_request(tmp_path: Path) -> None:
    with run_server(api) as server:
        end, _ = discover(tmp_path, server, "0.80", "#gouache")
        assert end["state"] == "blocked", end
        assert "800 tenths of a US cent" in end["detail"]
        asked = len(server.log)
        again, told = discover(tmp_path, server, "0.80", "#gouache")
    assert again["state"] == "blocked"
    assert len(server.log) == asked, "what was spent counts in the next run as well"
    assert "of 800 tenths of a US cent used" in told


@pytest.mark.usefixtures("_bearer")
@pytest.mark.parametrize("budget", ["", "0", "-1", "much", "NaN", "Infinity"])
def test_nothing_is_asked_without_a_budget(tmp_path: Path, budget: str) -> None:
    with run_server(api) as server:
        _, told = discover(tmp_path, server, budget, "#gouache", code=17)
    assert "budget_usd" in told
    assert not server.log


def test_networks_says_what_it_costs(tmp_path: Path) -> None:
    said_there = nanoscout("networks", "--database", tmp_path / "x.db").replace("\n", "")
    assert "NANOSCOUT_X_BEARER" in said_there


def test_a_refused_token_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NANOSCOUT_X_BEARER", "AAAAanotherInventedBearer")
    with run_server(api) as server:
        end, told = discover(tmp_path, server, "5.00", "@wrenpaints", "--max-minutes", "0.05")
    assert "console.x.com" in f"{end} {told}"
    assert len(server.log) == 1


def test_what_an_answer_does_not_say_is_unknown() -> None:
    (profile,) = X.read(_page({"data": {"id": "1", "username": "a", "name": "A", "description": "b"}}))
    assert isinstance(profile, Profile)
    assert (profile.followers, profile.followers_within, profile.is_private, profile.is_verified) == (None,) * 4
    (post,) = X.read(_page({"data": [{"id": "2", "text": "x", "author_id": "1"}]}))
    assert isinstance(post, Post)
    assert (post.likes, post.views, post.author_handle, post.url) == (None, None, None, None)


def test_zero_views_beside_likes_are_unknown() -> None:
    (post,) = X.read(
        _page({"data": [{"id": "2", "text": "x", "public_metrics": {"like_count": 3, "impression_count": 0}}]})
    )
    assert isinstance(post, Post)
    assert (post.likes, post.views) == (3, None)


def test_a_place_for_a_shared_post_may_be_empty_and_a_time_in_any_zone() -> None:
    """Clients write v1.1 down again with every name, and in their own time."""
    said = {
        "id_str": "31", "text": "A new nib", "created_at": "Mon Sep 07 09:04:00 +0200 2026", "favorite_count": 12,
        "retweet_count": 1, "retweeted_status": None, "quoted_status": None,
        "user": {"id_str": "7", "screen_name": "mira_lind", "name": "Mira"},
    }  # fmt: skip
    post = X.read(_page([said]))[0]
    assert isinstance(post, Post)
    assert (post.author_handle, post.likes) == ("mira_lind", 12)
    assert post.posted_at == datetime(2026, 9, 7, 7, 4, tzinfo=UTC)


def test_what_services_that_embed_posts_answer() -> None:
    author = {
        "id": "7", "name": "Mira", "screen_name": "mira_lind", "avatar_url": "https://pbs.example/a.jpg",
        "followers": 840, "following": 120, "tweets": 900, "likes": 5, "description": "Ink", "protected": False,
    }  # fmt: skip
    said = {
        "url": "https://x.com/mira_lind/status/31", "id": "31", "text": "A new nib", "author": author, "likes": 12,
        "replies": 2, "retweets": 1, "views": 300, "created_at": "Mon Sep 07 09:04:00 +0000 2026",
        "created_timestamp": 1788771840, "replying_to": None, "replying_to_status": None,
        "media": {"all": [{"type": "photo", "url": "https://pbs.example/n.jpg"}]},
    }  # fmt: skip
    facts = X.read(page := Page("saved", json.dumps({"code": 200, "message": "OK", "tweet": said}).encode()))
    (post,) = (fact for fact in facts if isinstance(fact, Post))
    (profile,) = (fact for fact in facts if isinstance(fact, Profile))
    assert X.recognises(page)
    assert (post.author_handle, post.likes, post.comments, post.shares, post.views) == ("mira_lind", 12, 2, 1, 300)
    assert (post.kind, post.posted_at) == ("photo", datetime(2026, 9, 7, 9, 4, tzinfo=UTC))
    assert (profile.native_id, profile.followers, profile.posts_count) == ("7", 840, 900)
    other = {
        "tweetID": "32", "user_screen_name": "bo_nib", "user_name": "Bo", "text": "@mira_lind Which ink?", "likes": 3,
        "date": "Mon Sep 07 09:05:00 +0000 2026", "replyingTo": "mira_lind", "replyingToID": "31", "retweets": 0,
    }  # fmt: skip
    (comment,) = (fact for fact in X.read(_page(other)) if isinstance(fact, Comment))
    assert (comment.author_handle, comment.post, comment.likes) == ("bo_nib", "31", 3)


def test_a_feed_that_a_bridge_makes_is_its_account_and_what_it_wrote_itself() -> None:
    entry = "<item><title>{0}</title><link>https://nitter.example/{1}/status/{2}#m</link></item>"
    body = (
        "<rss version='2.0'><channel><title>Mira / @Mira_Lind</title><link>https://nitter.example/Mira_Lind</link>"
        "<description>Twitter feed for: @Mira_Lind. Generated by nitter.example</description>"
        + entry.format("A new nib", "Mira_Lind", 31)
        + entry.format("RT by @Mira_Lind: ink", "bo_nib", 32)
        + "</channel></rss>"
    )
    profile, post = X.read(page := Page("saved", body.encode()))
    assert [network.name for network in all_networks() if network.recognises(page)] == ["x"]
    assert isinstance(profile, Profile)
    assert (profile.handle, profile.display_name, profile.bio) == ("mira_lind", "Mira", None)
    assert isinstance(post, Post)
    assert (post.author_handle, post.native_id, post.url) == ("mira_lind", "31", "https://x.com/mira_lind/status/31")


def test_times_and_views_as_socialdata_calls_them() -> None:
    said = {
        "id_str": "31", "full_text": "Ink", "text": None, "tweet_created_at": "2026-09-07T09:04:00.000000Z",
        "favorite_count": 33, "retweet_count": 2, "reply_count": 4, "views_count": 900,
        "user": {"id_str": "7", "screen_name": "mira_lind", "name": "Mira"},
    }  # fmt: skip
    post = X.read(_page({"tweets": [said]}))[0]
    assert isinstance(post, Post)
    assert (post.posted_at, post.views, post.likes) == (datetime(2026, 9, 7, 9, 4, tzinfo=UTC), 900, 33)


def test_other_pages_are_not_ours() -> None:
    assert not X.recognises(Page("a.json", b'{"id": "1", "username": "a", "acct": "a"}'))
    assert X.recognises(Page("a.json", json.dumps({"export": [{"data": [tweet("a", 1)]}]}).encode()))
    with pytest.raises(UnreadablePage):
        X.read(Page("https://x.com/a", b"<html></html>"))


@pytest.mark.parametrize(
    ("url", "handle"),
    [("https://x.com/WrenPaints/", "wrenpaints"), ("https://twitter.com/a_b", "a_b"), ("https://x.com/home", None),
     ("https://x.com/a/status/1", None), ("https://else.example/a", None)],
)  # fmt: skip
def test_addresses(url: str, handle: str | None) -> None:
    assert X.handle_of(url) == handle


@pytest.mark.parametrize("typed", ["", "a.b", "a" * 16, "a@b"])
def test_what_is_no_handle(typed: str) -> None:
    with pytest.raises(ValueError, match="no handle of X"):
        X.clean_handle(typed)


def _page(value: Any) -> Page:
    return Page("https://api.x.com/2/x", json.dumps(value).encode())


@pytest.mark.usefixtures("_bearer")
def test_a_person_is_asked_before_money_is_spent(tmp_path: Path) -> None:
    with run_server(lambda _: said({"data": user("mira")})) as server:
        (tmp_path / "nanoscout.toml").write_text(
            f'database = "here.db"\n[networks.x]\napi = "{server.url}"\nbudget_usd = "5.00"\n'
        )
        ours, theirs = os.openpty()
        command = [sys.executable, "-c", "from crawler.cli import app; app()", "discover", "@mira", "--network", "x"]
        process = subprocess.Popen(
            command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=tmp_path
        )
        os.write(ours, b"n\n")
        words, _ = process.communicate(timeout=60)
        os.close(ours)
        os.close(theirs)
    assert b"X costs up to $5.00 in 30 days, of your credits. Ask it?" in words
    assert process.returncode == 1
    assert server.log == []


@pytest.mark.parametrize(
    "data", [{"id": "1445880548472328192", "text": "Raku #pots"}, [{"id": "1445880548472328192", "text": "Raku #pots"}]]
)
def test_a_post_of_which_only_the_text_was_asked_is_xs_by_its_id(data: object) -> None:
    page = Page(url="saved", body=json.dumps({"data": data}).encode())
    assert [network.name for network in all_networks() if network.recognises(page)] == ["x"]
    [post] = X.read(page)
    assert isinstance(post, Post)
    assert (post.native_id, post.text, post.kind, post.likes) == ("1445880548472328192", "Raku #pots", None, None)


@pytest.mark.parametrize("number", ["17870913679156914", "7"])
def test_a_text_with_a_shorter_id_is_a_comment_of_another_network(number: str) -> None:
    assert not X.recognises(Page(url="saved", body=json.dumps({"data": [{"id": number, "text": "Raku"}]}).encode()))


@pytest.mark.parametrize("many", [False, True])
def test_an_account_of_which_only_the_name_was_asked_was_met(many: bool) -> None:
    account = {"id": "77", "name": "Odile", "username": "OdileKiln"}
    page = Page(url="saved", body=json.dumps({"data": [account] if many else account}).encode())
    assert [network.name for network in all_networks() if network.recognises(page)] == ["x"]
    assert [(fact.fact, fact.handle, fact.native_id) for fact in X.read(page) if isinstance(fact, Sighting)] == [
        ("sighting", "odilekiln", "77")
    ]


def test_how_accounts_are_tied_names_them_and_the_tie() -> None:
    looked_up = [{"name": "Odile", "screen_name": "odilekiln", "id_str": "77", "connections": ["following"]}]
    [met] = X.read(Page(url="saved", body=json.dumps(looked_up).encode()))
    assert isinstance(met, Sighting)
    assert (met.handle, met.native_id) == ("odilekiln", "77")
    source = {"id_str": "77", "screen_name": "odilekiln", "following": True, "followed_by": False}
    target = {"id_str": "78", "screen_name": "ines_vale", "following": False, "followed_by": True}
    page = Page(url="saved", body=json.dumps({"relationship": {"source": source, "target": target}}).encode())
    assert X.recognises(page)
    ties = [(fact.source, fact.target, fact.kind) for fact in X.read(page) if isinstance(fact, Edge)]
    assert ties == [("odilekiln", "ines_vale", "following")]


def test_a_post_of_a_collection_is_its_authors_whom_it_names_by_id() -> None:
    owner = {"id": 77, "id_str": "77", "screen_name": "odilekiln", "followers_count": 5, "friends_count": 3}
    post = {
        "id_str": "900",
        "text": "Raku",
        "user": {"id": 77, "id_str": "77"},
        "favorite_count": 1,
        "retweet_count": 0,
    }
    page = Page(url="saved", body=json.dumps({"objects": {"tweets": {"900": post}, "users": {"77": owner}}}).encode())
    assert [fact.author_handle for fact in X.read(page) if isinstance(fact, Post)] == ["odilekiln"]


def test_a_post_within_a_repost_of_an_accounts_newest_is_whose_the_repost_names() -> None:
    inner = {"id_str": "800", "text": "Raku", "created_at": "Sat Aug 25 19:20:36 +0000 2012", "retweet_count": 3}
    newest = {"id_str": "900", "text": "RT @ines_vale: Raku", "retweeted_status": inner, "favorite_count": 0}
    account = {"id_str": "77", "screen_name": "odilekiln", "followers_count": 5, "status": newest}
    facts = X.read(Page(url="saved", body=json.dumps(account).encode()))
    assert [(fact.native_id, fact.author_handle) for fact in facts if isinstance(fact, Post)] == [("800", "ines_vale")]


def test_an_account_that_a_client_names_by_username_is_no_hashtag_of_mastodons() -> None:
    account = {"id": 77, "id_str": "77", "username": "odilekiln", "name": "Odile", "url": "https://odile.example",
               "followers_count": 5, "friends_count": 3, "statuses_count": 9, "description": "pots"}  # fmt: skip
    page = Page(url="saved", body=json.dumps(account).encode())
    assert [network.name for network in all_networks() if network.recognises(page)] == ["x"]
    assert [fact.followers for fact in X.read(page) if isinstance(fact, Profile)] == [5]
