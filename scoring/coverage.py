"""How much of a niche has been found: capture–recapture over the routes that led to people.

Every route (a hashtag's top posts, related lists, follows …) is a net that was cast; who was caught by several tells
how many were caught by none. Two routes: Chapman's estimator. More: Chao's lower bound. The interval takes the
logarithm of those not found to be normal (Chao 1987). **Routes correlate** (who is in a hashtag's top posts is also
named more often), which makes the estimate too low and the coverage too high: it is a bound, not a census.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

from scoring.wording import plural
from storage.routes import routes_to_accounts

if TYPE_CHECKING:
    from sqlalchemy import Connection

FEWEST_FOUND = 20
FEWEST_TWICE = 5  # caught by two routes or more: with fewer an estimate is a guess
_Z = 1.96
WARNING = "routes correlate, so this is rather too high"


@dataclass(frozen=True)
class Coverage:
    """``found`` accounts of an estimated ``total`` (95 % interval ``low``–``high``); shares of it likewise, 0–1.

    All but the counts are ``None`` where too little was found to say, which ``why`` tells.
    """

    found: int
    routes: dict[str, int]
    twice: int
    total: float | None = None
    low: float | None = None
    high: float | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    method: str | None = None
    why: str | None = None


def estimate_coverage(caught: Mapping[Any, set[str]]) -> Coverage:
    """The coverage from the routes by which each account was met; accounts without a route (seeds) do not count."""
    met = {account: routes for account, routes in caught.items() if routes}
    counts = Counter(route for routes in met.values() for route in routes)
    by_times = Counter(len(routes) for routes in met.values())
    found, twice = len(met), sum(number for times, number in by_times.items() if times > 1)
    routes = dict(sorted(counts.items()))
    if len(routes) < 2:
        return Coverage(found, routes, twice, why="only one route led anywhere, so there is nothing to compare")
    if found < FEWEST_FOUND or twice < FEWEST_TWICE:
        why = f"too few found to say ({found:,}, {twice:,} of them by two routes)"
        return Coverage(found, routes, twice, why=why)
    if len(routes) == 2:
        method, (missed, variance) = "Chapman", _chapman(*counts.values(), both=twice)
    else:
        method, (missed, variance) = "Chao lower bound", _chao(by_times[1], by_times[2], len(routes))
    spread = exp(_Z * sqrt(log(1.0 + variance / missed**2))) if missed > 0 else 1.0
    total, low, high = found + missed, found + missed / spread, found + missed * spread
    return Coverage(
        found,
        routes,
        twice,
        round(total, 1),
        round(low, 1),
        round(high, 1),
        share=round(found / total, 4),
        share_low=round(found / high, 4),
        share_high=round(found / low, 4),
        method=method,
    )


def _chapman(first: int, second: int, *, both: int) -> tuple[float, float]:
    """(how many neither of two routes met, the variance): (n₁+1)(n₂+1)/(m+1) − 1, less those met."""
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return max(0.0, total - (first + second - both)), variance


def _chao(once: int, twice: int, routes: int) -> tuple[float, float]:
    """(at least how many no route met, the variance), bias-corrected: ((T−1)/T) · Q₁(Q₁−1)/(2(Q₂+1))."""
    part = (routes - 1) / routes
    missed = part * once * (once - 1) / (2 * (twice + 1))
    variance = (
        missed
        + part**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + part**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    return missed, variance


def coverage_of(connection: "Connection", band: tuple[int, int], run_id: int | None = None) -> Coverage:
    """The coverage of everyone in a band of followers, as known now; with a run: on the networks that it read."""
    return estimate_coverage(routes_to_accounts(connection, band, run_id=run_id))


def word_coverage(coverage: Coverage) -> str:
    """The estimate as a sentence with its interval and its warning."""
    if coverage.share is None or coverage.total is None:
        return f"How much of the niche this is cannot be said: {coverage.why}"
    return (
        f"Found about {coverage.share:.0%} of those within reach "
        f"({coverage.share_low:.0%}–{coverage.share_high:.0%}; {coverage.found:,} of some {coverage.total:,.0f}, "
        f"{coverage.twice:,} by more than one of {plural(len(coverage.routes), 'route')}); {WARNING}"
    )
