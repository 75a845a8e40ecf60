"""Comments behind YouTube's pages, as its scripts are sent them: entities of today, renderers of before 2024."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.values import id_in, mapping, shown_count, text_in
from crawler.networks.youtube.address import is_channel_id
from crawler.networks.youtube.words import channel_at, words
from crawler.page import Page
from storage.facts import Comment, Fact, Sighting

_NETWORK = "youtube"


def comments_in(one: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """The comment that an object holds, and who wrote it; nothing for any other object."""
    entity = mapping(one.get("commentEntityPayload"))
    likes: Any
    if entity:
        properties, author = mapping(entity.get("properties")), mapping(entity.get("author"))
        likes = words(mapping(entity.get("toolbar")).get("likeCountNotliked"))
        shown, channel = text_in(author.get("displayName")), author.get("channelId")
        yield from _comment(properties.get("commentId"), shown, None, channel, properties.get("content"), likes, page)
    old = mapping(one.get("commentRenderer"))
    if isinstance(old.get("commentId"), str):
        handle, channel = channel_at(old.get("authorEndpoint"))
        counted = old.get("likeCount")
        likes = words(old.get("voteCount")) if counted is None else counted
        yield from _comment(
            old["commentId"], words(old.get("authorText")), handle, channel, old.get("contentText"), likes, page
        )


def _comment(
    code: object, shown: str | None, handle: str | None, channel: object, said: object, likes: object, page: Page
) -> Iterator[Fact]:
    if handle is None and shown is not None and shown.startswith("@"):
        handle = shown[1:].lower()
    video = re.search(r"[?&]v=([A-Za-z0-9_-]{11})", page.document or page.url)
    native = id_in(code)
    # An answer's id is that of its comment, a point, and its own.
    above = native.partition(".")[0] if native and "." in native else None
    common: dict[str, Any] = {"network": _NETWORK, "page": page.url, "observed_at": page.time}
    yield Comment(
        **common,
        native_id=native,
        post=video.group(1) if video else None,
        author_handle=handle,
        author_native_id=id_in(channel),
        text=words(said),
        likes=shown_count(likes)[0],
        reply_to=above,
    )
    if handle or is_channel_id(channel):
        name = None if handle and shown and shown.startswith("@") else shown
        yield Sighting(
            **common, handle=handle, native_id=id_in(channel), display_name=name, route="commenter", via=None
        )
