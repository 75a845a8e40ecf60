"""Tables of posts, exports of one's own numbers, answers that services pass on, and what stands in none of the rows."""

from pathlib import Path

import pytest

from storage.facts import Claim, Comment, Contact, Post, Profile
from tests.own_files import facts_of, save
from tests.test_rows_of_actors import ADDRESS, day, told

TANGLED = """Account,User Name,Followers at Posting,Post Created,Type,Likes,Comments,Views,URL,Description,Score
Odile Marsh,odile.kiln,2345,2023-03-09 10:00:00 EST,Album,"1,045",3,0,{0},Glaze day #pottery,(1.2x)
Bram Kestle,bram.kestle,5678,2023-03-10 22:00:00 EDT,IGTV,5,0,120,{1},Kiln,-1.2
"""


def test_a_table_of_addresses_of_posts_with_what_they_got_is_of_posts(tmp_path: Path) -> None:
    table = TANGLED.format(ADDRESS, ADDRESS.replace("01/", "02/"))
    facts = facts_of(save(tmp_path / "export.csv", table))
    first, second = (fact for fact in facts if isinstance(fact, Post))
    assert (first.author_handle, first.likes, first.comments, first.views) == ("odile.kiln", 1045, 3, None)
    assert (first.kind, second.kind, second.views) == ("carousel", "video", 120)
    assert [str(post.posted_at) for post in (first, second)] == [
        "2023-03-09 15:00:00+00:00",
        "2023-03-11 02:00:00+00:00",
    ]
    people = "Link,Name,Likes,Comments,Email\nhttps://www.instagram.com/odile.kiln,Odile,105,3,odile@kiln.example\n"
    assert any(isinstance(fact, Contact) for fact in facts_of(save(tmp_path / "people.csv", people)))


def test_posts_as_libraries_and_kept_fields_tell_them(tmp_path: Path) -> None:
    library = {
        "id": "17900000000000001", "post_owner": {"name": "Odile Marsh", "username": "odile.kiln"}, "text": "Glaze",
        "creation_time": "2026-03-09T10:00:00+0000", "statistics": {"like_count": 45, "comment_count": 3},
        "media_type": "IMAGE", "shortcode": "CKilnDay_01",
    }  # fmt: skip
    kept = {"shortcode": "CKilnDay_01", "owner_username": "odile.kiln", "caption": "Glaze", "likes": 45, "comments": 3,
            "date_utc": "2026-03-09 10:00:00", "typename": "GraphSidecar", "location": "Kiln Lane"}  # fmt: skip
    for row, kind, place in ((library, "photo", None), (kept, "carousel", "Kiln Lane")):
        [post] = (fact for fact in told(tmp_path, [row]) if isinstance(fact, Post))
        assert (post.author_handle, post.text, post.likes, post.comments) == ("odile.kiln", "Glaze", 45, 3)
        assert (post.kind, post.place, day(post)) == (kind, place, "2026-03-09")


def test_the_parts_of_an_accounts_page(tmp_path: Path) -> None:
    page = {
        "account": {"username": "odile.kiln", "verified": True}, "biography": {"name": "Odile", "description": "Pots"},
        "stats": {"posts": "1,793", "followers": "7.5K", "following": "1,108"},
        "posts": [{"href": ADDRESS, "description": "Glaze #pottery"}],
    }  # fmt: skip
    facts = told(tmp_path, {"data": {"content": page}})
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    [post] = (fact for fact in facts if isinstance(fact, Post))
    assert (profile.followers, profile.followers_within, profile.following) == (7500, 50, 1108)
    assert (profile.posts_count, profile.bio, post.author_handle) == (1793, "Pots", "odile.kiln")


def test_channels_and_comments_of_tables_about_youtube(tmp_path: Path) -> None:
    channels = "id,title,description,publishedAt,country,viewCount,subscriberCount,videoCount\n"
    row = "UCabcdefghijklmnopqrstuv,Odile,Pots,2013-03-09T10:00:00Z,GB,120000,2510,88\n"
    [profile] = (fact for fact in facts_of(save(tmp_path / "a.csv", channels + row)) if isinstance(fact, Profile))
    assert (profile.native_id, profile.followers, profile.posts_count) == ("UCabcdefghijklmnopqrstuv", 2510, 88)
    comments = "id,likeCount,publishedAt,authorName,text,authorChannelId,isReply,isReplyTo\n"
    rows = "UgxA,4,2023-03-10 10:00:00,Bram,Lovely,UCbbcdefghijklmnopqrstuv,0,\n"
    rows += "UgxA.1,0,,Odile,Thanks,UCabcdefghijklmnopqrstuv,1,UgxA\n"
    first, answer = (fact for fact in facts_of(save(tmp_path / "b.csv", comments + rows)) if isinstance(fact, Comment))
    assert (first.native_id, first.likes, first.author_native_id) == ("UgxA", 4, "UCbbcdefghijklmnopqrstuv")
    assert (answer.reply_to, first.reply_to) == ("UgxA", None)


def test_tweets_by_their_number(tmp_path: Path) -> None:
    table = "Tweet Id,Text,Name,Screen Name,Created At,Favorites,Retweets\n"
    table += "1774700000000000001,Glaze,Odile,odilekiln,2024-04-01T10:00:00Z,9,2\n"
    [post] = (fact for fact in facts_of(save(tmp_path / "tweets.csv", table)) if isinstance(fact, Post))
    assert (post.network, post.author_handle, post.likes, post.shares) == ("x", "odilekiln", 9, 2)


def test_people_of_x_with_what_they_say_of_themselves(tmp_path: Path) -> None:
    people = [
        {"id": "2244994945", "name": "Odile", "username": "odilekiln", "description": "Pots", "location": "Devon"}
    ]
    [profile] = (fact for fact in told(tmp_path, {"data": people}) if isinstance(fact, Profile))
    assert (profile.network, profile.handle, profile.bio) == ("x", "odilekiln", "Pots")


def test_one_account_alone_that_says_its_platform(tmp_path: Path) -> None:
    account = {"platform": "instagram", "username": "odile.kiln", "followers": 2345, "following": 12, "posts": 250}
    [profile] = (fact for fact in told(tmp_path, account) if isinstance(fact, Profile))
    assert (profile.network, profile.handle, profile.followers) == ("instagram", "odile.kiln", 2345)


def test_a_stream_that_is_to_come_is_told_with_its_channel(tmp_path: Path) -> None:
    channel = {"browseEndpoint": {"browseId": "UCabcdefghijklmnopqrstuv", "canonicalBaseUrl": "/@odilekiln"}}
    first = {
        "title": {"runs": [{"text": "Firing, live"}]}, "dateText": {"simpleText": "Scheduled for Feb 28, 2026"},
        "viewCount": {"videoViewCountRenderer": {"viewCount": {"runs": [{"text": "6 waiting"}]}, "isLive": True}},
        "updatedMetadataEndpoint": {"updatedMetadataEndpoint": {"videoId": "kilnday0001"}},
    }  # fmt: skip
    owner = {"title": {"runs": [{"text": "Odile"}]}, "navigationEndpoint": channel,
             "subscriberCountText": {"simpleText": "5.94K subscribers"}}  # fmt: skip
    parts = [
        {"videoPrimaryInfoRenderer": first},
        {"videoSecondaryInfoRenderer": {"owner": {"videoOwnerRenderer": owner}}},
    ]
    page = {"contents": {"twoColumnWatchNextResults": {"results": {"results": {"contents": parts}}}}}
    facts = told(tmp_path, page)
    [post] = (fact for fact in facts if isinstance(fact, Post))
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    assert (post.native_id, post.author_handle, post.posted_at, post.views) == ("kilnday0001", "odilekiln", None, None)
    assert (profile.followers, profile.followers_within) == (5940, 5)


def test_what_bookwyrms_people_write_of_books(tmp_path: Path) -> None:
    note = {
        "@context": "https://www.w3.org/ns/activitystreams", "id": "https://books.example/user/odile/comment/6",
        "type": "Comment", "attributedTo": "https://books.example/user/odile", "content": "On glazes",
        "published": "2026-05-08T23:45:44+00:00", "to": ["https://www.w3.org/ns/activitystreams#Public"],
        "inReplyToBook": "https://books.example/book/1",
    }  # fmt: skip
    [post] = (fact for fact in told(tmp_path, note) if isinstance(fact, Post))
    assert (post.text, post.author_native_id) == ("On glazes", "https://books.example/user/odile")


def test_samples_that_hide_parts_of_a_handle(tmp_path: Path) -> None:
    row = {"account_id": "odi███_kiln", "nickname": "Odile", "biography": "Pots", "followers": 19, "videos_count": 9,
           "id": "6744469562807747589", "url": "https://www.tiktok.com/@odile.kiln"}  # fmt: skip
    [profile] = (fact for fact in told(tmp_path, [row]) if isinstance(fact, Profile))
    assert (profile.network, profile.handle, profile.followers) == ("tiktok", "odile.kiln", 19)


@pytest.mark.parametrize(("shown", "kind"), [("<img src='x'>", "photo"), ("<video></video>", "video"), ("", "text")])
def test_posts_of_blocks_in_tumblrs_older_format(tmp_path: Path, shown: str, kind: str) -> None:
    body = f'<figure class="tmblr-full">{shown}</figure><p>Glaze day</p>' if shown else "<p>Glaze day</p>"
    if kind == "photo":
        body = body.replace("<img src='x'>", '<img src="https://64.media.tumblr.com/a/s640x960/b.jpg" alt="Kiln">')
    post = {"type": "text", "blog_name": "odilekiln", "id": 788338580402716673, "body": body, "timestamp": 1751818256,
            "post_url": "https://odilekiln.tumblr.com/post/788338580402716673", "note_count": 3}  # fmt: skip
    answer = {"meta": {"status": 200, "msg": "OK"}, "response": {"blog": {"name": "odilekiln"}, "posts": [post]}}
    [found] = (fact for fact in told(tmp_path, answer) if isinstance(fact, Post))
    assert (found.network, found.kind, found.text) == ("tumblr", kind, "Glaze day")
    assert (found.image_url is not None) is (kind == "photo")


def test_a_licence_is_nobodys_site(tmp_path: Path) -> None:
    row = {"id": "UCabcdefghijklmnopqrstuv", "title": "Odile", "subscriberCount": 2510,
           "description": "Music: http://creativecommons.org/licenses/by/4.0/"}  # fmt: skip
    assert not any(isinstance(fact, Claim) for fact in told(tmp_path, row))


def test_exports_of_a_creators_own_numbers(tmp_path: Path) -> None:
    suite = "Post ID,Account username,Description,Publish time,Permalink,Post type,Date,Views,Likes,Shares,Comments\n"
    suite += (
        f"17900000000000001,odile.kiln,Glaze #pottery,03/09/2026 10:00,{ADDRESS},IG carousel,Lifetime,1200,45,2,3\n"
    )
    [post] = (fact for fact in facts_of(save(tmp_path / "suite.csv", suite)) if isinstance(fact, Post))
    assert (post.author_handle, post.kind, post.likes, post.comments) == ("odile.kiln", "carousel", 45, 3)
    assert (post.views, post.shares, post.posted_at) == (1200, 2, None)  # the day can be read two ways
    studio = "Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n"
    studio += "Glaze,https://www.tiktok.com/@odile.kiln/video/7400000000000000011,2026-03-09 10:00:00,10,2,1,400\n"
    [video] = (fact for fact in facts_of(save(tmp_path / "studio.csv", studio)) if isinstance(fact, Post))
    assert (video.author_handle, video.text, video.likes, video.comments) == ("odile.kiln", "Glaze", 10, 2)
    assert (video.views, video.shares, day(video)) == (400, 1, "2026-03-09")


def test_counts_in_an_object_of_their_own_and_an_email(tmp_path: Path) -> None:
    item = {
        "code": "CKilnDay_01", "caption": {"text": "Glaze"}, "media_name": "reel", "user": {"username": "odile.kiln"},
        "metrics": {"like_count": 45, "comment_count": 3, "play_count": 900, "view_count": None, "share_count": 2},
        "taken_at": 1772000000,
    }  # fmt: skip
    [post] = (fact for fact in told(tmp_path, {"data": {"items": [item]}}) if isinstance(fact, Post))
    assert (post.likes, post.comments, post.views, post.shares, post.kind) == (45, 3, 900, 2, "video")
    account = {"username": "odile.kiln", "followers_count": 2345, "posts_count": 88, "email": "odile@kiln.example",
               "biography": "Pots"}  # fmt: skip
    [contact] = (fact for fact in told(tmp_path, account) if isinstance(fact, Contact))
    assert contact.value == "odile@kiln.example"


def test_videos_comments_and_followers_as_a_service_passes_them_on(tmp_path: Path) -> None:
    author = {"id": "7700100", "uniqueId": "odile.kiln", "nickname": "Odile", "signature": "Pots", "secUid": "MS4w",
              "verified": False, "private": False, "following": 154, "followers": 6900, "videoCount": 31}  # fmt: skip
    media = {
        "video_id": "6741415976891387142", "create_time": "1569608224", "description": "Glaze #pottery",
        "author": author, "video": {},
        "statistics": {"diggCount": 360, "shareCount": 2, "commentCount": 34, "playCount": 2090},
    }  # fmt: skip
    facts = told(tmp_path, {"has_more": True, "media": [media]})
    [post] = (fact for fact in facts if isinstance(fact, Post))
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    assert (post.network, post.author_handle, post.likes, post.views) == ("tiktok", "odile.kiln", 360, 2090)
    assert (profile.followers, profile.following, profile.posts_count, profile.is_private) == (6900, 154, 31, False)
    comment = {
        "comment_id": "6821329171000852482", "text": "Lovely", "video_id": "6741415976891387142",
        "create_time": 1588214466, "like_count": 4, "author": {"unique_id": "bram.kestle", "uid": "7700101"},
    }  # fmt: skip
    [found] = (fact for fact in told(tmp_path, {"comments": [comment]}) if isinstance(fact, Comment))
    assert (found.author_handle, found.post, found.likes) == ("bram.kestle", "6741415976891387142", 4)
    follower = {"unique_id": "bram.kestle", "uid": "7700101", "nickname": "Bram", "sec_uid": "MS4w", "is_private": True,
                "country": "GB"}  # fmt: skip
    [profile] = (
        fact for fact in told(tmp_path, {"total_followers": 9, "followers": [follower]}) if isinstance(fact, Profile)
    )
    assert (profile.handle, profile.followers, profile.is_private) == ("bram.kestle", None, True)


@pytest.mark.parametrize(
    ("count", "shown", "followers"), [(4030001, "4.03M", 4030000), ("4834212", "4.03M", 4834212), (None, "4.03M", None)]
)
def test_a_service_that_writes_out_a_rounded_count_tells_no_exact_one(
    tmp_path: Path, count: object, shown: str, followers: int | None
) -> None:
    channel = {"channelId": "UCabcdefghijklmnopqrstuv", "subscriberCount": count, "subscriberCountText": shown}
    [profile] = (fact for fact in told(tmp_path, channel) if isinstance(fact, Profile))
    assert profile.followers == followers


def test_a_video_of_a_service_that_names_its_channel_by_number(tmp_path: Path) -> None:
    video = {"videoId": "kilnday0001", "channelId": "UCabcdefghijklmnopqrstuv", "title": "Firing",
             "description": "Cone 6", "lengthSeconds": "61", "keywords": ["kiln"],
             "viewCount": "1234", "publishDate": "2026-05-08"}  # fmt: skip
    [post] = (fact for fact in told(tmp_path, video) if isinstance(fact, Post))
    assert (post.native_id, post.author_native_id, post.views) == ("kilnday0001", "UCabcdefghijklmnopqrstuv", 1234)


def test_what_is_said_of_a_video_is_not_said_of_its_channel(tmp_path: Path) -> None:
    channel = "UCabcdefghijklmnopqrstuv"
    meta = {
        "videoId": "kilnday0001", "title": "Firing", "description": "https://kiln.example", "viewCount": "1200",
        "likeCount": "9", "publishDate": "2026-01-13", "channelId": channel, "channelHandle": "@odilekiln",
        "channelTitle": "Odile", "subscriberCountText": "4.03M subscribers", "subscriberCount": 4030001,
    }  # fmt: skip
    facts = told(tmp_path, {"meta": meta, "data": []})
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    [post] = (fact for fact in facts if isinstance(fact, Post))
    assert (profile.handle, profile.display_name, profile.bio) == ("odilekiln", "Odile", None)
    assert (profile.followers, profile.followers_within) == (4030000, 9999)
    assert not any(isinstance(fact, Claim) for fact in facts)
    assert (post.text or "").startswith("Firing")
