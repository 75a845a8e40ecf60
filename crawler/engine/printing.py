"""A page of ours as PDF, by the same browser that renders public pages. It may ask nobody while it does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright

from crawler.engine.chromium import fault_of_folder, first_line, launch_options, start_browser
from storage.errors import BrowserMissing


def print_page(html: str) -> bytes:
    """The page as an A4 PDF. Raises BrowserMissing where no browser starts or prints, DiskFull where it has no room."""
    path, _ = start_browser()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _print(path, html)).result()


async def _print(path: str, html: str) -> bytes:
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(**launch_options(path, ()))
            try:
                context = await browser.new_context(offline=True, java_script_enabled=False)
                page = await context.new_page()
                await page.set_content(html, wait_until="load")
                return await page.pdf(format="A4", print_background=True, prefer_css_page_size=True, tagged=True)
            finally:
                await browser.close()
        except PlaywrightError as error:
            words = f"{path} could not print the page ({first_line(error)})"
            raise fault_of_folder(words) or BrowserMissing(
                f"{words}: write .html instead, or update the browser"
            ) from None
