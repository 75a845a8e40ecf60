"""Channels, videos and comments as tools keep them of the site's answers, counts as they are printed.

scrapfly-scrapers (github.com/scrapfly/scrapfly-scrapers) and Apify's actor for comments. Times are told as "2 days
ago" there, and so are left out; a video's day is none in UTC, but near enough to say.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from crawler.networks.values import (
    count_of,
    flag,
    items_of,
    links_in,
    mapping,
    objects_in,
    shown_count,
    text_in,
    where_in,
)
from crawler.networks.youtube.address import VIDEO_ID, handle_of, is_channel_id
from crawler.networks.youtube.api import rounded_within
from crawler.networks.youtube.watch import post
from crawler.page import Page
from storage.facts import Comment, Fact, Link, Profile

_NETWORK = "youtube"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAY = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})")


def is_shortened(value: Mapping[str, Any]) -> bool:
    """Whether an object is one of these."""
    return _kind_of(value) is not None


def read_shortened(value: object, page: Page) -> Iterator[Fact]:
    """The channels, videos and comments of such a file."""
    for one in objects_in(value):
        kind = _kind_of(one)
        if kind == "video":
            yield from _video(one, page)
        elif kind == "channel":
            yield _channel(one, one, page)
        elif kind == "comment":
            yield _comment(one, page)
        elif kind == "acted comment":
            yield _acted_comment(one, page)
        elif kind == "played":
            yield _played(one, page)
        elif kind == "listed":
            yield post(
                page, one.get("videoId") or one["id"], text_in(one.get("title")), text_in(one.get("description")),
                views=shown_count(one.get("viewCount"))[0],
            )  # fmt: skip


def _kind_of(value: Mapping[str, Any]) -> str | None:
    video, channel = mapping(value.get("video")), mapping(value.get("channel"))
    if _is_code(video.get("videoId")) and is_channel_id(channel.get("identifierId")):
        return "video"
    if "subscriberCount" in value and "joinedDate" in value and "youtube.com/@" in str(value.get("url")):
        return "channel"
    comment, author = mapping(value.get("comment")), mapping(value.get("author"))
    if isinstance(comment.get("text"), str) and is_channel_id(author.get("id")) and "displayName" in author:
        return "comment"
    if _is_code(value.get("videoId")) and is_channel_id(value.get("channelId")) and "shortDescription" in value:
        return "played"
    if str(value.get("url")).startswith("https://youtu.be/") and _is_code(value.get("videoId") or value.get("id")):
        return "listed" if "viewCount" in value else None
    told = isinstance(value.get("comment"), str) and text_in(value.get("cid"))
    return "acted comment" if told and _is_code(value.get("videoId")) else None


def _is_code(value: object) -> bool:
    return isinstance(value, str) and VIDEO_ID.fullmatch(value) is not None


def _video(value: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    video, channel = mapping(value["video"]), mapping(value["channel"])
    stats = mapping(video.get("stats"))
    yield post(
        page, video["videoId"], text_in(video.get("title")), text_in(video.get("description")),
        handle=_handle(channel.get("id")), author_native_id=channel["identifierId"],
        posted_at=_day(video.get("publishingDate")), likes=count_of(stats.get("likeCount")),
        comments=count_of(stats.get("commentCount")), views=count_of(stats.get("viewCount")),
    )  # fmt: skip
    yield _channel(channel, {}, page)


def _played(value: Mapping[str, Any], page: Page) -> Fact:
    return post(
        page, value["videoId"], text_in(value.get("title")), text_in(value.get("shortDescription")),
        author_native_id=value["channelId"], views=count_of(value.get("viewCount")),
    )  # fmt: skip


def _channel(channel: Mapping[str, Any], about: Mapping[str, Any], page: Page) -> Profile:
    """A channel beside its video, or with what is told ``about`` it on a page of its own."""
    native = channel.get("identifierId")
    followers, within = shown_count(channel.get("subscriberCount"))
    if within == 0 and followers is not None:
        within = rounded_within(followers)
    bio, address = about.get("description"), f"https://{str(channel.get('url')).removeprefix('https://')}"
    told = [one["url"] for one in items_of(about.get("links")) if isinstance(one.get("url"), str)]
    links = [Link(url=one if "://" in one else f"https://{one}") for one in told]
    return Profile(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=native if isinstance(native, str) else None,
        handle=_handle(channel.get("id")) or handle_of(address) or str(native),
        display_name=text_in(channel.get("name")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=within,
        posts_count=shown_count(about.get("videoCount"))[0],
        is_verified=flag(channel.get("verified")),
        links=links or links_in(bio if isinstance(bio, str) else None) or None,
        location=where_in(about.get("country")),
    )


def _comment(value: Mapping[str, Any], page: Page) -> Comment:
    comment, author = mapping(value["comment"]), mapping(value["author"])
    return Comment(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=text_in(comment.get("id")),
        author_handle=_handle(author.get("displayName")),
        author_native_id=author["id"],
        text=comment["text"],
        likes=count_of(mapping(value.get("stats")).get("likeCount")),
    )


def _acted_comment(value: Mapping[str, Any], page: Page) -> Comment:
    return Comment(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=value["cid"],
        post=value["videoId"],
        author_handle=_handle(value.get("author")),
        text=value["comment"],
        likes=count_of(value.get("voteCount")),
        reply_to=text_in(value.get("replyToCid")),
    )


def _handle(value: object) -> str | None:
    return value[1:].lower() if isinstance(value, str) and value.startswith("@") and len(value) > 1 else None


def _day(value: object) -> datetime | None:
    found = _DAY.search(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return datetime(int(found.group(3)), _MONTHS.index(found.group(1)) + 1, int(found.group(2)), tzinfo=UTC)
    except ValueError:
        return None
