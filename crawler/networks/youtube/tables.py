"""Rows of tables of videos and of comments, as minet and the well-known sets of trending videos write them.

The site's own names with or without underscores (``video_id``, ``channel_title``, ``channelId``, ``view_count``).
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.networks.values import count_of, flag, id_in, text_in, time_in
from crawler.networks.youtube.address import VIDEO_ID, is_channel_id
from crawler.networks.youtube.watch import post
from crawler.page import Page
from storage.facts import Comment, Fact

Values = Mapping[str, Any]
_NETWORK = "youtube"
_CHANNEL = ("channel_id", "channelId", "channel_title", "channelTitle")
_COUNTS = ("views", "view_count", "viewCount", "likes", "like_count", "likeCount")
_AUTHOR = ("author_channel_id", "authorChannelId")


def is_row(value: Values) -> bool:
    """Whether an object is a video or a comment of such a table."""
    return _is_video(value) or _is_comment(value)


def fact_of(row: Values, page: Page) -> Fact:
    """The video or the comment that a row is."""
    return _comment(row, page) if _is_comment(row) else _video(row, page)


def _is_video(value: Values) -> bool:
    code = _first(value, "video_id", "videoId")
    return (
        isinstance(code, str)
        and VIDEO_ID.fullmatch(code) is not None
        and isinstance(value.get("title"), str)
        and any(text_in(value.get(name)) for name in _CHANNEL)
        and any(name in value for name in _COUNTS)
    )


def _is_comment(value: Values) -> bool:
    return isinstance(value.get("text"), str) and "comment_id" in value and is_channel_id(_first(value, *_AUTHOR))


def _video(row: Values, page: Page) -> Fact:
    channel = _first(row, "channel_id", "channelId")
    return post(
        page,
        str(_first(row, "video_id", "videoId")),
        text_in(row["title"]),
        text_in(row.get("description")),
        author_native_id=channel if is_channel_id(channel) else None,
        posted_at=_moment(row),
        likes=None
        if flag(row.get("ratings_disabled")) is True
        else count_of(_first(row, "likes", "like_count", "likeCount")),
        comments=None
        if flag(row.get("comments_disabled")) is True
        else count_of(_first(row, "comment_count", "commentCount", "comments")),
        views=count_of(_first(row, "views", "view_count", "viewCount")),
        image_url=text_in(row.get("thumbnail_link")),
    )


def _comment(row: Values, page: Page) -> Fact:
    name, above = text_in(row.get("author_name")) or "", id_in(row.get("parent_comment_id"))
    return Comment(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(row["comment_id"]),
        post=text_in(row.get("video_id")),
        author_handle=name[1:].lower() if re.fullmatch(r"@[\w.-]{3,30}", name) else None,
        author_native_id=id_in(_first(row, *_AUTHOR)),
        text=text_in(row["text"]),
        posted_at=_moment(row),
        likes=count_of(row.get("like_count")),
        reply_to=above,
    )


def _moment(row: Values) -> datetime | None:
    return time_in(_first(row, "published_at", "publishedAt", "publish_time"))


def _first(row: Values, *names: str) -> Any:
    """The value under the first of these names that a row has."""
    return next((row[name] for name in names if row.get(name) is not None), None)
