"""A host of pictures on loopback: drawn ones, and everything that a host may send in place of one."""

import struct
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

ROBOTS = "User-agent: *\nDisallow: /private/\n"


@cache
def drawn(
    hue: int = 30, *, seed: int = 1, kind: str = "JPEG", size: tuple[int, int] = (640, 480), blur: int = 0
) -> bytes:
    """Shapes in shades of one colour (``hue`` 0–359), as a file of that kind."""
    dice = Random(f"{hue}/{seed}")
    image = Image.new("RGB", size, f"hsl({hue}, 45%, 60%)")
    pen = ImageDraw.Draw(image)
    for _ in range(400):
        x, y, wide = dice.randint(0, size[0]), dice.randint(0, size[1]), dice.randint(4, 40)
        shade = f"hsl({(hue + dice.randint(-12, 12)) % 360}, {dice.randint(30, 60)}%, {dice.randint(25, 80)}%)"
        pen.ellipse((x, y, x + wide, y + wide), fill=shade)
    file = BytesIO()
    image.filter(ImageFilter.GaussianBlur(blur)).save(file, kind)
    return file.getvalue()


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few hundred kilobytes that unpacks to gigabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    line = bytes(1 + width)
    rows = b"".join(packer.compress(line) for _ in range(height // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class PictureHost:
    """``answers`` by path: (status, headers, body); ``asked`` counts who was asked for."""

    def __init__(self, answers: dict[str, tuple[int, dict[str, str], bytes]]) -> None:
        self.answers = answers
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.url = ""


@contextmanager
def run_pictures(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[PictureHost]:
    """Serves these answers on a free port of loopback until the block ends."""
    host = PictureHost(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name
            path = self.path.partition("?")[0]
            host.asked[path] += 1
            host.agents.add(self.headers.get("User-Agent", ""))
            missing: tuple[int, dict[str, str], bytes] = (404, {}, b"")
            robots: tuple[int, dict[str, str], bytes] = (200, {}, ROBOTS.encode())
            status, headers, body = host.answers.get(path, robots if path == "/robots.txt" else missing)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
