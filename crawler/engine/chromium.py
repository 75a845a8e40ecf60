"""Which Chromium is used, how it is started, and why it could not be."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError
from scrapy_playwright.provider import PlaywrightBrowserProvider
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_fixed

from storage.errors import BrowserMissing, DiskFull, NanoscoutError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_START_MS = 30_000
_LEAST_ROOM = 16 << 20  # bytes beside what a browser writes while it starts or prints; with fewer it fails anyhow
_QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--no-first-run", "--no-pings", "--disable-default-apps", "--dns-prefetch-disable",
    # WebRTC sends to addresses without resolving them: it gets no socket of its own. The flag has had two names.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)  # fmt: skip


def start_browser(hosts: Collection[str] = ()) -> tuple[str, str]:
    """(path, version) of the browser to use, started once (three tries): NANOSCOUT_BROWSER, Playwright's own where it
    is installed, else one on PATH.

    Raises BrowserMissing with what to do.
    """
    with ThreadPoolExecutor(1) as pool:  # in a loop of its own: this thread's may be Scrapy's
        return pool.submit(asyncio.run, _find_and_start(hosts)).result()


async def _find_and_start(hosts: Collection[str]) -> tuple[str, str]:
    async with async_playwright() as playwright:
        path = _find(playwright.chromium.executable_path)
        try:
            return path, await _start_once(playwright, path, hosts)
        except PlaywrightError as error:
            raise not_started(path, error) from None


def _find(own: str) -> str:
    named = os.environ.get("NANOSCOUT_BROWSER")
    if named:
        if not Path(named).exists():
            raise BrowserMissing(f"NANOSCOUT_BROWSER names {named}, which does not exist")
        return named
    found = own if Path(own).exists() else next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise BrowserMissing(
            "No browser was found: install Chromium (Debian: apt install chromium), or run playwright install "
            "chromium, or name one in NANOSCOUT_BROWSER"
        )
    return found


@retry(retry=retry_if_exception_type(PlaywrightError), stop=stop_after_attempt(3), wait=wait_fixed(1), reraise=True)
async def _start_once(playwright: Playwright, path: str, hosts: Collection[str]) -> str:
    browser = await playwright.chromium.launch(**launch_options(path, hosts))
    version = browser.version
    await browser.close()
    return version


def launch_options(path: str, hosts: Collection[str]) -> dict[str, Any]:
    """How Chromium is started. It resolves only ``hosts`` (suffixes; a port does not matter): a redirect, a script or
    a name that changes its address leads nowhere else."""
    known = sorted({urlsplit(f"//{host}").hostname or host for host in hosts})
    open_ones = [f"EXCLUDE {host}, EXCLUDE *.{host}" if not _is_number(host) else f"EXCLUDE {host}" for host in known]
    rules = ", ".join(["MAP * ~NOTFOUND", *open_ones])
    arguments = [*_QUIET, f"--host-resolver-rules={rules}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium's sandbox cannot be had as root
        arguments.append("--no-sandbox")
    return {"executable_path": path, "headless": True, "args": arguments, "timeout": _START_MS}


def _is_number(host: str) -> bool:
    return host.replace(".", "").isdigit() or ":" in host


class ToldStarts(PlaywrightBrowserProvider):  # type: ignore[misc]  # it has no types
    """Starts the browser of a crawl, also again where it was ended; that it cannot is no fault of a host."""

    async def start(self) -> None:
        """Called by Scrapy's handler; raises BrowserMissing where Playwright's driver does not start."""
        try:
            await super().start()
        except (PlaywrightError, OSError) as error:
            raise not_started("Playwright", error) from None

    async def launch_browser(self) -> Browser:
        """Called by Scrapy's handler; raises BrowserMissing or DiskFull in one sentence."""
        try:
            browser: Browser = await super().launch_browser()
        except (PlaywrightError, OSError) as error:
            raise not_started(str(self.config.launch_options["executable_path"]), error) from None
        return browser


def not_started(path: str, error: Exception) -> NanoscoutError:
    """Why the browser does not start, and what to do."""
    words = f"{path} does not start ({first_line(error)})"
    return fault_of_folder(words) or BrowserMissing(
        f"{words}: install another browser, or name one in NANOSCOUT_BROWSER"
    )


def first_line(error: Exception) -> str:
    """What a browser's error says; a log of its own comes after it."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def fault_of_folder(words: str) -> NanoscoutError | None:
    """The error to raise where a browser failed for want of a folder to work in, or of room there; else ``None``.

    ``words`` say what failed. Chromium itself tells only that something could not be read.
    """
    folder = os.environ.get("TMPDIR") or tempfile.gettempdir()
    try:
        with tempfile.TemporaryFile(dir=folder):
            room = shutil.disk_usage(folder).free
    except OSError as error:
        why = f"nothing can be written in {folder} ({error.strerror})"
        return BrowserMissing(f"{words}: {why}, where it works: name another folder in TMPDIR")
    if room >= _LEAST_ROOM:
        return None
    return DiskFull(
        f"{words}: {room / (1 << 20):,.1f} MB are left in {folder}, where it works: free some, or name another folder "
        "in TMPDIR"
    )
