"""The graph: nearness, circles, overlap of audiences, lookalikes, and the wish to be like somebody."""

import random

import pytest

from scoring.audience import overlap_of, sketch_commenters, sketch_people
from scoring.brief import Brief
from scoring.explaining.reasons import _nearness_in_words
from scoring.facts_ranking import rank_facts
from scoring.graph import circles_of, graph_of, named_accounts, nearness_to, walk_from
from scoring.judging import niches_of, objects_of, rank_database, refresh_features, with_learned
from scoring.similar import _tells, find_circles, find_similar, likeness_of_nearness
from storage.database import Database
from storage.facts import Fact
from storage.verdicts import give_verdict
from tests.scoring.invent import NETWORK, account, evidence, follow, talk
from tests.test_people import land

INK, GYM = [f"ink{n}" for n in range(5)], [f"gym{n}" for n in range(5)]


def ring(names: list[str], kind: str = "following") -> list[tuple[str, str, str, str]]:
    """Everybody tied to everybody."""
    return [("n", one, other, kind) for one in names for other in names if one < other]


def test_a_walk_sums_to_one_and_stays_near_its_seeds() -> None:
    graph = graph_of([*ring(INK), *ring(GYM), ("n", "ink0", "gym0", "mention")])
    standing = walk_from(graph, [("n", "ink1")])
    assert standing.sum() == pytest.approx(1.0)
    near = nearness_to(graph, [("n", "ink1")])
    assert min(near["n", name] for name in INK) > max(near["n", name] for name in GYM) > 0
    assert near["n", "gym0"] > near["n", "gym3"]


def test_to_be_known_by_many_is_not_to_be_near() -> None:
    star = [("n", f"fan{n}", "star", "following") for n in range(200)]
    near = nearness_to(graph_of([*ring(INK), *star, ("n", "ink0", "star", "following")]), [("n", "ink0")])
    assert near["n", "star"] < near["n", "ink4"]


def test_networks_do_not_touch_and_strangers_are_not_reached() -> None:
    graph = graph_of([("a", "x", "y", "following"), ("b", "x", "z", "following")])
    assert nearness_to(graph, [("a", "x")]).keys() == {("a", "x"), ("a", "y")}
    assert nearness_to(graph, [("a", "nobody")]) == {}
    assert named_accounts(["@X"], graph) == [("a", "x"), ("b", "x")]
    assert named_accounts(["x@b"], graph) == [("b", "x")]
    assert nearness_to(graph_of([]), [("a", "x")]) == {}


def test_circles_are_found_whatever_the_order() -> None:
    edges = [*ring(INK), *ring(GYM), ("n", "ink0", "gym0", "mention")]
    everyone = [("n", name) for name in [*INK, *GYM, "alone"]]
    wanted = [[("n", name) for name in GYM], [("n", name) for name in INK]]
    assert circles_of(graph_of(edges), everyone) == wanted
    random.Random(2).shuffle(edges)
    assert circles_of(graph_of(edges), reversed(everyone)) == wanted
    assert circles_of(graph_of([]), everyone) == []


@pytest.mark.parametrize("shared", [0, 30, 120, 300])
def test_overlap_is_estimated_within_its_error(shared: int) -> None:
    one = sketch_people(f"p{n}" for n in range(300))
    other = sketch_people(f"p{n}" for n in range(300 - shared, 600 - shared))
    found = overlap_of(one, other)
    assert found is not None
    assert found.alike == pytest.approx(shared / (600 - shared), abs=0.11)
    assert found.shared == pytest.approx(shared / 300, abs=0.15)


def test_below_sixty_people_the_overlap_is_unknown() -> None:
    few, many = sketch_people(f"p{n}" for n in range(59)), sketch_people(f"p{n}" for n in range(600))
    assert overlap_of(few, many) is None
    assert overlap_of(None, many) is None
    assert sketch_commenters(evidence([*account(), *talk(others=59)])) is None
    found = sketch_commenters(evidence([*account(), *talk(others=60, answered=9)]))
    assert found is not None
    assert found[0] == 60  # the owner's own answers are nobody's


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert sketch_people(["a", "b"])[1][:8].hex() == sketch_people(["b", "a", "b"])[1][:8].hex() == "9c9d394d9106de02"


def _world(database: Database) -> None:
    facts: list[Fact] = []
    for number, name in enumerate(INK):
        facts += account(name, followers=4_000 + number)
    for number, name in enumerate(GYM):
        facts += account(name, followers=4_000 + number, bio="Gym and gains", post={"text": "Leg day #gym"})
    facts += [follow(one, other) for names in (INK, GYM) for one in names for other in names if one != other]
    facts += [*talk("ink0", others=80, answered=0), *talk("ink1", others=80, answered=0)]
    land(database, *facts)
    refresh_features(database)


def test_lookalikes_are_near_in_graph_niche_and_words(database: Database) -> None:
    _world(database)
    known = {(NETWORK, name) for name in [*INK, *GYM]}
    with database.read() as connection:
        found = find_similar(connection, NETWORK, "ink0", known)
    assert {one.handle for one in found[:4]} == set(INK) - {"ink0"}
    assert found[0].handle == "ink1"
    assert found[0].common == ["ink2", "ink3", "ink4"]
    assert "ties in common" in found[0].why
    overlaps = {one.handle: one.overlap for one in found}
    first = overlaps["ink1"]
    assert first is not None
    assert first.alike == 1.0  # the same invented fans
    assert overlaps["ink2"] is None


def test_what_everybody_says_is_no_likeness() -> None:
    for term in ("very", "two", "hello", "hello example", "dm collabs", "for collabs", "💌"):
        assert not _tells(term), term
    for term in ("oat flour", "veganbaking", "letterpress", "🌱"):
        assert _tells(term), term


@pytest.mark.parametrize(
    ("times", "liked", "words"),
    [
        (0.4, 1, "no nearer to the creator that is liked than an account picked at random"),
        (1.2, 3, "hardly nearer to the 3 creators that are liked than an account picked at random"),
        (12.4, 2, "about 12 times nearer to the 2 creators that are liked than an account picked at random, by who"),
    ],
)
def test_nearness_is_told_in_words(times: float, liked: int, words: str) -> None:
    assert _nearness_in_words(times, liked).startswith(words)


def test_circles_say_what_they_are_about(database: Database) -> None:
    _world(database)
    niches = niches_of(database)
    with database.read() as connection:
        circles = find_circles(connection, niches)
    assert [[handle for _, handle in circle.members] for circle in circles] == [GYM, INK]
    assert circles[0].topics[0] != circles[1].topics[0]


def test_who_is_like_an_accepted_creator_rises(database: Database) -> None:
    _world(database)
    land(database, *account("far", followers=4_000), follow("stranger", "far"))
    liked = Brief(words=("ink",), like=("ink0",))
    ranked = rank_database(database, liked)
    values = dict(zip(ranked["handle"], ranked["value_affinity"], strict=True))
    assert values["ink2"] > 0.3
    assert values["far"] is None
    assert "value_affinity" not in rank_database(database, Brief(words=("ink",))).columns
    item = next(objects_of(database, ranked.filter(ranked["handle"] == "ink2"), liked))
    assert "named or followed by @ink0" in item["signals"]["affinity"]["evidence"]
    with database.write() as connection:
        give_verdict(connection, NETWORK, "ink0", "accept", brief=Brief(words=("ink",)).key, now=1)
    assert with_learned(database, Brief(words=("ink",))).like == (f"ink0@{NETWORK}",)


def test_an_edge_of_one_kind_counts_as_its_kind() -> None:
    near = nearness_to(graph_of([("n", "a", "b", "coauthor"), ("n", "a", "c", "commenter"), ("n", "b", "d", "x"),
                                 ("n", "c", "d", "x")]), [("n", "a")])  # fmt: skip
    assert near["n", "b"] > near["n", "c"]
    assert likeness_of_nearness(0.05) == 0.0
    assert likeness_of_nearness(5.0) == pytest.approx(0.5, abs=0.001)
    assert likeness_of_nearness(9_999.0) == 1.0


def test_facts_without_a_database_are_near_too() -> None:
    found = rank_facts([*account("ana"), *account("bo"), follow("ana", "bo")], Brief(like=("ana@instagram",)))
    values = {item["handle"]: item["signals"]["affinity"]["value"] for item in found}
    assert values["bo"] > 0
