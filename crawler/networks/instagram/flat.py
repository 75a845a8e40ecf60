"""Posts as actors and exports write them a row each, with the post's address: likes and words under plain names.

crawlerbros' actors (github.com/SharryCodes019/crawlerbros-apify-tutorials), PhantomBuster's exports, and whoever writes
``post_url`` or ``postUrl`` beside ``like_count``, ``likesCount``, ``description``, ``pub_date`` and the like.
"""

import re
from typing import Any

from crawler.networks.instagram.posts import code_in
from crawler.networks.instagram.values import flag, handle
from crawler.networks.values import count_of, text_in, time_in

Values = dict[str, Any]
_LIKES = ("likecount", "likescount", "likes", "numlikes")
_COMMENTS = ("commentcount", "commentscount", "numcomments", "comments")
_VIEWS = ("videoplaycount", "playcount", "videoviewcount", "viewcount", "views")
# Never "timestamp": in these rows it is when the program looked.
_TIMES = ("pubdate", "posteddate", "postedat", "publishedat", "publishdate", "dateposted", "takenat", "createtime")
_UNSURE_TIMES = ("timestamp", "date", "datetime", "time", "createdat", "created", "published")
_CODES = frozenset({"code", "shortcode", "shortCode"})
_NAMES = ("username", "ownerusername", "authorusername", "handle", "authorhandle", "userhandle", "author", "owner",
          "user", "account")  # fmt: skip
_BEFORE = re.compile(r"instagram\.com/([\w.]{1,30})/(?:p|reels?|tv)/")
_OWN_NUMBER = 4  # digits of a program's own number of a user
_WORDS = ("caption", "description", "postdescription", "captiontext")
_COMMENT_MARKS = frozenset({"comment", "commenttext", "commentid", "commenter", "commentuserurl", "parentcommentid"})
_KINDS = {
    "image": "GraphImage", "photo": "GraphImage", "video": "GraphVideo", "reel": "GraphVideo", "clips": "GraphVideo",
    "carousel": "GraphSidecar", "sidecar": "GraphSidecar", "album": "GraphSidecar",
}  # fmt: skip
_ABOUT = ("authormeta", "author", "owner", "user")
_COUNTS = {
    "followers": "follower_count", "followercount": "follower_count", "followerscount": "follower_count",
    "following": "following_count", "followingcount": "following_count", "followscount": "following_count",
    "postcount": "posts_count", "postscount": "posts_count", "bio": "biography", "biography": "biography",
    "fullname": "full_name", "id": "pk", "username": "username", "isverified": "is_verified", "isprivate": "is_private",
    "isbusiness": "is_business", "externalurl": "external_url", "profilepicurl": "profile_pic_url",
    "category": "category_name",
}  # fmt: skip


def post(values: Values) -> Values | None:
    """A row that is a post, under Instagram's own names; nothing for a post elsewhere.

    ``None`` for a comment, for who liked it, and for the rest.
    """
    address = values.get("post_url") or values.get("postUrl") or values.get("tweet_url")
    if address.__class__ is not str or "post_shortcode" in values:
        return None
    if "instagram.com/" not in address:
        return {} if address.startswith("http") else None  # nor is its author one of Instagram's
    code = code_in(address)
    row = {re.sub(r"[^a-z]", "", key.lower()): value for key, value in values.items()}
    told = [name for name in (*_LIKES, *_COMMENTS, *_WORDS) if row.get(name) is not None]
    if code is None or not told or not _COMMENT_MARKS.isdisjoint(row):
        return None
    if _first(row, _TIMES) is None and _first(row, _UNSURE_TIMES) is not None:
        return None if _CODES.intersection(values) else {}  # whether it was posted then, all rows together tell
    found: Values = {
        "code": code,
        "pk": row.get("pk"),
        "like_count": None if flag(row.get("likeshidden")) else count_of(_first(row, _LIKES)),
        "comment_count": count_of(_first(row, _COMMENTS)),
        "play_count": count_of(_first(row, _VIEWS)) or None,  # pictures are given 0
        "taken_at": at.isoformat() if (at := time_in(_first(row, _TIMES))) is not None else None,
        "user": _author(row, address),
        "is_paid_partnership": _first(row, ("ispaidpartnership", "paidpartnership")),
        "display_url": _first(row, ("displayurl", "thumbnailurl", "imgurl")),
        "location": _place(row),
    }
    words = _first(row, _WORDS)
    if words.__class__ is str:
        found["caption"] = {"text": words}
    kind = _KINDS.get(str(_first(row, ("mediatype", "posttype", "type"))).lower())
    if kind is not None:
        found["__typename"] = kind
    tagged = [*_people(row.get("taggedusers")), *_people(row.get("taggedusername"))]
    if tagged or "taggedusers" in row:
        found["usertags"] = {"in": [{"user": one} for one in tagged]}
    for name, key in (("collaborators", "coauthor_producers"), ("coauthors", "coauthor_producers"),
                      ("sponsortags", "sponsor_tags")):  # fmt: skip
        if row.get(name).__class__ is list:
            found[key] = _people(row[name])
    return found


def of_library(values: Values) -> Values | None:
    """A post of Meta's Content Library: its owner and its counts stand in objects of their own."""
    owner, counts = values["post_owner"], values.get("statistics")
    if owner.__class__ is not dict or counts.__class__ is not dict or "shortcode" not in values:
        return None
    return {
        "code": values["shortcode"],
        "taken_at": values.get("creation_time"),
        "caption": {"text": values.get("text")},
        "media_type": values.get("media_type"),
        "user": {"username": owner.get("username"), "full_name": owner.get("name")},
        "like_count": counts.get("like_count"),
        "comment_count": counts.get("comment_count"),
        "view_count": counts.get("view_count"),
    }


def measured(values: Values) -> Values | None:
    """A post whose counts stand in an object of their own, as services pass on the app's."""
    counts = values["metrics"]
    if counts.__class__ is not dict or "code" not in values or "like_count" not in counts:
        return None
    told = {name: counts.get(name) for name in ("like_count", "comment_count", "play_count", "view_count")}
    kind = _KINDS.get(str(values.get("media_name")))
    rest = {key: one for key, one in values.items() if key != "metrics"}
    return {**told, "reshare_count": counts.get("share_count"), **({"__typename": kind} if kind else {}), **rest}


def kept(values: Values) -> Values | None:
    """A post with the fields of instaloader's, as those who use it write them down."""
    at = time_in(values.get("date_utc"))
    if "shortcode" not in values or at is None:
        return None
    place = values.get("location")
    return {
        **values,
        "taken_at": at.isoformat(),
        "__typename": values.get("typename"),
        "location": {"name": place} if place.__class__ is str else place,
        "user": {"username": values["owner_username"], "pk": values.get("owner_id")},
    }


def page_parts(values: Values) -> Values | None:
    """What a page of an account shows, by its parts: the account, its counts as printed, its biography, its posts."""
    account, counts, about = values["account"], values.get("stats"), values.get("biography")
    if account.__class__ is not dict or counts.__class__ is not dict or about.__class__ is not dict:
        return None
    posts = values.get("posts")
    told: list[Any] = posts if posts.__class__ is list else []
    return {
        "username": account.get("username"),
        "is_verified": account.get("verified"),
        "full_name": about.get("name"),
        "biography": about.get("description"),
        "external_url": about.get("url"),
        "category_name": about.get("occupation"),
        "follower_count": counts.get("followers"),
        "following_count": count_of(counts.get("following")),
        "media_count": count_of(counts.get("posts")),
        "edge_owner_to_timeline_media": {
            "edges": [
                {"node": {"code": code_in(one["href"]), "caption": {"text": one.get("description")}}}
                for one in told
                if one.__class__ is dict and one.get("href").__class__ is str
            ]
        },
    }


def _first(row: Values, names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _author(row: Values, address: str) -> Values:
    about: Values = next((row[name] for name in _ABOUT if row.get(name).__class__ is dict), {})
    named = {re.sub(r"[^a-z]", "", key.lower()): value for key, value in about.items()}
    found = {_COUNTS[key]: value for key, value in named.items() if key in _COUNTS}
    told = {
        "username": _name(row, address),
        "full_name": _first(row, ("fullname", "userfullname", "ownerfullname")),
        "pk": row.get("ownerid") or (row.get("userid") if len(str(row.get("userid"))) > _OWN_NUMBER else None),
    }
    # Counts are whoever's the object is: a row found under another account's name leaves them out.
    if handle(told["username"]) is not None and handle(found.get("username")) not in (None, handle(told["username"])):
        return found
    return found | {key: value for key, value in told.items() if value is not None}


def _name(row: Values, address: str) -> Any:
    before = _BEFORE.search(address)
    if before is not None:
        return before.group(1)
    named = _first(row, _NAMES)
    return named.strip().removeprefix("@") if named.__class__ is str else None


def _place(row: Values) -> Values:
    said = row.get("location")
    inner = said.get("name") if said.__class__ is dict else said
    return {"name": text_in(inner) or text_in(row.get("locationname"))}


def _people(value: Any) -> list[Values]:
    """Accounts named in a list by bare handles or as objects, or by one handle."""
    told = value if value.__class__ is list else [value]
    objects = [{"username": one} if one.__class__ is str else one for one in told]
    return [one for one in objects if one.__class__ is dict and handle(one.get("username")) is not None]
