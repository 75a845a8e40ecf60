"""Envelopes: what other tools write around an answer. Taken off, they leave a page like any other."""

from datetime import UTC, datetime
from typing import Any

import orjson

from crawler.page import Page

_FIRST_MS, _LAST_MS = 1_262_304_000_000, 4_102_444_800_000  # 2010 to 2100


def unwrap_line(value: Any, line: bytes, url: str) -> Page:
    """The page that a line of NDJSON holds: out of Zeeschuimer's envelope, else the line itself.

    Zeeschuimer (github.com/digitalmethodsinitiative/zeeschuimer) writes ``data`` as the platform sent it,
    ``source_platform_url`` for the page that was looked at, ``source_url`` for the request behind it, and
    ``timestamp_collected`` in milliseconds.
    """
    if not is_envelope(value):
        return Page(url=url, body=line, source="file")
    return Page(
        url=_address(value.get("source_platform_url")) or _address(value.get("source_url")) or url,
        body=orjson.dumps(value["data"]),
        time=_moment(value.get("timestamp_collected")),
        source="file",
    )


def is_envelope(value: Any) -> bool:
    """Whether a JSON value is an item as Zeeschuimer keeps it."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("data"), dict | list)
        and isinstance(value.get("source_platform"), str)
        and ("timestamp_collected" in value or "nav_index" in value)
    )


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else None


def _moment(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _FIRST_MS <= value < _LAST_MS:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)
