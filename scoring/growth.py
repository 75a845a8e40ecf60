"""How an account grows: followers over time, weeks until a mark, and who rises into the band or out of it.

The logarithm of followers goes with time along the least-squares line through what pages showed; what a rounded count
cannot tell is not told. It cannot tell: a jump that was bought, or a season.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import exp, log
from typing import Any

from scoring.tiers import NANO_BAND

WEEK_MS = 7 * 86_400_000
SHORTEST_MS = 6 * 86_400_000  # observations of a shorter span say nothing about a week
RISING = (700, 999)
GROWING = 0.002  # a share a week below which an account is called steady
LONGEST_WEEKS = 104.0  # nobody's growth is told further ahead


@dataclass(frozen=True)
class Observed:
    """Followers as a page showed them: when (milliseconds), how many, and how rounded (± ``within``)."""

    at: int
    followers: int
    within: int = 0


@dataclass(frozen=True)
class Growth:
    """``weekly`` share of growth, ``None`` where it cannot be told (``why``). Weeks ``None``: not on the way, or beyond
    two years."""

    followers: int
    observations: int
    days: float
    weekly: float | None
    weeks_to_1000: float | None
    weeks_to_10000: float | None
    why: str | None = None


def growth_of(observed: Sequence[Observed]) -> Growth | None:
    """The growth from what was seen, in any order; ``None`` where nothing was."""
    seen = sorted({one.at: one for one in observed if one.followers > 0}.values(), key=lambda one: one.at)
    if not seen:
        return None
    first, last = seen[0], seen[-1]
    days = (last.at - first.at) / 86_400_000
    why = _why_not(seen)
    if why is not None:
        return Growth(last.followers, len(seen), round(days, 1), None, None, None, why)
    weekly = exp(_slope([(one.at / WEEK_MS, log(one.followers)) for one in seen])) - 1.0
    first_mark, second_mark = (weeks_until(last.followers, weekly, mark) for mark in NANO_BAND)
    return Growth(last.followers, len(seen), round(days, 1), round(weekly, 5), first_mark, second_mark)


def _why_not(seen: Sequence[Observed]) -> str | None:
    first, last = seen[0], seen[-1]
    if last.at - first.at < SHORTEST_MS:
        return "seen once" if len(seen) == 1 else "seen within less than a week only"
    if abs(last.followers - first.followers) < first.within + last.within:
        return "the counts are too rounded to tell"
    return None


def _slope(points: Sequence[tuple[float, float]]) -> float:
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


def weeks_until(followers: int, weekly: float, mark: int) -> float | None:
    """Weeks until a mark above at a growth; ``None`` where it is passed, not on the way, or beyond two years."""
    if followers >= mark or weekly < GROWING:
        return None
    weeks = log(mark / followers) / log(1.0 + weekly)
    return round(weeks, 1) if weeks <= LONGEST_WEEKS else None


def is_rising(growth: Growth) -> bool:
    """Whether somebody just below the nanos is on the way to be one."""
    return RISING[0] <= growth.followers <= RISING[1] and growth.weekly is not None and growth.weekly >= GROWING


def growth_object(observed: Sequence[Observed]) -> dict[str, Any] | None:
    """What programs are told of the growth; ``None`` where no count was seen at any time."""
    growth = growth_of(observed)
    return None if growth is None else {**asdict(growth), "rising": is_rising(growth)}


def word_growth(growth: Growth) -> str:
    """The growth in words."""
    if growth.weekly is None:
        return f"growth unknown: {growth.why}"
    if abs(growth.weekly) < GROWING:
        words = "steady"
    else:
        words = f"{'grows' if growth.weekly > 0 else 'shrinks'} by {abs(growth.weekly):.1%} a week"
    for mark, weeks in (("1,000", growth.weeks_to_1000), ("10,000", growth.weeks_to_10000)):
        if weeks is not None:
            return f"{words}: {mark} followers in about {weeks:.0f} weeks"
    return words
