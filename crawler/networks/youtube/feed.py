"""The feed of a channel's newest fifteen videos (feeds/videos.xml), with their views and ratings."""

import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from crawler.networks.values import block, count_of, items_of, mapping, text_in
from crawler.networks.youtube.address import handle_of, is_channel_id
from crawler.networks.youtube.watch import post
from crawler.page import Page
from storage.facts import Fact, Profile

_NETWORK = "youtube"


def is_feed(page: Page) -> bool:
    """Whether a page is a channel's or a playlist's feed."""
    head = page.text[:2_000]
    return "<feed" in head and "youtube.com/xml/schemas" in head


def read_feed(page: Page) -> list[Fact]:
    """The channel (its name; there is no count of subscribers) and its videos, ``gone`` where there is none."""
    feed = feedparser.parse(io.BytesIO(page.body), sanitize_html=False, resolve_relative_uris=False)
    facts = list(_facts_of(feed, page))
    return facts or [block(_NETWORK, page, "gone", "a feed without a channel")]


def _facts_of(feed: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    head = mapping(feed.get("feed"))
    authors = items_of(head.get("authors")) or [mapping(head.get("author_detail"))]
    native = handle_of(str(mapping(authors[0]).get("href") or "").replace("http://", "https://"))
    if is_channel_id(native):
        yield Profile(
            network=_NETWORK,
            page=page.url,
            observed_at=page.time,
            native_id=native,
            handle=str(native),
            display_name=text_in(mapping(authors[0]).get("name")) or text_in(head.get("title")),
            created_at=_time_of(head.get("published_parsed")) if "channel:" in str(head.get("id")) else None,
        )
    for entry in items_of(feed.get("entries")):
        code, channel = entry.get("yt_videoid"), entry.get("yt_channelid")
        if isinstance(code, str):
            pictures = items_of(entry.get("media_thumbnail"))
            yield post(
                page,
                code,
                text_in(entry.get("title")),
                text_in(entry.get("summary")),
                author_native_id=channel if is_channel_id(channel) else None,
                posted_at=_time_of(entry.get("published_parsed")),
                views=count_of(mapping(entry.get("media_statistics")).get("views")),
                likes=count_of(mapping(entry.get("media_starrating")).get("count")),
                image_url=text_in(pictures[0].get("url")) if pictures else None,
            )


def _time_of(parsed: Any) -> datetime | None:
    return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
