"""HAR files of several browsers: what becomes a page, what is left out, what is missing."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.sources import open_source
from storage.errors import MissingBodies

SITE = "https://photos.example"


def entry(url: str, body: str | None = "{}", **more: Any) -> dict[str, Any]:
    """One HAR entry of an invented browser."""
    content: dict[str, Any] = {"mimeType": more.pop("mime", "application/json"), "size": len(body or "x")}
    if body is not None:
        content["text"] = body
    headers = more.pop("asked", {})
    return {
        "startedDateTime": more.pop("time", "2026-11-20T10:11:12.123+01:00"),
        "request": {
            "method": more.pop("method", "GET"),
            "url": f"{SITE}{url}",
            "headers": [{"name": name, "value": value} for name, value in headers.items()],
            **({"postData": {"text": more.pop("posted")}} if "posted" in more else {}),
        },
        "response": {
            "status": more.pop("status", 200),
            "headers": [{"name": name, "value": value} for name, value in more.pop("headers", {}).items()],
            "redirectURL": more.pop("redirect", ""),
            "content": {**content, **more.pop("content", {})},
        },
        **more,
    }


def save_har(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "session.har"
    path.write_bytes(orjson.dumps({"log": {"version": "1.2", "entries": list(entries)}}))
    return path


def test_a_body_is_as_it_was_decoded_and_no_cookie_comes_along(tmp_path: Path) -> None:
    har = save_har(
        tmp_path,
        entry(
            "/api/mira",
            base64.b64encode('{"name": "Mira é"}'.encode()).decode(),
            content={"encoding": "base64"},
            asked={"Cookie": "sid=canary-1", "Authorization": "Bearer canary-2"},
            headers={
                "Content-Encoding": "br",
                "content-length": "4",
                "Transfer-Encoding": "chunked",
                "Set-Cookie": "sid=canary-3",
                "X-RateLimit-Remaining": "299",
            },
        ),
    )
    (page,) = open_source(har).pages
    assert page.json == {"name": "Mira é"}
    assert page.headers == {"content-type": "application/json", "x-ratelimit-remaining": "299"}
    assert page.time == datetime(2026, 11, 20, 9, 11, 12, 123_000, tzinfo=UTC)
    assert page.source == "har"
    assert "canary" not in repr(page)


def test_what_cannot_speak_of_people_is_left_out(tmp_path: Path) -> None:
    har = save_har(
        tmp_path,
        entry("/logo.svg", "<svg/>", mime="image/svg+xml"),
        entry("/app.js", "(function(){})()", mime="application/javascript"),
        entry("/style.css", "a{}", mime="text/css"),
        entry("/data", 'for (;;);{"a": 1}', mime="text/javascript; charset=utf-8"),
        entry("/data2", '{"a": 1}\n{"b": 2}', mime="application/x-javascript"),
        entry("/plain", '{"a": 1}', mime="text/plain"),
        entry("/words", "hello", mime="text/plain"),
        entry("/feed", "<rss/>", mime="application/rss+xml"),
        entry("/allowed", "", method="OPTIONS", status=204),
        entry("/given-up", None, status=0),
        entry("/favicon.ico", "", mime="text/html", status=404),
        entry("/picture", '{"a": 1}', _resourceType="image"),
    )
    assert [page.url.removeprefix(SITE) for page in open_source(har).pages] == ["/data", "/data2", "/plain", "/feed"]


def test_a_refusal_without_a_body_stays_a_page(tmp_path: Path) -> None:
    har = save_har(tmp_path, entry("/api/a", None, status=429, headers={"Retry-After": "60"}), entry("/api/b"))
    first, second = open_source(har).pages
    assert (first.status, first.body, first.header("retry-after")) == (429, b"", "60")
    assert second.status == 200


def test_the_document_is_that_of_the_pageref_else_the_referer(tmp_path: Path) -> None:
    har = save_har(
        tmp_path,
        entry("/mira/", "", pageref="p1", status=301, redirect="/en/mira/", _resourceType="document"),
        entry("/en/mira/", "<html></html>", mime="text/html", pageref="p1", _resourceType="document"),
        entry("/api/1", pageref="p1", _resourceType="fetch"),
        entry("/api/2", pageref="p1", _resourceType="xhr", asked={"Referer": f"{SITE}/"}),
        entry("/api/3", pageref="p1", _resourceType="xhr", asked={"referer": f"{SITE}/noor/#top"}),
        entry("/api/4", asked={"Referer": f"{SITE}/ines/"}),
        entry("/api/5"),
    )
    pages = list(open_source(har).pages)
    documents = {page.url.removeprefix(SITE): page.document for page in pages}
    assert documents == {
        "/en/mira/": None,
        "/api/1": f"{SITE}/en/mira/",
        "/api/2": f"{SITE}/en/mira/",
        "/api/3": f"{SITE}/noor/",
        "/api/4": f"{SITE}/ines/",
        "/api/5": None,
    }


def test_missing_bodies_are_named(tmp_path: Path) -> None:
    bare = [entry(f"/api/{n}?token=canary", None) for n in range(7)]
    with pytest.raises(MissingBodies) as caught:
        open_source(save_har(tmp_path, *bare))
    sentence = str(caught.value)
    assert f"{SITE}/api/0, {SITE}/api/1" in sentence
    assert "and 2 more" in sentence
    assert "with content" in sentence
    assert "canary" not in sentence


def test_some_missing_bodies_are_a_note(tmp_path: Path) -> None:
    opened = open_source(save_har(tmp_path, entry("/api/1", None), entry("/api/2"), entry("/none", None, status=204)))
    assert [page.url for page in opened.pages] == [f"{SITE}/api/2"]
    (note,) = opened.notes
    assert note.startswith(f"session.har: 1 entry holds no body and could not be read ({SITE}/api/1)")


def test_a_har_without_entries_is_a_har(tmp_path: Path) -> None:
    opened = open_source(save_har(tmp_path))
    assert (opened.kind, list(opened.pages), opened.notes) == ("har", [], [])


def test_bodies_beside_the_har_are_found_and_others_refused(tmp_path: Path) -> None:
    (tmp_path / "abc.json").write_text('{"a": 1}')
    (tmp_path.parent / "outside.json").write_text('{"secret": 1}')
    har = save_har(
        tmp_path,
        entry("/api/1", None, content={"_file": "abc.json"}),
        entry("/api/2", None, content={"_file": "../outside.json"}),
    )
    opened = open_source(har)
    assert [page.json for page in opened.pages] == [{"a": 1}]
    assert "/api/2" in opened.notes[0]


def test_odd_entries_do_not_hurt(tmp_path: Path) -> None:
    odd: list[Any] = [
        None,
        {},
        {"request": 1, "response": 2},
        {"request": {"url": "data:text/html,x"}, "response": {"status": 200}},
        {"request": {"url": f"{SITE}/a"}, "response": {"status": "200", "content": 3}},
        {
            "request": {"url": f"{SITE}/b", "headers": {"a": 1}},
            "response": {"status": 404, "headers": [1, {"name": 2}]},
        },
    ]
    assert [page.url for page in open_source(save_har(tmp_path, *odd)).pages] == [f"{SITE}/b"]


def test_a_posted_body_is_kept_for_matching(tmp_path: Path) -> None:
    (page,) = open_source(save_har(tmp_path, entry("/graphql", method="POST", posted="doc_id=1&n=2"))).pages
    assert (page.method, page.request_body) == ("POST", b"doc_id=1&n=2")


def test_a_frame_is_a_part_where_no_resource_type_tells(tmp_path: Path) -> None:
    har = save_har(
        tmp_path,
        entry("/mira/", "<html></html>", mime="text/html", pageref="p1"),
        entry("/frame", "<html></html>", mime="text/html", pageref="p1", asked={"Referer": f"{SITE}/mira/"}),
    )
    pages = list(open_source(har).pages)
    assert [page.document for page in pages] == [None, f"{SITE}/mira/"]
