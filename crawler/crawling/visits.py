"""What a crawl keeps in memory: its budget, the visits that are open, and how far it came."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from crawler.crawling.pauses import Pause
from crawler.networks.addresses import asked_host
from crawler.networks.network import Ask, Target
from storage.clock import now_millis
from storage.facts import Block, Fact, Profile
from storage.frontier import Lease


@dataclass(frozen=True)
class Budget:
    """What a run may spend; ``None`` is no limit. ``requests`` counts every request of a visit that is sent."""

    requests: int | None = None
    profiles: int | None = None
    depth: int = 3
    minutes: float | None = None
    coverage: float | None = None  # enough once so much of those within reach is found, 0–1

    def spent(self, progress: "Progress") -> str | None:
        """Which part is spent, in words; ``None`` while there is something left of all."""
        if self.requests is not None and progress.requests + progress.requests_of_others >= self.requests:
            return f"{self.requests:,} requests"
        if self.profiles is not None and progress.profiles + progress.profiles_of_others >= self.profiles:
            return f"{self.profiles:,} profiles"
        if self.minutes is not None and progress.minutes >= self.minutes:
            return f"{self.minutes:g} minutes"
        if self.coverage is not None and (progress.coverage or 0.0) >= self.coverage:
            return f"what lay within {self.coverage:.0%} coverage"
        return None


@dataclass
class Visit:
    """One leased target while its answers come in. ``outcome`` is facts, the name of a block, or empty.

    ``unanswered`` asks of hosts that refuse wait for another visit, because of ``pause``.
    """

    lease: Lease
    target: Target
    asks: deque[Ask]
    retries: int = 0
    outcome: str = "empty"
    source_followers: int | None = None
    leased_until: int = 0
    lost: bool = False  # its lease ran out and was taken by somebody else
    gap: int = 0  # milliseconds that its turn keeps the next one away
    unanswered: list[Ask] = field(default_factory=list)
    pause: Pause | None = None
    chosen: str | None = None  # the word for why it is visited now
    broken: str | None = None  # why nothing can be asked about it: a mistake of ours, in words

    @property
    def label(self) -> str:
        """Tells this visit apart from an earlier one of the same target, in a recording."""
        return f"{self.lease.id}.{self.lease.attempts}"

    def ask_elsewhere(self) -> bool:
        """Puts another host's request in place of the next one; false where none can be asked instead."""
        other = self.asks[0].elsewhere
        if other is not None:
            self.asks[0] = other
        return other is not None

    def leave_unanswered(self, ask: Ask) -> None:
        """A request waits for another visit, and with it all that its host and others that refuse were to be asked."""
        self.unanswered.append(ask)
        refusing = {asked_host(one.url) for one in self.unanswered}
        self.unanswered.extend(one for one in self.asks if asked_host(one.url) in refusing)
        self.asks = deque(one for one in self.asks if asked_host(one.url) not in refusing)

    def note(self, outcome: str) -> None:
        """How one of its pages ended: facts count most, then the first thing that was not empty."""
        if outcome == "facts" or self.outcome == "empty":
            self.outcome = outcome


@dataclass(frozen=True)
class Step:
    """What to do next in a visit: send ``ask`` not before ``at`` (milliseconds); ``None``: the visit is over."""

    ask: Ask | None
    at: int = 0


# Blocks that say why a host gives nothing, which a mere count would hide.
_OF_A_HOST = frozenset({"closed", "robots", "login_wall", "challenge", "refused", "rate_limit"})


@dataclass
class Progress:
    """Counts since this process began the run. ``refusals``: what hosts said when they refused, and its name.

    ``…_of_others`` is what other workers of the run did meanwhile: its budget is spent by all of them.
    """

    requests: int = 0
    pages: int = 0
    profiles: int = 0
    facts: int = 0
    nanos: int = 0
    unreadable: int = 0
    misses: int = 0
    started_at: int = field(default_factory=now_millis)
    blocks: dict[str, int] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    coverage: float | None = None  # the newest estimate, where the run stops at one
    requests_of_others: int = 0
    profiles_of_others: int = 0
    asked: str = ""  # the host that was asked last
    newly_met: dict[tuple[str, str], None] = field(default_factory=dict)  # in the band, since whoever watches looked

    def __post_init__(self) -> None:
        self._began = monotonic()

    @property
    def minutes(self) -> float:
        """Since this process began the run, whatever the clock was set to meanwhile."""
        return (monotonic() - self._began) / 60

    def add_facts(self, facts: Sequence[Fact], band: tuple[int, int], known: set[tuple[str, str]]) -> None:
        """Counts facts, blocks, and the nanos among them that are not ``known`` yet."""
        self.facts += len(facts)
        for fact in facts:
            if isinstance(fact, Block):
                self.add_block(fact)
            elif isinstance(fact, Profile) and fact.followers is not None and band[0] <= fact.followers <= band[1]:
                known.add((fact.network, fact.handle))
                self.newly_met[fact.network, fact.handle] = None
        self.nanos = len(known)

    def add_broken(self, words: str) -> None:
        """Counts what broke on our side as unreadable, and keeps its words."""
        self.unreadable += 1
        self.refusals.setdefault(words, "unreadable")

    def add_fault(self, host: str, reason: str) -> None:
        """Keeps why a host gave no answer: several may be asked for one target, and only one is what it waits for."""
        self.refusals.setdefault(reason if host in reason else f"{host}: {reason}", "no answer")

    def add_block(self, block: Block) -> None:
        """Counts a refusal under its name, and keeps its words where it tells of a whole host."""
        name = f"{block.kind.replace('_', ' ')} on {block.network}"
        self.blocks[name] = self.blocks.get(name, 0) + 1
        if block.kind == "rate_limit":  # a host that says it again with another time said it once
            host = urlsplit(block.url).netloc
            for words in [one for one, what in self.refusals.items() if what == name and host in one]:
                del self.refusals[words]
        if block.kind in _OF_A_HOST and block.detail:
            self.refusals.setdefault(block.detail, name)
