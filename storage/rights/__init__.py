"""Whom we may keep, on what basis, and how somebody goes: rows, words of others, hashes by which they stay gone."""
