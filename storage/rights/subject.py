"""Everything that is held about a person: for whoever asks what is known of them (GDPR Art. 15).

Every row of every table in ``storage.rights.holdings``, the derived ones besides, with the page that it was read from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, MetaData, Table, inspect, select

from storage import tables
from storage.clock import from_millis
from storage.files.export_log import backups_since, exports_with
from storage.persons import persons_of
from storage.rights.bases import bases_of
from storage.rights.holdings import OWN
from storage.rights.person import Person
from storage.rows import table_of

Row = Mapping[str, Any]

_DERIVED = {
    "feature": "numbers worked out of their profile and posts",
    "term": "words that a brief is matched against",
    "score": "scores and places for each brief",
    "audience": "who comments under them, as a sketch that names nobody",
    "person": "which accounts are held to be one person's, and why",
}
_JSON = frozenset({"links", "hashtags", "mentions", "tagged", "coauthors", "sponsors", "points"})
_NAMING = ("author_handle", "source", "target")
_BINARY = frozenset({"sketch", "body"})


@dataclass(frozen=True)
class Held:
    """What is held about a person.

    ``since`` is when they were first met (ISO 8601), ``rows`` by what they are; a row that a page said has that page's
    ``page_url``, ``fetched_at`` and ``source``. ``exports`` are the files that went out with them in, backups too.
    """

    network: str
    handles: Sequence[str]
    native_ids: Sequence[str]
    since: str | None
    other_accounts: Sequence[str]
    bases: Sequence[str]
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    exports: Sequence[Mapping[str, str]] = ()


def held_about(connection: Connection, person: Person) -> Held:
    """Everything, the profile first and comments last; tables with nothing are left out."""
    found: dict[str, list[Row]] = {}
    for own in reversed(OWN):
        rows = _rows(connection, own.table, own.of(own.table, person))
        if rows:
            found[own.what] = rows
    present = set(inspect(connection).get_table_names())
    for name, what in _DERIVED.items():
        if name in present:
            table = Table(name, MetaData(), autoload_with=connection)
            mine = (table.c.network == person.network) & table.c.handle.in_(person.handles)
            rows = _rows(connection, table, mine)
            if rows:
                found[what] = rows
    account = table_of(tables.Account)
    mine = (account.c.network == person.network) & account.c.handle.in_(person.handles)
    first = connection.execute(select(account.c.first_seen_at).where(mine).order_by(account.c.first_seen_at)).scalar()
    accounts = [(person.network, handle) for handle in sorted(person.handles)]
    others = {one.account for members in persons_of(connection, accounts).values() for one in members}
    exports = [
        *exports_with(connection, person.network, sorted(person.handles)),
        *backups_since(connection, first or 0),
    ]
    return Held(
        network=person.network,
        handles=sorted(person.handles),
        native_ids=sorted(person.native_ids),
        since=_moment(first),
        other_accounts=sorted(f"{handle}@{network}" for network, handle in others if (network, handle) not in accounts),
        bases=[f"{one.basis} ({one.source})" for account in accounts for one in bases_of(connection, *account)],
        rows=found,
        exports=exports if first is not None else [],
    )


def read_from(connection: Connection, person: Person) -> list[str]:
    """The files of the user that facts about a person were read from, as they were named then, in order."""
    page, run = map(table_of, (tables.Page, tables.Run))
    numbers: set[int] = set()
    for own in OWN:
        if "page_id" in own.table.c:
            told = select(page.c.run_id).join(own.table, own.table.c.page_id == page.c.id)
            numbers.update(connection.execute(told.where(own.of(own.table, person)).distinct()).scalars())
    found: set[str] = set()
    for command, seeds, settings in connection.execute(
        select(run.c.command, run.c.seeds, run.c.settings).where(run.c.id.in_(sorted(numbers)))
    ):
        found.update(orjson.loads(seeds) if command == "ingest" else orjson.loads(settings).get("replay") or ())
    return sorted(found - {"-"})


def names_others(held: Held) -> bool:
    """Whether what is held about a person names somebody else: whoever gets it gets that, too."""
    names = {row.get(column) for rows in held.rows.values() for row in rows for column in _NAMING}
    return not names <= {None, *held.handles}


def _rows(connection: Connection, table: Table, condition: Any) -> list[Row]:
    page = table_of(tables.Page)
    query: Any = select(table).where(condition).order_by(*table.primary_key.columns)
    if "page_id" in table.c:
        told = (
            page.c.url.label("page_url"),
            page.c.fetched_at.label("page_fetched_at"),
            page.c.source.label("page_source"),
        )
        query = query.add_columns(*told).outerjoin(page, page.c.id == table.c.page_id)
    return [{name: _shown(name, value) for name, value in row.items() if value is not None and name != "page_id"}
            for row in connection.execute(query).mappings()]  # fmt: skip


def _shown(name: str, value: Any) -> Any:
    if name in _BINARY:
        return f"{len(value):,} bytes"
    if name in _JSON and isinstance(value, str):
        return orjson.loads(value)
    if name.endswith(("_at", "_until")) and isinstance(value, int) and value > 0:
        return _moment(value)
    return value


def _moment(millis: int | None) -> str | None:
    moment = from_millis(millis)
    return None if moment is None else moment.isoformat()
