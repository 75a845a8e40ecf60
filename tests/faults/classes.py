"""The classes of faults, each with its declared outcome."""

import gzip
import json
import zlib
from typing import Any

import brotli

from tests.fault_server import TAG, status
from tests.faults import FOREVER, Fault, Play

GOOD = [status("http://ink.example", "ann")]
BODY = json.dumps(GOOD).encode()


def answer(body: bytes = BODY, *headers: str, code: int = 200, length: bool = True) -> bytes:
    """A whole answer of HTTP/1.1; JSON unless a header says another type."""
    lines = [f"HTTP/1.1 {code} Said", *headers]
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.append("Content-Type: application/json")
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(body: bytes, *, end: bytes = b"0\r\n\r\n") -> bytes:
    """A body in chunks of 50 bytes."""
    pieces = [body[at : at + 50] for at in range(0, len(body), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


def refusal(code: int, *headers: str, body: bytes = b'{"error":"no"}') -> list[Play]:
    """A status that says no, every time."""
    return [[answer(body, *headers, code=code)]]


def whole(body: bytes, *headers: str) -> list[Play]:
    """An answer of 200 with this body, every time."""
    return [[answer(body, *headers)]]


def changed(**values: Any) -> bytes:
    """The good answer with other values in its post."""
    return json.dumps([{**GOOD[0], **values}]).encode()


def redirect(where: str, code: int = 302) -> list[Play]:
    """A redirect, every time."""
    return [[answer(b"", f"Location: {where}", code=code)]]


_TEXT = BODY.decode()
_HTML = b"<!doctype html><html><head><title>Hello</title></head><body>Hello</body></html>"
_DEEP = b'[{"a":' * 100_000 + b"1" + b"}]" * 100_000
_CHUNKED = "Transfer-Encoding: chunked"
_GZIP, _DEFLATE, _BROTLI = (f"Content-Encoding: {name}" for name in ("gzip", "deflate", "br"))
_TWICE = gzip.compress(gzip.compress(BODY))
_CHUNKS = answer(b"", _CHUNKED, length=False)
_PAUSED: list[bytes | float] = [b"1\r\n \r\n", 0.3]
_CONTINUES: list[bytes | float] = [b"HTTP/1.1 100 Continue\r\n\r\n", 0.3]
_SHORT, _LONG = f"Content-Length: {len(BODY) - 40}", f"Content-Length: {len(BODY) + 40}"
_LIKES = '"favourites_count": 40'
_RAW = zlib.compressobj(wbits=-15)
_BARE = _RAW.compress(BODY) + _RAW.flush()

FAULTS: tuple[Fault, ...] = (
    # Unusual, but whole
    Fault("plain", whole(BODY), "facts"),
    Fault("chunked", [[answer(chunked(BODY), _CHUNKED, length=False)]], "facts"),
    Fault("gzip", whole(gzip.compress(BODY), _GZIP), "facts"),
    Fault("deflate", whole(zlib.compress(BODY), _DEFLATE), "facts"),
    Fault("deflate without a head", whole(_BARE, _DEFLATE), "facts"),
    Fault("brotli", whole(brotli.compress(BODY), _BROTLI), "facts"),
    Fault("encoded twice, and said", whole(_TWICE, "Content-Encoding: gzip, gzip"), "facts"),
    Fault("no length, ended by closing", [[answer(BODY, "Connection: close", length=False), "close"]], "facts"),
    Fault("called HTML", whole(BODY, "Content-Type: text/html"), "facts"),
    Fault("called a picture", whole(BODY, "Content-Type: image/png"), "facts"),
    Fault("called nothing", whole(BODY, "Content-Type: "), "facts"),
    Fault("another charset is said", whole(BODY, "Content-Type: application/json; charset=shift_jis"), "facts"),
    Fault("a byte order mark in front", whole(b"\xef\xbb\xbf" + BODY), "facts"),
    Fault("a hundred continues first", [[b"HTTP/1.1 100 Continue\r\n\r\n", answer()]], "facts"),
    Fault("slow, but in time", [[answer()[:40], 0.2, answer()[40:]]], "facts"),
    Fault("cookies are offered", whole(BODY, "Set-Cookie: session=abc", "Set-Cookie: b=c"), "facts"),
    Fault("a header without a value", whole(BODY, "X-Empty:"), "facts"),
    Fault("unknown keys without end", whole(changed(**{f"key_{n}": n for n in range(5_000)})), "facts"),
    Fault("a passing error", [[answer(b"{}", code=500)], [answer()]], "facts"),
    Fault("a passing reset", [["reset"], [answer()]], "facts"),
    Fault("half a body, then whole", [[answer()[:-30], "reset"], [answer()]], "facts"),
    Fault("pages without end", [
        [answer(BODY, f'Link: <http://127.0.0.1/api/v1/timelines/tag/{TAG}?max_id={n}>; rel="next"')] for n in range(99)
    ], "facts", asked=10),
    # Whole, and nothing
    Fault("an empty list", whole(b"[]"), "empty"),
    Fault("nothing at all", whole(b""), "unreadable"),
    Fault("spaces", whole(b"  \n "), "unreadable"),
    Fault("no content", [[b"HTTP/1.1 204 No Content\r\n\r\n"]], "unreadable"),
    Fault("null", whole(b"null"), "empty"),
    Fault("a number", whole(b"42"), "empty"),
    Fault("a word", whole(b'"ok"'), "empty"),
    Fault("garbage", whole(bytes(range(256)) * 8), "unreadable"),
    Fault("half a JSON", whole(BODY[: len(BODY) // 2]), "unreadable"),
    Fault("half a JSON, then all of it", [[answer(BODY[: len(BODY) // 2])], [answer()]], "facts", asked=2),
    Fault("NaN", whole(_TEXT.replace(_LIKES, _LIKES.replace("40", "NaN")).encode()), "unreadable"),
    Fault("Infinity", whole(_TEXT.replace(_LIKES, _LIKES.replace("40", "-Infinity")).encode()), "unreadable"),
    Fault("single quotes", whole(_TEXT.replace('"', "'").encode()), "unreadable"),
    Fault("a comment before it", whole(b"/* hello */" + BODY), "facts"),
    Fault("a hundred thousand levels", whole(_DEEP), "unreadable"),
    Fault("lone surrogates", whole(_TEXT.replace("I am ann", "I am \\ud800 ann").encode()), "facts"),
    Fault("not UTF-8", whole(_TEXT.replace("I am ann", "I am \xff\xfe ann").encode("latin-1")), "unreadable"),
    # Wrong lengths and codes
    Fault("the length is too small", [[answer(BODY, _SHORT, length=False)]], "unreadable"),
    Fault("the length is too large", [[answer(BODY, _LONG, length=False), "close"]], "fault"),
    Fault("two lengths", [[answer(BODY, "Content-Length: 5", f"Content-Length: {len(BODY)}", length=False)]], "fault"),
    Fault("a negative length", [[answer(BODY, "Content-Length: -5", length=False), "close"]], "fault"),
    Fault("a length in words", [[answer(BODY, "Content-Length: many", length=False), "close"]], "fault"),
    Fault("chunks of no size", [[answer(b"zz\r\nabc\r\n0\r\n\r\n", _CHUNKED, length=False), "close"]], "fault"),
    Fault("chunks without an end", [[answer(chunked(BODY, end=b""), _CHUNKED, length=False), "close"]], "fault"),
    Fault("a torn body", [[answer()[:-20], "reset"]], "fault"),
    Fault("called gzip, and plain", whole(BODY, _GZIP), "fault", asked=3),
    Fault("a corrupt gzip", whole(gzip.compress(BODY)[:30] + b"x" * 30 + gzip.compress(BODY)[60:], _GZIP), "fault"),
    Fault("a torn gzip", whole(gzip.compress(BODY)[:-40], _GZIP), "unreadable"),
    Fault("a torn brotli", whole(brotli.compress(BODY)[:-40], _BROTLI), "unreadable"),
    Fault("a corrupt brotli", whole(b"x" * 90, _BROTLI), "fault", "cannot be unpacked"),
    Fault("encoded twice, and said once", whole(_TWICE, _GZIP), "unreadable"),
    Fault("an encoding nobody knows", whole(BODY[::-1], "Content-Encoding: rot13"), "unreadable"),
    # Too much
    Fault("a bomb", whole(gzip.compress(b"[" + b" " * (64 << 20) + b"]"), _GZIP), "fault", "too large"),
    Fault("a brotli bomb", whole(brotli.compress(b"[" + b" " * (64 << 20) + b"]", quality=5), _BROTLI), "fault",
          "too large"),
    Fault("a body without end", [[answer(b"", length=False), *[b" " * 4_096] * FOREVER]], "fault", "too large"),
    Fault("chunks for ever", [[_CHUNKS, *[chunked(b" " * 50, end=b"")] * FOREVER]], "fault"),
    Fault("a chunk now and then", [[_CHUNKS, *_PAUSED * 60]], "fault", "in time"),
    Fault("continues for ever", [_CONTINUES * 60], "fault", "in time"),
    Fault("a header of a megabyte", whole(BODY, "X-Long: " + "x" * (1 << 20)), "fault"),
    Fault("headers without end", [[b"HTTP/1.1 200 OK\r\n", *[b"X-More: and more\r\n"] * FOREVER]], "fault"),
    # Silence and torn connections
    Fault("silence", [["hang"]], "fault", "no whole answer came in time"),
    Fault("silence after the head", [[answer(BODY)[:60], "hang"]], "fault"),
    Fault("silence in the body", [[answer(BODY)[:-20], "hang"]], "fault"),
    Fault("a letter a second", [[part for letter in answer()[:200] for part in (bytes([letter]), 0.3)]], "fault"),
    Fault("closed at once", [["close"]], "fault", "ends before a whole answer"),
    Fault("reset at once", [["reset"]], "fault"),
    Fault("reset in the head", [[b"HTTP/1.1 200 O", "reset"]], "fault"),
    Fault("no HTTP", [[b"SSH-2.0-OpenSSH_9.2\r\n", "close"]], "fault", "is no HTTP"),
    Fault("a status of letters", [[b"HTTP/1.1 abc Hello\r\n\r\n", "close"]], "fault"),
    Fault("HTTP 0.9", [[BODY, "close"]], "fault"),
    # Refusals
    Fault("401", refusal(401), "closed", asked=1),
    Fault("403", refusal(403), "closed", asked=1),
    Fault("404", refusal(404), "gone", asked=1),
    Fault("404 in HTML", refusal(404, "Content-Type: text/html", body=_HTML), "gone", asked=1),
    Fault("410", refusal(410), "gone", asked=1),
    Fault("418", refusal(418), "refused"),
    Fault("422", refusal(422), "closed", asked=1),
    Fault("429", refusal(429), "rate_limit", asked=1),
    Fault("429 with seconds", refusal(429, "Retry-After: 700"), "rate_limit", asked=1),
    Fault("429 with a past date", refusal(429, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"), "rate_limit", asked=1),
    Fault("429 with garbage", refusal(429, "Retry-After: soonish"), "rate_limit", asked=1),
    Fault("429 in HTML", refusal(429, "Content-Type: text/html", body=_HTML), "rate_limit", asked=1),
    Fault("451", refusal(451), "refused"),
    Fault("500", refusal(500), "error"),
    Fault("502 in HTML", refusal(502, "Content-Type: text/html", body=_HTML), "error"),
    Fault("503 with seconds", refusal(503, "Retry-After: 700"), "error", asked=1),
    Fault("599", refusal(599), "error"),
    Fault("a page for people", whole(_HTML, "Content-Type: text/html"), "error"),
    # Redirects
    Fault("in a circle", redirect(f"/api/v1/timelines/tag/{TAG}?limit=40"), "fault", "from redirect to redirect",
          asked=30),
    Fault("without end", [[answer(b"", f"Location: /api/v1/timelines/tag/{n}", code=302)] for n in range(60)], "fault",
          asked=30),
    Fault("to a file", redirect("file:///etc/passwd"), "refused", asked=3),
    Fault("to ftp", redirect("ftp://127.0.0.1/x"), "refused", asked=3),
    Fault("to a script", redirect("javascript:alert(1)"), "refused", asked=3),
    Fault("to data", redirect("data:application/json,[]"), "refused", asked=3),
    Fault("to a private address", redirect("http://10.0.0.1/"), "refused", asked=3),
    Fault("to the metadata of a cloud", redirect("http://169.254.169.254/latest/"), "refused", asked=3),
    Fault("to a number that is an address", redirect("http://2130706433/"), "refused", asked=3),
    Fault("to a private address, with a password", redirect("http://ada:planted@10.0.0.1/"), "refused",
          "http://10.0.0.1/ leads", asked=3),
    Fault("to IPv6 within", redirect("http://[::ffff:127.0.0.1]/"), "refused", asked=3),
    Fault("to nowhere", [[answer(b"", code=302)]], "unreadable", asked=3),
)  # fmt: skip
