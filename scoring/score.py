"""The score: groups combined geometrically, signals within a group arithmetically, what is missing at its
conditional mean.

S = 100 · A^a · F^f · Q^q with the brief's exponents. Misfit or fraud cannot be bought back by a good group.
``confidence`` is
the share of weight that could be read. ``low`` is the score less its uncertainty: four times of five the score with
everything known would not be lower.
"""

from typing import TYPE_CHECKING, Any

import narwhals as nw

from scoring.brief import Brief
from scoring.lists import GROUPS, Group
from scoring.prior import PRIOR, PRIOR_VERSION
from scoring.signals import SIGNALS
from scoring.signals.engagement import trend_columns
from scoring.signals.signal import Signal, known_as_one, rounded
from scoring.trends import name_trends
from scoring.weights import SCORE_VERSION, SIGNAL_WEIGHTS

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

FLOOR = 0.01  # a group never falls to nothing: its logarithm must stand
ONE_SIDED = 0.8416  # standard deviations below which one of five falls
KEPT_DIGITS = 2


def score_version(brief: Brief | None = None) -> str:
    """Names everything frozen that a score depends on: weights, prior, trends, what verdicts taught."""
    trends = name_trends(brief.trends if brief else {})
    return f"{SCORE_VERSION}.{PRIOR_VERSION}.{trends}{brief.version if brief else ''}"


def weigh_signals(brief: Brief) -> dict[str, tuple[Group, float]]:
    """The signals that count for a brief, with their share of their group; weights of a group sum to 1."""
    raw = {s.name: brief.weight_of(s.name) for s in SIGNALS if s.asked(brief) and brief.weight_of(s.name) > 0}
    totals: dict[str, float] = {}
    for name, weight in raw.items():
        totals[SIGNAL_WEIGHTS[name][0]] = totals.get(SIGNAL_WEIGHTS[name][0], 0.0) + weight
    return {name: (SIGNAL_WEIGHTS[name][0], weight / totals[SIGNAL_WEIGHTS[name][0]]) for name, weight in raw.items()}


def exponents_of(brief: Brief) -> dict[Group, float]:
    """The groups' exponents, those without a counting signal left out; they sum to 1."""
    present = {group for group, _ in weigh_signals(brief).values()}
    raw = {
        group: brief.group_exponents[group] for group in GROUPS if group in present and brief.group_exponents[group] > 0
    }
    total = sum(raw.values())
    return (
        {group: exponent / total for group, exponent in raw.items()}
        if total > 0
        else {g: 1 / len(present) for g in present}
    )


def add_scores(features: "IntoFrameT", brief: Brief) -> "IntoFrameT":
    """The wide table (any frame that Narwhals knows) with score, low, confidence, groups and a few columns a signal.

    Columns added: ``value_<signal>``, ``read_<signal>``, ``filled_<signal>`` and ``note_<signal>_<number>``;
    ``authenticity``,
    ``fit``, ``quality`` (0–1; null where a group does not count), ``score``, ``low`` (0–100), ``confidence`` (0–1).
    """
    weights = weigh_signals(brief)
    exponents = exponents_of(brief)
    signals = [signal for signal in SIGNALS if signal.name in weights]
    frame: Any = nw.from_native(features)
    prepared = [trend_columns(brief.trends), *_stages_of(signals)]
    for stage in prepared:
        frame = frame.with_columns(**stage)
    frame = frame.with_columns(*(column for signal in signals for column in _columns_of(signal, brief)))
    frame = frame.with_columns(*_common_factor(signals))
    frame = frame.with_columns(*(column for signal in signals for column in _fill(signal.name)))
    frame = frame.with_columns(
        *(_mean_of(weights, group).alias(group) for group in exponents),
        *(_variance_of(weights, group).alias(f"_variance_{group}") for group in exponents),
        *(nw.lit(None, nw.Float64).alias(group) for group in GROUPS if group not in exponents),
        _confidence(weights, exponents).alias("confidence"),
    )
    log_score, variance = nw.lit(0.0), nw.lit(0.0)
    for group, exponent in exponents.items():
        level = nw.col(group).clip(lower_bound=FLOOR)
        log_score = log_score + exponent * level.log()
        variance = variance + exponent * exponent * nw.col(f"_variance_{group}") / (level * level)
    frame = frame.with_columns((100.0 * log_score.exp()).alias("_score"), variance.sqrt().alias("_deviation"))
    frame = frame.with_columns(
        rounded(nw.col("_score"), KEPT_DIGITS).alias("score"),
        rounded(nw.col("_score") * (-ONE_SIDED * nw.col("_deviation")).exp(), KEPT_DIGITS).alias("low"),
    )
    hidden = [name for stage in prepared for name in stage]
    hidden += [f"doubt_{name}" for name in weights]
    hidden += ["_factor", "_spread", "_score", "_deviation", *(f"_variance_{group}" for group in exponents)]
    return frame.drop(*hidden).to_native()  # type: ignore[no-any-return]  # the frame went in as IntoFrameT


def _stages_of(signals: list[Signal]) -> list[dict[str, nw.Expr]]:
    """The prepared columns of all signals, each once, by stage."""
    stages: list[dict[str, nw.Expr]] = []
    for signal in signals:
        for number, columns in enumerate(signal.prepare):
            if number == len(stages):
                stages.append({})
            stages[number].update(columns)
    return stages


def _columns_of(signal: Signal, brief: Brief) -> list[nw.Expr]:
    found = signal.read(brief)
    return [
        found.value.clip(0.0, 1.0).alias(f"value_{signal.name}"),
        found.read.fill_null(0.0).clip(0.0, 1.0).alias(f"read_{signal.name}"),
        found.doubt.fill_null(0.0).alias(f"doubt_{signal.name}"),
        *(number.alias(f"note_{signal.name}_{name}") for name, number in found.numbers.items()),
    ]


def _common_factor(signals: list[Signal]) -> list[nw.Expr]:
    """The conditional mean of the common factor given what was observed, and its remaining variance."""
    pull, weight = nw.lit(0.0), nw.lit(1.0)
    for signal in signals:
        expected = PRIOR[signal.name]
        if expected.loading == 0.0:
            continue
        own = 1.0 - expected.loading**2
        value, read = nw.col(f"value_{signal.name}"), nw.col(f"read_{signal.name}")
        z = (value - expected.mean) / expected.deviation
        pull = pull + (z * read).fill_null(0.0) * (expected.loading / own)
        weight = weight + read * known_as_one(value) * (expected.loading**2 / own)
    return [(pull / weight).alias("_factor"), (1.0 / weight).alias("_spread")]


def _fill(name: str) -> list[nw.Expr]:
    expected = PRIOR[name]
    value = nw.col(f"value_{name}")
    guess = (expected.mean + expected.deviation * expected.loading * nw.col("_factor")).clip(0.0, 1.0)
    unknown = expected.deviation**2 * (1.0 - expected.loading**2 + expected.loading**2 * nw.col("_spread"))
    doubt = nw.col(f"doubt_{name}")
    return [
        nw.when(value.is_null()).then(guess).otherwise(value).alias(f"filled_{name}"),
        nw.when(value.is_null()).then(unknown.sqrt()).otherwise(doubt).alias(f"doubt_{name}"),
    ]


def _mean_of(weights: dict[str, tuple[Group, float]], group: Group) -> nw.Expr:
    total = nw.lit(0.0)
    for name, (of, weight) in weights.items():
        if of == group:
            total = total + weight * nw.col(f"filled_{name}")
    return total


def _variance_of(weights: dict[str, tuple[Group, float]], group: Group) -> nw.Expr:
    total = nw.lit(0.0)
    for name, (of, weight) in weights.items():
        if of == group:
            total = total + weight * weight * nw.col(f"doubt_{name}") * nw.col(f"doubt_{name}")
    return total


def _confidence(weights: dict[str, tuple[Group, float]], exponents: dict[Group, float]) -> nw.Expr:
    total = nw.lit(0.0)
    for name, (group, weight) in weights.items():
        if group in exponents:
            total = total + exponents[group] * weight * nw.col(f"read_{name}")
    return rounded(total, 4)
