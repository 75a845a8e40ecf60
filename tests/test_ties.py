"""Ties: who, by which tie, how often; and the graph as GraphML that other programs read."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from storage.database import Database
from storage.facts import Comment, Edge, Fact, Post, Profile
from storage.rights.privacy import suppress
from storage.ties import graphml_of, ties_of
from tests.test_landing import FRAME, land


def tie(source: str, target: str, kind: Any) -> Edge:
    return Edge(source=source, target=target, kind=kind, **FRAME)


def fill(database: Database) -> None:
    facts: list[Fact] = [Profile(handle="bo", followers=2_000, display_name="Bo <&\x1b[31m> \u202e", **FRAME)]
    for number in range(3):
        post = {"native_id": f"{number}", "url": f"https://x.example/{number}", "author_handle": "ada"}
        facts.append(Post(**post, mentions=["bo"] if number else [], **FRAME))
        facts.append(Comment(native_id=f"c{number}", post=f"{number}", author_handle="cy", text="hi", **FRAME))
    facts += [tie("ada", "bo", "mention"), tie("cy", "ada", "commenter"), tie("ada", "dee", "related")]
    land(database, *facts)


def test_ties_are_counted_and_the_most_frequent_come_first(database: Database) -> None:
    fill(database)
    with database.read() as connection:
        found = [(t.other, t.kind, t.outward, t.times, t.followers) for t in ties_of(connection, "instagram", "ada")]
    assert found == [
        ("cy", "commenter", False, 3, None),
        ("bo", "mention", True, 2, 2_000),
        ("dee", "related", True, 1, None),
    ]


def test_the_graph_is_whole_and_well_formed(database: Database, tmp_path: Path) -> None:
    fill(database)
    with database.read() as connection:
        content = graphml_of(connection)
        assert content == graphml_of(connection)
    (tmp_path / "graph.graphml").write_bytes(content)
    root = ElementTree.fromstring(content)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = root.findall(".//g:node", space)
    edges = root.findall(".//g:edge", space)
    assert (len(nodes), len(edges)) == (4, 3)
    known = {node.get("id") for node in nodes}
    assert all({edge.get("source"), edge.get("target")} <= known for edge in edges)
    names = [data.text for data in root.findall(".//g:data[@key='name']", space)]
    assert names == ["Bo <& [31m>"]


def test_whom_one_suppressed_is_in_neither_ties_nor_graph(database: Database) -> None:
    fill(database)
    with database.write() as connection:
        suppress(connection, "instagram", "bo", None, "asked")
    with database.read() as connection:
        assert [tie.other for tie in ties_of(connection, "instagram", "ada")] == ["cy", "dee"]
        assert ties_of(connection, "instagram", "bo") == []
        content = graphml_of(connection)
    assert b">bo<" not in content
    assert (content.count(b"<node "), content.count(b"<edge ")) == (3, 2)
