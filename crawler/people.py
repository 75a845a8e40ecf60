"""The rights of the people who were found: suppressing and forgetting, by the name that a user types."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawler.networks import all_networks, load_network
from crawler.networks.network import Target
from crawler.page import Page
from crawler.reading import read_page
from crawler.seeds import parse_account
from crawler.sources.recording import rewrite_without
from storage.accounts import find_account
from storage.database import Database
from storage.errors import NoSuchAccount
from storage.facts import Comment, Contact, Edge, Highlight, Post, Profile, Sighting
from storage.forgetting import erase_remnants, forget
from storage.privacy import suppress
from storage.runs import recordings_of


def _name(database: Database, name: str) -> tuple[str, str]:
    """(network, handle); somebody who was never met can be named too, with the network."""
    handle, network = parse_account(name, all_networks())
    with database.read() as connection:
        try:
            return find_account(connection, handle, network)
        except NoSuchAccount:
            if network is None:
                raise
            return network, load_network(network).clean_handle(handle)


def suppress_person(database: Database, name: str, reason: str) -> dict[str, str]:
    """From now on this person is neither kept, nor ranked, nor exported; raises NoSuchAccount, AmbiguousAccount."""
    from storage.derived import drop_features

    network, handle = _name(database, name)
    with database.write() as connection:
        native_id = native_id_of(connection, network, handle)
        suppress(connection, network, handle, native_id, reason)
        drop_features(connection, network, handle)
    return {"network": network, "handle": handle}


def forget_person(database: Database, name: str, recordings: Sequence[Path]) -> dict[str, Any]:
    """Erases a person from the database and from recordings: those given and those that runs of it made."""
    network, handle = _name(database, name)
    with database.write() as connection:
        known = [Path(path) for path in recordings_of(connection)]
        rows = forget(connection, network, handle)
    with database.read() as connection:
        erase_remnants(connection)
    files = list(dict.fromkeys([path.absolute() for path in [*recordings, *known]]))
    given = {path.absolute() for path in recordings}
    erased = [
        {"file": str(path), "pages": rewrite_without(path, _about(network, handle), drop_seed=_seed_of(handle))}
        for path in files
        if path.exists() or path in given
    ]
    return {
        "network": network,
        "handle": handle,
        "rows": rows,
        "recordings": erased,
        "recordings_left": [str(path) for path in files if not path.exists() and path not in given],
    }


def native_id_of(connection: Any, network: str, handle: str) -> str | None:
    """The account's id on its network, where it is known."""
    from sqlalchemy import select

    from storage.accounts import ACCOUNT

    found: str | None = connection.execute(
        select(ACCOUNT.c.native_id).where(ACCOUNT.c.network == network, ACCOUNT.c.handle == handle)
    ).scalar()
    return found


def _seed_of(handle: str) -> Any:
    return lambda seed: seed.removeprefix("@").partition("@")[0] == handle or seed.removeprefix("@") == handle


def _about(network_name: str, handle: str) -> Any:
    """Whether a recorded page names the person anywhere in its facts or its address."""
    network = load_network(network_name)
    written = re.compile(rb"(?<![\w.])" + re.escape(handle.encode()) + rb"(?![\w.]*\w)", re.IGNORECASE)

    def names(page: Page, target: Target | None) -> bool:
        if target is not None and (target.network, target.kind, target.key) == (network_name, "account", handle):
            return True
        if written.search(page.body):
            return True
        _, facts = read_page(network, page)
        for fact in facts:
            if isinstance(fact, Profile | Sighting | Contact | Highlight) and fact.handle == handle:
                return True
            if isinstance(fact, Post | Comment) and fact.author_handle == handle:
                return True
            if isinstance(fact, Edge) and handle in (fact.source, fact.target):
                return True
        return network.handle_of(page.url) == handle

    return names
