"""Nothing that a page does leads the browser inside: a listener there counts what reaches it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright

from crawler.engine.chromium import launch_options, start_browser
from tests.browsing import discover, settings
from tests.instagram_site import Site, run_site
from tests.reaching import run_listener
from tests.test_addresses import INSIDE

pytestmark = [pytest.mark.needs_chromium, pytest.mark.timed]

SITE = "127.0.0.2"  # the host that the user named; the listener is on another address of this machine
FEW = ("127.0.0.1", "[::1]", "localhost")  # enough for the pages that try everything with each


def inner(hosts: Sequence[str], port: int) -> list[str]:
    return [f"{host}:{port}" for host in hosts]


async def _visit(options: dict[str, Any], addresses: Sequence[str], seconds: float) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**options)
        tab = await (await browser.new_context()).new_page()
        for address in addresses:
            with suppress(PlaywrightError):  # the wall; what got through is known where it arrives
                await tab.goto(address, timeout=10_000, wait_until="domcontentloaded")
            await asyncio.sleep(seconds)
        await browser.close()


@pytest.mark.long
def test_a_crawl_reaches_nothing_inside_whatever_a_page_tries(tmp_path: Path) -> None:
    with run_listener() as listener, run_site(Site(), host=SITE) as site:
        site.inner = inner(FEW, listener.port)
        settings(tmp_path, site)
        discover(tmp_path, "@to.inside", "--max-depth", "0", "--max-minutes", "0.5")
        assert any(one.path == "/to.inside/" for one in site.log)
        assert any(one.path.startswith("/hop/") for one in site.log), "its scripts did not run"
        assert listener.reached == []


@pytest.mark.long
def test_the_browser_by_itself_reaches_no_spelling() -> None:
    """Without the crawl's look at each request: what the browser was started with is a wall of its own."""
    path, _ = start_browser([SITE])
    with run_listener() as listener, run_site(Site(), host=SITE) as site:
        site.inner = inner(INSIDE, listener.port)
        hops = [f"{site.url}/hop/{place}/" for place in range(len(INSIDE))]
        straight = [f"http://{host}/" for host in site.inner]
        asyncio.run(_visit(launch_options(path, [SITE]), [*hops, *straight], 0))
        asyncio.run(_visit(launch_options(path, [SITE]), [f"{site.url}/to.inside/"], 4))
        assert [one.path for one in site.log if one.path.startswith("/hop/")]
        assert listener.reached == []


def test_the_same_page_reaches_it_where_there_is_no_wall() -> None:
    """What the others prove is not that the page tries too little."""
    path, _ = start_browser()
    options = launch_options(path, ())
    walls = ("--host-resolver-rules", "--webrtc-ip", "--force-webrtc-ip")
    options["args"] = [flag for flag in options["args"] if not flag.startswith(walls)]
    with run_listener() as listener, run_site(Site(), host=SITE) as site:
        site.inner = inner(FEW[:1], listener.port)
        asyncio.run(_visit(options, [f"{site.url}/to.inside/"], 4))
        said = [said.partition(b" HTTP")[0].decode("latin-1") for kind, said in listener.reached if kind == "tcp"]
        for way in (
            "image",
            "script",
            "frame",
            "inner",
            "fetch",
            "xhr",
            "socket",
            "beacon",
            "form",
            "hopped",
            "location",
        ):
            assert any(one.endswith(f"/{way}") for one in said), (way, said)
        assert "udp" in {kind for kind, _ in listener.reached}, "WebRTC sent nothing"
