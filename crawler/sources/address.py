"""Addresses made comparable: when two requests are the same request."""

from urllib.parse import parse_qsl, urlencode

import orjson

from crawler.networks.addresses import taken_apart

_TRACKING = frozenset({
    "fbclid", "gclid", "igsh", "igshid", "ig_rid", "ig_mid", "mc_cid", "mc_eid", "ref", "ref_src", "ref_url", "hl",
    "twclid", "ttclid", "yclid", "msclkid", "_r", "is_copy_url", "is_from_webapp", "sender_device", "si", "feature",
})  # fmt: skip
# Scrubbed out of whatever is kept, so never part of what tells requests apart.
_SECRET = frozenset({
    "access_token", "appsecret_proof", "api_key", "apikey", "key", "token", "fb_dtsg", "lsd", "jazoest", "csrf_token",
    "csrfmiddlewaretoken", "signature",
})  # fmt: skip
_PORTS = {"http": "80", "https": "443"}


def page_key(url: str) -> str:
    """A public page's address without what does not change the page: scheme, www., tracking, fragment, last slash."""
    host, path, query = _parts(url)
    kept = [(name, value) for name, value in query if name not in _TRACKING and not name.startswith("utm_")]
    return f"{host.removeprefix('www.')}{path.rstrip('/')}?{urlencode(kept)}".rstrip("?")


def request_key(method: str, url: str, body: bytes) -> tuple[str, str, bytes]:
    """What tells API requests apart: method, address (query in any order, secrets left out), body (likewise)."""
    host, path, query = _parts(url)
    return method.upper(), f"{host}{path or '/'}?{urlencode(query)}".rstrip("?"), _body_key(body)


def _parts(url: str) -> tuple[str, str, list[tuple[str, str]]]:
    parts = taken_apart(url)
    host, _, port = parts.netloc.rpartition("@")[2].lower().partition(":")
    if port and port != _PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    return host, parts.path, _query(parts.query)


def _query(text: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(text, keep_blank_values=True)
    return sorted((name, value) for name, value in pairs if name.lower() not in _SECRET)


def _body_key(body: bytes) -> bytes:
    if not body:
        return b""
    if body.lstrip()[:1] in (b"{", b"["):
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError:
            return body
        if isinstance(value, dict):
            value = {name: one for name, one in value.items() if name.lower() not in _SECRET}
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    if b"=" in body and b"\n" not in body:
        return urlencode(_query(body.decode("utf-8", errors="replace"))).encode()
    return body
