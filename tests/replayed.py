"""The invented network as a database: replayed once for all the tests of a run, and copied for whoever wants it.

A test that is about the replay itself replays for itself.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands import nanoscout
from tests.review_server import BRIEF, SESSION


class Replayed(NamedTuple):
    """What ``discover`` made of the saved session with its brief. ``database`` is everybody's: ``copy`` it."""

    database: Path
    printed: str

    def copy(self, to: Path) -> Path:
        """A copy of one's own, at ``to``."""
        shutil.copy(self.database, to)
        return to


@pytest.fixture(scope="session")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    """The saved session, replayed by the first process of this run that asks."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # each worker has a folder of its own in that of the run
    file, told = folder / "replayed.db", folder / "replayed.txt"
    with _alone(folder / "replayed.lock"):
        if not told.exists():
            words = ("discover", "#discoverunder10k", "--replay", SESSION, "--brief", BRIEF)
            said = nanoscout("--database", file, *words)
            told.write_text(said, encoding="utf-8")
    return Replayed(file, told.read_text(encoding="utf-8"))


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        flock(file, LOCK_EX)
        yield
