"""What is kept: facts, tables, the one door to the database, and the files written from it.

Imports nothing of scoring or crawler.
"""
