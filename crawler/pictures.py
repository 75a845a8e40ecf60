"""Fetching small copies of the pictures of whom the crawl found, where the user wants them: for the review page, the
report, and the signal photography."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from crawler.networks.addresses import asked_host
from crawler.picture_turns import Fetched, Fetching
from crawler.settings import Settings
from storage.database import Database
from storage.facts import AccountKey
from storage.pictures import missing_pictures

POSTS, BEST = 6, 3  # of an account: the newest, and those that people liked most, which its card shows


def fetch_pictures(database: Database, settings: Settings, accounts: Sequence[AccountKey]) -> Fetched:
    """Fetches what is missing of these accounts' pictures, the first accounts first; ends where the cap is reached.

    Runs Twisted's reactor, so once in a process. Raises StorageError.
    """
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.engine.picturing import PictureSpider, picture_settings

    with database.read() as connection:
        wanted = missing_pictures(connection, accounts, posts=POSTS, best=BEST)
    most_bytes = settings.picture_megabytes * 1_000_000
    fetching = Fetching(database, wanted, most_bytes=most_bytes, pace_s=settings.seconds_between_requests)
    if wanted:
        process = AsyncCrawlerProcess(picture_settings(settings.contact, settings.named_hosts()))
        process.crawl(PictureSpider, fetching=fetching)
        process.start()
    if fetching.error is not None:
        raise fetching.error
    return fetching.fetched


def pictures_due(database: Database, accounts: Sequence[AccountKey]) -> dict[str, int]:
    """How many pictures ``fetch_pictures`` would ask each host for, the most first."""
    with database.read() as connection:
        wanted = missing_pictures(connection, accounts, posts=POSTS, best=BEST)
    return dict(Counter(asked_host(one.url) for one in wanted).most_common())


def fetch_pictures_apart(settings: Settings, accounts: Sequence[AccountKey]) -> Fetched:
    """The same in a process of its own: after a crawl, since a reactor runs once."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(_fetch, settings, accounts).result()


def _fetch(settings: Settings, accounts: Sequence[AccountKey]) -> Fetched:
    database = Database(settings.database)
    try:
        return fetch_pictures(database, settings, accounts)
    finally:
        database.close()


def word_fetched(fetched: Fetched) -> str:
    """How it went, in a sentence."""
    words = f"Pictures: {fetched.kept:,} of {fetched.wanted:,} kept, {fetched.bytes / 1e6:.1f} MB in all"
    if fetched.failed:
        words += "; not kept: " + ", ".join(f"{n} × {reason}" for reason, n in Counter(fetched.failed).most_common(4))
    if fetched.full:
        words += "; the cap is reached (picture_megabytes)"
    return words
