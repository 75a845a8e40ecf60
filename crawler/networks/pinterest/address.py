"""The addresses of Pinterest's accounts."""

import re

from crawler.networks.addresses import handle_cleaner, host_and_path

SITE = "https://www.pinterest.com"
_HANDLE = re.compile(r"\w{3,30}", re.ASCII)
_HOST = re.compile(r"(?:[a-z]{2,3}\.)?pinterest\.(?:[a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})")
_RESERVED = frozenset({
    "pin", "search", "ideas", "business", "login", "signup", "settings", "resource", "today", "about", "explore",
    "topics", "news_hub", "password", "_tools", "categories", "shop", "videos", "convert", "discover", "static",
    "terms", "privacy",
})  # fmt: skip


def profile_url(handle: str) -> str:
    """The public address of an account."""
    return f"{SITE}/{handle}/"


def handle_of(address: str) -> str | None:
    """The account whose page an address is; ``None`` for pins, boards, searches and other sites."""
    path = _own_path(address)
    if len(path) > 1 and path[1] not in ("_created", "_saved", "pins", "boards"):
        return None
    return _handle_in(path)


def owner_of_board(address: str) -> str | None:
    """The account whose board an address is; ``None`` for any other address."""
    path = _own_path(address)
    return _handle_in(path) if len(path) == 2 and handle_of(address) is None else None


def pin_in(address: str) -> str | None:
    """The id of the pin whose page an address is; ``None`` for any other address."""
    match = re.search(r"/pin/(\d{5,25})", address)
    return match.group(1) if match else None


def _own_path(address: str) -> list[str]:
    host, path = host_and_path(address)
    if _HOST.fullmatch(host.removeprefix("www.")) is None or not path or path[0].lower() in _RESERVED:
        return []
    return path


def _handle_in(path: list[str]) -> str | None:
    return path[0].lower() if path and _HANDLE.fullmatch(path[0]) else None


clean_handle = handle_cleaner(handle_of, _HANDLE, "Pinterest name: 3 to 30 letters, digits and _, like @miralind")
