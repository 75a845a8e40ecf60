"""The lists in an account's own export: followers and following, in the layouts of 2018 to 2026, JSON and HTML.

Each entry is a sighting through the export's owner (else through the list: "followers", "following") and, where the
owner is known, an edge. Other lists of an export (blocked, close friends, requests) are the owner's own and not read.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Literal

from crawler.networks.addresses import taken_apart
from crawler.networks.instagram.embedded import Document
from crawler.networks.instagram.findings import Findings
from crawler.networks.instagram.values import Who, filled, handle, web_address
from crawler.networks.instagram.visits import handle_of
from crawler.page import Page

List = Literal["followers", "following"]
_KEYS: dict[str, List] = {"relationships_followers": "followers", "relationships_following": "following"}
_NAME = re.compile(r"(?:^|[/\\#])(followers|following)(?:_\d{1,4})?(?:\s?\(\d{1,3}\))?\.(?:json|html)$", re.IGNORECASE)
_LINK = re.compile(
    r"<a\s[^<>]{0,300}?href=[\"'](https://www\.instagram\.com/[^\"'<>]{1,100})[\"'][^<>]{0,300}>([^<>]{0,200})</a>",
    re.IGNORECASE,
)
_GONE = "__deleted__"


def read_lists(page: Page, document: Document, found: Findings) -> bool:
    """Whether a page is a list of an export; if so, all that it says is read."""
    met: list[tuple[List, Who]] = []
    named = _list_named(page.url)
    if document.markup is not None:
        if named is None:
            return False
        met.extend((named, account) for account in _linked(document.markup))
        if not met:
            return False
    else:
        parts = [part for root in document.roots for part in _lists_in(root, named)]
        if not parts:
            return False
        for kind, entries in parts:
            met.extend((kind, account) for account in entries)
    for kind, account in met:
        found.add_listed(account, kind, found.subject)
    return True


def _list_named(address: str) -> List | None:
    match = _NAME.search(taken_apart(address).path if "://" in address else address)
    if match is None:
        return None
    return "followers" if match.group(1).lower() == "followers" else "following"


def _lists_in(root: Any, named: List | None) -> Iterator[tuple[List, Iterator[Who]]]:
    if root.__class__ is list:
        if named is not None and root and all(_is_entry(entry) for entry in root[:3]):
            yield named, _accounts(root)
        return
    if root.__class__ is not dict:
        return
    for key, kind in _KEYS.items():
        if root.get(key).__class__ is list:
            yield kind, _accounts(root[key])
    if {"followers", "following"} & root.keys() and any(key in root for key in ("blocked_users", "close_friends")):
        for kind in ("followers", "following"):  # connections.json, to 2020: {"followers": {handle: when}}
            people = root.get(kind)
            if people.__class__ is dict:
                names = [handle(name) for name in people]
                yield kind, (Who(name) for name in names if name is not None)


def _is_entry(value: Any) -> bool:
    return value.__class__ is dict and ("string_list_data" in value or "label_values" in value)


def _accounts(entries: list[Any]) -> Iterator[Who]:
    for entry in entries:
        if entry.__class__ is dict:
            account = _account(entry)
            if account is not None:
                yield account


def _account(entry: dict[str, Any]) -> Who | None:
    """The account of an entry: its value, else its address (with or without /_u/), else its title."""
    data = entry.get("string_list_data")
    if data.__class__ is not list or not data:
        data = entry.get("label_values")
    values = [one for one in data if one.__class__ is dict] if data.__class__ is list else []
    title = filled(entry.get("title"))
    name: str | None = None
    if "string_list_data" in entry:
        name = next((found for one in values if (found := handle(one.get("value"))) is not None), None)
    for one in values:
        for key in ("href", "value"):
            address = web_address(one.get(key))
            name = name or (handle_of(address) if address is not None else None)
    name = name or handle(title)
    if name is None or name.startswith(_GONE):
        return None
    shown = mended(title) if title is not None and title.lower() != name else None
    return Who(name, None, shown)


def _linked(markup: str) -> Iterator[Who]:
    for address, _ in _LINK.findall(markup):
        name = handle_of(unescape(address))
        if name is not None and not name.startswith(_GONE):
            yield Who(name)


def mended(text: str) -> str:
    """Text whose UTF-8 was taken for Latin-1, as Meta writes its exports, read as it was meant; any other as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
