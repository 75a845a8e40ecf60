"""The facts of one page gathered as its reader goes along, each once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from crawler.networks.values import objects_in
from crawler.page import Page
from storage.facts import Block, BlockKind, Comment, Edge, EdgeKind, Fact, Post, Profile, Route, Sighting

_MOST_LOOKED_AT = 5_000  # a timeline's first post stands below a dozen wrappers and some hundred objects


def list_of(value: object) -> list[Any]:
    """A list as it is, an empty one where there is none."""
    return value if isinstance(value, list) else []


def any_object(value: object, wanted: Callable[[Mapping[str, Any]], bool]) -> bool:
    """Whether one of the first few thousand objects of a value is one that ``wanted`` says yes to, however deep."""
    return any(wanted(one) for one in islice(objects_in(value), _MOST_LOOKED_AT))


def mark_of(fact: Fact) -> str:
    """What tells a fact from the others of its page: an account's handle, a post's or comment's id, else all of it."""
    if isinstance(fact, Profile):
        return f"profile {fact.handle}"
    if isinstance(fact, Post | Comment) and fact.native_id:
        return f"{fact.fact} {fact.native_id}"
    return fact.model_dump_json()


def completed(held: Fact, other: Fact) -> Fact:
    """An account, a post or a comment that stands twice on a page, as both say it: the fuller first, and of the other
    what that one leaves open, whichever came first. Likes stay as told: left open, they may be hidden."""
    if isinstance(held, Profile) and isinstance(other, Profile) and held.followers is None:
        held, other = (held, other) if other.followers is None else (other, held)
    more = {name: getattr(other, name, None) for name, value in held if value is None and name != "likes"}
    said = {name: value for name, value in more.items() if value is not None}
    return held.model_copy(update=said) if said and type(held) is type(other) else held


def keep(facts: dict[str, Fact], fact: Fact) -> None:
    """Adds a fact to those of a page by their marks; of one that is there, what it left open."""
    mark = mark_of(fact)
    facts[mark] = completed(facts[mark], fact) if mark in facts else fact


def once(told: Iterable[Fact]) -> list[Fact]:
    """The facts in order, each once."""
    facts: dict[str, Fact] = {}
    for fact in told:
        keep(facts, fact)
    return list(facts.values())


@dataclass
class Gathering:
    """The facts of one page of a network, in order: each post, comment, profile and tie once."""

    network: str
    page: Page
    facts: list[Fact] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    @property
    def common(self) -> dict[str, Any]:
        """What every fact of this page begins with."""
        return {"network": self.network, "page": self.page.url, "observed_at": self.page.time}

    def add(self, fact: Fact) -> None:
        """Adds a fact; of an account, a post or a comment that was added before, what was left open."""
        mark = mark_of(fact)
        place = self._places.setdefault(mark, len(self.facts))
        if place == len(self.facts):
            self.facts.append(fact)
        else:
            self.facts[place] = completed(self.facts[place], fact)

    def tie(self, source: str | None, target: str | None, kind: EdgeKind) -> None:
        """A tie between two handles; none to oneself or to nobody."""
        if source and target and source != target:
            self.add(Edge(**self.common, source=source, target=target, kind=kind))

    def sight(
        self,
        handle: str | None,
        route: Route,
        via: str | None,
        *,
        native_id: str | None = None,
        name: str | None = None,
    ) -> None:
        """An account that was met; nobody where neither handle nor id is known."""
        if handle or native_id:
            self.add(
                Sighting(
                    **self.common, handle=handle, native_id=native_id, display_name=name, route=route, via=via
                )
            )  # fmt: skip

    def block(self, kind: BlockKind, detail: str | None) -> None:
        """A refusal by name, about what this page was asked for."""
        self.add(Block(**self.common, kind=kind, url=self.page.url, detail=detail))
