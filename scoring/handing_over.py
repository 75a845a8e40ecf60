"""The shortlist as rows that go out: who is in it, in whose layout, what is held back, and the note of whom it held."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scoring.brief import Brief
from scoring.destinations import DESTINATIONS, Destination, sort_for
from scoring.judging import evidence_of, objects_of, rank_database
from scoring.outreach import COLUMN_HELP, OUTREACH_COLUMNS, outreach_row
from storage.bases import bases_of
from storage.clock import now_millis
from storage.database import Database
from storage.errors import DestinationRefuses
from storage.export_log import log_export
from storage.exports import write_rows, write_whole
from storage.outreach import standings_of
from storage.verdicts import current_verdicts
from storage.workbook import Sheet, workbook_of

Row = dict[str, Any]
Account = tuple[str, str]  # network, handle
UrlOf = Callable[[str, str], str]  # network and handle → the public address of the account


@dataclass(frozen=True)
class Handed:
    """What was written: how many rows, and whom it held back with the reason."""

    file: Path
    rows: int
    held_back: list[tuple[Mapping[str, Any], str]] = field(default_factory=list)


def rows_to_hand(
    database: Database,
    brief: Brief,
    url_of: UrlOf | None = None,
    *,
    limit: int | None = None,
    accepted: bool = False,
    basis: str | None = None,
) -> list[Row]:
    """The shortlist's rows, best first; with ``accepted`` only those that a person accepted for this brief.

    ``basis`` is why everybody may be written to, in the user's words (the brief's where ``None``).
    """
    ranked = rank_database(database, brief, columns=())
    inside = ranked.filter(ranked["excluded"].is_null())
    if accepted:
        with database.read() as connection:
            verdicts = current_verdicts(connection, brief.key)
        chosen = {who for who, verdict in verdicts.items() if verdict.answer == "accept"}
        keys = zip(inside["network"].to_list(), inside["handle"].to_list(), strict=True)
        inside = inside.filter([who in chosen for who in keys])
    if limit is not None:
        inside = inside.head(limit)
    accounts: list[Account] = list(zip(inside["network"].to_list(), inside["handle"].to_list(), strict=True))
    with database.read() as connection:
        standings = standings_of(connection, accounts)
        bases = {who: bases_of(connection, *who) for who in accounts}
    return [
        outreach_row(
            item,
            evidence,
            url_of(evidence.network, evidence.handle) if url_of else None,
            bases=bases[who],
            standings=standings.get(who, ()),
            campaign=brief.name,
            stated_basis=basis or brief.lawful_basis,
        )
        for who, item, evidence in zip(
            accounts, objects_of(database, inside, brief), evidence_of(database, accounts), strict=True
        )
    ]


def hand_over(database: Database, brief: Brief, rows: Sequence[Row], file: Path, to: str | None) -> Handed:
    """Writes the rows for a destination (``None``: all our columns) and notes in the database whom the file holds.

    Raises DestinationRefuses where the destination's rules leave nobody, and what ``write_rows`` raises.
    """
    if to is None:
        if file.suffix.lower() == ".xlsx":
            write_whole(file, workbook_of(_sheets(rows)))
        else:
            write_rows(file, OUTREACH_COLUMNS, rows)
        handed, held = Handed(file, len(rows)), rows
    else:
        destination = destination_called(to)
        found = sort_for(destination, rows)
        if not found.rows and found.held_back:
            rules = sorted({why for _, why in found.held_back})
            raise DestinationRefuses(f"Nobody of {len(rows):,} can go to {destination.title}: {'; '.join(rules)}")
        write_rows(file, [theirs for theirs, _ in destination.columns], found.rows)
        handed = Handed(file, len(found.rows), found.held_back)
        back = {id(row) for row, _ in found.held_back}
        held = [row for row in rows if id(row) not in back]
    with database.write() as connection:
        accounts = [(str(row["network"]), str(row["handle"])) for row in held]
        log_export(connection, str(file.absolute()), to or "outreach", brief.key, accounts, now=now_millis())
    return handed


def destination_called(name: str) -> Destination:
    """A destination by its name; raises DestinationRefuses with the names that there are."""
    found = next((one for one in DESTINATIONS if one.name == name.lower()), None)
    if found is None:
        known = ", ".join(one.name for one in DESTINATIONS)
        raise DestinationRefuses(f"No layout is called {name}; known are {known}")
    return found


def _sheets(rows: Sequence[Row]) -> list[Sheet]:
    """Those with an email or phone, those who can only be written to on the network, and what the columns mean."""
    direct = [row for row in rows if not row.get("email") and not row.get("phone_e164")]
    reachable = [row for row in rows if row.get("email") or row.get("phone_e164")]
    help_rows: list[dict[str, Any]] = [{"column": name, "means": COLUMN_HELP.get(name)} for name in OUTREACH_COLUMNS]
    no_mail = [name for name in OUTREACH_COLUMNS if name not in ("email", "phone_e164", "contact_type")]
    return [
        Sheet("Shortlist", OUTREACH_COLUMNS, reachable),
        Sheet("By direct message", no_mail, direct),
        Sheet("Columns", ("column", "means"), help_rows),
    ]
