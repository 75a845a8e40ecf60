"""Whose page an address is: a site by its host, a page that gathers links by its host and name."""

import re
from urllib.parse import unquote, urlsplit

from crawler.networks.site.hosts import HUB_PAGES, HUB_SUFFIXES, HUBS, NAMED_IN_FRONT, SHARED

_LABEL = "[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,61}[a-z0-9\u00a1-\uffff])?"
_HOST = re.compile(
    rf"(?:{_LABEL}\.){{1,8}}[a-z\u00a1-\uffff]{{2,24}}(?::\d{{1,5}})?|(?:127\.0\.0\.1|localhost):\d{{1,5}}"
)
_OF_ONE_OF_MANY = re.compile(r"/(?:@|~|%7e|user:|(?:users?|u|profiles?|people|members?)/)[\w%.-]", re.I)
_NAME = re.compile(r"[\w.~@%+-]{1,80}")


def host_of(address: str) -> str | None:
    """The host (and port) of an address of the web, in lower case without www; ``None`` where it has none."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if port is not None and port not in (80, 443):
        host = f"{host}:{port}"
    return host if _HOST.fullmatch(host) else None


def is_hub(key: str) -> bool:
    """Whether a key (as ``key_of`` makes it) is that of a page that gathers one person's links."""
    host, _, name = key.partition("/")
    return (host in HUBS and bool(name)) or host.endswith(HUB_SUFFIXES)


def is_shared(host: str) -> bool:
    """Whether a host is everybody's: a shop, a shortener, a messenger, another network."""
    labels = host.partition(":")[0].split(".")
    for start in range(len(labels) - 1):
        rest = labels[start:]
        if ".".join(rest) in SHARED and not (start and ".".join(rest) in NAMED_IN_FRONT):
            return True
        # amazon.de, amazon.co.uk: the name, then one suffix or a two-part one.
        if f"{rest[0]}.*" in SHARED and len(rest) <= 3:
            return True
    return False


def key_of(address: str) -> str | None:
    """``host/name`` of a page that gathers links, else the host; ``None`` where the address is nobody's own page."""
    host = host_of(address)
    if host is None:
        return None
    if host in HUBS:
        try:
            path = urlsplit(address if "://" in address else f"https://{address}").path
        except ValueError:
            return None
        name = unquote(path.strip("/").partition("/")[0]).lstrip("@").lower()
        return f"{host}/{name}" if _NAME.fullmatch(name) and name not in HUB_PAGES else None
    return None if is_shared(host) or is_of_many(address) else host


def is_of_many(address: str) -> bool:
    """Whether an address is one person's page among many of a host (``/@name``, ``/~name``, ``/users/name``)."""
    try:
        return _OF_ONE_OF_MANY.match(urlsplit(address if "://" in address else f"https://{address}").path) is not None
    except ValueError:
        return False


def clean_handle(typed: str) -> str:
    """A site as kept; ValueError where it is none."""
    key = key_of(typed.strip())
    if key is None:
        raise ValueError(f"{typed.strip()[:80]!r} is nobody's own page: name a site, or linktr.ee/name")
    return key


def handle_of(address: str) -> str | None:
    """The key of a page that gathers links; ``None`` for any other: a site is nobody's until somebody names it."""
    key = key_of(address)
    return key if key is not None and is_hub(key) else None


def profile_url(handle: str) -> str:
    """The address of a site, or of a page that gathers links."""
    return f"https://{handle}" if "/" in handle else f"https://{handle}/"
