"""Reading one page to its end: facts, a named block, nothing of ours, or unreadable with the reason."""

import hashlib

from crawler.networks.network import Network
from crawler.page import Page
from storage.clock import now_millis, to_millis
from storage.errors import PageError
from storage.facts import Block, BlockKind, Fact
from storage.landing import PageRecord


def read_page(network: Network, page: Page) -> tuple[PageRecord, list[Fact]]:
    """What a page says and how it ended: facts, empty, block or unreadable; never silently nothing."""
    detail = None
    try:
        facts = _with_refusal(network, page, network.read(page))
        block = next((fact for fact in facts if isinstance(fact, Block)), None)
        outcome = "facts" if any(not isinstance(fact, Block) for fact in facts) else "block" if block else "empty"
        detail = None if block is None else " ".join(filter(None, (block.kind.replace("_", " "), block.detail)))
    except PageError as error:
        facts, outcome, detail = [], "unreadable", str(error)
    at = to_millis(page.time)
    record = PageRecord(
        network=network.name,
        url=page.url,
        document=page.document,
        fetched_at=now_millis() if at is None else at,
        status=page.status,
        sha256=hashlib.sha256(page.body).hexdigest(),
        source=page.source,
        outcome=outcome,
        detail=detail,
    )
    return record, facts


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
