"""Addresses that cannot be taken apart, wherever a file or a page has one: what else is told is read all the same."""

import json
from pathlib import Path

import pytest

from crawler.files import read_files
from crawler.networks.addresses import asked_host
from crawler.page import Page
from crawler.sources.address import page_key
from storage.facts import Fact

TORN = ("https://[wren.example/", "https://wren℀.example/", "//[wren")
HEAD = (
    '<html><head><meta property="og:site_name" content="{site}"><meta property="og:url" content="{url}"></head></html>'
)


def read(file: Path, words: str) -> list[Fact]:
    """The facts of a file with these words."""
    file.write_text(words, encoding="utf-8")
    return list(read_files([str(file)], network=None, url="https://www.instagram.com/wren.paints/").facts())


@pytest.mark.parametrize("address", TORN)
@pytest.mark.parametrize("site", ["Instagram", "X (formerly Twitter)", "TikTok", "Pinterest", "Mastodon", "Threads"])
def test_a_head_with_a_torn_address_is_read(tmp_path: Path, site: str, address: str) -> None:
    read(tmp_path / "page.html", HEAD.format(site=site, url=address))


@pytest.mark.parametrize("address", TORN)
def test_a_page_has_an_address_that_can_be_taken_apart(address: str) -> None:
    page = Page(url=address, body=b"", document=address)
    assert "[" not in page.url
    assert page.url == page.document
    assert Page(url="https://[::1]:8080/x", body=b"").url == "https://[::1]:8080/x"


@pytest.mark.parametrize("address", TORN[:2])
def test_a_har_with_torn_addresses_is_read(tmp_path: Path, address: str) -> None:
    profile = {"username": "wren.paints", "follower_count": 2_300, "pk": "61200001", "full_name": "Wren"}
    good, bad = "https://www.instagram.com/api/v1/users/61200001/info/", {"name": "referer", "value": address}
    told = {"content": {"mimeType": "application/json", "text": json.dumps({"user": profile})}, "status": 200}
    moved = {"status": 302, "redirectURL": address, "content": {}}
    entries = [
        {"request": {"url": good, "method": "GET", "headers": [bad]}, "response": told},
        {"request": {"url": address, "method": "GET"}, "response": told},
        {"request": {"url": good, "method": "GET"}, "response": moved},
    ]
    facts = read(tmp_path / "x.har", json.dumps({"log": {"entries": entries}}))
    assert {getattr(fact, "followers", None) for fact in facts} >= {2_300}


@pytest.mark.parametrize("address", TORN)
def test_requests_with_torn_addresses_can_be_compared(address: str) -> None:
    assert page_key(address) == page_key(address)
    assert asked_host(address) == ""
