"""doctor says what is set up and what is broken; brief new writes a brief that can be used."""

import json
import os
from pathlib import Path

import pytest

from scoring.brief import load_brief
from tests.commands import complaint, nanoscout, nanoscout_json, run


def checks(*arguments: object) -> dict[str, dict[str, str]]:
    return {one["what"]: one for one in nanoscout_json("doctor", *arguments)}


def test_a_new_machine_is_sound_and_lacks_what_is_optional(tmp_path: Path) -> None:
    found = checks("--database", tmp_path / "x.db")
    assert {name: found[name]["health"] for name in ("database", "disk", "clock", "contact", "brief", "instagram")} == {
        "database": "ok", "disk": "ok", "clock": "ok", "contact": "missing", "brief": "missing",
        "instagram": "missing",
    }  # fmt: skip
    assert found["mastodon"]["health"] == "ok"
    assert "NANOSCOUT_INSTAGRAM_TOKEN" in found["instagram"]["words"]


@pytest.mark.needs_chromium
def test_the_browser_is_started(tmp_path: Path) -> None:
    browser = checks("--database", tmp_path / "x.db")["browser"]
    assert browser["health"] == "ok"


def test_what_is_broken_is_named_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database, whatever it is called" * 100)
    (tmp_path / "brief.toml").write_text("wrds = 1")
    monkeypatch.setenv("NANOSCOUT_BRIEF", str(tmp_path / "brief.toml"))
    monkeypatch.setenv("NANOSCOUT_BROWSER", str(tmp_path / "none"))
    words = nanoscout("doctor", "--database", tmp_path / "x.db", code=1)
    broken = [line for line in words.splitlines() if line.startswith("broken")]
    assert [line.split()[1] for line in broken] == ["database", "brief"]
    assert "Traceback" not in words


def test_a_variable_that_nothing_reads_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly a setting: by every verb. Anything else, such as what a cluster sets for a service: by doctor."""
    for name in [name for name in os.environ if name.startswith("NANOSCOUT_")]:  # those of these very tests
        monkeypatch.delenv(name)
    for name in ("MAX_REQUEST", "PORT_80_TCP", "INSTAGRAM_TOKEN", "MAX_DEPTH", "BROWSER"):
        monkeypatch.setenv(f"NANOSCOUT_{name}", "2")
    done = run("rank", "--database", tmp_path / "x.db")
    assert done.stderr.decode().count("NANOSCOUT_") == 2
    assert "NANOSCOUT_MAX_REQUEST is no setting and is not read; did you mean NANOSCOUT_MAX_REQUESTS?" in (
        done.stderr.decode()
    )
    found = [one for one in json.loads(run("doctor", "--json").stdout) if one["what"] == "environment"]
    assert {one["words"].split()[0]: one["health"] for one in found} == {
        "NANOSCOUT_MAX_REQUEST": "broken",
        "NANOSCOUT_PORT_80_TCP": "missing",
    }


def test_five_answers_make_a_brief(tmp_path: Path) -> None:
    file = tmp_path / "brief.toml"
    answers = 'Tea "for" two\ntea, scones\nnonsense\nfod\nfood\nklingon\nEN, de\nIrland\ngb\n'
    done = run("brief", "new", file, stdin=answers.encode())
    assert done.returncode == 0, done.stderr.decode()
    told = done.stderr.decode()
    assert 'no niche is called "nonsense"' in told
    assert 'did you mean "food"?' in told
    assert "klingon" in told
    assert "IRLAND" in told
    brief = load_brief(file)
    assert (brief.name, brief.words, brief.niches) == ('Tea "for" two', ("tea", "scones"), ("food",))
    assert (brief.languages, brief.countries) == (("en", "de"), ("GB",))
    assert "exists" in complaint("brief", "new", file, code=10)


def test_an_answer_that_cannot_be_used_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "brief.toml"
    done = run("brief", "new", file, stdin=b"Tea\ntea\n\nklingon\n")
    assert done.returncode == 10
    assert not file.exists()
