# ruff: noqa: E501  # a table of words
"""No pattern of ours takes long over any text: each is tried on texts that make patterns go back and forth."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import crawler
import scoring
import storage
from scoring.patterns import Late

LENGTH = 3_000
MOST_S = 0.25  # for a text that is far longer than any bio; one twice as long may take three times as long at most
UNITS = (
    "a", "1", " ", "@", ".", "-", "_", "#", "/", ":", "=", "%", "\"", "'", "\\", "(", "<", "&", ",", "\n", "é", "ß", "あ",
    "a.", "a@", "@a.", "a@a.", "1.", "1,", "1 ", "a ", "a-", "http://a", "//", "/a", "=a&", "%2", "\\u00", "\\\"", "<a ",
    "\"a\":", "a(at)", " at ", " dot ", "werbung ", "widersprochen ", "klasse 8 ", "born 20", "no ", "en 3", "key=", "token",
    "bearer ", "👩‍🍳", "#a ", "@a ", "12k ", "1:", "don't ", "2º ",
)  # fmt: skip


def _modules() -> Iterator[str]:
    for package in (storage, scoring, crawler):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations.versions" not in found.name:
                yield found.name


def _patterns_in(value: object, depth: int = 2) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Late):
        yield value.compiled()
    elif depth and isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _patterns_in(one, depth - 1)
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _patterns_in(one, depth - 1)


def _patterns(module: str) -> dict[str, re.Pattern[str]]:
    """The private patterns of a module by their names; those that it has from another are tried there."""
    return {
        f"{key}[{number}]": pattern
        for key, value in vars(importlib.import_module(module)).items()
        if key.startswith("_")
        for number, pattern in enumerate(_patterns_in(value))
    }


def test_they_are_found() -> None:
    assert sum(len(_patterns(module)) for module in _modules()) > 400


@pytest.mark.parametrize("module", sorted(_modules()))
def test_each_is_fast_on_every_repetition(module: str) -> None:
    for name, pattern in _patterns(module).items():
        for unit in UNITS:
            text = (unit * (LENGTH // len(unit)))[:LENGTH]
            for one in (text, f"a{text}\x00"):
                subject = one.encode() if isinstance(pattern.pattern, bytes) else one
                began = time.process_time()  # of this process alone, however busy the machine
                for number, _ in enumerate(pattern.finditer(subject)):
                    if number > 50_000:
                        break
                pattern.match(subject)
                pattern.fullmatch(subject)
                assert time.process_time() - began < MOST_S, f"{name}: {pattern.pattern!r:.200} on {unit!r}"
