"""Answers of PeerTube's own API as entities of the Mastodon API: accounts, channels, videos, comments.

https://docs.joinpeertube.org/api-rest-reference.html
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from crawler.networks.values import count_of, items_of, mapping, objects_in, text_in

_PUBLIC = 1


def is_peertube(value: object) -> bool:
    """Whether a JSON value is such an answer: an account, a channel, a video, a comment, or a list of them."""
    heads = [value, mapping(value).get("comment"), *items_of(mapping(value).get("data"))[:1]]
    return any(_is_account(one) or _is_video(one) or _is_comment(one) for one in map(mapping, heads))


def entities_in(value: object) -> Iterator[dict[str, Any]]:
    """The accounts, public videos and comments of an answer, as the Mastodon API writes accounts and posts."""
    # The numbers of comments are each server's own: where their addresses stand in the answer, these are their ids.
    known = {str(one.get("id")): text_in(one.get("url")) for one in objects_in(value) if _is_comment(one)}
    for one in objects_in(value):
        if _is_comment(one):
            if one.get("isDeleted") is not True and one.get("heldForReview") is not True:
                yield _comment(one, known)
        elif _is_video(one):
            if count_of(mapping(one.get("privacy")).get("id", _PUBLIC)) == _PUBLIC:
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


def _is_comment(value: Mapping[str, Any]) -> bool:
    author = mapping(value.get("account"))
    told = "threadId" in value and "videoId" in value and isinstance(value.get("text"), str)
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


def _comment(value: Mapping[str, Any], known: Mapping[str, str | None]) -> dict[str, Any]:
    address, answered = text_in(value.get("url")), value.get("inReplyToCommentId")
    # Comments that came from other servers have addresses of theirs, which do not name the video.
    video, _, _ = address.partition("/comments/") if address and "/videos/watch/" in address else (None, "", "")
    return {
        "comments_on": video,
        "answers": known.get(str(answered)) or answered,
        "id": address or value.get("id"),
        "created_at": value.get("createdAt"),
        "content": value["text"],
        "account": _author(mapping(value["account"])),
    }


def _markup_of(text: object) -> str:
    """Plain words as the Mastodon API writes them."""
    return escape(text).replace("\n", "<br>") if isinstance(text, str) else ""
