"""The long form of what must hold under violence: ``make torture``. A short form of its kills stands in
tests/test_kill.py."""
