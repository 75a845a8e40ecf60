"""What somebody meets who uses the command for the first time: words that help, and lists that keep their names."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from crawler.cli.shortlist import ended_at_a_word
from scoring.brief import brief_from_toml
from storage.errors import BadBrief
from tests.commands import complaint, nanoscout, nanoscout_json, run
from tests.replayed import Replayed
from tests.review_server import SESSION


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A database that knows one creator, out of a list."""
    file, database = tmp_path / "creators.csv", tmp_path / "x.db"
    file.write_text("Instagram,Name,Followers\n@ada.inkwell,Ada Inkwell,2500\n")
    said = nanoscout("ingest", file, "--basis", "consent", "--database", database)
    assert said.startswith("Stored 2 facts of 1 page: 1 account known, 1 waiting to be visited.")
    assert said.strip().endswith("with 1 basis")
    return database


def test_a_name_out_of_a_list_is_shown_until_a_profile_tells_one(listed: Path, tmp_path: Path) -> None:
    assert "Ada Inkwell" in nanoscout("show", "ada.inkwell", "--database", listed).splitlines()[0]
    nanoscout("export", tmp_path / "x.csv", "--database", listed)
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["display_name"], row["first_name"], row["last_name"]) == ("Ada Inkwell", "Ada", "Inkwell")
    page = tmp_path / "page.json"
    page.write_text(
        '{"user": {"pk": "77001", "username": "ada.inkwell", "full_name": "Ada I.", "follower_count": 2600}}'
    )
    nanoscout("ingest", page, "--network", "instagram", "--database", listed)
    assert nanoscout_json("show", "ada.inkwell", "--database", listed)["display_name"] == "Ada I."


def test_a_sub_niche_without_its_niche_is_understood(tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    for said, meant in (("bakery", "food/baking"), ("food/bakery", "food/baking"), ("fasion", "fashion")):
        brief.write_text(f'niches = ["{said}"]\n')
        assert f'did you mean "{meant}"?' in complaint("rank", "--brief", brief, "--facts", "-", code=10, stdin=b"{}")


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("food/beer", 'did you mean "food/drinks"?'),
        ("food/tee", 'did you mean "food/tea"?'),
        ("board games", 'did you mean "gaming/tabletop"?'),
        ("Schuhe", 'did you mean "fashion"?'),
        ("gaming/boardgames", 'did you mean "gaming/tabletop"?'),
        (
            "fashion/sustainable",
            '"fashion" has streetwear, womenswear, vintage, jewellery, and "fashion" alone means all',
        ),
        ("klingon", "there are beauty, fashion, food"),
    ],
)
def test_a_niche_that_is_none_is_told_which_is_meant_by_its_words_or_which_there_are(said: str, hint: str) -> None:
    with pytest.raises(BadBrief, match=re.escape(f'no niche is called "{said}"; {hint}')):
        brief_from_toml(f'niches = ["{said}"]')


def test_a_brief_with_several_wrong_values_tells_how_many() -> None:
    with pytest.raises(BadBrief, match=r"\(2 more of its values cannot be used\)$"):
        brief_from_toml('words = 5\nposts_window_days = 0\ncolour = "red"')


@pytest.mark.parametrize(
    ("words", "width", "left"),
    [
        ("at home in York, England", 40, "at home in York, England"),
        ("at home in York, England", 20, "at home in York,…"),
        ("at home in York, England", 17, "at home in York,…"),
        ("ヴィーガン和菓子とお菓子の写真を毎日のせています", 20, "ヴィーガン和菓子と…"),
        ("x" * 50, 11, "x" * 10 + "…"),
    ],
)
def test_a_reason_that_is_too_long_ends_at_a_word(words: str, width: int, left: str) -> None:
    assert ended_at_a_word(words, width) == left


def test_one_is_told_as_one(listed: Path) -> None:
    assert nanoscout("purge", "--database", listed).startswith("0 suspected minors and 0 people met long ago were")
    assert nanoscout("forget", "ada.inkwell", "--database", listed).split("\n")[0].endswith("rows erased")
    assert "is forgotten: 0 rows" in nanoscout("forget", "bo.brambley@instagram", "--database", listed)


def test_a_full_disk_behind_the_answer_is_said_in_a_sentence(listed: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only where the system has /dev/full")
    program = "from crawler.cli import app; app()"
    for verb in (["rank"], ["rank", "--json"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-c", program, *verb, "--database", listed], stdout=full, stderr=PIPE, check=False
            )
        assert done.returncode == 14
        assert done.stderr.decode().startswith("Error: No room is left where the answer is written")
        assert "Traceback" not in done.stderr.decode()


def test_a_line_that_is_no_fact_is_told_what_facts_there_are() -> None:
    told = complaint("rank", "--facts", "-", code=4, stdin=b'{"kind": "profile"}\n')
    assert told.startswith('standard input, line 1 is no fact: it lacks its "fact", one of profile, post, comment')


def test_settings_of_a_network_that_does_not_exist_are_no_settings(tmp_path: Path) -> None:
    (tmp_path / "nanoscout.toml").write_text('[networks.instagrm]\nuser_id = "1"\n')
    said = run("rank", folder=tmp_path)
    assert said.returncode == 11
    assert b"networks.instagrm is no network; did you mean networks.instagram?" in said.stderr
    for line, way_on in (
        ('userid = "1"', "userid is no setting; did you mean user_id? Instagram has user_id, source, permission,"),
        ('colour = "1"', "colour is no setting: Instagram has user_id, source, permission,"),
        ("max_requests = 5", "max_requests is no setting of one network: write max_requests above the first line"),
    ):
        (tmp_path / "nanoscout.toml").write_text(f"[networks.instagram]\n{line}\n")
        said = run("rank", folder=tmp_path)
        assert said.returncode == 11
        assert f"Error: networks.instagram.{way_on}" in said.stderr.decode()
    (tmp_path / "nanoscout.toml").write_text("max_requests 5\n")
    said = run("rank", folder=tmp_path)
    assert said.returncode == 11
    assert b"(nanoscout.toml): line 1 is not TOML (Expected '='" in said.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"hello": [1, 2]}'),
        ("empty.har", '{"log": {"entries": []}}'),
        ("heads.csv", "handle,followers\n"),
    ],
)
def test_a_file_that_tells_of_nobody_is_named(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    done = run("read", tmp_path / name, "--network", "instagram", folder=tmp_path)
    assert done.returncode == 0
    assert f"{name} was read, and tells of nobody." in done.stderr.decode()


def test_what_a_file_says_is_read_in_words(tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    page.write_text(
        '{"user": {"pk": "77001", "username": "ada.inkwell", "full_name": "Ada Inkwell", "follower_count": 2600,'
        ' "is_private": false, "bio_links": [{"url": "https://ink.example", "title": "Ink"}]}}'
    )
    said = " ".join(nanoscout("read", page, "--network", "instagram").split())
    assert "display name: Ada Inkwell · followers: 2,600" in said
    assert "is private: no · links: url https://ink.example, title Ink" in said
    assert not set("[]{}'=") & set(said)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('ada.ink,"hello\nbo.nib,x\ncy.pen,y\n', 2),
        ('ada.ink,"two\nlines"\nbo.nib,"hello\ncy.pen,"y"\n', 4),
        ('ada.ink,"two\nlines"\nbo.nib,5" of ""ink""\ncy.pen,"""ink"""\n', None),
    ],
)
def test_rows_that_an_open_quotation_mark_swallows_are_told(rows: str, line: int | None, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"Instagram,Note\n{rows}")
    for call in (["read", file], ["rank", "--facts", file, "--database", tmp_path / "x.db"]):
        if line is None:
            assert nanoscout(*call)
        else:
            told = complaint(*call, code=3)
            assert f"list.csv, line {line}: a quotation mark is not closed" in told


def test_a_status_that_is_none_is_told_what_was_meant(listed: Path) -> None:
    for said, meant in (("wrote", "contacted"), ("agree", "agreed"), ("unsubscribe", "do_not_contact")):
        told = " ".join(run("talk", "ada.inkwell", "--status", said, "--database", listed).stderr.decode().split())
        assert f'"{said}" is no status; did you mean {meant}?' in told.replace(" │ │ ", " ")
        assert "Value error" not in told
    assert "do not contact" in nanoscout("talk", "ada.inkwell", "--status", "Do not contact", "--database", listed)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "followers = [1000, 10000]",
            '"followers" cannot be [1000, 10000]: write followers = { min = 1000, max = 10000 }.',
        ),
        ('require = ["email"]', '"require" cannot be "email": it must be language, country, contact or interests.'),
        ("lawful_basis = true", '"lawful_basis" cannot be true: it must be text in quotation marks'),
        ("posts_window_days = 0", '"posts_window_days" cannot be 0: it must be 1 or more.'),
        ('countries = ["England"]', 'did you mean "GB"?'),
    ],
)
def test_a_value_that_a_brief_cannot_hold_is_told_what_it_must_be(line: str, words: str, tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text(f"{line}\n")
    assert words in complaint("rank", "--brief", brief, "--facts", "-", code=10, stdin=b"{}")


def test_a_file_that_holds_nobody_says_why(listed: Path, tmp_path: Path) -> None:
    for verb, name in (("export", "x.csv"), ("report", "x.html")):
        said = nanoscout(verb, tmp_path / name, "--accepted", "--database", listed)
        assert said.splitlines()[1].startswith("Nobody is accepted for the brief that holds without --brief")


def test_the_beginning_of_a_name_is_enough_for_a_hint(listed: Path) -> None:
    assert "did you mean ada.inkwell@instagram?" in complaint("show", "Ada", "--database", listed, code=8)


def test_a_database_is_no_list(listed: Path) -> None:
    told = complaint("rank", "--facts", listed, code=3)
    assert told.endswith("x.db is no text: save the list as CSV.")


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Instagram,Shirt size,Rate\nada.ink,M,100\n")
    said = run("read", file).stderr.decode()
    assert said == "list.csv: not read, since their names say nothing that is used here: Shirt size, Rate\n"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ada@art.example", "ada@art.example@mastodon"),
        ("ada.ink@instagram.com", "ada.ink@instagram"),
        ("@Ada.Ink@Instagram", "ada.ink@instagram"),
        ("instagram.com/ada.ink", "ada.ink@instagram"),
        ("pens.example/@ada", "ada@pens.example@mastodon"),
    ],
)
def test_who_was_never_met_is_suppressed_by_any_name_that_tells_the_network(
    name: str, meant: str, tmp_path: Path
) -> None:
    assert nanoscout("suppress", name, "--database", tmp_path / "x.db").startswith(f"{meant} is suppressed")


def test_a_name_without_network_is_told_how_to_name_it(listed: Path) -> None:
    told = complaint("suppress", "ada.inkwel", "--database", listed, code=8)
    assert told.endswith("did you mean ada.inkwell@instagram? Who was never met is named with the network, like "
                         "anna.bakes@instagram")  # fmt: skip


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["rank", "--limit", "ten"], '"ten" cannot be used: it must be a whole number.'),
        (["select", "--budget", "0"], '"0" cannot be used: it must be 1 or more.'),
        (["select", "--budget", "9", "--min-fit", "7"], '"7" cannot be used: it must be 1 or less.'),
    ],
)
def test_an_option_that_cannot_be_used_says_what_it_must_be(call: list[str], said: str, tmp_path: Path) -> None:
    done = run(*call, "--database", tmp_path / "x.db")
    assert done.returncode == 2
    assert said in " ".join(done.stderr.decode().replace("│", " ").split())


def test_a_number_may_be_larger_than_any_list(listed: Path, tmp_path: Path) -> None:
    huge = ("--limit", 10**20, "--database", listed)
    assert "ada.inkwell" in nanoscout("rank", *huge)
    nanoscout("export", tmp_path / "x.csv", *huge)
    assert nanoscout_json("pictures", *huge)["kept"] == 0
    told = complaint("discover", "#ink", "--network", "mastodon", "--max-requests", 10**20, code=11)
    assert told.startswith("max_requests cannot be 100000000000000000000: it must be 1,000,000,000,000 or less")


def test_a_campaign_of_a_brief_without_a_name_is_not_told_by_its_hash(listed: Path, tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text('words = ["ink"]\n')
    told = nanoscout("talk", "ada.inkwell", "--status", "contacted", "--brief", brief, "--database", listed)
    assert "contacted  brief without a name" in told
    nanoscout("export", tmp_path / "x.csv", "--brief", brief, "--database", listed)
    (row,) = csv.DictReader((tmp_path / "x.csv").read_text("utf-8-sig").splitlines())
    assert (row["status"], row["campaign"]) == ("contacted", "")


def test_a_file_without_a_ranking_is_not_compared(tmp_path: Path) -> None:
    file = tmp_path / "monday.jsonl"
    file.write_text("\n")
    assert "is empty; write a ranking" in complaint("compare", file, file, code=3)


def test_a_list_of_people_on_x_is_read_however_it_calls_the_network(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "Netzwerk;Benutzername;Abonnenten\nX;ada_ink;3,4k\nTwitter;bo_nib;2.345\n;https://x.com/cy_pen;9,8 Tsd.\n"
    )
    read = run("read", file, "--json")
    assert not read.stderr
    profiles = [fact for fact in map(json.loads, read.stdout.splitlines()) if fact["fact"] == "profile"]
    assert [(one["network"], one["handle"], one["followers"]) for one in profiles] == [
        ("x", "ada_ink", 3_400), ("x", "bo_nib", 2_345), ("x", "cy_pen", 9_800),
    ]  # fmt: skip


def test_engagement_is_told_where_the_brief_lets_it_count_nothing(replayed: Replayed, tmp_path: Path) -> None:
    known = replayed.copy(tmp_path / "known.db")
    brief = tmp_path / "brief.toml"
    brief.write_text("[weights]\nengagement = 0\n")
    usual = nanoscout_json("show", "marnie.oatwhistle", "--database", known)
    shown = nanoscout_json("show", "marnie.oatwhistle", "--brief", brief, "--database", known)
    assert shown["engagement"] == usual["engagement"]
    assert shown["engagement"]["rate"]
    assert "engagement" not in shown["signals"]


def test_every_email_of_a_cell_is_kept_and_what_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "Instagram,E-Mail,Telefon\n"
        'ada.ink,"Ada <ada@ink.example>; mailto:hello@ink.example, pens@ink.example.",020 7946 0123\n'
        "bo.nib,bo (at) nib.example,call me\n"
        "cy.pen,-,n/a\n"
    )
    read = run("read", file, "--json")
    assert read.stderr.decode().splitlines() == [
        "list.csv: no email kept for 1 row (3): it is no address.",
        "list.csv: no phone kept for 1 row (3): it is no number.",
    ]
    contacts = [fact["value"] for fact in map(json.loads, read.stdout.splitlines()) if fact["fact"] == "contact"]
    assert contacts == ["ada@ink.example", "hello@ink.example", "pens@ink.example", "020 7946 0123"]


def test_a_reason_names_no_file_of_yours(tmp_path: Path) -> None:
    file, database = tmp_path / "secret-clients.csv", tmp_path / "x.db"
    file.write_text("Instagram,Followers,E-Mail\nada.ink,2500,ada@ink.example\n")
    nanoscout("ingest", file, "--basis", "consent", "--database", database)
    assert "email in a list (" in nanoscout("rank", "--database", database)
    nanoscout("report", tmp_path / "report.html", "--database", database)
    assert "list: secret-clients" not in (tmp_path / "report.html").read_text()


def test_what_comes_after_a_crawl_is_told_with_its_brief(tmp_path: Path) -> None:
    brief = tmp_path / "spring bakes.toml"
    brief.write_text('words = ["baking"]\n')
    crawl = (
        "discover",
        "#discoverunder10k",
        "--replay",
        SESSION,
        "--max-requests",
        "1",
        "--database",
        tmp_path / "x.db",
    )
    assert f"show HANDLE --brief '{brief}' ·" in run(*crawl, "--brief", brief).stdout.decode()
    assert f"export shortlist.csv --brief '{brief}'" in run(*crawl[:1], "--resume", *crawl[-2:]).stdout.decode()
