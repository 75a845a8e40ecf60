"""The frontier: best promise first, nobody before their time, nothing lost, nothing twice."""

from typing import Any

from sqlalchemy import select

from storage import frontier, hosts, tables
from storage.database import Database
from storage.frontier import Wanted
from storage.rows import table_of
from storage.runs import start_run

HOUR = 3_600_000
NETWORKS = ["instagram", "mastodon"]


def want(
    database: Database, *items: tuple[str, float], run: int = 1, host: str = "h", seeds: bool = False, **more: Any
) -> None:
    with database.write() as connection:
        wanted = [
            Wanted("mastodon", "account", key, host, promise, more.get("depth", 1), more.get("skip"))
            for key, promise in items
        ]
        frontier.want_targets(connection, run, wanted, seeds=seeds)


def lease(database: Database, *, run: int = 1, now: int = 1_000, owner: str = "me", max_depth: int = 3) -> Any:
    with database.write() as connection:
        return frontier.lease_next(connection, run, NETWORKS, owner=owner, now=now, lease_ms=1_000, max_depth=max_depth)


def states(database: Database) -> dict[str, str]:
    table = table_of(tables.Target)
    with database.read() as connection:
        return {row.key: row.state for row in connection.execute(select(table.c.key, table.c.state))}


def test_best_promise_comes_first_and_grows_with_each_sighting(database: Database) -> None:
    want(database, ("ada", 2), ("bo", 3))
    want(database, ("ada", 2))
    assert [lease(database).key, lease(database).key, lease(database)] == ["ada", "bo", None]


def test_equal_promise_keeps_the_order_of_sighting(database: Database) -> None:
    want(database, ("cy", 1), ("ada", 1), ("bo", 1))
    assert [lease(database).key for _ in range(3)] == ["cy", "ada", "bo"]


def test_a_host_on_hold_is_left_alone_and_others_go_on(database: Database) -> None:
    want(database, ("ada", 9), host="slow")
    want(database, ("bo", 1), host="quick")
    with database.write() as connection:
        hosts.hold_host(connection, "slow", until=HOUR, backoff_s=60, reason="asked")
    assert lease(database).key == "bo"
    assert lease(database) is None
    with database.read() as connection:
        assert frontier.next_opening(connection, 1, NETWORKS, max_depth=3) == HOUR
    assert lease(database, now=HOUR).key == "ada"


def test_a_longer_hold_is_never_shortened(database: Database) -> None:
    with database.write() as connection:
        hosts.hold_host(connection, "h", until=HOUR, backoff_s=60, reason="asked")
        hosts.hold_host(connection, "h", until=10, backoff_s=0, reason=None)
        assert hosts.host_state(connection, "h")[0] == HOUR


def test_requests_to_one_host_keep_their_distance(database: Database) -> None:
    with database.write() as connection:
        times = [hosts.reserve_host(connection, "h", now=5_000, gap_ms=1_000) for _ in range(3)]
        assert times == [5_000, 6_000, 7_000]
        assert hosts.reserve_host(connection, "h", now=60_000, gap_ms=1_000) == 60_000


def test_a_clock_that_was_set_back_leaves_no_host_alone_for_years(database: Database) -> None:
    with database.write() as connection:
        hosts.reserve_host(connection, "h", now=9_000 * HOUR, gap_ms=1_000)
        hosts.reserve_host(connection, "asked", now=9_000 * HOUR, gap_ms=1_000)
        hosts.hold_host(connection, "asked", until=5 * HOUR, backoff_s=60, reason="asked")
        hosts.reserve_host(connection, "soon", now=2 * HOUR, gap_ms=HOUR // 2)
        hosts.take_back_turns(connection, now=2 * HOUR, beyond=3 * HOUR)
        again = [hosts.reserve_host(connection, host, now=2 * HOUR, gap_ms=1) for host in ("h", "asked", "soon")]
    assert again == [2 * HOUR, 5 * HOUR, 2 * HOUR + HOUR // 2]


def test_depth_ends_the_crawl_but_keeps_the_account(database: Database) -> None:
    want(database, ("far", 5), depth=4)
    assert lease(database) is None
    assert states(database) == {"far": "queued"}
    assert lease(database, max_depth=4).key == "far"


def test_a_visit_fails_three_times_and_is_then_a_dead_letter(database: Database) -> None:
    want(database, ("ada", 1))
    for attempt in (1, 2, 3):
        held = lease(database, now=attempt * HOUR)
        assert held.attempts == attempt
        with database.write() as connection:
            again = frontier.release_visit(connection, held, not_before=0, outcome="reset")
        assert again is (attempt < 3)
    assert states(database) == {"ada": "failed"}


def test_a_wait_is_not_counted_as_a_failure(database: Database) -> None:
    want(database, ("ada", 1))
    for _ in range(5):
        held = lease(database)
        assert held.attempts == 1
        with database.write() as connection:
            frontier.release_visit(connection, held, not_before=0, outcome="wait", counts=False)


def test_a_lease_that_ran_out_or_whose_owner_is_gone_is_taken_back(database: Database) -> None:
    want(database, ("ada", 2), ("bo", 1))
    lease(database, owner="gone", now=1_000)
    lease(database, owner="slow", now=50_000)
    with database.write() as connection:
        assert frontier.lease_owners(connection, 1) == ["gone", "slow"]
        assert frontier.reclaim_leases(connection, 1, now=1_500, dead_owners=["gone"]) == 1
        assert frontier.reclaim_leases(connection, 1, now=51_001) == 1
    assert states(database) == {"ada": "queued", "bo": "queued"}


def test_a_worker_that_stood_still_for_longer_than_its_lease_changes_nothing(database: Database) -> None:
    want(database, ("ada", 1))
    slept = lease(database, owner="slept", now=1_000)
    with database.write() as connection:
        assert frontier.reclaim_leases(connection, 1, now=9_000_000, owner="slept") == 0  # it is awake, and asks
        assert frontier.reclaim_leases(connection, 1, now=9_000_000, owner="other") == 1
    theirs = lease(database, owner="other", now=9_000_000)
    with database.write() as connection:
        assert not frontier.renew_lease(connection, slept, until=9_999_999)
        assert not frontier.finish_visit(connection, slept, outcome="facts", now=9_000_000)
        frontier.release_visit(connection, slept, not_before=0, outcome="interrupted", counts=False)
    assert states(database) == {"ada": "leased"}
    with database.write() as connection:
        assert frontier.finish_visit(connection, theirs, outcome="facts", now=9_000_001)
        frontier.release_visit(connection, slept, not_before=0, outcome="interrupted", counts=False)
    assert states(database) == {"ada": "done"}


def test_done_stays_done_but_a_seed_is_visited_again(database: Database) -> None:
    want(database, ("ada", 1))
    held = lease(database)
    with database.write() as connection:
        assert frontier.finish_visit(connection, held, outcome="facts", now=1)
    want(database, ("ada", 5), run=2)
    assert states(database) == {"ada": "done"}
    want(database, ("ada", 5), ("bo", 4), run=2, seeds=True)
    assert [lease(database, run=2).key, lease(database, run=2).key] == ["ada", "bo"]


def test_what_lies_outside_is_skipped_and_does_not_come_back(database: Database) -> None:
    want(database, ("big", 3))
    want(database, ("big", 0), skip="90,000 followers")
    want(database, ("big", 3))
    assert states(database) == {"big": "skipped"}
    assert lease(database) is None


def test_a_run_visits_what_it_met_and_can_adopt_what_waits(database: Database) -> None:
    with database.write() as connection:
        for _ in range(2):
            start_run(connection, "discover", [], {}, owner="x", now=0)
    want(database, ("ada", 1), run=1)
    assert lease(database, run=2) is None
    with database.write() as connection:
        assert frontier.adopt_queued(connection, 2, ["mastodon"], host_of=lambda *_: "c.example") == 1
    assert lease(database, run=2).key == "ada"


def test_two_workers_never_hold_the_same_target(database: Database) -> None:
    want(database, *((f"a{number}", 1.0) for number in range(20)))
    held = [lease(database, owner=f"w{number % 2}").key for number in range(20)]
    assert sorted(held) == sorted({*held})
    assert len(held) == 20
