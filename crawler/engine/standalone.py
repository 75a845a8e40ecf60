"""What the spiders of ``scrapy crawl`` share: they make the crawl that ``discover`` would have handed them."""

from typing import Any, ClassVar

from scrapy.crawler import Crawler

from crawler.crawling.discover import start_discovery
from crawler.crawling.running import end_crawl, hosts_rendered, prepare_crawl
from crawler.engine.middlewares import GuardedResolver
from crawler.engine.settings import rendering_settings, user_agent
from crawler.engine.visiting import VisitingSpider
from crawler.settings import load_settings
from crawler.telling import scrub_logs
from storage.database import Database


class StandaloneSpider(VisitingSpider):
    """A spider that begins and ends its own run, with settings from nanoscout.toml and the environment.

    Arguments: ``network``, ``instance``, ``database``, ``max_requests``, ``max_depth``.
    """

    seed_mark: ClassVar[str]
    seed_argument: ClassVar[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "StandaloneSpider":
        """Called by Scrapy; raises an InputError where the seed is missing."""
        scrub_logs()
        settings = load_settings(
            database=kwargs.get("database"),
            max_requests=kwargs.get("max_requests"),
            max_depth=kwargs.get("max_depth"),
            instances=kwargs["instance"].split(",") if kwargs.get("instance") else None,
        )
        seeds = [f"{cls.seed_mark}{name}" for name in kwargs.get(cls.seed_argument, "").split(",")]
        database = Database(settings.database)
        named = [kwargs["network"]] if kwargs.get("network") else []
        run_id, plan, _ = start_discovery(database, settings, seeds, named=named)
        crawler.settings.set("USER_AGENT", user_agent(settings.contact), priority="spider")
        crawler.settings.set("NANOSCOUT_NAMED_HOSTS", settings.named_hosts(), priority="spider")
        GuardedResolver.trust(settings.named_hosts())
        crawl = prepare_crawl(database, settings, run_id, plan)
        rendered = hosts_rendered(crawl)
        if rendered:
            for name, value in rendering_settings(rendered, settings.named_hosts()).items():
                crawler.settings.set(name, value, priority="spider")
        return super().from_crawler(crawler, *args, crawl=crawl)  # type: ignore[return-value]  # Scrapy types no subclass

    def closed(self, reason: str) -> None:
        """Called by Scrapy: writes down how the run ended."""
        end = end_crawl(self.crawl)
        self.logger.warning("Run %d %s (%s): %d facts", end.run_id, end.state, reason, end.progress.facts)
        self.crawl.database.close()
