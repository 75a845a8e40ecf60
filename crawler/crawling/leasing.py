"""Which target is visited next: the one of most promise whose host may be asked, or the next one of a recording."""

from collections import deque
from collections.abc import Mapping

from sqlalchemy import Connection

from crawler.crawling.turns import LEASE_MS
from crawler.crawling.visits import Visit
from crawler.mishaps import said_by
from crawler.networks.network import Network, Options, Target
from crawler.sources.replay import Replay
from storage import frontier
from storage.errors import PageError


class Leasing:
    """What one worker takes from the frontier of a run.

    A network that wants to be left alone after a block is put into ``networks_closed``: this run asks it no more.
    """

    def __init__(
        self,
        run_id: int,
        networks: Mapping[str, Network],
        options: Mapping[str, Options],
        *,
        owner: str,
        max_depth: int,
        replay: Replay | None,
    ) -> None:
        self.networks_closed: set[str] = set()
        self._run_id = run_id
        self._networks = networks
        self._options = options
        self._owner = owner
        self._max_depth = max_depth
        self._replay = replay
        self._recorded = deque(replay.recorded_targets() if replay else ())

    def next_visit(self, connection: Connection, now: int) -> Visit | None:
        """Leases a target, with all that is to be asked about it; ``None`` where there is none now."""
        lease = self._lease(connection, now)
        if lease is None:
            return None
        target = Target(lease.network, lease.kind, lease.key)
        visit = Visit(lease, target, deque())
        network, options = self._networks[lease.network], self._options[lease.network]
        try:
            visit.asks.extend(said_by(network, "first question", target.key, lambda: network.ask(target, options)))
        except PageError as error:
            visit.broken = str(error)
        if lease.kind == "account":
            visit.source_followers = frontier.followers_of(connection, lease.network, lease.key)
        if self._replay is not None:
            self._replay.begin(target)
        return visit

    def opens_at(self, connection: Connection) -> int | None:
        """When the next queued target may be visited (milliseconds); ``None`` where none is left."""
        return frontier.next_opening(connection, self._run_id, self._open_networks(), max_depth=self._max_depth)

    def _lease(self, connection: Connection, now: int) -> frontier.Lease | None:
        # A recording is replayed in its own order; what it does not hold follows by promise.
        while self._recorded:
            target = self._recorded.popleft()
            named = frontier.lease_named(
                connection,
                self._run_id,
                target.network,
                target.kind,
                target.key,
                owner=self._owner,
                now=now,
                lease_ms=LEASE_MS,
            )
            if named is not None:
                return named
        return frontier.lease_next(
            connection,
            self._run_id,
            self._open_networks(),
            owner=self._owner,
            now=now,
            lease_ms=LEASE_MS,
            max_depth=self._max_depth,
        )

    def _open_networks(self) -> list[str]:
        return [name for name in self._networks if name not in self.networks_closed]
