"""Rankings as files: what ``rank --json`` printed, one object a line."""

from pathlib import Path
from typing import Any

import orjson

from storage.errors import UnknownFormat, UnreadableFile
from storage.files.text_files import as_utf8

_NEEDED = ("network", "handle", "score", "excluded", "signals", "score_version")


def read_ranking(path: Path) -> list[dict[str, Any]]:
    """The objects of a ranking, in order; raises UnreadableFile or UnknownFormat in one sentence."""
    try:
        lines = as_utf8(path.read_bytes()).splitlines()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror or error}); check the path") from None
    if not any(line.strip() for line in lines):
        raise UnreadableFile(f"{path} is empty; write a ranking with nanoscout rank --json > {path}")
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = orjson.loads(line)
        except orjson.JSONDecodeError:
            item = None
        if not isinstance(item, dict) or any(key not in item for key in _NEEDED):
            raise UnknownFormat(f"{path}, line {number}: no object of a ranking; write one with nanoscout rank --json")
        found.append(item)
    return found
