"""Public pages that need a browser: rendered by a real Chromium under our own name, each answer a page of its own.

No login, no disguise: the user agent is ours, every visit begins with an empty profile, and the browser resolves no
host but those that the network names. What only pictures need is not loaded.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page as Tab
from playwright.async_api import Request as TabRequest
from playwright.async_api import Response as TabResponse
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.engine.chromium import launch_options
from crawler.engine.middlewares import AddressRefused, ClosedRobotsMiddleware, RobotsForbid
from crawler.networks.network import Ask
from crawler.page import TRANSFER_HEADERS, Page
from storage.errors import BrowserMissing
from storage.facts import BlockKind

_NAVIGATION_MS = 30_000
_SETTLE_MS = 8_000  # how long a page may go on asking after it is there
_PAGE_S = 60  # a page is there by then, all told: one whose script never ends would keep us for ever
_DRIVER_S = 5  # within which Playwright's driver answers, if it is there
_LAST_ANSWERS_S = 10  # how long answers that were under way may take when the page is there
_MOST_ANSWERS = 200
_MOST_ASKED = 300  # of one page's scripts: what asks for more is no page but a load on its host
_MOST_LED_ON = 10  # times that a page may lead its window to another address, or to its own again
_LARGEST = 8 << 20  # bytes of one answer
_MOST_BYTES = 64 << 20  # of all answers of a page, unpacked: a browser keeps many times that of what never ends
_NOT_LOADED = frozenset({"image", "media", "font"})
_MAKES_THE_PAGE = frozenset({"script", "xhr", "fetch"})


def browser_settings(path: str, hosts: Collection[str]) -> dict[str, Any]:
    """Scrapy's settings for a crawl that renders pages: asked for by a request's meta, plain downloads stay plain."""
    handler = "crawler.engine.browser.PatientHandler"
    return {
        "DOWNLOAD_HANDLERS": {**dict.fromkeys(("file", "data", "ftp", "s3")), "http": handler, "https": handler},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_BROWSER_PROVIDER": "crawler.engine.chromium.ToldStarts",
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch_options(path, hosts),
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": _NAVIGATION_MS,
        "PLAYWRIGHT_DOWNLOAD_TIMEOUT": 2_000,  # none is accepted
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_MAX_CONTEXTS": 2,  # one is still being closed while the next visit begins
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,  # the browser's own, under our user agent
        "PLAYWRIGHT_ABORT_REQUEST": _Aborting(hosts),
        "DOWNLOAD_TIMEOUT": 90,
    }


class PatientHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it has no types
    """Renders pages, waits for none for ever, and starts Playwright's driver anew where it was ended."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._aborts: Callable[[TabRequest], bool] = crawler.settings["PLAYWRIGHT_ABORT_REQUEST"]
        self.abort_request = self._holds_back
        self.config.target_closed_max_retries = 0  # the crawl tries again by itself: counted, and at its pace
        self._starting = asyncio.Lock()

    async def download_request(self, request: Request) -> Response:
        """Called by Scrapy; raises DownloadTimeoutError, and AddressRefused for a file where a page was asked for."""
        if not request.meta.get("playwright", False):
            plain: Response = await super().download_request(request)
            return plain
        driver = self.browser_provider
        try:
            answer: Response = await asyncio.wait_for(super().download_request(request), _PAGE_S)
        except TimeoutError:
            await self._see_to_driver(driver, stuck=True)  # a page that goes on and on would keep the next one waiting
            raise DownloadTimeoutError(f"the page was not there after {_PAGE_S} seconds") from None
        except (PlaywrightError, BrowserMissing) as error:
            if (why := request.meta["rendering"].forbidden) is not None:
                raise RobotsForbid(why) from None
            if not isinstance(error, PlaywrightTimeout):
                await self._see_to_driver(driver)
            raise
        except RuntimeError as error:
            if "accept_downloads" not in str(error):
                raise
            raise AddressRefused(f"{request.url} is a file to download, no page") from None
        return answer

    async def _holds_back(self, request: TabRequest) -> bool:
        """Whether a request of a page is not sent, by what its page may ask or by robots.txt of its host."""
        if self._aborts(request):
            return True
        try:
            rendering = _RENDERED.get(request.frame.page)
        except PlaywrightError:  # the first request of a window that is not there yet: the crawl has looked at it
            return False
        if rendering is None:
            return False
        return rendering.asks_too_much(request) or await rendering.withholds(request.url, request.resource_type)

    async def _see_to_driver(self, driver: Any, *, stuck: bool = False) -> None:
        """Has another driver, and browser, where this one is gone: it does not say so, and closes no context.

        One that is ``stuck`` is left to itself, whatever it does.
        """
        async with self._starting:
            if self.browser_provider is not driver or not (stuck or await _is_gone(driver)):
                return
            browser = self.__dict__.pop("browser", None)
            if browser is not None:
                browser.remove_listener("disconnected", self._browser_disconnected_callback)
            self.context_wrappers.clear()
            self.context_semaphore = asyncio.Semaphore(self.config.max_contexts)
            _in_background(_end(driver))
            await self._launch()


async def _is_gone(driver: Any) -> bool:
    try:
        async with asyncio.timeout(_DRIVER_S):
            probe = await driver.playwright.request.new_context()
            await probe.dispose()
    except (PlaywrightError, TimeoutError):
        return True
    return False


async def _end(driver: Any) -> None:
    with suppress(PlaywrightError):
        await driver.close()


class _Aborting:
    """Which requests of a page are not sent: pictures, films and fonts, and whatever goes to another host."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self._hosts = tuple(urlsplit(f"//{host}").hostname or host for host in hosts)

    def __call__(self, request: TabRequest) -> bool:
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        allowed = any(host == one or host.endswith(f".{one}") for one in self._hosts)
        return request.resource_type in _NOT_LOADED or parts.scheme not in ("http", "https") or not allowed


class Rendering:
    """What passed while one page was rendered. It rides in the request's meta, and is closed by whoever reads it."""

    def __init__(self, ask: Ask, robots: ClosedRobotsMiddleware | None = None) -> None:
        """``robots`` says what a page may not ask for; ``None`` where a permission covers that."""
        self._ask = ask
        self._robots = robots
        self.forbidden: str | None = None  # why the address to which the page itself leads was not asked
        self.withheld: str | None = None  # why something that makes the page was not
        self._answers: list[asyncio.Task[Page | None]] = []
        self._is_there = False  # the host sent what was asked for, or began to
        self._is_too_large = False
        self._asked = 0
        self._led_on = 0
        self._received: Counter[str] = Counter()  # bytes of each request, by Chromium's own name of it

    def meta(self, label: str, user_agent: str) -> dict[str, Any]:
        """The meta of a request that is to be rendered, in a context of its own: empty, and under our name."""
        return {
            "playwright": True,
            "playwright_include_page": True,
            "playwright_context": f"visit {label}",
            "playwright_context_kwargs": {
                "user_agent": user_agent,
                "service_workers": "block",
                "accept_downloads": False,
            },
            "playwright_page_init_callback": self._listen,
            "playwright_page_methods": [PageMethod(self._settle)],
            "rendering": self,
        }

    async def _listen(self, tab: Tab, _request: Request) -> None:
        _RENDERED[tab] = self

        def note(response: TabResponse) -> None:
            if response.status < 400 and _is_document(response, tab):
                self._is_there = True
                said = response.headers.get("content-length", "")
                if said.isascii() and said.isdigit() and (len(said), said) > (len(str(_LARGEST)), str(_LARGEST)):
                    self._leave(tab)
                    return
            if len(self._answers) < _MOST_ANSWERS and _is_wanted(response, tab):
                self._answers.append(asyncio.ensure_future(self._page_of(response)))

        tab.on("response", note)
        session = await tab.context.new_cdp_session(tab)
        await self._count_bytes(tab, session)
        if self._robots is not None:
            await self._hold_redirects(session)

    def asks_too_much(self, request: TabRequest) -> bool:
        """Counts what a page asks for: whether this comes after hundreds of others, or leads on as if for ever."""
        self._asked += 1
        self._led_on += request.is_navigation_request() and request.frame.parent_frame is None
        return self._asked > _MOST_ASKED or self._leads_on()

    def _leads_on(self) -> bool:
        return self._led_on > _MOST_LED_ON

    async def withholds(self, url: str, kind: str) -> bool:
        """Whether robots.txt keeps back what the page asks for, of a kind of resource as browsers have it."""
        why = None if self._robots is None else await self._robots.why_not(url)
        if kind == "document":
            self.forbidden = self.forbidden or why
        elif kind in _MAKES_THE_PAGE:
            self.withheld = self.withheld or why
        return why is not None

    async def _hold_redirects(self, session: CDPSession) -> None:
        """Keeps redirects out of where robots.txt lets nobody in: Playwright itself lets each of them pass unseen."""

        async def look(told: dict[str, Any]) -> None:
            is_led = "redirectedRequestId" in told
            stays = is_led and await self.withholds(told["request"]["url"], told["resourceType"].lower())
            number = {"requestId": told["requestId"]}
            with suppress(PlaywrightError):  # the page was closed meanwhile
                if stays:
                    await session.send("Fetch.failRequest", {**number, "errorReason": "BlockedByClient"})
                else:
                    await session.send("Fetch.continueRequest", number)

        session.on("Fetch.requestPaused", lambda told: _in_background(look(told)))
        await session.send("Fetch.enable", {"patterns": [{"urlPattern": "http*"}]})

    async def _count_bytes(self, tab: Tab, session: CDPSession) -> None:
        """Leaves the page once too much of it has come: not every answer says its length, and what is packed may be
        a thousand times as large."""
        documents: set[str] = set()

        def note_document(told: dict[str, Any]) -> None:
            if told["requestId"] == told["loaderId"]:
                documents.add(told["requestId"])

        def note_bytes(told: dict[str, Any]) -> None:
            self._received[told["requestId"]] += told["dataLength"]
            of_documents = sum(self._received[one] for one in documents)
            if of_documents > _LARGEST or self._received.total() > _MOST_BYTES:
                self._leave(tab)

        session.on("Network.requestWillBeSent", note_document)
        session.on("Network.dataReceived", note_bytes)
        await session.send("Network.enable")

    def _leave(self, tab: Tab) -> None:
        if not self._is_too_large:
            self._is_too_large = True
            close_tab({"playwright_page": tab})

    async def _settle(self, tab: Tab) -> None:
        """Waits until the page asks nothing more, or for as long as it may."""
        with suppress(PlaywrightError):  # a page that never rests is read as it is
            await tab.wait_for_load_state("networkidle", timeout=_SETTLE_MS)

    def word_fault(self, error: Exception, *, last_try: bool) -> str | None:
        """What is wrong with the page itself, in words; ``None`` where its host, the browser or nobody is to blame.

        A host that answered did its part. A browser that was ended may have been ended by anything, until the last try.
        """
        if not self._is_there:
            return None
        if self._is_too_large:
            limits = f"{_LARGEST >> 20} MB, or brings more than {_MOST_BYTES >> 20} MB in all"
            return f"{self._ask.url} is larger than {limits}, and was not read"
        if self._leads_on():
            return self._word_led_on()
        if isinstance(error, PlaywrightTimeout | DownloadTimeoutError):
            return f"{self._ask.url} was given up: its host answered, and it never came to rest"
        return f"{self._ask.url} was given up: it ends the browser or itself" if last_try else None

    def _word_led_on(self) -> str:
        return f"{self._ask.url} was given up: it led on to another page, or to itself, {_MOST_LED_ON} times"

    def word_nothing(self) -> tuple[BlockKind, str]:
        """Why there is nothing to read though the browser is at rest."""
        if self.forbidden is not None:
            return "robots", self.forbidden
        if self._leads_on():
            return "error", self._word_led_on()
        return "error", f"{self._ask.url} was given up: nothing of it can be read, or it is too large"

    async def pages(self) -> list[Page]:
        """The documents and the JSON that passed, in the order in which they came; of an answer that never ends,
        or of a page that led on for ever, nothing."""
        if not self._answers or self._leads_on():
            return []
        there, under_way = await asyncio.wait(self._answers, timeout=_LAST_ANSWERS_S)
        for task in under_way:
            task.cancel()
        found = [task.result() for task in self._answers if task in there]
        return [page for page in found if page is not None]

    async def _page_of(self, response: TabResponse) -> Page | None:
        request = response.request
        try:
            async with asyncio.timeout(_LAST_ANSWERS_S / 2 if response.status >= 400 else None):
                body = await response.body()
                headers = await response.all_headers()
        except (PlaywrightError, TimeoutError):  # a refusal whose script never ends is a refusal
            if response.status < 400:  # the page went on to another address before the answer was whole
                return None
            body, headers = b"", response.headers  # a refusal without a body is an error to Chromium
        if len(body) > _LARGEST:
            return None
        is_document = request.is_navigation_request()
        return Page(
            url=response.url,
            body=body,
            status=response.status,
            headers={name.lower(): value for name, value in headers.items() if name.lower() not in TRANSFER_HEADERS},
            time=datetime.now(UTC),
            source="browser",
            method=request.method,
            request_body=request.post_data_buffer or b"",
            document=self._ask.document if is_document else self._ask.document or self._ask.url,
        )


_RENDERED: WeakKeyDictionary[Tab, Rendering] = WeakKeyDictionary()  # by its page


def _is_wanted(response: TabResponse, tab: Tab) -> bool:
    request = response.request
    if 300 <= response.status < 400:
        return False
    if request.is_navigation_request():
        return _is_document(response, tab)
    kind = response.headers.get("content-type", "")
    return request.resource_type in ("xhr", "fetch") and (
        "json" in kind or "javascript" in kind or response.status >= 400
    )


def _is_document(response: TabResponse, tab: Tab) -> bool:
    request = response.request
    return request.is_navigation_request() and request.frame == tab.main_frame


_CLOSING: set[asyncio.Task[None]] = set()  # asyncio itself keeps no hold of a task


def _in_background(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(work)
    _CLOSING.add(task)
    task.add_done_callback(_CLOSING.discard)


def close_tab(meta: dict[str, Any]) -> None:
    """Has a page closed with all that its visit left in the browser, without waiting for it; nothing where none was
    opened. Needs a running loop."""
    tab: Tab | None = meta.pop("playwright_page", None)
    if tab is not None:
        _in_background(_close_context(tab))


async def _close_context(tab: Tab) -> None:
    with suppress(PlaywrightError):  # closed already, or the browser is gone
        await tab.context.close()


def hosts_of_browser(suffixes: Sequence[str], named: Sequence[str]) -> list[str]:
    """The hosts that a browser may ask: those that its networks name, and those that the user named."""
    return sorted({*suffixes, *(urlsplit(f"//{host}").hostname or host for host in named)})
