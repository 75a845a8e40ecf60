"""TikTok's open APIs for developers and researchers, what Phyllo passes on of them, and Modash's reports: under the
site's own names.

https://developers.tiktok.com/doc/research-api-specs-query-videos, …-query-video-comments; the Display API's videos and
accounts look alike. An account that was asked for by its name is answered without it, and so tells of nobody.
"""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks import connected, modash
from crawler.networks.values import id_in, mapping

Values = Mapping[str, Any]
_WROTE = re.compile(r"tiktok\.com/@([\w.]{1,24})/")
_POST = re.compile(_WROTE.pattern + r"(?:video|photo)/(\d{10,25})")
_COUNTS = {
    "diggCount": "like_count", "commentCount": "comment_count", "playCount": "view_count", "shareCount": "share_count",
}  # fmt: skip
_STATS = {
    "followerCount": "follower_count", "followingCount": "following_count", "heartCount": "likes_count",
    "videoCount": "video_count",
}  # fmt: skip
_REPUTED = {"likes_count": "like_count", "video_count": "content_count"}


def native(value: Values) -> Values | None:
    """An object of these APIs under the site's own names; ``None`` for any other."""
    if "video_description" in value and "create_time" in value:
        return _video(value)
    if "video_id" in value and "create_time" in value and "text" in value and not mapping(value.get("user")):
        return _comment(value)
    known = "open_id" in value or {"bio_description", "follower_count"} <= value.keys()
    if known and isinstance(value.get("username"), str):  # who lets an app in is told in the parts that they granted
        return {"user": _user(value), "stats": {name: value.get(key) for name, key in _STATS.items()}}
    if connected.is_profile(value, "tiktok") or connected.is_content(value, "tiktok"):
        return _connected(value)
    about = modash.told_profile(value, "tiktok.com")
    if about is not None or modash.met_account(value, "tiktok.com"):
        return _reported(value, about or value)
    if {"created", "likes", "text"} <= value.keys() and (place := _POST.search(str(value.get("url")))):
        return _video({
            "id": place.group(2), "username": place.group(1), "video_description": value["text"],
            "create_time": value["created"], "like_count": value["likes"], "comment_count": value.get("comments"),
            "view_count": value.get("views"), "share_count": value.get("shares"),
            "cover_image_url": value.get("image") or value.get("thumbnail"),
        })  # fmt: skip
    return None


def _reported(value: Values, about: Values) -> Values | None:
    if not isinstance(about.get("username"), str):
        return None
    told = {
        "username": about["username"],
        "display_name": about.get("fullname"),
        "bio_description": value.get("bio"),
        "is_verified": value.get("isVerified"),
        "avatar_url": about.get("picture"),
    }
    stats = {"followerCount": about["followers"], "videoCount": value.get("postsCount")}
    return {"user": {**_user(told), "id": value.get("userId"), "email": modash.email_of(value)}, "stats": stats}


def _connected(value: Values) -> Values | None:
    """An account or a video of Phyllo's; the handle stands in its address, where an account may have it alone."""
    get = value.get
    place = _WROTE.search(f"{get('url')}/")
    if "reputation" in value:
        counts = mapping(value["reputation"])
        stats = {name: counts.get(_REPUTED.get(key, key)) for name, key in _STATS.items()}
        told = {
            "username": place.group(1) if place else get("platform_username"),
            "display_name": get("full_name"),
            "bio_description": get("introduction"),
            "is_verified": get("is_verified"),
            "avatar_url": get("image_url"),
        }
        return {"user": _user(told), "stats": stats} if told["username"] else None
    return _video({
        **mapping(value["engagement"]),
        "id": get("external_id"),
        "video_description": get("description") or get("title"),
        "create_time": get("published_at"),
        "username": place.group(1) if place else connected.owner_of(value),
        "cover_image_url": get("thumbnail_url"),
    })  # fmt: skip


def _video(value: Values) -> Values:
    get = value.get
    shared = _WROTE.search(str(get("share_url") or ""))
    tags = get("hashtag_names")
    return {
        "id": get("id") or get("video_id"),
        "desc": get("video_description") or get("title") or "",
        "createTime": get("create_time"),
        "author": get("username") or (shared.group(1) if shared else None),
        "stats": {name: get(key) for name, key in _COUNTS.items()},
        "challenges": [{"title": one} for one in tags if isinstance(one, str)] if isinstance(tags, list) else [],
        "video": {"cover": get("cover_image_url")},
    }


def _comment(value: Values) -> Values:
    get = value.get
    video, parent = id_in(get("video_id")), id_in(get("parent_comment_id"))
    return {
        "cid": id_in(get("id")) or id_in(get("comment_id")),
        "aweme_id": video,
        "text": get("text"),
        "create_time": get("create_time"),
        "digg_count": get("like_count", get("likes")),  # the API for businesses calls them so
        "user": {"unique_id": get("username")},
        "reply_id": None if parent == video else parent,  # the first of a thread answers the video
    }


def _user(value: Values) -> Values:
    return {
        "uniqueId": value["username"],
        "secUid": "",
        "nickname": value.get("display_name"),
        "signature": value.get("bio_description"),
        "verified": value.get("is_verified"),
        "bioLink": {"link": value.get("bio_url")},
        "avatarLarger": value.get("avatar_url"),
    }
