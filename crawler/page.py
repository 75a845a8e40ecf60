"""A page: the answer to one request, however it was had.

Everything that is learned comes from a Page. Scrapy's downloader, a browser, a HAR, a WARC and a saved
fixture all make the same value, so a reader never knows (or cares) where its page came from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

import orjson

from crawler.json_text import bare_json, load_json
from storage.errors import UnreadablePage

# Headers of a body on its way, untrue of one that was decoded.
TRANSFER_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_STREAM = (b"event:", b"data:", b":", b"id:", b"retry:")  # how a line of a stream of events begins


@dataclass(frozen=True)
class Page:
    """What came back.

    ``url`` is the address asked for (after redirects), or the file's name where no address is known.
    ``time`` is when it was fetched, ``None`` where its source kept no time. ``document`` is the address of
    the page that it was a part of (a HAR's pageref or the Referer), ``None`` for a page by itself.
    ``headers`` have lower-case names. ``source`` is http, browser, har, warc or file. An address that cannot be taken
    apart has its odd letters written out.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    time: datetime | None = None
    source: str = "http"
    method: str = "GET"
    request_body: bytes = b""
    document: str | None = None

    def __post_init__(self) -> None:
        for name in ("url", "document"):
            address = getattr(self, name)
            if address is not None and (whole := _whole_address(address)) is not address:
                object.__setattr__(self, name, whole)

    @cached_property
    def text(self) -> str:
        """The body as text: UTF-8, with what is not UTF-8 replaced; a byte order mark is dropped."""
        return self.body.decode("utf-8-sig", errors="replace")

    @cached_property
    def is_html(self) -> bool:
        """Whether the body begins as markup (the content type is not trusted)."""
        return self.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")

    @cached_property
    def json(self) -> Any:
        """The body as JSON values, without a script around them; raises UnreadablePage where it is not JSON.

        Several objects, one a line (JSON Lines, as collecting tools write) or one an event (a stream that was saved),
        are a list of them. NaN, Infinity and nesting beyond 1,024 levels are refused.
        """
        body = bare_json(self.body)
        try:
            return load_json(body)
        except orjson.JSONDecodeError as error:
            lines = _json_lines(body) or _events(body)
            if lines is not None:
                return lines
            raise UnreadablePage(f"{self.url}: the answer is not JSON ({error.msg} at byte {error.pos})") from None

    def header(self, name: str) -> str | None:
        """The value of a header by its name in any case, or ``None``."""
        return self.headers.get(name.lower())


def _whole_address(address: str) -> str:
    """The address as it is, if it can be taken apart: readers of whatever a file holds do so without looking."""
    try:
        urlsplit(address)
    except ValueError:
        return quote(address, safe=":/?#@!$&'()*+,;=%~")  # "https://a[b", "https://a℀.example"
    return address


def _events(body: bytes) -> list[Any] | None:
    """What the events of a stream (text/event-stream) tell as JSON, ``None`` for any other body."""
    if not body.startswith(_STREAM):
        return None
    told = []
    for event in re.split(rb"\r?\n\r?\n", body):
        data = b"\n".join(line[5:] for line in event.splitlines() if line.startswith(b"data:"))
        try:
            told.append(load_json(data))
        except orjson.JSONDecodeError:  # an id of what was deleted, or the event at which the saving stopped
            continue
    return [value for value in told if isinstance(value, dict | list)] or None


def _json_lines(body: bytes) -> list[Any] | None:
    """The objects of a body that holds one a line, ``None`` for any other body."""
    first = body.partition(b"\n")[0].rstrip()
    if not (first.startswith((b"{", b"[")) and first.endswith((b"}", b"]"))):
        return None
    lines = [line for line in body.splitlines() if line.strip()]
    try:
        return [load_json(line) for line in lines] if len(lines) > 1 else None
    except orjson.JSONDecodeError:
        return None
