"""Running a planned crawl to its end in this process, and how it ended."""

import signal
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from crawler.crawling.crawl import Crawl
from crawler.crawling.pauses import PATIENCE_MS
from crawler.crawling.plan import Plan, options_of
from crawler.crawling.visits import Progress
from crawler.networks import load_network
from crawler.rights.minors import erase_minors
from crawler.settings import Settings
from crawler.sources.recording import Recording
from crawler.sources.replay import Replay
from crawler.telling import scrub_logs, scrub_words
from scoring.coverage import Coverage, coverage_of
from scoring.tiers import NANO_BAND
from storage import frontier, hosts, runs
from storage.clock import from_millis, now_millis
from storage.database import Database
from storage.errors import BrowserMissing, NanoscoutError, StorageError
from storage.health import health_of, word_drift

GO_ON = "go on with nanoscout discover --resume"  # ends the detail of a run that has something left
_NOTES = 10


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


def prepare_crawl(
    database: Database,
    settings: Settings,
    run_id: int,
    plan: Plan,
    *,
    replay: Replay | None = None,
    recording: Recording | None = None,
    band: tuple[int, int] = NANO_BAND,
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
        done=plan.done,
        on_progress=on_progress,
    )


def crawl_to_its_end(crawl: Crawl, settings: Settings, plan: Plan) -> RunEnd:
    """Crawls until nothing is left, a budget is spent, or somebody says stop; raises what broke on our side."""
    try:
        run_scrapy(crawl, settings, plan)
    finally:
        if crawl.recording is not None:
            try:
                crawl.recording.close()
            except NanoscoutError as error:  # raised here, the run would never be written down as ended
                crawl.error = crawl.error or error
    if crawl.error is None:
        crawl.close_abandoned()
    end = end_crawl(crawl)
    return replace(end, notes=[*crawl.replay.notes, *end.notes]) if crawl.replay else end


def end_crawl(crawl: Crawl) -> RunEnd:
    """Writes down how the crawl ended and erases suspected minors; raises what broke on our side."""
    if crawl.error is not None:
        try:
            _end(crawl.database, crawl, "failed", scrub_words(str(crawl.error)))
        except StorageError as error:
            raise crawl.error from error
        if isinstance(crawl.error, BrowserMissing):  # other errors of ours say what there is to do
            raise BrowserMissing(f"{crawl.error}; then {GO_ON}") from crawl.error
        raise crawl.error
    state, detail = _outcome(crawl.database, crawl)
    _end(crawl.database, crawl, state, detail)
    with crawl.database.read() as connection:
        counts = frontier.count_targets(connection, crawl.run_id)
        coverage = coverage_of(connection, crawl.band, crawl.run_id)
        fallen = [one for one in health_of(connection, crawl.run_id) if one.fell]
    drift = word_drift(fallen) if fallen else None
    refusals = crawl.progress.refusals.items()
    notes = [f"{name[:1].upper()}{name[1:]}: {words}" for words, name in refusals if words not in (detail or "")]
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
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process.start()
    for number, handler in handlers.items():  # Scrapy keeps them: Ctrl-C would end nothing that comes after the crawl
        signal.signal(number, handler)


def hosts_rendered(crawl: Crawl) -> list[str]:
    """The hosts that a browser asks for this crawl; [] where no network of it is asked through one."""
    networks = [network for name, network in crawl.networks.items() if network.ready(crawl.options[name]).browser]
    return sorted({host for network in networks for host in network.browser_hosts})


def _outcome(database: Database, crawl: Crawl) -> tuple[str, str | None]:
    if crawl.stopping == "interrupted":
        return "interrupted", GO_ON
    if crawl.stopping == "blocked":
        return "blocked", f"{crawl.blocked_by}; then {GO_ON}"
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
        return "budget", f"{share}, enough as asked; {GO_ON}"
    told = [reason if reason and host in reason else f"{host}: {reason}" for host, reason in held] or waits
    why = "; ".join(told)
    if spent:  # a budget of time may run out over hosts that let nobody in: then that is what there is to know
        over = f" while waiting ({why})" if why and opening > now_millis() else ""
        return "budget", f"{spent} spent{over}; {GO_ON}"
    if crawl.leasing.networks_closed or opening - now_millis() > PATIENCE_MS / 2:
        moment = from_millis(opening)
        when = moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "later"
        named = f" ({why})" if why else ""
        return "blocked", f"asked to wait until {when}{named}; then {GO_ON}"
    return "interrupted", GO_ON


def _end(database: Database, crawl: Crawl, state: str, detail: str | None) -> None:
    with database.write() as connection:
        runs.end_run(connection, crawl.run_id, state, detail, now=now_millis())


def as_dict(end: RunEnd) -> dict[str, Any]:
    """The end of a run as JSON values."""
    values = asdict(end)
    for name in ("newly_met", "asked"):  # for whoever watches, of no use afterwards
        del values["progress"][name]
    return values
