"""Files of tools that collect from X, put under the names of the API v1.1: snscrape and twscrape (``rawContent``),
Apify's tweet scrapers (``userName``), Bright Data's sets (``user_posted``, ``x_id``), and services that embed posts.
"""

import re
from collections.abc import Mapping
from typing import Any

from crawler.networks import connected
from crawler.networks.gathering import list_of
from crawler.networks.values import count_of, flag, id_in, mapping, text_in
from crawler.networks.x import embedders, tables

Values = Mapping[str, Any]
_ACCOUNT = re.compile(r"https?://(?:www\.)?(?:x|twitter)\.com/(\w{1,20})/?")
_FORMATS = {"VIDEO": "video", "IMAGE": "photo"}
_STATUS = re.compile(_ACCOUNT.pattern + r"status/")
_PICTURE = re.compile(_STATUS.pattern + r"(\d{1,20})/(?:photo|video)/")


def native(value: Values) -> Values:
    """An object of another tool under the names of the API v1.1; any other object as it is."""
    if (row := tables.native(value)) is not None:
        return row
    counted = "followersCount" in value and ("friendsCount" in value or "statusesCount" in value)
    if "username" in value and counted and "acct" not in value:
        return _scraped_user(value)
    if "retweetCount" in value and "likeCount" in value:
        inside = mapping(value.get("user")) or mapping(value.get("author"))
        if inside and ("content" in value or "rawContent" in value or "fullText" in value or "text" in value):
            return _scraped_post(value, inside)
    if isinstance(value.get("userName"), str) and "followers" in value:
        return _acted_user(value)
    if isinstance(value.get("user_posted"), str) and ".com/" in str(value.get("url")) and "/status/" in value["url"]:
        return _collected_post(value)
    if (embedded := embedders.native(value)) is not None:
        return embedded
    if connected.is_profile(value, "x"):
        return _connected_user(value)
    if connected.is_content(value, "x"):
        return _connected_post(value)
    if "x_id" in value and isinstance(value.get("id"), str) and "followers" in value:
        return _collected_user(value)
    if "post_id" in value and (place := _STATUS.search(str(value.get("post_url")))):
        found = _collected_post({**value, "user_posted": place[1], "id": value["post_id"]})
        # The list of an account's posts names its number where a handle stands in other addresses.
        user = {} if place[1].isdecimal() else {"screen_name": place[1]}
        return {**found, "author_id": place[1] if place[1].isdecimal() else None, "user": user}
    if "accountDisplayName" in value and "accountId" in value:  # the owner, in the archive of an account of one's own
        return {"id": id_in(value["accountId"]), "username": value.get("username"), "name": value["accountDisplayName"]}
    if "profile_id" in value and (place := _ACCOUNT.fullmatch(str(value.get("profile_url")))):
        return {"id": id_in(value["profile_id"]), "username": place[1], "name": value.get("profile_name")}
    return value


def owner_of_archive(value: object) -> str | None:
    """Whose the posts in the archive of an account are, by the addresses of their own pictures; else ``None``.

    The posts there name no author, and their file does not say whose it is.
    """
    tweets = [mapping(mapping(one).get("tweet", one)) for one in list_of(value)]
    if not tweets or any("user" in tweet or "author_id" in tweet or "full_text" not in tweet for tweet in tweets):
        return None
    named = {place[1].lower() for tweet in tweets for place in _own_pictures(tweet)}
    return named.pop() if len(named) == 1 else None


def _own_pictures(tweet: Values) -> list[re.Match[str]]:
    media = list_of(mapping(tweet.get("entities")).get("media"))
    places = (_PICTURE.match(str(mapping(one).get("expanded_url"))) for one in media)
    return [place for place in places if place is not None and place[2] == str(tweet.get("id_str"))]


def followed_in(value: Values) -> str | None:
    """The id of an account that an archive lists among followers or followed; ``None`` for anything else."""
    return id_in(value.get("accountId")) if "/intent/user?user_id=" in str(value.get("userLink")) else None


def _scraped_user(value: Values) -> Values:
    get = value.get
    link = text_in(get("linkUrl")) or text_in(mapping(get("link")).get("url"))
    shown = [text_in(mapping(one).get("url")) for one in list_of(get("descriptionLinks"))]
    return {
        "id_str": id_in(get("id_str")) or id_in(get("id")),
        "screen_name": get("username"),
        "name": get("displayname"),
        "description": get("rawDescription") or get("description") or "",
        "location": get("location"),
        "followers_count": count_of(get("followersCount")),
        "friends_count": count_of(get("friendsCount")),
        "statuses_count": count_of(get("statusesCount")),
        "protected": get("protected"),
        "verified": flag(get("blue")) or get("verified"),
        "profile_image_url_https": get("profileImageUrl"),
        "created_at": get("created"),
        "entities": {"url": {"urls": [{"expanded_url": one} for one in (link, *shown) if one]}},
    }


def _acted_user(value: Values) -> Values:
    get = value.get
    return {
        "id_str": id_in(get("id")),
        "screen_name": get("userName"),
        "name": get("name"),
        "description": get("description") or mapping(get("profile_bio")).get("description") or "",
        "location": get("location"),
        "followers_count": count_of(get("followers")),
        "friends_count": count_of(get("following")),
        "statuses_count": count_of(get("statusesCount")),
        "protected": get("protected"),
        "verified": flag(get("isBlueVerified")) or get("isVerified"),
        "verified_type": get("verifiedType"),
        "profile_image_url_https": get("profilePicture"),
        "created_at": get("createdAt"),
        "entities": get("entities") or mapping(get("profile_bio")).get("entities"),
    }


def _scraped_post(value: Values, inside: Values) -> Values:
    get = value.get
    user = native(inside)
    answered = native(mapping(get("inReplyToUser")))
    media = get("media")
    old = mapping(media)
    pictures = list_of(media) or [*list_of(old.get("photos")), *list_of(old.get("videos"))]
    shared = get("retweetedTweet") or get("retweeted_tweet")
    found = {
        "id_str": id_in(get("id_str")) or id_in(get("id")),
        "full_text": get("rawContent") or get("content") or get("fullText") or get("text") or "",
        "created_at": get("date") or get("createdAt"),
        "user": user,
        "favorite_count": count_of(get("likeCount")),
        "retweet_count": count_of(get("retweetCount")),
        "reply_count": count_of(get("replyCount")),
        "views": {"count": count_of(get("viewCount"))},
        "conversation_id_str": id_in(get("conversationId")),
        "in_reply_to_status_id_str": id_in(get("inReplyToTweetId")) or id_in(get("inReplyToId")),
        "in_reply_to_user_id_str": id_in(answered.get("id_str")) or id_in(get("inReplyToUserId")),
        "in_reply_to_screen_name": answered.get("screen_name") or get("inReplyToUsername"),
        "place": {"full_name": mapping(get("place")).get("fullName")},
        "extended_entities": get("extendedEntities") or {"media": [_medium(mapping(one)) for one in pictures]},
    }
    entities = get("entities")
    if not isinstance(entities, dict):
        entities = {
            "hashtags": [{"text": one} for one in list_of(get("hashtags")) if isinstance(one, str)],
            "user_mentions": [{"screen_name": mapping(one).get("username")} for one in list_of(get("mentionedUsers"))],
        }
    return {**found, "entities": entities, **({"retweeted_status": {}} if shared else {})}


def _medium(value: Values) -> Values:
    kind = str(value.get("_type") or "").rpartition(".")[2]
    return {
        "type": "photo" if kind == "Photo" or "fullUrl" in value or "url" in value else "video",
        "media_url_https": value.get("fullUrl") or value.get("url") or value.get("thumbnailUrl"),
        "ext_alt_text": value.get("altText"),
    }


def _connected_user(value: Values) -> Values:
    """An account that Phyllo passes on."""
    get, counts = value.get, mapping(value["reputation"])
    return {
        "id_str": id_in(get("platform_profile_id")),
        "screen_name": get("platform_username"),
        "name": get("full_name"),
        "description": get("introduction") or "",
        "followers_count": count_of(counts.get("follower_count")),
        "friends_count": count_of(counts.get("following_count")),
        "statuses_count": count_of(counts.get("content_count")),
        "verified": get("is_verified"),
        "profile_image_url_https": get("image_url"),
        "created_at": get("platform_profile_published_at"),
        "entities": {"url": {"urls": [{"expanded_url": get("website")}] if get("website") else []}},
    }


def _connected_post(value: Values) -> Values:
    get, counts = value.get, mapping(value["engagement"])
    return {
        "id_str": id_in(get("external_id")),
        "full_text": get("description") or get("title") or "",
        "created_at": get("published_at"),
        "user": {"screen_name": connected.owner_of(value), "id_str": id_in(get("platform_profile_id"))},
        "favorite_count": count_of(counts.get("like_count")),
        "retweet_count": count_of(counts.get("repost_count", counts.get("share_count"))),
        "reply_count": count_of(counts.get("comment_count")),
        "views": {"count": count_of(counts.get("view_count"))},
        "entities": {},
        "extended_entities": {"media": [{"type": kind}] if (kind := _FORMATS.get(str(get("format")))) else []},
    }


def _collected_user(value: Values) -> Values:
    get = value.get
    return {
        **_shown_account(value),
        "id_str": id_in(get("x_id")),
        "screen_name": value["id"],
        "name": get("profile_name"),
        "created_at": get("date_joined"),
        "entities": {"url": {"urls": [{"expanded_url": get("external_link")}] if get("external_link") else []}},
    }


def _shown_account(value: Values) -> Values:
    """What a row tells of its account by the same names, whether it is about the account or one of its posts."""
    get = value.get
    return {
        "description": get("biography") or "",
        "location": get("location"),
        "followers_count": count_of(get("followers")),
        "friends_count": count_of(get("following")),
        "statuses_count": count_of(get("posts_count")),
        "verified": get("is_verified"),
        "profile_image_url_https": get("profile_image_link"),
    }


def _collected_post(value: Values) -> Values:
    get = value.get
    user = {
        **_shown_account(value),
        "screen_name": value["user_posted"],
        "id_str": id_in(get("user_id")),
        "name": get("name"),
    }
    return {
        "id_str": id_in(get("id")),
        "full_text": get("description") or "",
        "created_at": get("date_posted"),
        "user": user,
        "favorite_count": count_of(get("likes")),
        "retweet_count": count_of(get("reposts")),
        "reply_count": count_of(get("replies")),
        "views": {"count": count_of(get("views"))},
        "entities": {"hashtags": [{"text": one} for one in list_of(get("hashtags")) if isinstance(one, str)]},
        "extended_entities": {
            "media": [{"type": "photo", "media_url_https": one} for one in list_of(get("photos"))]
            + [{"type": "video"} for _ in list_of(get("videos"))]
        },
    }
