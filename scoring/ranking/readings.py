"""What each signal reads of every account, as columns: its value, how much of it was read, and its doubt."""

import narwhals as nw

from scoring.brief import Brief
from scoring.signals import SIGNALS
from scoring.signals.engagement import trend_columns
from scoring.signals.signal import Signal
from scoring.trends import Trends

# The signals whose readings no brief changes: read once, they serve every brief.
LASTING: dict[str, Signal] = {signal.name: signal for signal in SIGNALS if not signal.by_brief}
BY_BRIEF: dict[str, Signal] = {signal.name: signal for signal in SIGNALS if signal.by_brief}


def stages_of(signals: "list[Signal]", trends: Trends) -> list[dict[str, nw.Expr]]:
    """The prepared columns of these signals, each once, by stage: each may use those of the stages before it."""
    stages: list[dict[str, nw.Expr]] = []
    for signal in signals:
        for number, columns in enumerate(signal.prepare):
            if number == len(stages):
                stages.append({})
            stages[number].update(columns)
    return [trend_columns(trends), *stages]


def readings_of(signal: Signal, brief: Brief, *, notes: bool = True) -> list[nw.Expr]:
    """``value_<signal>`` (0–1 or null), ``read_<signal>`` (0–1), ``doubt_<signal>``, and ``note_<signal>_<number>``."""
    found = signal.read(brief)
    told = found.numbers if notes else {}
    return [
        found.value.clip(0.0, 1.0).alias(f"value_{signal.name}"),
        found.read.fill_null(0.0).clip(0.0, 1.0).alias(f"read_{signal.name}"),
        found.doubt.fill_null(0.0).alias(f"doubt_{signal.name}"),
        *(number.alias(f"note_{signal.name}_{name}") for name, number in told.items()),
    ]
