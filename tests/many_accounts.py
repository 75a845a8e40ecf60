"""A database of many invented accounts, made without reading a page for each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from scoring.evidence import gather
from scoring.features import COLUMNS, FEATURES_VERSION, read_account, row_of
from storage import tables
from storage.bulk import add_values
from storage.database import Database
from storage.derived import TERM, feature_table, prepare_features
from storage.rows import table_of
from storage.search import save_words
from tests.scoring.invent import account

_AT_ONCE = 5_000
_SEEN_AT = 1_793_500_000_000
# What accounts differ in, each list of another length, so that every combination occurs.
_VARIED: dict[str, tuple[object, ...]] = {
    "network": ("instagram",) * 10 + ("bluesky",),
    "country": ("GB", "GB", "GB", "US", "DE", "PT", None),
    "country_sure": (1.0,),
    "city": ("Leeds", "York", None, None, "Porto"),
    "language": ("en", "en", "de"),
    "niche": ("food", "art", "books", "home", "outdoors", "music", "pets", "tech"),
    "emails": (1, 0, 0, 0),
    "vouchers": (0, 1, 2, 3, 4),
    "account_kind": ("creator",) * 12 + ("shop",),
}


# What they write about: with ten terms each, one account of five has any one of them.
_TERMS = (
    "fountain pens", "fountainpens", "calligraphy", "ink", "journal", "paper", "tea", "coffee", "garden", "yoga",
    "paris", "porto", "leeds", "sourdough", "knitting", "climbing", "ceramics", "vinyl", "cats", "dogs",
    "niche:art/stationery", "niche:art/calligraphy", "niche:art/illustration", "niche:art/painting",
    "niche:art/pottery", "niche:art/design", "niche:books/writing", "niche:books/books", "niche:food/baking",
    "niche:food/cooking", "niche:home/plants", "niche:home/interior", "niche:outdoors/hiking", "niche:music/music",
    "niche:pets/dogs", "niche:pets/cats", "niche:tech/tech", "bullet journal", "letters", "stamps", "postcards",
    "watercolour", "museum", "theatre", "cycling", "swimming", "camping", "bread", "cakes", "wine",
)  # fmt: skip


def make_many(file: Path, count: int, *, posts_each: int = 0, terms_each: int = 0) -> None:
    """``count`` accounts called maker0, maker1, … with features of their own, none of them waiting to be read.

    Each has ``posts_each`` posts as facts; their features are those of twelve. Each has ``terms_each`` terms, 0 to 50.
    """
    database = Database(str(file))
    with database.write() as connection:
        prepare_features(connection, COLUMNS, FEATURES_VERSION)
    like = row_of(read_account(gather(account())[0]))
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(count, start + _AT_ONCE))
        with database.write() as connection:
            _make_some(connection, like, numbers, posts_each)
            _weigh_terms(connection, numbers, terms_each)
    database.close()


def _make_some(connection: Connection, like: dict[str, Any], numbers: range, posts_each: int) -> None:
    features = [like | _differences(number) for number in numbers]
    _add(connection, feature_table(COLUMNS), features)
    people = [
        {
            "network": row["network"],
            "handle": row["handle"],
            "bio": f"Inks by {row['handle']}",
            "followers": row["followers"],
            "stale": False,
            "first_seen_at": 1,
            "observed_at": _SEEN_AT,
        }
        for row in features
    ]
    _add(connection, table_of(tables.Account), people)
    for network in sorted({row["network"] for row in features}):
        names = [row["handle"] for row in features if row["network"] == network]
        save_words(connection, network, names, {name: f"{name}\nInks by {name}" for name in names})
    posts = [post for row in features for post in _posts_of(row["network"], row["handle"], posts_each)]
    _add(connection, table_of(tables.Post), posts)


def _add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Adds rows whose keys are all in one order."""
    if rows:
        add_values(connection, table, list(rows[0]), [tuple(row.values()) for row in rows])


def _weigh_terms(connection: Connection, numbers: range, each: int) -> None:
    networks = _VARIED["network"]
    rows = [
        {
            "network": networks[number % len(networks)],
            "handle": f"maker{number}",
            "term": _TERMS[(number * 7 + step * (1 + 2 * (number // 50 % 10))) % len(_TERMS)],
            "weight": (number * 31 + step * 97) % 1_000 / 1_000,
        }
        for number in numbers
        for step in range(each)
    ]
    unique = {(row["network"], row["handle"], row["term"]): row for row in rows}
    _add(connection, TERM, list(unique.values()))


def _differences(number: int) -> dict[str, Any]:
    varied = {name: values[number % len(values)] for name, values in _VARIED.items()}
    return {"handle": f"maker{number}", "followers": 1_000 + 7 * number % 9_000, **varied}


def _posts_of(network: str, handle: str, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        address = f"https://{network}.example/{handle}/{number}"
        yield {
            "network": network,
            "key": address,
            "native_id": f"{handle}-{number}",
            "url": address,
            "author_handle": handle,
            "posted_at": _SEEN_AT - 86_400_000 * 5 * number,
            "text": "New ink swatches for my letters #fountainpens",
            "hashtags": '["fountainpens"]',
            "kind": "photo",
            "likes": 280 + number,
            "comments": 12,
            "observed_at": _SEEN_AT,
            "page_id": 1,
        }


def touch_some(database: Database, count: int) -> None:
    """So many accounts, spread over everyone, wait to be read again, as after a crawl of as many pages."""
    account = table_of(tables.Account)
    with database.write() as connection:
        everyone = connection.execute(select(func.count()).select_from(account)).scalar_one()
        step = max(1, everyone // count)
        names = [f"maker{number}" for number in range(0, everyone, step)][:count]
        for start in range(0, len(names), 500):
            part = names[start : start + 500]
            networks = sorted({str(name) for name in _VARIED["network"]})
            mine = account.c.network.in_(networks) & account.c.handle.in_(part)
            connection.execute(update(account).where(mine).values(stale=True))
