"""The score: groups combined geometrically, their signals arithmetically, what is missing at its conditional mean.

S = 100 · A^a · F^f · Q^q with the brief's exponents. Misfit or fraud cannot be bought back by a good group.
``confidence`` is the share of weight that could be read. ``low`` is the score less its uncertainty: four times of five
the score with everything known would not be lower.

It is made in three steps, so that many briefs share the first two: readings (``scoring.ranking.readings``); the sums
over those signals that no brief changes, for given weights; and the totals, for one brief. All sums are taken in this
one order, so that a score has the same digits whichever way it was come to.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw

from scoring.brief import Brief
from scoring.lists import GROUPS, Group
from scoring.prior import PRIOR, PRIOR_VERSION, Expectation
from scoring.ranking.readings import LASTING, readings_of, stages_of
from scoring.signals import SIGNALS
from scoring.signals.signal import known_as_one, rounded
from scoring.trends import name_trends
from scoring.weights import SCORE_VERSION, SIGNAL_WEIGHTS

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

FLOOR = 0.01  # a group never falls to nothing: its logarithm must stand
ONE_SIDED = 0.8416  # standard deviations below which one of five falls
KEPT_DIGITS = 2
_ALWAYS_TOLD = ("engagement",)  # shown of everyone, also where a brief lets it count nothing
_HIDDEN = ("_common", "_pulled", "_factor", "_spread", "_score", "_deviation")


def score_version(brief: Brief | None = None) -> str:
    """Names everything frozen that a score depends on: weights, prior, trends, what verdicts taught."""
    trends = name_trends(brief.trends if brief else {})
    return f"{SCORE_VERSION}.{PRIOR_VERSION}.{trends}{brief.version if brief else ''}"


def raw_weights(brief: Brief) -> dict[str, float]:
    """The weight of every signal that counts for a brief, before those of a group are made to sum to 1."""
    return {s.name: brief.weight_of(s.name) for s in SIGNALS if s.asked(brief) and brief.weight_of(s.name) > 0}


def weigh_signals(brief: Brief) -> dict[str, tuple[Group, float]]:
    """The signals that count for a brief, with their share of their group; weights of a group sum to 1."""
    raw = raw_weights(brief)
    totals = _totals_of(raw)
    return {name: (_group_of(name), weight / totals[_group_of(name)]) for name, weight in raw.items()}


def _group_of(name: str) -> Group:
    return SIGNAL_WEIGHTS[name][0]


def _totals_of(raw: Mapping[str, float]) -> dict[Group, float]:
    totals: dict[Group, float] = {}
    for name, weight in raw.items():
        totals[_group_of(name)] = totals.get(_group_of(name), 0.0) + weight
    return totals


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
    ``authenticity``, ``fit``, ``quality`` (0–1; null where a group does not count), ``score``, ``low`` (0–100),
    ``confidence`` (0–1).
    """
    weights = raw_weights(brief)
    counting = [signal for signal in SIGNALS if signal.name in weights]
    told = [signal for signal in SIGNALS if signal.name in _ALWAYS_TOLD and signal.name not in weights]
    lasting = lasting_weights(brief)
    stages, sums = stages_of([*counting, *told], brief.trends), sums_of(lasting)
    frame: Any = nw.from_native(features)
    for stage in stages:
        frame = frame.with_columns(**stage)
    frame = frame.with_columns(*(column for signal in (*counting, *told) for column in readings_of(signal, brief)))
    frame = add_totals(frame.with_columns(**sums), brief, [*lasting])
    frame = frame.with_columns(*(_filled(name).alias(f"filled_{name}") for name in weights))
    hidden = [*(name for stage in stages for name in stage), *sums, *(f"doubt_{name}" for name in weights), *_HIDDEN]
    hidden += [f"_variance_{group}" for group in exponents_of(brief)]
    hidden += [f"{column}_{signal.name}" for signal in told for column in ("value", "read", "doubt")]
    return frame.drop(*hidden).to_native()  # type: ignore[no-any-return]  # the frame went in as IntoFrameT


def lasting_weights(brief: Brief) -> dict[str, float]:
    """The weights of the counting signals that no brief changes: all that ``sums_of`` depends on."""
    return {name: weight for name, weight in raw_weights(brief).items() if name in LASTING}


def sums_of(weights: Mapping[str, float]) -> dict[str, nw.Expr]:
    """What these signals add to each sum of a score, as columns over their readings; the part that the common factor
    leaves open (``add_totals``) is missing."""
    pull, weight = _factor_sums(weights)
    sums = {"_pull": nw.lit(0.0) + pull, "_weight": nw.lit(1.0) + weight}
    for group in GROUPS:
        members = _members(weights, group)
        level = read = own = shared = nw.lit(0.0)
        for name, share in members.items():
            value, doubt, expected = nw.col(f"value_{name}"), nw.col(f"doubt_{name}"), PRIOR[name]
            level = level + share * value.fill_null(0.0)
            read = read + share * nw.col(f"read_{name}")
            squared = share * share
            alone = nw.lit(squared * _own_variance(expected))
            own = own + nw.when(value.is_null()).then(alone).otherwise(squared * doubt * doubt)
            by_factor = nw.lit(squared * _shared_variance(expected))
            shared = shared + nw.when(value.is_null()).then(by_factor).otherwise(nw.lit(0.0))
        sums |= {f"_level_{group}": level, f"_read_{group}": read, f"_own_{group}": own, f"_shared_{group}": shared}
    return sums


def add_totals(frame: Any, brief: Brief, missing: Sequence[str]) -> Any:
    """A Narwhals frame with the readings of the signals that the brief asks for and the sums of the others, with the
    groups, ``confidence``, ``score`` and ``low``, and the columns of ``_HIDDEN``.

    ``missing`` names the lasting signals that some account may lack: only for these ``value_<signal>`` is looked at.
    """
    weights, exponents = raw_weights(brief), exponents_of(brief)
    asked = {name: weight for name, weight in weights.items() if name not in LASTING}
    totals = _totals_of(weights)
    pull, weight = _factor_sums(asked)
    frame = frame.with_columns(_common=nw.col("_weight") + weight, _pulled=nw.col("_pull") + pull)
    frame = frame.with_columns(_factor=nw.col("_pulled") / nw.col("_common"), _spread=1.0 / nw.col("_common"))
    columns: dict[str, nw.Expr] = {}
    confidence = nw.lit(0.0)
    for group in GROUPS:
        if group not in exponents:
            columns |= {group: nw.lit(None, nw.Float64)}
            continue
        level, read = nw.col(f"_level_{group}"), nw.col(f"_read_{group}")
        variance = nw.col(f"_own_{group}") + nw.col("_spread") * nw.col(f"_shared_{group}")
        for name, share in _members({name: weights[name] for name in missing}, group).items():
            value = nw.col(f"value_{name}")
            level = level + nw.when(value.is_null()).then(share * _guess(name)).otherwise(nw.lit(0.0))
        for name, share in _members(asked, group).items():
            level = level + share * _filled(name)
            read = read + share * nw.col(f"read_{name}")
            variance = variance + share * share * _variance(name)
        # The last bits of a sum depend on how many rows are added up at once: one account is told as everyone is.
        columns |= {group: rounded(level / totals[group], 12), f"_variance_{group}": variance / totals[group] ** 2}
        confidence = confidence + exponents[group] / totals[group] * read
    frame = frame.with_columns(**columns, confidence=rounded(confidence, 4))
    log_score, variance = nw.lit(0.0), nw.lit(0.0)
    for group, exponent in exponents.items():
        level = nw.col(group).clip(lower_bound=FLOOR)
        log_score = log_score + exponent * level.log()
        variance = variance + exponent * exponent * nw.col(f"_variance_{group}") / (level * level)
    frame = frame.with_columns(_score=100.0 * log_score.exp(), _deviation=variance.sqrt())
    return frame.with_columns(
        score=rounded(nw.col("_score"), KEPT_DIGITS),
        low=rounded(nw.col("_score") * (-ONE_SIDED * nw.col("_deviation")).exp(), KEPT_DIGITS),
    )


def _members(weights: Mapping[str, float], group: Group) -> dict[str, float]:
    return {name: weight for name, weight in weights.items() if _group_of(name) == group}


def _factor_sums(names: Iterable[str]) -> tuple[nw.Expr, nw.Expr]:
    """What readings add to the common factor: how much they pull at it, and with what weight."""
    pull, weight = nw.lit(0.0), nw.lit(0.0)
    for name in names:
        expected = PRIOR[name]
        if expected.loading == 0.0:
            continue
        own = 1.0 - expected.loading**2
        value, read = nw.col(f"value_{name}"), nw.col(f"read_{name}")
        z = (value - expected.mean) / expected.deviation
        pull = pull + (z * read).fill_null(0.0) * (expected.loading / own)
        weight = weight + read * known_as_one(value) * (expected.loading**2 / own)
    return pull, weight


def _guess(name: str) -> nw.Expr:
    """The conditional mean of a signal that was not observed, given the common factor."""
    expected = PRIOR[name]
    return (expected.mean + expected.deviation * expected.loading * nw.col("_factor")).clip(0.0, 1.0)


def _filled(name: str) -> nw.Expr:
    value = nw.col(f"value_{name}")
    return nw.when(value.is_null()).then(_guess(name)).otherwise(value)


def _variance(name: str) -> nw.Expr:
    """Of an observed signal its doubt's, of another what the common factor leaves open."""
    doubt, expected = nw.col(f"doubt_{name}"), PRIOR[name]
    open_ = _own_variance(expected) + nw.col("_spread") * _shared_variance(expected)
    return nw.when(nw.col(f"value_{name}").is_null()).then(open_).otherwise(doubt * doubt)


def _own_variance(expected: Expectation) -> float:
    return expected.deviation**2 * (1.0 - expected.loading**2)


def _shared_variance(expected: Expectation) -> float:
    return expected.deviation**2 * expected.loading**2
