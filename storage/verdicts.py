"""Verdicts: what a person answered to a candidate. Rows are only added, so that every answer can be taken back.

Every function works inside the caller's transaction; the caller passes ``now`` in milliseconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select

from storage import tables
from storage.errors import NoSuchAccount
from storage.rights.privacy import suppressed_among
from storage.rows import table_of

Answer = Literal["accept", "reject", "later"]
UNDO = "undo"

_VERDICT = table_of(tables.Verdict)
_META = table_of(tables.Meta)


@dataclass(frozen=True)
class Verdict:
    """One answer. ``brief`` is the key of the brief that it was given for; ``decided_at`` in milliseconds."""

    id: int
    brief: str
    network: str
    handle: str
    answer: str
    reason: str | None
    note: str | None
    who: str | None
    campaign: str | None
    decided_at: int


def give_verdict(
    connection: Connection,
    network: str,
    handle: str,
    answer: Answer,
    *,
    brief: str,
    now: int,
    reason: str | None = None,
    note: str | None = None,
    who: str | None = None,
    campaign: str | None = None,
) -> int:
    """Adds an answer, which replaces the one before; returns its number. Raises NoSuchAccount for the suppressed.

    What holds already, said again in the same words by the same person (a double click), is that one answer still: else
    undo would seem to do nothing. Once learning was reset it is a new one, which teaches anew.
    """
    if suppressed_among(connection, [(network, handle)]):
        raise NoSuchAccount(f"{handle}@{network} is suppressed: nothing is kept about them, no verdict either")
    for held in _standing(_rows_of(connection, brief, network, handle))[-1:]:
        said = (held.answer, held.reason, held.note, held.who, held.campaign)
        if said == (answer, reason, note, who, campaign) and held.id > learning_begins(connection, brief):
            return held.id
    return _add(connection, network, handle, answer, brief, now, reason, note, who, campaign)


def undo_verdict(
    connection: Connection, network: str, handle: str, *, brief: str, now: int, who: str | None = None
) -> tuple[Verdict | None, Verdict | None]:
    """Takes the newest answer back; returns (what was undone, what holds now). Both ``None``: there was none."""
    before = _standing(_rows_of(connection, brief, network, handle))
    if not before:
        return None, None
    _add(connection, network, handle, UNDO, brief, now, None, None, who, None)
    return before[-1], before[-2] if len(before) > 1 else None


def current_verdicts(
    connection: Connection, brief: str | None = None, *, after: int = 0
) -> dict[tuple[str, str], Verdict]:
    """The answer that holds for each account of a brief, of answers given after number ``after``.

    Without a brief: the newest that holds under any. Suppressed people have none.
    """
    by_account: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in _rows_of(connection, brief):
        by_account.setdefault((verdict.brief, verdict.network, verdict.handle), []).append(verdict)
    held = sorted((standing[-1] for rows in by_account.values() if (standing := _standing(rows))), key=lambda v: v.id)
    found = {(verdict.network, verdict.handle): verdict for verdict in held if verdict.id > after}
    gone = suppressed_among(connection, found)
    return {account: verdict for account, verdict in found.items() if account not in gone}


def briefs_answered(connection: Connection) -> list[str]:
    """The keys of the briefs for which there are answers, the newest first."""
    newest = select(_VERDICT.c.brief).group_by(_VERDICT.c.brief).order_by(func.max(_VERDICT.c.id).desc())
    return list(connection.execute(newest).scalars())


def count_verdicts(verdicts: Mapping[Any, Verdict] | Iterable[Verdict]) -> dict[str, int]:
    """How many of each answer."""
    rows = verdicts.values() if isinstance(verdicts, Mapping) else verdicts
    counts: dict[str, int] = {}
    for verdict in rows:
        counts[verdict.answer] = counts.get(verdict.answer, 0) + 1
    return dict(sorted(counts.items()))


def learning_begins(connection: Connection, brief: str) -> int:
    """The number of the verdict after which learning for this brief begins; 0 where it was never reset."""
    value = connection.execute(select(_META.c.value).where(_META.c.name == _reset_name(brief))).scalar()
    return int(value) if value is not None else 0


def reset_learning(connection: Connection, brief: str) -> None:
    """What was answered so far teaches nothing any more; the answers themselves stay."""
    newest = connection.execute(select(func.max(_VERDICT.c.id)).where(_VERDICT.c.brief == brief)).scalar() or 0
    connection.execute(delete(_META).where(_META.c.name == _reset_name(brief)))
    connection.execute(insert(_META), {"name": _reset_name(brief), "value": str(newest)})


def _reset_name(brief: str) -> str:
    return f"learning:{brief}"


def _add(connection: Connection, network: str, handle: str, answer: str, brief: str, now: int, reason: str | None,
         note: str | None, who: str | None, campaign: str | None) -> int:  # fmt: skip
    values = {
        "brief": brief, "network": network, "handle": handle, "answer": answer, "reason": reason, "note": note,
        "who": who, "campaign": campaign, "decided_at": now,
    }  # fmt: skip
    number: int = connection.execute(insert(_VERDICT).returning(_VERDICT.c.id), values).scalar_one()
    return number


def _rows_of(
    connection: Connection, brief: str | None, network: str | None = None, handle: str | None = None
) -> list[Verdict]:
    query = select(*(_VERDICT.c[field.name] for field in fields(Verdict))).order_by(_VERDICT.c.id)
    for column, value in (("brief", brief), ("network", network), ("handle", handle)):
        if value is not None:
            query = query.where(_VERDICT.c[column] == value)
    return [Verdict(*row) for row in connection.execute(query)]


def _standing(rows: Iterable[Verdict]) -> list[Verdict]:
    """The answers of one account and brief that were not taken back, in order; the last one holds."""
    standing: list[Verdict] = []
    for verdict in rows:
        if verdict.answer != UNDO:
            standing.append(verdict)
        elif standing:
            standing.pop()
    return standing
