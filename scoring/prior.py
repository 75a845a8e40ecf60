"""What is expected of a signal that was not observed: a small frozen Gaussian model with one common factor.

A signal is mean + deviation · (loading · f + rest), f standard normal and shared by all signals of an account, the rest
its own. Given the observed signals, the conditional mean of f, and of every missing signal, is plain arithmetic:

    E[f] = Σ (loading · z · read / own) / D     D = 1 + Σ (loading² · read / own)     own = 1 − loading²
    E[missing] = mean + deviation · loading · E[f]

The numbers are judgements on hundredths of the scale, made on what a search by hashtag finds before any filter; they
are one version until a database is large enough to fit them.
"""

from dataclasses import dataclass

PRIOR_VERSION = 6


@dataclass(frozen=True)
class Expectation:
    """Mean and standard deviation of a signal's value among those met, and how much of it is the common factor."""

    mean: float
    deviation: float
    loading: float


PRIOR: dict[str, Expectation] = {
    "like_rate": Expectation(0.85, 0.22, 0.45),
    "comment_ratio": Expectation(0.85, 0.18, 0.40),
    "comments": Expectation(0.85, 0.20, 0.40),
    "follow_ratio": Expectation(0.75, 0.28, 0.45),
    "profile_made": Expectation(0.75, 0.18, 0.55),
    "naming": Expectation(0.88, 0.15, 0.35),
    "tier": Expectation(0.40, 0.45, 0.00),
    "interests": Expectation(0.35, 0.30, 0.15),
    "language": Expectation(0.50, 0.40, 0.00),
    "place": Expectation(0.40, 0.40, 0.00),
    "creator": Expectation(0.80, 0.35, 0.20),
    # A percentile, so as wide as one; whose counts cannot be seen is rather below the middle, and a well-kept profile
    # tells little of it: known and ordinary must not stand behind unknown.
    "engagement": Expectation(0.40, 0.28, 0.15),
    # Where replies were not seen there were mostly none: below who was seen to answer one of twenty.
    "conversation": Expectation(0.36, 0.25, 0.10),
    "activity": Expectation(0.55, 0.30, 0.40),
    "contactable": Expectation(0.40, 0.35, 0.35),
    "vouched": Expectation(0.45, 0.30, 0.40),
    "affinity": Expectation(0.45, 0.25, 0.30),
    "restraint": Expectation(0.90, 0.18, 0.05),
    "highlights": Expectation(0.40, 0.25, 0.40),
    "photography": Expectation(0.55, 0.20, 0.25),
}
