"""One candidate is shown without ranking everyone anew, and still as the newest facts have it."""

from typing import Any

import pytest

from crawler.cli.candidate import print_candidate
from scoring import judging
from scoring.brief import Brief, LearnedBrief
from scoring.judging import explained, rank_database, rank_one
from scoring.outreach.rows import outreach_row
from storage.database import Database
from storage.derived import drop_features
from tests.scoring.invent import NETWORK, account, posts
from tests.test_people import land

BRIEF = Brief(words=("fountain pens",))


@pytest.fixture
def rankings(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[Brief]:
    """Twelve people in the database, ranked once; and the briefs that everyone is ranked for from now on."""
    for number in range(12):
        land(database, *account(f"maker{number:02}", post={"likes": 100 + 20 * number}))
    rank_database(database, BRIEF)
    made: list[Brief] = []

    def rank_and_note(database: Database, brief: Brief, **columns: Any) -> Any:
        made.append(brief)
        return rank_database(database, brief, **columns)

    monkeypatch.setattr(judging, "rank_database", rank_and_note)
    return made


def test_the_kept_ranking_gives_the_same_row_and_place(database: Database, rankings: list[Brief]) -> None:
    row, ranked = rank_one(database, BRIEF, NETWORK, "maker03")
    assert rankings == []
    assert ranked == 12
    everyone = rank_database(database, BRIEF)
    assert row.to_dicts() == everyone.filter(handle="maker03").to_dicts()


def test_everyone_is_ranked_where_facts_people_or_the_brief_changed(database: Database, rankings: list[Brief]) -> None:
    land(database, *posts("maker07", likes=9_000))
    assert rank_one(database, BRIEF, NETWORK, "maker03")[1] == 12
    assert len(rankings) == 1
    # Another brief's ranking reads the changed facts; what is kept for this one is old all the same.
    land(database, *account("maker12"))
    rank_database(database, Brief())
    assert rank_one(database, BRIEF, NETWORK, "maker03")[1] == 13
    assert len(rankings) == 2
    with database.write() as connection:
        drop_features(connection, NETWORK, ["maker12"])
    assert rank_one(database, BRIEF, NETWORK, "maker03")[1] == 12
    assert len(rankings) == 3
    rank_one(database, BRIEF, NETWORK, "maker04")
    assert len(rankings) == 3
    # Whom somebody accepted is liked from then on, under the same hash and with the same weights.
    liking = LearnedBrief(words=("fountain pens",), like=("maker01",), known_as=BRIEF.hash, answers=1)
    for _ in range(2):
        rank_one(database, liking, NETWORK, "maker03")
        assert len(rankings) == 4


def test_who_is_not_ranked_has_no_row(database: Database, rankings: list[Brief]) -> None:
    row, _ = rank_one(database, BRIEF, NETWORK, "nobody")
    assert len(row) == 0
    assert rankings == [BRIEF]


def test_a_marketer_reads_the_tone_the_brands_and_why_that_offer(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    captions = {"text": "Obsessed with this ink!! Can't wait for more. #gifted by @bottleworks #fountainpens"}
    land(database, *account("lena.ink", post=captions))
    row, ranked = rank_one(database, BRIEF, NETWORK, "lena.ink")
    evidence, item = next(explained(database, row, BRIEF))
    print_candidate(item, evidence, 1, of=ranked)
    said = " ".join(capsys.readouterr().out.split())
    assert "language English" in said
    assert "tone enthusiastic" in said
    assert "brands 12 of 12 posts for brands" in said
    assert "@bottleworks" in said
    assert 'offer product: "#gifted" in 12 posts' in said


@pytest.mark.parametrize(
    ("bio", "where", "reason"),
    [
        ("Ich zeichne gern und schreibe mit Füllern, am liebsten abends", "probably Germany", "(a guess by language)"),
        ("Ich zeichne gern und schreibe mit Füllern 📍 Leipzig", "Leipzig, Saxony, Germany", "(by place name)"),
    ],
)
def test_a_country_that_only_the_language_speaks_for_is_told_as_a_guess(
    database: Database, capsys: pytest.CaptureFixture[str], bio: str, where: str, reason: str
) -> None:
    brief = Brief(words=("fountain pens",), countries=("DE",))
    land(database, *account("lena.ink", bio=bio, post={"text": "Heute habe ich mit der neuen Tinte geschrieben"}))
    row, ranked = rank_one(database, brief, NETWORK, "lena.ink")
    evidence, item = next(explained(database, row, brief))
    print_candidate(item, evidence, 1, of=ranked)
    said = " ".join(capsys.readouterr().out.split())
    assert f"where {where} " in said
    assert item["signals"]["place"]["evidence"] == f"at home in {where.removeprefix('probably ')} {reason}"
    assert outreach_row(item, evidence)["country_source"] == item["place_source"]
