"""tables: the prepared tables as Parquet, for Spark and other tools; and ranking them there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import app
from crawler.cli.common import DatabaseOption, JsonOption, open_database, plain, print_json, settings_for, wants_json

if TYPE_CHECKING:
    from scoring.brief import Brief


@app.command(epilog="Example: nanoscout tables prepared")
def tables(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where features.parquet and terms.parquet go.", readable=False)
    ],
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write what a ranking reads (one row an account, and its terms) as Parquet, for Spark and other tools."""
    from scoring.judging import refresh_features
    from scoring.ranking.spark import write_tables

    with open_database(settings_for(ctx, database)) as opened:
        refresh_features(opened)
        count = write_tables(opened, folder)
    if wants_json(ctx, as_json):
        print_json({"folder": str(folder), "accounts": count})
    else:
        typer.echo(plain(f"Wrote {count:,} accounts to {folder}"))


def print_spark_ranking(source: str, brief: "Brief", *, limit: int | None, json_wanted: bool) -> None:
    """Ranks the tables in a folder, or of a PostgreSQL database, on Spark, and prints the best."""
    from scoring.ranking.reaching import reach_further
    from scoring.ranking.spark import open_spark, rank_on_spark, read_tables

    brief = reach_further(brief)
    spark = open_spark()
    try:
        ranked = rank_on_spark(*read_tables(spark, source), brief)
        rows = [row.asDict() for row in (ranked if limit is None else ranked.limit(limit)).collect()]
    finally:
        spark.stop()
    for place, row in enumerate(rows, start=1):
        if json_wanted:
            print_json(row)
        elif row["excluded"] is None:
            typer.echo(plain(f"{place:>4} {row['handle']:<34} {row['followers']:>8,} {row['score']:>6.0f}"))
