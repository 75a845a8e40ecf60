"""Result files of other tools: instaloader, gallery-dl, Zeeschuimer, Apify and their like."""

import lzma
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.files import ingest_files, read_files
from crawler.networks import all_networks
from crawler.seeds import parse_seeds
from crawler.settings import Settings
from crawler.sources import open_source
from storage.database import Database
from storage.errors import UnreadableFile
from storage.facts import Comment, Fact, Highlight, Post, Profile, Sighting

CODE = "DCSf9t3hveZ"
TAKEN = datetime(2025, 8, 22, 22, 13, 20, tzinfo=UTC)
NODE = {
    "__typename": "GraphImage",
    "id": "3500000441000195993",
    "shortcode": CODE,
    "edge_media_to_caption": {"edges": [{"node": {"text": "Early loop #trailrunning"}}]},
    "edge_media_preview_like": {"count": 88},
    "edge_media_to_comment": {"count": 4},
    "taken_at_timestamp": int(TAKEN.timestamp()),
    "owner": {"id": "771200455", "username": "imke.runs", "full_name": "Imke Noord"},
}
GALLERY_DL: dict[str, Any] = {
    "category": "instagram",
    "subcategory": "posts",
    "post_id": "3500000441000195993",
    "post_shortcode": CODE,
    "post_url": f"https://www.instagram.com/p/{CODE}/",
    "post_date": "2025-08-22 22:13:20",
    "date": "2025-08-22 22:13:20",
    "username": "imke.runs",
    "fullname": "Imke Noord",
    "owner_id": "771200455",
    "description": "Early loop #trailrunning with @tomas.rides",
    "tags": ["#trailrunning"],
    "likes": 88,
    "liked": False,
    "pinned": [771200455],
    "tagged_users": [{"id": "771200456", "username": "ines.climbs", "full_name": "Ines"}],
    "coauthors": [{"id": "771200457", "username": "club.example", "full_name": "Club"}],
    "display_url": "https://cdn.example/a.jpg",
    "video_url": None,
    "num": 1,
    "count": 1,
}
APIFY_POST: dict[str, Any] = {
    "id": "3500000441000195993",
    "type": "Video",
    "shortCode": CODE,
    "caption": "Early loop #trailrunning",
    "url": f"https://www.instagram.com/p/{CODE}/",
    "commentsCount": 4,
    "likesCount": 88,
    "videoViewCount": 900,
    "videoPlayCount": 1200,
    "timestamp": "2025-08-22T22:13:20.000Z",
    "displayUrl": "https://cdn.example/a.jpg",
    "alt": "A path",
    "locationName": "Ridge Park",
    "taggedUsers": [{"id": "771200456", "username": "ines.climbs", "full_name": "Ines"}],
    "ownerUsername": "imke.runs",
    "ownerId": "771200455",
    "latestComments": [
        {
            "id": "17900000000000001",
            "text": "Lovely",
            "ownerUsername": "tomas.rides",
            "timestamp": "2025-08-23T08:00:00.000Z",
            "likesCount": 2,
            "replies": [
                {
                    "id": "17900000000000002",
                    "text": "Thank you",
                    "ownerUsername": "imke.runs",
                    "timestamp": "2025-08-23T09:00:00.000Z",
                    "likesCount": 0,
                }
            ],
        }
    ],
}
APIFY_PROFILE: dict[str, Any] = {
    "id": "771200455",
    "username": "imke.runs",
    "url": "https://www.instagram.com/imke.runs",
    "fullName": "Imke Noord",
    "biography": "Trails before breakfast",
    "externalUrl": "https://imke.example/",
    "externalUrls": [{"title": "Race log", "url": "https://imke.example/", "link_type": "external"}],
    "followersCount": 4321,
    "followsCount": 300,
    "postsCount": 77,
    "highlightReelCount": 5,
    "isBusinessAccount": False,
    "businessCategoryName": "Athlete",
    "private": False,
    "verified": False,
    "profilePicUrl": "https://cdn.example/p.jpg",
    "relatedProfiles": [{"id": "771200458", "username": "noor.runs", "full_name": "Noor"}],
    "latestPosts": [{key: value for key, value in APIFY_POST.items() if not key.startswith("owner")}],
}


def save(path: Path, value: Any) -> Path:
    path.write_bytes(value if isinstance(value, bytes) else orjson.dumps(value))
    return path


def facts_of(path: Path, **options: Any) -> list[Fact]:
    reading = read_files([str(path)], network=options.get("network"), url=options.get("url"))
    facts = list(reading.facts())
    reading.check()
    return facts


def only(facts: list[Fact], kind: type[Any]) -> Any:
    (found,) = (fact for fact in facts if isinstance(fact, kind))
    return found


def test_instaloader_packed_or_not(tmp_path: Path) -> None:
    whole = {"node": NODE, "instaloader": {"version": "4.15", "node_type": "Post"}}
    plain = save(tmp_path / "2025-08-22_22-13-20_UTC.json", whole)
    packed = save(tmp_path / "2025-08-22_22-13-20_UTC.json.xz", lzma.compress(orjson.dumps(whole)))
    several = lzma.compress(orjson.dumps(whole)[:50]) + lzma.compress(orjson.dumps(whole)[50:])
    joined = save(tmp_path / "joined.json.xz", several)
    for path in (plain, packed, joined):
        post = only(facts_of(path), Post)
        assert (post.code, post.likes, post.comments, post.posted_at) == (CODE, 88, 4, TAKEN)
        assert (post.author_handle, post.hashtags) == ("imke.runs", ["trailrunning"])


@pytest.mark.parametrize("cut", [10, 60, -4])
def test_a_torn_xz_is_one_sentence(tmp_path: Path, cut: int) -> None:
    packed = lzma.compress(orjson.dumps({"node": NODE}))
    with pytest.raises(UnreadableFile, match="packed with xz and damaged or cut short"):
        open_source(save(tmp_path / "a.json.xz", packed[:cut]))


def test_an_xz_bomb_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.sources._MAX_BYTES", 1 << 20)
    with pytest.raises(UnreadableFile, match="holds more than"):
        open_source(save(tmp_path / "a.json.xz", lzma.compress(bytes(8 << 20))))


def test_gallery_dl_metadata(tmp_path: Path) -> None:
    facts = facts_of(save(tmp_path / "3500000441000195993.jpg.json", GALLERY_DL))
    post = only(facts, Post)
    assert post.native_id == "3500000441000195993"
    assert (post.code, post.author_handle, post.author_native_id) == (CODE, "imke.runs", "771200455")
    assert (post.likes, post.comments, post.views) == (88, None, None)
    assert (post.posted_at, post.kind, post.pinned) == (TAKEN, "photo", True)
    assert (post.hashtags, post.mentions) == (["trailrunning"], ["tomas.rides"])
    assert (post.tagged, post.coauthors, post.place) == (["ines.climbs"], ["club.example"], None)


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"likes": 0}, "likes", None),  # written for likes that were not shown, too
        ({"sidecar_media_id": "3500000441000195993"}, "kind", "carousel"),
        ({"video_url": "https://cdn.example/a.mp4"}, "kind", "video"),
        ({"display_url": None, "video_url": None}, "image_url", None),
        ({"post_date": "yesterday", "date": None}, "posted_at", None),
        ({"pinned": []}, "pinned", False),
        ({"username": None, "owner_id": None}, "author_handle", None),
        ({"tagged_users": []}, "tagged", []),
        ({"description": ""}, "text", ""),
    ],
)
def test_gallery_dl_field_by_field(tmp_path: Path, change: dict[str, Any], field: str, expected: Any) -> None:
    post = only(facts_of(save(tmp_path / "a.json", GALLERY_DL | change)), Post)
    assert getattr(post, field) == expected


@pytest.mark.parametrize("key", sorted(GALLERY_DL))
def test_gallery_dl_without_a_key_says_null(tmp_path: Path, key: str) -> None:
    left = {name: value for name, value in GALLERY_DL.items() if name != key}
    reading = read_files([str(save(tmp_path / "a.json", left))], network="instagram", url=None)
    posts = [fact for fact in reading.facts() if isinstance(fact, Post)]
    whole = only(facts_of(save(tmp_path / "b.json", GALLERY_DL)), Post).model_dump()
    for post in posts:
        for name, value in post.model_dump(exclude={"page"}).items():
            assert value in (whole[name], None, []), name


def test_gallery_dl_dump_of_messages(tmp_path: Path) -> None:
    dump = [[2, GALLERY_DL], [3, "https://cdn.example/a.jpg", GALLERY_DL], [3, "ytdl:x", {"num": 1}]]
    assert only(facts_of(save(tmp_path / "dump.json", dump)), Post).likes == 88


def test_gallery_dl_stories_are_no_posts_and_highlights_are_titles(tmp_path: Path) -> None:
    story = GALLERY_DL | {"expires": "2025-08-23 22:13:20", "post_url": "https://www.instagram.com/stories/imke.runs/"}
    reading = read_files([str(save(tmp_path / "a.json", story))], network="instagram", url=None)
    assert list(reading.facts()) == []
    highlight = {
        "category": "instagram",
        "subcategory": "highlights",
        "post_id": "17900000000000009",
        "highlight_title": "Collabs",
        "username": "imke.runs",
        "post_url": "https://www.instagram.com/stories/highlights/17900000000000009/",
    }
    found = only(facts_of(save(tmp_path / "b.json", highlight), network="instagram"), Highlight)
    assert (found.handle, found.title, found.native_id) == ("imke.runs", "Collabs", "17900000000000009")


def envelope(number: int, **more: Any) -> dict[str, Any]:
    """An item as Zeeschuimer writes it on a line."""
    data = {
        "pk": f"350000044100019599{number}",
        "code": None,
        "taken_at": int(TAKEN.timestamp()),
        "media_type": 1,
        "like_count": 14,
        "comment_count": 2,
        "caption": {"text": "Saved #houseplants"},
        "user": {"pk": f"71000{number}", "username": f"plant.person{number}", "full_name": "Someone"},
    }
    return {
        "nav_index": "23:1:0",
        "item_id": "x",
        "timestamp_collected": 1_790_600_000_000,
        "source_platform": "instagram.com",
        "source_platform_url": "https://www.instagram.com/explore/tags/houseplants/",
        "source_url": "https://www.instagram.com/api/v1/tags/web_info/?tag_name=houseplants",
        "user_agent": "x",
        "data": data,
    } | more


def lines(*values: Any) -> bytes:
    return b"".join(orjson.dumps(value) + b"\n" for value in values)


def test_zeeschuimer_lines_are_pages_with_their_own_address_and_time(tmp_path: Path) -> None:
    path = save(tmp_path / "export.ndjson", lines(envelope(1), envelope(2)))
    first, second = (fact for fact in facts_of(path) if isinstance(fact, Post))
    assert first.page == "https://www.instagram.com/explore/tags/houseplants/"
    assert first.observed_at == datetime(2026, 9, 28, 12, 53, 20, tzinfo=UTC)
    assert (first.author_handle, second.author_handle) == ("plant.person1", "plant.person2")
    assert (first.likes, first.comments, first.hashtags) == (14, 2, ["houseplants"])


@pytest.mark.parametrize(
    ("more", "page", "time"),
    [
        ({"source_platform_url": None}, "https://www.instagram.com/api/v1/tags/web_info/?tag_name=houseplants", True),
        ({"source_platform_url": None, "source_url": "about:blank"}, "one.json", True),
        ({"timestamp_collected": "soon"}, "https://www.instagram.com/explore/tags/houseplants/", False),
        ({"timestamp_collected": True}, "https://www.instagram.com/explore/tags/houseplants/", False),
    ],
)
def test_an_envelope_alone_and_what_it_may_lack(tmp_path: Path, more: dict[str, Any], page: str, time: bool) -> None:
    post = only(facts_of(save(tmp_path / "one.json", envelope(1, **more))), Post)
    assert post.page == page
    assert (post.observed_at is not None) is time


def test_zeeschuimer_as_one_array(tmp_path: Path) -> None:
    path = save(tmp_path / "export.json", [envelope(1), envelope(2)])
    assert len([fact for fact in facts_of(path) if isinstance(fact, Post)]) == 2


def test_data_alone_is_no_envelope(tmp_path: Path) -> None:
    (page,) = open_source(save(tmp_path / "a.json", {"data": {"user": {}}, "status": "ok"})).pages
    assert page.json == {"data": {"user": {}}, "status": "ok"}


def test_apify_profiles(tmp_path: Path) -> None:
    facts = facts_of(save(tmp_path / "dataset.json", [APIFY_PROFILE]))
    profile = only(facts, Profile)
    assert (profile.handle, profile.native_id, profile.display_name) == ("imke.runs", "771200455", "Imke Noord")
    assert (profile.followers, profile.followers_within, profile.following, profile.posts_count) == (4321, 0, 300, 77)
    assert (profile.is_private, profile.is_verified, profile.account_type) == (False, False, None)
    assert (profile.category, profile.highlights_count) == ("Athlete", 5)
    assert [(link.url, link.title) for link in profile.links] == [("https://imke.example/", "Race log")]
    post = only(facts, Post)
    assert (post.author_handle, post.kind, post.likes, post.views) == ("imke.runs", "video", 88, 1200)
    related = [fact.handle for fact in facts if isinstance(fact, Sighting) and fact.route == "related"]
    assert related == ["noor.runs"]


def test_apify_posts_with_comments_and_the_owners_reply(tmp_path: Path) -> None:
    facts = facts_of(save(tmp_path / "dataset.json", [APIFY_POST]))
    post = only(facts, Post)
    assert (post.code, post.posted_at, post.place, post.alt_text) == (CODE, TAKEN, "Ridge Park", "A path")
    assert post.tagged == ["ines.climbs"]
    first, reply = (fact for fact in facts if isinstance(fact, Comment))
    assert (first.author_handle, first.likes, first.reply_to, first.post) == ("tomas.rides", 2, None, post.native_id)
    assert (reply.author_handle, reply.reply_to) == ("imke.runs", first.native_id)


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"likesCount": -1}, "likes", None),
        ({"type": "Image", "videoViewCount": 0, "videoPlayCount": 0}, "views", None),
        ({"type": "Sidecar", "videoPlayCount": None}, "kind", "carousel"),
        ({"caption": None}, "text", None),
        ({"locationName": None}, "place", None),
        ({"ownerUsername": None, "username": "imke.runs"}, "author_handle", "imke.runs"),
        ({"paidPartnership": True, "sponsors": ["brand.example"]}, "sponsors", ["brand.example"]),
    ],
)
def test_apify_field_by_field(tmp_path: Path, change: dict[str, Any], field: str, expected: Any) -> None:
    post = only(facts_of(save(tmp_path / "a.json", [APIFY_POST | change])), Post)
    assert getattr(post, field) == expected


def test_apify_posts_with_some_columns_only(tmp_path: Path) -> None:
    columns = ("caption", "ownerUsername", "url", "likesCount", "commentsCount", "timestamp")
    part = {key: APIFY_POST[key] for key in columns if key in APIFY_POST}
    reading = read_files([str(save(tmp_path / "a.json", [part]))], network=None, url=None)
    (post,) = [fact for fact in reading.facts() if isinstance(fact, Post)]
    whole = read_files([str(save(tmp_path / "b.json", [APIFY_POST]))], network=None, url=None)
    (full,) = [fact for fact in whole.facts() if isinstance(fact, Post)]
    assert (post.code, post.author_handle, post.text) == (CODE, full.author_handle, full.text)
    assert (post.likes, post.comments, post.posted_at) == (full.likes, full.comments, full.posted_at)


def test_accounts_of_another_site_are_not_taken_for_instagrams(tmp_path: Path) -> None:
    other = APIFY_PROFILE | {"url": "https://videos.example/@imke.runs", "latestPosts": []}
    reading = read_files([str(save(tmp_path / "a.json", [other]))], network="instagram", url=None)
    assert [fact for fact in reading.facts() if isinstance(fact, Profile) and fact.followers is not None] == []


def test_accounts_with_keys_of_another_network_are_not_taken_for_instagrams(tmp_path: Path) -> None:
    other = {"xUserId": "1", "username": "imke.runs", "followersCount": 8400, "followingCount": 3, "bio": "Runs"}
    reading = read_files([str(save(tmp_path / "a.json", [other]))], network="instagram", url=None)
    assert list(reading.facts()) == []


def test_a_bio_may_have_a_shorter_name(tmp_path: Path) -> None:
    told = {"profile": {"username": "imke.runs", "follower_count": 2500, "bio": "Runs in the rain"}}
    reading = read_files([str(save(tmp_path / "a.json", told))], network=None, url=None)
    assert [fact.bio for fact in reading.facts() if isinstance(fact, Profile)] == ["Runs in the rain"]


def test_more_tools(tmp_path: Path) -> None:
    bright = {
        "account": "imke.runs",
        "id": "771200455",
        "followers": 4321,
        "following": 300,
        "posts_count": 77,
        "biography": "Trails",
        "profile_url": "https://instagram.com/imke.runs",
        "external_url": ["https://imke.example"],
        "is_verified": False,
    }
    profile = only(facts_of(save(tmp_path / "bright.json", [bright])), Profile)
    assert (profile.handle, profile.native_id, profile.followers, profile.following) == (
        "imke.runs",
        "771200455",
        4321,
        300,
    )
    assert [link.url for link in profile.links] == ["https://imke.example"]
    media = {
        "pk": "3500000441000195993",
        "code": CODE,
        "taken_at": "2025-08-22 22:13:20",
        "media_type": 1,
        "caption_text": "Early loop #trailrunning",
        "like_count": 88,
        "user": {"pk": "771200455", "username": "imke.runs"},
    }
    post = only(facts_of(save(tmp_path / "model.json", [media])), Post)
    assert (post.text, post.posted_at, post.likes) == ("Early loop #trailrunning", TAKEN, 88)
    info = {"biography": "Trails", "followers_count": 4321, "following_count": 300, "full_name": "Imke", "id": "7712"}
    kept = {"GraphProfileInfo": {"info": info, "username": "imke.runs"}, "GraphImages": [NODE]}
    facts = facts_of(save(tmp_path / "imke.runs.json", kept))
    assert only(facts, Profile).followers == 4321
    assert only(facts, Post).likes == 88


def test_authors_of_collected_posts_are_worth_a_visit(tmp_path: Path, database: Database) -> None:
    path = save(tmp_path / "export.ndjson", lines(envelope(1), envelope(2)))
    done = ingest_files(database, read_files([str(path)], network=None, url=None), Settings())
    assert (done["pages"], done["accounts"], done["queued"]) == (2, 2, 2)
    assert [str(seed) for seed in parse_seeds([str(path)], all_networks())] == [
        "@plant.person1@instagram",
        "@plant.person2@instagram",
    ]
