"""Answers inside another JSON, as words, or in the page that a browser shows them in."""

from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.sources import open_source
from storage.facts import Block, Fact, Profile
from tests.own_files import facts_of, reading_of, save

_CHANNEL = {
    "kind": "youtube#channelListResponse",
    "items": [
        {
            "kind": "youtube#channel", "id": "UC" + "a" * 22,
            "snippet": {"title": "Mira & Co </3", "customUrl": "@miralind", "description": "ink"},
            "statistics": {"subscriberCount": "4600", "videoCount": "12", "hiddenSubscriberCount": False},
        }
    ],
}  # fmt: skip
_USER = {"username": "mira.lind", "pk": "42", "full_name": "Mira", "follower_count": 4600, "biography": "pots"}
_TEXT = orjson.dumps(_CHANNEL).decode()
_SHOWN = (
    '<html><head><meta name="color-scheme" content="light dark"></head><body><pre style="a">{}</pre>{}</body></html>'
)


def _told(facts: list[Fact]) -> list[tuple[str, str, int | None]]:
    return [(fact.network, fact.handle, fact.followers) for fact in facts if isinstance(fact, Profile)]


def _read(folder: Path, text: str | bytes, name: str = "a.json") -> list[tuple[str, str, int | None]]:
    return _told(facts_of(save(folder / name, text)))


@pytest.mark.parametrize(
    "value",
    [
        {"response": _CHANNEL},
        {"status": "ok", "result": {"data": _CHANNEL}},
        {"statusCode": 200, "headers": {}, "body": _TEXT},
        [{"url": "https://api.example/1", "responseBody": _TEXT}],
        {"https://api.example/youtube": _CHANNEL},
    ],
)
def test_an_answer_that_another_carries_is_read(tmp_path: Path, value: Any) -> None:
    assert _read(tmp_path, orjson.dumps(value)) == [("youtube", "miralind", 4600)]


def test_answers_of_several_networks_that_a_program_caught_are_each_read(tmp_path: Path) -> None:
    caught = [
        {"url": "https://www.instagram.com/api/v1/users/42/info/", "status": 200, "body": {"user": _USER}},
        {"url": "https://www.googleapis.com/youtube/v3/channels", "status": 200, "body": _TEXT},
        {"url": "https://assets.example/a.js", "status": 200, "body": "let a = 1"},
    ]
    told = _read(tmp_path, orjson.dumps({"pages": 1, "data": caught}))
    assert told == [("instagram", "mira.lind", 4600), ("youtube", "miralind", 4600)]


def _charles(host: str, path: str, body: dict[str, str]) -> dict[str, Any]:
    response = {"status": 200, "mimeType": "application/json", "header": {"headers": []}, "body": body}
    asked: dict[str, Any] = {"header": {"headers": []}}
    return {"status": "COMPLETE", "host": host, "path": path, "request": asked, "response": response}


def test_a_session_of_charles_is_its_answers(tmp_path: Path) -> None:
    packed = b64encode(orjson.dumps({"user": _USER})).decode()
    session = [
        _charles("i.instagram.com", "/api/v1/users/42/info/", {"encoding": "base64", "encoded": packed}),
        _charles("www.googleapis.com", "/youtube/v3/channels", {"text": _TEXT, "charset": "UTF-8"}),
        _charles("i.instagram.com", "/api/v1/a/", {"text": '{"message": "login_required", "status": "fail"}'}),
    ]
    facts = facts_of(save(tmp_path / "a.chlsj", orjson.dumps(session)))
    assert _told(facts) == [("instagram", "mira.lind", 4600), ("youtube", "miralind", 4600)]
    assert [(fact.kind, fact.url) for fact in facts if isinstance(fact, Block)] == [
        ("login_wall", "https://i.instagram.com/api/v1/a/")
    ]


def test_requests_beside_their_answers_are_read(tmp_path: Path) -> None:
    caught = {"requests": [{"request": {"url": "https://a.example/"}, "response": {"status": 200, "body": _CHANNEL}}]}
    assert _read(tmp_path, orjson.dumps(caught)) == [("youtube", "miralind", 4600)]


def test_what_nobody_knows_within_a_json_is_told_so(tmp_path: Path) -> None:
    reading = reading_of(save(tmp_path / "a.json", orjson.dumps({"data": {"weather": [{"body": "{}"}]}})))
    assert list(reading.facts()) == []
    assert [name for name, _ in reading.unclaimed] == ["a.json"]


@pytest.mark.parametrize(
    "text", [orjson.dumps(_TEXT).decode(), f"export default {_TEXT};", f"export const a = {_TEXT}"]
)
def test_an_answer_as_words_or_in_a_module_is_read(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text) == [("youtube", "miralind", 4600)]


@pytest.mark.parametrize(
    "page",
    [
        _SHOWN.format(escape(_TEXT, quote=False), '<div class="json-formatter-container"></div>'),
        f'<html dir="ltr"><head></head><body><div id="c"><div id="json">{escape(_TEXT)}</div></div></body></html>',
        f"<html><head></head><body>{escape(_TEXT, quote=False)}</body></html>",
    ],
)
def test_an_answer_in_the_page_that_a_browser_shows_it_in_is_read(tmp_path: Path, page: str) -> None:
    assert _read(tmp_path, page, "a.html") == [("youtube", "miralind", 4600)]
    singled = page.replace("<html", "<!DOCTYPE html> <html", 1)
    assert _read(tmp_path, singled, "b.html") == [("youtube", "miralind", 4600)]


@pytest.mark.parametrize("body", ["<pre>{% block a %}</pre>", "<pre>[1, 2</pre>", "{}" * 9])
def test_a_page_with_brackets_in_it_stays_a_page(tmp_path: Path, body: str) -> None:
    path = save(tmp_path / "a.html", f"<html><head></head><body>{body}</body></html>")
    assert open_source(path).kind == "html"


def test_utf_16_without_its_mark_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, _TEXT.encode("utf-16-le")) == [("youtube", "miralind", 4600)]
