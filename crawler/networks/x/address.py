"""Handles and addresses of X."""

import re
from urllib.parse import urlsplit

NETWORK = "x"
HOSTS = ("x.com", "twitter.com")
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_LONG = re.compile(r"[A-Za-z0-9_]{1,20}")  # a few old accounts have more than 15 signs
_PAGES = frozenset({
    "home", "explore", "search", "hashtag", "i", "intent", "share", "settings", "messages", "notifications", "login",
    "signup", "tos", "privacy", "about", "compose", "download", "jobs",
})  # fmt: skip


def handle_in(value: object) -> str | None:
    """A handle in lower case without @, ``None`` where it is none."""
    return value.lower() if isinstance(value, str) and _LONG.fullmatch(value) else None


def clean_handle(text: str) -> str:
    """A handle in lower case without @; raises ValueError where it is impossible."""
    handle = text.strip().removeprefix("@")
    if not _HANDLE.fullmatch(handle):
        raise ValueError(f"{text.strip()!r} is no handle of X: up to 15 letters, digits and _")
    return handle.lower()


def profile_url(handle: str) -> str:
    """The public address of an account."""
    return f"https://x.com/{handle}"


def handle_of(url: str) -> str | None:
    """The handle behind x.com/name or twitter.com/name, ``None`` for any other address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.")
    name = parts.path.strip("/")
    if host not in HOSTS or parts.scheme not in ("http", "https") or name.lower() in _PAGES:
        return None
    return handle_in(name)
