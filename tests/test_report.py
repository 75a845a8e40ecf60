"""The report for a client: whole, private, and safe whatever a profile says."""

import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.engine.printing import print_page
from scoring.brief import load_brief
from scoring.report.gathering import gather_report
from scoring.report.page import page_of
from storage.database import Database
from storage.facts import Post, Profile
from storage.files.export_log import exports_with
from storage.landing import PageRecord, land_page
from storage.verdicts import give_verdict
from tests.commands import complaint, nanoscout, nanoscout_json
from tests.fixture_pages import FIXTURES
from tests.replayed import Replayed

INVENTED = FIXTURES / "discoverunder10k"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>$x_2$\u202egnp.\x1b[31m'


@pytest.fixture(scope="module")
def database(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return replayed.copy(tmp_path_factory.mktemp("report") / "x.db")


def test_the_page_says_everything_and_asks_nobody(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    brief = INVENTED / "brief.toml"
    said = nanoscout_json("--database", database, "report", file, "--brief", brief, "--limit", 10, "--json")
    page = file.read_text(encoding="utf-8")
    told = {"file": str(file), "written": True, "creators": 10, "left_out": []}
    assert '<span class="whole">$' in page, "a price stands on one line"
    assert said == told | {"bytes": len(page.encode())}
    for words in (
        "Oatwick Mill", "The creators", "Engagement", "How the list came about", "in the band", "#discoverunder10k",
        "Found about", "Left out of", "Different people, at most", "overstates", "of 51 that fit",
        "top posts of #discoverunder10k", "that were met were never opened", "United Kingdom",
        "by 6 to 45%, as", "Emails and telephones are left out",
    ):  # fmt: skip
        assert words in page, words
    assert page.count('<article class="creator">') == 10
    assert page.count("<svg") == 10 + 4
    assert not re.search(r"<script|<iframe|<link|@import|src=|url\(http", page)
    assert not re.search(r"\bid=\"([^\"]+)\"(?=.*\bid=\"\1\")", page, re.DOTALL), "two parts of one name"
    with closing(Database(str(database))) as opened, opened.read() as connection:
        emails = connection.exec_driver_sql("SELECT value FROM contact").scalars().all()
    assert emails
    assert not [value for value in emails if value in page]


def test_whom_it_held_is_kept(database: Path, tmp_path: Path) -> None:
    nanoscout("--database", database, "report", tmp_path / "a.html", "--limit", 3)
    opened = Database(str(database))
    found = gather_report(opened, load_brief(None), limit=3, accepted=False)
    assert found.creators
    with opened.read() as connection:
        for one in found.creators:
            files = exports_with(connection, one.item["network"], [one.item["handle"]])
            assert {"report"} <= {file["layout"] for file in files}
    opened.close()


def test_the_sums_are_those_of_its_creators(database: Path) -> None:
    opened = Database(str(database))
    found = gather_report(opened, load_brief(INVENTED / "brief.toml"), limit=5, accepted=False)
    counts = [one.item["followers"] for one in found.creators]
    assert found.followers == sum(counts)
    assert found.reach is not None
    assert max(counts) <= found.reach[0] < found.reach[1] < found.followers
    assert found.funnel.sighted >= found.funnel.visited >= found.funnel.in_band
    assert found.judged == found.fitting + sum(number for _, number in found.losses)
    assert found.price is not None
    assert found.price[0] == sum(one.item["price"]["low"] for one in found.creators)
    opened.close()


def test_only_the_accepted_and_nobody_yet(database: Path) -> None:
    opened, brief = Database(str(database)), load_brief(INVENTED / "brief.toml")
    empty = gather_report(opened, brief, limit=5, accepted=True)
    assert "Nobody was accepted for this brief yet" in page_of(empty)
    first = gather_report(opened, brief, limit=1, accepted=False).creators[0].item
    with opened.write() as connection:
        give_verdict(connection, first["network"], first["handle"], "accept", brief=brief.key, now=1)
    found = gather_report(opened, brief, limit=5, accepted=True, title="For <b>you</b>")
    assert [one.item["handle"] for one in found.creators] == [first["handle"]]
    assert "<h1>For &lt;b&gt;you&lt;/b&gt;</h1>" in page_of(found)
    assert found.reach == (first["followers"], first["followers"])
    opened.close()


def test_what_strangers_write_is_words(tmp_path: Path) -> None:
    opened = Database(str(tmp_path / "x.db"))
    common: dict[str, Any] = {"network": "instagram", "page": "https://www.instagram.com/mira/"}
    profile = Profile(
        **common, handle="mira.lind", display_name=HOSTILE, bio=HOSTILE, followers=3_000, followers_within=0
    )
    post = Post(
        **common,
        native_id="1",
        author_handle="mira.lind",
        text=HOSTILE,
        url="javascript:alert(1)",
        likes=90,
        comments=3,
    )
    with opened.write() as connection:
        land_page(connection, 1, PageRecord("instagram", common["page"], 1, 200, "0", "file", "facts"), [profile, post])
    page = page_of(gather_report(opened, load_brief(None), limit=5, accepted=False))
    opened.close()
    assert "mira.lind" in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"<script|<img|javascript:|\x1b|\u202e", page)


@pytest.mark.long
def test_a_pdf_out_of_a_real_browser(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    nanoscout("--database", database, "report", file, "--brief", INVENTED / "brief.toml", "--limit", 4)
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") >= 1
    if shutil.which("pdftotext"):  # more can be said where it is installed
        text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
        assert "Oatwick Mill" in text
    assert print_page("<script>document.title='x'</script><p>words").startswith(b"%PDF-")


def test_other_files_are_refused(tmp_path: Path) -> None:
    assert "neither .html nor .pdf" in complaint("--database", tmp_path / "x.db", "report", tmp_path / "a.docx", code=4)
