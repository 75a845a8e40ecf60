"""The small parts that YouTube's pages and answers are made of: texts in their several forms, days, badges, names."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from crawler.networks.values import items_of, mapping, objects_in, text_in
from crawler.networks.youtube.address import SITE, handle_of, is_channel_id

_DAY = re.compile(r"([A-Z][a-z]{2})[a-z]{0,6}\.? (\d{1,2}), (\d{4})|(\d{1,2}) ([A-Z][a-z]{2})[a-z]{0,6}\.? (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOW = ("BADGE_STYLE_TYPE_LIVE_NOW", "LIVE", "UPCOMING", "THUMBNAIL_OVERLAY_BADGE_STYLE_LIVE")
_ISOLATES = re.compile("[\u200e\u200f\u2066-\u2069]")
_VERIFIED = ("BADGE_STYLE_TYPE_VERIFIED", "BADGE_STYLE_TYPE_VERIFIED_ARTIST", "CHECK_CIRCLE_FILLED", "MUSIC_FILLED")


def words(value: object) -> str | None:
    """A text in any of the forms that the site writes: plain, simpleText, runs, content."""
    if _is_told(value):
        return str(value).strip() or None
    said = mapping(value)
    if isinstance(said.get("runs"), list):
        return joined(said["runs"])
    told = (said.get(key) for key in ("simpleText", "content", "text"))
    return next((str(text) for text in told if _is_told(text) and str(text).strip()), None)


def _is_told(value: object) -> bool:
    """Whether a value is a text; tools write one of digits as a number."""
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def joined(runs: object) -> str | None:
    """The text that runs make together; one without a text adds nothing."""
    told = (run.get("text") for run in items_of(runs))
    return "".join(str(text) for text in told if _is_told(text)).strip() or None


def metadata_parts(value: object) -> list[Mapping[str, Any]]:
    """The parts of the lines under a title, in order."""
    return [
        part
        for one in objects_in(value)
        for row in items_of(one.get("metadataRows"))
        for part in items_of(row.get("metadataParts"))
    ]


def last_picture(picture: object) -> str | None:
    """The largest of the sizes of a picture; https where its address leaves that to the page."""
    sizes = items_of(mapping(picture).get("thumbnails")) or items_of(mapping(picture).get("sources"))
    address = text_in(sizes[-1].get("url")) if sizes else None
    return f"https:{address}" if address is not None and address.startswith("//") else address


def channel_at(endpoint: object) -> tuple[str | None, str | None]:
    """(handle, channel id) that a link leads to; the handle only where it is one."""
    said = mapping(mapping(endpoint).get("browseEndpoint"))
    handle = handle_of(f"{SITE}{said.get('canonicalBaseUrl')}")
    native = said.get("browseId")
    return None if is_channel_id(handle) else handle, native if is_channel_id(native) else None


def linked_channel(value: object) -> tuple[str | None, str | None]:
    """(handle, channel id) of the first channel that anything in a value links to."""
    for one in objects_in(value):
        handle, native = channel_at(one)
        if native is not None:
            return handle, native
    return None, None


def collaborators_in(value: object) -> list[tuple[str | None, str, str | None, str]]:
    """(handle, channel id, name, subscribers as printed) of those who made a video together, the first its publisher.

    The names under such a video lead to no channel but open a list of them; [] where one channel made it alone.
    """
    for one in objects_in(value):
        shown = mapping(mapping(mapping(one.get("dialogViewModel")).get("customContent")).get("listViewModel"))
        found = []
        for item in (mapping(row.get("listItemViewModel")) for row in items_of(shown.get("listItems"))):
            named, native = linked_channel(item.get("title"))
            told = [part.strip() for part in _ISOLATES.sub("", words(item.get("subtitle")) or "").split("•")]
            shown_handle = next((part[1:].lower() for part in told if part.startswith("@")), None)
            if native is not None:
                counted = next((part for part in told if re.search(r"\d", part) and not part.startswith("@")), "")
                found.append((named or shown_handle, native, words(item.get("title")), counted))
        if len(found) > 1:
            return found
    return []


def is_now(*values: object) -> bool:
    """Whether a sign says that a stream runs or is to come: what is counted then are those who watch or wait."""
    return any(
        one.get("style") in _NOW or one.get("badgeStyle") in _NOW for value in values for one in objects_in(value)
    )


def day_in(text: str | None) -> datetime | None:
    """The day that an English text names ("Premiered Sep 9, 2010", "9 Sept 2010"), as its first moment in UTC."""
    match = _DAY.search(text or "")
    if match is None:
        return None
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    try:
        return datetime(int(year), _MONTHS.index(month) + 1, int(day), tzinfo=UTC)
    except ValueError:  # no such month or day
        return None


def has_badge(*values: object) -> bool | None:
    """True where a sign of verification stands in any of the values, ``None`` where none does."""
    for value in values:
        for one in objects_in(value):
            if one.get("style") in _VERIFIED or mapping(one.get("clientResource")).get("imageName") in _VERIFIED:
                return True
    return None
