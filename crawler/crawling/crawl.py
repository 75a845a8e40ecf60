"""A crawl: visits leased from the frontier, pages landed, budgets kept. It fetches nothing itself.

The scheduler asks it what to fetch next; the spider hands it what came back. Everything that must
survive a crash is in the database by the time a method returns.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from sqlalchemy import Connection

from crawler.crawling import course
from crawler.crawling.foresight import Foresight
from crawler.crawling.leasing import Leasing
from crawler.crawling.pauses import PATIENCE_MS, ClosedHosts, Pause, TornHosts, wait_until
from crawler.crawling.promise import wanted_from
from crawler.crawling.sharing import Sharing
from crawler.crawling.turns import LEASE_MS, Turns, hold_hosts
from crawler.crawling.visits import Budget, Progress, Step, Visit
from crawler.door import admit, scrub_url
from crawler.networks import hosts_asked
from crawler.networks.addresses import asked_host
from crawler.networks.network import Ask, Network, Options
from crawler.page import Page
from crawler.reading import is_bare, read_page, refuse_unasked, withheld_by_robots
from crawler.sources.recording import Recording
from crawler.sources.replay import Replay
from scoring.coverage import coverage_of
from scoring.tiers import NANO_BAND
from storage import frontier
from storage.clock import now_millis
from storage.database import Database
from storage.facts import BlockKind, Fact
from storage.landing import PageRecord, land_page

MEASURE_EVERY = 25  # visits between two looks at the coverage


class Crawl:
    """One process's part in one run."""

    def __init__(
        self,
        database: Database,
        run_id: int,
        networks: Mapping[str, Network],
        options: Mapping[str, Options],
        budget: Budget,
        *,
        band: tuple[int, int] = NANO_BAND,
        niches: frozenset[str] = frozenset(),
        recording: Recording | None = None,
        replay: Replay | None = None,
        pace: float | None = None,
        done: tuple[int, int] = (0, 0),
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        """With a ``replay`` nothing is fetched and nobody is waited for; our own recordings keep their order.

        ``done``: the requests and profiles that the run had counted when the budget was worked out.
        """
        self.database = database
        self.run_id = run_id
        self.networks = networks
        self.options = options
        self.budget = budget
        self.band = band
        self.recording = recording
        self.replay = replay
        self.live = replay is None
        self.turns = Turns(database, networks, pace)
        self.progress = Progress()
        self.sharing = Sharing(run_id, self.progress, done)
        self.leasing = Leasing(
            run_id, networks, options, owner=self.sharing.owner, max_depth=budget.depth, replay=replay
        )
        self.open_visits: dict[int, Visit] = {}
        self._rendered = {
            name for name, one in networks.items() if self.live and name in options and one.ready(options[name]).browser
        }
        self.stopping: str | None = None
        self.blocked_by = ""  # what keeps everybody from being asked, where that is why it stops
        self.error: Exception | None = None
        self.closed = False  # what was leased is given back
        self._on_progress = on_progress
        self._next_measure = MEASURE_EVERY
        self._foresight = Foresight(band, niches)
        self.closed_hosts, self.torn_hosts = ClosedHosts(), TornHosts()
        self._nanos: set[tuple[str, str]] = set()
        self._begun: tuple[Visit, Step] | None = None

    # What to do next

    def spent(self) -> str | None:
        """Which budget is spent, in words; ``None`` while there is something left."""
        return self.budget.spent(self.progress)

    def begin_visit(self) -> tuple[Visit, Step] | None:
        """Leases the target of most promise whose host may be asked now; ``None`` where there is none now."""
        if self._begun is not None:
            begun, self._begun = self._begun, None
            return begun
        if self.stopping or self.spent():
            return None
        with self.database.write() as connection:
            return self._begin(connection)

    def _begin(self, connection: Connection) -> tuple[Visit, Step] | None:
        now = now_millis()
        if self.sharing.take_back(connection, now, idle=not self.open_visits):
            self.turns.mend(connection, now)
            self.database.check_schema()
        while (visit := self.leasing.next_visit(connection, now)) is not None:
            if not visit.asks:
                frontier.finish_visit(connection, visit.lease, outcome=visit.broken or "nothing to ask", now=now)
                if visit.broken:
                    self.sharing.count(connection, unreadable=1)
                    self.progress.add_broken(visit.broken)
            elif (wait := course.take_allowance(self, connection, visit)) is not None:
                course.put_back(self, connection, visit, wait)
            else:
                visit.leased_until = now + LEASE_MS
                visit.chosen = self._foresight.why(visit.target, depth=visit.lease.depth)
                self.open_visits[visit.lease.id] = visit
                return visit, course.next_step(self, connection, visit)
        return None

    @property
    def has_begun(self) -> bool:
        """Whether a visit is begun already that nobody was handed yet."""
        return self._begun is not None

    def opens_at(self) -> int | None:
        """When the next queued target may be visited (milliseconds); ``None`` where none is left or the budget is.

        While other workers of the run visit somebody, it is worth another look soon: that may lead to more.
        """
        if self.stopping or self.spent():
            return None
        if self._begun is not None:
            return self._begun[1].at
        now = now_millis()
        with self.database.read() as connection:
            at = self.leasing.opens_at(connection)
            look = self.sharing.look_again_at(connection, now)
        if at is not None and self.live and at - now > PATIENCE_MS:
            at = None
        return min((moment for moment in (at, look) if moment is not None), default=None)

    def stop(self, error: Exception) -> None:
        """Something is broken on our side: nothing more is sent, and the error is what the run ends with."""
        self.error = self.error or error
        self.stopping = "failed"

    # What came back

    def send(self, url: str) -> bool:
        """A request goes out to ``url``: the run counts it before it leaves, so that a kill forgets none; false where
        other workers spent the rest of the budget meanwhile, and it must not."""
        if self.live:
            with self.database.write() as connection:
                self.sharing.count(connection)
                if self.spent():
                    return False
                self.sharing.count(connection, requests=1)
        self.progress.requests += 1
        self.progress.asked = asked_host(url)
        if self._on_progress:
            self._on_progress(self.progress)
        return True

    def postpone(self, visit: Visit, url: str, at: int, *, redirected: bool) -> int | None:
        """Another time for a request that must not leave now although it was its turn; ``None`` where it may.

        What is postponed was not sent.
        """
        later = self.turns.postponed(visit, visit.asks[0], url, at, redirected=redirected)
        if later is not None:
            with self.database.write() as connection:
                self.sharing.count(connection, requests=-1)
            self.progress.requests -= 1
        return later

    def renders(self, network: str, ask: Ask) -> bool:
        """Whether a browser has to render what is asked for."""
        return ask.kind == "page" and network in self._rendered

    def give_back(self, visit: Visit, until: int, reason: str) -> Step:
        """The visit waits in the frontier, for longer than it may wait in memory: it begins anew then."""
        with self.database.write() as connection:
            if visit.ask_elsewhere():
                return course.continue_visit(self, connection, visit, now_millis())
            course.put_back(self, connection, visit, wait_until(until, reason))
        return Step(None)

    def land(self, visit: Visit, pages: Sequence[Page], withheld: str | None = None) -> Step:
        """Stores what answered a request, its page and all parts of it, in one transaction; says what comes next.

        ``withheld`` says what robots.txt kept back of a rendered page: what is empty without is no fault of its site.
        """
        ask = visit.asks.popleft()
        network = self.networks[visit.target.network]
        read: list[tuple[Page, PageRecord, list[Fact]]] = []
        recording, url = None if ask.confidential else self.recording, scrub_url(ask.url)
        for page in (admit(page, keeps_body=recording is not None) for page in pages):
            if recording is not None:
                asked = url if ask.kind == "api" and url != page.url else None
                recording.write(page, target=visit.target, visit=visit.label, asked=asked)
            read.append((page, *read_page(network, page, ask if self.live else None)))
        if withheld is not None and is_bare(read):
            read = [(read[0][0], *withheld_by_robots(read[0][1], withheld))]
        with self.database.write() as connection:
            landed = [land_page(connection, self.run_id, record, facts) for _, record, facts in read]
            said = [fact for one in landed for fact in one.facts]
            joined = [fact for one in landed for fact in one.joined]
            wanted = self._wanted(visit, [*said, *joined])
            frontier.want_targets(connection, self.run_id, wanted)
            self._foresight.note(visit.target, said, wanted)
            for _, record, _ in read:
                visit.note("facts" if record.outcome == "facts" else record.detail or record.outcome)
            unreadable = sum(record.outcome == "unreadable" for _, record, _ in read)
            torn = self.torn_hosts.is_passing(ask.url, unreadable=ask.kind == "api" and unreadable == len(read))
            step = course.decide(self, connection, visit, ask, [page for page, _, _ in read], said, torn=torn)
            if step.ask is None:
                frontier.set_promises(connection, self.run_id, self._foresight.end_visit(visit.target))
            replayed = 0 if self.live else 1  # what is sent was counted before it left
            self.sharing.count(connection, requests=replayed, pages=len(read), facts=len(said), unreadable=unreadable)
            if step.ask is None and self._begun is None and not self.stopping and not self.spent():
                # The next visit begins in the same transaction: half as many have to reach the disk.
                self._begun = self._begin(connection)
        self.progress.pages += len(read)
        self.progress.unreadable += unreadable
        self.progress.add_facts(said, self.band, self._nanos)
        self._measure_coverage()
        if self._on_progress:
            self._on_progress(self.progress)
        return step

    def _measure_coverage(self) -> None:
        """Now and then, where the run stops once enough is found: how much is."""
        if self.budget.coverage is None or self.progress.profiles < self._next_measure:
            return
        self._next_measure = self.progress.profiles + MEASURE_EVERY
        with self.database.read() as connection:
            self.progress.coverage = coverage_of(connection, self.band, self.run_id).share

    def miss(self, visit: Visit, reason: str) -> Step:
        """A replay holds no (further) answer to what the visit asks: a named outcome, and the visit is over.

        It goes on where something may be asked instead, or where the request was optional: nothing is missed then.
        """
        ask = visit.asks.popleft()
        if ask.otherwise is not None:
            visit.asks.appendleft(ask.otherwise)
        if ask.otherwise is not None or ask.optional:
            self.progress.requests -= 1
            with self.database.write() as connection:
                return course.continue_visit(self, connection, visit, now_millis())
        visit.asks.clear()
        visit.note(reason)
        with self.database.write() as connection:
            self.sharing.count(connection, requests=1, misses=1)
            frontier.finish_visit(connection, visit.lease, outcome=visit.outcome, now=now_millis(), chosen=visit.chosen)
        self.open_visits.pop(visit.lease.id, None)
        self.progress.misses += 1
        return Step(None)

    def fail(
        self, visit: Visit, reason: str, *, url: str | None = None, until: int = 0, unreachable: bool = False
    ) -> Step:
        """A request failed below HTTP, on its way to ``url`` (after redirects).

        Tried again twice, unless a time was named (``until``); then its host is left alone for a while, and after three
        such visits the target is a dead letter, unless the whole host is ``unreachable``: then nobody is blamed.
        """
        with self.database.write() as connection:
            self.turns.answered(connection, visit, visit.asks[0])
            elsewhere = visit.asks[0].elsewhere is not None
            if until == 0 and not course.tried_enough(visit) and not (elsewhere or self.stopping or self.spent()):
                return course.retry(self, connection, visit)
            pause = Pause(until, reason, stops_visit=True, counts=not unreachable, doubles=until == 0)
            ask = visit.asks.popleft()
            if self.renders(visit.target.network, ask):
                self.leasing.networks_closed.add(visit.target.network)
            hold_hosts(connection, [url or ask.url], pause)
            self.progress.add_fault(urlsplit(url or ask.url).netloc, reason)
            return course.turn_elsewhere(self, connection, visit, ask, pause)

    def lose_way(self, visit: Visit, reason: str) -> Step:
        """The proxy that is asked instead of every host fails: after two more tries the run ends, to be gone on with.

        No host and no target is held to account for it.
        """
        again = self._try_again(visit)
        if again is None:
            self.stopping, self.blocked_by = self.stopping or "blocked", reason
        return again or Step(None)

    def lose_browser(self, visit: Visit, error: Exception) -> Step:
        """The browser cannot be started again: after two more tries nothing more is sent, and the run ends with that.

        No host and no target is held to account for it.
        """
        again = self._try_again(visit)
        if again is None:
            self.stop(error)
        return again or Step(None)

    def _try_again(self, visit: Visit) -> Step | None:
        """The same request once more, for a fault of ours; ``None`` where that was tried enough."""
        with self.database.write() as connection:
            self.turns.answered(connection, visit, visit.asks[0])
            if course.tried_enough(visit) or self.stopping or self.spent():
                return None
            return course.retry(self, connection, visit)

    def refuse(self, visit: Visit, kind: BlockKind, reason: str) -> Step:
        """A request must not be sent at all: a named block, and the visit goes on with what else it has to ask."""
        ask = visit.asks.popleft()
        record, block = refuse_unasked(visit.target.network, ask.url, kind, reason)
        visit.note(reason)
        with self.database.write() as connection:
            self.turns.answered(connection, visit, ask)
            land_page(connection, self.run_id, record, [block])
            self.progress.add_block(block)
            if ask.elsewhere is not None:
                visit.asks.appendleft(ask.elsewhere)
            return course.continue_visit(self, connection, visit, now_millis())

    def release_open_visits(self) -> None:
        """Gives back what is still leased, when the crawl stops before its end."""
        outcome = "interrupted" if self.stopping else "budget"
        with self.database.write() as connection:
            for visit in self.open_visits.values():
                frontier.release_visit(connection, visit.lease, not_before=0, outcome=outcome, counts=False)
        self.open_visits.clear()
        self.closed = True

    def close_abandoned(self) -> None:
        """After a second Ctrl-C, which lets nobody close anything: what is open goes back, and the run is no finished
        one."""
        if not self.closed:
            self.stopping = self.stopping or "interrupted"
            self.release_open_visits()

    def _wanted(self, visit: Visit, facts: Sequence[Fact]) -> list[frontier.Wanted]:
        return wanted_from(
            facts,
            depth=visit.lease.depth,
            band=self.band,
            source_followers=visit.source_followers,
            host_of=hosts_asked(self.options),
            asked=self.networks,
        )
