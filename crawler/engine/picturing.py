"""The spider that fetches pictures: politely, bounded, and without looking at anything else."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawling.pauses import PATIENCE_MS
from crawler.engine.middlewares import RobotsUnreadable
from crawler.engine.settings import live_settings
from crawler.networks.addresses import asked_host
from crawler.picture_turns import Fetching
from storage.clock import now_millis
from storage.errors import StorageError
from storage.pictures import Wanted


def picture_settings(contact: str | None, named_hosts: list[str]) -> dict[str, Any]:
    """Settings of a fetch of pictures: those of a crawl, but for what works with visits.

    robots.txt, the guard of addresses and the caps stay; the pace is kept by whoever hands out the turns.
    """
    live = live_settings(contact, named_hosts)
    paced = {"crawler.engine.middlewares.PaceMiddleware": None, "crawler.engine.picturing.PictureTurns": 990}
    return live | {
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "DOWNLOADER_MIDDLEWARES": live["DOWNLOADER_MIDDLEWARES"] | paced,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
    }


class PictureTurns:
    """The last look before a request leaves: a host that asked to wait is not asked, also not for its robots.txt, and
    where a redirect leads a picture waits for its turn as everywhere."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PictureTurns":
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest with the reason where nothing is asked of this host."""
        spider: Any = self._crawler.spider
        fetching: Fetching = spider.fetching
        is_picture, is_led = "wanted" in request.meta, request.meta.get("redirect_times", 0) > 0
        if is_picture and not is_led:  # it has had its turn
            return
        why_not = fetching.refusal(request.url)
        if why_not is None and is_picture:
            wait_ms = fetching.reserve(request.url) - now_millis()
            if wait_ms <= PATIENCE_MS:
                await asyncio.sleep(max(wait_ms, 0) / 1000)
                return
            why_not = f"{asked_host(request.url)} has too many before it"
        if why_not is not None:
            raise IgnoreRequest(why_not)


class PictureSpider(Spider):
    """Asks for one picture after the other, each in its turn."""

    name = "pictures"

    def __init__(self, fetching: Fetching, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fetching = fetching
        self._met: dict[str, asyncio.Event] = {}  # hosts, and whether one of their answers is there

    async def start(self) -> AsyncIterator[Any]:
        """Called by Scrapy."""
        for wanted in self.fetching.wanted:
            if not await self._turn_of(wanted):
                continue
            yield Request(
                wanted.url,
                callback=self.parse,
                errback=self.failed,
                dont_filter=True,
                headers={"Accept": "image/jpeg,image/png,image/webp,image/gif"},
                meta={"wanted": wanted},
            )

    async def _turn_of(self, wanted: Wanted) -> bool:
        """Waits for a picture's turn; false where it is not to be asked for."""
        while True:
            gap = self.fetching.gap(wanted.url)
            at = self.fetching.turn(wanted)
            if at is None:
                return False
            await asyncio.sleep(max(at - now_millis(), 0) / 1000)
            await self._pace_is_known(asked_host(wanted.url))
            if self.fetching.gap(wanted.url) <= gap:  # else robots.txt asked for a slower pace meanwhile
                return True

    async def _pace_is_known(self, host: str) -> None:
        """The first request to a host is followed by no other until its robots.txt, which comes before it, is read."""
        met = self._met.get(host)
        if met is None:
            self._met[host] = asyncio.Event()
        else:
            await met.wait()

    def _answered(self, wanted: Wanted) -> None:
        self._met[asked_host(wanted.url)].set()

    def slow_down(self, host: str, delay_ms: int) -> None:
        """robots.txt asks for so many milliseconds between requests."""
        self.fetching.slow_down(host, delay_ms)

    async def parse(self, response: Response, **_kwargs: Any) -> AsyncIterator[Any]:
        """Hands over what came."""
        self._answered(response.meta["wanted"])
        said = response.headers.get("Retry-After")
        headers = {"retry-after": said.decode("latin-1")} if said else {}
        try:
            self.fetching.land(response.meta["wanted"], response.url, response.status, headers, response.body)
        except StorageError as error:
            self.fetching.error = error
            raise CloseSpider("storage") from error
        return
        yield

    async def failed(self, failure: Failure) -> None:
        """Counts a request without an answer; a robots.txt that cannot be read closes its host for a while."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        if isinstance(failure.value, RobotsUnreadable):
            self.fetching.hold([request.url], failure.value.until, "robots.txt could not be read")
        self._answered(request.meta["wanted"])
        words = str(failure.value).strip().splitlines() or [type(failure.value).__name__]
        # The address may carry a key in its query: it is told by its host.
        self.fetching.fail(request.meta["wanted"], words[0].replace(request.url, urlsplit(request.url).netloc))
