"""The JSON of a page, wherever it stands: a plain answer, several answers line by line, or inside HTML.

Every search is linear: fixed markers by ``str.find``, and one pattern for brackets that cannot backtrack.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import orjson

from crawler.json_text import bare_json, load_json
from crawler.page import Page
from storage.errors import UnreadablePage

# A string (closed or not) or a bracket: possessive, so that each character is looked at once.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\]]', re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_ATTRIBUTE = re.compile(r"""([A-Za-z:_-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,20000})"|'([^']{0,20000})')""")

# What stands before the JSON in a script that is not JSON itself.
_META = re.compile(r"""<meta(?:[^"'>]++|"[^"]{0,20000}+"|'[^']{0,20000}+')*+""")
_MARKERS = (
    "window._sharedData",
    "window.__additionalDataLoaded(",
    "window.__initialData",
    ".handle(",
    ".handlePayload(",
)
_CONTEXT = "contextJSON"
MAX_DEPTH = 200  # real answers stay below 50
_SUSPICIOUS_SIZE = 250_000
_NOT_OPENING = bytes(set(range(256)) - set(b"[]{}"))
_OPENINGS = re.compile(rb"[\[{]{%d}" % (MAX_DEPTH + 1))
_BYTE_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[{}\[\]]', re.DOTALL)
_MAX_SCRIPTS = 2_000
_MAX_META = 500


@dataclass
class Document:
    """What a page holds: ``roots`` its JSON values in page order, and for HTML its meta tags and title."""

    roots: list[Any] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    markup: str | None = None
    broken: str | None = None


def open_document(page: Page) -> Document:
    """All JSON of a page; raises UnreadablePage where the body is JSON, or holds it, but cannot be parsed."""
    if page.is_html:
        return _open_html(page.text)
    return Document(roots=_answers(page))


def _refuse_depth(page: Page) -> None:
    """Refuse a large body that is nested beyond reason before it is parsed: its million lists cost seconds."""
    if len(page.body) < _SUSPICIOUS_SIZE or not _OPENINGS.search(page.body.translate(None, _NOT_OPENING)):
        return
    depth = 0
    for token in _BYTE_TOKEN.finditer(page.body):
        first = token.group()[:1]
        depth += (first in b"[{") - (first in b"]}")
        if depth > MAX_DEPTH:
            raise UnreadablePage(f"{page.url}: the answer is nested deeper than {MAX_DEPTH} levels")


def _answers(page: Page) -> list[Any]:
    _refuse_depth(page)
    try:
        return [page.json]
    except UnreadablePage as error:
        problem = error
    body = page.body.removeprefix(b"\xef\xbb\xbf").strip()
    if not looks_like_json(page):
        return []
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) < 2:
        raise problem
    # Deferred parts of a GraphQL answer, and NDJSON: one value a line.
    roots: list[Any] = []
    for number, line in enumerate(lines, 1):
        try:
            roots.append(load_json(bare_json(line)))
        except orjson.JSONDecodeError as error:
            if not roots:
                raise problem from None
            raise UnreadablePage(f"{page.url}: line {number} is not JSON ({error.msg} at byte {error.pos})") from None
    return roots


def looks_like_json(page: Page) -> bool:
    """Whether the body begins as JSON does, a script around it apart."""
    return bare_json(page.body).startswith((b"{", b"["))


def _open_html(markup: str) -> Document:
    document = Document(markup=markup)
    _read_head(markup, document)
    place = 0
    for _ in range(_MAX_SCRIPTS):
        start = markup.find("<script", place)
        if start < 0:
            break
        opened = markup.find(">", start)
        if opened < 0:
            break
        closed = markup.find("</script", opened)
        end = len(markup) if closed < 0 else closed
        _read_script(markup[start:opened], markup[opened + 1 : end], document)
        place = end + 1
    if not document.roots and _CONTEXT in markup:
        _read_context(markup, document)
    return document


def _read_head(markup: str, document: Document) -> None:
    start = markup.find("<title")
    if start >= 0:
        opened, closed = markup.find(">", start), markup.find("</title", start)
        if 0 <= opened < closed:
            document.title = " ".join(unescape(markup[opened + 1 : min(closed, opened + 2_000)]).split())
    place = 0
    for _ in range(_MAX_META):
        start = markup.find("<meta", place)
        if start < 0:
            break
        tag = _META.match(markup, start)
        end = tag.end() if tag else start + 5
        attributes = {
            name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(markup, start + 5, end)
        }
        name = attributes.get("property") or attributes.get("name")
        if name and "content" in attributes:
            document.metas.setdefault(name.lower(), unescape(attributes["content"]))
        place = end


def _read_script(tag: str, body: str, document: Document) -> None:
    stripped = body.strip()
    if not stripped:
        return
    if stripped.startswith(("{", "[")) or "application/json" in tag or "ld+json" in tag:
        if "&quot;" in stripped[:200]:
            stripped = unescape(stripped)
        try:
            document.roots.append(load_json(stripped))
        except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
            if "application/json" in tag:
                document.broken = document.broken or f"a script of the page is not JSON ({str(error)[:80]})"
        return
    if _CONTEXT in stripped:
        _read_context(stripped, document)
    for marker in _MARKERS:
        place = stripped.find(marker)
        while place >= 0:
            start = stripped.find("{", place + len(marker), place + len(marker) + 400)  # over "= " or a path
            if start < 0:
                break
            end = _close_of(stripped, start)
            _append_slice(stripped, start, end, marker, document)
            place = stripped.find(marker, max(end, start + 1))


def _close_of(text: str, start: int) -> int:
    """The end of the value that opens at ``start`` (past its bracket), or the end of the text."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        first = text[token.start()]
        if first in "{[":
            depth += 1
        elif first in "}]":
            depth -= 1
            if depth == 0:
                return token.end()
    return len(text)


def _append_slice(text: str, start: int, end: int, marker: str, document: Document) -> None:
    try:
        document.roots.append(load_json(text[start:end]))
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        if marker.startswith(("window._shared", "window.__additional")):
            document.broken = document.broken or f"{marker.strip('(')} is not JSON ({str(error)[:80]})"


def _read_context(text: str, document: Document) -> None:
    """An embed's ``"contextJSON":"{\\"gql_data\\":…}"``: JSON that is written as a string, once or twice."""
    place = text.find(_CONTEXT)
    while place >= 0:
        after = place + len(_CONTEXT)
        if text.startswith('\\"', after):  # the whole call is itself a string: take its own string apart first
            opening = text.rfind('"', 0, place - 1)
            while opening > 0 and text[opening - 1] == "\\":
                opening = text.rfind('"', 0, opening)
            match = _STRING.match(text, opening) if opening >= 0 else None
            inner = _load_string(match.group()) if match else None
            if inner is not None:
                _read_context(inner, document)
            return
        colon = text.find(":", after, after + 20)
        quote = text.find('"', colon, colon + 20) if colon >= 0 else -1
        match = _STRING.match(text, quote) if quote >= 0 else None
        value = _load_string(match.group()) if match else None
        if match is not None and value is not None and value.lstrip().startswith("{"):
            try:
                document.roots.append(load_json(value))
            except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
                document.broken = document.broken or f"contextJSON is not JSON ({str(error)[:80]})"
            after = match.end()
        place = text.find(_CONTEXT, after)


def _load_string(literal: str) -> str | None:
    try:
        value = load_json(literal)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None
    return value if isinstance(value, str) else None
