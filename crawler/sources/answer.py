"""One answer out of a source: its page, and what the source knows about the request behind it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import orjson

from crawler.json_text import bare_json, load_json
from crawler.networks.network import Target
from crawler.page import TRANSFER_HEADERS, Page
from crawler.sources.table import Table

SourceKind = Literal["har", "warc", "html", "json", "ndjson", "export", "list"]


@dataclass(frozen=True)
class Answer:
    """A page with the traces of its request that matching needs; nothing of it holds a cookie or a token header.

    ``group`` is a HAR's pageref or a recording's visit, ``referer`` the address that asked, ``navigation`` whether
    it was a document of its own rather than a part of one, ``location`` where a redirect leads (such a page has no
    content), ``asked`` the address before redirects where it differs, ``target`` the visit of a recording.
    """

    page: Page
    group: str | None = None
    referer: str | None = None
    navigation: bool = False
    location: str | None = None
    asked: str | None = None
    target: Target | None = None


@dataclass
class Opened:
    """A source being read: ``notes`` and ``seeds`` (of a recording) grow as ``answers`` is consumed.

    A note is one sentence about something that the source lacks: entries without bodies, a torn tail. ``records`` are
    the rows of a list that may as well be posts, as objects; whose, the networks tell. ``people`` is the list that a
    JSON may as well be. ``further`` are the other sheets of a workbook, each a source of its own.
    """

    kind: SourceKind
    answers: Iterator[Answer]
    notes: list[str] = field(default_factory=list)
    seeds: list[str] = field(default_factory=list)
    records: Page | None = None
    people: Table | None = None
    further: Sequence["Opened"] = ()

    @property
    def sheets(self) -> list["Opened"]:
        """This source and the further ones of the same file, in file order."""
        return [self, *self.further]

    @property
    def pages(self) -> Iterator[Page]:
        """The pages with content, in file order; redirects are left out."""
        return (answer.page for answer in self.answers if answer.location is None)


_SILENT_TYPES = ("image/", "font/", "video/", "audio/", "text/css", "application/font", "application/x-font")
_SILENT_EXACT = frozenset({
    "application/wasm", "application/vnd.ms-fontobject", "application/ocsp-response", "application/manifest+json",
    "application/x-protobuf", "application/pdf", "application/vnd.apple.mpegurl", "application/dash+xml",
})  # fmt: skip
_CONTENT_EXACT = frozenset({
    "text/html", "application/xhtml+xml", "application/json", "text/json", "text/x-json", "application/xml",
    "text/xml", "application/rss+xml", "application/atom+xml",
})  # fmt: skip
_SILENT_DESTINATIONS = frozenset({
    "image", "font", "stylesheet", "style", "media", "video", "audio", "track", "manifest", "texttrack", "ping",
    "preflight", "websocket", "cspviolationreport", "cspreport", "report", "worker", "serviceworker", "beacon",
})  # fmt: skip
_SILENT_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"wOF2", b"wOFF", b"\x00\x00\x01\x00")
_STATIC = re.compile(r"\.(?:ico|png|jpe?g|gif|webp|avif|svg|css|js|mjs|map|woff2?|ttf|mp4|webm|m3u8)$", re.IGNORECASE)

# What these hold was never part of the page, and opens a session to whoever reads it.
_SECRET_HEADERS = frozenset({
    "set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization", "ig-set-authorization",
    "x-ig-set-www-claim", "x-csrf-token", "x-csrftoken",
})  # fmt: skip


def holds_content(mime_type: str, body: bytes, *, url: str = "", destination: str = "") -> bool:
    """Whether an answer may say something about people: markup, feeds and JSON, also JSON sent as a script.

    Images, fonts, styles, media and code do not. ``destination`` is the browser's word for what asked (image, script…).
    """
    mime = mime_type.split(";")[0].strip().lower()
    if destination.lower() in _SILENT_DESTINATIONS or mime in _SILENT_EXACT or mime.startswith(_SILENT_TYPES):
        return False
    if body.startswith(_SILENT_MAGIC) or (not body and _STATIC.search(url.split("?")[0].split("#")[0])):
        return False
    if mime in _CONTENT_EXACT or mime.endswith("+json"):
        return True
    if not body:
        return not mime or mime == "text/plain"
    return is_markup(body) or is_json(body)


def is_markup(body: bytes) -> bool:
    """Whether a body begins as HTML or XML."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s{0,512}<[a-zA-Z!?]", body[:1024]) is not None


def is_json(body: bytes) -> bool:
    """Whether a body is a JSON object or array (a script around it allowed), or begins with a line that is one."""
    text = bare_json(body)
    if text[:1] not in (b"{", b"["):
        return False
    for candidate in (text, text.split(b"\n", 1)[0]):
        try:
            load_json(candidate)
        except orjson.JSONDecodeError:
            continue
        return True
    return False


def clean_headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Response headers with lower-case names, repeated ones joined by a comma, without cookies and tokens.

    The body is no longer as it was sent, so the headers that describe its transfer are dropped too.
    """
    kept: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name = raw_name.strip().lower()
        if not name or name.startswith(":") or name in _SECRET_HEADERS or name in TRANSFER_HEADERS:
            continue
        value = ", ".join(part.strip() for part in raw_value.splitlines() if part.strip())
        kept[name] = f"{kept[name]}, {value}" if name in kept else value
    return kept


def read_time(text: object) -> datetime | None:
    """An ISO 8601 time as UTC; ``None`` where the text is none, or names no zone."""
    if not isinstance(text, str):
        return None
    # Python 3.11 refuses more than six decimals, which Chrome and some archivers write.
    trimmed = re.sub(r"(\.\d{6})\d+", r"\1", text.strip())
    try:
        time = datetime.fromisoformat(trimmed)
    except ValueError:
        return None
    return time.astimezone(UTC) if time.tzinfo else None


Attachment = Callable[[str], bytes | None]
