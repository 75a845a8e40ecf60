"""The packed blocks say what the tables say, whatever changed, and hold nobody who is gone."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Connection, select

from scoring.brief import Brief
from scoring.features import COLUMNS
from scoring.judging import rank_database
from scoring.ranking import wide
from scoring.ranking.candidates import RankingCache
from scoring.ranking.match import query_terms
from scoring.ranking.rank import SCHEMA, TERMS_SCHEMA, rank
from storage.blocks import BLOCK, TERMS, all_blocks, block_starts, drop_blocks, start_of
from storage.database import Database
from storage.derived import drop_features, read_features, read_terms, save_features
from tests.many_accounts import make_many

BRIEF = Brief(words=("fountain pens", "tea"), avoid=("wine",), languages=("en",), countries=("GB",))
OTHER = Brief(words=("calligraphy", "tea"), posts_window_days=30, campaign="placement")


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Two hundred accounts in blocks of sixteen, their terms in several buckets."""
    monkeypatch.setattr(wide, "BLOCK_ROWS", 16)
    monkeypatch.setattr(wide, "BUCKET_USES", 20)
    make_many(tmp_path / "many.db", 200, terms_each=10)
    with closing(Database(str(tmp_path / "many.db"))) as opened:
        yield opened


def from_tables(database: Database, brief: Brief) -> pl.DataFrame:
    """The ranking out of the tables themselves."""
    with database.read() as connection:
        features = pl.DataFrame(read_features(connection, COLUMNS), schema=SCHEMA, orient="row")
        terms = pl.DataFrame(read_terms(connection, query_terms(brief)), schema=TERMS_SCHEMA, orient="row")
    return rank(features, brief, terms)


def holds(database: Database, held: RankingCache) -> None:
    """The ranking out of the blocks is that out of the tables, whole, narrow, and with what the last one left."""
    for brief in (BRIEF, OTHER, Brief()):
        expected = from_tables(database, brief)
        assert rank_database(database, brief).drop("same_as").equals(expected)
        for left in (None, held):
            narrow = rank_database(database, brief, columns=("followers",), held=left).drop("same_as")
            assert narrow.equals(expected.select(narrow.columns))


def change(connection: Connection, network: str, handles: list[str], **values: int) -> None:
    """Other features and terms for these accounts, new ones among them."""
    like = dict(zip(COLUMNS, read_features(connection, COLUMNS, [("instagram", "maker1")])[0], strict=True))
    rows = [{**like, "network": network, "handle": handle, **values} for handle in handles]
    terms = {handle: {"tea": 0.9, f"only {handle}": 0.4} for handle in handles}
    save_features(connection, COLUMNS, network, handles, rows, terms, {}, {})


@pytest.mark.long
def test_blocks_follow_every_change(many: Database) -> None:
    held = RankingCache()
    holds(many, held)
    with many.write() as connection:
        starts = block_starts(connection)
        before = len(starts)
        assert before == 13
        names = ["maker17", "maker171", "a", "zz"]
        change(connection, "instagram", names, followers=4_321)
        assert wide.pack_changed(connection) == len({start_of(starts, ("instagram", name)) for name in names}) == 3
        assert wide.pack_changed(connection) == 0
    holds(many, held)
    with many.write() as connection:  # a block that grows is parted; more than half of one is read from the tables
        change(connection, "instagram", [f"maker100{number:02}" for number in range(40)], followers=9_000)
    holds(many, held)
    with many.read() as connection:
        assert len(block_starts(connection)) > before
    with many.write() as connection:
        change(connection, "mastodon", [f"new{number}" for number in range(3)], followers=2_000)
        drop_features(connection, "instagram", ["maker3", "a"])
    holds(many, held)
    with many.write() as connection:
        drop_blocks(connection)
    holds(many, held)


def test_who_is_dropped_stands_in_no_block(many: Database) -> None:
    rank_database(many, BRIEF)
    with many.read() as connection:
        start = block_starts(connection)[4]
    with many.write() as connection:
        drop_features(connection, "instagram", ["maker3"])
        emptied = connection.execute(select(BLOCK.c.network, BLOCK.c.handle).where(BLOCK.c.data.is_(None))).one()
        assert connection.execute(select(TERMS).where(TERMS.c.handle == emptied[1])).first() is None
        drop_features(connection, *_names(start))  # whose name a block begins with
        assert block_starts(connection) == []
    ranked = rank_database(many, BRIEF)
    assert {"maker3", start[1]}.isdisjoint(ranked["handle"].to_list())
    with many.read() as connection:
        assert sum(block.accounts for block in all_blocks(connection)) == len(ranked) == 198


def test_nobody_at_all(database: Database) -> None:
    assert len(rank_database(database, BRIEF)) == 0
    assert len(rank_database(database, BRIEF, columns=())) == 0


def _names(start: tuple[str, str]) -> tuple[str, list[str]]:
    return start[0], [start[1]]


def test_terms_packed_by_an_earlier_version_are_read(many: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wide, "_pack_users", wide._pack)
    holds(many, RankingCache())
    monkeypatch.undo()
    with many.write() as connection:
        change(connection, "instagram", ["maker17"], followers=4_321)
    holds(many, RankingCache())
