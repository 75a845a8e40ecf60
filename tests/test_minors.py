"""Suspected minors go at the end of whatever met them: nothing of them stays but a salted hash and their number."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.files import ingest_files
from crawler.lists.ages import ages_by_birth, tells_a_minor
from crawler.rights.minors import erase_minors
from crawler.settings import Settings
from storage.accounts import first_seen
from storage.database import Database
from storage.errors import DatabaseLocked
from storage.facts import Profile
from storage.landing import PageRecord, land_page
from tests.commands import end_of, nanoscout, nanoscout_json, run
from tests.own_files import reading_of, save
from tests.test_forget import OTHER, post

SESSION = Path(__file__).parent.parent / "fixtures" / "discoverunder10k" / "session.har"
HANDLE, NATIVE_ID = "wobbly.wrenfield", "77004440001"
# One by an age and one by a school year, for each of ten languages.
SAID = {
    "English": ("13yo skater", "8th grade at Wrenfield"),
    "German": ("bin 14, zeichne gerne", "Klasse 8 am Wrenfeld"),
    "French": ("J'ai 15 ans", "collégienne en 4ème"),
    "Spanish": ("tengo 15 años", "2º de la ESO"),
    "Italian": ("ho 15 anni", "terza media"),
    "Portuguese": ("tenho 15 anos", "8º ano"),
    "Dutch": ("ik ben 15", "2e klas havo"),
    "Polish": ("mam 15 lat", "klasa 7"),
    "Swedish": ("är 14 år gammal", "går i nian"),
    "Turkish": ("15 yaşındayım", "8. sınıf öğrencisi"),
}


def person(bio: str, handle: str = HANDLE, native_id: str = NATIVE_ID) -> dict[str, Any]:
    return {
        "pk": native_id, "username": handle, "full_name": "Wobbly Wrenfield", "biography": bio, "follower_count": 4_321,
        "public_email": "mail@wrenfield.example", "is_private": False,
    }  # fmt: skip


def write_pages(file: Path, *minors: dict[str, Any]) -> None:
    """Minors with a post and a contact each, and somebody else who names them."""
    said = [post(number, minor, "A wrenfield ollie") for number, minor in enumerate(minors, 1)]
    said += [post(1_000 + n, OTHER, f"Well done @{minor['username']} #ink") for n, minor in enumerate(minors)]
    pages = [*({"user": minor} for minor in minors), {"user": OTHER}, {"items": said}]
    file.write_text("\n".join(map(json.dumps, pages)))


def content_of(database: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(database.parent.glob(f"{database.name}*"))).lower()


def accounts_in(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute("SELECT handle FROM account")}


def test_an_age_or_a_school_year_is_enough_in_ten_languages(tmp_path: Path) -> None:
    assert len(SAID) >= 10
    database, file = tmp_path / "x.db", tmp_path / "page.json"
    bios = [bio for said in SAID.values() for bio in said]
    write_pages(file, *(person(bio, f"wrenfield.{n}", f"7700444{n:04}") for n, bio in enumerate(bios)))
    done = nanoscout_json("ingest", file, "--network", "instagram", "--database", database)
    left = [bios[int(name.removeprefix("wrenfield."))] for name in accounts_in(database) - {"bram.kestle"}]
    assert (left, done["minors"]) == ([], len(bios))
    content = content_of(database)
    assert [trace for trace in ("wrenfield", "7700444", "ollie") if trace.encode() in content] == []
    # Met again, they do not come back.
    assert nanoscout_json("ingest", file, "--network", "instagram", "--database", database)["minors"] == 0
    assert accounts_in(database) == {"bram.kestle"}


def test_the_number_is_told_and_stays_in_every_sum(tmp_path: Path) -> None:
    database, file = tmp_path / "x.db", tmp_path / "page.json"
    write_pages(file, person("13yo skater"))
    told = nanoscout("ingest", file, "--network", "instagram", "--database", database)
    assert "Erased 1 suspected minor: a salted hash is all that stays" in told.splitlines()
    assert "1 in the shortlist; left out: suspected minor 1" in nanoscout("rank", "--database", database)
    page = tmp_path / "report.html"
    nanoscout("report", page, "--database", database)
    report = page.read_text()
    assert "Left out of the 2 that were judged: suspected minor 1." in report
    assert "out of 2 accounts met" in report
    assert b"wrenfield" not in content_of(database)


@pytest.mark.long
def test_discover_and_refresh_end_without_them(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    end = end_of(run("discover", "#discoverunder10k", "--replay", SESSION, "--database", database, "--json"))
    assert end["minors"] == 1
    assert b"pippa.plumridge.bakes" not in content_of(database)
    # Somebody whose bio says it only when they are looked at again.
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE account SET bio = '13yo skater', stale = 1 WHERE handle = 'muddy.boots.mabry'")
    again = ["--older-than", "0h", "--replay", SESSION, "--max-requests", "1", "--database", database]
    end = json.loads(run("refresh", *again, "--json").stdout)
    assert end["minors"] == 1
    assert b"muddy.boots.mabry" not in content_of(database)


@pytest.mark.long
def test_a_purge_takes_pages_that_show_minors_out_of_recordings(tmp_path: Path) -> None:
    database, other, file = tmp_path / "x.db", tmp_path / "y.db", tmp_path / "crawl.warc"
    done = run("discover", "#discoverunder10k", "--replay", SESSION, "--record", file, "--database", database, "--json")
    assert f"{file} still shows suspected minors: nanoscout purge" in done.stderr.decode()
    before = file.read_bytes()
    assert b"pippa.plumridge.bakes" in before
    dry = nanoscout_json("purge", "--dry-run", "--database", database)
    (pages,) = dry["recordings"]
    assert (dry["minors"], pages["file"]) == (0, str(file))
    assert file.read_bytes() == before
    assert f"{pages['pages']} pages were taken out of {file}" in nanoscout("purge", "--yes", "--database", database)
    assert b"pippa.plumridge" not in file.read_bytes()
    assert nanoscout_json("purge", "--database", database)["recordings"] == []
    # What is left replays, without them, and a recording of another database can be named.
    end = end_of(run("discover", "#discoverunder10k", "--replay", file, "--database", other, "--json"))
    assert end["minors"] == 0
    assert len(accounts_in(other)) > 20
    file.write_bytes(before)
    assert nanoscout_json("purge", "--recording", file, "--database", other)["recordings"] == dry["recordings"]
    assert b"pippa.plumridge" not in file.read_bytes()


def test_while_another_process_reads_the_rest_is_told_and_done_at_the_next_end(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    database = Database(str(file))
    page = f"https://www.instagram.com/{HANDLE}/"
    record = PageRecord("instagram", page, 1_800_000_000_000, 200, "0", "file", "facts")
    with database.write() as connection:
        profile = Profile(network="instagram", page=page, handle=HANDLE, bio="13yo skater", followers=2_000)
        land_page(connection, 1, record, [profile])

    def locked() -> None:
        raise DatabaseLocked("held")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "erase_remnants", locked)
        erased = erase_minors(database)
    assert erased.number == 1
    assert "Another process holds" in erased.notes[0]
    assert accounts_in(file) == set()
    assert HANDLE.encode() in content_of(file)
    assert erase_minors(database).notes == []
    assert HANDLE.encode() not in content_of(file)
    database.close()


def test_whom_a_list_tells_to_be_a_minor_is_erased_and_does_not_come_back(tmp_path: Path, database: Database) -> None:
    def ingest(name: str, rows: str) -> dict[str, Any]:
        return ingest_files(database, reading_of(save(tmp_path / name, rows)), Settings())

    ingest("crawled.csv", "Instagram,Followers\n@one.a,4321\n@two.b,4321\n")
    told = "Instagram,How old are you?\n@one.a,15\n@two.b,3\n@new.c,U18\n"  # 3 is rather how old an account is
    assert ingest("ages.csv", told)["minors"] == 2
    assert ingest("ages.csv", told)["minors"] == 0
    ingest("crawled.csv", "Instagram,Followers\n@one.a,4321\n@two.b,4321\n@new.c,4321\n")
    with database.read() as connection:
        known = {who for who in ("one.a", "two.b", "new.c") if first_seen(connection, "instagram", [who])}
    assert known == {"two.b"}


def test_a_day_of_birth_tells_a_minor_as_an_age_does(tmp_path: Path, database: Database) -> None:
    this_year = datetime.now(UTC).year
    rows = [
        f"@young.a,05.06.{this_year - 14},",
        f"@grown.b,1990-03-12,{this_year - 12}-01-01",
        f"@slip.c,{this_year}-01-01,",  # what a form fills in by itself
        "@silent.d,,",
    ]
    reading = reading_of(save(tmp_path / "born.csv", "\n".join(["Instagram,Geburtsdatum,Child's birthday", *rows])))
    assert ingest_files(database, reading, Settings())["minors"] == 1
    assert any(
        "born.csv: left out 2 rows (2, 4): the age, or the day of birth, is below" in one for one in reading.left_out
    )
    with database.read() as connection:
        known = {
            who for who in ("young.a", "grown.b", "slip.c", "silent.d") if first_seen(connection, "instagram", [who])
        }
    assert known == {"grown.b", "silent.d"}


@pytest.mark.parametrize(
    ("cell", "ages"),
    [
        ("2008-11-30", [18]), ("2008-12-01 00:00:00", [17]), ("1.12.2008", [17]), ("1-12-2008", [17]),
        ("1/12/2008", [17, 18]),
        ("04.05.12", [14]), ("04/05/62", [64]), ("2012", [13, 14]), ("4. Mai 2012", [13, 14]),
        ("2012年5月4日", [13, 14]),
        ("04.05.", []), ("soon", []), ("31.02.2012", [13, 14]),
    ],
)  # fmt: skip
def test_ages_by_days_of_birth_as_people_write_them(cell: str, ages: list[int]) -> None:
    assert ages_by_birth(cell, date(2026, 11, 30)) == ages


@pytest.mark.parametrize(
    "cell", ["17", "16,5", "13-17", "17 Jahre", "<18", "< 18", "under 18", "unter 16", "U18", "minor"]
)
def test_ages_below_eighteen_as_people_write_them(cell: str) -> None:
    assert tells_a_minor(cell)


@pytest.mark.parametrize("cell", ["18", "18+", "18-24", "over 18", "under 30", "<25", "2008", "?", "not a minor"])
def test_ages_that_tell_no_minor(cell: str) -> None:
    assert not tells_a_minor(cell)
