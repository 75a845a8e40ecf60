"""Accounts: objects with a handle and something that only a profile says."""

import re
from typing import Any

import orjson

from crawler.networks.instagram.findings import Findings, Record, mentioned_in
from crawler.networks.instagram.values import (
    Who,
    account_id,
    count,
    counted,
    filled,
    flag,
    handle,
    is_of_threads,
    nodes_of,
    plain_link,
    text,
    web_address,
)
from crawler.networks.values import shown_count

SAYS = frozenset({
    "edge_followed_by", "followed_by", "follower_count", "followers_count", "biography",
    "edge_follow", "follows", "following_count", "follows_count", "media_count", "posts_count",
})  # fmt: skip
# Other networks' accounts have a username and follower counts too.
FOREIGN = frozenset({
    "acct", "statuses_count", "pin_count", "board_count", "public_metrics", "screen_name", "video_count",
    "image_medium_url", "domain_verified", "threads_biography", "quotes_count", "selection_region",
    "track_count", "cloudcast_count", "total_photos", "photos_count", "products_count", "headline", "fid",
    "friend_count", "firstname", "formatted_short_bio", "permalink_url", "tweets_count", "subscriber_count",
    "digg_count", "books_count", "tweet_count", "listed_count", "shots_count", "starred_repos_count", "login",
    "html_url", "web_url", "likes_count", "total_likes", "heart_count",
})  # fmt: skip
_ELSEWHERE = re.compile(
    r"https?://(?:www\.)?(?:linkedin|twitter|x|tiktok|youtube|threads|facebook|pinterest|twitch|snapchat|github)\.\w{2,3}/"
)
_ACCOUNT_TYPES = {1: "personal", 2: "business", 3: "creator"}
_EMAILS = ("public_email", "business_email", "email")  # the last as tools write it
_PHONES = ("contact_phone_number", "business_phone_number", "public_phone_number")


def is_profile(values: dict[str, Any]) -> bool:
    """Whether an object says more of an account than who it is."""
    keys = values.keys()
    if keys.isdisjoint(SAYS) or not keys.isdisjoint(FOREIGN):
        return False
    if is_of_threads(values) or any(_ELSEWHERE.match(str(values.get(key))) for key in ("url", "profileUrl")):
        return False
    return any(values.get(key) is not None for key in SAYS)


def read_profile(values: dict[str, Any], name: str, found: Findings) -> Record:
    """The record of a profile-shaped object (G0 to G7); what it does not say is ``None``."""
    get = values.get
    followers = _first(counted(get("edge_followed_by")), counted(get("followed_by")), count(get("follower_count")))
    if followers is None:
        followers = _first(count(get("followers_count")), _followers_of_insights(get("insights")))
    within: int | None = 0
    for key in ("follower_count", "followers"):  # as tools copy it off a page: "10.2K"
        if followers is None and get(key).__class__ in (str, int):
            followers, within = shown_count(get(key))
    bio = text(get("biography"))
    entities = get("biography_with_entities")
    if bio is None and entities.__class__ is dict:
        bio = text(entities.get("raw_text"))
    if bio is None:
        bio = text(get("bio"))  # as tools shorten it
    native_id = account_id(values)
    record: Record = {
        "handle": name,
        "native_id": native_id,
        "display_name": _first(text(get("full_name")), text(get("name"))),
        "bio": bio,
        "followers": followers,
        "followers_within": within if followers is not None else None,
        "following": _first(
            counted(get("edge_follow")),
            counted(get("follows")),
            count(get("following_count")),
            count(get("follows_count")),
        ),
        "posts_count": _first(
            counted(get("edge_owner_to_timeline_media")),
            counted(get("media")),
            count(get("media_count")),
            count(get("all_media_count")),
            count(get("posts_count")),
        ),
        "is_private": flag(get("is_private")),
        "is_verified": _first(flag(get("is_verified")), flag(get("is_account_verified"))),
        "account_type": _account_type(values),
        "category": _category(values),
        "pronouns": _pronouns(get("pronouns")),
        "avatar_url": _avatar(values),
        "links": _links(values),
        "highlights_count": _highlights_count(values),
        "+contacts": _contacts(values),
        "+mentioned": mentioned_in(bio, _entities(entities)),
    }
    found.learn(Who(name, native_id), filled(get("id")))
    return record


def _followers_of_insights(insights: Any) -> int | None:
    """The followers among the insights that the creator marketplace's API answers."""
    for one in nodes_of(insights.get("data")) if insights.__class__ is dict else ():
        if one.__class__ is dict and one.get("name") == "total_followers":
            told = [one.get("total_value"), *nodes_of(one.get("values"))]
            return next((counted for item in told if item.__class__ is dict
                         and (counted := count(item.get("value"))) is not None), None)  # fmt: skip
    return None


def _first(*values: Any) -> Any:
    for value in values:
        if value is not None:
            return value
    return None


def _account_type(values: dict[str, Any]) -> str | None:
    number = count(values.get("account_type"))
    if number is not None:
        return _ACCOUNT_TYPES.get(number)
    business = flag(values.get("is_business_account"))
    if business is None and flag(values.get("is_business")) is True:
        business = True
    professional = flag(values.get("is_professional_account"))
    if business:
        return "business"
    if business is False and professional is not None:
        return "creator" if professional else "personal"
    return None


def _category(values: dict[str, Any]) -> str | None:
    for key in ("category_name", "category", "business_category_name", "overall_category_name"):
        found = filled(values.get(key))
        if found is not None and found not in ("None", "profile"):  # "profile": the kind of a tool's row
            return found
    return None


def _pronouns(value: Any) -> str | None:
    if value.__class__ is not list:
        return filled(value)
    return "/".join(word for word in map(filled, value) if word) or None


def _avatar(values: dict[str, Any]) -> str | None:
    large = values.get("hd_profile_pic_url_info")
    found = web_address(large.get("url")) if large.__class__ is dict else None
    for key in ("profile_pic_url_hd", "profile_pic_url", "profile_picture_url"):
        found = found or web_address(values.get(key))
    return found


def _links(values: dict[str, Any]) -> list[tuple[str, str | None]] | None:
    keys = [key for key in ("bio_links", "external_url", "website") if key in values]
    if not keys:
        return None
    links: dict[str, str | None] = {}
    for entry in nodes_of(values.get("bio_links")):
        if entry.__class__ is dict:
            url = plain_link(entry.get("url")) or plain_link(entry.get("lynx_url"))
            if url is not None:
                links[url] = links.get(url) or filled(entry.get("title"))
    for key in ("external_url", "website"):
        url = plain_link(values.get(key))
        if url is not None and not any(_same_page(url, known) for known in links):
            links[url] = None
    return list(links.items())


def _same_page(one: str, other: str) -> bool:
    return one.rstrip("/").partition("://")[2] == other.rstrip("/").partition("://")[2]


def _highlights_count(values: dict[str, Any]) -> int | None:
    found = count(values.get("highlight_reel_count"))
    if found is None and flag(values.get("has_highlight_reels")) is False:
        return 0
    return found


def _entities(value: Any) -> list[str]:
    """The handles among a biography's entities."""
    if value.__class__ is not dict:
        return []
    names: list[str] = []
    for entity in nodes_of(value.get("entities")):
        user = entity.get("user") if entity.__class__ is dict else None
        name = handle(user.get("username")) if user.__class__ is dict else None
        if name is not None:
            names.append(name)
    return names


def _contacts(values: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(kind, value, field) of every way to reach the account that has a field of its own."""
    found: list[tuple[str, str, str]] = []
    for key in _EMAILS:
        value = filled(values.get(key))
        if value is not None and "@" in value and len(value) <= 254:
            found.append(("email", value, key))
    for key in _PHONES:
        value = _phone(values.get(key), values.get("public_phone_country_code") if key.startswith("public") else None)
        if value is not None and all(value != known for _, known, _ in found):
            found.append(("phone", value, key))
    address, where = _address(values)
    if address is not None:
        found.append(("address", address, where))
    whatsapp = _phone(values.get("whatsapp_number"), None)
    if whatsapp is not None:
        found.append(("messaging", whatsapp, "whatsapp_number"))
    return found


def _phone(value: Any, country: Any) -> str | None:
    number = _digits(value)
    if number is None or not any(letter.isdigit() for letter in number) or len(number) > 40:
        return None
    prefix = _digits(country)
    if prefix is not None and not number.startswith("+"):
        prefix = prefix.lstrip("+")
        number = f"+{prefix}{number}" if prefix.isdigit() else number
    return number


def _digits(value: Any) -> str | None:
    """A number that is no count, such as a phone's or a postcode, which tools write as number or as text."""
    told = count(value) if value.__class__ is not str else None
    return str(told) if told else filled(value)


def _address(values: dict[str, Any]) -> tuple[str | None, str]:
    """One line of street, postcode and city, out of the JSON string that web answers hold or the app's fields."""
    where = "business_address_json"
    parts: Any = values.get(where)
    if parts.__class__ is str:
        try:
            parts = orjson.loads(parts)
        except (orjson.JSONDecodeError, UnicodeEncodeError):
            parts = None
    street_key, postcode_key = "street_address", "zip_code"
    if parts.__class__ is not dict:
        parts, street_key, postcode_key = values, "address_street", "zip"
        where = street_key if filled(values.get(street_key)) else "city_name"
    street, city = filled(parts.get(street_key)), filled(parts.get("city_name"))
    town = " ".join(part for part in (_digits(parts.get(postcode_key)), city) if part)
    line = ", ".join(part for part in (street, town) if part)
    return (line or None) if street or city else None, where
