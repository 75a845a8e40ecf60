"""ZIP archives that a user was given: an account's export. Only its lists of followers and following are ever opened.

Nothing is unpacked to the disk, so that names that lead elsewhere lead nowhere.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, BinaryIO

from crawler.page import Page
from crawler.sources.answer import Answer
from storage.errors import UnknownFormat, UnreadableFile

ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_MAX_DIRECTORY = 64 << 20  # an entry takes about a hundred bytes here, so a few hundred thousand of them
_MAX_LIST = 64 << 20  # a list of a million followers
_MAX_ALL = 256 << 20
_MAX_LISTS = 2_000
_POSTS_OF_X = re.compile(r"(?:[^/]{1,200}/)?data/tweets?\.js")
_LIST = re.compile(r"(?:followers|following)(?:_\d{1,4})?\.(?:json|html)", re.IGNORECASE)
_OLD_LIST = "connections.json"  # to 2020: all lists in one
_FOLDERS = frozenset({"followers_and_following", "connections"})
_OWNER = re.compile(r"instagram-([a-z0-9._]{1,30})-\d{4}-\d{2}-\d{2}(?:-[A-Za-z0-9]{1,20})?(?:\s?\(\d{1,3}\))?")
_STAMP = re.compile(rb"\"timestamp\"\s{0,4}:\s{0,4}(\d{9,11})(?!\d)")
_FIRST, _LAST = 1_262_304_000, 4_102_444_800  # 2010 to 2100


def is_zip(head: bytes) -> bool:
    """Whether a file begins as a ZIP (a workbook is one too)."""
    return head.startswith((ZIP, _EMPTY_ZIP))


def open_zip(stream: BinaryIO, shown: str) -> zipfile.ZipFile:
    """A ZIP whose directory is of a bearable size; raises UnreadableFile where it is torn or too large."""
    try:
        if _size_of_directory(stream) > _MAX_DIRECTORY:
            raise UnreadableFile(
                f"{shown} lists far too many files for an export: unpack it, and name the files meant."
            )
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        raise UnreadableFile(f"{shown} is a damaged or cut-short ZIP: download or copy it again.") from None


def _size_of_directory(stream: BinaryIO) -> int:
    """What the end record says of the directory's size, before anything of that size is read; 0 where it is missing."""
    stream.seek(0, 2)
    length = stream.tell()
    stream.seek(max(0, length - 66_000))
    tail = stream.read()
    stream.seek(0)
    place = tail.rfind(_EMPTY_ZIP)
    if place < 0 or len(tail) < place + 20:
        return 0
    size = int.from_bytes(tail[place + 12 : place + 16], "little")
    large = tail.rfind(b"PK\x06\x06", 0, place)
    if size == 0xFFFF_FFFF and large >= 0:
        size = int.from_bytes(tail[large + 40 : large + 48], "little")
    return size


def answers_of_export(archive: zipfile.ZipFile, name: str, shown: str, notes: list[str]) -> Iterator[Answer]:
    """The lists of followers and following in an account's export, a page each; other files stay closed.

    A page's ``document`` is the profile of the export's owner where the archive's name or folder tells it; its time
    is the newest follow that any of the lists tells: at least until then they held. Raises UnknownFormat where there
    is no such list, UnreadableFile where one cannot be read.
    """
    lists = [entry for entry in archive.infolist() if _is_list(entry.filename)]
    if not lists and (posts := [one for one in archive.namelist() if _POSTS_OF_X.fullmatch(one)]):
        raise UnknownFormat(f"{shown} is the archive of an account of X: unpack it, and name {posts[0][:200]} in it.")
    if not lists:
        raise UnknownFormat(
            f"{shown} holds no list of followers or following: ask Instagram for “Followers and following” as JSON."
        )
    if len(lists) > _MAX_LISTS:
        raise UnreadableFile(f"{shown} holds {len(lists):,} lists, more than any export: is it one?")
    owner = _owner_of(name, [entry.filename for entry in lists])
    bodies: list[tuple[str, bytes]] = []
    room = _MAX_ALL
    for entry in sorted(lists, key=lambda one: _in_order(one.filename)):
        body = read_entry(archive, entry, shown, min(room, _MAX_LIST))
        room -= len(body)
        bodies.append((entry.filename, body))
    stamps = [int(stamp) for _, body in bodies for stamp in _STAMP.findall(body)]
    newest = max((stamp for stamp in stamps if _FIRST <= stamp < _LAST), default=None)
    if all(path.lower().endswith(".html") for path, _ in bodies):
        notes.append(f"{name}: its lists are HTML, which tells no times; the export as JSON does.")
    for path, body in bodies:
        page = Page(
            url=f"{name}/{path}",
            body=body,
            time=None if newest is None else datetime.fromtimestamp(newest, UTC),
            source="file",
            document=f"https://www.instagram.com/{owner}/" if owner else None,
        )
        yield Answer(page)


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str, most: int) -> bytes:
    """The bytes of one entry, never more than ``most`` however small it is packed; raises UnreadableFile."""
    if entry.flag_bits & 0x1:
        raise UnreadableFile(f"{shown} is locked with a password: unpack it, and name the files in it.")
    try:
        stream: IO[bytes] = archive.open(entry)
        with stream:
            body = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise UnreadableFile(f"{shown} is damaged or cut short at {entry.filename[:200]}: download it again.") from None
    except (NotImplementedError, RuntimeError):
        raise UnreadableFile(f"{shown} is packed in a way that cannot be read here: unpack it first.") from None
    if len(body) > most:
        raise UnreadableFile(
            f"{shown}: {entry.filename[:200]} unpacks to more than {most >> 20} MiB, so it is no list."
        )
    return body


def _is_list(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        return False
    if len(parts) > 2 and parts[-2].lower() not in _FOLDERS:
        return False
    return parts[-1].lower() == _OLD_LIST or _LIST.fullmatch(parts[-1]) is not None


def _in_order(path: str) -> tuple[str, int, str]:
    """followers_2 before followers_10."""
    number = re.search(r"_(\d{1,4})\.[a-z]+$", path.lower())
    return re.sub(r"_\d{1,4}(?=\.[a-z]+$)", "", path.lower()), int(number.group(1)) if number else 0, path


def _owner_of(name: str, paths: list[str]) -> str | None:
    """Whose export it is, by the name that Instagram gave the archive or the folder in it; ``None`` if renamed."""
    for word in (name.lower().removesuffix(".zip"), *(path.split("/")[0].lower() for path in paths)):
        match = _OWNER.fullmatch(word)
        if match:
            return match.group(1)
    return None
