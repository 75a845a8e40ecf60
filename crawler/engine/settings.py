"""Scrapy's settings for every crawl, also those of ``scrapy crawl``: polite, bounded, and with nothing listening."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from storage.errors import BadSettings

USER_AGENT_NAME = "nanoscout"

BOT_NAME = USER_AGENT_NAME
SPIDER_MODULES = ["crawler.spiders"]
SCHEDULER = "crawler.engine.scheduler.FrontierScheduler"
TWISTED_DNS_RESOLVER = "crawler.engine.middlewares.GuardedResolver"

# Both run code for whoever connects, and are on by default.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 8  # the pace is kept in the database, for all workers together
CONCURRENT_ITEMS = 4
DOWNLOAD_DELAY = 0
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 8 << 20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS: dict[str, Any] = dict.fromkeys(("file", "data", "ftp", "s3"))
REDIRECT_MAX_TIMES = 5
URLLENGTH_LIMIT = 0  # Scrapy would drop a longer address without a word, and its visit with it: the guard names it
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
RETRY_ENABLED = False  # the crawl retries by itself, and waits as long as it is asked to
REFERRER_POLICY = "no-referrer"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = USER_AGENT_NAME
HTTPERROR_ALLOW_ALL = True
LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = False
STATS_DUMP = False

DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.engine.middlewares.GuardMiddleware": 50,
    "crawler.engine.middlewares.ClosedRobotsMiddleware": 100,
    "crawler.engine.middlewares.RedirectGuard": 980,
    "crawler.engine.middlewares.PaceMiddleware": 990,
}


def user_agent(contact: str | None) -> str:
    """The honest name under which every request is sent: the tool, its version, and whom to write to."""
    whom = f"+{contact}" if contact else "contact not configured"
    return f"{USER_AGENT_NAME}/{version('nanoscout')} ({whom})"


def live_settings(contact: str | None, named_hosts: list[str], browser_hosts: Sequence[str] = ()) -> dict[str, Any]:
    """Settings of a crawl over the network; with ``browser_hosts`` some of its pages are rendered.

    Raises BrowserMissing where a browser is needed and none can be started, BadSettings for a proxy that is none.
    """
    _check_proxies()
    live = _module_settings() | {
        "USER_AGENT": user_agent(contact),
        "NANOSCOUT_NAMED_HOSTS": named_hosts,
        "LOG_ENABLED": False,
    }
    return live | (rendering_settings(browser_hosts, named_hosts) if browser_hosts else {})


def _check_proxies() -> None:
    """Every host would seem to refuse, for minutes, where the environment names a proxy that cannot be asked."""
    for scheme, address in getproxies().items():
        try:
            parts = urlsplit(address if "://" in address else f"http://{address}")
            sound = parts.scheme in ("http", "https") and " " not in (parts.hostname or " ") and parts.port != 0
        except ValueError:
            sound = False
        if scheme in ("http", "https") and not sound:  # a password may stand in it
            raise BadSettings(
                f"{scheme}_proxy in the environment names no HTTP proxy: write http://HOST:PORT, or unset it"
            )


def rendering_settings(browser_hosts: Sequence[str], named_hosts: Sequence[str]) -> dict[str, Any]:
    """What a crawl that renders pages needs besides; raises BrowserMissing where no browser starts."""
    from crawler.engine.browser import browser_settings, hosts_of_browser
    from crawler.engine.chromium import start_browser

    hosts = hosts_of_browser(browser_hosts, named_hosts)
    path, _ = start_browser(hosts)
    return browser_settings(path, hosts)


def replay_settings() -> dict[str, Any]:
    """Settings of a crawl out of files: no reactor, no socket, no middleware but the one that replays.

    The middlewares and extensions of Scrapy shape and count what is fetched: here nothing is.
    """
    from scrapy.settings import default_settings as scrapy_defaults

    return _module_settings() | {
        "TWISTED_REACTOR_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https", "file", "data", "ftp", "s3")),
        "LOG_ENABLED": False,
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(scrapy_defaults.DOWNLOADER_MIDDLEWARES_BASE)
        | {"crawler.engine.middlewares.ReplayMiddleware": 50},
        "SPIDER_MIDDLEWARES": dict.fromkeys(scrapy_defaults.SPIDER_MIDDLEWARES_BASE),
        "EXTENSIONS": dict.fromkeys(scrapy_defaults.EXTENSIONS_BASE),
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
    }


def _module_settings() -> dict[str, Any]:
    return {name: value for name, value in globals().items() if name.isupper() and not name.startswith("_")}
