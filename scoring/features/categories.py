"""What the category that a network prints says of an account's kind (words: categories.toml)."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from scoring.lexicon import fold_text
from scoring.lists import AccountKind

# Firms before creators: a "modelling agency" is no model, a "dance school" no dancer.
# Kinds with what a category tells of them, the first that has one of its words: creator before shop and brand, since a
# "fashion designer" is no "design" firm; a category that says "(brand)" before all these.
_SAYS: tuple[tuple[AccountKind, float, str], ...] = (
    ("fan_page", 1.0, "fan_page"),
    ("shop", 1.0, "service"),
    ("brand", 0.7, "either"),
    ("creator", 1.0, "creator"),
    ("shop", 1.0, "shop"),
    ("brand", 1.0, "brand"),
    ("aggregator", 0.6, "aggregator"),
    ("meme_page", 0.5, "meme_page"),
)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[AccountKind, float, tuple[str, ...], frozenset[str], tuple[str, ...]], ...]:
    """Kind, weight, beginnings of a category, whole first words (with a $), and what may stand anywhere in it."""
    data = tomllib.loads((files(__package__) / "categories.toml").read_text("utf-8"))
    table = []
    for kind, weight, name in _SAYS:
        each = [fold_text(word) for word in " ".join(data[name].split()).split(", ")]
        starts = tuple(word for word in each if word[0] != "~" and word[-1] != "$")
        whole = frozenset(word for word in each if word[-1] == "$")
        table.append((kind, weight, starts, whole, tuple(word[1:] for word in each if word[0] == "~")))
    return tuple(table)


def kind_of_category(category: str) -> tuple[AccountKind, float] | None:
    """The kind that a category speaks for and how strongly, ``None`` where it speaks for none."""
    folded = fold_text(category).strip()
    if "(brand)" in folded:
        return "brand", 1.0
    first = re.split(r"[ /&]", folded)[0] + "$"
    for kind, weight, starts, whole, within in _table():
        if folded.startswith(starts) or first in whole or any(word in folded for word in within):
            return kind, weight
    return None
