"""What is wrong with a value that a person wrote, in words for people: what pydantic says is meant for programmers."""

import json
from collections.abc import Mapping
from typing import Any

_MUST_BE = {
    "string_type": 'text in quotation marks, like "…"',
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a number",
    "list_type": 'a list, like ["…", "…"]',
    "tuple_type": 'a list, like ["…", "…"]',
    "dict_type": "a table: its name in brackets on a line of its own, its keys below",
    "greater_than_equal": "{ge} or more",
    "greater_than": "more than {gt}",
    "less_than_equal": "{le} or less",
    "less_than": "less than {lt}",
    "literal_error": "{expected}",
}


def word_problem(problem: Mapping[str, Any]) -> str:
    """What the value must be, of one of pydantic's errors: "it must be a whole number"; what it says where that is
    not known here."""
    said = str(problem["msg"])
    must = _MUST_BE.get(problem["type"])
    if must is None:
        return said[:1].lower() + said[1:]
    return "it must be " + must.format(**{name: _plain(value) for name, value in problem.get("ctx", {}).items()})


def word_value(value: object) -> str:
    """A value as it is written in a file of settings, cut short: "5-10", true, [1000, 10000]."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= 60 else f"{written[:59]}…"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,g}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("'", "")
