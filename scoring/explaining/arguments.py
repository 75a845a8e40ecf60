"""What speaks for an account and what against it: the strongest of the sentences that its signals were given."""

from collections.abc import Mapping
from typing import Any

from scoring.prior import PRIOR

# Readings that say no more than "as usual" when they are good: they argue against an account, never for it.
_NO_ARGUMENT = frozenset(
    {"like_rate", "comment_ratio", "follow_ratio", "profile_made", "naming", "tier", "creator", "restraint"}
)
# What most of those found have in common tells little of one of them.
_TELLS = {"language": 0.3, "place": 0.6, "activity": 0.5}
_LEAST_STRENGTH = 0.002  # of the score: below it a reading is ordinary
_FOR, _AGAINST = 0.5, 0.5  # a value below the one never argues for, above the other never against


def best_reasons(explanation: Mapping[str, Any], most: int = 3) -> list[str]:
    """The strongest arguments for an account, best first, as sentences; of what ``explain`` made. May be empty.

    An argument's strength is its weight in the score times how far the value lies above what is ordinary
    (``scoring.prior``, at least the middle of the scale). A plausible reading of authenticity, a fitting size
    and a person behind the account are what is expected and argue for nobody.
    """
    found = []
    for name, signal in explanation["signals"].items():
        if signal["value"] is None or name in _NO_ARGUMENT or not signal["evidence"]:
            continue
        strength = _TELLS.get(name, 1.0) * signal["weight"] * (signal["value"] - max(_FOR, PRIOR[name].mean))
        if strength > _LEAST_STRENGTH:
            found.append((-strength, name, str(signal["evidence"])))
    return [evidence for _, _, evidence in sorted(found)[:most]]


def doubts_about(explanation: Mapping[str, Any], most: int = 3) -> list[str]:
    """The strongest arguments against an account, worst first, as sentences: values far below what is ordinary."""
    found = []
    for name, signal in explanation["signals"].items():
        if signal["value"] is None or not signal["evidence"]:
            continue
        strength = signal["weight"] * (min(_AGAINST, PRIOR[name].mean) - signal["value"])
        if strength > _LEAST_STRENGTH:
            found.append((-strength, name, str(signal["evidence"])))
    return [evidence for _, _, evidence in sorted(found)[:most]]
