"""Around the shortlist: near misses, why not, the difference between two rankings, no cliff where a tier ends."""

import json
from pathlib import Path

import pytest

from scoring.brief import Brief
from scoring.comparing import compare_rankings
from scoring.facts_ranking import rank_facts
from scoring.judging import rank_database
from scoring.near_misses import near_misses
from storage.database import Database
from storage.facts import Fact
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.scoring.invent import BRIEF, NETWORK, account, contact, one
from tests.test_people import land


def _world() -> list[Fact]:
    return [
        *account("good"),
        *account("short", followers=940),
        *account("over", followers=10_900),
        *account("far", followers=40_000),
        *account("shop", bio="Shop now. Free shipping"),
        *account("hidden", followers=None, followers_within=None, bio=None),
        *account(
            "foreign", bio="Encre et plumes, calligraphie à Lyon. Collabs en MP", post={"text": "Encore de l'encre"}
        ),
        *account("two.things", followers=940, bio="Ink. Nothing else", post={"text": "Ink"}),
    ]


def test_near_misses_say_what_would_bring_them_in(database: Database) -> None:
    land(database, *_world())
    brief = Brief(words=BRIEF.words, languages=("en",), require=("language", "contact"))
    found = {miss.handle: miss for miss in near_misses(rank_database(database, brief), brief)}
    assert found["short"].needs == "with 60 more followers"
    assert found["over"].needs == "with a band up to 10,900 followers"
    assert found["foreign"].needs.startswith("if it wrote in en")
    assert found["short"].would_be == 2
    assert not found.keys() & {"good", "far", "shop", "two.things"}
    unread = {miss.handle: miss for miss in near_misses(rank_database(database, Brief()), Brief())}["hidden"]
    assert (unread.excluded, unread.needs) == (
        "followers_unknown",
        "with known followers inside the band (nanoscout refresh)",
    )


def test_the_verbs_say_it_too(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    opened = Database(str(file))
    land(opened, *_world())
    opened.close()
    assert "would be in with 60 more followers, at about place" in nanoscout("rank", "--near-miss", "--database", file)
    lines = nanoscout("rank", "--near-miss", "--json", "--database", file).splitlines()
    assert {json.loads(line)["handle"] for line in lines} >= {"short", "over", "hidden"}
    shown = nanoscout_json("show", "short", "--database", file)
    assert shown["why_not"] == [{"reason": "below_band", "needs": "with 60 more followers"}]
    assert "It would be in with 60 more followers" in nanoscout("show", "short", "--database", file)
    assert nanoscout_json("show", "good", "--database", file)["why_not"] == []


@pytest.mark.parametrize("handle", ["short", "shop", "hidden", "far"])
def test_the_word_is_the_first_of_the_reasons(database: Database, handle: str) -> None:
    from scoring.near_misses import reasons_against

    land(database, *_world())
    ranked = reasons_against(rank_database(database, BRIEF), BRIEF)
    row = ranked.filter(ranked["handle"] == handle).row(0, named=True)
    assert row["reasons_against"][0] == row["excluded"]


def test_two_rankings_differ_in_who_came_went_and_moved() -> None:
    before = rank_facts([*account("a"), *account("b", post={"likes": 200}), *account("c"), *account("gone")], BRIEF)
    after = rank_facts(
        [*account("a"), *account("b", post={"likes": 500}), *account("c", followers=30_000), *account("new")], BRIEF
    )
    found = compare_rankings(before, after)
    assert [move.handle for move in found.came] == ["new"]
    assert {move.handle: move.why.partition(":")[0] for move in found.went} == {
        "c": "is out", "gone": "is not known any more",
    }  # fmt: skip
    moved = {move.handle: move for move in found.moved}
    assert moved["b"].after == 1
    assert "engagement +" in moved["b"].why
    same = compare_rankings(before, before)
    assert (same.came, same.went, same.moved, same.same) == ([], [], [], 4)


def test_compare_reads_what_rank_printed(tmp_path: Path) -> None:
    facts, later = tmp_path / "a.db", tmp_path / "b.db"
    for file, more in ((facts, []), (later, [*account("new"), contact("a@b.example", "new")])):
        opened = Database(str(file))
        land(opened, *account("a"), *more)
        opened.close()
        file.with_suffix(".jsonl").write_text(nanoscout("rank", "--json", "--database", file))
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    assert nanoscout_json("compare", *files)["came"][0]["handle"] == "new"
    assert "Came: 1" in nanoscout("compare", *files)
    assert "cannot be read" in complaint("compare", tmp_path / "none", files[0], code=3)
    (tmp_path / "odd").write_text('{"a": 1}\n')
    assert "line 1" in complaint("compare", tmp_path / "odd", files[0], code=4)


def test_no_cliff_stands_at_10_000_followers() -> None:
    brief = Brief(followers={"min": 1_000, "max": 20_000}, tiers=("nano", "micro"), words=BRIEF.words)
    scores = [one(account(followers=count), brief) for count in (9_980, 9_999, 10_000, 10_001, 10_020)]
    for signal in ("engagement", "like_rate", "tier"):
        values = [found["signals"][signal]["value"] for found in scores]
        assert max(values) - min(values) < 0.003, signal
    assert max(found["score"] for found in scores) - min(found["score"] for found in scores) < 0.2
    assert [found["tier"] for found in scores] == ["nano", "nano", "nano", "micro", "micro"]
    assert {found["network"] for found in scores} == {NETWORK}
