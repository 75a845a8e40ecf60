"""Answers in their wrapping: the head of a response, a cassette, words inside another JSON."""

import base64
import gzip
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from crawler.sources import open_source
from storage.errors import UnreadableFile
from tests.opened import pages_of

_PROFILE = b'{"data": {"user": {"username": "mira.lind"}}}'
_HTML = "<!DOCTYPE html><html><head><title>Mira</title></head><body>hello</body></html>"
_HEAD = b"HTTP/2 200 \r\ndate: Fri, 20 Nov 2026 10:11:12 GMT\r\nset-cookie: sessionid=tell-nobody\r\nserver: it\r\n\r\n"


def _saved(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


@pytest.mark.parametrize(
    "body",
    [
        _HEAD + _PROFILE,
        (_HEAD + _PROFILE).replace(b"\r\n", b"\n"),
        b"HTTP/1.1 301 Moved\r\nlocation: https://photos.example/\r\n\r\n" + _HEAD + _PROFILE,
        _HEAD + b"%x\r\n%b\r\n0\r\n\r\n" % (len(_PROFILE), _PROFILE),
        _HEAD + gzip.compress(_PROFILE),
    ],
)
def test_the_head_of_a_response_is_taken_off(tmp_path: Path, body: bytes) -> None:
    (page,) = pages_of(_saved(tmp_path, "mira.json", body))
    assert (page.body, page.status, page.url) == (_PROFILE, 200, "mira.json")
    assert page.time == datetime(2026, 11, 20, 10, 11, 12, tzinfo=UTC)
    assert "server" in page.headers
    assert "set-cookie" not in page.headers


def test_a_response_that_refuses_keeps_its_status(tmp_path: Path) -> None:
    (page,) = pages_of(_saved(tmp_path, "mira.txt", b"HTTP/1.1 429 Too Many Requests\nretry-after: 60\n\n{}"))
    assert (page.status, page.body) == (429, b"{}")


@pytest.mark.parametrize("key", ["http_interactions", "interactions"])
def test_a_cassette_is_its_answers(tmp_path: Path, key: str) -> None:
    packed = {"base64_string": base64.b64encode(gzip.compress(_PROFILE)).decode()}
    cassette = {
        key: [
            {
                "request": {"uri": "https://photos.example/m", "headers": {"authorization": ["Bearer tell-nobody"]}},
                "response": {
                    "status": {"code": 200},
                    "headers": {"Date": ["Fri, 20 Nov 2026 10:11:12 GMT"], "Content-Type": ["application/json"]},
                    "body": body,
                },
            }
            for body in ({"string": _PROFILE.decode()}, _PROFILE.decode(), packed, {"string": ""})
        ]
    }
    pages = list(pages_of(_saved(tmp_path, "mira.json", orjson.dumps(cassette))))
    assert [page.body for page in pages] == [_PROFILE] * 3
    assert {page.url for page in pages} == {"https://photos.example/m"}
    assert {page.time for page in pages} == {datetime(2026, 11, 20, 10, 11, 12, tzinfo=UTC)}


_ASKED = {"url": "https://photos.example/m", "method": "get", "headers": {"authorization": "Bearer tell-nobody"}}

_USER = {"data": {"user": {"username": "mira.lind"}}}
_HEX = gzip.compress(_PROFILE).hex()


@pytest.mark.parametrize(
    "value",
    [
        [{"request": _ASKED, "response": {"status_code": ["HTTP/1.1", 200, "OK"], "body": _PROFILE.decode()}}],
        {"request": _ASKED, "response": {"status": 200, "jsonBody": _USER}},
        {"mappings": [{"request": _ASKED, "response": {"status": 200, "body": _PROFILE.decode()}}]},
        [{"scope": "https://photos.example:443", "path": "/m", "status": 200, "response": [_HEX]}],
        [{"scope": "https://photos.example:443", "path": "/m", "response": _USER}],
        {"request": _ASKED, "response": {"responseCode": 200, "responseBody": _PROFILE.decode()}},
        {
            "info": {"name": "photos"},
            "item": [{"name": "people", "item": [{
                "request": {"url": "https://photos.example/you"},
                "response": [{
                    "originalRequest": {"url": {"raw": "https://photos.example/m"}},
                    "code": 200,
                    "header": [{"key": "Content-Type", "value": "application/json"}],
                    "body": _PROFILE.decode(),
                }],
            }]}],
        },
    ],
    ids=["exvcr", "wiremock", "wiremock-mappings", "nock-packed", "nock", "newpipe", "postman"],
)  # fmt: skip
def test_other_recordings_are_their_answers(tmp_path: Path, value: object) -> None:
    (page,) = pages_of(_saved(tmp_path, "mira.json", orjson.dumps(value)))
    assert (page.url, page.status, orjson.loads(page.body)) == (
        "https://photos.example/m",
        200,
        orjson.loads(_PROFILE),
    )


_PACKED = base64.b64encode(gzip.compress(_PROFILE)).decode()
_TOLD = """
    headers:
      Date:
      - Fri, 20 Nov 2026 10:11:12 GMT
      Set-Cookie:
      - tell-nobody
"""


@pytest.mark.parametrize(
    "text",
    [
        "---\nhttp_interactions:\n- request: {uri: https://photos.example/m}\n  response:\n    status:\n      code: 200"
        f"{_TOLD}    body:\n      encoding: UTF-8\n      string: '{_PROFILE.decode()}'\n",
        "interactions:\n- request:\n    uri: https://photos.example/m\n  response:\n    status: {code: 200}"
        f"{_TOLD}    body:\n      string: !!binary |\n        {_PACKED}\nversion: 1\n",
        "---\nversion: 1\ninteractions:\n- request: {url: https://photos.example/m}\n  response:\n    status: 200 OK"
        f"\n    code: 200{_TOLD}    body: '{_PROFILE.decode()}'\n",
        "--- \n- !ruby/struct:VCR::HTTPInteraction \n  request: !ruby/struct:VCR::Request \n    method: :get\n"
        "    uri: https://photos.example/m\n  response: !ruby/struct:VCR::Response \n    status: !ruby/struct:VCR::"
        f"ResponseStatus \n      code: 200{_TOLD}    body: '{_PROFILE.decode()}'\n",
    ],
    ids=["vcr", "vcrpy", "go-vcr", "vcr-1"],
)
def test_a_cassette_in_yaml_is_its_answers(tmp_path: Path, text: str) -> None:
    (page,) = pages_of(_saved(tmp_path, "mira.yml", text.encode()))
    assert (page.url, page.status, page.body) == ("https://photos.example/m", 200, _PROFILE)
    assert page.time == datetime(2026, 11, 20, 10, 11, 12, tzinfo=UTC)
    assert "set-cookie" not in page.headers


def test_a_cassette_that_holds_itself_ends(tmp_path: Path) -> None:
    text = b"interactions:\n- request: {uri: https://photos.example/m}\n  response:\n    body: &all {string: [*all]}\n"
    assert list(pages_of(_saved(tmp_path, "mira.yml", text))) == []


def test_a_damaged_cassette_is_no_list_of_people(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        open_source(_saved(tmp_path, "mira.yml", b"interactions:\n- request: {uri: 'https://photos.example/m"))


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ({"html": _HTML}, "mira.json#1"),
        ({"url": "https://photos.example/m", "html": _HTML, "js": "var a;" * 20}, "https://photos.example/m"),
        ([{"url": "https://photos.example/m", "html": _HTML}], "https://photos.example/m"),
        ({"data": {"rawHtml": _HTML, "metadata": {"sourceURL": "https://photos.example/m"}}}, "https://photos.example/m"),
        ({"results": [{"content": _HTML, "url": "https://photos.example/m"}]}, "https://photos.example/m"),
    ],
)  # fmt: skip
def test_a_page_that_is_words_of_a_json_is_read_as_a_page(tmp_path: Path, value: object, address: str) -> None:
    (page,) = pages_of(_saved(tmp_path, "mira.json", orjson.dumps(value)))
    assert (page.body, page.url) == (_HTML.encode(), address)


def test_of_a_page_and_its_embed_the_longer_is_read(tmp_path: Path) -> None:
    value = {"url": "https://photos.example/m", "embed_html": "<html></html>", "watch_html": _HTML}
    assert [page.text for page in pages_of(_saved(tmp_path, "mira.json", orjson.dumps(value)))] == [_HTML]


@pytest.mark.parametrize(
    "value",
    [
        {"html": "<blockquote>a post</blockquote>", "author_url": "https://photos.example/m"},
        {"post": "how I begin a page: " + _HTML},
        {"posts": [{"text": "a long day " * 200}], "template": _HTML},
    ],
)
def test_an_answer_that_quotes_markup_stays_an_answer(tmp_path: Path, value: object) -> None:
    assert open_source(_saved(tmp_path, "mira.json", orjson.dumps(value))).kind == "json"
