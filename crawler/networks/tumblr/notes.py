"""Notes under a post of Tumblr (``notes_info``, ``/notes``): what was answered there."""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.gathering import Gathering, list_of
from crawler.networks.values import id_in, mapping, text_in, time_in
from storage.facts import Comment


def comments_in(notes: object, post: str | None, found: Gathering) -> Iterator[Comment]:
    """The answers among a post's notes, with their authors."""
    for one in list_of(notes):
        note: Mapping[str, Any] = mapping(one)
        words, author = text_in(note.get("reply_text")), text_in(note.get("blog_name"))
        if note.get("type") == "reply" and words is not None and author is not None:
            yield Comment(
                **found.common,
                native_id=id_in(note.get("reply_id")) or id_in(note.get("id")),
                post=post,
                author_handle=author.strip().lower(),
                author_native_id=text_in(note.get("blog_uuid")),
                text=words,
                posted_at=time_in(note.get("timestamp")),
            )


def is_notes(value: Mapping[str, Any]) -> bool:
    """Whether a value is the answer about one post's notes."""
    return "total_notes" in value and isinstance(value.get("notes"), list)
