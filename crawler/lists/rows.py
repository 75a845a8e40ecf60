"""Lists of people who applied, or whom a partner sent: what their rows say, as facts and as the basis to keep them.

A row is a sighting (route "list", through the file); followers are a fact only where a column says them, and contacts
name their column. Networks are told by a profile's address, the column's name, the row's own network column, or the
caller, in this order; nothing is guessed from the look of a handle.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from crawler.lists.ages import ages_by_birth, is_surely_young, is_young, tells_a_minor, tells_surely
from crawler.lists.answers import answer_in, asks_to_be_left_alone, opts_out
from crawler.lists.contacts import NOTHING, listed_contacts
from crawler.lists.days import dotted_day, form_time, iso_day, slashed, slashed_day
from crawler.lists.profile import HOME_ROLES, PROFILE_ROLES, profile_values
from crawler.networks import all_networks
from crawler.networks.network import Network
from crawler.page import Page
from crawler.sources.columns import Column, Role, network_named, shows_names, tokens_of
from crawler.sources.lists import table_of_page
from storage.errors import BadSettings, UnknownNetwork
from storage.facts import Contact, Fact, Profile, Sighting
from storage.rights.bases import BASES, Basis, BasisKind

_BASIS_WORDS: dict[str, BasisKind] = {
    "consent": "consent", "einwilligung": "consent", "consentement": "consent", "consentimiento": "consent",
    "consenso": "consent", "consentimento": "consent", "toestemming": "consent", "zgoda": "consent",
    "contract": "contract", "vertrag": "contract", "contrat": "contract", "contrato": "contract",
    "contratto": "contract", "overeenkomst": "contract", "umowa": "contract",
    "legitimateinterest": "legitimate_interest", "legitimateinterests": "legitimate_interest",
    "berechtigtesinteresse": "legitimate_interest", "interetlegitime": "legitimate_interest",
    "intereslegitimo": "legitimate_interest", "interesselegittimo": "legitimate_interest",
    "gerechtvaardigdbelang": "legitimate_interest",
}  # fmt: skip
_AT = re.compile(r"(?<![\w.@])@([\w.]{1,60})(?![\w@])")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.[a-z]{2,10}/\S+", re.IGNORECASE
)
_HOSTS = {
    "tiktok.com": "tiktok", "youtube.com": "youtube", "youtu.be": "youtube", "threads.net": "threads",
    "threads.com": "threads", "facebook.com": "facebook", "fb.com": "facebook", "twitter.com": "x",
    "x.com": "x", "pinterest.com": "pinterest", "linkedin.com": "linkedin", "twitch.tv": "twitch",
    "snapchat.com": "snapchat", "reddit.com": "reddit", "bsky.app": "bluesky",
}  # fmt: skip
_WORDS = {
    "network": ("left out", "no network is named; say which with --network"),
    "refused": ("left out", "the answer to consent is no, or they opted out"),
    "minor": ("left out", "the age, or the day of birth, is below 18"),
    "handle": ("left out", "no handle that is possible"),
    "empty": ("left out", "no handle"),
    "two": ("left out", "it names two accounts, and not which of them it is about"),
    "consent": ("no basis kept for", "the answer to consent is neither yes nor no"),
    "basis": ("no basis kept for", "the basis is none of " + ", ".join(BASES)),
    "date": ("no date kept for", "it can be read two ways or not at all; write it like 2026-11-01"),
    "followers": ("no followers kept for", "they are no number"),
    "whose": ("no followers kept for", "it has several accounts, and their column names none of these networks"),
    "email": ("no email kept for", "it is no address"),
    "phone": ("no phone kept for", "it is no number"),
}

# Where somebody writes "unsubscribed" without a column of its own.
_REMARKS: tuple[Role, ...] = ("remark", "email", "phone", "basis", "source", "date", "consent_date", "category")


@dataclass(frozen=True)
class GivenBasis:
    """The basis that the caller states for a whole list; what a row says itself comes first."""

    basis: BasisKind | None = None
    source: str | None = None
    given_at: datetime | None = None


@dataclass
class ReadList:
    """What a list says: facts and bases for each network, and a sentence for everything that was left out.

    ``minors`` and ``refused`` are the handles of rows that tell an age below 18, or that their person said no;
    ``emptied`` the places that tell no contact of somebody (any more).
    """

    facts: dict[str, list[Fact]] = field(default_factory=dict)
    bases: dict[str, list[Basis]] = field(default_factory=dict)
    minors: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)
    emptied: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def given_basis(basis: str | None, day: str | None, source: str | None) -> GivenBasis:
    """The basis as typed on the command line; raises BadSettings with what is possible."""
    if basis is None:
        if day is not None or source is not None:
            raise BadSettings(f"A basis has a name before it has a date or a source: add --basis ({', '.join(BASES)})")
        return GivenBasis()
    kind = _basis_named(basis)
    if kind is None:
        raise BadSettings(f"{basis} is no basis that is known here: write one of {', '.join(BASES)}")
    given_at = iso_day(day) if day is not None else None
    if day is not None and given_at is None:
        raise BadSettings(f"{day} is no date: write it like 2026-11-01")
    return GivenBasis(kind, source, given_at)


def read_list(page: Page, chosen: Network | None, given: GivenBasis) -> ReadList:
    """The facts and bases of a list's page, row by row; ``chosen`` is the network of handles that name none.

    Raises UnknownNetwork where no row tells its network and none was chosen.
    """
    return _Reader(page, chosen, given).read()


class _Reader:
    def __init__(self, page: Page, chosen: Network | None, given: GivenBasis) -> None:
        self._page = page
        self._given = given
        self._chosen = chosen.name if chosen else None
        self._networks = {network.name: network for network in all_networks()}
        columns, self._rows = table_of_page(page)
        self._columns = [one for one in enumerate(columns) if not self._shows_names(*one)]
        self._day_first = self._order_of_dates()
        self._left: dict[str, list[int]] = {}
        self._foreign: Counter[str] = Counter()
        self._result = ReadList()
        for name in (name for place, (name, _) in enumerate(columns) if place not in dict(self._columns)):
            self._result.notes.append(f"{page.url}: not read, since it shows names rather than handles: {name[:40]}")

    def _shows_names(self, place: int, column: tuple[str, Column]) -> bool:
        name, (role, network) = column
        if role != "account" or (network is not None and "name" not in tokens_of(name)):
            return False
        return shows_names(name, [cells[place] for _, cells in self._rows])

    def read(self) -> ReadList:
        found = self._result
        if not any(column.role == "account" for _, (_, column) in self._columns):
            return found  # what it shows instead is noted
        for number, cells in self._rows:
            self._read_row(number, cells)
        if "network" in self._left and not found.facts:
            raise UnknownNetwork(
                f"{self._page.url}: its handles name no network: say which with --network ({', '.join(self._networks)})"
            )
        for kind, numbers in self._left.items():
            some = ", ".join(str(number) for number in numbers[:5]) + (" …" if len(numbers) > 5 else "")
            rows = "1 row" if len(numbers) == 1 else f"{len(numbers):,} rows"
            before, after = _WORDS[kind]
            found.notes.append(f"{self._page.url}: {before} {rows} ({some}): {after}.")
        for name, times in sorted(self._foreign.items()):
            accounts = "account" if times == 1 else "accounts"
            found.notes.append(f"{self._page.url}: {times} {accounts} on {name}, which is not read here, left out.")
        return found

    def _leave(self, kind: str, number: int) -> None:
        self._left.setdefault(kind, []).append(number)

    def _cells(self, cells: Sequence[str], role: str) -> list[tuple[str, Column, str]]:
        """(column's name, column, cell) of every filled cell of a role, in the order of columns."""
        return [
            (name, column, cells[place])
            for place, (name, column) in self._columns
            if column.role == role and cells[place].strip().lower() not in ("", "-", "n/a")
        ]

    def _first(self, cells: Sequence[str], *roles: str) -> str | None:
        for role in roles:
            for _, _, cell in self._cells(cells, role):
                return cell
        return None

    def _read_row(self, number: int, cells: list[str]) -> None:
        basis, refused = self._basis_of(number, cells)
        if refused:
            self._leave("refused", number)
        young, surely = self._youth_of(cells)
        if young and not refused:
            self._leave("minor", number)
        accounts = self._accounts_of(number, cells)
        if young or refused:
            for network, handle in accounts if surely or refused else ():
                apart = self._result.minors if surely else self._result.refused
                apart.setdefault(network, []).append(handle)
            return
        if not accounts:
            return
        when = self._date_of(number, cells)
        name = self._first(cells, "name")
        if name is None:
            parts = [self._first(cells, "first_name"), self._first(cells, "last_name")]
            name = " ".join(part for part in parts if part) or None
        if len(accounts) > 1 and any(column.network is None for _, column, _ in self._cells(cells, "followers")):
            self._leave("whose", number)
        for network, handle in accounts:
            base: dict[str, Any] = {"network": network, "page": self._page.url, "observed_at": when, "handle": handle}
            facts = self._result.facts.setdefault(network, [])
            facts.append(Sighting(**base, display_name=name, route="list", via=self._page.document or self._page.url))
            facts.extend(self._profile(number, cells, network, base, alone=len(accounts) == 1))
            facts.extend(self._contacts(number, cells, base))
            if basis is not None:
                source = self._first(cells, "source") or self._given.source or self._page.url
                kept = Basis(network, handle, basis, source, when or self._given.given_at)
                self._result.bases.setdefault(network, []).append(kept)

    def _youth_of(self, cells: list[str]) -> tuple[bool, bool]:
        """(whether a row's age or day of birth tells a minor, whether it does so surely): today, not when it was
        written down."""
        told = [cell for _, _, cell in self._cells(cells, "age") if tells_a_minor(cell)]
        today = (self._page.time or datetime.now(UTC)).date()
        births = [ages_by_birth(cell, today) for _, _, cell in self._cells(cells, "birth")]
        surely = any(map(tells_surely, told)) or any(map(is_surely_young, births))
        return bool(told) or any(map(is_young, births)), surely

    def _basis_of(self, number: int, cells: list[str]) -> tuple[BasisKind | None, bool]:
        """(the basis of a row, whether its person said no)."""
        answers = [answer_in(cell) for _, _, cell in self._cells(cells, "consent")]
        # "Consent to keep my data": whether this is a day or an answer only its cells tell.
        answers += filter(None, (answer_in(cell) for _, _, cell in self._cells(cells, "consent_date")))
        asked = (cell for role in _REMARKS for _, _, cell in self._cells(cells, role))
        if (
            "no" in answers
            or any(opts_out(cell) for _, _, cell in self._cells(cells, "opt_out"))
            or any(map(asks_to_be_left_alone, asked))
        ):
            return None, True
        named = self._first(cells, "basis")
        if named is not None:
            known = _basis_named(named)
            if known is None:
                self._leave("basis", number)
            return known, False
        if "yes" in answers:
            return "consent", False
        if answers:
            self._leave("consent", number)
            return None, False
        return self._given.basis, False

    def _accounts_of(self, number: int, cells: list[str]) -> list[tuple[str, str]]:
        row_network = self._first(cells, "network")
        named = network_named(row_network) if row_network is not None else None
        found: dict[tuple[str, str], None] = {}
        bare: list[tuple[str, str]] = []
        problem: str | None = None
        filled = False
        for _, column, cell in self._cells(cells, "account"):
            if cell.lower() in NOTHING:
                continue
            filled = True
            network, handle = self._account_in(cell, column.network)
            if network in self._networks and handle is not None:
                found[network, handle] = None
            elif network is not None:
                self._foreign[network] += 1
            elif handle is not None:
                bare.append((cell, handle))
            else:
                problem = "handle"
        # One name says whose the address is, and another is there, too: an account and who follows it, or the like.
        same = [handle for _, handle in bare if any(handle.lower() == known for _, known in found)]
        if same and len(found) == 1 and len({handle.lower() for _, handle in bare}) > 1:
            self._leave("two", number)
            return []
        for _, handle in bare:
            if any(handle.lower() == known for _, known in found):
                continue
            network = named or (None if found else self._chosen)
            if network is None:
                problem = problem or (None if found else "network")
            elif network not in self._networks:
                self._foreign[network] += 1
            elif (clean := _clean(handle, self._networks[network])) is None:
                problem = "handle"
            else:
                found[network, clean] = None
        if problem is not None and not found:
            self._leave(problem, number)
        elif not filled:
            self._leave("empty", number)
        return list(found)

    def _account_in(self, cell: str, network: str | None) -> tuple[str | None, str | None]:
        """(network, handle) of a cell: an unknown network is named without a handle, a bare handle has no network."""
        address = _ADDRESS.search(cell)
        if address is not None and not cell.lstrip().startswith("@"):
            return self._account_at(address.group().rstrip(".,;)>"))
        words = _AT.findall(cell)
        handle = cell.strip().removeprefix("@").rstrip(".,;")
        if any(space in handle for space in " \t\n") or ("@" in handle and len(words) == 1):
            if len(words) != 1:
                return None, None
            handle = words[0].rstrip(".")
        bare, _, last = handle.rpartition("@")
        if bare and last in self._networks:
            network, handle = last, bare
        if network is None:
            return None, handle
        if network not in self._networks:
            return network, None
        clean = _clean(handle, self._networks[network])
        return (network, clean) if clean is not None else (None, None)

    def _account_at(self, address: str) -> tuple[str | None, str | None]:
        full = address if "://" in address else f"https://{address}"
        host = full.split("/")[2].lower().partition(":")[0]
        ordered = sorted(self._networks.values(), key=lambda network: not network.hosts)
        foreign = next((name for known, name in _HOSTS.items() if host == known or host.endswith(f".{known}")), None)
        for network in ordered:
            if foreign not in (None, network.name):
                continue
            handle = network.handle_of(full)
            if handle is not None:
                return network.name, handle
        return (foreign if foreign not in self._networks else None), None

    def _profile(
        self, number: int, cells: list[str], network: str, base: dict[str, Any], *, alone: bool
    ) -> list[Profile]:
        """What the row tells of an account's profile: a column that names no network tells of a row's only one, of
        where its person lives that tells of all."""
        told: dict[str, str] = {}
        for role in (*PROFILE_ROLES, *HOME_ROLES):
            for _, column, cell in self._cells(cells, role):
                if column.network == network or (column.network is None and (alone or role in HOME_ROLES)):
                    told.setdefault(role, cell)
        values = profile_values(told)
        if "followers" in told and "followers" not in values:
            self._leave("followers", number)
        return [Profile(**base, **values)] if values else []

    def _contacts(self, number: int, cells: list[str], base: dict[str, Any]) -> list[Contact]:
        told = listed_contacts(
            (
                (column.role, name, cells[at])
                for at, (name, column) in self._columns
                if column.role in ("email", "phone")
            ),
            base,
        )
        for kind in told.unread:
            self._leave(kind, number)
        self._result.emptied.setdefault(base["network"], []).extend(told.emptied)
        return told.contacts

    def _date_of(self, number: int, cells: list[str]) -> datetime | None:
        cell = self._first(cells, "consent_date", "date")
        if cell is None:
            return None
        found = iso_day(cell) or form_time(cell) or dotted_day(cell)
        if found is None and self._day_first is not None:
            found = slashed_day(cell, day_first=self._day_first)
        if found is None:
            self._leave("date", number)
        return found

    def _order_of_dates(self) -> bool | None:
        """Whether 1/2/2026 is the first of February in this list: told by any date that can be only one of both."""
        orders: set[bool] = set()
        for _, cells in self._rows:
            cell = self._first(cells, "consent_date", "date")
            parts = slashed(cell) if cell is not None else None
            if parts is not None:
                one, two, _ = parts
                if one > 12 >= two:
                    orders.add(True)
                elif two > 12 >= one:
                    orders.add(False)
        return orders.pop() if len(orders) == 1 else None


def _basis_named(text: str) -> BasisKind | None:
    return _BASIS_WORDS.get(re.sub(r"[^a-zà-ÿ]", "", text.lower()).replace("é", "e").replace("ê", "e"))


def _clean(handle: str, network: Network) -> str | None:
    try:
        return network.clean_handle(handle)
    except ValueError:
        return None
