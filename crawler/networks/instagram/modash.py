"""Reports and searches of Modash, put back into the names Instagram uses."""

from typing import Any

from crawler.networks import modash
from crawler.networks.instagram.values import handle

Values = dict[str, Any]
_HOST = "instagram.com"
_TYPES = {"Regular": 1, "Business": 2, "Creator": 3}
_KINDS = {"photo": 1, "video": 2, "reel": 2, "carousel": 8}


def report(values: Values) -> Values | None:
    """An account with its posts and those it is compared with; ``None`` for another network's and anything else."""
    about = modash.told_profile(values, _HOST)
    if about is None:
        return _account(values) if modash.met_account(values, _HOST) else None
    found = _account({**about, "userId": values.get("userId")}) or {}
    found |= {
        "biography": values.get("bio"),
        "media_count": values.get("postsCount"),
        "is_private": values.get("isPrivate"),
        "is_verified": values.get("isVerified"),
        "account_type": _TYPES.get(str(values.get("accountType"))),
        "public_email": modash.email_of(values),
        "compared": values.get("lookalikes"),
    }
    posts = [{"node": _post(one)} for one in modash.posts_of(values)]
    if posts:
        found["edge_owner_to_timeline_media"] = {"edges": posts}
    return found


def _account(about: Any) -> Values | None:
    name = handle(about.get("username"))
    if name is None:
        return None
    return {
        "username": name,
        "pk": about.get("userId"),
        "full_name": about.get("fullname"),
        "follower_count": about.get("followers"),
        "profile_pic_url": about.get("picture"),
    }


def _post(post: Any) -> Values:
    get = post.get
    created = get("created")
    return {
        "permalink": get("url"),
        "taken_at": f"{created}Z" if isinstance(created, str) and created[-9:-8] == "T" else created,
        "media_type": _KINDS.get(str(get("type"))),
        "like_count": get("likes"),
        "comments_count": get("comments"),
        "play_count": get("views"),
        "display_url": get("image") or get("thumbnail"),
        "caption": {"text": get("text")} if isinstance(get("text"), str) else None,
    }
