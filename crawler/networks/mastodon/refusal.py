"""Refusals of anything that speaks the Mastodon API, by name, and the limits that its headers announce."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from crawler.networks.mastodon.account import NETWORK
from crawler.networks.mastodon.address import host_of
from crawler.networks.network import Limit
from crawler.networks.text import text_of_html
from crawler.networks.values import count_of, mail_time_in, time_in
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind

_API_PATH = re.compile(r"/api/(?:v[12]|pixelfed/v[12])/")
_TAG_PATH = re.compile(r"/api/v1/timelines/tag/([^/?#]{1,600})")
_PART_PATH = re.compile(
    r"/api/(?:v1/(?:pleroma/)?accounts/[^/]{1,80}/(following|followers|endorsements|featured_tags)|v1/(directory)"
    r"|v2/(instance))/?$"
)
_PARTS = {
    "following": "whom an account follows",
    "followers": "who follows an account",
    "endorsements": "whom an account endorses",
    "featured_tags": "the featured hashtags of an account",
    "directory": "its directory",
    "instance": "how it is set up",
}
_LONGEST_DELTA = 7 * 24 * 3600  # a number below is seconds to wait, a larger one seconds since 1970

_BLOCKS: dict[int, BlockKind] = {
    404: "gone",
    410: "gone",
    429: "rate_limit",
    401: "closed",
    403: "closed",
    422: "closed",
}


def is_api(page: Page) -> bool:
    """Whether a page's address is one of the API."""
    return _API_PATH.search(page.url) is not None


def tag_of(page: Page) -> str | None:
    """The hashtag whose timeline was asked for, ``None`` for any other page."""
    match = _TAG_PATH.search(urlsplit(page.url).path)
    return unquote(match.group(1)).lower() if match else None


def block_of(page: Page) -> Block | None:
    """The refusal that an answer is, with the instance's own words; ``None`` for a page that refuses nothing.

    What only some versions or settings offer (lists, the directory, the instance's own page) is ``hidden`` where it is
    not there: that says nothing about the account or the instance itself.
    """
    host, part = host_of(page.url), _part_of(page)
    if page.is_html:
        words = _title_of(page.text)
        if page.header("cf-mitigated") == "challenge" or "challenge-platform" in page.text[:200_000]:
            return named_block("challenge", page, _said(host, words))
        if page.status < 400:
            if not is_api(page):
                return None
            said = "an HTML page where JSON was asked for"
            return named_block("error" if part is None else "hidden", page, _said(host, said))
    else:
        words = _words_of(page)
    if page.status < 400:
        gone = words is not None and words.lower() in ("record not found", "not found", "can't find user")
        return named_block("gone" if gone else "error", page, _said(host, words))
    kind = _BLOCKS.get(page.status, "error" if page.status >= 500 else "refused")
    if kind == "rate_limit":
        words = _wait_of(page) or words
    elif part is not None and page.status < 500:
        return named_block("hidden", page, f"{host} does not tell {_PARTS[part]} ({words or page.status})")
    tag = tag_of(page)
    if kind == "closed" and tag is not None:
        return named_block(kind, page, f"{host} shows #{tag} to its members only ({words or page.status})")
    return named_block(kind, page, _said(host, words or str(page.status)))


def named_block(kind: BlockKind, page: Page, detail: str | None) -> Block:
    """A named refusal of this page."""
    return Block(network=NETWORK, page=page.url, observed_at=page.time, kind=kind, url=page.url, detail=detail)


def limit_of(page: Page) -> Limit | None:
    """What X-RateLimit-Remaining and X-RateLimit-Reset announce, ``None`` where neither stands."""
    remaining, resets = count_of(_header(page, "remaining")), resets_at(page)
    return Limit(remaining, resets) if remaining is not None or resets is not None else None


def resets_at(page: Page) -> datetime | None:
    """When the limit starts anew, ``None`` where no readable time stands.

    X-RateLimit-Reset is ISO 8601 (Mastodon, GoToSocial, Pleroma), seconds or milliseconds since 1970 (Pixelfed and
    proxies), seconds from the time of the page (RateLimit-Reset), or an HTTP date.
    """
    text = (_header(page, "reset") or "").strip()
    if re.fullmatch(r"\d{1,13}(?:\.\d{1,9})?", text, re.ASCII):
        number = float(text)
        if number <= _LONGEST_DELTA:
            return page.time + timedelta(seconds=number) if page.time is not None else None
        seconds = number / 1000 if number > 100_000_000_000 else number
        return datetime.fromtimestamp(seconds, tz=UTC) if seconds > 100_000_000 else None
    return time_in(text) or mail_time_in(text)


def _header(page: Page, name: str) -> str | None:
    return page.header(f"x-ratelimit-{name}") or page.header(f"ratelimit-{name}")


def _part_of(page: Page) -> str | None:
    match = _PART_PATH.search(urlsplit(page.url).path)
    return next(part for part in match.groups() if part) if match else None


def _words_of(page: Page) -> str | None:
    """The instance's own words; Misskey and its kin, which speak another language, put them into an object."""
    try:
        value = page.json
    except UnreadablePage:
        return None
    if not isinstance(value, dict):
        return None
    for said in (value.get("error_description"), value.get("error"), value.get("message")):
        words = said.get("message") if isinstance(said, dict) else said
        if isinstance(words, str) and words.strip():
            return words.strip()
    return None


def _said(host: str | None, words: str | None) -> str | None:
    return ": ".join(part for part in (host, words) if part) or None


def _title_of(markup: str) -> str | None:
    match = re.search(r"<title[^>]{0,200}>([^<]{1,300})", markup[:100_000], re.IGNORECASE)
    return text_of_html(match.group(1)) if match else None


def _wait_of(page: Page) -> str | None:
    retry, reset = page.header("retry-after"), resets_at(page)
    if retry and retry.isascii() and retry.isdigit():
        return f"wait {retry} s"
    until = mail_time_in(retry)
    if until is not None:
        return f"wait until {until.isoformat()}"
    return f"wait until {reset.isoformat()}" if reset else None
