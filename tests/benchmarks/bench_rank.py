"""Ranking invented candidates from features in memory: CPU seconds. ``python -m tests.benchmarks.bench_rank``."""

import random
from collections.abc import Iterator

import polars as pl

from scoring.brief import Brief
from scoring.features import COLUMNS
from scoring.ranking.rank import SCHEMA, TERMS_SCHEMA, rank
from tests.benchmarks.costs import spend

CANDIDATES = 100_000
TERMS_EACH = 10
LIMIT_SECONDS = 1.0
_WORDS = ["fountain pens", "calligraphy", "ink", "niche:art/stationery", "niche:art/calligraphy", "tea", "garden",
    "paris", "niche:food/baking",
          "yoga", "niche:books/books", "journal", "paper", "niche:home/plants", "coffee"]  # fmt: skip


def invent_features(candidates: int, seed: int = 5) -> pl.DataFrame:
    """A wide table of invented rows, a tenth of all numbers unknown."""
    dice = random.Random(seed)
    floats = {"newest_post_days": 90.0, "gap_days": 12.0, "language_sure": 1.0, "country_sure": 1.0}
    columns: dict[str, list[object]] = {}
    for name, kind in COLUMNS.items():
        if name == "handle":
            columns[name] = [f"account{number:06}" for number in range(candidates)]
        elif name in ("followers", "following"):
            columns[name] = [
                None if dice.random() < 0.1 else int(dice.lognormvariate(8.2, 1.0)) for _ in range(candidates)
            ]
        elif kind is bool:
            columns[name] = [dice.random() < 0.2 for _ in range(candidates)]
        elif kind is float:
            top = floats.get(name, 60.0)
            columns[name] = [None if dice.random() < 0.1 else dice.random() * top for _ in range(candidates)]
        elif kind is int:
            columns[name] = [dice.randrange(13) for _ in range(candidates)]
        else:
            values: dict[str, list[str | None]] = {"network": ["instagram", "mastodon"], "eng_mode": ["full",
                "full", "comments_only"],
                      "account_kind": ["creator", "creator", "creator", "shop"], "language": ["en", "pt",
                      None]}  # fmt: skip
            columns[name] = [dice.choice(values.get(name, ["a", None])) for _ in range(candidates)]
    return pl.DataFrame(columns, schema=SCHEMA)


def invent_terms(features: pl.DataFrame, each: int = TERMS_EACH, seed: int = 6) -> pl.DataFrame:
    """Ten terms an account."""
    dice = random.Random(seed)
    rows = [
        (network, handle, word, dice.randrange(1, 1000) / 1000)
        for network, handle in features.select("network", "handle").iter_rows()
        for word in dice.sample(_WORDS, each)
    ]
    return pl.DataFrame(rows, schema=TERMS_SCHEMA, orient="row")


def measure_ranking(candidates: int = CANDIDATES) -> float:
    """CPU seconds for one ranking, the least of three."""
    features = invent_features(candidates)
    terms = invent_terms(features)
    brief = Brief(words=("fountain pens", "calligraphy"), languages=("en",), countries=("US",))
    return min(spend(lambda: rank(features, brief, terms)).cpu for _ in range(3))


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most)."""
    yield f"CPU seconds to rank {CANDIDATES:,} candidates", measure_ranking(), LIMIT_SECONDS, True


if __name__ == "__main__":
    for what, figure, limit, _ in measure():
        print(f"{what}: {figure:.2f} (limit {limit:.1f})", flush=True)
