"""What people say under pins: comments, and tries with their words (``userdiditdata``), of the site and its app.

A comment belongs to all copies of a picture and names no pin of its own: where it stands is told by what was asked.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from crawler.networks.values import count_of, id_in, mail_time_in, mapping, text_in, time_in
from crawler.page import Page
from storage.facts import Comment

_TYPES = frozenset({"aggregatedcomment", "userdiditdata", "comment"})
_PIN = re.compile(r"/pin/(?:[\w-]{1,200}--)?(\d{5,25})(?:/|\?|&|$)")


def is_comment(value: Mapping[str, Any]) -> bool:
    """Whether a value is a comment with its author."""
    kind = value.get("type")
    return (
        isinstance(kind, str) and kind in _TYPES and text_in(_author(value).get("username")) is not None
        and ("text" in value or "details" in value)
    )  # fmt: skip


def comment_of(value: Mapping[str, Any], page: Page) -> Comment:
    """A comment; ``post`` is null where what was asked for names no pin."""
    author = _author(value)
    at = value.get("created_at") or value.get("done_at")
    reactions = mapping(value.get("reaction_counts"))
    likes = count_of(value.get("like_count"))
    return Comment(
        network="pinterest",
        page=page.url,
        observed_at=page.time,
        native_id=id_in(value.get("id")),
        post=_pin_asked(page),
        author_handle=author["username"].strip().lower(),
        author_native_id=id_in(author.get("id")),
        text=text_in(value.get("text")) or text_in(value.get("details")),
        posted_at=time_in(at) or mail_time_in(at),
        likes=sum(count_of(one) or 0 for one in reactions.values()) if likes is None and reactions else likes,
    )


def _author(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(value.get("user")) or mapping(value.get("commenter"))


def _pin_asked(page: Page) -> str | None:
    """The pin whose page asked: in the request's ``source_url``, else the page itself."""
    for address in (page.url, page.document or ""):
        match = _PIN.search(unquote(address[:4_000]))
        if match is not None:
            return match.group(1)
    return None
