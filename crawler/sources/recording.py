"""Recordings: the pages of a run in a WARC file of its own, made to be replayed.

Each page is a request and a response record; what a WARC has no field for stands in WARC-Nanoscout-* headers,
percent-encoded: Url, Time, Source, Document, Asked, and the visit (Network, Kind, Key, Visit).
"""

import base64
import errno
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.warcwriter import WARCWriter

from crawler.door import scrub_url
from crawler.networks.network import Target
from crawler.page import TRANSFER_HEADERS, Page
from crawler.sources.warc import TRANSFER_PREFIX, Record, answer_of_record, looks_like_warc, records_of, seeds_of
from storage.errors import BadSettings, DiskFull, UnknownFormat, UnreadableFile

_VERSION = "WARC/1.1"
_PLAIN = "!#$&'()*+,/:;=?@[]~"


def check_recordable(path: Path) -> None:
    """Raises as a Recording would that cannot be begun there, before a run is written down for it; leaves no file."""
    Recording(path).close()
    path.unlink()


class Recording:
    """Writes pages into a new WARC file, flushed page by page: a kill loses at most the page in flight.

    Packed with gzip where the name ends in .gz. Raises BadSettings where the file exists (a file with a torn tail
    would hide all that is appended), UnreadableFile where it cannot be made, DiskFull.
    """

    def __init__(self, path: str | Path, *, seeds: Sequence[str] = ()) -> None:
        self.path = Path(path)
        try:
            self._file = self.path.open("xb")
        except FileExistsError:
            raise BadSettings(f"{path} exists, and a recording is always a new file: choose another name.") from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise UnreadableFile(f"{path} cannot be written ({reason}): choose another place to record to.") from None
        self._writer = WARCWriter(self._file, gzip=self.path.suffix == ".gz", warc_version=_VERSION)
        with _room_for(self.path):
            _write(self._writer, _info_record(self.path.name, seeds))

    def write(
        self, page: Page, *, target: Target | None = None, visit: str | None = None, asked: str | None = None
    ) -> None:
        """Keep a page, scrubbed before it comes here, with the visit it belonged to.

        ``visit`` tells visits of one target apart (any label that is unique in the run), ``asked`` is the address
        before redirects where it differs from the page's.
        """
        request, response = _page_records(page, target, visit, scrub_url(asked) if asked else asked)
        with _room_for(self.path):
            _write(self._writer, request)
            _write(self._writer, response)

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        with _room_for(self.path):
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def pages_of(path: str | Path) -> Iterator[tuple[Page, Target | None]]:
    """The pages of a recording (or any WARC) in order, each with whom it was fetched for; raises UnreadableFile."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            request: Record | None = None
            for record in records_of(file, path.name, []):
                if record.kind == "request":
                    request = record
                    continue
                asked = request if request is not None and request.uri == record.uri else None
                answer = answer_of_record(record, asked, path.name, [])
                if answer is not None:
                    yield answer.page, answer.target
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror or error}); check the path.") from None


def refuse_other_files(paths: Iterable[Path]) -> None:
    """Raises UnknownFormat for what is there and is no WARC: nobody could be taken out of it, and nobody would know."""
    for path in paths:
        with suppress(OSError), path.open("rb") as file:
            head = file.read(6)
            file.seek(0)
            if head and not looks_like_warc(file, head):
                raise UnknownFormat(
                    f"{path} is no recording (WARC), so nobody can be taken out of it here: do so by hand, or delete it"
                )


def rewrite_without(
    path: str | Path,
    drop: Callable[[Page, Target | None], bool],
    *,
    drop_seed: Callable[[str], bool] = lambda _: False,
) -> int:
    """Take the pages for which ``drop`` is true out of a recording (or any WARC), and such seeds; counts the pages.

    The new file replaces the old one in one step once it is on disk; nothing is written where nothing is dropped.
    A torn tail is not copied. Raises UnreadableFile, DiskFull; the old file stays whole then.
    """
    path = Path(path)
    dropped = changed = 0
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _room_for(path), path.open("rb") as old, draft.open("xb") as new:
            packed = old.peek(2)[:2] == b"\x1f\x8b"
            writer = WARCWriter(new, gzip=packed, warc_version=_VERSION)
            waiting: list[Record] = []
            for record in records_of(old, path.name, []):
                if record.kind == "request":
                    waiting.append(record)
                    continue
                mine = [one for one in waiting if one.uri == record.uri]
                answer = answer_of_record(record, mine[-1] if mine else None, path.name, [])
                if answer is not None and drop(answer.page, answer.target):
                    waiting = [one for one in waiting if one.uri != record.uri]
                    dropped += 1
                    continue
                for one in waiting:
                    _write(writer, one)
                waiting = []
                kept = _without_seeds(record, drop_seed) if record.kind == "warcinfo" else record
                changed += kept is not record
                _write(writer, kept)
            new.flush()
            os.fsync(new.fileno())
        if dropped or changed:
            shutil.copymode(path, draft)
            draft.replace(path)
            _sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFile(f"{path} cannot be rewritten ({reason}): nothing was taken out of it.") from None
    finally:
        draft.unlink(missing_ok=True)
    return dropped


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _room_for(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(f"{path}: the disk is full, so no page can be recorded: free room, then --resume.") from None
        raise


def _write(writer: WARCWriter, record: Record) -> None:
    headers = StatusAndHeaders("", list(record.lines), protocol=_VERSION)
    content_type = record.headers.get("content-type")
    block = io.BytesIO(record.block)
    writer.write_record(
        ArcWarcRecord("warc", record.kind, headers, block, None, content_type, len(record.block), payload_length=-1)
    )


def _info_record(name: str, seeds: Sequence[str]) -> Record:
    fields = ["software: nanoscout", "format: WARC File Format 1.1", *(f"nanoscout-seed: {_plain(s)}" for s in seeds)]
    return _info([*_head("warcinfo", datetime.now(UTC)), ("WARC-Filename", _plain(name))], fields)


def _info(lines: list[tuple[str, str]], fields: list[str]) -> Record:
    block = "".join(f"{line}\r\n" for line in fields).encode()
    kept = [line for line in lines if line[0] not in ("WARC-Block-Digest", "Content-Length", "Content-Type")]
    return Record("warcinfo", (*kept, ("Content-Type", "application/warc-fields")), block)


def _without_seeds(record: Record, drop_seed: Callable[[str], bool]) -> Record:
    gone = {f"nanoscout-seed: {_plain(seed)}" for seed in seeds_of(record) if drop_seed(seed)}
    if not gone:
        return record
    fields = record.block.decode("utf-8", errors="replace").splitlines()
    return _info(list(record.lines), [line for line in fields if line not in gone])


def _head(kind: str, time: datetime) -> list[tuple[str, str]]:
    date = time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return [("WARC-Type", kind), ("WARC-Record-ID", StatusAndHeadersParser.make_warc_id()), ("WARC-Date", date)]


def _plain(value: str) -> str:
    return quote(value, safe=_PLAIN, errors="replace")


def _page_records(page: Page, target: Target | None, visit: str | None, asked: str | None) -> tuple[Record, Record]:
    when = page.time or datetime.now(UTC)  # a WARC record must have a date; ours is WARC-Nanoscout-Time
    parts = urlsplit(page.url)
    uri = _plain(page.url) if parts.scheme in ("http", "https") else f"file:{quote(page.url)}"
    said = {
        "Url": page.url,
        "Time": page.time.isoformat() if page.time else None,
        "Source": page.source,
        "Document": page.document,
        "Asked": asked if asked != page.url else None,
        "Network": target.network if target else None,
        "Kind": target.kind if target else None,
        "Key": target.key if target else None,
        "Visit": visit,
    }
    ours = [(f"WARC-Nanoscout-{name}", _plain(value)) for name, value in said.items() if value is not None]
    response_head = [*_head("response", when), ("WARC-Target-URI", uri)]
    block = _response_head(page) + page.body
    response = Record(
        "response",
        (
            *response_head,
            *ours,
            ("WARC-Payload-Digest", _digest(page.body)),
            ("Content-Type", "application/http; msgtype=response"),
        ),
        block,
    )
    path = parts.path + (f"?{parts.query}" if parts.query else "") or "/"
    asking = f"{page.method} {_plain(path)} HTTP/1.1\r\nHost: {_plain(parts.netloc)}\r\n"
    if page.document:
        asking += f"Referer: {_plain(page.document)}\r\n"
    request = Record(
        "request",
        (
            *_head("request", when),
            ("WARC-Target-URI", uri),
            ("WARC-Concurrent-To", response.id),
            ("WARC-Payload-Digest", _digest(page.request_body)),
            ("Content-Type", "application/http; msgtype=request"),
        ),
        asking.encode() + b"\r\n" + page.request_body,
    )
    return request, response


def _response_head(page: Page) -> bytes:
    lines = [f"HTTP/1.1 {page.status} {responses.get(page.status, 'Unknown')}"]
    for name, value in page.headers.items():
        kept = f"{TRANSFER_PREFIX}{name}" if name in TRANSFER_HEADERS else name
        lines.append(f"{kept}: {' '.join(value.split())}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", errors="replace")


def _digest(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
