"""The shortlist as rows that go out: who is in it, in whose layout, what is held back, and the note of whom it held."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.brief import Brief
from scoring.judging import as_answered, explained, rank_database
from scoring.outreach.destinations import DESTINATIONS, Destination, sort_for
from scoring.outreach.rows import COLUMN_HELP, OUTREACH_COLUMNS, outreach_row
from storage.database import Database
from storage.errors import BadSettings, DestinationRefuses
from storage.facts import AccountKey
from storage.files.export_log import noted_export
from storage.files.exports import write_rows, write_whole
from storage.files.workbook import EXPLAINED, Sheet, workbook_of
from storage.outreach import talks_of, warning_of
from storage.rights.bases import bases_of

if TYPE_CHECKING:
    from scoring.ranking.candidates import RankingCache

Row = dict[str, Any]
UrlOf = Callable[[str, str], str]  # network and handle → the public address of the account


@dataclass(frozen=True)
class Handed:
    """What was written: how many rows, and whom it held back with the reason. Where nobody is left, a file that was
    there before stays as it was (``written`` is false): it may be the only one of a better day."""

    file: Path
    rows: int
    accounts: list[AccountKey]
    held_back: list[tuple[Mapping[str, Any], str]] = field(default_factory=list)
    written: bool = True


def rows_to_hand(
    database: Database,
    brief: Brief,
    url_of: UrlOf | None = None,
    *,
    limit: int | None = None,
    accepted: bool = False,
    basis: str | None = None,
    campaign: str | None = None,
    held: "RankingCache | None" = None,
) -> list[Row]:
    """The shortlist's rows, best first, without whom a person rejected for this brief.

    With ``accepted`` only whom they accepted.

    ``basis`` is why everybody may be written to, in the user's words (the brief's where ``None``);
    ``campaign`` is whose talk they show (the brief's name where ``None``); ``held`` as for ``rank_database``.
    """
    ranked = rank_database(database, brief, columns=(), held=held)
    inside = ranked.filter(ranked["excluded"].is_null())
    inside = as_answered(database, brief, inside, accepted=accepted)
    if limit is not None:
        inside = inside.head(min(limit, len(inside)))
    accounts: list[AccountKey] = list(zip(inside["network"].to_list(), inside["handle"].to_list(), strict=True))
    with database.read() as connection:
        talks = talks_of(connection, accounts)
        bases = {who: bases_of(connection, *who) for who in accounts}
    return [
        outreach_row(
            item,
            evidence,
            url_of(evidence.network, evidence.handle) if url_of else None,
            bases=bases[who],
            talks=talks.get(who, ()),
            campaign=campaign or brief.key,
            stated_basis=basis or brief.lawful_basis,
        )
        for who, (evidence, item) in zip(accounts, explained(database, inside, brief), strict=True)
    ]


def hand_over(
    database: Database,
    brief: Brief,
    rows: Sequence[Row],
    file: Path,
    to: str | None,
    *,
    again: bool = False,
    held_back: Path | None = None,
) -> Handed:
    """Writes the rows for a destination (``None``: all our columns) and notes in the database whom the file holds.

    ``held_back`` is a file for those whom the destination's rules keep out: written also where they leave nobody.

    A destination that sends gets nobody who was written to before in any campaign, unless ``again``.
    Raises DestinationRefuses where the destination's rules leave nobody, BadSettings where it is none, and what
    ``write_rows`` raises.
    """
    columns, told, held, back = list(OUTREACH_COLUMNS), rows, list(rows), []
    if to is not None:
        destination = destination_called(to)
        found = sort_for(destination, rows, None if again else _talks(database, brief, rows))
        if held_back is not None and (found.rows or found.held_back):
            _write_held_back(database, brief, found.held_back, held_back)
        if not found.rows and found.held_back:
            rules = sorted({why for _, why in found.held_back})
            raise DestinationRefuses(f"Nobody of {len(rows):,} can go to {destination.title}: {'; '.join(rules)}")
        columns, told, back = [theirs for theirs, _ in destination.columns], found.rows, found.held_back
        left = {id(row) for row, _ in back}
        held = [row for row in rows if id(row) not in left]
    elif held_back is not None and rows:
        _write_held_back(database, brief, (), held_back)
    accounts = [(str(row["network"]), str(row["handle"])) for row in held]
    if not accounts and file.exists():
        return Handed(file, 0, [], back, written=False)
    with noted_export(database.write, str(file.absolute()), to or "outreach", brief.key, accounts):
        if to is None and file.suffix.lower() == ".xlsx":
            write_whole(file, workbook_of(_sheets(rows)))
        else:
            write_rows(file, columns, told)
    return Handed(file, len(held), accounts, back)


def _write_held_back(
    database: Database, brief: Brief, left: Sequence[tuple[Mapping[str, Any], str]], file: Path
) -> None:
    rows = [{**row, "held_back": why} for row, why in left]
    people = [(row["network"], row["handle"]) for row in rows]
    with noted_export(database.write, str(file.absolute()), "held back", brief.key, people):
        write_rows(file, ("held_back", *OUTREACH_COLUMNS), rows)


def _talks(database: Database, brief: Brief, rows: Sequence[Row]) -> dict[AccountKey, str]:
    """How far the talk is with those to whom somebody wrote."""
    with database.read() as connection:
        known = talks_of(connection, [(str(row["network"]), str(row["handle"])) for row in rows])
    said = {who: warning_of(talks, brief.key) for who, talks in known.items()}
    return {who: words for who, words in said.items() if words}


def destination_called(name: str) -> Destination:
    """A destination by its name; raises BadSettings with the names that there are."""
    found = next((one for one in DESTINATIONS if one.name == name.lower()), None)
    if found is None:
        known = [one.name for one in DESTINATIONS]
        close = get_close_matches(name.lower(), known, 1)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"
        raise BadSettings(f"No layout is called {name}; {hint}")
    return found


def _sheets(rows: Sequence[Row]) -> list[Sheet]:
    """Those with an email or phone, those who can only be written to on the network, and what the columns mean."""
    direct = [row for row in rows if not row.get("email") and not row.get("phone_e164")]
    reachable = [row for row in rows if row.get("email") or row.get("phone_e164")]
    help_rows: list[dict[str, Any]] = [{"column": name, "means": means} for name, means in COLUMN_HELP.items()]
    no_mail = [name for name in OUTREACH_COLUMNS if name not in ("email", "phone_e164", "contact_type")]
    return [
        Sheet("Shortlist", OUTREACH_COLUMNS, reachable),
        Sheet("By direct message", no_mail, direct),
        Sheet("Columns", EXPLAINED, help_rows),
    ]
