"""The rights of the people who were found, by the name that a user types: what is held, suppressing, forgetting."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from os.path import exists  # false also where a folder cannot be looked into
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crawler.networks import all_networks, load_network
from crawler.rights.naming_pages import pages_naming, seed_of
from crawler.rights.own_addresses import with_other_accounts, with_own_addresses
from crawler.rights.telephones import accounts_called, all_spellings
from crawler.seeds import parse_account
from crawler.settings import Settings
from crawler.sources.recording import refuse_other_files, rewrite_without
from scoring.brief import load_brief
from scoring.evidence import Evidence
from scoring.features import read_account
from scoring.judging import evidence_of, refresh_features
from scoring.language_names import language_called
from scoring.outreach.named_people import split_name
from scoring.outreach.notice import Notice, deleted_by, name_to_call, notice_for, notice_languages, own_words
from scoring.outreach.rows import one_month_after
from scoring.wording import clean_line
from storage.accounts import find_account, first_seen
from storage.clock import from_millis, now_millis
from storage.database import Database
from storage.errors import AmbiguousAccount, BadSeed, BadSettings, NoSuchAccount
from storage.facts import AccountKey
from storage.files.export_log import backups_since, exports_with
from storage.persons import accounts_at
from storage.rights.bases import Basis, bases_of
from storage.rights.forgetting import forget, suppress_names
from storage.rights.numbers import ToldNumber, told_in, typed_number
from storage.rights.person import FORGOTTEN, Person, find_accounts, find_person
from storage.rights.privacy import PHONE
from storage.rights.subject import Held, held_about, read_from
from storage.runs import recordings_of


def _name(database: Database, name: str) -> tuple[str, str]:
    """(network, handle); somebody who was never met can be named too, with the network. A telephone that reaches nobody
    known is (PHONE, its digits)."""
    number = typed_number(name)
    if number is not None:
        return _at_number(database, name, number)
    handle, network = parse_account(name)
    with database.read() as connection:
        try:
            return find_account(connection, handle, network)
        except NoSuchAccount as unknown:
            reached, missed = accounts_at(connection, name), unknown
    if reached:
        return _one_of(database, name, reached)
    handle, network = (handle, network) if network else _by_server(handle, missed)
    chosen = load_network(network)
    try:
        clean = chosen.clean_handle(handle)
    except ValueError as error:
        raise BadSeed(f"@{handle} is no handle on {chosen.title}: {error}") from None
    # A handle whose server goes without saying is kept with its server.
    return network, chosen.handle_of(chosen.profile_url(clean)) or clean


def _at_number(database: Database, name: str, number: ToldNumber) -> AccountKey:
    """Whom a telephone reaches; first of all whose handle is spelled like that."""
    with database.read() as connection:
        with suppress(NoSuchAccount):
            return find_account(connection, name.strip().removeprefix("@"), None)
        reached = accounts_called(connection, number)
    return _one_of(database, name.strip(), reached) if reached else (PHONE, all_spellings(number)[0])


def _one_of(database: Database, address: str, reached: Sequence[AccountKey]) -> AccountKey:
    """Whom an email or a telephone reaches, by one of their accounts; raises AmbiguousAccount where it reaches several
    people."""
    if len(reached) == 1:
        return reached[0]
    with database.write() as connection:  # whose accounts these are is worked out anew where the facts changed
        alone = set(reached) <= set(with_other_accounts(connection, reached[:1]))
    if alone:
        return reached[0]
    names = ", ".join(f"{handle}@{network}" for network, handle in reached)
    raise AmbiguousAccount(f"{address} reaches several accounts: name one of {names}")


def looks_like_an_address(name: str) -> bool:
    """Whether what was typed may be an email address."""
    return re.fullmatch(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+", name.strip()) is not None


def way_typed(name: str) -> str | None:
    """What was typed instead of a handle, if it may be a way to reach somebody: "email" or "telephone"."""
    return "email" if looks_like_an_address(name) else "telephone" if typed_number(name) is not None else None


def name_of(network: str, handle: str) -> str:
    """How somebody is called, who may be known by a telephone alone."""
    return f"+{handle.removeprefix('+')}" if network == PHONE else f"{handle}@{network}"


def _by_server(handle: str, unknown: NoSuchAccount) -> tuple[str, str]:
    """(handle, network) of somebody who was never met, by the server in their name: ada@art.example is Mastodon's,
    ada@instagram.com Instagram's; raises NoSuchAccount where the name has none."""
    name, _, server = handle.rpartition("@")
    if not name or "." not in server:
        if told_in(handle) and re.search(r"[^\w.]", handle):
            raise NoSuchAccount(f"No account {handle} is known. A telephone is named with its country's code: +44 …")
        end = "" if str(unknown).endswith("?") else "."
        raise NoSuchAccount(f"{unknown}{end} Who was never met is named with the network, like anna.bakes@instagram")
    for network in all_networks():
        if server.lower().removeprefix("www.") in network.hosts:
            return name, network.name
    return handle, "mastodon"


def _people(connection: Connection, network: str, handle: str, name: str) -> tuple[list[Person], list[str]]:
    """Somebody with all accounts that are held to be theirs by now and the addresses that are theirs alone, and what
    the others are called; of whom nothing is known what was typed may be an address or a telephone itself."""
    if network == PHONE:
        number = typed_number(name)
        spelled = [handle] if number is None else all_spellings(number)
        return [Person(network, frozenset({handle}), numbers=frozenset(spelled))], []
    accounts = with_other_accounts(connection, [(network, handle)])
    first, *others = with_own_addresses(connection, find_accounts(connection, accounts))
    if looks_like_an_address(name) and first_seen(connection, network, sorted(first.handles)) is None:
        first = replace(first, addresses=first.addresses | {name.strip()})
    return [first, *others], [f"{other}@{where}" for where, other in accounts[1:]]


def suppress_person(database: Database, name: str, reason: str) -> dict[str, Any]:
    """From now on this person is neither kept, nor ranked, nor exported, under any account that is held to be theirs;
    raises NoSuchAccount, AmbiguousAccount."""
    network, handle = _name(database, name)
    with database.write() as connection:
        people, others = _people(connection, network, handle, name)
        for person in people:
            suppress_names(connection, person, reason)
    return {"network": network, "handle": _told(network, handle), "also": others}


def subject_person(database: Database, name: str) -> Held:
    """Everything that is held about a person; raises NoSuchAccount, AmbiguousAccount."""
    network, handle = _name(database, name)
    with database.write() as connection:  # which accounts are theirs is worked out anew where the facts changed
        with_other_accounts(connection, [(network, handle)])
        held = held_about(connection, find_person(connection, network, handle))
    return replace(held, handles=[_told(network, one) for one in held.handles])


def _told(network: str, handle: str) -> str:
    return name_of(network, handle) if network == PHONE else handle


def forget_person(database: Database, name: str, recordings: Sequence[Path]) -> dict[str, Any]:
    """Erases a person, with all accounts that are held to be theirs, from the database and from recordings: those
    given and those that runs of it made.

    Interrupted anywhere, it can be done again: the rows by which the rest is found go last.
    """
    refuse_other_files(recordings)
    network, handle = _name(database, name)
    with database.write() as connection:
        people, others = _people(connection, network, handle, name)
        exported: list[dict[str, str]] = []
        sources: list[str] = []
        for person in people:
            suppress_names(connection, person, FORGOTTEN)
            handles = sorted(person.handles)
            exported += exports_with(connection, person.network, handles)
            exported += backups_since(connection, first_seen(connection, person.network, handles) or 0)
            sources += read_from(connection, person)
        known = [Path(path) for path in recordings_of(connection)]
    files = list(dict.fromkeys([path.absolute() for path in [*recordings, *known]]))
    given = {path.absolute() for path in recordings}
    erased = [
        {
            "file": str(path),
            "pages": sum(rewrite_without(path, pages_naming(person), drop_seed=seed_of(person)) for person in people),
        }
        for path in files
        if exists(path) or path in given
    ]
    with database.write() as connection:
        rows = forget(connection, *people)
    database.erase_remnants()
    return {
        "network": network,
        "handle": _told(network, handle),
        "also": others,
        "rows": rows,
        "recordings": erased,
        "exports": list({one["file"]: one for one in exported}.values()),
        "sources": sorted({name for name in sources if Path(name).absolute() not in files}),
        "recordings_left": [str(path) for path in files if not exists(path) and path not in given],
    }


def notice_to(database: Database, name: str, settings: Settings, *, brand: str | None, language: str | None) -> Notice:
    """The notice that somebody is owed, in their language; raises BadSettings where nobody is named as its sender."""
    network, handle = _name(database, name)
    brief = load_brief(settings.brief)
    if not settings.contact:
        raise BadSettings("A notice names whom to answer: set contact in nanoscout.toml, or NANOSCOUT_CONTACT")
    if not (brand or brief.name):
        raise BadSettings("A notice names who writes: say --brand NAME, or name in the brief")
    wanted = None if language is None else _language_of_notice(language)
    refresh_features(database)
    known = next(evidence_of(database, [(network, handle)]), None)
    if known is None:
        raise NoSuchAccount(f"{name_of(network, handle)} was never visited: nothing is held to tell about")
    with database.read() as connection:
        met = from_millis(first_seen(connection, network, [handle]))
        bases = bases_of(connection, network, handle)
        files = exports_with(connection, network, [handle])
    assert met is not None
    shown = known.profile.display_name if known.profile and known.profile.display_name else ""
    first, _ = split_name(shown, None)
    notice = notice_for(
        language=wanted or read_account(known).language,
        name=first or name_to_call(shown, handle),
        profile_url=load_network(network).profile_url(handle),
        seen=met.date().isoformat(),
        due_by=one_month_after(met.date()).isoformat(),
        brand=brand or brief.name or "",
        contact=settings.contact,
        basis=brief.lawful_basis,
    )
    late = deleted_by(met.date()).isoformat() <= str(from_millis(now_millis()))[:10]
    return replace(notice, mind=_to_mind(known, bases, len(files), brief.lawful_basis, notice.language, late))


def _language_of_notice(name: str) -> str:
    """The code of a language that there is a notice in, from its code or name; raises BadSettings for others."""
    code = name.strip().lower().replace("_", "-").partition("-")[0]
    code = code if code in notice_languages() else language_called(name) or code
    if code not in notice_languages():
        raise BadSettings(f"There is no notice in {clean_line(name)}, but in {', '.join(notice_languages())}")
    return code


def _to_mind(
    known: Evidence, bases: Sequence[Basis], files: int, stated: str | None, language: str, late: bool
) -> str | None:
    """What the text of a notice, which speaks of a public profile, a legitimate interest and nobody else, may say
    wrongly; ``files`` held the person and went out, ``stated`` is the brief's basis, ``late`` whether the day is past
    by which it promises to delete."""
    wrong = []
    if late:
        wrong.append("the day by which it says that they are deleted is past")
    if own := own_words(stated):
        if "legitimate interest" not in (stated or "").lower():
            wrong.append("it names a legitimate interest, your brief another basis: keep the one that holds")
        if language != "en":
            wrong.append(f"your own words on the basis stand in it as you wrote them, untranslated: {own}")
    if known.profile is None or "://" not in known.profile.page:
        wrong.append("they are known out of a list, and their profile was not read")
    other = next((basis for basis in bases if basis.basis != "legitimate_interest"), None)
    if other is not None:
        wrong.append(f"they may be kept by {other.basis.replace('_', ' ')}, not by a legitimate interest")
    if files:
        wrong.append(f"files with them went out, {files:,} by now (nanoscout subject lists them): name whoever got one")
    return f"Change the text before you send it: {'; '.join(wrong)}" if wrong else None
