"""A fixtures folder is a test: its page goes in, expected.json comes out."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fixture_pages import FIXTURES, case_folders, facts_as_json, load_network, load_page

MAX_BODY = 40_000


def _name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


@pytest.mark.parametrize("folder", case_folders(), ids=_name)
def test_fixture_reads_as_expected(folder: Path) -> None:
    network = load_network(folder.parent.name)
    read = facts_as_json(network.read(load_page(folder)))
    expectation = folder / "expected.json"
    if not expectation.exists():
        expectation.write_text(as_text(read), encoding="utf-8")
        pytest.fail(f"{expectation.relative_to(FIXTURES.parent)} was missing and is written now: read it, then keep it")
    assert read == json.loads(expectation.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", case_folders(), ids=_name)
def test_fixture_is_small(folder: Path) -> None:
    (body,) = folder.glob("body.*")
    assert body.stat().st_size < MAX_BODY


def as_text(facts: list[dict[str, Any]]) -> str:
    """One fact a line, so that a person can read the file and a diff shows the fact that changed."""
    return "[\n" + ",\n".join(json.dumps(fact, ensure_ascii=False) for fact in facts) + "\n]\n"
