"""Rows of tables of videos, comments and channels: minet's, YouTube Data Tools', sets of trending videos.

The site's own names with or without underscores (``video_id``, ``channel_title``, ``channelId``, ``view_count``).
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.networks.values import count_of, flag, flag_of_country, id_in, shown_count, text_in, time_in
from crawler.networks.youtube.address import VIDEO_ID, is_channel_id
from crawler.networks.youtube.api import rounded_within
from crawler.networks.youtube.watch import post
from crawler.page import Page
from storage.facts import Comment, Fact, Profile

Values = Mapping[str, Any]
_NETWORK = "youtube"
_CHANNEL = ("channel_id", "channelId", "channel_title", "channelTitle")
_COUNTS = ("views", "view_count", "viewCount", "likes", "like_count", "likeCount")
_AUTHOR = ("author_channel_id", "authorChannelId")
_FOLLOWERS = ("subscriberCount", "subscriber_count")


def is_row(value: Values) -> bool:
    """Whether an object is a video or a comment of such a table."""
    return _is_video(value) or _is_comment(value) or _is_account(value)


def fact_of(row: Values, page: Page) -> Fact:
    """The video, the comment or the channel that a row is."""
    if _is_account(row):
        return _account(row, page)
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
    marked = "comment_id" in value or "isReply" in value
    return isinstance(value.get("text"), str) and marked and is_channel_id(_first(value, *_AUTHOR))


def _is_account(value: Values) -> bool:
    named = text_in(_first(value, "title", "name")) is not None
    return is_channel_id(value.get("id")) and named and _first(value, *_FOLLOWERS) is not None


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
    name = text_in(_first(row, "author_name", "authorName")) or ""
    above = id_in(_first(row, "parent_comment_id", "isReplyTo"))
    return Comment(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(_first(row, "comment_id", "id")),
        post=text_in(row.get("video_id")),
        author_handle=name[1:].lower() if re.fullmatch(r"@[\w.-]{3,30}", name) else None,
        author_native_id=id_in(_first(row, *_AUTHOR)),
        text=text_in(row["text"]),
        posted_at=_moment(row),
        likes=count_of(_first(row, "like_count", "likeCount")),
        reply_to=above,
    )


def _account(row: Values, page: Page) -> Fact:
    followers, within = shown_count(_first(row, *_FOLLOWERS))
    return Profile(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=row["id"],
        handle=row["id"],
        display_name=text_in(_first(row, "title", "name")),
        bio=row["description"] if isinstance(row.get("description"), str) else None,
        followers=followers,
        followers_within=rounded_within(followers) if followers is not None and within == 0 else within,
        posts_count=count_of(_first(row, "videoCount", "video_count")),
        created_at=_moment(row),
        location=flag_of_country(row.get("country")),
    )


def _moment(row: Values) -> datetime | None:
    return time_in(_first(row, "published_at", "publishedAt", "publish_time"))


def _first(row: Values, *names: str) -> Any:
    """The value under the first of these names that a row has."""
    return next((row[name] for name in names if row.get(name) is not None), None)
