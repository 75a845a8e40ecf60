"""Why a person may be kept and written to: the lawful basis that came with a list, its source and its date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection, case, delete, func, select

from storage import tables
from storage.clock import from_millis, to_millis
from storage.rights.privacy import suppressed_among
from storage.rows import insert_into, table_of

BasisKind = Literal["consent", "contract", "legitimate_interest"]
BASES: tuple[str, ...] = get_args(BasisKind)
_BASIS = table_of(tables.Basis)


@dataclass(frozen=True)
class Basis:
    """The basis of one account, where it is written down (a form, a contract, a file), and since when, if told."""

    network: str
    handle: str
    basis: BasisKind
    source: str
    given_at: datetime | None


def keep_bases(connection: Connection, bases: Iterable[Basis], *, page_id: int) -> int:
    """Stores bases inside the caller's transaction and counts them; suppressed people get none.

    The same basis from the same source is one row with its newest known date.
    """
    wanted = list(bases)
    gone = suppressed_among(connection, {(one.network, one.handle) for one in wanted})
    rows = {
        (one.network, one.handle, one.basis, one.source): {
            "network": one.network,
            "handle": one.handle,
            "basis": one.basis,
            "source": one.source,
            "given_at": to_millis(one.given_at),
            "page_id": page_id,
        }
        for one in wanted
        if (one.network, one.handle) not in gone
    }
    if not rows:
        return 0
    statement = insert_into(_BASIS, on_sqlite=connection.dialect.name == "sqlite")
    new, old = statement.excluded, _BASIS.c
    newer = func.coalesce(new.given_at, 0) >= func.coalesce(old.given_at, 0)
    kept = {
        name: case((newer, func.coalesce(new[name], old[name])), else_=old[name]) for name in ("given_at", "page_id")
    }
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(_BASIS.primary_key.columns), set_=kept),
        list(rows.values()),
    )
    return len(rows)


def withdraw_consent(connection: Connection, network: str, handle: str) -> None:
    """Takes back every consent of an account; other bases stay."""
    mine = (_BASIS.c.network == network) & (_BASIS.c.handle == handle) & (_BASIS.c.basis == "consent")
    connection.execute(delete(_BASIS).where(mine))


def bases_of(connection: Connection, network: str, handle: str) -> list[Basis]:
    """What is known of why this account may be kept, newest first, undated last; [] where nothing is."""
    rows = connection.execute(
        select(_BASIS)
        .where(_BASIS.c.network == network, _BASIS.c.handle == handle)
        .order_by(func.coalesce(_BASIS.c.given_at, 0).desc(), _BASIS.c.basis, _BASIS.c.source)
    ).mappings()
    return [
        Basis(row["network"], row["handle"], row["basis"], row["source"], from_millis(row["given_at"])) for row in rows
    ]
