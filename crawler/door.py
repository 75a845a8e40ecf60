"""The one door through which every page enters: here secrets are taken out, before anything is read or kept."""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.page import Page

REMOVED = "removed"
_SECRET_NAMES = (
    "access_token", "accesstoken", "auth_token", "authtoken", "refresh_token", "id_token", "oauth_token",
    "token", "api_key", "apikey", "key", "client_secret", "app_secret", "appsecret_proof", "secret", "password",
    "passwd", "sessionid", "session_id", "session_key", "csrftoken", "csrf_token", "csrfmiddlewaretoken", "fb_dtsg",
    "jazoest", "lsd", "jwt", "ds_user_id", "ig_did", "datr",
)  # fmt: skip
_SECRET_PARAMETERS = frozenset(_SECRET_NAMES)
_SECRET_HEADERS = frozenset({
    "set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization", "www-authenticate", "x-csrf-token",
    "x-csrftoken", "x-ig-set-www-claim", "x-ig-www-claim", "ig-set-authorization", "ig-u-ds-user-id", "x-fb-lsd",
})  # fmt: skip

# Names whose values are secrets wherever they stand in a body: "name":"value" (also escaped) and name=value.
_BODY_NAMES = (
    rb"access_?token|auth_?token|refresh_?token|id_token|oauth_token|csrf_?token|csrfmiddlewaretoken|session_?id|"
    rb"session_?key|fb_dtsg|api_?key|client_secret|app_?secret|appsecret_proof|password|authorization|ds_user_id|ig_did|datr"
)
_BODY_SECRET = re.compile(
    rb"((?<![A-Za-z0-9])(?:"
    + _BODY_NAMES
    + rb")(?:\\{0,3}[\"']\s{0,2}:\s{0,2}\\{0,3}[\"']|=))([^\s\"'\\&<>,;{}\[\]()]{6,4096})",
    re.IGNORECASE,
)
_NESTED_TOKEN = re.compile(
    rb"((?:DTSGInitialData|DTSGInitData|LSD|dtsg|csrf)\\{0,3}\"[^{}]{0,40}\{\\{0,3}\"token\\{0,3}\"\s{0,2}:\s{0,2}\\{0,3}\")([^\"\\]{4,512})"
)
_BEARER = re.compile(rb"(Bearer(?:%20|\s)+)([A-Za-z0-9._~+/:=-]{8,2048})", re.IGNORECASE)
_HINTS = (
    b"oken", b"OKEN", b"ession", b"ESSION", b"dtsg", b"DTSG", b"LSD", b"ecret", b"assword", b"api", b"uthorization",
    b"earer", b"EARER", b"ds_user", b"ig_did", b"datr",
)  # fmt: skip


def admit(page: Page) -> Page:
    """The page without secrets: cookies, authorisations and tokens in its address, headers and body."""
    headers = {name: value for name, value in page.headers.items() if name not in _SECRET_HEADERS}
    if "location" in headers:
        headers["location"] = scrub_url(headers["location"])
    if "link" in headers:
        headers["link"] = _scrub_text(headers["link"].encode()).decode()
    return replace(
        page,
        url=scrub_url(page.url),
        document=scrub_url(page.document) if page.document else page.document,
        headers=headers,
        body=_scrub_text(page.body),
        request_body=_scrub_text(page.request_body),
    )


def scrub_url(url: str) -> str:
    """An address whose secret parameters have lost their values; user names and passwords in it are dropped."""
    if "?" not in url and "@" not in url and "#" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    netloc = parts.netloc.rpartition("@")[2]
    query = _scrub_query(parts.query)
    fragment = _scrub_query(parts.fragment) if "=" in parts.fragment else parts.fragment
    if (netloc, query, fragment) == (parts.netloc, parts.query, parts.fragment):
        return url
    return urlunsplit((parts.scheme, netloc, parts.path, query, fragment))


def _scrub_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(name.lower() in _SECRET_PARAMETERS for name, _ in pairs):
        return query
    return urlencode([(name, REMOVED if name.lower() in _SECRET_PARAMETERS else value) for name, value in pairs])


def _scrub_text(body: bytes) -> bytes:
    # Looking for a few short words first is much quicker than the patterns, and nearly every page has none.
    if not any(hint in body for hint in _HINTS):
        return body
    for pattern in (_BODY_SECRET, _NESTED_TOKEN, _BEARER):
        body = pattern.sub(rb"\1" + REMOVED.encode(), body)
    return body
