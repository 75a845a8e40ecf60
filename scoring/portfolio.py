"""Choosing N creators under a budget: reach that counts, spread over niches and places, overlapping audiences once.

The worth of a choice is monotone and submodular. Of it, ``1 − SPREAD`` is the reach that counts (followers · low/100)
of the union of the audiences, where pairs with a known overlap share that part; ``SPREAD`` is the same reach summed by
niche and by place, where what one niche (or place) brings beyond a third of a full choice counts half, beyond two
thirds a quarter. Lazy greedy by worth per dollar, beside greedy by worth and the best single one; its bound comes from
submodularity. Small choices are solved exactly as a mixed-integer program (HiGHS).
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SPREAD = 0.5
STEPS = ((1 / 3, 1.0), (1 / 3, 0.5), (1.0, 0.25))  # (width as a share of a full choice, what a unit in it counts)
EXACT_UP_TO = 250
_SECONDS = 10.0
OVERSTATED = 1.45  # the most by which adding up audiences was found to overstate reach (6–45 %)

Pair = tuple[int, int]


@dataclass(frozen=True)
class Option:
    """Somebody who may be chosen. ``worth`` is the reach that counts; niche and place ``None`` where unknown. ``fit``
    to the brief (0–1) decides nothing here, it is told."""

    network: str
    handle: str
    followers: int
    price: int
    worth: float
    niche: str | None = None
    place: str | None = None
    fit: float | None = None


@dataclass(frozen=True)
class Choice:
    """What was chosen, in the order of choosing: ``share_of_best`` is at least so much of the best possible worth.

    ``reach_most`` adds audiences up; ``reach_known`` takes off the overlaps that are known; ``reach_least`` is the most
    by 1.45, what adding up was found to overstate at worst.
    """

    options: list[Option]
    price: int
    worth: float
    bound: float
    share_of_best: float
    exact: bool
    reach_most: int
    reach_known: int
    reach_least: int
    pairs: int
    pairs_known: int


class _Worth:
    """The worth of sets of options, which are named by their place in the list."""

    def __init__(self, options: Sequence[Option], overlaps: Mapping[Pair, float], n: int) -> None:
        self.options = options
        self.shared = _share_out([option.worth for option in options], overlaps)
        self.partners: dict[int, list[tuple[int, float]]] = {}
        for (one, other), worth in sorted(self.shared.items()):
            self.partners.setdefault(one, []).append((other, worth))
            self.partners.setdefault(other, []).append((one, worth))
        self.full = sum(sorted((option.worth for option in options), reverse=True)[:n]) or 1.0

    def groups(self, place: int) -> tuple[tuple[str, str | None], ...]:
        option = self.options[place]
        return ("niche", option.niche), ("place", option.place)

    def counted(self, total: float) -> float:
        """A sum of one niche or place as it counts."""
        counted, left = 0.0, total
        for width, factor in STEPS:
            part = min(left, width * self.full)
            counted += factor * part
            left -= part
        return counted + STEPS[-1][1] * left

    def gain(self, place: int, chosen: set[int], sums: Mapping[tuple[str, str | None], float]) -> float:
        """How much the choice grows by this one."""
        own = self.options[place].worth
        reach = own - sum(worth for other, worth in self.partners.get(place, ()) if other in chosen)
        spread = 0.0
        for group in self.groups(place):
            before = sums.get(group, 0.0)
            spread += 0.5 * (self.counted(before + own) - self.counted(before))
        return (1.0 - SPREAD) * reach + SPREAD * spread

    def of(self, places: Sequence[int]) -> float:
        """The worth of a whole choice."""
        chosen: set[int] = set()
        sums: dict[tuple[str, str | None], float] = {}
        total = 0.0
        for place in places:
            total += self.gain(place, chosen, sums)
            chosen.add(place)
            for group in self.groups(place):
                sums[group] = sums.get(group, 0.0) + self.options[place].worth
        return total


def _share_out(worths: Sequence[float], overlaps: Mapping[Pair, float]) -> dict[Pair, float]:
    """The worth that each pair has in common; scaled down where somebody's pairs together exceed what they have."""
    common = {
        (min(pair), max(pair)): share * min(worths[pair[0]], worths[pair[1]])
        for pair, share in overlaps.items()
        if share > 0 and pair[0] != pair[1]
    }
    sums = [0.0] * len(worths)
    for (one, other), worth in common.items():
        sums[one] += worth
        sums[other] += worth
    scale = [min(1.0, worth / total) if total > 0 else 1.0 for worth, total in zip(worths, sums, strict=True)]
    return {pair: worth * min(scale[pair[0]], scale[pair[1]]) for pair, worth in common.items()}


def choose_creators(
    options: Sequence[Option], budget: int, n: int, overlaps: Mapping[Pair, float] | None = None, *, exact: bool = True
) -> Choice:
    """The best N (or fewer) within the budget; ``overlaps`` is the known share in common by pairs of places.

    The same options in any order give the same choice.
    """
    order = sorted(range(len(options)), key=lambda place: (options[place].network, options[place].handle))
    new_place = {old: new for new, old in enumerate(order)}
    known = {
        (min(new_place[one], new_place[other]), max(new_place[one], new_place[other])): share
        for (one, other), share in (overlaps or {}).items()
    }
    affordable = [options[place] for place in order]
    worth = _Worth(affordable, known, n)
    fitting = [place for place, option in enumerate(affordable) if option.price <= budget and option.worth > 0]
    per_dollar, bound_1 = _greedy(worth, fitting, budget, n, by_price=True)
    plain, bound_2 = _greedy(worth, fitting, budget, n, by_price=False)
    single = sorted(fitting, key=lambda place: (-worth.of([place]), place))[: min(n, 1)]
    best = max((per_dollar, plain, single), key=worth.of)
    bound = min(bound_1, bound_2)
    solved = False
    if exact and 0 < len(fitting) <= EXACT_UP_TO:
        found, bound_3, solved = _solve(worth, fitting, budget, n)
        bound = min(bound, bound_3)
        if worth.of(found) > worth.of(best):
            best = found
    return _choice(worth, best, known, bound, solved)


def _choice(worth: _Worth, places: Sequence[int], known: Mapping[Pair, float], bound: float, solved: bool) -> Choice:
    chosen = [worth.options[place] for place in places]
    most = sum(option.followers for option in chosen)
    audiences = _share_out([option.followers for option in worth.options], known)
    inside = set(places)
    common = sum(both for pair, both in audiences.items() if inside.issuperset(pair))
    total = worth.of(places)
    bound = max(bound, total)
    return Choice(
        options=chosen,
        price=sum(option.price for option in chosen),
        worth=round(total, 2),
        bound=round(bound, 2),
        share_of_best=round(total / bound, 4) if bound > 0 else 1.0,
        exact=solved,
        reach_most=most,
        reach_known=round(most - common),
        reach_least=round(most / OVERSTATED),
        pairs=len(chosen) * (len(chosen) - 1) // 2,
        pairs_known=sum(inside.issuperset(pair) for pair in known),
    )


def _greedy(worth: _Worth, fitting: Sequence[int], budget: int, n: int, *, by_price: bool) -> tuple[list[int], float]:
    """Always the one that adds most (per dollar), looked at lazily; and a bound on the worth of any choice."""
    chosen: list[int] = []
    inside: set[int] = set()
    sums: dict[tuple[str, str | None], float] = {}
    left, total = budget, 0.0

    def key(place: int) -> float:
        gain = worth.gain(place, inside, sums)
        return gain / max(1, worth.options[place].price) if by_price else gain

    waiting = [(-key(place), place, 0) for place in fitting]
    heapq.heapify(waiting)
    bound = _bound(worth, fitting, inside, sums, budget, n, 0.0)
    while waiting and len(chosen) < n:
        _, place, seen = heapq.heappop(waiting)
        if worth.options[place].price > left:
            continue  # it never fits again
        if seen < len(chosen):
            # Gains only fall: whoever still leads after looking again is the best.
            heapq.heappush(waiting, (-key(place), place, len(chosen)))
            continue
        total += worth.gain(place, inside, sums)
        chosen.append(place)
        inside.add(place)
        left -= worth.options[place].price
        for group in worth.groups(place):
            sums[group] = sums.get(group, 0.0) + worth.options[place].worth
        bound = min(bound, _bound(worth, fitting, inside, sums, budget, n, total))
    return chosen, bound


def _bound(
    worth: _Worth, fitting: Sequence[int], inside: set[int], sums: Any, budget: int, n: int, total: float
) -> float:
    """No choice is worth more: what is chosen and the n largest gains, or the gains that a budget buys in parts."""
    gains = [(worth.gain(place, inside, sums), worth.options[place].price) for place in fitting if place not in inside]
    by_number = sum(sorted((gain for gain, _ in gains), reverse=True)[:n])
    by_price, left = 0.0, float(budget)
    for gain, price in sorted(gains, key=lambda item: -item[0] / max(1, item[1])):
        if left <= 0:
            break
        part = min(1.0, left / price) if price > 0 else 1.0
        by_price += gain * part
        left -= price * part
    return total + min(by_number, by_price)


def _solve(worth: _Worth, fitting: Sequence[int], budget: int, n: int) -> tuple[list[int], float, bool]:
    """(the choice, a bound, whether it is proven best) by HiGHS; an empty choice where none was found in time."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    options = worth.options
    column = {place: number for number, place in enumerate(fitting)}
    pairs = [(pair, common) for pair, common in sorted(worth.shared.items()) if column.keys() >= set(pair)]
    groups = sorted({group for place in fitting for group in worth.groups(place)}, key=repr)
    count = len(fitting)
    first_step = count + len(pairs)
    size = first_step + len(groups) * len(STEPS)
    gain = np.zeros(size)
    upper = np.ones(size)
    cells: list[tuple[int, int, float]] = []
    limits: list[float] = [float(budget), float(n)]
    for place, number in column.items():
        gain[number] = (1.0 - SPREAD) * options[place].worth
        cells += [(0, number, float(options[place].price)), (1, number, 1.0)]
    for number, (pair, common) in enumerate(pairs, start=count):
        # Both chosen: what they have in common counts once.
        gain[number] = -(1.0 - SPREAD) * common
        cells += [(len(limits), column[pair[0]], 1.0), (len(limits), column[pair[1]], 1.0), (len(limits), number, -1.0)]
        limits.append(1.0)
    for number, group in enumerate(groups):
        row = len(limits)
        for step, (width, factor) in enumerate(STEPS):
            at = first_step + number * len(STEPS) + step
            gain[at] = SPREAD * 0.5 * factor * worth.full
            upper[at] = width if step + 1 < len(STEPS) else np.inf
            cells.append((row, at, worth.full))
        cells += [(row, column[place], -options[place].worth) for place in fitting if group in worth.groups(place)]
        limits.append(0.0)
    rows, columns, values = zip(*cells, strict=True)
    matrix = coo_array((values, (rows, columns)), shape=(len(limits), size)).tocsr()
    found = milp(
        -gain,
        constraints=LinearConstraint(matrix, -np.inf, np.array(limits)),
        integrality=np.concatenate([np.ones(count), np.zeros(size - count)]),
        bounds=Bounds(np.zeros(size), upper),
        options={"time_limit": _SECONDS, "mip_rel_gap": 1e-6},
    )
    bound = float("inf") if found.mip_dual_bound is None else -float(found.mip_dual_bound)
    if found.x is None:
        return [], bound, False
    chosen = [place for place, number in column.items() if found.x[number] > 0.5]
    ordered = sorted(chosen, key=lambda place: (-options[place].worth / max(1, options[place].price), place))
    return ordered, bound * (1 + 1e-9), found.status == 0
