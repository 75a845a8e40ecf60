"""The page of one YouTube video: what stands under the player, and what the player itself is sent."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.text import hashtags_in, mentions_in
from crawler.networks.values import count_of, flag, mapping, objects_in, shown_count, text_in, time_in
from crawler.networks.youtube.address import SITE, handle_of, is_channel_id
from crawler.networks.youtube.words import channel_at, collaborators_in, day_in, has_badge, last_picture, words
from crawler.page import Page
from storage.facts import Edge, Fact, Post, Profile

_NETWORK = "youtube"
_LIKED = re.compile(r"\d[\d,.\u00a0\u202f ]{0,20}")


def post(page: Page, code: str, title: str | None, more: str | None, **said: Any) -> Post:
    """The post that a video is; its text is the title, then what is said of it."""
    text = "\n\n".join(part for part in (title, more) if part) or None
    handle = said.pop("handle", None)
    return Post(
        network=_NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=code,
        code=code,
        url=f"{SITE}/watch?v={code}",
        author_handle=None if is_channel_id(handle) else handle,
        text=text,
        hashtags=hashtags_in(text) if text else None,
        mentions=mentions_in(text) if text else None,
        **{"kind": "video", **said},
    )


def played_in(one: Mapping[str, Any], page: Page) -> Iterator[Post]:
    """The video that a player's answer is about: its details, its description for machines, or both."""
    details, more = mapping(one.get("videoDetails")), mapping(one.get("microformat"))
    more = mapping(more.get("playerMicroformatRenderer"))
    code = text_in(details.get("videoId")) or text_in(more.get("externalVideoId"))
    if code is None or not ("channelId" in details or "externalChannelId" in more):
        return
    yield post(
        page,
        code,
        text_in(details.get("title")) or words(more.get("title")),
        text_in(details.get("shortDescription")) or words(more.get("description")),
        handle=handle_of(str(more.get("ownerProfileUrl", "")).replace("http://", "https://")),
        author_native_id=text_in(details.get("channelId")) or text_in(more.get("externalChannelId")),
        posted_at=time_in(more.get("publishDate") or more.get("uploadDate")),
        views=_first_count(details.get("viewCount"), more.get("viewCount")),
        likes=count_of(more.get("likeCount")),
        paid_partnership=True if _is_paid(one) else None,
        image_url=last_picture(details.get("thumbnail")) or last_picture(more.get("thumbnail")),
    )


def watched_in(value: object, page: Page) -> Iterator[Fact]:
    """The video whose page this is, by what stands under the player, and its channel as far as it shows there."""
    found: dict[str, Mapping[str, Any]] = {}
    for one in objects_in(value):
        for name in ("videoPrimaryInfoRenderer", "videoSecondaryInfoRenderer", "currentVideoEndpoint",
                     "engagementPanelTitleHeaderRenderer", "commentsEntryPointHeaderRenderer"):  # fmt: skip
            if isinstance(one.get(name), dict):
                found.setdefault(name, one[name])
    first, second = found.get("videoPrimaryInfoRenderer", {}), found.get("videoSecondaryInfoRenderer", {})
    asked = re.search(r"[?&]v=([A-Za-z0-9_-]{11})", page.document or page.url)
    code = mapping(mapping(found.get("currentVideoEndpoint")).get("watchEndpoint")).get("videoId")
    if code is None:  # a stream that is to come has only where its counts are asked again
        again = mapping(mapping(first.get("updatedMetadataEndpoint")).get("updatedMetadataEndpoint"))
        code = again.get("videoId")
    code = code if isinstance(code, str) else asked.group(1) if asked else None
    if not first or code is None:
        return
    owner = mapping(mapping(second.get("owner")).get("videoOwnerRenderer"))
    handle, native = channel_at(owner.get("navigationEndpoint"))
    together = collaborators_in(owner) if native is None else []
    if together:
        handle, native = together[0][:2]
    counted = mapping(mapping(first.get("viewCount")).get("videoViewCountRenderer"))
    talk = mapping(found.get("commentsEntryPointHeaderRenderer")).get("commentCount")
    if talk is None:
        talk = mapping(found.get("engagementPanelTitleHeaderRenderer")).get("contextualInfo")
    yield post(
        page,
        code,
        words(first.get("title")),
        words(second.get("attributedDescription")) or words(second.get("description")),
        handle=handle,
        author_native_id=native,
        posted_at=None if flag(counted.get("isLive")) else day_in(words(first.get("dateText"))),  # when it will be
        views=None if flag(counted.get("isLive")) else shown_count(words(counted.get("viewCount")))[0],
        likes=_likes_in(first.get("videoActions")),
        comments=shown_count(words(talk))[0],
        coauthors=[one[0] or one[1] for one in together[1:]] or None,
    )
    yield from _made_together(together, page)
    followers, within = shown_count(words(owner.get("subscriberCountText")))
    if native is not None and followers is not None:
        yield Profile(
            network=_NETWORK,
            page=page.url,
            observed_at=page.time,
            native_id=native,
            handle=handle or native,
            display_name=words(owner.get("title")),
            followers=followers,
            followers_within=within,
            is_verified=has_badge(owner.get("badges")),
            avatar_url=last_picture(owner.get("thumbnail")),
        )


def _made_together(together: list[tuple[str | None, str, str | None, str]], page: Page) -> Iterator[Fact]:
    common: dict[str, Any] = {"network": _NETWORK, "page": page.url, "observed_at": page.time}
    for place, (handle, native, name, counted) in enumerate(together):
        followers, within = shown_count(counted)
        yield Profile(**common, native_id=native, handle=handle or native, display_name=name,
                      followers=followers, followers_within=within)  # fmt: skip
        if place:
            first = together[0]
            yield Edge(**common, source=first[0] or first[1], target=handle or native, kind="coauthor")


def _likes_in(actions: object) -> int | None:
    """The likes, exact where the button says them to people who cannot see ("… along with 13,520 other people")."""
    for one in objects_in(actions):
        button = mapping(one.get("buttonViewModel"))
        old = mapping(one.get("toggleButtonRenderer"))
        if button.get("iconName") == "LIKE":
            shown, spoken = button.get("title"), text_in(button.get("accessibilityText"))
        elif mapping(old.get("defaultIcon")).get("iconType") == "LIKE":
            shown, spoken = words(old.get("defaultText")), text_in(mapping(old.get("accessibility")).get("label"))
        else:
            continue
        rounded, within = shown_count(shown)
        match = _LIKED.search(spoken or "")
        exact = count_of(re.sub(r"\D", "", match.group())) if match else None
        # A language that words it otherwise may name another number: it counts only where both agree.
        if rounded is not None and exact is not None and abs(exact - rounded) <= 2 * (within or 0):
            return exact
        return rounded
    return None


def _is_paid(one: Mapping[str, Any]) -> bool:
    return any("paidContentOverlayRenderer" in part for part in objects_in(one.get("paidContentOverlay")))


def _first_count(*values: object) -> int | None:
    return next((count for value in values if (count := count_of(value)) is not None), None)


def merged(held: Post, other: Post) -> Post:
    """One post of two sightings on a page: what the first leaves open, the second fills."""
    more = {
        name: value
        for name, value in other
        if value is not None and (getattr(held, name) is None or (name == "text" and len(value) > len(held.text or "")))
    }
    return held.model_copy(update=more) if more else held
