"""``make test-spark``: the ranking on a real Spark against the one on Polars, on drawn accounts, to a billionth.

PySpark goes into out/spark, since it is large and only this needs it. Fails, and says why, where there is no Java,
no PostgreSQL or no JDBC driver.
"""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import polars as pl

from scoring.brief import Brief, load_brief
from scoring.judging import rank_database
from scoring.ranking.match import query_terms
from scoring.ranking.rank import SCHEMA, TERMS_SCHEMA, rank
from scoring.ranking.spark import FEATURES, TERMS
from storage.database import Database
from tests.commands import nanoscout
from tests.postgres_server import run_postgres
from tests.review_server import BRIEF, SESSION

ACCOUNTS = int(os.environ.get("ACCOUNTS", "100000"))
LIBRARY = Path("out/spark")
TOLERANCE = 1e-9
BRIEFS = {
    "words, places and languages": Brief(
        words=("sourdough", "fountain pens"), avoid=("crypto",), languages=("en", "de"), countries=("GB",)
    ),
    "nothing asked": Brief(),
}


def draw(accounts: int, folder: Path) -> None:
    """Wide rows with every kind of gap, and terms that some briefs ask for."""
    dice = Random(1)
    choices: dict[str, list[Any]] = {
        "network": ["instagram", "tiktok"], "eng_mode": ["full", "likes_only", "comments_only", "none"],
        "account_kind": ["creator", "creator", "creator", "shop", "suspected_minor"], "language": ["en", "de", "pt"],
        "country": ["GB", "DE", "US"], "niche": ["food", "art"], "account_mode": ["themed", "general"],
    }  # fmt: skip

    def value(name: str, kind: Any) -> Any:
        if dice.random() < 0.15:
            return None
        if name in choices:
            return dice.choice(choices[name])
        if kind == pl.String:
            return "x"
        if kind == pl.Boolean:
            return dice.random() < 0.7
        return dice.randint(0, 40) if kind == pl.Int64 else dice.random() * 12

    rows = []
    for number in range(accounts):
        row = {name: value(name, kind) for name, kind in SCHEMA.items()}
        row |= {"network": dice.choice(choices["network"]), "handle": f"person{number}"}
        row |= {"followers": dice.choice([None, dice.randint(0, 20_000)]), "following": dice.randint(0, 9_000)}
        rows.append(row)
    pl.DataFrame(rows, schema=SCHEMA, orient="row").write_parquet(folder / FEATURES)
    asked = query_terms(BRIEFS["words, places and languages"])
    terms = [
        (row["network"], row["handle"], term, round(dice.random(), 3))
        for row in rows
        for term in dice.sample(asked, min(3, len(asked)))
        if dice.random() < 0.4
    ]
    pl.DataFrame(terms, schema=TERMS_SCHEMA, orient="row").write_parquet(folder / TERMS)


def compare(folder: Path, name: str, brief: Brief, session: Any) -> None:
    """Prints how long both took; fails where an account, its place, a reason or a score differs."""
    from scoring.ranking.spark import rank_on_spark, read_tables

    began = perf_counter()
    mine = rank(pl.read_parquet(folder / FEATURES), brief, pl.read_parquet(folder / TERMS))
    polars = perf_counter() - began
    began = perf_counter()
    theirs = rank_on_spark(*read_tables(session, str(folder)), brief).collect()
    spark = perf_counter() - began
    assert [row["handle"] for row in theirs] == mine["handle"].to_list(), "another order"
    assert [row["excluded"] for row in theirs] == mine["excluded"].to_list(), "other reasons"
    worst = max(
        abs(row[column] - value)
        for column in ("score", "low", "confidence")
        for row, value in zip(theirs, mine[column].to_list(), strict=True)
    )
    assert worst <= TOLERANCE, f"scores differ by {worst}"
    print(f"{name}: {len(theirs):,} accounts in the same order, scores within {worst:.0e}; "
          f"Polars {polars:.1f} s, Spark {spark:.1f} s")  # fmt: skip


def compare_over_jdbc(session: Any) -> None:
    """The invented network in a PostgreSQL of its own, ranked by both; fails where a place or a score differs."""
    from scoring.ranking.spark import rank_on_spark, read_tables

    brief = load_brief(BRIEF)
    with run_postgres() as server:
        address = server.new_database(migrated=False)
        nanoscout("--database", address, "discover", "#discoverunder10k", "--replay", SESSION, "--brief", BRIEF)
        database = Database(address)
        mine = rank_database(database, brief)
        database.close()
        theirs = rank_on_spark(*read_tables(session, address), brief).collect()
    assert [(row["handle"], row["score"]) for row in theirs] == list(zip(mine["handle"], mine["score"], strict=True))
    print(f"PostgreSQL over JDBC: {len(theirs)} accounts in the same order with the same scores")


def main() -> None:
    """Installs PySpark beside the project where it is not there yet, draws, and compares."""
    if not (LIBRARY / "pyspark").exists():
        print("Installing PySpark into out/spark …")
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--target", str(LIBRARY), "pyspark>=4.0"], check=True)
    sys.path.insert(0, str(LIBRARY))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from scoring.ranking.spark import open_spark

    session = open_spark("local[2]")
    try:
        with TemporaryDirectory() as folder:
            draw(ACCOUNTS, Path(folder))
            for name, brief in BRIEFS.items():
                compare(Path(folder), name, brief, session)
        compare_over_jdbc(session)
    finally:
        session.stop()


if __name__ == "__main__":
    main()
