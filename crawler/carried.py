"""Answers inside another JSON: what a service passed on, or a program that looked on wrote down, with its address.

``{"status": 200, "body": {…}}``, ``[{"url": …, "response": "{…}"}]``, ``{"https://…": {…}}``: an answer each.
"""

from collections.abc import Callable, Iterator
from typing import Any

import orjson

from crawler.json_text import load_json
from crawler.networks.network import Network
from crawler.page import Page
from crawler.sources.wrapped import is_whole_page

_CARRIERS = frozenset({
    "response", "data", "body", "result", "results", "json", "content", "payload", "output", "answer", "value", "raw",
    "responsebody", "rawresponse", "responsedata", "responsejson", "responsetext", "apiresponse", "text", "html",
})  # fmt: skip
_ADDRESSES = ("url", "requestUrl", "request_url", "responseUrl", "response_url", "finalUrl", "endpoint")
_STATUSES = ("status", "statusCode", "status_code")
_MOST_DEEP = 3
_LOOKED_AT = 5
_MOST = 2_000  # things that are looked at


def carried(page: Page, claims: Callable[[Page], list[Network]]) -> list[tuple[Network, Page]]:
    """The answers within a JSON that one network each claims, as pages; [] where there are none."""
    found: list[tuple[Network, Page]] = []
    looked = 0
    held = list(_inner(page.json, page))[::-1]
    depths = [1] * len(held)
    while held and looked < _MOST:
        looked += 1
        value, inner = held.pop()
        depth = depths.pop()
        claimed = [] if is_caught(value) or (isinstance(value, dict) and _is_answer(value)) else claims(inner)
        if len(claimed) == 1:
            found.append((claimed[0], inner))
        elif depth < _MOST_DEEP:
            more = list(_inner(value, inner))[::-1]
            held += more
            depths += [depth + 1] * len(more)
    return found


def is_caught(value: Any) -> bool:
    """Whether a JSON is a list of answers, each beside the address that it came from."""
    rows = next((one for one in (value.values() if isinstance(value, dict) else [value]) if isinstance(one, list)), [])
    looked = [row for row in rows[:_LOOKED_AT] if isinstance(row, dict)]
    return 2 * sum(_is_answer(row) for row in looked) > len(looked)


def _is_answer(row: dict[str, Any]) -> bool:
    bodies = [_unquoted(one) for key, one in row.items() if key.replace("_", "").lower() in _CARRIERS]
    return any(_is_address(row.get(key)) for key in _ADDRESSES) and any(
        isinstance(one, dict | list) or is_whole_page(one) for one in bodies
    )


def _inner(value: Any, page: Page) -> Iterator[tuple[Any, Page]]:
    """What a value carries, with the page that it makes."""
    if isinstance(value, list):
        for number, one in enumerate(value[:_MOST], start=1):
            if isinstance(one, dict | list):
                yield one, _page_of(one, None, page, f"{page.url}#{number}")
    elif isinstance(value, dict):
        told = next((text for key in _ADDRESSES if _is_address(text := value.get(key))), None)
        for key, one in value.items():
            address = key if _is_address(key) else told
            if key.replace("_", "").lower() in _CARRIERS or _is_address(key):
                one = _unquoted(one)
                if isinstance(one, dict | list) or is_whole_page(one):
                    yield one, _page_of(one, value, page, address or page.url)


def _page_of(one: Any, around: dict[str, Any] | None, page: Page, address: str) -> Page:
    told = next((code for key in _STATUSES if type(code := (around or {}).get(key)) is int), page.status)
    body = one.encode("utf-8", errors="replace") if isinstance(one, str) else orjson.dumps(one)
    return Page(
        url=address, body=body, status=told if 100 <= told < 600 else page.status, time=page.time, source="file"
    )


def _unquoted(value: Any) -> Any:
    """The value of a JSON that stands there as words; anything else as it is."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return load_json(value)
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            return value
    return value


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))
