"""Servers of the same network that speak a language of their own: PeerTube, Lemmy, Misskey."""

from collections.abc import Iterator
from typing import Any

from crawler.networks.mastodon import lemmy, misskey, peertube


def is_cousin(value: object) -> bool:
    """Whether a JSON value is an answer in one of these languages."""
    return peertube.is_peertube(value) or lemmy.is_lemmy(value) or misskey.is_misskey(value)


def entities_in(value: object) -> Iterator[dict[str, Any]]:
    """What such an answer holds, as the Mastodon API writes it; ``comments_on`` marks a comment, and is its post."""
    for kin in (peertube, lemmy, misskey):
        yield from kin.entities_in(value)
