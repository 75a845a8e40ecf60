"""robots.txt as whoever wrote it means it, where the parser would find no rule in it."""

import re

_VERSION = re.compile(rb"(?im)^([ \t]{0,9}user-agent[ \t]{0,9}:[ \t]{0,9}[a-z_-]{1,100})[/*][^\r\n#]{0,100}")
_NUMBER = rb"(\d{1,9}(?:[.,]\d{1,9})?)[ \t]{0,9}([a-z]{0,12})"
_DELAY = re.compile(rb"(?im)^[ \t]{0,9}crawl-?delay[ \t]{0,9}:[ \t]{0,9}" + _NUMBER + rb"[^\r\n]{0,100}")
_RATE = re.compile(
    rb"(?im)^[ \t]{0,9}request-rate[ \t]{0,9}:[ \t]{0,9}(\d{1,9})[ \t]{0,9}/[ \t]{0,9}" + _NUMBER + rb"[^\r\n]{0,100}"
)
_SECONDS = {b"ms": 0.001, b"m": 60.0, b"min": 60.0, b"minute": 60.0, b"minutes": 60.0, b"h": 3600.0, b"hours": 3600.0}
_RULE = re.compile(rb"(?im)^[ \t]{0,9}(user[ -]?agent|disallow|allow|crawl-?delay)[ \t]{0,9}:")


def rules_as_meant(rules: bytes) -> bytes:
    """Rules that were saved as UTF-16, are for a version of a program, ask for "1,5", "5s" or "1/10s" between requests,
    or begin without saying for whom: those are for everybody."""
    rules = _VERSION.sub(rb"\1", rules.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf"))
    rules = _RATE.sub(lambda told: _delay(_seconds(told[2], told[3]) / max(1, int(told[1]))), rules)
    rules = _DELAY.sub(lambda told: _delay(_seconds(told[1], told[2])), rules)
    first = _RULE.search(rules)
    return rules if first is None or first[1][:1] in b"uU" else b"User-agent: *\n" + rules


def _seconds(number: bytes, unit: bytes) -> float:
    return float(number.replace(b",", b".")) * _SECONDS.get(unit.lower(), 1.0)


def _delay(seconds: float) -> bytes:
    return f"Crawl-delay: {seconds:.3f}".encode()
