"""Values as programs write and print them: JavaScript's objects, what Node.js prints, Python's JSON with its NaN.

What no JSON has is made null (NaN, undefined, [Object]) or left out (comments, a comma before a bracket).
"""

import re
from typing import Any

import orjson

from crawler.json_text import load_json

_MOST = 32 << 20  # characters
_TOKEN = re.compile(
    r"""(?P<double>"(?:[^"\\\n]++|\\.)*+")|(?P<single>'(?:[^'\\\n]++|\\.)*+'|`(?:[^`\\]++|\\.)*+`)"""
    r"|(?P<left>\s++|//[^\n]*+|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*/|\.\.\.\ \d{1,12}\ more\ items?)"
    r"|(?P<hidden>\[(?:Object|Array|Function|Circular|Getter)[^\[\]\n]{0,80}\])"
    r"|(?P<none>(?:undefined|NaN|nan|-?Infinity|-?inf|None)\b)|(?P<word>(?:true|false|null|True|False)\b)"
    r"|(?P<name>[A-Za-z_$][\w$]{0,200})|(?P<number>-?\d[\d.eE+-]{0,40})n?|(?P<mark>[{}\[\]:,+])",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u\{?[0-9a-fA-F]{4,6}\}?|x[0-9a-fA-F]{2}|\r?\n|.)|([\"\n\r\t])", re.DOTALL)
_ESCAPED = {"n": "\\n", "r": "\\r", "t": "\\t", "b": "\\b", "f": "\\f", "\\": "\\\\", '"': '\\"', "0": "\\u0000"}
_BARE = {'"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def value_in_script(text: str) -> Any | None:
    """The object or list that a text is, as JavaScript or a program has it; ``None`` where it is neither."""
    parts: list[str] = []
    place = depth = 0
    length = min(len(text), _MOST)
    while place < length:
        token = _TOKEN.match(text, place)
        if token is None:
            return None
        place = token.end()
        kind, said = token.lastgroup, token.group()
        if kind == "left":
            continue
        if kind == "mark":
            depth += (said in "{[") - (said in "}]")
            if said in "}]" and parts and parts[-1] == ",":
                parts.pop()
        if kind in ("double", "single") and len(parts) > 1 and parts[-1] == "+" and parts[-2].endswith('"'):
            parts.pop()  # Node.js breaks long texts into several
            parts[-1] = f"{parts[-1][:-1]}{_as_json(said)[1:]}"
            continue
        parts.append(_spelled(kind, said, token.group("number")))
        if depth == 0:
            break
    if text[place:].strip(" \t\r\n;"):
        return None
    try:
        value = load_json(_with_keys(parts))
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None
    return value if isinstance(value, dict | list) else None


def _spelled(kind: str | None, said: str, number: str | None) -> str:
    if kind in ("double", "single"):
        return _as_json(said)
    if kind in ("hidden", "none"):
        return "null"
    return said.lower() if kind == "word" else number or said


def _as_json(quoted: str) -> str:
    """A text in any quotes as JSON has it."""

    def other(found: re.Match[str]) -> str:
        escape, bare = found.groups()
        if bare is not None:
            return _BARE[bare]
        if escape[0] == "x" and len(escape) == 3:
            return f"\\u00{escape[1:]}"
        if escape[0] == "u" and len(escape) > 1:
            code = int(escape[1:].strip("{}"), 16)
            return f"\\u{code:04x}" if code < 1 << 16 else chr(code) if code < 0x110000 else ""
        return _ESCAPED.get(escape, "" if escape.endswith("\n") else escape)

    return f'"{_ESCAPE.sub(other, quoted[1:-1])}"'


def _with_keys(parts: list[str]) -> str:
    """The parts as one text, each name before a colon in quotes."""
    for place, part in enumerate(parts[1:], start=1):
        if part == ":" and not parts[place - 1].startswith('"'):
            parts[place - 1] = f'"{parts[place - 1]}"'
    return "".join(parts)
