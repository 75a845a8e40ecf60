"""Crawls in processes of their own, each forked from one that has imported everything already: quick, and no reactor
is used twice."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.forks import forks

# What makes a crawl wait for minutes; a test that is not about them waits less. "module:NAME" → value.
Patches = Mapping[str, Any]
Names = Mapping[str, str | Sequence[str]]
QUICK: Patches = {"crawler.crawling.course:RETRY_MS": (50, 100), "crawler.crawling.pauses:FIRST_BACKOFF_S": 3_600}


@dataclass(frozen=True)
class Ended:
    """How a crawl ended: as RunEnd, with the error that it raised instead, if any."""

    state: str
    detail: str
    progress: dict[str, Any]
    frontier: dict[str, int]
    notes: list[str]

    @property
    def words(self) -> str:
        """Everything that is told to the person."""
        return "\n".join([self.detail, *self.progress["blocks"], *self.notes])


class Crawls:
    """Starts crawls; ``run`` waits for one, ``start`` does not."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def start(
        self,
        database: Path,
        *seeds: str,
        instances: list[str],
        patches: Patches = QUICK,
        names: Names | None = None,
        **settings: Any,
    ) -> "Future[Ended]":
        """Begins a crawl of Mastodon, or of the network ``named``; no seeds: the newest run is resumed.

        ``names`` lead to these addresses (a false DNS): to one, or to one after the other and the last ever after.
        """
        return self._pool.submit(_crawl, str(database), seeds, instances, dict(patches), names or {}, settings)

    def run(self, database: Path, *seeds: str, **more: Any) -> Ended:
        """The end of a crawl."""
        return self.start(database, *seeds, **more).result(timeout=60)


@contextmanager
def open_crawls() -> Iterator[Crawls]:
    """A pool of processes, each of which crawls once."""
    with ProcessPoolExecutor(2, mp_context=forks(), max_tasks_per_child=1) as pool:
        yield Crawls(pool)


def _crawl(
    database: str,
    seeds: tuple[str, ...],
    instances: list[str],
    patches: dict[str, Any],
    names: Names,
    settings: dict[str, Any],
) -> Ended:
    from crawler.crawling.discover import resume_discovery, start_discovery
    from crawler.crawling.running import crawl_to_its_end, prepare_crawl
    from crawler.settings import load_settings
    from storage.database import Database

    for name, value in patches.items():
        module, _, attribute = name.partition(":")
        setattr(import_module(module), attribute, value)
    if names:
        _lie_about(names)
    named = settings.pop("named", "mastodon")
    chosen = load_settings(**{"seconds_between_requests": 0, "instances": instances, **settings})
    opened = Database(database)
    try:
        if seeds:
            run_id, plan, _ = start_discovery(opened, chosen, seeds, named=[named])
        else:
            run_id, plan = resume_discovery(opened, chosen)
        end = crawl_to_its_end(prepare_crawl(opened, chosen, run_id, plan), chosen, plan)
    finally:
        opened.close()
    return Ended(end.state, end.detail or "", vars(end.progress), end.frontier, end.notes)


def _lie_about(names: Names) -> None:
    told = {name: iter([where] if isinstance(where, str) else where) for name, where in names.items()}
    last: dict[str, str] = {}

    def lookup(name: str) -> str:
        if name.replace(".", "").isdigit():
            return name
        if name not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        last[name] = next(told[name], last.get(name, ""))
        return last[name]

    socket.gethostbyname = lookup  # what Twisted's resolver asks
