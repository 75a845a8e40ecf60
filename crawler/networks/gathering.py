"""The facts of one page gathered as its reader goes along, each once."""

from collections.abc import Callable, Mapping
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


@dataclass
class Gathering:
    """The facts of one page of a network, in order: each post, comment, profile and tie once."""

    network: str
    page: Page
    facts: list[Fact] = field(default_factory=list)
    _seen: set[object] = field(default_factory=set)

    @property
    def common(self) -> dict[str, Any]:
        """What every fact of this page begins with."""
        return {"network": self.network, "page": self.page.url, "observed_at": self.page.time}

    def add(self, fact: Fact) -> None:
        """Adds a fact, unless the same one (a post or comment: of the same id) was added before."""
        mark: object = fact.model_dump_json()
        if isinstance(fact, Post | Comment) and fact.native_id:
            mark = (fact.fact, fact.native_id)
        if mark not in self._seen:
            self._seen.add(mark)
            self.facts.append(fact)

    def add_profile(self, profile: Profile) -> None:
        """Adds a profile; of two of the same handle the one that knows its followers, else the first."""
        for place, fact in enumerate(self.facts):
            if isinstance(fact, Profile) and fact.handle == profile.handle:
                if fact.followers is None and profile.followers is not None:
                    self.facts[place] = profile
                return
        self.facts.append(profile)

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
