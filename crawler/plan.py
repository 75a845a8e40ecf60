"""What a run was asked to do, as it is written down with the run: enough to go on after a stop."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crawler.networks import load_network
from crawler.networks.network import Network, Options
from crawler.settings import Settings
from crawler.sources.replay import Replay
from crawler.visits import Budget


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


def make_plan(
    settings: Settings,
    networks: Sequence[Network],
    *,
    budget: Budget,
    seeds: Sequence[str] = (),
    replay: Replay | None = None,
    replay_files: Sequence[Path] = (),
    brief: Path | None = None,
    record: Path | None = None,
) -> Plan:
    """The plan of a new run. A replay asks the instances that its files hold, unless the settings name others."""
    return Plan(
        seeds=list(seeds),
        networks=[network.name for network in networks],
        budget=budget,
        instances=list(settings.instances) or (replay.origins_in(networks) if replay is not None else []),
        replay=[str(file.absolute()) for file in replay_files],
        recordings=[str(record.absolute())] if record else [],
        brief=str(brief.absolute()) if brief else None,
        seconds_between_requests=settings.seconds_between_requests,
    )


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


def options_of(settings: Settings, plan: Plan) -> dict[str, Options]:
    """What each network of a plan may know; in a replay no keys and no sources, for nobody is asked."""
    asked = settings.model_copy(update={"instances": plan.instances})
    return {name: asked.options(load_network(name), live=not plan.replay) for name in plan.networks}
