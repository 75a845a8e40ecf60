"""Patterns that are compiled when something is first looked for: there are some 250, a command that reads no new text
uses few of them, and compiling all takes a quarter of a second."""

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern")


class Late:
    """A pattern not compiled yet. What a match calls ``re`` is the compiled one, never this."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._told = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet; from then on the compiled pattern's own methods stand here."""
        vars(self).update({asked: getattr(self.compiled(), asked) for asked in _ASKED})
        return getattr(self.compiled(), name)

    def compiled(self) -> re.Pattern[str]:
        return re.compile(*self._told)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(pattern, flags)``, when something is first asked of it."""
    return cast(re.Pattern[str], Late(pattern, flags))
