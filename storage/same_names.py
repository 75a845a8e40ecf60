"""Whether two accounts bear the same name: what chance alone does not explain."""

import re

from storage.facts import AccountKey

SITE = "site"
SHORTEST_NAME = 5  # letters of a name that two accounts may share by more than chance


def are_alike(one: AccountKey, other: AccountKey) -> bool:
    """Whether two accounts bear one name, of five letters and more; a site's may be a part of the other's."""
    left, right = letters_of(one), letters_of(other)
    if min(len(left), len(right)) < SHORTEST_NAME:
        return False
    return left == right or (SITE in (one[0], other[0]) and (left in right or right in left))


def letters_of(account: AccountKey) -> str:
    """The letters and digits of a name."""
    return re.sub(r"[\W_]", "", name_of(account).lower())


def name_of(account: AccountKey) -> str:
    """The name alone: of a site its first label, of a page of links the name on it, of a handle what is before its
    server."""
    network, handle = account
    if network == SITE:
        host, _, name = handle.partition("/")
        return name or host.partition(".")[0]
    if network in ("mastodon", "bluesky"):
        return handle.partition("@")[0] if "@" in handle else handle.partition(".")[0]
    return handle
