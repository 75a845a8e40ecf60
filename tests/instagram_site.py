"""A site on loopback that behaves as instagram.com does to visitors: pages with their data inside, answers that pages
ask for by script, and every way to be refused. Its people are invented."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any
from urllib.parse import quote

from tests.reaching import page_that_reaches

PEOPLE = {"wren.paints": 8_412, "linocut.lane": 3_120, "the.print.fair": 41_000, "brush.and.brook": 2_050}
TAG = "gouache"
# Pages whose scripts ask for what never ends, never end to ask, never end, and lead on for ever.
_WILD = {
    "to.endless": 'fetch("/api/endless")',
    "to.flood": 'setInterval(() => fetch("/api/x?" + Math.random()), 15)',
    "to.loop": "while (true) alert(1)",
    "to.itself": "location.reload()",
}
_WAIT = {"message": "Please wait a few minutes before you try again.", "require_login": True, "status": "fail"}


@dataclass
class Asked:
    """One request as it came."""

    path: str
    user_agent: str
    cookie: str | None
    accept: str


@dataclass
class Site:
    """``refusals``: handle → how it is refused (shell, login, home, challenge, script_401, 429, gone, by_script)."""

    refusals: dict[str, str] = field(default_factory=dict)
    robots: str = "User-agent: *\nAllow: /\n"
    url: str = ""
    elsewhere: str = ""  # where the pages of to.redirect and to.script try to lead
    inner: Sequence[str] = ()  # host:port, everything that the page of to.inside tries to reach
    log: list[Asked] = field(default_factory=list)
    sent: int = 0  # bytes of answers that never end
    under_way: int = 0
    most_under_way: int = 0

    def asked(self, *, pages_only: bool = True) -> list[str]:
        """The paths asked for, in order; without robots.txt and what scripts ask for."""
        hidden = ("/robots.txt", "/favicon.ico", *(("/api/", "/static/") if pages_only else ()))
        return [one.path for one in self.log if not one.path.startswith(hidden)]


@contextmanager
def run_site(site: Site, *, host: str = "127.0.0.1") -> Iterator[Site]:
    """Serves the site for as long as the block lasts."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer()

        def _answer(self) -> None:
            page = not self.path.startswith(("/api/", "/static/", "/robots.txt"))
            with lock:
                site.log.append(
                    Asked(
                        self.path,
                        self.headers.get("User-Agent", ""),
                        self.headers.get("Cookie"),
                        self.headers.get("Accept", ""),
                    )
                )
                site.under_way += page
                site.most_under_way = max(site.most_under_way, site.under_way)
            try:
                if self.path == "/api/endless":
                    self._never_end("application/json", b'{"more": 1},', 0.2)
                    return
                if self.path == "/to.growing/":
                    self._never_end("text/html", b"<!-- " + b"x" * 1_000_000 + b" -->", 0.02)
                    return
                status, headers, body = _reply(site, self.path)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            finally:
                with lock:
                    site.under_way -= page

        def _never_end(self, kind: str, piece: bytes, pause: float) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            with suppress(OSError):  # until whoever asked has gone
                while True:
                    self.wfile.write(piece)
                    site.sent += len(piece)
                    sleep(pause)

        def log_message(self, *_words: Any) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer((host, 0), Handler)
    site.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _reply(site: Site, path: str) -> tuple[int, dict[str, str], bytes]:
    html = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "csrftoken=planted; Path=/"}
    parts = path.partition("?")[0].strip("/").split("/")
    if path == "/robots.txt":
        return 200, {"Content-Type": "text/plain"}, site.robots.encode()
    if parts[0] == "explore":
        return 302, {"Location": f"/popular/{parts[2]}/"}, b""
    if parts[0] == "popular":
        return 200, html, _popular(parts[1]).encode()
    if parts[0] == "hop":
        where = quote(site.inner[int(parts[1])], safe="%[]:@")
        return 302, {"Location": f"http://{where}/hopped", "Access-Control-Allow-Origin": "*"}, b""
    if parts[0] == "to.inside":
        return 200, html, page_that_reaches(site.inner).encode()
    if parts[0] == "api":
        return _api(site, parts)
    if parts[0] in ("accounts", "challenge", ""):
        return 200, html, b"<!DOCTYPE html><html><head><title>Instagram</title></head><body>Log in</body></html>"
    return _profile_page(site, parts[0], html)


def _profile_page(site: Site, handle: str, html: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    how = site.refusals.get(handle)
    moved = {"login": f"/accounts/login/?next=%2F{handle}%2F", "home": "/", "challenge": "/challenge/?next=%2F"}
    if how in moved:
        return 302, {"Location": moved[how]}, b""
    if how == "429":
        return 429, html, b""
    if how == "by_script":  # a page that its scripts alone fill
        return 200, html, _page(handle, f'<script>fetch("/api/graphql/{handle}")</script>').encode()
    if how == "shell":
        description = (
            "Create an account or log in to Instagram - Share what you&#039;re into with the people who get you."
        )
        head = f'<title>Instagram</title><meta property="og:description" content="{description}" />'
        return 200, html, f"<!DOCTYPE html><html><head>{head}</head><body></body></html>".encode()
    if handle == "to.redirect":
        return 302, {"Location": site.elsewhere}, b""
    if handle == "to.script":
        script = f'<script>fetch("{site.elsewhere}"); location = "{site.elsewhere}"</script>'
        return 200, html, _page("to.script", script).encode()
    if handle == "to.bulk":
        return 200, html, _page(handle, "<p>ink</p>" * 1_000_000).encode()
    if handle in _WILD:
        return 200, html, _page(handle, f"<script>{_WILD[handle]}</script>").encode()
    if handle not in PEOPLE:
        return 404, html, b"<!DOCTYPE html><html><head><title>Page not found</title></head><body></body></html>"
    user = {
        "pk": _pk(handle),
        "id": f"17841{_pk(handle)}",
        "username": handle,
        "full_name": handle.replace(".", " ").title(),
        "biography": "Gouache birds",
        "follower_count": PEOPLE[handle],
        "following_count": 300,
        "is_private": False,
        "is_verified": False,
        "all_media_count": None,
        "bio_links": [],
    }
    ask = f'<script>fetch("/api/graphql/{handle}",{{method:"POST",body:"variables={{}}"}})</script>'
    return 200, html, _page(f"{handle} • Instagram", _relay({"xig_user_by_username": user}) + ask).encode()


def _api(site: Site, parts: list[str]) -> tuple[int, dict[str, str], bytes]:
    handle = parts[-1]
    if site.refusals.get(handle) == "script_401":
        return 401, {"Content-Type": "application/json"}, json.dumps(_WAIT).encode()
    others = [name for name in PEOPLE if name != handle]
    related = [{"pk": _pk(name), "username": name, "full_name": name.title()} for name in others[:2]]
    answer = {"data": {"xdt_ayml_logged_out": {"users": related}}}
    return 200, {"Content-Type": "text/javascript; charset=utf-8"}, b"for (;;);" + json.dumps(answer).encode()


def _popular(tag: str) -> str:
    posts = [
        {"code": f"DCSf85tqm{number}h", "pk": str(3_500_000_385_000_171_105 + number),
         "caption": {"text": f"Birds #{tag}"}, "user": {"pk": _pk(name), "username": name}, "play_count": 900 + number}
        for number, name in enumerate(PEOPLE)
    ]  # fmt: skip
    data = {"xig_logged_out_popular_search_media_info": {"edges": [{"node": post} for post in posts]}}
    return _page(tag, _relay(data))


def _pk(handle: str) -> str:
    return str(61_200_000 + sum(map(ord, handle)))


def _relay(data: dict[str, Any]) -> str:
    inner = ["RelayPrefetchedStreamCache", "next", [], ["adp_X", {"__bbox": {"result": {"data": data}}}]]
    return f'<script type="application/json" data-sjs>{json.dumps({"require": [inner]})}</script>'


def _page(title: str, body: str) -> str:
    head = f'<title>{title}</title><link rel="icon" href="data:,">'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
