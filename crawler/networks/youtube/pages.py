"""YouTube's public pages and the answers behind them (ytInitialData, youtubei), to facts, by their parts' names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from crawler.networks.text import hashtags_in, mentions_in
from crawler.networks.values import (
    block,
    count_of,
    id_in,
    items_of,
    json_in,
    links_in,
    mapping,
    markup_of,
    objects_in,
    shown_count,
    text_in,
    time_in,
)
from crawler.networks.youtube.address import SITE, handle_of, is_channel_id
from crawler.networks.youtube.api import NETWORK
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Comment, Fact, Link, Post, Profile, Sighting

_STARTS = re.compile(r"(?:ytInitialData|ytInitialPlayerResponse)[\"']?\]?\s{0,5}=\s{0,5}(?=\{)")
_SUBSCRIBERS = (
    "subscri", "suscri", "inscrit", "iscritt", "abonn", "abone", "подписчик", "登録", "订阅", "訂閱", "구독",
    "subskryb", "pelanggan", "người đăng ký", "prenumer", "tilaaj", "συνδρομ", "مشترك", "ผู้ติดตาม", "odběr", "feliratk",
)  # fmt: skip
_VIDEOS = ("video", "vídeo", "видео", "動画", "影片", "视频", "동영상", "wideo", "filmy", "فيديو")
_PARTS = ("videoRenderer", "gridVideoRenderer", "reelItemRenderer", "shortsLockupViewModel", "lockupViewModel",
          "channelMetadataRenderer", "aboutChannelViewModel", "channelRenderer", "gridChannelRenderer",
          "commentEntityPayload", "videoDetails", "compactVideoRenderer")  # fmt: skip


def is_part(value: object) -> bool:
    """Whether a JSON value is an answer of the site's own scripts."""
    if not isinstance(value, dict) or not ("responseContext" in value or "onResponseReceivedEndpoints" in value):
        return False
    return any(part in one for one in objects_in(value) for part in _PARTS)


def read_html(page: Page) -> list[Fact]:
    """The facts of a public page, or the block that it is; raises UnreadablePage where it carries nothing."""
    if "consent.youtube.com" in page.url or "consent.google" in page.url:
        return [block(NETWORK, page, "gated", "a page that asks for consent to cookies stands in front")]
    if "/sorry/" in page.url or page.status == 429:
        return [block(NETWORK, page, "challenge", "a page that asks whether we are a person")]
    values = [value for text in _texts(page) if (value := json_in(text)) is not None]
    if not values and page.status in (404, 410):
        return [block(NETWORK, page, "gone", "no such page")]
    if not values and page.status >= 400:
        return [block(NETWORK, page, "error" if page.status >= 500 else "refused", f"HTTP {page.status}")]
    if not values:
        raise UnreadablePage(f"{page.url}: the page carries no ytInitialData")
    return [fact for value in values for fact in read_value(value, page)]


def _texts(page: Page) -> Iterator[str]:
    for _, script in markup_of(page)[0]:
        for match in _STARTS.finditer(script):
            text = script[match.end() :].strip()
            try:
                orjson.loads(text.removesuffix(";"))
            except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
                # More statements follow the value: it ends where the parser stumbled.
                cut = getattr(error, "pos", 0)
                text = text[:cut].rstrip() if cut else ""
            if text:
                yield text


def read_value(value: object, page: Page) -> list[Fact]:
    """The facts of ytInitialData, of the player's answer, or of an answer of youtubei."""
    reader = _Reader(page, value)
    facts: dict[str, Fact] = {}
    for fact in reader.facts():
        mark = f"{fact.fact} {fact.native_id}" if isinstance(fact, Post | Comment) else fact.model_dump_json()
        facts.setdefault(mark, fact)
    if not facts:
        for one in objects_in(value):
            alert = mapping(one.get("alertRenderer"))
            if alert.get("type") == "ERROR":
                return [block(NETWORK, page, "gone", _words(alert.get("text")))]
    return list(facts.values())


class _Reader:
    def __init__(self, page: Page, value: object) -> None:
        self.page = page
        self.value = value
        self.owner = ""
        self.owner_id: str | None = None

    def facts(self) -> Iterator[Fact]:
        profile = self._profile()
        if profile is not None:
            yield profile
            self.owner, self.owner_id = profile.handle, profile.native_id
        tag = re.search(r"/hashtag/([^/?#]{1,100})", self.page.url)
        for one in objects_in(self.value):
            yield from self._parts(one, tag.group(1).lower() if tag else None)

    def _parts(self, one: Mapping[str, Any], tag: str | None) -> Iterator[Fact]:
        for name in ("videoRenderer", "gridVideoRenderer", "compactVideoRenderer", "reelItemRenderer"):
            video = mapping(one.get(name))
            if isinstance(video.get("videoId"), str):
                yield from self._video(video, tag)
        for name in ("lockupViewModel", "shortsLockupViewModel"):
            if isinstance(one.get(name), dict):
                yield from self._lockup(one[name])
        for name in ("channelRenderer", "gridChannelRenderer"):
            channel = mapping(one.get(name))
            if is_channel_id(channel.get("channelId")):
                yield self._channel(channel, "related" if name.startswith("grid") else "list")
        details = mapping(one.get("videoDetails"))
        if isinstance(details.get("videoId"), str) and "channelId" in details:
            yield self._played(details, mapping(mapping(one.get("microformat")).get("playerMicroformatRenderer")))
        entity = mapping(one.get("commentEntityPayload"))
        if entity:
            yield from self._comment(entity)

    def _profile(self) -> Profile | None:
        found: dict[str, Mapping[str, Any]] = {}
        for one in objects_in(self.value):
            for name in ("channelMetadataRenderer", "pageHeaderViewModel", "c4TabbedHeaderRenderer",
                         "aboutChannelViewModel", "channelAboutFullMetadataRenderer"):  # fmt: skip
                if isinstance(one.get(name), dict):
                    found.setdefault(name, one[name])
        said, about = found.get("channelMetadataRenderer", {}), found.get("aboutChannelViewModel", {})
        about = about or found.get("channelAboutFullMetadataRenderer", {})
        tabbed = found.get("c4TabbedHeaderRenderer", {})
        if not (said or about or tabbed):
            return None
        texts = [_words(part.get("text")) or "" for part in _metadata_parts(found.get("pageHeaderViewModel", {}))]
        address = said.get("vanityChannelUrl") or about.get("canonicalChannelUrl") or said.get("channelUrl")
        shown = _words(tabbed.get("channelHandleText")) or next((text for text in texts if text.startswith("@")), "")
        native = said.get("externalId") or about.get("channelId") or tabbed.get("channelId")
        handle = handle_of(str(address or "")) or shown.lstrip("@").lower() or handle_of(self.page.url)
        if is_channel_id(handle) and shown.startswith("@"):
            handle = shown[1:].lower()
        if handle is None and not is_channel_id(native):
            return None
        subscribers, videos = _header_counts(texts)
        for key, source in (("subscriberCountText", about), ("subscriberCountText", tabbed)):
            subscribers = subscribers if subscribers[0] is not None else shown_count(_words(source.get(key)))
        for source, key in ((about, "videoCountText"), (tabbed, "videosCountText")):
            videos = videos if videos is not None else shown_count(_words(source.get(key)))[0]
        bio = said.get("description") if isinstance(said.get("description"), str) else _words(about.get("description"))
        return Profile(
            network=NETWORK,
            page=self.page.url,
            observed_at=self.page.time,
            native_id=id_in(native),
            handle=handle or str(native),
            display_name=text_in(said.get("title")) or _words(tabbed.get("title")),
            bio=bio,
            followers=subscribers[0],
            followers_within=subscribers[1],
            posts_count=videos,
            avatar_url=_last_picture(said.get("avatar")),
            links=(_about_links(about) or links_in(bio)) or None,
        )

    def _video(self, video: Mapping[str, Any], tag: str | None) -> Iterator[Fact]:
        title, snippet = _words(video.get("title") or video.get("headline")), _words(video.get("descriptionSnippet"))
        byline = video.get("ownerText") or video.get("longBylineText") or video.get("shortBylineText")
        run = next(iter(items_of(mapping(byline).get("runs"))), {})
        endpoint = mapping(mapping(mapping(run).get("navigationEndpoint")).get("browseEndpoint"))
        handle = handle_of(f"{SITE}{endpoint.get('canonicalBaseUrl')}") or (self.owner or None)
        native = endpoint.get("browseId") if is_channel_id(endpoint.get("browseId")) else self.owner_id
        views = shown_count(_words(video.get("viewCountText")))[0]
        yield self._post(video["videoId"], title, snippet, handle, native, views)
        if endpoint and native != self.owner_id:
            route: Any = "hashtag_top" if tag else "list"
            name = text_in(run.get("text"))
            yield self._sighting(route, None if is_channel_id(handle) else handle, native, name, tag)

    def _lockup(self, lockup: Mapping[str, Any]) -> Iterator[Fact]:
        tap = mapping(mapping(mapping(lockup.get("onTap")).get("innertubeCommand")).get("reelWatchEndpoint"))
        code = lockup.get("contentId") or tap.get("videoId")
        if "entityId" in lockup and not code:
            code = str(lockup["entityId"]).rpartition("shorts-shelf-item-")[2]
        kind = str(lockup.get("contentType", "VIDEO"))
        if not isinstance(code, str) or not ("VIDEO" in kind or "SHORT" in kind):
            return
        overlay = mapping(lockup.get("overlayMetadata"))
        metadata = mapping(mapping(lockup.get("metadata")).get("lockupMetadataViewModel"))
        texts = [_words(part.get("text")) or "" for part in _metadata_parts(metadata)]
        counted = next((text for text in [_words(overlay.get("secondaryText")) or "", *texts] if _is_views(text)), None)
        title = _words(metadata.get("title")) or _words(overlay.get("primaryText"))
        yield self._post(code, title, None, self.owner or None, self.owner_id, shown_count(counted)[0])

    def _played(self, details: Mapping[str, Any], more: Mapping[str, Any]) -> Post:
        handle = handle_of(str(more.get("ownerProfileUrl", "")))
        text = text_in(details.get("shortDescription"))
        title, channel = text_in(details.get("title")), text_in(details.get("channelId"))
        post = self._post(details["videoId"], title, text, handle, channel, count_of(details.get("viewCount")))
        at = time_in(more.get("publishDate") or more.get("uploadDate"))
        return post.model_copy(update={"posted_at": at, "likes": count_of(more.get("likeCount"))})

    def _post(
        self, code: str, title: str | None, more: str | None, handle: str | None, native: object, views: int | None
    ) -> Post:
        text = "\n\n".join(part for part in (title, more) if part) or None
        return Post(
            network=NETWORK,
            page=self.page.url,
            observed_at=self.page.time,
            native_id=code,
            code=code,
            url=f"{SITE}/watch?v={code}",
            author_handle=None if is_channel_id(handle) else handle,
            author_native_id=id_in(native),
            text=text,
            kind="video",
            views=views,
            hashtags=hashtags_in(text) if text else None,
            mentions=mentions_in(text) if text else None,
        )

    def _channel(self, channel: Mapping[str, Any], route: Any) -> Fact:
        """A channel in a list; where its line of subscribers shows the handle, the line of videos shows subscribers."""
        first, second = _words(channel.get("subscriberCountText")) or "", _words(channel.get("videoCountText")) or ""
        handle = first[1:].lower() if first.startswith("@") else None
        counted = second if handle else first
        followers, within = shown_count(counted) if counted else (None, None)
        name, native = _words(channel.get("title")), channel["channelId"]
        if handle is None or followers is None or route == "related":
            return self._sighting(route, handle, native, name, self.owner or None)
        bio = _words(channel.get("descriptionSnippet"))
        return Profile(
            network=NETWORK,
            page=self.page.url,
            observed_at=self.page.time,
            native_id=native,
            handle=handle,
            display_name=name,
            bio=bio,
            followers=followers,
            followers_within=within,
        )

    def _comment(self, entity: Mapping[str, Any]) -> Iterator[Fact]:
        properties, author = mapping(entity.get("properties")), mapping(entity.get("author"))
        shown, channel = text_in(author.get("displayName")) or "", author.get("channelId")
        handle = shown[1:].lower() if shown.startswith("@") else None
        video = re.search(r"[?&]v=([A-Za-z0-9_-]{11})", self.page.document or self.page.url)
        yield Comment(
            network=NETWORK,
            page=self.page.url,
            observed_at=self.page.time,
            native_id=id_in(properties.get("commentId")),
            post=video.group(1) if video else None,
            author_handle=handle,
            author_native_id=id_in(channel),
            text=_words(properties.get("content")),
            likes=shown_count(text_in(mapping(entity.get("toolbar")).get("likeCountNotliked")) or "")[0],
        )
        if handle or is_channel_id(channel):
            yield self._sighting("commenter", handle, channel, None, None)

    def _sighting(self, route: Any, handle: str | None, native: object, name: str | None, via: str | None) -> Sighting:
        common: dict[str, Any] = {"network": NETWORK, "page": self.page.url, "observed_at": self.page.time}
        return Sighting(**common, handle=handle, native_id=id_in(native), display_name=name, route=route, via=via)


def _words(value: object) -> str | None:
    """A text in any of the forms that the site writes: plain, simpleText, runs, content."""
    if isinstance(value, str):
        return value.strip() or None
    said = mapping(value)
    if isinstance(said.get("runs"), list):
        return "".join(str(run.get("text", "")) for run in items_of(said["runs"])).strip() or None
    return next((text for key in ("simpleText", "content", "text") if (text := text_in(said.get(key)))), None)


def _metadata_parts(value: object) -> list[Mapping[str, Any]]:
    return [
        part
        for one in objects_in(value)
        for row in items_of(one.get("metadataRows"))
        for part in items_of(row.get("metadataParts"))
    ]


def _header_counts(texts: list[str]) -> tuple[tuple[int | None, int | None], int | None]:
    """((subscribers, within ±), videos) of a channel's header: told apart by their words, else by their order."""
    counted = [(text.lower(), shown_count(text)) for text in texts if not text.startswith("@")]
    counted = [(text, count) for text, count in counted if count[0] is not None]
    subscribers = next((count for text, count in counted if any(word in text for word in _SUBSCRIBERS)), None)
    videos = next((count[0] for text, count in counted if any(word in text for word in _VIDEOS)), None)
    if subscribers is None and len(counted) == 2 and videos in (None, counted[1][1][0]):
        subscribers, videos = counted[0][1], counted[1][1][0]
    return subscribers or (None, None), videos


def _is_views(text: str) -> bool:
    return bool(text) and shown_count(text)[0] is not None and " ago" not in text and ":" not in text


def _about_links(about: Mapping[str, Any]) -> list[Link]:
    found = []
    for item in items_of(about.get("links")):
        link = mapping(item.get("channelExternalLinkViewModel"))
        address = _words(link.get("link"))
        if address:
            url = address if "://" in address else f"https://{address}"
            found.append(Link(url=url, title=_words(link.get("title"))))
    return found


def _last_picture(avatar: object) -> str | None:
    sizes = items_of(mapping(avatar).get("thumbnails"))
    return text_in(sizes[-1].get("url")) if sizes else None
