"""Posts as the platforms of blogs answer them as JSON: Substack, Ghost, Blogger (API v3), Squarespace (?format=json).

Shapes: https://ghost.org/docs/content-api/ , https://developers.google.com/blogger/docs/3.0/reference ; the others'
are those of their pages. A post is known by its keys; whose it is, by its address.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.addresses import joined
from crawler.networks.blog.entries import NAME, article, numbered, profile, site_of, site_of_page
from crawler.networks.gathering import any_object
from crawler.networks.site.address import is_shared
from crawler.networks.text import text_of_html
from crawler.networks.values import count_of, id_in, items_of, mapping, objects_in, text_in, time_in
from crawler.page import Page
from storage.facts import Comment, Fact, Post

Values = Mapping[str, Any]
_NO_POSTS = (11, 12)  # what a shop sells, when something happens
_SIGNS = (b'"post_date"', b'"publishOn"', b"blogger#", b'"feature_image"')


def is_answer(value: object, page: Page) -> bool:
    """Whether a value is an answer of one of them."""
    return any(sign in page.body for sign in _SIGNS) and any_object(value, _is_ours)


def facts_of(value: object, page: Page) -> Iterator[Fact]:
    """The posts of an answer, and of what else it tells."""
    place = mapping(mapping(value).get("website"))
    home = text_in(place.get("baseUrl")) or text_in(place.get("authenticUrl"))
    base = home or (page.url if site_of_page(page) else "")
    if home is not None and (site := _site(home)) is not None:
        yield profile(page, site, _text(place.get("siteTitle")), _text(place.get("siteDescription")))
    for one in objects_in(value):
        if _is_substack(one):
            yield _substack(one, page)
        elif _is_ghost(one):
            yield _ghost(one, page)
        elif _is_squarespace(one) and base:
            yield _squarespace(one, base, page)
        else:
            yield from _blogger(one, page)


def _is_ours(value: Values) -> bool:
    kind = value.get("kind")
    named = isinstance(kind, str) and kind in ("blogger#post", "blogger#blog", "blogger#comment")
    return named or _is_substack(value) or _is_ghost(value) or _is_squarespace(value)


def _is_substack(value: Values) -> bool:
    return {"post_date", "audience", "slug"} <= value.keys() and isinstance(value.get("canonical_url"), str)


def _is_ghost(value: Values) -> bool:
    known = {"uuid", "slug", "published_at", "feature_image"} <= value.keys() and isinstance(value.get("url"), str)
    return known and value.get("status", "published") == "published"


def _is_squarespace(value: Values) -> bool:
    known = {"publishOn", "urlId"} <= value.keys() and isinstance(value.get("fullUrl"), str)
    return known and value.get("recordType") not in _NO_POSTS and "startDate" not in value


def _substack(one: Values, page: Page) -> Post:
    url = one["canonical_url"]
    body = _text(one.get("body_html")) or _text(one.get("truncated_body_text")) or _text(one.get("description"))
    words = dict.fromkeys(part for part in (_text(one.get("title")), _text(one.get("subtitle")), body) if part)
    reactions = mapping(one.get("reactions"))
    likes = count_of(one.get("reaction_count"))
    return article(
        page,
        _site(url),
        url,
        "\n\n".join(words),
        _names(one.get("postTags")),
        native_id=numbered(site_of(url), one.get("id")),
        posted_at=time_in(one.get("post_date")),
        likes=sum(count_of(each) or 0 for each in reactions.values()) if likes is None and reactions else likes,
        comments=count_of(one.get("comment_count")),
        image_url=text_in(one.get("cover_image")),
    )


def _ghost(one: Values, page: Page) -> Post:
    words = (_text(one.get("title")), _text(one.get("html")) or _text(one.get("excerpt")))
    return article(
        page,
        _site(one["url"]),
        one["url"],
        "\n\n".join(part for part in words if part),
        _names(one.get("tags")),
        native_id=numbered(site_of(one["url"]), one.get("id")),
        posted_at=time_in(one.get("published_at")),
        image_url=text_in(one.get("feature_image")),
    )


def _squarespace(one: Values, base: str, page: Page) -> Post:
    """A post; 0 is also what is written where likes or comments are off."""
    url = joined(base, one["fullUrl"])
    words = (_text(one.get("title")), _text(one.get("body")) or _text(one.get("excerpt")))
    tags = one.get("tags")
    return article(
        page,
        _site(url),
        url,
        "\n\n".join(part for part in words if part),
        [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        native_id=numbered(site_of(url), one.get("id")),
        posted_at=time_in(one.get("publishOn")),
        likes=count_of(one.get("likeCount")) or None,
        comments=count_of(one.get("publicCommentCount")) or count_of(one.get("commentCount")) or None,
        image_url=text_in(one.get("assetUrl")),
    )


def _blogger(one: Values, page: Page) -> Iterator[Fact]:
    kind, url = one.get("kind"), text_in(one.get("url"))
    if kind == "blogger#blog" and url is not None and (site := _site(url)) is not None:
        told = profile(page, site, _text(one.get("name")), _text(one.get("description")))
        yield told.model_copy(update={"posts_count": count_of(mapping(one.get("posts")).get("totalItems"))})
    elif kind == "blogger#post" and url is not None:
        labels = one.get("labels")
        words = (_text(one.get("title")), _text(one.get("content")))
        yield article(
            page,
            _site(url),
            url,
            "\n\n".join(part for part in words if part),
            [label for label in labels if isinstance(label, str)] if isinstance(labels, list) else [],
            native_id=_of_feed(one, one),
            posted_at=time_in(one.get("published")),
            comments=count_of(mapping(one.get("replies")).get("totalItems")),
            image_url=next((text_in(each.get("url")) for each in items_of(one.get("images"))), None),
        )
    elif kind == "blogger#comment":
        answered = mapping(one.get("inReplyTo"))
        yield Comment(
            network=NAME,
            page=page.url,
            observed_at=page.time,
            native_id=_of_feed(one, one),
            post=_of_feed(one, mapping(one.get("post"))),
            text=_text(one.get("content")),
            posted_at=time_in(one.get("published")),
            reply_to=_of_feed(one, answered) if answered else None,
        )


def _of_feed(one: Values, named: Values) -> str | None:
    """The id that Blogger's own feeds write for a post or a comment."""
    blog, number = id_in(mapping(one.get("blog")).get("id")), id_in(named.get("id"))
    return f"tag:blogger.com,1999:blog-{blog}.post-{number}" if blog and number else number


def _site(url: str) -> str | None:
    site = site_of(url)
    return None if site is None or is_shared(site) else site


def _names(tags: object) -> list[str]:
    return [name for tag in items_of(tags) if (name := text_in(tag.get("name"))) and not name.startswith("#")]


def _text(value: object) -> str | None:
    return text_of_html(value) or None if isinstance(value, str) else None
