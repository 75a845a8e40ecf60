"""The rights of the people who were found, by the name that a user types: what is held, suppressing, forgetting."""

import re
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson

from crawler.minors import forget_minors, suspected_minors
from crawler.networks import load_network
from crawler.networks.network import Target
from crawler.page import Page
from crawler.reading import read_page
from crawler.seeds import parse_account
from crawler.settings import Settings
from crawler.sources.recording import rewrite_without
from scoring.brief import load_brief
from scoring.features import read_account
from scoring.judging import evidence_of, refresh_features
from scoring.notice import Notice, notice_for
from scoring.outreach import one_month_after
from scoring.wording import clean_line
from storage.accounts import accounts_before, find_account, first_seen
from storage.clock import from_millis, now_millis
from storage.database import Database
from storage.errors import BadSeed, BadSettings, NoSuchAccount, UnreadablePage
from storage.export_log import backups_since, exports_with
from storage.facts import Comment, Contact, Edge, Highlight, Post, Profile, Sighting
from storage.forgetting import delete_rows, forget, leave_others, suppress_names
from storage.outreach import in_use
from storage.person import FORGOTTEN, Person, find_accounts, find_person
from storage.persons import persons_of
from storage.runs import recordings_of
from storage.subject import Held, held_about

_MAX_DECODED = 4 << 20
_PURGED_AT_ONCE = 1_000  # in one transaction, so that others can write in between


def _name(database: Database, name: str) -> tuple[str, str]:
    """(network, handle); somebody who was never met can be named too, with the network."""
    handle, network = parse_account(name)
    with database.read() as connection:
        try:
            return find_account(connection, handle, network)
        except NoSuchAccount:
            if network is None:
                raise
    chosen = load_network(network)
    try:
        clean = chosen.clean_handle(handle)
    except ValueError as error:
        raise BadSeed(f"@{handle} is no handle on {chosen.title}: {error}") from None
    # A handle whose server goes without saying is kept with its server.
    return network, chosen.handle_of(chosen.profile_url(clean)) or clean


def suppress_person(database: Database, name: str, reason: str) -> dict[str, str]:
    """From now on this person is neither kept, nor ranked, nor exported; raises NoSuchAccount, AmbiguousAccount."""
    network, handle = _name(database, name)
    with database.write() as connection:
        suppress_names(connection, find_person(connection, network, handle), reason)
    return {"network": network, "handle": handle}


def subject_person(database: Database, name: str) -> Held:
    """Everything that is held about a person; raises NoSuchAccount, AmbiguousAccount."""
    network, handle = _name(database, name)
    with database.read() as connection:
        return held_about(connection, find_person(connection, network, handle))


def forget_person(database: Database, name: str, recordings: Sequence[Path]) -> dict[str, Any]:
    """Erases a person, with all accounts that are held to be theirs, from the database and from recordings: those
    given and those that runs of it made.

    Interrupted anywhere, it can be done again: the rows by which the rest is found go last.
    """
    network, handle = _name(database, name)
    with database.write() as connection:
        others = [one.account for one in persons_of(connection, [(network, handle)]).get((network, handle), [])]
        people = [find_person(connection, *account) for account in [(network, handle), *others]]
        exported: list[dict[str, str]] = []
        for person in people:
            suppress_names(connection, person, FORGOTTEN)
            handles = sorted(person.handles)
            exported += exports_with(connection, person.network, handles)
            exported += backups_since(connection, first_seen(connection, person.network, handles) or 0)
        known = [Path(path) for path in recordings_of(connection)]
    files = list(dict.fromkeys([path.absolute() for path in [*recordings, *known]]))
    given = {path.absolute() for path in recordings}
    erased = [
        {
            "file": str(path),
            "pages": sum(rewrite_without(path, _about(person), drop_seed=_seed_of(person)) for person in people),
        }
        for path in files
        if path.exists() or path in given
    ]
    with database.write() as connection:
        rows = forget(connection, *people)
    database.erase_remnants()
    return {
        "network": network,
        "handle": handle,
        "also": [f"{name}@{where}" for where, name in others],
        "rows": rows,
        "recordings": erased,
        "exports": list({one["file"]: one for one in exported}.values()),
        "recordings_left": [str(path) for path in files if not path.exists() and path not in given],
    }


def _seed_of(person: Person) -> Callable[[str], bool]:
    names = {f"@{name}{end}" for name in person.bare_handles for end in ("", f"@{person.network}")}
    return lambda seed: seed.lower() in names or (not seed.startswith("#") and person.is_in(seed))


def _about(person: Person) -> Callable[[Page, Target | None], bool]:
    """Whether a recorded page names the person anywhere: in its facts, its words or its address."""
    network = load_network(person.network)

    def names(page: Page, target: Target | None) -> bool:
        if target is not None and target.network == person.network and target.kind == "account":
            if target.key in person.handles:
                return True
            if target.key in person.bare_handles and "@" not in target.key:
                return True
        addresses = [page.url, page.document or "", page.header("location") or ""]
        if any(network.handle_of(address) in person.handles for address in addresses if address):
            return True
        if any(person.is_in(text) for text in (*addresses, *map(unquote, addresses), *_texts_of(page))):
            return True
        _, facts = read_page(network, page)
        return any(_names(fact, person) for fact in facts)

    return names


def _texts_of(page: Page) -> list[str]:
    """What stands in a page, and the same without the escapes of JSON and HTML."""
    texts = [page.text, page.request_body.decode("utf-8", errors="replace")]
    if len(page.body) <= _MAX_DECODED:
        try:
            texts.append(orjson.dumps(page.json).decode())
        except UnreadablePage:
            texts.append(unescape(page.text))
    return texts


def _names(fact: Any, person: Person) -> bool:
    if isinstance(fact, Profile | Sighting | Contact | Highlight):
        native_id = getattr(fact, "native_id", None) if isinstance(fact, Profile | Sighting) else None
        return fact.handle in person.handles or (fact.handle is None and native_id in person.native_ids)
    if isinstance(fact, Post | Comment):
        return fact.author_handle in person.handles or (
            fact.author_handle is None and fact.author_native_id in person.native_ids
        )
    return isinstance(fact, Edge) and (fact.source in person.handles or fact.target in person.handles)


def notice_to(database: Database, name: str, settings: Settings, *, brand: str | None, language: str | None) -> Notice:
    """The notice that somebody is owed, in their language; raises BadSettings where nobody is named as its sender."""
    network, handle = _name(database, name)
    brief = load_brief(settings.brief)
    if not settings.contact:
        raise BadSettings("A notice names whom to answer: set contact in nanoscout.toml, or NANOSCOUT_CONTACT")
    if not (brand or brief.name):
        raise BadSettings("A notice names who writes: say --brand NAME, or name in the brief")
    refresh_features(database)
    known = next(evidence_of(database, [(network, handle)]), None)
    if known is None:
        raise NoSuchAccount(f"{handle}@{network} was never visited: nothing is held to tell about")
    with database.read() as connection:
        met = from_millis(first_seen(connection, network, [handle]))
    assert met is not None
    shown = known.profile.display_name if known.profile and known.profile.display_name else f"@{handle}"
    return notice_for(
        language=language or read_account(known).language,
        name=clean_line(shown),
        profile_url=load_network(network).profile_url(handle),
        seen=met.date().isoformat(),
        due_by=one_month_after(met.date()).isoformat(),
        brand=brand or brief.name or "",
        contact=settings.contact,
        basis=brief.lawful_basis,
    )


_RETENTION = re.compile(r"(\d{1,5})\s*(d|w|m|y)")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def parse_retention(words: str) -> int:
    """An age such as 180d, 26w, 6m or 1y in days; raises BadSettings."""
    match = _RETENTION.fullmatch(words.strip().lower())
    if match is None or int(match.group(1)) == 0:
        raise BadSettings(f"{words!r} is no age: write days, weeks, months or years, like 180d, 26w, 6m or 1y")
    return int(match.group(1)) * _DAYS[match.group(2)]


def purge_people(database: Database, days: int | None, *, dry_run: bool) -> dict[str, Any]:
    """Erases suspected minors for good, and everybody who was first met more than so many days ago (``None``: nobody)
    but who was accepted or is talked with. A refresh renews nothing.

    ``minors``, ``people`` and ``rows`` that went (or would go), ``kept`` for those reasons.
    """
    minors = suspected_minors(database)
    with database.read() as connection:
        old = [] if days is None else accounts_before(connection, now_millis() - days * 86_400_000)
        kept = in_use(connection) if old else set()
    gone = [account for account in old if account not in kept and account not in set(minors)]
    rows = 0
    if not dry_run:
        rows += forget_minors(database, minors)
        with database.write() as connection:
            people = find_accounts(connection, gone)
            leave_others(connection, people)
        for start in range(0, len(people), _PURGED_AT_ONCE):
            with database.write() as connection:
                rows += delete_rows(connection, people[start : start + _PURGED_AT_ONCE])
        if minors or gone:
            database.erase_remnants()
    return {"minors": len(minors), "people": len(gone), "rows": rows, "kept": len(old) - len(gone), "dry_run": dry_run}
