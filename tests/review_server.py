"""The review page as a user starts it: a process of its own, and the address that it prints."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.commands import start

ROOT = Path(__file__).parent.parent
BRIEF = ROOT / "fixtures" / "discoverunder10k" / "brief.toml"
SESSION = ROOT / "fixtures" / "discoverunder10k" / "session.har"


@dataclass(frozen=True)
class Review:
    """``entrance`` is the address with the token, ``url`` the page's own."""

    entrance: str
    url: str

    def client(self) -> httpx.Client:
        """Somebody who came in by the entrance."""
        client = httpx.Client(base_url=self.url, follow_redirects=True, timeout=30)
        client.get(self.entrance)
        return client


@contextmanager
def run_review(database: Path | str, *arguments: str) -> Iterator[Review]:
    """Runs ``nanoscout review`` until the block ends."""
    process = start("review", "--no-open", "--database", database, *arguments)
    try:
        while b"\n" not in process.printed and not process.has_ended:
            time.sleep(0.01)
        found = re.search(r"(http://127\.0\.0\.1:\d+)/enter/\S+", process.printed.decode())
        assert found, process.ended(20)
        yield Review(found[0], found[1])
    finally:
        process.terminate()
        process.ended(20)
