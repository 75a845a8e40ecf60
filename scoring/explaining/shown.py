"""One account as it is about to be shown, and what is said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scoring.brief import Brief
from scoring.features import AccountRead
from scoring.features.comments import count_scams

Row = Mapping[str, Any]
Worded = tuple[str, Iterable[str]]  # a sentence, and the pages that it rests on


@dataclass(frozen=True)
class Reason:
    """A sentence and the URLs of the pages that it rests on, each once."""

    evidence: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One account as it is about to be shown: its ranked row, what was read of it, its terms, the brief."""

    row: Row
    read: AccountRead
    terms: Mapping[str, float]
    brief: Brief
    full_row: Row  # the wide row, with the columns that no signal reads

    @cached_property
    def scams(self) -> tuple[int, int]:
        """How many of others' newest comments fish, and of how many (``count_scams``)."""
        return count_scams(self.read.evidence)

    def note(self, signal: str, number: str) -> Any:
        """A number that a signal left for its reason."""
        return self.row.get(f"note_{signal}_{number}")

    def pages_of(self, *fields: str) -> list[str]:
        """The pages on which fields of the profile were read; the profile's own where a field is unknown."""
        evidence = self.read.evidence
        found = [evidence.page_of[name] for name in fields if name in evidence.page_of]
        return found or ([evidence.profile.page] if evidence.profile else [])
