"""Comments, and the answers to them."""

from typing import Any

from crawler.networks.instagram.findings import Record
from crawler.networks.instagram.posts import author_of
from crawler.networks.instagram.values import count, counted, identifier, is_of_threads, moment, text

# Lists that hold nothing but comments, in every generation.
CONTAINERS = frozenset({
    "comments", "preview_comments", "comments_connection", "edge_media_to_comment", "edge_media_to_parent_comment",
    "edge_media_preview_comment", "edge_media_to_hoisted_comment",
    "xdt_api__v1__media__media_id__comments__connection",
})  # fmt: skip
ANSWERS = frozenset({
    "edge_threaded_comments", "preview_child_comments", "child_comments", "replies", "inline_composer_replies",
    "child_comments_connection",
    "xdt_api__v1__media__media_id__comments__parent_comment_id__child_comments__connection",
})  # fmt: skip

# What comments of videos elsewhere say, in lists that are called alike.
_OTHERS = frozenset({"video_id", "aweme_id", "create_time", "cid"})


def is_comment(values: dict[str, Any], listed: bool) -> bool:
    """Whether an object is a comment; ``listed`` says that it stands in a list of comments."""
    if values.get("text").__class__ is not str or "author" in values:  # Instagram says owner, user or from
        return False
    if not _OTHERS.isdisjoint(values) or is_of_threads(values):
        return False
    if listed:
        return "pk" in values or "id" in values or "created_at" in values
    # The Graph API's own numbers of comments begin like this.
    native_id = identifier(values.get("id")) or ""
    # Where it mentions whoever asks, its author is not told, but the post is.
    told = "username" in values or "from" in values or _commented(values.get("media")) is not None
    if told and "timestamp" in values and native_id.startswith(("178", "179", "180", "181")):
        return len(native_id) == 17 and native_id.isdigit() and "caption" not in values
    return "created_at" in values and ("parent_comment_id" in values or "comment_like_count" in values)


def _commented(media: Any) -> str | None:
    """The post that a comment of the Graph API names beside itself."""
    return identifier(media.get("id")) if media.__class__ is dict else None


def read_comment(values: dict[str, Any], post: str | None, parent: str | None) -> Record:
    """The record of a comment; ``post`` and ``parent`` are what it stands under, its own keys come first."""
    get = values.get
    author = author_of(values)
    posted_at = moment(get("created_at"))
    for key in ("created_at_utc", "created_time", "timestamp"):
        posted_at = posted_at or moment(get(key))
    likes = count(get("comment_like_count"))
    if likes is None:
        likes = counted(get("edge_liked_by"))
    if likes is None:
        likes = count(get("like_count"))
    return {
        "native_id": identifier(get("pk")) or identifier(get("id")),
        "post": post or identifier(get("media_id")) or _commented(get("media")),
        "author_handle": author.handle,
        "author_native_id": author.native_id or identifier(get("user_id")),
        "text": text(get("text")),
        "posted_at": posted_at,
        "likes": likes,
        "reply_to": identifier(get("replied_to_comment_id")) or identifier(get("parent_comment_id")) or parent,
    }
