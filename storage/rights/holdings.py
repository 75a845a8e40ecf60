"""Where facts about a person stand: one list, by which ``forget`` erases and ``subject`` tells what is held.

A table that is missing here keeps somebody who asked to be forgotten, and is not told to somebody who asks what is
kept: tests hold the list against every column of every table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, or_, select

from storage import tables
from storage.rights.person import Person
from storage.rights.privacy import EMAIL
from storage.rows import table_of


@dataclass(frozen=True)
class Own:
    """A table with rows that are about or by a person; ``what`` they are, for people; ``of`` finds them."""

    model: Any
    what: str
    of: Callable[[Table, Person], Any]

    @property
    def table(self) -> Table:
        """The table itself."""
        return table_of(self.model)


@dataclass(frozen=True)
class Naming:
    """Columns of other people's rows, or of nobody's, whose words may name a person.

    ``in_address`` where only an address stands there, so that a name which is a word as well is none elsewhere.
    """

    model: Any
    columns: tuple[str, ...]
    in_address: bool = False

    @property
    def table(self) -> Table:
        """The table itself."""
        return table_of(self.model)


def _by_handle(table: Table, person: Person) -> Any:
    return (table.c.network == person.network) & table.c.handle.in_(person.handles)


def _written_by(table: Table, person: Person) -> Any:
    unnamed = table.c.author_handle.is_(None) & table.c.author_native_id.in_(person.native_ids)
    return (table.c.network == person.network) & or_(table.c.author_handle.in_(person.handles), unnamed)


def _by_or_under(table: Table, person: Person) -> Any:
    post = table_of(tables.Post)
    own = select(post.c.native_id).where(
        post.c.network == person.network, post.c.author_handle.in_(person.handles), post.c.native_id.is_not(None)
    )
    return or_(_written_by(table, person), (table.c.network == person.network) & table.c.post.in_(own))


def _met(table: Table, person: Person) -> Any:
    names = [*person.handles, *(f"id:{native_id}" for native_id in person.native_ids)]
    return (table.c.network == person.network) & or_(
        table.c.account.in_(names), table.c.via.in_(person.bare_handles)
    )  # fmt: skip


def _either_end(table: Table, person: Person) -> Any:
    return (table.c.network == person.network) & or_(
        table.c.source.in_(person.handles), table.c.target.in_(person.handles)
    )


def _claims(table: Table, person: Person) -> Any:
    theirs = (table.c.target_network == person.network) & table.c.target_handle.in_(person.handles)
    at_address = (table.c.target_network == EMAIL) & table.c.target_handle.in_(person.addresses)
    return or_(_by_handle(table, person), theirs, at_address)


def _identities(table: Table, person: Person) -> Any:
    other = (table.c.other_network == person.network) & table.c.other_handle.in_(person.handles)
    return or_(_by_handle(table, person), other)


def _to_visit(table: Table, person: Person) -> Any:
    return (
        (table.c.network == person.network)
        & table.c.kind.in_(["account", "site"])
        & table.c.key.in_(person.bare_handles)
    )


# In the order in which rows can go (told from the last one on): comments are found by the posts that they stand under.
OWN: tuple[Own, ...] = (
    Own(tables.Comment, "comments by them, and under their posts", _by_or_under),
    Own(tables.Post, "their posts", _written_by),
    Own(tables.Sighting, "where they were met, and whom they led to", _met),
    Own(tables.Edge, "ties to other accounts", _either_end),
    Own(tables.Target, "visits planned and made", _to_visit),
    Own(tables.Contact, "ways to reach them", _by_handle),
    Own(tables.Highlight, "titles of their highlights", _by_handle),
    Own(tables.Picture, "small copies of their pictures", _by_handle),
    Own(tables.Basis, "why they may be kept", _by_handle),
    Own(tables.Verdict, "answers given to them", _by_handle),
    Own(tables.Outreach, "where the talk with them stands", _by_handle),
    Own(tables.ExportedAccount, "exports that held them", _by_handle),
    Own(tables.Standing, "places in rankings of runs", _by_handle),
    Own(tables.Claim, "accounts and pages that they call their own, or that name them", _claims),
    Own(tables.Identity, "decisions about which accounts are theirs", _identities),
    Own(tables.Observation, "their profile as pages showed it", _by_handle),
    Own(tables.Account, "their profile as known now", _by_handle),
)  # fmt: skip
NAMING: tuple[Naming, ...] = (
    Naming(tables.Post, ("text", "alt_text", "place")),
    Naming(tables.Comment, ("text",)),
    Naming(tables.Account, ("bio", "display_name", "links")),
    Naming(tables.Observation, ("bio", "display_name", "links")),
    Naming(tables.Highlight, ("title",)),
    Naming(tables.Contact, ("source_url",), in_address=True),
    Naming(tables.Claim, ("url",), in_address=True),
    Naming(tables.Identity, ("note",)),
    Naming(tables.Sighting, ("display_name",)),
    Naming(tables.Block, ("url", "detail")),
    Naming(tables.Page, ("url", "document", "detail")),
    Naming(tables.Basis, ("source",)),
    Naming(tables.Target, ("outcome",)),
    Naming(tables.Verdict, ("reason", "note")),
    Naming(tables.Outreach, ("note",)),
)
# Lists of handles as JSON in other people's posts.
NAMING_LISTS: tuple[Naming, ...] = (Naming(tables.Post, ("mentions", "tagged", "coauthors", "sponsors")),)
# Columns whose words are rewritten where they name somebody, by code of their own: not of one network.
NAMING_OF_ALL: tuple[Naming, ...] = (
    Naming(tables.Run, ("seeds", "settings", "detail")),
    Naming(tables.Host, ("reason",)),
)
