"""Answers that tools shortened: the site's own objects with some keys only, texts and people as bare strings.

scrapfly-scrapers (github.com/scrapfly/scrapfly-scrapers): ``captions``, ``profile_image``, ``owner_verified``.
"""

from typing import Any

Values = dict[str, Any]


def post(values: Values) -> Values | None:
    """A post with ``captions``, of which the first is its text."""
    captions = values["captions"]
    if "shortcode" not in values or captions.__class__ is not list or "caption" in values:
        return None
    said = next((one for one in captions if one.__class__ is str), "")
    tagged = values.get("tagged_users")
    found = {key: value for key, value in values.items() if key not in ("captions", "tagged_users", "views")}
    found["caption"] = {"text": said}
    found["video_view_count"] = values.get("views")
    if tagged.__class__ is list:
        found["usertags"] = {"in": [{"user": {"username": one}} for one in tagged if one.__class__ is str]}
    return found


def account(values: Values) -> Values | None:
    """An account whose followers are a bare number beside its ``bio``."""
    get = values.get
    if get("username").__class__ is not str or get("followers").__class__ is not int or "bio" not in values:
        return None
    links = get("bio_links")
    found = dict(values) | {"follower_count": get("followers"), "following_count": get("follows")}
    found["biography"] = get("bio")
    found["profile_pic_url"] = get("profile_image")
    if links.__class__ is list:
        found["bio_links"] = [{"url": one} if one.__class__ is str else one for one in links]
    return found


def comment(values: Values) -> Values | None:
    """A comment whose ``owner`` is a bare handle."""
    get = values.get
    if get("text").__class__ is not str or get("owner").__class__ is not str:
        return None
    found = dict(values) | {"user": {"username": get("owner"), "pk": get("owner_id")}}
    found["comment_like_count"] = get("likes")
    del found["owner"]
    return found
