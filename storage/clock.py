"""Times between the facts (aware datetimes) and the tables (milliseconds since 1970, UTC)."""

import time
from datetime import UTC, datetime


def to_millis(moment: datetime | None) -> int | None:
    """Milliseconds since 1970; ``None`` for ``None``. A time without a zone is taken as UTC."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def from_millis(millis: int | None) -> datetime | None:
    """The aware UTC datetime; ``None`` for ``None``."""
    return None if millis is None else datetime.fromtimestamp(millis / 1000, UTC)


def now_millis() -> int:
    """The clock's time, for leases and waits only: facts take their time from the page."""
    return time.time_ns() // 1_000_000
