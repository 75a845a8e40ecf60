"""Answers of PeerTube's own API as entities of the Mastodon API: accounts, channels, videos.

https://docs.joinpeertube.org/api-rest-reference.html
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from crawler.networks.values import items_of, mapping, objects_in, text_in

_PUBLIC = 1


def is_peertube(value: object) -> bool:
    """Whether a JSON value is such an answer: an account, a channel, a video, or a list of them."""
    heads = [value, *items_of(mapping(value).get("data"))[:1]]
    return any(_is_account(one) or _is_video(one) for one in map(mapping, heads))


def entities_in(value: object) -> Iterator[dict[str, Any]]:
    """The accounts and the public videos of an answer, as the Mastodon API writes accounts and posts."""
    for one in objects_in(value):
        if _is_video(one):
            if mapping(one.get("privacy")).get("id", _PUBLIC) == _PUBLIC:
                yield _status(one)
        elif _is_account(one):
            yield _account(one)


def _is_account(value: Mapping[str, Any]) -> bool:
    named = isinstance(value.get("name"), str) and isinstance(value.get("host"), str)
    return named and "followersCount" in value and "displayName" in value


def _is_video(value: Mapping[str, Any]) -> bool:
    author = mapping(value.get("account"))
    told = isinstance(value.get("uuid"), str) and "views" in value and "publishedAt" in value
    return told and isinstance(author.get("name"), str) and isinstance(author.get("host"), str)


def _account(value: Mapping[str, Any]) -> dict[str, Any]:
    avatars = items_of(value.get("avatars"))
    return {
        **_author(value),
        "note": _markup_of(value.get("description")) if "description" in value else None,
        "avatar": next((found for one in reversed(avatars) if (found := text_in(one.get("fileUrl")))), None),
        "created_at": value.get("createdAt"),
        "group": "ownerAccount" in value,  # a channel
        "followers_count": value["followersCount"],
        "following_count": value.get("followingCount"),
    }


def _author(value: Mapping[str, Any]) -> dict[str, Any]:
    address = text_in(value.get("url")) or f"https://{value['host']}/accounts/{value['name']}"
    return {
        "id": address,
        "acct": f"{value['name']}@{value['host']}",
        "username": value["name"],
        "display_name": text_in(value.get("displayName")),
        "url": address,
    }


def _status(value: Mapping[str, Any]) -> dict[str, Any]:
    author = mapping(value["account"])
    home = f"https://{author['host']}"
    short, preview = text_in(value.get("shortUUID")), text_in(value.get("previewUrl"))
    tags = value.get("tags")
    return {
        "id": f"{home}/videos/watch/{value['uuid']}",  # as its ActivityPub document calls itself
        "url": f"{home}/w/{short}" if short else text_in(value.get("url")),
        "created_at": value["publishedAt"],
        "content": _markup_of(text_in(value.get("description")) or value.get("truncatedDescription")),
        "spoiler_text": text_in(value.get("name")),
        "account": _author(author),
        "media_attachments": [{"type": "video", "preview_url": preview}],
        "tags": [{"name": one} for one in tags if isinstance(one, str)] if isinstance(tags, list) else None,
        "mentions": [],
        "favourites_count": value.get("likes"),
        "replies_count": value.get("comments"),
        "views_count": value["views"],
    }


def _markup_of(text: object) -> str:
    """Plain words as the Mastodon API writes them."""
    return escape(text).replace("\n", "<br>") if isinstance(text, str) else ""
