"""What every spider here does: send what the crawl asks for, and hand it what comes back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, CloseSpider, DownloadConnectionRefusedError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawling.course import tried_enough
from crawler.crawling.crawl import Crawl
from crawler.crawling.visits import Step, Visit
from crawler.engine.faults import word_dead_proxy, word_fault, word_proxy
from crawler.engine.middlewares import (
    AddressRefused,
    ClosedRobotsMiddleware,
    GuardedResolver,
    HostHeld,
    ReplayMiss,
    RobotsForbid,
    RobotsUnreadable,
)
from crawler.networks.network import Ask
from crawler.page import Page
from crawler.telling import scrub_words
from storage.errors import BrowserMissing, StorageError
from storage.facts import BlockKind

_REFUSED: dict[type[Any], BlockKind] = {RobotsForbid: "robots", AddressRefused: "refused"}
_CRASHED = "Target crashed"  # how Playwright says that the process of a page died
# The host is to blame, not the page that was asked for.
_UNREACHABLE = (RobotsUnreadable, CannotResolveHostError, DownloadConnectionRefusedError)


class VisitingSpider(Spider):
    """Visits what the frontier leases. The crawl is given by ``discover``, or made from the arguments of Scrapy."""

    name = "visiting"

    def __init__(self, crawl: Crawl, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.crawl = crawl

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "VisitingSpider":
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._on_error, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the scheduler takes its requests from the frontier."""
        return
        yield

    def request_for(self, visit: Visit, step: Step) -> Request:
        """The request of a step, not to be sent before its time."""
        ask = step.ask
        assert ask is not None
        meta: dict[str, Any] = {"visit": visit, "ask": ask, "at": step.at}
        if ask.permitted:
            meta["dont_obey_robotstxt"] = True
        if self.crawl.renders(visit.target.network, ask):
            from crawler.engine.browser import Rendering

            robots = None if ask.permitted else self.crawler.get_downloader_middleware(ClosedRobotsMiddleware)
            meta |= Rendering(ask, robots).meta(visit.label, self.crawl_user_agent)
        return Request(
            ask.url,
            method=ask.method,
            body=ask.body,
            headers=dict(ask.headers),
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            meta=meta,
        )

    def slow_down(self, host: str, delay_ms: int) -> None:
        """robots.txt asks for so many milliseconds between requests."""
        self.crawl.turns.slow_down(host, delay_ms)

    @property
    def crawl_user_agent(self) -> str:
        """The name under which requests are sent."""
        return str(self.settings["USER_AGENT"])

    async def parse(self, response: Response, **_kwargs: Any) -> AsyncIterator[Any]:
        """Lands what came back and yields the visit's next request."""
        meta = response.meta
        visit: Visit = meta["visit"]
        pages = meta.get("pages") or await self._rendered(meta)
        if not pages and "rendering" in meta:  # what the browser shows in its stead is no page of this host
            kind, words = meta["rendering"].word_nothing()
            step = self._guarded(lambda: self.crawl.refuse(visit, kind, scrub_words(words)))
        elif (of_way := word_dead_proxy(response.status, response.url)) is not None:
            step = self._guarded(lambda: self.crawl.lose_way(visit, of_way))
        else:
            pages = pages or [page_of(response, meta["ask"])]
            withheld = meta["rendering"].withheld if "rendering" in meta else None
            step = self._guarded(lambda: self.crawl.land(visit, pages, withheld and scrub_words(withheld)))
        if step.ask is not None:
            yield self.request_for(visit, step)

    async def _rendered(self, meta: dict[str, Any]) -> list[Page]:
        if "rendering" not in meta:
            return []
        try:
            pages: list[Page] = await meta["rendering"].pages()
        finally:
            from crawler.engine.browser import close_tab

            close_tab(meta)
        return pages

    def _fault_of_page(self, request: Request, error: Any) -> str | None:
        """What a rendered page itself is to blame for: neither its host nor the other pages pay for it."""
        rendering = request.meta.get("rendering")
        last_try = tried_enough(request.meta["visit"])
        words: str | None = rendering.word_fault(error, last_try=last_try) if rendering is not None else None
        return words

    async def failed(self, failure: Failure) -> AsyncIterator[Any]:
        """A request without an answer: a miss of the replay, robots.txt, or an error below HTTP."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        visit: Visit = request.meta["visit"]
        pages = await self._rendered(request.meta)
        error = failure.value
        refused = GuardedResolver.refused.get(urlsplit(request.url).hostname or "")
        if refused is not None:
            error = AddressRefused(refused)
        if pages:  # a browser calls it a failure where a refusal has no body
            step = self._guarded(lambda: self.crawl.land(visit, pages))
        elif isinstance(error, ReplayMiss):
            step = self._guarded(lambda: self.crawl.miss(visit, str(error)))
        elif isinstance(error, StorageError):
            self.crawl.stop(error)
            raise CloseSpider("storage") from error
        elif isinstance(error, BrowserMissing):
            step = self._guarded(lambda: self.crawl.lose_browser(visit, error))
        elif isinstance(error, HostHeld):
            step = self._guarded(lambda: self.crawl.give_back(visit, error.until, str(error)))
        elif (kind := _REFUSED.get(type(error))) is not None:
            step = self._guarded(lambda: self.crawl.refuse(visit, kind, scrub_words(str(error))))
        elif _CRASHED in str(error) and tried_enough(visit):
            words = f"{request.url} makes the browser crash"  # the page is to blame: its host refused nothing
            step = self._guarded(lambda: self.crawl.refuse(visit, "error", words))
        elif (of_page := self._fault_of_page(request, error)) is not None:
            step = self._guarded(lambda: self.crawl.refuse(visit, "error", of_page))
        elif (of_way := word_dead_proxy(getattr(error, "fault", error), request.url)) is not None:
            step = self._guarded(lambda: self.crawl.lose_way(visit, of_way))
        else:
            reason = scrub_words(word_fault(error))
            reason += "" if isinstance(error, IgnoreRequest) else word_proxy(request.url)
            step = self._guarded(
                lambda: self.crawl.fail(
                    visit,
                    reason,
                    url=request.url,
                    until=getattr(error, "until", 0),
                    unreachable=isinstance(error, _UNREACHABLE) and "redirect_urls" not in request.meta,
                )
            )
        if step.ask is not None:
            yield self.request_for(visit, step)

    def _guarded(self, work: Any) -> Step:
        try:
            step: Step = work()
        except StorageError as error:
            self.crawl.stop(error)
            raise CloseSpider("storage") from error
        return step

    def _on_error(self, failure: Failure, **_kwargs: Any) -> None:
        # Scrapy would log an exception of ours and go on as if nothing were: it ends the run instead.
        if isinstance(failure.value, Exception):
            self.crawl.stop(failure.value)


def page_of(response: Response, ask: Ask) -> Page:
    """The page that a download is."""
    return Page(
        url=response.url,
        body=response.body,
        status=response.status,
        headers={
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        },
        time=datetime.now(UTC),
        source="http",
        method=ask.method,
        request_body=ask.body,
        document=getattr(ask, "document", None),
    )
