"""Downloader middlewares: replay, the guard against addresses out of pages, and robots.txt that fails closed."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred

from crawler.engine.addresses import is_public, refuse_address
from crawler.networks.network import Ask


class ReplayMiss(IgnoreRequest):
    """The files hold no (further) answer to this request."""


class AddressRefused(IgnoreRequest):
    """The address may not be asked."""


class RobotsForbid(IgnoreRequest):
    """robots.txt forbids this address."""


class RobotsUnreadable(IgnoreRequest):
    """robots.txt could not be read: until it can, nothing is asked of its host (RFC 9309)."""


class ReplayMiddleware:
    """Answers every request out of the replayed files; nothing reaches the downloader."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ReplayMiddleware":
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        """The recorded pages ride in the request's meta: one request may have several."""
        spider: Any = self._crawler.spider
        ask: Ask = request.meta["ask"]
        pages = spider.crawl.replay.answer(ask, request.meta["visit"].target)
        if not pages:
            raise ReplayMiss(f"the files hold no answer to {ask.method} {ask.url}")
        request.meta["pages"] = pages
        return Response(request.url, request=request)


class GuardMiddleware:
    """Refuses what is no public address, unless the user named the host. Redirects pass here too."""

    def __init__(self, crawler: Crawler) -> None:
        self._named = frozenset(crawler.settings.getlist("NANOSCOUT_NAMED_HOSTS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises AddressRefused with the reason."""
        reason = refuse_address(request.url, self._named)
        if reason:
            raise AddressRefused(f"{request.url} {reason}")


class GuardedResolver(CachingThreadedResolver):
    """Resolves names, and refuses every answer that is no public address, unless the user named the host."""

    named: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":
        """Called by Scrapy, once a process."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.named = frozenset(host.partition(":")[0] for host in crawler.settings.getlist("NANOSCOUT_NAMED_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        """The address of a name; fails where it is not public, so that a name cannot lead inside later on."""
        found = super().getHostByName(name, timeout)
        return found if name in self.named else found.addCallback(self._refuse_private, name)

    @staticmethod
    def _refuse_private(address: str, name: str) -> str:
        if not is_public(ipaddress.ip_address(address)):
            raise AddressRefused(f"{name} leads to {address}, which is no public address")
        return address


class ClosedRobotsMiddleware(RobotsTxtMiddleware):
    """robots.txt by RFC 9309: 4xx means no rules; what cannot be read (5xx, 429, an error) means no entry."""

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Raises RobotsForbid or RobotsUnreadable."""
        if rp is None:
            raise RobotsUnreadable("robots.txt could not be read, so nothing is asked of this host")
        if not rp.allowed(request.url, self._robotstxt_useragent or "nanoscout"):
            raise RobotsForbid("robots.txt forbids this address")

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        super()._robots_error(exc, netloc)
        self._parsers.pop(netloc, None)  # a fault passes: the next visit asks again

    async def robot_parser(self, request: Request) -> Any:
        """The rules of the request's host; ``None`` where they could not be read."""
        netloc = urlsplit(request.url).netloc
        waiting = self._parsers.get(netloc)
        if isinstance(waiting, Deferred):
            return await maybe_deferred_to_future(waiting)
        try:
            return await super().robot_parser(request)
        except KeyError:  # asked in vain just now, and therefore not kept
            return None

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise OSError(f"robots.txt answered {response.status}")
        if response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
