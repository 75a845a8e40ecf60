"""What a refusal means for the crawl: who waits, how long, and whether the visit goes on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from crawler.networks.addresses import asked_host
from crawler.networks.network import Limit
from crawler.networks.values import mail_time_in, time_in
from crawler.page import Page
from storage.clock import to_millis
from storage.facts import Block, Fact

PATIENCE_MS = 300_000  # a longer wait than this ends the run, with the way to go on
FIRST_BACKOFF_S = 60
LONGEST_BACKOFF_S = 24 * 3600
LONGEST_WAIT_S = 7 * 24 * 3600  # a longer Retry-After is a mistake or a trap: we stop asking until a person looks
_MOST_CLOSED = 5  # answers of one host, one after the other, that want a login
_MOST_TORN = 5  # answers of one host, one after the other, that nobody can read
_LARGEST_SKEW_S = 24 * 3600  # a Date further behind than this is no clock but a mistake

# The whole network (its host) refuses: everybody waits. Other blocks concern one target only.
_STOPS_HOST = frozenset({"rate_limit", "challenge", "login_wall", "shell", "refused", "error"})
# These may be the target's own fault: after some tries it is a dead letter.
_MAY_BE_THE_TARGET = frozenset({"refused", "error"})
# Two headers of one name arrive as one with commas; a date has a comma of its own.
_SAID = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},[^,]{1,60}|[^,]+")
_LONGEST_SAID = 1_000
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))", re.ASCII)  # "1,000" is one number; taken for two, the wait was 1
_PARAMETER = re.compile(r"(?<![\w-])(r|t|remaining|reset)\s{0,5}=\s{0,5}(\d{1,12})(?![\w.])", re.ASCII)
_SECONDS = re.compile(
    r"\+?(\d{1,300}(?:\.\d{0,300})?(?:e\+?\d{1,3})?)\s{0,5}"
    r"(?:(?P<s>s|secs?|seconds?)|(?P<m>m|mins?|minutes?)|(?P<h>h|hours?)|(?P<d>d|days?))?",
    re.ASCII | re.IGNORECASE,
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, None: 1}


@dataclass(frozen=True)
class Pause:
    """``until``: not before this time (milliseconds; 0 where the other side named none)."""

    until: int
    reason: str
    stops_visit: bool
    counts: bool
    doubles: bool
    may_retry: bool = False  # a passing fault: the same request is worth two more tries first

    def hold(self, now: int, backoff_s: int, *, held: bool = False) -> tuple[int, int]:
        """Until when the host is left alone, and the backoff to remember: what was asked, or doubling from a minute.

        Where it is ``held`` already, the answer is to a request that was under way before: that doubles nothing. Who
        refuses again after a wait of seconds, or of thousandths, doubles that one too, up to a minute.
        """
        if held:
            return max(self.until, now), backoff_s
        if not self.doubles and not self.stops_visit:
            return self.until, backoff_s
        if self.doubles:
            first, longest = FIRST_BACKOFF_S, LONGEST_BACKOFF_S
        else:
            first, longest = ceil((self.until - now) / 1000), FIRST_BACKOFF_S
        backoff_s = min(max(first, backoff_s * 2), longest)
        return max(self.until, now + backoff_s * 1000), backoff_s


def wait_until(until: int, reason: str) -> Pause:
    """A wait that is nobody's fault: the visit begins anew after it, and is held against no one."""
    return Pause(until, reason, stops_visit=True, counts=False, doubles=False)


def gravest(facts: Iterable[Fact]) -> Block | None:
    """The block that decides: the first one that speaks of the whole host, else the first; ``None`` where none is."""
    blocks = [fact for fact in facts if isinstance(fact, Block)]
    return next((block for block in blocks if block.kind in _STOPS_HOST), blocks[0] if blocks else None)


def pause_after(block: Block | None, page: Page, limit: Limit | None, *, now: int) -> Pause | None:
    """The pause that an answer calls for; ``None`` where the crawl goes on at its usual pace."""
    asked = _asked_to_wait(page, limit, now=now)
    if block is not None and block.kind in _STOPS_HOST:
        return Pause(
            until=asked or 0,
            reason=" ".join(filter(None, (block.kind.replace("_", " "), block.detail))),
            stops_visit=True,
            # A host that names a time speaks of itself, not of what was asked for.
            counts=block.kind in _MAY_BE_THE_TARGET and asked is None,
            doubles=asked is None,
            may_retry=block.kind == "error" and asked is None,
        )
    if asked is not None:
        return Pause(asked, "the limit is used up", stops_visit=False, counts=False, doubles=False)
    if block is None and limit is not None and limit.wait_s > 0:
        until = now + ceil(limit.wait_s * 1000)
        return Pause(until, "the limit is nearly used up", stops_visit=False, counts=False, doubles=False)
    return None


class ClosedHosts:
    """How often each host said in a row that a login is wanted: one closed door is its target's, a row of them with
    nothing open between is the whole host's refusal."""

    def __init__(self) -> None:
        self._closed: dict[str, int] = {}

    def pause_after(self, url: str, block: Block | None) -> Pause | None:
        """The pause that a row of closed doors calls for; ``None`` where there is no such row."""
        host = asked_host(url)
        if block is None:
            self._closed.pop(host, None)
        elif block.kind == "closed":
            self._closed[host] = self._closed.get(host, 0) + 1
            if self._closed[host] >= _MOST_CLOSED:
                reason = " ".join(filter(None, ("closed", block.detail)))
                return Pause(0, reason, stops_visit=True, counts=True, doubles=True)
        return None


class TornHosts:
    """How many answers in a row of each host no reader understood: one may have been torn on its way and is worth
    another try, a row of them is how that host answers."""

    def __init__(self) -> None:
        self._torn: dict[str, int] = {}

    def is_passing(self, url: str, *, unreadable: bool) -> bool:
        """Whether this answer was unreadable and may be whole the next time."""
        host = asked_host(url)
        self._torn[host] = self._torn.get(host, 0) + 1 if unreadable else 0
        return 0 < self._torn[host] <= _MOST_TORN


def _asked_to_wait(page: Page, limit: Limit | None, *, now: int) -> int | None:
    """The time that the answer names, ``None`` where it names none that lies ahead: then our own backoff decides."""
    skew = _skew(page, now=now)
    asked = [retry_after(page.header("retry-after"), now=now, skew=skew)]
    asked += [now + int(min(wait, LONGEST_WAIT_S) * 1000) for wait in _used_up(page.header("ratelimit"))]
    if limit is not None and limit.remaining == 0 and limit.resets_at is not None:
        asked.append(min((to_millis(limit.resets_at) or 0) + skew, now + LONGEST_WAIT_S * 1000))
    ahead = [time for time in asked if time is not None and time > now]
    return max(ahead) if ahead else None


def retry_after(value: str | None, *, now: int, skew: int = 0) -> int | None:
    """The time (milliseconds) before which we must not ask again; ``None`` where nothing readable was said.

    Both forms: seconds (fractions, exponents and units too), or a date, which is by the other side's clock: ``skew``
    milliseconds behind ours. Of several the latest. A date in the past means now; what lies further ahead than a week
    is cut to a week.
    """
    waits = [
        wait
        for text in _SAID.findall(_THOUSANDS.sub("", (value or "")[:_LONGEST_SAID]))
        for wait in _waits(text.strip(), now=now, skew=skew)
    ]
    return now + ceil(min(max(*waits, 0.0), LONGEST_WAIT_S) * 1000) if waits else None


def _used_up(value: str | None) -> Iterator[int]:
    """The seconds until each used-up quota begins anew, by the header RateLimit of the IETF's drafts.

    Both forms: ``"default";r=0;t=30`` for each policy, and the older ``limit=100, remaining=0, reset=30``.
    """
    said = (value or "")[:_LONGEST_SAID].lower()
    for left, anew, parts in (("r", "t", said.split(",")), ("remaining", "reset", [said])):
        for part in parts:
            numbers = {name: int(number) for name, number in _PARAMETER.findall(part)}
            if numbers.get(left) == 0 and anew in numbers:
                yield numbers[anew]


def _waits(text: str, *, now: int, skew: int) -> Iterator[float]:
    """The seconds to wait that one value of the header means: one number, or none."""
    seconds = _SECONDS.fullmatch(text)
    if seconds is not None:
        yield float(seconds[1]) * _UNITS[seconds.lastgroup]
        return
    moment = mail_time_in(text) or time_in(text)  # some write the date as their APIs do
    if moment is not None:
        yield moment.timestamp() - (now - skew) / 1000


def _skew(page: Page, *, now: int) -> int:
    """By how many milliseconds the other side's clock is behind ours, never less than 0: their dates come later."""
    moment = mail_time_in(page.header("date"))
    if moment is None:
        return 0
    behind = now - (to_millis(moment) or 0)
    return behind if 0 < behind < _LARGEST_SKEW_S * 1000 else 0
