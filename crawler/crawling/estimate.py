"""What a crawl would cost, before anything is asked: requests, minutes, money; by the settings and by earlier runs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.crawling.allowances import allowances_left
from crawler.crawling.discover import choose_networks, targets_of
from crawler.crawling.plan import budget_of
from crawler.networks import all_networks, load_network
from crawler.networks.addresses import asked_host
from crawler.networks.network import Ask, Network
from crawler.seeds import parse_seeds
from crawler.settings import Settings
from storage.database import Database
from storage.runs import yield_of_runs

# Requests that one account takes where no earlier run says: its profile, its posts, whom it follows.
_PER_ACCOUNT = 3.0


@dataclass(frozen=True)
class NetworkEstimate:
    """What would be asked of one network: the ``first`` addresses, at ``seconds`` between requests to a host.

    ``allowances`` are sentences about what it counts by itself, money among it.
    """

    network: str
    first: Sequence[str]
    seconds: float
    allowances: Sequence[str]


@dataclass(frozen=True)
class Estimate:
    """At most ``requests`` (``None``: no limit is set) in ``minutes``, for about ``accounts`` visited.

    ``nanos`` is what earlier runs here found for so many requests, ``None`` where there was none.
    """

    networks: Sequence[NetworkEstimate]
    not_ready: Sequence[str]
    requests: int | None
    minutes: float | None
    accounts: int | None
    nanos: int | None
    measured_on: int


def estimate_discovery(
    database: Database, settings: Settings, words: Sequence[str], *, named: Sequence[str], band: tuple[int, int]
) -> Estimate:
    """What ``discover`` with these seeds would ask. Asks nobody, writes nothing down; raises as ``discover`` does."""
    known = [load_network(name) for name in named] if named else all_networks()
    bad: list[str] = []
    seeds = parse_seeds(words, known, bad)
    ready, hints = choose_networks(settings, named, seeds, None)
    hints = [*bad, *hints]
    found: list[NetworkEstimate] = []
    paces: dict[str, float] = defaultdict(float)
    for network in ready:
        options = settings.options(network)
        targets = [target for target in targets_of(seeds, ready) if target.network == network.name] if seeds else []
        asks = [ask for target in targets for ask in network.ask(target, options)]
        if not asks and seeds:
            continue
        pace = settings.seconds_between_requests
        seconds = _usual(network, asks) if pace is None else pace
        for ask in asks:
            paces[asked_host(ask.url)] = max(paces[asked_host(ask.url)], seconds)
        with database.read() as connection:
            left = allowances_left(connection, network.within(options)) if options.secrets else []
        found.append(NetworkEstimate(network.name, [ask.url for ask in asks], seconds, left))
    with database.read() as connection:
        requests, profiles, nanos = yield_of_runs(connection, band)
    budget = budget_of(settings, live=True)
    per_account = requests / profiles if profiles else _PER_ACCOUNT
    most = budget.requests
    if budget.profiles is not None:
        most = min(most or 2**62, round(budget.profiles * per_account) + sum(len(one.first) for one in found))
    # Hosts are asked side by side, each at its own pace: the slowest share of the requests takes longest.
    minutes = None if most is None or not paces else most / sum(1 / max(pace, 0.05) for pace in paces.values()) / 60
    if budget.minutes is not None:
        minutes = min(minutes if minutes is not None else budget.minutes, budget.minutes)
    return Estimate(
        networks=found,
        not_ready=hints,
        requests=most,
        minutes=None if minutes is None else round(minutes, 1),
        accounts=None if most is None else round(most / per_account),
        nanos=round(nanos * most / requests) if most is not None and requests else None,
        measured_on=requests,
    )


def _usual(network: Network, asks: Sequence[Ask]) -> float:
    rendered = any(ask.kind == "page" for ask in asks)
    return network.seconds_between_pages if rendered else network.seconds_between_requests
