"""Whom to visit next: what is learned, what is chosen, and what a crawl writes into its frontier."""

import csv
import json
from pathlib import Path

import pytest

from crawler.crawling.foresight import Foresight
from crawler.crawling.visit_policy import _FEATURES, LearnedPolicy, word_choice
from crawler.networks.network import Target
from crawler.simulation import read_seeds, read_world, simulate
from scoring.brief import Brief
from scoring.ranking.match import niches_wanted
from storage import frontier
from storage.database import Database
from storage.facts import Profile, Sighting
from storage.frontier import Wanted
from tests.benchmarks.bench_harvest import harvest, world_of
from tests.benchmarks.invent_graph import NICHES, invent_graph
from tests.commands import complaint, nanoscout
from tests.databases import query
from tests.test_frontier import lease, want


def taught() -> LearnedPolicy:
    """Sixty visits: whom ``good…`` accounts show fits and is called a baker, whom ``dull…`` ones show is not."""
    policy = LearnedPolicy()
    for number in range(30):
        policy.visited(f"good{number}", [(f"bake{number}.{n}", "the baker") for n in range(3)], fits=True, sized=True)
        policy.visited(f"dull{number}", [(f"corp{number}.{n}", "holding") for n in range(3)], fits=False, sized=False)
        policy.visited(f"bake{number}.0", [], fits=True, sized=True)
        policy.visited(f"corp{number}.0", [], fits=False, sized=False)
    return policy


def test_seeds_come_first_then_votes() -> None:
    policy = LearnedPolicy()
    policy.add_seed("a")
    policy.add_seed("b")
    first = policy.choose()
    assert first is not None
    assert (first.key, first.why) == ("a", "seed")
    policy.visited("a", [("x", ""), ("y", "")], fits=False, sized=False)
    policy.visited("b", [("y", "")], fits=True, sized=True)
    voted = policy.choose()
    assert voted is not None
    assert (voted.key, voted.why) == ("y", "vote: 1 that fit show it")


def test_what_was_learned_decides_and_is_said() -> None:
    policy = taught()
    keys = []
    for _ in range(20):
        choice = policy.choose()
        assert choice is not None
        keys.append(choice.key)
        policy.visited(choice.key, [], fits=choice.key.startswith("bake"), sized=True)
    assert sum(key.startswith("bake") for key in keys) >= 18
    chances = dict(policy.chances())
    bakers = [chance for key, chance in chances.items() if key.startswith("bake")]
    others = [chance for key, chance in chances.items() if key.startswith("corp")]
    assert min(bakers) > max(others)
    choice = policy.choose()
    assert choice is not None
    assert choice.why.startswith("learned: ")


def test_a_niche_counts_even_where_size_kept_its_people_from_fitting() -> None:
    """Of bakers half are too large: whom these show is worth a visit all the same; holdings never fit."""
    policy = LearnedPolicy()
    for number in range(60):
        baker = number % 2 == 0
        shown = [(f"{'x' if baker else 'y'}{number}.{n}", "") for n in range(3)]
        fits = baker and number % 4 == 0
        policy.visited(f"a{number}", shown, fits=fits, sized=fits, niche="food" if baker else "finance")
    policy.visited("large.baker", [("shown.by.baker", "")], fits=False, sized=False, niche="food")
    policy.visited("holding", [("shown.by.holding", "")], fits=False, sized=True, niche="finance")
    for number in range(25):
        policy.visited(f"x{number * 2}.0", [], fits=number % 2 == 0, sized=True, niche="food")
    chances = dict(policy.chances())
    assert chances["shown.by.baker"] > 3 * chances["shown.by.holding"]
    assert policy.why("shown.by.baker").startswith("learned: ")
    assert policy.why("stranger") == ""


def test_why_somebody_was_visited_is_said_in_words() -> None:
    assert word_choice("vote: 1 that fit show it") == "1 account that fits points to it"
    assert word_choice("vote: 3 that fit show it") == "3 accounts that fit point to it"
    assert "before" in word_choice("vote: 0 that fit show it")
    codes = ["seed", "met", "explore", *(f"learned: {name}" for name in _FEATURES)]
    assert not [code for code in codes if word_choice(code) in code]


def test_nobody_is_visited_twice_and_the_end_is_the_end() -> None:
    policy = LearnedPolicy()
    policy.add_seed("a")
    policy.visited("a", [("b", ""), ("a", "")], fits=True, sized=True)
    policy.visited("b", [("a", "")], fits=False, sized=False)
    policy.add_seed("b")
    assert policy.choose() is None
    assert LearnedPolicy().choose() is None


def test_the_harvest_beats_breadth_first() -> None:
    """A small graph; the figures of the full ones: python -m tests.benchmarks.bench_harvest."""
    found = harvest(7, accounts=12_000, requests=400)
    assert found["learned"] >= 1.5 * found["breadth"]
    assert found["learned"] >= 0.6 * found["oracle"]


def test_the_same_graph_gives_the_same_harvest() -> None:
    world = world_of(invent_graph(3, 3_000), NICHES[2])
    seeds = [handle for handle, one in world.accounts.items() if one.fits][:3]
    assert simulate(world, seeds, 200, "learned") == simulate(world, seeds, 200, "learned")


def _write(folder: Path) -> list[str | Path]:
    graph = invent_graph(2, 2_000)
    world = world_of(graph, NICHES[4])
    with (folder / "accounts.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["handle", "name", "followers", "niche", "fits"])
        writer.writerows([h, one.name, one.followers, one.niche, int(one.fits)] for h, one in world.accounts.items())
    with (folder / "edges.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "target", "kind"])
        writer.writerows([handle, other, "related"] for handle, listed in world.lists.items() for other in listed)
    seed = next(handle for handle, one in world.accounts.items() if one.fits)
    return ["--accounts", folder / "accounts.csv", "--edges", folder / "edges.csv", "--seeds", seed]


def test_the_verb_compares_policies_over_files(tmp_path: Path) -> None:
    asked = _write(tmp_path)
    lines = nanoscout("simulate", *asked, "--requests", "100", "--json").splitlines()
    found = [json.loads(line) for line in lines]
    assert [one["policy"] for one in found] == ["breadth", "vote", "learned", "oracle"]
    assert all(one["requests"] == 100 and one["curve"][-1] == one["found"] for one in found)
    assert "× breadth" in nanoscout("simulate", *asked, "--requests", "50", "--policy", "learned")
    assert "No policy" in complaint("simulate", *asked, "--policy", "luck", code=11)
    assert "None of the seeds" in complaint("simulate", *asked[:4], "--seeds", "nobody", code=7)
    missing = complaint("simulate", "--accounts", tmp_path / "edges.csv", *asked[2:], code=4)
    assert "no column handle" in missing


def test_lists_are_capped_and_seeds_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("handle,name,followers,niche,fits\nhub,,,x,0\n"
                                    + "".join(f"n{n},,5000,x,1\n" for n in range(90)))  # fmt: skip
    (tmp_path / "e.csv").write_text("source,target,kind\n" + "".join(f"hub,n{n},related\n" for n in range(90)))
    world = read_world(tmp_path / "a.csv", tmp_path / "e.csv")
    assert len(world.shown("hub")) == 60
    (tmp_path / "seeds.txt").write_text("@hub\n\nn1\n")
    assert read_seeds(str(tmp_path / "seeds.txt")) == ["hub", "n1"]
    assert simulate(world, ["hub"], 1_000, "learned").found == 60


def test_a_crawl_writes_what_it_learned_into_its_frontier(database: Database) -> None:
    foresight = Foresight((1_000, 10_000))
    changed: list[tuple[str, str, float]] = []
    for number in range(60):
        good = number % 2 == 0
        kind = "bake" if good else "corp"
        target = Target("mastodon", "account", f"{kind}{number}.x")
        facts: list[Profile | Sighting] = [
            Profile(network="mastodon", page="p", handle=target.key, followers=4_000 if good else 90_000)
        ]
        facts += [
            Sighting(network="mastodon", page="p", handle=f"{kind}{number + n}.x", route="related")
            for n in range(2, 12, 2)
        ]
        wanted = [Wanted("mastodon", "account", fact.handle or "", "h", 2.0, 1) for fact in facts[1:]]
        foresight.note(target, facts, wanted)
        changed = foresight.end_visit(target) or changed
    promises = {handle: promise for _, handle, promise in changed}
    assert promises
    best = max(promises, key=lambda handle: promises[handle])
    assert best.startswith("bake")
    want(database, (best, 0.5), ("corp1.x", 0.6))
    want(database, ("seed", 50.0), depth=0)
    with database.write() as connection:
        frontier.set_promises(connection, 1, [("mastodon", best, 9.0), ("mastodon", "seed", 1.0)])
    assert dict(query(database, "SELECT key, promise FROM target"))["seed"] == 50.0
    lease(database)
    assert lease(database).key == best


def test_a_brief_says_which_niches_fit() -> None:
    """The same sized accounts, bakers and painters: where food is wanted, whom bakers show is promised more."""
    assert niches_wanted(Brief(words=("sourdough",))) == {"food"}
    assert niches_wanted(Brief()) == frozenset()
    foresight = Foresight((1_000, 10_000), niches_wanted(Brief(niches=("food",))))
    promises: dict[str, float] = {}
    for number in range(60):
        baker = number % 2 == 0
        bio = "Vegan baking and sourdough" if baker else "Watercolour painting, oil paint, easel"
        target = Target("instagram", "account", f"{'baker' if baker else 'painter'}{number}")
        facts: list[Profile | Sighting] = [
            Profile(network="instagram", page="p", handle=target.key, followers=4_000, bio=bio)
        ]
        facts += [
            Sighting(
                network="instagram", page="p", handle=target.key.replace(str(number), str(number + n)), route="related"
            )
            for n in range(2, 12, 2)
        ]
        foresight.note(target, facts, [])
        promises |= {handle: promise for _, handle, promise in foresight.end_visit(target)}
    bakers = [promise for handle, promise in promises.items() if handle.startswith("baker")]
    painters = [promise for handle, promise in promises.items() if handle.startswith("painter")]
    assert min(bakers) > max(painters)
    assert (foresight.why(Target("instagram", "account", "baker62"), depth=1) or "").startswith("learned: ")
    assert foresight.why(Target("instagram", "account", "baker62"), depth=0) == "seed"
    assert foresight.why(Target("instagram", "hashtag", "food"), depth=0) is None


@pytest.mark.parametrize("followers", [None, 0])
def test_a_visit_that_told_nothing_teaches_nothing(followers: int | None) -> None:
    foresight = Foresight((1_000, 10_000))
    target = Target("mastodon", "account", "shy")
    facts = [Profile(network="mastodon", page="p", handle="shy", followers=followers)]
    foresight.note(target, facts, [])
    assert foresight.end_visit(target) == []
    assert foresight.end_visit(target) == []
