"""Creators as TikTok Shop's marketplace answers sellers, under the site's own names.

Its pages' own answers (``creator_profile_list``, each field an object with a ``value``), and the Affiliate Seller API
(partner.tiktokshop.com, Seller Search Creator on Marketplace). What creators sold, and to whom, is not read.
"""

from collections.abc import Mapping
from typing import Any

from crawler.networks.values import mapping, text_in

Values = Mapping[str, Any]
_SOLD = ("gmv", "units_sold", "category_ids", "selection_region", "creator_open_id", "creator_user_id")


def native(value: Values) -> Values | None:
    """A creator of the marketplace; ``None`` for any other object."""
    handle = text_in(_held(value, "handle"))
    if handle is not None and ("creator_oecuid" in value or "follower_cnt" in value):
        picture = mapping(_held(value, "avatar"))
        addresses = picture.get("url_list") or picture.get("thumb_url_list")
        pictures = addresses if isinstance(addresses, list) else []
        return _creator(
            handle, _held(value, "nickname"), _held(value, "follower_cnt"), bio=_held(value, "bio"),
            avatar=next((one for one in pictures if isinstance(one, str)), None),
        )  # fmt: skip
    name = text_in(value.get("username"))
    if name is not None and "follower_count" in value and sum(sign in value for sign in _SOLD) >= 2:
        return _creator(
            name, value.get("nickname"), value.get("follower_count"), bio=value.get("bio_description"),
            avatar=mapping(value.get("avatar")).get("url"),
        )  # fmt: skip
    return None


def _held(value: Values, name: str) -> Any:
    return mapping(value.get(name)).get("value")


def _creator(handle: str, nickname: object, followers: object, *, bio: object, avatar: object) -> Values:
    user = {
        "uniqueId": handle, "secUid": "", "nickname": nickname, "signature": bio, "avatarLarger": avatar,
    }  # fmt: skip
    return {"user": user, "stats": {"followerCount": str(followers) if isinstance(followers, int) else followers}}
