"""The email addresses that are somebody's alone: by them whoever goes for good is known again under another name."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from scoring.contact_classes import is_of_a_person
from storage.person import Person
from storage.persons import addresses_of


def with_own_addresses(connection: Connection, people: Sequence[Person]) -> list[Person]:
    """The people with the addresses by which nobody else is reached: no manager's, no role's, none that another known
    account of the network has too."""
    return [
        replace(
            person,
            addresses=frozenset(
                address
                for address in addresses_of(connection, person)
                if any(is_of_a_person(address, handle) for handle in person.handles)
            ),
        )
        for person in people
    ]
