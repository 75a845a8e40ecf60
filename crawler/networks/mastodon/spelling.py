"""Answers as clients for JavaScript write them down again (masto.js: ``displayName``, ``followersCount``)."""

import re
from typing import Any

from crawler.page import Page

_MARKS = re.compile(rb'"(?:displayName|followersCount|spoilerText|favouritesCount)"\s{0,5}:')
_CAPITAL = re.compile(r"(?<=[a-z0-9])[A-Z]")


def value_of(page: Page) -> Any:
    """The JSON of a page in the API's own spelling; raises UnreadablePage."""
    value = page.json
    return _respelt(value) if b'"acct"' in page.body and _MARKS.search(page.body) else value


def _respelt(value: Any) -> Any:
    if isinstance(value, list):
        return [_respelt(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {_CAPITAL.sub(lambda found: f"_{found.group().lower()}", key): _respelt(one) for key, one in value.items()}
