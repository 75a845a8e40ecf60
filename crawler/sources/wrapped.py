"""Answers in their wrapping: with the head of the HTTP response before them, or as words inside another JSON."""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks.values import mail_time_in
from crawler.page import Page
from crawler.sources.answer import clean_headers
from crawler.sources.cassettes import unpacked
from crawler.sources.saved import address_of_html

_HEAD = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})[^\r\n]{0,200}\r?\n((?:[^\s:]{1,100}:[^\n]{0,16000}\n){0,200})\r?\n")
_WHOLE = re.compile(r"\s{0,64}(?:<!--[^>]{0,200}-->\s{0,64})?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_ADDRESSES = ("url", "finalUrl", "final_url", "loadedUrl", "resolved-url", "sourceURL", "input_url", "link")
_MOST_DEEP = 4  # where scraping services put a page's words in their answers
_LEAST = 16  # the least part of a file that its pages are: beside them may stand the scripts that they load


def is_response(body: bytes) -> bool:
    """Whether a file begins with the head of an HTTP response, as ``curl -i`` writes it."""
    return _HEAD.match(body) is not None


def page_of_response(body: bytes, name: str, url: str | None) -> Page:
    """The answer of a response without its head; of several heads (redirects, 100 Continue) the last one counts."""
    status, headers = 200, {}
    while head := _HEAD.match(body):
        status, body = int(head.group(1)), body[head.end() :]
        lines = head.group(2).decode("latin-1").splitlines()
        headers = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
    time = mail_time_in(next((value for key, value in headers.items() if key.lower() == "date"), None))
    body = unpacked(_joined(body))
    return Page(
        url=url or address_of_html(body)[0] or name,
        body=body,
        status=status,
        headers=clean_headers(headers.items()),
        time=time,
        source="file",
    )


def is_whole_page(value: Any) -> bool:
    """Whether a value is the words of an HTML page from its beginning, rather than of a part of one."""
    return isinstance(value, str) and _WHOLE.match(value) is not None


def wrapped_pages(value: Any, size: int, name: str, url: str | None) -> list[Page]:
    """The HTML pages that a JSON file holds as words (``{"url": …, "html": "<!doctype html>…"}``).

    None where they are little of what its ``size`` bytes hold: then the file is an answer that happens to quote one.
    """
    found: list[tuple[str | None, str]] = []
    held = [(value, url, 0)]
    while held:
        one, address, depth = held.pop()
        if isinstance(one, dict):
            told = next((text for key in _ADDRESSES if _is_address(text := one.get(key))), None)
            quoted = _mapping(one.get("metadata")).get("sourceURL")
            address = told or (quoted if _is_address(quoted) else address)
            words = [text for text in one.values() if is_whole_page(text)]
            if words:  # rendered and raw, or a page and its embed: they say the same
                found.append((address, max(words, key=len)))
        if depth < _MOST_DEEP:
            inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            held += [(child, address, depth + 1) for child in inner if isinstance(child, dict | list)]
    if _LEAST * sum(len(text) for _, text in found) < size:
        return []
    return [_page_of(text, address, name, number) for number, (address, text) in enumerate(reversed(found), start=1)]


def _page_of(text: str, address: str | None, name: str, number: int) -> Page:
    body = text.encode("utf-8", errors="replace")
    own, time = address_of_html(body)
    return Page(url=address or own or f"{name}#{number}", body=body, time=time, source="file")


def _joined(body: bytes) -> bytes:
    """A body that was saved in chunks as it was sent, in one; any other as it is."""
    parts: list[bytes] = []
    left = body
    while match := re.match(rb"([0-9a-fA-F]{1,8})(?:;[^\r\n]{0,200})?\r\n", left):
        size = int(match.group(1), 16)
        part, left = left[match.end() : match.end() + size], left[match.end() + size + 2 :]
        parts.append(part)
        if size == 0:
            return b"".join(parts)
    return body


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))
