"""Erasing whom nobody needs any more, from the database and out of recordings: suspected minors, and who was first met
long ago."""

import re
from collections.abc import Sequence
from datetime import datetime
from os.path import exists  # false also where a folder cannot be looked into
from pathlib import Path
from time import sleep
from typing import Any

from crawler.networks import load_network
from crawler.networks.network import Target
from crawler.page import Page
from crawler.reading import read_page
from crawler.rights.minors import forget_minors, suspected_minors
from crawler.rights.naming_pages import Drop, pages_naming, says_of, seed_of
from crawler.rights.own_addresses import with_accounts_of_minors, with_sites
from crawler.sources.recording import pages_of, refuse_other_files, rewrite_without
from scoring.evidence import gather
from scoring.features import read_account
from storage.accounts import accounts_before
from storage.clock import from_millis, now_millis
from storage.database import Database
from storage.errors import BadSettings
from storage.facts import Contact, Profile
from storage.outreach import in_use
from storage.rights.forgetting import delete_rows, leave_others
from storage.rights.person import Person, find_accounts, together
from storage.runs import recordings_of

_PURGED_AT_ONCE = 2_000  # in one transaction, so that others can write in between
_TURN = 0.12  # seconds for them: who waits for SQLite looks ten times a second whether it is free
_RETENTION = re.compile(r"(\d{1,5})\s*(d|w|m|y)")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def parse_retention(words: str) -> int:
    """An age such as 180d, 26w, 6m or 1y in days; raises BadSettings."""
    match = _RETENTION.fullmatch(words.strip().lower())
    if match is None or int(match.group(1)) == 0:
        raise BadSettings(f'"{words}" is no age: write days, weeks, months or years, like 180d, 26w, 6m or 1y')
    return int(match.group(1)) * _DAYS[match.group(2)]


def purge_people(
    database: Database, days: int | None, *, recordings: Sequence[Path] = (), dry_run: bool
) -> dict[str, Any]:
    """Erases suspected minors for good, and everybody who was first met more than so many days ago (``None``: nobody)
    but who was accepted or is talked with. A refresh renews nothing.

    Out of the recordings that are given, and those that runs of this database made and that are still there, go the
    pages that name any of them, that name minors who stand in the recording alone, and those that are older themselves.
    ``minors`` and ``people`` that went (or would go), their ``rows`` (counted as they go: null in a dry run), ``kept``
    for those reasons; of ``recordings`` the file and the pages. Interrupted anywhere, it can be done again.
    """
    refuse_other_files(recordings)
    minors = suspected_minors(database)
    cutoff = None if days is None else now_millis() - days * 86_400_000
    with database.read() as connection:
        old = [] if cutoff is None else accounts_before(connection, cutoff)
        kept = in_use(connection) if old else set()
        gone = [account for account in old if account not in kept and account not in set(minors)]
        known = [Path(path) for path in recordings_of(connection)]
    files = dict.fromkeys([*(path.absolute() for path in recordings), *(path for path in known if exists(path))])
    before = None if cutoff is None else from_millis(cutoff)
    pages: list[tuple[Path, int]] = []
    if files:
        with database.write() as connection:
            people = find_accounts(connection, gone)
            young = find_accounts(connection, with_accounts_of_minors(connection, minors))
        pages = [(path, _purge_recording(path, young, people, before, dry_run=dry_run)) for path in files]
    rows = 0
    if not dry_run:
        rows += forget_minors(database, minors)
        with database.write() as connection:
            people = with_sites(find_accounts(connection, gone))
            leave_others(connection, people)
        for start in range(0, len(people), _PURGED_AT_ONCE):
            with database.write() as connection:
                rows += delete_rows(connection, people[start : start + _PURGED_AT_ONCE])
            sleep(_TURN)
        if minors or gone:
            database.erase_remnants()
    return {
        "minors": len(minors),
        "people": len(gone),
        "rows": None if dry_run else rows,
        "kept": len(old) - len(gone),
        "recordings": [{"file": str(path), "pages": number} for path, number in pages if number],
        "dry_run": dry_run,
    }


def _purge_recording(
    path: Path, minors: Sequence[Person], people: Sequence[Person], before: datetime | None, *, dry_run: bool
) -> int:
    """How many pages go (or would go) out of a recording."""
    young = [*minors, *_minors_in(path)]
    drop = _dropping(young, people, before)
    if dry_run:
        return sum(drop(page, target) for page, target in pages_of(path))
    seeds = [seed_of(person) for person in young]
    return rewrite_without(path, drop, drop_seed=lambda seed: any(asks(seed) for asks in seeds))


def _dropping(minors: Sequence[Person], people: Sequence[Person], before: datetime | None) -> Drop:
    """Minors are looked for in every word of a page; others, who may be many, in what it says and whose it is."""
    name_minors = [pages_naming(person) for person in minors]
    networks = {person.network: together([one for one in people if one.network == person.network]) for person in people}

    def drop(page: Page, target: Target | None) -> bool:
        if before is not None and page.time is not None and page.time < before:
            return True
        if any(named(page, target) for named in name_minors):
            return True
        if target is None or target.network not in networks:
            return False
        gone = networks[target.network]
        if target.kind == "account" and target.key in gone.handles:
            return True
        return any(says_of(fact, gone) for fact in read_page(load_network(target.network), page)[1])

    return drop


def _minors_in(path: Path) -> list[Person]:
    """Whoever the pages of a recording show to be a suspected minor: those of a database are erased when a run ends,
    what it recorded is not."""
    said = (
        fact
        for page, target in pages_of(path)
        if target is not None
        for fact in read_page(load_network(target.network), page)[1]
        if isinstance(fact, Profile | Contact)
    )
    minors = (one for one in gather(said) if one.profile and read_account(one).kind.kind == "suspected_minor")
    return [
        Person(
            one.network,
            frozenset({one.handle}),
            frozenset({one.profile.native_id} if one.profile and one.profile.native_id else ()),
            frozenset(contact.value for contact in one.contacts if contact.kind in ("email", "phone")),
        )
        for one in minors
    ]
