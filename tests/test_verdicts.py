"""Verdicts: kept, taken back, learned from, erased with the person."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from scoring.brief import Brief, LearnedBrief
from scoring.facts_ranking import rank_facts
from scoring.judging import learn_from_verdicts, rank_database, with_learned
from scoring.learning import teaches, word_learned
from scoring.ranking.score import score_version
from storage.database import Database
from storage.errors import NoSuchAccount
from storage.facts import Comment, Fact
from storage.verdicts import current_verdicts, give_verdict, reset_learning, undo_verdict
from tests.benchmarks.bench_learning import learn_taste
from tests.commands import complaint, nanoscout, nanoscout_json, run
from tests.databases import bytes_of, query
from tests.replayed import Replayed
from tests.scoring.invent import NETWORK, account, talk
from tests.test_people import land

BRIEF = Brief(name="ink", words=("fountain pens", "calligraphy"))


def answer(database: Database, handle: str, said: str, **more: object) -> None:
    with database.write() as connection:
        give_verdict(connection, NETWORK, handle, said, brief="ink", now=1, **more)  # type: ignore[arg-type]


def holding(database: Database) -> dict[str, str]:
    with database.read() as connection:
        return {handle: verdict.answer for (_, handle), verdict in current_verdicts(connection, "ink").items()}


def talkers_and_silent(database: Database) -> None:
    """Ten who answer their readers with half the likes, ten who do not with all of them."""
    facts: list[Fact] = []
    for number in range(10):
        handle = f"talker{number}"
        facts += [*account(handle, post={"likes": 130 + number}), *talk(handle)]
        facts += account(f"silent{number}", post={"likes": 330 + number})
        facts += [comment for comment in talk(f"silent{number}", answered=0) if isinstance(comment, Comment)]
    land(database, *facts)


def test_the_newest_answer_holds_and_undo_brings_the_one_before_back(database: Database) -> None:
    land(database, *account("ana.ink"))
    answer(database, "ana.ink", "later")
    answer(database, "ana.ink", "accept", note="lovely", who="mo")
    assert holding(database) == {"ana.ink": "accept"}
    for undone, holds in (("accept", "later"), ("later", None), (None, None)):
        with database.write() as connection:
            taken, left = undo_verdict(connection, NETWORK, "ana.ink", brief="ink", now=2)
        assert (taken.answer if taken else None, left.answer if left else None) == (undone, holds)
    assert holding(database) == {}
    history = [answer for (answer,) in query(database, "SELECT answer FROM verdict ORDER BY id")]
    assert history == ["later", "accept", "undo", "undo"]


def test_the_same_answer_said_twice_is_one(database: Database) -> None:
    land(database, *account("ana.ink"))
    for who in ("mo", "mo", "ada", "ada"):
        answer(database, "ana.ink", "accept", who=who)
    assert query(database, "SELECT who FROM verdict ORDER BY id") == [("mo",), ("ada",)]
    with database.write() as connection:
        reset_learning(connection, "ink")
    answer(database, "ana.ink", "accept", who="ada")
    assert query(database, "SELECT count(*) FROM verdict") == [(3,)], "after a reset it teaches anew"
    answer(database, "ana.ink", "accept", who="ada", note="again")
    assert query(database, "SELECT count(*) FROM verdict") == [(4,)], "with a note it says more"


def test_verdicts_of_one_brief_are_not_those_of_another(database: Database) -> None:
    land(database, *account("ana.ink"))
    answer(database, "ana.ink", "accept")
    with database.read() as connection:
        assert current_verdicts(connection, "tea") == {}
        assert len(current_verdicts(connection)) == 1


def test_answers_teach_what_is_liked_and_the_ranking_follows(database: Database) -> None:
    talkers_and_silent(database)
    before = [h for h in rank_database(database, BRIEF)["handle"] if h.endswith(("6", "7", "8", "9"))]
    assert before[0].startswith("silent")
    for number in range(6):
        answer(database, f"talker{number}", "accept")
        answer(database, f"silent{number}", "reject", reason="never answers")
    learned = learn_from_verdicts(database, BRIEF)
    assert learned.after["conversation"] > 1.2 * learned.before["conversation"]
    assert sum(learned.after.values()) == pytest.approx(1.0)
    assert min(learned.after.values()) >= 0
    assert "conversation (" in word_learned(learned)
    bent = with_learned(database, BRIEF)
    assert isinstance(bent, LearnedBrief)
    assert bent.hash == BRIEF.hash
    assert score_version(bent) != score_version(BRIEF)
    after = [h for h in rank_database(database, bent)["handle"] if h.endswith(("6", "7", "8", "9"))]
    assert sum(h.startswith("talker") for h in after[:4]) > sum(h.startswith("talker") for h in before[:4])
    with database.write() as connection:
        reset_learning(connection, "ink")
    assert with_learned(database, BRIEF) is BRIEF
    assert len(holding(database)) == 12


def test_too_few_answers_and_those_not_about_the_creator_teach_nothing(database: Database) -> None:
    land(database, *account("ana.ink"), *account("bo"))
    answer(database, "ana.ink", "accept")
    answer(database, "bo", "reject", reason="too expensive")
    learned = learn_from_verdicts(database, BRIEF)
    assert (learned.accepted, learned.rejected, learned.left_out, learned.after) == (1, 0, 1, {})
    assert word_learned(learned).startswith("Nothing is learned yet")
    assert teaches("reject", "bought likes")
    assert not teaches("later", None)


def test_contributions_add_up_under_learned_weights_too(database: Database) -> None:
    from scoring.judging import objects_of

    talkers_and_silent(database)
    for number in range(3):
        answer(database, f"talker{number}", "accept")
        answer(database, f"silent{number}", "reject", reason="silent")
    bent = with_learned(database, BRIEF)
    items = list(objects_of(database, rank_database(database, bent), bent))
    assert len(items) >= 6
    for item in items:
        points = sum(signal["contribution"] for signal in item["signals"].values())
        assert points == pytest.approx(item["score"], abs=1e-6)
        assert ".learned-" in item["score_version"]


def test_an_unlearned_brief_ranks_as_before() -> None:
    assert rank_facts(account(), BRIEF)[0]["score_version"] == score_version()


@pytest.mark.long
@pytest.mark.parametrize("far", [False, True])
def test_a_simulated_taste_is_learned_from_100_answers(far: bool) -> None:
    """All figures: python -m tests.benchmarks.bench_learning."""
    found = [learn_taste(far, seed, (0, 100))[1][0] for seed in range(10)]
    assert sum(found) / len(found) >= 0.96


def test_forgetting_takes_verdicts_and_their_notes_along(database: Database) -> None:
    from crawler.rights.people import forget_person

    land(database, *account("ana.ink"), *account("bo.reed"))
    answer(database, "ana.ink", "accept", note="met at the fair")
    answer(database, "bo.reed", "reject", reason="copies @ana.ink", note="ask ana.ink first")
    forget_person(database, "ana.ink@instagram", [])
    assert query(database, "SELECT handle, reason, note FROM verdict") == [
        ("bo.reed", "copies @forgotten", "ask forgotten first")
    ]
    assert b"met at the fair" not in bytes_of(database)
    with pytest.raises(NoSuchAccount):
        answer(database, "ana.ink", "accept")


def test_the_verbs(address: str, tmp_path: Path) -> None:
    opened = Database(address)
    land(opened, *account("ana.ink"), *account("bo", bio="Gym"))
    opened.close()
    brief = tmp_path / "brief.toml"
    brief.write_text('name = "ink"\nwords = ["fountain pens"]\n')
    where = ["--brief", brief, "--database", address]
    assert nanoscout_json("accept", "ana.ink", "--note", "yes", "--by", "mo", *where)["answer"] == "accept"
    assert "Reject: bo@instagram (off topic)" in nanoscout("reject", "bo", "--reason", "off topic", *where)
    told = nanoscout_json("learned", *where)
    assert (told["accepted"], told["rejected"], told["brief"]) == (1, 1, "ink")
    assert "1 acceptance and 1 rejection" in nanoscout("learned", *where)
    versions = {json.loads(line)["score_version"] for line in nanoscout("rank", "--json", *where).splitlines()}
    assert all(".learned-" in version for version in versions)
    plain = {
        json.loads(line)["score_version"] for line in nanoscout("rank", "--hand-weights", "--json", *where).splitlines()
    }
    assert plain == {score_version()}
    assert nanoscout_json("undo", "bo", *where) | {"brief": ""} == {
        "network": "instagram", "handle": "bo", "brief": "", "undone": "reject", "answer": None,
    }  # fmt: skip
    assert "Nothing is learned yet" in nanoscout("learned", "--reset", *where)
    assert "known" in complaint("later", "nobody.here", *where, code=8)


def test_an_answer_without_a_brief_is_said_to_be_for_none(replayed: Replayed, tmp_path: Path) -> None:
    file = replayed.copy(tmp_path / "x.db")
    brief = tmp_path / "ink.toml"
    brief.write_text('name = "ink"\nwords = ["fountain pens"]\n')
    with closing(Database(str(file))) as opened, opened.write() as connection:
        give_verdict(connection, NETWORK, "bo", "accept", brief="ink", now=1)
    told = run("accept", "wilf.and.whisk", "--database", file).stderr.decode()
    assert told.startswith("No --brief was given, so this answer is kept for the brief without a name; ")
    assert "give --brief " in told
    assert "No --brief" not in run("accept", "wilf.and.whisk", "--brief", brief, "--database", file).stderr.decode()


def test_whoever_rejects_is_asked_why_in_a_sentence(tmp_path: Path) -> None:
    said = complaint("reject", "bo", "--database", tmp_path / "x.db", code=2)
    assert said == "A rejection needs its reason, which later rankings learn from: add --reason 'too commercial'"
