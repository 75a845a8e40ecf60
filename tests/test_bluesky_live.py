"""A whole crawl of Bluesky over loopback: keyless, then with an app password, then replayed from its recording."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.commands import nanoscout, nanoscout_json
from tests.fixture_pages import FIXTURES

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkaWQifQ.c2lnbmF0dXJl"
_ANSWERS = {
    "app.bsky.actor.searchActors": "search-actors",
    "app.bsky.actor.getProfile": "profile",
    "app.bsky.actor.getProfiles": "profiles",
    "app.bsky.feed.getAuthorFeed": "author-feed",
    "app.bsky.graph.getFollows": "follows",
    "app.bsky.feed.searchPosts": "search-posts",
}


class _Server(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []  # noqa: RUF012  (one server at a time)

    def do_GET(self) -> None:
        name = urlsplit(self.path).path.rpartition("/")[2]
        self.asked.append((self.command, self.path, self.headers.get("Authorization", "")))
        case = _ANSWERS.get(name)
        if case is None:
            self._send(404 if name == "robots.txt" else 200, b"{}")
            return
        body = json.loads((FIXTURES / "bluesky" / case / "body.json").read_bytes())
        body.pop("cursor", None)
        self._send(200, json.dumps(body).encode())

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.command, self.path, said["password"]))
        answer = {"did": "did:plc:me", "handle": said["identifier"], "accessJwt": TOKEN, "refreshJwt": TOKEN}
        self._send(200, json.dumps(answer).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the test looks at what was asked."""


@contextmanager
def run_bluesky() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    Thread(target=server.serve_forever, daemon=True).start()
    _Server.asked.clear()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_hashtag_is_crawled_and_replayed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, recording = tmp_path / "x.db", tmp_path / "x.warc"
    with run_bluesky() as url:
        monkeypatch.setenv("NANOSCOUT_NETWORKS", json.dumps({"bluesky": {"appview": url, "pds": url}}))
        monkeypatch.setenv("NANOSCOUT_BLUESKY_HANDLE", "me.example")
        monkeypatch.setenv("NANOSCOUT_BLUESKY_APP_PASSWORD", "abcd-efgh")
        where = ["--network", "bluesky", "--database", database, "--seconds-between-requests", "0"]
        end = nanoscout_json("discover", "#fountainpens", *where, "--record", recording, "--max-requests", "40")
        assert end["state"] in ("finished", "budget")
        asked = list(_Server.asked)
    names = {urlsplit(path).path.rpartition("/")[2] for _, path, _ in asked}
    assert {*_ANSWERS, "com.atproto.server.createSession"} <= names
    searches = [(path, token) for _, path, token in asked if "searchPosts" in path]
    assert all(token == f"Bearer {TOKEN}" and TOKEN not in path for path, token in searches)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert TOKEN.encode() not in kept
    assert b"abcd-efgh" not in kept
    shown = nanoscout("rank", "--database", database, "--json")
    assert '"oda.bsky.example"' in shown or '"mira.bsky.example"' in shown

    monkeypatch.delenv("NANOSCOUT_BLUESKY_APP_PASSWORD")
    again = tmp_path / "again.db"
    end = nanoscout_json("discover", "--replay", recording, "--database", again)
    assert end["progress"]["pages"] > 0
    assert "mira.bsky.example" in nanoscout("rank", "--database", again, "--json")
