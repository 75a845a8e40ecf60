"""Days as people and forms write them in lists."""

import re
from datetime import UTC, datetime, timedelta

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,?\s.{0,30})?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s.{0,30})?")
# As forms write when somebody answered: 2026/10/03 10:21:44 AM GMT+2.
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:,?\s(?P<time>.{0,40}))?")
_TIME = re.compile(
    r"\s*(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\.?)?"
    r"(?:\s*(?:GMT|UTC|Z)?(?P<zone>[-+−]\d{1,2})?(?::?(?P<further>\d\d))?)?",
    re.IGNORECASE,
)


def iso_day(cell: str) -> datetime | None:
    """A date or time as ISO 8601 writes it; one without a zone is taken for UTC."""
    try:
        found = datetime.fromisoformat(cell.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def form_time(cell: str) -> datetime | None:
    """A day that begins with its year, and its time where that is understood too; without a zone taken for UTC."""
    match = _YEAR_FIRST.fullmatch(cell.strip())
    if match is None:
        return None
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
        return day + _into_the_day(match["time"] or "")
    except (ValueError, OverflowError):
        return None


def _into_the_day(words: str) -> timedelta:
    """How long after midnight in UTC a time of day is; nothing where it is not understood."""
    match = _TIME.fullmatch(words.strip())
    if match is None:
        return timedelta()
    hour, half = int(match["hour"]), (match["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = (match["zone"] or "+0").replace("−", "-")
    ahead = timedelta(hours=int(zone[1:]), minutes=int(match["further"] or 0))
    said = timedelta(hours=hour, minutes=int(match["minute"]), seconds=int(match["second"] or 0))
    return said + ahead if zone[0] == "-" else said - ahead


def dotted_day(cell: str) -> datetime | None:
    """3.10.2026 and what follows it, the day first; ``None`` where it is no day."""
    match = _DOTTED.fullmatch(cell.strip())
    return None if match is None else _day(int(match[3]), int(match[2]), int(match[1]))


def slashed(cell: str) -> tuple[int, int, int] | None:
    """The numbers of 3/10/2026: which of the first two is the day its list must tell."""
    match = _SLASHED.fullmatch(cell.strip())
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))


def slashed_day(cell: str, *, day_first: bool) -> datetime | None:
    """The day of ``slashed``; ``None`` where it is none."""
    parts = slashed(cell)
    if parts is None:
        return None
    day, month = parts[:2] if day_first else (parts[1], parts[0])
    return _day(parts[2], month, day)


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
