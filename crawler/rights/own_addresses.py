"""What else is somebody's who goes: their other accounts, and the emails and telephones that are theirs alone, by which
they are known again under another name."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from crawler.networks import load_network
from crawler.rights.telephones import own_numbers
from scoring.contacts.classes import is_of_a_person
from scoring.persons import refresh_persons
from scoring.relations import is_a_parent, speaks_for_another
from storage.accounts import bios_of, mark_stale
from storage.facts import AccountKey
from storage.persons import addresses_of, persons_of, unmet_accounts
from storage.rights.person import Person


def with_other_accounts(connection: Connection, accounts: Sequence[AccountKey]) -> list[AccountKey]:
    """These accounts, and after them all others that are held to be the same people's by what is known now."""
    mark_stale(connection, refresh_persons(connection))
    others = persons_of(connection, accounts)
    found = [*accounts, *(one.account for account in accounts for one in others.get(account, ()))]
    return list(dict.fromkeys(found))


def with_accounts_of_minors(connection: Connection, minors: Sequence[AccountKey]) -> list[AccountKey]:
    """The same of minors, but for who says to be a parent: families link to each other, and share an address."""
    found = with_other_accounts(connection, minors)
    others = found[len(set(minors)) :]
    bios = bios_of(connection, others)
    return [*found[: len(set(minors))], *(one for one in others if not is_a_parent(bios.get(one, "")))]


def with_sites(people: Sequence[Person]) -> list[Person]:
    """The people with the hosts at which their network shows them, by which others' words mean them anywhere."""
    return [replace(person, sites=tuple(load_network(person.network).hosts)) for person in people]


def with_own_addresses(connection: Connection, people: Sequence[Person]) -> list[Person]:
    """The people, as ``with_sites``, with what makes them known again: the addresses and telephones by which nobody
    else is reached (no manager's, no parent's, no role's, none that another known account has too that does not go with
    them), and the accounts of theirs that nobody has met."""
    going = {(person.network, handle) for person in people for handle in person.handles}
    bios = bios_of(connection, going)
    numbers = own_numbers(connection, going, bios)

    def is_theirs(person: Person, way: str) -> bool:
        return not any(speaks_for_another(bios.get((person.network, handle), ""), way) for handle in person.handles)

    return [
        replace(
            person,
            addresses=frozenset(
                address
                for address in addresses_of(connection, person, going)
                if any(is_of_a_person(address, handle) for handle in person.handles) and is_theirs(person, address)
            ),
            numbers=frozenset(
                number for handle in person.handles for number in numbers.get((person.network, handle), ())
            ),
            unmet=frozenset(unmet_accounts(connection, person)),
        )
        for person in with_sites(people)
    ]
