"""Tables of posts that tools wrote out of JSON (CSV): each row is the object that it was. Whose a file is, by shape."""

import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import orjson
import pytest
from openpyxl import Workbook

from crawler.files import read_files
from crawler.networks import all_networks
from crawler.seeds import parse_seeds
from storage.errors import UnknownFormat
from storage.facts import Comment, Post, Profile, Sighting
from tests.own_files import handles, reading_of, save

TAKEN = datetime(2026, 1, 2, 10, tzinfo=UTC)
INSTAGRAM = """id,type,shortCode,caption,hashtags,mentions,url,commentsCount,likesCount,timestamp,ownerUsername,ownerId
3500000441000195993,Image,DCSf9t3hveZ,Glaze day #pottery @ines.bakes,"['pottery']","['ines.bakes']",\
https://www.instagram.com/p/DCSf9t3hveZ/,4,33.0,2026-01-02T10:00:00.000Z,odile.kiln,771200455
""".replace("\\\n", "")
TIKTOK = """id,text,createTimeISO,authorMeta/id,authorMeta/name,authorMeta/nickName,authorMeta/fans,\
authorMeta/signature,diggCount,playCount,commentCount,webVideoUrl,hashtags/0/name,hashtags/1/name,isAd
7400000000000000011,Glaze day #pottery #clay,2026-01-02T10:00:00.000Z,6800000000000000001,odile.kiln,Odile,3300,Potter,\
33,1200,4,https://www.tiktok.com/@odile.kiln/video/7400000000000000011,pottery,clay,false
""".replace("\\\n", "")
X = """id,url,text,createdAt,retweetCount,replyCount,likeCount,viewCount,author/userName,author/followers
1900000000000000001,https://x.com/odilekiln/status/1900000000000000001,Glaze day #pottery,\
Fri Jan 02 10:00:00 +0000 2026,2,4,33,1200,odilekiln,3300
""".replace("\\\n", "")

FOUR_CAT_TIKTOK = """id,author,author_full,author_id,author_followers,body,timestamp,unix_timestamp,\
is_paid_partnership,\
tiktok_url,likes,comments,shares,plays,hashtags
7400000000000000011,odile.kiln,Odile,6800000000000000001,13300,Glaze day,2026-01-02 11:00:00,1767348000,True,\
https://www.tiktok.com/@odile.kiln/video/7400000000000000011,33,4,2,1200,"pottery,clay"
""".replace("\\\n", "")
FOUR_CAT_INSTAGRAM = """id,thread_id,body,author,author_fullname,timestamp,type,url,num_likes,num_comments,num_media,\
unix_timestamp
DCSf9t3hveZ,DCSf9t3hveZ,Glaze #pottery,odile.kiln,Odile,2026-01-02 11:00:00,photo,\
https://www.instagram.com/p/DCSf9t3hveZ,33,4,3,1767348000
""".replace("\\\n", "")
FLAT_TIKTOK = """source,scraped_at,url,video_id,description,created_at,author_username,author_id,play_count,digg_count,\
comment_count,share_count,hashtags
tiktok.com,2026-09-22T15:16:46Z,https://www.tiktok.com/@odile.kiln/video/7400000000000000011,7400000000000000011,\
Glaze day #pottery,2026-01-02T10:00:00+00:00,odile.kiln,6800000000000000001,1200,33,4,2,pottery
""".replace("\\\n", "")
FLAT_INSTAGRAM = """sku,category,product_url,scraped_at,username,user_id,biography,follower_count,shortcode,media_type,\
posted_at,like_count,comment_count,caption
user-7,profile,https://www.instagram.com/odile.kiln/,2026-10-04T08:38:08Z,odile.kiln,771200455,Potter,3300,,,,,,
post-7,post,https://www.instagram.com/p/DCSf9t3hveZ/,2026-10-04T08:38:08Z,odile.kiln,771200455,,,DCSf9t3hveZ,image,\
2026-01-02T10:00:00Z,33,4,Glaze #pottery
""".replace("\\\n", "")
PYKTOK = """video_id,video_timestamp,video_diggcount,video_sharecount,video_commentcount,video_playcount,\
video_description,author_username,author_followercount,author_videocount,author_verified
7400000000000000011,2026-01-02T12:00:00,33,2,4,1200,Glaze #pottery,odile.kiln,13300,46,False
""".replace("\\\n", "")
BRIGHT_COMMENTS = {
    "instagram": """url,comment_user,comment_user_url,comment_date,comment,likes_number,replies_number,replies,\
post_url,post_user,comment_id,post_id
https://www.instagram.com/odile.kiln,bo.glaze,https://www.instagram.com/bo.glaze,2026-01-02T10:00:00.000Z,Which clay?,\
3,1,"[{""likes_number"":1,""reply"":""Stoneware"",""reply_date"":""2026-01-02T11:00:00.000Z"",""reply_user"":\
""odile.kiln""}]",https://www.instagram.com/p/DCSf9t3hveZ,odile.kiln,17950000000000001,3500000441000195993
""",
    "tiktok": """url,post_url,post_id,date_created,comment_text,num_likes,num_replies,commenter_user_name,\
commenter_id,commenter_url,comment_id
https://www.tiktok.com/@odile.kiln/video/3500000441000195993,https://www.tiktok.com/@odile.kiln/video/\
3500000441000195993,3500000441000195993,\"\"\"2026-01-02T10:00:00.000Z\"\"\",Which clay?,3,1,Bo,6800000000000000002,\
https://www.tiktok.com/@bo.glaze,17950000000000001
""",
}
BRIGHT_PINS = """url,post_id,title,content,date_posted,user_name,user_url,user_id,followers,likes,comments_num,\
image_video_url,post_type
https://www.pinterest.com/pin/7400000000000000011,7400000000000000011,Glaze day,#pottery,2026-01-02T10:00:00.000Z,\
odilekiln,https://www.pinterest.com/odilekiln,680000000000000001,151,33,4,https://i.pinimg.example/1.jpg,image
""".replace("\\\n", "")


@pytest.mark.parametrize("network", BRIGHT_COMMENTS)
def test_rows_of_comments_are_comments(tmp_path: Path, network: str) -> None:
    path = save(tmp_path / "comments.csv", BRIGHT_COMMENTS[network].replace("\\\n", ""))
    facts = list(reading_of(path).facts())
    comment, *answers = (fact for fact in facts if isinstance(fact, Comment))
    assert (comment.network, comment.author_handle, comment.post) == (network, "bo.glaze", "3500000441000195993")
    assert (comment.native_id, comment.text, comment.posted_at) == ("17950000000000001", "Which clay?", TAKEN)
    assert (comment.likes, comment.reply_to) == (3, None)
    assert [(one.author_handle, one.reply_to) for one in answers] == (
        [("odile.kiln", "17950000000000001")] if network == "instagram" else []
    )
    assert not [fact for fact in facts if isinstance(fact, Sighting) and fact.route == "list"]


@pytest.mark.parametrize(
    ("text", "network", "handle", "native_id", "hashtags", "views"),
    [
        (INSTAGRAM, "instagram", "odile.kiln", "3500000441000195993", ["pottery"], None),
        (TIKTOK, "tiktok", "odile.kiln", "7400000000000000011", ["pottery", "clay"], 1200),
        (FOUR_CAT_TIKTOK, "tiktok", "odile.kiln", "7400000000000000011", ["pottery", "clay"], 1200),
        (FOUR_CAT_INSTAGRAM, "instagram", "odile.kiln", "3500000441000195993", ["pottery"], None),
        (FLAT_TIKTOK, "tiktok", "odile.kiln", "7400000000000000011", ["pottery"], 1200),
        (FLAT_INSTAGRAM, "instagram", "odile.kiln", "3500000441000195993", ["pottery"], None),
        (X, "x", "odilekiln", "1900000000000000001", ["pottery"], 1200),
        (BRIGHT_PINS, "pinterest", "odilekiln", "7400000000000000011", ["pottery"], None),
    ],
)
def test_rows_of_posts_are_posts_with_their_counts_and_times(
    tmp_path: Path, text: str, network: str, handle: str, native_id: str, hashtags: list[str], views: int | None
) -> None:
    path = save(tmp_path / "posts.csv", text)
    reading = reading_of(path)
    facts = list(reading.facts())
    (post,) = (fact for fact in facts if isinstance(fact, Post))
    assert (post.network, post.author_handle, post.native_id, post.posted_at) == (network, handle, native_id, TAKEN)
    assert (post.likes, post.comments, post.views, post.hashtags) == (33, 4, views, hashtags)
    assert {fact.handle for fact in facts if isinstance(fact, Profile)} <= {handle}
    assert not [fact for fact in facts if isinstance(fact, Sighting) and fact.route == "list"]
    assert reading.notes() == []


def test_a_workbook_of_posts_is_posts(tmp_path: Path) -> None:
    rows = list(csv.reader(StringIO(INSTAGRAM)))
    book = Workbook()
    sheet = book.create_sheet("posts")
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "posts.xlsx")
    told = [facts_of(tmp_path / "posts.xlsx"), facts_of(save(tmp_path / "posts.csv", INSTAGRAM))]
    assert told[0] == told[1] != []


def facts_of(path: Path) -> list[dict[str, object]]:
    """The posts of a file without the name of the file."""
    facts = reading_of(path).facts()
    return [fact.model_dump(exclude={"page"}) for fact in facts if isinstance(fact, Post)]


def test_times_of_an_unknown_clock_and_kinds_of_rows_are_left_out(tmp_path: Path) -> None:
    facts = list(reading_of(save(tmp_path / "pyktok.csv", PYKTOK)).facts())
    (post,) = (fact for fact in facts if isinstance(fact, Post))
    (profile,) = (fact for fact in facts if isinstance(fact, Profile))
    assert (post.posted_at, post.views, post.comments) == (None, 1200, 4)
    assert (profile.followers, profile.followers_within, profile.posts_count) == (13_300, 50, 46)
    rows = reading_of(save(tmp_path / "rows.csv", FLAT_INSTAGRAM)).facts()
    (one,) = (fact for fact in rows if isinstance(fact, Profile))
    assert (one.handle, one.bio, one.followers, one.category) == ("odile.kiln", "Potter", 3300, None)


def test_an_account_in_one_row_is_known_by_its_numbers_name(tmp_path: Path) -> None:
    row = """[{"url": "https://www.tiktok.com/@odile.kiln", "username": "odile.kiln", "user_id": "7", "sec_uid": "MS4",
        "follower_count": 1785, "following_count": 23, "likes_count": 9419, "video_count": 46, "verified": true,
        "private_account": false, "title": "Odile", "bio": "Making pots", "created_at": "2026-07-20T15:55:49+00:00"}]"""
    (one,) = reading_of(save(tmp_path / "account.json", row)).facts()
    assert isinstance(one, Profile)
    assert (one.handle, one.followers, one.posts_count, one.bio) == ("odile.kiln", 1785, 46, "Making pots")
    assert (one.is_verified, one.is_private, one.display_name) == (True, False, "Odile")


def test_authors_of_a_table_of_posts_are_seeds(tmp_path: Path) -> None:
    path = save(tmp_path / "posts.csv", TIKTOK.replace("authorMeta/nickName", "authorMeta/region"))
    (seed,) = parse_seeds([str(path)], all_networks())
    assert (seed.key, seed.network) == ("odile.kiln", "tiktok")


def test_a_table_with_a_basis_or_of_no_networks_shape_stays_a_list(tmp_path: Path) -> None:
    header, row = INSTAGRAM.splitlines()
    agreed = save(tmp_path / "agreed.csv", f"{header},consent\n{row},yes\n")
    assert handles(list(reading_of(agreed, "instagram").facts())) == ["odile.kiln"]
    unknown = save(tmp_path / "unknown.csv", "username,postId,likeCount\nodile.kiln,7,33\n")
    assert handles(list(reading_of(unknown, "instagram").facts())) == ["odile.kiln"]
    other = save(tmp_path / "other.csv", INSTAGRAM)
    assert handles(list(reading_of(other, "threads").facts())) == ["odile.kiln"]


def test_a_table_of_posts_without_anybody_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="no column of handles"):
        reading_of(save(tmp_path / "plain.csv", "a,b,c\n1,2,3\n"))


@pytest.mark.parametrize(
    "cell",
    [
        "[" * 3_000 + "]" * 3_000,
        "['a'",
        "[b'x']",
        "{1: 2}",
        "[1, {2}]",
        "[None, True]",
        "{'a': " * 500 + "1" + "}" * 500,
    ],
)
def test_odd_cells_do_not_hurt(tmp_path: Path, cell: str) -> None:
    header, row = INSTAGRAM.splitlines()
    path = save(tmp_path / "odd.csv", f'{header},tags,a/0/b,a/b,a\n{row},"{cell}",x,y,z\n')
    (post,) = (fact for fact in reading_of(path).facts() if isinstance(fact, Post))
    assert post.likes == 33


def test_a_saved_answer_of_a_host_that_networks_share_is_told_by_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    account = {"followers_count": 5400, "media_count": 33, "id": "17841400000000001"}
    path.write_bytes(orjson.dumps({"business_discovery": account, "id": "17841400000000002"}))
    asked = "fields=business_discovery.username(odile.kiln){followers_count,media_count}"
    reading = read_files([str(path)], network=None, url=f"https://graph.facebook.com/v25.0/17841400000000002?{asked}")
    (profile,) = reading.facts()
    assert isinstance(profile, Profile)
    assert (profile.network, profile.handle, profile.followers) == ("instagram", "odile.kiln", 5400)


def test_a_video_beside_the_channel_it_is_of(tmp_path: Path) -> None:
    """As another of Apify's actors for TikTok writes it."""
    row = {
        "id": "7400000000000000011", "title": "Glaze #pottery", "views": 1200, "likes": 33, "comments": 4, "shares": 2,
        "hashtags": ["pottery"], "uploadedAt": int(TAKEN.timestamp()),
        "channel": {"username": "odile.kiln", "name": "Odile", "followers": 840, "following": 12, "videos": 31},
        "postPage": "https://www.tiktok.com/@odile.kiln/video/7400000000000000011",
    }  # fmt: skip
    facts = list(reading_of(save(tmp_path / "videos.json", orjson.dumps([row]))).facts())
    (post,) = (fact for fact in facts if isinstance(fact, Post))
    (profile,) = (fact for fact in facts if isinstance(fact, Profile))
    assert (post.network, post.author_handle, post.posted_at) == ("tiktok", "odile.kiln", TAKEN)
    assert (post.likes, post.comments, post.views, post.shares) == (33, 4, 1200, 2)
    assert (profile.followers, profile.following, profile.posts_count) == (840, 12, 31)


def test_a_networks_name_above_names_that_are_shown_holds_no_handles(tmp_path: Path) -> None:
    rows = "".join(f"odile{number},Odile {number},{number}K\n" for number in range(1, 30))
    table = f"Influencer insta name,Instagram name,Followers\n{rows}ines,Ines,5K\n"
    reading = reading_of(save(tmp_path / "list.csv", table))
    facts = list(reading.facts())
    assert (handles(facts)[0], handles(facts)[-1], len(handles(facts))) == ("odile1", "ines", 30)
    assert any("shows names rather than handles: Instagram name" in note for note in reading.notes())


def test_counts_with_the_word_that_pages_print_behind_them(tmp_path: Path) -> None:
    table = "TikTok,Subscribers\n@odile,2.01M subscribers\n@ines,661 followers\n@mira,4.812 Abonnenten\n"
    facts = reading_of(save(tmp_path / "list.csv", table)).facts()
    assert [fact.followers for fact in facts if isinstance(fact, Profile)] == [2_010_000, 661, 4812]
