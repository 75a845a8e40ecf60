"""Feeds that bridges make of an account of X: Nitter's on whatever host, RSSHub's. They count nothing."""

import re

from crawler.networks.bridged import leads_to
from crawler.networks.feeds import Feed, is_feed_of, read_feed
from crawler.networks.x.address import NETWORK, handle_in, handle_of, profile_url
from crawler.page import Page
from storage.facts import Fact, Post

_NITTER = re.compile(r"Twitter feed for: @(\w{1,20})")
_STATUS = re.compile(r"//[^/]{1,200}/(\w{1,20})/status/(\d{1,25})")


def _whose(link: str, about: str) -> str | None:
    said = _NITTER.search(about)
    return handle_in(said.group(1)) if said else handle_of(link)


def _post_in(_: str, address: str) -> str | None:
    match = _STATUS.search(address)
    return match.group(2) if match else None


def _name(title: str) -> str | None:
    """The name in "Mira / @mira_lind", "Mira (@mira_lind) - Twitter", "Twitter @Mira"."""
    told = (title.rpartition(" / @")[0], title.partition(" (@")[0] if " (@" in title else "")
    name = next((one.strip() for one in told if one.strip()), None)
    return name or title.removeprefix("Twitter @").strip() or None


_FEEDS = [
    Feed(NETWORK, mark, handle=_whose, post=_post_in, named=_name, has_bio=False)
    for mark in (b"Twitter feed for: @", b"<link>https://x.com/", b"<link>https://twitter.com/")
]


def is_feed_of_account(page: Page) -> bool:
    """Whether a page is such a feed; entries of any other may lead to X."""
    if leads_to(page, handle_of):
        return True
    head = page.body[:4_000].partition(b"<item>")[0]
    return any(kind.mark in head and is_feed_of(page, kind) for kind in _FEEDS)


def read(page: Page) -> list[Fact]:
    """The account and its own posts: what it shared stands among them under others' names."""
    facts: list[Fact] = []
    for fact in read_feed(page, _FEEDS[0]):
        if isinstance(fact, Post):
            told = _STATUS.search(fact.url or "")
            if told is None or (handle := told.group(1).lower()) != fact.author_handle:
                continue
            fact = fact.model_copy(update={"url": f"{profile_url(handle)}/status/{fact.native_id}"})
        facts.append(fact)
    return facts
