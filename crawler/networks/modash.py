"""Reports and searches of Modash: an account's ``profile`` beside what is known of it, its posts in lists.

https://docs.modash.io: what it guesses of a person and of the audience is left out. Its counts are those of the day
that it looked, which it does not tell.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.values import items_of, mapping, text_in

Values = Mapping[str, Any]
_POSTS = ("recentPosts", "popularPosts", "sponsoredPosts")


def told_profile(value: Values, host: str) -> Values | None:
    """The account of a report or of one hit of a search, if it is one of this host; ``None`` for anything else."""
    about = mapping(value.get("profile"))
    named = isinstance(about.get("url"), str) and f"{host}/" in about["url"] and "engagements" in about
    return about if named and "followers" in about and "userId" in value else None


def met_account(value: Values, host: str) -> bool:
    """Whether an object is an account that a report compares with its own, or names beside it."""
    named = isinstance(value.get("url"), str) and f"{host}/" in value["url"] and isinstance(value.get("username"), str)
    return named and "engagements" in value and "followers" in value and "userId" in value


def posts_of(value: Values) -> Iterator[Values]:
    """The posts of a report that have an address."""
    for key in _POSTS:
        yield from (one for one in items_of(value.get(key)) if text_in(one.get("url")))


def email_of(value: Values) -> str | None:
    """The first email that an account shows."""
    shown = (one.get("value") for one in items_of(value.get("contacts")) if one.get("type") == "email")
    return next((one for one in shown if isinstance(one, str)), None)
