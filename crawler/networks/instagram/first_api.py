"""Instagram's own API of before 2020 (api.instagram.com/v1), under the names of later answers."""

from typing import Any

from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import handle

Values = dict[str, Any]


def is_list(values: Values) -> bool:
    """Whether an object is an answer that lists accounts or hashtags, whose own shapes say too little."""
    meta, data = values.get("meta"), values.get("data")
    if meta.__class__ is not dict or "code" not in meta:
        return False
    first = data[0] if data.__class__ is list and data else data
    return first.__class__ is dict and (is_tag(first) or "profile_picture" in first)


def is_tag(values: Values) -> bool:
    """Whether an object is a hashtag of a search."""
    return values.keys() == {"name", "media_count"}


def account(values: Values) -> Values | None:
    """An account with its numbers, which stand in ``counts``."""
    counts = values["counts"]
    if counts.__class__ is not dict or "followed_by" not in counts or handle(values.get("username")) is None:
        return None
    return {
        "pk": values.get("id"),
        "username": values["username"],
        "full_name": values.get("full_name"),
        "biography": values.get("bio"),
        "external_url": values.get("website") or None,
        "profile_pic_url": values.get("profile_picture"),
        "follower_count": counts.get("followed_by"),
        "following_count": counts.get("follows"),
        "media_count": counts.get("media"),
        "is_business_account": values.get("is_business"),
    }


def stub(values: Values) -> Values | None:
    """An account that only says who it is."""
    if handle(values.get("username")) is None or "counts" in values:
        return None
    names = [name for key in ("first_name", "last_name") if (name := values.get(key)).__class__ is str and name]
    return {
        "pk": values.get("id"),
        "username": values["username"],
        "full_name": values.get("full_name") or " ".join(names) or None,
        "profile_pic_url": values["profile_picture"],
    }


def post(values: Values) -> Values | None:
    """A post: its code stands in its address alone."""
    address = values.get("link")
    code = code_in(address) if address.__class__ is str and "instagr" in address else None
    if code is None or "code" in values or "shortcode" in values:
        return None
    found = {key: value for key, value in values.items() if key not in ("link", "tags", "filter", "user_has_liked")}
    return {**found, "code": code}
