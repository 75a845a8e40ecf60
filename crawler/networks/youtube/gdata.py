"""The API before 2015 (GData, version 2, as JSON): entries of videos and of accounts, whose texts stand under ``$t``.

A channel's id stands there without the letters UC in front; the names that accounts had are no handles of today.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.values import count_of, items_of, mapping, objects_in, text_in, time_in, where_in
from crawler.networks.youtube.address import is_channel_id
from crawler.networks.youtube.watch import post
from crawler.page import Page
from storage.facts import Fact, Profile

Values = Mapping[str, Any]
_SCHEMA = "http://gdata.youtube.com/schemas/2007#"
_CODE = re.compile(r"(?:video:|/videos/)([\w-]{11})$")


def is_gdata(value: Values) -> bool:
    """Whether a JSON object is an answer of this API."""
    return any(_kinds_of(mapping(value.get(name))) for name in ("entry", "feed"))


def read_gdata(value: object, page: Page) -> Iterator[Fact]:
    """The videos and the accounts of an answer."""
    for one in objects_in(value):
        kinds = _kinds_of(one)
        if "video" in kinds:
            yield from _video(one, page)
        elif "userProfile" in kinds and is_channel_id(channel := _channel_of(one)):
            counts = mapping(one.get("yt$statistics"))
            followers = count_of(counts.get("subscriberCount"))
            yield Profile(
                network="youtube",
                page=page.url,
                observed_at=page.time,
                native_id=channel,
                handle=str(channel),
                display_name=_text(one.get("title")),
                bio=_text(one.get("summary")) or _text(one.get("content")),
                followers=followers,
                followers_within=None if followers is None else 0,
                created_at=time_in(_text(one.get("published"))),
                location=where_in(_text(one.get("yt$location"))),
            )


def _video(entry: Values, page: Page) -> Iterator[Fact]:
    group = mapping(entry.get("media$group"))
    code = _text(group.get("yt$videoid"))
    if code is None and (named := _CODE.search(_text(entry.get("id")) or "")) is not None:
        code = named.group(1)
    if code is None:
        return
    authors = items_of(entry.get("author"))
    channel = _text(group.get("yt$uploaderId")) or (_channel_of(authors[0]) if authors else None)
    talk = mapping(mapping(entry.get("gd$comments")).get("gd$feedLink"))
    yield post(
        page,
        code,
        _text(entry.get("title")),
        _text(group.get("media$description")),
        author_native_id=channel if is_channel_id(channel) else None,
        posted_at=time_in(_text(group.get("yt$uploaded")) or _text(entry.get("published"))),
        likes=count_of(mapping(entry.get("yt$rating")).get("numLikes")),
        comments=count_of(talk.get("countHint")),
        views=count_of(mapping(entry.get("yt$statistics")).get("viewCount")),
    )


def _kinds_of(entry: Values) -> list[str]:
    terms = [str(one.get("term")) for one in items_of(entry.get("category"))]
    return [term.removeprefix(_SCHEMA) for term in terms if term.startswith(_SCHEMA)]


def _channel_of(value: Values) -> str | None:
    number = _text(value.get("yt$userId")) or _text(value.get("yt$channelId"))
    return None if number is None else number if number.startswith("UC") else f"UC{number}"


def _text(value: object) -> str | None:
    return text_in(mapping(value).get("$t"))
