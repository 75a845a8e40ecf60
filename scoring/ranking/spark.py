"""The same ranking on Apache Spark, for more accounts than one machine can hold: the same expressions by Narwhals.

It needs the extra ``spark`` (PySpark) and Java 17. The wide table and the terms are read from Parquet, as
``nanoscout tables`` writes them, or from PostgreSQL over JDBC. What needs everyone at once is left to one machine:
nearness to those whom the brief likes, and counting a person with several accounts once.
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import narwhals as nw

from scoring.brief import Brief
from scoring.features import COLUMNS
from scoring.ranking.match import add_match, wished_for
from scoring.ranking.rank import SCHEMA, TERMS_SCHEMA, excluded_for
from scoring.ranking.score import add_scores
from storage.database import Database
from storage.derived import read_all_terms, read_features
from storage.errors import BadBrief, BadSettings
from storage.files.export_log import noted_export
from storage.files.exports import write_whole

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FEATURES, TERMS = "features.parquet", "terms.parquet"
_KEPT = ("network", "handle", "followers", "score", "low", "confidence", "excluded")
_KEYS = ["network", "handle"]
_JDBC = "/usr/share/java/postgresql.jar"  # of Debian's libpostgresql-jdbc-java


def write_tables(database: Database, folder: Path) -> int:
    """Writes the wide table and all terms of a database as Parquet into a folder; returns how many accounts.

    Whom the files held is noted, as of every file that goes out. Raises UnreadableFile, DiskFull.
    """
    import polars as pl

    with database.read() as connection:
        features = pl.DataFrame(read_features(connection, COLUMNS), schema=SCHEMA, orient="row")
        terms = pl.DataFrame(read_all_terms(connection), schema=TERMS_SCHEMA, orient="row")
    accounts = list(zip(features["network"].to_list(), features["handle"].to_list(), strict=True))
    with noted_export(database.write, str(folder.absolute()), "tables", "", accounts):
        for name, table in ((FEATURES, features), (TERMS, terms)):
            content = BytesIO()
            table.write_parquet(content)
            write_whole(folder / name, content.getvalue())
    return len(features)


def open_spark(master: str = "local[*]") -> "SparkSession":
    """A session with what these expressions need; raises BadSettings where PySpark or Java is missing."""
    import shutil

    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise BadSettings('Spark is not installed: pip install "nanoscout[spark]"') from None
    if shutil.which("java") is None:
        raise BadSettings("Spark needs Java 17, and no java is on the path: install Debian's openjdk-17-jre-headless")
    jar = {"spark.jars": _JDBC} if Path(_JDBC).exists() else {}
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "8",
        # A signal is read by several others: written out in each of them, its expression would grow beyond any bound.
        "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.CollapseProject",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.constraintPropagation.enabled": "false",
        **jar,
    }
    builder = SparkSession.builder.master(master).appName("nanoscout")
    session = builder.config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def read_tables(spark: "SparkSession", source: str) -> "tuple[DataFrame, DataFrame]":
    """(features, terms) out of a folder of Parquet, or of a PostgreSQL database by its address."""
    if source.startswith(("postgresql://", "postgres://")):
        return _over_jdbc(spark, source, "feature"), _over_jdbc(spark, source, "term")
    folder = Path(source)
    if not (folder / FEATURES).exists():
        raise BadSettings(f"{source} holds no {FEATURES}: write it with nanoscout tables {source}")
    return spark.read.parquet(str(folder / FEATURES)), spark.read.parquet(str(folder / TERMS))


def _over_jdbc(spark: "SparkSession", address: str, table: str) -> "DataFrame":
    if not Path(_JDBC).exists():
        raise BadSettings(f"PostgreSQL is read through {_JDBC}: install Debian's libpostgresql-jdbc-java")
    parts = urlsplit(address)
    options = {
        "url": f"jdbc:postgresql://{parts.hostname}:{parts.port or 5432}{parts.path}",
        "driver": "org.postgresql.Driver",
        "dbtable": table,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    return spark.read.format("jdbc").options(**options).load()


def rank_on_spark(features: "DataFrame", terms: "DataFrame", brief: Brief) -> "DataFrame":
    """Everyone scored and ordered as ``scoring.ranking.rank.rank`` does it: ``network``, ``handle``, ``followers``,
    ``score``, ``low``, ``confidence``, ``excluded``, best first, the excluded last.

    Raises BadBrief where the brief likes accounts, since nearness needs the whole graph.
    """
    from pyspark.sql import functions as spark_functions

    if brief.like:
        raise BadBrief("A brief that likes accounts needs the whole graph: take like out, or rank without Spark")
    wished = wished_for(brief)
    if wished["term"]:
        spark = features.sparkSession
        rows = list(zip(*wished.values(), strict=True))
        wanted = spark.createDataFrame(rows, "term string, wish long, avoid boolean, met double")
        hits = terms.join(spark_functions.broadcast(wanted), "term")
        matched: Any = add_match(nw.from_native(features), nw.from_native(hits), _KEYS, brief)
    else:
        matched = nw.from_native(features).with_columns(match=nw.lit(None, nw.Float64))
    scored: Any = nw.from_native(add_scores(matched.to_native(), brief)).with_columns(
        excluded_for(brief).alias("excluded")
    )
    ranked: DataFrame = scored.select(*_KEPT).to_native()
    order = (spark_functions.col("excluded").isNotNull(), spark_functions.col("low").desc(), *_KEYS)
    return ranked.orderBy(*order)
