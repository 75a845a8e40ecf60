"""Fixture folders as pages: ``fixtures/<network>/<case>/`` holds meta.json, a body and expected.json."""

import importlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from crawler.networks.network import Network
from crawler.page import Page
from storage.facts import Fact, fact_to_json

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def case_folders(network: str = "*") -> list[Path]:
    """The folders of all cases of one network (of every network by default), in order."""
    return sorted(meta.parent for meta in FIXTURES.glob(f"{network}/*/meta.json"))


def load_network(name: str) -> Network:
    """The network whose module (or package) has the name of the fixtures folder."""
    network = importlib.import_module(f"crawler.networks.{name}").NETWORK
    assert isinstance(network, Network)
    return network


def load_page(folder: Path) -> Page:
    """The page that a fixture folder describes; ``request_body`` in meta.json is text."""
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (body,) = folder.glob("body.*")
    time = meta.pop("time", None)
    request_body = meta.pop("request_body", "").encode()
    return Page(
        body=body.read_bytes(),
        time=datetime.fromisoformat(time) if time else None,
        request_body=request_body,
        headers={name.lower(): value for name, value in meta.pop("headers", {}).items()},
        **meta,
    )


def facts_as_json(facts: list[Fact]) -> list[dict[str, Any]]:
    """Facts as ``read --json`` prints them, as values."""
    return [orjson.loads(fact_to_json(fact)) for fact in facts]
