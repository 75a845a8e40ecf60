"""Handles and addresses of Bluesky: a handle is a domain name, an account's id is a DID."""

import re
from urllib.parse import parse_qs, urlsplit

from crawler.networks.addresses import host_and_path
from crawler.page import Page

SITE = "https://bsky.app"
HOSTS = ("bsky.app", "bsky.social")
_HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_DID = re.compile(r"did:[a-z]{2,10}:[A-Za-z0-9._:%-]{3,200}")


def is_did(value: object) -> bool:
    """Whether a value is the id of an account."""
    return isinstance(value, str) and _DID.fullmatch(value) is not None


def clean_handle(typed: str) -> str:
    """A handle as kept: a domain name in lower case without @, or a DID; ValueError where it is neither."""
    found = typed.strip()
    if "/" in found:
        found = handle_of(found if "://" in found else f"https://{found}") or found
    found = found.lstrip("@")
    if is_did(found):
        return found
    name = found.lower()
    if len(name) > 253 or _HANDLE.fullmatch(name) is None:
        raise ValueError(f"{typed.strip()[:80]!r} is no Bluesky handle: a domain name, like @mira.bsky.social")
    return name


def profile_url(handle: str) -> str:
    """The public address of an account."""
    return f"{SITE}/profile/{handle}"


def handle_of(address: str) -> str | None:
    """The account whose page an address is; ``None`` for posts, feeds and other sites."""
    host, path = host_and_path(address)
    if host.endswith(".bsky.social") and not path:
        return host if _HANDLE.fullmatch(host) else None
    if host not in ("bsky.app", "www.bsky.app", "staging.bsky.app") or len(path) != 2 or path[0] != "profile":
        return None
    if is_did(path[1]):
        return path[1]
    name = path[1].lower().lstrip("@")
    return name if _HANDLE.fullmatch(name) else None


def asked(page: Page, name: str) -> str | None:
    """What a request said for one of its words (the first one); ``None`` where it said nothing."""
    try:
        values = parse_qs(urlsplit(page.url).query, max_num_fields=100).get(name)
    except ValueError:
        return None
    return values[0] if values else None


def tag_asked(page: Page) -> str | None:
    """The hashtag that a search asked for, in lower case; ``None`` where a page is no such answer."""
    tag = asked(page, "tag")
    if tag is None:
        query = (asked(page, "q") or "").strip()
        tag = query[1:] if re.fullmatch(r"#\S{1,100}", query) else None
    return tag.lower().lstrip("#") or None if tag else None
