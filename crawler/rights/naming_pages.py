"""Whom a recorded page names: for taking people out of recordings."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

import orjson

from crawler.networks import load_network
from crawler.networks.network import Target
from crawler.page import Page
from crawler.reading import read_page
from storage.errors import UnreadablePage
from storage.facts import Comment, Contact, Edge, Highlight, Post, Profile, Sighting
from storage.rights.person import Person
from storage.rights.privacy import PHONE

Drop = Callable[[Page, Target | None], bool]
_MAX_DECODED = 4 << 20
_ESCAPED_BREAK = re.compile(r"\\[bfnrt]")


def seed_of(person: Person) -> Callable[[str], bool]:
    """Whether a seed asks for the person."""
    names = {f"@{name}{end}" for name in person.bare_handles for end in ("", f"@{person.network}")}
    return lambda seed: seed.lower() in names or (not seed.startswith("#") and person.is_in(seed))


def pages_naming(person: Person) -> Drop:
    """Whether a recorded page names the person anywhere: in its facts, its words or its address."""
    network = None if person.network == PHONE else load_network(person.network)

    def named(page: Page, target: Target | None) -> bool:
        if target is not None and target.network == person.network and target.kind == "account":
            if target.key in person.handles:
                return True
            if target.key in person.bare_handles and "@" not in target.key:
                return True
        addresses = [page.url, page.document or "", page.header("location") or ""]
        if network is not None and any(
            network.handle_of(address) in person.handles for address in addresses if address
        ):
            return True
        if any(person.is_in(text) for text in (*addresses, *map(unquote, addresses), *_texts_of(page))):
            return True
        if network is None:
            return False
        _, facts = read_page(network, page)
        return any(says_of(fact, person) for fact in facts)

    return named


def _texts_of(page: Page) -> list[str]:
    """What stands in a page, and the same without the escapes of JSON and HTML."""
    texts = [page.text, page.request_body.decode("utf-8", errors="replace")]
    if len(page.body) <= _MAX_DECODED:
        try:
            texts.append(orjson.dumps(page.json).decode())
        except UnreadablePage:
            texts.append(unescape(page.text))
        # The letter of an escaped line break, also within a script, is none before what begins the next line.
        texts[-1] = _ESCAPED_BREAK.sub(" ", texts[-1])
    return texts


def says_of(fact: Any, person: Person) -> bool:
    """Whether a fact is about or by the person."""
    if isinstance(fact, Profile | Sighting | Contact | Highlight):
        native_id = getattr(fact, "native_id", None) if isinstance(fact, Profile | Sighting) else None
        return fact.handle in person.handles or (fact.handle is None and native_id in person.native_ids)
    if isinstance(fact, Post | Comment):
        return fact.author_handle in person.handles or (
            fact.author_handle is None and fact.author_native_id in person.native_ids
        )
    return isinstance(fact, Edge) and (fact.source in person.handles or fact.target in person.handles)
