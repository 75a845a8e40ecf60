"""How facts come in: networks, sources of pages, the crawl and the command line.

Which file does what for one visit: docs/how-it-is-built.md.
"""
