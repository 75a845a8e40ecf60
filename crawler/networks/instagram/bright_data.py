"""Comments as Bright Data's sets hold them, one a row: who wrote it and under which post, each by its address."""

import re
from typing import Any

from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import id_of_code

_ACCOUNT = re.compile(r"instagram\.com/([A-Za-z0-9._]{1,30})/?(?:\?.{0,200})?$")


def comment(values: dict[str, Any]) -> dict[str, Any] | None:
    """A comment with the answers to it; ``None`` for any other object with such a key."""
    get = values.get
    address, post = get("comment_user_url"), get("post_url")
    account = _ACCOUNT.search(address) if address.__class__ is str else None
    if account is None or get("comment").__class__ is not str:
        return None
    told = get("replies")
    answers: list[Any] = told if isinstance(told, list) else []
    code = code_in(post) if post.__class__ is str else None
    return {
        "pk": get("comment_id"),
        "text": get("comment"),
        "created_at": get("comment_date"),
        "comment_like_count": get("likes_number"),
        "media_id": get("post_id") if code is None else id_of_code(code),
        "user": {"username": account.group(1), "full_name": None},
        "child_comments": [_answer(one) for one in answers if one.__class__ is dict],
    }


def _answer(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": values.get("reply"),
        "created_at": values.get("reply_date"),
        "comment_like_count": values.get("likes_number"),
        "user": {"username": values.get("reply_user"), "full_name": None},
    }
