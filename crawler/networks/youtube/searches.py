"""What libraries that search YouTube's pages write: youtube-search-python, node-ytsr and node-ytpl."""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.values import flag, items_of, mapping, objects_in, shown_count, text_in
from crawler.networks.youtube.address import VIDEO_ID, handle_of, is_channel_id
from crawler.networks.youtube.watch import post
from crawler.networks.youtube.words import joined, words
from crawler.page import Page
from storage.facts import Comment, Fact, Profile, Sighting

_NETWORK = "youtube"


def is_search(value: object) -> bool:
    """Whether a JSON value is such a result: an entry itself, a list of them, or an object that holds such a list."""
    head = mapping(value[0] if isinstance(value, list) and value else value)
    lists = [one[0] for one in head.values() if isinstance(one, list) and one]
    return any(_kind_of(mapping(one)) is not None for one in (head, *lists))


def read_search(value: object, page: Page) -> Iterator[Fact]:
    """The channels, videos and comments of such a result; times are told as "2 days ago" and so not at all."""
    if not is_search(value):
        return
    for one in objects_in(value):
        kind = _kind_of(one)
        if kind == "channel":
            yield _channel(one, page)
        elif kind == "comment":
            yield _comment(one, page)
        elif kind == "video":
            yield from _video(one, page)


def _kind_of(value: Mapping[str, Any]) -> str | None:
    address = str(value.get("link") or value.get("url") or value.get("uri") or "")
    is_told = value.get("type") == "channel" or isinstance(value.get("subscribers"), dict)
    if is_told and _channel_id(value) and "subscribers" in value and "youtube.com/" in address:
        return "channel"
    author = _channel_id(mapping(value.get("author")))
    if author and {"content", "votes"} <= value.keys():
        return "comment"
    if isinstance(value.get("id"), str) and VIDEO_ID.fullmatch(value["id"]) and f"watch?v={value['id']}" in address:
        return "video" if author or "channel" in value else None
    return None


def _channel_id(value: Mapping[str, Any]) -> str | None:
    found = value.get("id") or value.get("channelID")
    return found if isinstance(found, str) and is_channel_id(found) else None


def _channel(value: Mapping[str, Any], page: Page) -> Profile:
    get = value.get
    native = _channel_id(value)
    bio = get("description")  # the results of a search cut it short
    followers, within = shown_count((words(get("subscribers")) or "").partition(" ")[0])
    return Profile(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=native,
        handle=_handle_of(value) or str(native),
        display_name=text_in(get("title")) or text_in(get("name")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=within,
        is_verified=flag(get("verified")) or None,
    )


def _video(value: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    get = value.get
    author = mapping(get("author")) or mapping(get("channel"))
    native, handle, views = _channel_id(author), _handle_of(author), _views_of(value)
    snippet = get("descriptionSnippet")
    about = joined(snippet) or text_in(snippet)
    yield post(
        page,
        value["id"],
        text_in(get("title")),
        text_in(get("description")) or about,
        handle=handle,
        author_native_id=native,
        views=views,
        image_url=_picture_of(get("thumbnails")),
    )
    if native is not None:
        yield Sighting(
            network=_NETWORK, page=page.url, observed_at=page.time, handle=handle, native_id=native,
            display_name=text_in(author.get("name")), route="list",
        )  # fmt: skip


def _views_of(value: Mapping[str, Any]) -> int | None:
    told = value.get("viewCount", value.get("views"))
    text = mapping(told).get("text") or mapping(told).get("precise") if isinstance(told, dict) else told
    views, within = shown_count(text.partition(" ")[0] if isinstance(text, str) else text)
    return views if within == 0 else None


def _picture_of(pictures: object) -> str | None:
    sizes = items_of(pictures) or items_of(mapping(pictures).get("normal"))
    return text_in(sizes[-1].get("url")) if sizes else None


def _comment(value: Mapping[str, Any], page: Page) -> Comment:
    likes, within = shown_count(mapping(value["votes"]).get("simpleText"))
    native = text_in(value.get("id"))
    return Comment(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=native,
        author_native_id=_channel_id(mapping(value["author"])),
        text=text_in(value["content"]),
        likes=likes if within == 0 else None,
        reply_to=native.partition(".")[0] if native and "." in native else None,
    )


def _handle_of(value: Mapping[str, Any]) -> str | None:
    address = value.get("link") or value.get("url")
    found = handle_of(address) if isinstance(address, str) else None
    return None if found is None or is_channel_id(found) else found
