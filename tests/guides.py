"""Pages of the docs as what they ask a reader to do: files to write, commands to type, and what these print.

Written in a page as people read it:

- A block ```` ```console ```` holds lines ``$ command``, each followed by what it prints (nothing shown: not compared).
  In ```` ```sh ```` every line is a command.
- ``…`` stands for anything: alone on a line for one line and more, within a line for any characters.
- ``brief new`` asks: what stands behind its questions is what is typed.

Written in comments, which no reader sees, on the line above a block:

- ``<!-- file: NAME -->``: the block is that file; ``<!-- file: NAME = fixtures/… -->``, alone: a copy of that one.
- ``<!-- not run: REASON -->``: the block's commands are shown only.

A block ```` ```diff ```` is applied as a patch, to copies of the code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r"(?:^<!-- (?P<say>[^>]*?) -->\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$"
    r"|^<!-- file: (?P<name>\S+) = (?P<source>\S+) -->$",
    re.DOTALL | re.MULTILINE,
)
_QUESTION = re.compile(r"^(.*\?.*: )(.*)$")


@dataclass(frozen=True)
class File:
    """A file that lies in the reader's folder. ``text`` is what it holds, else it is a copy of ``source``."""

    name: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True)
class Patch:
    """A change of the code, as a diff."""

    text: str


@dataclass(frozen=True)
class Command:
    """A line to type, and what is shown of what it prints; ``shown`` is empty where nothing is."""

    line: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotRun:
    """Commands that are shown only, and why."""

    lines: tuple[str, ...]
    reason: str


Step = File | Patch | Command | NotRun


def steps_in(page: Path) -> Iterator[Step]:
    """What a page asks its reader to do, in order."""
    for found in _BLOCK.finditer(page.read_text()):
        if found["name"]:
            yield File(found["name"], source=found["source"])
            continue
        kind, body = found["kind"], found["body"]
        keyword, _, words = (found["say"] or "").partition(":")
        if keyword == "file":
            yield File(words.strip(), text=body)
        elif kind == "diff":
            yield Patch(body)
        elif kind in ("console", "sh"):
            commands = list(_commands_of(kind, body))
            if keyword == "not run":
                yield NotRun(tuple(command.line for command in commands), words.strip())
            else:
                yield from commands


def _commands_of(kind: str, body: str) -> Iterator[Command]:
    lines = [line.rstrip() for line in body.replace("\\\n", "").splitlines()]
    if kind == "sh":
        yield from (Command(line) for line in lines if line)
        return
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Command(lines[start].removeprefix("$ "), tuple(line for line in lines[start + 1 : end] if line))


def typed_answers(command: Command) -> tuple[str, Command]:
    """What a reader types at the questions that a transcript shows, and the transcript as a pipe shows it: questions
    run on, since nobody ends their lines."""
    typed, asked, rest = [], "", []
    for line in command.shown:
        question = _QUESTION.match(line)
        if question:
            typed.append(f"{question[2]}\n")
            asked += question[1]
        else:
            rest.append(asked + line)
            asked = ""
    return "".join(typed), Command(command.line, tuple(rest))


def difference(shown: tuple[str, ...], printed: str) -> str | None:
    """What of a transcript is not (any more) what was printed, as a sentence; ``None`` where it is. Empty lines and
    spaces at the end of a line do not count."""
    lines = [line.rstrip() for line in printed.splitlines() if line.strip()]
    place, open_end = 0, False
    for line in shown:
        if line.strip() == "…":
            open_end = True
            continue
        wanted = re.compile(".*".join(map(re.escape, line.split("…"))))
        ahead = range(place, len(lines)) if open_end else range(place, min(place + 1, len(lines)))
        at = next((number for number in ahead if wanted.fullmatch(lines[number])), None)
        if at is None:
            return f"this line is shown, but not printed there: {line!r}"
        place, open_end = at + 1, False
    if place < len(lines) and not open_end:
        return f"this line is printed, but not shown: {lines[place]!r}"
    return None
