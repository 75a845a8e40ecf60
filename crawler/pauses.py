"""What a refusal means for the crawl: who waits, how long, and whether the visit goes on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.networks.network import Limit
from crawler.page import Page
from storage.clock import to_millis
from storage.facts import Block

FIRST_BACKOFF_S = 60
LONGEST_BACKOFF_S = 24 * 3600
LONGEST_WAIT_S = 7 * 24 * 3600  # a longer Retry-After is a mistake or a trap: we stop asking until a person looks

# The whole network (its host) refuses: everybody waits. Other blocks concern one target only.
_STOPS_HOST = frozenset({"rate_limit", "challenge", "login_wall", "shell", "refused", "error"})


@dataclass(frozen=True)
class Pause:
    """``until``: not before this time (milliseconds; 0 where the other side named none)."""

    until: int
    reason: str
    stops_visit: bool
    counts: bool
    doubles: bool
    may_retry: bool = False  # a passing fault: the same request is worth two more tries first

    def hold(self, now: int, backoff_s: int) -> tuple[int, int]:
        """Until when the host is left alone, and the backoff to remember: what was asked, or doubling from a minute."""
        if not self.doubles:
            return self.until, backoff_s
        backoff_s = min(max(FIRST_BACKOFF_S, backoff_s * 2), LONGEST_BACKOFF_S)
        return max(self.until, now + backoff_s * 1000), backoff_s


def pause_after(block: Block | None, page: Page, limit: Limit | None, *, now: int) -> Pause | None:
    """The pause that an answer calls for; ``None`` where the crawl goes on at its usual pace."""
    asked = retry_after(page.header("retry-after"), now=now)
    if limit is not None and limit.remaining == 0 and limit.resets_at is not None:
        asked = max(asked or 0, to_millis(limit.resets_at) or 0)
    if block is not None and block.kind in _STOPS_HOST:
        refused = block.kind != "error"
        return Pause(
            until=asked or 0,
            reason=" ".join(filter(None, (block.kind.replace("_", " "), block.detail))),
            stops_visit=True,
            counts=not refused,
            doubles=asked is None,
            may_retry=block.kind == "error" and asked is None,
        )
    if asked is not None:
        return Pause(asked, "the limit is used up", stops_visit=False, counts=False, doubles=False)
    return None


def retry_after(value: str | None, *, now: int) -> int | None:
    """The time (milliseconds) before which we must not ask again; ``None`` where nothing readable was said.

    Both forms: seconds, or a date. A date in the past means now; what lies further ahead than a week is cut to a week.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) <= 12:
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - datetime.fromtimestamp(now / 1000, UTC)).total_seconds()
    return now + round(min(max(seconds, 0.0), LONGEST_WAIT_S) * 1000)
