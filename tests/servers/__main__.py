"""``make test-servers``: what a crawl reads from real servers over loopback, checked and told as a table."""

import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.commands import run
from tests.mastodon_server import run_mastodon
from tests.servers.atproto import atproto
from tests.servers.wordpress import wordpress

_PACKAGES = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "nanoscout-test-servers"


class Crawled:
    """The database of one crawl."""

    def __init__(self, file: Path, seconds: float, end: dict[str, Any]) -> None:
        self.file, self.seconds, self.end = file, seconds, end

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query says."""
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(query).fetchall()


def _discover(folder: Path, settings: str, *arguments: str) -> Crawled:
    (folder / "nanoscout.toml").write_text(settings)
    file, began = folder / "x.db", time.monotonic()
    done = run("--database", file, "--json", "discover", *arguments, folder=folder)
    if done.returncode not in (0, 3):
        raise AssertionError(f"discover ended with {done.returncode}: {done.stderr.decode()[-2000:]}")
    return Crawled(file, time.monotonic() - began, json.loads(done.stdout.decode().splitlines()[0]))


def try_bluesky(folder: Path) -> tuple[Crawled, int]:
    """Hashtag search with an app password, people, packs, follows, posts, talk, all from real servers."""
    with atproto(folder / "server", _PACKAGES) as network:
        os.environ |= {"NANOSCOUT_BLUESKY_HANDLE": network.handle, "NANOSCOUT_BLUESKY_APP_PASSWORD": network.password}
        settings = f'[networks.bluesky]\nappview = "{network.appview}"\npds = "{network.pds}"\n'
        crawled = _discover(folder, settings, "#fountainpens", "--network", "bluesky")
    profiles = dict(crawled.rows("SELECT handle, followers FROM account WHERE observed_at IS NOT NULL"))
    assert profiles == {"mira.test": 3, "tove.test": 2, "jonas.test": 1, "nils.test": 0}, profiles
    routes = {tuple(row) for row in crawled.rows("SELECT route, account FROM sighting")}
    assert {("hashtag_recent", "jonas.test"), ("list", "tove.test"), ("following", "mira.test")} <= routes, routes
    posts = crawled.rows("SELECT likes, comments, shares, hashtags FROM post WHERE text LIKE 'A new nib%'")
    assert posts == [(2, 1, 1, '["fountainpens"]')], posts
    assert crawled.rows("SELECT author_handle, text FROM comment") == [("nils.test", "Which nib is it?")]
    assert crawled.rows("SELECT count(*) FROM edge WHERE kind = 'boost'") == [(1,)]
    assert crawled.rows("SELECT count(*) FROM page WHERE outcome = 'unreadable'") == [(0,)]
    kept = crawled.file.read_bytes()
    assert network.password.encode() not in kept
    return crawled, 7


def try_wordpress(folder: Path) -> tuple[Crawled, int]:
    """A tag's posts, the site, its comments."""
    with wordpress(folder / "server") as url:
        crawled = _discover(folder, f'[networks.blog]\nsites = "{url}"\n', "#fountainpens", "--network", "blog")
    host = url.partition("//")[2]
    assert crawled.rows("SELECT handle, display_name, bio FROM account") == [
        (host, "Letters of Mira", "Slow letters from Porto")
    ], crawled.rows("SELECT handle, display_name, bio FROM account")
    posts = dict(crawled.rows("SELECT url, hashtags FROM post"))
    assert len(posts) == 3, posts
    assert posts[f"{url}/a-nib-for-slow-letters/"] == '["fountainpens","ink&paper"]', posts
    assert len(crawled.rows("SELECT * FROM comment WHERE text = 'Which nib is it?'")) == 3
    assert crawled.rows("SELECT route, via FROM sighting") == [("hashtag_recent", "fountainpens")]
    assert crawled.rows("SELECT count(*) FROM page WHERE outcome = 'unreadable'") == [(0,)]
    return crawled, 6


def try_mastodon(folder: Path) -> tuple[Crawled, int]:
    """Every nano that the invented instance has."""
    with run_mastodon(folder) as server:
        words = (f"#{server.tag}", "--network", "mastodon", "--instance", server.url, "--max-requests", "900")
        crawled = _discover(folder, "", *words)
    found = {handle for (handle,) in crawled.rows("SELECT handle FROM account WHERE followers BETWEEN 1000 AND 10000")}
    assert found == server.nano, found ^ server.nano
    assert crawled.rows("SELECT count(*) FROM page WHERE outcome = 'unreadable'") == [(0,)]
    return crawled, 2


SERVERS: dict[str, Callable[[Path], tuple[Crawled, int]]] = {
    "bluesky": try_bluesky,
    "wordpress": try_wordpress,
    "mastodon": try_mastodon,
}


def main() -> int:
    """All servers, or those named; 1 where one of them was not read as it should be."""
    failed = False
    names = ("requests", "accounts", "posts", "facts", "checks", "seconds")
    print(f"{'server':<12}" + "".join(f"{name:>10}" for name in names), flush=True)
    for name in sys.argv[1:] or SERVERS:
        # Readable by the servers' own users, so not where only this user looks.
        with tempfile.TemporaryDirectory(prefix="servers-", ignore_cleanup_errors=True) as place:
            Path(place).chmod(0o755)
            try:
                crawled, checks = SERVERS[name](Path(place))
            except AssertionError as error:
                failed = True
                print(f"{name:<12}FAILED: {error}", flush=True)
                continue
            run_of = crawled.rows("SELECT requests, facts FROM run")[0]
            counts = [crawled.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("account", "post")]
            figures = (run_of[0], *counts, run_of[1], checks, round(crawled.seconds))
            print(f"{name:<12}" + "".join(f"{figure:>10,}" for figure in figures), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
