"""Lists of people who applied or whom a partner sent: CSV and XLSX, with the basis on which they may be kept."""

import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from openpyxl import Workbook

from crawler.files import Reading, ingest_files, read_files
from crawler.lists import GivenBasis, given_basis
from crawler.networks import all_networks
from crawler.seeds import parse_seeds
from crawler.settings import Settings
from crawler.sources import open_source
from crawler.sources.columns import Column, role_of
from storage.bases import Basis, bases_of, keep_bases
from storage.database import Database
from storage.errors import BadSeed, BadSettings, UnknownFormat, UnknownNetwork, UnreadableFile
from storage.facts import Contact, Fact, Profile, Sighting
from storage.forgetting import forget
from storage.person import find_person
from storage.privacy import suppress
from tests.commands import complaint, nanoscout

TABLE = """Instagram handle,Full name,E-mail,Phone,Followers,Notes
@Odile.Kiln,Odile Marsh,odile@kiln.example,+44 7700 900123,"4,321",met at the fair
https://www.instagram.com/ines.bakes/?igsh=abc,Ines Vale,,,10.2K,
"""


def save(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def reading_of(path: Path, network: str | None = None, given: GivenBasis | None = None) -> Reading:
    return read_files([str(path)], network=network, url=None, given=given)


def facts_of(path: Path, network: str | None = None) -> list[Fact]:
    return list(reading_of(path, network).facts())


def handles(facts: list[Fact]) -> list[str | None]:
    return [fact.handle for fact in facts if isinstance(fact, Sighting)]


def test_a_list_says_who_how_many_and_how_to_reach_them(tmp_path: Path) -> None:
    facts = facts_of(save(tmp_path / "applicants.csv", TABLE))
    odile, ines = (fact for fact in facts if isinstance(fact, Sighting))
    assert (odile.handle, odile.display_name, odile.route, odile.via) == (
        "odile.kiln",
        "Odile Marsh",
        "list",
        "applicants.csv",
    )
    assert (ines.handle, ines.network, ines.observed_at) == ("ines.bakes", "instagram", None)
    profiles = [fact for fact in facts if isinstance(fact, Profile)]
    assert [(one.followers, one.followers_within) for one in profiles] == [(4321, 0), (10_200, 50)]
    assert all(one.display_name is None and one.bio is None for one in profiles)
    contacts = [(one.kind, one.value, one.where, one.source_url) for one in facts if isinstance(one, Contact)]
    assert contacts == [
        ("email", "odile@kiln.example", "list: applicants.csv E-mail", "applicants.csv"),
        ("phone", "+44 7700 900123", "list: applicants.csv Phone", "applicants.csv"),
    ]
    assert "met at the fair" not in repr(facts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Instagram", "Nom complet", "Abonnés"], ["@zoe.m", "Zoé Müller", "900"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    for name in ("liste.csv", "liste.txt"):
        sighting, profile = facts_of(save(tmp_path / name, text, encoding))
        assert isinstance(sighting, Sighting)
        assert isinstance(profile, Profile)
        assert (sighting.handle, sighting.display_name, profile.followers) == ("zoe.m", "Zoé Müller", 900)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Handle", Column("account")),
        ("  USER-NAME ", Column("account")),
        ("user_name", Column("account")),
        ("@", Column("account")),
        ("IG", Column("account", "instagram")),
        ("Insta-Name", Column("account", "instagram")),
        ("What is your Instagram handle?", Column("account", "instagram")),
        ("profileUrl", Column("account")),
        ("Benutzername", Column("account")),
        ("Nom d’utilisateur", Column("account")),
        ("Nombre de usuario", Column("account")),
        ("Kullanıcı adı", Column("account")),
        ("Nazwa użytkownika", Column("account")),
        ("インスタグラムのアカウント", Column("account", "instagram")),
        ("X handle", Column("account", "twitter")),
        ("YouTube", Column("account", "youtube")),
        ("tik tok username", Column("account", "tiktok")),
        ("How many followers do you have on Instagram?", Column("followers", "instagram")),
        ("Followerzahl", Column("followers")),
        ("Подписчики", Column("followers")),
        ("Correo electrónico", Column("email")),
        ("E-Mail-Adresse", Column("email")),
        ("Telefonnummer", Column("phone")),
        ("Name", Column("name")),
        ("Vorname", Column("first_name")),
        ("Last name", Column("last_name")),
        ("Plattform", Column("network")),
        ("Do you consent to us contacting you by email?", Column("consent")),
        ("Date of consent", Column("consent_date")),
        ("Zeitstempel", Column("date")),
        ("Rechtsgrundlage", Column("basis")),
        ("Quelle", Column("source")),
        ("Date of birth", None),
        ("Company name", None),
        ("Website URL", None),
        ("Link to your best post", None),
        ("Have you sold things on Instagram before?", None),
        ("Notes", None),
        ("", None),
    ],
)
def test_columns_are_known_by_name(header: str, expected: Column | None) -> None:
    assert role_of(header) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("odile.kiln", ["odile.kiln"]),
        ("@Odile.Kiln ", ["odile.kiln"]),
        ("https://www.instagram.com/odile.kiln/reels/", ["odile.kiln"]),
        ("instagram.com/odile.kiln", ["odile.kiln"]),
        ("www.instagram.com/odile.kiln?hl=de", ["odile.kiln"]),
        ("see https://instagram.com/odile.kiln.", ["odile.kiln"]),
        ("Odile (@odile.kiln)", ["odile.kiln"]),
        ("odile.kiln@instagram", ["odile.kiln"]),
        ("odile kiln", []),
        ("odile@kiln.example", []),
        ("@a.one / @b.two", []),
        ("https://www.instagram.com/p/DCSf9t3hveZ/", []),
        ("no", []),
        ("n/a", []),
        ("", []),
        ("=1+1", []),
        ("x" * 31, []),
    ],
)
def test_handles_as_people_write_them(tmp_path: Path, cell: str, expected: list[str]) -> None:
    path = save(tmp_path / "a.csv", f'Instagram,Name\n"{cell}",Someone\n')
    assert handles(facts_of(path)) == expected


def test_networks_are_told_never_guessed(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "Handle,Platform,Profile link\none.a,Insta,\ntwo.b,,https://instagram.com/two.b\n")
    assert handles(facts_of(path)) == ["one.a", "two.b"]
    bare = save(tmp_path / "b.csv", "Handle\none.a\n")
    with pytest.raises(UnknownNetwork, match=r"b\.csv: its handles name no network: say which with --network"):
        facts_of(bare)
    assert handles(facts_of(bare, "instagram")) == ["one.a"]
    mixed = reading_of(save(tmp_path / "c.csv", "Handle\none.a\nhttps://instagram.com/two.b\n"))
    assert handles(list(mixed.facts())) == ["two.b"]
    assert mixed.notes() == ["c.csv: left out 1 row (2): no network is named; say which with --network."]


def test_one_row_may_name_several_accounts(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.csv",
        "Instagram,Mastodon,Email,Instagram followers\n@one.a,@one@photos.example,one@a.example,900\n",
    )
    facts = facts_of(path)
    assert [(fact.network, fact.handle) for fact in facts if isinstance(fact, Sighting)] == [
        ("instagram", "one.a"),
        ("mastodon", "one@photos.example"),
    ]
    assert [(fact.network, fact.followers) for fact in facts if isinstance(fact, Profile)] == [("instagram", 900)]
    assert [fact.network for fact in facts if isinstance(fact, Contact)] == ["instagram", "mastodon"]


def test_accounts_on_networks_that_are_not_read_are_counted(tmp_path: Path) -> None:
    reading = reading_of(
        save(
            tmp_path / "a.csv", "Instagram,LinkedIn\n@one.a,linkedin.com/in/one\n@two.b,https://www.linkedin.com/in/b\n"
        )
    )
    assert handles(list(reading.facts())) == ["one.a", "two.b"]
    assert reading.notes() == ["a.csv: 2 accounts on linkedin, which is not read here, left out."]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4321", (4321, 0)),
        ('"4,321"', (4321, 0)),
        ("10.2K", (10_200, 50)),
        ("1 234", (1234, 0)),
        ("900 followers", (900, 0)),
        ("5k-10k", None),
        ("<10k", None),
        ("10k+", None),
        ("about 900", None),
        ("12.5", None),
        ("many", None),
        ("", None),
    ],
)
def test_followers_are_a_number_or_unknown(tmp_path: Path, cell: str, expected: tuple[int, int] | None) -> None:
    facts = facts_of(save(tmp_path / "a.csv", f"Instagram,Followers\n@one.a,{cell}\n"))
    found = [(one.followers, one.followers_within) for one in facts if isinstance(one, Profile)]
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2026-11-01"], [datetime(2026, 11, 1, tzinfo=UTC)]),
        (["2026-11-01T10:00:00+01:00"], [datetime(2026, 11, 1, 9, tzinfo=UTC)]),
        (["01.11.2026"], [datetime(2026, 11, 1, tzinfo=UTC)]),
        (["1/11/2026 10:22:33", "25/12/2026"], [datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 25, tzinfo=UTC)]),
        (["1/11/2026", "12/25/2026"], [datetime(2026, 1, 11, tzinfo=UTC), datetime(2026, 12, 25, tzinfo=UTC)]),
        (["1/11/2026"], [None]),
        (["25/12/2026", "12/25/2026"], [None, None]),
        (["31.02.2026"], [None]),
        (["last week"], [None]),
    ],
)
def test_dates_are_read_one_way_or_not_at_all(
    tmp_path: Path, cells: list[str], expected: list[datetime | None]
) -> None:
    rows = "".join(f"@one.a{number},{cell}\n" for number, cell in enumerate(cells))
    reading = reading_of(save(tmp_path / "a.csv", f"Instagram,Date\n{rows}"))
    assert [fact.observed_at for fact in reading.facts()] == expected
    assert bool(reading.notes()) is (None in expected)


def ingest(database: Database, path: Path, **options: Any) -> dict[str, Any]:
    given = given_basis(options.get("basis"), options.get("day"), options.get("source"))
    return ingest_files(database, reading_of(path, "instagram", given), Settings())


def kept(database: Database, handle: str) -> list[Basis]:
    with database.read() as connection:
        return bases_of(connection, "instagram", handle)


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
    assert reading.notes() == ["a.csv: left out 2 rows (2, 3): the answer to consent is no."]


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


def save_book(path: Path, rows: list[list[Any]], title: list[list[Any]] | None = None) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["About this list"])
    sheet = book.create_sheet("People")
    for row in [*(title or []), *rows]:
        sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_a_list(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Instagram", "Name", "Followers", "Date", "Consent", "Phone"],
        ["@one.a", "One", 4321, datetime(2026, 11, 1, 12), True, 447700900123],
        ['=HYPERLINK("https://instagram.com/two.b")', "Two", 900.0, None, False, None],
        [None, None, None, None, None, None],
        ["three.c", "Three", 1.5, None, None, None],
    ]
    path = save_book(tmp_path / "applicants.xlsx", rows, title=[["Summer programme"], []])
    reading = reading_of(path)
    facts = list(reading.facts())
    assert handles(facts) == ["one.a", "three.c"]
    assert [fact.followers for fact in facts if isinstance(fact, Profile)] == [4321]
    assert facts[0].observed_at == datetime(2026, 11, 1, 12, tzinfo=UTC)
    assert [fact.value for fact in facts if isinstance(fact, Contact)] == ["447700900123"]


def test_missing_columns_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "City;Age;Shoe size\nBerlin;30;40\n")
    with pytest.raises(UnknownFormat, match=r"has no column of handles: .* \(its columns: City, Age, Shoe size\)"):
        open_source(path)
    book = save_book(tmp_path / "a.xlsx", [["City", "Age"], ["Berlin", 30]])
    with pytest.raises(UnknownFormat, match="has no column of handles"):
        open_source(book)
    with pytest.raises(UnknownFormat, match=r"nor a list \(CSV, XLSX\)"):
        open_source(save(tmp_path / "words.txt", "Dear all,\nplease find attached nothing.\n"))


def test_a_long_list_is_read_up_to_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.sources.table.MAX_ROWS", 10)
    monkeypatch.setattr("crawler.sources.lists.MAX_ROWS", 10)
    rows: list[list[Any]] = [["Instagram"], *([f"@p.{n}"] for n in range(25))]
    for path in (
        save(tmp_path / "a.csv", "\n".join(row[0] for row in rows)),
        save_book(tmp_path / "a.xlsx", rows),
    ):
        reading = reading_of(path)
        assert len(handles(list(reading.facts()))) == 10
        assert any("only its first 10 rows" in note for note in reading.notes())


def test_hostile_workbooks_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = save_book(tmp_path / "good.xlsx", [["Instagram"], ["@one.a"]])

    def changed(name: str, part: str, content: bytes) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                new.writestr(entry.filename, content if entry.filename == part else old.read(entry))
        return path

    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    with pytest.raises(UnreadableFile, match="declares entities"):
        open_source(changed("entities.xlsx", "xl/workbook.xml", entities))
    with pytest.raises(UnreadableFile, match="cannot be read"):
        open_source(changed("torn.xlsx", "xl/workbook.xml", b"<workbook><she"))
    with pytest.raises(UnreadableFile, match="damaged or cut-short ZIP"):
        open_source(save(tmp_path / "cut.xlsx", good.read_bytes()[:-200]))
    monkeypatch.setattr("crawler.sources.table._MAX_UNPACKED", 1 << 20)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        open_source(changed("bomb.xlsx", "xl/worksheets/sheet2.xml", bytes(4 << 20)))


def test_odd_tables_do_not_hurt(tmp_path: Path) -> None:
    ragged = save(tmp_path / "a.csv", 'sep=;\n\n;;\nName;Instagram\nOne\n"Two";@two.b;more;and more\n')
    assert handles(facts_of(ragged)) == ["two.b"]
    wide = save(tmp_path / "b.csv", "Instagram," + ",".join("x" * 500) + "\n@one.a" + ",y" * 500 + "\n")
    assert handles(facts_of(wide)) == ["one.a"]
    with pytest.raises(UnreadableFile, match="line 2 is no CSV"):
        open_source(save(tmp_path / "c.csv", "Instagram\n" + "x" * 200_000 + "\n"))
    with pytest.raises(UnreadableFile, match="is empty"):
        open_source(save(tmp_path / "d.csv", " \n\n"))


def test_lists_are_seeds_and_so_are_lines(tmp_path: Path) -> None:
    networks = all_networks()
    table = save(tmp_path / "a.csv", TABLE)
    assert [str(seed) for seed in parse_seeds([str(table)], networks)] == [
        "@odile.kiln@instagram",
        "@ines.bakes@instagram",
    ]
    rows = save(tmp_path / "b.csv", "#slowpottery\n@odile.kiln\nhttps://www.instagram.com/ines.bakes/\n")
    assert [str(seed) for seed in parse_seeds([str(rows)], networks)] == [
        "#slowpottery",
        "@odile.kiln",
        "@ines.bakes@instagram",
    ]
    book = save_book(tmp_path / "a.xlsx", [["Instagram"], ["@one.a"]])
    assert [str(seed) for seed in parse_seeds([str(book)], networks)] == ["@one.a@instagram"]
    with pytest.raises(BadSeed, match="names nobody"):
        parse_seeds([str(save(tmp_path / "c.csv", "Instagram,Name\n,Someone\n"))], networks)


def test_the_command_line_keeps_the_basis(tmp_path: Path) -> None:
    path = save(tmp_path / "applicants.csv", TABLE)
    words = ["ingest", str(path), "--basis", "consent", "--basis-date", "2026-11-01", "--basis-source", "form"]
    assert "with 2 bases" in nanoscout("--database", tmp_path / "a.db", *words)
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        rows = connection.execute("SELECT handle, basis, source, given_at FROM basis ORDER BY 1").fetchall()
    assert rows == [("ines.bakes", "consent", "form", 1793491200000), ("odile.kiln", "consent", "form", 1793491200000)]
    refused = complaint("--database", tmp_path / "a.db", *words, "--basis", "because", code=11)
    assert "because is no basis" in refused
