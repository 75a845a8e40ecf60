"""What holds for every answer: the same values in another spelling or order, or with more around them, are the same
facts. Each fixture is JSON, or a page with JSON in its scripts, that is written anew and read once more."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.page import Page
from storage.errors import PageError
from storage.facts import fact_to_json
from tests.fixture_pages import case_folders, load_network, load_page

_SCRIPT = re.compile(r"(<script[^>]*>\s*)([\[{].*?)(\s*</script>)", re.DOTALL)
_DIGITS = re.compile("[1-9][0-9]{0,17}")
_MOST_EXACT = 2**53  # a float holds no longer number


def _whole_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_LEAVES: dict[str, Callable[[Any], Any]] = {
    "numbers as texts": lambda one: str(one) if _whole_number(one) else one,
    "numbers as floats": lambda one: float(one) if _whole_number(one) and abs(one) < _MOST_EXACT else one,
    "texts of digits as numbers": lambda one: int(one) if isinstance(one, str) and _DIGITS.fullmatch(one) else one,
    "yes and no as 1 and 0": lambda one: int(one) if isinstance(one, bool) else one,
    "yes and no as words": lambda one: str(one) if isinstance(one, bool) else one,
}
_OBJECTS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "the other way round": lambda one: dict(reversed(one.items())),
    "with more in every object": lambda one: {**one, "zz_new": None, "zz_list": [], "zz_object": {}},
}
# What a case is about: rounded counts told as numbers, objects whose keys are data, the first of several that say it.
_OTHERWISE = {
    "numbers as texts": {"instagram/tool-scrapfly", "tiktok/app-shortened", "tiktok/embed-account"},
    "numbers as floats": {"instagram/tool-scrapfly"},
    "the other way round": {"mastodon/instance_closed", "site/hub-data", "tumblr/posts"},
    "with more in every object": {
        "blog/wordpress-com",
        "mastodon/instance_closed",
        "pinterest/search",
        "x/site_nobody",
    },
}


def _spelt(value: Any, spelling: str) -> Any:
    if isinstance(value, dict):
        spelt = {key: _spelt(one, spelling) for key, one in value.items()}
        return _OBJECTS[spelling](spelt) if spelling in _OBJECTS else spelt
    if isinstance(value, list):
        return [_spelt(one, spelling) for one in value]
    return _LEAVES[spelling](value) if spelling in _LEAVES else value


def _written(page: Page, spelling: str) -> Page:
    if not page.is_html:
        return replace(page, body=json.dumps(_spelt(page.json, spelling)).encode())

    def anew(found: re.Match[str]) -> str:
        try:
            value = json.loads(found.group(2))
        except ValueError:
            return found.group()
        return found.group(1) + json.dumps(_spelt(value, spelling)).replace("</", "<\\/") + found.group(3)

    return replace(page, body=_SCRIPT.sub(anew, page.text).encode())


def _facts(folder: Path, page: Page) -> list[str]:
    return sorted(str(fact_to_json(fact)) for fact in load_network(folder.parent.name).read(page))


@cache
def _cases() -> list[tuple[Path, Page, list[str]]]:
    """Every case that tells facts, and what it tells."""
    found = []
    for folder in case_folders():
        if not folder.name.startswith("block"):
            with suppress(PageError):  # a page that cannot be read
                page = load_page(folder)
                found.append((folder, page, _facts(folder, page)))
    return found


@pytest.mark.parametrize("spelling", [*_LEAVES, *_OBJECTS])
def test_another_spelling_is_the_same_facts(spelling: str) -> None:
    tried, other = 0, []
    for folder, page, told in _cases():
        name = f"{folder.parent.name}/{folder.name}"
        try:
            again = _written(page, spelling)
        except PageError:  # no JSON
            continue
        if again.body == page.body or name in _OTHERWISE.get(spelling, ()):
            continue
        tried += 1
        if _facts(folder, again) != told:
            other.append(name)
    assert other == []
    assert tried > 150
