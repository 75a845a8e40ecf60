"""Answers of WordPress.com's own API: posts of a blog, of a tag and of the reader, sites, comments.

Shapes: https://developer.wordpress.com/docs/api/ . It is the one place that tells how many follow a blog.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.blog.entries import NAME, article, numbered, site_of
from crawler.networks.gathering import any_object
from crawler.networks.text import text_of_html
from crawler.networks.values import count_of, flag, id_in, mapping, objects_in, text_in, time_in, web_address
from crawler.page import Page
from storage.facts import Comment, Fact, Post, Profile

Values = Mapping[str, Any]
_SIGNS = (b'"global_ID"', b'"subscribers_count"', b'"short_URL"', b'"found"')


def is_answer(value: object, page: Page) -> bool:
    """Whether a value is an answer of it."""
    if not any(sign in page.body for sign in _SIGNS):
        return False
    listed = isinstance(value, dict) and isinstance(value.get("posts"), list) and "found" in value
    return listed or any_object(value, lambda one: _is_post(one) or _is_site(one) or _is_comment(one))


def facts_of(value: object, page: Page) -> Iterator[Fact]:
    """The posts, sites and comments of an answer, wherever in it they stand."""
    listed = mapping(value).get("posts")
    own = {id(one) for one in listed} if isinstance(listed, list) and "found" in mapping(value) else set()
    for one in objects_in(value):
        if _is_post(one) or id(one) in own:
            yield _post(one, page)
        elif _is_site(one):
            site = site_of(one["URL"])
            if site is not None:
                yield _profile(one, site, page)
        elif _is_comment(one):
            yield _comment(one, page)


def _is_post(value: Values) -> bool:
    return "global_ID" in value and "site_ID" in value and isinstance(value.get("URL"), str)


def _is_site(value: Values) -> bool:
    return "subscribers_count" in value and "name" in value and web_address(value.get("URL")) is not None


def _is_comment(value: Values) -> bool:
    about, author = value.get("post"), value.get("author")
    return "short_URL" in value and isinstance(about, dict) and isinstance(author, dict) and "title" in about


def _post(one: Values, page: Page) -> Post:
    site = site_of(str(one.get("URL") or one.get("site_URL") or ""))  # the host that was asked is nobody's blog
    text = f"{text_of_html(str(one.get('title') or ''))}\n\n{text_of_html(str(one.get('content') or ''))}".strip()
    # A post that the reader took out of a feed is numbered there, not on its site.
    elsewhere = flag(one.get("is_external")) is True
    return article(
        page,
        site,
        text_in(one.get("URL")),
        text,
        list(mapping(one.get("tags"))),
        native_id=id_in(one.get("global_ID")) if elsewhere else numbered(site, one.get("ID")),
        posted_at=time_in(one.get("date")),
        likes=None if elsewhere else count_of(one.get("like_count")),
        comments=None if elsewhere else count_of(mapping(one.get("discussion")).get("comment_count")),
        image_url=text_in(one.get("featured_image")),
        pinned=flag(one.get("sticky")) or None,
    )


def _profile(one: Values, site: str, page: Page) -> Profile:
    """A site. 0 subscribers are also what is written where nobody has counted."""
    name, bio = text_of_html(str(one.get("name") or "")), text_of_html(str(one.get("description") or ""))
    icon = mapping(one.get("icon"))
    followers = count_of(one["subscribers_count"]) or None
    return Profile(
        **_common(page),
        handle=site,
        display_name=name or None,
        bio=bio or None,
        followers=followers,
        followers_within=0 if followers is not None else None,
        posts_count=count_of(one.get("post_count")),
        is_private=flag(one.get("is_private")),
        avatar_url=text_in(icon.get("img")) or text_in(icon.get("ico")),
    )


def _comment(one: Values, page: Page) -> Comment:
    site = site_of(str(one.get("URL") or ""))
    parent = mapping(one.get("parent"))
    return Comment(
        **_common(page),
        native_id=numbered(site, one.get("ID")),
        post=numbered(site, mapping(one["post"]).get("ID")),
        text=text_of_html(str(one.get("content") or "")) or None,
        posted_at=time_in(one.get("date")),
        likes=count_of(one.get("like_count")),
        reply_to=numbered(site, parent.get("ID")),
    )


def _common(page: Page) -> dict[str, Any]:
    return {"network": NAME, "page": page.url, "observed_at": page.time}
