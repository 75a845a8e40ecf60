"""PostgreSQL: what a page and a lease cost, how many writers a server bears, how much room an account takes."""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from typing import Any

from crawler.networks import load_network
from crawler.reading import read_page
from storage import frontier, hosts
from storage.clock import now_millis
from storage.database import Database
from storage.landing import land_page
from storage.runs import start_run
from tests.benchmarks.answers import feed_page
from tests.databases import query
from tests.postgres_server import run_postgres

PAGES = 200  # of each process
WRITERS = (1, 2, 4)


def measure() -> Iterator[tuple[str, float, float, bool]]:
    """(what, figure, limit, at most). The server keeps what it acknowledged, as a real one does."""
    speeds: dict[int, float] = {}
    with run_postgres(durable=True) as server:
        for writers in WRITERS:
            address = server.new_database()
            speeds[writers] = _land(address, writers)
        with closing(Database(address)) as database:
            accounts, rows, size = query(
                database,
                "SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM post) + (SELECT count(*) FROM edge), "
                "pg_database_size(current_database())",
            )[0]
        leases = _lease(address)
    told = ", ".join(f"{writers} processes {speed:,.0f}" for writers, speed in speeds.items())
    print(
        f"  (pages of 35 rows a second: {told}; {accounts:,} accounts, {rows:,} posts and ties in {size / 1e6:,.0f} MB)"
    )
    yield "milliseconds that a page of 35 rows holds the turn to write", 1_000 / max(speeds.values()), 50, True
    yield "pages a second by four processes against one", speeds[4] / speeds[1], 0.5, False
    yield "milliseconds to lease a visit among 100,000 that wait", leases, 20, True


def _land(address: str, writers: int) -> float:
    """Pages a second, all processes together."""
    with closing(Database(address)) as database, database.write() as connection:
        start_run(connection, "bench", [], {}, owner="bench", now=0)
    with ProcessPoolExecutor(writers, mp_context=get_context("spawn")) as pool:
        spans = list(pool.map(_write, [address] * writers, range(writers)))
    return writers * PAGES / (max(end for _, end in spans) - min(start for start, _ in spans))


def _write(address: str, writer: int) -> tuple[float, float]:
    """When one process began and ended to land its pages (seconds); all of them begin together."""
    network = load_network("instagram")
    read: Sequence[Any] = [read_page(network, feed_page(writer * PAGES + number)) for number in range(PAGES)]
    with closing(Database(address)) as database:
        time.sleep(max(0.0, 8 - time.monotonic() % 8))
        start = time.monotonic()
        for record, facts in read:
            with database.write() as connection:
                land_page(connection, 1, record, facts)
        return start, time.monotonic()


def _lease(address: str) -> float:
    """Milliseconds for one lease and its host's turn, with 100,000 targets on 1,000 hosts."""
    with closing(Database(address)) as database:
        with database.write() as connection:
            wanted = [
                frontier.Wanted("mastodon", "account", f"w{number}", f"h{number % 1_000}.example", number % 97, 1)
                for number in range(100_000)
            ]
            frontier.want_targets(connection, 1, wanted)
        start = time.monotonic()
        for _ in range(PAGES):
            with database.write() as connection:
                now = now_millis()
                lease = frontier.lease_next(
                    connection, 1, ["mastodon"], owner="b", now=now, lease_ms=1_000, max_depth=3
                )
                assert lease is not None
                hosts.reserve_host(connection, lease.host, now=now, gap_ms=1_000)
        return (time.monotonic() - start) / PAGES * 1_000


if __name__ == "__main__":
    for row in measure():
        print(json.dumps(row))
