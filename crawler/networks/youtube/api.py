"""Answers of the YouTube Data API v3, to facts. Shapes: https://developers.google.com/youtube/v3/docs"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from crawler.networks.text import hashtags_in, mentions_in, text_of_html
from crawler.networks.values import (
    block,
    count_of,
    flag,
    id_in,
    items_of,
    links_in,
    mapping,
    text_in,
    time_in,
    where_in,
)
from crawler.networks.youtube.address import SITE, VIDEO_ID, clean_handle, handle_of, is_channel_id
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind, Comment, Edge, Fact, Post, Profile, Sighting

NETWORK = "youtube"

_PICTURED = re.compile(r"/vi/([A-Za-z0-9_-]{11})/")
_REASONS: dict[str, BlockKind] = {
    "quotaExceeded": "rate_limit",
    "dailyLimitExceeded": "rate_limit",
    "rateLimitExceeded": "rate_limit",
    "userRateLimitExceeded": "rate_limit",
    "RATE_LIMIT_EXCEEDED": "rate_limit",
    "keyInvalid": "refused",
    "API_KEY_INVALID": "refused",
    "keyExpired": "refused",
    "accessNotConfigured": "refused",
    "SERVICE_DISABLED": "refused",
    "ipRefererBlocked": "refused",
    "subscriptionForbidden": "hidden",
    "commentsDisabled": "hidden",
    "channelClosed": "gone",
    "channelSuspended": "gone",
    "channelNotFound": "gone",
    "playlistNotFound": "gone",
    "videoNotFound": "gone",
    "subscriberNotFound": "gone",
    "playlistItemsNotAccessible": "hidden",
    "backendError": "error",
    "processingFailure": "error",
}
_WORDS = {
    "quotaExceeded": "today's quota of this key is used up; there is more after midnight Pacific time",
    "keyInvalid": "the API key is not accepted: check it (docs/networks/youtube.md)",
    "API_KEY_INVALID": "the API key is not accepted: check it (docs/networks/youtube.md)",
    "accessNotConfigured": "the YouTube Data API v3 is not enabled for this key's project: enable it",
    "SERVICE_DISABLED": "the YouTube Data API v3 is not enabled for this key's project: enable it",
    "subscriptionForbidden": "this channel keeps its subscriptions to itself",
    "commentsDisabled": "comments are turned off",
}


def is_answer(value: object) -> bool:
    """Whether a JSON value is an answer of the Data API."""
    if not isinstance(value, dict):
        return False
    if "kind" in value:
        return str(value["kind"]).startswith("youtube#")
    # Who asks for some fields only is not told the kind.
    items = items_of(value.get("items"))
    return bool(items) and _kind_of(items[0]) is not None


def is_refusal(value: object) -> bool:
    """Whether a JSON value is an error in words that only the Data API has."""
    error = mapping(mapping(value).get("error"))
    reasons = items_of(error.get("errors"))
    named = any(str(one.get("domain", "")).startswith("youtube.") for one in reasons)
    return named or any(text_in(one.get("reason")) in _WORDS for one in reasons)


def _kind_of(item: Mapping[str, Any]) -> str | None:
    """What an item is: as it says, else by its parts; ``None`` where neither tells."""
    if item.get("kind"):
        return str(item["kind"]).removeprefix("youtube#") if str(item["kind"]).startswith("youtube#") else None
    snippet, code = mapping(item.get("snippet")), item.get("id")
    found = mapping(code)
    if "videoId" in found or "channelId" in found:
        return "searchResult"
    if is_channel_id(code) or "subscriberCount" in mapping(item.get("statistics")):
        return "channel"
    if "topLevelComment" in snippet:
        return "commentThread"
    if "videoId" in mapping(snippet.get("resourceId")):
        return "playlistItem"
    if "textOriginal" in snippet or "textDisplay" in snippet:
        return "comment"
    named = "channelId" in snippet or "viewCount" in mapping(item.get("statistics"))
    return "video" if isinstance(code, str) and VIDEO_ID.fullmatch(code) and named else None


def read_answer(value: Mapping[str, Any], page: Page) -> list[Fact]:
    """The facts of an answer (channels, videos, searches, sections, subscriptions, comments), or its block."""
    if isinstance(value.get("error"), dict):
        return [_refusal(value["error"], page)]
    facts: dict[str, Fact] = {}
    items = items_of(value.get("items")) or ([value] if "snippet" in value or "statistics" in value else [])
    if not items and value.get("kind") == "youtube#channelListResponse":
        return [block(NETWORK, page, "gone", "no such channel")]
    for item in items:
        for fact in _facts_of(item, page):
            facts.setdefault(fact.model_dump_json(), fact)
    return list(facts.values())


def _facts_of(item: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    kind = _kind_of(item)
    snippet = mapping(item.get("snippet"))
    if kind == "channel":
        yield channel_of(item, page)
        for name in mentions_in(text_in(snippet.get("description")) or ""):
            yield from _mention(_handle_in(item, page), name, page)
    elif kind == "video":
        yield from _video(item, str(item.get("id")), page)
    elif kind == "searchResult":
        yield from _found(item, page)
    elif kind == "playlistItem":
        code = mapping(item.get("contentDetails")).get("videoId") or mapping(snippet.get("resourceId")).get("videoId")
        if snippet and isinstance(code, str):
            yield from _video({**item, "statistics": None}, code, page)
    elif kind == "channelSection":
        channels = mapping(item.get("contentDetails")).get("channels")
        for channel in channels if isinstance(channels, list) else []:
            if is_channel_id(channel) and channel != snippet.get("channelId"):
                yield _sighting(page, "related", channel, None)
    elif kind == "subscription":
        channel = mapping(snippet.get("resourceId")).get("channelId")
        if is_channel_id(channel):
            yield _sighting(page, "following", channel, text_in(snippet.get("title")))
    elif kind == "commentThread":
        top = mapping(snippet.get("topLevelComment"))
        yield from _comment(top, text_in(snippet.get("videoId")), page)
        for reply in items_of(mapping(item.get("replies")).get("comments")):
            yield from _comment(reply, text_in(snippet.get("videoId")), page)
    elif kind == "comment":
        yield from _comment(item, None, page)
    elif kind == "activity":
        code = _uploaded(item, snippet)
        if code is not None:
            yield from _video({"snippet": snippet}, code, page)
    elif kind == "playlist" and is_channel_id(snippet.get("channelId")):
        yield _sighting(page, "list", snippet["channelId"], text_in(snippet.get("channelTitle")))


def _uploaded(activity: Mapping[str, Any], snippet: Mapping[str, Any]) -> str | None:
    """The video that an activity is the upload of; where only its snippet was asked for, its picture tells."""
    code = text_in(mapping(mapping(activity.get("contentDetails")).get("upload")).get("videoId"))
    if code is None and snippet.get("type") == "upload":
        shown = _PICTURED.search(_picture(snippet) or "")
        code = shown.group(1) if shown else None
    return code


def channel_of(item: Mapping[str, Any], page: Page) -> Profile:
    """The profile of a channel: subscribers rounded down to three figures, null where they are hidden."""
    snippet, statistics = mapping(item.get("snippet")), mapping(item.get("statistics"))
    hidden = flag(statistics.get("hiddenSubscriberCount"))
    followers = None if hidden else count_of(statistics.get("subscriberCount"))
    bio = snippet.get("description")
    topics = mapping(item.get("topicDetails")).get("topicCategories")
    topic = next((one for one in topics if isinstance(one, str)), None) if isinstance(topics, list) else None
    return Profile(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(item.get("id")),
        handle=_handle_in(item, page),
        display_name=text_in(snippet.get("title")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=rounded_within(followers) if followers is not None else None,
        posts_count=count_of(statistics.get("videoCount")),
        category=unquote(topic.rpartition("/")[2]).replace("_", " ") if topic else None,
        avatar_url=_picture(snippet),
        links=links_in(bio if isinstance(bio, str) else None) or None,
        created_at=time_in(snippet.get("publishedAt")),
        location=where_in(snippet.get("country")),
    )


def rounded_within(count: int) -> int:
    """How far the true value may lie from a count that is rounded down to three figures; 0 where it has more figures,
    as old answers do."""
    step = int(10 ** (len(str(count)) - 3)) if count >= 1_000 else 1
    return step - 1 if count % step == 0 else 0


def _handle_in(item: Mapping[str, Any], page: Page) -> str:
    try:
        return clean_handle(str(mapping(item.get("snippet")).get("customUrl") or ""))
    except ValueError:
        if not isinstance(item.get("id"), str):
            raise UnreadablePage(f"{page.url}: a channel without handle and id") from None
        return str(item["id"])


def _video(item: Mapping[str, Any], code: str, page: Page) -> Iterator[Fact]:
    snippet, statistics = mapping(item.get("snippet")), mapping(item.get("statistics"))
    title, description = text_in(snippet.get("title")), text_in(snippet.get("description"))
    text = "\n\n".join(part for part in (title, description) if part) if snippet else None
    owner = snippet.get("videoOwnerChannelId") or snippet.get("channelId")
    channel = owner if is_channel_id(owner) else None
    paid = mapping(item.get("paidProductPlacementDetails")).get("hasPaidProductPlacement")
    yield Post(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=code,
        code=code,
        url=f"{SITE}/watch?v={code}",
        author_native_id=channel,
        posted_at=time_in(mapping(item.get("contentDetails")).get("videoPublishedAt") or snippet.get("publishedAt")),
        text=text,
        kind="video",
        likes=count_of(statistics.get("likeCount")),
        comments=count_of(statistics.get("commentCount")),
        views=count_of(statistics.get("viewCount")),
        hashtags=hashtags_in(text) if text is not None else None,
        mentions=mentions_in(text) if text is not None else None,
        paid_partnership=flag(paid),
        image_url=_picture(snippet),
    )
    for name in mentions_in(text or ""):
        yield from _mention(handle_of(page.document or ""), name, page)


def _found(item: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """A search's result: a video (its text is cut short, its counts are not told) or a channel."""
    found, snippet = mapping(item.get("id")), mapping(item.get("snippet"))
    if isinstance(found.get("videoId"), str):
        # Titles of searches are written as HTML.
        plain = {**snippet, "title": text_of_html(text_in(snippet.get("title")) or "")}
        yield from (fact for fact in _video({"snippet": plain}, found["videoId"], page) if isinstance(fact, Post))
    channel, tag = snippet.get("channelId") or found.get("channelId"), tag_asked(page)
    if is_channel_id(channel):
        name = text_in(snippet.get("channelTitle"))
        fact = _sighting(page, "hashtag_recent" if tag else "list", channel, name)
        yield fact.model_copy(update={"via": tag})


def _comment(item: Mapping[str, Any], video: str | None, page: Page) -> Iterator[Fact]:
    snippet = mapping(item.get("snippet"))
    author = mapping(snippet.get("authorChannelId")).get("value")
    channel = author if is_channel_id(author) else None
    shown = text_in(snippet.get("authorDisplayName")) or ""
    handle = shown[1:].lower() if shown.startswith("@") and len(shown) > 3 else None
    original = snippet.get("textOriginal")
    text = original if isinstance(original, str) else text_of_html(text_in(snippet.get("textDisplay")) or "")
    yield Comment(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(item.get("id")),
        post=text_in(snippet.get("videoId")) or video,
        author_handle=handle,
        author_native_id=channel,
        text=text or None,
        posted_at=time_in(snippet.get("publishedAt")),
        likes=count_of(snippet.get("likeCount")),
        reply_to=text_in(snippet.get("parentId")),
    )
    if (channel or handle) and handle != (handle_of(page.document or "") or ""):
        fact = _sighting(page, "commenter", channel, None if handle else shown or None)
        yield fact.model_copy(update={"handle": handle})


def _mention(source: str | None, name: str, page: Page) -> Iterator[Fact]:
    if source == name:
        return
    common: dict[str, Any] = {"network": NETWORK, "page": page.url, "observed_at": page.time}
    if source is not None:
        yield Edge(**common, source=source, target=name, kind="mention")
    yield Sighting(**common, handle=name, route="mention", via=source)


def _sighting(page: Page, route: Any, channel: object, name: str | None) -> Sighting:
    common: dict[str, Any] = {"network": NETWORK, "page": page.url, "observed_at": page.time}
    via = handle_of(page.document or "") if route != "list" else None
    return Sighting(**common, native_id=id_in(channel), display_name=name, route=route, via=via)


def tag_asked(page: Page) -> str | None:
    """The hashtag that a search asked for; ``None`` for other searches and answers."""
    try:
        query = parse_qs(urlsplit(page.url).query, max_num_fields=50).get("q", [""])[0].strip()
    except ValueError:
        return None
    return query[1:].lower() or None if query.startswith("#") and " " not in query else None


def _picture(snippet: Mapping[str, Any]) -> str | None:
    thumbnails = mapping(snippet.get("thumbnails"))
    sizes = (mapping(thumbnails.get(size)).get("url") for size in ("high", "medium", "default"))
    return next((url for url in sizes if isinstance(url, str)), None)


def _refusal(error: Mapping[str, Any], page: Page) -> Block:
    reasons = [str(one.get("reason")) for one in items_of(error.get("errors"))]
    reasons += [str(one.get("reason")) for one in items_of(error.get("details")) if one.get("reason")]
    known = next((one for one in reversed(reasons) if one in _REASONS), reasons[0] if reasons else "")
    kind = _REASONS.get(known)
    if kind is None:
        status = page.status if page.status >= 400 else error.get("code")
        kinds: dict[object, BlockKind] = {404: "gone", 429: "rate_limit", 403: "closed"}
        kind = kinds.get(status) or ("error" if isinstance(status, int) and status >= 500 else "refused")
    words = error.get("message")
    return block(NETWORK, page, kind, _WORDS.get(known) or (text_of_html(words) if isinstance(words, str) else known))
