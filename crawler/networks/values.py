"""Values as networks write them, to values as facts keep them: counts, texts, times, links, blocks. Unknown is None."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import orjson

from crawler.json_text import load_json
from crawler.networks.markup import HtmlReader
from crawler.networks.printed_counts import rounded_count
from crawler.networks.text import MAX_TEXT
from crawler.page import Page
from storage.facts import Block, BlockKind, Link

MOST_COUNTED = 10**15  # what is beyond is a mistake: nothing was looked at as often
_MOST_OBJECTS = 200_000
_FIRST_YEAR = 1980
_FIRST_SECOND = 315_532_800  # of that year: what is below is a small number, not a time
_DIGITS = re.compile(r"[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,6}")
_FLAGS = {"true": True, "false": False, "1": True, "0": False}
_LINK = re.compile(r"https?://[^\s<>\"'）)]{3,2000}|\b(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}/[^\s<>\"'）)]{1,500}", re.I)
_TRAILING = ".,;:!?…"


def count_of(value: object) -> int | None:
    """An exact count, as a number or as digits in a text ("1234", "1,234"); ``None`` where it is none: below zero, with
    a fraction, or beyond what any network counts."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value.replace(",", ""))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < MOST_COUNTED else None


def shown_count(value: object) -> tuple[int | None, int | None]:
    """(count, true within ±) of a count that is exact or printed for people, such as "1.2K"; (None, None) if none."""
    exact = count_of(value)
    if exact is not None:
        return exact, 0
    rounded = rounded_count(value) if isinstance(value, str) else None
    return rounded if rounded is not None and rounded[0] < MOST_COUNTED else (None, None)


def text_in(value: object) -> str | None:
    """A text that says something; ``None`` for an empty one and for what is no text."""
    return value if isinstance(value, str) and value.strip() else None


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def items_of(value: object) -> list[Mapping[str, Any]]:
    """The objects of a JSON array, in order; [] in place of anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def flag_of_country(code: object) -> str | None:
    """The flag of a country by its code of two letters (ISO 3166), as a profile would show it; ``None`` for no code."""
    if not isinstance(code, str) or not (len(code) == 2 and code.isascii() and code.isalpha()):
        return None
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code.upper())


def where_in(value: object) -> str | None:
    """Where somebody says to be: the words of a text, a country's code as its flag; ``None`` for anything else."""
    return flag_of_country(value) or text_in(value)


def flag(value: object) -> bool | None:
    """A yes or no, which tools also write as 1 and 0 or as words; ``None`` for anything else."""
    if isinstance(value, str):
        return _FLAGS.get(value.lower()) if len(value) < 6 else None
    return bool(value) if isinstance(value, int | float) and value in (0, 1) else None


def id_in(value: object) -> str | None:
    """A native id as text; ``None`` for an empty one, 0, and what is neither text nor a number."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:  # beyond, its last digits are lost
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int) or value in ("", "0", 0):
        return None
    return str(value)


def time_in(value: object) -> datetime | None:
    """A time: ISO 8601 (UTC where no zone stands), or seconds or milliseconds since 1970; ``None`` where it is none, or
    is how programs write that they know none (the first day of the year 1, of 1970)."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 13:
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > 100_000_000_000 else value
        return datetime.fromtimestamp(seconds, tz=UTC) if _FIRST_SECOND <= seconds < 10_000_000_000 else None
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(re.sub(r"(\.\d{6})\d{1,12}", r"\1", value.strip()[:60]))
        return _told(time)
    except (ValueError, OverflowError):
        return None


def _told(time: datetime) -> datetime | None:
    """A time in UTC; ``None`` before there was anything to be dated."""
    if time.year < _FIRST_YEAR:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def mail_time_in(value: object) -> datetime | None:
    """A time in UTC as mails and HTTP write it (RFC 5322; UTC where no zone stands); ``None`` where it is none."""
    if not isinstance(value, str):
        return None
    try:
        return _told(parsedate_to_datetime(value[:60]))
    except (ValueError, TypeError, IndexError, OverflowError):  # all of these come of strangers' dates
        return None


def links_in(text: str | None) -> list[Link]:
    """The addresses that stand in a text, each once, in order; one without a scheme is taken for https."""
    found = []
    for match in _LINK.finditer((text or "")[:MAX_TEXT]):
        address = match.group().rstrip(_TRAILING)
        before = text[match.start() - 1] if text and match.start() else ""
        if "://" not in address and before in ("@", "/", "."):
            continue
        found.append(address if "://" in address else f"https://{address}")
    return [Link(url=address) for address in dict.fromkeys(found)]


def web_address(value: object) -> str | None:
    """An address of the web as typed into a profile, https where no scheme stands; ``None`` for any other scheme."""
    text = (value if isinstance(value, str) else "").strip()
    if not text or any(letter.isspace() for letter in text) or len(text) > 2_000:
        return None
    if text.lower().startswith(("http://", "https://")):
        return text
    return f"https://{text.lstrip('/')}" if "." in text and ":" not in text.partition("/")[0] else None


def objects_in(value: object) -> Iterator[Mapping[str, Any]]:
    """Every object of a JSON value, outer before inner, in the order of the page; bounded."""
    stack, left = [value], _MOST_OBJECTS
    while stack and left:
        left -= 1
        one = stack.pop()
        if isinstance(one, dict):
            yield one
            stack.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            stack.extend(reversed(one))


class _Scripts(HtmlReader):
    """Scripts and meta tags of a page: what carries values."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[tuple[Mapping[str, str], str]] = []
        self.meta: dict[str, str] = {}
        self._open: tuple[Mapping[str, str], list[str]] | None = None
        self._title: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._open = (values, [])
        elif tag == "title" and "title" not in self.meta:
            self._title = []
        elif tag == "meta":
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            if name and "content" in values:
                self.meta.setdefault(name, values["content"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._open is not None:
            self.scripts.append((self._open[0], "".join(self._open[1])))
            self._open = None
        elif tag == "title" and self._title is not None:
            self.meta["title"] = "".join(self._title).strip()
            self._title = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open[1].append(data)
        elif self._title is not None:
            self._title.append(data)


def markup_of(page: Page) -> tuple[list[tuple[Mapping[str, str], str]], dict[str, str]]:
    """(the scripts of an HTML page with their attributes, its meta tags by name and its title)."""
    reader = _Scripts()
    reader.feed(page.text)
    reader.close()
    return reader.scripts, reader.meta


def json_in(text: str) -> Any:
    """The JSON value of a script; ``None`` where it is none."""
    try:
        return load_json(text.strip().removesuffix(";"))
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None


def block(network: str, page: Page, kind: BlockKind, detail: str | None) -> Block:
    """A named refusal of a page."""
    return Block(network=network, page=page.url, observed_at=page.time, kind=kind, url=page.url, detail=detail)
