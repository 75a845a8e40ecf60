"""Single values out of strangers' JSON: the right type or ``None``, never a guess and never an exception."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qs, urlsplit

from crawler.networks.values import MOST_COUNTED, count_of
from crawler.networks.values import flag as said_flag

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGIT = {letter: value for value, letter in enumerate(_ALPHABET)}
_CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
_HANDLE = re.compile(r"[a-z0-9._]{1,30}")
_LONGEST_ID = 25
_SHORTCODE_LENGTH = 11  # what follows in a longer code is the key of a private post
_LAUNCH, _FAR = 1_262_304_000, 4_102_444_800  # 2010 (Instagram's year) to 2100
_ID_EPOCH_MS = 1_314_220_021_721
_FIRST_TIMED_ID = 10**13  # ids below were counted, not made from the time
_SURROGATES = re.compile("[\ud800-\udfff]")
_THREADS = re.compile(r"https?://(?:www\.)?threads\.(?:net|com)/@")
MAX_COUNT = 2**63
_Said = TypeVar("_Said")


def is_of_threads(values: dict[str, Any]) -> bool:
    """Whether an object's own address is on Threads, whose accounts and posts have Instagram's names and codes."""
    address = values.get("url")
    return address.__class__ is str and _THREADS.match(address) is not None


class Who(NamedTuple):
    """An account as far as an object names it; every part may be unknown."""

    handle: str | None = None
    native_id: str | None = None
    name: str | None = None


NOBODY = Who()


def count(value: Any) -> int | None:
    """A count as it is, a whole number from 0, which tools also write as text or as a float; else None."""
    if value.__class__ is int:
        return value if 0 <= value < MOST_COUNTED else None
    return count_of(value) if value.__class__ is str or value.__class__ is float else None


def counted(value: Any) -> int | None:
    """The ``count`` of ``{"count": …}``, of a connection or of an edge."""
    return count(value.get("count")) if value.__class__ is dict else None


def first_of(values: dict[str, Any], keys: Iterable[str], read: Callable[[Any], _Said | None]) -> _Said | None:
    """What the first of the keys says that says anything."""
    for key in keys:
        if key in values and (found := read(values[key])) is not None:
            return found
    return None


def flag(value: Any) -> bool | None:
    """True or False where the page says so."""
    return value if value is None or value.__class__ is bool else said_flag(value)


def text(value: Any) -> str | None:
    """A string as it is (halves of a broken emoji replaced); the empty string is an answer, not an absence."""
    if value.__class__ is not str:
        return None
    return value if value.isascii() else _SURROGATES.sub("\ufffd", value)


def filled(value: Any) -> str | None:
    """A string that says something, without space around it."""
    if value.__class__ is not str:
        return None
    return (text(value) or "").strip() or None


def handle(value: Any) -> str | None:
    """A handle in lower case; ``None`` for what cannot be one."""
    if value.__class__ is not str:
        return None
    lowered: str = value.lower()
    return lowered if _HANDLE.fullmatch(lowered) else None


def identifier(value: Any) -> str | None:
    """A numeric id as text, without ``POLARIS_`` before or ``_userid`` behind it; it comes as number and as string."""
    if value.__class__ is int:
        return str(value) if 0 < value < MAX_COUNT else None
    if value.__class__ is not str:
        # Beyond 2**53 a float has lost its last digits.
        return str(int(value)) if value.__class__ is float and value.is_integer() and 0 < value < 2**53 else None
    first: str = value.removeprefix("POLARIS_").partition("_")[0] if "_" in value else value
    return first if len(first) <= _LONGEST_ID and first.isascii() and first.isdigit() and first.strip("0") else None


_FOREIGN_DIGITS = 15


def account_id(values: dict[str, Any]) -> str | None:
    """An account's id: ``pk`` first; an ``id`` of fifteen digits or more is no key here.

    17841… is Facebook's number for it, and what its other APIs tell is another one for every app that asks.
    """
    for key in ("pk", "pk_id", "ig_id", "id"):
        found = identifier(values.get(key))
        if found is not None and len(found) < _FOREIGN_DIGITS:
            return found
    return None


def who(value: Any) -> Who:
    """The account that an object names."""
    if value.__class__ is not dict:
        return NOBODY
    return Who(handle(value.get("username")), account_id(value), filled(value.get("full_name")))


def code(value: Any) -> str | None:
    """A post's code, as in its address."""
    return value if value.__class__ is str and _CODE.fullmatch(value) else None


def id_of_code(shortcode: str) -> str | None:
    """The id that a code spells in base 64; ``None`` where it is beyond 64 bits."""
    number = 0
    for letter in shortcode[:_SHORTCODE_LENGTH]:
        number = number << 6 | _DIGIT[letter]
    return str(number) if 0 < number < MAX_COUNT else None


def code_of_id(native_id: str) -> str | None:
    """The code of a public post with this id."""
    number, letters = int(native_id), ""
    if not 0 < number < MAX_COUNT:
        return None
    while number:
        letters = _ALPHABET[number & 63] + letters
        number >>= 6
    return letters


def time_of_id(native_id: str) -> datetime | None:
    """When an id was given out: its upper bits count milliseconds since 24 August 2011."""
    number = int(native_id)
    if not _FIRST_TIMED_ID < number < MAX_COUNT:
        return None
    return datetime.fromtimestamp(((number >> 23) + _ID_EPOCH_MS) / 1000, UTC)


def moment(value: Any) -> datetime | None:
    """A time in UTC from seconds or milliseconds (number or digits) or ISO 8601 with its zone; ``None`` outside 2010
    to 2100."""
    if value.__class__ is str:
        if value.isascii() and value.isdigit() and len(value) < 20:
            value = int(value)
        else:
            try:
                parsed = datetime.fromisoformat(value)
            except ValueError:
                return None
            if parsed.tzinfo is None:
                return None
            value = parsed.timestamp()
    if value.__class__ not in (int, float):
        return None
    if not _LAUNCH <= value < _FAR:
        value /= 1000
        if not _LAUNCH <= value < _FAR:
            return None
    return datetime.fromtimestamp(value, UTC)


def web_address(value: Any) -> str | None:
    """An http(s) address as it is, without the backslashes that a second escaping left before its slashes."""
    found = filled(value)
    if found is not None and "\\/" in found:
        found = found.replace("\\/", "/")
    return found if found is not None and found.startswith(("https://", "http://")) else None


def plain_link(value: Any) -> str | None:
    """A link on a profile: unwrapped from l.instagram.com, and with https:// where it has no scheme."""
    found = filled(value)
    if found is None or any(space in found for space in " \n\t"):
        return None
    if "\\/" in found:  # escaped twice
        found = found.replace("\\/", "/")
    if "://" not in found:
        if found.startswith(("mailto:", "tel:", "javascript:", "data:")) or "." not in found:
            return None
        found = "https://" + found.lstrip("/")
    try:
        parts = urlsplit(found)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        if parts.hostname.lower() in ("l.instagram.com", "l.facebook.com", "lm.facebook.com"):
            inner = parse_qs(parts.query, max_num_fields=20).get("u", [""])[0]
            return plain_link(inner) if not inner.startswith(("https://l.", "http://l.")) else None
    except ValueError:
        return None
    return found


def objects_of(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, in order; [] in place of anything else."""
    return [one for one in value if one.__class__ is dict] if value.__class__ is list else []


def nodes_of(value: Any) -> list[Any]:
    """The entries of a connection: ``edges[].node``, ``nodes[]`` or ``data[]``; a bare list is its own."""
    if value.__class__ is list:
        found: list[Any] = value
        return found
    if value.__class__ is not dict:
        return []
    edges = value.get("edges")
    if edges.__class__ is list and edges:
        return [edge.get("node") for edge in edges if edge.__class__ is dict]
    for key in ("nodes", "data"):
        if value.get(key).__class__ is list:
            return list(value[key])
    return []
