"""Growth over time, the radar, and looking again: who is due, and in which order."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.crawling.refresh import order_by_decision, parse_age
from scoring.brief import Brief
from scoring.growth import Observed, growth_of, is_rising, weeks_until, word_growth
from scoring.judging import rank_database
from storage.database import Database
from storage.errors import OUTCOMES, BadSettings
from storage.facts import Sighting
from storage.observations import accounts_on_list, accounts_seen_before, followers_over_time
from storage.verdicts import Verdict
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.databases import query
from tests.replayed import Replayed
from tests.scoring.invent import NETWORK, NOW, account, profile
from tests.test_people import land

SESSION = Path(__file__).parent.parent / "fixtures" / "discoverunder10k" / "session.har"
WEEK = 7 * 86_400_000


def weekly(*followers: int, within: int = 0) -> list[Observed]:
    return [Observed(number * WEEK, count, within) for number, count in enumerate(followers)]


def test_weeks_follow_from_steady_growth() -> None:
    growth = growth_of(weekly(8_000, 8_160, 8_323))
    assert growth is not None
    assert growth.weekly == pytest.approx(0.02, abs=1e-4)
    assert growth.weeks_to_10000 == pytest.approx(9.3, abs=0.1)
    assert "grows by 2.0% a week: 10,000 followers in about 9 weeks" in word_growth(growth)


@pytest.mark.parametrize(
    ("observed", "why"),
    [
        (weekly(900), "seen once"),
        ([Observed(0, 900), Observed(WEEK // 2, 950)], "less than a week"),
        (weekly(10_200, 10_300, within=60), "too rounded"),
        (weekly(0), None),
        ([], None),
    ],
)
def test_what_cannot_be_told_is_not(observed: list[Observed], why: str | None) -> None:
    growth = growth_of(observed)
    if why is None:
        assert growth is None
    else:
        assert growth is not None
        assert growth.weekly is None
        assert why in word_growth(growth)


def test_rising_means_just_below_and_growing() -> None:
    for followers, rises in (((780, 820), True), ((820, 780), False), ((800, 800), False), ((600, 690), False),
                             ((940, 1_010), False)):  # fmt: skip
        growth = growth_of(weekly(*followers))
        assert growth is not None
        assert is_rising(growth) is rises
    assert weeks_until(900, 0.0001, 1_000) is None
    assert weeks_until(1_100, 0.1, 1_000) is None
    assert weeks_until(1_000, 0.005, 10_000) is None  # beyond two years
    steady = growth_of(weekly(5_000, 5_001))
    assert steady is not None
    assert word_growth(steady) == "steady"


def test_the_radar_lists_both_ends(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    opened = Database(str(file))
    for weeks, (rising, leaving, flat) in enumerate(((760, 9_000, 3_000), (800, 9_200, 3_000), (860, 9_420, 3_001))):
        at = NOW + timedelta(weeks=weeks)
        counts = (("riser", rising), ("leaver", leaving), ("flat", flat))
        land(opened, *(profile(handle, followers=count, observed_at=at) for handle, count in counts))
    land(opened, profile("once", followers=4_000))
    with opened.read() as connection:
        assert len(followers_over_time(connection, accounts=[(NETWORK, "riser")])[NETWORK, "riser"]) == 3
    opened.close()
    found = nanoscout_json("radar", "--database", file)
    assert [one["handle"] for one in found["rising"]] == ["riser"]
    assert [one["handle"] for one in found["graduating"]] == ["leaver"]
    assert 1 < found["graduating"][0]["weeks_to_10000"] < 5
    printed = nanoscout("radar", "--database", file)
    assert "1,000 followers in about" in printed
    assert "Of 1 more the growth is unknown" in printed
    assert nanoscout_json("show", "leaver", "--database", file)["growth"]["observations"] == 3
    assert "10,000 followers in about" in nanoscout("show", "leaver", "--database", file)


def test_ages_are_written_with_their_unit() -> None:
    assert [parse_age(words) for words in ("7d", "12h", "2w", "3")] == [WEEK, 43_200_000, 2 * WEEK, 259_200_000]
    for words in ("soon", "-1d", "7m", ""):
        with pytest.raises(BadSettings, match="written like"):
            parse_age(words)


def test_nearest_a_decision_comes_first(database: Database) -> None:
    land(
        database,
        *account("good"),
        *account("weak", post={"likes": 40, "comments": 1}),
        *account("accepted", post={"likes": 30}),
        *account("rejected"),
        *account("almost", followers=10_900),
        *account("nearly", followers=700),
        *account("far", followers=90_000),
        *account("shop", bio="Shop now. Free shipping"),
        *account("unknown", followers=None, followers_within=None, bio=None),
    )
    brief = Brief(words=("fountain pens",))
    said: dict[str, Any] = {"brief": "b", "network": NETWORK, "reason": None, "note": None, "who": None,
                            "campaign": None, "decided_at": 0}  # fmt: skip
    verdicts = {
        (NETWORK, "accepted"): Verdict(1, handle="accepted", answer="accept", **said),
        (NETWORK, "rejected"): Verdict(2, handle="rejected", answer="reject", **said),
    }
    ranked = rank_database(database, brief)
    order = [handle for _, handle in order_by_decision(ranked.iter_rows(named=True), verdicts, (1_000, 10_000))]
    assert order == ["accepted", "good", "weak", "almost", "nearly", "unknown"]


def test_who_is_due_and_who_is_on_a_list(database: Database) -> None:
    land(database, *account("old"), *account("new", observed_at=NOW + timedelta(days=9)))
    land(database, Sighting(network=NETWORK, page="p", handle="old", route="list", via="file:///tmp/spring fair.csv"))
    with database.read() as connection:
        before = round((NOW + timedelta(days=1)).timestamp() * 1000)
        assert accounts_seen_before(connection, before, [NETWORK]).keys() == {(NETWORK, "old")}
        for name in ("spring fair", "Spring Fair.csv", "file:///tmp/spring fair.csv"):
            assert accounts_on_list(connection, name) == {(NETWORK, "old")}
        assert accounts_on_list(connection, "autumn") == set()


@pytest.mark.long
def test_refresh_visits_whom_it_knows_best_first_within_its_budget(replayed: Replayed, tmp_path: Path) -> None:
    file = replayed.copy(tmp_path / "x.db")
    best = [json.loads(line)["handle"] for line in nanoscout("rank", "--json", "--database", file).splitlines()]
    nanoscout("accept", best[4], "--database", file)
    asked = ["refresh", "--older-than", "0h", "--replay", SESSION, "--database", file]
    told = nanoscout(*asked, "--dry-run")
    assert f"accounts are due: {best[4]}@instagram, {best[0]}@instagram" in told, told
    assert told.endswith("Nothing was asked (--dry-run)\n")
    end = nanoscout_json(*asked, "--max-requests", "6", code=OUTCOMES["budget"])
    assert end["due"] > 50
    assert end["state"] == "budget"
    assert 1 <= end["progress"]["profiles"] <= 6
    opened = Database(str(file))
    visited = query(opened, "SELECT key FROM target WHERE run_id = 2 AND state = 'done' ORDER BY promise DESC")
    assert visited[0][0] == best[4]
    depths = query(opened, "SELECT count(*) FROM target WHERE run_id = 2 AND depth > 0 AND state = 'done'")
    assert depths == [(0,)]
    opened.close()
    assert "accounts were due" in nanoscout(*asked)
    assert nanoscout("refresh", "--older-than", "9000w", "--replay", SESSION, "--database", file).startswith(
        "Nobody was due"
    )
    assert nanoscout_json("runs", "--database", file)[0]["id"] == 4, "a dry run begins none"
    assert nanoscout_json("refresh", "--older-than", "9000w", "--replay", SESSION, "--database", file)["due"] == 0
    assert "written like" in complaint("refresh", "--older-than", "soon", "--database", file, code=11)


def test_who_is_due_on_a_network_that_is_not_set_up_is_told_with_what_it_needs(
    replayed: Replayed, tmp_path: Path
) -> None:
    file = replayed.copy(tmp_path / "x.db")
    said = complaint("refresh", "--older-than", "0h", "--database", file, code=17)
    assert "accounts on instagram are due and not asked: " in said
    assert "set networks.instagram.user_id" in said
    assert nanoscout("refresh", "--older-than", "9000w", "--database", file).startswith("Nobody was due")


def test_how_to_go_on_is_said_once(replayed: Replayed, tmp_path: Path) -> None:
    file = replayed.copy(tmp_path / "x.db")
    arguments = ("--older-than", "0h", "--replay", SESSION, "--max-requests", "6", "--database", file)
    said = nanoscout("refresh", *arguments, code=OUTCOMES["budget"])
    assert said.count("--resume") == 1
    assert said.rstrip().endswith(f"Not finished; go on with: nanoscout --database {file} discover --resume")
