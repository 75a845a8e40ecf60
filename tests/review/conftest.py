"""A browser, and the review page open in it over the database of a module's fixture ``known``."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.review_server import BRIEF, Review, run_review


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that reaches this machine only."""
    from crawler.engine.chromium import launch_options, start_browser

    hosts = ["127.0.0.1"]
    path, _ = start_browser(hosts)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**launch_options(path, hosts))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served(known: Path) -> Iterator[Review]:
    """One page for all tests of a module."""
    with run_review(known, "--brief", str(BRIEF), "--by", "ada") as running:
        yield running


@pytest.fixture
def review(served: Review, known: Path) -> Iterator[Review]:
    """That page; each test begins without answers."""
    yield served
    with closing(sqlite3.connect(known, isolation_level=None)) as connection:
        for table in ("verdict", "outreach"):
            connection.execute(f"DELETE FROM {table}")


@pytest.fixture
def tab(browser: Browser, review: Review) -> Iterator[Page]:
    """A tab that fails its test where anything went wrong in it, or was asked of another host."""
    with closing(browser.new_context(viewport={"width": 1200, "height": 900})) as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda asked: None if asked.url.startswith(review.url) else troubles.append(asked.url))
        page.goto(review.entrance)
        yield page
        assert not troubles


def rows_of(page: Page) -> list[str]:
    """The handles in the list, in its order."""
    return page.locator("li.row .look").all_inner_texts()
