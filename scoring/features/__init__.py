"""Facts to one wide row of scalars an account, and its terms: pure functions, run once for what
pages changed, at a run's end or before the next ranking."""

from scoring.features.table import (
    COLUMNS,
    FEATURES_VERSION,
    AccountRead,
    Told,
    read_account,
    row_of,
    terms_of,
)

__all__ = [
    "COLUMNS",
    "FEATURES_VERSION",
    "AccountRead",
    "Told",
    "read_account",
    "row_of",
    "terms_of",
]
