"""Every dependency is pinned by version and hash, stands in the bill of materials, and is the one installed."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.supply.__main__ import bill_of, pinned

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "constraints.txt").read_text("utf-8")
PINS = list(pinned(TEXT))  # one package may have a version for each Python


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", name)[0]).lower()


def test_every_pin_has_a_hash_and_stands_in_the_bill() -> None:
    assert len(PINS) > 60
    assert TEXT.count("==") >= len(PINS)
    assert [name for name, _, digests in PINS if not digests] == []
    bill = json.loads(json.dumps(bill_of(TEXT)))
    assert {(one["name"], one["version"]) for one in bill["components"]} == {(name, number) for name, number, _ in PINS}
    assert bill["dependencies"][0]["dependsOn"] == [one["bom-ref"] for one in bill["components"]]


def test_everything_that_is_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert [name for name in map(_plain, asked) if name not in {_plain(pin) for pin, _, _ in PINS}] == []


def test_what_is_installed_is_what_is_pinned() -> None:
    wanted: dict[str, set[str]] = {}
    for name, number, _ in PINS:
        wanted.setdefault(name, set()).add(number)
    found = {}
    for name in wanted:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue  # for another platform or an older Python
    assert len(found) > 60
    assert {name: number for name, number in found.items() if number not in wanted[name]} == {}


def test_no_pin_names_where_it_comes_from() -> None:
    assert not re.search(r"https?://|--index|--find-links|file:", TEXT)
