"""The graph of ties: who stands near whom (personalised PageRank), and which circles there are (modularity).

Ties count in both directions, by kind; several kinds between two accounts add up. Twenty iterations in scipy.sparse.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage.facts import AccountKey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ITERATIONS = 20
DAMPING = 0.85
# How near a tie of each kind brings two accounts. Judgements: what takes both people counts most.
TIE_WEIGHTS: dict[str, float] = {
    "coauthor": 1.5, "related": 1.0, "following": 1.0, "follower": 1.0, "endorsement": 1.0, "tagged": 0.8,
    "boost": 0.7, "reply": 0.7, "mention": 0.6, "commenter": 0.3, "sponsor": 0.2,
}  # fmt: skip
_OTHER = 0.5

Edge = tuple[str, str, str, str]  # network, source, target, kind


@dataclass(frozen=True)
class Graph:
    """``accounts`` in order, ``place`` of each in it, ``ties`` as a symmetric sparse matrix, ``degrees`` its sums."""

    accounts: list[AccountKey]
    place: dict[AccountKey, int]
    ties: Any
    degrees: "NDArray[np.float64]"


def graph_of(edges: Iterable[Edge]) -> Graph:
    """The graph of these ties; networks are parts of it that nothing joins."""
    import numpy as np
    from scipy.sparse import coo_array

    edges = list(edges)
    accounts = sorted({(network, name) for network, source, target, _ in edges for name in (source, target)})
    place = {account: number for number, account in enumerate(accounts)}
    rows = np.array([place[network, source] for network, source, _, _ in edges], dtype=np.int64)
    columns = np.array([place[network, target] for network, _, target, _ in edges], dtype=np.int64)
    weights = np.array([TIE_WEIGHTS.get(kind, _OTHER) for _, _, _, kind in edges], dtype=np.float64)
    shape = (len(accounts), len(accounts))
    both = (np.concatenate([weights, weights]), (np.concatenate([rows, columns]), np.concatenate([columns, rows])))
    ties = coo_array(both, shape=shape).tocsr()
    return Graph(accounts, place, ties, np.asarray(ties.sum(axis=1)).ravel())


def walk_from(graph: Graph, seeds: Iterable[AccountKey]) -> "NDArray[np.float64]":
    """Personalised PageRank: how often a walk that begins anew at the seeds (15 % of steps) stands on each account."""
    import numpy as np

    start = np.zeros(len(graph.accounts))
    known = [graph.place[seed] for seed in sorted(set(seeds)) if seed in graph.place]
    if not known:
        return start
    start[known] = 1.0 / len(known)
    step = np.where(graph.degrees > 0, 1.0 / np.maximum(graph.degrees, 1e-12), 0.0)
    standing = start.copy()
    for _ in range(ITERATIONS):
        standing = (1.0 - DAMPING) * start + DAMPING * (graph.ties @ (standing * step))
    return standing


def nearness_to(graph: Graph, seeds: Sequence[AccountKey]) -> dict[AccountKey, float]:
    """How many times more often than a walk without seeds the walk stands on each account: 1 is chance.

    Divided by the account's share of all ties, so that to be known by many is not to be near. Unreached accounts are
    left out.
    """
    standing = walk_from(graph, seeds)
    total = float(graph.degrees.sum())
    return {
        account: round(float(standing[number]) * total / float(graph.degrees[number]), 6)
        for number, account in enumerate(graph.accounts)
        if standing[number] > 1e-12
    }


NEARNESS = (0.1, 250.0)  # times chance at which an account is not near at all, and as near as can be


def named_accounts(names: Iterable[str], graph: Graph) -> list[AccountKey]:
    """The accounts of the graph that ``handle`` (on any network) or ``handle@network`` name."""
    wanted = {name.removeprefix("@").lower() for name in names}
    return [
        account
        for account in graph.accounts
        if account[1].lower() in wanted or f"{account[1]}@{account[0]}".lower() in wanted
    ]


def circles_of(graph: Graph, among: Iterable[AccountKey]) -> list[list[AccountKey]]:
    """The accounts as circles that are tied among themselves more than chance (Louvain), the largest first.

    Deterministic: accounts are looked at in their order and move only where modularity grows. Those without a tie to
    another of ``among`` are in none.
    """
    import numpy as np

    chosen = sorted(number for account in set(among) if (number := graph.place.get(account)) is not None)
    part = graph.ties[chosen][:, chosen].tocsr()
    members: list[list[int]] = [[number] for number in chosen]
    while part.shape[0]:
        labels = _move_locally(part)
        names = {label: number for number, label in enumerate(dict.fromkeys(labels))}
        if len(names) == part.shape[0]:
            break
        joined: list[list[int]] = [[] for _ in names]
        for number, label in enumerate(labels):
            joined[names[label]] += members[number]
        members = joined
        part = _fold(part, np.array([names[label] for label in labels]), len(names))
    circles = [sorted(graph.accounts[number] for number in circle) for circle in members if len(circle) > 1]
    return sorted(circles, key=lambda circle: (-len(circle), circle[0]))


def _fold(part: Any, labels: Any, count: int) -> Any:
    import numpy as np
    from scipy.sparse import coo_array

    size = len(labels)
    belongs = coo_array((np.ones(size), (labels, np.arange(size))), shape=(count, size)).tocsr()
    return (belongs @ part @ belongs.T).tocsr()


def _move_locally(part: Any) -> list[int]:
    """A circle for each row: each moves to the neighbouring circle by which modularity grows most, until none does."""
    degrees = [float(degree) for degree in part.sum(axis=1)]
    total = sum(degrees)
    labels = list(range(len(degrees)))
    sums: dict[int, float] = dict(enumerate(degrees))
    for _ in range(50):
        moved = False
        for number, degree in enumerate(degrees):
            begin, end = part.indptr[number], part.indptr[number + 1]
            ties: dict[int, float] = {}
            for other, weight in zip(part.indices[begin:end], part.data[begin:end], strict=True):
                if other != number:
                    ties[labels[other]] = ties.get(labels[other], 0.0) + float(weight)
            own = labels[number]
            sums[own] -= degree
            best, most = own, ties.get(own, 0.0) - sums[own] * degree / total if total else 0.0
            for label in sorted(ties):
                gain = ties[label] - sums[label] * degree / total
                if gain > most + 1e-9:
                    best, most = label, gain
            sums[best] += degree
            moved = moved or best != own
            labels[number] = best
        if not moved:
            break
    return labels
