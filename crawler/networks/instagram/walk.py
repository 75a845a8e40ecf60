"""One pass over the JSON of a page, without recursion: objects are recognised by their keys, wherever they stand.

A place on the way (`_Place`) carries what an object cannot say itself: the profile whose list it stands in, the
post that a comment answers, the hashtag and whether top or recent.
"""

import re
from itertools import filterfalse
from typing import Any, NamedTuple

from crawler.networks.instagram import comments, first_api, hashtags, posts, profiles, tools
from crawler.networks.instagram.embedded import MAX_DEPTH
from crawler.networks.instagram.findings import Findings, Role
from crawler.networks.instagram.values import NOBODY, Who, account_id, filled, handle, identifier, nodes_of, who
from crawler.networks.picture_hosts import network_of_picture
from crawler.networks.values import id_in
from storage.errors import UnreadablePage
from storage.facts import Route

# What never holds a fact, or belongs to the person who looked rather than to the page.
_SKIPPED = frozenset({
    "viewer", "xdt_viewer", "config", "form_data", "logged_in_user", "current_user", "viewer_data",
    "edge_mutual_followed_by",
    "profile_context_links_with_user_ids", "mutual_followers", "image_versions2", "video_versions",
    "display_resources", "thumbnail_resources", "hd_profile_pic_versions", "hd_profile_pic_url_info", "clips_metadata",
    "music_metadata", "clips_music_attribution_info", "caption", "edge_media_to_caption", "usertags", "fb_user_tags",
    "coauthor_producers", "invited_coauthor_producers", "sponsor_tags", "sponsor_users", "users_in_photo",
    "edge_media_to_sponsor_user", "edge_media_to_tagged_user", "edge_sidecar_to_children", "carousel_media",
    "bio_links",
    "biography_with_entities", "page_info", "dimensions", "sharing_friction_info", "media_overlay_info",
    "facepile_top_likers", "top_likers", "social_context", "likers", "friendship_status", "dash_info", "related_tags",
    "edge_hashtag_to_related_tags", "edge_media_preview_like", "edge_liked_by", "extensions", "videoplayback",
    "comment_inform_treatment", "fundraiser_tag", "creative_config", "clips_demotion_control", "story_cta",
    "pinner", "native_creator", "nativeCreator", "board_owner",  # Pinterest's accounts
})  # fmt: skip
# Scripts whose values are the account of whoever looked: ["PolarisViewer", [], {"data": {…}}, 7].
_OF_THE_LOOKER = frozenset({"PolarisViewer", "CurrentUserInitialData"})
_OWN_LISTS = frozenset({
    "edge_owner_to_timeline_media", "edge_felix_video_timeline", "polaris_clips_connection", "graphql_media",
    "recent_media", "branded_content_media",
})  # fmt: skip
_TIMELESS = frozenset({
    "polaris_ordered_timeline_connection", "polaris_timeline_connection", "polaris_clips_connection",
    "xig_logged_out_popular_search_media_info",
})  # fmt: skip
_ROLES: dict[str, Role] = {
    "edge_related_profiles": "related", "edge_chaining": "related", "xdt_ayml_logged_out": "related",
    "ayml_logged_out": "related", "chaining_suggestions": "related", "chaining_results": "related",
    "_chaining_results": "related",
    "xdt_api__v1__discover__chaining": "related", "edge_followed_by": "follower", "edge_follow": "following",
    "reels_media": "list",
}  # fmt: skip
_HIGHLIGHTS = frozenset({"edge_highlight_reels", "lox_highlights_connection", "tray", "highlights"})
_TAG_ROUTES: dict[str, Route] = {
    "edge_hashtag_to_media": "hashtag_recent", "edge_hashtag_to_top_posts": "hashtag_top",
    "edge_hashtag_to_ranked_media": "hashtag_top", "top_posts": "hashtag_top", "top": "hashtag_top",
    "ranked_items": "hashtag_top", "media": "hashtag_recent", "recent": "hashtag_recent", "items": "hashtag_recent",
}  # fmt: skip
_TAG_SEARCHES = frozenset({"xig_logged_out_popular_search_media_info", "xdt_fbsearch__top_serp_graphql", "media_grid"})
_CROWDS = frozenset({
    "sectional_items", "sections", "feed_items", "edge_location_to_media", "edge_location_to_top_posts",
    "edge_web_discover_media",
    "xdt_location_get_web_info_tab", "edge_web_feed_timeline", "xdt_api__v1__feed__timeline__connection",
})  # fmt: skip


_ASKED_BY_NAME = frozenset({"user", "xig_user_by_username", "business_discovery"})
_KEYED = frozenset({"hashtag", "tag", "user", "xig_user_by_username", "business_discovery"})
_GUIDES = (
    comments.CONTAINERS | comments.ANSWERS | _OWN_LISTS | _TIMELESS | _HIGHLIGHTS | _TAG_SEARCHES | _CROWDS | _KEYED
    | frozenset(_ROLES) | frozenset(_TAG_ROUTES)
)  # fmt: skip


# What may stand inside a post, a comment or a mere mention of an account; their other hundred keys hold no facts.
_INSIDE = _GUIDES | {
    "owner",
    "iphone_struct",
    "from",
    "edge_web_media_to_related_media",
    "node",
    "edges",
    "reel",
    "parent_comment",
    "posts",
    "data",
    "result",
    "results",
    "graphql",
}
# An account under these keys that has none of those only says who it is, as the author does in every post of a feed.
_NAMING = frozenset({"user", "owner"})
_MORE = _INSIDE | posts.SIGNS | profiles.SAYS | {"text"}
_OF_INSTAGRAM = profiles.SAYS | {"pk", "pk_id", "full_name", "profile_pic_url", "is_private", "profile_pic_id"}
_OWNED = frozenset({
    "edge_chaining", "edge_highlight_reels", "lox_highlights_connection", "edge_related_profiles",
    "edge_owner_to_timeline_media",
})  # fmt: skip
_COMMENTED = frozenset({"if_not_gated_logged_out", "comments_connection", "edge_media_to_parent_comment"})


# Files about several networks say of each account or post whose it is, in names that are otherwise Instagram's.
_SAYING_WHOSE = frozenset({"platform", "network", "social_network", "source_platform", "type"})
# Where an object tells its own address beside a name, and whose addresses make it another network's.
_ADDRESSES = frozenset({
    "url", "video_url", "videoUrl", "web_video_url", "webVideoUrl", "post_url", "postUrl", "profile_url",
})  # fmt: skip
_PORTRAITS = frozenset({
    "avatar", "avatar_url", "avatar_link", "avatarUrl", "profile_image_url", "profile_image", "profile_picture",
    "profile_pic_url", "profilePicUrl", "profile_pic", "picture", "image", "image_url",
})  # fmt: skip
_ELSEWHERE = re.compile(
    r"https?://(?:[\w-]{1,30}\.){0,2}(?:tiktok\.com|youtube\.com|youtu\.be|twitter\.com|x\.com|threads\.(?:net|com)"
    r"|pinterest\.[a-z.]{2,6}|twitch\.tv|bsky\.app|snapchat\.com)/"
)
_TELLING = _ADDRESSES | _PORTRAITS
_OTHERS = frozenset({
    "tiktok", "youtube", "twitter", "x", "threads", "facebook", "pinterest", "snapchat", "twitch", "linkedin", "reddit",
    "bluesky", "mastodon", "tumblr", "soundcloud", "spotify", "telegram", "weibo", "douyin", "bilibili", "xiaohongshu",
    "kick",
})  # fmt: skip


class _Place(NamedTuple):
    owner: Who = NOBODY  # the profile that encloses everything below
    lists_own: bool = False  # whether the posts below are that profile's by the name of their list
    timeless: bool = False
    tag: str | None = None
    in_tag: bool = False
    route: Route | None = None
    role: Role | None = None
    highlights: bool = False
    post: str | None = None
    comment: str | None = None
    listed: bool = False  # in a list of comments
    spot: str | None = None  # the location whose page the posts stand on


def read_values(root: Any, found: Findings, route: Route | None, role: Role | None) -> None:
    """Everything that one JSON value says; ``route`` and ``role`` are what the address says of nameless lists.

    Raises UnreadablePage where values are nested beyond MAX_DEPTH.
    """
    start = _Place(tag=found.tag, route=route, in_tag=found.tag is not None)
    stack: list[tuple[Any, str, _Place, int]] = [(root, "", start, 0)]
    while stack:
        value, key, place, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise UnreadablePage(f"{found.base['page']}: the answer is nested deeper than {MAX_DEPTH} levels")
        depth += 1
        if value.__class__ is list:
            if value and value[0].__class__ is str and value[0] in _OF_THE_LOOKER:
                continue
            stack += [
                (child, key, place, depth)
                for child in reversed(value)
                if child.__class__ is dict or child.__class__ is list
            ]
        elif value.__class__ is dict:
            if not value.keys().isdisjoint(_SAYING_WHOSE) and _is_of_another(value):
                continue
            if "username" in value and not value.keys().isdisjoint(_TELLING) and _leads_elsewhere(value):
                continue
            if not value.keys().isdisjoint(tools.SIGNS):
                value = tools.native(value)
            if key in _NAMING and place.role is None and value.keys().isdisjoint(_MORE):
                name = handle(value.get("username"))
                if name is not None:
                    found.learn(Who(name, account_id(value)), filled(value.get("id")))
                    continue
            below, guided = _read_object(value, key, place, found, role)
            names = reversed(value)
            for name in filter(_INSIDE.__contains__, names) if guided else filterfalse(_SKIPPED.__contains__, names):
                child = value[name]
                if name in _OTHERS and _tells_accounts(child):
                    continue  # somebody's accounts, by their networks
                if child.__class__ is dict or child.__class__ is list:
                    inner = _enter(name, child, below) if name in _GUIDES else below
                    stack.append((child, name, inner, depth))


def _tells_accounts(value: Any) -> bool:
    """Whether a value is an account, or a list of such."""
    first = value[0] if value.__class__ is list and value else value
    return first.__class__ is dict and "username" in first


def _is_of_another(values: dict[str, Any]) -> bool:
    """Whether an object names another network as the one that it tells of."""
    said = (values.get(key) for key in _SAYING_WHOSE)
    return any(one.__class__ is str and one.strip().lower() in _OTHERS for one in said)


def _leads_elsewhere(values: dict[str, Any]) -> bool:
    """Whether an object's own address, or its picture's, is another network's."""
    for key in values.keys() & _TELLING:
        address = values[key]
        if address.__class__ is not str:
            continue
        if key in _ADDRESSES and _ELSEWHERE.match(address) is not None:
            return True
        if key in _PORTRAITS and network_of_picture(address) is not None:
            return True
    return False


def _read_object(
    values: dict[str, Any], key: str, place: _Place, found: Findings, role: Role | None
) -> tuple[_Place, bool]:
    """(The place of what stands in the object, whether that is looked at under known keys only)."""
    if not values.keys().isdisjoint(posts.SIGNS):
        keys = posts.post_keys(values)
        if keys is not None:
            return _read_post(values, keys, place, found), True
    if "text" in values and comments.is_comment(values, place.listed):
        return _read_comment(values, place, found), True
    if "username" in values or key in _ASKED_BY_NAME:
        name = handle(values.get("username"))
        if name is None and "username" not in values:
            if key == "xig_user_by_username":
                name = found.asked or found.addressed
            elif profiles.is_profile(values):
                name = found.asked
        if name is not None:
            return _read_account(values, name, key, place, found)
    return _read_other(values, key, place, found, role), False


def _read_other(values: dict[str, Any], key: str, place: _Place, found: Findings, role: Role | None) -> _Place:
    """The place of what stands in an object that is no post, no comment and no account."""
    if "title" in values or values.get("__typename") == "GraphHighlightReel":
        _read_highlight(values, place, found)
    if "name" in values and hashtags.is_hashtag(values, key in ("hashtag", "tag")):
        record = hashtags.read_hashtag(values)
        if record is not None:
            found.add_hashtag(record)
            return place._replace(tag=record["name"], in_tag=True, route=None)
    if "meta" in values and first_api.is_list(values):
        _read_tags(values["data"], found)
        return place._replace(role=role or "list")
    if "users" in values and place.role is None and values["users"].__class__ is list:
        return place._replace(role=role or "list")
    if "comments" in values and values.get("caption").__class__ is dict:
        _learn_author(values["caption"], place, found)
    if not values.keys().isdisjoint(_COMMENTED):
        own = identifier(values.get("pk")) or identifier(values.get("id"))
        return place._replace(post=own or _inner_id(values.get("if_not_gated_logged_out")) or place.post)
    if place.tag is not None and "popular_search_related_keywords_connection" in values:
        _read_search(values, place.tag, found)
    if "edge_location_to_media" in values:
        place = place._replace(spot=filled(values.get("name")))
    owner = _nameless_owner(values)
    return place if owner is NOBODY else place._replace(owner=owner)


def _read_tags(data: Any, found: Findings) -> None:
    """The hashtags of a search of the API of before 2020."""
    for one in data if data.__class__ is list else ():
        record = hashtags.read_hashtag(one) if one.__class__ is dict and first_api.is_tag(one) else None
        if record is not None:
            found.add_hashtag(record)


def _learn_author(caption: dict[str, Any], place: _Place, found: Findings) -> None:
    """A list of comments holds the post's caption beside it, as a first comment by the post's author."""
    post = identifier(caption.get("media_id")) or place.post or found.post_id
    author = posts.author_of(caption)
    if post is not None and author.handle is not None:
        found.post_authors[post] = author
        found.learn(author)


def _inner_id(values: Any) -> str | None:
    keys = posts.post_keys(values) if values.__class__ is dict else None
    return keys[0] if keys is not None else None


def _nameless_owner(values: dict[str, Any]) -> Who:
    """The account of an object that lists an account's things but gives no handle: by its reel, or by its id."""
    if values.keys().isdisjoint(_OWNED):
        return NOBODY
    reel = values.get("reel")
    if reel.__class__ is dict:
        for key in ("user", "owner"):
            account = who(reel.get(key))
            if account.handle is not None:
                return account
    native_id = account_id(values) or filled(values.get("id"))
    return Who(native_id=native_id) if native_id is not None else NOBODY


def _read_search(values: dict[str, Any], tag: str, found: Findings) -> None:
    """The terms that a search page (2026's hashtag page) names beside its own."""
    nodes = nodes_of(values["popular_search_related_keywords_connection"])
    terms = [filled(node.get("query_text")) for node in nodes if node.__class__ is dict]
    related = list(dict.fromkeys(term.lower() for term in terms if term is not None))
    found.add_hashtag({"name": tag, "posts_count": None, "related": related})


def _read_account(values: dict[str, Any], name: str, key: str, place: _Place, found: Findings) -> tuple[_Place, bool]:
    account = Who(name, account_id(values), filled(values.get("full_name")))
    found.learn(account, filled(values.get("id")))
    if key == "xig_user_by_username":
        found.subject = account
    # Lists of "users" are other networks', too: Instagram's say more of each than a handle and a name.
    keys = values.keys()
    others = place.role == "list" and (keys.isdisjoint(_OF_INSTAGRAM) or not keys.isdisjoint(profiles.FOREIGN))
    if place.role is not None and not others:
        subject = place.owner if place.owner is not NOBODY else found.subject
        found.add_met(account, place.role, subject)
    is_profile = profiles.is_profile(values)
    if is_profile:
        found.add_profile(profiles.read_profile(values, name, found))
    return _Place(owner=account, tag=place.tag), not is_profile


def _read_post(values: dict[str, Any], keys: tuple[str | None, str | None], place: _Place, found: Findings) -> _Place:
    owner = place.owner if place.lists_own else NOBODY
    record = posts.read_post(values, keys, owner, place.timeless)
    if place.route is not None:
        record["+routes"].append((place.route, place.tag if place.route != "list" else None))
    if record["place"] is None and place.spot is not None:
        record["place"] = place.spot
    held = found.add_post(record)
    return _Place(post=held["native_id"], tag=place.tag)


def _read_comment(values: dict[str, Any], place: _Place, found: Findings) -> _Place:
    record = comments.read_comment(values, place.post or found.post_id, place.comment)
    found.learn(posts.author_of(values))
    held = found.add_comment(record)
    return _Place(post=held["post"], comment=held["native_id"], tag=place.tag)


def _read_highlight(values: dict[str, Any], place: _Place, found: Findings) -> None:
    native_id = id_in(values.get("id"))
    told = place.highlights or values.get("__typename") == "GraphHighlightReel"
    if native_id is None or not (native_id.startswith("highlight:") or told):
        return
    owner = posts.author_of({**values, "username": values.get("owner_username")})
    if owner is NOBODY:
        owner = place.owner if place.owner is not NOBODY else found.subject
    number = identifier(native_id.removeprefix("highlight:"))
    title = filled(values.get("title"))
    if number is not None or title is not None:
        found.add_highlight({"native_id": number, "title": title, "+owner": [owner]})


def _enter(key: str, child: Any, place: _Place) -> _Place:
    """The place of a child by the key that it stands under, which is one of _GUIDES."""
    if key in _KEYED:
        return place
    if key in comments.CONTAINERS:
        return place._replace(listed=True, role=None, route=None, highlights=False)
    if key in comments.ANSWERS:
        return place._replace(listed=True)
    if key in _OWN_LISTS:
        return place._replace(lists_own=place.owner is not NOBODY, timeless=key in _TIMELESS, role=None)
    if key in _TIMELESS or key in _TAG_SEARCHES:
        route: Route | None = "hashtag_top" if key in _TAG_SEARCHES else place.route
        return place._replace(timeless=key in _TIMELESS, lists_own=False, role=None, route=route)
    if key in _ROLES:
        return place._replace(role=_ROLES[key])
    if key in _HIGHLIGHTS:
        return place._replace(highlights=True)
    if key in _CROWDS:
        return place._replace(route=place.route or "list", lists_own=False)
    if place.in_tag and place.route is None:
        return place._replace(route=_TAG_ROUTES[key])
    if key == "media" and place.owner is not NOBODY and nodes_of(child):
        return place._replace(lists_own=True)
    return place
