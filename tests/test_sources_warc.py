"""WARC files of other tools: joined, unpacked, read up to a torn tail."""

import gzip
import io
import zlib
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.page import Page
from crawler.sources import open_source
from tests.commands import run

URL = "https://photos.example/api/mira"
BODY = b'{"name": "Mira"}'


def write_warc(path: Path, *answers: dict[str, object], packed: bool = False, requests_last: bool = False) -> Path:
    """A WARC as other tools write it: request and response records with HTTP headers."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for answer in answers:
            url = str(answer.get("url", URL))
            body = answer.get("body", BODY)
            assert isinstance(body, bytes)
            headers = answer.get("headers", [("Content-Type", "application/json")])
            asked = answer.get("asked", [])
            posted = answer.get("posted", b"")
            assert isinstance(headers, list)
            assert isinstance(asked, list)
            assert isinstance(posted, bytes)
            response = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders(f"{answer.get('status', 200)} OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2026-11-20T09:11:12Z"},
            )
            request = writer.create_warc_record(
                url,
                "request",
                payload=io.BytesIO(posted),
                length=len(posted),
                http_headers=StatusAndHeaders(f"{answer.get('method', 'GET')} / HTTP/1.1", asked, is_http_request=True),
            )
            if requests_last:
                writer.write_request_response_pair(request, response)
            else:
                request.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
                writer.write_record(request)
                writer.write_record(response)
    return path


def _pages(path: Path) -> list[Page]:
    return list(open_source(path).pages)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("requests_last", [False, True])
def test_requests_are_joined_to_their_responses(tmp_path: Path, packed: bool, requests_last: bool) -> None:
    asked = [("Referer", "https://photos.example/mira/"), ("Cookie", "sid=canary")]
    answers: list[dict[str, object]] = [
        {"method": "POST", "posted": b"n=1", "asked": asked},
        {"method": "POST", "posted": b"n=2"},
    ]
    path = write_warc(tmp_path / "a.warc", *answers, packed=packed, requests_last=requests_last)
    first, second = _pages(path)
    assert (first.method, first.request_body, first.document) == ("POST", b"n=1", "https://photos.example/mira/")
    assert (second.request_body, second.document) == (b"n=2", None)
    assert (first.url, first.json, first.source) == (URL, {"name": "Mira"}, "warc")
    assert first.time is not None
    assert first.time.isoformat() == "2026-11-20T09:11:12+00:00"
    assert "canary" not in repr(first)


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", _raw_deflate(BODY)),
        ("gzip, gzip", gzip.compress(gzip.compress(BODY, mtime=0), mtime=0)),
        ("gzip", BODY),
        ("identity", BODY),
    ],
)
def test_bodies_are_unpacked(tmp_path: Path, encoding: str, body: bytes) -> None:
    headers = [("Content-Type", "application/json"), ("Content-Encoding", encoding), ("Content-Length", "5")]
    (page,) = _pages(write_warc(tmp_path / "a.warc", {"body": body, "headers": headers}))
    assert page.body == BODY
    assert page.headers == {"content-type": "application/json"}


def test_brotli_is_unpacked(tmp_path: Path) -> None:
    brotli = pytest.importorskip("brotli")
    headers = [("Content-Type", "application/json"), ("Content-Encoding", "br")]
    (page,) = _pages(write_warc(tmp_path / "a.warc", {"body": brotli.compress(BODY), "headers": headers}))
    assert page.body == BODY


def test_chunks_are_joined(tmp_path: Path) -> None:
    headers = [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")]
    chunks = b"8\r\n" + BODY[:8] + b"\r\n8\r\n" + BODY[8:] + b"\r\n0\r\n\r\n"
    (page,) = _pages(write_warc(tmp_path / "a.warc", {"body": chunks, "headers": headers}))
    assert page.body == BODY


def test_what_cannot_be_unpacked_is_told(tmp_path: Path) -> None:
    headers = [("Content-Type", "application/json"), ("Content-Encoding", "pigeon")]
    opened = open_source(write_warc(tmp_path / "a.warc", {"body": b"\x00\x01", "headers": headers}, {}))
    assert len(list(opened.pages)) == 1
    assert opened.notes == [f"a.warc: {URL} could not be unpacked (content-encoding pigeon) and was left out."]


@pytest.mark.parametrize("packed", [False, True])
def test_a_torn_tail_is_read_up_to(tmp_path: Path, packed: bool) -> None:
    answers: list[dict[str, object]] = [{"url": f"{URL}/{n}"} for n in range(3)]
    whole = write_warc(tmp_path / "a.warc", *answers, packed=packed).read_bytes()
    urls = [str(answer["url"]) for answer in answers]
    counts = set()
    for cut in range(200, len(whole) - 4, 7):
        torn = tmp_path / "torn.warc"
        torn.write_bytes(whole[:cut])
        opened = open_source(torn)
        found = [page.url for page in opened.pages]
        counts.add(len(found))
        assert found == urls[: len(found)]
        for page in open_source(torn).pages:
            assert page.body == BODY
        assert len(opened.notes) <= 1
    assert {0, 1, 2} <= counts <= {0, 1, 2, 3}
    torn.write_bytes(whole[: len(whole) - 60])
    opened = open_source(torn)
    assert len(list(opened.pages)) == 2
    assert opened.notes == ["torn.warc: its end is torn; it was read up to there (whole records: 5)."]


def test_garbage_after_a_record_is_a_torn_tail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_warc(tmp_path / "a.warc", {})
    path.write_bytes(path.read_bytes() + b"\x00\xff garbage\r\nmore")
    opened = open_source(path)
    assert len(list(opened.pages)) == 1
    assert "torn" in opened.notes[0]
    assert capsys.readouterr().err == ""


def test_a_gzip_file_in_one_piece_is_read_too(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", {"url": f"{URL}/1"}, {"url": f"{URL}/2"})
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert [page.url for page in _pages(path)] == [f"{URL}/1", f"{URL}/2"]


def test_images_and_other_schemes_are_left_out(tmp_path: Path) -> None:
    path = write_warc(
        tmp_path / "a.warc",
        {"body": b"\x89PNG", "headers": [("Content-Type", "image/png")]},
        {"url": "dns:photos.example"},
        {"status": 304, "body": b""},
        {},
    )
    assert [page.body for page in _pages(path)] == [BODY]


def test_an_address_in_an_archive_moves_no_cursor(tmp_path: Path) -> None:
    file = write_warc(tmp_path / "any.warc", {})
    file.write_bytes(file.read_bytes().replace(b"api/mira\r\n", b"api/mi \x1b[2Jra\r\n"))
    done = run("read", file)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
