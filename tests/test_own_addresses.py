"""Whoever went for good, or objected, is known again by their own email, telephone or second account, and may be named
by the first."""

from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.files import ingest_files
from crawler.rights.people import forget_person, subject_person, suppress_person
from crawler.settings import Settings
from storage.accounts import accounts_before
from storage.clock import now_millis
from storage.database import Database
from storage.errors import AmbiguousAccount
from storage.persons import decide
from tests.own_files import reading_of, save

ADA, NEW = "@ada.inkwell,Ada@Inkwell.example", "@quill.and.tea,ada@inkwell.example"


def ingest(database: Database, folder: Path, *rows: str) -> int:
    """Stores a list; returns how many of it were not kept."""
    path = save(folder / "list.csv", "\n".join(["Instagram,Email", *rows, ""]))
    return int(ingest_files(database, reading_of(path), Settings())["suppressed"])


def known(database: Database) -> set[str]:
    """Every handle that is kept."""
    with database.read() as connection:
        return {handle for _, handle in accounts_before(connection, now_millis() + 1)}


def test_who_was_forgotten_does_not_come_back_under_another_handle_with_their_email(
    tmp_path: Path, database: Database
) -> None:
    ingest(database, tmp_path, ADA)
    forget_person(database, "ada.inkwell", [])
    assert ingest(database, tmp_path, NEW, "@bo.nib,bo@nib.example") == 1
    assert known(database) == {"bo.nib"}
    ingest(database, tmp_path, "@quill.and.tea,")  # known by the new handle from now on
    assert known(database) == {"bo.nib"}


def test_an_address_that_others_have_too_keeps_nobody_else_out(tmp_path: Path, database: Database) -> None:
    ingest(database, tmp_path, "@ada.inkwell,us@gmail.com", "@bo.nib,us@gmail.com", "@cy.wren,talent@lantern.example")
    for handle in ("ada.inkwell", "cy.wren"):
        forget_person(database, handle, [])
    ingest(database, tmp_path, "@bo.nib,us@gmail.com", "@di.moss,talent@lantern.example")
    assert known(database) == {"bo.nib", "di.moss"}


def say(database: Database, folder: Path, *rows: str) -> int:
    """The same of a list with what profiles say."""
    path = save(folder / "said.csv", "\n".join(["Network,Username,Bio,external_url,Phone", *rows, ""]))
    return int(ingest_files(database, reading_of(path), Settings())["suppressed"])


@pytest.mark.parametrize("number", ["+447700900123", "0044 7700 900123", "+44 (0)7700 900-123"])
def test_who_objected_is_known_again_by_their_telephone(tmp_path: Path, database: Database, number: str) -> None:
    say(database, tmp_path, "instagram,ada.inkwell,Ink,,+44 7700 900123")
    forget_person(database, "ada.inkwell", [])
    assert say(database, tmp_path, f"tiktok,quill.and.tea,Tea,,{number}", "tiktok,bo.nib,Nibs,,+44 7700 900124") == 1
    assert known(database) == {"bo.nib"}


def test_a_telephone_that_is_anothers_too_keeps_nobody_out(tmp_path: Path, database: Database) -> None:
    say(database, tmp_path, "instagram,ada.inkwell,Ink,,+44 7700 900123", "tiktok,bo.nib,Nibs,,+447700900123")
    say(database, tmp_path, "instagram,cy.wren,Ask my mum: +44 7700 900125,,+44 7700 900125")
    for handle in ("ada.inkwell", "cy.wren"):
        forget_person(database, handle, [])
    say(database, tmp_path, "tiktok,bo.nib,Nibs,,+447700900123", "tiktok,di.wren,Tea,,+447700900125")
    assert known(database) == {"bo.nib", "di.wren"}


@pytest.mark.parametrize("way", [suppress_person, forget_person])
def test_a_second_account_of_the_same_name_is_known_again(tmp_path: Path, database: Database, way: object) -> None:
    say(
        database, tmp_path,
        "instagram,ada.inkwell,Ink,,",
        "instagram,bonibley,Nibs,https://www.tiktok.com/@bo.nibley,",
        "instagram,cy.wren,Birds,https://www.tiktok.com/@tea.shop.ten,",
    )  # fmt: skip
    for handle in ("ada.inkwell@instagram", "bonibley@instagram", "cy.wren@instagram"):
        suppress_person(database, handle, "asked") if way is suppress_person else forget_person(database, handle, [])
    say(
        database, tmp_path,
        "tiktok,adainkwell,Tea,https://www.instagram.com/ada.inkwell/,",  # links to her, by the same name
        "tiktok,bo.nibley,Tea,,",  # was linked to, by the same name
        "tiktok,tea.shop.ten,Tea,,",  # was only linked to
        "tiktok,ada.fan.page,I love ada,https://www.instagram.com/ada.inkwell/,",  # only links
    )  # fmt: skip
    assert {"tea.shop.ten", "ada.fan.page"} <= known(database)
    assert known(database).isdisjoint({"adainkwell", "bo.nibley"})


def test_who_was_taken_apart_from_who_objected_stays(tmp_path: Path, database: Database) -> None:
    other = "tiktok,adainkwell,Tea,https://www.instagram.com/ada.inkwell/,"
    say(database, tmp_path, "instagram,ada.inkwell,Ink,,", other)
    with database.write() as connection:
        pair = ("instagram", "ada.inkwell"), ("tiktok", "adainkwell")
        decide(connection, *pair, same=False, now=now_millis(), note=None, who=None)
    assert suppress_person(database, "ada.inkwell@instagram", "asked")["also"] == []
    assert say(database, tmp_path, other) == 0
    assert "adainkwell" in known(database)


def test_a_person_is_named_by_their_email(tmp_path: Path, database: Database) -> None:
    ingest(database, tmp_path, ADA, "@bo.nib,us@nib.example", "@cy.wren,us@nib.example")
    assert subject_person(database, "ada@inkwell.example").handles == ["ada.inkwell"]
    with pytest.raises(AmbiguousAccount, match=r"us@nib\.example reaches several accounts: name one of bo\.nib@insta"):
        subject_person(database, "us@nib.example")
    assert forget_person(database, "ADA@inkwell.example", [])["rows"]
    assert known(database) == {"bo.nib", "cy.wren"}


def test_an_email_of_which_nothing_is_known_is_suppressed_as_one(tmp_path: Path, database: Database) -> None:
    suppress_person(database, "ada@inkwell.example", "asked")
    assert ingest(database, tmp_path, ADA) == 1
    assert known(database) == set()


def test_an_address_that_a_list_corrects_reaches_nobody_any_more(tmp_path: Path, database: Database) -> None:
    ingest(database, tmp_path, "@ada.inkwell,wrong@nib.example", "@bo.nib,bo@nib.example")
    ingest(database, tmp_path, "@ada.inkwell,ada@nib.example; ada@ink.example")
    with database.read() as connection:
        contacts = connection.execute(text("SELECT value FROM contact ORDER BY value")).scalars().all()
        claims = connection.execute(text("SELECT target_handle FROM claim ORDER BY target_handle")).scalars().all()
    assert contacts == claims == ["ada@ink.example", "ada@nib.example", "bo@nib.example"]


def test_a_cell_that_a_corrected_list_empties_takes_back_what_it_told(tmp_path: Path, database: Database) -> None:
    def save_and_ingest(*lines: str, name: str = "people.csv") -> list[str]:
        ingest_files(database, reading_of(save(tmp_path / name, "\n".join([*lines, ""]))), Settings())
        with database.read() as connection:
            return list(connection.execute(text("SELECT value FROM contact ORDER BY value")).scalars())

    full = ("Instagram,Email,Phone", "@ada.inkwell,ada@inkwell.example,+44 7700 900123", "@bo.nib,,+44 7700 900124")
    assert len(save_and_ingest(*full)) == 3
    assert len(save_and_ingest("Instagram", "@ada.inkwell", "@bo.nib")) == 3, "who was not asked takes nothing back"
    assert len(save_and_ingest(full[0], "@ada.inkwell,,", name="another.csv")) == 3, "nor does another list"
    assert save_and_ingest(full[0], "@ada.inkwell,ada@inkwell.example,-", full[2]) == [
        "+44 7700 900124",
        "ada@inkwell.example",
    ]
    assert save_and_ingest(full[0], "@ada.inkwell,,", full[2]) == ["+44 7700 900124"]
    with database.read() as connection:
        assert not connection.execute(text("SELECT * FROM claim WHERE how = 'email'")).all()
