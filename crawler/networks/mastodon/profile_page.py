"""The head of an account's page as people see it: who it is, and its counts as printed ("1.2K Followers").

https://github.com/mastodon/mastodon/blob/main/app/views/accounts/_og.html.haml
"""

import re

from crawler.networks.mastodon.account import NETWORK
from crawler.networks.text import text_of_html
from crawler.networks.values import links_in, markup_of, shown_count, text_in
from crawler.page import Page
from storage.facts import Profile

_HANDLE = re.compile(r"[\w.-]{1,64}@[\w.-]{3,253}")
_POSTS, _FOLLOWING, _FOLLOWERS = range(3)  # in every language in this order; followers are left out where hidden


def profile_of_page(page: Page) -> Profile | None:
    """The account whose page this is; ``None`` for any other page."""
    if not page.is_html or "profile:username" not in page.text:
        return None
    meta = markup_of(page)[1]
    handle = meta.get("profile:username", "").strip().lstrip("@").lower()
    if meta.get("og:type") != "profile" or _HANDLE.fullmatch(handle) is None:
        return None
    printed, told, bio = meta.get("og:description", "").partition(" · ")
    counts = [shown_count(part) for part in printed.split(", ")]
    if len(counts) not in (_FOLLOWERS, _FOLLOWERS + 1):
        return None
    followers, within = counts[_FOLLOWERS] if len(counts) > _FOLLOWERS else (None, None)
    bio = text_of_html(bio) if "<" in bio else bio.strip()
    return Profile(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        handle=handle,
        display_name=text_in(meta.get("og:title", "").partition(" (@")[0].strip()),
        bio=bio if told else None,
        followers=followers,
        followers_within=within,
        following=counts[_FOLLOWING][0],
        posts_count=counts[_POSTS][0],
        avatar_url=text_in(meta.get("og:image")),
        links=links_in(bio) or None,
    )
