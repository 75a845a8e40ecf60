"""Slips in TOML that people write by hand: in which line, and what to write instead.

A statement that cannot be read is mended step by step (straight quotation marks, = for :, quotation marks round words,
commas and brackets of a list) until it can be; what it is then is what to write.
"""

import re
import tomllib
from collections.abc import Iterator

_CURLY = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛‹›′", "'"))
_BEGINS = re.compile(r"\A\s*+(?:(?:[\w.-]++|\"[^\"]*\"|'[^']*')\s*+[=:]|\[\[?\s*+[A-Za-z])")
_ASSIGNED = re.compile(r"\A(\s*+(?:[\w-]++|\"[^\"]*\"))\s*+[=:]\s*+(.*)", re.DOTALL)
_ITEM = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[^,\n\"']+")
_REMARK = re.compile(r"\s#\s.*$", re.MULTILINE)  # a # without spaces is rather a hashtag
_LONGEST = 100  # letters of a line that is shown


def word_slip(text: str) -> str | None:
    """What is wrong with a text that is no TOML, and what to write, as "line 4 …"; ``None`` where it is TOML."""
    whole = _problem(text)
    if whole is None:
        return None
    for number, statement in _statements(text):
        problem = _problem(statement)
        if problem is None:
            continue
        straight = statement.translate(_CURLY)
        mended = straight if _problem(straight) is None else _mended(straight)
        line, before, instead = _first_change(statement, mended)
        where = f"line {number + line}"
        if mended is None:
            return f"{where} is not TOML ({problem}): {_short(statement)}"
        if straight != statement:
            return f"{where} has curly quotation marks, and straight ones are needed: write {_short(instead)}"
        return f"{where} cannot be read: {_short(before)}; write {_short(instead)}"
    again = _said_again(text)
    if again is not None:
        return f'line {again[0]} says "{again[1]}" a second time: keep one of them'
    return f"this is not TOML ({whole}); mend that line"


def _problem(text: str) -> str | None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return str(error).partition(" (at ")[0]
    return None


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(number of its first line, text) of each statement: a line that begins one, and those that go on with it."""
    first, lines = 1, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if lines and _BEGINS.match(line):
            yield first, "\n".join(lines)
            lines = []
        if not lines:
            first = number
        if lines or (line.strip() and not line.lstrip().startswith("#")):
            lines.append(line)
    if lines:
        yield first, "\n".join(lines)


def _mended(statement: str) -> str | None:
    """The statement as TOML; ``None`` where that is not clear."""
    parts = _ASSIGNED.fullmatch(_REMARK.sub("", statement).rstrip())
    if parts is None:
        return None
    key, value = parts[1], parts[2].strip()
    if value[:1] == "{":
        return None  # which part of it is meant how is not clear
    for candidate in (value, _as_list(value) if value[:1] == "[" or "," in value else _quoted(value)):
        told = f"{key} = {candidate}"
        if candidate and _problem(told) is None:
            return told
    return None


def _as_list(value: str) -> str:
    items = (_quoted(item) for item in _ITEM.findall(value.strip("[] \t\n")) if item.strip(" \t\n[]"))
    found = ", ".join(item for item in items if item)
    return f"[{found}]" if found else ""


def _quoted(value: str) -> str:
    """A value as it stands where it is one, else as words between quotation marks."""
    bare = value.strip()
    if bare and _problem(f"x = {bare}") is None:
        return bare
    words = bare.strip("\"'[]{}, \t").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{words}"' if words else ""


def _first_change(statement: str, mended: str | None) -> tuple[int, str, str]:
    """(how many lines into the statement it is mended, the line as it is, as it should be); all where lines went."""
    before, after = statement.splitlines(), (mended or "").splitlines()
    if len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                return place, old, new
    return 0, statement, mended or ""


def _said_again(text: str) -> tuple[int, str] | None:
    """(line, key) of the first key that stands a second time in its table."""
    table, seen = "", set[tuple[str, str]]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            table = line.strip()
        parts = _ASSIGNED.fullmatch(line)
        if parts is None:
            continue
        key = parts[1].strip()
        if (table, key) in seen:
            return number, key
        seen.add((table, key))
    return None


def _short(line: str) -> str:
    plain = " ".join(line.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
