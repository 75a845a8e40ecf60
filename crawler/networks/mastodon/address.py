"""Handles and addresses of the Mastodon family: user@host, https://host/@user."""

import re
from urllib.parse import quote, unquote, urlsplit

from crawler.page import Page

_USER = r"\w(?:[\w.-]{0,62}\w)?"
_HOST = (
    r"(?:[A-Za-z0-9\u00a1-\uffff](?:[A-Za-z0-9\u00a1-\uffff.-]{0,250}[A-Za-z0-9\u00a1-\uffff])?|\[[0-9a-fA-F:]{2,39}\])"
)
_HANDLE = re.compile(rf"@?({_USER})(?:@({_HOST}(?::\d{{1,5}})?))?")
_PROFILE_PATH = re.compile(rf"/(?:@|users/)({_USER})(?:@({_HOST}))?/?")
# The path of a page about an account: its profile, and what hangs below it.
_SUBJECT_PATH = re.compile(rf"/(?:@|users/)({_USER})(?:@({_HOST}))?(?:/.{{0,500}})?")
_PUBLIC_NAME = re.compile(r"(?:[\w\u00a1-\uffff-]{1,63}\.){1,8}(?!\d+$)[\w\u00a1-\uffff-]{2,63}")
_INSIDE = (".local", ".localhost", ".internal", ".lan", ".home", ".onion", ".i2p", ".arpa")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

DEFAULT_INSTANCE = "mastodon.social"

# These write their profiles as /@name too, and speak another language.
_OTHERS = (
    "youtube.com", "tiktok.com", "medium.com", "threads.net", "threads.com", "snapchat.com", "instagram.com",
    "facebook.com", "twitter.com", "x.com", "substack.com", "pinterest.com", "linktr.ee", "bsky.app", "odysee.com",
    "rumble.com", "hackernoon.com", "dev.to", "producthunt.com", "npmjs.com", "unsplash.com", "vk.com", "ko-fi.com",
)  # fmt: skip


def base_of(instance: str) -> str:
    """The address of an instance as configured: a host, or a whole address with scheme and port."""
    instance = instance.strip().rstrip("/")
    return instance if "://" in instance else f"https://{instance}"


def host_of(url: str | None) -> str | None:
    """The host (and port, where one is written) of an address in lower case, ``None`` where it has none."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        return parts.netloc.rpartition("@")[2].lower() or None if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def same_host(one: str, other: str) -> bool:
    """Whether two hosts are the same; the names of this machine are, at the same port."""
    if one == other:
        return True
    (name, _, port), (other_name, _, other_port) = one.rpartition(":"), other.rpartition(":")
    return port == other_port and name in _LOOPBACK and other_name in _LOOPBACK


def clean_handle(text: str) -> str:
    """A handle as kept: user@host in lower case, without the leading @; a bare user stays bare.

    Raises ValueError where it is impossible.
    """
    match = _HANDLE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text.strip()!r} is no handle of this network: write user@host, such as mira@photos.example")
    user, host = match.groups()
    return (f"{user}@{host}" if host else user).lower()


def may_be_home(host: str) -> bool:
    """Whether a handle's host may be asked though nobody named it: a public name, no address, no port of its own."""
    return _PUBLIC_NAME.fullmatch(host) is not None and not host.endswith(_INSIDE)


def profile_url(handle: str) -> str:
    """The public address of user@host; a bare user is taken to live on the default instance."""
    user, _, host = handle.partition("@")
    return f"https://{host or DEFAULT_INSTANCE}/@{quote(user)}"


def handle_of(url: str) -> str | None:
    """The handle behind a public address (/@user, /users/user, /@user@other), ``None`` where it is none of ours."""
    return _handle_at(url, _PROFILE_PATH)


def subject_of(page: Page) -> str | None:
    """The handle that a page is about, told by its document's address; ``None`` where that names no account."""
    return _handle_at(page.document, _SUBJECT_PATH) if page.document else None


def home_of(page: Page) -> str | None:
    """The host in the handles of those who live where this page came from, told by its document; else ``None``.

    Some answer at another name than the one in their people's handles: for user@a.example at social.a.example.
    """
    document, here = host_of(page.document), host_of(page.url)
    if document is None or here is None or not here.endswith(f".{document}"):
        return None
    return document if "@" not in (subject_of(page) or "@@").removesuffix(f"@{document}") else None


def _handle_at(url: str, path: re.Pattern[str]) -> str | None:
    host = host_of(url)
    if host is None or any(host == other or host.endswith(f".{other}") for other in _OTHERS):
        return None
    match = path.fullmatch(unquote(urlsplit(url).path))
    if match is None:
        return None
    user, home = match.groups()
    if user.isdigit() and not match.group().startswith("/@"):
        return None  # sites of any kind number their users (/users/59996)
    return f"{user}@{home or host}".lower()
