"""Scrapy's side of the crawl: scheduler, middlewares, settings. Nothing here knows a network."""
