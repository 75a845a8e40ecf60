"""Discovering: seeds in, a run written down with its plan and its first targets; or an earlier run gone on with."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlsplit

from crawler.crawling.allowances import allowances_left
from crawler.crawling.plan import Plan, budget_of, granted, join, make_plan, options_of
from crawler.crawling.promise import SEED
from crawler.crawling.workers import this_worker, worker_is_dead
from crawler.networks import all_networks, host_asked, hosts_asked, load_network
from crawler.networks.network import Network, Options, Target
from crawler.seeds import Seed, parse_seeds
from crawler.settings import Settings
from crawler.sources.replay import Replay
from storage import frontier, runs
from storage.clock import now_millis
from storage.database import Database
from storage.errors import BadSeed, NothingReady, NothingToResume
from storage.rights.privacy import suppressed_among


def choose_networks(
    settings: Settings, named: Sequence[str], seeds: Sequence[Seed], replay: Replay | None
) -> tuple[list[Network], list[str]]:
    """(the networks to ask, a line that names those that the seeds mean but that are not ready); raises NothingReady,
    with what each needs, where none is left."""
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
    meant = {seed.network for seed in seeds} or {None}
    waiting = [one.name for one in known if not states[one.name].ready and not meant.isdisjoint({one.name, None})]
    if not ready or (seeds and not any(_can_ask(network, seeds, settings.options(network)) for network in ready)):
        needs = " ".join(f"{name}: {states[name].hint}." for name in waiting)
        raise NothingReady(f"No network is ready for these seeds. {needs}")
    return ready, [f"Not asked: {', '.join(waiting)} (nanoscout networks says what each needs)"] if waiting else []


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
    """Writes a new run and its seeds down; returns (run, plan, hints: lines that are no seeds, networks not ready)."""
    known = [load_network(name) for name in named] if named else all_networks()
    words = list(words) or (replay.seeds if replay is not None else [])
    bad: list[str] = []
    seeds = parse_seeds(words, known, bad)
    networks, hints = choose_networks(settings, named, seeds, replay)
    hints = [*bad, *hints]
    plan = make_plan(
        settings,
        networks,
        budget=budget_of(settings, live=replay is None),
        replay=replay,
        replay_files=replay_files,
        brief=brief,
        record=record,
    )
    asked = targets_of(seeds, networks)
    left = _without_suppressed(database, asked, plan.instances)
    if len(left) < len(asked):
        seeds = [seed for seed in seeds if set(targets_of([seed], networks)) & set(left)]
        hints = [*hints, "Who is suppressed is not asked about: a seed is left out"]
    if asked and not left:
        raise BadSeed("Who is suppressed is not asked about, and nothing else was named: name other seeds")
    plan = replace(plan, seeds=[str(seed) for seed in seeds])
    options = options_of(settings, plan)
    for target in left:
        load_network(target.network).ask(target, options[target.network])  # a seed that names nothing is told here
    if replay is None:
        with database.read() as connection:
            for network in networks:
                if options[network.name].secrets:
                    hints = [*hints, *allowances_left(connection, network.within(options[network.name]))]
    with database.write() as connection:
        run_id = runs.start_run(connection, "discover", plan.seeds, asdict(plan), owner=this_worker(), now=now_millis())
        if not seeds and not frontier.adopt_queued(connection, run_id, plan.networks, host_of=hosts_asked(options)):
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


def resume_discovery(database: Database, settings: Settings) -> tuple[int, Plan]:
    """The newest run that has something left; its dead workers' leases are taken back. Raises NothingToResume."""
    with database.write() as connection:
        run = runs.last_unfinished(connection)
        if run is None:
            raise NothingToResume(f"No interrupted run is in {database.name}; start one with nanoscout discover SEED")
        plan = granted(settings, run)
        dead = [owner for owner in frontier.lease_owners(connection, run.id) if worker_is_dead(owner)]
        frontier.reclaim_leases(connection, run.id, now=now_millis(), dead_owners=dead)
        frontier.find_hosts(connection, run.id, plan.networks, host_of=hosts_asked(options_of(settings, plan)))
        runs.reopen_run(connection, run.id, asdict(plan), owner=this_worker())
    return run.id, join(plan, run)
