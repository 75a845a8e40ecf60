"""Accounts and posts of X in three generations, to facts: API v2, API v1.1, and what the site's own scripts are sent.

Shapes: https://docs.x.com/x-api/fundamentals/data-dictionary
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import unescape
from typing import Any, Literal

from crawler.networks.gathering import Gathering, list_of
from crawler.networks.text import hashtags_in, mentions_in
from crawler.networks.values import count_of, flag, id_in, links_in, mapping, text_in, time_in
from crawler.networks.x.address import handle_in, profile_url
from storage.facts import Link, Post, PostKind, Profile

_DIGITS = re.compile(r"\d{1,25}")
_MARKS = (
    "author_id", "public_metrics", "edit_history_tweet_ids", "conversation_id", "favorite_count", "user", "created_at",
)  # fmt: skip
# The API v2 says no more of a post, or of an account, unless more was asked for. Ids of this length are X's alone.
_BARE_POST = {"id", "text"}
_BARE_USER = {"id", "name", "username"}
_SAID_OF_USER = _BARE_USER | {"description", "location", "url", "created_at", "protected", "verified", "verified_type",
                              "profile_image_url", "entities"}  # fmt: skip
_ONLY_LINK = re.compile(r"\s{0,5}https?://t\.co/\w{1,20}\s{0,5}")
_LONG_ID = re.compile(r"\d{18,20}")
# Private messages, and what its author took back (in the archive of an account).
_PRIVATE = {"deleted_at", "event_type", "dm_conversation_id", "message_create", "recipient_id", "recipient_screen_name"}
PINNING = frozenset({"pinned_tweet_ids_str", "pinned_tweet_ids", "tweet_ids_str", "pinned_tweet_id", "entry"})
_KINDS: dict[str, PostKind] = {"photo": "photo", "video": "video", "animated_gif": "video"}


def user_in(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """An account in any generation with the names of v1.1 or v2, ``None`` for anything else."""
    legacy, core = mapping(value.get("legacy")), mapping(value.get("core"))
    if value.get("rest_id") and (text_in(legacy.get("screen_name")) or text_in(core.get("screen_name"))):
        return {**legacy, **core, **_told_apart(value), "id_str": value["rest_id"]}
    # Whom a text mentions stands there by username and id alone.
    if handle_in(value.get("username")) and _is_id(value.get("id")) and ("name" in value or "public_metrics" in value):
        return value
    told = "followers_count" in value or is_tie(value)
    return value if told and handle_in(value.get("screen_name")) else None


def is_tie(value: Mapping[str, Any]) -> bool:
    """Whether an object names an account and how it is tied to another, as friendships/lookup and show do."""
    return isinstance(value.get("screen_name"), str) and (
        isinstance(value.get("connections"), list) or {"following", "followed_by"} <= value.keys()
    )


def is_bare_user(value: object) -> bool:
    """Whether an account is one of the API v2 of which no more was asked than who it is, or what it says of itself."""
    one = mapping(value)
    if one.keys() != _BARE_USER and not (_BARE_USER | {"description"} <= one.keys() <= _SAID_OF_USER):
        return False
    return isinstance(one["id"], str) and user_in(one) is not None


def is_bare_post(value: object) -> bool:
    """Whether a post is one of the API v2 of which no more was asked than its text."""
    one = mapping(value)
    return one.keys() == _BARE_POST and isinstance(one["id"], str) and _LONG_ID.fullmatch(one["id"]) is not None


def _told_apart(value: Mapping[str, Any]) -> dict[str, Any]:
    """What the site's answers say beside ``legacy``: since 2026 all of an account, a part for each of its sides."""
    legacy, verification = mapping(value.get("legacy")), mapping(value.get("verification"))
    counts, bio = mapping(value.get("relationship_counts")), mapping(value.get("profile_bio"))
    professional = mapping(value.get("professional"))
    kinds = (mapping(one).get("name") for one in list_of(professional.get("category")))
    said = {
        "followers_count": counts.get("followers"),
        "friends_count": counts.get("following"),
        "statuses_count": mapping(value.get("tweet_counts")).get("tweets"),
        "description": bio.get("description"),
        "entities": bio.get("entities"),
        "url": mapping(value.get("website")).get("url"),
        "profile_image_url_https": mapping(value.get("avatar")).get("image_url"),
        "protected": mapping(value.get("privacy")).get("protected"),
        "verified": value.get("is_blue_verified", verification.get("verified", legacy.get("verified"))),
        "verified_type": verification.get("verified_type"),
        "professional_type": professional.get("professional_type"),
        "category": next((kind for kind in kinds if text_in(kind)), None),
        "location": mapping(value.get("location")).get("location") or value.get("location"),
    }
    return {name: one for name, one in said.items() if one is not None}


def tweet_in(value: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A post in any generation with the names of v1.1 or v2, ``None`` for anything else."""
    legacy = mapping(value.get("legacy"))
    if value.get("rest_id") and isinstance(legacy.get("full_text"), str):
        author = mapping(mapping(mapping(value.get("core")).get("user_results")).get("result"))
        beside = {name: value[name] for name in ("views", "note_tweet", "article") if name in value}
        return {**legacy, **beside, "id_str": value["rest_id"], "user": user_in(author) or {}}
    words = _words(value)
    if _PRIVATE & value.keys():
        return None  # nobody's post
    if not isinstance(words, str) or not _is_id(value.get("id_str", value.get("id"))) or "username" in value:
        return None
    return value if is_bare_post(value) or any(mark in value for mark in _MARKS) else None


def words_of(tweet: Mapping[str, Any]) -> str:
    """A post's text as it stands there, whole where it is long, with HTML's escapes and short addresses."""
    note = _note_of(tweet)
    words = text_in(note.get("text")) or str(_words(tweet) or "")
    about = _article_of(tweet)
    if about and _ONLY_LINK.fullmatch(words):  # its post is nothing but its address
        return "\n\n".join(said for name in ("title", "preview_text") if (said := text_in(about.get(name))))
    return words


def _article_of(tweet: Mapping[str, Any]) -> Mapping[str, Any]:
    """The article that a post publishes, by its title and its first words."""
    about = mapping(mapping(mapping(tweet.get("article")).get("article_results")).get("result"))
    return about if text_in(about.get("title")) else {}


def _words(tweet: Mapping[str, Any]) -> object:
    return tweet.get("full_text", tweet.get("text"))


def _note_of(tweet: Mapping[str, Any]) -> Mapping[str, Any]:
    """A long text: v2 has it in ``note_tweet``, the site one level further down, v1.1 in ``extended_tweet``."""
    note = mapping(tweet.get("note_tweet"))
    inner = mapping(mapping(note.get("note_tweet_results")).get("result"))
    if inner:
        return {"text": inner.get("text"), "entities": inner.get("entity_set")}
    whole = mapping(tweet.get("extended_tweet"))
    return {**whole, "text": whole.get("full_text")} if whole else note


def handle_of_user(user: Mapping[str, Any]) -> str | None:
    """The handle in lower case."""
    return handle_in(user.get("username")) or handle_in(user.get("screen_name"))


def id_of_user(user: Mapping[str, Any]) -> str | None:
    """The native id as text."""
    return id_in(user.get("id_str")) or id_in(user.get("id"))


def profile_of(user: Mapping[str, Any], handle: str, found: Gathering) -> Profile:
    """The profile that an account shows; without public_metrics its counts are ``None``."""
    metrics = mapping(user.get("public_metrics")) or user
    followers = count_of(metrics.get("followers_count"))
    bio = user.get("description")
    bio = unescape(bio) if isinstance(bio, str) else None
    entities = mapping(user.get("entities"))
    return Profile(
        **found.common,
        native_id=id_of_user(user),
        handle=handle,
        display_name=text_in(user.get("name")),
        bio=_expanded(bio, mapping(entities.get("description"))) if bio is not None else None,
        followers=followers,
        followers_within=0 if followers is not None else None,
        following=count_of(metrics.get("following_count", metrics.get("friends_count"))),
        posts_count=count_of(metrics.get("tweet_count", metrics.get("statuses_count"))),
        is_private=flag(user.get("protected")),
        is_verified=flag(user.get("verified")),
        account_type=_account_type(user),
        category=text_in(user.get("category")),
        avatar_url=text_in(user.get("profile_image_url")) or text_in(user.get("profile_image_url_https")),
        links=_links_of(user, entities),
        created_at=moment(user.get("created_at")),
        location=text_in(user.get("location")) or text_in(mapping(user.get("location")).get("location")),
    )


def _account_type(user: Mapping[str, Any]) -> Literal["business", "creator"] | None:
    said = {str(user.get(name)).lower() for name in ("verified_type", "professional_type")}
    return "business" if "business" in said else "creator" if "creator" in said else None


def post_of(tweet: Mapping[str, Any], author: Mapping[str, Any], page: Mapping[str, Any], found: Gathering) -> Post:
    """The post that a tweet is. ``shares`` are reposts without quotes; 0 views beside likes are unknown.

    ``page`` holds the media and places that the answer includes, by key.
    """
    native_id = id_in(tweet.get("id_str")) or id_in(tweet.get("id"))
    handle = handle_of_user(author)
    metrics = mapping(tweet.get("public_metrics")) or tweet
    likes = count_of(metrics.get("like_count", metrics.get("favorite_count")))
    shown = tweet.get("views")
    told = metrics.get("impression_count", shown.get("count") if isinstance(shown, dict) else shown)
    views = count_of(tweet.get("views_count", tweet.get("view_count")) if told is None else told)
    entities = _entities_of(tweet)
    text = _expanded(unescape(words_of(tweet)), entities)
    media = media_of(tweet, page)
    place = mapping(tweet.get("place")) or mapping(page.get(str(mapping(tweet.get("geo")).get("place_id"))))
    return Post(
        **found.common,
        native_id=native_id,
        url=f"{profile_url(handle)}/status/{native_id}" if handle else None,
        author_handle=handle,
        author_native_id=id_in(tweet.get("author_id")) or id_of_user(author) or id_in(tweet.get("user_id_str")),
        posted_at=moment(tweet.get("created_at") or tweet.get("tweet_created_at")),  # as SocialData calls it
        text=text,
        kind="article" if _article_of(tweet) else _kind_of(media),
        likes=likes,
        comments=count_of(metrics.get("reply_count", metrics.get("conversation_count"))),
        views=None if views == 0 and likes else views,
        shares=count_of(metrics.get("retweet_count")),
        hashtags=_marked(entities.get("hashtags"), "tag", "text") or hashtags_in(text),
        mentions=mentioned_in(tweet) or mentions_in(text),
        tagged=tagged_in(media) or None,
        place=text_in(place.get("full_name")),
        paid_partnership=flag(tweet.get("paid_partnership")) or None,
        alt_text=text_in(media[0].get("alt_text", media[0].get("ext_alt_text"))) if media else None,
        image_url=_picture_of(media[0]) if media else None,
    )


def mentioned_in(tweet: Mapping[str, Any]) -> list[str]:
    """The handles that a post mentions, as the network marked them."""
    entities = _entities_of(tweet)
    return _marked(entities.get("mentions"), "username") or _marked(entities.get("user_mentions"), "screen_name")


def tagged_in(media: list[Mapping[str, Any]] | None) -> list[str]:
    """The handles of who is tagged in the pictures of a post."""
    tags = (mapping(mapping(one.get("features")).get("all")).get("tags") for one in media or ())
    return list(dict.fromkeys(name for listed in tags for name in _marked(listed, "screen_name")))


def pinned_by(value: Mapping[str, Any]) -> Iterator[str]:
    """The ids of posts that an object says are pinned: an account, or the place of the pinned post in a timeline."""
    if PINNING.isdisjoint(value):
        return
    for name in ("pinned_tweet_ids_str", "pinned_tweet_ids", "tweet_ids_str"):
        yield from (str(one) for one in list_of(value.get(name)))
    if value.get("pinned_tweet_id"):
        yield str(value["pinned_tweet_id"])
    entry = mapping(value.get("entry")) if value.get("type") == "TimelinePinEntry" else {}
    held = mapping(mapping(mapping(entry.get("content")).get("itemContent")).get("tweet_results")).get("result")
    one = mapping(mapping(held).get("tweet")) or mapping(held)
    if one.get("rest_id"):
        yield str(one["rest_id"])


def _entities_of(tweet: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(_note_of(tweet).get("entities")) or mapping(tweet.get("entities"))


def moment(value: object) -> datetime | None:
    """A time as v2 (ISO 8601) or, in any zone, as v1.1 writes it (Wed Mar 04 05:06:07 +0000 2020)."""
    if isinstance(value, str) and re.fullmatch(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:]{8} [+-]\d{4} \d{4}", value):
        try:
            return datetime.strptime(value, "%a %b %d %H:%M:%S %z %Y")
        except ValueError:
            return None
    return time_in(value)


def media_of(tweet: Mapping[str, Any], page: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """What is attached, [] where nothing is, ``None`` where something is that the answer does not include."""
    keys = list_of(mapping(tweet.get("attachments")).get("media_keys"))
    if keys:
        known = [mapping(page[key]) for key in keys if isinstance(key, str) and key in page]
        return known or None
    if is_bare_post(tweet):
        return None
    holders = [mapping(tweet.get(name)) for name in ("extended_entities", "entities")]
    # Embedded posts have mediaDetails, in v1.1's own form.
    old = next((media for one in holders if (media := list_of(one.get("media")))), list_of(tweet.get("mediaDetails")))
    return [mapping(one) for one in old]


def _kind_of(media: list[Mapping[str, Any]] | None) -> PostKind | None:
    if media is None:
        return None
    if not media:
        return "text"
    return "carousel" if len(media) > 1 else _KINDS.get(str(media[0].get("type")))


def _picture_of(media: Mapping[str, Any]) -> str | None:
    # Beside media_url_https, url is the short address in the text.
    named = (media.get("media_url_https"), media.get("url"), media.get("preview_image_url"))
    return next((url for one in named if (url := text_in(one))), None)


def _marked(entries: object, *names: str) -> list[str]:
    said = (mapping(entry).get(name) for entry in list_of(entries) for name in names)
    return list(dict.fromkeys(one.lower().lstrip("@#") for one in said if isinstance(one, str) and one))


def _links_of(user: Mapping[str, Any], entities: Mapping[str, Any]) -> list[Link] | None:
    if not any(name in user for name in ("url", "entities", "description")):
        return None
    shown = list_of(mapping(entities.get("url")).get("urls")) + list_of(
        mapping(entities.get("description")).get("urls")
    )
    urls = [text_in(mapping(one).get("expanded_url")) or text_in(mapping(one).get("url")) for one in shown]
    if not any(urls):
        urls = [text_in(user.get("url")), *(link.url for link in links_in(str(user.get("description") or "")))]
    return [Link(url=url) for url in dict.fromkeys(urls) if url]


def _expanded(text: str, entities: Mapping[str, Any]) -> str:
    """A text with the addresses that were meant, in place of the network's own short ones."""
    for one in list_of(entities.get("urls"))[:50]:
        short, whole = text_in(mapping(one).get("url")), text_in(mapping(one).get("expanded_url"))
        if short and whole and short.startswith("http"):
            text = text.replace(short, whole)
    return text


def _is_id(value: object) -> bool:
    return (isinstance(value, str) and _DIGITS.fullmatch(value) is not None) or (
        isinstance(value, int) and not isinstance(value, bool) and value > 0
    )
