"""Posts as the Mastodon API writes them, to facts. Shapes: https://docs.joinmastodon.org/entities/Status/"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from crawler.networks.mastodon.account import (
    NETWORK,
    handle_of_account,
    is_mention,
)
from crawler.networks.text import hashtags_in, mentions_in, text_of_html
from crawler.networks.values import count_of, flag, id_in, time_in
from crawler.page import Page
from storage.facts import Comment, Post, PostKind

_KINDS: dict[str, PostKind] = {"image": "photo", "video": "video", "gifv": "video", "article": "article"}


def is_status(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a JSON value is a post."""
    return (
        isinstance(value, dict)
        and is_mention(value.get("account"))
        and "created_at" in value
        and ("content" in value or isinstance(value.get("reblog"), dict))
    )


def answers_to(status: Mapping[str, Any]) -> str | None:
    """The native id of the post that this one answers, ``None`` where it answers none."""
    return id_in(status.get("in_reply_to_id"))


def answers_oneself(status: Mapping[str, Any]) -> bool:
    """Whether a post answers a post of the same author: a thread."""
    answered = id_in(status.get("in_reply_to_account_id"))
    return answered is not None and answered == id_in(status["account"].get("id"))


def text_of(status: Mapping[str, Any]) -> str | None:
    """The text of a post, its content warning (often a title) first; ``None`` where it has none of the two keys."""
    content, warning = status.get("content"), status.get("spoiler_text")
    if not isinstance(content, str):
        return None
    text = text_of_html(content)
    title = text_of_html(warning) if isinstance(warning, str) else ""
    return f"{title}\n\n{text}".strip() if title else text


def post_of(status: Mapping[str, Any], page: Page) -> Post:
    """The post that a status object shows; hidden counts and an unknown kind of attachment are ``None``."""
    text = text_of(status)
    attached = status.get("media_attachments")
    media = [one for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    place = status.get("place")
    return Post(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(status.get("id")),
        url=address_of(status),
        author_handle=handle_of_account(status["account"], page),
        author_native_id=id_in(status["account"].get("id")),
        posted_at=time_in(status.get("created_at")),
        text=text,
        kind=_kind_of(media) if isinstance(attached, list) else None,
        likes=count_of(status.get("favourites_count")),
        # Pixelfed writes reply_count
        comments=count_of(status.get("replies_count", status.get("reply_count"))),
        views=count_of(status.get("views_count")),  # of ActivityPub documents only (PeerTube)
        shares=count_of(status.get("reblogs_count")),
        hashtags=_hashtags_of(status, text),
        mentions=_mentions_of(status, text, page),
        tagged=_tagged_of(status, page),
        place=place["name"] if isinstance(place, dict) and isinstance(place.get("name"), str) else None,
        pinned=flag(status.get("pinned")),
        alt_text=_first_text(media[:1], "description"),
        image_url=_first_text(media[:1], "preview_url", "url"),
    )


def comment_of(status: Mapping[str, Any], post: str | None, reply_to: str | None, page: Page) -> Comment:
    """An answer as a comment; ``post`` is the native id of the post that it belongs to."""
    return Comment(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(status.get("id")),
        post=post,
        author_handle=handle_of_account(status["account"], page),
        author_native_id=id_in(status["account"].get("id")),
        text=text_of(status),
        posted_at=time_in(status.get("created_at")),
        likes=count_of(status.get("favourites_count")),
        reply_to=reply_to,
    )


def address_of(status: Mapping[str, Any]) -> str | None:
    """The canonical public address of a post, else its ActivityPub id where that is an address."""
    for key in ("url", "uri"):
        address = status.get(key)
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            return address
    return None


def mentioned_by(status: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The accounts that a post mentions, as the server resolved them."""
    mentions = status.get("mentions")
    for mention in mentions if isinstance(mentions, list) else []:
        if is_mention(mention):
            yield mention


def _kind_of(media: list[dict[str, Any]]) -> PostKind | None:
    if not media:
        return "text"
    if len(media) > 1:
        return "carousel"
    return _KINDS.get(str(media[0].get("type")))


def _hashtags_of(status: Mapping[str, Any], text: str | None) -> list[str] | None:
    tags = status.get("tags")
    if isinstance(tags, list):
        names = [tag.get("name") if isinstance(tag, dict) else tag for tag in tags]
        return list(dict.fromkeys(name.lower().lstrip("#") for name in names if isinstance(name, str) and name))
    return hashtags_in(text) if text is not None else None


def _mentions_of(status: Mapping[str, Any], text: str | None, page: Page) -> list[str] | None:
    if isinstance(status.get("mentions"), list):
        return list(dict.fromkeys(handle_of_account(one, page) for one in mentioned_by(status)))
    return mentions_in(text) if text is not None else None


def _tagged_of(status: Mapping[str, Any], page: Page) -> list[str] | None:
    tagged = status.get("taggedPeople")  # Pixelfed: people of the same instance, by user name
    if not isinstance(tagged, list):
        return None
    home = handle_of_account(status["account"], page).partition("@")[2]
    names = [one["username"] for one in tagged if isinstance(one, dict) and isinstance(one.get("username"), str)]
    return [f"{name}@{home}".lower() if home and "@" not in name else name.lower() for name in names if name]


def _first_text(media: list[dict[str, Any]], *keys: str) -> str | None:
    for one in media:
        for key in keys:
            if isinstance(one.get(key), str) and one[key]:
                return str(one[key])
    return None
