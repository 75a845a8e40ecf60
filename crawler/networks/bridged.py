"""Feeds that bridges (RSSHub, RSS-Bridge, rss.app) make of an account of a network that writes none itself.

Whose it is stands in the feed's own link; its entries link to the account's posts.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from crawler.networks.feeds import Feed, is_feed, is_json_feed, read_feed
from crawler.networks.network import Network, PostAddress
from crawler.networks.values import text_in
from crawler.page import Page
from storage.facts import Fact, Post, Profile

_HEAD = 8_000
_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
_LINK = re.compile(rb"<link>\s{0,20}(?:<!\[CDATA\[)?\s{0,20}(https?://[^<>\s\]]{4,300})")
_ALTERNATE = re.compile(rb"<link\b([^<>]{0,300})>")
_HREF = re.compile(rb"href=[\"'](https?://[^\"'<>\s]{4,300})")
_AT_NAME = re.compile(r"(https://[\w.-]{4,253}/@[\w.-]{1,64})/?")
_OWN_WORDS = b"youtube.com/xml/schemas"  # the network's own feeds of its channels


def link_of(page: Page) -> str | None:
    """The address that a feed says it is of; ``None`` where it says none, or the page is no feed."""
    if is_json_feed(page):
        return text_in(page.json.get("home_page_url"))
    if not is_feed(page):
        return None
    head = _ENTRY.split(page.body[:_HEAD], maxsplit=1)[0]
    plain = _LINK.search(head)
    if plain is not None:
        return plain.group(1).decode("utf-8", errors="replace")
    for link in _ALTERNATE.finditer(head):
        address = _HREF.search(link.group(1))
        if address is not None and b"rel=" not in link.group(1).replace(b'rel="alternate"', b""):
            return address.group(1).decode("utf-8", errors="replace")
    return None


def leads_to(page: Page, handle_of: Callable[[str], str | None]) -> bool:
    """Whether a page is a feed of an account of the network whose addresses ``handle_of`` knows."""
    link = link_of(page)
    return link is not None and handle_of(link) is not None and _OWN_WORDS not in page.body[:_HEAD]


def is_bridged_mastodon(page: Page) -> bool:
    """Whether a page is a feed of an account on a server of the Fediverse: its entries are that account's by number.

    Sites of any kind have their people at /@name.
    """
    account = _AT_NAME.fullmatch(link_of(page) or "")
    if account is None:
        return False
    post = re.escape(account.group(1)).encode() + rb"/(?:statuses/|posts/)?\d{15,20}[\"'<?]"
    return re.search(post, page.body) is not None


def with_bridged_feeds(
    network: Network, post: Callable[[str], str | None], is_id: Callable[[object], bool] = lambda _: False
) -> Network:
    """The network, reading such feeds too; ``post`` is a post's native id by its address, ``is_id`` whether what an
    account's address holds is its native id rather than its handle."""
    feed = Feed(
        network=network.name,
        mark=b"",
        handle=lambda link, _: network.handle_of(link),
        post=lambda _, address: post(address),
        named=name_in_title,
        has_bio=False,  # bridges add words of their own
    )

    def read(page: Page) -> list[Fact]:
        if not leads_to(page, network.handle_of):
            return network.read(page)
        return [_told_by_id(fact) if is_id(_whose(fact)) else fact for fact in read_feed(page, feed)]

    def recognises(page: Page) -> bool:
        return leads_to(page, network.handle_of) or network.recognises(page)

    def post_at(address: str) -> PostAddress | None:
        native_id = post(address)
        return PostAddress(native_id) if native_id is not None else None

    return replace(network, read=read, recognises=recognises, post_at=post_at)


def _whose(fact: Fact) -> str | None:
    return fact.handle if isinstance(fact, Profile) else fact.author_handle if isinstance(fact, Post) else None


def _told_by_id(fact: Fact) -> Fact:
    if isinstance(fact, Post):
        return fact.model_copy(update={"author_handle": None, "author_native_id": fact.author_handle})
    return fact.model_copy(update={"native_id": _whose(fact)})


def name_in_title(title: str) -> str | None:
    """The name in "Mira (@mira.lind) - Instagram"; ``None`` for a title of another form, which may be the bridge's."""
    return title.partition(" (@")[0].strip() or None if " (@" in title else None
