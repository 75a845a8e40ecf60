"""Facts out of a file: JSON Lines as ``read --json`` prints them, or a CSV of profiles."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from crawler.facts_table import is_table, profiles_of_table
from storage.errors import UnknownFormat, UnreadableFile
from storage.facts import Fact, fact_from_dict

_COUNTS = ("followers", "followers_within", "following", "posts_count", "highlights_count", "likes", "comments",
           "views", "shares")  # fmt: skip
_TIMES = ("observed_at", "posted_at", "created_at")


def read_facts(name: str) -> Iterator[Fact]:
    """The facts of a file, in order; "-" is standard input. A count that cannot be one (-1, 1e30, "many") is null.

    Raises UnreadableFile or UnknownFormat with the line.
    """
    shown = "standard input" if name == "-" else name
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{shown} cannot be read ({error.strerror}); name a file of facts") from None
    if is_table(content.removeprefix(b"\xef\xbb\xbf")):
        yield from profiles_of_table(content, shown if name == "-" else Path(name).name)
        return
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            values = orjson.loads(line)
            if not isinstance(values, dict):
                raise UnknownFormat(
                    f"{shown}, line {number}: a fact is a JSON object; make them with nanoscout read --json"
                )
            yield _in_utc(fact_from_dict(_mend_counts(values)))
        except orjson.JSONDecodeError as error:
            raise UnknownFormat(f"{shown}, line {number} is not JSON ({error.msg})") from None
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(str(part) for part in problem["loc"])
            raise UnknownFormat(f"{shown}, line {number} is no fact: {where}: {problem['msg']}") from None


def _mend_counts(values: dict[str, Any]) -> dict[str, Any]:
    """Other tools write -1 for hidden, 12.0 for 12 and "12" for 12; what is no count is null."""
    for key in _COUNTS:
        if values.get(key) is not None:
            values[key] = _count(values[key])
    if values.get("fact") == "profile" and values.get("followers") is None:
        values.pop("followers_within", None)
    return values


def _count(value: Any) -> int | None:
    try:
        whole = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    plain = not isinstance(value, bool) and (not isinstance(value, float) or value == whole)
    return whole if plain and 0 <= whole < 2**63 else None


def _in_utc(fact: Fact) -> Fact:
    """Times without a zone are taken as UTC."""
    naive = {
        name: time.replace(tzinfo=UTC)
        for name in _TIMES
        if isinstance(time := getattr(fact, name, None), datetime) and time.tzinfo is None
    }
    return fact.model_copy(update=naive) if naive else fact
