"""Handles and addresses of YouTube: @handle, or the channel's id where it has none."""

import re
from urllib.parse import quote

from crawler.networks.addresses import host_and_path

SITE = "https://www.youtube.com"
HOSTS = ("youtube.com", "youtu.be", "youtube.googleapis.com", "www.googleapis.com")
_HANDLE = re.compile(r"\w[\w.\-·]{1,98}\w")
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_TABS = frozenset({"videos", "shorts", "streams", "about", "featured", "playlists", "community", "channels", "posts"})


def is_channel_id(value: object) -> bool:
    """Whether a value is a channel's id."""
    return isinstance(value, str) and _CHANNEL.fullmatch(value) is not None


def clean_handle(typed: str) -> str:
    """A handle as kept, lower case and without @, or a channel's id as it is; ValueError where it is neither."""
    found = typed.strip()
    if "/" in found:
        found = handle_of(found if "://" in found else f"https://{found}") or found
    found = found.lstrip("@")
    if is_channel_id(found):
        return found
    if _HANDLE.fullmatch(found) is None:
        raise ValueError(f"{typed.strip()[:80]!r} is no YouTube handle: 3 to 30 letters, digits, . _ - like @miralind")
    return found.lower()


def profile_url(handle: str) -> str:
    """The public address of a channel."""
    return f"{SITE}/channel/{handle}" if is_channel_id(handle) else f"{SITE}/@{quote(handle)}"


def handle_of(address: str) -> str | None:
    """The handle or channel id whose page an address is, its tabs included; ``None`` for videos and other sites."""
    host, path = host_and_path(address)
    if host not in ("youtube.com", "www.youtube.com", "m.youtube.com") or not path:
        return None
    if path[0] in ("channel", "c", "user") and len(path) > 1:
        kind, name, rest = path[0], path[1], path[2:]
    else:
        kind, name, rest = "@", path[0], path[1:]
    if rest and rest[0].lower() not in _TABS:
        return None
    if kind == "channel":
        return name if is_channel_id(name) else None
    if kind == "@" and not name.startswith("@"):
        return None
    name = name.lstrip("@")
    return name.lower() if _HANDLE.fullmatch(name) else None
