"""Hashtags: their own pages (G0 to G4) and their entries in search answers."""

from typing import Any

from crawler.networks.instagram.findings import Record
from crawler.networks.instagram.values import count, counted, filled, nodes_of

_PAGE = ("edge_hashtag_to_media", "edge_hashtag_to_top_posts", "edge_hashtag_to_ranked_media", "top_posts")
_ENTRY = (
    "top", "recent", "formatted_media_count", "search_result_subtitle", "allow_following", "is_top_media_only",
    "search_subtitle", "use_default_avatar", "following", "follow_status",
)  # fmt: skip
_PLACE = (
    "lat",
    "lng",
    "slug",
    "address_json",
    "location_dict",
    "has_public_page",
    "edge_location_to_media",
    "facebook_places_id",
)
# Accounts of other networks have a name, a count of media, and whether one follows them.
_ACCOUNT = ("username", "screen_name", "followers_count", "follower_count")
# Tags of ActivityPub's documents, which stand under "tag" as well.
_OTHER_TAGS = ("Hashtag", "Mention", "Emoji")


def is_hashtag(values: dict[str, Any], keyed: bool) -> bool:
    """Whether an object with a ``name`` is a hashtag; ``keyed`` says that it stands under ``hashtag`` or ``tag``."""
    if any(key in values for key in _ACCOUNT) or any(key in values for key in _PLACE):
        return False
    if "href" in values or values.get("type") in _OTHER_TAGS:
        return False
    if any(values.get(key).__class__ is dict for key in _PAGE):
        return True
    if keyed:
        return True
    return count(values.get("media_count")) is not None and any(key in values for key in _ENTRY)


def read_hashtag(values: dict[str, Any]) -> Record | None:
    """The record of a hashtag; ``None`` where its name cannot be one."""
    name = clean_tag(values.get("name"))
    if name is None:
        return None
    posts_count = counted(values.get("edge_hashtag_to_media"))
    if posts_count is None:
        posts_count = counted(values.get("media"))
    if posts_count is None:
        posts_count = count(values.get("media_count"))
    related: list[str] | None = None
    for key in ("edge_hashtag_to_related_tags", "related_tags"):
        entries = values.get(key)
        if entries.__class__ in (list, dict):
            found = (entry.get("name") if entry.__class__ is dict else entry for entry in nodes_of(entries))
            related = list(dict.fromkeys(tag for tag in map(clean_tag, found) if tag is not None))
            break
    return {"name": name, "posts_count": posts_count, "related": related}


def clean_tag(value: Any) -> str | None:
    """A tag without its #, in lower case; ``None`` for what cannot be one."""
    found = filled(value)
    if found is None:
        return None
    found = found.lstrip("#＃").lower()
    return (
        found if 0 < len(found) <= 100 and not any(letter.isspace() or letter in "/<>\"'" for letter in found) else None
    )
