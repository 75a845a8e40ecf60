"""Rows of the tables that minet writes (github.com/medialab/minet): posts of a hashtag or a place, and comments."""

from typing import Any

Values = dict[str, Any]


def post(values: Values) -> Values | None:
    """A post under the names of the site's answers, ``None`` for any other object; it tells its owner's id alone."""
    get = values.get
    if "shortcode" not in values or "preview_like_count" not in values:
        return None
    return {
        "__typename": get("media_type"),
        "id": get("id"),
        "shortcode": get("shortcode"),
        "caption": {"text": get("caption") or ""},
        "owner": {"id": get("owner_id")},
        "edge_liked_by": {"count": get("liked_by_count")},
        "edge_media_to_comment": {"count": get("comment_count")},
        "video_view_count": get("video_view_count"),
        "taken_at_timestamp": get("taken_at_timestamp"),
        "accessibility_caption": get("accessibility_caption"),
        "display_url": get("display_url"),
    }


def comment(values: Values) -> Values | None:
    """A comment under the names of the app's answers; ``None`` for any other object. Its post is not told."""
    get = values.get
    if "comment_like_count" not in values or "created_at_utc" not in values:
        return None
    return {
        "pk": get("id"),
        "text": get("text"),
        "created_at": get("created_at_utc"),
        "comment_like_count": get("comment_like_count"),
        "parent_comment_id": get("parent_id"),
        "user": {"username": get("username"), "pk": get("user_id"), "full_name": get("user_full_name")},
    }
