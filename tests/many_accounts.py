"""A database of many invented accounts, made without reading a page for each."""

from pathlib import Path

from sqlalchemy import insert

from scoring.evidence import gather
from scoring.features import COLUMNS, FEATURES_VERSION, read_account, row_of
from storage import tables
from storage.database import Database
from storage.derived import feature_table, prepare_features
from storage.rows import table_of
from storage.search import save_words
from tests.scoring.invent import account

_AT_ONCE = 5_000


def make_many(file: Path, count: int) -> None:
    """``count`` accounts called maker0, maker1, … with features of their own, none of them waiting to be read."""
    like = row_of(read_account(gather(account())[0]))
    database = Database(str(file))
    with database.write() as connection:
        prepare_features(connection, COLUMNS, FEATURES_VERSION)
        for start in range(0, count, _AT_ONCE):
            names = [f"maker{number}" for number in range(start, min(count, start + _AT_ONCE))]
            features = [
                like | {"handle": name, "followers": 1_000 + 7 * number % 9_000, "vouchers": number % 5}
                for number, name in enumerate(names, start=start)
            ]
            connection.execute(insert(feature_table(COLUMNS)), features)
            people = [
                {"network": "instagram", "handle": name, "bio": f"Inks by {name}", "stale": False, "first_seen_at": 1}
                for name in names
            ]
            connection.execute(insert(table_of(tables.Account)), people)
            save_words(connection, "instagram", names, {name: f"{name}\nInks by {name}" for name in names})
    database.close()
