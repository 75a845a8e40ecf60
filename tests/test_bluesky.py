"""The Bluesky network's asking, following, limits and names; its reading is tested by fixtures/bluesky."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from crawler.networks.bluesky import NETWORK
from crawler.networks.network import Ask, Limit, Options, Target
from crawler.page import Page
from storage.facts import Comment, Post, Profile, Sighting
from tests.fixture_pages import FIXTURES, load_page

TAG = Target("bluesky", "hashtag", "fountainpens")
MIRA = Target("bluesky", "account", "mira.bsky.example")
KEYED = Options(secrets={"handle": "me.example", "app_password": "abcd-efgh"}, said={"pds": "https://pds.example"})
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkaWQifQ.c2lnbmF0dXJl"


def names(asks: list[Ask]) -> list[str]:
    return [urlsplit(ask.url).path.rpartition(".")[2] for ask in asks]


def after(target: Target, ask: Ask, case: str, options: Options = Options()) -> list[Ask]:  # noqa: B008
    page = replace(load_page(FIXTURES / "bluesky" / case), url=ask.url)
    return NETWORK.follow(target, ask, page, NETWORK.read(page), options)


def test_without_a_key_a_hashtag_finds_people_packs_and_feeds() -> None:
    actors, packs, feeds = NETWORK.ask(TAG, Options())
    assert names([actors, packs, feeds]) == ["searchActors", "searchStarterPacks", "getPopularFeedGenerators"]
    (batch,) = after(TAG, actors, "search-actors")
    assert len(parse_qs(urlsplit(batch.url).query)["actors"]) == 2
    uris = [f"at://did:plc:x/app.bsky.graph.starterpack/{n}" for n in range(9)]
    page = Page(packs.url, str({"starterPacks": [{"uri": uri} for uri in uris]}).replace("'", '"').encode())
    asked = NETWORK.follow(TAG, packs, page, [], Options())
    assert names(asked) == ["getStarterPack"] * 3
    (listed,) = after(TAG, asked[0], "starter-pack")
    assert names([listed]) == ["getList"]
    assert names(after(TAG, listed, "list")) == ["getProfiles"]
    page = Page(feeds.url, b'{"feeds": [{"uri": "at://a/b/1"}, {"uri": "at://a/b/2"}, {"uri": "at://a/b/3"}]}')
    assert names(NETWORK.follow(TAG, feeds, page, [], Options())) == ["getFeed"] * 2


def test_profiles_are_asked_for_25_at_a_time() -> None:
    actors = NETWORK.ask(TAG, Options())[0]
    page = Page(actors.url, b'{"actors": []}')
    common = {"network": "bluesky", "page": page.url}
    met = [Sighting(**common, handle=f"a{n}.example", native_id=f"did:plc:{n:04}", route="list") for n in range(60)]
    batches = NETWORK.follow(TAG, actors, page, [*met, *met], Options())
    assert [len(parse_qs(urlsplit(ask.url).query)["actors"]) for ask in batches] == [25, 25, 10]


def test_with_a_key_posts_are_searched_and_the_token_stands_in_a_header_only() -> None:
    session = NETWORK.ask(TAG, KEYED)[0]
    assert (session.method, session.confidential, session.permitted) == ("POST", True, True)
    assert session.url == "https://pds.example/xrpc/com.atproto.server.createSession"
    assert b"abcd-efgh" in session.body
    assert "abcd-efgh" not in repr(session)
    page = Page(session.url, f'{{"did": "did:plc:me", "handle": "me.example", "accessJwt": "{TOKEN}"}}'.encode())
    assert NETWORK.read(page) == []
    (search,) = NETWORK.follow(TAG, session, page, [], KEYED)
    assert parse_qs(urlsplit(search.url).query)["q"] == ["#fountainpens"]
    assert parse_qs(urlsplit(search.url).query)["tag"] == ["fountainpens"]
    assert search.headers == {"Authorization": f"Bearer {TOKEN}"}
    assert TOKEN not in repr(search)
    asks, seen = [search], 0
    while asks:
        seen += 1
        answer = Page(asks[0].url, f'{{"posts": [{{}}], "cursor": "{seen}00"}}'.encode())
        asks = NETWORK.follow(TAG, asks[0], answer, [], KEYED)
    assert seen == 5


def test_a_refused_password_ends_the_search_and_nothing_else() -> None:
    session = NETWORK.ask(TAG, KEYED)[0]
    assert after(TAG, session, "block-password", KEYED) == []
    assert len(NETWORK.ask(TAG, KEYED)) == 4


def test_after_a_profile_come_posts_and_follows() -> None:
    (profile,) = NETWORK.ask(MIRA, Options())
    feed, follows = after(MIRA, profile, "profile")
    assert names([feed, follows]) == ["getAuthorFeed", "getFollows"]
    assert {feed.document, follows.document} == {"https://bsky.app/profile/mira.bsky.example"}
    assert names(after(MIRA, follows, "follows", Options(related_per_account=2))) == ["getProfiles"]
    assert names(after(MIRA, follows, "follows")) == ["getProfiles", "getFollows"]


def test_an_empty_page_is_the_last_one_whatever_cursor_it_brings() -> None:
    (profile,) = NETWORK.ask(MIRA, Options())
    feed, follows = after(MIRA, profile, "profile")
    for asked, name in ((feed, "feed"), (follows, "follows")):
        page = Page(asked.url, f'{{"{name}": [], "cursor": "x"}}'.encode())
        assert NETWORK.follow(MIRA, asked, page, [], Options()) == []


def test_the_talk_under_the_posts_that_were_answered_most() -> None:
    (profile,) = NETWORK.ask(MIRA, Options())
    feed, _ = after(MIRA, profile, "profile")
    items = [{"post": {"uri": f"at://did:plc:mira/p/{n}", "replyCount": n}} for n in range(4)]
    items.append({"post": {"uri": "at://did:plc:other/p/9", "replyCount": 90}, "reason": {"$type": "repost"}})
    asks = NETWORK.follow(MIRA, feed, Page(feed.url, orjson.dumps({"feed": items})), [], Options())
    assert names(asks) == ["getPostThread", "getPostThread"]
    assert [parse_qs(urlsplit(ask.url).query)["uri"] for ask in asks] == [
        ["at://did:plc:mira/p/3"],
        ["at://did:plc:mira/p/2"],
    ]
    assert names(after(MIRA, feed, "author-feed", Options(posts_per_account=3))) == ["getPostThread"]
    more, _ = after(MIRA, feed, "author-feed")
    assert "cursor=2026-11-10" in more.url


def test_who_hides_from_strangers_is_left_alone() -> None:
    (ask,) = NETWORK.ask(MIRA, Options())
    page = load_page(FIXTURES / "bluesky" / "profiles")
    hidden = [fact for fact in NETWORK.read(page) if isinstance(fact, Profile) and fact.is_private]
    assert [fact.handle for fact in hidden] == ["oda.bsky.example"]
    assert NETWORK.follow(MIRA, ask, page, hidden, Options()) == []


def test_a_replay_asks_for_the_public_page() -> None:
    replayed = Options(live=False)
    assert NETWORK.ask(TAG, replayed) == [Ask("https://bsky.app/hashtag/fountainpens", kind="page")]
    assert NETWORK.ask(MIRA, replayed) == [Ask("https://bsky.app/profile/mira.bsky.example", kind="page")]
    assert NETWORK.ask(Target("bluesky", "post", "x"), Options()) == []


def test_limits() -> None:
    page = load_page(FIXTURES / "bluesky" / "block-rate-limit")
    assert NETWORK.limit(page) == Limit(0, datetime(2026, 11, 20, 10, 20, tzinfo=UTC))
    assert NETWORK.limit(Page("u", b"{}")) is None


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://bsky.app/profile/Mira.bsky.example", "mira.bsky.example"),
        ("https://bsky.app/profile/did:plc:abc", "did:plc:abc"),
        ("https://mira.bsky.social", "mira.bsky.social"),
        ("https://bsky.app/profile/mira.bsky.example/post/3l", None),
        ("https://bsky.app/", None),
        ("https://photos.example/profile/mira.example", None),
        ("http://[::1", None),
    ],
)
def test_addresses(url: str, handle: str | None) -> None:
    assert NETWORK.handle_of(url) == handle


def test_handles_and_readiness() -> None:
    assert NETWORK.clean_handle("@Mira.Bsky.Example") == "mira.bsky.example"
    assert NETWORK.clean_handle("bsky.app/profile/mira.example") == "mira.example"
    for impossible in ("", "mira", "a b.example", "mira@photos.example", "x" * 300 + ".example"):
        with pytest.raises(ValueError, match="no Bluesky handle"):
            NETWORK.clean_handle(impossible)
    assert NETWORK.ready(Options()).ready
    assert "NANOSCOUT_BLUESKY_APP_PASSWORD" in NETWORK.ready(Options()).hint
    assert "app password" in NETWORK.ready(KEYED).hint


def test_the_session_is_not_recorded(tmp_path: Path) -> None:
    from collections import deque
    from contextlib import closing

    from crawler.crawling.crawl import Crawl
    from crawler.crawling.visits import Budget
    from crawler.sources.recording import Recording
    from storage import frontier, runs
    from storage.clock import now_millis
    from storage.database import Database

    file = tmp_path / "r.warc"
    with closing(Database(f"sqlite:///{tmp_path}/x.db")) as database, Recording(file) as recording:
        with database.write() as connection:
            run = runs.start_run(connection, "discover", ["#tea"], {}, owner="x", now=now_millis())
            host = "pds.example"
            frontier.want_targets(connection, run, [frontier.Wanted("bluesky", "hashtag", "tea", host, 1.0, 0)])
        crawl = Crawl(database, run, {"bluesky": NETWORK}, {"bluesky": KEYED}, Budget(), recording=recording)
        begun = crawl.begin_visit()
        assert begun is not None
        visit, step = begun
        assert step.ask is not None
        visit.asks = deque([step.ask])
        body = f'{{"did": "did:plc:me", "handle": "me.example", "accessJwt": "{TOKEN}"}}'.encode()
        following = crawl.land(visit, [Page(step.ask.url, body, time=datetime.now(UTC), method="POST")])
        assert following.ask is not None
        assert following.ask.headers["Authorization"].endswith(TOKEN)
    assert TOKEN.encode() not in b"".join(one.read_bytes() for one in tmp_path.iterdir())


def test_what_the_sdk_for_python_writes_down_is_read_as_it_was_answered() -> None:
    """It spells every name with underscores."""
    mira = {"did": "did:plc:miralind00000000000000aa", "handle": "mira.bsky.example", "display_name": "Mira"}
    uri = f"at://{mira['did']}/app.bsky.feed.post/3knib"
    mention = {"did": "did:plc:bonib0000000000000000000", "py_type": "app.bsky.richtext.facet#mention"}
    record = {
        "text": "Ink for @bo.example", "created_at": "2026-11-02T08:00:00Z", "py_type": "app.bsky.feed.post",
        "facets": [{"index": {"byte_start": 8, "byte_end": 19}, "features": [mention]}],
    }  # fmt: skip
    post = {"uri": uri, "author": mira, "record": record, "like_count": 7, "reply_count": 2, "repost_count": 1}
    counted = mira | {"followers_count": 840, "follows_count": 120, "posts_count": 31}
    page = Page(url="saved", body=orjson.dumps({"feed": [{"post": post}], "profile": counted}))
    assert NETWORK.recognises(page)
    facts = NETWORK.read(page)
    (told,) = (fact for fact in facts if isinstance(fact, Post))
    (profile,) = (fact for fact in facts if isinstance(fact, Profile))
    assert (told.posted_at, told.likes, told.comments, told.shares) == (datetime(2026, 11, 2, 8, tzinfo=UTC), 7, 2, 1)
    assert told.mentions == ["bo.example"]
    assert (profile.display_name, profile.followers, profile.following, profile.posts_count) == ("Mira", 840, 120, 31)


def test_a_row_of_a_data_set_is_a_post_of_its_address() -> None:
    uri = "at://did:plc:miralind00000000000000aa/app.bsky.feed.post/3knib"
    for row in (
        {"uri": uri, "text": "Iron #gall", "created_at": "2026-11-02T08:00:00Z", "author": "did:plc:miralind"},
        {"uri": uri, "text": "Iron #gall", "createdAt": "2026-11-02T08:00:00Z", "$type": "app.bsky.feed.post"},
    ):
        page = Page(url="saved", body=orjson.dumps([row]))
        assert NETWORK.recognises(page)
        (post,) = (fact for fact in NETWORK.read(page) if isinstance(fact, Post))
        assert (post.author_native_id, post.posted_at, post.hashtags) == (
            "did:plc:miralind00000000000000aa", datetime(2026, 11, 2, 8, tzinfo=UTC), ["gall"],
        )  # fmt: skip


def test_who_made_a_feed_that_was_asked_for_alone_was_met() -> None:
    maker = {"did": "did:plc:odile", "handle": "odile.example", "displayName": "Odile"}
    view = {"uri": "at://did:plc:odile/app.bsky.feed.generator/pots", "creator": maker, "likeCount": 3}
    body = orjson.dumps({"view": view, "isOnline": True})
    [fact] = NETWORK.read(Page(url="saved", body=body))
    assert isinstance(fact, Sighting)
    assert fact.handle == "odile.example"


def _shown(code: str, **more: object) -> dict[str, object]:
    did = "did:plc:mira"
    record = {"$type": "app.bsky.feed.post", "text": "Ink", "createdAt": "2026-11-02T08:00:00Z"}
    return {"uri": f"at://{did}/app.bsky.feed.post/{code}", "author": {"did": did, "handle": "mira.example"},
            "record": record, "likeCount": 3, "indexedAt": "2026-11-02T08:00:01Z", **more}  # fmt: skip


def test_the_post_that_a_feed_shows_first_by_its_authors_wish_is_pinned() -> None:
    pin = {"$type": "app.bsky.feed.defs#reasonPin"}
    feed = {"feed": [{"post": _shown("3old"), "reason": pin}, {"post": _shown("3new")}, {"post": _shown("3old")}]}
    posts = [fact for fact in NETWORK.read(Page("x.json", orjson.dumps(feed))) if isinstance(fact, Post)]
    assert [(post.code, post.pinned) for post in posts] == [("3old", True), ("3new", None)]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2026-11-02T08:00:00Z", datetime(2026, 11, 2, 8, tzinfo=UTC)),
        ("2019-01-01T00:00:00Z", datetime(2019, 1, 1, tzinfo=UTC)),  # brought along from elsewhere
        ("2099-01-01T00:00:00Z", datetime(2026, 11, 2, 8, 0, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(2026, 11, 2, 8, 0, 1, tzinfo=UTC)),
        ("", datetime(2026, 11, 2, 8, 0, 1, tzinfo=UTC)),
    ],
)
def test_no_post_is_younger_than_when_it_was_seen(said: str, at: datetime) -> None:
    shown = _shown("3new", record={"text": "Ink", "createdAt": said})
    (post,) = NETWORK.read(Page("x.json", orjson.dumps({"posts": [shown]})))
    assert isinstance(post, Post)
    assert post.posted_at == at


def test_likes_under_their_first_name() -> None:
    shown = {name: value for name, value in _shown("3old", upvoteCount=5).items() if name != "likeCount"}
    (post,) = NETWORK.read(Page("x.json", orjson.dumps({"posts": [shown]})))
    assert isinstance(post, Post)
    assert post.likes == 5


@pytest.mark.parametrize("form", ["event", "record", "row"])
@pytest.mark.parametrize(("whose", "answers"), [("did:plc:bo", 1), ("did:plc:mira", 0)])
def test_an_answer_as_its_authors_server_keeps_it_is_a_comment(form: str, whose: str, answers: int) -> None:
    root = f"at://{whose}/app.bsky.feed.post/3root"
    record = {"$type": "app.bsky.feed.post", "text": "Lovely", "createdAt": "2026-11-02T08:00:00Z",
              "reply": {"root": {"uri": root}, "parent": {"uri": root}}}  # fmt: skip
    uri = "at://did:plc:mira/app.bsky.feed.post/3new"
    commit = {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "3new", "record": record}
    forms = {
        "event": {"did": "did:plc:mira", "kind": "commit", "commit": commit},
        "record": {"uri": uri, "cid": "bafy", "value": record},
        "row": {"uri": uri, **record},
    }
    facts = NETWORK.read(Page("x.json", orjson.dumps([forms[form]])))
    assert [fact.native_id for fact in facts if isinstance(fact, Post)] == [uri]
    comments = [fact for fact in facts if isinstance(fact, Comment)]
    assert [(fact.post, fact.author_native_id, fact.text) for fact in comments] == (
        [(root, "did:plc:mira", "Lovely")] * answers
    )
