"""A real Mastodon-compatible server on loopback (the package mastodon-mock), populated with invented people.

Follower counts are rows in its own database, since it counts rows; posts and follows come from its configuration.
"""

import json
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

TAG = "discoverunder10k"
NANO = range(1_000, 10_001)


@dataclass(frozen=True)
class Person:
    """An invented account: how many follow it, whether it posts the hashtag, whom it follows."""

    name: str
    followers: int
    tagged: bool = True
    follows: tuple[str, ...] = ()
    bio: str = ""
    home: str | None = None
    likes: int = 0


@dataclass(frozen=True)
class MastodonServer:
    """A running server. ``people`` are by full handle, ``nano`` those with 1,000 to 10,000 followers.

    Every nano can be reached from the hashtag: by its own post, or because a nano that posts follows it.
    """

    url: str
    tag: str
    people: dict[str, Person]

    @property
    def nano(self) -> frozenset[str]:
        return frozenset(handle for handle, person in self.people.items() if person.followers in NANO)

    @property
    def tagged(self) -> frozenset[str]:
        return frozenset(handle for handle, person in self.people.items() if person.tagged)


_SMALL, _LARGE = 12, 6
PEOPLE: tuple[Person, ...] = (
    Person("mira.lind", 1_000, follows=("oda.vane", "tomas_rye"), bio="<p>Tea. mira@lind.example</p>", likes=60),
    Person("noor_ash", 1_450, bio="<p>Vegan baking in small kitchens</p>", likes=90),
    Person("ines-moor", 2_300, follows=("pia_holt",), bio="<p>Linen, wool, mending. DM for collabs</p>", likes=180),
    Person("juno_fell", 3_100, likes=200),
    Person("kit_marlow", 4_020, bio="<p>Trail running &amp; film cameras</p>", likes=160),
    Person("lena_quay", 4_999, likes=310),
    Person("milo_thorne", 5_001, follows=("wren_sole",), likes=120),
    Person("nell_brook", 6_200, likes=400),
    Person("otto_finch", 7_350, likes=90),
    Person("petra_lowe", 8_400, likes=500),
    Person("quinn_dale", 9_100, likes=310),
    Person("rosa_field", 9_999, likes=280),
    Person("sami_north", 10_000, likes=350),
    Person("tilda_west", 2_750, home="far.example", likes=140),
    Person("oda.vane", 1_800, tagged=False, bio="<p>Ceramics</p>"),
    Person("tomas_rye", 3_600, tagged=False),
    Person("pia_holt", 5_500, tagged=False),
    Person("wren_sole", 7_000, tagged=False, home="far.example"),
    *(Person(f"small_{n:02}", n * 80, likes=n) for n in range(_SMALL)),
    *(Person(f"large_{n:02}", 10_001 + n * 2_500, likes=20 * n) for n in range(_LARGE)),
)  # fmt: skip


@contextmanager
def run_mastodon(folder: Path, *, tag: str = TAG) -> Iterator[MastodonServer]:
    """Start the server on a free port of loopback with its files in ``folder``, and stop it at the end.

    ``tag`` is the hashtag that its people post.
    """
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    host = f"127.0.0.1:{port}"
    config, database, log = folder / "mastodon.toml", folder / "mastodon.db", folder / "mastodon.log"
    config.write_text(_configuration(database, tag), encoding="utf-8")
    command = [sys.executable, "-m", "mastodon_mock", "serve", "--config", str(config), "--host", "127.0.0.1"]
    command += ["--port", str(port), "--domain", host, "--log-level", "warning"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=folder)
        try:
            _wait_until_healthy(process, f"http://{host}/health", log)
            _add_rows(database)
            people = {f"{person.name}@{person.home or host}": person for person in PEOPLE}
            yield MastodonServer(f"http://{host}", tag, people)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


def _configuration(database: Path, tag: str) -> str:
    lines = ["[database]", f"path = {json.dumps(str(database))}"]
    for person in PEOPLE:
        lines += ["[[seed.accounts]]", f'username = "{person.name}"', f"note = {json.dumps(person.bio)}"]
        if person.home:
            lines.append(f'domain = "{person.home}"')
        lines.append(f'display_name = "{person.name.replace("_", " ").title()}"')
    for person in PEOPLE:
        for followed in person.follows:
            lines += ["[[seed.follows]]", f'follower = "{person.name}"', f'following = "{followed}"']
    # Two rounds of posts make the hashtag's timeline longer than one page.
    for number in (1, 2):
        for person in PEOPLE:
            text = f"Note {number} by {person.name}" + (f" #{tag} #tea" if person.tagged else " #quiet")
            lines += ["[[seed.statuses]]", f'account = "{person.name}"', f"text = {json.dumps(text)}"]
    return "\n".join(lines) + "\n"


def _wait_until_healthy(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                answer.read()
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"mastodon-mock did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def _add_rows(database: Path) -> None:
    """Follower and favourite rows of accounts that nobody ever sees, until each count is as invented."""
    follow = (
        "INSERT INTO relationships (id, source_account_id, target_account_id, following, showing_reblogs, notifying,"
        " followed_by, blocking, blocked_by, muting, muting_notifications, endorsed, requested, requested_by, note)"
        " VALUES (?, ?, ?, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, '')"
    )
    favourite = "INSERT INTO favourites (id, account_id, status_id, created_at) VALUES (?, ?, ?, '2026-11-20 10:00:00')"
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        key = 0
        for person in PEOPLE:
            (account,) = connection.execute("SELECT id FROM accounts WHERE username = ?", [person.name]).fetchone()
            count = "SELECT count(*) FROM relationships WHERE target_account_id = ? AND following"
            (there,) = connection.execute(count, [account]).fetchone()
            missing = person.followers - there
            connection.executemany(follow, [(-key - n - 1, -n - 1, account) for n in range(missing)])
            key += missing
        for person in PEOPLE:
            query = "SELECT s.id FROM statuses s JOIN accounts a ON a.id = s.account_id WHERE a.username = ?"
            for (status,) in connection.execute(query, [person.name]).fetchall():
                connection.executemany(favourite, [(-key - n - 1, -n - 1, status) for n in range(person.likes)])
                key += person.likes
