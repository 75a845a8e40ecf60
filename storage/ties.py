"""Who is tied to whom, by what, and how often; and the whole graph as GraphML."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import orjson
from sqlalchemy import Connection, or_, select

from storage import tables
from storage.files.cells import clean_text
from storage.rights.privacy import suppressed_among
from storage.rows import table_of

_ACCOUNT, _EDGE = table_of(tables.Account), table_of(tables.Edge)
_POST, _COMMENT = table_of(tables.Post), table_of(tables.Comment)
_LISTS = {"mention": "mentions", "tagged": "tagged", "coauthor": "coauthors", "sponsor": "sponsors"}
_BATCH = 400
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


@dataclass(frozen=True)
class Tie:
    """A tie between an account and another. ``outward``: the account is its source. ``times`` is at least 1."""

    other: str
    kind: str
    outward: bool
    times: int
    followers: int | None


def ties_of(connection: Connection, network: str, handle: str) -> list[Tie]:
    """Every tie of an account to people who are not suppressed, the most frequent first, then by kind and name.

    Mentions, tags and joint posts count the posts, comments count the comments; other ties are seen or not.
    """
    found = connection.execute(
        select(_EDGE.c.source, _EDGE.c.target, _EDGE.c.kind).where(
            _EDGE.c.network == network, or_(_EDGE.c.source == handle, _EDGE.c.target == handle)
        )
    ).all()
    naming = [source for source, _, kind in found if kind in _LISTS]
    # Who objected is shown no more, from neither end of a tie.
    gone = suppressed_among(connection, {(network, name) for row in found for name in row[:2]} | {(network, handle)})
    if (network, handle) in gone:
        return []
    counts = _count_named(connection, network, handle, naming) + _count_comments(connection, network, handle)
    others = sorted({target if source == handle else source for source, target, _ in found})
    followers = _followers_of(connection, network, others)
    ties = [
        Tie(
            other=target if source == handle else source,
            kind=kind,
            outward=source == handle,
            times=max(1, counts[source, target, kind]),
            followers=followers.get(target if source == handle else source),
        )
        for source, target, kind in found
        if source != target and gone.isdisjoint({(network, source), (network, target)})
    ]
    return sorted(ties, key=lambda tie: (-tie.times, tie.kind, not tie.outward, tie.other))


def _followers_of(connection: Connection, network: str, handles: list[str]) -> dict[str, int | None]:
    known: dict[str, int | None] = {}
    for start in range(0, len(handles), _BATCH):
        query = select(_ACCOUNT.c.handle, _ACCOUNT.c.followers).where(
            _ACCOUNT.c.network == network, _ACCOUNT.c.handle.in_(handles[start : start + _BATCH])
        )
        known.update({row.handle: row.followers for row in connection.execute(query)})
    return known


def _count_named(
    connection: Connection, network: str, handle: str, naming: list[str]
) -> "Counter[tuple[str, str, str]]":
    """Posts in which the account names others, and posts of ``naming`` (whose ties say that they do) that name it."""
    counts: Counter[tuple[str, str, str]] = Counter()
    authors = sorted({handle, *naming})
    for start in range(0, len(authors), _BATCH):
        query = select(_POST.c.author_handle, *(_POST.c[column] for column in _LISTS.values())).where(
            _POST.c.network == network, _POST.c.author_handle.in_(authors[start : start + _BATCH])
        )
        for author, *lists in connection.execute(query):
            for kind, names in zip(_LISTS, lists, strict=True):
                for name in set(orjson.loads(names or "[]")):
                    if handle in (author, name):
                        counts[author, name, kind] += 1
    return counts


def _count_comments(connection: Connection, network: str, handle: str) -> "Counter[tuple[str, str, str]]":
    pairs = (
        select(_COMMENT.c.author_handle, _POST.c.author_handle)
        .join(_POST, (_POST.c.network == _COMMENT.c.network) & (_POST.c.native_id == _COMMENT.c.post))
        .where(_COMMENT.c.network == network, _POST.c.network == network)
    )
    # One question for each end of the tie: each has an index of its own, "or" has none.
    counts: Counter[tuple[str, str, str]] = Counter()
    for end in (_COMMENT.c.author_handle == handle, _POST.c.author_handle == handle):
        found = connection.execute(pairs.where(end))
        counts |= Counter((who, whose, "commenter") for who, whose in found if who and whose)
    return counts


def all_edges(connection: Connection, network: str | None = None) -> list[tuple[str, str, str, str]]:
    """(network, source, target, kind) of every tie between people who are not suppressed, in order."""
    query = select(_EDGE.c.network, _EDGE.c.source, _EDGE.c.target, _EDGE.c.kind).where(
        _EDGE.c.source != _EDGE.c.target
    )
    if network is not None:
        query = query.where(_EDGE.c.network == network)
    found = [tuple(row) for row in connection.execute(query.order_by(*_EDGE.primary_key.columns))]
    gone = suppressed_among(connection, {(row[0], name) for row in found for name in row[1:3]})
    return [row for row in found if (row[0], row[1]) not in gone and (row[0], row[2]) not in gone]


def graphml_of(connection: Connection) -> bytes:
    """All known accounts and ties as GraphML, without the suppressed.

    Nodes have network, handle, name and followers; edges their kind.
    """
    root = ElementTree.Element("graphml", xmlns=_NAMESPACE)
    keys = (
        ("network", "node", "string"),
        ("handle", "node", "string"),
        ("name", "node", "string"),
        ("followers", "node", "long"),
        ("kind", "edge", "string"),
    )
    for name, domain, kind in keys:
        ElementTree.SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": kind})
    graph = ElementTree.SubElement(root, "graph", id="nanoscout", edgedefault="directed")
    numbers: dict[tuple[str, str], str] = {}
    for network, handle, name, followers in _accounts(connection):
        numbers[network, handle] = f"n{len(numbers)}"
        node = ElementTree.SubElement(graph, "node", id=numbers[network, handle])
        for key, value in (("network", network), ("handle", handle), ("name", name), ("followers", followers)):
            _add_data(node, key, value)
    query = select(_EDGE.c.network, _EDGE.c.source, _EDGE.c.target, _EDGE.c.kind)
    for network, source, target, kind in connection.execute(query.order_by(*_EDGE.primary_key.columns)):
        if (network, source) not in numbers or (network, target) not in numbers:
            continue
        ends = {"source": numbers[network, source], "target": numbers[network, target]}
        _add_data(ElementTree.SubElement(graph, "edge", ends), "kind", kind)
    ElementTree.indent(root, space=" ")
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def accounts_in_graph(connection: Connection) -> list[tuple[str, str]]:
    """Whom the graph holds: network and handle."""
    return [(network, handle) for network, handle, _, _ in _accounts(connection)]


def _accounts(connection: Connection) -> Iterator[Any]:
    columns = (_ACCOUNT.c.network, _ACCOUNT.c.handle, _ACCOUNT.c.display_name, _ACCOUNT.c.followers)
    found = connection.execute(select(*columns).order_by(_ACCOUNT.c.network, _ACCOUNT.c.handle)).all()
    gone = suppressed_among(connection, [(row[0], row[1]) for row in found])
    yield from (row for row in found if (row[0], row[1]) not in gone)


def _add_data(parent: ElementTree.Element, key: str, value: str | int | None) -> None:
    if value is not None:
        ElementTree.SubElement(parent, "data", key=key).text = clean_text(str(value))
