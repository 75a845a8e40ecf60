"""The basis on which people of a list may be kept: told by its columns or for all of it, kept, and forgotten."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.files import ingest_files
from crawler.lists.answers import answer_in
from crawler.lists.rows import GivenBasis, given_basis
from crawler.settings import Settings
from scoring.brief import load_brief
from scoring.outreach.handing_over import rows_to_hand
from storage.database import Database
from storage.errors import BadSettings
from storage.facts import Profile
from storage.rights.bases import Basis, bases_of, keep_bases
from storage.rights.forgetting import forget
from storage.rights.person import find_person
from storage.rights.privacy import suppress
from tests.commands import complaint, nanoscout
from tests.own_files import TABLE, handles, reading_of, save


def ingest(database: Database, path: Path, **options: Any) -> dict[str, Any]:
    given = given_basis(options.get("basis"), options.get("day"), options.get("source"))
    return ingest_files(database, reading_of(path, "instagram", given), Settings())


def kept(database: Database, handle: str) -> list[Basis]:
    with database.read() as connection:
        return bases_of(connection, "instagram", handle)


def test_the_country_that_a_list_tells_holds_an_email_back(tmp_path: Path, database: Database) -> None:
    path = save(tmp_path / "a.csv", "Handle,Email,Country,Followers\none.a,one.a@mail.example,Austria,4321\n"
                                    "two.b,two.b@mail.example,USA,4321\n")  # fmt: skip
    ingest(database, path)
    rows = rows_to_hand(database, load_brief(None))
    assert {row["handle"]: (row["country_iso2"], row["email"]) for row in rows} == {
        "one.a": ("AT", None),
        "two.b": ("US", "two.b@mail.example"),
    }


@pytest.mark.parametrize("column", ["country_iso2", "Country code", "Country (ISO)", "countryCode"])
def test_a_country_by_its_code_is_read(tmp_path: Path, column: str) -> None:
    """As our own export tells it: without it the email of somebody in the EU would go out."""
    facts = reading_of(save(tmp_path / "a.csv", f"Instagram,{column}\n@one.a,DE\n")).facts()
    assert [fact.location for fact in facts if isinstance(fact, Profile)] == ["🇩🇪"]


def test_the_basis_of_a_row_comes_before_that_of_the_list(tmp_path: Path, database: Database) -> None:
    path = save(
        tmp_path / "applicants.csv",
        "Handle,Consent,Consent date,Source,Legal basis\n"
        "yes.one,Yes,2026-10-05,landing page,\n"
        "none.said,,,,\n"
        "no.three,no thanks,,,\n"
        'agree.four,"I agree to be contacted",,,\n'
        "maybe.five,perhaps,,,\n"
        "own.six,,,partner Acme,berechtigtes Interesse\n",
    )
    done = ingest(database, path, basis="contract", day="2026-11-01", source="agency list")
    november = datetime(2026, 11, 1, tzinfo=UTC)
    assert kept(database, "yes.one") == [
        Basis("instagram", "yes.one", "consent", "landing page", datetime(2026, 10, 5, tzinfo=UTC))
    ]
    assert kept(database, "none.said") == [Basis("instagram", "none.said", "contract", "agency list", november)]
    assert kept(database, "agree.four") == [Basis("instagram", "agree.four", "consent", "agency list", november)]
    assert kept(database, "own.six") == [Basis("instagram", "own.six", "legitimate_interest", "partner Acme", november)]
    assert kept(database, "maybe.five") == []
    assert kept(database, "no.three") == []
    assert (done["bases"], done["accounts"], done["queued"]) == (4, 5, 5)


def test_who_says_no_is_left_out_and_told(tmp_path: Path) -> None:
    reading = reading_of(save(tmp_path / "a.csv", "Instagram,GDPR consent\n@one.a,no\n@two.b,Nein\n@three.c,ja\n"))
    assert handles(list(reading.facts())) == ["three.c"]
    assert reading.notes() == ["a.csv: left out 2 rows (2, 3): the answer to consent is no, or they opted out."]


@pytest.mark.parametrize(
    ("column", "said", "kept"),
    [
        ("opt_out", "do not contact", False), ("Unsubscribed from all email", "TRUE", False), ("DNC", "x", False),
        ("Consent withdrawn on", "2026-10-03", False), ("Einwilligung widerrufen", "ja", False),
        ("Opted out", "withdrawn", False), ("Email opt out", "false", True), ("Email opt out", "", True),
        ("Unsubscribed", "No", True), ("DNC", "0", True), ("Consent withdrawn", "n/a", True),
        ("opt_out", "not opted out", True), ("opt_out", "never", True), ("opt_out", "opted in", True),
        ("opt_out", "hasn't opted out", True), ("opt_out", "❌", True), ("opt_out", "1.0", False),
        ("opt_out", "No – please stop", False), ("opt_out", "no longer wants mail", False), ("opt_out", "?", False),
        ("opt_out", "no longer interested opted out", False), ("Widerspruch", "kein Widerspruch", True),
        ("Widerspruch", "keine", True), ("Widerspruch", "kein Interesse", False), ("Abgemeldet", "nicht", True),
        ("Désinscrit", "pas désinscrit", True), ("Désinscrit", "non", True), ("Désinscrit", "le 3 mars", False),
        ("Dado de baja", "no dado de baja", True), ("Dado de baja", "sí", False), ("Ne pas contacter", "x", False),
        ("Nicht kontaktieren", "ja", False), ("unsubscribed_at", "0000-00-00", True), ("unsub", "2026-03-04", False),
        ("status", "unsubscribed", False), ("status", "Abgemeldet", False), ("Notes", "Do not contact!", False),
        ("Notes", "do not contact before May", True), ("status", "subscribed", True),
        ("Contact allowed", "no", False), ("Kontakt erlaubt", "nein", False), ("Contact allowed", "yes", True),
    ],
)  # fmt: skip
def test_who_opted_out_is_left_out(tmp_path: Path, column: str, said: str, kept: bool) -> None:
    """By our own export's column, too, when it comes back."""
    path = save(tmp_path / "a.csv", f"Instagram,Email,Consent,{column}\n@one.a,one.a@mail.example,yes,{said}\n")
    assert handles(list(reading_of(path).facts())) == (["one.a"] if kept else [])


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("consent withdrawn", "no"), ("Yes, but withdrawn 2026-01-02", "no"), ("hat widersprochen", "no"),
        ("retiré", "no"), ("dado de baja", "no"), ("I don't agree", "no"), ("never", "no"), ("❌", "no"),
        ("pas d'accord", "no"), ("d'accord", "yes"), ("✅", "yes"), ("Yes, not withdrawn", "yes"),
        ("Yes - email only, not phone", "yes"), ("Yes, I can withdraw it at any time", "yes"),
        ("Ja, ich kann jederzeit widerrufen", "yes"), ("Yes / No", None), ("no objection", None), ("pending", None),
    ],
)  # fmt: skip
def test_what_a_cell_under_consent_answers(said: str, answer: str | None) -> None:
    assert answer_in(said) == answer


def test_without_a_basis_none_is_kept(tmp_path: Path, database: Database) -> None:
    assert ingest(database, save(tmp_path / "a.csv", "Handle\none.a\n"))["bases"] == 0
    assert kept(database, "one.a") == []


def test_the_file_is_the_source_where_none_is_named(tmp_path: Path, database: Database) -> None:
    ingest(database, save(tmp_path / "a.csv", "Handle\none.a\n"), basis="legitimate interest")
    assert kept(database, "one.a") == [Basis("instagram", "one.a", "legitimate_interest", "a.csv", None)]


@pytest.mark.parametrize(
    ("basis", "day", "source", "words"),
    [
        ("because", None, None, "because is no basis"),
        ("consent", "yesterday", None, "yesterday is no date"),
        (None, "2026-11-01", None, "add --basis"),
        (None, None, "form", "add --basis"),
    ],
)
def test_a_basis_that_cannot_be_used(basis: str | None, day: str | None, source: str | None, words: str) -> None:
    with pytest.raises(BadSettings, match=words):
        given_basis(basis, day, source)


def test_a_basis_is_for_lists_only(tmp_path: Path) -> None:
    page = save(tmp_path / "a.json", orjson.dumps({"username": "one.a", "follower_count": 5, "pk": "17"}))
    reading = reading_of(page, given=GivenBasis("consent"))
    assert list(reading.facts())
    assert any("is no list of people" in note for note in reading.notes())


def test_the_newest_date_of_a_basis_is_kept_and_suppressed_people_get_none(database: Database) -> None:
    def given(handle: str, day: int | None) -> Basis:
        return Basis(
            "instagram", handle, "consent", "form", None if day is None else datetime(2026, 11, day, tzinfo=UTC)
        )

    with database.write() as connection:
        suppress(connection, "instagram", "gone.one", None, "asked")
        for day in (2, None, 9, 3):
            assert keep_bases(connection, [given("one.a", day), given("gone.one", day)], page_id=1) == 1
        assert bases_of(connection, "instagram", "one.a") == [given("one.a", 9)]
        assert bases_of(connection, "instagram", "gone.one") == []
        assert keep_bases(connection, [], page_id=1) == 0


def test_forgetting_takes_the_basis_along(tmp_path: Path, database: Database) -> None:
    ingest(database, save(tmp_path / "a.csv", "Handle\none.a\ntwo.b\n"), basis="consent")
    with database.write() as connection:
        forget(connection, find_person(connection, "instagram", "one.a"))
    assert kept(database, "one.a") == []
    assert len(kept(database, "two.b")) == 1


def test_a_database_of_the_first_schema_is_brought_along(tmp_path: Path) -> None:
    from sqlalchemy import create_engine

    from storage.migrations.upgrade import upgrade

    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    upgrade(engine, to="0001")
    engine.dispose()
    Database(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() >= ("0002",)
        assert connection.execute("SELECT count(*) FROM basis").fetchone() == (0,)


def test_the_command_line_keeps_the_basis(tmp_path: Path) -> None:
    path = save(tmp_path / "applicants.csv", TABLE)
    words = ["ingest", str(path), "--basis", "consent", "--basis-date", "2026-11-01", "--basis-source", "form"]
    assert "with 2 bases" in nanoscout("--database", tmp_path / "a.db", *words)
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        rows = connection.execute("SELECT handle, basis, source, given_at FROM basis ORDER BY 1").fetchall()
    assert rows == [("ines.bakes", "consent", "form", 1793491200000), ("odile.kiln", "consent", "form", 1793491200000)]
    refused = complaint("--database", tmp_path / "a.db", *words, "--basis", "because", code=11)
    assert "because is no basis" in refused


def test_who_says_no_takes_back_an_earlier_yes_and_is_told_of(tmp_path: Path, database: Database) -> None:
    ingest(database, save(tmp_path / "spring.csv", "Handle,Consent,Followers\none.a,yes,4321\n"))
    assert [one.basis for one in kept(database, "one.a")] == ["consent"]
    reading = reading_of(save(tmp_path / "autumn.csv", "Handle,Consent\none.a,no\nnew.b,no\n"), "instagram")
    ingest_files(database, reading, Settings())
    assert kept(database, "one.a") == []
    told = [note for note in reading.notes() if "known from elsewhere" in note]
    assert len(told) == 1
    assert "nanoscout suppress one.a@instagram" in told[0]
