"""Addresses and handles, as networks share them."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

_USUAL_PORTS = {"http": 80, "https": 443}


def taken_apart(address: str) -> SplitResult:
    """The parts of an address; empty ones of what is none ("https://a[b")."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def joined(base: str, address: str) -> str:
    """The address that one leads to from another; as it is written where the two make none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def host_and_path(address: str) -> tuple[str, list[str]]:
    """The host in lower case and the parts of the path, with percent signs undone; ("", []) of what is no address."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "", []
    return host, [unquote(part) for part in parts.path.split("/") if part]


def asked_host(url: str) -> str:
    """The host (and port) of an address, in one spelling: lower case, in the letters of DNS, without a name before it,
    the dot at its end or the usual port. Its pace and its waits are kept by that."""
    parts = taken_apart(url)
    try:
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return parts.netloc
    host = f"[{host}]" if ":" in host else host
    return host if port in (None, _USUAL_PORTS.get(parts.scheme)) else f"{host}:{port}"


def handle_cleaner(
    handle_of: Callable[[str], str | None], pattern: re.Pattern[str], expected: str
) -> Callable[[str], str]:
    """A ``clean_handle``: a handle as kept, lower case and without @, out of a handle or an address.

    It raises ValueError where what was typed is none; ``expected`` ends that sentence ("is no …").
    """

    def clean_handle(typed: str) -> str:
        found = typed.strip()
        name = handle_of(found if "://" in found else f"https://{found}") if "/" in found else found.lstrip("@")
        if name is None or pattern.fullmatch(name) is None:
            raise ValueError(f"{found[:80]!r} is no {expected}")
        return name.lower()

    return clean_handle
