"""The scheduler over the frontier: best promise first across hosts, and nobody asked before their time."""

import asyncio
import heapq
from itertools import count
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler

from crawler.crawling.crawl import Crawl
from crawler.crawling.pauses import PATIENCE_MS
from storage.clock import now_millis
from storage.errors import StorageError

MAX_OPEN_VISITS = 8


class FrontierScheduler:
    """Leases visits from the frontier; holds in memory only what belongs to visits that are under way."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._waiting: list[tuple[int, int, Request]] = []
        self._order = count()
        self._timer: asyncio.TimerHandle | None = None
        self._spider: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FrontierScheduler":
        """Called by Scrapy."""
        return cls(crawler)

    @property
    def _crawl(self) -> Crawl:
        crawl: Crawl = self._spider.crawl
        return crawl

    def open(self, spider: Spider) -> None:
        """Called by Scrapy when the spider opens."""
        self._spider = spider

    def close(self, reason: str) -> None:
        """Gives back what was leased and not visited; called by Scrapy when the spider closes."""
        if self._timer is not None:
            self._timer.cancel()
        if reason == "shutdown" and self._crawl.stopping is None:
            self._crawl.stopping = "interrupted"
        try:
            self._crawl.release_open_visits()
        except StorageError as error:
            self._crawl.error = self._crawl.error or error

    def has_pending_requests(self) -> bool:
        """Whether something waits in memory, or the frontier will open in time."""
        if self._crawl.stopping:
            return False
        return bool(self._waiting) or self._opens_at() is not None

    def enqueue_request(self, request: Request) -> bool:
        """Keeps a request of a visit under way (a next page, a retry, a redirect) until its time."""
        if self._crawl.stopping:
            return False
        heapq.heappush(self._waiting, (request.meta.get("at", 0), next(self._order), request))
        return True

    def next_request(self) -> Request | None:
        """The next request whose time has come, or ``None``; then the engine is woken when there will be one."""
        crawl = self._crawl
        if crawl.stopping:
            return None
        if crawl.spent():
            self._waiting.clear()  # their visits stay open, and are given back when the spider closes
            return None
        now = now_millis()
        self._follow_the_clock(now)
        if self._waiting and self._waiting[0][0] <= now:
            return self._hand_out(heapq.heappop(self._waiting)[2])
        while self._has_room():
            request = self._begin_visit()
            if request is None:
                break
            if request.meta["at"] <= now:
                return self._hand_out(request)
            heapq.heappush(self._waiting, (request.meta["at"], next(self._order), request))
        self._wake_later()
        return None

    def _follow_the_clock(self, now: int) -> None:
        """Brings what waits back to now, at the same distances, where the clock was set back: none waits so long."""
        ahead = self._waiting[0][0] - now if self._waiting else 0
        if ahead > 2 * PATIENCE_MS:
            for _, _, request in self._waiting:
                request.meta["at"] = request.meta.get("at", 0) - ahead
            self._waiting = [(at - ahead, order, request) for at, order, request in self._waiting]

    def _hand_out(self, request: Request) -> Request | None:
        try:
            if self._crawl.send(request.url):
                return request
        except StorageError as error:
            self._crawl.stop(error)
        self._waiting.clear()  # as where the budget is spent: the visits are given back
        return None

    def _begin_visit(self) -> Request | None:
        try:
            begun = self._crawl.begin_visit()
        except StorageError as error:
            self._crawl.stop(error)
            return None
        if begun is None:
            return None
        request: Request = self._spider.request_for(*begun)
        return request

    def _opens_at(self) -> int | None:
        try:
            return self._crawl.opens_at()
        except StorageError as error:
            self._crawl.stop(error)
            return None

    def _wake_later(self) -> None:
        times = [self._waiting[0][0]] if self._waiting else []
        if self._has_room() and (opening := self._opens_at()) is not None:
            times.append(opening)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if times:
            delay = max(0.005, (min(times) - now_millis()) / 1000)
            self._timer = asyncio.get_running_loop().call_later(delay, self._wake)

    def _wake(self) -> None:
        # Handing the engine a request is its one public way to be woken; otherwise it looks every five seconds.
        self._timer = None
        engine = self._crawler.engine
        if engine is None or not engine.running or self._crawl.stopping:
            return
        if self._waiting:
            engine.crawl(heapq.heappop(self._waiting)[2])
        elif self._has_room() and (request := self._begin_visit()) is not None:
            engine.crawl(request)
        else:
            self._wake_later()

    def _has_room(self) -> bool:
        # A replay goes one visit at a time, so that it is the same every time.
        open_now = len(self._crawl.open_visits) - self._crawl.has_begun
        return open_now < (MAX_OPEN_VISITS if self._crawl.live else 1)
