"""Instagram's addresses: what a visit asks for, and what an address says of the page behind it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qs, quote, unquote, urlsplit

import orjson

from crawler.networks.instagram.hashtags import clean_tag
from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import code, handle, id_of_code, identifier
from crawler.networks.network import Ask, Options, Target
from crawler.page import Page
from storage.errors import BadSeed

HOSTS = ("instagram.com", "instagr.am")
_SITE = "https://www.instagram.com"
# First parts of a path that are no handles.
_RESERVED = frozenset({
    "p", "reel", "reels", "tv", "explore", "stories", "accounts", "api", "graphql", "direct", "popular", "web", "data",
    "static", "developer", "about", "legal", "help", "privacy", "emails", "challenge", "share", "s", "topics", "ajax",
    "logging", "sync", "query", "directory", "download", "fxcal", "consent", "oauth", "session", "press", "terms",
    "robots.txt", "favicon.ico", "sw.js", "manifest.json", "threads", "create", "ar", "guides", "embed.js", "locations",
})  # fmt: skip
_PROFILE_TABS = frozenset({"reels", "tagged", "embed", "followers", "following", "channel", "guides", "p", "reel"})
_DISCOVERY = re.compile(r"business_discovery\.username\(([^)]{1,60})\)")
_SERVED = ("www.", "m.", "i.", "")


def profile_url(name: str) -> str:
    """The public address of an account."""
    return f"{_SITE}/{name}/"


def handle_of(address: str) -> str | None:
    """The account whose page an address is, its tabs included; ``None`` for posts, tags and other sites."""
    parts = _path_of(address)
    if parts is None:
        return None
    if parts and parts[0] == "_u":
        parts = parts[1:]
    if not parts or parts[0].lower() in _RESERVED:
        return None
    if len(parts) > 1 and parts[1] not in _PROFILE_TABS:
        return None
    return handle(parts[0])


@lru_cache(maxsize=32)  # a page's address is asked for its path again and again
def _path_of(address: str) -> tuple[str, ...] | None:
    """The parts of an address's path; ``None`` where its host is not Instagram's."""
    address = address.strip()
    if "://" not in address:
        address = "https://" + address.lstrip("/")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if not any(host == served + name for name in HOSTS for served in _SERVED):
        return None
    return tuple(unquote(part) for part in parts.path.split("/") if part)


def clean_handle(typed: str) -> str:
    """A handle as kept (lower case, no @) out of a handle or a profile's address; ValueError where it is neither."""
    found = typed.strip()
    name = handle_of(found) if "/" in found else handle(found.lstrip("@"))
    if name is None:
        raise ValueError(
            f"{typed.strip()[:80]!r} is no Instagram handle: letters, digits, . and _, at most 30, like @example.name"
        )
    return name


def ask(target: Target, options: Options) -> list[Ask]:  # noqa: ARG001  (a Network's functions share one form)
    """The page that a browser would open for a target; raises BadSeed for one that has no page."""
    if target.kind == "hashtag":
        tag = clean_tag("-".join(target.key.split()))
        if tag is not None and " " in target.key.strip():  # a search term, as Instagram itself addresses it
            return [Ask(kind="page", url=f"{_SITE}/popular/{quote(tag)}/", purpose="hashtag")]
        if tag is None:
            raise BadSeed(f"#{target.key[:80]} is no hashtag: letters, digits and _ only, at least one")
        return [Ask(kind="page", url=f"{_SITE}/explore/tags/{quote(tag)}/", purpose="hashtag")]
    if target.kind == "account":
        return [Ask(kind="page", url=profile_url(target.key), purpose="profile")]
    if target.kind == "post":
        shortcode = code_in(target.key) or target.key
        return [Ask(kind="page", url=f"{_SITE}/p/{quote(shortcode, safe='')}/", purpose="post")]
    return [Ask(kind="page", url=target.key, purpose="site")]


# What an address says of the page behind it, where the page itself does not.


def asked_handle(page: Page) -> str | None:
    """The handle that a request names: ``username=``, a GraphQL variable, or business discovery's argument."""
    query = _query(page)
    name = handle(query.get("username", ""))
    if name is None:
        match = _DISCOVERY.search(unquote(page.url))
        name = handle(match.group(1)) if match else None
    return name


def subject_handle(page: Page) -> str | None:
    """Whose page this is: by its own address, by what it asked for, else by the document that it was a part of."""
    return handle_of(page.url) or asked_handle(page) or (handle_of(page.document) if page.document else None)


def subject_id(page: Page) -> str | None:
    """The account id in a request for an account's lists (/friendships/ID/following/, target_id=, owner_id)."""
    parts = _path_of(page.url) or ()
    for marker, value in pairwise(parts):
        if marker in ("friendships", "users", "user", "highlights") and identifier(value):
            return identifier(value)
    query = _query(page)
    for key in ("target_id", "owner_id", "user_id", "target_user_id"):
        if identifier(query.get(key)) is not None:
            return identifier(query[key])
    return None


def list_role(page: Page) -> str | None:
    """What a bare list of accounts is, by its address: related, following or follower."""
    parts = _path_of(page.url) or ()
    if "friendships" in parts:
        return "following" if "following" in parts else "follower" if "followers" in parts else None
    return "related" if "chaining" in parts else None


def tag_of(page: Page) -> tuple[str | None, bool]:
    """The hashtag that an address names, and whether the request itself (not its document) names it."""
    tag = _tag_in(page.url)
    if tag is None:
        query = _query(page)
        for key in ("tag_name", "keyword", "hashtag", "query"):
            tag = tag or clean_tag(query.get(key))
    if tag is not None:
        return tag, True
    return (_tag_in(page.document) if page.document else None), False


def tag_tab(page: Page) -> str | None:
    """Which tab of a hashtag a request for more sections names: top or recent."""
    tab = _query(page).get("tab", "")
    return {"top": "hashtag_top", "recent": "hashtag_recent"}.get(tab)


def post_id(page: Page) -> str | None:
    """The post whose comments a request asks for: /media/ID/comments/, a shortcode, or its document's address."""
    parts = _path_of(page.url) or ()
    for marker, value in pairwise(parts):
        if marker == "media":
            return identifier(value)
    query = _query(page)
    shortcode = code(query.get("shortcode")) or code_in(page.url) or code_in(page.document or "")
    return identifier(query.get("media_id")) or (id_of_code(shortcode) if shortcode else None)


def _tag_in(address: str) -> str | None:
    parts = _path_of(address) or ()
    for marker, value in pairwise(parts):
        if marker in ("tags", "popular") and value != "web_info":
            return clean_tag(value)
    return None


def _query(page: Page) -> Mapping[str, str]:
    """The words of a request: its query, its form, and the GraphQL variables in either."""
    return _fields_of(page.url, page.request_body if len(page.request_body) < 100_000 else b"")


@lru_cache(maxsize=8)
def _fields_of(url: str, request_body: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(urlsplit(url).query, max_num_fields=100)
        if request_body:
            fields |= parse_qs(request_body.decode("utf-8", errors="replace"), max_num_fields=300)
    except ValueError:
        return {}
    found = {key: values[0] for key, values in fields.items()}
    try:
        variables = orjson.loads(found.get("variables", "{}"))
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return found
    if isinstance(variables, dict):
        found |= {key: value for key, value in variables.items() if isinstance(value, str)}
    return found
