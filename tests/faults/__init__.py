"""A raw server for each class of fault, all in one thread: bytes, pauses and torn connections as declared."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

# Bytes are sent, a number is a pause in seconds, "close" ends and "reset" tears the connection, "hang" falls silent.
Play = Sequence[bytes | float | Literal["close", "reset", "hang"]]
HANG_S = 60.0
FOREVER = 40_000  # pieces of an endless answer


@dataclass(frozen=True)
class Fault:
    """What a host does when it is asked for a hashtag's posts, and what the crawl must make of it.

    ``plays`` are the answers to the first, second, … request (the last one again and again). ``outcome`` is facts,
    empty, unreadable, fault (nothing of HTTP came: its host is left alone), or the kind of a block. ``words`` must
    stand in what is told; ``asked`` is how often it may be asked at most.
    """

    name: str
    plays: Sequence[Play]
    outcome: str
    words: str = ""
    asked: int = 3


@dataclass
class Host:
    """One port of loopback with one fault, and how often it was asked for posts."""

    fault: Fault
    port: int = 0
    asked: int = 0
    paths: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers one request, then closes."""
        # A task that ends as cancelled would be reported as an error of the server's own.
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1].decode("latin-1")
            self.paths.append(path)
            if "/timelines/tag/" in path:
                play = self.fault.plays[min(self.asked, len(self.fault.plays) - 1)]
                self.asked += 1
            else:
                play = [b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"]
            for step in play:
                if isinstance(step, bytes):
                    writer.write(step)
                    await writer.drain()
                elif step == "hang":
                    await asyncio.sleep(HANG_S)
                elif step == "reset":
                    writer.transport.abort()
                    return
                elif isinstance(step, float):
                    await asyncio.sleep(step)
        with suppress(ConnectionError, asyncio.CancelledError):
            writer.close()
            await writer.wait_closed()


@contextmanager
def run_faults(faults: Sequence[Fault]) -> Iterator[list[Host]]:
    """A host for each fault, on free ports of loopback, until the block ends."""
    hosts = [Host(fault) for fault in faults]
    loop = asyncio.new_event_loop()
    servers: list[asyncio.Server] = []

    async def listen() -> None:
        for host in hosts:
            servers.append(await asyncio.start_server(host.serve, "127.0.0.1", 0))
            host.port = servers[-1].sockets[0].getsockname()[1]

    loop.run_until_complete(listen())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield hosts
    finally:
        asyncio.run_coroutine_threadsafe(_end(servers), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(servers: Sequence[asyncio.Server]) -> None:
    for server in servers:
        server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
