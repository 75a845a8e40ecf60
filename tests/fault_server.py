"""A server on loopback that refuses, stalls and lies as it is told, and writes down when it was asked what."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

HANG_S = 30.0  # longer than any test waits
TAG = "discoverunder10k"


@dataclass(frozen=True)
class Reply:
    """What is sent back: an answer, or (``fault``) silence ("hang") or a torn connection ("reset")."""

    status: int = 200
    body: bytes = b"[]"
    headers: tuple[tuple[str, str], ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Request:
    """One request as it came: its path with the query, its headers (lower case), and when (seconds, monotonic)."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class FaultServer:
    """``answer`` is asked for every request but those of robots.txt, which get ``robots``."""

    answer: Callable[[Request], Reply]
    robots: Reply = field(default_factory=lambda: Reply(404, b""))
    robots_after: float = 0.0
    port: int = 0
    log: list[Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked(self, part: str = "/api/") -> list[Request]:
        """The requests whose path holds this, in order of arrival."""
        return [request for request in self.log if part in request.path]

    def gaps(self, part: str = "/api/") -> list[float]:
        """Seconds between the arrivals of such requests."""
        times = [request.at for request in self.asked(part)]
        return [later - earlier for earlier, later in pairwise(times)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._answer_all(reader, writer)
        finally:  # also where the server ends while somebody is still connected
            if writer.transport is not None:
                writer.transport.abort()

    async def _answer_all(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            request = Request(head[0].split(" ")[1], headers, time.monotonic())
            self.log.append(request)
            if request.path == "/robots.txt":
                await asyncio.sleep(self.robots_after)
                reply = self.robots
            else:
                reply = self.answer(request)
            if reply.fault:
                await asyncio.sleep(HANG_S if reply.fault == "hang" else 0)
                break
            lines = [f"HTTP/1.1 {reply.status} Said", *(f"{name}: {value}" for name, value in reply.headers)]
            if not any(name == "Content-Type" for name, _ in reply.headers):
                lines.append("Content-Type: application/json; charset=utf-8")
            lines += [f"Content-Length: {len(reply.body)}", "", ""]
            writer.write("\r\n".join(lines).encode() + reply.body)
            await writer.drain()


@contextmanager
def run_server(
    answer: Callable[[Request], Reply], robots: Reply | None = None, *, host: str = "127.0.0.1", port: int = 0
) -> Iterator[FaultServer]:
    """Serves on a port of loopback (by default a free one) until the block ends."""
    server = FaultServer(answer, robots or Reply(404, b""))
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(server._serve, host, port))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(listening.close)
        asyncio.run_coroutine_threadsafe(_end(), loop).result(timeout=5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def said(value: Any, status: int = 200, **headers: str) -> Reply:
    """An answer in JSON; ``retry_after="3"`` is the header Retry-After."""
    named = tuple((name.replace("_", "-").title(), text) for name, text in headers.items())
    return Reply(status, json.dumps(value).encode(), named)


def account(server_url: str, name: str, followers: int = 4_000) -> dict[str, Any]:
    """An invented account as a server of the Mastodon family tells it; its id is made of its name."""
    return {
        "id": str(int.from_bytes(name.encode()[:6], "big")), "username": name, "acct": name,
        "display_name": name.title(), "locked": False, "bot": False, "created_at": "2024-01-01T00:00:00.000Z",
        "note": f"<p>I am {name}</p>", "url": f"{server_url}/@{name}", "uri": f"{server_url}/users/{name}",
        "avatar": "", "followers_count": followers, "following_count": 0, "statuses_count": 1, "fields": [],
        "emojis": [],
    }  # fmt: skip


def status(server_url: str, name: str, number: int = 1) -> dict[str, Any]:
    """An invented post of such an account, with the hashtag."""
    key = f"{int.from_bytes(name.encode()[:6], 'big')}{number:03}"
    return {
        "id": key, "created_at": "2026-11-12T10:00:00.000Z", "in_reply_to_id": None, "sensitive": False,
        "spoiler_text": "", "visibility": "public", "language": "en", "uri": f"{server_url}/s/{key}",
        "url": f"{server_url}/@{name}/{key}", "replies_count": 1, "reblogs_count": 1, "favourites_count": 40,
        "content": f"<p>Note {number} #{TAG}</p>", "reblog": None, "account": account(server_url, name),
        "media_attachments": [], "mentions": [], "emojis": [],
        "tags": [{"name": TAG, "url": f"{server_url}/tags/{TAG}"}],
    }  # fmt: skip


def small_world(people: tuple[str, ...], origin: Callable[[], str]) -> Callable[[Request], Reply]:
    """Answers as an instance where these people post the hashtag and follow nobody."""

    def answer(request: Request) -> Reply:
        path, _, query = request.path.partition("?")
        if path == "/api/v2/instance":
            return said({"domain": urlsplit(origin()).netloc, "version": "4.5.0", "configuration": {}})
        if path == f"/api/v1/timelines/tag/{TAG}":
            return said([status(origin(), name) for name in people])
        if path == "/api/v1/accounts/lookup":
            name = query.removeprefix("acct=").partition("@")[0]
            return said(account(origin(), name)) if name in people else said({"error": "Record not found"}, 404)
        if path.endswith(("/statuses", "/following", "/endorsements")):
            owner = next((n for n in people if account(origin(), n)["id"] in path), None)
            return said([status(origin(), owner)] if owner and path.endswith("/statuses") else [])
        return said({"error": "Record not found"}, 404)

    return answer
