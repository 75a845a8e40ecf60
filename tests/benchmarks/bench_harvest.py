"""The harvest: nanos that fit found in 1,000 requests on invented graphs that nothing was built on, against breadth
first and against an oracle that knows niches. ``python -m tests.benchmarks.bench_harvest [SEED…]``."""

import random
import sys
from collections.abc import Iterator

from crawler.simulation import Simulated, World, simulate
from scoring.tiers import NANO_BAND
from tests.benchmarks.invent_graph import NICHES, InventedGraph, invent_graph

HELD_OUT = (101, 102, 103, 104)
REQUESTS, SEEDS = 1_000, 5
POLICIES = ("breadth", "vote", "learned", "oracle")


def world_of(graph: InventedGraph, niche: str, *, named: bool = True) -> World:
    """The graph as a simulation reads it: who is a nano of the niche fits. Without names, handles say nothing."""
    handles = [name if named else f"u{number}" for number, name in enumerate(graph.names)]
    accounts = {
        handle: Simulated(
            handle if named else "", followers, of, of == niche and NANO_BAND[0] <= followers <= NANO_BAND[1]
        )
        for handle, followers, of in zip(handles, graph.followers, graph.niches, strict=True)
    }
    lists = {handles[number]: [handles[other] for other in listed] for number, listed in enumerate(graph.lists)}
    return World(accounts, lists)


def harvest(seed: int, accounts: int = 60_000, requests: int = REQUESTS, *, named: bool = True) -> dict[str, int]:
    """Found by policy on one graph, from five seeds that fit."""
    world = world_of(invent_graph(seed, accounts), NICHES[seed % len(NICHES)], named=named)
    fitting = [handle for handle, one in world.accounts.items() if one.fits]
    seeds = random.Random(seed).sample(fitting, SEEDS)
    return {policy: simulate(world, seeds, requests, policy).found for policy in POLICIES}


def measure(graphs: tuple[int, ...] = HELD_OUT) -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most)."""
    found = [harvest(seed) for seed in graphs]
    times = [one["learned"] / max(1, one["breadth"]) for one in found]
    yield "learned policy: times breadth-first, mean", sum(times) / len(times), 2.2, False
    yield "learned policy: times breadth-first, worst graph", min(times), 1.5, False
    shares = [one["learned"] / one["oracle"] for one in found]
    yield "learned policy: share of the oracle that knows niches, mean", sum(shares) / len(shares), 0.75, False


if __name__ == "__main__":
    for number in map(int, sys.argv[1:] or HELD_OUT):
        for named in (True, False):
            print(number, "named" if named else "nameless", harvest(number, named=named), flush=True)
