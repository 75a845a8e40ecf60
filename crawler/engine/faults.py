"""Faults below HTTP, in words."""

from gzip import BadGzipFile
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from service_identity import VerificationError
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionLost
from twisted.web._newclient import ParseError

# How Scrapy says it, where it has no class for it.
_TOOK_LONGER, _TOO_LARGE, _ON_AND_ON = "took longer than", "exceeded DOWNLOAD_MAXSIZE", "max redirections reached"
_UNPACKING = ("error", "ZstdError")  # the names that zlib, brotli and zstandard give theirs
_WANTS_PASSWORD = 407  # the one status that only a proxy has


def word_fault(error: Any) -> str:
    """What failed, in words that say what the host did; of what has no words here its kind and its first line.

    What is wrong with TLS that cannot be trusted or understood would be hidden behind a list of failures.
    """
    for reason in getattr(error.__cause__, "reasons", ()):
        words = _word_reason(getattr(reason, "value", reason))
        if words is not None:
            return words
    said = str(error)
    if isinstance(error, CannotResolveHostError):
        return "no address is known for its name"
    if isinstance(error, DownloadConnectionRefusedError):
        return "it lets nobody connect"
    if isinstance(error, DownloadTimeoutError) and _TOOK_LONGER in said:  # a rendered page's has words of its own
        return "no whole answer came in time"
    if isinstance(error, DownloadCancelledError) or _TOO_LARGE in said:
        return "its answer is too large"
    if isinstance(error, ResponseDataLossError):
        return "its answer ends before its end"
    if isinstance(error, IgnoreRequest):
        return "it leads on from redirect to redirect" if said == _ON_AND_ON else said
    lines = said.strip().splitlines()  # a browser's errors go on with a log of their own
    if isinstance(error, BadGzipFile) or type(error).__name__ in _UNPACKING:
        return f"its answer cannot be unpacked ({lines[0] if lines else type(error).__name__})"
    return f"{type(error).__name__}: {lines[0] if lines else ''}".rstrip(": ")


def _word_reason(reason: Any) -> str | None:
    """What one of Twisted's failures means; ``None`` where it says nothing of its own."""
    if isinstance(reason, VerificationError):
        return "its certificate is that of another host"
    if isinstance(reason, SSL.Error):
        return f"TLS: {reason.args[0][0][-1]}" if reason.args and reason.args[0] else None
    if isinstance(reason, ConnectionDone | ConnectionLost | ConnectionAborted):
        return "the connection ends before a whole answer"
    if isinstance(reason, ParseError | ValueError):  # the letters that it sent would stand there as bytes
        return "what it sends is no HTTP"
    return None


def word_proxy(address: str) -> str:
    """ ", asked through the proxy HOST:PORT" where the environment has this address asked through one, else "".

    What a proxy fails at looks like a fault of the host that was asked. Its name and password are not told.
    """
    place = _proxy_of(address)
    return f", asked through the proxy {place}" if place else ""


def word_dead_proxy(error: Any, address: str) -> str | None:
    """What is wrong with the proxy that this address is asked through, and what to do; ``None`` where it has none, or
    where the host behind it may be to blame."""
    place = _proxy_of(address)
    if not place:
        return None
    if isinstance(error, DownloadConnectionRefusedError | CannotResolveHostError):
        return f"the proxy {place} cannot be reached: start it, or take it out of the environment"
    if error == _WANTS_PASSWORD or ("CONNECT tunnel" in str(error) and f"'status': {_WANTS_PASSWORD}" in str(error)):
        return f"the proxy {place} wants a name and a password: put them into its address in the environment"
    return None


def _proxy_of(address: str) -> str | None:
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    if not proxy or proxy_bypass(parts.hostname or ""):
        return None
    return urlsplit(proxy if "://" in proxy else f"//{proxy}").netloc.rpartition("@")[2]
