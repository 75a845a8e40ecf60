"""Tumblr's first API (NAME.tumblr.com/api/read), keyless to this day: a blog with its posts, as XML or as a script.

Both are put back into the names of the API v2.
"""

from collections.abc import Mapping
from typing import Any

from crawler.networks.gathering import list_of
from crawler.networks.markup import HtmlReader
from crawler.networks.values import count_of, mapping, text_in
from crawler.page import Page

Values = dict[str, Any]
_OPENING = '<tumblr version="1'
_TYPES = {"regular": "text", "conversation": "chat"}
_TITLES = ("regular-title", "conversation-title", "link-text", "quote-text")
_BODIES = ("regular-body", "conversation-text", "link-description", "quote-source", "answer")
_CAPTIONS = ("photo-caption", "video-caption", "audio-caption")


def is_xml(page: Page) -> bool:
    """Whether a page is an answer of it as XML."""
    return page.is_html and _OPENING in page.text[:500]


def value_of_xml(page: Page) -> Values:
    """An answer as XML, as its script would say it."""
    reader = _Xml()
    reader.feed(page.text)
    reader.close()
    return {"tumblelog": reader.blog, "posts-total": reader.total, "posts-type": reader.type, "posts": reader.posts}


def is_answer(value: object) -> bool:
    """Whether a value is an answer of it."""
    said = mapping(value)
    return "posts-total" in said and isinstance(said.get("posts"), list) and "name" in mapping(said.get("tumblelog"))


def native(value: Mapping[str, Any]) -> Values:
    """An answer under the names of the API v2."""
    blog = mapping(value["tumblelog"])
    name, own = blog.get("name"), text_in(blog.get("cname"))
    whole = not value.get("posts-type")  # else the total is that of one kind of posts
    return {
        "blog": {
            "name": name,
            "title": blog.get("title"),
            "description": blog.get("description"),
            "url": f"https://{own or f'{name}.tumblr.com'}/",
            "total_posts": count_of(value.get("posts-total")) if whole else None,
        },
        "posts": [_post(mapping(post), name) for post in list_of(value["posts"])],
    }


def _post(post: Mapping[str, Any], name: object) -> Values:
    photos = [mapping(one) for one in list_of(post.get("photos"))] or [post]
    pictures = [url for one in photos if (url := _largest(one))]
    title, body, caption = (_first(post, keys) for keys in (_TITLES, _BODIES, _CAPTIONS))
    return {
        "blog_name": name,
        "id": post.get("id"),
        "post_url": post.get("url-with-slug") or post.get("url"),
        "timestamp": post.get("unix-timestamp"),
        "type": _TYPES.get(str(post.get("type")), post.get("type")),
        "title": title,
        "body": body,
        "caption": caption,
        "tags": list_of(post.get("tags")),
        "photos": [{"original_size": {"url": url}} for url in pictures],
        "reblogged_root_name": post.get("reblogged-root-name"),
        "reblogged_from_name": post.get("reblogged-from-name"),
    }


def _largest(photo: Mapping[str, Any]) -> str | None:
    sizes = ((count_of(key.removeprefix("photo-url-")), url) for key, url in photo.items())
    known = [(size, url) for size, url in sizes if size is not None and text_in(url)]
    return max(known)[1] if known else None


def _first(post: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((words for key in keys if (words := text_in(post.get(key)))), None)


class _Xml(HtmlReader):
    """The XML of an answer: attributes tell who and when, elements hold the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blog: Values = {}
        self.posts: list[Values] = []
        self.total: str | None = None
        self.type: str | None = None
        self._into: tuple[Values, str] | None = None
        self._open = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        if tag == "tumblelog":
            self.blog.update(values)
            self._begin(self.blog, "description")
        elif tag == "posts":
            self.total, self.type = values.get("total"), values.get("type") or values.get("post_type")
        elif tag == "post":
            self.posts.append({**values, "tags": [], "photos": []})
        elif self.posts and tag == "photo":
            self.posts[-1]["photos"].append({})
        elif self.posts and tag == "photo-url":
            photos = self.posts[-1]["photos"]
            self._begin(photos[-1] if photos else self.posts[-1], f"photo-url-{values.get('max-width')}")
        elif self.posts and self._into is None:  # else it is markup within the words
            self._begin(self.posts[-1], tag)
        else:
            return
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._into is None or tag != self._open:
            return
        (holder, key), words = self._into, "".join(self._words).strip()
        self._into = None
        if key == "tag":
            holder["tags"].append(words)
        elif words:
            holder.setdefault(key, words)

    def _begin(self, holder: Values, key: str) -> None:
        self._into, self._words = (holder, key), []
