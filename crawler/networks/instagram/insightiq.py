"""Reports of InsightIQ (Phyllo), whose accounts have a platform_username: put back into the names Instagram uses.

What it guesses of a person (gender, age, audience) is left out. https://docs.insightiq.ai
"""

import re
from typing import Any

from crawler.networks import connected
from crawler.networks.instagram.values import handle, identifier, objects_of

Values = dict[str, Any]
_TYPES = {"PERSONAL": 1, "BUSINESS": 2, "CREATOR": 3}
_KINDS = {"IMAGE": 1, "VIDEO": 2, "REELS": 2, "CAROUSEL": 8, "CAROUSEL_ALBUM": 8}
_CONTENTS = ("recent_contents", "top_contents", "sponsored_contents")
_NAIVE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?")
_COUNTS = ("follower_count", "following_count", "content_count")
_CONNECTED = (
    "platform_username", "url", "external_id", "full_name", "introduction", "is_verified", "platform_account_type",
    "image_url",
)  # fmt: skip


def content(values: Values) -> Values | None:
    """A post of an account that its owner connected; ``None`` for another network's, and for stories."""
    if not connected.is_content(values, "instagram"):
        return None
    found = _post(values)
    return {
        **found,
        "pk": None,
        "user": {"username": connected.owner_of(values), "pk": values.get("platform_profile_id")},
    }


def report(values: Values) -> Values | None:
    """An account of such a report with its posts and those it is compared with; ``None`` for another network's."""
    name, get = handle(values.get("platform_username")), values.get
    if name is None or "instagram.com/" not in str(get("url")):
        return None
    if connected.is_profile(values, "instagram"):
        counts: Values = {key: values["reputation"].get(key) for key in _COUNTS}
        return report({**counts, **{key: get(key) for key in _CONNECTED}})
    contacts = objects_of(get("contact_details"))
    links = [{"url": one.get("value")} for one in contacts if str(one.get("value")).startswith("http")]
    found: Values = {
        "username": name,
        "pk": get("external_id"),
        "full_name": get("full_name"),
        "biography": get("introduction"),
        "follower_count": get("follower_count"),
        "following_count": get("following_count"),
        "media_count": get("content_count"),
        "is_verified": get("is_verified"),
        "account_type": _TYPES.get(str(get("platform_account_type"))),
        "profile_pic_url": get("image_url"),
        "public_email": next((one.get("value") for one in contacts if one.get("type") == "email"), None),
        "compared": objects_of(get("lookalikes")),
    }
    if links:
        found["bio_links"] = links
    posts = [_post(one) for key in _CONTENTS for one in objects_of(get(key))]
    if posts:
        found["edge_owner_to_timeline_media"] = {"edges": [{"node": one} for one in posts]}
    return found


def _post(content: Values) -> Values:
    counts: Values = (objects_of([content.get("engagement")]) or [{}])[0]
    found: Values = {
        "permalink": content.get("url"),
        "taken_at": _utc(content.get("published_at")),
        "media_type": _KINDS.get(str(content.get("type"))),
        "like_count": counts.get("like_count"),
        "comments_count": counts.get("comment_count"),
        "play_count": counts.get("play_count"),
        "view_count": counts.get("view_count"),
        "reshare_count": counts.get("share_count"),
        "display_url": content.get("thumbnail_url"),
        "pk": identifier(content.get("external_id")),
    }
    if content.get("description").__class__ is str:
        found["caption"] = {"text": content["description"]}
    return found


def _utc(value: Any) -> Any:
    """A time that it writes in UTC without saying so."""
    return f"{value}+00:00" if value.__class__ is str and _NAIVE.fullmatch(value) else value
