"""Reading and ingesting files: whose pages they hold is told by address, then by shape."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from sqlalchemy import Connection

from crawler.carried import carried, is_caught
from crawler.collected import collected, rows_of_nobody
from crawler.crawling.promise import wanted_from
from crawler.crawling.workers import this_worker
from crawler.door import admit
from crawler.lists.rows import GivenBasis, read_list
from crawler.networks import all_networks, hosts_asked, load_network
from crawler.networks.network import Network
from crawler.page import Page
from crawler.reading import read_page
from crawler.settings import Settings
from crawler.sources import Answer, Opened, open_source
from crawler.sources.lists import answer_of_table
from crawler.sources.people import is_much_of, networks_named
from crawler.sources.table import Table
from scoring.tiers import NANO_BAND
from storage import frontier, runs
from storage.accounts import count_accounts, first_seen
from storage.clock import now_millis
from storage.database import Database
from storage.errors import UnknownNetwork, UnreadablePage
from storage.facts import FACT_KINDS, AccountKey, Comment, Fact, Post, Profile, Sighting
from storage.landing import PageRecord, land_page
from storage.lapsing import lapse_emptied
from storage.rights.bases import Basis, keep_bases, withdraw_consent
from storage.rights.privacy import drop_suppressed, suppressed_among
from storage.rows import post_key

_SHARED_HOSTS = frozenset({"graph.facebook.com"})  # where the APIs of several networks are asked
_RECORDS = frozenset({"json", "ndjson"})
_OF_PEOPLE = frozenset({"followers", "email", "phone", "bio", "basis", "consent"})  # roles of columns
_ALONE = _RECORDS | {"html"}  # files of one page, or of pages of one kind


@dataclass(frozen=True)
class ReadPage:
    """A page with what it says; ``authors`` of a file of posts are as good as listed. Of a list only: ``bases``, and
    the handles of ``minors`` and of those who ``refused``, and the places of contacts that are ``emptied``."""

    network: Network
    page: Page
    record: PageRecord
    facts: list[Fact]
    bases: Sequence[Basis] = ()
    authors: Sequence[Sighting] = ()
    minors: Sequence[str] = ()
    refused: Sequence[str] = ()
    emptied: Sequence[dict[str, Any]] = ()


def _claiming(page: Page) -> list[Network]:
    """The only network by address, else all that claim a page by its shape."""
    host = urlsplit(page.url).hostname or ""
    for network in all_networks() if host not in _SHARED_HOSTS else ():
        if any(host == own or host.endswith(f".{own}") for own in network.hosts):
            return [network]
    return [network for network in all_networks() if network.recognises(page)]


@dataclass
class FileReading:
    """Files being read. ``read_pages`` goes once through them; counts and notes are whole only afterwards."""

    opened: Sequence[tuple[str, Opened]]
    network: Network | None
    url: str | None
    given: GivenBasis = field(default_factory=GivenBasis)
    unreadable: list[str] = field(default_factory=list)
    unclaimed: list[tuple[str, list[str]]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    nameless: list[UnknownNetwork] = field(default_factory=list)  # lists whose handles are of no network that is told
    understood: int = 0

    def read_pages(self) -> Iterator[ReadPage]:
        """Every page that belongs to a network, with what it says, in file order."""
        for name, source in self._sources():
            source = self._as_people(source)
            if self.given.basis is not None and source.kind != "list":
                self.left_out.append(f"{name} is no list of people, so nobody in it gets a basis.")
            refused, told = self._refused, 0
            source = self._as_posts(source)
            for read in self._read_source(name, source):
                told += len(read.facts)
                yield read
            if not told and self._refused == refused and not source.notes:
                self.left_out.append(f"{name} was read, and tells of nobody.")
        if self.nameless and not self.understood:
            raise self.nameless[0]

    def _sources(self) -> Iterator[tuple[str, Opened]]:
        return ((name, sheet) for name, source in self.opened for sheet in source.sheets)

    def _read_source(self, name: str, source: Opened) -> Iterator[ReadPage]:
        for raw in source.pages:
            page = admit(raw)
            if source.kind == "list":
                yield from self._read_list(page)
                continue
            if source.kind in _RECORDS and _begins_with_a_fact(page):
                self.unreadable.append(f"{name} holds facts, not pages: rank them with nanoscout rank --facts {name}")
                return
            claimed = self._networks_of(page, source.kind)
            if len(claimed) == 1 and not self._is_caught(page, source.kind):
                yield from self._read_as(name, source.kind, claimed[0], page)
            elif inner := self._carried(page, source.kind):
                for network, one in inner:
                    yield from self._read_as(name, source.kind, network, one)
            elif len(claimed) == 1:
                yield from self._read_as(name, source.kind, claimed[0], page)
            else:
                yield from self._read_collected(page, source.kind, claimed)

    def _read_as(self, name: str, kind: str, network: Network, page: Page) -> Iterator[ReadPage]:
        """What a page of one network says; of one that only carries others, what they say."""
        record, facts = read_page(network, page)
        if record.outcome == "empty" and kind in _RECORDS:
            if inner := self._carried(page, kind):
                for other, one in inner:
                    yield from self._read_as(name, "", other, one)
                return
            if self.network is not None:
                found = collected(page, network).get(network.name, [])
                record, facts = read_page(replace(network, read=partial(_said, found)), page)
        if record.outcome == "unreadable":
            self.unreadable.append(f"{name}: {record.detail}")
        else:
            self.understood += 1
        authors = _authors_of(facts) if kind in _RECORDS else []
        yield ReadPage(network, page, record, facts, authors=authors)

    def _carried(self, page: Page, kind: str) -> list[tuple[Network, Page]]:
        """The answers that a JSON carries, each with its network."""
        return carried(page, self._claiming) if kind in _RECORDS and not page.is_html else []

    def _is_caught(self, page: Page, kind: str) -> bool:
        return kind in _RECORDS and not page.is_html and urlsplit(page.url).scheme == "" and is_caught(page.json)

    def _claiming(self, page: Page) -> list[Network]:
        """The networks that claim a page; only the one that was named, where one was."""
        return [network for network in _claiming(page) if self.network in (None, network)]

    def _as_posts(self, source: Opened) -> Opened:
        """A list whose rows one network knows by their shape as posts (or accounts), as these; any other as it is."""
        if source.kind != "list" or source.records is None:
            return source
        page = admit(source.records)
        claimed = [network for network in all_networks() if network.recognises(page)]
        if not claimed and not collected(page, self.network):
            return source
        if len(claimed) > 1 or (claimed and self.network not in (None, claimed[0])):
            return source
        told = read_page(claimed[0], page)[1] if claimed else []
        if claimed and not any(isinstance(fact, Post | Comment | Profile) for fact in told):
            return source
        source.notes.clear()  # they tell of columns that a list has no use for
        return Opened("json", iter([Answer(source.records)]))

    def _as_people(self, source: Opened) -> Opened:
        """A JSON that is a list of people as this list, where no network knows it, or it names others than the one."""
        if source.people is None or self.network is not None:
            return source
        answers = list(source.answers)
        page = admit(answers[0].page)
        known = {network.name for network in all_networks() if network.recognises(page)}
        if known:
            told: object = networks_named(source.people) <= known or not is_much_of(source.people, len(page.body))
        else:
            told = (not _tells_of(source.people) and collected(page, None)) or self._carried(page, source.kind)
        if urlsplit(page.url).hostname or told:
            return Opened(source.kind, iter(answers), source.notes)
        return Opened("list", iter([answer_of_table(source.people, page.url, source.notes)]), source.notes)

    @property
    def _refused(self) -> int:
        """How many sentences say already why something was not read."""
        return len(self.unreadable) + len(self.unclaimed) + len(self.left_out) + len(self.nameless)

    def facts(self) -> Iterator[Fact]:
        """The facts of all pages, in file order."""
        for read in self.read_pages():
            yield from read.facts

    def _read_list(self, page: Page) -> Iterator[ReadPage]:
        try:
            found = read_list(page, self.network, self.given)
        except UnknownNetwork as error:  # the other lists are read all the same
            self.nameless.append(error)
            return
        self.left_out.extend(found.notes)
        self.understood += 1
        for name in dict.fromkeys([*found.facts, *found.minors, *found.refused]):
            network = load_network(name)
            record, kept = read_page(replace(network, read=partial(_said, found.facts.get(name, []))), page)
            yield ReadPage(
                network, page, record, kept, found.bases.get(name, ()),
                minors=found.minors.get(name, ()), refused=found.refused.get(name, ()),
                emptied=found.emptied.get(name, ()),
            )  # fmt: skip

    def _networks_of(self, page: Page, kind: str) -> list[Network]:
        """The only network by address, else all that claim a page by its shape."""
        if kind == "export":
            return [load_network("instagram")]
        if self.network is not None:
            return [self.network]
        return _claiming(page)

    def _read_collected(self, page: Page, kind: str, claimed: list[Network]) -> Iterator[ReadPage]:
        """What somebody's own program wrote. A page among many that nobody claims is none of ours, one alone told."""
        if kind not in _ALONE:
            return
        found = {} if claimed else collected(page, None)
        for name, facts in found.items():
            network = load_network(name)
            record, kept = read_page(replace(network, read=partial(_said, facts)), page)
            self.understood += 1
            yield ReadPage(network, page, record, kept, authors=_authors_of(kept))
        if found and (lost := rows_of_nobody(page)):
            rows = "1 row names" if lost == 1 else f"{lost:,} rows name"
            self.left_out.append(f"{page.url}: {rows} no network: say which with --network")
        if not found:
            self.unclaimed.append((page.url, [network.name for network in claimed]))

    def notes(self) -> list[str]:
        """What the files lack and what could not be read, a sentence each."""
        # Where nothing was understood, check tells the first as the error: said twice it would be two problems.
        unreadable = self.unreadable if self.understood or self.unclaimed else self.unreadable[1:]
        return (
            [note for _, source in self._sources() for note in source.notes]
            + self.left_out
            + unreadable
            + self._told_nameless()
        )

    def _told_nameless(self) -> list[str]:
        """Lists without a network as notes, where something else was read; else the first is an error."""
        return [str(error) for error in self.nameless] if self.understood else []

    def check(self) -> None:
        """Raises where nothing at all could be understood: whose page it may be, or why it is unreadable."""
        if self.unclaimed and not self.understood:
            name, candidates = self.unclaimed[0]
            names = candidates or [network.name for network in all_networks()]
            what = "may be of several networks" if candidates else "has no shape that a network is known by"
            raise UnknownNetwork(
                f"{name} {what}: name one with --network ({', '.join(names)}), or its address with --url"
            )
        if self.unreadable and not self.understood:
            raise UnreadablePage(self.unreadable[0])


def read_files(
    files: Sequence[str], *, network: str | None, url: str | None, given: GivenBasis | None = None
) -> FileReading:
    """Opens files for reading; ``given`` is the basis of the people in lists.

    Raises UnreadableFile, UnknownFormat, MissingBodies, UnknownNetwork.
    """
    chosen = load_network(network) if network else None
    return FileReading([(file, open_source(file, url=url)) for file in files], chosen, url, given or GivenBasis())


def _tells_of(people: Table) -> bool:
    """Whether a list says of its people what no post says of its author, but in an object that is its author."""
    told = (place for place, column in people.columns.items() if column.role in _OF_PEOPLE)
    return any(not people.names[place].startswith("author") for place in told)


def _said(facts: list[Fact], _: Page) -> list[Fact]:
    return facts


def _begins_with_a_fact(page: Page) -> bool:
    """Whether it is what ``read --json`` prints: its posts alone would pass for a network's own, by their shape."""
    first = page.body.lstrip().partition(b"\n")[0]
    try:
        said = orjson.loads(first)
    except orjson.JSONDecodeError:
        return False
    return isinstance(said, dict) and said.get("fact") in FACT_KINDS and "network" in said


def _authors_of(facts: Sequence[Fact]) -> list[Sighting]:
    """The authors of posts that another tool collected: it was told to look at them, so they count as listed."""
    authors = {
        (fact.network, fact.author_handle): Sighting(
            network=fact.network, page=fact.page, handle=fact.author_handle, route="list"
        )
        for fact in facts
        if isinstance(fact, Post) and fact.author_handle
    }
    return list(authors.values())


def ingest_files(database: Database, reading: FileReading, settings: Settings) -> dict[str, Any]:
    """Stores what the files hold, page by page, queues who was sighted, makes features anew and erases ``minors``, also
    whom a list tells to be one. Who says no in a list takes back an earlier consent, and is told of where known.

    ``suppressed`` is how many accounts the files hold that must not be kept.
    """
    from crawler.rights.minors import erase_minors, forget_minors

    files = [name for name, _ in reading.opened]
    when = {name: _file_time(name) for name in files}
    with database.write() as connection:
        run_id = runs.start_run(connection, "ingest", files, {}, owner=this_worker(), now=now_millis())
    pages = facts = bases = 0
    suppressed: set[AccountKey] = set()
    unkept: Counter[str] = Counter()
    minors: set[AccountKey] = set()
    options = {network.name: settings.options(network) for network in all_networks()}
    fallback = min(when.values()) if when else now_millis()
    for read in reading.read_pages():
        kept = read.record if read.page.time else replace(read.record, fetched_at=fallback)
        met = {(one.network, one.handle) for one in read.facts if isinstance(one, Sighting | Profile) and one.handle}
        with database.write() as connection:
            landed = land_page(connection, run_id, kept, read.facts)
            suppressed |= suppressed_among(connection, met)  # also whom only now their email tells
            wanted = wanted_from(
                [*landed.facts, *landed.joined, *drop_suppressed(connection, read.authors)],
                depth=0,
                band=NANO_BAND,
                source_followers=None,
                host_of=hosts_asked(options),
            )
            frontier.want_targets(connection, run_id, wanted)
            lapse_emptied(connection, read.emptied, page_id=landed.page_id, fetched_at=kept.fetched_at)
            bases += keep_bases(connection, read.bases, page_id=landed.page_id)
            young = {(read.network.name, handle) for handle in read.minors}
            minors |= young - suppressed_among(connection, young)
            reading.left_out.extend(_withdrawn(connection, read))
            lost = sum(isinstance(fact, Post) and post_key(fact) is None for fact in landed.facts)
            runs.count_in_run(connection, run_id, pages=1, facts=len(landed.facts) - lost)
            unkept[read.page.url] += lost
        pages, facts = pages + 1, facts + len(landed.facts) - lost
    forget_minors(database, sorted(minors))
    erased = erase_minors(database)
    with database.write() as connection:
        runs.end_run(connection, run_id, "finished", None, now=now_millis())
    with database.read() as connection:
        known = sum(count_accounts(connection).values())
        queued = frontier.count_targets(connection, run_id).get("queued", 0)
    for url, lost in (+unkept).items():
        posts = "1 post has" if lost == 1 else f"{lost:,} posts have"
        reading.left_out.append(f"{url}: {posts} neither an address nor an id: only ranked from the file, not kept")
    reading.left_out.extend(erased.notes)
    return {
        "run": run_id,
        "pages": pages,
        "facts": facts,
        "bases": bases,
        "accounts": known,
        "queued": queued,
        "minors": erased.number + len(minors),
        "suppressed": len(suppressed),
    }


def _withdrawn(connection: Connection, read: ReadPage) -> Iterator[str]:
    """Takes back the consent of those who say no in a list; a sentence for each who is known from elsewhere."""
    for handle in dict.fromkeys(read.refused):
        withdraw_consent(connection, read.network.name, handle)
        if first_seen(connection, read.network.name, [handle]) is not None:
            who = f"{handle}@{read.network.name}"
            yield f"{read.page.url}: {who} says no and is known from elsewhere: end that with nanoscout suppress {who}"


def _file_time(name: str) -> int:
    """When a file was saved: stands in where its pages tell no time themselves."""
    path = Path(name)
    if not path.exists():
        return now_millis()
    return round(datetime.fromtimestamp(path.stat().st_mtime, UTC).timestamp() * 1000)
