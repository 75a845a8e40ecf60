"""``scrapy crawl hashtag -a tag=discoverunder10k``"""

from typing import ClassVar

from crawler.engine.standalone import StandaloneSpider


class HashtagSpider(StandaloneSpider):
    """Begins from hashtags (``tag``, with commas between several)."""

    name = "hashtag"
    seed_mark: ClassVar[str] = "#"
    seed_argument: ClassVar[str] = "tag"
