"""Downloader middlewares: replay, the guard against addresses out of pages, and robots.txt that fails closed."""

import ipaddress
from collections.abc import Iterable
from time import monotonic
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet._resolver import HostResolution
from twisted.internet.abstract import isIPv6Address
from twisted.internet.address import IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.crawling.pauses import PATIENCE_MS, retry_after
from crawler.engine.addresses import is_public, refuse_address
from crawler.engine.faults import word_fault, word_proxy
from crawler.engine.robots_text import rules_as_meant, seconds_asked
from crawler.networks.addresses import asked_host
from crawler.networks.network import Ask
from storage.clock import now_millis

_SHOWN = 300  # letters of an address in a message
_ROBOTS_LAST_S = 24 * 3600  # after that they are read again (RFC 9309)
_ROBOTS_READ = 512 << 10  # RFC 9309 asks for 500 KiB at least; what stands beyond is not looked at


class ReplayMiss(IgnoreRequest):
    """The files hold no (further) answer to this request."""


class AddressRefused(IgnoreRequest):
    """The address may not be asked."""


class RobotsForbid(IgnoreRequest):
    """robots.txt forbids this address."""


class RobotsUnreadable(IgnoreRequest):
    """robots.txt could not be read: until it can, nothing is asked of its host (RFC 9309).

    ``until``: when its host said that it may be asked again (milliseconds), 0 where it did not; ``fault``: what failed.
    """

    def __init__(self, reason: str, until: int = 0, fault: Exception | None = None) -> None:
        super().__init__(reason)
        self.until = until
        self.fault = fault


class HostHeld(IgnoreRequest):
    """The host is left alone until ``until`` (milliseconds)."""

    def __init__(self, host: str, until: int) -> None:
        super().__init__(f"{host} is left alone for now")
        self.until = until


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
            raise AddressRefused(f"{request.url[:_SHOWN]} {reason}")


class RedirectGuard:
    """Refuses to be led out of the web: to a file, a script, another protocol. Where the web leads, the guard looks."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises AddressRefused with the reason."""
        said = response.headers.get("Location") if 300 <= response.status < 400 else None
        if said is None:
            return response
        try:
            where = urljoin(request.url, said.decode("latin-1").strip())
            scheme = urlsplit(where).scheme
        except ValueError:
            where, scheme = said.decode("latin-1"), "?"
        if scheme not in ("http", "https"):
            raise AddressRefused(f"{request.url} leads to {where[:100]}, which has the scheme {scheme[:20] or '?'}")
        return response


class PaceMiddleware:
    """The last look before a request leaves: not while its host is held, not out of turn, whoever it was that sent it.

    A request may have been given its turn before its host asked to wait, have waited for robots.txt, or been led to
    another host by a redirect. What must wait goes back to the scheduler with its new time.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PaceMiddleware":
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """``None`` where it may leave now; raises HostHeld where it would wait for longer than a visit may."""
        spider: Any = self._crawler.spider
        visit = request.meta.get("visit")
        if visit is None:  # robots.txt
            held = spider.crawl.turns.held_until(request.url)
            if held is not None:
                raise HostHeld(urlsplit(request.url).netloc, held)
            return None
        redirects = request.meta.get("redirect_times", 0)
        redirected = redirects != request.meta.get("redirects_paced", 0)
        later = spider.crawl.postpone(visit, request.url, request.meta["at"], redirected=redirected)
        if later is None:
            return None
        if later - now_millis() > PATIENCE_MS:
            raise HostHeld(urlsplit(request.url).netloc, later)
        return request.replace(meta={**request.meta, "at": later, "redirects_paced": redirects})


@implementer(IHostnameResolver)
class _LiteralsToo:
    """Resolves what spells an IPv6 address to itself (the guard has looked at it), and asks for the rest."""

    def __init__(self, names: Any) -> None:
        self._names = names

    def resolveHostName(  # noqa: N802  # Twisted's names
        self,
        receiver: Any,
        name: str,
        portNumber: int = 0,  # noqa: N803
        *more: Any,
        **named: Any,
    ) -> Any:
        """Called by Twisted."""
        if not isIPv6Address(name):
            return self._names.resolveHostName(receiver, name, portNumber, *more, **named)
        resolution = HostResolution(name)
        receiver.resolutionBegan(resolution)
        receiver.addressResolved(IPv6Address("TCP", name, portNumber))
        receiver.resolutionComplete()
        return resolution


class GuardedResolver(CachingThreadedResolver):
    """Resolves names, and refuses every answer that is no public address, unless the user named the host."""

    named: ClassVar[set[str]] = set()  # of the process, as the resolver is
    refused: ClassVar[dict[str, str]] = {}  # name → why: on the way up Twisted keeps no more than that it failed

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":
        """Called by Scrapy, once a process."""
        resolver = super().from_crawler(crawler, reactor)
        cls.trust(crawler.settings.getlist("NANOSCOUT_NAMED_HOSTS"))
        return resolver

    @classmethod
    def trust(cls, hosts: Iterable[str]) -> None:
        """These hosts (``host`` or ``host:port``) were named by the user: they may be private addresses."""
        cls.named.update(urlsplit(f"//{host}").hostname or host for host in hosts)

    def install_on_reactor(self) -> None:
        """Called by Scrapy; IPv6 addresses that are written out need no resolver, and Twisted would ask it for them."""
        super().install_on_reactor()
        known: Any = _LiteralsToo(self.reactor.nameResolver)  # declared as what it is below, which mypy cannot read
        self.reactor.installNameResolver(known)

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        """The address of a name; fails where it is not public, so that a name cannot lead inside later on."""
        found = super().getHostByName(name, timeout)
        return found if name in self.named else found.addCallback(self._refuse_private, name)

    @classmethod
    def _refuse_private(cls, address: str, name: str) -> str:
        if is_public(ipaddress.ip_address(address)):
            return address
        cls.refused[name] = f"{name} leads to {address}, which is no public address"
        raise DNSLookupError(cls.refused[name])


class ClosedRobotsMiddleware(RobotsTxtMiddleware):
    """robots.txt by RFC 9309: 4xx means no rules; what cannot be read (5xx, 429, an error) means no entry."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._faults: dict[str, RobotsUnreadable] = {}
        self._read_at: dict[str, float] = {}

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Raises RobotsForbid or RobotsUnreadable; tells the spider of the pace that is asked for."""
        netloc = urlsplit(request.url).netloc
        host = asked_host(request.url)
        if rp is None:
            fault = self._faults[netloc]
            words = f"{fault}{word_proxy(request.url)}"
            unread = f"{host}: robots.txt could not be read ({words}), so nothing is asked of this host"
            raise RobotsUnreadable(unread, fault.until, fault.fault)
        if not rp.allowed(request.url, self._robotstxt_useragent or "nanoscout"):
            raise RobotsForbid(f"{host}: robots.txt forbids {urlsplit(request.url).path}")
        delay = seconds_asked(rp.rp, self._robotstxt_useragent or "nanoscout")
        if delay * 1000 > PATIENCE_MS / 2:  # with such waits a visit of a few requests never comes to its end
            raise RobotsForbid(f"{host}: robots.txt asks for {delay:,.0f} seconds between requests, so it is not asked")
        if delay > 0:
            spider: Any = self.crawler.spider
            spider.slow_down(host, round(delay * 1000))

    async def why_not(self, url: str) -> str | None:
        """Why an address that a page leads a browser to may not be asked; robots.txt is read if it was not yet."""
        request = Request(url)
        try:
            self.process_request_2(await self.robot_parser(request), request)
        except (RobotsForbid, RobotsUnreadable) as error:
            return str(error)
        return None

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._faults[netloc] = RobotsUnreadable(word_fault(exc), getattr(exc, "until", 0), exc)
        super()._robots_error(exc, netloc)
        self._parsers.pop(netloc, None)  # a fault passes: the next visit asks again

    async def robot_parser(self, request: Request) -> Any:
        """The rules of the request's host; ``None`` where they could not be read."""
        netloc = urlsplit(request.url).netloc
        if monotonic() - self._read_at.setdefault(netloc, monotonic()) > _ROBOTS_LAST_S:
            del self._read_at[netloc]
            self._parsers.pop(netloc, None)
        waiting = self._parsers.get(netloc)
        if isinstance(waiting, Deferred):
            await maybe_deferred_to_future(waiting)
            return self._parsers.get(netloc)  # of several who wait, only the first is handed the rules themselves
        try:
            return await super().robot_parser(request)
        except KeyError:  # asked in vain just now, and therefore not kept
            return None

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            said = response.headers.get("Retry-After")
            until = retry_after(said.decode("latin-1"), now=now_millis()) if said else None
            raise RobotsUnreadable(f"HTTP {response.status}", until or 0)
        rules = b"" if response.status >= 300 else rules_as_meant(response.body[:_ROBOTS_READ])
        await super()._parse_robots(response.replace(body=rules), netloc, request)
