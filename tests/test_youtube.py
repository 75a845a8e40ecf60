"""The YouTube network's asking, following, quotas and names; its reading is tested by fixtures/youtube."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.crawling.allowances import allowances_left, take_use
from crawler.networks.network import Ask, Limit, Options, Target, Use
from crawler.networks.youtube import NETWORK
from crawler.networks.youtube.api import rounded_within
from crawler.page import Page
from storage.database import Database
from storage.errors import UnreadablePage
from storage.facts import Edge, Fact, Post, Profile, Sighting
from tests.fixture_pages import FIXTURES, load_page

KEYED = Options(secrets={"key": "AIza-invented"})
TAG = Target("youtube", "hashtag", "fountainpens")
MIRA = Target("youtube", "account", "miralind")


def names(asks: list[Ask]) -> list[str]:
    return [urlsplit(ask.url).path.rpartition("/")[2] for ask in asks]


def words(ask: Ask) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(ask.url).query).items()}


def after(target: Target, ask: Ask, case: str, options: Options = KEYED) -> list[Ask]:
    page = replace(load_page(FIXTURES / "youtube" / case), url=ask.url)
    return NETWORK.follow(target, ask, page, NETWORK.read(page), options)


def test_the_key_stands_in_a_header_only() -> None:
    (search,) = NETWORK.ask(TAG, KEYED)
    assert search.headers == {"X-Goog-Api-Key": "AIza-invented"}
    assert "AIza" not in search.url + repr(search)
    assert search.use == Use("search")
    assert words(search)["q"] == "#fountainpens"


def test_a_hashtag_leads_to_its_videos_and_their_channels() -> None:
    (search,) = NETWORK.ask(TAG, KEYED)
    videos, channels, more = after(TAG, search, "search")
    assert names([videos, channels, more]) == ["videos", "channels", "search"]
    assert words(channels)["id"].count(",") == 1
    assert {videos.use, channels.use} == {Use("units")}
    assert names(after(TAG, more, "search")) == ["videos", "channels"]


def test_ids_are_asked_for_fifty_at_a_time() -> None:
    (search,) = NETWORK.ask(TAG, KEYED)
    items = [{"id": {"videoId": f"v{number:010}"}} for number in range(120)]
    page = Page(search.url, json.dumps({"kind": "youtube#searchListResponse", "items": items}).encode())
    batches = NETWORK.follow(TAG, search, page, [], KEYED)
    assert [words(ask)["id"].count(",") + 1 for ask in batches] == [50, 50, 20]


def test_an_account_leads_to_uploads_sections_subscriptions_and_comments() -> None:
    (channel,) = NETWORK.ask(MIRA, KEYED)
    assert words(channel)["forHandle"] == "@miralind"
    asks = after(MIRA, channel, "channels")
    assert names(asks) == ["playlistItems", "channelSections", "subscriptions"]
    assert {ask.document for ask in asks} == {"https://www.youtube.com/@miralind"}
    uploads, sections, subscriptions = asks
    assert names(after(MIRA, uploads, "uploads")) == ["videos", "playlistItems", "commentThreads"]
    assert names(after(MIRA, uploads, "uploads", replace(KEYED, posts_per_account=1))) == ["videos", "commentThreads"]
    assert names(after(MIRA, sections, "sections")) == ["channels"]
    assert names(after(MIRA, subscriptions, "subscriptions")) == ["channels"]
    assert after(MIRA, subscriptions, "block-subscriptions") == []
    by_id = NETWORK.ask(Target("youtube", "account", "UC" + "a" * 22), KEYED)[0]
    assert words(by_id)["id"] == "UC" + "a" * 22


def test_quotas_are_counted_apart(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.db")
    now = 1_795_169_700_000
    with database.write() as connection:
        for _ in range(100):
            assert take_use(connection, NETWORK, Use("search"), now=now) is None
        refused = take_use(connection, NETWORK, Use("search"), now=now)
        assert refused is not None
        assert "searches today are used up" in refused[1]
        assert datetime.fromtimestamp(refused[0] / 1000, tz=UTC).hour == 8  # midnight in California
        assert take_use(connection, NETWORK, Use("units"), now=now) is None
        told = " ".join(allowances_left(connection, NETWORK, now=now))
        assert "100 of 100 searches" in told
        assert "1 of 10,000 units" in told
    database.close()


def test_a_used_up_quota_waits_until_midnight_there() -> None:
    page = load_page(FIXTURES / "youtube" / "block-quota")
    assert NETWORK.limit(page) == Limit(0, datetime(2026, 11, 21, 8, tzinfo=UTC))
    assert NETWORK.limit(load_page(FIXTURES / "youtube" / "block-subscriptions")) is None


@pytest.mark.parametrize(
    ("count", "within"),
    [(0, 0), (743, 0), (999, 0), (1_230, 9), (9_990, 9), (10_200, 99), (1_230_000, 9_999), (1_927_873, 0)],
)
def test_counts_are_rounded_down_to_three_figures(count: int, within: int) -> None:
    assert rounded_within(count) == within


def test_without_a_key_the_public_page_is_meant() -> None:
    for options in (Options(), Options(live=False), replace(KEYED, live=False)):
        assert NETWORK.ask(MIRA, options) == [Ask("https://www.youtube.com/@miralind", kind="page")]
        assert NETWORK.ask(TAG, options) == [Ask("https://www.youtube.com/hashtag/fountainpens", kind="page")]
    assert not NETWORK.ready(Options()).ready
    assert "NANOSCOUT_YOUTUBE_KEY" in NETWORK.ready(Options()).hint
    assert NETWORK.ready(KEYED).ready
    assert NETWORK.ask(Target("youtube", "site", "x"), KEYED) == []


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://www.youtube.com/@MiraLind", "miralind"),
        ("https://m.youtube.com/@miralind/shorts?x=1", "miralind"),
        ("https://www.youtube.com/channel/UC" + "a" * 22, "UC" + "a" * 22),
        ("https://www.youtube.com/c/MiraLind/about", "miralind"),
        ("https://www.youtube.com/user/miralind", "miralind"),
        ("https://www.youtube.com/watch?v=aaaaaaaaaa1", None),
        ("https://www.youtube.com/@miralind/live/x", None),
        ("https://youtu.be/aaaaaaaaaa1", None),
        ("http://[::1", None),
    ],
)
def test_addresses(url: str, handle: str | None) -> None:
    assert NETWORK.handle_of(url) == handle


def test_handles() -> None:
    assert NETWORK.clean_handle("@MiraLind") == "miralind"
    assert NETWORK.clean_handle("youtube.com/@miralind") == "miralind"
    assert NETWORK.profile_url("miralind") == "https://www.youtube.com/@miralind"
    for impossible in ("", "a", "a b c", "x" * 200):
        with pytest.raises(ValueError, match="no YouTube handle"):
            NETWORK.clean_handle(impossible)


def test_a_page_that_carries_nothing_is_unreadable() -> None:
    with pytest.raises(UnreadablePage, match="ytInitialData"):
        NETWORK.read(Page("https://www.youtube.com/@x", b"<html></html>"))
    assert not NETWORK.recognises(Page("x.json", b'{"items": []}'))


def test_parts_without_an_answer_around_them_are_the_networks() -> None:
    where = {"browseId": "UC" + "a" * 22, "canonicalBaseUrl": "/@miralind"}
    owner = {"text": "Mira", "navigationEndpoint": {"browseEndpoint": where}}
    video = {"videoId": "abcdefghijk", "title": {"runs": [{"text": "Ink"}]}, "ownerText": {"runs": [owner]}}
    channel = {"title": "Mira", "externalId": "UC" + "a" * 22, "vanityChannelUrl": "http://www.youtube.com/@miralind"}
    owner_url = "http://www.youtube.com/@miralind"
    played = {"videoDetails": {"videoId": "abcdefghijk", "channelId": "UC" + "a" * 22, "title": "Ink"},
              "microformat": {"playerMicroformatRenderer": {"ownerProfileUrl": owner_url}}}  # fmt: skip
    for value in ([{"videoRenderer": video}], {"metadata": {"channelMetadataRenderer": channel}}, played):
        page = Page("saved.json", json.dumps(value).encode())
        assert NETWORK.recognises(page)
        first = NETWORK.read(page)[0]
        assert "miralind" in (getattr(first, "author_handle", None), getattr(first, "handle", None))
    assert not NETWORK.recognises(Page("saved.json", b'{"videoRenderer": "dark", "channelRenderer": 1}'))


def test_a_channel_that_promotes_something_tells_its_subscribers_beneath() -> None:
    topic = {"title": {"simpleText": "Mira Lind"}, "subtitle": {"simpleText": "2.99K subscribers"}}
    picture = {"thumbnails": [{"url": "//cdn.example/mira.jpg", "width": 88}]}
    said = {
        "title": "Mira Lind",
        "externalId": "UCMiraLind00000000000001",
        "description": "ink",
        "avatar": picture,
        "vanityChannelUrl": "http://www.youtube.com/@miralind",
    }
    header = {"carouselHeaderRenderer": {"contents": [{"topicChannelDetailsRenderer": topic}]}}
    value = {"header": header, "metadata": {"channelMetadataRenderer": said}}
    read = NETWORK.read(Page(url="saved", body=json.dumps(value).encode()))
    (profile,) = (fact for fact in read if isinstance(fact, Profile))
    assert (profile.handle, profile.followers, profile.followers_within) == ("miralind", 2990, 5)
    assert profile.avatar_url == "https://cdn.example/mira.jpg"


def test_the_day_of_an_episode_is_no_count() -> None:
    """YouTube Music shows when an episode came out where it shows how often a song was played."""
    kind = {"browseEndpointContextMusicConfig": {"pageType": "MUSIC_PAGE_TYPE_NON_MUSIC_AUDIO_TRACK_PAGE"}}
    link = {"browseEndpoint": {"browseId": "MPEDnibs0000001", "browseEndpointContextSupportedConfigs": kind}}
    columns = [[{"text": "On nibs", "navigationEndpoint": link}], [{"text": "Episode"}, {"text": "12 Sept 2026"}]]
    cells = [{"musicResponsiveListItemFlexColumnRenderer": {"text": {"runs": runs}}} for runs in columns]
    line = {"flexColumns": cells, "playlistItemData": {"videoId": "nibs0000001"}}
    body = json.dumps({"contents": [{"musicResponsiveListItemRenderer": line}]}).encode()
    (post,) = NETWORK.read(Page("saved", body))
    assert isinstance(post, Post)
    assert (post.text, post.views) == ("On nibs", None)


def test_a_video_with_its_channel_is_told_once_and_a_channel_with_what_stands_beside_it() -> None:
    channel = {"id": "UCmiralind00000000000000", "title": "Mira", "canonicalBaseUrl": "/@miralind"}
    video = {
        "id": "nibs0000001", "url": "https://www.youtube.com/watch?v=nibs0000001", "title": "A nib", "channel": channel,
        "viewCountInt": 1234, "likeCountInt": 33, "publishDate": "2026-09-07T09:04:00Z", "description": "x",
    }  # fmt: skip
    (post,) = (fact for fact in NETWORK.read(Page("saved", json.dumps(video).encode())) if isinstance(fact, Post))
    assert (post.author_handle, post.views, post.likes) == ("miralind", 1234, 33)
    about = {
        "channelId": channel["id"], "channelName": "Mira", "handle": "@miralind", "subscriberCount": 21300,
        "subscriberCountText": "21.3K subscribers", "videoCount": 31, "isVerified": True,
        "links": [{"title": "Shop", "url": "https://pens.example"}],
    }  # fmt: skip
    facts = NETWORK.read(Page("saved", json.dumps([about]).encode()))
    (profile,) = (fact for fact in facts if isinstance(fact, Profile))
    assert (profile.display_name, profile.posts_count, profile.is_verified) == ("Mira", 31, True)
    assert [link.url for link in profile.links or ()] == ["https://pens.example"]


def _lockup(*rows: list[str], channel: str | None = "UC" + "b" * 22) -> dict[str, object]:
    parts = [{"metadataParts": [{"text": {"content": said}} for said in row]} for row in rows]
    metadata: dict[str, object] = {
        "title": {"content": "Ink"},
        "metadata": {"contentMetadataViewModel": {"metadataRows": parts}},
    }
    if channel is not None:
        metadata["image"] = {"onTap": {"browseEndpoint": {"browseId": channel, "canonicalBaseUrl": "/@studio54"}}}
    return {
        "contentId": "abcdefghijk",
        "contentType": "LOCKUP_CONTENT_TYPE_VIDEO",
        "metadata": {"lockupMetadataViewModel": metadata},
    }


@pytest.mark.parametrize(
    ("lockup", "views"),
    [
        (_lockup(["Studio 54"], ["49K views", "3 days ago"], []), 49_000),
        (_lockup(["Studio 54"], ["Keine Aufrufe", "vor 2 Tagen"]), None),
        (_lockup(["Studio 54"]), None),
        (_lockup(["Studio 54"], ["Premieres 5/1/26"]), None),
        (_lockup(["Studio 54", "12 N lượt xem", "2 ngày trước"]), 12_000),
        (_lockup(["1,2 Md vues", "il y a 3 ans"], channel=None), 1_200_000_000),
        (_lockup(["1.2만회"], channel=None), 12_000),
    ],
)
def test_views_are_neither_a_number_in_a_name_nor_an_age(lockup: dict[str, object], views: int | None) -> None:
    facts = NETWORK.read(Page("saved.json", json.dumps({"contents": [{"lockupViewModel": lockup}]}).encode()))
    assert [fact.views for fact in facts if isinstance(fact, Post)] == [views]


@pytest.mark.parametrize("line", ["12,3 B abone", "12,3 тис. підписників", "12.3 हज़ार सदस्य"])
def test_subscribers_are_told_in_many_languages(line: str) -> None:
    parts = [{"text": {"content": said}} for said in ("@miralind", line, "87")]
    header = {"content": {"contentMetadataViewModel": {"metadataRows": [{"metadataParts": parts}]}}}
    channel = {"title": "Mira", "externalId": "UC" + "a" * 22, "vanityChannelUrl": "http://www.youtube.com/@miralind"}
    value = {"metadata": {"channelMetadataRenderer": channel}, "header": {"pageHeaderViewModel": header}}
    (profile,) = (
        fact for fact in NETWORK.read(Page("a.json", json.dumps(value).encode())) if isinstance(fact, Profile)
    )
    assert (profile.followers, profile.posts_count) == (12_300, 87)


@pytest.mark.parametrize(
    ("signs", "views"),
    [
        ({"badges": [{"metadataBadgeRenderer": {"style": "BADGE_STYLE_TYPE_LIVE_NOW"}}]}, None),
        ({"thumbnailOverlays": [{"thumbnailOverlayTimeStatusRenderer": {"style": "UPCOMING"}}]}, None),
        ({"thumbnailOverlays": [{"thumbnailOverlayTimeStatusRenderer": {"style": "DEFAULT"}}]}, 1_263),
    ],
)
def test_who_watches_a_stream_now_is_no_view(signs: dict[str, object], views: int | None) -> None:
    counted = {"runs": [{"text": "1,263"}, {"text": " Zuschauer"}]}
    video = {"videoId": "oatmilk-001", "title": {"simpleText": "Oats"}, "viewCountText": counted, **signs}
    assert [fact.views for fact in _read({"videoRenderer": video}) if isinstance(fact, Post)] == [views]


def test_who_watches_a_stream_in_a_lockup_is_no_view() -> None:
    live = {"thumbnailBadgeViewModel": {"text": "LIVE", "badgeStyle": "THUMBNAIL_OVERLAY_BADGE_STYLE_LIVE"}}
    rows = [{"metadataParts": [{"text": {"content": one}}]} for one in ("Wilf Whisk", "472 watching")]
    lockup = {
        "contentId": "oatmilk-001", "contentType": "LOCKUP_CONTENT_TYPE_VIDEO", "contentImage": {"overlays": [live]},
        "metadata": {"lockupMetadataViewModel": {"title": {"content": "Oats"}, "metadata": {"metadataRows": rows}}},
    }  # fmt: skip
    assert [fact.views for fact in _read({"lockupViewModel": lockup}) if isinstance(fact, Post)] == [None]
    del lockup["contentImage"]
    assert [fact.views for fact in _read({"lockupViewModel": lockup}) if isinstance(fact, Post)] == [472]


def _read(value: object) -> list[Fact]:
    return list(NETWORK.read(Page("saved.json", json.dumps({"contents": value}).encode())))


def _dialog() -> dict[str, object]:
    line = "\u200e\u2068@{}\u2069 • \u2068{} subscribers\u2069"
    people = (
        ("Wilf Whisk", "UC" + "w" * 22, line.format("WilfWhisk", "2.86k")),
        ("Marnie Oat", "UC" + "m" * 22, line.format("MarnieOat", "4,120")),
    )
    rows = [
        {"listItemViewModel": {
            "title": {"content": name, "commandRuns": [{"onTap": {"browseEndpoint": {
                "browseId": native, "canonicalBaseUrl": f"/channel/{native}"}}}]},
            "subtitle": {"content": line}}}
        for name, native, line in people
    ]  # fmt: skip
    return {"showDialogCommand": {"dialogViewModel": {"customContent": {"listViewModel": {"listItems": rows}}}}}


def test_a_video_made_together_is_its_publishers_and_tells_of_all() -> None:
    owner = {"videoOwnerRenderer": {"navigationEndpoint": _dialog()}}
    answer = [
        {"currentVideoEndpoint": {"watchEndpoint": {"videoId": "oatmilk-001"}}},
        {"videoPrimaryInfoRenderer": {"title": {"simpleText": "Oats"}}},
        {"videoSecondaryInfoRenderer": {"owner": owner}},
    ]
    facts = _read(answer)
    post = next(fact for fact in facts if isinstance(fact, Post))
    assert (post.author_handle, post.author_native_id, post.coauthors) == ("wilfwhisk", "UC" + "w" * 22, ["marnieoat"])
    people = [fact for fact in facts if isinstance(fact, Profile)]
    assert [(one.handle, one.display_name, one.followers, one.followers_within) for one in people] == [
        ("wilfwhisk", "Wilf Whisk", 2_860, 5), ("marnieoat", "Marnie Oat", 4_120, 0),
    ]  # fmt: skip
    assert [(fact.source, fact.target, fact.kind) for fact in facts if isinstance(fact, Edge)] == [
        ("wilfwhisk", "marnieoat", "coauthor")
    ]


def test_a_listed_video_made_together_is_its_publishers() -> None:
    line = {"runs": [{"text": "Wilf Whisk and Marnie Oat", "navigationEndpoint": _dialog()}]}
    answer = {"videoRenderer": {"videoId": "oatmilk-001", "title": {"simpleText": "Oats"}, "ownerText": line}}
    facts = _read(answer)
    assert [(fact.author_handle, fact.author_native_id) for fact in facts if isinstance(fact, Post)] == [
        ("wilfwhisk", "UC" + "w" * 22)
    ]
    assert [(fact.handle, fact.display_name) for fact in facts if isinstance(fact, Sighting)] == [
        ("wilfwhisk", "Wilf Whisk")
    ]
