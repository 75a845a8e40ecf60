"""Answers of oEmbed: how a network lets others show one post. They name its author and hold its words, but no counts.

Shape: https://oembed.com/ (``provider_name``, ``author_url``, ``title``, ``html``, ``thumbnail_url``).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.networks.text import hashtags_in, mentions_in, text_of_html
from crawler.networks.values import text_in
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Post, PostKind

_WORDS = re.compile(r"<p\b[^>]{0,200}>(.{1,20000}?)</p>", re.DOTALL)
_KINDS: dict[str, PostKind] = {"video": "video", "photo": "photo"}


@dataclass(frozen=True)
class Embed:
    """How a network answers: its names as a provider, whose page an address is, where a post's native id stands in
    the answer's ``url`` or ``html`` (the pattern's first group), and the post's address from its author and id."""

    network: str
    providers: frozenset[str]
    handle_of: Callable[[str], str | None]
    post: re.Pattern[str]
    address: Callable[[str, str], str]
    time: Callable[[str], datetime | None] = lambda _: None


def is_embed_of(page: Page, kind: Embed) -> bool:
    """Whether a page is this network's answer of oEmbed."""
    return _answer(page, kind) is not None


def read_embed(page: Page, kind: Embed) -> list[Post] | None:
    """The post that an answer shows, ``None`` where the page is no such answer; [] where it shows none (a profile)."""
    value = _answer(page, kind)
    if value is None:
        return None
    html = text_in(value.get("html")) or ""
    match = kind.post.search(text_in(value.get("url")) or "") or kind.post.search(html[:20_000])
    handle = kind.handle_of(text_in(value.get("author_url")) or "")
    if match is None or handle is None:
        return []
    said = _WORDS.search(html)
    text = text_in(value.get("title")) or (text_of_html(said.group(1)) if said else None) or None
    return [
        Post(
            network=kind.network,
            page=page.url,
            observed_at=page.time,
            native_id=match.group(1),
            url=kind.address(handle, match.group(1)),
            author_handle=handle,
            posted_at=kind.time(match.group(1)),
            text=text,
            kind=_KINDS.get(str(value.get("type"))),
            hashtags=hashtags_in(text) if text else None,
            mentions=mentions_in(text) if text else None,
            image_url=text_in(value.get("thumbnail_url")),
        )
    ]


def _answer(page: Page, kind: Embed) -> Mapping[str, Any] | None:
    if page.is_html or b'"provider_name"' not in page.body[:200_000]:
        return None
    try:
        value = page.json
    except UnreadablePage:
        return None
    ours = isinstance(value, dict) and text_in(value.get("provider_name")) in kind.providers and "version" in value
    return value if ours else None
