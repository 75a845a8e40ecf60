"""Posts and comments that programs of people's own wrote down, under names of their own."""

from pathlib import Path

import orjson
import pytest

from crawler.files import ingest_files
from crawler.settings import Settings
from storage.database import Database
from storage.errors import UnknownNetwork
from storage.facts import Comment, Fact, Post, Sighting
from tests.own_files import handles, reading_of, save

ROW = {"text": "Glaze day #pottery", "timestamp": "2026-02-23T10:00:00.000Z", "likes": 1234, "replies": 4}
POST_ADDRESSES = [
    ("x", "https://x.com/OdileKiln/status/1445880548472328192", "1445880548472328192", None, "odilekiln"),
    ("instagram", "https://www.instagram.com/p/CKilnDay_01/", "2495722554967981365", None, None),
    ("tiktok", "https://www.tiktok.com/@odile.kiln/video/7400000000000000011", "7400000000000000011",
     None, "odile.kiln"),
    ("threads", "https://www.threads.com/@odile.kiln/post/CKilnDay_01", "2495722554967981365", None, "odile.kiln"),
    ("youtube", "https://youtu.be/kilnday0001", "kilnday0001", None, None),
    ("pinterest", "https://www.pinterest.com/pin/7400000000000000011/", "7400000000000000011", None, None),
    ("bluesky", "https://bsky.app/profile/odile.kiln.example/post/3kilnday", None, "3kilnday", "odile.kiln.example"),
]  # fmt: skip


def posts(facts: list[Fact]) -> list[Post]:
    """The posts among facts."""
    return [fact for fact in facts if isinstance(fact, Post)]


@pytest.mark.parametrize(("network", "address", "native_id", "code", "author"), POST_ADDRESSES)
def test_a_post_is_its_addresss(
    tmp_path: Path, network: str, address: str, native_id: str | None, code: str | None, author: str | None
) -> None:
    saved = save(tmp_path / "scraped.json", orjson.dumps({"target": "kiln", "items": [{**ROW, "url": address}]}))
    [post] = posts(list(reading_of(saved).facts()))
    assert (post.network, post.native_id, post.code, post.author_handle) == (network, native_id, code, author)
    assert (post.likes, post.comments, post.views, post.hashtags) == (1234, 4, None, ["pottery"])
    assert post.posted_at is not None


def test_counts_beside_the_post_and_its_author(tmp_path: Path) -> None:
    row = {
        "link": "https://www.instagram.com/reel/CKilnDay_01/", "text": "Glaze", "author": {"handle": "Odile.Kiln"},
        "metrics": {"likes": "1,234", "comments": 5, "views": "1.2K"},
    }  # fmt: skip
    [post] = posts(list(reading_of(save(tmp_path / "scraped.json", orjson.dumps([row]))).facts()))
    assert (post.author_handle, post.likes, post.comments, post.views) == ("odile.kiln", 1234, 5, None)


@pytest.mark.parametrize(
    "row",
    [
        {"title": "Glazes", "url": "https://www.instagram.com/p/CKilnDay_01/"},  # an article's source
        {**ROW, "url": "https://x.com/odilekiln/status/1445880548472328192", "isRetweet": True},
        {**ROW, "url": "https://kiln.example/p/CKilnDay_01/"},
        {**ROW, "author": "odile.kiln"},
    ],
)
def test_what_is_no_post_of_a_network_that_is_told(tmp_path: Path, row: dict[str, object]) -> None:
    reading = reading_of(save(tmp_path / "scraped.json", orjson.dumps([row])))
    assert list(reading.facts()) == []
    with pytest.raises(UnknownNetwork, match="name one with --network"):
        reading.check()


def test_who_wrote_down_a_post_without_counts_may_not_have_written_it(tmp_path: Path) -> None:
    row = {"caption": "Glazes", "url": "https://www.instagram.com/p/CKilnDay_01/", "author": "letters"}
    [post] = posts(list(reading_of(save(tmp_path / "links.json", orjson.dumps([row]))).facts()))
    assert post.author_handle is None


TABLE = "id,user_pk,username,caption,like_count,comment_count,taken_at\n{0}_680001,680001,odile.kiln,Glaze,6,0,{1}\n"


def test_a_table_of_posts_whose_network_the_caller_names(tmp_path: Path) -> None:
    table = save(tmp_path / "posts.csv", TABLE.format("2495722554967981365", "2021-09-20 17:10:32+00:00"))
    [post] = posts(list(reading_of(table, network="instagram").facts()))
    assert (post.native_id, post.author_handle, post.author_native_id) == (
        "2495722554967981365",
        "odile.kiln",
        "680001",
    )
    assert (post.likes, post.comments, post.text) == (6, 0, "Glaze")
    with pytest.raises(UnknownNetwork, match="--network"):
        list(reading_of(table).facts())


def test_rows_that_name_their_network_beside_their_words(tmp_path: Path) -> None:
    rows = [
        {"platform": name, "username": "odile.kiln", "text": "Glaze", "likes": 3} for name in ("Instagram", "tiktok")
    ]
    found = posts(list(reading_of(save(tmp_path / "rows.json", orjson.dumps({"rows": {"all": rows}}))).facts()))
    assert [(post.network, post.author_handle, post.likes) for post in found] == [
        ("instagram", "odile.kiln", 3), ("tiktok", "odile.kiln", 3),
    ]  # fmt: skip


COMMENTS = """video_id,comment_id,author,text,likes
kilnday0001,UgKilnDay01,@odilekiln,Lovely,3
kilnday0001,UgKilnDay02,Odile M,Ah,1
"""


def test_a_table_of_comments_whose_network_the_caller_names(tmp_path: Path) -> None:
    table = save(tmp_path / "comments.csv", COMMENTS)
    facts = list(reading_of(table, network="youtube").facts())
    told = [(fact.native_id, fact.post, fact.author_handle, fact.likes) for fact in facts if isinstance(fact, Comment)]
    assert told == [("UgKilnDay01", "kilnday0001", "odilekiln", 3), ("UgKilnDay02", "kilnday0001", None, 1)]
    assert [fact.route for fact in facts if isinstance(fact, Sighting)] == ["commenter"]
    reading = reading_of(table)
    assert list(reading.facts()) == []
    with pytest.raises(UnknownNetwork, match="--network"):
        reading.check()


def test_people_with_their_posts_stay_people(tmp_path: Path) -> None:
    post = {**ROW, "url": "https://x.com/odilekiln/status/1445880548472328192"}
    people = [{"platform": "X", "username": "odilekiln", "email": "odile@kiln.example", "posts": [post]}]
    assert handles(list(reading_of(save(tmp_path / "people.json", orjson.dumps(people))).facts())) == ["odilekiln"]


def test_columns_that_name_what_they_count(tmp_path: Path) -> None:
    table = (
        "author_uniqueId,video_id,video_desc,video_link,video_shareCount,video_commentCount,video_playCount\n"
        "odile.kiln,7400000000000000011,Glaze,https://www.tiktok.com/@odile.kiln/video/7400000000000000011,3,4,500\n"
    )
    [post] = posts(list(reading_of(save(tmp_path / "videos.csv", table)).facts()))
    assert (post.network, post.native_id, post.author_handle) == ("tiktok", "7400000000000000011", "odile.kiln")
    assert (post.text, post.shares, post.comments, post.views) == ("Glaze", 3, 4, 500)


def test_counts_of_videos_of_a_channel_over_time_tell_no_date(tmp_path: Path) -> None:
    channel = "UCodilekiln00000000000a1"
    table = (
        "timestamp,channel_id,channel_handle,video_id,view_count,like_count,subscriber_count\n"
        f"2025-05-31 17:14,{channel},@odilekiln,kilnday0001,6750,169,4812\n"
    )
    [post] = posts(list(reading_of(save(tmp_path / "counted.csv", table)).facts()))
    assert (post.network, post.native_id, post.author_native_id) == ("youtube", "kilnday0001", channel)
    assert (post.author_handle, post.likes, post.views, post.posted_at) == ("odilekiln", 169, 6750, None)


def test_the_time_that_all_rows_share_is_when_they_were_collected(tmp_path: Path) -> None:
    rows = [
        {**ROW, "timestamp": "1776870448", "url": f"https://x.com/odilekiln/status/144588054847232832{n}"}
        for n in range(3)
    ]
    found = posts(list(reading_of(save(tmp_path / "rows.json", orjson.dumps(rows))).facts()))
    assert [post.posted_at for post in found] == [None, None, None]


def test_a_list_of_people_with_remarks_stays_one(tmp_path: Path) -> None:
    table = save(tmp_path / "people.csv", "username,comment,email,likes\nodile.kiln,met her,odile@kiln.example,3\n")
    assert handles(list(reading_of(table, network="instagram").facts())) == ["odile.kiln"]


@pytest.mark.parametrize(
    "header",
    ["username,date,caption,likes,comments", "Handle,Date,Post text,Likes,Comments", "account,created_at,text,likes,x"],
)
def test_a_table_of_posts_as_people_keep_one_is_of_posts(tmp_path: Path, header: str) -> None:
    table = save(tmp_path / "posts.csv", f"{header}\nodile.kiln,2026-02-23,Glaze day,120,9\n")
    [post] = posts(list(reading_of(table, network="instagram").facts()))
    assert (post.author_handle, post.text, post.likes, str(post.posted_at)) == (
        "odile.kiln",
        "Glaze day",
        120,
        "2026-02-23 00:00:00+00:00",
    )


@pytest.mark.parametrize(
    "header", ["username,caption,likes,followers", "username,caption,likes,consent", "handle,text,date,role"]
)
def test_a_list_of_people_with_words_of_theirs_stays_one(tmp_path: Path, header: str) -> None:
    table = save(tmp_path / "people.csv", f"{header}\nodile.kiln,Glaze day,120,yes\n")
    assert handles(list(reading_of(table, network="instagram").facts())) == ["odile.kiln"]


KEPT = """username,caption,likes,url
odile.kiln,Glaze day,120,https://www.instagram.com/p/CKilnDay_01/
odile.kiln,Kiln day,90,
"""


def test_rows_whose_network_nothing_tells_are_told_of(tmp_path: Path) -> None:
    reading = reading_of(save(tmp_path / "posts.csv", KEPT))
    assert len(posts(list(reading.facts()))) == 1
    assert reading.notes() == ["posts.csv: 1 row names no network: say which with --network"]


def test_posts_that_cannot_be_told_apart_are_told_of_and_not_counted(tmp_path: Path, database: Database) -> None:
    reading = reading_of(save(tmp_path / "posts.csv", KEPT), network="instagram")
    assert ingest_files(database, reading, Settings())["facts"] == 1
    [note] = reading.notes()
    assert note.startswith("posts.csv: 1 post has neither an address nor an id")
