"""Reading one page to its end: facts, a named block, nothing of ours, or unreadable with the reason."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.claims import with_claims
from crawler.door import scrub_facts, scrub_url, whole_words
from crawler.mishaps import said_by
from crawler.networks.network import Ask, Network
from crawler.page import Page
from storage.clock import now_millis, to_millis
from storage.errors import PageError, UnreadablePage
from storage.facts import Block, BlockKind, Fact
from storage.landing import PageRecord

_NAMED_BY = ("handle", "author_handle", "source", "target")
# Spaces, controls, and the marks that turn or hide what is written; the joiners of Persian and Hindi words stay.
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_NAME = re.compile(rf"[^@{_UNSEEN}][^{_UNSEEN}]{{0,511}}")


def read_page(network: Network, page: Page, asked: Ask | None = None) -> tuple[PageRecord, list[Fact]]:
    """What a page says and how it ended: facts, empty, block or unreadable; never silently nothing."""
    detail = unreadable = None
    facts: list[Fact] = []
    try:
        facts = said_by(network, "reader", page.url, lambda: _read(network, page))
    except PageError as error:
        unreadable = whole_words(str(error))
    if not facts and (led_away := _led_away(page, network, asked)) is not None:
        facts, unreadable = [led_away], None
    block = next((fact for fact in facts if type(fact) is Block), None)
    if unreadable is not None:
        outcome, detail = "unreadable", unreadable
    else:
        outcome = "facts" if any(not isinstance(fact, Block) for fact in facts) else "block" if block else "empty"
        detail = None if block is None else " ".join(filter(None, (block.kind.replace("_", " "), block.detail)))
    return _record(network.name, page, outcome, detail), facts


def unreadable_too(network: str, page: Page, reason: str) -> PageRecord:
    """A further record of a page that was read, for what could not be made of it."""
    return _record(network, page, "unreadable", whole_words(reason))


def _record(network: str, page: Page, outcome: str, detail: str | None) -> PageRecord:
    at = to_millis(page.time)
    return PageRecord(
        network=network,
        url=page.url,
        document=page.document,
        fetched_at=now_millis() if at is None else at,
        status=page.status,
        sha256=hashlib.sha256(page.body).hexdigest(),
        source=page.source,
        outcome=outcome,
        detail=detail,
    )


def _read(network: Network, page: Page) -> list[Fact]:
    said = scrub_facts(network.read(page))
    return with_claims(_with_refusal(network, page, _of_nameable(page, said)))


def _of_nameable(page: Page, facts: list[Fact]) -> list[Fact]:
    """Facts about those whose names can be names; raises UnreadablePage where a page tells of nobody else.

    A server of one's own may call its people what it likes: nothing, a page of text, or letters nobody sees, which
    would show one account under the name of another.
    """
    left = [fact for fact in facts if _is_nameable(fact)]
    if facts and not left:
        raise UnreadablePage(f"{page.url}: nobody that it tells of has a name that an account can have")
    return left


def _is_nameable(fact: Fact) -> bool:
    values = fact.__dict__
    return all(_NAME.fullmatch(values.get(part) or "-") is not None for part in _NAMED_BY)


def refuse_unasked(network: str, url: str, kind: BlockKind, reason: str) -> tuple[PageRecord, Block]:
    """What stands for the answer to a request that must not be sent at all: a named block, and its record."""
    url = scrub_url(url)
    block = Block(network=network, page=url, observed_at=datetime.now(UTC), kind=kind, url=url, detail=reason)
    return PageRecord(network, url, now_millis(), 0, "", "http", "block", detail=reason), block


def is_bare(read: Iterable[tuple[Page, PageRecord, list[Fact]]]) -> bool:
    """Whether the pages of a visit carry nothing, and nothing refuses either: a shell, or unreadable."""
    facts = [fact for _, _, said in read for fact in said]
    return all(isinstance(fact, Block) and fact.kind == "shell" for fact in facts)


def withheld_by_robots(record: PageRecord, reason: str) -> tuple[PageRecord, list[Fact]]:
    """What stands for a page that robots.txt left bare: a named block, which concerns this page alone."""
    _, block = refuse_unasked(record.network, record.url, "robots", reason)
    return replace(record, outcome="block", detail=reason), [block]


def _led_away(page: Page, network: Network, asked: Ask | None) -> Block | None:
    """Who asks for data and is led to a page for people, to log in or the like, was refused."""
    if (
        asked is None
        or asked.kind != "api"
        or page.url == scrub_url(asked.url)
        or not page.is_html
        or page.status >= 400
    ):
        return None
    return Block(
        network=network.name,
        page=page.url,
        observed_at=page.time,
        kind="closed",
        url=scrub_url(asked.url),
        detail=f"{urlsplit(asked.url).netloc} led to {page.url} instead of an answer",
    )


def _with_refusal(network: Network, page: Page, facts: list[Fact]) -> list[Fact]:
    """A status that says no is a block, also where the network's reader has no name for its body."""
    if facts or page.status < 400:
        return facts
    kind: BlockKind = "refused"
    if page.status == 429:
        kind = "rate_limit"
    elif page.status in {404, 410}:
        kind = "gone"
    elif page.status >= 500:
        kind = "error"
    at = page.time
    block = Block(
        network=network.name, page=page.url, observed_at=at, kind=kind, url=page.url, detail=f"HTTP {page.status}"
    )
    return [block]
