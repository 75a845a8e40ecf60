"""Whose accounts are one person's: by evidence, never by an equal handle alone; each join says why.

Strongest first: what somebody decided, one number of the network under two handles (a renaming), a link that the
network verified, links both ways, the page of links in a bio, the same address, and a link one way between accounts of
the same name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from scoring.contacts.in_text import class_of_contact, emails_in
from scoring.evidence import NUMBERED_APART
from scoring.relations import are_said_apart
from storage.accounts import bios_of, facts_about
from storage.facts import AccountKey, Contact, Profile
from storage.persons import (
    Decision,
    Member,
    Said,
    decisions,
    numbered_alike,
    persons_are_fresh,
    persons_of,
    save_persons,
    telling_claims,
)
from storage.rights.privacy import one_box
from storage.same_names import SITE, are_alike

if TYPE_CHECKING:
    import polars as pl
    from sqlalchemy import Connection

PERSONS_VERSION = 3
SAME_PERSON = "same_person"
_MOST_AT_ADDRESS = 4  # accounts that one person reads with one address; more is an agency, or a club
_SITE, _EMAIL = SITE, "email"


@dataclass(frozen=True)
class Join:
    """Two accounts that are one person's, and why. The smaller ``rank``, the stronger."""

    one: AccountKey
    other: AccountKey
    why: str
    rank: int


def joins_in(claims: Sequence[Said]) -> list[Join]:
    """Every pair that the claims join, the strongest first; accounts of one network are joined by no claim."""
    found = [join for join in _joins(claims) if join.one[0] != join.other[0] or join.one[0] == _SITE]
    return sorted(found, key=lambda join: (join.rank, join.one, join.other, join.why))


def _joins(claims: Sequence[Said]) -> Iterator[Join]:
    said = {(one.who, one.target): one.how for one in claims if one.how != _EMAIL}
    claimed_by: dict[AccountKey, set[AccountKey]] = defaultdict(set)
    for one in claims:
        claimed_by[one.target].add(one.who)
    names_of: dict[AccountKey, Counter[str]] = defaultdict(Counter)  # whom it names, by network
    for who, target in said:
        names_of[who][target[0]] += 1
    addresses: dict[AccountKey, set[str]] = defaultdict(set)
    for one in claims:
        if one.how == _EMAIL:
            addresses[one.who].add(one.target[1])
    for one in claims:
        who, target = one.who, one.target
        if one.how == _EMAIL:
            continue
        first, second = sorted((who, target))
        alone = names_of[who][target[0]] == 1 and _is_alone(claimed_by[target], who)
        if one.how == "verified":
            yield Join(first, second, f"{_name(who)} links to {_name(target)}, verified by the network", 1)
        elif (target, who) in said and who < target and _may_be_mutual(names_of, who, target):
            yield Join(first, second, f"{_name(who)} and {_name(target)} link to each other", 2)
        elif one.how == "link_in_bio" and _is_alone(claimed_by[target], who):
            yield Join(first, second, f"the bio of {_name(who)} leads to the page {target[1]}", 3)
        elif alone and _is_at(addresses[who], target):
            yield Join(first, second, f"the address of {_name(who)} is at {target[1]}, where its bio leads", 4)
        elif alone and one.how != "said" and are_alike(who, target):
            yield Join(first, second, f"{_name(who)} links to {_name(target)}, of the same name", 5)
    for address, accounts in _sharing(claims).items():
        for first, second in combinations(sorted(accounts), 2):
            yield Join(first, second, f"{_name(first)} and {_name(second)} are both reached at {address}", 4)


def _may_be_mutual(names_of: Mapping[AccountKey, Counter[str]], who: AccountKey, target: AccountKey) -> bool:
    """A page that names many accounts of a network is a club's, or a brand's that lists its creators."""
    return names_of[target][who[0]] <= 2 and names_of[who][target[0]] <= 3


def _is_alone(claimers: Iterable[AccountKey], who: AccountKey) -> bool:
    """Whether nobody else of the same network leads there: a brand's page is in the bios of many."""
    return all(one == who or one[0] != who[0] for one in claimers)


def _is_at(addresses: Iterable[str], target: AccountKey) -> bool:
    host = target[1].partition("/")[0]
    return target[0] == _SITE and "/" not in target[1] and any(one.rpartition("@")[2] == host for one in addresses)


def _sharing(claims: Iterable[Said]) -> dict[str, set[AccountKey]]:
    """Accounts that share an address which is a person's own, not that of a manager or of a whole firm."""
    found: dict[str, set[AccountKey]] = defaultdict(set)
    for one in claims:
        if one.how == _EMAIL:
            found[one_box(one.target[1])].add(one.who)
    return {
        address: accounts
        for address, accounts in found.items()
        if 1 < len(accounts) <= _MOST_AT_ADDRESS
        and max(Counter(network for network, _ in accounts if network != _SITE).values(), default=0) <= 1
        and class_of_contact("email", address) != "manager"
        and not address.startswith("booking")  # of an agency, as often as not
    }


def _name(account: AccountKey) -> str:
    return account[1] if account[0] == _SITE else f"{account[1]}@{account[0]}"


def renamings_in(alike: Iterable[Sequence[tuple[str, AccountKey]]]) -> dict[AccountKey, AccountKey]:
    """Who was renamed, and the newest account of the same number; where every server numbers its own accounts, on one
    server."""
    now: dict[tuple[str, str, str], AccountKey] = {}
    found: dict[AccountKey, AccountKey] = {}
    for number, account in (one for accounts in alike for one in accounts):
        network, handle = account
        server = handle.partition("@")[2] if network in NUMBERED_APART else ""
        newest = now.setdefault((network, server, number), account)
        if newest != account:
            found[account] = newest
    return found


def persons_in(
    claims: Sequence[Said],
    decided: Sequence[Decision],
    renamed: Mapping[AccountKey, AccountKey] | None = None,
    bios: Mapping[AccountKey, str] | None = None,
) -> dict[str, list[Member]]:
    """The persons with two accounts and more, by a key of their own (the first account).

    A chain of joins never brings two accounts of one network together (but sites): only a decision or a renaming does.
    Two that somebody took apart are never in one person, nor two whose bios tell that they are a parent's and a
    child's, a couple's, a manager's and a client's: those link to each other as well.
    """
    renamed, bios = renamed or {}, bios or {}
    told = joins_in(claims)
    apart = {frozenset((one.one, one.other)) for one in decided if not one.same}
    related = {
        frozenset((one.one, one.other))
        for one in told
        if are_said_apart(one.one, bios.get(one.one, ""), one.other, bios.get(one.other, ""))
    } - {frozenset((one.one, one.other)) for one in told if one.rank == 1}
    joins = [Join(one.one, one.other, "joined by hand" + (f": {one.note}" if one.note else ""), 0)
             for one in decided if one.same]  # fmt: skip
    joins += [Join(old, new, f"{_name(old)} goes by {_name(new)} now: the network's own number is the same", 0)
              for old, new in sorted(renamed.items())]  # fmt: skip
    groups: dict[AccountKey, set[AccountKey]] = {}
    why: dict[AccountKey, str] = {}
    for join in [*joins, *told]:
        left, right = (groups.setdefault(account, {account}) for account in (join.one, join.other))
        if left is right or any(frozenset((a, b)) in apart for a in left for b in right):
            continue
        both = Counter(network for network, _ in left | right if network != _SITE)
        if join.rank > 0 and max(both.values(), default=0) > 1:
            continue
        if join.rank > 0 and any(frozenset((a, b)) in related for a in left for b in right):
            continue
        left |= right
        for account in right:
            groups[account] = left
        for account in (join.one, join.other):
            why.setdefault(account, join.why)
    found = {id(group): group for group in groups.values() if len(group) > 1}
    return {
        "@".join(reversed(min(group))): [
            Member(account, why[account], renamed[account][1] if renamed.get(account) in group else None)
            for account in sorted(group)
        ]
        for group in found.values()
    }


def refresh_persons(connection: "Connection") -> set[AccountKey]:
    """Makes the persons anew where the evidence changed; returns the accounts whose person is another now."""
    if persons_are_fresh(connection, PERSONS_VERSION):
        return set()
    renamed = renamings_in(numbered_alike(connection))
    claims = telling_claims(connection)
    bios = bios_of(connection, {account for join in joins_in(claims) for account in (join.one, join.other)})
    members = persons_in(claims, decisions(connection), renamed, bios)
    return save_persons(connection, members, PERSONS_VERSION)


def borrowed_contacts(connection: "Connection", network: str, handles: Sequence[str]) -> dict[str, list[Contact]]:
    """Ways to reach these accounts that stand on other pages of the same person, each with the page it stood on."""
    others = persons_of(connection, [(network, handle) for handle in handles])
    found: dict[str, list[Contact]] = {}
    by_network: dict[str, set[str]] = defaultdict(set)
    for members in others.values():
        for one in members:
            by_network[one.account[0]].add(one.account[1])
    offered: dict[AccountKey, list[Contact]] = defaultdict(list)
    for name, theirs in by_network.items():
        for fact in facts_about(connection, name, sorted(theirs)):
            if isinstance(fact, Contact):
                offered[name, fact.handle].append(fact)
            elif isinstance(fact, Profile) and fact.bio:
                common = {"network": name, "page": fact.page, "observed_at": fact.observed_at, "handle": fact.handle}
                offered[name, fact.handle] += [
                    Contact(**common, kind="email", value=email, where="bio", source_url=fact.page)
                    for email in emails_in(fact.bio)
                ]
    for (_, handle), members in others.items():
        for one in members:
            for contact in offered[one.account]:
                where = f"{contact.where} on {_name(one.account)}"
                mine = contact.model_copy(update={"network": network, "handle": handle, "where": where})
                found.setdefault(handle, []).append(mine)
    return found


def count_once(ranked: "pl.DataFrame", person_of: Mapping[AccountKey, tuple[str, AccountKey | None]]) -> "pl.DataFrame":
    """The ranking with everybody once: of a person's accounts in the shortlist the best stays, and never the old handle
    of an account whose new one is ranked as well.

    The others are excluded as ``same_person`` and come last, with who stays in ``same_as``; ``rank`` is made anew.
    """
    import polars as pl

    if not person_of:
        return ranked.with_columns(pl.lit(None, pl.String).alias("same_as"))
    best: dict[str, str] = {}
    same_as: list[str | None] = []
    newest = {now for _, now in person_of.values() if now is not None}
    named = ranked.filter(pl.col("handle").is_in([handle for _, handle in newest]))
    newest &= set(named.select("network", "handle").iter_rows())
    for network, handle, excluded in ranked.select("network", "handle", "excluded").iter_rows():
        key, now = person_of.get((network, handle), (None, None)) if excluded is None else (None, None)
        mine = f"{handle}@{network}"
        if now in newest:
            same_as.append("@".join(reversed(now)))
            continue
        kept = best.setdefault(key, mine) if key is not None else mine
        same_as.append(kept if kept != mine else None)
    if not any(same_as):
        return ranked.with_columns(pl.lit(None, pl.String).alias("same_as"))
    told = ranked.with_columns(pl.Series("same_as", same_as, dtype=pl.String))
    told = told.with_columns(
        pl.when(pl.col("same_as").is_not_null())
        .then(pl.lit(SAME_PERSON))
        .otherwise(pl.col("excluded"))
        .alias("excluded")
    )
    order = told.sort(pl.col("excluded").is_not_null(), pl.col("rank"))
    return order.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("rank"))
