"""Every command that the README and the docs show is run, in the order of its page, and prints what the page shows.

How a page says so is told in ``tests/guides.py``.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from scoring.lists import NICHES
from storage.errors import OUTCOMES
from tests.commands import run_together
from tests.guides import Command, File, NotRun, Patch, difference, steps_in, typed_answers
from tests.mastodon_server import run_mastodon

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_STEPS = [page for page in PAGES if any(steps_in(page))]
# Pages whose commands ask a network: a server on loopback answers in its place.
ASK_A_NETWORK = {"README.md"}
NOT_RUN = {
    "README.md": 1,
    "docs/guides/first-shortlist.md": 1,
    "docs/guides/graph-api.md": 1,
    "docs/guides/review.md": 1,
    "docs/guides/several-machines.md": 2,
}
_CODE = ("crawler", "scoring", "storage", "tests", "pyproject.toml")
_NEEDS_A_SHELL = re.compile(r"[|<>;&$*]")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


@pytest.mark.long
@pytest.mark.parametrize("page", WITH_STEPS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_a_page_runs_and_prints_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    _lay_out(folder, changes_code=any(isinstance(step, Patch) for step in steps_in(page)))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    if str(page.relative_to(ROOT)) in ASK_A_NETWORK:
        server_folder = tmp_path / "server"
        server_folder.mkdir()
        with run_mastodon(server_folder, tag="fountainpens") as server:
            (folder / "nanoscout.toml").write_text(f'instances = ["{server.url}"]\nseconds_between_requests = 0.0\n')
            _follow(page, folder, monkeypatch)
    else:
        _follow(page, folder, monkeypatch)


def test_what_is_not_run_says_why_and_is_counted() -> None:
    not_run = [(page, step) for page in PAGES for step in steps_in(page) if isinstance(step, NotRun)]
    for page, step in not_run:
        print(f"{page.relative_to(ROOT)}: {'; '.join(step.lines)}  ({step.reason})")
        assert len(step.reason.split()) >= 3, f"{page.name}: why is this not run? {step.lines}"
    counted = Counter(str(page.relative_to(ROOT)) for page, _ in not_run)
    assert counted == NOT_RUN, "change the count only for what really cannot run without a network or a token"


def test_no_command_hides_from_the_test() -> None:
    """An indented block would be shown like the others, and never run."""
    for page in PAGES:
        words = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
        hidden = re.findall(r"^(?: {4}|\t)(?:\$ )?(?:nanoscout|export|make|pip|python\S*|cd)\b.*", words, re.MULTILINE)
        assert not hidden, f"{page.name}: {hidden}"


def test_a_transcript_is_held_against_what_is_printed() -> None:
    printed = "one\ntwo 2\n\nthree\nfour  \n"
    assert difference(("one", "two 2", "three", "four"), printed) is None
    assert difference(("one", "…", "four"), printed) is None
    assert difference(("one", "t…2", "…"), printed) is None
    assert difference(("one", "three", "…"), printed)
    assert difference(("one", "two 2"), printed)
    assert difference(("…", "five"), printed)


def _lay_out(folder: Path, *, changes_code: bool) -> None:
    """The reader's folder: the repository as it was fetched, by links; copies of the code where a page changes it."""
    folder.mkdir()
    for entry in ROOT.iterdir():
        if changes_code and entry.name in _CODE:
            copied = folder / entry.name
            if entry.is_dir():
                shutil.copytree(entry, copied, ignore=shutil.ignore_patterns("__pycache__", "static", "*.db"))
            else:
                shutil.copy(entry, copied)
        elif entry.name not in ("out", ".git"):
            (folder / entry.name).symlink_to(entry)


def _follow(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in steps_in(page):
        if isinstance(step, File):
            text = step.text or (ROOT / step.source).read_text()
            (folder / step.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.name).write_text(text)
        elif isinstance(step, Patch):
            done = subprocess.run(["patch", "-p1"], input=step.text, cwd=folder, text=True, capture_output=True)
            assert done.returncode == 0, done.stdout + done.stderr
        elif isinstance(step, Command):
            exported = re.fullmatch(r"export (\w+)=(\S+)", step.line)
            if exported:
                monkeypatch.setenv(exported[1], exported[2])
            else:
                _type(step, page, folder)


def _type(command: Command, page: Path, folder: Path) -> None:
    typed, shown = typed_answers(command) if " brief new" in command.line else ("", command)
    program, *arguments = shlex.split(command.line, comments=True)
    if program.endswith("nanoscout") and not _NEEDS_A_SHELL.search(_QUOTED.sub("", command.line)):
        done = run_together(*arguments, stdin=typed.encode(), folder=folder)
        code, printed = done.returncode, done.stdout.decode()
    else:
        shell = subprocess.run(
            ["bash", "-c", command.line], cwd=folder, input=typed, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        code, printed = shell.returncode, shell.stdout
    told = f"{page.name}: $ {command.line}\n{printed}"
    if any(line.startswith("Error: ") for line in shown.shown):
        assert code not in (0, 1), told
    else:
        assert code in (0, OUTCOMES["budget"] if "--max-requests" in command.line else 0), f"exit {code}, {told}"
    found = difference(shown.shown, printed) if shown.shown else None
    assert found is None, f"{found}\n{told}"


def test_the_page_of_briefs_lists_every_niche() -> None:
    page = (ROOT / "docs" / "guides" / "briefs.md").read_text("utf-8")
    section = page.partition("## The niches")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
    told = {niche: {*re.findall(r"`(\w+)`", subs), niche} for niche, subs in rows}
    assert told == {niche: {*subs, niche} for niche, subs in NICHES.items()}
