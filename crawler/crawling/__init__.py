"""A crawl: planned, leased from the frontier, at its hosts' pace, visit by visit to its end."""
