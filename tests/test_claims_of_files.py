"""A saved answer without an address is claimed by its own network and by no other."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from crawler.networks import all_networks
from crawler.page import Page
from storage.facts import Comment, Profile
from tests.fixture_pages import case_folders, facts_as_json, load_network, load_page

# Sites and bare summaries look like any page: their address tells whose they are.
_NAMELESS = frozenset({"instagram/embed-plain", "threads/profile-summary"})


def _telling() -> list[Path]:
    """The cases that say something of somebody."""
    return [
        folder
        for folder in case_folders()
        if folder.parent.name != "site"
        and f"{folder.parent.name}/{folder.name}" not in _NAMELESS
        and any(
            fact["fact"] != "block" for fact in facts_as_json(load_network(folder.parent.name).read(load_page(folder)))
        )
    ]


@pytest.mark.parametrize("folder", _telling(), ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_an_answer_is_claimed_by_its_network_alone(folder: Path) -> None:
    page = replace(load_page(folder), url="saved", document=None)
    assert [network.name for network in all_networks() if network.recognises(page)] == [folder.parent.name]


def test_a_page_of_tiktok_that_waits_is_claimed_whatever_its_words() -> None:
    """Among the words of its own buttons stand "account" and "followers", as in a file about an account."""
    words = '{"i18n": {"account": "Account", "followers": "Followers", "posts": "Posts"}}'
    body = (
        f"<html><head><title>TikTok - Make Your Day</title></head><body><script>{words}</script><script "
        f'type="application/json" id="settings">{words}</script><script id="__UNIVERSAL_DATA_FOR_REHYDRATION__" '
        'type="application/json">{"__DEFAULT_SCOPE__": {}}</script></body></html>'
    )
    page = Page(url="saved", body=body.encode())
    assert [network.name for network in all_networks() if network.recognises(page)] == ["tiktok"]
    assert load_network("instagram").read(page) == []


def test_an_account_of_x_with_a_name_and_media_is_no_hashtag() -> None:
    """Its older half says name, media_count and following, as an entry of Instagram's search does of a tag."""
    legacy = (
        b'{"following": false, "name": "mira", "screen_name": "mira_lind", "media_count": 31, "followers_count": 840,'
        b' "friends_count": 120, "statuses_count": 900, "created_at": "Tue Feb 20 14:35:54 +0000 2018"}'
    )
    body = b'{"data": {"user": {"result": {"__typename": "User", "rest_id": "7001", "legacy": %b}}}}' % legacy
    page = Page(url="saved", body=body)
    assert [network.name for network in all_networks() if network.recognises(page)] == ["x"]
    assert load_network("instagram").read(page) == []


def test_a_comment_on_a_video_elsewhere_is_not_instagrams() -> None:
    body = (
        b'{"data": {"comments": [{"id": 7211218915970600021, "video_id": 7211218915970600011, "text": "What a crumb",'
        b' "create_time": 1773690000, "like_count": 50}]}}'
    )
    assert load_network("instagram").read(Page(url="saved", body=body)) == []


def test_a_refusal_of_threads_is_not_instagrams() -> None:
    body = (
        b'{"error": {"message": "Unsupported get request", "type": "THApiException", "code": 100,'
        b' "error_subcode": 33, "fbtrace_id": "AbCd"}}'
    )
    assert not load_network("instagram").recognises(Page(url="saved", body=body))


def test_a_post_of_weibo_is_nobodys_on_x() -> None:
    """Its API was made after X's older one, names and all."""
    user = '{"id": 1404370001, "screen_name": "mira", "name": "mira", "province": "11", "followers_count": 1204}'
    status = (
        '{"statuses": [{"created_at": "Tue May 31 17:46:55 +0800 2011", "id": 11488050001, "text": "Clay",'
        f' "reposts_count": 8, "comments_count": 9, "user": {user}}}]}}'
    )
    page = Page(url="saved", body=status.encode())
    assert [network.name for network in all_networks() if network.recognises(page)] == []


@pytest.mark.parametrize(
    "account",
    [
        {"username": "mira", "kind": "user", "track_count": 3, "permalink_url": "https://sounds.example/mira"},
        {"username": "mira", "full_name": "Mira", "permalink_url": "https://sounds.example/mira", "urn": "users:1"},
        {"username": "mira", "biog": "clay", "cloudcast_count": 5},
        {"username": "mira", "bio": "clay", "total_photos": 10, "downloads": 43},
        {"username": "mira", "firstname": "Mira", "photos_count": 3},
        {"username": "mira", "headline": "I make clay things", "products_count": 2},
        {"username": "mira", "display_name": "Mira", "pfp_url": "https://cdn.example/m.jpg", "fid": 3},
        {"screen_name": "mira", "first_name": "Mira", "last_name": "Lind", "domain": "mira"},
        {"screen_name": "mira", "follow_count": 2, "statuses_count": 9, "description": "clay"},
    ],
)
@pytest.mark.parametrize("around", ["user", "users"])
def test_an_account_of_a_network_that_is_not_read_is_nobodys(account: dict[str, object], around: str) -> None:
    """Names and counts of followers are told alike by many; each of these says something that no other does."""
    said = account | {"id": 822275001, "followers_count": 232, "follower_count": 232, "following_count": 20}
    page = Page(url="saved", body=orjson.dumps({around: [said] if around == "users" else said}))
    assert [network.name for network in all_networks() if network.recognises(page)] == []


def test_a_tag_of_a_blog_is_no_hashtag_of_mastodons() -> None:
    body = b'{"leads": [{"name": "clay", "url": "https://blog.example/tag/clay/feed", "description": "posts on clay"}]}'
    assert not load_network("mastodon").recognises(Page(url="saved", body=body))
    body = b'[{"name": "clay", "url": "https://walks.example/tags/clay", "following": false}]'
    assert load_network("mastodon").recognises(Page(url="saved", body=body))


@pytest.mark.parametrize("beginning", ["179", "181"])
def test_a_comment_of_the_graph_api_alone_names_its_post(beginning: str) -> None:
    body = orjson.dumps({
        "id": beginning + "07567341036001", "text": "what glaze?", "timestamp": "2026-10-15T07:06:09+0000",
        "username": "tomas.rides", "like_count": 0, "hidden": False, "media": {"id": "17955956875141001"},
    })  # fmt: skip
    (comment,) = (
        fact for fact in load_network("instagram").read(Page(url="saved", body=body)) if fact.fact == "comment"
    )
    assert isinstance(comment, Comment)
    assert (comment.author_handle, comment.post, comment.text) == ("tomas.rides", "17955956875141001", "what glaze?")


@pytest.mark.parametrize("key", ["platform", "network"])
def test_who_is_said_to_be_of_another_network_is_not_instagrams(key: str) -> None:
    account = {"username": "mira.lind", "follower_count": 1204, "biography": "clay", "media_count": 9}
    body = orjson.dumps([account | {key: "TikTok"}, {"post": {key: "youtube", "shortcode": "Cabc", "like_count": 5}}])
    assert load_network("instagram").read(Page(url="saved", body=body)) == []
    (profile,) = load_network("instagram").read(Page(url="saved", body=orjson.dumps([account | {key: "instagram"}])))
    assert isinstance(profile, Profile)


def test_a_newsletter_with_posts_at_p_is_not_instagrams() -> None:
    """Substack has its posts at /p/SLUG, as Instagram has them at /p/CODE."""
    body = (
        b'<html><head><title>Nibs</title><meta property="og:url" content="https://nibs.example/p/a-new-nib">'
        b'<meta property="og:description" content="Which ink, and why."></head><body><p>Which ink</p></body></html>'
    )
    page = Page(url="saved", body=body)
    assert [network.name for network in all_networks() if network.recognises(page)] == []
    assert load_network("instagram").read(page) == []


def test_posts_of_facebook_with_a_shortcode_are_not_instagrams() -> None:
    body = (
        b'[{"url": "https://www.facebook.com/photo/?fbid=7000000000000001", "post_id": "7000000000000001",'
        b' "shortcode": "7000000000000001", "likes": 12, "video_view_count": 40, "content": "A new nib"}]'
    )
    page = Page(url="saved", body=body)
    assert [network.name for network in all_networks() if network.recognises(page)] == []
    assert load_network("instagram").read(page) == []


def test_the_description_of_a_shape_is_no_video() -> None:
    kinds = {"createTime": {"type": "integer"}, "desc": {"type": "string"}, "stats": {"$ref": "#/definitions/Stats"}}
    page = Page(url="saved", body=orjson.dumps({"definitions": {"Item": {"properties": kinds}}}))
    assert [network.name for network in all_networks() if network.recognises(page)] == []


@pytest.mark.parametrize(
    "link", ["https://note.com/miralind", "https://dev.to/miralind", "https://blog.naver.com/miralind"]
)
def test_a_feed_from_a_host_of_many_people_is_not_the_hosts_blog(link: str) -> None:
    item = f"<item><title>A new nib</title><link>{link}/1</link></item>"
    body = f"<rss version='2.0'><channel><title>Mira</title><link>{link}</link>{item}</channel></rss>"
    facts = load_network("blog").read(Page(url="saved", body=body.encode()))
    assert [fact for fact in facts if isinstance(fact, Profile) or getattr(fact, "author_handle", None)] == []


def test_a_blog_whose_entries_lead_to_other_networks_is_a_blog() -> None:
    item = "<item><title>Seen</title><link>https://x.com/bo_nib/status/31</link></item>"
    head = "<title>Nibs</title><link>https://nibs.example/</link>"
    page = Page(url="saved", body=f"<rss version='2.0'><channel>{head}{item}</channel></rss>".encode())
    assert [network.name for network in all_networks() if network.recognises(page)] == ["blog"]


@pytest.mark.parametrize("network", ["twitter", "tiktok", "twitch", "x"])
def test_accounts_by_the_networks_that_they_are_of_are_not_all_instagrams(network: str) -> None:
    account = {"username": "mira_elsewhere", "full_name": "Mira", "follower_count": 77, "biography": "Ink"}
    own = {"username": "mira.lind", "full_name": "Mira", "follower_count": 1200, "biography": "Ink"}
    for other in (account, [account], {"type": network, **account}):
        page = Page(url="saved", body=orjson.dumps({"result": {"instagram": own, network: other}}))
        facts = load_network("instagram").read(page)
        assert [fact.handle for fact in facts if isinstance(fact, Profile)] == ["mira.lind"]
        page = Page(url="saved", body=orjson.dumps({"data": {"type": network, **account}}))
        assert load_network("instagram").read(page) == []


def test_an_account_whose_address_is_another_networks_is_not_instagrams() -> None:
    row = {"username": "mira", "fullName": "Mira", "followersCount": 1200, "biography": "Ink"}
    page = Page(url="saved", body=orjson.dumps([{**row, "profileUrl": "https://www.linkedin.com/in/mira"}]))
    assert [network.name for network in all_networks() if network.recognises(page)] == []


def test_a_pin_alone_is_pinterests() -> None:
    pin = {
        "type": "pin", "id": "7400000000000000011", "title": "Glaze", "repin_count": 3, "images": {},
        "pinner": {"id": "68", "username": "miralind", "full_name": "Mira", "follower_count": 120},
    }  # fmt: skip
    page = Page(url="saved", body=orjson.dumps([pin]))
    assert [network.name for network in all_networks() if network.recognises(page)] == ["pinterest"]
