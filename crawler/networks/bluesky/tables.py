"""Rows of tables of posts and accounts as twitwi and minet write them (github.com/medialab/twitwi: ``user_did``,
``follows``), put under the names of the API. Several values in one cell are parted by a bar.
"""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks.bluesky.address import is_did
from crawler.networks.values import count_of, text_in

Values = Mapping[str, Any]
_POST = "/app.bsky.feed.post/"
_CAPITAL = re.compile(r"(?<=[a-z0-9])[A-Z]")


def native(value: Values) -> Values:
    """A row of such a table under the names of the API; any other object as it is."""
    if is_did(value.get("user_did", value.get("userDid"))) and _POST in str(value.get("uri")):
        return _post(_with_underscores(value)) if isinstance(value.get("text"), str) else value
    if is_did(value.get("did")) and "handle" in value and {"follows", "feedgens"} <= value.keys():
        return _account(_with_underscores(value))
    return value


def _with_underscores(row: Values) -> dict[str, Any]:
    """A row in its own spelling, which the page's reader may have taken for that of an SDK."""
    return {_CAPITAL.sub(lambda found: f"_{found.group().lower()}", name): one for name, one in row.items()}


def _post(row: Values) -> dict[str, Any]:
    get, answered = row.get, text_in(row.get("to_post_uri"))
    names = {"handle": get("user_handle"), "displayName": get("user_display_name")}
    record = {
        # Addresses in the text are written out in full; as the author wrote it it stands beside.
        "text": get("original_text") or get("text"),
        "createdAt": get("timestamp_utc"),
        "tags": _parts(get("hashtags")),
        "facets": _facets(row),
        **({"reply": {"parent": {"uri": answered}, "root": {"uri": get("to_root_post_uri") or answered}}}
           if answered else {}),
    }  # fmt: skip
    return {
        "uri": get("uri"),
        "author": {"did": get("user_did"), **(names if text_in(get("user_handle")) else {})},
        "record": record,
        "embed": _embed(_parts(get("media_types")), _parts(get("media_urls")), _parts(get("media_alt_texts"))),
        "likeCount": count_of(get("like_count")),
        "replyCount": count_of(get("reply_count")),
        "repostCount": count_of(get("repost_count")),
        "quoteCount": count_of(get("quote_count")),
    }


def _facets(row: Values) -> list[dict[str, Any]]:
    """Where whom a post mentions stands in its text, as the API marks it."""
    text = str(row.get("original_text") or row.get("text")).encode()
    found = []
    names, dids = _parts(row.get("mentioned_user_handles")), _parts(row.get("mentioned_user_dids"))
    for name, did in zip(names, dids, strict=False):
        start = text.find(f"@{name}".encode())
        if start >= 0:
            index = {"byteStart": start, "byteEnd": start + len(name.encode()) + 1}
            found.append({"index": index, "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}]})
    return found


def _embed(kinds: list[str], pictures: list[str], words: list[str]) -> dict[str, Any]:
    if any(kind.startswith("video") for kind in kinds):
        return {"$type": "app.bsky.embed.video#view", "alt": words[0] if words else None}
    images = [{"thumb": one, "alt": words[place] if len(words) > place else None} for place, one in enumerate(pictures)]
    return {"$type": "app.bsky.embed.images#view", "images": images} if images else {}


def _account(row: Values) -> dict[str, Any]:
    get = row.get
    return {
        "did": get("did"),
        "handle": get("handle"),
        "displayName": get("display_name"),
        "description": get("description"),
        "avatar": get("avatar"),
        "followersCount": count_of(get("followers")),
        "followsCount": count_of(get("follows")),
        "postsCount": count_of(get("posts")),
        "createdAt": get("timestamp_utc"),
    }


def _parts(cell: object) -> list[str]:
    cells = cell.split("|") if isinstance(cell, str) else cell if isinstance(cell, list) else []
    return [part.strip() for part in cells if isinstance(part, str) and part.strip()]
