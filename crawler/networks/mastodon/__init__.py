"""Mastodon and everything that speaks its API (Pixelfed, Takahe, GoToSocial, Akkoma, Friendica): keyless and live.

Hashtags are asked of the named instances only; an account is asked about at its own home first, then of those.
Endpoints: https://docs.joinmastodon.org/methods/ (instance, timelines, accounts, directory); paging by the Link header.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from crawler.networks.mastodon.account import NETWORK as NAME
from crawler.networks.mastodon.account import is_pixelfed
from crawler.networks.mastodon.address import (
    DEFAULT_INSTANCE,
    base_of,
    clean_handle,
    handle_of,
    host_of,
    may_be_home,
    profile_url,
    same_host,
)
from crawler.networks.mastodon.instance import open_feeds
from crawler.networks.mastodon.read import read_page, recognises_page
from crawler.networks.mastodon.refusal import limit_of
from crawler.networks.network import Ask, Network, Options, Readiness, Target
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, Fact, Post, Profile

_TAG_PAGES = 5
_NEXT = re.compile(r'<([^<>]{1,4000})>\s{0,5};[^,<]{0,200}?rel="?next"?', re.IGNORECASE)


def ask(target: Target, options: Options) -> list[Ask]:
    """A hashtag: what each instance shows to the public; an account: its lookup at home, else where it may be known."""
    if target.kind == "hashtag":
        return [
            Ask(
                url=f"{base}/api/v2/instance",
                purpose="instance",
                otherwise=_tag_ask(base, target.key),
            )
            for base in _bases(options)
        ]
    if target.kind == "account":
        asks = [_lookup(target.key, base) for base in _nearest_first(target.key, options)]
        first = asks.pop()
        while asks:
            first = replace(asks.pop(), otherwise=first)
        return [first]
    return []


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """What comes after an answer: next pages, after a lookup the posts, whom the account follows and endorses."""
    purpose, _, number = asked.purpose.partition(" ")
    count = int(number) if number.isdigit() else 0
    if purpose == "instance":
        return _after_instance(target, asked, page, facts, options)
    if purpose == "tag":
        return _next_page(asked, page, f"tag {count + 1}") if count < _TAG_PAGES else []
    if purpose == "lookup":
        return _after_lookup(asked, page, facts, options)
    if purpose == "statuses":
        return _more_statuses(asked, page, facts, options)
    if purpose == "following":
        number_seen = _length(page) + count
        more = number_seen < options.related_per_account
        return _next_page(asked, page, f"following {number_seen}") if more else []
    if purpose == "directory":
        return _directory(asked.url.partition("/api/")[0], options, count + _length(page)) if _length(page) else []
    return []


def _after_instance(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """The timeline of what is open: an instance that shows only its own posts (or others') refuses to show both."""
    base = asked.url.partition("/api/")[0]
    directory = _directory(base, options, 0)
    if any(isinstance(fact, Block) and fact.kind == "closed" for fact in facts):
        return directory
    feeds = open_feeds(_json_of(page))
    return [_tag_ask(base, target.key, feeds if feeds in ("local", "remote") else None), *directory]


def _tag_ask(base: str, tag: str, only: str | None = None) -> Ask:
    narrowed = f"&{only}=true" if only else ""
    return Ask(url=f"{base}/api/v1/timelines/tag/{quote(tag, safe='')}?limit=40{narrowed}", purpose="tag 1")


def _directory(base: str, options: Options, begin: int) -> list[Ask]:
    """A page of the instance's own list of people who want to be found; only where the settings ask for it."""
    said = options.said.get("directory", "")
    most = int(said) if said.isascii() and said.isdigit() else 0
    if options.live and begin >= most:
        return []
    query = f"local=true&order=active&limit=80&offset={begin}"
    return [Ask(url=f"{base}/api/v1/directory?{query}", purpose=f"directory {begin}", optional=True)]


def _after_lookup(asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    subject = next((fact for fact in facts if isinstance(fact, Profile)), None)
    blocked = next((fact for fact in facts if isinstance(fact, Block)), None)
    if subject is None or subject.native_id is None or blocked is not None:
        # What its home says of an account is the last word; elsewhere it may be unknown, or shut out.
        at_home = "@" not in urlsplit(asked.url).query
        final = subject is not None and blocked is not None and (at_home or blocked.kind == "hidden")
        return [asked.otherwise] if asked.otherwise is not None and not final else []
    account = _json_of(page)
    account = account if isinstance(account, dict) else {}
    # A domain of people may answer at another name: what follows is asked there at once.
    base = (page.url if "/api/" in page.url else asked.url).partition("/api/")[0]
    about = f"{base}/api/v1/accounts/{quote(subject.native_id, safe='')}"
    document = asked.document or profile_url(subject.handle)
    asks = []
    if options.posts_per_account > 0:
        # Boosts come along: they tell whom the account recommends, and cost no request of their own.
        query = f"exclude_replies=true&limit={min(40, options.posts_per_account)}"
        asks.append(Ask(url=f"{about}/statuses?{query}", purpose="statuses 1.0", document=document))
    if options.related_per_account > 0:
        if account.get("hide_collections") is not True:
            limit = min(80, options.related_per_account)
            asks.append(Ask(url=f"{about}/following?limit={limit}", purpose="following 0", document=document))
        if not is_pixelfed(account):
            url = f"{about}/endorsements?limit=40"
            asks.append(Ask(url=url, purpose="endorsements", document=document, optional=True))
    if options.said.get("featured_tags") == "yes" or not options.live:
        asks.append(Ask(url=f"{about}/featured_tags", purpose="tags", document=document, optional=True))
    return asks


def _more_statuses(asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """The next page of posts, until enough are the account's own; one page more where boosts take the most of them."""
    pages, _, own = asked.purpose.partition(" ")[2].partition(".")
    handle = handle_of(asked.document or "")
    posts = [fact for fact in facts if isinstance(fact, Post)]
    found = int(own) + sum(post.author_handle == handle for post in posts)
    usual = ceil(options.posts_per_account / 40)
    enough = options.posts_per_account if int(pages) < usual else options.posts_per_account / 2
    if found >= enough or int(pages) > usual:
        return []
    return _next_page(asked, page, f"statuses {int(pages) + 1}.{found}")


def _json_of(page: Page) -> Any:
    try:
        return page.json
    except UnreadablePage:
        return None


def _bases(options: Options) -> list[str]:
    return [base_of(instance) for instance in options.instances] or [base_of(DEFAULT_INSTANCE)]


def _nearest_first(handle: str, options: Options) -> list[str]:
    """Where an account is looked up, in turn: its home, which knows its own people best, then the named instances."""
    bases = sorted(_bases(options), key=lambda base: not _lives_at(handle, base))
    home = handle.partition("@")[2]
    asks_home = options.said.get("homes", "yes") != "no" and may_be_home(home)
    return bases if _lives_at(handle, bases[0]) or not asks_home else [base_of(home), *bases]


def _lives_at(handle: str, base: str) -> bool:
    return same_host(handle.partition("@")[2], host_of(base) or "")


def _lookup(handle: str, base: str) -> Ask:
    # Some servers find their own people by the bare name only; all of them do.
    at_home = _lives_at(handle, base)
    acct = handle.partition("@")[0] if at_home else handle
    document = profile_url(handle) if at_home else None
    return Ask(
        url=f"{base}/api/v1/accounts/lookup?acct={quote(acct, safe='@:')}", purpose="lookup", document=document
    )  # fmt: skip


def _next_page(asked: Ask, page: Page, purpose: str) -> list[Ask]:
    """The next page by the Link header: its query only, so that a header cannot lead to another host."""
    match = _NEXT.search(page.header("link") or "")
    if match is None or _length(page) == 0:
        return []
    parts = urlsplit(asked.url)
    try:
        next_query = urlsplit(match.group(1)).query
    except ValueError:  # no address at all
        return []
    # Some servers forget in their link what the list was narrowed to.
    query = {**dict(parse_qsl(parts.query)), **dict(parse_qsl(next_query))}
    url = urlunsplit(parts._replace(query=urlencode(query)))
    return [replace(asked, url=url, purpose=purpose)] if url != asked.url else []


def _length(page: Page) -> int:
    value = _json_of(page)
    return len(value) if isinstance(value, list) else 0


def ready(options: Options) -> Readiness:
    """Always ready: keyless; the hint names the instances that are asked."""
    hosts = ", ".join(host_of(base) or base for base in _bases(options))
    return Readiness(True, f"keyless, asks {hosts}; name other instances in the settings")


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
    limit=limit_of,
    settings=("homes", "directory", "featured_tags"),
)
