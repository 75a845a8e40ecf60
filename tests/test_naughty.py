# ruff: noqa: E501  # tables of words
"""Words that break programs, in every slot that strangers write, through every way out."""

import csv
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import orjson
import pytest

from crawler.claims import with_claims
from storage.database import Database
from storage.facts import Comment, Contact, Fact, Highlight, Link, Post, Profile, Sighting
from storage.landing import PageRecord, land_page
from tests.commands import nanoscout, run

NAUGHTY = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1+1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://evil.example\",\"x\")", "＝1+1",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "<svg/onload=alert(1)>", "{{7*7}}",
    "{% raw %}", "${7*7}", "<!--", "]]>", "<![CDATA[", "&lt;b&gt;", "</title><script>", "' OR 1=1 --", "\"; DROP TABLE account; --",
    "%", "_", "\\", "NEAR(", "a AND", "\"", "*", "col:on", "-ink", "\x1b[31mred\x1b[0m", "\x1b]8;;http://evil.example\x07x",
    "\x9b31m", "\x07", "\x00", "\x7f", "a\u202egnp.exe", "\u2066x\u2069", "\u200b\u200b", "\ufeff", "\ud83d", "👩‍👩‍👧‍👦", "🏳️‍🌈🇵🇹",
    "Ω≈ç√∫", "田中さん", "العربية", "שלום", "ด้้้้้้้้้้้", "z̡̢͖a̴l̵g̸o̶", "ﬀ", "İıſ", "ß", "𝓜𝓲𝓻𝓪", "\U000e0041", "null", "None", "NaN",
    "undefined", "true", "0", "-1", "1e309", "9" * 400, "../../etc/passwd", "C:\\con", "CON", "file:///etc/passwd", "a" * 40_000,
    "\n\n\n", " ", "", "[x](javascript:alert(1))", "# Title", "|a|b|", "`rm -rf`", "$(id)", "\u2028", "\u0085", "\ufffe", "%s%n",
)  # fmt: skip
_ESCAPES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_FORMULA = re.compile(r"^[\s\u00a0]*[=+@＝＋＠\t\r-]")


def _clean(word: str) -> str:
    """What a page of JSON can hold: a lone surrogate is none."""
    return word.encode("utf-8", "replace").decode()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("naughty") / "x.db"
    opened = Database(str(file))
    for number, word in enumerate(map(_clean, NAUGHTY)):
        handle = f"person{number}"
        common: dict[str, Any] = {"network": "instagram", "page": f"https://www.instagram.com/{handle}/"}
        facts: list[Fact] = [
            Profile(**common, handle=handle, display_name=word, bio=f"ink {word}", followers=3_000, category=word,
                    pronouns=word, avatar_url=word, links=[Link(url=word, title=word)]),
            Post(**common, native_id=f"p{number}", author_handle=handle, text=word, url=word or None, place=word, likes=90,
                 comments=4, hashtags=[word], mentions=[], alt_text=word, image_url=word),
            Comment(**common, native_id=f"c{number}", post=f"p{number}", author_handle="tove", text=word),
            Highlight(**common, handle=handle, native_id=f"h{number}", title=word),
            Contact(**common, handle=handle, kind="email", value=word, where=word, source_url=word),
            Contact(**common, handle=handle, kind="phone", value=word, where="bio", source_url=common["page"]),
            Sighting(**common, handle=handle, route="hashtag_top", via=word),
        ]  # fmt: skip
        with opened.write() as connection:
            record = PageRecord("instagram", common["page"], 1_800_000_000_000, 200, "0", "file", "facts")
            land_page(connection, 1, record, with_claims(facts))
    opened.close()
    nanoscout("--database", file, "rank")
    return file


@pytest.mark.parametrize("words", [("rank", "--limit", "200"), ("show", "person8"), ("show", "person31"), ("runs",), ("persons",),
                                   ("subject", "person8@instagram"), ("subject", "person31@instagram"), ("related", "person8"),
                                   ("similar", "person8"), ("circles",), ("networks",)])  # fmt: skip
def test_a_terminal_gets_nothing_that_it_would_obey(database: Path, words: tuple[str, ...]) -> None:
    done = run("--database", database, *words)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 8), done.stderr.decode()
    assert _ESCAPES.search(done.stdout + done.stderr) is None


def test_json_is_json(database: Path) -> None:
    rows = [orjson.loads(line) for line in nanoscout("--database", database, "rank", "--json").splitlines()]
    assert len(rows) == len(NAUGHTY)
    assert orjson.loads(nanoscout("--database", database, "subject", "person8@instagram", "--json"))["rows"]


def test_no_cell_of_a_csv_is_a_formula(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    nanoscout("--database", database, "export", file)
    assert _ESCAPES.search(file.read_bytes()) is None
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) > 60
    numbers = re.compile(r"-?\d+(\.\d+)?")
    cells = [cell for row in rows for cell in row.values() if cell and not numbers.fullmatch(cell)]
    assert not [cell for cell in cells if _FORMULA.match(cell)]


def test_no_cell_of_a_workbook_is_a_formula(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    nanoscout("--database", database, "export", file)
    with zipfile.ZipFile(file) as opened:
        sheets = [opened.read(name) for name in opened.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    for sheet in sheets:
        ElementTree.fromstring(sheet)
        assert b"<f>" not in sheet


@pytest.mark.parametrize("ending", [".jsonl", ".parquet", ".graphml", ".html"])
def test_every_other_way_out_is_whole(database: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"list{ending}"
    nanoscout("--database", database, "report" if ending == ".html" else "export", file)
    content = file.read_bytes()
    if ending == ".graphml":
        ElementTree.fromstring(content)
    elif ending == ".jsonl":
        assert all(orjson.loads(line) for line in content.splitlines())
    elif ending == ".html":
        assert not re.search(rb"<script|<img|href=\"(?!https?:|#)", content)
        assert _ESCAPES.search(content) is None
    else:
        import polars as pl

        assert len(pl.read_parquet(file)) > 60


@pytest.mark.needs_chromium
def test_a_pdf_does_nothing_and_leads_to_the_web_alone(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    nanoscout("--database", database, "report", file)
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    assert not re.search(rb"/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile|SubmitForm|GoToR)\b", content)
    links = re.findall(rb"/URI \((.{1,12})", content)
    assert links
    assert [link for link in links if not link.startswith((b"https://", b"http://"))] == []


@pytest.mark.parametrize("word", NAUGHTY)
def test_any_words_can_be_searched_for(database: Path, word: str) -> None:
    from storage.search import find_words

    opened = Database(str(database))
    try:
        with opened.read() as connection:
            everyone = find_words(connection, _clean(word))
            assert sorted(find_words(connection, _clean(word), everyone)) == sorted(everyone)
    finally:
        opened.close()
