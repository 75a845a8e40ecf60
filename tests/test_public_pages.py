"""TikTok, Pinterest, Snapchat and Threads: asking, names, walls; their reading is tested by their fixtures."""

import json

import pytest

from crawler.networks import load_network
from crawler.networks.network import Ask, Network, Options, Target
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, Highlight, Post, Profile

LIVE = Options(said={"live": "yes"})


@pytest.fixture(params=["tiktok", "pinterest", "snapchat", "threads"])
def network(request: pytest.FixtureRequest) -> Network:
    return load_network(str(request.param))


def test_an_account_is_its_public_page(network: Network) -> None:
    (ask,) = network.ask(Target(network.name, "account", "miralind"), Options(live=False))
    assert ask == Ask(network.profile_url("miralind"), kind="page", purpose="profile")
    assert network.handle_of(ask.url) == "miralind"
    assert network.follow(Target(network.name, "account", "miralind"), ask, Page(ask.url, b"{}"), [], LIVE) == []
    assert network.ask(Target(network.name, "site", "x"), Options()) == []


def test_nothing_is_asked_live_unless_the_settings_say_so(network: Network) -> None:
    waiting = network.ready(Options())
    assert not waiting.ready
    assert f"networks.{network.name}.live" in waiting.hint
    assert network.ready(LIVE).ready
    assert "robots.txt" in network.ready(LIVE).hint
    assert network.limit(Page("u", b"{}")) is None


@pytest.mark.parametrize(
    ("status", "kind"), [(404, "gone"), (429, "rate_limit"), (403, "refused"), (401, "login_wall"), (502, "error")]
)
def test_every_refusal_has_a_name(network: Network, status: int, kind: str) -> None:
    for body in (b"<html></html>", b"", b"{}"):
        facts = network.read(Page(f"https://www.{network.hosts[0]}/@miralind", body, status))
        if body == b"<html></html>" or facts:
            assert [fact.kind for fact in facts if isinstance(fact, Block)] == [kind]


def test_a_page_that_carries_nothing_is_unreadable(network: Network) -> None:
    with pytest.raises(UnreadablePage):
        network.read(Page(f"https://www.{network.hosts[0]}/@miralind", b"<html><title>x</title></html>"))
    assert not network.recognises(Page("x.json", b'{"id": 1}'))
    assert not network.recognises(Page("x.html", b"<html></html>"))


def test_handles(network: Network) -> None:
    assert network.clean_handle(" @MiraLind ") == "miralind"
    assert network.clean_handle(network.profile_url("miralind")) == "miralind"
    for impossible in ("", "a b", "x" * 60, "https://photos.example/@mira"):
        with pytest.raises(ValueError, match="is no "):
            network.clean_handle(impossible)
    assert network.handle_of("http://[::1") is None
    assert network.handle_of(f"https://www.{network.hosts[0]}/") is None


@pytest.mark.parametrize(
    ("stats", "followers"),
    [
        ({"followerCount": 0, "heartCount": 2_000_000}, None),
        ({"followerCount": 0, "heartCount": -1_503_467_296}, None),
        ({"followerCount": 0, "heartCount": 0}, 0),
        ({"followerCount": 812, "heartCount": -4}, 812),
        ({"followerCount": -3, "heartCount": 4}, None),
        ({"heartCount": 4}, None),
    ],
)
def test_tiktok_keeps_counts_back_as_zero(stats: dict[str, int], followers: int | None) -> None:
    value = {"userInfo": {"user": {"uniqueId": "mira", "secUid": "x"}, "stats": stats}}
    (profile,) = load_network("tiktok").read(
        Page("https://www.tiktok.com/api/user/detail/", json.dumps(value).encode())
    )
    assert isinstance(profile, Profile)
    assert profile.followers == followers
    assert profile.followers_within == (0 if followers is not None else None)


@pytest.mark.parametrize(
    ("url", "name", "handle"),
    [
        ("https://www.tiktok.com/@mira.lind?lang=en", "tiktok", "mira.lind"),
        ("https://www.tiktok.com/@mira.lind/video/7", "tiktok", None),
        ("https://www.pinterest.co.uk/miralind/_created/", "pinterest", "miralind"),
        ("https://fr.pinterest.com/miralind", "pinterest", "miralind"),
        ("https://www.pinterest.com/pin/7/", "pinterest", None),
        ("https://www.pinterest.com/miralind/my-board/", "pinterest", None),
        ("https://www.snapchat.com/add/mira-lind", "snapchat", "mira-lind"),
        ("https://www.snapchat.com/spotlight/x", "snapchat", None),
        ("https://www.threads.net/@mira.lind/replies", "threads", "mira.lind"),
        ("https://www.threads.com/@mira.lind/post/DA", "threads", None),
    ],
)
def test_addresses(url: str, name: str, handle: str | None) -> None:
    assert load_network(name).handle_of(url) == handle


def test_snapchat_needs_no_browser() -> None:
    (ask,) = load_network("snapchat").ask(Target("snapchat", "account", "mira-lind"), LIVE)
    assert (ask.kind, ask.document) == ("api", ask.url)
    assert load_network("snapchat").ask(Target("snapchat", "hashtag", "ink"), LIVE) == []


def test_snapchat_spotlights_are_their_creators_with_the_tags_told_beside() -> None:
    own = {
        "videoMetadata": {"viewCount": "50", "shareCount": "0", "uploadDateMs": "1774984857186"},
        "hashtags": ["Ink", 7],
    }
    others = {"videoMetadata": {"viewCount": "9", "uploadDateMs": "1774984857186", "shareCount": "4",
                                "creator": {"personCreator": {"username": "Bo.Nib"}}}}  # fmt: skip
    user = {"publicProfileInfo": {"username": "mira-lind", "subscriberCount": "2415", "snapcodeImageUrl": "x"}}
    told = [{"storyTitle": "Nibs", "highlightId": "h1"}, {"storyTitle": {"value": "Ink"}, "storyId": {"value": "h2"}}]
    value = {"userProfile": user, "spotlightStoryMetadata": [own, others], "curatedHighlights": told}
    facts = load_network("snapchat").read(Page("x.json", json.dumps(value).encode()))
    mine, theirs = (fact for fact in facts if isinstance(fact, Post))
    assert (mine.author_handle, mine.hashtags, mine.shares) == ("mira-lind", ["ink"], None)
    assert (theirs.author_handle, theirs.hashtags, theirs.shares) == ("bo.nib", None, 4)
    named = [(fact.native_id, fact.title) for fact in facts if isinstance(fact, Highlight)]
    assert named == [("h1", "Nibs"), ("h2", "Ink")]


@pytest.mark.parametrize(
    ("stats", "exact", "within"),
    [
        (9_900, None, 0),
        (11_000, None, 50),
        (277_400, None, 50),
        (1_200_000, None, 50_000),
        (11_000, "11000", 0),
        (12_345, None, 0),
    ],
)
def test_tiktok_says_how_rounded_a_count_is(stats: int, exact: str | None, within: int) -> None:
    info = {"user": {"uniqueId": "mira", "secUid": "x"}, "stats": {"followerCount": stats}}
    value = {"userInfo": info | ({"statsV2": {"followerCount": exact}} if exact else {})}
    (profile,) = load_network("tiktok").read(Page("https://www.tiktok.com/x", json.dumps(value).encode()))
    assert isinstance(profile, Profile)
    assert (profile.followers, profile.followers_within) == (stats, within)


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ("12.3K Followers • 87 Threads • pots • clay. See more with @ada.example.", (12_300, 50, 87, "pots • clay.")),
        ("12,3 mil seguidores • 87 hilos • Barro. Consulta lo último de @ada.example.", (12_300, 50, 87, "Barro.")),
        ("12,3 тыс. подписчиков • 87 веток", (12_300, 50, 87, None)),
        ("1.2万位粉丝 • 87 条串文 • 陶器。查看 @ada.example 的最新对话。", (12_000, 500, 87, "陶器。")),
        ("12 Followers", (12, 0, None, None)),
        ("Clay in 2024 • 4 kids", (None, None, None, None)),
    ],
)
def test_threads_summary_in_any_language(summary: str, told: tuple[object, ...]) -> None:
    title = '<meta property="og:title" content="Ada (@ada.example) • Threads">'
    head = f'{title}<meta name="description" content="{summary}">'
    page = Page("https://www.threads.com/@ada.example", f"<html><head>{head}</head></html>".encode())
    (profile,) = load_network("threads").read(page)
    assert isinstance(profile, Profile)
    assert (profile.followers, profile.followers_within, profile.posts_count, profile.bio) == told
