"""Rows of one level, as tables of videos and of accounts hold them, under the site's own names.

minet (github.com/medialab/minet: ``author_unique_id``), 4CAT (github.com/digitalmethodsinitiative/4cat: ``tiktok_url``,
``body``), pyktok (github.com/dfreelon/pyktok: ``video_diggcount``), Apify's comments (``videoWebUrl``, ``cid``), Bright
Data's (``commenter_url``), and whoever writes the site's counts beside a video's number or an account's address.
"""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks.values import flag, mapping, text_in

Values = Mapping[str, Any]
_POST = re.compile(r"tiktok\.com/@([\w.]{1,24})/(?:video|photo)/(\d{10,25})")
_ACCOUNT = re.compile(r"tiktok\.com/@([\w.]{1,24})/?(?:\?.{0,200})?$")
_COUNTS = {
    "digg_count": "diggCount", "comment_count": "commentCount", "play_count": "playCount", "share_count": "shareCount",
}  # fmt: skip


def native(value: Values) -> Values | None:
    """A row of these tables; ``None`` for any other object."""
    if "tiktok_url" in value and "body" in value:
        return _of_4cat(value)
    if "video_diggcount" in value and "video_id" in value:
        return _of_pyktok(value)
    counted = {"digg_count", "play_count"} <= value.keys() or "diggCount" in mapping(value.get("stats"))
    if counted and text_in(value.get("author_username")):
        return _of_site(value)
    if counted and text_in(value.get("author_unique_id")):
        return _of_minet(value)
    if "cid" in value and "aweme_id" in value and "user" not in value and text_in(value.get("unique_id")):
        return {**value, "user": {"unique_id": value["unique_id"], "nickname": value.get("nickname")}}
    if "cid" in value and "text" in value and "videoWebUrl" in value and text_in(value.get("uniqueId")):
        return _comment_of_apify(value)
    if text_in(mapping(value.get("channel")).get("username")) and _POST.search(str(value.get("postPage"))):
        return _post_of_channel(value)
    if "comment_text" in value and text_in(value.get("commenter_url")):
        return _comment_of_bright_data(value)
    if "video_id" in value and "caption" in value and text_in(mapping(value.get("author")).get("handle")):
        return _video_of_service(value)
    if text_in(mapping(value.get("user")).get("handle")) and "video_count" in mapping(value.get("stats")):
        return _account_of_service(value)
    if "video_id" in value and text_in(mapping(value.get("author")).get("uniqueId")):
        return _video_passed_on(value)
    if "comment_id" in value and "video_id" in value and text_in(mapping(value.get("author")).get("unique_id")):
        return {
            "cid": str(value["comment_id"]), "aweme_id": str(value["video_id"]), "text": value.get("text"),
            "create_time": value.get("create_time"), "digg_count": value.get("like_count"), "user": value["author"],
        }  # fmt: skip
    if {"unique_id", "sec_uid", "is_private", "country"} <= value.keys() and "follower_count" not in value:
        return {"user": _listed(value), "stats": {}}  # who follows, or is followed
    if "follower_count" in value and "sec_uid" in value and text_in(value.get("username")):
        return _account(value)
    return None


def _video_passed_on(value: Values) -> Values | None:
    """A video whose author holds the account's counts under short names, beside ``statistics``."""
    author, counts = mapping(value["author"]), mapping(value.get("statistics"))
    if "diggCount" not in counts:
        return None
    return {
        "id": str(value["video_id"]),
        "desc": value.get("description") or "",
        "createTime": value.get("create_time"),
        "author": {**author, "privateAccount": author.get("private")},
        "authorStats": {
            "followerCount": author.get("followers"), "followingCount": author.get("following"),
            "heartCount": author.get("heartCount"), "videoCount": author.get("videoCount"),
        },
        "stats": counts,
        "video": value.get("video"),
    }  # fmt: skip


def _listed(value: Values) -> Values:
    """An account of a list, without its counts."""
    return {
        "uniqueId": value["unique_id"], "id": value.get("uid"), "secUid": value["sec_uid"],
        "nickname": value.get("nickname"), "privateAccount": value["is_private"], "region": value["country"],
        "avatarLarger": text_in(value.get("avatar_large")) or text_in(value.get("avatar_medium")),
    }  # fmt: skip


def _video_of_service(value: Values) -> Values:
    """A video as Omkar's service passes it on, under names of its own."""
    get = value.get
    author, counts = mapping(get("author")), mapping(get("stats"))
    return {
        "id": get("video_id"),
        "desc": get("caption") or "",
        "createTime": get("created_at"),
        "author": {
            "uniqueId": author["handle"], "nickname": author.get("display_name"), "id": author.get("user_id"),
            "secUid": "", "avatarLarger": author.get("avatar_url"),
        },
        "stats": {
            "diggCount": counts.get("likes"), "commentCount": counts.get("comments"),
            "playCount": counts.get("views"), "shareCount": counts.get("shares"),
        },
        "video": {"cover": mapping(get("thumbnails")).get("cover_url")},
    }  # fmt: skip


def _account_of_service(value: Values) -> Values:
    """An account as the same service passes it on."""
    user, counts = mapping(value["user"]), mapping(value["stats"])
    return {
        "user": {
            "uniqueId": user["handle"], "id": user.get("user_id"), "secUid": "", "nickname": user.get("display_name"),
            "signature": user.get("bio"), "verified": user.get("is_verified"), "privateAccount": user.get("is_private"),
            "avatarLarger": user.get("avatar_large_url"), "bioLink": {"link": user.get("bio_link")},
            "createTime": user.get("account_created_at"),
        },
        "stats": {
            "followerCount": counts.get("follower_count"), "followingCount": counts.get("following_count"),
            "heartCount": counts.get("total_likes"), "videoCount": counts.get("video_count"),
        },
    }  # fmt: skip


def _of_4cat(value: Values) -> Values:
    get = value.get
    place = _POST.search(str(get("tiktok_url")))
    author = get("author") if isinstance(get("author"), str) else place and place.group(1)
    return {
        "id": place.group(2) if place else get("id"),
        "desc": get("body") or "",
        # Its other time is written as the clock of its server shows it.
        "createTime": get("unix_timestamp") or (get("timestamp") if isinstance(get("timestamp"), int) else None),
        "author": {
            "uniqueId": author, "nickname": get("author_full"), "id": get("author_id"), "secUid": "",
            "avatarLarger": get("author_avatar"),
        },
        "authorStats": {"followerCount": get("author_followers")},
        "stats": {"diggCount": get("likes"), "commentCount": get("comments"), "playCount": get("plays"),
                  "shareCount": get("shares")},
        "challenges": _titles(get("hashtags")),
        "isAd": flag(get("is_paid_partnership")) or flag(get("is_ad")) or None,
        "video": {"cover": get("thumbnail_url")},
    }  # fmt: skip


def _of_pyktok(value: Values) -> Values:
    get = value.get
    return {
        "id": str(get("video_id")),
        "desc": get("video_description") or "",
        "createTime": None,  # written as the clock of whoever ran it shows it
        "author": {
            "uniqueId": get("author_username"), "nickname": get("author_name"), "secUid": "",
            "verified": get("author_verified"),
        },
        "authorStats": {
            "followerCount": get("author_followercount"), "followingCount": get("author_followingcount"),
            "heartCount": get("author_heartcount"), "videoCount": get("author_videocount"),
        },
        "stats": {camel: get(f"video_{camel.lower()}") for camel in ("diggCount", "shareCount", "commentCount",
                                                                    "playCount")},
        "isAd": flag(get("video_is_ad")) or None,
        "poi": {"name": get("poi_name")},
    }  # fmt: skip


def _of_minet(value: Values) -> Values:
    get = value.get
    return {
        "id": str(get("id")),
        "desc": get("description") or "",
        "createTime": get("timestamp"),
        "author": {
            "uniqueId": get("author_unique_id"), "nickname": get("author_nickname"), "id": get("author_id"),
            "secUid": "", "signature": get("author_signature"), "verified": get("author_verified"),
            "avatarLarger": get("author_avatar"), "privateAccount": get("author_secret"),
        },
        "authorStats": {
            "followerCount": get("author_follower_count"), "followingCount": get("author_following_count"),
            "heartCount": get("author_heart_count"), "videoCount": get("author_video_count"),
        },
        "stats": {camel: get(name) for name, camel in _COUNTS.items()},
        "challenges": [{"title": one} for one in str(get("challenges_titles") or "").split("|") if one],
        "isAd": flag(get("is_ad")) or None,
        "video": {"cover": get("video_cover")},
    }  # fmt: skip


def _of_site(value: Values) -> Values | None:
    """The site's counts, flat or together; a time in words may be the clock of whoever ran it, a number is none."""
    get = value.get
    place = _POST.search(str(get("url") or get("video_url") or ""))
    number = get("video_id") or (place and place.group(2))
    if not number:
        return None
    return {
        "id": str(number),
        "desc": get("description") or get("desc") or "",
        "createTime": get("create_timestamp") or get("created_at") or get("create_time"),
        "author": get("author_username"),
        "authorId": get("author_id"),
        "stats": {camel: get(name, mapping(get("stats")).get(camel)) for name, camel in _COUNTS.items()},
        "challenges": _titles(get("hashtags")),
        "isAd": flag(get("is_ad")) or None,
        "video": {"cover": get("cover_url")},
    }


def _comment_of_apify(value: Values) -> Values:
    get = value.get
    place = _POST.search(str(get("videoWebUrl")))
    return {
        "cid": get("cid"),
        "aweme_id": place.group(2) if place else None,
        "text": get("text"),
        "user": {"unique_id": get("uniqueId"), "uid": get("uid")},
        "create_time": get("createTime") or get("createTimeISO"),
        "digg_count": get("diggCount"),
        "reply_id": get("repliesToId"),
    }


def _post_of_channel(value: Values) -> Values:
    """A video of another of Apify's actors, beside whose it is: ``channel``, ``postPage``, ``uploadedAt``."""
    get, who = value.get, mapping(value["channel"])
    place = _POST.search(str(get("postPage")))
    return {
        "id": place.group(2) if place else get("id"),
        "desc": get("title") or "",
        "createTime": get("uploadedAt") or get("uploadedAtFormatted"),
        "author": {
            "uniqueId": who["username"], "nickname": who.get("name"), "id": who.get("id"), "secUid": "",
            "signature": who.get("bio"), "verified": who.get("verified"), "avatarLarger": who.get("avatar"),
        },
        "authorStats": {
            "followerCount": who.get("followers"), "followingCount": who.get("following"),
            "videoCount": who.get("videos"),
        },
        "stats": {"diggCount": get("likes"), "commentCount": get("comments"), "playCount": get("views"),
                  "shareCount": get("shares")},
        "challenges": _titles(get("hashtags")),
        "video": {"cover": mapping(get("video")).get("cover")},
    }  # fmt: skip


def _comment_of_bright_data(value: Values) -> Values | None:
    get = value.get
    account = _ACCOUNT.search(str(get("commenter_url")))
    if account is None:
        return None
    return {
        "cid": get("comment_id"),
        "aweme_id": get("post_id"),
        "text": get("comment_text"),
        "user": {"unique_id": account.group(1), "uid": get("commenter_id"), "nickname": get("commenter_user_name")},
        "create_time": get("date_created"),
        "digg_count": get("num_likes"),
    }


def _account(value: Values) -> Values | None:
    get = value.get
    if not _ACCOUNT.search(str(get("url") or "")) and "video_count" not in value:
        return None
    return {
        "user": {
            "uniqueId": value["username"], "id": get("user_id"), "secUid": get("sec_uid") or "",
            "nickname": get("nickname") or get("title"), "signature": get("bio") or get("signature"),
            "verified": get("verified"), "privateAccount": get("private_account"),
            "bioLink": {"link": get("bio_link")}, "avatarLarger": get("avatar_url"), "createTime": get("created_at"),
        },
        "stats": {
            "followerCount": get("follower_count"), "followingCount": get("following_count"),
            "heartCount": get("likes_count"), "videoCount": get("video_count"),
        },
    }  # fmt: skip


def _titles(value: object) -> list[dict[str, str]]:
    """Hashtags as a list, or parted by commas in a text."""
    tags = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [{"title": one.strip().lstrip("#")} for one in tags if isinstance(one, str) and one.strip()]
