"""Result files of other tools, whose objects have names of their own: put back into the names Instagram uses.

gallery-dl (github.com/mikf/gallery-dl, ``--write-metadata``, ``-j``), Apify's Instagram actors and whoever writes as
they do (camelCase), Bright Data's data sets, instagrapi's models, instagram-scraper's profile files. instaloader and
Zeeschuimer keep Instagram's own objects, which are read as they are.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from crawler.networks.instagram import (
    bright_data,
    first_api,
    flat,
    fourcat,
    insightiq,
    minet,
    modash,
    oembed,
    shortened,
)
from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import code as code_of
from crawler.networks.instagram.values import count, flag, handle, id_of_code, identifier, objects_of

Values = dict[str, Any]
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def native(values: Values) -> Values:
    """An object of another tool under Instagram's own names; any other object as it is.

    ``_SIGNS`` are keys that only these tools write. What is not known of a value's meaning is left out.
    """
    for sign, reader in _READERS.items():
        if sign in values:
            found = reader(values)
            if found is not None:
                return found
    return values


def _gallery_dl(values: Values) -> Values | None:
    get = values.get
    code, address = get("post_shortcode"), get("post_url")
    if code.__class__ is not str and "highlight_title" not in values:
        return None
    owner = {"pk": get("owner_id"), "username": get("username"), "full_name": get("fullname")}
    user = get("user")
    if user.__class__ is dict and handle(user.get("username")) in (None, handle(get("username"))):
        owner = {**user, **{key: value for key, value in owner.items() if value is not None}}
    if "highlight_title" in values or "expires" in values or (address.__class__ is str and "/stories/" in address):
        if "highlight_title" not in values:
            return {}  # a story is no post
        return {"id": f"highlight:{get('post_id')}", "title": get("highlight_title"), "user": owner}
    found: Values = {
        "pk": get("post_id"),
        "code": code,
        "taken_at": _utc(get("post_date") or get("date")),
        # It writes 0 both for no likes and for likes that it was not shown.
        "like_count": get("likes") or None,
        "comment_count": get("comments"),
        "user": owner,
        "display_url": get("display_url"),
        "is_pinned": bool(get("pinned")) if get("pinned").__class__ is list else None,
    }
    if "description" in values:
        found["caption"] = {"text": get("description")}
    _add_people(found, values, tagged="tagged_users", coauthors="coauthors")
    if "sidecar_media_id" in values:
        found["media_type"] = 8
    elif "display_url" in values:
        found["media_type"] = 2 if get("video_url") else 1
    return found


def _add_people(found: Values, values: Values, *, tagged: str, coauthors: str, sponsors: str = "") -> None:
    for key, name in ((tagged, "usertags"), (coauthors, "coauthor_producers"), (sponsors, "sponsor_tags")):
        people = values.get(key)
        if people.__class__ is list:
            accounts = [_person(one) for one in people or ()]
            found[name] = {"in": [{"user": one} for one in accounts]} if name == "usertags" else accounts


def _person(value: Any) -> Values:
    if value.__class__ is not dict:
        return {"username": value} if value.__class__ is str else {}
    return {
        "pk": value.get("id") or value.get("pk"),
        "username": value.get("username"),
        "full_name": value.get("full_name") or value.get("fullName"),
    }


def _utc(value: Any) -> Any:
    """A time that its tool writes in UTC without saying so."""
    return f"{value}+00:00" if value.__class__ is str and _NAIVE.fullmatch(value) else value


_FOREIGN = frozenset({
    "xUserId", "tweetsCount", "statusesCount", "secUid", "heartCount", "did", "channelId", "acct", "notesCount",
})  # fmt: skip
_PROFILE_NAMES = {
    "private": "is_private", "verified": "is_verified", "bio": "biography", "external_urls": "bio_links",
    "profile_pic_url_hd": "profile_pic_url_hd", "following": "following_count", "followers": "follower_count",
    "full_name": "full_name",
}  # fmt: skip


def _camel_profile(values: Values) -> Values | None:
    """An account as Apify's actors write it: fullName, followersCount, latestPosts, relatedProfiles."""
    if handle(values.get("username")) is None or _is_elsewhere(values) or not values.keys().isdisjoint(_FOREIGN):
        return None
    if not any(key in values for key in ("followsCount", "followingCount", "postsCount", "biography")):
        return None
    found: Values = {}
    for key, value in values.items():
        name = _snake(key)
        found.setdefault(_PROFILE_NAMES.get(name, name), value)
    found.pop("url", None)
    posts = [one for key in ("latest_posts", "latest_igtv_videos") for one in objects_of(found.pop(key, None))]
    found["edge_owner_to_timeline_media"] = {
        "count": count(found.get("posts_count")),
        "edges": [{"node": {"ownerUsername": values["username"], **post}} for post in posts],
    }
    related = [{"node": _person(one) | {"is_private": one.get("is_private")}} for one in
               objects_of(found.pop("related_profiles", None))]  # fmt: skip
    if related:
        found["edge_related_profiles"] = {"edges": related}
    for key in ("biography", "full_name", "external_url"):  # "" and null are both written for nothing
        if found.get(key) is None:
            found.pop(key, None)
    return found


def _camel_post(values: Values) -> Values | None:
    """A post as Apify's actors write it: shortCode, likesCount, ownerUsername, taggedUsers."""
    get = values.get
    code = get("shortCode")
    if code.__class__ is not str:
        return None
    found: Values = {
        "pk": get("id"),
        "code": code,
        "taken_at": _utc(get("timestamp")),
        "like_count": get("likesCount"),
        "comment_count": get("commentsCount"),
        # Pictures are given 0 views by some.
        "play_count": get("videoPlayCount") or None,
        "view_count": get("videoViewCount") if get("type") == "Video" else None,
        "user": _camel_owner(values),
        "is_paid_partnership": get("paidPartnership"),
        "display_url": get("displayUrl"),
        "accessibility_caption": get("alt"),
        "is_pinned": get("isPinned"),
        "location": {"name": get("locationName")},
    }
    if get("caption").__class__ is str:
        found["caption"] = {"text": get("caption")}
    if get("type").__class__ is str:
        found["__typename"] = f"Graph{get('type')}"
    _add_people(found, values, tagged="taggedUsers", coauthors="coauthorProducers", sponsors="sponsors")
    told = objects_of(get("latestComments"))
    if told:
        found["preview_comments"] = told
    return found


def _camel_part(values: Values) -> Values | None:
    """A post of Apify's actors whose file was saved with some columns only: its address stands for its code."""
    address = values.get("url")
    if address.__class__ is not str or "shortCode" in values or "text" in values or _is_elsewhere(values):
        return None
    return _camel_post({**values, "shortCode": code_in(address)})


def _camel_owner(values: Values) -> Values:
    """Who wrote a post: in keys of its own, or in an object that may hold the account's counts as well."""
    get = values.get
    owner: Values = (objects_of([get("owner"), get("user")]) or [{}])[0]
    about = {_PROFILE_NAMES.get(_snake(key), _snake(key)): value for key, value in owner.items()}
    told = {
        "pk": get("ownerId") or about.get("id"),
        "username": get("ownerUsername") or get("username"),
        "full_name": get("ownerFullName"),
    }
    return about | {key: value for key, value in told.items() if value is not None}


def _plain_post(values: Values) -> Values | None:
    """A post of other actors: code, likeCount, commentCount, createdAt, its author under ``owner``."""
    get = values.get
    code = code_of(get("code")) or code_of(get("shortcode"))
    if code is None or "shortCode" in values or _is_elsewhere(values):
        return None
    owner = _camel_owner(values)
    if handle(owner.get("username")) is None:
        return None
    found: Values = {_snake(key): value for key, value in values.items() if key not in ("owner", "user", "id", "pk")}
    video: Values = (objects_of([get("video")]) or [{}])[0]
    image: Values = (objects_of([get("image")]) or [{}])[0]
    found |= {
        "code": code,
        "user": owner,
        "taken_at": _utc(get("takenAt") or get("createdAt") or get("timestamp")),
        "play_count": get("playCount") or get("videoPlayCount") or video.get("playCount"),
        "display_url": get("displayUrl") or image.get("url"),
    }
    if flag(get("isCarousel")) is True:
        found["media_type"] = 8
    _add_people(found, values, tagged="taggedUsers", coauthors="coauthorProducers")
    return found


def _counted_profile(values: Values) -> Values | None:
    """An account whose followers alone were looked up: username, url, followerCount."""
    address = values.get("url") or values.get("profileUrl")
    if handle(values.get("username")) is None or address.__class__ is not str or _is_elsewhere({"url": address}):
        return None
    return {_PROFILE_NAMES.get(_snake(key), _snake(key)): value for key, value in values.items() if key != "url"}


def _camel_comment(values: Values) -> Values | None:
    """A comment as Apify's actors write it: text, ownerUsername, timestamp, replies."""
    get = values.get
    if get("text").__class__ is not str or "shortCode" in values:
        return None
    owner: Values = (objects_of([get("owner")]) or [{}])[0]
    address = get("postUrl")
    code = code_in(address) if address.__class__ is str else None
    post = get("postId")
    if identifier(post) is None and post.__class__ is str:  # older actors call a code an id
        code = code or code_of(post)
    return {
        "pk": get("id"),
        "text": get("text"),
        "created_at": _utc(get("timestamp")),
        "comment_like_count": get("likesCount"),
        "media_id": id_of_code(code) if code is not None else post,
        "user": {"pk": get("ownerId") or owner.get("id"), "username": get("ownerUsername")},
        "child_comments": objects_of(get("replies")),
    }


def _bright_profile(values: Values) -> Values | None:
    """An account as Bright Data writes it: account, followers, profile_url."""
    if values["account"].__class__ is dict:
        return flat.page_parts(values)
    name = handle(values.get("account"))
    followers = values.get("followers", "")
    if followers.__class__ is str and not any(letter.isdigit() for letter in followers):
        return None  # among a page's own words there are "account" and "followers", too
    if name is None or _is_elsewhere({"url": values.get("profile_url")}):
        return None
    found = {_PROFILE_NAMES.get(key, key): value for key, value in values.items() if key not in ("posts", "id")}
    found["username"] = name
    found.setdefault("pk", values.get("id"))
    for key, name in (("email_address", "public_email"), ("profile_image_link", "profile_pic_url"),
                      ("profile_name", "full_name")):  # fmt: skip
        if found.get(name) is None and values.get(key) is not None:
            found[name] = values[key]
    related = [{"node": _person(one)} for one in objects_of(found.pop("related_accounts", None))]
    if related:
        found["edge_related_profiles"] = {"edges": related}
    links = values.get("external_url")
    if links.__class__ is list:
        found["bio_links"] = [{"url": link} for link in links]
        found.pop("external_url")
    return found


def _bright_post(values: Values) -> Values | None:
    """A post as Bright Data writes it: user_posted, date_posted, num_comments."""
    get = values.get
    address = get("url")
    code = code_in(address) if address.__class__ is str and "instagram.com/" in address else None
    if code is None:
        return None
    found: Values = {
        "code": code,
        "taken_at": get("date_posted"),
        "like_count": get("likes"),
        "comment_count": get("num_comments"),
        "play_count": get("video_play_count"),
        "view_count": get("video_view_count"),
        "user": {"username": get("user_posted"), "pk": get("user_posted_id"), "full_name": None},
        "display_url": get("thumbnail") or next(iter(_strings(get("photos"))), None),
        "is_paid_partnership": get("is_paid_partnership"),
        "location": {"name": next(iter(_strings(get("location"))), None)},
    }
    if get("description").__class__ is str:
        found["caption"] = {"text": get("description")}
    kinds = {"Image": "GraphImage", "Carousel": "GraphSidecar", "Reel": "GraphVideo", "Video": "GraphVideo"}
    kind = kinds.get(str(get("content_type")))
    if kind is not None:
        found["__typename"] = kind
    _add_people(found, values, tagged="tagged_users", coauthors="coauthor_producers")
    return found


def _with_caption(values: Values) -> Values | None:
    """A post as instagrapi's models say it: ``caption_text`` in place of ``caption``."""
    if values["caption_text"].__class__ is not str or "caption" in values:
        return None
    found = {key: value for key, value in values.items() if key != "caption_text"}
    found["caption"] = {"text": values["caption_text"]}
    found["taken_at"] = _utc(values.get("taken_at"))
    if values.get("media_type") != 2:  # pictures are given 0 views
        found = {key: value for key, value in found.items() if value != 0 or key not in ("play_count", "view_count")}
    return found


def _file_profile(values: Values) -> Values | None:
    """A file of instagram-scraper: the account's handle stands beside its profile, not in it."""
    about = values["GraphProfileInfo"]
    if about.__class__ is not dict or about.get("info").__class__ is not dict:
        return None
    rest = {key: value for key, value in values.items() if key != "GraphProfileInfo"}
    return {**rest, "user": {**about["info"], "username": about.get("username")}}


def _strings(value: Any) -> list[str]:
    return [one for one in value if one.__class__ is str] if value.__class__ is list else []


def _snake(key: str) -> str:
    return _CAPITAL.sub("_", key).lower()


def _is_elsewhere(values: Values) -> bool:
    """Whether an object's own address is another site's: other networks' accounts have followersCount too."""
    for key in ("url", "profileUrl", "inputUrl"):
        address = values.get(key)
        if address.__class__ is str and "://" in address:
            try:
                host = urlsplit(address).hostname or ""
            except ValueError:
                return True
            return not (host == "instagram.com" or host.endswith(".instagram.com"))
    return False


_READERS: dict[str, Callable[[Values], Values | None]] = {
    "post_url": flat.post,
    "postUrl": flat.post,
    "tweet_url": flat.post,
    "post_owner": flat.of_library,
    "owner_username": flat.kept,
    "metrics": flat.measured,
    "post_shortcode": _gallery_dl,
    "highlight_title": _gallery_dl,
    "shortCode": _camel_post,
    "commentsCount": _camel_part,
    "likesCount": _camel_part,
    "followersCount": _camel_profile,
    "likeCount": _plain_post,
    "commentCount": _plain_post,
    "followerCount": _counted_profile,
    "ownerUsername": _camel_comment,
    "account": _bright_profile,
    "user_posted": _bright_post,
    "comment_user_url": bright_data.comment,
    "caption_text": _with_caption,
    "counts": first_api.account,
    "profile_picture": first_api.stub,
    "users_in_photo": first_api.post,
    "created_time": first_api.post,
    "provider_name": oembed.post,
    "GraphProfileInfo": _file_profile,
    "platform_username": insightiq.report,
    "work_platform": insightiq.content,
    "userId": modash.report,
    "num_likes": fourcat.native,
    "captions": shortened.post,
    "profile_image": shortened.account,
    "owner_verified": shortened.comment,
    "liked_by_count": minet.post,
    "user_is_mentionable": minet.comment,
}
SIGNS = frozenset(_READERS)
