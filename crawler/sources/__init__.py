"""Sources of pages: files that a user saved, opened by what they hold rather than by their names."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import orjson

from crawler.page import Page
from crawler.sources.answer import Answer, Opened, is_json, is_markup
from crawler.sources.har import answers_of_har, is_har
from crawler.sources.saved import address_of_html, is_mhtml, main_part_of_mhtml
from crawler.sources.warc import answers_of_warc, looks_like_warc
from storage.errors import UnknownFormat, UnreadableFile, UnreadablePage

__all__ = ["Answer", "Opened", "open_source", "pages_of"]

_MAX_BYTES = 1 << 30
_GZIP = b"\x1f\x8b"
_KNOWN = "a HAR, a WARC, a saved HTML page or JSON"


def pages_of(path: str | Path, *, url: str | None = None) -> Iterator[Page]:
    """The pages that a file holds, in file order; see open_source, which also tells what is missing."""
    return open_source(path, url=url).pages


def open_source(path: str | Path, *, url: str | None = None) -> Opened:
    """Open a file as a source of pages: HAR, WARC, HTML, JSON or NDJSON, gzip-packed or not; "-" is standard input.

    The kind is told by content, not by name. ``url`` is the address of a page whose file names none (HTML, JSON);
    a HAR and a WARC name their own. Raises UnreadableFile (missing, forbidden, a folder, empty, damaged),
    UnknownFormat, MissingBodies.
    """
    shown = "standard input" if str(path) == "-" else str(path)
    name = "-" if str(path) == "-" else Path(path).name
    stream = _open(path, shown)
    head = stream.peek(64)[:64]  # type: ignore[attr-defined]  # every stream of _open is buffered
    if not head:
        stream.close()
        raise UnreadableFile(f"{shown} is empty: save the page again, or name another file.")
    if looks_like_warc(stream, head):
        notes: list[str] = []
        seeds: list[str] = []
        return Opened("warc", answers_of_warc(stream, name, notes, seeds), notes, seeds)
    with stream:
        body = _read_whole(stream, shown)
    folder = None if name == "-" else Path(path).parent
    return _open_text(body, name, shown, url, folder)


def _open(path: str | Path, shown: str) -> BinaryIO:
    if str(path) == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except FileNotFoundError:
        raise UnreadableFile(f"{shown} does not exist: check the name and the folder.") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{shown} is a folder: name the files in it.") from None
    except PermissionError:
        raise UnreadableFile(f"{shown} may not be read by this user: change its permissions, or copy it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableFile(f"{shown} cannot be opened ({reason}): name another file.") from None


def _read_whole(stream: BinaryIO, shown: str) -> bytes:
    try:
        body = stream.read(_MAX_BYTES + 1)
        if body.startswith(_GZIP):
            body = _unpack(body, shown)
    except OSError as error:
        raise UnreadableFile(f"{shown} cannot be read ({error.strerror or error}): copy it and try again.") from None
    if len(body) > _MAX_BYTES:
        raise UnreadableFile(f"{shown} holds more than {_MAX_BYTES >> 30} GiB: split it, or save a shorter session.")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        body = body.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    body = body.removeprefix(b"\xef\xbb\xbf")
    if not body.strip():
        raise UnreadableFile(f"{shown} is empty: save the page again, or name another file.")
    return body


def _unpack(body: bytes, shown: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as unpacked:
            return unpacked.read(_MAX_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnreadableFile(f"{shown} is packed with gzip and damaged or cut short: save or copy it again.") from None


def _open_text(body: bytes, name: str, shown: str, url: str | None, folder: Path | None) -> Opened:
    notes: list[str] = []
    if is_mhtml(body):
        page = main_part_of_mhtml(body, name, url)
        if page is None:
            raise UnreadableFile(f"{shown} is a web archive without a page in it: save the page again as HTML.")
        return Opened("html", iter([Answer(page, navigation=True)]), notes)
    if is_markup(body):
        address, time = address_of_html(body)
        page = Page(url=url or address or name, body=body, time=time, source="file")
        return Opened("html", iter([Answer(page, navigation=True)]), notes)
    page = Page(url=url or name, body=body, source="file")
    try:
        value = page.json
    except UnreadablePage as error:
        return _open_lines(body, name, shown, url, notes, str(error))
    if is_har(value):
        return Opened("har", answers_of_har(value, name, notes, _attachments_beside(folder)), notes)
    if not isinstance(value, dict | list):
        raise UnknownFormat(f"{shown} is neither {_KNOWN}: name a file of one of these kinds.")
    if name.lower().endswith(".har"):
        raise UnknownFormat(f"{shown} is JSON but no HAR (it has no log.entries): save the session again as HAR.")
    return Opened("json", iter([Answer(page)]), notes)


def _open_lines(body: bytes, name: str, shown: str, url: str | None, notes: list[str], reason: str) -> Opened:
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), start=1) if line.strip()]
    if not is_json(lines[0][1]):
        if body.lstrip()[:1] in (b"{", b"["):
            problem = reason.split(": ", 1)[-1]
            raise UnreadableFile(f"{shown} begins as JSON and is damaged or cut short ({problem}): save it again.")
        raise UnknownFormat(f"{shown} is neither {_KNOWN}: name a file of one of these kinds.")

    def answers() -> Iterator[Answer]:
        broken: list[int] = []
        for number, line in lines:
            try:
                value = orjson.loads(line)
            except orjson.JSONDecodeError:
                broken.append(number)
                continue
            if isinstance(value, dict | list):
                yield Answer(Page(url=url or f"{name}#{number}", body=line.strip(), source="file"))
        if broken:
            some = ", ".join(str(number) for number in broken[:5]) + (" …" if len(broken) > 5 else "")
            notes.append(f"{name}: {len(broken)} of {len(lines)} lines are no JSON and were left out (line {some}).")

    return Opened("ndjson", answers(), notes)


class _AttachmentsBeside:
    """Bodies that Playwright attached to a HAR as files in the same folder; names that lead elsewhere are refused."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def __call__(self, name: str) -> bytes | None:
        if self.folder is None or name != Path(name).name or name in ("", ".", ".."):
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None  # named by the HAR's reader as an entry without a body


def _attachments_beside(folder: Path | None) -> _AttachmentsBeside:
    return _AttachmentsBeside(folder)
