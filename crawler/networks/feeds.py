"""Feeds (RSS, Atom, JSON Feed) as networks write them for each account: whose they are, and their newest posts.

A feed counts nothing: likes, comments and followers are ``None``, and so is what kind of post it is.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

import feedparser

from crawler.networks.text import hashtags_in, mentions_in, text_of_html
from crawler.networks.values import items_of, mail_time_in, mapping, text_in, time_in
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Fact, Post, Profile

_HEAD = 4_000
_MOST_ENTRIES = 200
_FIRST_YEAR = 1980
_OPENING = re.compile(rb"<(?:rss|(?:\w{1,20}:)?feed|rdf:rdf)[\s>]", re.I)
_END = re.compile(rb"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s{0,8}>", re.I)
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")
_OF_OTHERS = b"<tumblr "  # an answer that names the feeds that a blog takes in


@dataclass(frozen=True)
class Feed:
    """How a network writes the feeds of its accounts.

    ``mark``: bytes near the beginning that only its feeds hold. ``handle``: the account, from the feed's address and
    description. ``post``: a post's native id, from the entry's id and address; ``code``: what else its
    address spells. ``named``: the account's name in the feed's title, and whether the description is its bio.
    """

    network: str
    mark: bytes
    handle: Callable[[str, str], str | None]
    post: Callable[[str, str], str | None]
    named: Callable[[str], str | None] = text_in
    has_bio: bool = True
    code: Callable[[str], str | None] = lambda _: None


def is_feed(page: Page) -> bool:
    """Whether a page is RSS or Atom."""
    head = page.body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and _OPENING.search(head) is not None and _OF_OTHERS not in head


def is_json_feed(page: Page) -> bool:
    """Whether a page is a JSON Feed: https://www.jsonfeed.org/version/1.1/"""
    if b"jsonfeed.org" not in page.body:
        return False
    try:
        value = mapping(None if page.is_html else page.json)
    except UnreadablePage:
        return False
    return _JSON_FEED.match(str(value.get("version"))) is not None and "items" in value


def is_feed_of(page: Page, kind: Feed) -> bool:
    """Whether a page is a feed of an account of this network."""
    return kind.mark in page.body[:_HEAD] and is_feed(page)


def parsed(page: Page) -> Any:
    """The feed as feedparser has it; raises UnreadablePage where it is none."""
    if is_json_feed(page):
        return _of_json(mapping(page.json))
    try:
        feed = feedparser.parse(io.BytesIO(page.body), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError) as error:  # what an encoding that is none makes of it
        raise UnreadablePage(f"{page.url}: the feed cannot be decoded ({error})") from None
    if feed.get("bozo") and not feed.get("entries"):
        raise UnreadablePage(f"{page.url}: the feed is not well-formed")
    if feed.get("bozo") and not _END.search(page.body):
        feed["entries"].pop()  # it was cut somewhere within: an id or a text may lack its end
    return feed


def _of_json(feed: Mapping[str, Any]) -> Any:
    """A JSON Feed under the names that feedparser gives to the others."""
    said = {
        "link": feed.get("home_page_url"),
        "links": [{"rel": "self", "href": feed.get("feed_url")}],
        "title": feed.get("title"),
        "subtitle": feed.get("description"),
        "image": {"href": feed.get("icon")},
    }
    return {"feed": said, "entries": [_entry_of_json(one) for one in items_of(feed.get("items"))]}


def _entry_of_json(one: Mapping[str, Any]) -> dict[str, Any]:
    at = time_in(one.get("date_published"))
    words, markup = text_in(one.get("content_text")), text_in(one.get("content_html"))
    tags, picture = one.get("tags"), text_in(one.get("image")) or text_in(one.get("banner_image"))
    return {
        "id": one.get("id"),
        "link": text_in(one.get("url")) or text_in(one.get("external_url")),
        "title": one.get("title"),
        "summary": markup or escape(words or text_in(one.get("summary")) or ""),
        "published_parsed": at.utctimetuple() if at is not None else None,
        "tags": [{"term": tag} for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        "media_content": [{"type": "image/", "url": picture}] if picture else [],
    }


def words_of(entry: Any) -> str:
    """An entry's text as HTML. What describes a picture inside it (media:description, plain text) is not that."""
    contents = [one for one in entry.get("content") or [] if one.get("value")]
    whole = next((one["value"] for one in contents if one.get("type") != "text/plain"), None)
    return str(whole or entry.get("summary") or (contents[0]["value"] if contents else ""))


def moment_of(entry: Any) -> datetime | None:
    """When an entry was published, else changed, in UTC."""
    for name in ("published", "updated"):
        # Asked by the mapping's own get, feedparser warns where it has to fall back on the other.
        said: Any = dict.get(entry, f"{name}_parsed")
        try:
            year, month, day, hour, minute, second = (int(part) for part in said[:6])
            # Before there were feeds stands what a program writes that knows no time.
            if year >= _FIRST_YEAR:
                return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        except (TypeError, ValueError):
            # It knows the days of the week in English alone.
            if (told := mail_time_in(dict.get(entry, name))) is not None:
                return told
    return None


def read_feed(page: Page, kind: Feed) -> list[Fact]:
    """The account whose feed this is, and its posts; [] where the feed does not name it."""
    feed = parsed(page)
    said = feed.get("feed", {})
    about = text_of_html(str(said.get("subtitle") or ""))
    handle = kind.handle(str(said.get("link") or ""), about)
    if handle is None:
        return []
    common: dict[str, Any] = {"network": kind.network, "page": page.url, "observed_at": page.time}
    facts: list[Fact] = [
        Profile(
            **common,
            handle=handle,
            display_name=kind.named(text_of_html(str(said.get("title") or ""))),
            bio=(about or None) if kind.has_bio else None,
            avatar_url=text_in(mapping(said.get("image")).get("href")),
        )
    ]
    for entry in feed.get("entries", [])[:_MOST_ENTRIES]:
        address = text_in(entry.get("link"))
        native_id = kind.post(str(entry.get("id") or ""), address or "")
        code = kind.code(address or "")
        if native_id is None and code is None:
            continue
        title, text = text_of_html(str(entry.get("title") or "")), text_of_html(words_of(entry))
        text = f"{title}\n\n{text}" if title and not text.startswith(title.rstrip("….")) else text
        tags = [str(tag.get("term")).lower().lstrip("#") for tag in entry.get("tags", []) if tag.get("term")]
        media = [one for one in entry.get("media_content") or [] if str(one.get("type")).startswith("image/")]
        facts.append(
            Post(
                **common,
                native_id=native_id,
                code=code,
                url=address,
                author_handle=handle,
                posted_at=moment_of(entry),
                text=text.strip() or None,
                hashtags=list(dict.fromkeys(tags + hashtags_in(text))),
                mentions=mentions_in(text),
                image_url=text_in(media[0].get("url")) if media else None,
            )
        )
    return facts
