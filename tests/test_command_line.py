"""What holds for every verb: help that says what it does and shows an example, JSON for programs, errors that name the
fix, completion by the shell."""

import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from crawler.cli import app
from tests.commands import nanoscout, run

# The one serves a page until it is ended, the other asks a person.
WITHOUT_JSON = {"review", "brief new"}


def verbs(command: Any, name: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Every verb by its full name."""
    if isinstance(command, TyperGroup):
        for part, child in command.commands.items():
            yield from verbs(child, f"{name} {part}".strip())
    else:
        yield name, command


VERBS = dict(verbs(typer.main.get_command(app)))


def test_help_loads_nothing_that_only_a_verb_needs() -> None:
    heavy = "{'sqlalchemy', 'sqlmodel', 'pydantic', 'polars', 'numpy', 'scrapy', 'playwright', 'orjson'}"
    code = f"import sys; from crawler.cli import app; print(sorted({heavy} & {{*sys.modules}}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_it_does_and_shows_an_example_that_it_would_take(verb: str) -> None:
    command = VERBS[verb]
    assert command.help, verb
    assert command.help.rstrip().endswith("."), verb
    example = command.epilog or ""
    assert example.startswith("Example: "), verb
    line = next(part for part in example.removeprefix("Example: ").split("|") if f"nanoscout {verb}" in part)
    arguments = shlex.split(line.split(f"nanoscout {verb}", 1)[1])
    known = {option for one in command.params if isinstance(one, TyperOption) for option in one.opts} | {"--database"}
    assert {word for word in arguments if word.startswith("--")} <= known, verb
    assert all(one.help for one in command.params if isinstance(one, TyperOption)), verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_answers_programs_too(verb: str) -> None:
    options = {option for one in VERBS[verb].params if isinstance(one, TyperOption) for option in one.opts}
    assert ("--json" in options) == (verb not in WITHOUT_JSON)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rnak", "rank"),
        ("rank --breif brief.toml", "--brief"),
        ("discover #tea --network mastodno", "mastodon"),
        ("export list.csv --to gmial", "gmail"),
        ("simulate --accounts a.csv --edges e.csv --seeds a --policy oracel", "oracle"),
    ],
)
def test_what_was_mistyped_is_told_with_what_was_meant(typed: str, meant: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("handle,name,followers,niche,fits\na,Ada,2000,art,1\n")
    (tmp_path / "e.csv").write_text("source,target,kind\n")
    done = run(*typed.split(), folder=tmp_path)
    assert done.returncode not in (0, 1)
    assert meant in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_verbs_and_options(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    assert "_NANOSCOUT_COMPLETE=complete_" in nanoscout("--show-completion", shell)
    typed = {
        "bash": {"COMP_WORDS": "nanoscout ra", "COMP_CWORD": "1"},
        "zsh": {"_TYPER_COMPLETE_ARGS": "nanoscout ra"},
        "fish": {"_TYPER_COMPLETE_ARGS": "nanoscout ra", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }
    monkeypatch.setenv("_NANOSCOUT_COMPLETE", f"complete_{shell}")
    for name, value in typed[shell].items():
        monkeypatch.setenv(name, value)
    offered = nanoscout()
    assert "rank" in offered
    assert "radar" in offered
    assert "export" not in offered


def test_a_limit_that_is_named_holds_for_programs_too() -> None:
    fact = '{"fact": "profile", "network": "instagram", "page": "p", "handle": "%s", "followers": 4000}'
    facts = "\n".join(fact % name for name in ("ada.ink", "bo.nib", "cy.wren")).encode()
    assert len(nanoscout("rank", "--facts", "-", "--json", stdin=facts).splitlines()) == 3
    assert len(nanoscout("rank", "--facts", "-", "--json", "--limit", "2", stdin=facts).splitlines()) == 2
