"""Whose contact does not go out: EU and UK individuals without a stated basis, and whoever forbids it."""

import csv
from pathlib import Path
from typing import Any

import pytest

from scoring.outreach.destinations import DESTINATIONS, sort_for
from scoring.outreach.holding_back import EUROPE, FORBIDDEN, NO_BASIS, STATED, hold_back, why_held_back
from tests.commands import nanoscout, run
from tests.replayed import Replayed


def _row(**values: Any) -> dict[str, Any]:
    return {"email": "mira@mail.example", "phone_e164": None, "contact_type": "personal", "country_iso2": "PT",
            "lawful_basis": None, **values}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "bio", "why"),
    [
        (_row(), "ink", NO_BASIS),
        (_row(country_iso2="GB"), None, NO_BASIS),
        (_row(country_iso2="NO"), None, NO_BASIS),
        (_row(email=None, phone_e164="+351000000"), None, NO_BASIS),
        (_row(country_iso2="US"), "ink", None),
        (_row(country_iso2=None), "ink", None),
        (_row(contact_type="role"), "ink", None),
        (_row(contact_type="business", email="mira@inkworks.example"), "ink", None),
        (_row(contact_type="business"), "ink", NO_BASIS),  # a box of her own, whatever for
        (_row(contact_type="manager"), "ink", None),
        (_row(lawful_basis="consent (form.csv)"), "ink", None),
        (_row(lawful_basis=f"{STATED}legitimate interest"), "ink", None),
        (_row(email=None), "ink", None),
        (_row(country_iso2="US"), "Bitte keine Werbung!", FORBIDDEN),
        (_row(lawful_basis="consent (form.csv)"), "No unsolicited emails.", FORBIDDEN),
        (_row(country_iso2="US"), "Pas de démarchage", FORBIDDEN),
        (_row(country_iso2="US"), "no spam on my blog, just ink", None),
    ],
)
def test_why_a_contact_is_held_back(row: dict[str, Any], bio: str | None, why: str | None) -> None:
    assert why_held_back(row, bio) == why
    kept = hold_back(row, bio)
    assert kept["contact_held_back"] == why
    assert (kept["email"], kept["phone_e164"]) == ((None, None) if why else (row["email"], row["phone_e164"]))


def test_europe_is_the_economic_area_and_the_united_kingdom() -> None:
    assert len(EUROPE) == 27 + 3 + 1
    assert {"GB", "IS", "LI", "NO", "DE"} <= EUROPE
    assert not {"CH", "US", "UK"} & EUROPE


def test_what_is_stated_for_all_is_nobodys_consent() -> None:
    mailchimp = next(one for one in DESTINATIONS if one.name == "mailchimp")
    found = sort_for(mailchimp, [_row(lawful_basis=f"{STATED}consent of everybody")])
    assert found.rows == []


def _export(folder: Path, database: Path, *words: object) -> tuple[list[dict[str, str]], str]:
    file = folder / "list.csv"
    said = nanoscout("--database", database, "export", file, *words)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened)), said


def test_the_export_says_why_and_how_to_go_on(replayed: Replayed, tmp_path: Path) -> None:
    database = replayed.copy(tmp_path / "x.db")
    rows, said = _export(tmp_path, database)
    held = [row for row in rows if row["contact_held_back"]]
    assert held
    assert all(not row["email"] and row["channel"] == "dm" for row in held)
    assert f"Contact left out of {len(held)}: {NO_BASIS}: state one with --basis" in said
    stated, said = _export(tmp_path, database, "--basis", "legitimate interest, assessed 2026-10-01")
    assert not [row for row in stated if row["contact_held_back"]]
    assert {row["lawful_basis"] for row in stated} == {"stated for all: legitimate interest, assessed 2026-10-01"}
    assert sum(bool(row["email"]) for row in stated) > sum(bool(row["email"]) for row in rows)
    brief = tmp_path / "brief.toml"
    brief.write_text('lawful_basis = "legitimate interest"\n')
    briefed, _ = _export(tmp_path, database, "--brief", brief)
    assert not [row for row in briefed if row["contact_held_back"]]


def test_the_notice_of_a_person_in_their_language(replayed: Replayed, tmp_path: Path) -> None:
    database = replayed.copy(tmp_path / "x.db")
    (tmp_path / "nanoscout.toml").write_text('contact = "team@oat.example"\n')
    done = run("--database", database, "notice", "pan.y.almendrosa@instagram", "--brand", "Oat & Co", folder=tmp_path)
    assert done.stdout.decode().startswith("Hola, ")
    assert b"instagram.com/pan.y.almendrosa" in done.stdout
    assert b"Due by 20" in done.stderr
    assert b"files with them" not in done.stderr
    assert b"Add who you are in full" in done.stderr
    nanoscout("--database", database, "export", tmp_path / "list.csv")
    sent = run("--database", database, "notice", "marnie.oatwhistle@instagram", "--brand", "Oat & Co", folder=tmp_path)
    assert sent.stdout.decode().startswith("Hello Marnie,")
    assert "files with them went out, 1 by now" in sent.stderr.decode()
    for asked, hello in (("deutsch", "Hallo "), ("PT-br", "Olá, "), ("arabic", "مرحبًا ")):
        done = run("--database", database, "notice", "pan.y.almendrosa@instagram", "--brand", "Oat & Co",
                   "--language", asked, folder=tmp_path)  # fmt: skip
        assert done.stdout.decode().startswith(hello), asked
    odd = run("--database", database, "notice", "pan.y.almendrosa@instagram", "--brand", "Oat & Co", "--language", "xx",
              folder=tmp_path)  # fmt: skip
    assert b"There is no notice in xx, but in en, de" in odd.stderr
    refused = run("--database", database, "notice", "pan.y.almendrosa@instagram", folder=tmp_path)
    assert b"--brand NAME" in refused.stderr


def test_a_notice_to_somebody_out_of_a_list_says_what_of_it_is_not_so(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    (tmp_path / "list.csv").write_text("Instagram,Followers,Consent\nada.inkwell,2500,yes\n")
    (tmp_path / "nanoscout.toml").write_text('contact = "team@oat.example"\n')
    nanoscout("ingest", tmp_path / "list.csv", "--database", database)
    brief = tmp_path / "brief.toml"
    brief.write_text('lawful_basis = "consent, form of May"\n')
    other = run("--database", database, "notice", "ada.inkwell", "--brand", "Oat & Co", "--brief", brief, "--language",
                "de", folder=tmp_path).stderr.decode()  # fmt: skip
    assert "it names a legitimate interest, your brief another basis" in other
    assert "untranslated: consent, form of May" in other
    done = run("--database", database, "notice", "ada.inkwell", "--brand", "Oat & Co", folder=tmp_path)
    assert done.stderr.decode().endswith(
        "Change the text before you send it: they are known out of a list, and their profile was not read; "
        "they may be kept by consent, not by a legitimate interest\n"
    )
