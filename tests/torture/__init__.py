"""The long form of what must hold under violence: ``make torture``. A short form stands in tests/test_torture.py."""
