"""What others than the site's own pages of today write, put into the site's own names.

The app's API (``aweme_id``, ``unique_id``; also whoever passes it on, such as tikwm), embeds and pages of before 2021
(``itemInfos``, ``authorInfos``, ``userData``), tiktok-scraper and Apify's actors (``authorMeta``), Bright Data's sets,
the site's own answers as services pass them on that spell every key with underscores (``stats_v2``).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from crawler.networks.tiktok import flat, marketplace, research
from crawler.networks.values import count_of, flag, items_of, mapping, text_in

Values = Mapping[str, Any]
_APP_USER = {
    "uid": "id", "unique_id": "uniqueId", "sec_uid": "secUid", "nickname": "nickname", "signature": "signature",
    "follower_count": "followerCount", "following_count": "followingCount", "aweme_count": "videoCount",
    "total_favorited": "heartCount",
}  # fmt: skip
# Of an author as these tools write one: actors for other networks call theirs authorMeta, too.
_AUTHOR_NAMES = frozenset({"name", "uniqueId", "nickName"})
_NAME = re.compile(r"[\w.]{1,24}")
_VIDEO = re.compile(r"/(?:video|photo)/(\d{10,25})")
_COUNTS = ("digg_count", "comment_count", "play_count", "share_count")
_PLACES = {
    "ins_id": "https://www.instagram.com/", "twitter_name": "https://x.com/",
    "youtube_channel_id": "https://www.youtube.com/channel/",
}  # fmt: skip


def native(value: Values) -> Values:
    """An object of another dialect under the site's own names; any other object as it is."""
    if "authorMeta.name" in value:
        value = _deepened(value)
    for name in ("ch_info", "challenge_info"):  # a hashtag as the app asks for it, and as its search lists it
        if text_in(mapping(value.get(name)).get("cha_name")):
            return _hashtag(value[name])
    if not _AUTHOR_NAMES.isdisjoint(mapping(value.get("authorMeta"))) and ("text" in value or "webVideoUrl" in value):
        return _scraped(value)
    if isinstance(value.get("itemInfos"), dict):
        return _embedded(value)
    if "aweme_id" in value and ("desc" in value or "statistics" in value) and "cid" not in value:
        return _app_item(value)
    counted = mapping(value.get("statistics"))
    if "desc" in value and isinstance(counted.get("aweme_id"), str):  # lists of services, which call its id id
        return _app_item({**value, "aweme_id": counted["aweme_id"]})
    if "desc" in value and "create_time" in value and "digg_count" in mapping(value.get("stats")):
        return _respelled(value)
    if isinstance(mapping(value.get("user")).get("unique_id"), str) and "follower_count" in mapping(value.get("stats")):
        return _respelled(value)
    if "digg_count" in value and isinstance(mapping(value.get("author")).get("unique_id"), str):
        return _app_item({**value, "aweme_id": value.get("video_id") or value.get("id"), "desc": value.get("title")})
    if isinstance(value.get("unique_id"), str) and count_of(value.get("follower_count")):
        return {"user": _app_user(value), "stats": _app_stats(value)}
    if "coverUrl" in value and "playCount" in value and isinstance(value.get("authorUniqueId"), str):
        return _listed(value)
    if text_in(value.get("uniqueId")) and "signature" in value and "followerCount" in value:
        return {"user": {**value, "avatarMedium": value.get("avatarThumbUrl")}, "stats": value}
    if isinstance(value.get("userData"), dict) and "fans" in value["userData"]:
        return {"user": _old_user(value["userData"]), "stats": _old_stats(value["userData"])}
    named = isinstance(value.get("name") or value.get("uniqueId"), str) and "nickName" in value
    if named and count_of(value.get("fans")) is not None:
        return {"user": _old_user(value), "stats": _old_stats(value)}
    for read in (flat.native, marketplace.native, research.native):
        if (found := read(value)) is not None:
            return found
    return _data_set(value)


def _respelled(value: Values) -> Values:
    """What the site answers, with its keys spelled as it spells them."""
    return {_camel(name): _respelled_part(one) for name, one in value.items()}


def _respelled_part(value: object) -> object:
    if isinstance(value, list):
        return [_respelled_part(one) for one in value]
    return _respelled(value) if isinstance(value, dict) else value


def _app_item(value: Values) -> Values:
    get = value.get
    if "douyin.com" in str(get("share_url")):
        return {}  # another network of the same house
    author = mapping(get("author"))
    counts = mapping(get("statistics")) or {name: get(name) for name in _COUNTS}
    pictures = items_of(mapping(get("image_post_info")).get("images")) or _list(get("images"))
    branded = count_of(mapping(get("commerce_info")).get("branded_content_type"))
    return {
        "id": get("aweme_id"),
        "desc": get("desc") or "",
        "createTime": get("create_time"),
        "author": _app_user(author) if author else get("author_unique_id"),
        "authorId": get("author_user_id"),
        "stats": {_camel(name): number for name, number in counts.items()},
        "textExtra": [
            {
                "hashtagName": one.get("hashtag_name"),
                "userUniqueId": one.get("user_unique_id") or one.get("mention_unique_id"),
            }
            for one in items_of(get("text_extra"))
        ],
        "challenges": [{"title": one.get("cha_name")} for one in items_of(get("cha_list"))],
        "imagePost": {"images": [one if isinstance(one, dict) else {} for one in pictures]},
        "video": {"cover": _first_address(mapping(get("video")).get("cover")) or text_in(get("cover"))},
        "poi": {"name": mapping(get("poi_data")).get("poi_name")},
        "isPinnedItem": get("is_top"),
        "isAd": True if branded else None,
    }


def _app_user(value: Values) -> Values:
    avatar = next((found for size in ("larger", "medium", "thumb")
                   if (found := _first_address(value.get(f"avatar_{size}")))), None)  # fmt: skip
    places = [home + value[name] for name, home in _PLACES.items() if text_in(value.get(name))]
    return {
        "id": value.get("uid") or value.get("id") or value.get("user_id"),
        "uniqueId": name.removeprefix("@") if (name := text_in(value.get("unique_id"))) else None,
        "secUid": value.get("sec_uid"),
        "nickname": value.get("nickname"),
        "signature": value.get("signature"),
        "privateAccount": value.get(
            "secret", value.get("is_private_account", value.get("private_account", value.get("is_private")))
        ),
        "verified": bool(value.get("custom_verify") or value.get("enterprise_verify_reason"))
        or value.get("verified", value.get("is_verified")),
        "avatarLarger": avatar or text_in(value.get("avatar")),
        "bioLink": {"link": value.get("bio_url")},
        "elsewhere": places,
        "email": value.get("bio_email"),
        "region": value.get("region"),
        "createTime": value.get("create_time"),
    }


def _app_stats(value: Values) -> Values:
    names = ("follower_count", "following_count", "aweme_count", "total_favorited")
    # The app leaves counts at 0 that its answer does not hold.
    found = {_APP_USER[name]: value.get(name) or None for name in names}
    return {
        "videoCount": value.get("video_count"),
        **{name: count for name, count in found.items() if count is not None},
    }


def _old_user(value: Values) -> Values:
    return {
        "id": value.get("userId") or value.get("id"),
        "uniqueId": value.get("uniqueId") or value.get("name"),
        "secUid": value.get("secUid"),
        "nickname": value.get("nickName") or value.get("nickname"),
        "signature": value.get("signature") or value.get("signtaure"),
        "verified": value.get("verified"),
        "privateAccount": value.get("privateAccount", value.get("isSecret")),
        "region": value.get("region"),
        "bioLink": {"link": _link_of(value.get("bioLink"))},
        "commerceUserInfo": value.get("commerceUserInfo"),
        "avatarLarger": value.get("originalAvatarUrl") or value.get("avatar") or _first(value.get("coversLarger")),
        "createTime": value.get("createTime"),
    }


def _old_stats(value: Values) -> Values:
    return {
        "followerCount": value.get("fans"),
        "followingCount": value.get("following"),
        "heartCount": value.get("heart"),
        "videoCount": value.get("video"),
    }


def _embedded(value: Values) -> Values:
    """A video as embeds hold it, its author beside it."""
    item, author = mapping(value["itemInfos"]), mapping(value.get("authorInfos"))
    images = mapping(value.get("imagePostInfo"))
    found = {
        **item,
        "desc": item.get("text") or "",
        "author": {**_old_user(author), "secUid": author.get("secUid") or ""},
        "stats": {name: item.get(name) for name in ("diggCount", "commentCount", "playCount", "shareCount")},
        "imagePost": {"images": images.get("displayImages") or images.get("images")},
        "video": {"cover": _first(item.get("covers"))},
        "textExtra": [
            {"hashtagName": one.get("HashtagName"), "userUniqueId": one.get("UserUniqueId")}
            for one in items_of(value.get("textExtra"))
        ],
        "challenges": [{"title": one.get("challengeName")} for one in items_of(value.get("challengeInfoList"))],
    }
    if isinstance(value.get("authorStats"), dict):
        found["authorStats"] = value["authorStats"]
    return found


def _listed(value: Values) -> Values:
    """A video of the list in an account's or a hashtag's embed, which tells neither its time nor its likes."""
    if flag(value.get("privateItem")) is True:
        return {}
    photos = "photomode" in str(value["coverUrl"])  # how many there are is not told
    return {
        "id": value.get("id"),
        "desc": value.get("desc") or "",
        "createTime": None,
        "author": value["authorUniqueId"],
        "stats": {"playCount": value["playCount"]},
        "imagePost": {"images": [{}] if photos else []},
        "video": {"cover": value["coverUrl"]},
    }


def _scraped(value: Values) -> Values:
    """A video as tiktok-scraper and Apify's actors write it."""
    get = value.get
    author = mapping(value["authorMeta"])
    name = author.get("uniqueId") or author.get("name")
    mentions = [one for one in _list(get("mentions")) if isinstance(one, str)]
    images = _list(get("slideshowImageLinks"))
    return {
        "id": get("id") or _number_in(get("webVideoUrl")),
        "desc": get("text") or "",
        "createTime": get("createTime") or get("createTimeISO"),
        "author": _old_user({**author, "uniqueId": name}),
        "authorStats": _old_stats(author),
        "stats": {name: get(name) for name in ("diggCount", "commentCount", "playCount", "shareCount")},
        "textExtra": [{"userUniqueId": one.lstrip("@")} for one in mentions],
        "challenges": [{"title": one.get("name") if isinstance(one, dict) else one} for one in _list(get("hashtags"))],
        "imagePost": {"images": [one for one in images if isinstance(one, dict)]},
        "video": {"cover": mapping(get("videoMeta")).get("coverUrl") or mapping(get("covers")).get("default")},
        "poi": {"name": mapping(get("locationMeta")).get("locationName")},
        "isPinnedItem": get("isPinned"),
        "isAd": flag(get("isAd")) or flag(get("isSponsored")) or None,
    }


def _hashtag(challenge: Values) -> dict[str, Any]:
    videos = count_of(challenge.get("use_count")) or challenge.get("user_count")
    return {"challenge": {"title": challenge["cha_name"]}, "stats": {"videoCount": videos}}


def _deepened(value: Values) -> Values:
    """An item of Apify's overview, whose columns are paths (authorMeta.name), as the nested item that it was."""
    found: dict[str, Any] = {}
    for path, one in value.items():
        outer, dot, inner = path.partition(".")
        if dot and isinstance(held := found.setdefault(outer, {}), dict):
            held[inner] = one
        elif not dot:
            found[outer] = one
    return found


def _number_in(address: object) -> str | None:
    found = _VIDEO.search(address) if isinstance(address, str) else None
    return found.group(1) if found else None


def _data_set(value: Values) -> Values:
    """An account or a post of Bright Data's sets, an account of TikTok's own list of popular creators."""
    get = value.get
    if "follower_cnt" in value and "/@" in str(get("tt_link")):
        name = str(value["tt_link"]).partition("/@")[2].partition("?")[0].strip("/")
        user = {"uniqueId": name, "id": get("user_id"), "secUid": "", "nickname": get("nick_name"),
                "avatarLarger": get("avatar_url")}  # fmt: skip
        return {"user": user, "stats": {"followerCount": get("follower_cnt"), "heartCount": get("liked_cnt")}}
    address = text_in(get("url")) or text_in(get("profile_url")) or ""
    if "tiktok.com/" not in address:
        return value
    if "videos_count" in value and isinstance(get("account_id"), str):
        name = value["account_id"]
        user = {
            "uniqueId": name if _NAME.fullmatch(name) else _account_at(address),  # samples hide parts of it
            "id": get("id"),
            "secUid": "",
            "nickname": get("nickname"),
            "signature": get("biography") or get("signature"),
            "verified": get("is_verified"),
            "privateAccount": get("is_private"),
            "bioLink": {"link": _link_of(get("bio_link"))},
            "avatarLarger": get("profile_pic_url_hd") or get("profile_pic_url"),
            "createTime": get("create_time"),
            "region": get("region"),
        }
        stats = {"followerCount": get("followers"), "followingCount": get("following"), "heartCount": get("likes")}
        return {"user": user, "stats": {**stats, "videoCount": get("videos_count")}}
    if "post_id" in value and "create_time" in value:
        tags = [{"title": one} for one in _list(get("hashtags")) if isinstance(one, str)]
        counts = {_camel(name): get(name) for name in _COUNTS}
        author = {"uniqueId": get("account_id") or get("profile_username"), "id": get("profile_id")}
        return {
            "id": get("post_id"),
            "desc": get("description") or "",
            "createTime": get("create_time"),
            "author": {**author, "nickname": get("profile_username")},
            "stats": {**counts, "commentCount": get("comment_count", get("commentcount"))},
            "challenges": tags,
            "video": {"cover": get("preview_image")},
        }
    return value


def _account_at(address: str) -> str | None:
    return found.group(1) if (found := re.search(r"tiktok\.com/@([\w.]{1,24})/?(?:\?|$)", address)) else None


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _first(values: object) -> str | None:
    found: Iterable[object] = values if isinstance(values, list) else ()
    return next((one for one in found if isinstance(one, str)), None)


def _first_address(picture: object) -> str | None:
    return _first(mapping(picture).get("url_list"))


def _link_of(value: object) -> object:
    return value.get("link") if isinstance(value, dict) else value
