"""Reddit: links only. Keyless answers are refused since 2025, keys are given by approval, nobody's audience is counted.

Source: https://support.reddithelp.com/hc/en-us/articles/16160319875092 (read November 2026).
"""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks.link_only import link_only

# What the API calls things: comments, accounts, posts, subreddits, and lists of them.
_KINDS = frozenset({"t1", "t2", "t3", "t5", "Listing"})


def _is_thing(value: Mapping[str, Any]) -> bool:
    data = value.get("data")
    if not isinstance(data, dict) or not isinstance(value.get("kind"), str) or value["kind"] not in _KINDS:
        return False
    return "children" in data or "subreddit" in data or "subreddit_id" in data or "link_karma" in data


NETWORK = link_only(
    "reddit",
    "Reddit",
    ("reddit.com",),
    pattern=re.compile(r"(?:u|user)/([A-Za-z0-9_-]{3,20})"),
    shown="https://www.reddit.com/user/{}/",
    example="mira_lind",
    is_answer=_is_thing,
    why="its API is open only by approval, and it counts no audience of a person",
)
