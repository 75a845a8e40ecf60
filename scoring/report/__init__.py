"""A report to send to a client: one self-contained page about a shortlist, and how it came about."""
