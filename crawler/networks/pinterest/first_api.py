"""Pinterest's API v1 (2015 to 2020): accounts, boards and pins, each with its address and whatever was asked for.

It answers with two names and the address where no fields were asked for, so accounts are known by their address.
"""

from collections.abc import Mapping
from typing import Any

from crawler.networks.pinterest.address import SITE, handle_of, owner_of_board, pin_in
from crawler.networks.text import hashtags_in
from crawler.networks.values import count_of, id_in, mapping, text_in, time_in
from crawler.page import Page
from storage.facts import Fact, Post, PostKind, Sighting

Values = Mapping[str, Any]
_KINDS: dict[object, PostKind] = {"image": "photo", "video": "video"}


def is_of_first_api(value: Values) -> bool:
    """Whether a value is an account, a board or a pin of the API v1."""
    return is_counted(value) or _is_named(value) or _is_board(value) or _is_noted(value)


def is_counted(value: Values) -> bool:
    """Whether a value is an account that tells its counts."""
    return isinstance(value.get("username"), str) and {"pins", "followers"} <= mapping(value.get("counts")).keys()


def profile_values(value: Values) -> dict[str, Any]:
    """A counted account under the names that later answers write."""
    counts = mapping(value["counts"])
    return {
        **value,
        "follower_count": counts["followers"],
        "following_count": counts.get("following"),
        "pin_count": counts["pins"],
        "about": value.get("bio"),
        "full_name": _name_of(value),
    }


def facts_of(value: Values, page: Page) -> list[Fact]:
    """What a value without counts says: a pin, or whom it names."""
    common: dict[str, Any] = {"network": "pinterest", "page": page.url, "observed_at": page.time}
    address = value["url"]
    if _is_noted(value):
        return [_pin(value, common)]
    if _is_board(value):
        return [Sighting(**common, handle=owner_of_board(address), route="list")]
    name = _name_of(value) or None
    return [Sighting(**common, handle=handle_of(address), native_id=id_in(value.get("id")), display_name=name,
                     route="list")]  # fmt: skip


def _is_named(value: Values) -> bool:
    return {"first_name", "last_name"} <= value.keys() and handle_of(str(value.get("url"))) is not None


def _is_board(value: Values) -> bool:
    numbered = (id_in(value.get("id")) or "").isdigit()
    return numbered and "name" in value and owner_of_board(str(value.get("url"))) is not None


def _is_noted(value: Values) -> bool:
    return "note" in value and pin_in(str(value.get("url"))) is not None


def _name_of(value: Values) -> str:
    names = (text_in(value.get(key)) for key in ("first_name", "last_name"))
    return " ".join(name.strip() for name in names if name)


def _pin(value: Values, common: dict[str, Any]) -> Post:
    native = pin_in(value["url"])
    creator, counts, text = mapping(value.get("creator")), mapping(value.get("counts")), text_in(value.get("note"))
    saves = (count_of(counts.get(key)) for key in ("saves", "repins"))
    return Post(
        **common,
        native_id=native,
        code=native,
        url=f"{SITE}/pin/{native}/",
        author_handle=handle_of(str(creator.get("url"))),
        author_native_id=id_in(creator.get("id")),
        posted_at=time_in(value.get("created_at")),
        text=text,
        kind=_KINDS.get(mapping(value.get("media")).get("type")),
        likes=count_of(counts.get("likes")),
        comments=count_of(counts.get("comments")),
        shares=next((count for count in saves if count is not None), None),
        hashtags=hashtags_in(text) if text else None,
        image_url=text_in(mapping(mapping(value.get("image")).get("original")).get("url")),
    )
