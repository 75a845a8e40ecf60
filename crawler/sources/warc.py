"""WARC files (1.0 and 1.1): web archives of any tool, and our own recordings.

Read record by record, up to a torn tail; requests are joined to their responses by WARC-Concurrent-To, by address
where a tool wrote none.
"""

import gzip
import io
import logging
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, BinaryIO, Literal, cast
from urllib.parse import unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from crawler.networks.addresses import joined
from crawler.networks.network import Target
from crawler.page import Page
from crawler.sources.answer import Answer, clean_headers, holds_content, is_markup, read_time

# It tells addresses as they stand in the file: what moves a terminal's cursor must not come so far.
logging.getLogger("warcio").setLevel(logging.ERROR)
_MAX_RECORD = 64 << 20
_MAX_BODY = 32 << 20
# Our bodies are kept decoded: what described their transfer is kept under other names, so that no archive tool trips.
TRANSFER_PREFIX = "x-archive-orig-"
_WINDOW = 16  # records that a request and its response may lie apart

_KINDS: dict[str, Literal["hashtag", "account", "post", "site"]] = {
    "hashtag": "hashtag",
    "account": "account",
    "post": "post",
    "site": "site",
}
_RESPONSE = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3"], False)
_REQUEST = StatusAndHeadersParser(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"], False)


@dataclass(frozen=True)
class Record:
    """One record as it stands in the file: its headers in order, and its block."""

    kind: str
    lines: tuple[tuple[str, str], ...]
    block: bytes

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers by lower-case name."""
        return {name.lower(): value for name, value in self.lines}

    @property
    def id(self) -> str:
        return self.headers.get("warc-record-id", "")

    @property
    def uri(self) -> str:
        return self.headers.get("warc-target-uri", "").strip("<>")


class _Torn(Exception):
    """The stream ends, or turns to garbage, in the middle of a record."""


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip-packed stream, one member or many, that ends where the packing is damaged."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._gzip = gzip.GzipFile(fileobj=stream)
        self.torn = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._gzip.read1(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile):
            self.torn = True
            return 0
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """warcio's iterator, which goes on after a record of the wrong length and prints to standard error."""

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        size = 0
        while line := self.reader.readline():
            if line.strip():
                if not size and not line.startswith(b"WARC/"):
                    raise _Torn
                return line, size
            size += len(line)
        return None, size


def looks_like_warc(stream: BinaryIO, head: bytes) -> bool:
    """Whether a stream begins as a WARC, gzip-packed or not; nothing is consumed."""
    if head.startswith(b"\x1f\x8b"):
        packed = stream.peek(4096)  # type: ignore[attr-defined]  # sources are opened buffered
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def records_of(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[Record]:
    """The records of a WARC up to a torn tail, which is told in ``notes``; closes the stream at the end."""
    unpacked: _Unpacked | None = None
    source = stream
    if stream.peek(2)[:2] == b"\x1f\x8b":  # type: ignore[attr-defined]  # sources are opened buffered
        unpacked = _Unpacked(stream)
        source = cast(BinaryIO, io.BufferedReader(unpacked, 1 << 16))
    count = 0
    with source:
        records = _Records(source, no_record_parse=True)
        try:
            for raw in records:
                record = _record_of(raw, name, notes)
                if record is not None:
                    count += 1
                    yield record
            torn = unpacked is not None and unpacked.torn
        except (_Torn, ArchiveLoadFailed, StatusAndHeadersParserException, UnicodeError):
            torn = True
    if torn:
        notes.append(f"{name}: its end is torn; it was read up to there (whole records: {count}).")


def _record_of(raw: Any, name: str, notes: list[str]) -> Record | None:
    lines = tuple(raw.rec_headers.headers)
    headers = {key.lower(): value for key, value in lines}
    try:
        length = int(headers["content-length"])
    except (KeyError, ValueError):
        raise _Torn from None
    if length > _MAX_RECORD:
        where = headers.get("warc-target-uri", "?").split("?")[0]
        notes.append(f"{name}: a record of {length >> 20} MiB was left out ({where}).")
        return None
    block = raw.raw_stream.read(length) if length else b""
    if len(block) < length:
        raise _Torn
    return Record(headers.get("warc-type", ""), lines, block)


@dataclass
class _Held:
    response: Record
    request: Record | None = None


def answers_of_warc(stream: BinaryIO, name: str, notes: list[str], seeds: list[str]) -> Iterator[Answer]:
    """The answers of a WARC in file order, with redirects, without images, styles, scripts and media.

    A torn tail and what could not be unpacked are told in ``notes``; the seeds of our own recordings in ``seeds``.
    """
    held: deque[_Held] = deque()
    requests: deque[Record] = deque(maxlen=_WINDOW)
    for record in records_of(stream, name, notes):
        if record.kind == "warcinfo":
            seeds.extend(seeds_of(record))
        elif record.kind == "request":
            owner = next((one for one in held if one.request is None and _belong(record, one.response)), None)
            if owner is None:
                requests.append(record)
            else:
                owner.request = record
        elif record.kind in ("response", "resource"):
            request = next((one for one in requests if _belong(one, record)), None)
            if request is not None:
                requests.remove(request)
            held.append(_Held(record, request))
        while held and (held[0].request is not None or held[0].response.kind == "resource" or len(held) > _WINDOW):
            yield from _answers_of(held.popleft(), name, notes)
    for rest in held:
        yield from _answers_of(rest, name, notes)


def _answers_of(held: _Held, name: str, notes: list[str]) -> Iterator[Answer]:
    answer = answer_of_record(held.response, held.request, name, notes)
    if answer is not None:
        yield answer


def _belong(request: Record, response: Record) -> bool:
    tied = request.headers.get("warc-concurrent-to"), response.headers.get("warc-concurrent-to")
    if tied != (None, None):
        return tied[0] == response.id or tied[1] == request.id
    return request.uri == response.uri


def seeds_of(record: Record) -> Iterator[str]:
    """The seeds that a recording's warcinfo names, in order."""
    for line in record.block.decode("utf-8", errors="replace").splitlines():
        key, _, value = line.partition(":")
        if key.strip().lower() == "nanoscout-seed" and value.strip():
            yield unquote(value.strip())


def answer_of_record(record: Record, request: Record | None, name: str, notes: list[str]) -> Answer | None:
    """The answer that a response record holds (with its request record), ``None`` where it holds no content."""
    ours = record.headers
    if record.kind not in ("response", "resource"):
        return None
    url = unquote(ours["warc-nanoscout-url"]) if "warc-nanoscout-url" in ours else record.uri.split("#")[0]
    if "warc-nanoscout-url" not in ours and not url.startswith(("http://", "https://")):
        return None
    if record.kind == "resource":
        status, headers, body = 200, {"content-type": ours.get("content-type", "")}, record.block
    else:
        parsed = _parse_response(record.block)
        if parsed is None:
            return None
        status, headers, raw = parsed
        if "warc-nanoscout-source" in ours:
            body = raw
        else:
            decoded = _decoded(raw, headers)
            if decoded is None:
                encoding = headers.get("content-encoding")
                notes.append(
                    f"{name}: {url.split('?')[0]} could not be unpacked (content-encoding {encoding}) and was left out."
                )
                return None
            body = decoded
    method, asked, request_body = _parse_request(request)
    location = headers.get("location") if status in (301, 302, 303, 307, 308) else None
    destination = asked.get("sec-fetch-dest", "")
    if "warc-nanoscout-source" in ours:
        return _recorded_answer(ours, url, status, headers, body, method, request_body)
    mime = headers.get("content-type", "")
    if status < 200 or status == 304 or method in ("HEAD", "OPTIONS"):
        return None
    if location is None and not holds_content(mime, body, url=url, destination=destination):
        return None
    referer = asked.get("referer") or None
    navigation = method == "GET" and (
        destination.lower() == "document"
        if destination
        else (is_markup(body) or location is not None) and not asked.get("x-requested-with")
    )
    document = None if navigation or referer is None or referer.split("#")[0] == url else referer.split("#")[0]
    page = Page(
        url=url,
        body=body,
        status=status,
        headers=clean_headers(headers.items()),
        time=read_time(ours.get("warc-date")),
        source="warc",
        method=method,
        request_body=request_body,
        document=document,
    )
    return Answer(
        page=page, referer=referer, navigation=navigation, location=joined(url, location) if location else None
    )


def _recorded_answer(
    ours: dict[str, str], url: str, status: int, headers: dict[str, str], body: bytes, method: str, request_body: bytes
) -> Answer:
    def said(key: str) -> str | None:
        value = ours.get(f"warc-nanoscout-{key}")
        return unquote(value) if value is not None else None

    page = Page(
        url=url,
        body=body,
        status=status,
        headers={name.removeprefix(TRANSFER_PREFIX): value for name, value in headers.items()},
        time=read_time(said("time")),
        source=said("source") or "http",
        method=method,
        request_body=request_body,
        document=said("document"),
    )
    network, key = said("network"), said("key")
    kind = _KINDS.get(said("kind") or "")
    target = Target(network, kind, key) if network is not None and key is not None and kind is not None else None
    return Answer(page=page, group=said("visit"), asked=said("asked"), target=target, navigation=page.document is None)


def _parse_response(block: bytes) -> tuple[int, dict[str, str], bytes] | None:
    stream = io.BytesIO(block)
    try:
        parsed = _RESPONSE.parse(stream)
        status = int(parsed.get_statuscode())
    except (EOFError, StatusAndHeadersParserException, ValueError):
        return None
    headers: dict[str, str] = {}
    for key, value in parsed.headers:
        lower = key.lower()
        headers[lower] = f"{headers[lower]}, {value}" if lower in headers and lower != "set-cookie" else value
    return status, headers, stream.read()


def _parse_request(record: Record | None) -> tuple[str, dict[str, str], bytes]:
    """Method, headers by lower-case name and body of a request; cookies go no further than this."""
    if record is None:
        return "GET", {}, b""
    stream = io.BytesIO(record.block)
    try:
        parsed = _REQUEST.parse(stream)
    except (EOFError, StatusAndHeadersParserException):
        return "GET", {}, b""
    kept = ("referer", "sec-fetch-dest", "x-requested-with")
    headers = {key.lower(): value for key, value in parsed.headers if key.lower() in kept}
    return str(parsed.protocol).upper(), headers, stream.read()


def _decoded(raw: bytes, headers: dict[str, str]) -> bytes | None:
    """The body as a reader sees it, unpacked up to a bound; ``None`` where it cannot be."""
    body = raw
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = ChunkedDataReader(io.BytesIO(raw)).read() or b""
    encodings = [part.strip().lower() for part in headers.get("content-encoding", "").split(",") if part.strip()]
    for encoding in reversed(encodings):
        if not body or encoding == "identity":
            continue
        unpacked = _unpacked(body, encoding)
        if unpacked is None:
            # Many archivers keep the header and store the body unpacked.
            return body if body.lstrip()[:1] in (b"{", b"[", b"<") else None
        body = unpacked
    return body


def _unpacked(body: bytes, encoding: str) -> bytes | None:
    try:
        if encoding in ("gzip", "x-gzip"):
            return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, _MAX_BODY)
        if encoding == "deflate":
            try:
                return zlib.decompressobj().decompress(body, _MAX_BODY)
            except zlib.error:
                return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, _MAX_BODY)
        if encoding == "br":
            return _unbrotli(body)
        if encoding == "zstd":
            return _unzstd(body)
    except zlib.error:
        return None
    return None


def _unzstd(body: bytes) -> bytes | None:
    zstandard = _library("zstandard")
    if zstandard is None:
        return None
    try:
        return bytes(zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)).read(_MAX_BODY))
    except zstandard.ZstdError:
        return None


def _unbrotli(body: bytes) -> bytes | None:
    brotli = _library("brotli")
    if brotli is None:
        return None
    decompressor = brotli.Decompressor()
    unpacked, chunk = b"", body
    try:
        while len(unpacked) < _MAX_BODY and not decompressor.is_finished():
            part = decompressor.process(chunk, output_buffer_limit=_MAX_BODY - len(unpacked))
            if not part and decompressor.can_accept_more_data():
                break
            unpacked, chunk = unpacked + part, b""
    except brotli.error:
        return None
    return unpacked


def _library(name: str) -> Any:
    """A library that comes with Scrapy (brotli) or on wish (zstandard), ``None`` where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        return None
