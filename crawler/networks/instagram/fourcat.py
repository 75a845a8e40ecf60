"""Posts as 4CAT's tables hold them (github.com/digitalmethodsinitiative/4cat): ``body``, ``author``, ``num_likes``."""

from typing import Any

from crawler.networks.instagram.posts import code_in

Values = dict[str, Any]
_KINDS = {"photo": 1, "video": 2}


def native(values: Values) -> Values | None:
    """A row under Instagram's own names; ``None`` for other rows with such a key, and for comments, whose address is
    not told."""
    get = values.get
    address, author = get("url"), get("author")
    code = code_in(address) if address.__class__ is str and "instagram.com/" in address else None
    if code is None or author.__class__ is not str or "body" not in values:
        return None
    media = get("num_media")
    return {
        "code": code,
        # Its other time is written as the clock of its server shows it.
        "taken_at": get("unix_timestamp"),
        "caption": {"text": get("body") or ""},
        "user": {
            "username": author,
            "full_name": get("author_fullname"),
            "profile_pic_url": get("author_avatar_url"),
        },
        "like_count": get("num_likes"),
        "comment_count": get("num_comments"),
        "media_type": 8 if media.__class__ is int and media > 1 else _KINDS.get(str(get("type"))),
        "display_url": get("image_url"),
        "location": {"name": get("location_name")},
    }
