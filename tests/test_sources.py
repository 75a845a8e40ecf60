"""Opening files: told by content, and every refusal in one sentence."""

import gzip
import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from crawler.sources import open_source
from storage.errors import InputError, UnknownFormat, UnreadableFile
from tests.opened import pages_of

HTML = b"<!DOCTYPE html><html><head><title>Mira</title></head><body>hello</body></html>"


def _saved(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def test_a_page_without_an_address_is_named_by_its_file(tmp_path: Path) -> None:
    (page,) = pages_of(_saved(tmp_path, "mira.html", HTML))
    assert (page.url, page.body, page.time, page.source) == ("mira.html", HTML, None, "file")


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<!-- saved from url=(0034)https://photos.example/mira/?a=1&amp;b=2 -->", "https://photos.example/mira/?a=1&b=2"),
        ('<link rel="canonical" href="https://photos.example/mira/">', "https://photos.example/mira/"),
        ("<link href='https://photos.example/mira/' rel='canonical'/>", "https://photos.example/mira/"),
        ('<meta property="og:url" content="https://photos.example/m">', "https://photos.example/m"),
        ('<meta property="og:url" content="https://a.example/"><link rel=canonical href=https://b.example/>', "https://b.example/"),
        ('<link rel="canonical" href="/mira/">', "page.html"),
    ],
)  # fmt: skip
def test_the_address_is_read_from_the_page(tmp_path: Path, head: str, address: str) -> None:
    body = f"<!DOCTYPE html>\n{head}<html></html>".encode()
    assert next(pages_of(_saved(tmp_path, "page.html", body))).url == address


def test_an_address_that_is_given_wins(tmp_path: Path) -> None:
    file = _saved(tmp_path, "page.html", b'<html><link rel="canonical" href="https://photos.example/mira/"></html>')
    assert next(pages_of(file, url="https://photos.example/noor/")).url == "https://photos.example/noor/"


def test_single_file_names_address_and_time(tmp_path: Path) -> None:
    body = (
        b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://photos.example/mira/ \n"
        b" saved date: Fri Nov 20 2026 10:11:12 GMT+0100 (Central European Standard Time)\n-->"
    )
    page = next(pages_of(_saved(tmp_path, "mira.html", body)))
    assert page.url == "https://photos.example/mira/"
    assert page.time == datetime(2026, 11, 20, 9, 11, 12, tzinfo=UTC)


def test_a_web_archive_gives_its_page(tmp_path: Path) -> None:
    body = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://photos.example/mira/\r\n"
        b"Date: Fri, 20 Nov 2026 09:11:12 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
        b"----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><p class=3D\"a\">Mira</p></html>\r\n----x--\r\n"
    )  # fmt: skip
    page = next(pages_of(_saved(tmp_path, "mira.mhtml", body)))
    assert page.url == "https://photos.example/mira/"
    assert b'<p class="a">Mira</p>' in page.body


@pytest.mark.parametrize(
    "body", [b'{"a": 1}', b"[1, 2]", b'\xef\xbb\xbf{"a": 1}', b'for (;;);{"a": 1}', b'{\n "a": 1\n}\n']
)
def test_json_is_one_page(tmp_path: Path, body: bytes) -> None:
    opened = open_source(_saved(tmp_path, "a.json", body))
    (page,) = opened.pages
    assert opened.kind == "json"
    assert page.json in ({"a": 1}, [1, 2])


def test_each_line_of_ndjson_is_a_page(tmp_path: Path) -> None:
    opened = open_source(_saved(tmp_path, "a.ndjson", b'{"a": 1}\n\n{"a": 2}\n{"a": '))
    pages = list(opened.pages)
    assert opened.kind == "ndjson"
    assert [page.json for page in pages] == [{"a": 1}, {"a": 2}]
    assert [page.url for page in pages] == ["a.ndjson#1", "a.ndjson#3"]
    assert opened.notes == ["a.ndjson: 1 of 3 lines are no JSON and were left out (line 4)."]


def test_gzip_and_utf_16_make_no_difference(tmp_path: Path) -> None:
    assert next(pages_of(_saved(tmp_path, "a.json.gz", gzip.compress(b'{"a": 1}')))).json == {"a": 1}
    assert next(pages_of(_saved(tmp_path, "b.html", "<html>é</html>".encode("utf-16")))).text == "<html>é</html>"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(b'{"a": 1}'))

    monkeypatch.setattr(sys, "stdin", Stdin)
    (page,) = pages_of("-")
    assert (page.url, page.json) == ("-", {"a": 1})


@pytest.mark.parametrize(
    ("name", "body", "error", "words"),
    [
        ("empty.har", b"", UnreadableFile, "is empty"),
        ("blank.html", b"  \n", UnreadableFile, "is empty"),
        ("notes.txt", b"dear diary", UnknownFormat, "neither a HAR"),
        ("photo.har", b"\x89PNG\r\n\x1a\n\x00", UnknownFormat, "neither a HAR"),
        ("number.json", b"12", UnknownFormat, "neither a HAR"),
        ("other.har", b'{"users": []}', UnknownFormat, "no log.entries"),
        ("cut.har", b'{"log": {"entries": [{"requ', UnreadableFile, "damaged or cut short"),
        ("deep.json", b"[" * 20_000, UnreadableFile, "damaged or cut short"),
        ("cut.json.gz", gzip.compress(orjson.dumps(list(range(9_000))))[:900], UnreadableFile, "damaged or cut short"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, name: str, body: bytes, error: type[InputError], words: str
) -> None:
    file = _saved(tmp_path, name, body)
    with pytest.raises(error, match=words) as caught:
        list(pages_of(file))
    sentence = str(caught.value)
    assert str(file) in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_missing_and_folder_and_forbidden(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        pages_of(tmp_path / "none.har")
    with pytest.raises(UnreadableFile, match="is a folder"):
        pages_of(tmp_path)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        pages_of("a\0b.har")
    forbidden = _saved(tmp_path, "secret.har", HTML)
    forbidden.chmod(0)
    if os.access(forbidden, os.R_OK):  # root may read everything
        return
    with pytest.raises(UnreadableFile, match="may not be read"):
        pages_of(forbidden)


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        ("<!DOCTYPE html><html><head></head><body>", True),
        ("<!DOCTYPE html><HTML lang=en><body></body></HTML>", False),
        ("<rss version='2.0'><channel><item>", True),
        ("<feed xmlns='x'></feed>", False),
        ("<blockquote class='instagram-media'></blockquote>", False),
    ],
)
def test_a_page_that_lacks_its_end_says_so(tmp_path: Path, body: str, cut: bool) -> None:
    (tmp_path / "a.html").write_text(body)
    opened = open_source(tmp_path / "a.html")
    list(opened.pages)
    assert bool(opened.notes) is cut
