"""Answers of APIs that are older than the pages read today, and answers within a script, as files still hold them."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.networks import all_networks, load_network
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, Comment, Fact, Hashtag, Post, Profile, Sighting
from tests.own_files import reading_of, save

PIN = {
    "url": "http://pinterest.com/pin/7400000000000000011/",
    "note": "Glaze day #pottery",
    "id": "7400000000000000011",
}
PINNER = {"url": "https://www.pinterest.com/odilekiln/", "first_name": "Odile ", "last_name": "Marsh", "id": "680001"}
TUMBLR = {
    "tumblelog": {"title": "Kiln days", "description": "pots", "name": "odilekiln", "cname": False, "feeds": []},
    "posts-start": 0, "posts-total": "3", "posts-type": False,
    "posts": [{
        "id": "1234567890", "url": "https://odilekiln.tumblr.com/post/1234567890", "type": "photo",
        "unix-timestamp": 1750691898, "photo-caption": "<p>Glaze</p>", "photo-url-75": "https://media.example/s.jpg",
        "photo-url-1280": "https://media.example/l.jpg", "photos": [], "tags": ["Pottery"],
    }],
}  # fmt: skip
TUMBLR_XML = """<?xml version="1.0"?>
<tumblr version="1.0">
<tumblelog name="odilekiln" title="Kiln days">pots<feeds><feed id="1" url="https://a.example/rss"/></feeds></tumblelog>
<posts start="0" total="3">
<post id="1234567890" url="https://odilekiln.tumblr.com/post/1234567890" type="quote" unix-timestamp="1750691898">
<quote-text>Glaze <b>is</b> glass</quote-text><tag>Pottery</tag></post>
<post id="1234567891" url="https://odilekiln.tumblr.com/post/1234567891" type="photo" unix-timestamp="1750691899">
<photo-caption>&lt;p&gt;Glaze&lt;/p&gt;</photo-caption>
<photo-url max-width="75">https://media.example/s.jpg</photo-url>
<photo-url max-width="1280">https://media.example/l.jpg</photo-url></post>
</posts></tumblr>"""
EMBED = {
    "version": "1.0", "author_name": "odile.kiln", "provider_name": "Instagram", "type": "rich",
    "provider_url": "https://www.instagram.com/", "thumbnail_url": "https://media.example/t.jpg",
    "html": '<blockquote data-instgrm-permalink="https://www.instagram.com/reel/CKilnDay_01/?utm_source=ig_embed">'
    '<a href="https://www.instagram.com/reel/CKilnDay_01/">A post shared by Odile</a></blockquote>',
}  # fmt: skip


def claimed(value: Any) -> tuple[str, list[Fact]]:
    """The only network that claims an answer without an address, and what it reads."""
    page = Page(url="saved", body=value if isinstance(value, bytes) else orjson.dumps(value))
    networks = [network for network in all_networks() if network.recognises(page)]
    assert len(networks) == 1, [network.name for network in networks]
    return networks[0].name, networks[0].read(page)


def test_a_pin_of_pinterests_first_api() -> None:
    name, facts = claimed({"data": [{**PIN, "creator": PINNER, "counts": {"saves": 3, "comments": 1}}]})
    post = next(fact for fact in facts if isinstance(fact, Post))
    assert (name, post.author_handle, post.shares, post.comments) == ("pinterest", "odilekiln", 3, 1)
    assert (post.text, post.hashtags, post.kind) == ("Glaze day #pottery", ["pottery"], None)


@pytest.mark.parametrize("answer", [{"data": PINNER}, {"data": [PINNER], "page": {"cursor": None}}])
def test_whoever_pinterests_first_api_names_was_met(answer: object) -> None:
    name, [fact] = claimed(answer)
    assert isinstance(fact, Sighting)
    assert (name, fact.handle, fact.native_id, fact.display_name) == ("pinterest", "odilekiln", "680001", "Odile Marsh")


def test_a_board_of_pinterests_first_api_tells_its_owner() -> None:
    board = {"url": "https://www.pinterest.com/odilekiln/kiln-days/", "id": "503066289565421201", "name": "Kiln days"}
    name, [fact] = claimed({"data": [board]})
    assert (name, fact) == ("pinterest", Sighting(network="pinterest", page="saved", handle="odilekiln", route="list"))


def test_tumblrs_first_api_as_a_script(tmp_path: Path) -> None:
    file = save(tmp_path / "read.js", b"var tumblr_api_read = " + orjson.dumps(TUMBLR) + b";\n")
    profile, post = reading_of(file).facts()
    assert isinstance(profile, Profile)
    assert isinstance(post, Post)
    assert (profile.handle, profile.display_name, profile.bio, profile.posts_count) == (
        "odilekiln",
        "Kiln days",
        "pots",
        3,
    )
    assert (post.text, post.kind, post.image_url) == ("Glaze", "photo", "https://media.example/l.jpg")
    assert (post.hashtags, str(post.posted_at)) == (["pottery"], "2025-06-23 15:18:18+00:00")


def test_tumblrs_first_api_as_xml_is_no_feed() -> None:
    name, [profile, quote, photo] = claimed(TUMBLR_XML.encode())
    assert isinstance(profile, Profile)
    assert isinstance(quote, Post)
    assert isinstance(photo, Post)
    assert (name, profile.bio, quote.text, quote.hashtags) == ("tumblr", "pots", "Glaze is glass", ["pottery"])
    assert (photo.text, photo.image_url) == ("Glaze", "https://media.example/l.jpg")


def test_an_embed_of_instagrams_names_the_author_and_no_words_of_its_own() -> None:
    name, [post] = claimed(EMBED)
    assert isinstance(post, Post)
    assert (name, post.code, post.author_handle, post.text) == ("instagram", "CKilnDay_01", "odile.kiln", None)


def test_an_older_embed_of_instagrams_tells_id_caption_and_time() -> None:
    html = f'{EMBED["html"]}<p>on <time style="x" datetime="2019-02-03T10:00:00+00:00">Feb 3</time></p>'
    _, [post] = claimed({**EMBED, "html": html, "media_id": "1970000000000000001_42", "author_id": 42, "title": "Raku"})
    assert isinstance(post, Post)
    assert (post.native_id, post.author_native_id, post.text) == ("1970000000000000001", "42", "Raku")
    assert str(post.posted_at) == "2019-02-03 10:00:00+00:00"


def test_accounts_that_instagrams_first_api_only_names_were_met() -> None:
    stub = {
        "username": "odile.kiln",
        "profile_picture": "https://media.example/p.jpg",
        "id": "42",
        "full_name": "Odile",
    }
    name, [fact] = claimed({"meta": {"code": 200}, "data": [stub]})
    assert isinstance(fact, Sighting)
    assert (name, fact.handle, fact.native_id, fact.display_name) == ("instagram", "odile.kiln", "42", "Odile")


def test_hashtags_of_a_search_of_instagrams_first_api() -> None:
    name, [fact] = claimed({"meta": {"code": 200}, "data": [{"media_count": 79, "name": "rakukiln"}]})
    assert isinstance(fact, Hashtag)
    assert (name, fact.name, fact.posts_count) == ("instagram", "rakukiln", 79)


def test_posts_of_a_protected_account_of_x_are_private() -> None:
    name, [fact] = claimed({"request": "/1.1/statuses/user_timeline.json", "error": "Not authorized."})
    assert isinstance(fact, Block)
    assert (name, fact.kind) == ("x", "private")


def test_a_status_that_a_recording_of_r_keeps_is_known(tmp_path: Path) -> None:
    asked = {"method": "get", "uri": "https://api.twitter.com/1.1/statuses/user_timeline.json?user_id=7"}
    answer = {"status": {"status_code": 429, "message": "Too Many Requests"}, "body": {"string": "{}"}}
    file = save(tmp_path / "kept.json", orjson.dumps({"http_interactions": [{"request": asked, "response": answer}]}))
    [fact] = reading_of(file).facts()
    assert isinstance(fact, Block)
    assert fact.kind == "rate_limit"


def test_who_made_packs_and_lists_on_bluesky_was_met() -> None:
    maker = {"did": "did:plc:odile", "handle": "odile.example", "displayName": "Odile"}
    pack = {"uri": "at://did:plc:odile/app.bsky.graph.starterpack/1", "creator": maker}
    name, [fact] = claimed({"starterPacks": [pack]})
    assert isinstance(fact, Sighting)
    assert (name, fact.handle) == ("bluesky", "odile.example")


def test_an_event_of_mastodons_stream_is_the_post_that_it_tells() -> None:
    account = {"id": "7", "username": "odile", "acct": "odile", "display_name": "Odile", "followers_count": 5,
               "note": "", "url": "https://social.example/@odile"}  # fmt: skip
    status = {"id": "900", "created_at": "2025-06-23T10:00:00Z", "content": "<p>Raku</p>", "account": account,
              "uri": "https://social.example/users/odile/statuses/900", "url": None}  # fmt: skip
    name, facts = claimed({"stream": ["public"], "event": "update", "payload": orjson.dumps(status).decode()})
    assert name == "mastodon"
    assert [fact.text for fact in facts if isinstance(fact, Post)] == ["Raku"]


def test_an_upload_among_the_activities_of_youtube_is_told_by_its_picture() -> None:
    picture = {"high": {"url": "https://i.ytimg.com/vi/kilnday0001/hq.jpg"}}
    snippet = {"channelId": "UCodilekiln00000000000a1", "title": "Raku", "type": "upload", "thumbnails": picture}
    item = {"kind": "youtube#activity", "snippet": snippet}
    _, [post] = claimed({"kind": "youtube#activityListResponse", "items": [item]})
    assert isinstance(post, Post)
    assert (post.native_id, post.author_native_id) == ("kilnday0001", snippet["channelId"])


def test_whose_a_playlist_is_was_met() -> None:
    snippet = {"channelId": "UCodilekiln00000000000a1", "channelTitle": "Odile", "title": "Raku"}
    item = {"kind": "youtube#playlist", "id": "PL1", "snippet": snippet}
    _, [fact] = claimed({"kind": "youtube#playlistListResponse", "items": [item]})
    assert isinstance(fact, Sighting)
    assert (fact.native_id, fact.display_name) == (snippet["channelId"], "Odile")


def test_ones_own_blogs_on_tumblr_are_told_with_their_followers() -> None:
    blog = {
        "name": "odilekiln",
        "title": "Kiln days",
        "url": "https://odile.example/",
        "primary": True,
        "followers": 33,
    }
    person = {"following": 263, "default_post_format": "html", "name": "odilekiln", "blogs": [blog, {"name": "other"}]}
    name, [fact] = claimed({"meta": {"status": 200, "msg": "OK"}, "response": {"user": person}})
    assert isinstance(fact, Profile)
    assert (name, fact.handle, fact.followers) == ("tumblr", "odilekiln", 33)


def test_an_account_that_lets_an_app_in_on_tiktok_is_told_as_far_as_granted() -> None:
    user = {"open_id": "723f", "username": "odile.kiln", "display_name": "Odile", "avatar_url": "https://a.example/a"}
    name, [fact] = claimed({"data": {"user": user}, "error": {"code": "ok", "message": ""}})
    assert isinstance(fact, Profile)
    assert (name, fact.handle, fact.display_name, fact.followers) == ("tiktok", "odile.kiln", "Odile", None)


@pytest.mark.parametrize("key", ["login", "tweet_count", "shots_count", "html_url"])
def test_an_account_with_what_instagram_never_says_is_not_instagrams(key: str) -> None:
    account = {"id": 7, "username": "odile", "full_name": "Odile", "followers_count": 5, "following_count": 3, key: 1}
    page = Page(url="saved", body=orjson.dumps(account))
    assert not load_network("instagram").recognises(page)


def test_a_video_that_several_answers_in_one_file_tell_of_is_told_once() -> None:
    player = {"videoDetails": {"videoId": "kilnday0001", "channelId": "UCodilekiln00000000000a1", "title": "Raku",
                               "viewCount": "582"}}  # fmt: skip
    under = {
        "currentVideoEndpoint": {"watchEndpoint": {"videoId": "kilnday0001"}},
        "videoPrimaryInfoRenderer": {"title": {"simpleText": "Raku"}, "dateText": {"simpleText": "Feb 3, 2026"}},
    }
    _, facts = claimed([{"playerResponse": player}, {"response": under}])
    [post] = [fact for fact in facts if isinstance(fact, Post)]
    assert (post.views, str(post.posted_at)) == (582, "2026-02-03 00:00:00+00:00")


def test_an_archive_of_ones_own_account_on_x_tells_the_owner_without_the_email() -> None:
    owner = {"email": "odile@kiln.example", "username": "odilekiln", "accountId": "77", "accountDisplayName": "Odile"}
    name, [fact] = claimed(b"window.YTD.account.part0 = " + orjson.dumps([{"account": owner}]))
    assert isinstance(fact, Sighting)
    assert (name, fact.handle, fact.native_id, fact.display_name) == ("x", "odilekiln", "77", "Odile")


def test_an_archive_of_ones_own_account_on_x_tells_followers_by_their_ids() -> None:
    link = "https://twitter.com/intent/user?user_id=1279"
    follower = {"follower": {"accountId": "1279", "userLink": link}}
    name, [fact] = claimed(b"window.YTD.follower.part0 = " + orjson.dumps([follower]))
    assert isinstance(fact, Sighting)
    assert (name, fact.handle, fact.native_id) == ("x", None, "1279")


@pytest.mark.parametrize("around", [b"cb123(%b);", b"/**/a.b(%b)", b"window.x.y = %b", b"var a=%b;", b"%b"])
def test_a_call_or_an_assignment_around_an_answer(around: bytes) -> None:
    assert Page(url="saved", body=around % b'{"a": 1}').json == {"a": 1}


def test_a_script_that_does_more_than_hold_an_answer_is_none() -> None:
    with pytest.raises(UnreadablePage):
        _ = Page(url="saved", body=b'a({"b": 1}); c({"d": 2});').json


@pytest.mark.parametrize("network", ["tiktok", "youtube", "x", "bluesky"])
def test_a_text_that_was_cut_within_an_emoji_is_read(network: str) -> None:
    page = Page(url="saved", body=rb'{"a": "pot \ud83d", "b": "\ud83d\udd25", "c": "\\ud83d"}')
    assert page.json == {"a": "pot �", "b": "🔥", "c": r"\ud83d"}
    assert load_network(network).read(page) == []


@pytest.mark.parametrize("key", ["ch_info", "challenge_info"])
def test_a_hashtag_as_tiktoks_app_tells_it(key: str) -> None:
    name, [fact] = claimed(
        {"status_code": 0, key: {"cha_name": "Pots", "cid": "1", "user_count": 55, "view_count": 900}}
    )
    assert isinstance(fact, Hashtag)
    assert (name, fact.name, fact.posts_count) == ("tiktok", "pots", 55)


def test_an_embed_of_instagrams_without_its_markup_tells_its_post_by_number() -> None:
    name, [post] = claimed(
        {key: one for key, one in EMBED.items() if key != "html"} | {"media_id": "2495722554967981365_7"}
    )
    assert isinstance(post, Post)
    assert (name, post.code, post.author_handle) == ("instagram", "CKilnDay_01", "odile.kiln")


@pytest.mark.parametrize(
    "account",
    [
        {"account_type": "BUSINESS", "id": "27", "profile_image": "https://a.example/a", "username": "odilekiln"},
        {"data": {"type": "user", "id": "27", "username": "odilekiln", "image_medium_url": "https://a.example/a"}},
    ],
)
def test_an_account_of_pinterests_without_counts_has_unknown_ones(account: dict[str, Any]) -> None:
    name, [fact] = claimed(account)
    assert isinstance(fact, Profile)
    assert (name, fact.handle, fact.followers) == ("pinterest", "odilekiln", None)


def test_what_a_tool_kept_of_an_account_elsewhere_is_not_instagrams() -> None:
    row = {"username": "wren.reeds", "follower_count": 15900, "following_count": 33,
           "video_url": "https://www.tiktok.com/@wren.reeds/video/7400000000000000011"}  # fmt: skip
    page = Page(url="saved", body=orjson.dumps([row]))
    assert not load_network("instagram").recognises(page)
    row["video_url"] = "https://www.instagram.com/wren.reeds/reel/CKilnDay_01/"
    assert load_network("instagram").recognises(Page(url="saved", body=orjson.dumps([row])))


def test_who_liked_a_post_on_threads_of_2023_is_not_on_instagram() -> None:
    user = {"pk": "77", "username": "odile", "full_name": "Odile", "follower_count": 5, "is_verified": False}
    name, [fact] = claimed({"data": {"likers": {"users": [user]}}})
    assert isinstance(fact, Profile)
    assert (name, fact.handle, fact.followers) == ("threads", "odile", 5)


def test_youtubes_api_of_before_2015_tells_videos_and_channels() -> None:
    schema = "http://gdata.youtube.com/schemas/2007#"
    author = {"name": {"$t": "Odile"}, "yt$userId": {"$t": "odilekiln00000000000a1"}}
    video = {
        "id": {"$t": "tag:youtube.com,2008:video:kilnday0001"}, "category": [{"term": f"{schema}video"}],
        "title": {"$t": "Raku"}, "published": {"$t": "2012-01-01T10:00:00.000Z"}, "author": [author],
        "yt$statistics": {"viewCount": "900"}, "yt$rating": {"numLikes": "12"},
        "gd$comments": {"gd$feedLink": {"countHint": 3}},
    }  # fmt: skip
    name, [post] = claimed({"version": "1.0", "feed": {"category": [{"term": f"{schema}video"}], "entry": [video]}})
    assert isinstance(post, Post)
    assert (name, post.native_id, post.views, post.likes, post.comments) == ("youtube", "kilnday0001", 900, 12, 3)
    assert (post.author_native_id, post.author_handle) == ("UCodilekiln00000000000a1", None)
    person = {"category": [{"term": f"{schema}userProfile"}], "title": {"$t": "Odile"}, **author,
              "yt$statistics": {"subscriberCount": "4812"}}  # fmt: skip
    _, [profile] = claimed({"version": "1.0", "entry": person})
    assert isinstance(profile, Profile)
    assert (profile.native_id, profile.followers) == ("UCodilekiln00000000000a1", 4812)


def test_a_post_of_facebooks_api_is_named() -> None:
    post = {"id": "123_456", "message": "Raku", "created_time": "2025-06-23T10:00:00+0000"}
    name, [fact] = claimed({"data": [post], "paging": {}})
    assert isinstance(fact, Block)
    assert (name, fact.kind) == ("facebook", "gated")


@pytest.mark.parametrize("kind", [{"a": 1}, ["t1"], None, 7])
def test_a_kind_that_is_no_word_is_none_of_reddits(kind: object) -> None:
    assert not load_network("reddit").recognises(Page(url="saved", body=orjson.dumps({"kind": kind, "data": {}})))


def archived(number: int, **more: object) -> dict[str, object]:
    """A post as the archive of an account holds it: without its author."""
    text = {
        "id_str": f"144588054847232832{number}",
        "full_text": "Raku",
        "created_at": "Wed Oct 06 22:31:00 +0000 2021",
    }
    return {"tweet": {**text, "favorite_count": "3", "retweet_count": "0", "entities": {}, **more}}


def test_the_pictures_of_an_archive_tell_whose_it_is() -> None:
    picture = {"expanded_url": "https://twitter.com/OdileKiln/status/1445880548472328321/photo/1", "type": "photo"}
    shared = {"expanded_url": "https://twitter.com/ines_vale/status/1445880548472328000/photo/1", "type": "photo"}
    posts = [
        archived(1, entities={"media": [picture]}),
        archived(2, entities={"media": [shared]}),
        archived(3, in_reply_to_status_id_str="1445880548472328322", in_reply_to_screen_name="OdileKiln"),
        archived(4, deleted_at="Wed Oct 06 23:31:00 +0000 2021"),
    ]
    name, facts = claimed(b"window.YTD.tweets.part0 = " + orjson.dumps(posts))
    assert name == "x"
    assert [fact.author_handle for fact in facts if isinstance(fact, Post)] == ["odilekiln"] * 3
    assert not [fact for fact in facts if isinstance(fact, Comment)]
    assert claimed(b"window.YTD.deleted_tweets.part0 = " + orjson.dumps(posts[3:])) == ("x", [])
    _, nobodys = claimed(b"window.YTD.tweets.part0 = " + orjson.dumps(posts[1:2]))
    assert [fact.author_handle for fact in nobodys if isinstance(fact, Post)] == [None]


def test_a_video_beside_its_channels_subscribers_is_no_channel() -> None:
    video = {
        "id": "kilnday0001", "title": "Glaze day", "description": "How to glaze", "channelTitle": "Odile's kiln",
        "channelId": "UCodilekiln00000000000a1", "viewCount": "518", "likeCount": "18", "publishDate": "2025-04-06",
        "subscriberCountText": "4.81K subscribers", "subscriberCount": "4810",
        "commentCountText": "1.2K", "commentCount": "1200",
    }  # fmt: skip
    name, [channel, post] = claimed(video)
    assert isinstance(channel, Profile)
    assert isinstance(post, Post)
    assert (name, channel.display_name, channel.bio, channel.followers) == ("youtube", "Odile's kiln", None, 4810)
    assert (post.native_id, post.author_native_id) == ("kilnday0001", channel.native_id)
    assert (post.text, post.likes, post.comments, post.views) == ("Glaze day\n\nHow to glaze", 18, None, 518)


def test_people_whom_threads_search_finds_are_not_instagrams() -> None:
    person = {"pk": "680001", "username": "odile.kiln", "follower_count": 4812, "biography": "pots"}
    name, [found] = claimed({"data": {"xdt_api__v1__users__search_connection": {"edges": [{"node": person}]}}})
    assert isinstance(found, Profile)
    assert (name, found.handle, found.followers) == ("threads", "odile.kiln", 4812)


def test_comments_of_tiktoks_api_for_businesses() -> None:
    comment = {
        "comment_id": "7400000000000000021", "video_id": "7400000000000000011", "unique_identifier": "u1",
        "username": "ines.vale", "text": "Lovely", "likes": 14, "replies": 2, "create_time": "1716379200",
    }  # fmt: skip
    _, facts = claimed({"code": 0, "message": "OK", "data": {"comments": [comment], "has_more": False}})
    [found] = [fact for fact in facts if isinstance(fact, Comment)]
    assert (found.native_id, found.post, found.likes) == ("7400000000000000021", "7400000000000000011", 14)


def test_what_omkars_service_tells_of_tiktok() -> None:
    author = {"user_id": "680001", "handle": "odile.kiln", "display_name": "Odile"}
    counts = {"views": 2152, "likes": 304, "comments": 7, "shares": 6}
    video = {"video_id": "7400000000000000011", "caption": "Glaze", "created_at": 1764250588, "author": author}
    name, facts = claimed({"videos": [{**video, "stats": counts}]})
    [post] = [fact for fact in facts if isinstance(fact, Post)]
    assert (name, post.author_handle, post.likes, post.views) == ("tiktok", "odile.kiln", 304, 2152)
    user = {"handle": "odile.kiln", "user_id": "680001", "bio": "pots", "is_verified": False}
    _, [profile] = claimed({"user": user, "stats": {"follower_count": 4812, "video_count": 18}})
    assert isinstance(profile, Profile)
    assert (profile.handle, profile.followers, profile.posts_count) == ("odile.kiln", 4812, 18)
