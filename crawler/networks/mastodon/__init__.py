"""Mastodon and everything that speaks its API (Pixelfed, Takahe, GoToSocial, Akkoma, Friendica): keyless and live.

Only the configured instances are asked; what they know of accounts elsewhere is read from them.
Endpoints: https://docs.joinmastodon.org/methods/ (timelines, accounts); paging by the Link header.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.networks.mastodon.account import NETWORK as NAME
from crawler.networks.mastodon.account import count_of
from crawler.networks.mastodon.address import (
    DEFAULT_INSTANCE,
    base_of,
    clean_handle,
    handle_of,
    host_of,
    profile_url,
    same_host,
)
from crawler.networks.mastodon.read import read_page, recognises_page, resets_at
from crawler.networks.network import Ask, Limit, Network, Options, Readiness, Target
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, Fact, Profile

_TAG_PAGES = 5
_NEXT = re.compile(r'<([^<>]{1,4000})>\s{0,5};[^,<]{0,200}?rel="?next"?', re.IGNORECASE)


def ask(target: Target, options: Options) -> list[Ask]:
    """A hashtag's timeline on each instance; an account's lookup on one (the others follow if it is unknown there)."""
    bases = _bases(options)
    if target.kind == "hashtag":
        tag = quote(target.key, safe="")
        return [Ask(url=f"{base}/api/v1/timelines/tag/{tag}?limit=40", purpose="tag 1") for base in bases]
    if target.kind == "account":
        return [_lookup(target.key, _nearest_first(target.key, bases), 0)]
    return []


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """What comes after an answer: next pages, after a lookup the posts and whom the account follows."""
    purpose, _, number = asked.purpose.partition(" ")
    count = int(number) if number.isdigit() else 1
    if purpose == "tag":
        return _next_page(asked, page, f"tag {count + 1}") if count < _TAG_PAGES else []
    if purpose == "lookup":
        return _after_lookup(target, asked, facts, options, count)
    if purpose in ("statuses", "following"):
        wanted = options.posts_per_account if purpose == "statuses" else options.related_per_account
        return _next_page(asked, page, f"{purpose} {_length(page) + count}") if _length(page) + count < wanted else []
    return []


def _after_lookup(target: Target, asked: Ask, facts: Sequence[Fact], options: Options, number: int) -> list[Ask]:
    bases = _nearest_first(target.key, _bases(options))
    if any(isinstance(fact, Block) for fact in facts):
        return [_lookup(target.key, bases, number + 1)] if number + 1 < len(bases) else []
    subject = next((fact for fact in facts if isinstance(fact, Profile)), None)
    if subject is None or subject.native_id is None:
        return []
    base = asked.url.partition("/api/")[0]
    about = f"{base}/api/v1/accounts/{quote(subject.native_id, safe='')}"
    document = profile_url(subject.handle)
    asks = []
    if options.posts_per_account > 0:
        query = f"exclude_replies=true&exclude_reblogs=true&limit={min(40, options.posts_per_account)}"
        asks.append(Ask(url=f"{about}/statuses?{query}", purpose="statuses 0", document=document))
    if options.related_per_account > 0:
        limit = min(80, options.related_per_account)
        asks.append(Ask(url=f"{about}/following?limit={limit}", purpose="following 0", document=document))
    return asks


def _bases(options: Options) -> list[str]:
    return [base_of(instance) for instance in options.instances] or [base_of(DEFAULT_INSTANCE)]


def _nearest_first(handle: str, bases: list[str]) -> list[str]:
    """The instances, an account's own first: it knows its own people best. No other host is ever asked."""
    return sorted(bases, key=lambda base: not _lives_at(handle, base))


def _lives_at(handle: str, base: str) -> bool:
    return same_host(handle.partition("@")[2], host_of(base) or "")


def _lookup(handle: str, bases: list[str], number: int) -> Ask:
    base = bases[number]
    # Some servers find their own people by the bare name only; all of them do.
    acct = handle.partition("@")[0] if _lives_at(handle, base) else handle
    return Ask(url=f"{base}/api/v1/accounts/lookup?acct={quote(acct, safe='@:')}", purpose=f"lookup {number}")


def _next_page(asked: Ask, page: Page, purpose: str) -> list[Ask]:
    """The next page by the Link header: its query only, so that a header cannot lead to another host."""
    match = _NEXT.search(page.header("link") or "")
    if match is None or _length(page) == 0:
        return []
    parts = urlsplit(asked.url)
    # Some servers forget in their link what the list was narrowed to.
    query = {**dict(parse_qsl(parts.query)), **dict(parse_qsl(urlsplit(match.group(1)).query))}
    url = urlunsplit(parts._replace(query=urlencode(query)))
    return [replace(asked, url=url, purpose=purpose)] if url != asked.url else []


def _length(page: Page) -> int:
    try:
        value = page.json
    except UnreadablePage:
        return 0
    return len(value) if isinstance(value, list) else 0


def ready(options: Options) -> Readiness:
    """Always ready: keyless; the hint names the instances that are asked."""
    hosts = ", ".join(host_of(base) or base for base in _bases(options))
    return Readiness(True, f"keyless, asks {hosts}; name other instances in the settings")


def limit(page: Page) -> Limit | None:
    """What X-RateLimit-Remaining and X-RateLimit-Reset announce, ``None`` where neither stands."""
    remaining, resets = count_of(page.header("x-ratelimit-remaining")), resets_at(page)
    return Limit(remaining, resets) if remaining is not None or resets is not None else None


NETWORK = Network(
    name=NAME,
    title="Mastodon",
    hosts=(),
    read=read_page,
    recognises=recognises_page,
    ask=ask,
    follow=follow,
    profile_url=profile_url,
    handle_of=handle_of,
    clean_handle=clean_handle,
    ready=ready,
    limit=limit,
)
