"""What a run was asked to do, as it is written down with the run: enough to go on after a stop."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.crawling.visits import Budget
from crawler.networks import load_network
from crawler.networks.network import Network, Options
from crawler.settings import Settings
from crawler.sources.replay import Replay
from storage.runs import RunRow


@dataclass(frozen=True)
class Plan:
    """What a run was asked to do: enough to resume it.

    ``…_until`` are the run's own counts at which its budget is spent; ``None``: at the budget itself, never resumed.
    ``done`` is what the run had counted (requests, profiles) when this process joined it.
    """

    seeds: list[str]
    networks: list[str]
    budget: Budget
    instances: list[str] = field(default_factory=list)
    replay: list[str] = field(default_factory=list)
    recordings: list[str] = field(default_factory=list)
    brief: str | None = None
    seconds_between_requests: float | None = None
    requests_until: int | None = None
    profiles_until: int | None = None
    done: tuple[int, int] = (0, 0)


def make_plan(
    settings: Settings,
    networks: Sequence[Network],
    *,
    budget: Budget,
    replay: Replay | None = None,
    replay_files: Sequence[Path] = (),
    brief: Path | None = None,
    record: Path | None = None,
) -> Plan:
    """The plan of a new run. A replay asks the instances that its files hold, unless the settings name others.

    Raises BadSettings, UnreadableFile or DiskFull where nothing can be recorded at the place for it.
    """
    if record is not None:
        from crawler.sources.recording import check_recordable

        check_recordable(record)
    return Plan(
        seeds=[],
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


def granted(settings: Settings, run: RunRow) -> Plan:
    """The plan of a run that goes on: cut short it has what was left of its budget, however often it was killed; one
    that spent it gets the same again. What was said beside ``--resume`` replaces the old."""
    values = dict(run.settings)
    before = Budget(**values.pop("budget"))
    plan = Plan(budget=before, **values)
    said = settings.flags
    budget = Budget(
        requests=settings.max_requests if "max_requests" in said else before.requests,
        profiles=settings.max_profiles if "max_profiles" in said else before.profiles,
        depth=settings.max_depth if "max_depth" in said else before.depth,
        minutes=settings.max_minutes if "max_minutes" in said else before.minutes,
        coverage=settings.stop_at_coverage if "stop_at_coverage" in said else before.coverage,
    )

    def until(of: int | None, old: int | None, done: int, *, anew: bool) -> int | None:
        if of is None:
            return None
        old = of if old is None else old
        return done + of if anew or (run.state == "budget" and done >= old) else old

    return replace(
        plan,
        budget=budget,
        requests_until=until(budget.requests, plan.requests_until, run.requests, anew="max_requests" in said),
        profiles_until=until(budget.profiles, plan.profiles_until, run.profiles, anew="max_profiles" in said),
    )


def join(plan: Plan, run: RunRow) -> Plan:
    """The plan for a process that goes on with a run: its budget is what may still be spent."""

    def left(until: int | None, done: int) -> int | None:
        return None if until is None else max(0, until - done)

    requests, profiles = left(plan.requests_until, run.requests), left(plan.profiles_until, run.profiles)
    budget = replace(plan.budget, requests=requests, profiles=profiles)
    return replace(plan, budget=budget, done=(run.requests, run.profiles))
