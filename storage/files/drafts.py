"""Files that are written beside their place and take it when they are whole."""

import os
import time
from contextlib import suppress
from pathlib import Path

_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a draft that is a database
_LEFT_S = 600  # a draft that nobody wrote to for so long belongs to nobody who lives


def draft_of(path: Path) -> Path:
    """Where this process writes a file before it takes its place.

    Drafts that killed processes left are taken away: they hold people too, and no ``forget`` would find them.
    """
    start, end = f".{path.name}.", ".part"
    with suppress(OSError):  # what cannot be looked at is said by whoever writes
        for left in path.parent.iterdir():
            name = next((left.name.removesuffix(log) for log in _BESIDE if left.name.endswith(log)), left.name)
            number = name.removeprefix(start).removesuffix(end)
            is_draft = name == f"{start}{number}{end}" and number.isdecimal()
            if is_draft and time.time() - left.stat().st_mtime > _LEFT_S:
                left.unlink()
    return path.with_name(f"{start}{os.getpid()}{end}")


def drop_draft(draft: Path) -> None:
    """Takes a draft away, and what SQLite keeps beside one, which it cannot clean up itself on a full disk; nothing
    where none is there."""
    for left in (draft, *(draft.with_name(f"{draft.name}{log}") for log in _BESIDE)):
        with suppress(OSError):  # why it could not be written is told already
            left.unlink()
