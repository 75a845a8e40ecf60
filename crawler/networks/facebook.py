"""Facebook: links only. Page Public Content Access wants an app review and a verified business.

Source: https://developers.facebook.com/docs/features-reference/page-public-content-access (read November 2026).
"""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks.link_only import link_only

_POST_ID = re.compile(r"\d{3,20}_\d{3,20}")  # the page's number before its own
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:]{8}\+0000")


def _is_post(value: Mapping[str, Any]) -> bool:
    """Whether an object is a post as the Graph API tells it, whose time Instagram's answers wrote as a number."""
    found = (_POST_ID.fullmatch(str(value.get("id"))), _TIME.fullmatch(str(value.get("created_time"))))
    return None not in found


NETWORK = link_only(
    "facebook",
    "Facebook",
    ("facebook.com", "fb.com", "fb.me"),
    # A page by its name, or by its number (people/Name/123, profile.php is told apart by its query: not here), one of
    # its tabs, or one of its own posts (whose number, pfbid0…, stands alone as well).
    pattern=re.compile(
        r"(?:pg/|people/[^/]{1,100}/)?(?!pfbid0)([A-Za-z0-9][A-Za-z0-9.\-]{3,79})"
        r"(?:/(?:posts|photos|videos|reels|about|events|reviews|live|shop|community|followers|music)(?:/.{0,300})?)?"
    ),
    short=("fb.me", re.compile(r"[a-z.]{4,50}\d{0,4}|(?:[A-Z][a-z]{2,20}){2,5}")),
    shown="https://www.facebook.com/{}",
    example="mira.lind",
    not_names=frozenset({
        "sharer", "sharer.php", "share.php", "share", "dialog", "login", "login.php", "events", "groups", "watch",
        "marketplace", "gaming", "pages", "photo.php", "profile.php", "hashtag", "help", "policies", "privacy",
        "photo", "photos", "video", "videos", "video.php", "media", "notes", "story", "stories", "posts", "live",
        "legal", "business", "settings", "messages", "friends", "people", "about", "careers", "terms", "terms.php",
        "policy.php", "donate", "fundraisers", "games", "places", "lite", "recover", "ajax", "saved",
        "notifications", "bookmarks", "plugins", "permalink.php", "story.php", "story_fbid",
        "home.php", "reel", "reels", "l.php", "public", "search",
    }),
    is_answer=_is_post,
    why="its pages are shown only to who is logged in, and its API wants an app review and a verified business",
)  # fmt: skip
