"""What a person sees while a crawl runs: rate, yield, the best one found so far, the budget left, and who refuses."""

from time import monotonic
from typing import TYPE_CHECKING, Any

from crawler.cli.common import console, plain

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.crawling.plan import Plan
    from crawler.crawling.running import RunEnd
    from crawler.crawling.visits import Progress
    from crawler.settings import Settings
    from crawler.sources.replay import Replay
    from scoring.brief import Brief
    from storage.database import Database

_LOOK_EVERY = 5.0  # seconds between two looks at whom was met: judging them costs a few hundredths of one
_FIRST_LOOK = 1.0
_LOOKED_AT = 30  # accounts judged at a look, the last ones met
_SILENT_S = 10.0  # after which it is said that nothing came


def crawl_watched(
    database: "Database",
    settings: "Settings",
    run_id: int,
    plan: "Plan",
    brief: "Brief",
    *,
    replay: "Replay | None",
    record: "Path | None",
    quiet: bool,
) -> "RunEnd":
    """Runs a crawl for a brief to its end, recorded to ``record``, and shows how it goes unless ``quiet``."""
    from crawler.crawling.running import crawl_to_its_end, prepare_crawl
    from crawler.sources.recording import Recording
    from scoring.ranking.match import niches_wanted

    recording = Recording(record, seeds=plan.seeds) if record else None
    with watching(database, brief, plan.budget.requests, quiet=quiet) as on_progress:
        crawl = prepare_crawl(
            database,
            settings,
            run_id,
            plan,
            replay=replay,
            recording=recording,
            band=(brief.low, brief.high),
            niches=niches_wanted(brief),
            on_progress=on_progress,
        )
        return crawl_to_its_end(crawl, settings, plan)


class BestSoFar:
    """The best of those who were met since it was made, for a brief. Every account is judged when it is first looked
    at, on what is known by then: the ranking at the run's end knows more, and may end otherwise."""

    def __init__(self, database: "Database", brief: "Brief") -> None:
        self._database = database
        self._brief = brief
        self._low = -1.0
        self.words: str | None = None

    def look(self, accounts: list[tuple[str, str]]) -> None:
        """Judges these accounts; ``words`` name the best of all so far, ``None`` while nobody fits."""
        from scoring.facts_ranking import rank_evidence
        from scoring.judging import evidence_of
        from scoring.ranking.fitting import kept_trends

        brief = self._brief.under(kept_trends(self._database))
        for item in rank_evidence(list(evidence_of(self._database, accounts)), brief)[:1]:
            if item["excluded"] is None and item["low"] > self._low:
                self._low = item["low"]
                self.words = f"best: {plain(item['handle'])} with {item['followers']:,}, score {item['score']:.0f}"


class watching:  # noqa: N801  # used as a function
    """Shows how a crawl goes while it runs; nothing where nobody watches."""

    def __init__(self, database: "Database", brief: "Brief", requests: int | None, *, quiet: bool) -> None:
        """``requests``: the budget, ``None`` for none."""
        self._most = requests
        self._quiet = quiet
        self._database = database
        self._best = BestSoFar(database, brief)
        self._looked_at = monotonic() - _LOOK_EVERY + _FIRST_LOOK
        self._live: Any = None
        self._progress: Progress | None = None
        self._pages, self._heard = 0, monotonic()

    def __enter__(self) -> Any:
        screen = console(stderr=True)
        if self._quiet or not screen.is_terminal:
            return None
        from rich.live import Live

        self._database.on_reading = None  # two lines would not go together
        self._live = Live(get_renderable=self._line, console=screen, refresh_per_second=4, transient=True)
        self._live.__enter__()
        return self._show

    def __exit__(self, *problem: object) -> None:
        if self._live is not None:
            self._live.__exit__(*problem)

    def _show(self, progress: "Progress") -> None:
        if progress.newly_met and monotonic() - self._looked_at >= _LOOK_EVERY:
            self._best.look(list(progress.newly_met)[-_LOOKED_AT:])
            progress.newly_met.clear()
            self._looked_at = monotonic() - _LOOK_EVERY + _FIRST_LOOK
        if self._progress is None or progress.pages != self._pages:
            self._pages, self._heard = progress.pages, monotonic()
        self._progress = progress

    def _line(self) -> Any:
        """What is drawn, again and again: while nothing comes, nobody else would say so."""
        from rich.text import Text

        if self._progress is None:
            return Text()
        told = word_progress(self._progress, self._most, self._best.words)
        return Text(" · ".join([*told, *word_silence(self._progress.asked, monotonic() - self._heard)]))


def word_silence(host: str, seconds: float) -> list[str]:
    """Says that a host lets us wait, where it does so for long."""
    return [f"{host}: nothing for {seconds:.0f} s"] if seconds >= _SILENT_S else []


def word_progress(progress: "Progress", most: int | None, best: str | None) -> list[str]:
    """The parts of the line. ``most``: requests that may be sent in all; ``best``: who is the best so far."""
    minutes = max(progress.minutes, 1 / 60_000)
    left = "" if most is None else f" · {max(most - progress.requests, 0):,} left"
    return [
        f"{progress.requests:,} requests ({progress.requests / minutes:,.0f} a minute){left}",
        f"{progress.profiles:,} visited",
        f"{progress.nanos:,} nanos ({1000 * progress.nanos / max(progress.requests, 1):,.0f} per 1,000 requests)",
        *([best] if best else []),
        *(f"{kind} {times}×" for kind, times in sorted(progress.blocks.items())),
    ]
