"""Tools' files about YouTube: yt-dlp's info files, Apify's actors (numberOfSubscribers), Bright Data's sets."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks import connected
from crawler.networks.values import (
    count_of,
    flag,
    id_in,
    items_of,
    links_in,
    mapping,
    objects_in,
    shown_count,
    text_in,
    time_in,
)
from crawler.networks.youtube.address import VIDEO_ID, handle_of, is_channel_id
from crawler.networks.youtube.api import rounded_within
from crawler.networks.youtube.gdata import is_gdata, read_gdata
from crawler.networks.youtube.searches import is_search, read_search
from crawler.networks.youtube.services import is_service, read_service
from crawler.networks.youtube.shortened import is_shortened, read_shortened
from crawler.networks.youtube.tables import fact_of, is_row
from crawler.networks.youtube.watch import post
from crawler.page import Page
from storage.facts import Comment, Contact, Fact, Link, Post, Profile

_NETWORK = "youtube"
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")


def is_tools(value: object) -> bool:
    """Whether a JSON value is one of these files: an object of theirs, or a list of such."""
    first = value[0] if isinstance(value, list) and value else value
    listed = items_of(mapping(first).get("data"))[:1]
    if any(_is_connected(one) for one in (mapping(first), *listed)):
        return True
    if is_shortened(mapping(first)) or is_gdata(mapping(first)):
        return True
    return _kind_of(mapping(first)) is not None or is_service(value) or is_search(value)


def read_tools(value: object, page: Page) -> Iterator[Fact]:
    """The channels, videos and comments that such a file tells of; a video once, by whom it is told best."""
    told: set[str | None] = set()
    for fact in _read(value, page):
        if not isinstance(fact, Post) or fact.native_id not in told:
            yield fact
        if isinstance(fact, Post):
            told.add(fact.native_id)


def _read(value: object, page: Page) -> Iterator[Fact]:
    yield from read_service(value, page)
    yield from read_search(value, page)
    yield from read_shortened(value, page)
    yield from read_gdata(value, page)
    for one in objects_in(value):
        kind = _kind_of(one)
        if kind == "yt-dlp":
            yield from _downloaded(one, page)
        elif kind == "apify":
            yield from _acted(one, page)
        elif kind == "bright-data":
            yield from _collected(one, page)
        elif kind == "row":
            yield fact_of(one, page)
        elif _is_connected(one):
            yield _connected(one, page)


def _kind_of(value: Mapping[str, Any]) -> str | None:
    if str(value.get("extractor_key") or value.get("ie_key") or "").startswith("Youtube") and "id" in value:
        return "yt-dlp"
    if "channelUrl" in value and "youtube.com/" in str(value["channelUrl"]):
        return "apify"
    if "youtube.com/" in str(value.get("url")) and ({"youtuber", "handle", "video_id"} & value.keys()):
        return "bright-data"
    return "row" if is_row(value) else None


def _downloaded(info: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """yt-dlp: https://github.com/yt-dlp/yt-dlp#output-template names the fields."""
    get = info.get
    native = get("channel_id") if is_channel_id(get("channel_id")) else None
    handle = _handle_in(get("uploader_id"), get("uploader_url"), get("channel_url"))
    code = get("id")
    if isinstance(code, str) and VIDEO_ID.fullmatch(code) and get("_type") in (None, "video", "url"):
        at = time_in(get("timestamp")) or time_in(_DAY.sub(r"\1-\2-\3", str(get("upload_date") or "")))
        yield post(
            page, code, text_in(get("title")), text_in(get("description")), handle=handle, author_native_id=native,
            posted_at=at, likes=count_of(get("like_count")), comments=count_of(get("comment_count")),
            views=count_of(get("view_count")), image_url=text_in(get("thumbnail")),
        )  # fmt: skip
    followers = count_of(get("channel_follower_count"))
    if (handle or native) and followers is not None:
        is_channel = get("_type") == "playlist"
        bio = get("description") if is_channel and isinstance(get("description"), str) else None
        yield _profile(
            page, native, handle, text_in(get("channel")) or text_in(get("uploader")), followers,
            rounded_within(followers), bio=bio, is_verified=flag(get("channel_is_verified")),
            links=links_in(bio) or None,
        )  # fmt: skip
    for one in items_of(get("comments")):
        author, above = _handle_in(one.get("author"), one.get("author_url")), one.get("parent")
        yield Comment(
            network=_NETWORK,
            page=page.url,
            observed_at=page.time,
            native_id=id_in(one.get("id")),
            post=text_in(code),
            author_handle=author,
            author_native_id=id_in(one.get("author_id")),
            text=text_in(one.get("text")),
            posted_at=time_in(one.get("timestamp")),
            likes=count_of(one.get("like_count")),
            reply_to=None if above == "root" else text_in(above),
        )


def _acted(item: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    get = item.get
    native = get("channelId") if is_channel_id(get("channelId")) else None
    handle = _handle_in(get("channelUsername"), get("channelHandle"), get("channelUrl"), get("inputChannelUrl"))
    code = get("id")
    if isinstance(code, str) and VIDEO_ID.fullmatch(code):
        yield post(
            page, code, text_in(get("title")), text_in(get("text")) or text_in(get("description")), handle=handle,
            author_native_id=native, posted_at=time_in(get("date")), likes=count_of(get("likes")),
            comments=count_of(get("commentsCount")), views=count_of(get("viewCount")),
            paid_partnership=flag(get("isPaidContent")) or None, image_url=text_in(get("thumbnailUrl")),
        )  # fmt: skip
    followers, within = _counted(get("numberOfSubscribers", get("subscriberCount")))
    if (handle or native) and followers is not None:
        bio = get("channelDescription")
        shown = [Link(url=one) for one in _texts(get("externalLinks")) if one.startswith("http")]
        yield _profile(
            page, native, handle, text_in(get("channelName")), followers, within,
            bio=bio if isinstance(bio, str) else None, posts_count=count_of(get("channelTotalVideos")),
            is_verified=flag(get("isChannelVerified")), avatar_url=text_in(get("channelAvatarUrl")),
            links=shown or links_in(bio if isinstance(bio, str) else None) or None,
        )  # fmt: skip
        for email in _texts(get("emails")):
            yield Contact(
                network=_NETWORK, page=page.url, observed_at=page.time, handle=handle or str(native), kind="email",
                value=email, where="emails", source_url=page.url,
            )  # fmt: skip


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _collected(item: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    get = item.get
    handle = _handle_in(get("handle"), get("handle_name"), get("youtuber"), get("channel_url"), get("url"))
    code = get("video_id")
    followers, within = _counted(get("subscribers"))
    if isinstance(code, str) and VIDEO_ID.fullmatch(code):
        native = get("youtuber_id") or get("channel_id")
        yield post(
            page, code, text_in(get("title")), text_in(get("description")), handle=handle,
            author_native_id=native if is_channel_id(native) else None, posted_at=time_in(get("date_posted")),
            likes=count_of(get("likes")), comments=count_of(get("num_comments")), views=count_of(get("views")),
            image_url=text_in(get("preview_image")),
        )  # fmt: skip
        if handle and followers is not None:
            yield _profile(page, None, handle, None, followers, within)
    elif handle and ("subscribers" in item or "videos_count" in item):
        bio = get("description") or get("Description")
        listed = get("Links") or get("links")
        told = listed if isinstance(listed, list) else []
        shown = [Link(url=one) for one in told if isinstance(one, str) and one.startswith("http")]
        native = get("id") or get("identifier")
        yield _profile(
            page, native if is_channel_id(native) else None, handle, text_in(get("name")), followers, within,
            bio=bio if isinstance(bio, str) else None, posts_count=count_of(get("videos_count")),
            created_at=time_in(get("created_date")), links=shown or None, avatar_url=text_in(get("profile_image")),
        )  # fmt: skip


def _is_connected(value: Mapping[str, Any]) -> bool:
    return connected.is_profile(value, _NETWORK) or connected.is_content(value, _NETWORK)


def _connected(value: Mapping[str, Any], page: Page) -> Fact:
    """A channel or a video that Phyllo passes on; who logs in to a channel is not named."""
    get = value.get
    native = get("platform_profile_id") if is_channel_id(get("platform_profile_id")) else None
    if "reputation" in value:
        counts, bio = mapping(value["reputation"]), get("introduction")
        followers = count_of(counts.get("subscriber_count"))
        return _profile(
            page, native, _handle_in(get("url")), text_in(get("platform_profile_name")), followers,
            None if followers is None else rounded_within(followers), bio=bio if isinstance(bio, str) else None,
            posts_count=count_of(counts.get("content_count")), created_at=time_in(get("platform_profile_published_at")),
        )  # fmt: skip
    counts = mapping(value["engagement"])
    return post(
        page, str(get("external_id")), text_in(get("title")), text_in(get("description")), author_native_id=native,
        posted_at=time_in(get("published_at")), likes=count_of(counts.get("like_count")),
        comments=count_of(counts.get("comment_count")), views=count_of(counts.get("view_count")),
        image_url=text_in(get("thumbnail_url")),
    )  # fmt: skip


def _counted(value: object) -> tuple[int | None, int | None]:
    """Subscribers as a tool writes them: a number is what the page rounded, a text as it is printed."""
    followers, within = shown_count(value)
    return followers, rounded_within(followers) if followers is not None and within == 0 else within


def _handle_in(*values: object) -> str | None:
    """The first of the values that is a handle (@name), or the address of a channel that has one."""
    for value in values:
        if isinstance(value, str) and value.startswith("@") and "/" not in value:
            return value[1:].lower()
        found = handle_of(value.replace("http://", "https://")) if isinstance(value, str) else None
        if found is not None and not is_channel_id(found):
            return found
    return None


def _profile(
    page: Page, native: object, handle: str | None, name: str | None, followers: int | None, within: int | None,
    **more: Any,
) -> Profile:  # fmt: skip
    return Profile(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(native),
        handle=handle or str(native),
        display_name=name,
        followers=followers,
        followers_within=within,
        **more,
    )
