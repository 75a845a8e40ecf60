"""What a signal is: one function of the brief that returns expressions over the wide table's columns.

Expressions do scalar arithmetic and comparisons only, no text and no mapping, so that the same ones run on Polars
and on Spark.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import narwhals as nw

from scoring.brief import Brief


@dataclass(frozen=True)
class Reading:
    """Expressions of one signal.

    ``value`` from 0 to 1 (good) or null; ``read`` the share of it that was observed, 0 to 1 (null counts as 0);
    ``doubt`` the standard deviation of the value; ``numbers`` what its reason needs.
    """

    value: nw.Expr
    read: nw.Expr
    doubt: nw.Expr
    numbers: Mapping[str, nw.Expr] = field(default_factory=dict)


@dataclass(frozen=True)
class Signal:
    """A signal by name; ``asked`` tells whether a brief has a wish that it can answer.

    ``prepare`` names columns that its expressions use several times, computed before them, in stages: each may use
    those of the stages before it, and none the brief. They are dropped after scoring.
    ``by_brief`` says that the reading changes with the brief (a test looks): all others are read once for many briefs.
    """

    name: str
    read: Callable[[Brief], Reading]
    asked: Callable[[Brief], bool] = lambda _: True
    prepare: Sequence[Mapping[str, nw.Expr]] = ()
    by_brief: bool = False


def follow_line(x: nw.Expr, *knots: tuple[float, float]) -> nw.Expr:
    """The straight-line table through (x, y) knots, level before the first and after the last; null where x is null."""
    steps = []
    for (left, below), (right, above) in itertools.pairwise(knots):
        slope = (above - below) / (right - left)
        if slope:
            steps.append((x.clip(left, right) - left) * slope)
    return sum(steps[1:], steps[0]) + knots[0][1]


def share_read(n: nw.Expr, half: float) -> nw.Expr:
    """n / (n + half): how much n observations tell, one half at ``half`` of them."""
    return n / (n + half)


def as_number(flag: str, yes: float = 1.0, no: float = 0.0) -> nw.Expr:
    """A boolean column as a number; null stays null."""
    return (
        nw.when(nw.col(flag)).then(nw.lit(yes)).when(~nw.col(flag)).then(nw.lit(no)).otherwise(nw.lit(None, nw.Float64))
    )


def rounded(x: nw.Expr, digits: int) -> nw.Expr:
    """x (not below 0) to so many digits, a half upwards. Engines round halves each in its own way, and differ in the
    last bits of what is a half on paper: so a millionth less than a half goes up too."""
    whole = (x * 10.0**digits + 0.500001).floor()
    return (whole / 10.0**digits).round(digits)


def known_as_one(x: nw.Expr) -> nw.Expr:
    """1 where x is known, 0 where it is null."""
    return nw.when(x.is_null()).then(nw.lit(0.0)).otherwise(nw.lit(1.0))


def only_where(condition: nw.Expr, x: nw.Expr) -> nw.Expr:
    """x where the condition is true, null elsewhere (also where the condition is null)."""
    return nw.when(condition).then(x).otherwise(nw.lit(None, nw.Float64))


def reading(value: nw.Expr, read: nw.Expr | None = None, doubt: nw.Expr | float = 0.0, **numbers: nw.Expr) -> Reading:
    """A Reading whose share read is 1 where the value is known, unless told."""
    return Reading(
        value=value,
        read=known_as_one(value) if read is None else read,
        doubt=nw.lit(doubt) if isinstance(doubt, float) else doubt,
        numbers=numbers,
    )
