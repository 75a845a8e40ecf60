"""Spiders for people who know Scrapy: ``scrapy crawl hashtag -a tag=discoverunder10k``. Thin over the same crawl."""
