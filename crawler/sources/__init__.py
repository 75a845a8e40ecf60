"""Sources of pages: files that a user saved, opened by what they hold rather than by their names."""

import gzip
import io
import lzma
import re
import shlex
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from crawler.json_text import load_json
from crawler.page import Page
from crawler.sources.answer import Answer, Opened, is_json, is_markup
from crawler.sources.archive import answers_of_export, is_zip, open_zip
from crawler.sources.cassettes import is_cassette, is_yaml_cassette, pages_of_cassette, value_of_yaml
from crawler.sources.envelope import is_envelope, unwrap_line
from crawler.sources.har import answers_of_har, is_har
from crawler.sources.lists import answer_of_table
from crawler.sources.mended import values_in
from crawler.sources.people import people_of
from crawler.sources.records import records_of_text
from crawler.sources.saved import address_of_html, is_mhtml, json_shown, lacks_end, main_part_of_mhtml
from crawler.sources.scripted import value_in_script
from crawler.sources.table import is_workbook, table_of_text
from crawler.sources.warc import answers_of_warc, looks_like_warc
from crawler.sources.workbook import open_workbook
from crawler.sources.wrapped import is_response, page_of_response, wrapped_pages
from storage.errors import UnknownFormat, UnreadableFile, UnreadablePage

__all__ = ["Answer", "Opened", "open_source"]

_MAX_BYTES = 1 << 30
_GZIP = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_XZ_MEMORY = 256 << 20
_KNOWN = "a HAR, a WARC, a saved HTML page, JSON, an account export (ZIP), nor a list (CSV, XLSX)"
_SEED = re.compile(rb"\s*(?:https?://|www\.|[#@])[^\s,;]+\s*")  # what crawler/seeds.py reads
_LOOKED_AT = 4_000  # bytes
_LISTS = (".csv", ".tsv")
_ANSWERS = (".json", ".har", ".ndjson", ".jsonl")  # never lists: in a damaged one any line could pass for a handle


def open_source(path: str | Path, *, url: str | None = None) -> Opened:
    """Open a file as a source of pages: HAR, WARC, HTML, JSON, NDJSON (packed or not), an export, a list of people.

    "-" is standard input. The kind is told by content, not by name. ``url`` is the address of a page whose file names
    none (HTML, JSON); a HAR and a WARC name their own. Raises UnreadableFile (missing, forbidden, a folder, empty,
    damaged), UnknownFormat, MissingBodies.
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
    if is_zip(head):
        return _open_zip(stream, name, shown)
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
        elif body.startswith(_XZ):
            body = _unpack_xz(body, shown)
    except OSError as error:
        raise UnreadableFile(f"{shown} cannot be read ({error.strerror or error}): copy it and try again.") from None
    if len(body) > _MAX_BYTES:
        raise UnreadableFile(f"{shown} holds more than {_MAX_BYTES >> 30} GiB: split it, or save a shorter session.")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        body = body.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    elif body[:1] in (b"{", b"[", b"<") and body[1:2] == b"\0":
        body = body.decode("utf-16-le", errors="replace").encode("utf-8", errors="replace")
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


def _unpack_xz(body: bytes, shown: str) -> bytes:
    parts: list[bytes] = []
    room = _MAX_BYTES + 1
    try:
        while body and room > 0:
            unpacker = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            part = unpacker.decompress(body, room)
            parts.append(part)
            room -= len(part)
            if not unpacker.eof and room > 0:
                raise lzma.LZMAError("cut short")
            body = unpacker.unused_data.lstrip(b"\0")
    except (lzma.LZMAError, EOFError, MemoryError):
        raise UnreadableFile(f"{shown} is packed with xz and damaged or cut short: save or copy it again.") from None
    return b"".join(parts)


def _open_zip(stream: BinaryIO, name: str, shown: str) -> Opened:
    """An account's export, or a workbook; the stream stays open until its lists are read."""
    notes: list[str] = []
    if not stream.seekable():
        with stream:
            stream = io.BytesIO(stream.read(_MAX_BYTES + 1))
        if len(stream.getbuffer()) > _MAX_BYTES:
            raise UnreadableFile(f"{shown} holds more than {_MAX_BYTES >> 30} GiB: name the file instead.")
    try:
        archive = open_zip(stream, shown)
        if is_workbook(archive):
            return open_workbook(stream, archive, name, shown)
        answers = list(answers_of_export(archive, name, shown, notes))
    finally:
        stream.close()
    return Opened("export", iter(answers), notes)


def _open_text(body: bytes, name: str, shown: str, url: str | None, folder: Path | None) -> Opened:
    """A file by what it begins with; by its name only where it is called a list."""
    lines = [line for line in body[:_LOOKED_AT].splitlines() if line.strip()]
    if all(map(_SEED.fullmatch, lines[:-1] or lines)):  # the last may be cut
        raise UnknownFormat(
            f"{shown} names accounts or hashtags, one a line, and holds nothing of them yet: "
            f"have them visited with nanoscout discover {shlex.quote(name if name == '-' else shown)}"
        )
    opened = _open_list(body, name, shown) if name.lower().endswith(_LISTS) else None
    opened = opened or _open_recorded(body, name, shown, url) or _open_page(body, name, shown, url)
    if opened is not None:
        return opened
    page = Page(url=url or name, body=body, source="file")
    try:
        value = page.json
    except UnreadablePage as error:
        return _open_damaged(body, name, shown, url, folder) or _open_lines(body, name, shown, url, str(error))
    return _open_json(page, value, name, shown, url, folder)


def _open_list(body: bytes, name: str, shown: str) -> Opened | None:
    """A list of people, or records that a tool wrote as a table; ``None`` for what is no table."""
    notes: list[str] = []
    records = records_of_text(body, name)
    try:
        table = table_of_text(body, shown, named_so=True)
    except UnknownFormat:
        if records is None:
            raise
        return Opened("json", iter([Answer(records)]), notes)
    if table is None:
        return None
    return Opened("list", iter([answer_of_table(table, name, notes)]), notes, records=records)


def _open_recorded(body: bytes, name: str, shown: str, url: str | None) -> Opened | None:
    """An answer with its head, or answers that a program recorded as YAML."""
    if is_response(body):
        bare = page_of_response(body, name, url)
        return Opened("html" if bare.is_html else "json", iter([Answer(bare, navigation=bare.is_html)]), [])
    if is_yaml_cassette(body):
        if is_cassette(recorded := value_of_yaml(body)):
            return Opened("har", (Answer(one) for one in pages_of_cassette(recorded, name, of_yaml=True)), [])
        raise UnreadableFile(f"{shown} begins as recorded answers (YAML) and is damaged or cut short: save it again.")
    return None


def _open_page(body: bytes, name: str, shown: str, url: str | None) -> Opened | None:
    """A page that a browser saved."""
    notes: list[str] = []
    if is_mhtml(body):
        page = main_part_of_mhtml(body, name, url)
        if page is None:
            raise UnreadableFile(f"{shown} is a web archive without a page in it: save the page again as HTML.")
    elif is_markup(body):
        if lacks_end(body):
            notes.append(f"{name} ends before its end, so it may be cut short: what is there was read.")
        address, time = address_of_html(body)
        page = Page(url=url or address or name, body=body, time=time, source="file")
    else:
        return None
    if (shown_json := json_shown(page.body)) is not None:
        answer = replace(page, body=shown_json)
        return _open_json(answer, answer.json, name, shown, url, None)
    return Opened("html", iter([Answer(page, navigation=True)]), notes)


def _open_json(page: Page, value: Any, name: str, shown: str, url: str | None, folder: Path | None) -> Opened:
    """A HAR, answers as a program or a service wrapped them, or an answer as it came."""
    notes: list[str] = []
    if is_har(value):
        return Opened("har", answers_of_har(value, name, notes, _AttachmentsBeside(folder)), notes)
    if isinstance(value, str) and (is_json(inner := value.encode("utf-8", errors="replace")) or is_markup(inner)):
        return _open_text(inner, name, shown, url, folder)  # an answer that a program wrote as words
    if not isinstance(value, dict | list):
        raise UnknownFormat(f"{shown} is neither {_KNOWN}: name a file of one of these kinds.")
    if name.lower().endswith(".har"):
        raise UnknownFormat(f"{shown} is JSON but no HAR (it has no log.entries): save the session again as HAR.")
    if is_cassette(value):
        return Opened("har", (Answer(one) for one in pages_of_cassette(value, name)), notes)
    if wrapped := wrapped_pages(value, len(page.body), name, url):
        return Opened("ndjson", (Answer(one, navigation=True) for one in wrapped), notes)
    if is_envelope(value):
        page = unwrap_line(value, page.body, page.url)
    elif isinstance(value, list) and value and is_envelope(value[0]):
        pages = (unwrap_line(one, orjson.dumps(one), f"{page.url}#{n}") for n, one in enumerate(value, start=1))
        return Opened("ndjson", (Answer(one) for one in pages), notes)
    return Opened("json", iter([Answer(page)]), notes, people=people_of(value, name))


def _open_damaged(body: bytes, name: str, shown: str, url: str | None, folder: Path | None) -> Opened | None:
    """What can be had of a JSON that is not well-formed as a whole; ``None`` for lines of JSON and all else."""
    if is_json(body) or (mended := values_in(body)) is None:
        return None
    if len(mended.values) == 1:
        page = Page(url=url or name, body=orjson.dumps(mended.values[0]), source="file")
        opened = _open_json(page, mended.values[0], name, shown, url, folder)
    else:
        pages = (
            unwrap_line(value, orjson.dumps(value), f"{url or name}#{number}")
            for number, value in enumerate(mended.values, start=1)
        )
        opened = Opened("ndjson", (Answer(page) for page in pages), [])
    if mended.note is not None:
        opened.notes.append(f"{name}: {mended.note}.")
    return opened


def _open_lines(body: bytes, name: str, shown: str, url: str | None, reason: str) -> Opened:
    notes: list[str] = []
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), start=1) if line.strip()]
    if not is_json(lines[0][1]):
        if body.lstrip()[:1] in (b"{", b"["):
            problem = reason.split(": ", 1)[-1]
            raise UnreadableFile(f"{shown} begins as JSON and is damaged or cut short ({problem}): save it again.")
        table = table_of_text(body, shown, named_so=False)
        if table is not None and name.lower().removesuffix(".gz").removesuffix(".xz").endswith(_ANSWERS):
            raise UnreadableFile(f"{shown} is named as JSON, and begins with something else: save it again.")
        if table is not None:
            return Opened("list", iter([answer_of_table(table, name, notes)]), notes)
        raise UnknownFormat(f"{shown} is neither {_KNOWN}: name a file of one of these kinds.")

    def answers() -> Iterator[Answer]:
        broken: list[int] = []
        for number, line in lines:
            try:
                value = load_json(line)
            except orjson.JSONDecodeError:
                value = value_in_script(line.decode("utf-8", errors="replace"))
                if value is None:
                    broken.append(number)
                    continue
                line = orjson.dumps(value)
            if isinstance(value, dict | list):
                yield Answer(unwrap_line(value, line.strip(), url or f"{name}#{number}"))
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
