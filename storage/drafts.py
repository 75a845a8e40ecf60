"""Files that are written beside their place and take it when they are whole."""

import os
import time
from contextlib import suppress
from pathlib import Path

_LEFT_S = 600  # a draft that nobody wrote to for so long belongs to nobody who lives


def draft_of(path: Path) -> Path:
    """Where this process writes a file before it takes its place.

    Drafts that killed processes left are taken away: they hold people too, and no ``forget`` would find them.
    """
    start, end = f".{path.name}.", ".part"
    with suppress(OSError):  # what cannot be looked at is said by whoever writes
        for left in path.parent.iterdir():
            number = left.name.removeprefix(start).removesuffix(end)
            is_draft = left.name == f"{start}{number}{end}" and number.isdecimal()
            if is_draft and time.time() - left.stat().st_mtime > _LEFT_S:
                left.unlink()
    return path.with_name(f"{start}{os.getpid()}{end}")
