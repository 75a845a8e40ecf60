"""The invented network that ``make discover`` replays: what it holds, and what comes out of it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from crawler.networks import load_network
from crawler.sources import open_source
from storage.database import Database
from storage.facts import Fact, Post, Profile
from tests.commands import nanoscout
from tests.replayed import Replayed

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "fixtures" / "discoverunder10k"
SESSION, BRIEF = FOLDER / "session.har", FOLDER / "brief.toml"
MAX_BYTES = 2_000_000

# Left out of every shortlist, with the word that says why.
LEFT_OUT = {
    "quietly.quillane": "private",
    "thistleandthimble.shop": "shop",
    "brambleholt.oats": "brand",
    "marlowe.vexley.fans": "fan_page",
    "veganbakes.daily": "aggregator",
    "seraphina.goldcastle": "above_band",
    "hollis.bakewrighte": "above_band",
    "plantful.percivaldi": "above_band",
    "skye.wanderholme": "above_band",
    "saffron.snodgrove": "above_band",
    "linen.lundqvarn": "below_band",
    "muddy.boots.mabry": "below_band",
    "nettle.and.nougatte": "followers_unknown",
    "gone.gooseberrie": "followers_unknown",
    "hushed.hazeldyne": "followers_unknown",
}
MINOR = "pippa.plumridge.bakes"  # erased at the end of the crawl
# English-writing plant-based bakers, whom the brief is about.
BAKERS = {
    "marnie.oatwhistle", "tamsin.fennimould", "dough.and.dellaby", "oats.and.orrery", "crumbs.by.okonjetti",
    "kettle.and.crumble", "proofing.with.pell", "wilf.and.whisk",
}  # fmt: skip
DEEP = {"oats.and.orrery": 2, "nib.and.nightjar": 2, "hazel.tinroofe": 3, "poems.by.pelorine": 3}
HIDDEN_LIKES = {"the.gluten.quibbler", "35mm.oyelarannie"}


def _run_with(seed: int, *words: object) -> None:
    """The command in a process of its own, in which sets and hashes have the order of this seed; it must end well."""
    command = [sys.executable, "-c", "from crawler.cli import app; app()", *map(str, words)]
    names = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, cwd=ROOT, env=names, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def mine(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that the session was replayed into, which a ranking may change."""
    return replayed.copy(tmp_path_factory.mktemp("invented") / "first.db")


@pytest.fixture(scope="module")
def ranked(mine: Path) -> list[dict[str, Any]]:
    """Everybody in the order of the ranking, the left out last."""
    printed = nanoscout("--database", mine, "--json", "rank", "--brief", BRIEF)
    return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    """All facts of the session, read without a crawl."""
    instagram = load_network("instagram")
    return [fact for answer in open_source(SESSION).answers for fact in instagram.read(answer.page)]


def _rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    opened = Database(str(database))
    try:
        with opened.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        opened.close()


def _bodies() -> Iterator[str]:
    for entry in json.loads(SESSION.read_bytes())["log"]["entries"]:
        yield entry["response"]["content"].get("text", "")


def test_generator_writes_the_committed_bytes(tmp_path: Path) -> None:
    again = tmp_path / "again.har"
    command = [sys.executable, "-m", "fixtures.discoverunder10k.make_session", str(again)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    assert again.read_bytes() == SESSION.read_bytes(), f"run {' '.join(command[1:3])} and look at what changed"
    assert again.stat().st_size < MAX_BYTES


def test_holds_the_network_it_promises(facts: list[Fact]) -> None:
    profiles = {fact.handle for fact in facts if isinstance(fact, Profile)}
    posts = {fact.native_id: fact for fact in facts if isinstance(fact, Post)}
    assert 55 <= len(profiles) <= 75
    assert 550 <= len(posts) <= 680
    assert any(post.pinned for post in posts.values())
    assert any(post.coauthors for post in posts.values())
    assert any(post.views for post in posts.values())


def test_holds_no_real_address_phone_or_link() -> None:
    whole = "\n".join(_bodies())
    emails = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", whole)
    hosts = {urlsplit(url).hostname or "" for url in re.findall(r"https?://[^\s\"'<>\\]+", whole)}
    phones = set(re.findall(r"\+\d[\d ()-]{6,}\d", whole))
    assert len(emails) > 40
    assert {domain for domain in emails if not domain.endswith(".example")} == set()
    assert {host for host in hosts if not host.endswith(".example")} <= {"www.instagram.com"}
    assert len(phones) >= 3
    reserved = re.compile(r"\+44(?:113|121|131|161)4960\d{3}|\+44207946\d{4}|\+1\d{3}55501\d{2}")
    assert {phone for phone in phones if not reserved.fullmatch(phone)} == set()


def test_holds_no_secret() -> None:
    for entry in json.loads(SESSION.read_bytes())["log"]["entries"]:
        assert entry["request"]["cookies"] == []
        assert entry["response"]["cookies"] == []
        names = {header["name"].lower() for part in ("request", "response") for header in entry[part]["headers"]}
        assert names.isdisjoint({"cookie", "set-cookie", "authorization", "x-csrftoken", "x-ig-www-claim"})


def test_every_page_of_a_visit_belongs_to_it() -> None:
    log = json.loads(SESSION.read_bytes())["log"]
    assert [page["id"] for page in log["pages"]] == [key for key, _ in groupby(e["pageref"] for e in log["entries"])]


def test_hidden_likes_are_null(facts: list[Fact]) -> None:
    likes = {
        handle: [f.likes for f in facts if isinstance(f, Post) and f.author_handle == handle] for handle in HIDDEN_LIKES
    }
    assert all(shown and set(shown) == {None} for shown in likes.values())


def test_rounded_counts_say_how_rounded(facts: list[Fact]) -> None:
    seen = {fact.handle: (fact.followers, fact.followers_within) for fact in facts if isinstance(fact, Profile)}
    assert seen["saffron.snodgrove"] == (10_200, 50)
    assert seen["marnie.oatwhistle"] == (4_812, 0)


@pytest.mark.long
def test_replays_are_byte_identical(replayed: Replayed, tmp_path: Path) -> None:
    """Whatever the order of sets: the replay of a process with another seed, exported by one with a third."""
    discover = ("discover", "#discoverunder10k", "--replay", SESSION, "--brief", BRIEF)
    once, fresh = replayed.copy(tmp_path / "once.db"), tmp_path / "fresh.db"
    _run_with(1, "--database", fresh, *discover)
    _run_with(2, "--database", fresh, "export", tmp_path / "fresh.csv", "--brief", BRIEF)
    nanoscout("--database", once, "export", tmp_path / "once.csv", "--brief", BRIEF)
    exported = (tmp_path / "once.csv").read_bytes()
    assert exported.count(b"\n") > 40
    assert (tmp_path / "fresh.csv").read_bytes() == exported
    nanoscout("--database", once, *discover)
    nanoscout("--database", once, "export", tmp_path / "twice.csv", "--brief", BRIEF)
    assert (tmp_path / "twice.csv").read_bytes() == exported  # nothing new, nothing twice


def test_every_page_ends_as_something(mine: Path) -> None:
    outcomes = dict(_rows(mine, "SELECT outcome, count(*) FROM page GROUP BY outcome"))
    assert set(outcomes) == {"facts", "block", "empty"}
    blocks = {kind for (kind,) in _rows(mine, "SELECT DISTINCT kind FROM block")}
    assert blocks == {"login_wall", "shell", "rate_limit", "gone", "gated"}


def test_login_wall_is_named(replayed: Replayed, mine: Path) -> None:
    assert re.search(r"login.wall", replayed.printed)
    walls = _rows(mine, "SELECT url FROM block WHERE kind = 'login_wall'")
    assert ["nettle.and.nougatte" in url for (url,) in walls] == [True]


def test_related_accounts_are_followed_deep(mine: Path) -> None:
    depths = dict(_rows(mine, "SELECT key, min(depth) FROM target WHERE kind = 'account' GROUP BY key"))
    assert {handle: depths[handle] for handle in DEEP} == DEEP
    missed = _rows(mine, "SELECT DISTINCT key FROM target WHERE outcome LIKE '%hold no answer%'")
    assert 5 < len(missed) < 30


def test_every_account_visited_says_why_it_was_chosen(mine: Path) -> None:
    rows = _rows(mine, "SELECT chosen FROM target WHERE kind = 'account' AND state = 'done'")
    words = {str(chosen).partition(":")[0] for (chosen,) in rows}
    assert words == {"vote", "learned"}


def test_shortlist_leaves_out_whom_it_should(ranked: list[dict[str, Any]]) -> None:
    left_out = {one["handle"]: str(one["excluded"]) for one in ranked if one["excluded"]}
    for handle, word in LEFT_OUT.items():
        assert left_out[handle].startswith(word), left_out[handle]
    assert "oven.mitt.memes" in left_out
    shortlist = [one["handle"] for one in ranked if not one["excluded"]]
    assert len(shortlist) >= 45


def test_a_suspected_minor_is_counted_and_gone(replayed: Replayed, mine: Path, ranked: list[dict[str, Any]]) -> None:
    assert "Erased 1 suspected minor" in replayed.printed
    assert "suspected minor 1" in replayed.printed
    assert MINOR not in {one["handle"] for one in ranked}
    content = b"".join(file.read_bytes() for file in mine.parent.glob(f"{mine.name}*"))
    assert b"plumridge" not in content.lower()


def test_shortlist_begins_with_whom_the_brief_is_about(ranked: list[dict[str, Any]]) -> None:
    shortlist = [one["handle"] for one in ranked if not one["excluded"]]
    assert set(shortlist[: len(BAKERS)]) == BAKERS
    assert shortlist.index("luxe.lorenzutti") > len(shortlist) // 2  # bought followers
