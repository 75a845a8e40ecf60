"""robots.txt as whoever wrote it means it, where the parser would find no rule in it."""

import re
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

_VERSION = re.compile(rb"(?im)^([ \t]{0,9}user-agent[ \t]{0,9}:[ \t]{0,9}[a-z_-]{1,100})[/*][^\r\n#]{0,100}")
_NUMBER = rb"(\d{1,9}(?:[.,]\d{1,9})?)[ \t]{0,9}([a-z]{0,12})"
_DELAY = re.compile(rb"(?im)^[ \t]{0,9}crawl-?delay[ \t]{0,9}:[ \t]{0,9}" + _NUMBER + rb"[^\r\n]{0,100}")
_RATE = re.compile(
    rb"(?im)^[ \t]{0,9}request-rate[ \t]{0,9}:[ \t]{0,9}(\d{1,9})[ \t]{0,9}/[ \t]{0,9}" + _NUMBER + rb"[^\r\n]{0,100}"
)
_SECONDS = {b"m": 60.0, b"h": 3600.0, b"d": 86_400.0}  # by the first letter of a unit
_RULE = re.compile(rb"(?im)^[ \t]{0,9}(user[ -]?agent|disallow|allow|crawl-?delay)[ \t]{0,9}:")


def rules_as_meant(rules: bytes) -> bytes:
    """Rules that were saved as UTF-16, are for a version of a program, ask for "1,5", "5s" or "1/10s" between requests,
    or begin without saying for whom: those are for everybody."""
    rules = _VERSION.sub(rb"\1", rules.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf"))
    rules = _RATE.sub(
        lambda told: b"Request-rate: %d/%d" % (int(told[1]) or 1, ceil(_seconds(told[2], told[3]))), rules
    )
    rules = _DELAY.sub(lambda told: b"Crawl-delay: %.3f" % _seconds(told[1], told[2]), rules)
    first = _RULE.search(rules)
    return rules if first is None or first[1][:1] in b"uU" else b"User-agent: *\n" + rules


def seconds_asked(rules: "Protego", agent: str) -> float:
    """The seconds between two requests that rules ask of a program, by whichever of their two ways asks for more."""
    rate = rules.request_rate(agent)
    return max(rules.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)


def _seconds(number: bytes, unit: bytes) -> float:
    unit = unit.lower()
    of_one = 0.001 if unit.startswith((b"ms", b"milli")) else _SECONDS.get(unit[:1], 1.0)
    return float(number.replace(b",", b".")) * of_one
