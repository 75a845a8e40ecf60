"""Answers of Lemmy's own API (and PieFed's, which speaks it) as entities of the Mastodon API: people, posts, comments.

https://join-lemmy.org/api: what is asked for stands in views, an object beside who made it and its counts. Nobody can
be followed there, so nobody has followers.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from crawler.networks.addresses import host_and_path
from crawler.networks.values import mapping, objects_in, text_in

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|$)", re.IGNORECASE)


def is_lemmy(value: object) -> bool:
    """Whether a JSON object is one of these views."""
    one = mapping(value)
    return _is_person(one) or _is_post(one) or _is_comment(one)


def entities_in(value: object) -> Iterator[dict[str, Any]]:
    """The people, posts and comments of an answer, as the Mastodon API writes accounts and posts."""
    for one in objects_in(value):
        if _is_comment(one):
            yield _comment(one)
        elif _is_post(one):
            yield _status(one)
        elif _is_person(one):
            yield _author(one["person"]) | {"note": _markup_of(one["person"].get("bio"))}


def _is_person(value: Mapping[str, Any]) -> bool:
    counts = mapping(value.get("counts"))
    return _is_actor(value.get("person")) and ("comment_count" in counts or "post_count" in counts)


def _is_post(value: Mapping[str, Any]) -> bool:
    post = mapping(value.get("post"))
    return isinstance(post.get("ap_id"), str) and "name" in post and _is_actor(value.get("creator"))


def _is_comment(value: Mapping[str, Any]) -> bool:
    comment = mapping(value.get("comment"))
    return isinstance(comment.get("ap_id"), str) and "content" in comment and _is_actor(value.get("creator"))


def _is_actor(value: object) -> bool:
    who = mapping(value)
    named = isinstance(who.get("name"), str) and text_in(who.get("actor_id", who.get("ap_id"))) is not None
    return named and "local" in who


def _author(who: Mapping[str, Any]) -> dict[str, Any]:
    address = who.get("actor_id") or who["ap_id"]
    host, _ = host_and_path(address)
    return {
        "id": address,
        "acct": f"{who['name']}@{host}" if host else who["name"],
        "username": who["name"],
        "display_name": text_in(who.get("display_name")),
        "url": address,
        "avatar": text_in(who.get("avatar")),
        "bot": who.get("bot_account"),
        "created_at": who.get("published"),
    }


def _status(view: Mapping[str, Any]) -> dict[str, Any]:
    post, counts = mapping(view["post"]), mapping(view.get("counts"))
    picture = text_in(post.get("url"))
    if picture is None or not _PICTURE.search(picture):  # else the post is about what it links to
        picture = None
    return {
        "id": post["ap_id"],  # as its ActivityPub document calls itself
        "url": post["ap_id"],
        "created_at": post.get("published"),
        "content": _markup_of(post.get("body")),
        "spoiler_text": text_in(post.get("name")),
        "account": _author(view["creator"]),
        "media_attachments": [{"type": "image", "preview_url": picture}] if picture else [],
        "favourites_count": counts.get("upvotes"),
        "replies_count": counts.get("comments"),
    }


def _comment(view: Mapping[str, Any]) -> dict[str, Any]:
    comment, counts = mapping(view["comment"]), mapping(view.get("counts"))
    return {
        "comments_on": text_in(mapping(view.get("post")).get("ap_id")),
        "id": comment["ap_id"],
        "created_at": comment.get("published"),
        "content": _markup_of(comment.get("content")),
        "account": _author(view["creator"]),
        "favourites_count": counts.get("upvotes"),
    }


def _markup_of(text: object) -> str:
    """Markdown as it stands, line by line."""
    return escape(text).replace("\n", "<br>") if isinstance(text, str) else ""
