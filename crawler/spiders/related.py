"""``scrapy crawl related -a handle=anna.bakes``"""

from typing import ClassVar

from crawler.engine.standalone import StandaloneSpider


class RelatedSpider(StandaloneSpider):
    """Begins from accounts (``handle``, with commas between several) and follows whom they lead to."""

    name = "related"
    seed_mark: ClassVar[str] = "@"
    seed_argument: ClassVar[str] = "handle"
