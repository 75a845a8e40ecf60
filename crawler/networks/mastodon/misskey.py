"""Answers of Misskey's own API (Firefish, Sharkey and their kin speak it too) as entities of the Mastodon API.

https://misskey-hub.net/docs/for-developers/api: users with ``notesCount``, and notes.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from crawler.networks.values import count_of, items_of, mapping, objects_in, text_in

_MENTION = re.compile(r"(?<![\w@./])@([A-Za-z0-9_]{1,64})(?:@([\w.-]{3,253}\w))?")
_SHOWN = ("public", "home")
_KINDS = {"image": "image", "video": "video", "audio": "audio"}


def is_misskey(value: object) -> bool:
    """Whether a JSON object is a user or a note of this API."""
    one = mapping(value)
    return _is_user(one) or _is_note(one)


def entities_in(value: object) -> Iterator[dict[str, Any]]:
    """The users and the public notes of an answer, as the Mastodon API writes accounts and posts."""
    for one in objects_in(value):
        if _is_note(one):
            if one.get("visibility", "public") not in _SHOWN:
                continue
            shared = mapping(one.get("renote"))
            if text_in(one.get("text")) is None and _is_note(shared) and not items_of(one.get("files")):
                yield {"boosted_by": _author(one["user"]), "reblog": _status(shared)}
            else:
                yield _status(one)
        elif _is_user(one):
            yield _account(one)


def _is_user(value: Mapping[str, Any]) -> bool:
    return _is_named(value) and "notesCount" in value and "followersCount" in value


def _is_note(value: Mapping[str, Any]) -> bool:
    told = isinstance(value.get("userId"), str) and "text" in value and isinstance(value.get("createdAt"), str)
    return told and _is_named(mapping(value.get("user"))) and ("renoteCount" in value or "visibility" in value)


def _is_named(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get("username"), str) and "host" in value and "avatarUrl" in value


def _author(user: Mapping[str, Any]) -> dict[str, Any]:
    host = text_in(user.get("host"))  # null for people of the server itself
    return {
        "id": user.get("id"),
        "acct": f"{user['username']}@{host}" if host else user["username"],
        "username": user["username"],
        "display_name": text_in(user.get("name")),
        "url": text_in(user.get("url")) or text_in(user.get("uri")),
        "avatar": text_in(user.get("avatarUrl")),
        "bot": user.get("isBot"),
        "emojis": [{"shortcode": name} for name in _pictures(user.get("emojis"))],
    }


def _pictures(emojis: object) -> list[str]:
    """The names of the emoji of a server's own: a mapping of today's servers, a list of older ones'."""
    names = list(emojis) if isinstance(emojis, dict) else [one.get("name") for one in items_of(emojis)]
    return [name for name in names if isinstance(name, str)]


def _account(user: Mapping[str, Any]) -> dict[str, Any]:
    """Who lives elsewhere is counted as far as this server met its people and posts, which is no count."""
    is_own = text_in(user.get("host")) is None
    counts = {
        name: user.get(key)
        if is_own and user.get(f"{side}Visibility", user.get("ffVisibility", "public")) == "public"
        else None
        for name, key, side in (
            ("followers_count", "followersCount", "followers"), ("following_count", "followingCount", "following"),
        )
    }  # fmt: skip
    return {
        **_author(user),
        **counts,
        "location": user.get("location"),
        "note": _markup_of(user.get("description")),
        "fields": [
            {"name": one.get("name"), "value": _markup_of(one.get("value"))} for one in items_of(user.get("fields"))
        ],
        "locked": user.get("isLocked"),
        "created_at": user.get("createdAt"),
        "statuses_count": user.get("notesCount") if is_own else None,
    }


def _status(note: Mapping[str, Any]) -> dict[str, Any]:
    author, text = _author(note["user"]), text_in(note.get("text")) or ""
    home = author["acct"].partition("@")[2]
    named = [(name, host or home) for name, host in _MENTION.findall(text)]
    reactions = [count_of(one) for one in mapping(note.get("reactions")).values()]
    tags = note.get("tags")
    return {
        "id": note.get("id"),
        "url": text_in(note.get("url")) or text_in(note.get("uri")),
        "created_at": note["createdAt"],
        "content": _markup_of(text),
        "spoiler_text": text_in(note.get("cw")),
        "account": author,
        "media_attachments": [
            {
                "type": _KINDS.get(str(one.get("type")).partition("/")[0], "unknown"),
                "preview_url": one.get("thumbnailUrl") or one.get("url"),
                "description": one.get("comment"),
            }
            for one in items_of(note.get("files"))
        ],
        "tags": [{"name": one} for one in tags if isinstance(one, str)] if isinstance(tags, list) else None,
        "mentions": [{"acct": f"{name}@{host}" if host else name, "username": name} for name, host in named],
        "in_reply_to_id": note.get("replyId"),
        "in_reply_to_account_id": mapping(note.get("reply")).get("userId"),
        "favourites_count": note.get("reactionCount", None if None in reactions else sum(filter(None, reactions))),
        "replies_count": note.get("repliesCount"),
        "reblogs_count": note.get("renoteCount"),
    }


def _markup_of(text: object) -> str:
    """Plain words as the Mastodon API writes them."""
    return escape(text).replace("\n", "<br>") if isinstance(text, str) else ""
