"""Who follows whom on Pinterest: the answers of ``UserFollowersResource`` and ``UserFollowingResource``."""

from collections.abc import Iterator
from typing import Any

from crawler.networks.pinterest.address import handle_of
from crawler.networks.values import id_in, items_of, mapping, text_in
from crawler.page import Page
from storage.facts import Edge, EdgeKind, Fact, Route, Sighting

_LISTS: dict[object, tuple[EdgeKind, Route]] = {
    "UserFollowersResource": ("follower", "related"),
    "UserFollowingResource": ("following", "following"),
}


def ties_in(value: object, page: Page) -> Iterator[Fact]:
    """The ties of an answer, which says itself whose they are; boards and interests that are followed are nobody."""
    asked = mapping(mapping(value).get("resource"))
    kind, route = _LISTS.get(text_in(asked.get("name")), (None, None))
    said = text_in(mapping(asked.get("options")).get("username"))
    whose = handle_of(f"https://www.pinterest.com/{said}/") if said else None
    if kind is None or route is None or whose is None:
        return
    common: dict[str, Any] = {"network": "pinterest", "page": page.url, "observed_at": page.time}
    for user in items_of(mapping(mapping(value).get("resource_response")).get("data")):
        name = text_in(user.get("username"))
        if name is not None and user.get("type", "user") == "user" and name.lower() != whose:
            met = {"handle": name.lower(), "native_id": id_in(user.get("id")), "display_name": user.get("full_name")}
            yield Edge(**common, source=whose, target=name.lower(), kind=kind)
            yield Sighting(**common, **{key: text_in(one) for key, one in met.items()}, route=route, via=whose)
