"""Rows of tables of posts and accounts as tools for research write them, put under the names of the API v1.1.

minet and twitwi (github.com/medialab/twitwi: ``user_screen_name``, ``local_time``), TCAT and whoever writes like it
(``from_user_name``). Several values in one cell are parted by a bar.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from crawler.networks.values import count_of, flag, id_in, text_in

Values = Mapping[str, Any]
_STATUS = re.compile(r"/status/(\d{1,25})")
# TCAT's names of what twitwi names otherwise.
_OF_TCAT = {
    "user_screen_name": "from_user_name", "user_id": "from_user_id", "user_name": "from_user_realname",
    "user_description": "from_user_description", "user_url": "from_user_url", "user_verified": "from_user_verified",
    "user_image": "from_user_profile_image_url", "user_tweets": "from_user_tweetcount",
    "user_followers": "from_user_followercount", "user_friends": "from_user_friendcount",
    "user_created_at": "from_user_created_at", "timestamp_utc": "time", "like_count": "favorite_count",
    "to_username": "to_user_name", "to_userid": "to_user_id", "to_tweetid": "in_reply_to_status_id",
}  # fmt: skip


def native(value: Values) -> dict[str, Any] | None:
    """A row of such a table under the names of the API v1.1; ``None`` for any other object."""
    if "from_user_name" in value and "from_user_id" in value and "text" in value:
        return _post({name: value.get(_OF_TCAT.get(name, name)) for name in {*_OF_TCAT, *value}})
    if "user_screen_name" in value and "local_time" in value and "text" in value:
        return _post(value)
    if text_in(value.get("screen_name")) and {"tweets", "followers", "friends", "lists"} <= value.keys():
        return _account(value, "")
    return None


def _post(row: Values) -> dict[str, Any]:
    get, place = row.get, _STATUS.search(str(row.get("url")))
    kinds, pictures = _parts(row.get("media_types")), _parts(row.get("media_urls"))
    user = _account(row, "user_")
    return {
        "id_str": id_in(get("id")) or (place.group(1) if place else None),
        "full_text": str(get("text") or ""),
        "created_at": _moment(get("timestamp_utc")) or get("created_at"),
        "user": {**user, "description": user["description"] or ""},
        "favorite_count": count_of(get("like_count")),
        "retweet_count": count_of(get("retweet_count")),
        "reply_count": count_of(get("reply_count")),
        "views": {"count": count_of(get("impression_count"))},
        "in_reply_to_status_id_str": id_in(get("to_tweetid")),
        "in_reply_to_user_id_str": id_in(get("to_userid")),
        "in_reply_to_screen_name": text_in(get("to_username")),
        "place": {"full_name": get("place_name")},
        "entities": {
            "hashtags": [{"text": one} for one in _parts(get("hashtags"))],
            "user_mentions": [{"screen_name": one} for one in _parts(get("mentioned_names"))],
        },
        "extended_entities": {
            "media": [
                {"type": kind, "media_url_https": picture, "ext_alt_text": alt}
                for kind, picture, alt in zip(
                    kinds, _padded(pictures, kinds), _padded(_parts(get("media_alt_texts")), kinds), strict=True
                )
            ]
        },
        **({"retweeted_status": {"id_str": id_in(get("retweeted_id"))}} if get("retweeted_id") else {}),
    }


def _account(row: Values, before: str) -> dict[str, Any]:
    def get(name: str) -> Any:
        return row.get(before + name)

    address = text_in(get("url"))
    return {
        "id_str": id_in(get("id")),
        "screen_name": get("screen_name"),
        "name": get("name"),
        "description": get("description"),
        "location": get("location"),
        "followers_count": count_of(get("followers")),
        "friends_count": count_of(get("friends")),
        "statuses_count": count_of(get("tweets")),
        "protected": get("protected"),
        "verified": flag(get("is_blue_verified")) or get("verified"),
        "profile_image_url_https": get("image"),
        "created_at": _moment(get("timestamp_utc")) or get("created_at"),
        "entities": {"url": {"urls": [{"expanded_url": address}] if address else []}},
    }


def _moment(seconds: object) -> str | None:
    """A time in seconds since 1970, as a number or in digits, as ISO 8601."""
    number = count_of(seconds.removesuffix(".0") if isinstance(seconds, str) else seconds)
    return datetime.fromtimestamp(number, UTC).isoformat() if number is not None and number < 1 << 34 else None


def _parts(cell: object) -> list[str]:
    cells = cell.split("|") if isinstance(cell, str) else cell if isinstance(cell, list) else []
    return [part.strip() for part in cells if isinstance(part, str) and part.strip()]


def _padded(parts: list[str], beside: list[str]) -> list[str | None]:
    """As many parts as there are beside them."""
    return [*parts[: len(beside)], *[None] * (len(beside) - len(parts))]
