"""The pages of a file, for tests that ask nothing else of it."""

from collections.abc import Iterator
from pathlib import Path

from crawler.page import Page
from crawler.sources import open_source


def pages_of(path: str | Path, *, url: str | None = None) -> Iterator[Page]:
    """The pages that a file holds, in file order."""
    return open_source(path, url=url).pages
