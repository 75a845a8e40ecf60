"""Faults below HTTP, in words."""

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from OpenSSL import SSL
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from service_identity import VerificationError

_WANTS_PASSWORD = 407  # the one status that only a proxy has


def word_fault(error: Any) -> str:
    """What failed: its kind and its first line, and of TLS that cannot be trusted or understood what is wrong with it,
    which would be hidden behind a list of failures."""
    for reason in getattr(error.__cause__, "reasons", ()):
        value = getattr(reason, "value", reason)
        if isinstance(value, VerificationError):
            return "its certificate is that of another host"
        if isinstance(value, SSL.Error) and value.args and value.args[0]:
            return f"TLS: {value.args[0][0][-1]}"
    words = str(error).strip().splitlines()  # a browser's errors go on with a log of their own
    return f"{type(error).__name__}: {words[0] if words else ''}".rstrip(": ")


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
