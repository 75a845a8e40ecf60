"""One handle an account: who was renamed is told by the number that the network gave the account."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from scoring.evidence import NUMBERED_APART
from storage.facts import AccountKey, Comment, Fact, Post, Profile, Sighting

_NAMES = ("handle", "author_handle", "source", "target", "target_handle")
_LISTS = ("mentions", "tagged", "coauthors", "sponsors")
_Number = tuple[str, str, str]  # network, server where each counts for itself, native id


def with_newest_handles(facts: Iterable[Fact]) -> list[Fact]:
    """The facts with every account under the newest of its handles (of those seen at one time the last by letters).

    A handle that several accounts had is changed only where the fact tells which of them is meant.
    """
    told = list(facts)
    newest: dict[_Number, tuple[float, bool, str]] = {}
    numbers_of: dict[AccountKey, set[_Number]] = defaultdict(set)
    for fact in told:
        number, handle = _told_by(fact)
        if number is not None and handle:
            numbers_of[fact.network, handle].add(number)
            at = fact.observed_at.timestamp() if fact.observed_at else float("-inf")
            mine = (at, isinstance(fact, Profile), handle)
            newest[number] = max(newest.get(number, mine), mine)
    renamed = {
        account: newest[next(iter(numbers))][2]
        for account, numbers in numbers_of.items()
        if len(numbers) == 1 and newest[next(iter(numbers))][2] != account[1]
    }
    if not renamed and all(len(numbers) == 1 for numbers in numbers_of.values()):
        return told
    return [_renamed(fact, renamed, newest) for fact in told]


def _told_by(fact: Fact) -> tuple[_Number | None, str | None]:
    """The number of whom a fact is about and the handle that it tells; ``None`` what it does not tell."""
    if isinstance(fact, Profile | Sighting):
        native_id, handle = fact.native_id, fact.handle
    elif isinstance(fact, Post | Comment):
        native_id, handle = fact.author_native_id, fact.author_handle
    else:
        return None, None
    server = fact.page.partition("://")[2].partition("/")[0] if fact.network in NUMBERED_APART else ""
    return (fact.network, server, native_id) if native_id else None, handle


def _renamed(fact: Fact, renamed: dict[AccountKey, str], newest: dict[_Number, tuple[float, bool, str]]) -> Fact:
    changed: dict[str, Any] = {}
    for name in _NAMES:
        handle = getattr(fact, name, None)
        network = getattr(fact, "target_network", None) if name == "target_handle" else fact.network
        if handle and (account := (str(network), str(handle))) in renamed:
            changed[name] = renamed[account]
    number, handle = _told_by(fact)
    if number is not None and handle and newest[number][2] != handle:
        changed["author_handle" if isinstance(fact, Post | Comment) else "handle"] = newest[number][2]
    for name in _LISTS:
        handles = getattr(fact, name, None)
        if handles and any((fact.network, handle) in renamed for handle in handles):
            changed[name] = [renamed.get((fact.network, handle), handle) for handle in handles]
    return fact.model_copy(update=changed) if changed else fact
