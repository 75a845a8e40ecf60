"""Posts: objects with a code (or an id and a media type) and something that only a post says."""

import re
from itertools import pairwise
from typing import Any

from crawler.networks.instagram.findings import Record
from crawler.networks.instagram.values import (
    NOBODY,
    Who,
    code,
    code_of_id,
    count,
    counted,
    filled,
    first_of,
    flag,
    id_of_code,
    identifier,
    is_of_threads,
    moment,
    nodes_of,
    text,
    time_of_id,
    web_address,
    who,
)
from crawler.networks.text import hashtags_in, mentions_in

SAYS = frozenset({
    "taken_at", "taken_at_timestamp", "date", "like_count", "edge_media_to_caption", "caption", "media_type",
    "edge_liked_by", "edge_media_preview_like", "likes", "display_url", "display_uri", "display_src",
    "accessibility_caption", "image_versions2", "comment_count", "play_count", "edge_media_to_comment",
})  # fmt: skip
# Keys of posts alone: with an id beside them they need no code.
_ONLY_POSTS = frozenset({"taken_at_timestamp", "edge_media_to_caption", "edge_media_preview_like", "display_src"})
SIGNS = _ONLY_POSTS | {"code", "shortcode", "media_type", "permalink", "comments_count"}
_GRAPH_ID = re.compile(r"1[78]\d{15}")
_GRAPH_SAYS = ("like_count", "comments_count", "timestamp", "caption", "media_type", "media_product_type")
_KINDS = {1: "photo", 2: "video", 8: "carousel"}
_NAMED_KINDS = {
    "IMAGE": "photo", "VIDEO": "video", "CAROUSEL_ALBUM": "carousel",
    "image": "photo", "video": "video", "carousel": "carousel",
    "Image": "photo", "Video": "video", "Sidecar": "carousel",
}  # fmt: skip
_COMMENTS = ("edge_media_to_parent_comment", "edge_media_to_comment", "edge_media_preview_comment", "comments")
_VIEWS = ("play_count", "ig_play_count", "video_play_count", "view_count", "video_view_count", "video_views")
_TIMES = ("taken_at", "taken_at_timestamp", "date", "created_time", "timestamp", "posted_at", "creation_time")
_IMAGES = ("display_url", "display_src", "display_uri", "thumbnail_src", "thumbnail_url", "media_url")
_HIDDEN_LIKES = 3  # what a post with hidden likes answers in place of its count


def post_keys(values: dict[str, Any]) -> tuple[str | None, str | None] | None:
    """(native id, code) of a post-shaped object; ``None`` for any other object, stories among them."""
    address = values.get("permalink")
    if address.__class__ is str and ("/stories/" in address or "threads." in address):
        return None
    if is_of_threads(values):
        return None
    if values.get("product_type") == "story" or values.get("media_product_type") == "STORY" or "story_url" in values:
        return None
    if values.get("__typename") in ("GraphStoryImage", "GraphStoryVideo"):
        return None
    if values.get("expiring_at") is not None or values.get("expiring_at_timestamp") is not None:
        return None  # answers of 2025 give every post the key, with null
    native_id = identifier(values.get("pk"))
    shortcode = code(values.get("shortcode")) or code(values.get("code"))
    if shortcode is not None:
        if values.keys().isdisjoint(SAYS) or "facebook.com/" in str(values.get("url")):  # its posts have one, too
            return None
        return native_id or id_of_code(shortcode) or identifier(values.get("id")), shortcode
    permalink = values.get("permalink")
    if permalink.__class__ is str:  # the Graph API's id is not the post's
        shortcode = code_in(permalink)
        known = shortcode is not None and any(key in values for key in _GRAPH_SAYS)
        return (native_id or id_of_code(shortcode or ""), shortcode) if known else None
    if _is_graph_medium(values):  # asked without permalink: the API's own id is all that tells it from others
        return identifier(values["id"]), None
    if not values.keys().isdisjoint(_ONLY_POSTS):
        native_id = native_id or identifier(values.get("id"))
    elif "media_type" not in values or not ("taken_at" in values or "user" in values):
        return None
    return (native_id, code_of_id(native_id)) if native_id is not None else None


def _is_graph_medium(values: dict[str, Any]) -> bool:
    """Whether an object is a medium of the Graph API with counts: its ids have a form of their own."""
    if "like_count" not in values and "comments_count" not in values:
        return False
    native_id = identifier(values.get("id"))
    return native_id is not None and _GRAPH_ID.fullmatch(native_id) is not None and "text" not in values


def code_in(address: str) -> str | None:
    """The code in a post's address (/p/, /reel/, /reels/ or /tv/, with or without a handle before it)."""
    parts = address.partition("?")[0].split("/")
    for marker, value in pairwise(parts):
        if marker in ("p", "reel", "reels", "tv") and value != "audio":
            return code(value)
    return None


def read_post(values: dict[str, Any], keys: tuple[str | None, str | None], owner: Who, timeless: bool) -> Record:
    """The record of a post-shaped object; ``owner`` is the enclosing profile, ``timeless`` a list without times."""
    get = values.get
    native_id, shortcode = keys
    author = author_of(values)
    if author is NOBODY:
        author = owner
    caption = _caption(values)
    posted_at = first_of(values, _TIMES, moment)
    if posted_at is None and timeless and native_id is not None:
        posted_at = time_of_id(native_id)
    tagged, coauthors, sponsors = _tagged(values), _coauthors(values), _sponsors(values)
    return {
        "native_id": native_id,
        "code": shortcode,
        "url": f"https://www.instagram.com/p/{shortcode}/" if shortcode else None,
        "author_handle": author.handle,
        "author_native_id": author.native_id,
        "posted_at": posted_at,
        "text": caption,
        "kind": _kind(values),
        "likes": _likes(values),
        "comments": _comments_count(values),
        "views": _views(values),
        "shares": count(get("reshare_count")),
        "hashtags": hashtags_in(caption) if caption is not None else None,
        "mentions": mentions_in(caption) if caption is not None else None,
        "tagged": _handles(tagged),
        "coauthors": _handles(coauthors),
        "place": _place(get("location")),
        "paid_partnership": flag(get("is_paid_partnership")),
        "sponsors": _handles(sponsors),
        "pinned": _pinned(values),
        "alt_text": filled(get("accessibility_caption")),
        "image_url": _image(values),
        "+tagged": tagged or [],
        "+coauthors": coauthors or [],
        "+sponsors": sponsors or [],
        "+routes": [],
    }


def author_of(values: dict[str, Any]) -> Who:
    """Who owns an object by its own keys; NOBODY where it does not say."""
    for key in ("owner", "user", "from", "author"):
        value = values.get(key)
        if value.__class__ is dict:
            found = who(value)
            if found.handle is not None or found.native_id is not None:
                return found
    bare = values.get("username", values.get("owner_username"))
    if bare.__class__ is str:  # a Graph API medium or comment names its author by a bare string
        found = who({"username": bare})
        return found if found.handle is not None else NOBODY
    return NOBODY


def _caption(values: dict[str, Any]) -> str | None:
    value = values.get("caption")
    if value.__class__ is dict:
        return text(value.get("text"))
    if value.__class__ is str:
        return text(value)
    for node in nodes_of(values.get("edge_media_to_caption")):
        if node.__class__ is dict:
            return text(node.get("text"))
    return None


def _kind(values: dict[str, Any]) -> str | None:
    number = values.get("media_type")
    if number.__class__ is int:
        return _KINDS.get(number)
    if number is not None:
        return _NAMED_KINDS.get(str(number)) or _KINDS.get(count(number) or 0)
    kind = values.get("__typename")
    if kind.__class__ is str:
        for ending, name in (("Sidecar", "carousel"), ("Carousel", "carousel"), ("Video", "video"), ("Image", "photo")):
            if ending in kind:
                return name
    if "edge_sidecar_to_children" in values:
        return "carousel"
    if flag(values.get("is_video")) is True:
        return "video"
    old = values.get("type")
    return _NAMED_KINDS.get(old) if old.__class__ is str else None


def _likes(values: dict[str, Any]) -> int | None:
    found = count(values.get("like_count"))
    if found is None:
        found = first_of(values, ("edge_media_preview_like", "edge_liked_by", "likes", "likes_count"), _told)
    disabled = flag(values.get("like_and_view_counts_disabled"))
    if found is not None and found <= _HIDDEN_LIKES and disabled is True:
        return None
    # A bare like_count of 3 says nothing unless its object says that counts are shown, or is the Graph API's,
    # which leaves a hidden count out: recorded reels with thousands of comments answer 3 here.
    if values.get("like_count") == _HIDDEN_LIKES and disabled is not False and "permalink" not in values:
        return None
    return found


def _views(values: dict[str, Any]) -> int | None:
    """The first count that is not 0: names that a post does not use are 0 in some answers, as all are for pictures."""
    counts = [found for key in _VIEWS if (found := count(values.get(key))) is not None]
    none = counts[0] if counts and _kind(values) not in ("photo", "carousel") else None
    return next((found for found in counts if found), none)


def _comments_count(values: dict[str, Any]) -> int | None:
    found = first_of(values, ("comment_count", "comments_count"), count)
    return found if found is not None else first_of(values, _COMMENTS, _told)


def _told(value: Any) -> int | None:
    """A count in a connection, or bare as instaloader's files and home-made ones have it."""
    return counted(value) if value.__class__ is dict else count(value)


def _handles(people: list[Who] | None) -> list[str] | None:
    if not people:
        return None if people is None else []
    return list(dict.fromkeys(account.handle for account in people if account.handle is not None))


def _tagged(values: dict[str, Any]) -> list[Who] | None:
    """The accounts tagged in the picture or in any picture of a carousel; ``None`` where no key speaks of tags."""
    known = False
    people: dict[Who, None] = {}
    parts = [values]
    for key in ("edge_sidecar_to_children", "carousel_media"):
        if key in values:
            parts += nodes_of(values[key])
    for part in parts:
        if part.__class__ is not dict:
            continue
        tags = part.get("usertags")
        if "edge_media_to_tagged_user" in part:
            tags, known = part["edge_media_to_tagged_user"], True
        elif tags.__class__ is dict:
            tags, known = tags.get("in"), True
        elif "usertags" in part and part is values:
            known = True
        elif "users_in_photo" in part or "tagged_users" in part:  # the latter as services call it
            tags, known = part.get("users_in_photo") or part.get("tagged_users"), True
        for tag in nodes_of(tags):
            if tag.__class__ is dict:
                account = who(tag.get("user") if "user" in tag else tag)
                if account.handle is not None or account.native_id is not None:
                    people[account] = None
    return list(people) if known else None


def _coauthors(values: dict[str, Any]) -> list[Who] | None:
    entries = values.get("coauthor_producers")
    if entries.__class__ not in (list, dict):
        return None
    found = [who(entry) for entry in nodes_of(entries)]
    return [account for account in found if account.handle is not None or account.native_id is not None]


def _sponsors(values: dict[str, Any]) -> list[Who] | None:
    for key in ("edge_media_to_sponsor_user", "sponsor_tags", "sponsor_users"):
        entries = values.get(key)
        if entries.__class__ not in (list, dict):
            continue
        found: list[Who] = []
        for entry in nodes_of(entries):
            if entry.__class__ is dict:
                account = who(entry.get("sponsor") if entry.get("sponsor").__class__ is dict else entry)
                if account.handle is not None:
                    found.append(account)
        return found
    return None


def _place(value: Any) -> str | None:
    if value.__class__ is not dict:
        return None
    return filled(value.get("name")) or filled(value.get("short_name"))


def _pinned(values: dict[str, Any]) -> bool | None:
    for key in ("timeline_pinned_user_ids", "pinned_for_users", "clips_tab_pinned_user_ids"):
        if values.get(key).__class__ is list:
            return bool(values[key])
    return flag(values.get("is_pinned"))


def _image(values: dict[str, Any]) -> str | None:
    found = first_of(values, _IMAGES, web_address)
    if found is not None:
        return found
    versions = values.get("image_versions2")
    candidates = versions.get("candidates") if versions.__class__ is dict else None
    for candidate in nodes_of(candidates):
        found = web_address(candidate.get("url")) if candidate.__class__ is dict else None
        if found is not None:
            return found
    images = values.get("images")
    for key in ("standard_resolution", "low_resolution"):
        image = images.get(key) if images.__class__ is dict else None
        if image.__class__ is dict and web_address(image.get("url")) is not None:
            return web_address(image["url"])
    for part in nodes_of(values.get("carousel_media")):
        if part.__class__ is dict and part.get("image_versions2").__class__ is dict:
            return _image({"image_versions2": part["image_versions2"]})
    return None
