"""What else is somebody's who goes: their other accounts, and the email addresses that are theirs alone, by which they
are known again under another name."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from crawler.networks import load_network
from scoring.contact_classes import is_of_a_person
from scoring.persons import refresh_persons
from storage.accounts import mark_stale
from storage.facts import AccountKey
from storage.person import Person
from storage.persons import addresses_of, persons_of


def with_other_accounts(connection: Connection, accounts: Sequence[AccountKey]) -> list[AccountKey]:
    """These accounts, and after them all others that are held to be the same people's by what is known now."""
    mark_stale(connection, refresh_persons(connection))
    others = persons_of(connection, accounts)
    found = [*accounts, *(one.account for account in accounts for one in others.get(account, ()))]
    return list(dict.fromkeys(found))


def with_sites(people: Sequence[Person]) -> list[Person]:
    """The people with the hosts at which their network shows them, by which others' words mean them anywhere."""
    return [replace(person, sites=tuple(load_network(person.network).hosts)) for person in people]


def with_own_addresses(connection: Connection, people: Sequence[Person]) -> list[Person]:
    """The people, as ``with_sites``, with the addresses by which nobody else is reached: no manager's, no role's, none
    that another known account of the network has too."""
    return [
        replace(
            person,
            addresses=frozenset(
                address
                for address in addresses_of(connection, person)
                if any(is_of_a_person(address, handle) for handle in person.handles)
            ),
        )
        for person in with_sites(people)
    ]
