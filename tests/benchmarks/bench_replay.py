"""Replayed pages end to end (read, store, frontier) against a bare Scrapy spider that downloads the same bodies.

A visit is a profile's document (a shell without data, as browsers receive it) and its feed of 78 KB: both are
replayed, and both are downloaded by the bare spider.
"""

import json
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crawler.networks.network import Target
from crawler.sources.recording import Recording
from tests.benchmarks.answers import feed_page

FEW, MANY = 50, 850
_SHELL = (
    b"<!doctype html><html><head><title>Instagram</title></head><body>" + b"<script></script>" * 60 + b"</body></html>"
)

_BARE = """
import sys
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

class Bare(Spider):
    name = "bare"
    start_urls = [f"{sys.argv[1]}/{number}" for number in range(int(sys.argv[2]))]

    def parse(self, response):
        yield {"url": response.url, "size": len(response.body)}

settings = {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "DOWNLOAD_DELAY": 0}
process = AsyncCrawlerProcess({**settings, "CONCURRENT_REQUESTS_PER_DOMAIN": 16})
process.crawl(Bare)
process.start()
"""


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bodies = [body for number in range(MANY) for body in (_SHELL, feed_page(number).body)]
        ours = (_replay(folder, MANY) - _replay(folder, FEW)) / (MANY - FEW)
        bare = (_bare(bodies, MANY) - _bare(bodies, FEW)) / (MANY - FEW)
    size = len(bodies[1]) // 1000
    print(
        f"  (a shell and a feed of {size} KB: replayed {1000 * ours:.2f} ms, bare Scrapy {1000 * bare:.2f} ms of CPU)"
    )
    yield "replayed page end to end, CPU against a bare Scrapy spider", ours / bare, 1.5, True


def _cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _replay(folder: Path, pages: int) -> float:
    recording = folder / f"{pages}.warc"
    seeds = folder / f"{pages}.txt"
    handles = [f"invented.person{number:05}" for number in range(pages)]
    with Recording(recording) as kept:
        for number, handle in enumerate(handles):
            document = f"https://www.instagram.com/{handle}/"
            target = Target("instagram", "account", handle)
            page = feed_page(number)
            shell = type(page)(url=document, body=_SHELL, time=page.time)
            kept.write(shell, target=target, visit=str(number))
            kept.write(page, target=target, visit=str(number))
    seeds.write_text("".join(f"@{handle}@instagram\n" for handle in handles))
    script = (
        "import sys; from crawler.crawling.discover import start_discovery; "
        "from crawler.crawling.running import prepare_crawl, run_scrapy; "
        "from crawler.settings import load_settings; from crawler.sources.replay import Replay; "
        "from storage.database import Database; "
        "database = Database(sys.argv[1]); settings = load_settings(max_depth=0); replay = Replay([sys.argv[2]]); "
        "run, plan, _ = start_discovery(database, settings, [sys.argv[3]], replay=replay); "
        # What is derived from the facts afterwards is no part of a page.
        "crawl = prepare_crawl(database, settings, run, plan, replay=replay); run_scrapy(crawl, settings, plan); "
        "assert crawl.progress.profiles == int(sys.argv[4]), crawl.progress"
    )
    return _cpu_of([sys.executable, "-c", script, str(folder / f"{pages}.db"), str(recording), str(seeds), str(pages)])


def _bare(bodies: list[bytes], pages: int) -> float:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies[int(self.path.rsplit("/", 1)[1])]
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if body.startswith(b"<") else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return _cpu_of([sys.executable, "-c", _BARE, f"http://127.0.0.1:{server.server_address[1]}", str(2 * pages)])
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    for row in measure():
        print(json.dumps(row))
