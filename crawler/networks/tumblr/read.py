"""Reading answers of Tumblr's API v2, old posts and posts in blocks. Shapes: https://www.tumblr.com/docs/en/api/v2

Tumblr tells no follower counts, and mostly one number (notes) for likes, reblogs and replies together: then these are
null.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from crawler.networks.bridged import leads_to, name_in_title
from crawler.networks.feeds import Feed, is_feed_of, read_feed
from crawler.networks.gathering import Gathering, any_object, list_of
from crawler.networks.text import text_of_html
from crawler.networks.tumblr import first_api
from crawler.networks.tumblr.notes import comments_in, is_notes
from crawler.networks.values import count_of, flag, id_in, json_in, links_in, mapping, markup_of, text_in, time_in
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind, Fact, Link, Post, PostKind, Profile

NETWORK = "tumblr"
HOSTS = ("tumblr.com", "tmblr.co")
_DEEPEST = 200  # levels of a trail of reblogs
_STATE = "___INITIAL_STATE___"
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
_KINDS: dict[str, PostKind] = {
    "photo": "photo", "video": "video", "text": "text", "quote": "text", "link": "text", "chat": "text",
    "answer": "text",
}  # fmt: skip
_SHOWN = 'class="tmblr-full"'
_IMAGE = re.compile(r'<img src="(https://[^"\s]{1,2000})"')
# What somebody else asked is not what the author says.
_WORDS = ("title", "body", "caption", "text", "source", "description", "answer")
_PATHS = frozenset({"tagged", "search", "explore", "dashboard", "login", "register", "about", "policy", "docs", "help"})
_DASHBOARD_ONLY = 4012


def name_in(value: object) -> str | None:
    """A blog's name in lower case, ``None`` where it is none."""
    if not isinstance(value, str):
        return None
    name = value.strip().removeprefix("@").lower().removesuffix(".tumblr.com")
    return name if _NAME.fullmatch(name) else None


def handle_of(url: str) -> str | None:
    """The name behind name.tumblr.com or tumblr.com/name, ``None`` for any other address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host, path = (parts.hostname or ""), [part for part in parts.path.split("/") if part]
    if parts.scheme not in ("http", "https"):
        return None
    if host in ("tumblr.com", "www.tumblr.com"):
        path = path[1:] if path[:2] and path[0] == "blog" else path
        return name_in(path[0]) if len(path) == 1 and path[0].lower() not in _PATHS else None
    return name_in(host) if host.endswith(".tumblr.com") and host.count(".") == 2 and not path else None


def _post_in(_: str, address: str) -> str | None:
    match = re.search(r"/(?:post/)?(\d{5,25})(?:/|$)", address)
    return match.group(1) if match else None


_FEED = Feed(network=NETWORK, mark=b"<generator>Tumblr", handle=lambda link, _: handle_of(link), post=_post_in)
_GENERATOR = re.compile(rb"<generator>Tumblr \([^;<)]{0,20}; @([\w.-]{1,64})\)")


def _feed_of(page: Page) -> Feed:
    """How this feed is read: the program that wrote it names the blog, whose address may be a domain of its own."""
    named = _GENERATOR.search(page.body[:8_000])
    handle = name_in(named.group(1).decode()) if named else None
    if not is_feed_of(page, _FEED):
        return replace(_FEED, named=name_in_title, has_bio=False)
    return _FEED if handle is None else replace(_FEED, handle=lambda *_: handle)


def read_page(page: Page) -> list[Fact]:
    """The facts of one answer: profiles, posts, ties, sightings, or a named block.

    Raises UnreadablePage where it is no JSON.
    """
    if is_feed_of(page, _FEED) or leads_to(page, handle_of):
        return read_feed(page, _feed_of(page))
    value = None
    try:
        value = _value_of(page)
    except UnreadablePage:
        if page.status < 400:
            raise
    block = _block_of(page, mapping(value))
    if block is not None:
        return [block]
    reading = _Reading(page)
    reading.walk(value, 0)
    return reading.found.facts


def recognises_page(page: Page) -> bool:
    """Whether a page is an answer of Tumblr, by its shape (an error: by its address)."""
    if is_feed_of(page, _FEED) or leads_to(page, handle_of):
        return True
    if first_api.is_xml(page):
        return True
    if not page.body or (page.is_html and _STATE not in page.text):
        return False
    try:
        value = _value_of(page)
    except UnreadablePage:
        return False
    return (urlsplit(page.url).hostname or "") == "api.tumblr.com" or any_object(value, _is_ours)


def _value_of(page: Page) -> Any:
    """The JSON of an answer, or of the state that a page of the site carries; in the API's spelling."""
    if first_api.is_xml(page):
        return first_api.native(first_api.value_of_xml(page))
    if not page.is_html:
        if first_api.is_answer(page.json):
            return first_api.native(page.json)
        return _spelt(page.json) if b'"blogName"' in page.body else page.json
    for attributes, text in markup_of(page)[0]:
        if attributes.get("id") == _STATE or text.lstrip().startswith(f"window['{_STATE}']"):
            state = json_in(text[text.index("{") :]) if "{" in text else None
            if state is not None:
                return _spelt(state)
    raise UnreadablePage(f"{page.url}: the page carries no state of Tumblr's scripts")


def _spelt(value: Any) -> Any:
    """A value of the site's own scripts (blogName) as the API spells it (blog_name)."""
    if isinstance(value, list):
        return [_spelt(one) for one in value]
    if isinstance(value, dict):
        return {_CAPITAL.sub("_", key).lower(): _spelt(one) for key, one in value.items()}
    return value


def _is_ours(value: Mapping[str, Any]) -> bool:
    named = str(value.get("uuid", "")).startswith("t:") or ".tumblr.com" in str(value.get("url"))
    return _is_post(value) or (_is_blog(value) and named) or _is_person(value) or is_notes(value)


def _is_person(value: Mapping[str, Any]) -> bool:
    """Whether a value is a person's answer about their own account, with their blogs."""
    return "default_post_format" in value and isinstance(value.get("blogs"), list)


def _is_post(value: Mapping[str, Any]) -> bool:
    return (
        name_in(value.get("blog_name")) is not None and "id" in value and ("post_url" in value or "reblog_key" in value)
    )


def _is_blog(value: Mapping[str, Any]) -> bool:
    known = any(key in value for key in ("uuid", "total_posts", "posts", "updated", "primary"))
    elsewhere = "screen_name" in value  # an account of X, whose site is a blog here
    return name_in(value.get("name")) is not None and "url" in value and known and not elsewhere


class _Reading:
    """One answer being read."""

    def __init__(self, page: Page) -> None:
        self.found = Gathering(NETWORK, page)
        parts = urlsplit(page.url)
        said = parse_qs(parts.query).get("tag", [""])[0]
        document = urlsplit(page.document or "").path
        said = said or (unquote(document.removeprefix("/tagged/")) if document.startswith("/tagged/") else "")
        self.tag = said.strip().lstrip("#").lower() or None
        self.asked = parse_qs(parts.query).get("id", [""])[0] or None

    def walk(self, value: Any, depth: int) -> None:
        """Whatever stands there, also inside other tools' files."""
        if depth > _DEEPEST:
            return
        if isinstance(value, list):
            for one in value:
                self.walk(one, depth + 1)
        elif isinstance(value, dict):
            if _is_post(value):
                self._post(value)
            elif _is_blog(value):
                self.found.add(profile_of(value, self.found))
                self.walk(value["posts"] if isinstance(value.get("posts"), list) else [], depth + 1)
            else:
                if is_notes(value):
                    for comment in comments_in(value["notes"], self.asked, self.found):
                        self.found.add(comment)
                for one in value.values():
                    self.walk(one, depth + 1)

    def _post(self, post: Mapping[str, Any]) -> None:
        author = str(name_in(post.get("blog_name")))
        blog = mapping(post.get("blog"))
        if _is_blog(blog):
            self.found.add(profile_of(blog, self.found))
        if self.tag is not None:
            self.found.sight(author, "hashtag_recent", self.tag, name=text_in(blog.get("title")))
        root = _root_of(post, author)
        if root is not None:
            self.found.tie(author, root, "boost")
            self.found.sight(root, "related", author)
            if not list_of(post.get("content")):
                return  # nothing of its own, and its notes are those of the first post
        shown = post_of(post, author, blog, self.found)
        if root is not None:  # words of one's own, and yet the notes are those of the first post
            shown = shown.model_copy(update={"likes": None, "comments": None, "shares": None})
        self.found.add(shown)
        for comment in comments_in(post.get("notes"), shown.native_id, self.found):
            self.found.add(comment)
        for name in _mentioned_in(post):
            self.found.tie(author, name, "mention")
            if name != author:
                self.found.sight(name, "mention", author)


def profile_of(blog: Mapping[str, Any], found: Gathering) -> Profile:
    """The profile that a blog shows. ``followers`` stands in answers about one's own blogs only, else ``None``."""
    description = blog.get("description")
    bio = text_of_html(description) if isinstance(description, str) else None
    followers = count_of(blog.get("followers"))
    url = text_in(blog.get("url"))
    own = [url] if url and ".tumblr.com" not in url and "//tumblr.com" not in url else []
    hrefs = [link.url for link in links_in(description)] if isinstance(description, str) else []
    avatar = list_of(blog.get("avatar"))
    return Profile(
        **found.common,
        native_id=text_in(blog.get("uuid")),
        handle=str(name_in(blog.get("name"))),
        display_name=text_in(blog.get("title")),
        bio=bio,
        followers=followers,
        followers_within=0 if followers is not None else None,
        posts_count=count_of(blog.get("total_posts", blog.get("posts"))),
        avatar_url=text_in(mapping(avatar[0]).get("url")) if avatar else None,
        links=[Link(url=one) for one in dict.fromkeys(own + hrefs)] if bio is not None or own else None,
    )


def post_of(post: Mapping[str, Any], author: str, blog: Mapping[str, Any], found: Gathering) -> Post:
    """The post that an object shows, in either format."""
    blocks = [mapping(block) for block in list_of(post.get("content"))]
    pictures = [block for block in blocks if block.get("type") == "image"]
    photos = [mapping(photo) for photo in list_of(post.get("photos"))]
    tags = post.get("tags")
    return Post(
        **found.common,
        native_id=id_in(post.get("id_string")) or id_in(post.get("id")),
        url=text_in(post.get("post_url")),
        author_handle=author,
        author_native_id=text_in(blog.get("uuid")),
        posted_at=time_in(post.get("timestamp")),
        text=_text_of(post, blocks),
        kind=_kind_of(post, blocks, pictures, photos),
        likes=count_of(post.get("like_count")),  # newer answers count apart what note_count adds up
        comments=count_of(post.get("reply_count")),
        shares=count_of(post.get("reblog_count")),
        hashtags=[tag.lower() for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else None,
        mentions=list(dict.fromkeys(_mentioned_in(post))) if blocks else None,
        pinned=flag(post.get("is_pinned")) or None,
        alt_text=text_in(pictures[0].get("alt_text")) if pictures else None,
        image_url=_picture_of(post, pictures, photos),
    )


def _text_of(post: Mapping[str, Any], blocks: list[Mapping[str, Any]]) -> str | None:
    if blocks:
        asked = _asked_in(post)
        own = (block for place, block in enumerate(blocks) if place not in asked)
        return "\n\n".join(str(block["text"]) for block in own if text_in(block.get("text")))
    parts = [text_of_html(str(post[key])) for key in _WORDS if text_in(post.get(key))]
    return "\n\n".join(part for part in parts if part) or text_in(post.get("summary"))


def _asked_in(post: Mapping[str, Any]) -> set[int]:
    """The places of the blocks that somebody asked the author in."""
    layouts = [mapping(one) for one in list_of(post.get("layout"))]
    places = [place for one in layouts if one.get("type") == "ask" for place in list_of(one.get("blocks"))]
    return {place for place in places if isinstance(place, int)}


def _kind_of(
    post: Mapping[str, Any],
    blocks: list[Mapping[str, Any]],
    pictures: list[Mapping[str, Any]],
    photos: list[Mapping[str, Any]],
) -> PostKind | None:
    sorts = {str(block.get("type")) for block in blocks}
    if len(pictures) > 1 or len(photos) > 1:
        return "carousel"
    if "video" in sorts:
        return "video"
    if pictures:
        return "photo"
    if blocks:
        return "text" if sorts <= {"text", "link", "paywall", "poll"} else None
    body = str(post.get("body"))
    if _SHOWN in body:  # posts of blocks, written as the older format's texts
        shown = body.count("<img ")
        return "video" if "<video" in body else "carousel" if shown > 1 else "photo" if shown else "text"
    return _KINDS.get(str(post.get("type")))


def _picture_of(
    post: Mapping[str, Any], pictures: list[Mapping[str, Any]], photos: list[Mapping[str, Any]]
) -> str | None:
    if pictures:
        media = list_of(pictures[0].get("media"))
        return text_in(mapping(media[0]).get("url")) if media else None
    body = str(post.get("body"))
    if _SHOWN in body and (found := _IMAGE.search(body)):
        return found.group(1)
    return text_in(mapping(photos[0].get("original_size")).get("url")) if photos else text_in(post.get("thumbnail_url"))


def _root_of(post: Mapping[str, Any], author: str) -> str | None:
    """Whose post was reblogged, ``None`` for a post of one's own."""
    trail = [mapping(mapping(one).get("blog")).get("name") for one in list_of(post.get("trail"))]
    for said in (post.get("reblogged_root_name"), trail[0] if trail else None, post.get("reblogged_from_name")):
        name = name_in(said)
        if name is not None:
            return name if name != author else None
    return None


def _mentioned_in(post: Mapping[str, Any]) -> Iterator[str]:
    for block in list_of(post.get("content")):
        for mark in list_of(mapping(block).get("formatting")):
            name = name_in(mapping(mapping(mark).get("blog")).get("name"))
            if mapping(mark).get("type") == "mention" and name is not None:
                yield name


def _block_of(page: Page, value: Mapping[str, Any]) -> Block | None:
    meta = mapping(value.get("meta"))
    status = meta["status"] if isinstance(meta.get("status"), int) else page.status
    if max(status, page.status) < 400:
        return None
    errors = [mapping(one) for one in list_of(value.get("errors"))]
    kind: BlockKind = "closed"
    if any(count_of(one.get("code")) == _DASHBOARD_ONLY for one in errors):
        kind = "closed"
    elif status in (404, 410):
        kind = "gone"
    elif status == 401:
        kind = "refused"
    elif status == 429:
        kind = "rate_limit"
    elif status >= 500:
        kind = "error"
    said = next((w for one in errors if (w := text_in(one.get("detail")) or text_in(one.get("title")))), None)
    words = said or text_in(meta.get("msg")) or f"HTTP {status}"
    if kind == "refused":
        words = "the key is not valid: see tumblr.com/oauth/apps and set NANOSCOUT_TUMBLR_KEY"
    return Block(
        network=NETWORK, page=page.url, observed_at=page.time, kind=kind, url=page.url, detail=f"tumblr: {words[:300]}"
    )
