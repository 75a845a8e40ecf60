"""What every test may use, and the list of tests that could not run here for want of a program."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.database import Database
from tests.replayed import replayed

if TYPE_CHECKING:
    from tests.crawls import Crawls
    from tests.postgres_server import PostgresServer

__all__ = ["replayed"]  # a fixture of every test
_PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "postgres": ("pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl"),
    "java": ("java",),
}


# Files that take longest begin first: one that began last would leave the other processes without work.
_LONGEST = (
    "test_guides", "test_both_databases", "test_canaries_live", "test_review_page", "test_review_hostile",
    "test_bad_input", "test_scoring_reaching", "test_faults", "test_handing_over", "test_scoring_bad_input",
    "test_pictures", "test_graph_api", "test_verdicts", "test_scoring_more_pairs", "test_scoring_shortlists",
    "test_scoring_near", "test_clock", "test_terminal", "test_minors", "test_review_looks", "test_invented_network",
    "test_browser", "test_browser_held", "test_politeness", "test_kill", "test_robots", "test_workers",
    "test_browser_walls",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Declares the markers: tests that look at the clock, that take longest, that need a program which a machine may
    lack."""
    config.addinivalue_line("markers", "timed: measures seconds; runs by itself")
    config.addinivalue_line("markers", "long: among the longest; make test-long")
    for name in _PROGRAMS:
        config.addinivalue_line("markers", f"needs_{name}: runs only where {name} is installed")


def _is_there(name: str) -> bool:
    for program in _PROGRAMS[name]:
        if "*" in program and any(Path("/").glob(program.lstrip("/"))):
            return True
        if shutil.which(program):
            return True
    return False


def pytest_collection_finish() -> None:
    """What was imported stays: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what cannot run here; under .ci/run, which installs everything, that is a failure instead. The longest
    files go first."""
    places = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))
    everything = bool(os.environ.get("NANOSCOUT_NOTHING_MISSING"))
    for name in _PROGRAMS:
        missing = not _is_there(name)
        for item in items:
            if missing and not everything and item.get_closest_marker(f"needs_{name}"):
                item.add_marker(pytest.mark.skip(reason=f"{name} is not installed"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lists by name, at the end, what was not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("not run on this machine")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr[2]}")


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """A PostgreSQL server of this process."""
    from tests.postgres_server import run_postgres

    with run_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "nanoscout.db")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """An empty database of its own, of each kind."""
    opened = Database(address)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def crawls() -> Iterator["Crawls"]:
    """Processes that crawl."""
    from tests.crawls import open_crawls

    with open_crawls() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and data of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in list(os.environ):
        if name.startswith("NANOSCOUT_") and name != "NANOSCOUT_NOTHING_MISSING":
            monkeypatch.delenv(name)
