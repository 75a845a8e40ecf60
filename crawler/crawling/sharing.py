"""A run that several workers share: one budget, and whatever a worker held when it died comes back."""

from collections import Counter

from sqlalchemy import Connection

from crawler.crawling.turns import LEASE_MS
from crawler.crawling.visits import Progress
from crawler.crawling.workers import this_worker, worker_is_dead
from storage import frontier, runs

LOOK_AGAIN_MS = 1_000  # how long a worker with nothing to do waits for what the others meet


class Sharing:
    """One worker's part in a run. Times are milliseconds."""

    def __init__(self, run_id: int, progress: Progress, done: tuple[int, int]) -> None:
        """``done``: what the run had counted when this worker joined it, requests and profiles."""
        self.owner = this_worker()
        self._run_id = run_id
        self._progress = progress
        self._own: Counter[str] = Counter()
        self._before = done
        self._last_look = 0

    def count(self, connection: Connection, **more: int) -> None:
        """Adds to the run's counters in the transaction that did the work, and learns what others did meanwhile."""
        requests, profiles = runs.count_in_run(connection, self._run_id, **more)
        self._own.update(more)
        self._progress.requests_of_others = requests - self._before[0] - self._own["requests"]
        self._progress.profiles_of_others = profiles - self._before[1] - self._own["profiles"]

    def take_back(self, connection: Connection, now: int, *, idle: bool) -> bool:
        """Now and then (often, where there is nothing else to do) queues what dead workers held; whether it looked."""
        # Either way, since clocks are set back too.
        if abs(now - self._last_look) <= (LOOK_AGAIN_MS if idle else LEASE_MS / 4):
            return False
        self._last_look = now
        dead = [owner for owner in frontier.lease_owners(connection, self._run_id) if worker_is_dead(owner)]
        frontier.reclaim_leases(connection, self._run_id, now=now, dead_owners=dead, owner=self.owner)
        return True

    def look_again_at(self, connection: Connection, now: int) -> int | None:
        """When it is worth another look although nothing waits: while others visit somebody, who may lead to more."""
        others = frontier.others_at_work(connection, self._run_id, owner=self.owner)
        return now + LOOK_AGAIN_MS if others else None
