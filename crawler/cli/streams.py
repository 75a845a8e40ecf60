"""The standard streams as verbs may use them: one that is closed, or whose reader has seen enough, is no error."""

import codecs
import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any


class ReaderGone(SystemExit):
    """Whoever read the answer (head, less) has seen enough: the verb is over, and that is well."""


class _Heard:
    """A stream until its reader is gone; what is written after that goes nowhere.

    With ``ends`` a verb has nothing left to do then, and ends. What it says beside its answer goes unheard instead,
    whatever keeps it from being written: the verb's own exit code holds.
    """

    def __init__(self, stream: IO[str], *, ends: bool) -> None:
        self._stream, self._ends = stream, ends

    def write(self, words: str) -> int:
        try:
            return self._stream.write(words)
        except OSError as error:
            self._lose_reader(error)
        return len(words)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._lose_reader(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _lose_reader(self, error: OSError) -> None:
        # An answer that finds no room is an error; words beside it that do must not take the place of the verb's own.
        if self._ends and error.errno not in (errno.EPIPE, errno.EIO):  # the second: a terminal that was closed
            raise error
        self._stream = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # until the process ends
        if self._ends:
            raise ReaderGone(0)


def hold_streams() -> None:
    """From now on no verb ends in an error because nobody listens to it.

    A stream that was closed from the start is opened on nothing, or the next file would take its number, and what is
    printed would go there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    codecs.register_error("nanoscout.escape", _escape)
    answer = sys.stdout
    if isinstance(answer, io.TextIOWrapper) and answer.errors in _breaking(answer.encoding):
        answer.reconfigure(errors="nanoscout.escape")  # what people wrote ends no verb; stderr escapes by itself
    for name in ("stdout", "stderr"):
        if not isinstance(getattr(sys, name), _Heard):
            setattr(sys, name, _Heard(getattr(sys, name), ends=name == "stdout"))


def _breaking(encoding: str) -> tuple[str, ...]:
    """Ways with letters that a stream cannot show in which they end the verb; UTF-8 lacks none but bytes of names."""
    return ("strict",) if codecs.lookup(encoding).name == "utf-8" else ("strict", "surrogateescape")


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Letters that a stream cannot show, as JSON escapes them: what programs read stays whole."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4)), error.end


@contextmanager
def heard_or_not() -> Iterator[None]:
    """What is printed inside may go unheard: what comes after happens all the same."""
    try:
        yield
    except ReaderGone:
        return
