"""The README and the docs say what is true: links lead somewhere, lists are whole. Commands: test_guides.py."""

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from scoring.brief import Brief, brief_from_toml
from scoring.signals import SIGNALS
from scoring.weights import SIGNAL_WEIGHTS
from storage import errors
from tests.guides import File, steps_in

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "CHANGELOG.md"]


def test_the_readme_has_the_two_commands_on_its_first_screen() -> None:
    first = "\n".join((ROOT / "README.md").read_text().splitlines()[:12])
    assert "make discover" in first
    assert "make test" in first


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_are_there(page: Path) -> None:
    shown = {str(step.name) for step in steps_in(page) if isinstance(step, File)}  # what the reader writes
    named = re.findall(r"\b(?:crawler|scoring|storage|tests|fixtures|docs)/[\w./-]*\w/?(?![*\w])", page.read_text())
    for path in {*named} - shown:
        assert "NAME" in path or (ROOT / path).exists(), f"{page.name} names {path}"
    for module in re.findall(r"python -m (tests(?:\.\w+)+)", page.read_text()):
        assert find_spec(module) is not None, f"{page.name} runs {module}"


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


def test_every_setting_is_told() -> None:
    from crawler.settings import Settings

    page = (ROOT / "docs" / "command-line.md").read_text().partition("## Settings")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(Settings.model_fields)


def test_every_signal_is_explained_with_its_weight_and_in_its_group() -> None:
    guide = (ROOT / "docs" / "guides" / "signals.md").read_text()
    groups = re.split(r"^## ", guide, flags=re.MULTILINE)[1:]
    explained = {
        name: text.partition(":")[0].lower() for text in groups for name in re.findall(r"^### (\w+)", text, re.M)
    }
    assert explained == {name: group for name, (group, _) in SIGNAL_WEIGHTS.items()}
    assert set(explained) == {signal.name for signal in SIGNALS}
    table = re.findall(r"^\|[^|]*\| (\w+) \| (\.\d+) \|", (ROOT / "docs" / "scoring.md").read_text(), re.MULTILINE)
    assert {name: float(weight) for name, weight in table} == {n: weight for n, (_, weight) in SIGNAL_WEIGHTS.items()}


def test_every_key_of_a_brief_is_explained_and_shown() -> None:
    guide = (ROOT / "docs" / "guides" / "briefs.md").read_text()
    keys = guide.partition("## Every key")[2].partition("\n## ")[0]
    table = {name.strip("[]") for name in re.findall(r"^\| `(\S+)` \|", keys, re.MULTILINE)}
    assert table == set(Brief.model_fields)
    example = re.search(r"<!-- file: brief.toml -->\n```toml\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    assert brief_from_toml(example.group(1)).model_fields_set == set(Brief.model_fields)


def test_every_page_of_the_docs_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text()
    pages = {str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")}
    linked = set(re.findall(r"\]\(([^)#\s]+)", index))
    listed = {page for page in pages if page in linked or page.startswith("networks/")}
    assert listed == pages - {"README.md"}


def test_make_knows_its_targets() -> None:
    done = subprocess.run(["make", "-n", "discover"], cwd=ROOT, capture_output=True, check=True)
    assert b"--replay fixtures/discoverunder10k/session.har" in done.stdout
