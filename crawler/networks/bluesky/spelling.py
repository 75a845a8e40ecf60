"""Answers as the SDK for Python (MarshalX/atproto) writes them down: ``py_type``, ``like_count``, ``created_at``."""

import re
from typing import Any

from crawler.page import Page

_MARKS = re.compile(rb'"(?:py_type|indexed_at|created_at|display_name|followers_count)"\s{0,5}:')
_UNDERSCORE = re.compile(r"(?<=[a-z0-9])_([a-z])")
_NAMES = {"py_type": "$type", "link": "$link"}


def value_of(page: Page) -> Any:
    """The JSON of a page in the network's own spelling; raises UnreadablePage."""
    value = page.json
    return _respelled(value) if b"did:" in page.body and _MARKS.search(page.body) else value


def _respelled(value: Any) -> Any:
    if isinstance(value, list):
        return [_respelled(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {_name(key): _respelled(one) for key, one in value.items()}


def _name(key: str) -> str:
    return _NAMES.get(key) or _UNDERSCORE.sub(lambda found: found.group(1).upper(), key)
