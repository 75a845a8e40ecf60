"""Whose turn it is: when a visit may send its next request to a host. Kept in the database, for all workers at once."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from sqlalchemy import Connection

from crawler.crawling.pauses import Pause
from crawler.crawling.visits import Visit
from crawler.engine.addresses import is_this_machine
from crawler.networks.addresses import asked_host
from crawler.networks.network import Ask, Network
from storage import frontier, hosts
from storage.clock import now_millis
from storage.database import Database

LEASE_MS = 120_000
_FURTHEST_MS, _MOST_WAITING = 1_200_000, 64  # no turn is reserved further ahead, nor by more visits at once
_LOOK_AGAIN_MS = 250  # until those who wait for a try of another look whether it went well
_LONGEST_PAGE_MS = 90_000  # a page that is rendered has its host to itself for so long, unless it is there earlier


class Turns:
    """The pace of one crawl. ``pace`` seconds between requests to a host; ``None``: each network's own."""

    def __init__(self, database: Database, networks: Mapping[str, Network], pace: float | None) -> None:
        self._database = database
        self._networks = networks
        self._pace = pace
        self._probes: dict[str, tuple[int, int]] = {}  # host → which visit tries whether it is open, until when
        self._delays: dict[str, int] = {}  # what robots.txt asks for, in milliseconds between requests

    def slow_down(self, host: str, delay_ms: int) -> None:
        """robots.txt of this host asks for so long a time between requests, whatever our pace is."""
        self._delays[host] = delay_ms

    def reserve(self, connection: Connection, visit: Visit, ask: Ask, url: str) -> int:
        """When this visit may send its next request to that host (milliseconds); it keeps its lease until then.

        Nobody else asks the host while a page is rendered: a browser asks for a person's patience, not for more.
        """
        visit.gap = self.gap(visit, ask, url)
        gap = visit.gap + (_LONGEST_PAGE_MS if ask.kind == "page" else 0)
        host, now = asked_host(url), now_millis()
        at = hosts.reserve_host(connection, host, now=now, gap_ms=gap)
        if at > self._furthest(now):
            self.mend(connection, now)
            at = hosts.reserve_host(connection, host, now=now, gap_ms=gap)
        if visit.leased_until - at < LEASE_MS / 2:
            visit.leased_until = at + LEASE_MS
            visit.lost = not frontier.renew_lease(connection, visit.lease, until=visit.leased_until)
        return at

    def gap(self, visit: Visit, ask: Ask, url: str) -> int:
        """Milliseconds between requests to a host: as set, else the network's own pace; none on this machine itself.

        Never less than what its robots.txt asks for.
        """
        pace = self._pace
        if pace is None:
            network = self._networks[visit.target.network]
            usual = network.seconds_between_pages if ask.kind == "page" else network.seconds_between_requests
            pace = 0.0 if is_this_machine(urlsplit(url).hostname or "") else usual
        return max(round(pace * 1000), self._delays.get(asked_host(url), 0))

    def mend(self, connection: Connection, now: int) -> None:
        """Takes back turns from before the clock was set back, which nobody would live to see."""
        hosts.take_back_turns(connection, now=now, beyond=self._furthest(now))

    def _furthest(self, now: int) -> int:
        return now + _FURTHEST_MS + round(_MOST_WAITING * (self._pace or 0) * 1000)

    def answered(self, connection: Connection, visit: Visit, ask: Ask) -> None:
        """What was asked for is there, or failed: who waited for this try goes on; after a rendered page its host is
        open again after the usual pace."""
        for host in [host for host, (probing, _) in self._probes.items() if probing == visit.lease.id]:
            del self._probes[host]
        if ask.kind == "page":
            at = now_millis() + self.gap(visit, ask, ask.url)
            hosts.open_host(connection, asked_host(ask.url), at=at)

    def held_until(self, url: str) -> int | None:
        """Until when nothing may be sent to this host, ``None`` where something may now."""
        with self._database.read() as connection:
            held, _, _ = hosts.host_state(connection, asked_host(url))
        return held if held > now_millis() else None

    def is_held(self, connection: Connection, url: str) -> bool:
        """Whether nothing may be sent to this host now."""
        held, _, _ = hosts.host_state(connection, asked_host(url))
        return held > now_millis()

    def postponed(self, visit: Visit, ask: Ask, url: str, at: int, *, redirected: bool) -> int | None:
        """Another time for a request that must not leave now although it was its turn; ``None`` where it may.

        Its host was held meanwhile, its turn went by while robots.txt was waited for, robots.txt asks for a slower pace
        than the turn was taken at, or it was led here by a redirect and has no turn yet. Half a gap late is in time:
        whoever comes next keeps the other half.
        """
        host, gap, now = asked_host(url), self.gap(visit, ask, url), now_millis()
        with self._database.read() as connection:
            held, _, reason = hosts.host_state(connection, host)
        if reason is not None and held <= now and not self._may_try(visit, host, now):
            return now + _LOOK_AGAIN_MS
        in_turn = not redirected and gap <= visit.gap and now - at <= gap / 2
        if held <= now and (gap == 0 or in_turn):
            return None
        with self._database.write() as connection:
            later = self.reserve(connection, visit, ask, url)
        return later if later > now_millis() else None

    def _may_try(self, visit: Visit, host: str, now: int) -> bool:
        """Whether this visit is the one of this process that tries whether a host that refused is open again."""
        probing, until = self._probes.get(host, (visit.lease.id, now))
        if probing != visit.lease.id and until > now:
            return False
        self._probes[host] = (visit.lease.id, now + _LONGEST_PAGE_MS)
        return True


def hold_hosts(connection: Connection, urls: Iterable[str], pause: Pause) -> None:
    """The hosts of these addresses are left alone for as long as the pause says: who was asked, and whom it led to."""
    now = now_millis()
    for host in dict.fromkeys(map(asked_host, urls)):
        held, backoff, _ = hosts.host_state(connection, host)
        until, backoff = pause.hold(now, backoff, held=held > now)
        hosts.hold_host(connection, host, until=until, backoff_s=backoff, reason=pause.reason)
