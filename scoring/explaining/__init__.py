"""A ranked account opened: every number with its evidence, in words, for people and programs."""
