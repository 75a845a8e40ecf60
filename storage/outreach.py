"""Where the talk with each creator stands in each campaign, so that nobody is contacted twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage import tables
from storage.errors import NoSuchAccount
from storage.facts import AccountKey
from storage.rights.privacy import suppressed_among
from storage.rows import insert_into, table_of
from storage.statuses import Status
from storage.verdicts import current_verdicts

_HASH = re.compile(r"[0-9a-f]{12}")  # what the campaign of a brief without a name is kept under
_OUTREACH = table_of(tables.Outreach)
_BATCH = 400


@dataclass(frozen=True)
class Talk:
    """How far the talk with one creator is in one campaign; ``changed_at`` in milliseconds."""

    campaign: str
    status: str
    owner: str | None
    note: str | None
    changed_at: int


def is_unnamed(campaign: str) -> bool:
    """Whether it is that of a brief without a name, which is kept under a hash that tells nobody anything."""
    return _HASH.fullmatch(campaign) is not None


def campaign_words(campaign: str) -> str:
    """A campaign as people read it."""
    return "brief without a name" if is_unnamed(campaign) else campaign


def set_status(
    connection: Connection,
    network: str,
    handle: str,
    campaign: str,
    status: Status,
    *,
    now: int,
    owner: str | None = None,
    note: str | None = None,
) -> None:
    """Writes down where the talk stands, in place of what stood there. Raises NoSuchAccount for the suppressed."""
    if suppressed_among(connection, [(network, handle)]):
        raise NoSuchAccount(f"{handle}@{network} is suppressed: nothing is kept about them")
    changes = {"status": status, "owner": owner, "note": note, "changed_at": now}
    insert = insert_into(_OUTREACH, on_sqlite=connection.dialect.name == "sqlite")
    connection.execute(
        insert.values(network=network, handle=handle, campaign=campaign, **changes).on_conflict_do_update(
            index_elements=["network", "handle", "campaign"], set_=changes
        )
    )


def talks_of(connection: Connection, accounts: Iterable[AccountKey]) -> dict[AccountKey, list[Talk]]:
    """How the talk with these creators stands in every campaign, the latest change first; nobody without one."""
    found: dict[AccountKey, list[Talk]] = {}
    wanted = sorted(set(accounts))
    for network in sorted({network for network, _ in wanted}):
        handles = [handle for name, handle in wanted if name == network]
        for start in range(0, len(handles), _BATCH):
            part = handles[start : start + _BATCH]
            query = select(_OUTREACH).where(_OUTREACH.c.network == network, _OUTREACH.c.handle.in_(part))
            ordered = query.order_by(_OUTREACH.c.changed_at.desc(), _OUTREACH.c.campaign)
            for row in connection.execute(ordered).mappings():
                talk = Talk(row["campaign"], row["status"], row["owner"], row["note"], row["changed_at"])
                found.setdefault((network, row["handle"]), []).append(talk)
    return found


def note_contacted(connection: Connection, accounts: Iterable[AccountKey], campaign: str, *, now: int) -> None:
    """Writes down that these were written to; whoever is further in this campaign stays where they are."""
    wanted = list(accounts)
    known = talks_of(connection, wanted)
    for network, handle in wanted:
        if all(one.campaign != campaign or one.status == "new" for one in known.get((network, handle), ())):
            set_status(connection, network, handle, campaign, "contacted", now=now)


def list_talks(
    connection: Connection, *, campaign: str | None = None, status: str | None = None
) -> list[tuple[AccountKey, Talk]]:
    """Everybody to whom somebody wrote (with a ``status``: who stands there), the latest change first; nobody who is
    suppressed."""
    query = select(_OUTREACH).where(_OUTREACH.c.status == status if status else _OUTREACH.c.status != "new")
    if campaign is not None:
        query = query.where(_OUTREACH.c.campaign == campaign)
    ordered = query.order_by(_OUTREACH.c.changed_at.desc(), _OUTREACH.c.network, _OUTREACH.c.handle)
    found = [
        (
            (row["network"], row["handle"]),
            Talk(row["campaign"], row["status"], row["owner"], row["note"], row["changed_at"]),
        )
        for row in connection.execute(ordered).mappings()
    ]
    gone = suppressed_among(connection, {who for who, _ in found})
    return [(who, talk) for who, talk in found if who not in gone]


def talks_in(connection: Connection, campaign: str) -> dict[str, set[AccountKey]]:
    """Those of each status in this campaign; under ``none`` everybody to whom somebody wrote in any campaign."""
    found: dict[str, set[AccountKey]] = {}
    for row in connection.execute(select(_OUTREACH)).mappings():
        who = (row["network"], row["handle"])
        if row["campaign"] == campaign:
            found.setdefault(row["status"], set()).add(who)
        if row["status"] != "new":
            found.setdefault("none", set()).add(who)
    return found


def in_use(connection: Connection) -> set[AccountKey]:
    """Whom there is a reason to keep: accepted under some brief, or spoken to (also to know whom not to ask again).

    Of whoever objected a hash is kept, which is enough to know that.
    """
    spoken = select(_OUTREACH.c.network, _OUTREACH.c.handle).where(_OUTREACH.c.status != "new").distinct()
    accepted = {who for who, verdict in current_verdicts(connection).items() if verdict.answer == "accept"}
    found = accepted | {(row[0], row[1]) for row in connection.execute(spoken)}
    return found - suppressed_among(connection, found)


def warning_of(talks: Iterable[Talk], campaign: str) -> str | None:
    """Why a creator should not be written to (again) for this campaign, in a sentence; ``None`` where nothing speaks
    against it."""
    for talk in talks:
        if talk.status == "do_not_contact":
            return f"asked not to be contacted ({_campaign(talk.campaign)})"
    for talk in talks:
        if talk.status != "new":
            by = f" by {talk.owner}" if talk.owner else ""
            also = "already" if talk.campaign == campaign else f"in the {_campaign(talk.campaign)}"
            return f"{talk.status} {also}{by}"
    return None


def _campaign(campaign: str) -> str:
    return "campaign of a brief without a name" if is_unnamed(campaign) else f"campaign {campaign}"
