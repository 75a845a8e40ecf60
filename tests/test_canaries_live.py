"""Secrets planted in a real crawl, on our side and on the server's: none is in anything that the runs leave or say."""

import gzip
import json
import os
import subprocess
import sys
import zipfile
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.commands import run
from tests.fault_server import TAG, FaultServer, Reply, Request, account, run_server, small_world, status
from tests.test_graph_api import ME, discovered, media

ROOT = Path(__file__).parent.parent
PLANTED = {
    # on our side
    "token in the environment": "EAAcanary01EnvironmentEnvironmentEnvironment",
    "token in the file of secrets": "EAAcanary02FileFileFileFileFileFileFileFile",
    "token in the keyring": "EAAcanary03KeyringKeyringKeyringKeyringKeyr",
    "password of a proxy": "canary04proxy",
    "password of a database": "canary05database",
    # in what the server answers
    "session cookie": "canary06session",
    "csrf cookie": "canary07csrf",
    "authorization of an answer": "canary08authorization",
    "challenge of a login": "canary09challenge",
    "claim": "hmac.canary10claimclaimclaimclaim",
    "access token in a body": "canary11access",
    "refresh token in a body": "canary12refresh",
    "token in the address of the next page": "canary13paging",
    "token in a link header": "canary14link",
    "token in a redirect": "canary15redirect",
    "user and password in an address": "canary16user:canary16pass",
    "csrf token in HTML": "canary17html",
    "session id in HTML": "canary18sessionid",
    "signed token": "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiIxOSJ9.canary19signature",
    "bearer in a body": "canary20bearer.abc",
    "password in a body": "canary21password",
    "key in an address": "canary22apikey",
    "token in the address of a picture": "canary23picture",
    "token in the words of an error": "EAAcanary24ErrorErrorErrorErrorErrorErrorErr",
}
HEADERS = (
    ("Set-Cookie", f"sessionid={PLANTED['session cookie']}; Path=/"),
    ("Set-Cookie", f"csrftoken={PLANTED['csrf cookie']}; Path=/"),
    ("Authorization", f"Bearer {PLANTED['authorization of an answer']}"),
    ("WWW-Authenticate", f"Bearer realm={PLANTED['challenge of a login']}"),
    ("X-IG-Set-WWW-Claim", PLANTED["claim"]),
    ("Link", f'<http://127.0.0.1/next?access_token={PLANTED["token in a link header"]}>; rel="first"'),
)
SECRETS = {
    "access_token": PLANTED["access token in a body"],
    "refresh_token": PLANTED["refresh token in a body"],
    "password": PLANTED["password in a body"],
    "signed": PLANTED["signed token"],
    "headers": {"Authorization": f"Bearer {PLANTED['bearer in a body']}"},
}
HTML = (
    f'<!DOCTYPE html><meta name="csrf-token" content="{PLANTED["csrf token in HTML"]}">'
    f'<script>var session = {{"session_id":"{PLANTED["session id in HTML"]}"}}</script>'
)
PEOPLE = ("ann", "bo", "cy")
EXPORTS = ("csv", "jsonl", "xlsx", "parquet", "graphml")


def world(request: Request) -> Reply:
    """An instance of the Mastodon family, a Graph API and a proxy to them in one, with secrets in every answer."""
    address = urlsplit(request.path)
    asked = replace(request, path=f"{address.path}?{address.query}" if address.query else address.path)
    reply = _graph(asked) if asked.path.startswith("/v26.0/") else _instance(asked, request.headers["host"])
    return replace(reply, headers=(*reply.headers, *HEADERS))


def _instance(request: Request, host: str) -> Reply:
    url = f"http://{host}"
    if "acct=bo" in request.path:
        where = f"{url}/moved/?access_token={PLANTED['token in a redirect']}&api_key={PLANTED['key in an address']}"
        return Reply(302, b"", (("Location", where),))
    if "acct=cy" in request.path or request.path.startswith("/moved/"):
        return Reply(404, HTML.encode(), (("Content-Type", "text/html"),))
    reply = small_world(PEOPLE, lambda: url)(request)
    if "acct=ann" in request.path:
        picture = f"{url}/ann.png?access_token={PLANTED['token in the address of a picture']}"
        site = f"https://{PLANTED['user and password in an address']}@ann.example/"
        fields = [{"name": "web", "value": f'<a href="{site}">{site}</a>', "verified_at": None}]
        body = account(url, "ann") | {"avatar": picture, "fields": fields} | SECRETS
        return replace(reply, body=json.dumps(body).encode())
    if f"/timelines/tag/{TAG}" in request.path:
        return replace(reply, body=json.dumps([status(url, name) | SECRETS for name in PEOPLE]).encode())
    return reply


def _graph(request: Request) -> Reply:
    path = urlsplit(request.path).path
    if path.endswith("/recently_searched_hashtags"):
        words = f"(#10) {PLANTED['token in the words of an error']} may not"
        return Reply(400, json.dumps({"error": {"message": words, "type": "OAuthException", "code": 10}}).encode())
    if path.endswith("/ig_hashtag_search"):
        return Reply(200, json.dumps({"data": [{"id": "17843000000000001"}]} | SECRETS).encode())
    if path.endswith(("/top_media", "/recent_media")):
        after = f"https://graph.example/next?access_token={PLANTED['token in the address of the next page']}"
        body = media(None, top=True) | SECRETS
        return Reply(200, json.dumps(body | {"paging": {"next": after}}).encode())
    return Reply(200, json.dumps(discovered("wren.paints") | SECRETS).encode())


class Said:
    """Calls in a folder; all that they say is kept as files there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def nanoscout(self, *words: str, code: int | None = None, **environment: str) -> bytes:
        """What a call prints on standard error; ``code``: how it must end."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            return self._keep(run(*words, folder=self.folder), code)

    def python(self, *words: str, folder: Path, code: int) -> bytes:
        """The same for a call of Python, with this project on its path."""
        known = os.environ | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, *words]
        return self._keep(subprocess.run(command, cwd=folder, env=known, capture_output=True, check=False), code)

    def _keep(self, done: "subprocess.CompletedProcess[bytes]", code: int | None) -> bytes:
        number = len(list(self.folder.glob("said.*")))
        (self.folder / f"said.{number}").write_bytes(done.stdout + done.stderr)
        assert code in (None, done.returncode), done.stderr.decode()
        return done.stderr


BROKEN = """
import crawler.crawling.crawl
read = crawler.crawling.crawl.read_page
def broken(network, page, ask=None):
    if "acct=ann" in page.url:
        raise RuntimeError(f"{page.url} {page.headers} {page.body!r}")
    return read(network, page, ask)
crawler.crawling.crawl.read_page = broken
from crawler.cli import app; app()
"""


def traces_in(folder: Path) -> dict[str, list[str]]:
    """File → the planted secrets that are found in it, packed files unpacked."""
    found: dict[str, list[str]] = {}
    values: Mapping[str, str] = {
        **PLANTED,
        "password of a proxy, encoded": b64encode(f"me:{PLANTED['password of a proxy']}".encode()).decode(),
        "any of them": "canary",
    }
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                content += b"".join(packed.read(name) for name in packed.namelist())
        seen = [name for name, value in values.items() if value.encode() in content]
        if seen:
            found[file.name] = seen
    return found


@pytest.mark.long
def test_twenty_four_planted_secrets_are_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(PLANTED) >= 20
    home = tmp_path / "home" / "nanoscout"
    home.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.parent))
    with run_server(world) as server:
        _use_every_token(Said(tmp_path), server, home / "secrets.toml")
        _crawl_in_every_way(Said(tmp_path), server)
        _hand_everything_out(Said(tmp_path), server)
        sent = [request.headers.get("authorization", "") for request in server.log]
        for name in ("token in the environment", "token in the file of secrets", "token in the keyring"):
            assert f"bearer {PLANTED[name]}".lower() in sent, f"the {name} was never used"
        assert any("proxy-authorization" in request.headers for request in server.log), "no request went by the proxy"
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"debug.log", "a.db", "a.warc", "b.warc.gz", "report.html", "copy.db"} <= left
    assert {f"out.{kind}" for kind in EXPORTS} <= left
    assert "access_token=removed" in (tmp_path / "debug.log").read_text()
    assert traces_in(tmp_path) == {}


def _use_every_token(said: Said, server: FaultServer, secrets: Path) -> None:
    """The API is asked with its token out of each place."""
    settings = f'[networks.instagram]\nuser_id = "{ME}"\napi = "{server.url}/v26.0"\n'
    (said.folder / "nanoscout.toml").write_text(settings)
    more = ("--network", "instagram", "--seconds-between-requests", "0.1", "--max-depth", "1", "--database", "a.db")
    token = PLANTED["token in the environment"]
    said.nanoscout("discover", "#gouache", *more, "--record", "a.warc", NANOSCOUT_INSTAGRAM_TOKEN=token)
    secrets.write_text(f'[instagram]\ntoken = "{PLANTED["token in the file of secrets"]}"\n')
    secrets.chmod(0o600)
    said.nanoscout("discover", "#linocut", *more)
    secrets.unlink()  # it is the user's own; what is looked for is what the runs leave
    ring, token = "tests.planted_keyring.Keyring", PLANTED["token in the keyring"]
    said.nanoscout("discover", "#etching", *more, PYTHON_KEYRING_BACKEND=ring, PLANTED_IN_KEYRING=token)


def _crawl_in_every_way(said: Said, server: FaultServer) -> None:
    """With progress shown and over a proxy, in JSON, by Scrapy with all of its log, with a fault of ours, without a
    database."""
    more = ("--network", "mastodon", "--instance", server.url, "--seconds-between-requests", "0")
    proxy = f"http://me:{PLANTED['password of a proxy']}@127.0.0.1:{server.port}"
    crawl = ("discover", f"#{TAG}", *more)
    shown = said.nanoscout(*crawl, "--database", "a.db", "--record", "b.warc.gz", http_proxy=proxy, FORCE_COLOR="1")
    assert b"requests (" in shown, "no progress was shown"
    said.nanoscout(*crawl, "--database", "c.db", "--json")
    database = said.folder / "d.db"
    spider = ["network=mastodon", f"instance={server.url}", f"database={database}", f"tag={TAG}", "max_depth=1"]
    logged = ["LOG_INSTALL_ROOT_HANDLER=True", "LOG_LEVEL=DEBUG", f"LOG_FILE={said.folder / 'debug.log'}"]
    words = [*(w for one in spider for w in ("-a", one)), *(w for one in logged for w in ("-s", one))]
    said.python("-m", "scrapy", "crawl", "hashtag", *words, folder=ROOT, code=0)
    fault = said.python("-c", BROKEN, "--database", "e.db", *crawl, folder=said.folder, code=1)
    assert b"Traceback" in fault
    assert b"RuntimeError" in fault
    wrong = f"postgresql://me:{PLANTED['password of a database']}@localhost:port/x"
    said.nanoscout("runs", "--database", wrong, code=15)


def _hand_everything_out(said: Said, server: FaultServer) -> None:
    for asked in (
        *(["export", f"out.{kind}"] for kind in EXPORTS),
        ["report", "report.html"],
        ["backup", "copy.db"],
        *(["runs", *number] for number in ([], ["1"], ["4"])),
        ["rank", "--json"],
        ["show", "wren.paints", "--json"],
        ["show", "ann", "--json"],
        ["subject", f"ann@127.0.0.1:{server.port}@mastodon"],
        ["discover", "--replay", "b.warc.gz", "--json"],
        ["read", "a.warc", "--json"],
    ):
        database = [] if asked[0] == "read" else ["--database", "a.db"]
        said.nanoscout(*asked, *database, code=0)
