"""Figures, not tests: ratios measured in one run, printed by ``make bench``."""
