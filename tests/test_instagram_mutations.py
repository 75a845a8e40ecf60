"""Whatever a page leaves out or gets wrong: null or a named error, never a wrong value and never a crash."""

import copy
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.networks.instagram import NETWORK
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import fact_from_dict
from tests.fixture_pages import case_folders, facts_as_json, load_page

_Steps = tuple[str | int, ...]
# Fields for which a payload often holds a second, equally good value under another key.
_HAS_SECOND = frozenset(
    {"avatar_url", "image_url", "category", "likes", "views", "comments", "value", "where", "text", "place", "alt_text"}
)
_GRAPH_ID = re.compile(r"1[78]\d{15}")

JSON_CASES = [folder for folder in case_folders("instagram") if next(folder.glob("body.*")).suffix == ".json"]
JSON_CASES = [folder for folder in JSON_CASES if next(folder.glob("body.*")).stat().st_size]


def _keys_of(value: Any, steps: _Steps = ()) -> Iterator[_Steps]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield (*steps, key)
            yield from _keys_of(child, (*steps, key))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _keys_of(child, (*steps, number))


def _parent(value: Any, steps: _Steps) -> Any:
    for step in steps[:-1]:
        value = value[step]
    return value


def _with_body(page: Page, value: Any) -> Page:
    return Page(
        url=page.url,
        body=orjson.dumps(value),
        status=page.status,
        headers=page.headers,
        time=page.time,
        source=page.source,
        method=page.method,
        request_body=page.request_body,
        document=page.document,
    )


def _agrees(field: str, new: Any, old: Any, body: str) -> bool:
    """Whether a value is the old one, less of it, or another that stands in the page for the same field."""
    if new is None or new == old:
        return True
    if isinstance(new, list) and isinstance(old, list):
        return all(any(_agrees(field, one, other, body) for other in old) for one in new)
    if isinstance(new, dict) and isinstance(old, dict):
        return all(_agrees(key, value, old.get(key), body) for key, value in new.items())
    if field == "native_id" and _GRAPH_ID.fullmatch(str(new)):  # what is left of a medium without its permalink
        return str(new) in body
    if field in _HAS_SECOND and old is not None:
        return json.dumps(new, ensure_ascii=False) in body or str(new) in body
    return False


def _is_less(fact: dict[str, Any], of: list[dict[str, Any]], body: str) -> bool:
    """Whether a fact says no more than one of the others; a comment's author is still a commenter, of nobody known."""
    if fact["fact"] == "sighting" and fact["route"] == "commenter" and fact["via"] is None:
        return any(other["fact"] == "comment" and other["author_native_id"] == fact["native_id"] for other in of)
    return any(
        fact["fact"] == other["fact"] and all(_agrees(key, value, other[key], body) for key, value in fact.items())
        for other in of
    )


@pytest.mark.parametrize("folder", JSON_CASES, ids=lambda folder: folder.name)
def test_each_key_deleted_in_turn_gives_null_or_a_named_error(folder: Path) -> None:
    page = load_page(folder)
    original = facts_as_json(NETWORK.read(page))
    whole = orjson.loads(page.body)
    for steps in list(_keys_of(whole)):
        value = copy.deepcopy(whole)
        del _parent(value, steps)[steps[-1]]
        changed = _with_body(page, value)
        try:
            facts = facts_as_json(NETWORK.read(changed))
        except UnreadablePage:
            continue
        body = json.dumps(value, ensure_ascii=False)
        wrong = [fact for fact in facts if fact["fact"] != "block" and not _is_less(fact, original, body)]
        assert not wrong, f"without {'.'.join(map(str, steps))}"


_wrong = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just({"count": -1}),
    st.just([[None]]),
    st.just({"edges": [{"node": None}, None, 7]}),
    st.just("x" * 5_000),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), values=st.lists(_wrong, min_size=1, max_size=5))
def test_wrong_types_anywhere_never_crash(seed: int, values: list[Any]) -> None:
    chance = random.Random(seed)
    page = load_page(chance.choice(JSON_CASES))
    value = orjson.loads(page.body)
    for wrong in values:
        steps = chance.choice(list(_keys_of(value)) or [()])
        if steps:
            _parent(value, steps)[steps[-1]] = copy.deepcopy(wrong)
    for fact in _read_or_nothing(_with_body(page, value)):
        fact_from_dict(fact)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.floats(0, 1), junk=st.binary(max_size=30))
def test_torn_and_dirty_bodies_are_facts_blocks_or_a_named_error(seed: int, cut: float, junk: bytes) -> None:
    page = load_page(random.Random(seed).choice(case_folders("instagram")))
    body = page.body[: int(len(page.body) * cut)] + junk
    _read_or_nothing(Page(url=page.url, body=body, status=page.status, headers=page.headers))


def _read_or_nothing(page: Page) -> list[dict[str, Any]]:
    """The facts of a page; an empty list where it names, in one short sentence, why there are none."""
    try:
        return facts_as_json(NETWORK.read(page))
    except UnreadablePage as error:
        reason = str(error)
    if not reason.startswith(page.url) or "\n" in reason or len(reason) > 400:
        pytest.fail(f"not a sentence for a person: {reason}")
    return []
