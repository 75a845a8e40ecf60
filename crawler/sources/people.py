"""Lists of people as JSON: rows that say whose handles they hold, as the table that a CSV of them would be.

A row says it in a key of its own ("platform": "tiktok"), or by the name of the key that holds the handle
("instagram", "socials": {"tiktok": …}). Lists whose handles name no network are left to the networks' readers.
"""

from collections.abc import Iterator
from typing import Any

from crawler.networks.picture_hosts import network_of_picture
from crawler.sources.columns import NETWORK_WORDS, network_named, role_of, tokens_of
from crawler.sources.records import is_of_posts
from crawler.sources.table import MAX_ROWS, Table, table_of_rows
from storage.errors import UnknownFormat

_LOOKED_AT = 50
_MOST_DEEP = 6
_MOST_KEYS = 200
_NAMES = ("username", "handle", "screen_name", "screenName")
_PICTURES = frozenset({"pic", "picture", "image", "photo", "img"})
# Numbers of rows and of accounts, which a column of this name holds in a JSON more often than a handle.
_LEAST = 8  # the least part of an answer that a list of people is: other rows in it are its own settings
_NUMBERS = frozenset({"id", "uuid", "pk", "userid", "accountid", "profileid", "channelid"})


def people_of(value: Any, name: str) -> Table | None:
    """The first list in a JSON value that is one of people; ``None`` where there is none."""
    for rows in _lists_in(value, 0):
        flat = [_flat(row) for row in rows[: MAX_ROWS + 1]]
        header = list(dict.fromkeys(key for row in flat[:_LOOKED_AT] for key in row))[:_MOST_KEYS]
        if not _says_whose(header, flat[:_LOOKED_AT]) or is_of_posts([key.replace(" ", ".") for key in header]):
            continue
        cells = ((number, [row.get(key, "") for key in header]) for number, row in enumerate(flat, start=1))
        try:
            return table_of_rows(header, cells, name)
        except UnknownFormat:
            continue
    return None


def is_much_of(table: Table, size: int) -> bool:
    """Whether a list of people is a good part of the JSON of ``size`` bytes that it stands in."""
    return _LEAST * sum(len(cell) for _, row in table.rows for cell in row) > size


def networks_named(table: Table) -> set[str]:
    """The networks that the first rows and the columns of handles of a table name."""
    found = {str(column.network) for column in table.columns.values() if column.role == "account" and column.network}
    places = [place for place, column in table.columns.items() if column.role == "network"]
    cells = (row[place] for _, row in table.rows[:_LOOKED_AT] for place in places)
    return found | {network for cell in cells if (network := network_named(cell)) is not None}


def _lists_in(value: Any, depth: int) -> Iterator[list[Any]]:
    if isinstance(value, list):
        if value and all(isinstance(row, dict) and "fact" not in row for row in value[:_LOOKED_AT]):
            yield [row for row in value if isinstance(row, dict)]
    elif isinstance(value, dict) and depth < _MOST_DEEP:
        if depth == 0 and _is_somebody(value):
            yield [value]
        named = value and all(isinstance(row, dict) and len(row) > 2 for row in value.values())
        if named and (depth == 0 or len(value) > 1):
            yield list(value.values())  # each under its own name
        for inner in value.values():
            yield from _lists_in(inner, depth + 1)


def _is_somebody(value: dict[str, Any]) -> bool:
    """Whether an object is one account alone: it says its network and how many follow it, or its picture tells it."""
    if "platform" not in value:
        return "platform" in _flat(value)
    named = isinstance(value["platform"], str) and network_named(value["platform"]) is not None
    columns = [column for key in value if (column := role_of(key)) is not None]
    return named and any(value.get(key) for key in _NAMES) and any(column.role == "followers" for column in columns)


def _flat(row: dict[str, Any]) -> dict[str, str]:
    """The texts and numbers of a row and of the objects in it, by the names of the keys that lead to them."""
    found: dict[str, str] = {}
    for key, value in row.items():
        inner = value if isinstance(value, dict) else _by_network(value) or {"": value}
        for part, one in inner.items():
            whole = f"{key} {part}".strip()
            if isinstance(one, str):
                if "".join(tokens_of(whole)) not in _NUMBERS:
                    found[whole] = one.strip()
            elif isinstance(one, int | float) and not _holds_handles(whole):
                found[whole] = ("yes" if one else "no") if isinstance(one, bool) else str(one)
    if "platform" not in found and any(found.get(key) for key in _NAMES):
        pictured = (network_of_picture(said) for key, said in found.items() if _is_portrait(key))
        if (network := next(filter(None, pictured), None)) is not None:
            found["platform"] = network
    return found


def _is_portrait(key: str) -> bool:
    parts = set(tokens_of(key))
    return "avatar" in parts or ("profile" in parts and not parts.isdisjoint(_PICTURES))


def _by_network(value: Any) -> dict[str, Any]:
    """Somebody's accounts in a list, each of which says its network, by the networks: handles and followers."""
    found: dict[str, Any] = {}
    for one in value[:_MOST_KEYS] if isinstance(value, list) else ():
        texts = {key: said for key, said in one.items() if isinstance(said, str | int)} if isinstance(one, dict) else {}
        columns = {key: column.role for key in texts if (column := role_of(key)) is not None}
        networks = {network_named(str(texts[key])) for key, role in columns.items() if role == "network"}
        if len(networks) == 1 and (network := networks.pop()) is not None:
            for key, role in columns.items():
                if role == "account" and isinstance(texts[key], str):
                    found.setdefault(network, texts[key])
                elif role == "followers":
                    found.setdefault(f"{network} followers", texts[key])
    return found


def _holds_handles(key: str) -> bool:
    column = role_of(key)
    return column is not None and column.role == "account"


def _on_a_network(address: str) -> bool:
    host = address.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return host.partition(".")[0] in NETWORK_WORDS or host == "x.com"


def _says_whose(header: list[str], rows: list[dict[str, str]]) -> bool:
    """Whether most rows name a network beside a handle, or hold one under a network's name."""
    columns = {key: column for key in header if (column := role_of(key)) is not None}
    whose = [key for key, column in columns.items() if column.role == "network"]
    accounts = [key for key, column in columns.items() if column.role == "account"]
    named = [key for key in accounts if columns[key].network is not None]
    telling = sum(
        any(row.get(key, "").strip("0") for key in named)  # "tt": "0" is somebody's count or switch
        or (any(network_named(row.get(key, "")) for key in whose) and any(row.get(key) for key in accounts))
        or any(_on_a_network(row.get(key, "")) for key in accounts if "profile" in tokens_of(key))
        for row in rows
    )
    return telling * 2 > len(rows)
