"""The same replay into SQLite and into PostgreSQL: the same facts, and the same bytes out of every verb."""

import re
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from storage.database import Database
from storage.tables import Account
from tests.commands import nanoscout, nanoscout_json
from tests.databases import query
from tests.postgres_server import PostgresServer
from tests.replayed import Replayed
from tests.review_server import BRIEF, SESSION, run_review

pytestmark = [pytest.mark.needs_postgres, pytest.mark.long]

_BY_THE_CLOCK = {"run", "meta", "score", "standing", "export"}  # when it was done, or a file's place
_CLOCKED = {"first_seen_at", "visited_at", "since_at", "hash"}  # a hash has the database's own salt
_COUNTED = "id"  # a server leaves numbers out
_MOMENT = re.compile(r"(?:\d{4}-)?\d\d-\d\d[T ]\d\d:\d\d[\d:.+]*")


_FILTERS: tuple[dict[str, str], ...] = (
    {}, {"words": "sourdough"}, {"words": "végan bak"}, {"place": "leeds"}, {"verdict": "open"}
)  # fmt: skip


class Both(NamedTuple):
    file: str
    server: str


@pytest.fixture(scope="module")
def both(postgres: PostgresServer, replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The invented network, replayed into a database of each kind."""
    file, server = replayed.copy(tmp_path_factory.mktemp("both") / "x.db"), postgres.new_database(migrated=False)
    nanoscout("--database", server, "discover", "#discoverunder10k", "--replay", SESSION, "--brief", BRIEF)
    return Both(str(file), server)


def printed(both: Both, *words: object) -> list[str]:
    """What a verb prints for each, but for the clock."""
    said = [nanoscout("--database", address, *words).replace(address, "DATABASE") for address in both]
    return [_MOMENT.sub("MOMENT", words) for words in said]


def everything(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of facts, of the frontier and of features."""
    opened = Database(address)
    columns = {
        table.name: [f'"{column.name}"' for column in table.columns if column.name not in {*_CLOCKED, _COUNTED}]
        for table in Account.metadata.sorted_tables
        if table.name not in _BY_THE_CLOCK
    }
    columns |= {"term": ["network", "handle", "term", "weight"], "person": ["network", "handle", "person", "why"]}
    found = {name: query(opened, f"SELECT {', '.join(names)} FROM {name}") for name, names in columns.items()}
    found["feature"] = query(opened, "SELECT * FROM feature")
    opened.close()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def test_the_facts_are_the_same(both: Both) -> None:
    file, server = map(everything, both)
    assert len(file["account"]) > 80
    for name, rows in file.items():
        assert server[name] == rows, name


@pytest.mark.parametrize(
    "words",
    [
        ("rank", "--brief", BRIEF, "--json"),
        ("show", "marnie.oatwhistle", "--brief", BRIEF, "--json"),
        ("similar", "marnie.oatwhistle", "--json"),
        ("related", "marnie.oatwhistle", "--json"),
        ("persons", "--json"),
        ("circles", "--json"),
        ("radar", "--json"),
        ("trends", "--json"),
        ("select", "--budget", "1000", "--n", "5", "--brief", BRIEF, "--json"),
        ("subject", "marnie.oatwhistle"),
        ("runs", "1"),
        ("purge", "--dry-run", "--json"),
        ("learned", "--brief", BRIEF, "--json"),
    ],
)
def test_every_verb_says_the_same(both: Both, words: tuple[object, ...]) -> None:
    file, server = printed(both, *words)
    assert server == file


@pytest.mark.parametrize("name", ["list.csv", "list.graphml"])  # the other formats write the same rows
def test_an_export_has_the_same_bytes(both: Both, tmp_path: Path, name: str) -> None:
    contents = []
    for address in both:
        (tmp_path / name).unlink(missing_ok=True)
        nanoscout("--database", address, "export", tmp_path / name, "--brief", BRIEF)
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]


def test_the_review_page_shows_finds_and_keeps_the_same(both: Both) -> None:
    pages = []
    for address in both:
        with (
            run_review(address, "--brief", str(BRIEF), "--by", "ada") as review,
            closing(review.client()) as client,
        ):
            listed = [client.get("/", params=filters).text for filters in _FILTERS]
            assert "marnie.oatwhistle" in listed[1]
            pages.append([page.replace(review.url, "") for page in listed])
    assert pages[0] == pages[1]


def test_answers_and_wishes_are_kept_alike(both: Both) -> None:
    where = ["--brief", BRIEF]
    for words in (
        ("accept", "marnie.oatwhistle", *where, "--by", "ada"),
        ("reject", "wilf.and.whisk", "--reason", "off topic", *where, "--by", "ada"),
        ("suppress", "kettle.and.crumble"),
        ("forget", "dough.and.dellaby", "--json"),
    ):
        file, server = printed(both, *words)
        assert server == file
    file, server = printed(both, "rank", *where, "--json")
    assert server == file
    assert "kettle.and.crumble" not in file
    for address in both:
        assert nanoscout_json("--database", address, "subject", "dough.and.dellaby@instagram")["rows"] == {}
