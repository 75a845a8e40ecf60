"""How a visit goes on once its request was answered: with its next question, again, elsewhere, later, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from crawler.crawling.allowances import note_told, take_use
from crawler.crawling.leasing import Leasing
from crawler.crawling.pauses import PATIENCE_MS, ClosedHosts, Pause, gravest, pause_after, wait_until
from crawler.crawling.sharing import Sharing
from crawler.crawling.turns import Turns, hold_hosts
from crawler.crawling.visits import Progress, Step, Visit
from crawler.mishaps import said_by
from crawler.networks.addresses import asked_host
from crawler.networks.network import Ask, Network, Options
from crawler.page import Page
from crawler.reading import unreadable_too
from storage import frontier, hosts
from storage.clock import now_millis
from storage.errors import PageError
from storage.facts import Fact
from storage.landing import land_page

RETRY_MS = (2_000, 8_000)
_Said = TypeVar("_Said")


class UnderWay(Protocol):
    """What the course of a visit needs to know of the crawl that it belongs to."""

    run_id: int
    networks: Mapping[str, Network]
    options: Mapping[str, Options]
    live: bool
    stopping: str | None
    open_visits: dict[int, Visit]
    turns: Turns
    closed_hosts: ClosedHosts
    leasing: Leasing
    sharing: Sharing
    progress: Progress

    def spent(self) -> str | None:
        """Which budget is spent, in words; ``None`` while there is something left."""


def decide(
    crawl: UnderWay,
    connection: Connection,
    visit: Visit,
    ask: Ask,
    pages: Sequence[Page],
    facts: Sequence[Fact],
    *,
    torn: bool = False,
) -> Step:
    """What a visit does after an answer: goes on, waits, tries again (also where it was ``torn`` on its way), or is
    over."""
    network, options = crawl.networks[visit.target.network], crawl.options[visit.target.network]
    block = gravest(facts)
    now = now_millis()
    if crawl.live:
        crawl.turns.answered(connection, visit, ask)
        page = next((page for page in pages if block is not None and page.url == block.page), pages[-1])
        limit = _said(crawl, connection, visit, page, "limit", lambda: network.limit(page), None)
        if limit is not None and limit.used:
            note_told(connection, network, limit.used, now=now)
        pause = pause_after(block, page, limit, now=now) or crawl.closed_hosts.pause_after(ask.url, block)
        if pause is not None and pause.stops_visit and ask.kind == "page":
            # Who is refused as a visitor does not knock again: after the wait one visit tries whether it is open.
            crawl.leasing.networks_closed.add(network.name)
        elif pause is not None and pause.may_retry and not tried_enough(visit) and not ask.elsewhere:
            visit.asks.appendleft(ask)
            return retry(crawl, connection, visit)
        if pause is not None:
            hold_hosts(connection, [ask.url, page.url], pause)
            if pause.stops_visit:
                return turn_elsewhere(crawl, connection, visit, ask, pause)
        elif block is None:
            for host in {asked_host(ask.url), asked_host(page.url)}:
                hosts.clear_backoff(connection, host, now=now)
        if torn and not tried_enough(visit):
            visit.asks.appendleft(ask.elsewhere or ask)
            if ask.elsewhere or crawl.stopping or crawl.spent():
                return continue_visit(crawl, connection, visit, now)
            return retry(crawl, connection, visit)
    visit.retries = 0
    for page in pages:
        next_ones = partial(network.follow, visit.target, ask, page, facts, options)
        visit.asks.extend(_said(crawl, connection, visit, page, "next question", next_ones, []))
    return continue_visit(crawl, connection, visit, now)


def _said(
    crawl: UnderWay,
    connection: Connection,
    visit: Visit,
    page: Page,
    part: str,
    work: Callable[[], _Said],
    otherwise: _Said,
) -> _Said:
    """What a function of the network makes of a page; where it breaks, the visit goes on without, and that is told
    and counted."""
    try:
        return said_by(crawl.networks[visit.target.network], part, page.url, work)
    except PageError as error:
        record = unreadable_too(visit.target.network, page, str(error))
        land_page(connection, crawl.run_id, record, [])
        crawl.sharing.count(connection, unreadable=1)
        crawl.progress.add_broken(record.detail or "")
        visit.note("unreadable")
        return otherwise


def turn_elsewhere(crawl: UnderWay, connection: Connection, visit: Visit, ask: Ask, pause: Pause) -> Step:
    """A host that refuses keeps nobody from asking the others; what it did not answer is asked again later."""
    visit.retries = 0
    if ask.elsewhere is not None:
        visit.asks.appendleft(ask.elsewhere)
        return continue_visit(crawl, connection, visit, now_millis())
    visit.leave_unanswered(ask)
    if visit.asks and not crawl.stopping and not crawl.spent():
        visit.pause = visit.pause or pause
        return _go_on(crawl, connection, visit)
    put_back(crawl, connection, visit, visit.pause or pause)
    return Step(None)


def tried_enough(visit: Visit) -> bool:
    """Whether what failed below HTTP is not tried again."""
    return visit.retries >= len(RETRY_MS)


def retry(crawl: UnderWay, connection: Connection, visit: Visit) -> Step:
    """The same request once more, after a while."""
    wait = RETRY_MS[visit.retries]
    visit.retries += 1
    step = _go_on(crawl, connection, visit)
    return replace(step, at=max(step.at, now_millis() + wait))


def continue_visit(crawl: UnderWay, connection: Connection, visit: Visit, now: int) -> Step:
    """The visit's next question; over where it has none, given back where the run stops or its budget is spent."""
    if not visit.asks and visit.pause is not None:
        put_back(crawl, connection, visit, visit.pause)
        return Step(None)
    if not visit.asks:
        ours = frontier.finish_visit(connection, visit.lease, outcome=visit.outcome, now=now, chosen=visit.chosen)
        _close(crawl, connection, visit, ours=ours)
        return Step(None)
    if crawl.stopping or crawl.spent():
        frontier.release_visit(connection, visit.lease, not_before=0, outcome="budget", counts=False)
        crawl.open_visits.pop(visit.lease.id, None)
        return Step(None)
    return _go_on(crawl, connection, visit)


def _go_on(crawl: UnderWay, connection: Connection, visit: Visit) -> Step:
    """The visit's next request, unless its host or an allowance makes it wait longer than a visit may stay open."""
    used_up = take_allowance(crawl, connection, visit)
    if used_up is not None:
        put_back(crawl, connection, visit, used_up)
        return Step(None)
    step = next_step(crawl, connection, visit)
    if visit.lost:  # this worker stood still for longer than its lease: another one visits the target, or has
        crawl.open_visits.pop(visit.lease.id, None)
        return Step(None)
    if not crawl.live or step.at - now_millis() <= PATIENCE_MS:
        return step
    reason = visit.pause.reason if visit.pause is not None else "the limit is used up"
    put_back(crawl, connection, visit, wait_until(step.at, reason))
    return Step(None)


def next_step(crawl: UnderWay, connection: Connection, visit: Visit) -> Step:
    """The visit's next request, with the time at which its host may be asked."""
    if not crawl.live:
        return Step(visit.asks[0])
    while crawl.turns.is_held(connection, visit.asks[0].url) and visit.ask_elsewhere():
        pass  # who can be asked about elsewhere does not wait for a host that is left alone
    ask = visit.asks[0]
    return Step(ask, crawl.turns.reserve(connection, visit, ask, ask.url))


def take_allowance(crawl: UnderWay, connection: Connection, visit: Visit) -> Pause | None:
    """Takes what the next request costs of its allowance; the pause that is due where nothing is left of it."""
    use = visit.asks[0].use
    if not crawl.live or use is None:
        return None
    wait = take_use(connection, crawl.networks[visit.target.network], use, now=now_millis())
    return wait and wait_until(*wait)


def put_back(crawl: UnderWay, connection: Connection, visit: Visit, pause: Pause) -> None:
    """The visit waits in the frontier for the end of a pause, and is leased anew then."""
    frontier.release_visit(connection, visit.lease, not_before=pause.until, outcome=pause.reason, counts=pause.counts)
    crawl.open_visits.pop(visit.lease.id, None)


def _close(crawl: UnderWay, connection: Connection, visit: Visit, *, ours: bool) -> None:
    crawl.open_visits.pop(visit.lease.id, None)
    if ours and visit.target.kind == "account":
        crawl.progress.profiles += 1
        crawl.sharing.count(connection, profiles=1)
