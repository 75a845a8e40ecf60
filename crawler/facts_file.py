"""Facts out of a file: JSON Lines as ``read --json`` prints them, or a CSV of profiles."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from crawler.facts_table import count_in, is_table, profiles_of_table
from storage.errors import InputError, UnknownFormat, UnreadableFile
from storage.facts import FACT_KINDS, Fact, Post, Profile, fact_from_dict, fields_of
from storage.files.text_files import as_utf8
from storage.problems import word_problem

_COUNTS = ("followers", "followers_within", "following", "posts_count", "highlights_count", "likes", "comments",
           "views", "shares")  # fmt: skip
_TIMES = ("observed_at", "posted_at", "created_at")
_YEARS = range(1990, 2050)  # what says another is a clock that was not set, or a joke
_HANDLES = ("handle", "author_handle", "source", "target", "target_handle")
_TOLD = 100  # lines that are told one by one: a file of another kind may have a million
_WORDS = 500  # letters of a reason: it may quote what a stranger wrote


@dataclass
class Refused:
    """The lines of a file that are no facts: how many, and of the first of them which and why."""

    count: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, why: str) -> None:
        """Counts a line."""
        self.count += 1
        if len(self.told) < _TOLD:
            self.told.append(why if len(why) <= _WORDS else why[: _WORDS - 1] + "…")

    def first(self) -> str:
        """The first line and why, and how many others there are."""
        more = self.count - 1
        others = (
            "" if not more else " (and 1 more line is none)" if more == 1 else f" (and {more:,} more lines are none)"
        )
        return self.told[0] + others

    def notes(self, shown: str) -> list[str]:
        """A sentence for each line that is told, and one for all."""
        if not self.count:
            return []
        more = f" ({self.count - len(self.told):,} of them not told here)" if self.count > len(self.told) else ""
        lines = "1 line was" if self.count == 1 else f"{self.count:,} lines were"
        return [*self.told, f"{shown}: {lines} left out{more}; the others were read"]


def read_facts(name: str, refused: Refused | None = None) -> Iterator[Fact]:
    """The facts of a file, in order; "-" is standard input. A count that cannot be one (-1, 1e30, "many") is null.

    A line that is no fact goes to ``refused`` and the others are read; without ``refused``, or where no line at all is
    a fact, it raises UnknownFormat with the first such line and the number of the others, once all were looked at.
    Raises UnreadableFile for a file that is missing or empty.
    """
    shown = shown_name(name)
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{shown} cannot be read ({error.strerror}); name a file of facts") from None
    content = as_utf8(content)
    if not content.strip():
        raise UnreadableFile(f"{shown} is empty; make facts with nanoscout read --json")
    aside = refused if refused is not None else Refused()
    found = 0
    for fact in _told_in(content, shown, aside):
        found += 1
        if refused is not None or not aside.count:
            yield fact
    if aside.count and (refused is None or not found):
        raise UnknownFormat(aside.first())
    if not found:
        raise UnreadableFile(f"{shown} has no row below its names of columns: it tells of nobody")


def shown_name(name: str) -> str:
    """How a file of facts is called in sentences."""
    return "standard input" if name == "-" else name


def _told_in(content: bytes, shown: str, aside: Refused) -> Iterator[Fact]:
    if is_table(content):
        for row in profiles_of_table(content, Path(shown).name):
            if isinstance(row, str):
                aside.add(row)
            else:
                yield row
        return
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            try:
                yield _fact_of(line, f"{shown}, line {number}")
            except InputError as error:
                aside.add(str(error))


def _fact_of(line: bytes, where: str) -> Fact:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UnknownFormat(f"{where} is not JSON ({error.msg})") from None
    if not isinstance(values, dict):
        raise UnknownFormat(f"{where}: a fact is a JSON object; make them with nanoscout read --json")
    try:
        if isinstance(values.get("network"), str):
            values["network"] = values["network"].strip().lower()
        fact = _as_kept(_in_utc(fact_from_dict(_mend_counts(values))))
    except ValidationError as error:
        raise UnknownFormat(f"{where} is no fact: {_wrong(values, error)}") from None
    if isinstance(fact, Profile) and not fact.handle:
        raise UnknownFormat(f"{where} is no fact: profile.handle is empty")
    handle = fact.handle if isinstance(fact, Profile) else fact.author_handle if isinstance(fact, Post) else None
    if handle and (any(map(str.isspace, handle)) or not any(one.isalnum() or one == "_" for one in handle)):
        raise UnknownFormat(f'{where} is no fact: "{handle[:40]}" is no handle on any network')
    return fact


def _wrong(values: dict[str, Any], error: ValidationError) -> str:
    """What the first fault is in words: which field, and what it may have been meant for."""
    problem = error.errors()[0]
    if problem["type"].startswith("union_tag"):
        kind = values.get("fact")
        said = 'it lacks its "fact"' if kind is None else f'"{str(kind)[:40]}" is no kind of fact'
        return f"{said}, one of {', '.join(FACT_KINDS)}"
    kind, *path = map(str, problem["loc"])
    name = path[-1] if path else ""
    if problem["type"] == "missing":
        return f'it lacks "{".".join(path)}", which every {kind} has'
    if problem["type"] == "extra_forbidden":
        return _unknown_field("link" if "links" in path else kind, name)
    return f"{'.'.join((kind, *path))}: {word_problem(problem)}"


def _unknown_field(kind: str, name: str) -> str:
    known = fields_of(kind)
    near = get_close_matches(name[:60].casefold(), known, n=1)
    own = [field for field in known if field not in ("network", "page", "observed_at")]
    way_on = f'did you mean "{near[0]}"?' if near else f"it has {', '.join(own)}"
    return f'a {kind} has no "{name[:40]}"; {way_on}'


def _mend_counts(values: dict[str, Any]) -> dict[str, Any]:
    """Other tools write -1 for hidden, 12.0 for 12, "12" or "10.2K" as people read it; what is no count is null."""
    for key in _COUNTS:
        if values.get(key) is not None:
            values[key], within = _count(values[key])
            if key == "followers" and within and values.get("followers_within") is None:
                values["followers_within"] = within
    if values.get("fact") == "profile" and values.get("followers") is None:
        values.pop("followers_within", None)
    return values


def _count(value: Any) -> tuple[int | None, int]:
    """A count and how rounded it is (±)."""
    if isinstance(value, str):
        return count_in(value) or (None, 0)
    try:
        whole = int(value)
    except (TypeError, ValueError, OverflowError):
        return None, 0
    plain = not isinstance(value, bool) and (not isinstance(value, float) or value == whole)
    return (whole if plain and 0 <= whole < 2**63 else None), 0


def _as_kept(fact: Fact) -> Fact:
    """Handles as they are kept: without @, in lower case where the network ignores case, so that one is one account."""
    changed: dict[str, Any] = {}
    for name in _HANDLES:
        handle = getattr(fact, name, None)
        network = getattr(fact, "target_network", None) if name == "target_handle" else fact.network
        if isinstance(handle, str) and (kept := _handle_kept(network or "", handle)) != handle:
            changed[name] = kept
    for name in ("mentions", "tagged", "coauthors", "sponsors"):
        handles = getattr(fact, name, None)
        if handles and (kept_ones := [_handle_kept(fact.network, handle) for handle in handles]) != handles:
            changed[name] = kept_ones
    return fact.model_copy(update=changed) if changed else fact


@lru_cache(maxsize=100_000)
def _handle_kept(network: str, handle: str) -> str:
    bare = handle.strip().removeprefix("@")
    if re.fullmatch(r"[a-z0-9_.@-]*", bare):
        return bare
    from crawler.networks import load_network
    from storage.errors import UnknownNetwork

    try:
        return load_network(network).clean_handle(bare)
    except (UnknownNetwork, ValueError):  # what no network would call a handle is kept as it stands there
        return bare.lower()


def _in_utc(fact: Fact) -> Fact:
    """Times without a zone are taken as UTC; those of no network's life (1970, 9999) tell nothing and are null."""
    mended = {
        name: (time if time.tzinfo else time.replace(tzinfo=UTC)) if time.year in _YEARS else None
        for name in _TIMES
        if isinstance(time := getattr(fact, name, None), datetime)
    }
    return fact.model_copy(update=mended) if mended else fact
