"""Answers of services that embed posts of X elsewhere: FxTwitter (``replying_to_status``), vxTwitter (``tweetID``)."""

from collections.abc import Mapping
from typing import Any

from crawler.networks.gathering import list_of
from crawler.networks.values import count_of, id_in, mapping, text_in

Values = Mapping[str, Any]
_KINDS = {"photo": "photo", "image": "photo", "video": "video", "gif": "animated_gif"}


def native(value: Values) -> Values | None:
    """An object of theirs under the names of the API v1.1; ``None`` for any other object."""
    author = mapping(value.get("author"))
    if "text" in value and text_in(author.get("screen_name")) and not value.keys().isdisjoint(
        ("replying_to_status", "created_timestamp", "twitter_card")
    ):  # fmt: skip
        return _post_of_fx(value, author)
    if "tweetID" in value and text_in(value.get("user_screen_name")):
        return _post_of_vx(value)
    if text_in(value.get("screen_name")) and "followers" in value and "avatar_url" in value:
        return _user_of_fx(value)
    return None


def _user_of_fx(value: Values) -> Values:
    get, website = value.get, text_in(mapping(value.get("website")).get("url"))
    found = {
        "id_str": id_in(get("id")),
        "screen_name": get("screen_name"),
        "name": get("name"),
        "profile_image_url_https": get("avatar_url"),
    }
    if "followers" not in value:  # older answers say of an author only who it is
        return found
    return {
        **found,
        "description": get("description") or "",
        "location": get("location"),
        "followers_count": count_of(get("followers")),
        "friends_count": count_of(get("following")),
        "statuses_count": count_of(get("tweets", get("statuses"))),
        "protected": get("protected"),
        "verified": mapping(get("verification")).get("verified"),
        "created_at": get("joined"),
        "entities": {"url": {"urls": [{"expanded_url": website}] if website else []}},
    }


def _post_of_fx(value: Values, author: Values) -> Values:
    get, media = value.get, mapping(value.get("media"))
    pictures = list_of(media.get("all")) or [*list_of(media.get("photos")), *list_of(media.get("videos"))]
    return {
        "id_str": id_in(get("id")),
        "full_text": get("text") or "",
        "created_at": get("created_at"),
        "user": _user_of_fx(author),
        "favorite_count": count_of(get("likes")),
        "retweet_count": count_of(get("retweets", get("reposts"))),
        "reply_count": count_of(get("replies")),
        "views": {"count": count_of(get("views"))},
        "in_reply_to_status_id_str": id_in(get("replying_to_status")),
        "in_reply_to_screen_name": get("replying_to"),
        "extended_entities": {"media": [_medium(mapping(one)) for one in pictures]},
    }


def _post_of_vx(value: Values) -> Values:
    get = value.get
    return {
        "id_str": id_in(get("tweetID")),
        "full_text": get("text") or "",
        "created_at": get("date"),
        "user": {"screen_name": get("user_screen_name"), "name": get("user_name")},
        "favorite_count": count_of(get("likes")),
        "retweet_count": count_of(get("retweets")),
        "reply_count": count_of(get("replies")),
        "conversation_id_str": id_in(get("conversationID")),
        "in_reply_to_status_id_str": id_in(get("replyingToID")),
        "in_reply_to_screen_name": get("replyingTo"),
        "extended_entities": {"media": [_medium(mapping(one)) for one in list_of(get("media_extended"))]},
    }


def _medium(value: Values) -> Values:
    return {
        "type": _KINDS.get(str(value.get("type"))),
        "media_url_https": value.get("thumbnail_url") or value.get("url"),
        "ext_alt_text": value.get("altText"),
    }
