"""What a saved page of X carries for machines: the state of its scripts, embedded timelines, its own description."""

import re
from collections.abc import Mapping
from typing import Any

import orjson

from crawler.networks.gathering import list_of
from crawler.networks.values import count_of, json_in, mapping, markup_of, text_in
from crawler.page import Page

_STATE = re.compile(r"window\.__INITIAL_STATE__\s{0,5}=\s{0,5}(?=\{)")
_STATISTICS = {"FollowAction": "followers_count", "SubscribeAction": "friends_count", "WriteAction": "statuses_count"}


def values_of(page: Page) -> list[Any]:
    """The JSON values of an HTML page, its description (JSON-LD) under the names of the API v1.1."""
    found = []
    for attributes, text in markup_of(page)[0]:
        if attributes.get("type") == "application/ld+json":
            found.append(_described(json_in(text)))
        elif attributes.get("id") == "__NEXT_DATA__":
            found.append(json_in(text))
        elif match := _STATE.search(text):
            found.append(_first_value(text[match.end() :]))
    return [value for value in found if value is not None]


def _first_value(text: str) -> Any:
    """The JSON value that a script begins with; more statements may follow it."""
    try:
        return orjson.loads(text.strip().removesuffix(";"))
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        cut = getattr(error, "pos", 0)
        return json_in(text[:cut]) if cut else None


def _described(value: Any) -> dict[str, Any] | None:
    """A profile page's JSON-LD as an account of v1.1, ``None`` for any other."""
    said = mapping(value)
    about = mapping(said.get("mainEntity")) or mapping(said.get("author"))
    if said.get("@type") != "ProfilePage" or not text_in(about.get("additionalName")):
        return None
    user: dict[str, Any] = {
        "id_str": about.get("identifier"),
        "screen_name": about["additionalName"],
        "name": about.get("givenName") or about.get("name"),
        "description": about.get("description"),
        "created_at": said.get("dateCreated"),
        "profile_image_url_https": mapping(about.get("image")).get("contentUrl"),
        "url": next((one for one in list_of(said.get("relatedLink")) if isinstance(one, str)), None),
        "followers_count": None,
    }
    for one in list_of(about.get("interactionStatistic")):
        name = _STATISTICS.get(_action_of(mapping(one)))
        if name is not None:
            user[name] = count_of(mapping(one).get("userInteractionCount"))
    return user


def _action_of(statistic: Mapping[str, Any]) -> str:
    kind = statistic.get("interactionType")
    return str(mapping(kind).get("@type") if isinstance(kind, dict) else kind).rpartition("/")[2]
