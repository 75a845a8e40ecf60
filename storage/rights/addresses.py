"""Addresses and words without the people who must not be kept: both name them as much as a fact about them does."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection

from storage.facts import Claim, Comment, Fact, Post, Profile
from storage.rights.person import FORGOTTEN, TELLING, Person
from storage.rights.privacy import suppressed_among

# Where a name or an id may stand in an address, also in one that is written inside another.
_PART = re.compile(r"(?:(?<=[/=])|(?<=%2F)|(?<=%40))@?((?:[\w.~:@-]|%3A|%40)+)", re.IGNORECASE)
# A name in a text is one behind its @, with its server where it has one. A full stop ends a sentence.
_MENTION = re.compile(r"(?<![\w.])@(\w(?:[\w.-]*\w)?(?:@\w(?:[\w.-]*\w)?)?)")
_WORDS = ("text", "alt_text", "bio")


def words_without_suppressed(connection: Connection, facts: Sequence[Fact]) -> Sequence[Fact]:
    """Facts whose texts name no suppressed person any more: others' posts, comments and bios come anew as well."""
    named = {
        (fact.network, key)
        for fact in facts
        for words in _words_of(fact)
        for mention in _MENTION.findall(words)
        for key in _mentioned(fact, mention)
    }
    gone = suppressed_among(connection, named)
    return [_unnamed(fact, gone) for fact in facts] if gone else facts


def profiles_without_claimed(said: Sequence[Fact], kept: Sequence[Fact]) -> Sequence[Fact]:
    """The facts that are kept of what was said, with profiles that name nobody, on any network, whose claim is not."""
    left = {(fact.network, fact.handle, fact.url) for fact in kept if isinstance(fact, Claim)}
    named = defaultdict(set)
    for fact in said:
        if not isinstance(fact, Claim) or fact.target_network is None or fact.target_handle is None:
            continue
        if (fact.network, fact.handle, fact.url) not in left:
            named[fact.network, fact.handle].add((fact.target_network, fact.target_handle))
    return [
        _without_claimed(fact, named[fact.network, fact.handle])
        if isinstance(fact, Profile) and (fact.network, fact.handle) in named
        else fact
        for fact in kept
    ]


def _without_claimed(profile: Profile, named: Iterable[tuple[str, str]]) -> Profile:
    for network, handle in sorted(named):
        person = Person(network, frozenset({handle}))
        links = profile.links and [
            link.model_copy(update={"url": person.out_of_address(link.url)}) for link in profile.links
        ]
        bio = profile.bio and person.out_of_text(person.out_of_address(profile.bio))
        profile = profile.model_copy(update={"links": links, "bio": bio})
    return profile


def _words_of(fact: Fact) -> Iterable[str]:
    if isinstance(fact, Post | Comment | Profile):
        yield from (words for name in _WORDS if (words := getattr(fact, name, None)) and "@" in words)


def _mentioned(fact: Fact, mention: str) -> list[str]:
    """Who may be meant: on networks of many servers a name alone is one of the author's server."""
    author = fact.handle if isinstance(fact, Profile) else getattr(fact, "author_handle", None) or ""
    host = author.partition("@")[2]
    return [mention] if "@" in mention or not host else [mention, f"{mention}@{host}"]


def _unnamed(fact: Fact, gone: set[tuple[str, str]]) -> Fact:
    def named(mention: re.Match[str]) -> str:
        theirs = any((fact.network, key) in gone for key in _mentioned(fact, mention[1]))
        return f"@{FORGOTTEN}" if theirs else mention[0]

    if not any(_words_of(fact)):
        return fact
    said = {name: words for name in _WORDS if (words := getattr(fact, name, None))}
    changes = {name: left for name, words in said.items() if (left := _MENTION.sub(named, words)) != words}
    return fact.model_copy(update=changes) if changes else fact


def without_suppressed(connection: Connection, network: str, words: Sequence[str | None]) -> list[str | None]:
    """Words that may hold addresses, without handles and native ids of suppressed people of the network.

    A page about somebody who was forgotten comes anew with an import or a replay: its row stays, since it tells what
    was read, and names nobody. Ids shorter than ``TELLING`` may be any number, and are left.
    """
    parts = {part[1] for text in words if text for part in _PART.finditer(text)}
    hosts = {host for text in words if text and (host := _host_of(text))}
    keys = {part: _keys_of(unquote(part), hosts) for part in parts}
    gone = suppressed_among(connection, {(network, key) for found in keys.values() for key in found})
    if not gone:
        return list(words)

    def named(part: re.Match[str]) -> str:
        if gone.isdisjoint((network, key) for key in keys[part[1]]):
            return part[0]
        return "@" * part[0].startswith("@") + FORGOTTEN

    return [text and _PART.sub(named, text) for text in words]


def _keys_of(part: str, hosts: set[str]) -> list[str]:
    """What a part of an address may be: a handle, a handle of this server, an id."""
    name = part.rstrip(".:")
    keys = [name] if "@" in name else [name, *(f"{name}@{host}" for host in hosts)]
    return [*keys, f"id:{name}"] if len(name) >= TELLING else keys


def _host_of(text: str) -> str | None:
    try:
        return urlsplit(text).hostname
    except ValueError:
        return None
