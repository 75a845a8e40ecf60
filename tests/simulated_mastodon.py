"""A simulated Mastodon-like server on loopback: many invented accounts, and a count of who asked what."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.picture_server import drawn

TAG = "discoverunder10k"
POSTS = 4
STEPS = (1, 7, 31, 97, 211)  # whom an account follows, so that a few steps reach everybody


class Simulation:
    """``size`` accounts, each following five others; the first ``tagged`` of them post the hashtag."""

    def __init__(self, size: int, tagged: int, delay: float) -> None:
        self.size, self.tagged, self.delay = size, tagged, delay
        self.host = ""
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def name(self, number: int) -> str:
        return f"person_{number % self.size:04}"

    def account(self, number: int) -> dict[str, Any]:
        name = self.name(number)
        return {
            "id": str(1000 + number % self.size), "username": name, "acct": name, "display_name": name.title(),
            "locked": False, "bot": False, "created_at": "2024-01-01T00:00:00.000Z", "note": f"<p>I am {name}</p>",
            "url": f"http://{self.host}/@{name}", "uri": f"http://{self.host}/users/{name}", 
            "avatar": f"http://{self.host}/avatar.jpg",
            "followers_count": 1_000 + 29 * (number % self.size % 300), "following_count": len(STEPS),
            "statuses_count": POSTS,
            "fields": [], "emojis": [],
        }  # fmt: skip

    def status(self, number: int, post: int) -> dict[str, Any]:
        key = str(500_000 + (number % self.size) * 10 + post)
        return {
            "id": key, "created_at": f"2026-11-{10 + post:02}T10:00:00.000Z", "in_reply_to_id": None,
            "sensitive": False, "spoiler_text": "", "visibility": "public", "language": "en", "uri": f"http://{self.host}/s/{key}",
            "url": f"http://{self.host}/@{self.name(number)}/{key}", "replies_count": post, "reblogs_count": 1,
            "favourites_count": 20 + post, "content": f"<p>Note {post} #{TAG}</p>", "reblog": None,
            "account": self.account(number), "media_attachments": [], "mentions": [], "emojis": [],
            "tags": [{"name": TAG, "url": f"http://{self.host}/tags/{TAG}"}],
        }  # fmt: skip

    def answer(self, path: str, query: dict[str, list[str]]) -> Any:
        if path == f"/api/v1/timelines/tag/{TAG}":
            return [self.status(number, 1) for number in range(self.tagged)]
        if path == "/api/v1/accounts/lookup":
            name = query["acct"][0].partition("@")[0]
            number = int(name.removeprefix("person_"))
            return self.account(number) if name == self.name(number) else None
        parts = path.strip("/").split("/")
        if len(parts) == 5 and parts[:3] == ["api", "v1", "accounts"]:
            number = int(parts[3]) - 1000
            if parts[4] == "statuses":
                return [self.status(number, post) for post in range(POSTS)]
            if parts[4] == "following":
                return [self.account(number + step) for step in STEPS]
        return None


@contextmanager
def run_simulation(size: int = 200, tagged: int = 20, delay: float = 0.01) -> Iterator[Simulation]:
    """Serves a simulation on a free port of loopback until the block ends."""
    simulation = Simulation(size, tagged, delay)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path != "/robots.txt":
                with simulation.lock:
                    simulation.asked[self.path] += 1
            sleep(simulation.delay)
            found = simulation.answer(parts.path, parse_qs(parts.query))
            body = json.dumps({"error": "Record not found"} if found is None else found).encode()
            if parts.path == "/avatar.jpg":
                found = body = drawn()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Says nothing of clients that were killed."""

    server = Server(("127.0.0.1", 0), Handler)
    simulation.host = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield simulation
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
