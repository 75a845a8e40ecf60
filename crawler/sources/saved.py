"""Pages saved one by one: the address and the time that a browser leaves in the file."""

import email
import email.policy
import re
from datetime import UTC, datetime
from html import unescape

import orjson

from crawler.json_text import load_json
from crawler.networks.values import mail_time_in
from crawler.page import Page

_HEAD = 262_144
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,2000}) -->")
# SingleFile writes the address, and the date as JavaScript prints it, into a comment at the top.
_SINGLE_FILE = re.compile(
    rb"<!--\s{0,20}Page saved with SingleFile\s{1,20}url:\s{0,5}(https?://[^\s<>]{1,2000})"
    rb"(?:\s{1,20}saved date:\s{0,5}([^\r\n<>]{1,80}))?"
)
_SINGLE_FILE_DATE = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")
_TAG = re.compile(rb"<(?:link|meta)\s[^<>]{1,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""([a-zA-Z:_-]{1,30})\s{0,5}=\s{0,5}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,2000}))"""
)
# A browser shows an answer that is JSON in a page of its own making, which is saved in the answer's place.
_SHOWN = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s{0,64}(?:<!doctype[^>]{0,200}>\s{0,64})?(?:<!--.{0,2000}?-->\s{0,64}){0,3}<html.{0,40000}?<body[^>]{0,400}>
    (?:\s{0,64}<(?:pre|div)(?:\s[^>]{0,400})?>){0,3}\s{0,64}([\[{].*)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_SHOWN_ENDS = (b"</pre>", b"</div>", b"</body>", b"</html>")


def json_shown(body: bytes) -> bytes | None:
    """The JSON that a browser's own page for such answers shows; ``None`` for any other page."""
    found = _SHOWN.match(body)
    if found is None:
        return None
    text = found.group(1)
    for end in _SHOWN_ENDS:
        inner = text.partition(end)[0] if end in text else text
        words = unescape(inner.decode("utf-8", errors="replace")).strip()
        try:
            value = load_json(words)
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            continue
        return words.encode("utf-8", errors="replace") if isinstance(value, dict | list) else None
    return None


_OPENING = re.compile(rb"<(html|rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)


def lacks_end(body: bytes) -> bool:
    """Whether a page or feed opens its root element and never closes it, as one that was cut short does."""
    opening = _OPENING.search(body, 0, _HEAD)
    return opening is not None and b"</" + opening.group(1).lower() not in body.lower()


def address_of_html(body: bytes) -> tuple[str | None, datetime | None]:
    """The address that a saved HTML page came from and when it was saved, each ``None`` where the file does not say.

    Read from the browser's "saved from" comment, SingleFile's comment, the canonical link, og:url, in this order.
    """
    head = body[:_HEAD]
    match = _SAVED_FROM.search(head)
    if match:
        return _text(match.group(1)), None
    match = _SINGLE_FILE.search(head)
    if match:
        return _text(match.group(1)), _single_file_time(match.group(2))
    canonical = og_url = None
    for tag in _TAG.findall(head):
        attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag)}
        if canonical is None and attributes.get(b"rel", b"").lower() == b"canonical":
            canonical = _absolute(attributes.get(b"href"))
        elif og_url is None and attributes.get(b"property", attributes.get(b"name", b"")).lower() == b"og:url":
            og_url = _absolute(attributes.get(b"content"))
    return canonical or og_url, None


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", errors="replace"))


def _absolute(raw: bytes | None) -> str | None:
    if raw is None:
        return None
    address = _text(raw).strip()
    return address if re.match(r"https?://[^\s/]+", address) else None


def _single_file_time(raw: bytes | None) -> datetime | None:
    match = _SINGLE_FILE_DATE.search(raw.decode("ascii", errors="replace")) if raw else None
    if match is None:
        return None
    try:
        return datetime.strptime(f"{match.group(1)} {match.group(2)}", "%b %d %Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None


def is_mhtml(body: bytes) -> bool:
    """Whether a file is a "web page, single file" (MHTML): mail headers around a multipart/related body."""
    head = body[:4096]
    return re.match(rb"[A-Za-z-]{2,40}:", head) is not None and b"multipart/related" in head.lower()


def main_part_of_mhtml(body: bytes, name: str, url: str | None) -> Page | None:
    """The page of an MHTML file with its address and time, ``None`` where it holds no HTML."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            return Page(
                url=url or (str(address) if address else name),
                body=content,
                time=mail_time_in(message.get("Date")),
                source="file",
            )
    return None
