"""Replaying a crawl over a graph in files: how many that fit each policy finds with so many requests.

accounts.csv: ``handle,name,followers,niche,fits``; edges.csv: ``source,target,kind``. A request visits one account and
shows whom it lists (the first 60); before it only handle and name are seen. The learned policy is the crawl's own.
"""

import csv
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.crawling.visit_policy import LearnedPolicy
from scoring.tiers import NANO_BAND
from storage.errors import BadSeed, UnknownFormat, UnreadableFile

LISTED = 60


@dataclass(frozen=True)
class Simulated:
    """One account as only a visit tells it."""

    name: str
    followers: int | None
    niche: str
    fits: bool


@dataclass(frozen=True)
class World:
    """Accounts by handle, and whom each lists."""

    accounts: dict[str, Simulated]
    lists: dict[str, list[str]]

    def shown(self, handle: str) -> list[str]:
        """Whom a visit shows."""
        return self.lists.get(handle, [])


@dataclass(frozen=True)
class Harvest:
    """How many that fit were found; ``curve`` after every tenth of the requests."""

    policy: str
    requests: int
    found: int
    curve: list[int]


def read_world(accounts: Path, edges: Path) -> World:
    """The graph of two files; raises UnreadableFile or UnknownFormat in one sentence."""
    known: dict[str, Simulated] = {}
    for row in _rows(accounts, ("handle", "fits")):
        followers = (row.get("followers") or "").strip()
        fits = row["fits"].strip().lower() in ("1", "1.0", "true", "yes")
        count = int(float(followers)) if followers.replace(".", "", 1).isdigit() else None
        known[row["handle"]] = Simulated(row.get("name") or "", count, row.get("niche") or "", fits)
    lists: dict[str, dict[str, None]] = {}
    for row in _rows(edges, ("source", "target")):
        listed = lists.setdefault(row["source"], {})
        if len(listed) < LISTED and row["target"] in known and row["target"] != row["source"]:
            listed[row["target"]] = None
    return World(known, {handle: list(listed) for handle, listed in lists.items()})


def _rows(path: Path, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise UnknownFormat(f"{path} has no column {missing[0]}; its first line names the columns")
            yield from reader
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} cannot be read as a table ({error})") from None


def simulate(world: World, seeds: Sequence[str], requests: int, policy: str) -> Harvest:
    """What one policy finds; raises BadSeed where no seed is in the graph."""
    started = [seed for seed in dict.fromkeys(seeds) if seed in world.accounts]
    if not started:
        raise BadSeed("None of the seeds is in the accounts; name handles that stand there")
    visit = {"breadth": _breadth, "vote": _vote, "learned": _learned, "oracle": _oracle}[policy]
    found, curve, done = 0, [], 0
    step = max(1, requests // 10)
    for handle in visit(world, started):
        done += 1
        found += world.accounts[handle].fits
        if done % step == 0:
            curve.append(found)
        if done >= requests:
            break
    return Harvest(policy, done, found, curve)


def _breadth(world: World, seeds: Sequence[str]) -> Iterator[str]:
    waiting, met = deque(seeds), set(seeds)
    while waiting:
        handle = waiting.popleft()
        yield handle
        for other in world.shown(handle):
            if other not in met:
                met.add(other)
                waiting.append(other)


def _best_first(
    world: World, seeds: Sequence[str], key: Callable[[str, "Counter[str]"], tuple[float, ...]]
) -> Iterator[str]:
    """Visits whom ``key`` (of the account and how many that fit point to each) puts first; it may only grow."""
    import heapq

    votes: Counter[str] = Counter()
    met: dict[str, int] = {}
    heap: list[tuple[tuple[float, ...], int, str]] = []
    done: set[str] = set()

    def push(handle: str) -> None:
        order = met.setdefault(handle, len(met))
        heapq.heappush(heap, (tuple(-part for part in key(handle, votes)), order, handle))

    for seed in seeds:
        push(seed)
    while heap:
        _, _, handle = heapq.heappop(heap)
        if handle in done:
            continue
        done.add(handle)
        yield handle
        for other in world.shown(handle):
            if other not in done:
                votes[other] += world.accounts[handle].fits
                push(other)


def _vote(world: World, seeds: Sequence[str]) -> Iterator[str]:
    asked = set(seeds)
    return _best_first(world, seeds, lambda handle, votes: (handle in asked, votes[handle]))


def _oracle(world: World, seeds: Sequence[str]) -> Iterator[str]:
    """Knows every niche before a visit (not who fits), but must meet accounts all the same; then votes."""
    sizes = Counter(one.niche for one in world.accounts.values())
    fitting = Counter(one.niche for one in world.accounts.values() if one.fits)
    share = {niche: fitting[niche] / size for niche, size in sizes.items()}
    return _best_first(world, seeds, lambda handle, votes: (share[world.accounts[handle].niche], votes[handle]))


def _learned(world: World, seeds: Sequence[str]) -> Iterator[str]:
    policy = LearnedPolicy()
    for seed in seeds:
        policy.add_seed(seed, world.accounts[seed].name)
    while (choice := policy.choose()) is not None:
        yield choice.key
        one = world.accounts[choice.key]
        shown = [(other, world.accounts[other].name) for other in world.shown(choice.key)]
        sized = one.followers is not None and NANO_BAND[0] <= one.followers <= NANO_BAND[1]
        policy.visited(choice.key, shown, fits=one.fits, sized=sized, niche=one.niche or None)


def read_seeds(words: str) -> list[str]:
    """Handles with commas between them, or one a line in a file of that name."""
    path = Path(words)
    try:
        text = path.read_text(encoding="utf-8-sig") if "," not in words and path.is_file() else words
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} cannot be read as a list of handles ({error})") from None
    return [handle for part in text.replace(",", "\n").splitlines() if (handle := part.strip().removeprefix("@"))]
