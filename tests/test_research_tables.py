"""Tables of posts and accounts as tools for research write them, as CSV or JSON."""

from pathlib import Path

import pytest

from crawler.networks import load_network
from storage.facts import Comment, Edge, Fact, Post, Profile
from tests.own_files import reading_of, save
from tests.test_old_apis import claimed

TWEETS = (
    "id,timestamp_utc,local_time,user_screen_name,text,retweet_count,like_count,reply_count,impression_count,"
    "to_username,to_userid,to_tweetid,user_id,user_name,user_description,user_url,user_tweets,user_followers,"
    "user_friends,user_created_at,user_timestamp_utc,retweeted_id,media_types,media_urls,mentioned_names,hashtags\n"
    "1445880548472328192,1750673000,2025-06-23T12:03:20,OdileKiln,Raku with @ines_vale #pots,3,12,1,,,,,77,Odile,"
    "Pots,https://odile.example,90,4812,151,2020-01-01T02:00:00,1577836800,,photo|photo,"
    "https://m.example/1.jpg|https://m.example/2.jpg,ines_vale,pots|raku\n"
    "1445880548472328193,1750673001,2025-06-23T12:03:21,ines_vale,Lovely,0,2,0,,OdileKiln,77,1445880548472328192,78,"
    "Ines,,,5,20,9,,,,,,,\n"
    "1445880548472328194,1750673002,2025-06-23T12:03:22,ines_vale,RT @OdileKiln: Raku with @ines_vale #pots,3,0,0,,,,,"
    "78,Ines,,,5,20,9,,,1445880548472328192,,,,\n"
)
ACCOUNTS = (
    "id,screen_name,name,description,url,timestamp_utc,local_time,protected,tweets,followers,friends,likes,lists\n"
    "77,OdileKiln,Odile,Pots,https://odile.example,1577836800,2020-01-01T02:00:00,False,90,4812,151,3,1\n"
)
POSTS_OF_BLUESKY = (
    "uri,url,timestamp_utc,local_time,user_did,user_handle,text,original_text,repost_count,like_count,reply_count,"
    "quote_count,to_post_uri,to_root_post_uri,media_urls,media_types,media_alt_texts,mentioned_user_dids,"
    "mentioned_user_handles,hashtags\n"
    "at://did:plc:odile/app.bsky.feed.post/3kaa,https://bsky.app/x,1750673000,2025-06-23T12:03:20,did:plc:odile,"
    "odile.example,Raku with @ines.example,Raku with @ines.example,2,12,1,1,,,https://m.example/1.jpg,image,A pot,"
    "did:plc:ines,ines.example,pots|raku\n"
)


def read(path: Path, text: str) -> list[Fact]:
    """What ``read`` makes of a CSV that says so."""
    return list(reading_of(save(path, text)).facts())


def test_twitwis_tweets_are_posts_answers_and_boosts_of_their_authors(tmp_path: Path) -> None:
    facts = read(tmp_path / "tweets.csv", TWEETS)
    first, second = [fact for fact in facts if isinstance(fact, Post)]
    assert (first.author_handle, first.likes, first.shares, first.comments, first.views) == (
        "odilekiln",
        12,
        3,
        1,
        None,
    )
    assert (str(first.posted_at), first.kind, first.hashtags) == (
        "2025-06-23 10:03:20+00:00",
        "carousel",
        ["pots", "raku"],
    )
    assert (second.author_handle, second.text) == ("ines_vale", "Lovely")
    [comment] = [fact for fact in facts if isinstance(fact, Comment)]
    assert (comment.author_handle, comment.post) == ("ines_vale", first.native_id)
    boosts = [(fact.source, fact.target) for fact in facts if isinstance(fact, Edge) and fact.kind == "boost"]
    assert boosts == [("ines_vale", "odilekiln")]
    profile = next(fact for fact in facts if isinstance(fact, Profile))
    assert (profile.handle, profile.followers, profile.following, profile.posts_count) == ("odilekiln", 4812, 151, 90)
    assert str(profile.created_at) == "2020-01-01 00:00:00+00:00"  # not as the clock of whoever ran it showed it


def test_minets_table_of_accounts_of_x_names_no_network_and_is_xs(tmp_path: Path) -> None:
    [profile] = [fact for fact in read(tmp_path / "users.csv", ACCOUNTS) if isinstance(fact, Profile)]
    assert (profile.network, profile.handle, profile.followers, profile.native_id) == ("x", "odilekiln", 4812, "77")


def test_tcats_names_say_the_same() -> None:
    row = {"id": "1445880548472328192", "time": 1750673000, "from_user_name": "OdileKiln", "from_user_id": "77",
           "text": "Raku", "favorite_count": 12, "retweet_count": 3, "from_user_followercount": 4812}  # fmt: skip
    name, facts = claimed([row])
    assert name == "x"
    assert [fact.likes for fact in facts if isinstance(fact, Post)] == [12]
    assert [fact.followers for fact in facts if isinstance(fact, Profile)] == [4812]


def test_twitwis_posts_of_bluesky_keep_their_counts_and_whom_they_mention(tmp_path: Path) -> None:
    facts = read(tmp_path / "posts.csv", POSTS_OF_BLUESKY)
    [post] = [fact for fact in facts if isinstance(fact, Post)]
    assert (post.network, post.author_handle, post.likes, post.shares) == ("bluesky", "odile.example", 12, 3)
    assert (post.kind, post.alt_text, post.mentions) == ("photo", "A pot", ["ines.example"])
    assert (str(post.posted_at), post.hashtags) == ("2025-06-23 10:03:20+00:00", ["pots", "raku"])


@pytest.mark.parametrize("counts", [{"followers": 5, "follows": 3, "posts": 9}])
def test_twitwis_accounts_of_bluesky(counts: dict[str, int]) -> None:
    row = {"did": "did:plc:odile", "handle": "odile.example", "display_name": "Odile", "feedgens": 0, **counts}
    name, [fact] = claimed([row])
    assert isinstance(fact, Profile)
    assert (name, fact.followers, fact.following, fact.posts_count) == ("bluesky", 5, 3, 9)
    assert load_network("bluesky").handle_of("https://bsky.app/profile/odile.example") == fact.handle


MINET_TIKTOK = (
    "id,description,timestamp,utc_time,author_id,author_unique_id,author_nickname,author_follower_count,digg_count,"
    "share_count,comment_count,play_count,challenges_titles,is_ad\n"
    "7400000000000000011,Dawn #egrets,1750673000,x,680,wren.reeds,Wren,4812,1204,31,57,20514,egrets|dawn,False\n"
)
MINET_INSTAGRAM = (
    "id,media_type,shortcode,url,caption,liked_by_count,comments_disabled,comment_count,preview_like_count,owner_id,"
    "taken_at_timestamp\n"
    "2495722554967981365,GraphImage,CKilnDay_01,https://www.instagram.com/p/CKilnDay_01/,Glaze,12,False,3,11,77,"
    "1750673000\n"
)
MINET_COMMENTS = (
    "id,parent_id,text,comment_like_count,child_comment_count,created_at_utc,username,user_id,user_full_name,"
    "user_is_mentionable\n"
    "17870913679156914,,Lovely,3,0,1750673000,ines.vale,78,Ines,True\n"
)
MINET_YOUTUBE = (
    "video_id,comment_id,author_name,author_channel_id,text,like_count,published_at,reply_count,parent_comment_id\n"
    "kilnday0001,UgxA,@odilekiln,UCodilekiln00000000000a1,Lovely,3,2025-06-23T10:00:00Z,0,\n"
)
TRENDING = (
    "video_id,trending_date,title,channel_title,category_id,publish_time,tags,views,likes,dislikes,comment_count,"
    "comments_disabled,ratings_disabled,description\n"
    'kilnday0001,17.14.11,Raku,Odile,22,2025-06-23T10:00:00.000Z,"raku|""kiln""|""pots""|""a""|""b""|""c""|""d""|""e""'
    '|""f""|""g""|""h""|""i""|""j""|""k""|""l""|""m""",748,57,2,15,False,False,"Pots, more pots"\n'
    "kilnday0002,17.14.11,Glaze,Odile,22,2025-06-23T10:00:00.000Z,[none],7,0,0,0,True,True,\n"
)


def test_minets_videos_of_tiktok_are_their_authors(tmp_path: Path) -> None:
    facts = read(tmp_path / "videos.csv", MINET_TIKTOK)
    [post] = [fact for fact in facts if isinstance(fact, Post)]
    assert (post.network, post.author_handle, post.likes, post.views) == ("tiktok", "wren.reeds", 1204, 20514)
    assert str(post.posted_at) == "2025-06-23 10:03:20+00:00"
    assert [fact.followers for fact in facts if isinstance(fact, Profile)] == [4812]


def test_minets_posts_and_comments_of_instagram(tmp_path: Path) -> None:
    [post] = [fact for fact in read(tmp_path / "posts.csv", MINET_INSTAGRAM) if isinstance(fact, Post)]
    assert (post.code, post.author_native_id, post.likes, post.comments, post.kind) == (
        "CKilnDay_01",
        "77",
        12,
        3,
        "photo",
    )
    [comment] = [fact for fact in read(tmp_path / "comments.csv", MINET_COMMENTS) if isinstance(fact, Comment)]
    assert (comment.network, comment.author_handle, comment.likes, comment.text) == (
        "instagram",
        "ines.vale",
        3,
        "Lovely",
    )


def test_minets_comments_of_youtube(tmp_path: Path) -> None:
    [comment] = [fact for fact in read(tmp_path / "comments.csv", MINET_YOUTUBE) if isinstance(fact, Comment)]
    assert (comment.network, comment.post, comment.author_handle) == ("youtube", "kilnday0001", "odilekiln")
    assert (comment.author_native_id, comment.likes) == ("UCodilekiln00000000000a1", 3)


def test_trending_videos_whose_tags_are_parted_by_bars_are_a_table_parted_by_commas(tmp_path: Path) -> None:
    first, second = [fact for fact in read(tmp_path / "videos.csv", TRENDING) if isinstance(fact, Post)]
    assert (first.network, first.native_id, first.views, first.likes, first.comments) == (
        "youtube", "kilnday0001", 748, 57, 15,
    )  # fmt: skip
    assert (second.likes, second.comments) == (None, None)  # turned off, which the table writes as 0


def test_a_table_of_accounts_of_xs_older_api(tmp_path: Path) -> None:
    """Whose site stands under "url" is no account's address, and what a spreadsheet leaves of an id is none."""
    table = (
        "id,name,screen_name,statuses_count,followers_count,friends_count,url,updated\n"
        "8.41E+17,Odile,odilekiln,20370,5470,2385,http://odilekiln.tumblr.com,2015-02-14\n"
    )
    facts = list(reading_of(save(tmp_path / "users.csv", table)).facts())
    [profile] = [fact for fact in facts if isinstance(fact, Profile)]
    assert (profile.network, profile.handle, profile.native_id) == ("x", "odilekiln", None)
    assert (profile.followers, profile.following, profile.posts_count) == (5470, 2385, 20370)
