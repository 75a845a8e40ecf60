"""JSON as answers carry it: behind a guard, inside a script's call or assignment, with texts that were cut."""

import re
from typing import Any

import orjson

# Answers meant only for scripts on the same site carry one of these in front of their JSON.
_GUARDS = (b"for (;;);", b"for(;;);", b"while(1);", b"while (1);", b")]}',", b")]}'")
_NAME = rb"[A-Za-z_$][\w.$]{0,200}(?:\[[\w.$'\"]{1,80}\])?"
# callback({…}), as JSONP has it, and var answer = {…}, as older APIs and archives of accounts have it.
# typeof callback === 'function' && callback({…}), as Express answers.
_ASKED = rb"(?:(?:typeof\s{1,8}" + _NAME + rb"\s{0,8}={2,3}\s{0,8}[\"']function[\"']|" + _NAME + rb")\s{0,8}&&\s{0,8})?"
_CALL = re.compile(_ASKED + _NAME + rb"\(\s{0,64}(?=[\[{])")
_ASSIGNMENT = re.compile(
    rb"(?:(?:export\s{1,8})?(?:(?:var|let|const)\s{1,8})?" + _NAME + rb"\s{0,8}=|export\s{1,8}default)\s{0,64}(?=[\[{])"
)
_REMARKS = re.compile(rb"(?:(?://[^\n]*+|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*/)\s*+)+")  # in front of a script
# Halves of a character above U+FFFF: a pair of them, or one that lost the other where a text was cut.
_HALVES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_ONE_HALF = len(rb"\ud83d")


def bare_json(body: bytes) -> bytes:
    """A body without the byte order mark, guard, call or assignment around its JSON; any other body as it is."""
    body = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if remarks := _REMARKS.match(body):
        body = body[remarks.end() :]
    for guard in _GUARDS:
        if body.startswith(guard):
            return body[len(guard) :].lstrip()
    if body[:1] in (b"{", b"["):
        return body
    for pattern, end in ((_CALL, b")"), (_ASSIGNMENT, b"")):
        around = pattern.match(body)
        rest = body.rstrip().removesuffix(b";").rstrip() if around else b""
        if around and rest.endswith(end):
            return rest[around.end() :].removesuffix(end)
    return body


def load_json(body: bytes | str) -> Any:
    """The value of a JSON text, U+FFFD in place of half a character; raises orjson.JSONDecodeError."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        if "surrogate" not in error.msg:
            raise
    raw = body.encode("utf-8", errors="replace") if isinstance(body, str) else body
    return orjson.loads(_HALVES.sub(_made_whole, raw))


def _made_whole(found: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if len(found.group()) == _ONE_HALF else found.group()
