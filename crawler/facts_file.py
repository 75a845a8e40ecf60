"""Facts out of a file of JSON Lines, as ``read --json`` prints them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
from pydantic import ValidationError

from storage.errors import UnknownFormat, UnreadableFile
from storage.facts import Fact, fact_from_dict


def read_facts(name: str) -> Iterator[Fact]:
    """The facts of a file, in order; "-" is standard input. Raises UnreadableFile or UnknownFormat with the line."""
    shown = "standard input" if name == "-" else name
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{shown} cannot be read ({error.strerror}); name a file of facts") from None
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            values = orjson.loads(line)
            if not isinstance(values, dict):
                raise UnknownFormat(
                    f"{shown}, line {number}: a fact is a JSON object; make them with nanoscout read --json"
                )
            yield fact_from_dict(values)
        except orjson.JSONDecodeError as error:
            raise UnknownFormat(f"{shown}, line {number} is not JSON ({error.msg})") from None
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(str(part) for part in problem["loc"])
            raise UnknownFormat(f"{shown}, line {number} is no fact: {where}: {problem['msg']}") from None
