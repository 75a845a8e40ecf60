"""Facts as lines of JSON: the page that describes them, and what is said where a line is none."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from storage.facts import FACT_KINDS, Fact, Link
from tests.commands import complaint, nanoscout, run

PAGE = (Path(__file__).parent.parent / "docs" / "facts.md").read_text()
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
FRAME = ["fact", "network", "page", "observed_at"]
KINDS = {kind.model_fields["fact"].default: kind for kind in get_args(Fact)}
ADA = {"fact": "profile", "network": "instagram", "page": "crm", "handle": "ada.ink", "followers": 4_200}


def _lines(*facts: dict[str, object]) -> bytes:
    return b"".join(json.dumps(fact).encode() + b"\n" for fact in facts)


def test_every_kind_of_fact_has_a_section_and_no_other_has() -> None:
    assert list(SECTIONS) == list(FACT_KINDS)
    for name in FRAME:
        assert f"`{name}`" in PAGE


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_field_of_a_kind_is_on_the_page_and_what_is_needed_is_bold(kind: str) -> None:
    rows = re.findall(r"^\| (\*{0,2}`.*?) \|", SECTIONS[kind], re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    bold = [name for row in rows for name in re.findall(r"\*\*`(\w+)`\*\*", row)]
    fields = {name: field for name, field in KINDS[kind].model_fields.items() if name not in FRAME}
    assert sorted(told) == sorted(fields)
    assert sorted(bold) == sorted(name for name, field in fields.items() if field.is_required())


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_every_word_that_a_field_may_hold_is_on_the_page(kind: str) -> None:
    for name, field in KINDS[kind].model_fields.items():
        for choice in (field.annotation, *get_args(field.annotation)):
            for word in get_args(choice) if name not in FRAME else ():
                if isinstance(word, str):
                    assert f"`{word}`" in SECTIONS[kind]


def test_what_a_link_says_is_on_the_page() -> None:
    row = next(line for line in SECTIONS["profile"].splitlines() if line.startswith("| `links`"))
    assert re.findall(r"`(\w+)`", row)[1:] == list(Link.model_fields)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (ADA | {"bioo": "ink"}, 'a profile has no "bioo"; did you mean "bio"?'),
        ({**ADA, "links": [{"url": "https://ink.example", "titel": "x"}]},
         'a link has no "titel"; did you mean "title"?'),
        ({"fact": "comment", "network": "instagram", "page": "crm", "post_id": "3"},
         'a comment has no "post_id"; did you mean "post"?'),
        ({"fact": "highlight", "network": "instagram", "page": "crm", "name": "Ink"},
         'a highlight has no "name"; it has handle, native_id, title'),
        ({"fact": "profile", "page": "crm", "handle": "ada.ink"}, 'it lacks "network", which every profile has'),
        (ADA | {"handle": "ada ink"}, '"ada ink" is no handle on any network'),
    ],
)  # fmt: skip
def test_a_line_that_is_no_fact_says_what_was_meant(fact: dict[str, object], said: str) -> None:
    assert complaint("rank", "--facts", "-", code=4, stdin=_lines(fact)).endswith(said)


def test_a_refused_file_tells_how_many_of_its_lines_are_no_facts() -> None:
    odd = [ADA | {"bioo": "ink"}, ADA | {"fans": 3}, ADA | {"fact": "person"}]
    assert complaint("rank", "--facts", "-", code=4, stdin=_lines(*odd)).endswith("(and 2 more lines are none)")
    strict = complaint("rank", "--facts", "-", "--strict", code=4, stdin=_lines(ADA, *odd[:2]))
    assert strict.startswith("standard input, line 2 is no fact")
    assert strict.endswith("(and 1 more line is none)")


def test_the_other_lines_are_ranked() -> None:
    done = run("rank", "--facts", "-", "--json", stdin=_lines(ADA | {"bioo": "ink"}, ADA))
    assert done.returncode == 0
    assert json.loads(done.stdout)["handle"] == "ada.ink"


def test_a_list_without_rows_is_as_good_as_empty(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("handle,followers\n")
    assert complaint("rank", "--facts", file, code=3).endswith("tells of nobody")


def test_what_is_measured_of_names_is_no_name(tmp_path: Path) -> None:
    """As lists for learning what is fake have it: without a column of handles the rows are nobody's."""
    header = "profile pic,nums/length username,fullname words,name==username,description length,#followers,#follows"
    file = tmp_path / "list.csv"
    file.write_text(f"{header}\n1,0.27,2,0,53,2300,955\n1,0.27,2,0,53,1500,7200\n")
    assert "name one “handle” or “username”" in complaint("rank", "--facts", file, code=4)
    file.write_text(f"{header},handle\n1,0.27,2,0,53,2300,955,ada.ink\n")
    (ranked,) = map(json.loads, nanoscout("rank", "--facts", file, "--json").splitlines())
    assert (ranked["handle"], ranked["display_name"], ranked["followers"]) == ("ada.ink", None, 2300)


def test_help_names_the_page() -> None:
    for verb in ("rank", "read"):
        assert "docs/facts.md" in nanoscout(verb, "--help")


def test_who_is_left_out_of_a_file_of_facts_is_counted_with_the_reason() -> None:
    big, private = ADA | {"handle": "big", "followers": 90_000}, ADA | {"handle": "bo", "is_private": True}
    told = run("rank", "--facts", "-", stdin=_lines(ADA, big, private)).stdout.decode()
    assert told.splitlines()[-1] == "1 in the shortlist; left out: above band 1, private 1"
    assert "--near-miss ranks what the database holds" in complaint(
        "rank", "--facts", "-", "--near-miss", code=2, stdin=_lines(ADA)
    )


def test_facts_are_no_pages_and_are_not_half_read_as_some(tmp_path: Path) -> None:
    """Their posts alone have a shape that a network is known by."""
    file = tmp_path / "facts.jsonl"
    post = {"fact": "post", "network": "instagram", "page": "crm", "code": "C1", "author_handle": "ada.ink", "likes": 9}
    for lines in (_lines(ADA, post), _lines(post)):
        file.write_bytes(lines)
        for call in (["read", file], ["ingest", file, "--database", tmp_path / "x.db"]):
            told = complaint(*call, code=12)
            assert told.endswith(f"holds facts, not pages: rank them with nanoscout rank --facts {file}")
    file.write_bytes(_lines(ADA, post) + b'{"fact": "post", "netw\n[1]\n' + _lines(ADA))  # a torn line changes nothing
    done = run("ingest", file, "--database", tmp_path / "x.db")
    assert (done.returncode, done.stderr.decode().count("holds facts, not pages")) == (12, 1), done.stderr.decode()


def test_town_and_country_of_a_list_are_where_somebody_is(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("handle,followers,city,country\nada.ink,2300,Leeds,GB\nmira.ink,1900,,Portugal\nnoor.ink,1800,,\n")
    ranked = {one["handle"]: one for one in map(json.loads, nanoscout("rank", "--facts", file, "--json").splitlines())}
    homes = {handle: (one["country"], one["city"]) for handle, one in ranked.items()}
    assert homes == {"ada.ink": ("GB", "Leeds"), "mira.ink": ("PT", None), "noor.ink": (None, None)}
