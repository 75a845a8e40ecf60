"""Rows of lists that must not be kept: who said no, and who is too young."""

from pathlib import Path

import pytest

from storage.facts import Sighting
from tests.own_files import reading_of, save


def _met(path: Path) -> list[str | None]:
    return [fact.handle for fact in reading_of(path).facts() if isinstance(fact, Sighting)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you agree that we store your data and contact you?", "No"),
        ("May we contact you by email?", "No thanks"),
        ("Dürfen wir Sie kontaktieren?", "Nein"),
        ("Datenschutz", "abgelehnt"),
    ],
)
def test_a_no_to_being_written_to_is_no_consent(tmp_path: Path, question: str, answer: str) -> None:
    rows = f"@one.a,a@one.example,{answer}\n@two.b,b@two.example,yes\n"
    path = save(tmp_path / "a.csv", f"Instagram,Email,{question}\n{rows}")
    assert _met(path) == ["two.b"]


def test_who_is_below_eighteen_is_left_out(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "Instagram,Alter\n@one.a,15\n@two.b,15 Jahre\n@three.c,31\n@four.d,\n")
    assert _met(path) == ["three.c", "four.d"]
