"""Facts to one wide row of scalars an account, and its terms: pure functions, run when a page is stored."""

from scoring.features.table import (
    COLUMNS,
    FEATURES_VERSION,
    AccountRead,
    Told,
    features_of,
    read_account,
    row_of,
    terms_of,
    terms_of_read,
)

__all__ = [
    "COLUMNS",
    "FEATURES_VERSION",
    "AccountRead",
    "Told",
    "features_of",
    "read_account",
    "row_of",
    "terms_of",
    "terms_of_read",
]
