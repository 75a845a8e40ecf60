"""What goes out: workbook, layouts with their rules, a first line out of a real post, and who was in which file."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from scoring.brief import Brief
from scoring.outreach.destinations import DESTINATIONS, Destination, sort_for
from scoring.outreach.handing_over import hand_over
from scoring.outreach.personal_line import personal_line
from scoring.outreach.rows import OUTREACH_COLUMNS
from storage.database import Database
from storage.errors import UnreadableFile
from storage.files.export_log import noted_export
from storage.files.workbook import Sheet, workbook_of
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.databases import rows_in
from tests.replayed import Replayed
from tests.review_server import BRIEF
from tests.scoring.invent import NOW, posts

BY_NAME = {one.name: one for one in DESTINATIONS}


@pytest.fixture(scope="module")
def known(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented network, and one of its people who gave their consent in a form."""
    folder = tmp_path_factory.mktemp("known")
    file = replayed.copy(folder / "x.db")
    form = folder / "applicants.csv"
    form.write_text("Instagram,Consent,Date,Source\nmarnie.oatwhistle,yes,2026-11-01,application form\n")
    nanoscout("ingest", form, "--database", file)
    return file


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def export(known: Path, file: Path, *arguments: object) -> Any:
    return nanoscout_json("export", file, "--database", known, "--brief", BRIEF, *arguments)


def test_a_workbook_is_typed_and_parts_those_without_address(known: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    assert export(known, file)["rows"] == 51
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Shortlist", "By direct message", "Columns"]
    page = book["Shortlist"]
    assert page.freeze_panes == "B2"
    head = [cell.value for cell in page[1]]
    first = dict(zip(head, page[2], strict=True))
    assert isinstance(first["followers"].value, int)
    assert first["er_median"].number_format == "0.0%"
    assert all(isinstance(first[name].value, datetime) for name in ("last_post_date", "notice_due_by"))
    mail = first["email"].hyperlink
    assert mail is not None
    assert mail.target == f"mailto:{first['email'].value}"
    link = first["profile_url"].hyperlink
    assert link is not None
    assert str(link.target).startswith("https://www.instagram.com/")
    direct = [[cell.value for cell in row] for row in book["By direct message"]]
    assert "email" not in direct[0]
    assert page.max_row - 1 + len(direct) - 1 == 51
    meant = {row[0].value: row[1].value for row in book["Columns"]}
    assert [*meant] == ["column", *head]
    assert all(meant.values())
    export(known, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == file.read_bytes()


def test_no_stranger_writes_a_formula_into_a_workbook(tmp_path: Path) -> None:
    words = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example")', "http://x.example/ =1", "a\x00b\u202ec"]
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook_of([Sheet("Rows", ("a",), [{"a": word} for word in words])]))
    cells = [row[0] for row in openpyxl.load_workbook(file)["Rows"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(words)
    assert cells[-1].value == "a bc"
    assert all(cell.hyperlink is None for cell in cells)


def test_parquet_and_json_lines_hold_the_same_rows(known: Path, tmp_path: Path) -> None:
    for name in ("x.parquet", "x.jsonl"):
        export(known, tmp_path / name)
    table = pl.read_parquet(tmp_path / "x.parquet")
    lines = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    assert table.columns == list(OUTREACH_COLUMNS)
    assert table["handle"].to_list() == [line["handle"] for line in lines]
    assert table["followers"].dtype == pl.Int64


@pytest.mark.parametrize("name", ["hubspot", "mailchimp"])
def test_who_gave_no_consent_does_not_go_where_that_is_forbidden(known: Path, tmp_path: Path, name: str) -> None:
    told = export(known, tmp_path / "x.csv", "--to", name, "--held-back", tmp_path / "left.csv")
    assert told["rows"] == 1
    assert sum(told["held_back"].values()) == 50
    rule = BY_NAME[name].needs_consent
    assert rule in told["held_back"]
    (row,) = rows_of(tmp_path / "x.csv")
    assert "hello@oatwhistle.example" in row.values()
    left = rows_of(tmp_path / "left.csv")
    assert len(left) == 50
    assert {one["held_back"] for one in left} == set(told["held_back"])
    assert "marnie.oatwhistle" not in {one["handle"] for one in left}


def test_nobody_is_written_to_twice_in_any_campaign(known: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(known.read_bytes())
    mail, other = tmp_path / "mail.csv", tmp_path / "spring.toml"
    other.write_text('name = "Spring"\nwords = ["bread"]\n')
    nanoscout("talk", "tamsin.fennimould", "--status", "do_not_contact", "--campaign", "Summer", "--database", file)
    first = export(file, mail, "--to", "gmail", "--limit", "6", "--contacted")
    written = [row["Handle"] for row in rows_of(mail)]
    assert "tamsin.fennimould" not in written
    listed = [json.loads(line) for line in nanoscout("talk", "--json", "--database", file).splitlines()]
    assert {one["handle"]: one["status"] for one in listed} == {
        **dict.fromkeys(written, "contacted"),
        "tamsin.fennimould": "do_not_contact",
    }
    nanoscout("talk", written[0], "--status", "agreed", "--brief", BRIEF, "--database", file)
    export(file, tmp_path / "x.csv", "--contacted")
    told = nanoscout_json("talk", written[0], "--database", file)
    assert told["status"] == "agreed", "a file does not undo what was agreed"
    nanoscout("talk", written[0], "--status", "contacted", "--brief", BRIEF, "--database", file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        marks = ",".join("?" * len(written))
        connection.execute(f"DELETE FROM outreach WHERE status = 'contacted' AND handle NOT IN ({marks})", written)
    for brief in (BRIEF, other):
        arguments = ("export", mail, "--brief", brief, "--to", "gmail", "--database", file)
        later = nanoscout_json(*arguments)
        assert not {row["Handle"] for row in rows_of(mail)} & {*written, "tamsin.fennimould"}
        assert sum(times for why, times in later["held_back"].items() if why.startswith("contacted")) == first["rows"]
        nanoscout_json(*arguments, "--again")
        assert {row["Handle"] for row in rows_of(mail)} >= set(written) - {"tamsin.fennimould"}
        assert "tamsin.fennimould" not in {row["Handle"] for row in rows_of(mail)}


def test_where_the_rules_leave_nobody_it_is_refused(known: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    brief = tmp_path / "brief.toml"
    brief.write_text('words = ["buttercream"]')  # first of all an American with an address
    best = ("--database", known, "--brief", brief, "--limit", "1")
    words = complaint("export", file, "--to", "mailchimp", *best, code=22)
    assert "opted in" in words
    assert not file.exists()
    assert "known are hubspot" in complaint("export", file, "--to", "nowhere", "--database", known, code=11)
    assert "did you mean hubspot?" in complaint("export", file, "--to", "hubspt", "--database", known, code=11)


@pytest.mark.parametrize("destination", DESTINATIONS, ids=lambda one: one.name)
def test_each_layout_names_columns_that_there_are_and_one_email(destination: Destination) -> None:
    assert {ours for _, ours in destination.columns} <= set(OUTREACH_COLUMNS)
    theirs = [name for name, _ in destination.columns]
    assert len(theirs) == len(set(theirs)) <= 50
    assert sum(ours == "email" for _, ours in destination.columns) == 1


def test_limits_doubles_and_wishes_are_kept() -> None:
    row = {"email": "a@x.example", "lawful_basis": "consent (form)", "personal_line": "ä" * 400}
    found = sort_for(BY_NAME["mailchimp"], [row, {**row, "email": "A@X.example"}, {**row, "email": None}])
    assert len(found.rows) == 1
    assert len(str(found.rows[0]["First line"]).encode()) <= 255
    assert [why for _, why in found.held_back] == [
        "another row has the same email",
        "has no email: reach them by direct message",
    ]
    assert (
        sort_for(BY_NAME["gmail"], [{**row, "opt_out": "do not contact"}]).held_back[0][1]
        == "asked not to be contacted"
    )
    special = {**row, "email": "jürgen@x.example", "lawful_basis": "consent (form)"}
    assert "before the @" in sort_for(BY_NAME["mailchimp"], [special]).held_back[0][1]
    assert sort_for(BY_NAME["mailchimp"], [{**special, "email": "jurgen@käse.example"}]).rows
    assert "has no email" in sort_for(BY_NAME["upfluence"], [{**row, "email": None}]).held_back[0][1]
    many = [{"email": f"a{number}@x.example"} for number in range(5_002)]
    assert len(sort_for(BY_NAME["mailmerge365"], many).rows) == 5_000


@pytest.mark.parametrize(
    ("text", "language", "line"),
    [
        ("Oak gall ink, ground by hand. Then more", "en", "I saw your post “Oak gall ink, ground by hand”"),
        ("#ink #pens Tinte aus Galläpfeln!", "de", "ich habe deinen Beitrag „Tinte aus Galläpfeln!“ gesehen"),
        ("Oak gall ink for letters", "xx", "I saw your post “Oak gall ink for letters”"),
        ("🌿🌿🌿 #ink", "en", None),
        ("ok!", "en", None),
        (None, "en", None),
        ("Used 2.5 cups of oat flour. Good", "en", "I saw your post “Used 2.5 cups of oat flour”"),
        ("I love #sourdough bread", "en", "I saw your post “I love #sourdough bread”"),
        ("Thanks for the flour @oat.mill", "en", "I saw your post “Thanks for the flour @oat.mill”"),
        ("What I baked on Sunday #bread #oats", "en", "I saw your post “What I baked on Sunday…”"),
        ("Gifted by @oat.mill: three new bakes", "en", None),
        ("Werbung | Mein neuer Teig mit Hafer", "de", None),
        ("My code OAT20 saves you a fifth", "en", None),
        ("Baking again after my depression", "en", None),
    ],
)  # fmt: skip
def test_the_first_line_quotes_what_they_wrote(text: str | None, language: str, line: str | None) -> None:
    made: Any = posts(count=1, text=text)
    assert personal_line(made, language, NOW)[0] == line
    assert personal_line(made, language, NOW + timedelta(days=400)) == (None, None), "too old to be recent"
    paid: Any = posts(count=1, text=text, paid_partnership=True)
    assert personal_line(paid, language, NOW) == (None, None)


def test_a_post_that_was_gone_at_the_last_look_is_not_quoted() -> None:
    later = NOW + timedelta(days=9)
    before: Any = posts(count=4, page="https://insta.example/feed?1", text="Oak gall ink for letters")
    after: Any = posts(count=4, page="https://insta.example/feed?2", observed_at=later, text="Swatches of last week")
    left = [post for post in after if post.native_id != "ana.ink-0"]
    assert personal_line([*left, before[0]], "en", later)[1] == "https://insta.example/p/ana.ink1"
    new: Any = posts(count=1, posted_at=later, observed_at=later, text="Written after that look at all")
    assert personal_line([*left, *new], "en", later)[0] == "I saw your post “Written after that look at all”"
    assert personal_line(before, "en", None) == (None, None), "nobody knows what is recent"


@pytest.mark.parametrize(
    "mourning",
    [
        "Rest in peace grandma, I miss you every day", "My dad passed away last week", "Mi abuela falleció ayer",
        "Minha avó faleceu hoje, luto aqui", "Papi nous a quittés hier soir", "Beerdigung von Oma heute",
        "Il funerale di nonno",
        "Mijn opa is overleden", "Zmarła moja babcia", "Babam vefat etti", "Innalillahi, nenek berpulang tadi pagi",
        "Мой дедушка умер сегодня", "祖母が亡くなりました", "할머니가 돌아가셨어요", "توفي جدي اليوم", "दादाजी नहीं रहे",
    ],
)  # fmt: skip
def test_nothing_older_is_quoted_to_who_lost_somebody(mourning: str) -> None:
    lost: Any = posts(count=1, text=mourning)
    before: Any = posts(count=1, native_id="b", posted_at=NOW - timedelta(days=9), text="Apple and oat crumble bars")
    assert personal_line([*lost, *before], "en", NOW) == (None, None)
    since: Any = posts(
        count=1, native_id="a", posted_at=lost[0].posted_at + timedelta(hours=1), text="Back to baking again"
    )
    assert personal_line([*since, *lost, *before], "en", NOW)[0] == "I saw your post “Back to baking again”"
    long_ago: Any = posts(count=1, text=mourning, posted_at=NOW - timedelta(days=80))
    assert personal_line([*before, *long_ago], "en", NOW)[0] == "I saw your post “Apple and oat crumble bars”"


@pytest.mark.parametrize(
    "private",
    [
        "Two years since the divorce", "What the fuck happened to my sourdough", "Vote on Sunday, all of you",
        "Wieder aus dem Krankenhaus zurück", "Je suis enceinte de cinq mois", "Kurwa, znowu zakalec w cieście", 
        "離婚しました、ご報告です", "RT @quill: New inks for everybody", "Ada's comment: what pen is that one",
        "@quill thanks for all the flour", "My daughter turned five today", "Ma fille a cinq ans",
        "Meine Tochter wird heute fünf",
        "Mi hija cumple cinco años", "Minha filha fez cinco anos", "Mia figlia compie cinque anni",
        "Mijn dochter is vijf",
        "Moja córka skończyła pięć lat", "Kızımın doğum günü bugün", "Anakku ulang tahun hari ini",
        "Моей дочери сегодня пять",
        "今日は娘の五歳の誕生日です", "우리 딸 다섯 살 생일이에요", "عيد ميلاد ابنتي اليوم", "आज मेरी बेटी का जन्मदिन है",
        "Assalamualaikum, resep hari ini", "Gracias a Dios por otro año de recetas",
    ],
)  # fmt: skip
def test_what_is_nobodys_opening_is_not_quoted(private: str) -> None:
    made: Any = posts(count=1, text=private)
    before: Any = posts(count=1, native_id="b", posted_at=NOW - timedelta(days=9), text="Apple and oat crumble bars")
    assert personal_line([*made, *before], "en", NOW)[0] == "I saw your post “Apple and oat crumble bars”"


def test_a_long_sentence_is_cut_between_words() -> None:
    made: Any = posts(count=1, text="word " * 40)
    line, _ = personal_line(made, "en", NOW)
    assert line is not None
    assert len(line) < 100
    assert line.endswith("word…”")


def test_who_asks_to_be_forgotten_is_told_of_every_file(known: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(known.read_bytes())
    export(file, tmp_path / "all.csv")
    export(file, tmp_path / "mail.csv", "--to", "gmail", "--limit", "2")
    done = nanoscout_json("forget", "tamsin.fennimould@instagram", "--database", file)
    assert [Path(one["file"]).name for one in done["exports"] if "all" in one["file"] or "mail" in one["file"]] == [
        "all.csv"
    ]
    assert b"tamsin.fennimould" not in file.read_bytes()


def test_the_graph_and_the_list_of_those_held_back_are_told_of_too(known: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(known.read_bytes())
    export(file, tmp_path / "all.graphml")
    export(file, tmp_path / "mail.csv", "--to", "gmail", "--held-back", tmp_path / "left.csv")
    assert b"wilf.and.whisk" in (tmp_path / "left.csv").read_bytes()
    done = nanoscout_json("forget", "wilf.and.whisk@instagram", "--database", file)
    assert {Path(one["file"]).name for one in done["exports"]} >= {"all.graphml", "left.csv"}


def test_a_file_is_noted_before_it_is_there_and_not_if_it_cannot_be(known: Path, tmp_path: Path) -> None:
    """Killed in between, or with no room left for the note, a file held people whom no forget would find in it."""
    file = tmp_path / "x.db"
    file.write_bytes(known.read_bytes())
    noted = "SELECT file, rows FROM export"
    before = rows_in(file, noted)
    with closing(Database(str(file))) as database:
        with noted_export(database.write, "list.csv", "outreach", "", [("instagram", "ada")]):
            assert rows_in(file, noted) == [*before, ("list.csv", 1)]
        with pytest.raises(UnreadableFile):
            hand_over(database, Brief(), [], tmp_path / "x.db" / "list.csv", None)
    assert rows_in(file, noted) == [*before, ("list.csv", 1)]


def test_whom_one_rejected_goes_into_no_file(known: Path, tmp_path: Path) -> None:
    database, report = tmp_path / "x.db", tmp_path / "report.html"
    database.write_bytes(known.read_bytes())
    about = ("--brief", BRIEF, "--database", database)
    said = nanoscout("reject", "the.gluten.quibbler", "--reason", "too many giveaways", *about)
    told = nanoscout("export", tmp_path / "all.csv", *about)
    assert told.startswith("Wrote 50 creators to ")
    assert "Without 1 creator whom you rejected for this brief" in told
    nanoscout("export", tmp_path / "mail.csv", "--to", "gmail", "--basis", "asked", *about)
    nanoscout("report", report, *about)
    for file in (tmp_path / "all.csv", tmp_path / "mail.csv", report):
        assert "tamsin.fennimould" in file.read_text()
        assert "the.gluten.quibbler" not in file.read_text()
    # The line that says how to take it back does so, as it stands.
    undo = said.strip().partition("nanoscout ")[2].split()
    assert nanoscout(*undo, "--database", database).startswith("Taken back: reject the.gluten.quibbler")
    assert export(database, tmp_path / "all.csv")["rows"] == 51


def test_who_is_accepted_and_left_out_is_told_of_with_the_reason(known: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    database.write_bytes(known.read_bytes())
    about = ("--brief", BRIEF, "--database", database)
    said = nanoscout("accept", "hollis.bakewrighte", *about)
    why = "above band: 24,310 followers, the brief's band is 1,000–10,000"
    assert "But hollis.bakewrighte@instagram is left out of the shortlist for this brief" in said
    assert why in said
    for verb, name in (("export", "a.csv"), ("report", "a.html")):
        told = nanoscout(verb, tmp_path / name, "--accepted", *about)
        assert f"Nobody accepted for the brief {BRIEF} is in its shortlist" in told
        assert f"Accepted and yet left out: hollis.bakewrighte@instagram: {why}" in told
    inside = nanoscout_json("accept", "wilf.and.whisk", *about)
    assert inside["left_out"] is None
    told = export(database, tmp_path / "a.csv", "--accepted")
    assert (told["rows"], [one["handle"] for one in told["left_out"]]) == (1, ["hollis.bakewrighte"])


def test_a_file_that_is_there_is_not_replaced_by_nobody(known: Path, tmp_path: Path) -> None:
    about = ("--brief", BRIEF, "--database", known)
    for verb, name in (("export", "a.csv"), ("report", "a.html")):
        file = tmp_path / name
        nanoscout(verb, file, *about)
        before = file.read_bytes()
        told = nanoscout(verb, file, "--accepted", *about)
        assert told.startswith(f"Nobody is left to write: {file} stays as it was")
        assert nanoscout_json(verb, file, "--accepted", *about)["written"] is False
        assert file.read_bytes() == before


def test_who_is_held_back_is_written_down_also_where_nobody_is_left(known: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.csv"
    arguments = ("--to", "mailchimp", "--limit", 1, "--held-back", left, "--brief", BRIEF, "--database", known)
    assert "Nobody of 1 can go to Mailchimp" in complaint("export", tmp_path / "x.csv", *arguments, code=22)
    assert [row["handle"] for row in rows_of(left)] == ["wilf.and.whisk"]


def test_who_is_held_back_does_not_go_over_the_export_itself(known: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    words = complaint("export", file, "--to", "gmail", "--held-back", file, "--database", known, code=2)
    assert "name another file for whom the rules hold back" in words
    assert not file.exists()


def test_whose_contact_is_left_out_is_not_said_to_have_none(known: Path, tmp_path: Path) -> None:
    told_json = export(known, tmp_path / "x.csv", "--to", "gmail")
    assert told_json["held_back"]["contact left out: EU or UK individual, and no lawful basis is stated"] == 15
    assert told_json["contacts_held_back"] == {"EU or UK individual, and no lawful basis is stated": 15}
    told = nanoscout("export", tmp_path / "x.csv", "--to", "gmail", "--limit", 2, "--database", known, "--brief", BRIEF)
    assert told.startswith("Wrote 1 creator to ")
    told = nanoscout("export", tmp_path / "x.csv", "--to", "gmail", "--database", known, "--brief", BRIEF)
    (once,) = [line for line in told.splitlines() if "no lawful basis" in line]  # not for the contact and for the row
    assert once.startswith("Held back 15: contact left out: ")
    assert once.endswith(": state one with --basis, or lawful_basis in the brief")
