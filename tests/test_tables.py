"""The prepared tables as Parquet: whole, noted as an export; and what Spark says where it cannot be asked."""

import importlib.util
from pathlib import Path

import polars as pl
import pytest

from scoring.ranking.rank import rank
from storage.database import Database
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.scoring.invent import BRIEF, account
from tests.test_landing import land


def test_what_is_written_ranks_as_the_database_does_and_is_noted(tmp_path: Path) -> None:
    file, folder = tmp_path / "x.db", tmp_path / "prepared"
    database = Database(str(file))
    land(database, *account("ana.ink"), *account("bo.ink", followers=3_000))
    database.close()
    assert nanoscout("--database", file, "tables", folder) == f"Wrote 2 accounts to {folder}\n"
    features, terms = (pl.read_parquet(folder / f"{name}.parquet") for name in ("features", "terms"))
    ranked = rank(features, BRIEF, terms)
    brief = tmp_path / "brief.toml"
    brief.write_text('words = ["fountain pens", "calligraphy"]')
    lines = nanoscout("--database", file, "rank", "--brief", brief, "--json").splitlines()
    assert [f'"handle":"{handle}"' in line for handle, line in zip(ranked["handle"], lines, strict=True)] == [True] * 2
    held = nanoscout_json("--database", file, "subject", "ana.ink")
    assert [one["file"] for one in held["exports"]] == [str(folder)]


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="PySpark is installed: make test-spark")
def test_a_missing_spark_is_named(tmp_path: Path) -> None:
    assert complaint("rank", "--spark", tmp_path, code=11) == 'Spark is not installed: pip install "nanoscout[spark]"'
