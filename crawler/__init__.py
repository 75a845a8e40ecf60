"""How facts come in: networks, sources of pages, the crawl and the command line."""
