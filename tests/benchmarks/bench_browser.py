"""Pages rendered in Chromium end to end (robots, render, read, store, frontier) against a bare spider of
scrapy-playwright that waits for the same pages as long: pages a second by the clock, without what starting costs.

One page at a time, as a crawl asks; each page asks for more by script.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.instagram_site import PEOPLE, Site, run_site

LIMIT = 0.9
FEW, MANY = 4, 34

_BARE = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy_playwright.page import PageMethod

class Bare(Spider):
    name = "bare"
    async def start(self):
        for handle in sys.argv[3:]:
            methods = [PageMethod("wait_for_load_state", "networkidle")]
            yield Request(f"{sys.argv[1]}/{handle}/", meta={"playwright": True, "playwright_page_methods": methods})

    def parse(self, response):
        yield {"url": response.url, "size": len(response.body)}

handler = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
process = AsyncCrawlerProcess({
    "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS": 1,
    "DOWNLOAD_HANDLERS": {"http": handler}, "PLAYWRIGHT_LAUNCH_OPTIONS": {
        "executable_path": sys.argv[2], "args": ["--no-sandbox"]},
})
process.crawl(Bare)
process.start()
"""


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most)."""
    from crawler.engine.chromium import start_browser

    path, _ = start_browser()
    people = [f"invented.person{number:03}" for number in range(MANY)]
    PEOPLE.update(dict.fromkeys(people, 3_000))
    with tempfile.TemporaryDirectory() as name, run_site(Site()) as site:
        ours = _seconds_a_page(lambda some: _crawl(Path(name), site, some), people)
        bare = _seconds_a_page(lambda some: _seconds([sys.executable, "-c", _BARE, site.url, path, *some]), people)
    print(f"  ({1000 * ours:.0f} ms a page, bare scrapy-playwright {1000 * bare:.0f} ms)")
    yield "pages rendered a second, against bare scrapy-playwright", bare / ours, LIMIT, False


def _seconds_a_page(run: Callable[[list[str]], float], people: list[str]) -> float:
    return (run(people) - run(people[:FEW])) / (MANY - FEW)


def _crawl(folder: Path, site: Site, people: list[str]) -> float:
    settings = folder / "nanoscout.toml"
    settings.write_text(f'[networks.instagram]\nweb = "{site.url}"\npermission = "a benchmark of ours"\n')
    seeds = folder / "seeds.txt"
    seeds.write_text("".join(f"@{handle}@instagram\n" for handle in people))
    command = [str(Path(sys.executable).with_name("nanoscout")), "discover", str(seeds), "--network", "instagram"]
    command += ["--database", str(folder / f"{len(people)}.db"), "--max-depth", "0", "--json"]
    return _seconds([*command, "--seconds-between-requests", "0"], folder)


def _seconds(command: list[str], folder: Path | None = None) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return time.perf_counter() - began


if __name__ == "__main__":
    for what, figure, limit, _ in measure():
        print(f"{what}: {figure:.2f} (limit {limit:.2f})")
