"""JSON as people keep it: several answers one after another, words behind them, cut short, or printed by a program.

What stands there is read; what had to be left out is said in a sentence.
"""

import ast
import re
import warnings
from typing import Any, NamedTuple

import orjson

from crawler.json_text import bare_json, load_json
from crawler.sources.scripted import value_in_script

# A string (closed or not), a bracket or a comma: possessive, so that each character is looked at once.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\],]', re.DOTALL)
_BETWEEN = re.compile(r"[\s,;]*")
_WIDE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|(\u00a0+)', re.DOTALL)  # spaces of pages that were copied
_PRINTED = re.compile(r"""[\[{(\s]{1,9}(?:'|u'|"[^"\\]{0,200}": (?:True|False|None|'|[\[{]))""")
_MOST_PRINTED = 32 << 20  # bytes
_MOST_VALUES = 100_000


class Mended(NamedTuple):
    """The values that a file holds, and what of it was left out (``None``: nothing)."""

    values: list[Any]
    note: str | None


def values_in(body: bytes) -> Mended | None:
    """The objects and lists that a damaged JSON holds; ``None`` where not even the first can be had."""
    text = bare_json(body).decode("utf-8", errors="replace").strip()
    if not text.startswith(("{", "[")):
        return None
    if "\u00a0" in text:
        text = _WIDE.sub(lambda found: " " if found.group(1) else found.group(), text)
    values: list[Any] = []
    place = 0
    while place < len(text) and text[place] in "{[" and len(values) < _MOST_VALUES:
        end, whole = _end_of(text, place)
        found = text[place:end] if whole is None else whole
        try:
            values.append(load_json(found))
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            if (value := value_in_script(found)) is None:
                break
            values.append(value)
        if whole is not None:
            return Mended(values, "ends before its end, so it may be cut short: what is there was read")
        place = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]  # nothing matches as well
    if not values:
        printed = _printed(text)
        printed = value_in_script(text) if printed is None else printed
        return None if printed is None else Mended([printed], None)
    rest = len(text) - place
    return Mended(
        values, f"what follows the answer ({rest:,} characters) is no JSON and was left out" if rest else None
    )


def _end_of(text: str, start: int) -> tuple[int, str | None]:
    """(Where the value ends that opens at ``start``, the whole of what is there where it never ends)."""
    opened: list[tuple[str, int]] = []  # each bracket that is open, and the last comma directly in it
    for token in _TOKEN.finditer(text, start):
        first = text[token.start()]
        if first in "{[":
            opened.append((first, 0))
        elif first == "," and opened:
            opened[-1] = (opened[-1][0], token.start())
        elif first in "}]":
            opened.pop()
            if not opened:
                return token.end(), None
    return len(text), _closed(text, start, opened)


def _closed(text: str, start: int, opened: list[tuple[str, int]]) -> str:
    """A value that was cut short, up to the last whole entry of a list, closed.

    Of lists within lists the outermost counts whose whole entries are most of the text: what was cut is dropped as
    one, rather than kept as half of a post.
    """
    lists = [depth for depth, (bracket, comma) in enumerate(opened) if bracket == "[" and comma]
    if not lists:
        return ""
    half = start + (len(text) - start) // 2
    kept = next((depth for depth in lists if opened[depth][1] > half), lists[-1])
    ends = "".join("]" if bracket == "[" else "}" for bracket, _ in reversed(opened[: kept + 1]))
    return text[start : opened[kept][1]] + ends


def _printed(text: str) -> Any:
    """What Python printed ({'user': None}), as JSON has it; ``None`` for any other text."""
    if len(text) > _MOST_PRINTED or not _PRINTED.match(text):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in somebody's words
            value = ast.literal_eval(text)
        return orjson.loads(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
