"""Answers inside another JSON: what a service passed on, or a program that looked on wrote down, with its address.

``{"status": 200, "body": {…}}``, ``[{"url": …, "response": "{…}"}]``, ``{"https://…": {…}}``: an answer each.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import orjson

from crawler.json_text import load_json
from crawler.networks.network import Network
from crawler.page import Page
from crawler.sources.wrapped import is_whole_page

_CARRIERS = frozenset({
    "response", "data", "body", "result", "results", "json", "content", "payload", "output", "answer", "value", "raw",
    "responsebody", "rawresponse", "responsedata", "responsejson", "responsetext", "apiresponse", "text", "html",
    "encoded",
})  # fmt: skip
_ADDRESSES = ("url", "requestUrl", "request_url", "responseUrl", "response_url", "finalUrl", "endpoint")
_STATUSES = ("status", "statusCode", "status_code")
_MOST_DEEP = 6
_LOOKED_AT = 5
_LARGEST = 4 << 20  # bytes of an answer that a service passes on
_TRIED = 50  # of which none is an answer: then the others are none
_MOST = 2_000  # things that are looked at


def carried(page: Page, claims: Callable[[Page], list[Network]]) -> list[tuple[Network, Page]]:
    """The answers within a JSON that one network each claims, as pages; [] where there are none."""
    if len(page.body) > _LARGEST and not is_caught(page.json):
        return []  # each level of it would be looked through again
    return _carried(page.json, page, claims, count(), 0)


def _carried(
    value: Any, page: Page, claims: Callable[[Page], list[Network]], looked: Iterator[int], depth: int
) -> list[tuple[Network, Page]]:
    found: list[tuple[Network, Page]] = []
    for number, (one, inner) in enumerate(_inner(value, page)):
        if next(looked) > _MOST or (number == _TRIED and not found and not is_caught(value)):
            break
        wraps = is_caught(one) or (isinstance(one, dict) and _is_answer(one))
        claimed = [] if wraps else claims(inner)
        sole = claimed[0] if len(claimed) == 1 else None
        if sole is not None and sole.recognises(inner):
            found.append((sole, inner))
        elif depth < _MOST_DEEP and (deeper := _carried(one, inner, claims, looked, depth + 1)):
            found += deeper
        elif sole is not None:  # by its address alone: a refusal
            found.append((sole, inner))
    return found


def is_caught(value: Any) -> bool:
    """Whether a JSON is a list of answers, each beside the address that it came from, or holds one."""
    held = value.values() if isinstance(value, dict) else [value]
    rows = next((one for one in held if isinstance(one, list)), [])
    looked = [row for row in rows[:_LOOKED_AT] if isinstance(row, dict)]
    return 2 * sum(_is_answer(row) for row in looked) > len(looked)


def _is_answer(row: dict[str, Any]) -> bool:
    bodies = [_unquoted(one) for key, one in row.items() if key.replace("_", "").lower() in _CARRIERS]
    return _address_in(row) is not None and any(isinstance(one, dict | list) or is_whole_page(one) for one in bodies)


def _inner(value: Any, page: Page) -> Iterator[tuple[Any, Page]]:
    """What a value carries, with the page that it makes."""
    if isinstance(value, list):
        for number, one in enumerate(value[:_MOST], start=1):
            if isinstance(one, dict | list):
                yield one, _page_of(one, None, page, f"{page.url}#{number}")
    elif isinstance(value, dict):
        told = _address_in(value)
        packed = value.get("encoding") == "base64"
        for key, one in value.items():
            address = key if _is_address(key) else told
            if key.replace("_", "").lower() in _CARRIERS or _is_address(key) or is_caught(one):
                one = _unquoted(_unpacked(one) if packed else one)
                if isinstance(one, dict | list) or is_whole_page(one):
                    yield one, _page_of(one, value, page, address or page.url)


def _page_of(one: Any, around: dict[str, Any] | None, page: Page, address: str) -> Page:
    told = next((code for key in _STATUSES if type(code := (around or {}).get(key)) is int), page.status)
    body = one.encode("utf-8", errors="replace") if isinstance(one, str) else orjson.dumps(one)
    return Page(
        url=address, body=body, status=told if 100 <= told < 600 else page.status, time=page.time, source="file"
    )


def _address_in(value: dict[str, Any]) -> str | None:
    """The address that an object names, whole or in parts, or the request beside an answer."""
    told = next((text for key in _ADDRESSES if _is_address(text := value.get(key))), None)
    host, path = value.get("host"), value.get("path")
    if told is None and isinstance(host, str) and isinstance(path, str) and path.startswith("/"):
        return f"https://{host}{path}"
    asked = value.get("request")
    return told if told is not None or not isinstance(asked, dict) else _address_in(asked)


def _unpacked(value: Any) -> Any:
    """The words of a body that is written in base64; anything else as it is."""
    try:
        return b64decode(value, validate=True).decode() if isinstance(value, str) else value
    except ValueError:
        return value


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
