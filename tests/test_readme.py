"""The README and the docs say what is true: their commands run, their links lead somewhere, their lists are whole."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from storage import errors
from storage.errors import OUTCOMES
from tests.commands import nanoscout, run
from tests.mastodon_server import run_mastodon

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CHANGELOG.md"]
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands_in(page: Path) -> list[str]:
    """Lines of console blocks, without the prompt and what follows a #."""
    lines = [line for block in _CONSOLE.findall(page.read_text()) for line in block.splitlines()]
    return [line.removeprefix("$ ").split("  #")[0].strip() for line in lines if line.startswith("$ ")]


def test_the_readme_has_the_two_commands_on_its_first_screen() -> None:
    first = "\n".join((ROOT / "README.md").read_text().splitlines()[:12])
    assert "make discover" in first
    assert "make test" in first


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_exit_code_is_documented() -> None:
    table = (ROOT / "docs" / "command-line.md").read_text()
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.NanoscoutError):
            assert f"| {kind.exit_code} |" in table


def test_every_setting_of_the_example_is_one() -> None:
    import tomllib

    from crawler.settings import known_settings

    example = re.search(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert example is not None
    assert set(tomllib.loads(example.group(1))) <= set(known_settings())


def test_the_first_steps_run_as_written(tmp_path: Path) -> None:
    steps = [line for line in commands_in(ROOT / "README.md") if "nanoscout" in line]
    assert len(steps) >= 4
    with run_mastodon(tmp_path) as server:
        (tmp_path / "nanoscout.toml").write_text(
            f'database = "here.db"\ninstances = ["{server.url}"]\nseconds_between_requests = 0.0\n'
        )
        (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
        for line in steps:
            arguments = shlex.split(line)[1:]
            done = run(*[f"#{server.tag}" if word.startswith("#") else word for word in arguments], folder=tmp_path)
            spent = OUTCOMES["budget"] if "--max-requests" in line else 0
            assert done.returncode in (0, spent), f"{line}: {done.stderr.decode()}"
    rows = (tmp_path / "shortlist.csv").read_text().splitlines()
    assert rows[0].startswith("email,")
    assert len(rows) > 10


def test_make_discover_prints_the_transcript_of_the_readme(tmp_path: Path) -> None:
    """The same command as in the Makefile, into an empty folder."""
    makefile = (ROOT / "Makefile").read_text()
    assert "discover '#discoverunder10k'" in makefile
    folder = ROOT / "fixtures" / "discoverunder10k"
    brief = ["--brief", folder / "brief.toml"]
    printed = nanoscout(
        "--database", tmp_path / "x.db", "discover", "#discoverunder10k", "--replay", folder / "session.har", *brief
    )
    transcript = re.search(r"<!-- transcript -->\n```text\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert transcript is not None
    shown = [line for line in transcript.group(1).splitlines() if line.strip() and line.strip() != "…"]
    assert len(shown) > 8
    lines = {line.rstrip() for line in printed.splitlines()}
    missing = [line for line in shown if line.rstrip() not in lines]
    assert not missing, "the README shows what the command no longer prints"


def test_make_knows_its_targets() -> None:
    done = subprocess.run(["make", "-n", "discover"], cwd=ROOT, capture_output=True, check=True)
    assert b"--replay fixtures/discoverunder10k/session.har" in done.stdout
