"""The review page is private: token, cookie, Host, Origin, no script but its own, whatever a bio says."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.commands import nanoscout
from tests.review_server import Review, run_review

HOSTILE = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "'-alert(1)-'", "{{7*7}}",
    "</textarea><svg onload=alert(1)>", "\u202egnp.exe", "<a href='javascript:alert(1)'>x</a>", "&lt;script&gt;",
    "]]><script>alert(1)</script>", "<iframe srcdoc='<script>alert(1)</script>'>", "\x00\x1b[31m", "%s%n{0}",
]  # fmt: skip


def _person(number: int, words: str) -> dict[str, object]:
    return {
        "username": f"hostile.{number}",
        "full_name": words,
        "biography": f"{words} " * 3,
        "edge_followed_by": {"count": 4_000},
        "edge_follow": {"count": 300},
        "external_url": "javascript:alert(document.domain)",
        "category_name": words,
        "business_email": f"{words}@x.example",
    }


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Review]:
    folder = tmp_path_factory.mktemp("guard")
    people = [_person(number, words) for number, words in enumerate(HOSTILE)]
    (folder / "people.json").write_text(json.dumps(people))
    nanoscout("ingest", folder / "people.json", "--network", "instagram", "--database", folder / "x.db")
    with run_review(folder / "x.db") as running:
        yield running


@pytest.fixture
def client(review: Review) -> Iterator[httpx.Client]:
    """Somebody who came in by the entrance."""
    with closing(review.client()) as entered:
        yield entered


def test_only_who_has_the_address_comes_in(review: Review) -> None:
    with httpx.Client(base_url=review.url) as stranger:
        come_in(review, stranger)


def come_in(review: Review, stranger: httpx.Client) -> None:
    for path in ("/", "/who/instagram/hostile.0", "/accepted.csv", "/static/review.css", "/enter/wrong", "/enter/"):
        assert stranger.get(path).status_code == 403, path
    assert stranger.post("/answer", data={"network": "instagram"}).status_code == 403
    entered = stranger.get(review.entrance)
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert stranger.get("/").status_code == 200
    assert review.entrance.rpartition("/")[2] not in stranger.get("/").text


def test_with_what_the_browser_is_started_lets_in_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listed the processes of the machine came in by it as long as the page was served."""
    script, told = tmp_path / "browser", tmp_path / "told"
    script.write_text(f'#!/bin/sh\necho "$1" > {told}.part && mv {told}.part {told}\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{script} %s")
    with run_review(tmp_path / "x.db", "--open") as running:
        while not told.exists():
            time.sleep(0.01)
        address = told.read_text().strip()
        assert address != running.entrance
        with closing(running.client()) as mine, httpx.Client() as first, httpx.Client() as second:
            assert [one.get(address).status_code for one in (first, second)] == [303, 403]
            assert [one.get(f"{running.url}/").status_code for one in (mine, first, second)] == [200, 200, 403]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost", "[::1]", ""])
def test_another_name_for_this_machine_is_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 403


def test_other_sites_can_neither_read_nor_change(review: Review, client: httpx.Client) -> None:
    form = {"network": "instagram", "handle": "hostile.0", "answer": "accept"}
    own = {"Origin": review.url}
    for headers in (
        {}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": review.url.replace("http", "https")},
        {"Origin": review.url, "Sec-Fetch-Site": "cross-site"}, {"Origin": review.url + "0"},
    ):  # fmt: skip
        assert client.post("/answer", data=form, headers=headers).status_code == 403, headers
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/", headers={"Sec-Fetch-Site": "same-site"}).status_code == 403
    assert client.options("/answer", headers={"Origin": "http://evil.example"}).status_code == 403
    assert "access-control-allow-origin" not in client.get("/", headers=own).headers
    assert client.get("/?verdict=accept").text.count("<li class=") == 0, "something was changed"
    assert client.post("/answer", data=form, headers=own).status_code == 200
    client.post("/undo", data=form, headers=own)


@pytest.mark.parametrize("back", ["http://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"])
def test_the_way_back_never_leads_away(review: Review, client: httpx.Client, back: str) -> None:
    form = {"network": "instagram", "handle": "hostile.0", "answer": "later", "back": back}
    answer = client.post("/answer", data=form, headers={"Origin": review.url}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    client.post("/undo", data=form, headers={"Origin": review.url})


def test_every_answer_forbids_what_it_does_not_need(client: httpx.Client) -> None:
    paths = [
        "/",
        "/who/instagram/hostile.0",
        "/compare",
        "/nowhere",
        "/who/instagram/nobody",
        "/?after=x",
        "/static/review.js",
    ]
    for path in paths:
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["..%2f..%2fpyproject.toml", "%2e%2e/app.py", "/etc/passwd", "../app.py"])
def test_no_path_leads_out_of_the_static_files(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/static/{path}")
    assert answer.status_code in (404, 405)
    assert "import" not in answer.text


def test_a_stranger_s_words_are_words_in_every_slot(client: httpx.Client) -> None:
    pages = [client.get("/").text]
    pages += [client.get(f"/who/instagram/hostile.{number}").text for number in range(len(HOSTILE))]
    pages.append(client.get("/compare?who=instagram/hostile.0&who=instagram/hostile.1&who=instagram/hostile.9").text)
    pages += [client.get(f"/?q={quote(words)}").text for words in HOSTILE]
    pages += [
        client.get(f"/?{name}={quote(words)}").text
        for words in HOSTILE
        for name in ("place", "niche", "from", "verdict")
    ]
    for text in pages:
        found = _Markup()
        found.feed(text)
        assert not found.names & _NEVER
        assert not [name for name in found.attributes if name.startswith("on") or name in ("style", "srcdoc")]
        assert all(address.startswith(("/", "#main", "https://www.instagram.com/")) for address in found.addresses)
        assert found.scripts == 1
        assert "49" not in re.findall(r"<h1[^>]*>([^<]*)</h1>", text)


# What a profile would have to smuggle in to do any harm; the page itself has none of them.
_NEVER = frozenset({"img", "iframe", "object", "embed", "base", "style", "textarea", "video", "audio", "foreignobject"})


class _Markup(HTMLParser):
    """What a browser would see of a page: its elements, attributes and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction")]
        self.scripts += tag == "script"


def test_bad_addresses_and_forms_are_answered_in_words(review: Review, client: httpx.Client) -> None:
    own = {"Origin": review.url}
    assert client.get("/who/instagram/nobody.here").status_code == 404
    assert "nobody.here" in client.get("/who/instagram/nobody.here").text
    assert client.get(f"/who/instagram/{'a' * 60_000}").status_code == 404
    assert client.get("/?after=many").status_code == 422
    assert client.post("/answer", data={"network": "instagram"}, headers=own).status_code == 422
    form = {"network": "instagram", "handle": "nobody.here", "answer": "accept"}
    assert client.post("/answer", data=form, headers=own).status_code == 404
    odd = client.get("/?from=ten&to=-5&engagement=nan&sure=1e99&country=ZZZ&followers=abc&niche=beetles&language=de")
    assert odd.status_code == 200
    for words in (
        "followers from “ten” is no number", "followers to “-5” is no number", "engagement “nan” is no percentage",
        "sure “1e99” is no percentage",
        "country “ZZZ” is not known here: write two capitals", "“followers” is no filter",
        "niche “beetles” is not known here: there are beauty, fashion",
    ):  # fmt: skip
        assert words in odd.text
    assert odd.text.count("Not understood: ") == 7
    good = (
        "/?q=bread&from=1,000&to=9000&engagement=2,5&sure=50&country=GB&contact=email&verdict=open&talk=none&network="
    )
    assert "Not understood" not in client.get(good).text
    shouted = {"network": "instagram", "handle": "HOSTILE.1", "answer": "accept"}
    answers = {"Accept": "application/json", **own}
    assert client.post("/answer", data=shouted, headers=answers).json()["counts"] == {"accept": 1}
    assert "Accepted on" in client.get("/who/instagram/HOSTILE.1").text, (
        "an answer is kept under the account's own name"
    )
    assert client.post("/undo", data={**shouted, "handle": "hostile.1"}, headers=answers).json()["counts"] == {}
