"""Ways to reach somebody that their source tells no more: a list that was corrected, a page with another address."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, exists

from storage import tables
from storage.clock import to_millis
from storage.prepared import Prepared
from storage.rows import Row, table_of

_CONTACT, _CLAIM, _PAGE = map(table_of, (tables.Contact, tables.Claim, tables.Page))
_PLACE = ("network", "handle", "kind", "where", "source_url")
_SAYING = ("network", "handle", "source_url", "observed_at", "page_id")


def lapse_contacts(connection: Connection, told: Iterable[Row]) -> None:
    """Deletes what the same place (the column of a list, the button of a page) told of these accounts before and
    tells no more, with the claims to those emails; ``told`` are the rows of contacts of one page, stored already.

    A place that tells nothing now may only have been asked for less: what it told stays.
    """
    rows = list(told)
    _lapse(connection, rows, rows)


def lapse_emptied(connection: Connection, places: Iterable[Row], *, page_id: int, fetched_at: int) -> None:
    """Deletes what the columns of a list told of accounts before whose cells in it are empty on this page."""
    rows = [
        {**place, "page_id": page_id, "observed_at": to_millis(place["observed_at"]) or fetched_at} for place in places
    ]
    _lapse(connection, rows, [row for row in rows if row["kind"] == "email"])


def _lapse(connection: Connection, rows: Iterable[Row], claimed: Iterable[Row]) -> None:
    contacts = (_LAPSE_CONTACTS, (*_PLACE, "observed_at", "page_id"), rows)
    for statement, names, of in (contacts, (_LAPSE_CLAIMS, _SAYING, claimed)):
        groups = {tuple(row[name] for name in names) for row in of}
        if groups:
            keys = [f"the_{name}" for name in names]
            statement.run_many(connection, [dict(zip(keys, group, strict=True)) for group in sorted(groups)])


_LAPSE_CONTACTS = Prepared(
    lambda _: delete(_CONTACT).where(
        *(_CONTACT.c[name] == bindparam(f"the_{name}") for name in _PLACE),
        _CONTACT.c.observed_at <= bindparam("the_observed_at"),
        _CONTACT.c.page_id != bindparam("the_page_id"),
    )
)
_LAPSE_CLAIMS = Prepared(
    lambda _: delete(_CLAIM).where(
        *(_CLAIM.c[name] == bindparam(f"the_{name}") for name in ("network", "handle")),
        _CLAIM.c.how == "email",
        _CLAIM.c.observed_at <= bindparam("the_observed_at"),
        _CLAIM.c.page_id != bindparam("the_page_id"),
        exists().where(_PAGE.c.id == _CLAIM.c.page_id, _PAGE.c.url == bindparam("the_source_url")),
    )
)
