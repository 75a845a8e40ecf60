"""YouTube's public pages and the answers behind them (ytInitialData, youtubei), to facts, by their parts' names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from crawler.json_text import load_json
from crawler.networks.gathering import completed
from crawler.networks.values import (
    block,
    id_in,
    items_of,
    json_in,
    links_in,
    mapping,
    markup_of,
    objects_in,
    shown_count,
    text_in,
    where_in,
)
from crawler.networks.youtube.address import SITE, handle_of, is_channel_id
from crawler.networks.youtube.api import NETWORK
from crawler.networks.youtube.music import PARTS as _MUSIC
from crawler.networks.youtube.music import music_in
from crawler.networks.youtube.talk import comments_in
from crawler.networks.youtube.watch import merged, played_in, post, watched_in
from crawler.networks.youtube.words import (
    channel_at,
    collaborators_in,
    day_in,
    has_badge,
    is_now,
    last_picture,
    linked_channel,
    metadata_parts,
    words,
)
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import BlockKind, Comment, Fact, Link, Post, Profile, Sighting

_STARTS = re.compile(r"(?:ytInitialData|ytInitialPlayerResponse)[\"']?\]?\s{0,5}=\s{0,5}(?=\{)")
_QUOTED = re.compile(
    r"""ytInitial(?:Data|PlayerResponse)["']?\]?\s{0,5}=\s{0,5}(?:JSON\.parse\()?(["'])(\\x7b|\{)((?:[^"'\\]|\\.|(?!\1)["'])*)\1"""
)
_SUBSCRIBERS = (
    "subscri", "suscri", "inscrit", "iscritt", "abonn", "abone", "подписчик", "登録", "订阅", "訂閱", "구독",
    "subskryb", "pelanggan", "người đăng ký", "prenumer", "tilaaj", "συνδρομ", "مشترك", "مشترک", "ผู้ติดตาม",
    "odběr", "odber", "feliratk", "підписник", "абонат", "pretplat", "naročnik", "מנוי", "सदस्य", "सब्सक्राइबर",
)  # fmt: skip
_VIDEOS = ("video", "vídeo", "видео", "動画", "影片", "视频", "동영상", "wideo", "filmy", "فيديو")
_LISTED = ("videoRenderer", "gridVideoRenderer", "compactVideoRenderer", "reelItemRenderer", "playlistVideoRenderer",
           "playlistPanelVideoRenderer")  # fmt: skip
_PARTS = ("videoRenderer", "gridVideoRenderer", "reelItemRenderer", "shortsLockupViewModel", "lockupViewModel",
          "channelMetadataRenderer", "aboutChannelViewModel", "channelRenderer", "gridChannelRenderer",
          "commentEntityPayload", "videoDetails", "compactVideoRenderer", "playlistVideoRenderer",
          "playlistPanelVideoRenderer", "commentRenderer", "backstagePostRenderer", "videoPrimaryInfoRenderer",
          "playerMicroformatRenderer", "alertRenderer", "channelAgeGateRenderer", "playabilityStatus",
          *_MUSIC)  # fmt: skip

# Parts by whose names alone the site is known, without an answer around them.
_KNOWN_ALONE = frozenset({
    "videoRenderer", "gridVideoRenderer", "compactVideoRenderer", "reelItemRenderer", "shortsLockupViewModel",
    "channelMetadataRenderer", "aboutChannelViewModel", "channelRenderer", "gridChannelRenderer",
    "commentEntityPayload", "backstagePostRenderer", "videoPrimaryInfoRenderer", "playlistVideoRenderer",
    "playlistPanelVideoRenderer", "lockupViewModel", "commentRenderer", "playerMicroformatRenderer", *_MUSIC,
})  # fmt: skip


def is_part(value: object) -> bool:
    """Whether a JSON value is an answer of the site's own scripts, or parts of one."""
    if not isinstance(value, dict):
        return False
    if not ("responseContext" in value or "onResponseReceivedEndpoints" in value):
        played = mapping(value.get("videoDetails"))
        if text_in(played.get("videoId")) and is_channel_id(played.get("channelId")):
            return True
        return any(isinstance(one.get(name), dict) for one in objects_in(value) for name in _KNOWN_ALONE & one.keys())
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
    facts: dict[str, Fact] = {}
    for value in values:
        for fact in _facts_of(value, page):
            keep(facts, fact)
    if facts:
        return list(facts.values())
    refusals = [refusal for value in values if (refusal := _refusal_of(value, page)) is not None]
    return refusals[:1]


def keep(facts: dict[str, Fact], fact: Fact) -> None:
    """Adds a fact; of a post, a comment or a channel that is there, what its other sighting leaves open."""
    mark = fact.model_dump_json()
    if isinstance(fact, Post | Comment | Profile):
        mark = f"{fact.fact} {fact.native_id or mark}"
    held = facts.get(mark)
    if isinstance(held, Post) and isinstance(fact, Post):
        facts[mark] = merged(held, fact)
    else:
        facts[mark] = fact if held is None else completed(held, fact)


def _texts(page: Page) -> Iterator[str]:
    for _, script in markup_of(page)[0]:
        for match in _STARTS.finditer(script):
            text = script[match.end() :].strip()
            try:
                load_json(text.removesuffix(";"))
            except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
                # More statements follow the value: it ends where the parser stumbled.
                cut = getattr(error, "pos", 0)
                text = text[:cut].rstrip() if cut else ""
            if text:
                yield text
        for match in _QUOTED.finditer(script):  # pages for phones, and those of before 2020
            told = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", match.group(2) + match.group(3))
            quoted = json_in('"' + (re.sub(r'(?<!\\)"', '\\\\"', told) if match.group(1) == "'" else told) + '"')
            if isinstance(quoted, str):
                yield quoted


def read_value(value: object, page: Page) -> list[Fact]:
    """The facts of ytInitialData, of the player's answer, or of an answer of youtubei."""
    facts: dict[str, Fact] = {}
    for fact in _facts_of(value, page):
        keep(facts, fact)
    if not facts:
        refusal = _refusal_of(value, page)
        return [refusal] if refusal is not None else []
    return list(facts.values())


def _facts_of(value: object, page: Page) -> Iterator[Fact]:
    yield from watched_in(value, page)
    yield from _Reader(page, value).facts()


def _refusal_of(value: object, page: Page) -> Fact | None:
    for one in objects_in(value):
        alert, gate = mapping(one.get("alertRenderer")), mapping(one.get("channelAgeGateRenderer"))
        if alert.get("type") == "ERROR":
            return block(NETWORK, page, "gone", words(alert.get("text")))
        if gate:
            return block(NETWORK, page, "gated", words(gate.get("header")) or "shown to grown-ups who are signed in")
        playable = mapping(one.get("playabilityStatus"))
        reason = text_in(playable.get("reason")) or ""
        if playable.get("status") == "LOGIN_REQUIRED":
            kind: BlockKind = "challenge" if " bot" in reason else "private" if "private" in reason else "gated"
            return block(NETWORK, page, kind, reason or "shown to who is signed in only")
        if playable.get("status") == "ERROR":
            return block(NETWORK, page, "gone", reason or "no such video")
    return None


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
        for name in _LISTED:
            video = mapping(one.get(name))
            if isinstance(video.get("videoId"), str):
                yield from self._video(video, tag)
        for name in ("lockupViewModel", "shortsLockupViewModel"):
            if isinstance(one.get(name), dict):
                yield from self._lockup(one[name], tag)
        for name in ("channelRenderer", "gridChannelRenderer"):
            channel = mapping(one.get(name))
            if is_channel_id(channel.get("channelId")):
                yield self._channel(channel, "related" if name.startswith("grid") else "list")
        yield from played_in(one, self.page)
        yield from comments_in(one, self.page)
        yield from music_in(one, self.page)
        said = mapping(one.get("backstagePostRenderer"))
        if isinstance(said.get("postId"), str):
            yield self._said(said)

    def _profile(self) -> Profile | None:
        found: dict[str, Mapping[str, Any]] = {}
        for one in objects_in(self.value):
            for name in ("channelMetadataRenderer", "pageHeaderViewModel", "c4TabbedHeaderRenderer",
                         "aboutChannelViewModel", "channelAboutFullMetadataRenderer",
                         "topicChannelDetailsRenderer"):  # fmt: skip
                if isinstance(one.get(name), dict):
                    found.setdefault(name, one[name])
        said, about = found.get("channelMetadataRenderer", {}), found.get("aboutChannelViewModel", {})
        about = about or found.get("channelAboutFullMetadataRenderer", {})
        tabbed = found.get("c4TabbedHeaderRenderer", {})
        if not (said or about or tabbed.get("title")):  # a closed channel leaves a header with its picture alone
            return None
        texts = [words(part.get("text")) or "" for part in metadata_parts(found.get("pageHeaderViewModel", {}))]
        address = said.get("vanityChannelUrl") or about.get("canonicalChannelUrl") or said.get("channelUrl")
        shown = words(tabbed.get("channelHandleText")) or next((text for text in texts if text.startswith("@")), "")
        native = said.get("externalId") or about.get("channelId") or tabbed.get("channelId")
        handle = handle_of(str(address or "")) or shown.lstrip("@").lower() or handle_of(self.page.url)
        if is_channel_id(handle) and shown.startswith("@"):
            handle = shown[1:].lower()
        if handle is None and not is_channel_id(native):
            return None
        subscribers, videos = _header_counts(texts)
        topic = found.get("topicChannelDetailsRenderer", {})  # beneath what a channel promotes in place of its header
        for key, source in (("subscriberCountText", about), ("subscriberCountText", tabbed), ("subtitle", topic)):
            subscribers = subscribers if subscribers[0] is not None else shown_count(words(source.get(key)))
        for source, key in ((about, "videoCountText"), (tabbed, "videosCountText")):
            videos = videos if videos is not None else shown_count(words(source.get(key)))[0]
        bio = said.get("description") if isinstance(said.get("description"), str) else words(about.get("description"))
        return Profile(
            network=NETWORK,
            page=self.page.url,
            observed_at=self.page.time,
            native_id=id_in(native),
            handle=handle or str(native),
            display_name=text_in(said.get("title")) or words(tabbed.get("title")),
            bio=bio,
            followers=subscribers[0],
            followers_within=subscribers[1],
            posts_count=videos,
            is_verified=has_badge(tabbed.get("badges"), mapping(found.get("pageHeaderViewModel")).get("title")),
            pronouns=_pronouns_in(found.get("pageHeaderViewModel", {})),
            avatar_url=last_picture(said.get("avatar")),
            links=(_about_links(about) or links_in(bio)) or None,
            created_at=day_in(
                words(mapping(about.get("joinedDateText")).get("content") or about.get("joinedDateText"))
            ),
            location=where_in(words(about.get("country"))),
        )

    def _video(self, video: Mapping[str, Any], tag: str | None) -> Iterator[Fact]:
        title, snippet = words(video.get("title") or video.get("headline")), words(video.get("descriptionSnippet"))
        byline = video.get("ownerText") or video.get("longBylineText") or video.get("shortBylineText")
        run = next(iter(items_of(mapping(byline).get("runs"))), {})
        named, native = channel_at(run.get("navigationEndpoint"))
        name = text_in(run.get("text"))
        together = collaborators_in(byline) if native is None else []
        if together:
            named, native, name = together[0][:3]
        if native is None:
            named, native = self.owner or None, self.owner_id
        beneath = [words(one) or "" for one in items_of(mapping(video.get("videoInfo")).get("runs"))[:1]]
        shown = words(video.get("viewCountText")) or next(filter(_is_views, beneath), None)
        views = None if is_now(video.get("badges"), video.get("thumbnailOverlays")) else shown_count(shown)[0]
        picture = last_picture(video.get("thumbnail"))
        yield post(self.page, video["videoId"], title, snippet, handle=named, author_native_id=native, views=views,
                   image_url=picture)  # fmt: skip
        if native is not None and native != self.owner_id:
            route: Any = "hashtag_top" if tag else "list"
            yield self._sighting(route, named, native, name, tag)

    def _lockup(self, lockup: Mapping[str, Any], tag: str | None) -> Iterator[Fact]:
        tap = mapping(mapping(mapping(lockup.get("onTap")).get("innertubeCommand")).get("reelWatchEndpoint"))
        code = lockup.get("contentId") or tap.get("videoId")
        if "entityId" in lockup and not code:
            code = str(lockup["entityId"]).rpartition("shorts-shelf-item-")[2]
        kind = str(lockup.get("contentType", "VIDEO"))
        if isinstance(code, str) and kind.endswith(("PLAYLIST", "ALBUM", "PODCAST")):
            named, native = linked_channel(lockup.get("metadata"))
            if native is not None and native != self.owner_id:
                yield self._sighting("list", named, native, None, None)
        if not isinstance(code, str) or not ("VIDEO" in kind or "SHORT" in kind):
            return
        overlay = mapping(lockup.get("overlayMetadata"))
        metadata = mapping(mapping(lockup.get("metadata")).get("lockupMetadataViewModel"))
        texts = [words(part.get("text")) or "" for part in metadata_parts(metadata)]
        title = words(metadata.get("title")) or words(overlay.get("primaryText"))
        named, native = linked_channel(lockup.get("metadata"))
        if native is None:
            named, native = self.owner or None, self.owner_id
        elif native != self.owner_id:
            together = collaborators_in(metadata)
            name = together[0][2] if together else texts[0] if texts else None
            yield self._sighting("hashtag_top" if tag else "list", named, native, name, tag)
        shown = words(overlay.get("secondaryText")) or _views_in(metadata)
        told = shown and _is_views(shown) and not is_now(lockup.get("contentImage"))
        views = shown_count(shown)[0] if told else None
        yield post(self.page, code, title, None, handle=named, author_native_id=native, views=views)

    def _said(self, said: Mapping[str, Any]) -> Fact:
        """A post without a video, of a channel's community tab."""
        named, native = channel_at(said.get("authorEndpoint"))
        pictures = last_picture(
            mapping(mapping(said.get("backstageAttachment")).get("backstageImageRenderer")).get("image")
        )
        likes = shown_count(words(said.get("voteCount")))[0]
        found = post(self.page, said["postId"], words(said.get("contentText")), None, handle=named,
                     author_native_id=native, kind="photo" if pictures else "text", likes=likes,
                     image_url=pictures)  # fmt: skip
        return found.model_copy(update={"url": f"{SITE}/post/{said['postId']}"})

    def _channel(self, channel: Mapping[str, Any], route: Any) -> Fact:
        """A channel in a list; where its line of subscribers shows the handle, the line of videos shows subscribers."""
        first, second = words(channel.get("subscriberCountText")) or "", words(channel.get("videoCountText")) or ""
        handle = first[1:].lower() if first.startswith("@") else None
        counted = second if handle else first
        followers, within = shown_count(counted) if counted else (None, None)
        name, native = words(channel.get("title")), channel["channelId"]
        if handle is None or followers is None or route == "related":
            return self._sighting(route, handle, native, name, self.owner or None)
        bio = words(channel.get("descriptionSnippet"))
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
            is_verified=has_badge(channel.get("ownerBadges")),
            avatar_url=last_picture(channel.get("thumbnail")),
        )

    def _sighting(self, route: Any, handle: str | None, native: object, name: str | None, via: str | None) -> Sighting:
        common: dict[str, Any] = {"network": NETWORK, "page": self.page.url, "observed_at": self.page.time}
        return Sighting(**common, handle=handle, native_id=id_in(native), display_name=name, route=route, via=via)


def _header_counts(texts: list[str]) -> tuple[tuple[int | None, int | None], int | None]:
    """((subscribers, within ±), videos) of a channel's header: told apart by their words, else by their order."""
    counted = [(text.lower(), shown_count(text)) for text in texts if not text.startswith("@")]
    counted = [(text, count) for text, count in counted if count[0] is not None]
    subscribers = next((count for text, count in counted if any(word in text for word in _SUBSCRIBERS)), None)
    videos = next((count[0] for text, count in counted if any(word in text for word in _VIDEOS)), None)
    if subscribers is None and len(counted) == 2 and videos in (None, counted[1][1][0]):
        subscribers, videos = counted[0][1], counted[1][1][0]
    elif videos is None and len(counted) == 2 and subscribers is counted[0][1]:
        videos = counted[1][1][0]
    return subscribers or (None, None), videos


def _pronouns_in(header: object) -> str | None:
    said = (words(part.get("text")) for part in metadata_parts(header) if "ronouns" in str(part.get("tooltip")))
    return next((one for one in said if one), None)


def _views_in(metadata: object) -> str | None:
    """Of the lines under a title the words before the age, which end the last line that says two things.

    A line of one thing is the channel's name, in which there may be a number, or the views alone.
    """
    rows = [
        [text for part in items_of(row.get("metadataParts")) if (text := words(part.get("text")))]
        for one in objects_in(metadata)
        for row in items_of(one.get("metadataRows"))
    ]
    told = [row for row in rows if row]
    full = next((row for row in reversed(told) if len(row) > 1), None)
    if full is not None:
        return full[-2]
    return told[-1][0] if told and (len(told) > 1 or linked_channel(metadata)[1] is None) else None


def _is_views(text: str) -> bool:
    said = shown_count(text)[0] is not None and " ago" not in text and ":" not in text
    return said and re.search(r"\d/\d", text) is None  # a day to come


def _about_links(about: Mapping[str, Any]) -> list[Link]:
    found = []
    for item in items_of(about.get("links")):
        link = mapping(item.get("channelExternalLinkViewModel"))
        address = words(link.get("link"))
        if address:
            url = address if "://" in address else f"https://{address}"
            found.append(Link(url=url, title=words(link.get("title"))))
    return found
