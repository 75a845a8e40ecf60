"""Discovering: seeds in, a crawl over every network that is ready, facts in the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from crawler.allowances import allowances_left
from crawler.crawl import PATIENCE_MS, Crawl
from crawler.minors import erase_minors
from crawler.networks import all_networks, host_asked, load_network
from crawler.networks.network import Network, Options, Target
from crawler.promise import SEED
from crawler.seeds import Seed, parse_seeds
from crawler.settings import Settings
from crawler.sources.recording import Recording
from crawler.sources.replay import Replay
from crawler.telling import scrub_logs, scrub_words
from crawler.visits import Budget, Progress
from crawler.workers import this_worker, worker_is_dead
from scoring.coverage import Coverage, coverage_of
from storage import frontier, hosts, runs
from storage.clock import from_millis, now_millis
from storage.database import Database
from storage.errors import BadSeed, NothingReady, NothingToResume, StorageError
from storage.health import health_of, word_drift
from storage.privacy import suppressed_among

_NOTES = 10


@dataclass(frozen=True)
class Plan:
    """What a run was asked to do: enough to resume it."""

    seeds: list[str]
    networks: list[str]
    budget: Budget
    instances: list[str] = field(default_factory=list)
    replay: list[str] = field(default_factory=list)
    recordings: list[str] = field(default_factory=list)
    brief: str | None = None
    seconds_between_requests: float | None = None


@dataclass(frozen=True)
class RunEnd:
    """How a run ended: ``state`` finished, budget, blocked or interrupted; ``detail`` says more and what to do."""

    run_id: int
    state: str
    detail: str | None
    progress: Progress
    frontier: dict[str, int]
    notes: list[str]
    coverage: Coverage
    minors: int  # suspected ones, erased at the end
    drift: str | None = None  # which field fell off a cliff, and where to look; ``None`` where none did


def choose_networks(
    settings: Settings, named: Sequence[str], seeds: Sequence[Seed], replay: Replay | None
) -> tuple[list[Network], list[str]]:
    """(the networks to ask, one line for each that is not ready); raises NothingReady where none is left."""
    known = [load_network(name) for name in named] if named else all_networks()
    if replay is not None:
        inside = set(replay.networks_in(known))
        ready = [network for network in known if network.name in inside]
        if not ready:
            raise NothingReady(
                f"The replayed files hold no pages of {', '.join(network.name for network in known)}; "
                "look at what they hold with nanoscout read FILE"
            )
        return ready, []
    states = {network.name: network.ready(settings.options(network)) for network in known}
    ready = [network for network in known if states[network.name].ready]
    hints = [f"{network.name}: {states[network.name].hint}" for network in known if not states[network.name].ready]
    if not ready or (seeds and not any(_can_ask(network, seeds, settings.options(network)) for network in ready)):
        raise NothingReady("No network is ready for these seeds. " + " ".join(f"{hint}." for hint in hints))
    return ready, hints


def _can_ask(network: Network, seeds: Sequence[Seed], options: Options) -> bool:
    """Whether any of these seeds means a request to this network: some are only asked where a bio leads."""
    try:
        return any(network.ask(target, options) for target in targets_of(seeds, [network]))
    except NothingReady:
        return False


def start_discovery(
    database: Database,
    settings: Settings,
    words: Sequence[str],
    *,
    named: Sequence[str] = (),
    replay_files: Sequence[Path] = (),
    replay: Replay | None = None,
    brief: Path | None = None,
    record: Path | None = None,
) -> tuple[int, Plan, list[str]]:
    """Writes a new run and its seeds down; returns (run, plan, hints of networks that are not ready)."""
    known = [load_network(name) for name in named] if named else all_networks()
    words = list(words) or (replay.seeds if replay is not None else [])
    seeds = parse_seeds(words, known)
    networks, hints = choose_networks(settings, named, seeds, replay)
    instances = list(settings.instances) or (replay.origins_in(networks) if replay is not None else [])
    asked = targets_of(seeds, networks)
    left = _without_suppressed(database, asked, instances)
    if len(left) < len(asked):
        seeds = [seed for seed in seeds if set(targets_of([seed], networks)) & set(left)]
        hints = [*hints, "Who is suppressed is not asked about: a seed is left out"]
    if asked and not left:
        raise BadSeed("Who is suppressed is not asked about, and nothing else was named: name other seeds")
    plan = Plan(
        seeds=[str(seed) for seed in seeds],
        networks=[network.name for network in networks],
        budget=budget_of(settings, live=replay is None),
        instances=instances,
        replay=[str(file.absolute()) for file in replay_files],
        recordings=[str(record.absolute())] if record else [],
        brief=str(brief.absolute()) if brief else None,
        seconds_between_requests=settings.seconds_between_requests,
    )
    options = options_of(settings, plan)
    if replay is None:
        with database.read() as connection:
            for network in networks:
                if options[network.name].secrets:
                    hints = [*hints, *allowances_left(connection, network.within(options[network.name]))]
    with database.write() as connection:
        run_id = runs.start_run(connection, "discover", plan.seeds, asdict(plan), owner=this_worker(), now=now_millis())
        if not seeds and not frontier.adopt_queued(connection, run_id, plan.networks, host_of=_host_of(options)):
            raise BadSeed("Name at least one seed: '#tag', '@handle', a profile's address, or a file of those")
        targets = [
            frontier.Wanted(
                target.network,
                target.kind,
                target.key,
                host_asked(target, options[target.network]),
                SEED - rank / 1000,
                0,
            )
            for rank, target in enumerate(left)
        ]
        frontier.want_targets(connection, run_id, targets, seeds=True)
    return run_id, plan, hints


def _without_suppressed(database: Database, targets: Sequence[Target], instances: Sequence[str]) -> list[Target]:
    """The targets without suppressed people; a handle without a server may be of any instance that is asked."""
    names = {
        target: [target.key] + [f"{target.key}@{urlsplit(instance).netloc or instance}" for instance in instances]
        for target in targets
        if target.kind == "account"
    }
    people = [(target.network, name) for target, known in names.items() for name in known]
    with database.read() as connection:
        gone = suppressed_among(connection, people)
    return [t for t in targets if not any((t.network, name) in gone for name in names.get(t, ()))]


def options_of(settings: Settings, plan: Plan) -> dict[str, Options]:
    """What each network of a plan may know; in a replay no keys and no sources, for nobody is asked."""
    asked = settings.model_copy(update={"instances": plan.instances})
    return {name: asked.options(load_network(name), live=not plan.replay) for name in plan.networks}


def _host_of(options: Mapping[str, Options]) -> Callable[[str, str, str], str]:
    """The host that a target's visit asks first, by network, kind and key: it depends on the sources that are set."""
    return lambda network, kind, key: host_asked(Target(network, cast("Any", kind), key), options[network])


def targets_of(seeds: Sequence[Seed], networks: Sequence[Network]) -> list[Target]:
    """What the seeds mean on each network: a hashtag everywhere, a bare handle wherever it is possible."""
    targets: list[Target] = []
    for seed in seeds:
        for network in networks:
            if seed.network is not None and seed.network != network.name:
                continue
            if seed.kind == "account":
                if seed.network is None and not network.bare_handles:
                    continue
                try:
                    targets.append(Target(network.name, "account", network.clean_handle(seed.key)))
                except ValueError:
                    continue  # no such handle is possible there; another network takes it, or parse_seeds said so
            else:
                targets.append(Target(network.name, "hashtag", seed.key))
    if seeds and not targets:
        raise NothingReady("No network that is ready knows these seeds")
    return targets


def budget_of(settings: Settings, *, live: bool) -> Budget:
    """The budgets as set; replaying costs nobody anything, so there the default limit of requests does not count."""
    explicit = "max_requests" in settings.model_fields_set
    return Budget(
        requests=settings.max_requests if live or explicit else None,
        profiles=settings.max_profiles,
        depth=settings.max_depth,
        minutes=settings.max_minutes,
        coverage=settings.stop_at_coverage,
    )


def resume_discovery(database: Database, settings: Settings) -> tuple[int, Plan]:
    """The newest run that has something left; its dead workers' leases are taken back. Raises NothingToResume."""
    with database.write() as connection:
        run = runs.last_unfinished(connection)
        if run is None:
            raise NothingToResume(f"No interrupted run is in {database.name}; start one with nanoscout discover SEED")
        values = dict(run.settings)
        budget = Budget(**values.pop("budget"))
        plan = Plan(budget=budget, **values)
        given = settings.model_fields_set
        left = budget.requests if budget.requests is None else budget.requests - run.requests
        budget = Budget(
            # A run that spent its budget gets the same again; one that was cut short gets what was left.
            requests=settings.max_requests
            if "max_requests" in given
            else (left if left is None or left > 0 else budget.requests),
            profiles=settings.max_profiles if "max_profiles" in given else budget.profiles,
            depth=settings.max_depth if "max_depth" in given else budget.depth,
            minutes=settings.max_minutes if "max_minutes" in given else budget.minutes,
            coverage=settings.stop_at_coverage if "stop_at_coverage" in given else budget.coverage,
        )
        dead = [owner for owner in frontier.lease_owners(connection, run.id) if worker_is_dead(owner)]
        frontier.reclaim_leases(connection, run.id, now=now_millis(), dead_owners=dead)
        frontier.find_hosts(connection, run.id, plan.networks, host_of=_host_of(options_of(settings, plan)))
        runs.reopen_run(connection, run.id, owner=this_worker())
    return run.id, replace(plan, budget=budget)


def crawl_run(
    database: Database,
    settings: Settings,
    run_id: int,
    plan: Plan,
    *,
    replay: Replay | None = None,
    recording: Recording | None = None,
    band: tuple[int, int] = (1_000, 10_000),
    niches: frozenset[str] = frozenset(),
    on_progress: Callable[[Progress], None] | None = None,
) -> RunEnd:
    """Crawls until nothing is left, a budget is spent, or somebody says stop; raises what broke on our side."""
    crawl = prepare_crawl(
        database,
        settings,
        run_id,
        plan,
        replay=replay,
        recording=recording,
        band=band,
        niches=niches,
        on_progress=on_progress,
    )
    try:
        run_scrapy(crawl, settings, plan)
    finally:
        if recording is not None:
            recording.close()
    end = end_crawl(crawl)
    return replace(end, notes=[*replay.notes, *end.notes]) if replay else end


def prepare_crawl(
    database: Database,
    settings: Settings,
    run_id: int,
    plan: Plan,
    *,
    replay: Replay | None = None,
    recording: Recording | None = None,
    band: tuple[int, int] = (1_000, 10_000),
    niches: frozenset[str] = frozenset(),
    on_progress: Callable[[Progress], None] | None = None,
) -> Crawl:
    """The crawl of a run, ready to be handed to a spider."""
    options = options_of(settings, plan)
    return Crawl(
        database,
        run_id,
        {name: load_network(name).within(options[name]) for name in plan.networks},
        options,
        plan.budget,
        band=band,
        niches=niches,
        recording=recording,
        replay=replay,
        pace=plan.seconds_between_requests,
        on_progress=on_progress,
    )


def end_crawl(crawl: Crawl) -> RunEnd:
    """Writes down how the crawl ended and erases suspected minors; raises what broke on our side."""
    if crawl.error is not None:
        try:
            _end(crawl.database, crawl, "failed", scrub_words(str(crawl.error)))
        except StorageError as error:
            raise crawl.error from error
        raise crawl.error
    state, detail = _outcome(crawl.database, crawl)
    _end(crawl.database, crawl, state, detail)
    with crawl.database.read() as connection:
        counts = frontier.count_targets(connection, crawl.run_id)
        coverage = coverage_of(connection, crawl.band, crawl.run_id)
        fallen = [one for one in health_of(connection, crawl.run_id) if one.fell]
    drift = word_drift(fallen) if fallen else None
    notes = [f"{name[:1].upper()}{name[1:]}: {words}" for words, name in crawl.progress.refusals.items()]
    minors = erase_minors(crawl.database)
    told = list(minors.notes)
    if minors.number and crawl.recording is not None:
        told.append(f"{crawl.recording.path} still shows suspected minors: nanoscout purge takes those pages out")
    notes = [*told, *notes[:_NOTES]]
    return RunEnd(crawl.run_id, state, detail, crawl.progress, counts, notes, coverage, minors.number, drift)


def run_scrapy(crawl: Crawl, settings: Settings, plan: Plan) -> None:
    """Runs the spider to its end in this process: with a reactor for the network, without one for a replay."""
    from scrapy.crawler import AsyncCrawlerProcess

    scrub_logs()  # what libraries say on their own goes to standard error

    from crawler.engine.settings import live_settings, replay_settings
    from crawler.engine.visiting import VisitingSpider

    if crawl.live:
        named = settings.model_copy(update={"instances": plan.instances}).named_hosts()
        scrapy_settings = live_settings(settings.contact, named, hosts_rendered(crawl))
    else:
        scrapy_settings = replay_settings()
    process = AsyncCrawlerProcess(scrapy_settings)
    process.crawl(VisitingSpider, crawl=crawl)
    process.start()


def hosts_rendered(crawl: Crawl) -> list[str]:
    """The hosts that a browser asks for this crawl; [] where no network of it is asked through one."""
    networks = [network for name, network in crawl.networks.items() if network.ready(crawl.options[name]).browser]
    return sorted({host for network in networks for host in network.browser_hosts})


def _outcome(database: Database, crawl: Crawl) -> tuple[str, str | None]:
    if crawl.stopping == "interrupted":
        return "interrupted", "go on with nanoscout discover --resume"
    plan_networks = list(crawl.networks)
    with database.read() as connection:
        opening = frontier.next_opening(connection, crawl.run_id, plan_networks, max_depth=crawl.budget.depth)
        held = hosts.hosts_held(connection, crawl.run_id, now=now_millis())[:3]
        waits = frontier.reasons_waiting(connection, crawl.run_id, now=now_millis())[:3]
    if opening is None:
        return "finished", None
    spent = crawl.spent()
    if crawl.budget.coverage is not None and (crawl.progress.coverage or 0.0) >= crawl.budget.coverage:
        share = f"about {crawl.progress.coverage:.0%} of those within reach are found"
        return "budget", f"{share}, enough as asked; go on with nanoscout discover --resume"
    if spent:
        return "budget", f"{spent} spent; go on with nanoscout discover --resume"
    if crawl.networks_closed or opening - now_millis() > PATIENCE_MS / 2:
        moment = from_millis(opening)
        when = moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "later"
        told = [reason if reason and host in reason else f"{host}: {reason}" for host, reason in held] or waits
        why = "; ".join(told)
        named = f" ({why})" if why else ""
        return "blocked", f"asked to wait until {when}{named}; then go on with nanoscout discover --resume"
    return "interrupted", "go on with nanoscout discover --resume"


def _end(database: Database, crawl: Crawl, state: str, detail: str | None) -> None:
    with database.write() as connection:
        runs.end_run(connection, crawl.run_id, state, detail, now=now_millis())


def as_dict(end: RunEnd) -> dict[str, Any]:
    """The end of a run as JSON values."""
    values = asdict(end)
    del values["progress"]["newly_met"]  # a list for whoever watches, of no use afterwards
    return values
