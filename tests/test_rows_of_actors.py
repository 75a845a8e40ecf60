"""Posts, comments and accounts as actors and exports write them, a row each under plain names of their own."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from storage.facts import Comment, Contact, Edge, Fact, Post, Profile, Sighting
from tests.own_files import facts_of, reading_of, save

ADDRESS = "https://www.instagram.com/p/CKilnDay_01/"
SEEN = {"timestamp": "2026-03-20T08:00:01.000Z", "scraped_at": "2026-03-20T08:00:01"}  # when the program looked
POST: dict[str, Any] = {
    "postUrl": ADDRESS, "description": "Glaze day #pottery", "likeCount": 45, "commentCount": 3,
    "pubDate": "2026-03-09T10:00:00.000Z", "username": "odile.kiln", "fullName": "Odile Marsh", "ownerId": "7700100",
    "type": "Photo", "query": "#pottery", **SEEN,
}  # fmt: skip


def told(folder: Path, value: object) -> list[Fact]:
    """The facts of a JSON."""
    return facts_of(save(folder / "rows.json", orjson.dumps(value)))


def day(fact: Post | Comment) -> str:
    """The day of a post or a comment."""
    return fact.posted_at.date().isoformat() if fact.posted_at is not None else ""


@pytest.mark.parametrize("name", ["rows.json", "rows.csv"])
def test_a_post_is_of_the_day_it_was_published_not_of_the_day_somebody_looked(tmp_path: Path, name: str) -> None:
    others = [POST, {**POST, "postUrl": ADDRESS.replace("01/", "02/"), "timestamp": "2026-03-20T08:00:02.000Z"}]
    lines = "\n".join(",".join(str(value) for value in row.values()) for row in others)
    content = orjson.dumps(others) if name == "rows.json" else f"{','.join(POST)}\n{lines}\n"
    first, second = (fact for fact in facts_of(save(tmp_path / name, content)) if isinstance(fact, Post))
    assert day(first) == day(second) == "2026-03-09"
    assert (first.code, first.author_handle, first.author_native_id) == ("CKilnDay_01", "odile.kiln", "7700100")
    assert (first.kind, first.likes, first.comments, first.text) == ("photo", 45, 3, "Glaze day #pottery")


def test_a_comment_is_of_the_day_it_was_written(tmp_path: Path) -> None:
    row = {"commentId": "18012345678901234", "username": "bram.kestle", "comment": "Lovely", "likeCount": 2,
           "commentDate": "2026-03-10T10:00:00.000Z", "postUrl": ADDRESS, **SEEN}  # fmt: skip
    [comment] = (fact for fact in told(tmp_path, [row]) if isinstance(fact, Comment))
    assert (day(comment), comment.author_handle, comment.likes) == ("2026-03-10", "bram.kestle", 2)


def test_the_size_of_a_carousel_is_no_count_of_an_accounts_posts(tmp_path: Path) -> None:
    row = {
        "username": "odile.kiln", "full_name": "Odile Marsh", "collaborators": ["bram.kestle"], "post_url": ADDRESS,
        "pub_date": "2026-03-09T10:00:00", "caption": "Glaze day", "media_type": "Reel", "media_count": 1,
        "likes_hidden": True, "like_count": 3, "comment_count": 2, "location": {"name": "Kiln Lane"},
    }  # fmt: skip
    facts = told(tmp_path, [row])
    [post] = (fact for fact in facts if isinstance(fact, Post))
    assert not any(isinstance(fact, Profile) for fact in facts)
    assert (post.kind, post.likes, post.place, day(post)) == ("video", None, "Kiln Lane", "2026-03-09")
    assert [fact.target for fact in facts if isinstance(fact, Edge)] == ["bram.kestle"]


def test_the_author_in_an_object_of_its_own_keeps_its_counts(tmp_path: Path) -> None:
    row = {
        "tagged_username": "bram.kestle", "post_url": ADDRESS, "description": "Glaze day", "post_type": "image",
        "like_count": 12, "comment_count": 1, "view_count": 0,
        "authorMeta": {"username": "odile.kiln", "followers_count": 2345, "posts_count": 88, "biography": "Potter"},
    }  # fmt: skip
    facts = told(tmp_path, [row])
    [post] = (fact for fact in facts if isinstance(fact, Post))
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    assert (post.author_handle, post.tagged, post.views, post.kind) == ("odile.kiln", ["bram.kestle"], None, "photo")
    assert (profile.handle, profile.followers, profile.posts_count, profile.bio) == ("odile.kiln", 2345, 88, "Potter")


def test_names_in_camels_beside_a_code(tmp_path: Path) -> None:
    row = {"postUrl": ADDRESS, "shortCode": "CKilnDay_01", "postDescription": "Glaze", "pubDate": POST["pubDate"],
           "likeCount": 16, "commentCount": 1, "userId": "7700100", "userName": "odile.kiln",
           "createdAt": "2026-06-08T06:09:05.841Z"}  # fmt: skip
    [post] = (fact for fact in told(tmp_path, row) if isinstance(fact, Post))
    assert (post.author_handle, post.likes, post.text, day(post)) == ("odile.kiln", 16, "Glaze", "2026-03-09")


def test_who_liked_a_post_did_not_write_it_and_a_story_is_none(tmp_path: Path) -> None:
    liked = {
        "postUrl": ADDRESS,
        "profileUrl": "https://www.instagram.com/bram.kestle",
        "username": "bram.kestle",
        **SEEN,
    }
    assert not any(isinstance(fact, Post) for fact in told(tmp_path, [liked]))
    story = {"story_id": "3820032670852205241", "shortcode": "CKilnDay_01", "username": "odile.kiln",
             "story_url": "https://www.instagram.com/stories/odile.kiln/1/", "media_type": "video"}  # fmt: skip
    [post] = (fact for fact in told(tmp_path, [POST, story]) if isinstance(fact, Post))
    assert post.text == "Glaze day #pottery"


def test_rows_whose_only_time_may_be_when_somebody_looked(tmp_path: Path) -> None:
    row = {"post_url": ADDRESS, "caption": "Glaze", "likes": "45", "comments": "1,045", "username": "@Odile.Kiln"}
    [post] = (fact for fact in told(tmp_path, [{**row, "timestamp": "2026-03-09T10:00:00Z"}]) if isinstance(fact, Post))
    assert (day(post), post.author_handle, post.comments) == ("2026-03-09", "odile.kiln", 1045)
    rows = [{**row, "post_url": ADDRESS.replace("01/", f"0{n}/"), **SEEN} for n in range(1, 5)]
    assert {fact.posted_at for fact in told(tmp_path, rows) if isinstance(fact, Post)} == {None}
    [post] = (fact for fact in told(tmp_path, [row | {"user_id": 12}]) if isinstance(fact, Post))
    assert (post.author_handle, post.author_native_id, post.comments) == ("odile.kiln", None, 1045)


def test_bounds_of_followers_are_nobodys_followers(tmp_path: Path) -> None:
    search = {"platform": "instagram", "username": "odile.kiln", "min_followers": 1000, "max_followers": 10000}
    assert not any(isinstance(fact, Profile) for fact in told(tmp_path, [search]))


def test_people_with_a_post_of_theirs_stay_people(tmp_path: Path) -> None:
    table = f"Influencer,Instagram,Post link,Views,Likes,Comments\nOdile,@odile.kiln,{ADDRESS},1200,45,3\n"
    facts = facts_of(save(tmp_path / "campaign.csv", table))
    assert [fact.handle for fact in facts if isinstance(fact, Sighting)] == ["odile.kiln"]


def test_authors_of_services_that_name_them_otherwise(tmp_path: Path) -> None:
    said = {"shortcode": "CKilnDay_01", "caption": "Glaze", "like_count": 12}
    for author in ({"author": {"username": "odile.kiln"}}, {"owner_username": "odile.kiln"}):
        [post] = (fact for fact in told(tmp_path, said | author) if isinstance(fact, Post))
        assert (post.network, post.author_handle) == ("instagram", "odile.kiln")


def test_a_tweet_with_its_author_is_no_video(tmp_path: Path) -> None:
    row = {
        "tweet_url": "https://x.com/odilekiln/status/1445880548472328192", "text": "Glaze", "likes_count": 4,
        "retweets_count": 2, "hashtags": ["#Pottery"], "timestamp": "2026-01-20T14:32:00.000Z",
        "authorMeta": {"username": "odilekiln", "display_name": "Odile", "followers_count": 2281, "verified": True},
    }  # fmt: skip
    facts = told(tmp_path, [row])
    [post] = (fact for fact in facts if isinstance(fact, Post))
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    assert (post.network, post.shares, post.hashtags) == ("x", 2, ["pottery"])
    assert (profile.network, profile.handle, profile.followers) == ("x", "odilekiln", 2281)


def test_a_pin_is_no_post_of_the_network_that_it_leads_to(tmp_path: Path) -> None:
    row = {"id": "7400000000000000011", "url": "https://www.pinterest.com/pin/7400000000000000011/", "link": ADDRESS,
           "description": "Glaze", "created_at": "Mon, 03 Nov 2025 07:46:12 +0000", "comment_count": 0}  # fmt: skip
    [post] = (fact for fact in told(tmp_path, [row]) if isinstance(fact, Post))
    assert (post.network, post.native_id) == ("pinterest", "7400000000000000011")
    tumblr = {"url": "https://odilekiln.tumblr.com/post/7400000000001", "link": ADDRESS, "text": "Glaze", "likes": 3}
    assert not any(fact.network == "instagram" for fact in reading_of(save(tmp_path / "b.json", orjson.dumps([tumblr])))
                   .facts())  # fmt: skip
    pinned = {**row, "pinner_username": "odilekiln", "pinner_followers": 11, "save_count": 316, "is_video": True}
    facts = told(tmp_path, pinned)
    [post] = (fact for fact in facts if isinstance(fact, Post))
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    assert (post.author_handle, post.shares, post.kind, profile.followers) == ("odilekiln", 316, "video", 11)


def test_a_comment_on_youtube_names_its_channel(tmp_path: Path) -> None:
    row = {
        "commentId": "UgxKiln", "text": "Lovely", "authorName": "Bram", "authorChannelId": "UCabcdefghijklmnopqrstuv",
        "authorChannelUrl": "https://www.youtube.com/@bramkestle", "likeCount": 4, "parentCommentId": "UgxAbove",
        "videoUrl": "https://www.youtube.com/watch?v=kilnday0001",
    }  # fmt: skip
    [comment] = (fact for fact in told(tmp_path, [row]) if isinstance(fact, Comment))
    assert (comment.author_handle, comment.reply_to, comment.post) == ("bramkestle", "UgxAbove", "kilnday0001")
    assert comment.author_native_id == "UCabcdefghijklmnopqrstuv"


def test_a_video_has_its_title_and_what_is_said_of_it(tmp_path: Path) -> None:
    row = {"video_url": "https://www.youtube.com/watch?v=kilnday0001", "title": "Glazing", "description": "All of it.",
           "uploader_url": "https://www.youtube.com/@odilekiln", "upload_date": "2026-01-25", "view_count": 1400,
           "like_count": 16}  # fmt: skip
    [post] = (fact for fact in told(tmp_path, [row]) if isinstance(fact, Post))
    assert (post.text, post.author_handle, day(post)) == ("Glazing\n\nAll of it.", "odilekiln", "2026-01-25")


@pytest.mark.parametrize("name", ["rows.json", "rows.csv"])
def test_a_channel_with_its_emails(tmp_path: Path, name: str) -> None:
    row = {"channelUrl": "https://www.youtube.com/@odilekiln/about", "channelHandle": "@odilekiln",
           "subscriberCount": 2510, "emails": ["odile@kiln.example"]}  # fmt: skip
    cells = f'{",".join(row)}\n{row["channelUrl"]},@odilekiln,2510,"[""odile@kiln.example""]"\n'
    facts = facts_of(save(tmp_path / name, orjson.dumps([row]) if name == "rows.json" else cells))
    [profile] = (fact for fact in facts if isinstance(fact, Profile))
    [contact] = (fact for fact in facts if isinstance(fact, Contact))
    assert (profile.handle, profile.followers, contact.value) == ("odilekiln", 2510, "odile@kiln.example")


def test_a_spotlight_by_its_address(tmp_path: Path) -> None:
    row = {"snap_url": "https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEn", "creator_username": "odilekiln",
           "view_count": 3562, "like_count": 126, "description": "#pottery", "upload_date": "2026-02-08T12:30:00Z",
           **SEEN}  # fmt: skip
    [post] = (fact for fact in told(tmp_path, [row]) if isinstance(fact, Post))
    assert (post.network, post.native_id, post.author_handle) == ("snapchat", "W7_EDlXWTBiXAEEn", "odilekiln")
    assert (post.views, post.likes, day(post)) == (3562, 126, "2026-02-08")


def test_an_account_of_tiktok_under_its_handle_with_its_mark(tmp_path: Path) -> None:
    row = {"user_id": "7700100", "unique_id": "@odile.kiln", "nickname": "Odile", "follower_count": 2500,
           "video_count": 12, "verified": True, "private_account": False}  # fmt: skip
    [profile] = (fact for fact in told(tmp_path, row) if isinstance(fact, Profile))
    assert (profile.handle, profile.native_id, profile.posts_count) == ("odile.kiln", "7700100", 12)
    assert (profile.is_verified, profile.is_private) == (True, False)
    other = {
        "unique_id": "odile.kiln",
        "uid": "7700100",
        "follower_count": 2500,
        "is_private": True,
        "is_verified": False,
    }
    [profile] = (fact for fact in told(tmp_path, other) if isinstance(fact, Profile))
    assert (profile.is_verified, profile.is_private, profile.posts_count) == (False, True, None)


def test_a_row_of_somebody_and_whom_they_follow_is_not_told_of_the_other(tmp_path: Path) -> None:
    row = {"username": "bram.kestle", "full_name": "Bram", "is_private": True, "scrape_type": "followers",
           "profile_url": "https://www.instagram.com/odile.kiln/", "profile_username": "odile.kiln"}  # fmt: skip
    reading = reading_of(save(tmp_path / "rows.json", orjson.dumps([row, {**row, "username": "ines.bakes"}])))
    assert not any(isinstance(fact, Sighting | Profile) for fact in reading.facts())
    assert any("names two accounts" in note for note in reading.notes())
