"""Below HTTP: addresses of IPv6, TLS that cannot be trusted, pages that make a browser crash."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from OpenSSL import SSL
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.exceptions import DownloadFailedError
from service_identity import VerificationError
from twisted.python.failure import Failure

from crawler.crawling.visits import Step
from crawler.engine.browser import PatientHandler, Rendering
from crawler.engine.chromium import fault_of_folder
from crawler.engine.faults import word_fault, word_proxy
from crawler.engine.settings import live_settings
from crawler.engine.visiting import VisitingSpider
from crawler.networks.network import Ask
from storage.errors import BadSettings, BrowserMissing, DiskFull
from tests.crawls import QUICK, Crawls
from tests.databases import rows_in
from tests.fault_server import TAG, Reply, run_server, small_world
from tests.instagram_site import Site, run_site
from tests.reaching import has_ipv6
from tests.test_politeness import closed_port


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_an_address_of_ipv6_is_asked(crawls: Crawls, tmp_path: Path) -> None:
    def home() -> str:
        return f"http://[::1]:{server.port}"

    with run_server(small_world(("ann",), home), host="::1") as server:
        end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=[home()])
    assert end.state == "finished"
    assert rows_in(tmp_path / "x.db", "SELECT followers FROM account") == [(4_000,)]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (SSL.Error([("SSL routines", "", "certificate verify failed")]), "TLS: certificate verify failed"),
        (VerificationError(errors=[]), "its certificate is that of another host"),
        (ConnectionResetError("reset"), "DownloadFailedError: [<Failure>]"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told(reason: Exception, words: str) -> None:
    error = DownloadFailedError("[<Failure>]")
    error.__cause__ = SimpleError([SimpleNamespace(value=reason)])
    assert word_fault(error) == words


def test_a_host_that_cannot_be_reached_is_told_in_words(crawls: Crawls, tmp_path: Path) -> None:
    """The names of libraries stood there: DownloadConnectionRefusedError, [<twisted.python.failure.Failure …>]."""
    hosts = [f"http://127.0.0.1:{closed_port()}", "http://nowhere.example"]
    end = crawls.run(tmp_path / "x.db", f"#{TAG}", instances=hosts, names={"here.example": "127.0.0.1"})
    told = sorted(str(reason) for (reason,) in rows_in(tmp_path / "x.db", "SELECT reason FROM host"))
    assert "(it lets nobody connect)" in told[0]
    assert "(no address is known for its name)" in told[1]
    assert [end.words.count(reason) for reason in told] == [1, 1], "each host is told, and told once"


def test_a_proxy_that_is_asked_instead_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert word_proxy("http://photos.example/x") == ""
    monkeypatch.setenv("http_proxy", "http://ada:secret@proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inner.example")
    assert word_proxy("http://photos.example/x") == ", asked through the proxy proxy.example:3128"
    assert word_proxy("http://inner.example/x") == ""
    assert word_proxy("https://photos.example/x") == ""
    monkeypatch.setenv("https_proxy", "ada:secret@proxy.example:3129")
    assert word_proxy("https://photos.example/x") == ", asked through the proxy proxy.example:3129"


@pytest.mark.parametrize("how", ["nobody listens", "wants a password"])
def test_a_proxy_that_fails_is_held_against_no_host(crawls: Crawls, tmp_path: Path, how: str) -> None:
    """Every host was left alone for a minute, then two, and everybody who was asked about counted as tried."""
    file, hosts = tmp_path / "x.db", ["http://ink.example", "http://nib.example"]
    with run_server(lambda _: Reply(407, b"")) as server:
        port = server.port if how == "wants a password" else closed_port()
        proxied = {**QUICK, "os:environ": {"HOME": str(tmp_path), "http_proxy": f"http://ada:planted@127.0.0.1:{port}"}}
        names = dict.fromkeys(("ink.example", "nib.example"), "127.0.0.1")
        end = crawls.run(file, f"#{TAG}", instances=hosts, names=names, patches=proxied)
    assert end.state == "blocked"
    assert f"the proxy 127.0.0.1:{port} " in end.detail
    assert end.detail.endswith("go on with nanoscout discover --resume")
    assert "planted" not in end.words
    assert rows_in(file, "SELECT count(*) FROM host WHERE reason IS NOT NULL OR held_until > 0") == [(0,)]
    assert set(rows_in(file, "SELECT state, attempts > 1, not_before FROM target")) == {("queued", 0, 0)}


class SimpleError(Exception):
    """As Twisted's, with the failures that led to it."""

    def __init__(self, reasons: list[SimpleNamespace]) -> None:
        super().__init__()
        self.reasons = reasons


@pytest.mark.parametrize(
    ("words", "enough", "called"),
    [
        ("Page.goto: Target crashed", False, "fail"),
        ("Page.goto: Target crashed", True, "refuse"),
        ("Page.goto: Timeout 30000ms exceeded.", True, "fail"),
    ],
)
def test_a_page_that_makes_the_browser_crash_is_left_and_its_host_is_not(words: str, enough: bool, called: str) -> None:
    """Held against the host, one such page ended the run."""
    asked: list[str] = []

    def note(name: str) -> Any:
        def called(*_: Any, **__: Any) -> Step:
            asked.append(name)
            return Step(None)

        return called

    crawl: Any = SimpleNamespace(fail=note("fail"), refuse=note("refuse"))
    failure: Any = Failure(PlaywrightError(words))  # type: ignore[no-untyped-call]
    failure.request = Request("https://ink.example/ann/", meta={"visit": SimpleNamespace(retries=2 if enough else 0)})

    async def fail() -> None:
        assert [one async for one in VisitingSpider(crawl=crawl).failed(failure)] == []

    asyncio.run(fail())
    assert asked == [called]


@pytest.mark.parametrize("there", [True, False])
def test_a_driver_of_the_browser_that_was_ended_is_started_anew(there: bool) -> None:
    """It closes no context and tells nobody: three pages waited for a minute each, and their host was blamed."""
    started: list[str] = []

    class Driver:
        async def new_context(self) -> Any:
            if not there:
                raise PlaywrightError("Target page, context or browser has been closed")
            return SimpleNamespace(dispose=self.close)

        async def close(self) -> None:
            """Gives nothing back."""

    async def launch() -> None:
        started.append("driver")
        handler.browser_provider = None

    handler: Any = PatientHandler.__new__(PatientHandler)

    async def see_to_it() -> None:
        handler.browser_provider = SimpleNamespace(playwright=SimpleNamespace(request=Driver()), close=Driver().close)
        handler.browser = SimpleNamespace(remove_listener=lambda *_: None)
        handler.context_wrappers, handler.config = {"visit 1.1": None}, SimpleNamespace(max_contexts=2)
        handler._starting, handler._launch = asyncio.Lock(), launch
        driver = handler.browser_provider
        await asyncio.gather(handler._see_to_driver(driver), handler._see_to_driver(driver))
        assert (bool(handler.context_wrappers), hasattr(handler, "browser")) == (there, there)

    asyncio.run(see_to_it())
    assert started == ([] if there else ["driver"])


def no_browser(_hosts: Any = ()) -> tuple[str, str]:
    """A browser that was there when the crawl began, and is not any more."""
    return "/nowhere/chromium", "1"


def test_a_browser_that_cannot_be_started_again_is_held_against_no_host(crawls: Crawls, tmp_path: Path) -> None:
    """Its host was left alone for a minute, then two, and the run told to wait for it."""
    file = tmp_path / "x.db"
    with run_site(Site()) as site:
        networks = {"instagram": {"web": site.url, "permission": "granted in writing"}}
        patches = {**QUICK, "crawler.engine.chromium:start_browser": no_browser}
        with pytest.raises(BrowserMissing, match="/nowhere/chromium does not start") as told:
            crawls.run(file, "@wren.paints", instances=[], named="instagram", networks=networks, patches=patches)
    assert "NANOSCOUT_BROWSER" in str(told.value)
    assert str(told.value).endswith("; then go on with nanoscout discover --resume")
    assert rows_in(file, "SELECT count(*) FROM host WHERE reason IS NOT NULL OR held_until > 0") == [(0,)]
    assert rows_in(file, "SELECT state, not_before FROM target") == [("queued", 0)]
    assert rows_in(file, "SELECT state FROM run") == [("failed",)]


def test_a_browser_that_has_no_folder_to_work_in_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chromium says that something could not be read, and an update of it was advised."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert fault_of_folder("It failed") is None
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1 << 19))
    assert isinstance(fault := fault_of_folder("It failed"), DiskFull)
    assert str(fault).startswith(f"It failed: 0.5 MB are left in {tmp_path}")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))
    assert isinstance(fault := fault_of_folder("It failed"), BrowserMissing)
    assert f"{tmp_path / 'nowhere'} (No such file or directory)" in str(fault)


def test_what_a_page_is_to_blame_for() -> None:
    page = Rendering(Ask(kind="page", url="https://ink.example/ann/"))
    slow, ended = PlaywrightTimeout("Page.goto: Timeout 30000ms exceeded."), PlaywrightError("has been closed")
    assert page.word_fault(slow, last_try=True) is None, "its host said nothing: that is to blame"
    page._is_there = True
    assert "never came to rest" in (page.word_fault(slow, last_try=False) or "")
    assert page.word_fault(ended, last_try=False) is None, "somebody may have ended the browser"
    assert "ends the browser" in (page.word_fault(ended, last_try=True) or "")


@pytest.mark.parametrize(
    "address", ["not a host", "socks5://mira:geheim@127.0.0.1:9", "http://mira:geheim@h.example:99999"]
)
def test_a_proxy_that_is_none_is_told_before_anybody_is_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("http_proxy", "proxy.example:3128")
    live_settings(None, [])
    monkeypatch.setenv("http_proxy", address)
    with pytest.raises(BadSettings, match="http_proxy") as told:
        live_settings(None, [])
    assert "geheim" not in str(told.value)
