"""What ScrapeCreators and YT-API write of YouTube's pages: counts as numbers, and the texts that were printed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.values import count_of, flag, id_in, mapping, objects_in, shown_count, text_in, time_in, where_in
from crawler.networks.youtube.address import VIDEO_ID, handle_of, is_channel_id
from crawler.networks.youtube.api import rounded_within
from crawler.networks.youtube.watch import post
from crawler.page import Page
from storage.facts import Comment, Contact, Fact, Link, Profile

_NETWORK = "youtube"
_AGO = re.compile(r"\bago\b")


def is_service(value: object) -> bool:
    """Whether a JSON value is such an answer: a channel or a video itself, or lists that begin with a video or so."""
    head = mapping(value[0] if isinstance(value, list) and value else value)
    lists = [one[0] for one in head.values() if isinstance(one, list) and one]
    return any(_kind_of(mapping(one)) is not None for one in (head, head.get("meta"), *lists))


def read_service(value: object, page: Page) -> Iterator[Fact]:
    """The channels, videos and comments of such an answer, each once."""
    told: set[str | None] = set()
    if not is_service(value):
        return
    for one in objects_in(value):
        kind = _kind_of(one)
        if kind == "channel":
            yield from _channel(one, page)
        elif kind == "watched":
            yield from _watched(one, page)
        elif kind == "detail":
            yield _described(one, page)
        elif kind == "comment":
            yield _comment(one, page)
        elif kind == "video" and one["id"] not in told:
            told.add(one["id"])
            yield _video(one, page)


def _kind_of(value: Mapping[str, Any]) -> str | None:
    if {"subscriberCount", "subscriberCountText"} <= value.keys() and is_channel_id(value.get("channelId")):
        return "watched" if "channelTitle" in value and _code_of(value) else "channel"
    if "lengthSeconds" in value and "keywords" in value and is_channel_id(value.get("channelId")) and _code_of(value):
        return "detail"
    if "viewCountInt" in value and isinstance(value.get("id"), str) and VIDEO_ID.fullmatch(value["id"]):
        return "video"
    if "engagement" in value and "replyLevel" in value and is_channel_id(mapping(value.get("author")).get("channelId")):
        return "comment"
    return None


def _channel(value: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    get = value.get
    names = ("channel", "handle", "channelHandle")
    handle = next((said for name in names if (said := _handle_of(get(name))) is not None), value["channelId"])
    followers = _subscribers(value)
    bio = get("description")
    listed = get("links")
    listed = listed if isinstance(listed, list) else []
    told = [one.get("url") if isinstance(one, dict) else one for one in listed]
    links = [Link(url=one) for one in told if isinstance(one, str) and one.startswith("http")]
    counted = get("videoCount") if isinstance(get("videoCount"), int) else None
    yield Profile(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=value["channelId"],
        handle=handle,
        display_name=text_in(get("name")) or text_in(get("channelName")) or text_in(get("title")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=rounded_within(followers) if followers is not None else None,
        posts_count=count_of(str(get("videoCountText") or counted or "").partition(" ")[0].replace(",", "")),
        is_verified=flag(get("isVerified")),
        links=links or None,
        location=where_in(get("country")),
    )
    email = text_in(get("email"))
    if email is not None and "@" in email:
        yield Contact(
            network=_NETWORK, page=page.url, observed_at=page.time, handle=handle, kind="email", value=email,
            where="email", source_url=page.url,
        )  # fmt: skip


def _watched(value: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """A video with its channel: what the title and the description say is said of the video."""
    get = value.get
    told = {name: get(name) for name in ("channelId", "subscriberCount", "subscriberCountText", "channelHandle")}
    yield from _channel({**told, "title": get("channelTitle")}, page)
    yield _described(value, page)


def _described(value: Mapping[str, Any], page: Page) -> Fact:
    get = value.get
    said = text_in(get("commentCountText")) or ""
    return post(
        page,
        str(_code_of(value)),
        text_in(get("title")),
        text_in(get("description")),
        handle=_handle_of(get("channelHandle")),
        author_native_id=value["channelId"],
        posted_at=time_in(get("publishDate")),
        likes=count_of(get("likeCount")),
        comments=count_of(said.replace(",", "")),  # the number beside it may be rounded
        views=count_of(get("viewCount")),
    )


def _code_of(value: Mapping[str, Any]) -> str | None:
    code = value.get("id") or value.get("videoId")
    return code if isinstance(code, str) and VIDEO_ID.fullmatch(code) else None


def _subscribers(value: Mapping[str, Any]) -> int | None:
    """The subscribers; the text's, where the number beside it only seems to be exact ("4.03M", 4030001)."""
    count = count_of(value.get("subscriberCount"))
    shown, within = shown_count(value.get("subscriberCountText"))
    seems = count is not None and shown is not None and within and abs(count - shown) <= within
    return shown if seems and rounded_within(count or 0) == 0 else count


def _video(value: Mapping[str, Any], page: Page) -> Fact:
    get = value.get
    channel = mapping(get("channel"))
    native, base = channel.get("id"), str(channel.get("canonicalBaseUrl") or "")
    # Beside "11 months ago" the exact time is a guess counted back from the day of the request.
    is_guess = _AGO.search(str(get("publishDateText") or "")) is not None
    return post(
        page,
        value["id"],
        text_in(get("title")),
        text_in(get("description")),
        handle=_handle_of(channel.get("url"))
        or _handle_of(channel.get("handle"))
        or _handle_of(base.removeprefix("/")),
        author_native_id=native if is_channel_id(native) else None,
        posted_at=None if is_guess else time_in(get("publishDate")),
        likes=count_of(get("likeCountInt")),
        comments=count_of(get("commentCountInt")),
        views=count_of(get("viewCountInt")),
        paid_partnership=flag(get("isPaidPromotion")) or None,
        image_url=text_in(get("thumbnail")),
    )


def _comment(value: Mapping[str, Any], page: Page) -> Comment:
    author, native_id = mapping(value["author"]), id_in(value.get("id"))
    above, _, below = (native_id or "").partition(".")
    return Comment(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=native_id,
        author_handle=_handle_of(author.get("name")),
        author_native_id=author["channelId"],
        text=text_in(value.get("content")),
        likes=count_of(mapping(value["engagement"]).get("likes")),
        reply_to=above if below else None,
    )


def _handle_of(value: object) -> str | None:
    """The handle in an address, or written with or without its @; ``None`` for an id in its place."""
    if not isinstance(value, str) or not value:
        return None
    address = value.replace("http://", "https://") if "//" in value else f"https://www.youtube.com/@{value.lstrip('@')}"
    found = handle_of(address)
    return None if found is None or is_channel_id(found) else found
