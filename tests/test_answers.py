"""What verbs answer to programs: the keys that docs/command-line.md names and no others, and nothing else on stdout."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from crawler.cli import app
from tests.commands import complaint, nanoscout, nanoscout_json, run
from tests.replayed import Replayed
from tests.review_server import BRIEF, SESSION
from tests.test_command_line import VERBS, WITHOUT_JSON

PAGE = Path(__file__).parent.parent / "docs" / "command-line.md"
LIKE = re.compile(r"^as `([a-z ]+)`(, but for `pictures` and `shortlist`)?; ")
# What stands in the table → how it is asked; {} is a folder of one's own. In this order, since some of them write.
CALLS = {
    "runs": "runs",
    "runs RUN": "runs 1",
    "runs --health": "runs --health",
    "networks": "networks",
    "doctor": "doctor",
    "rank": "rank --brief {}/brief.toml",
    "rank --near-miss": "rank --near-miss --brief {}/brief.toml",
    "show": "show marnie.oatwhistle",
    "accept": "accept marnie.oatwhistle",
    "reject": "reject the.gluten.quibbler --reason dear",
    "later": "later wilf.and.whisk",
    "undo": "undo wilf.and.whisk",
    "learned": "learned",
    "select": "select --budget 1000",
    "similar": "similar marnie.oatwhistle",
    "circles": "circles",
    "related": "related marnie.oatwhistle",
    "radar": "radar",
    "compare": "compare 1 1",
    "pictures --dry-run": "pictures --dry-run",
    "tables": "tables {}/tables",
    "trends": "trends",
    "simulate": "simulate --accounts {}/accounts.csv --edges {}/edges.csv --seeds ada --requests 5",
    "backup": "backup {}/copy.db",
    "join": "join marnie.oatwhistle wilf.and.whisk",
    "persons": "persons",
    "split": "split marnie.oatwhistle wilf.and.whisk",
    "talk": "talk marnie.oatwhistle --status contacted",
    "export": "export {}/list.csv",
    "export FILE.graphml": "export {}/graph.graphml",
    "report": "report {}/report.html",
    "suppress": "suppress dough.and.dellaby",
    "subject": "subject marnie.oatwhistle",
    "notice": "notice marnie.oatwhistle --brand Oat",
    "ingest": "ingest {}/session.har",
    "refresh --dry-run": "refresh --dry-run --older-than 1h --replay {}/session.har",
    "discover --dry-run": "discover #oats --network mastodon --dry-run",
    "discover": "discover #discoverunder10k --replay {}/session.har",
    "refresh": "refresh --older-than 1h --replay {}/session.har",
    "forget": "forget marnie.oatwhistle",
    "purge": "purge",
}
WITHOUT_ROWS_OF_THEIR_OWN = {"read": "docs/facts.md", "pictures": "it asks hosts"}


def documented() -> dict[str, set[str]]:
    """Answer → its keys, out of the table of the page; what stands in brackets are keys of what is inside."""
    page = PAGE.read_text().partition("## Answers in JSON")[2].partition("\n## ")[0]
    found: dict[str, set[str]] = {}
    for names, words in re.findall(r"^\| (`[^|]+`) \| (.*) \|$", page, re.MULTILINE):
        like = LIKE.match(words)
        own = re.sub(r"\([^()]*\)", "", LIKE.sub("", words))
        keys = {key for group in re.findall(r"`([a-z_, 0-9]+)`", own) for key in group.split(", ")}
        keys |= found[like[1]] if like else set()
        keys -= {"pictures", "shortlist"} if like and like[2] else set()
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", names), keys)
    return found


@pytest.fixture(scope="module")
def folder(replayed: Replayed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and everything that the calls name."""
    here = tmp_path_factory.mktemp("answers")
    replayed.copy(here / "x.db")
    shutil.copy(SESSION, here / "session.har")
    shutil.copy(BRIEF, here / "brief.toml")
    (here / "nanoscout.toml").write_text('contact = "mail@brand.example"\n')
    (here / "accounts.csv").write_text("handle,name,followers,niche,fits\nada,Ada,2000,art,1\n")
    (here / "edges.csv").write_text("source,target,kind\n")
    return here


def answers(words: str, folder: Path) -> list[Any]:
    """Every line that a call answers."""
    database = () if words.startswith("simulate") else ("--database", "x.db")
    done = run(*words.replace("{}", str(folder)).split(), *database, "--json", folder=folder)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_verb_has_its_keys_in_the_docs() -> None:
    told = {name.split(" ")[0] for name in documented()}
    assert told == set(VERBS) - WITHOUT_JSON
    assert set(CALLS) == set(documented()) - set(WITHOUT_ROWS_OF_THEIR_OWN)


@pytest.mark.long
def test_what_is_answered_has_the_keys_of_the_docs_and_no_others(folder: Path) -> None:
    keys = documented()
    for name, words in CALLS.items():
        found = answers(words, folder)
        lists = bool(found) and isinstance(found[0], list)
        values = found[0] if lists else found
        assert values, name
        for value in values:
            assert set(value) == keys[name], name


def test_times_are_as_the_docs_say(replayed: Replayed) -> None:
    where = ("--database", replayed.database)
    assert isinstance(nanoscout_json("runs", *where)[0]["started_at"], int)
    posts = nanoscout_json("subject", "marnie.oatwhistle", *where)["rows"]["their posts"]
    assert all(post["posted_at"][:5] == "2026-" for post in posts)


def test_what_is_not_counted_is_null(replayed: Replayed, tmp_path: Path) -> None:
    where = ("--database", replayed.copy(tmp_path / "x.db"))
    assert nanoscout_json("purge", "--dry-run", *where)["rows"] is None
    assert nanoscout_json("purge", *where)["rows"] == 0


@pytest.mark.parametrize(
    ("words", "of"),
    [("related marnie.oatwhistle", "ties"), ("circles", ""), ("compare 1 none.jsonl", "went"), ("radar", "rising")],
)
def test_a_limit_that_is_named_holds_for_programs(words: str, of: str, replayed: Replayed, tmp_path: Path) -> None:
    # Nobody of the second ranking is in the shortlist of the run, who all went.
    other = {
        "handle": "ada",
        "network": "instagram",
        "score": 1,
        "excluded": "brand",
        "score_version": "1",
        "signals": {},
    }
    (tmp_path / "none.jsonl").write_text(json.dumps(other) + "\n")
    where = ("--database", replayed.copy(tmp_path / "x.db"))

    def told(*limit: str) -> Any:
        done = run(*words.split(), *where, *limit, "--json", folder=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        answer = json.loads(done.stdout)
        return answer[of] if of else answer

    whole = told()
    assert of == "rising" or len(whole) > 1
    assert told("--limit", "1") == whole[:1]


def test_an_export_says_whom_it_noted_as_contacted_and_where_others_are_listed(
    replayed: Replayed, tmp_path: Path
) -> None:
    where = ("--database", replayed.copy(tmp_path / "x.db"), "--limit", 5)
    plain = nanoscout_json("export", tmp_path / "a.csv", *where)
    assert (plain["contacted"], plain["held_back_file"]) == (0, None)
    left = tmp_path / "left.csv"
    told = nanoscout_json(
        "export", tmp_path / "b.csv", "--to", "upfluence", "--held-back", left, "--contacted", "--basis", "list", *where
    )
    assert told["held_back_file"] == str(left)
    assert left.exists()
    assert told["contacted"] == told["rows"] > 0


def test_a_recorded_crawl_says_where_it_is(folder: Path) -> None:
    arguments = ("discover", "#discoverunder10k", "--replay", SESSION, "--max-requests", 1)
    told = nanoscout_json(*arguments, "--record", folder / "new.warc", "--database", folder / "y.db", code=23)
    assert told["recording"] == str(folder / "new.warc")
    assert told["pictures"] is None


@pytest.mark.parametrize("option", [["--limit", "2"], ["--accepted"], ["--to", "gmail"], ["--contacted"]])
def test_the_whole_graph_is_not_handed_over_to_who_asked_for_a_few(option: list[str], tmp_path: Path) -> None:
    complaint("export", tmp_path / "x.graphml", *option, "--database", tmp_path / "x.db", code=2)
    assert not (tmp_path / "x.graphml").exists()


@pytest.mark.parametrize("more", [["#tea"], ["--network", "mastodon"], ["--replay", str(SESSION)]])
def test_what_a_resumed_run_would_not_heed_is_refused(more: list[str], tmp_path: Path) -> None:
    assert "--resume" in complaint("discover", "--resume", *more, "--database", tmp_path / "x.db", code=2)


def test_a_run_that_there_is_not_has_no_health(replayed: Replayed) -> None:
    assert "No run 99" in complaint("runs", 99, "--health", "--database", replayed.database, code=20)


def test_a_layout_that_there_is_not_is_no_refusal_of_a_destination(replayed: Replayed, tmp_path: Path) -> None:
    complaint("export", tmp_path / "x.csv", "--to", "gmial", "--database", replayed.database, code=11)


def test_what_is_refused_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "facts.jsonl").write_text(
        '{"fact": "profile", "network": "instagram", "page": "p", "handle": "ada.ink", "followers": 4200}\n'
    )
    done = run("ingest", tmp_path / "facts.jsonl", "--database", tmp_path / "x.db", "--json")
    assert done.returncode == 12
    assert done.stderr.decode().count("holds facts, not pages") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_error_that_finds_no_room_for_its_words_keeps_its_code(tmp_path: Path) -> None:
    code = "from crawler.starting import main; main()"
    with Path("/dev/full").open("w") as full:
        call = [sys.executable, "-c", code, "--database", str(tmp_path / "x.db"), "show", "nobody.here"]
        assert subprocess.run(call, stderr=full, stdout=subprocess.PIPE, check=False).returncode == 8


def test_a_file_that_may_not_be_read_is_told_by_who_opens_it() -> None:
    # As a wrong call (2) it would be told by typer, also of a file that is only written; root may read everything, so
    # what is declared is looked at.
    seen = 0
    for part in (app, *(group.typer_instance for group in app.registered_groups)):
        for verb in part.registered_commands if part is not None else ():
            assert verb.callback is not None
            for name, kind in get_type_hints(verb.callback, include_extras=True).items():
                if get_origin(kind) is Annotated and "Path" in str(get_args(kind)[0]):
                    assert not get_args(kind)[1].readable, f"{verb.callback.__name__} {name}"
                    seen += 1
    assert seen > 20


def test_a_table_of_nobody_is_no_line(tmp_path: Path) -> None:
    for verb in ("rank", "persons", "talk"):
        assert nanoscout(verb, "--json", "--database", tmp_path / "x.db") == ""
