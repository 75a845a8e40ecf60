"""Pinterest: public profiles, pins and searches as its pages and the answers behind them write them.

From files, HARs and replays; live in a browser. Its API v5 shows a user's own boards only.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from urllib.parse import parse_qs, quote, urlsplit

from crawler.networks.bridged import leads_to
from crawler.networks.feeds import Feed, is_feed_of, read_feed
from crawler.networks.gathering import any_object, keep
from crawler.networks.network import Network, PostAddress
from crawler.networks.pinterest import first_api
from crawler.networks.pinterest.address import SITE, clean_handle, handle_of, pin_in, profile_url
from crawler.networks.pinterest.comments import comment_of, is_comment
from crawler.networks.pinterest.follows import ties_in
from crawler.networks.public_pages import asker, follow_nothing, no_limit, readiness, wall_of
from crawler.networks.text import hashtags_in
from crawler.networks.values import (
    block,
    count_of,
    flag,
    flag_of_country,
    id_in,
    json_in,
    links_in,
    mail_time_in,
    mapping,
    markup_of,
    objects_in,
    text_in,
    time_in,
    web_address,
)
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Fact, Link, Post, Profile, Sighting

_NAME = "pinterest"
_FEED = Feed(
    network=_NAME,
    mark=b"<link>https://www.pinterest.",
    handle=lambda link, _: handle_of(link),
    post=lambda _, address: pin_in(address),
    named=lambda _: None,  # the title is the handle
    has_bio=False,
)


def _is_feed(page: Page) -> bool:
    return is_feed_of(page, _FEED) or leads_to(page, handle_of)


def read_page(page: Page) -> list[Fact]:
    """The facts of a page or an answer behind it, or the block that it is; raises UnreadablePage."""
    if _is_feed(page):
        return read_feed(page, _FEED)
    facts: dict[str, Fact] = {}
    for value in _values(page):
        for fact in ties_in(value, page):
            keep(facts, fact)
        for one in objects_in(value):
            for fact in _facts_of(one, page):
                keep(facts, fact)
    if facts:
        return list(facts.values())
    failed = _failure(page)
    if failed is not None:
        return [failed]
    wall = wall_of(_NAME, "Pinterest", page)
    if wall is not None:
        return [wall]
    if not page.is_html:
        return []
    if _values(page):
        return [block(_NAME, page, "shell", "the page carries nobody's data")]
    raise UnreadablePage(f"{page.url}: the page carries no data of its scripts")


def recognises_page(page: Page) -> bool:
    """Whether a page is an answer of this network's resources, or carries them."""
    if _is_feed(page):
        return True
    if page.is_html:
        return any(sign in page.text for sign in ("__PWS_", "data-relay-response", "jsInit1"))
    try:
        return any_object(page.json, _is_ours)
    except UnreadablePage:
        return False


def _is_ours(value: Mapping[str, Any]) -> bool:
    if "resource_response" in value or ("pin_count" in value and "follower_count" in value):
        return True
    if (
        "board_owner" in value
        or _is_uncounted(value)
        or first_api.is_of_first_api(value)
        or _is_kept(value)
        or _is_row(value)
        or _is_told_flat(value)
        or (value.get("type") in ("aggregatedcomment", "userdiditdata") and is_comment(value))
    ):
        return True
    return _is_pin(value) and any(name in value for name in ("images", "entityId", "reaction_counts"))


def _is_kept(value: Mapping[str, Any]) -> bool:
    """Whether a value is what scrapfly-scrapers keep of a pin."""
    return (
        id_in(value.get("pin_id")) is not None
        and isinstance(value.get("owner"), str)
        and "/pin/" in str(value.get("url"))
    )


def _is_told_flat(value: Mapping[str, Any]) -> bool:
    """Whether a value is a pin whose pinner is told by keys of the pin itself, as actors write a row."""
    return isinstance(value.get("pinner_username"), str) and id_in(value.get("id")) is not None


def _pin_of_actor(value: Mapping[str, Any]) -> dict[str, Any]:
    owner = {"username": value["pinner_username"], "id": value.get("pinner_id"), "full_name": value.get("pinner_name"),
             "follower_count": value.get("pinner_followers")}  # fmt: skip
    pictures = {"images": {"orig": {"url": value["image_url"]}}} if "image_url" in value else {}
    found = {"images": {}, "repin_count": value.get("save_count"), **value, **pictures, "pinner": owner}
    return {**found, "videos": value.get("is_video") or value.get("has_video")}


def _is_row(value: Mapping[str, Any]) -> bool:
    """Whether a value is a pin of Bright Data's sets."""
    return (
        "user_name" in value and "/pin/" in str(value.get("url")) and handle_of(str(value.get("user_url"))) is not None
    )


def _pin_of_row(value: Mapping[str, Any]) -> dict[str, Any]:
    owner = {"username": handle_of(value["user_url"]), "id": value.get("user_id"),
             "follower_count": value.get("followers")}  # fmt: skip
    return {
        "id": value.get("post_id"), "title": value.get("title"), "description": value.get("content"), "pinner": owner,
        "images": {"orig": {"url": value.get("image_video_url")}}, "created_at": value.get("date_posted"),
        "comment_count": value.get("comments_num"), "totalReactionCount": value.get("likes"),
        "videos": value.get("post_type") == "video",
    }  # fmt: skip


def _named(user: Mapping[str, Any]) -> Mapping[str, Any]:
    """An account with a handle: widgets (pidgets) tell it in the address of its page alone."""
    address = user.get("profile_url")
    if user.get("username") or not isinstance(address, str):
        return user
    return {**user, "username": handle_of(address)}


def _values(page: Page) -> list[Any]:
    if not page.is_html:
        try:
            return [page.json] if page.body.strip() else []
        except UnreadablePage:
            if page.status >= 400:
                return []
            raise
    found = []
    for attributes, text in markup_of(page)[0]:
        if (
            attributes.get("id", "").startswith(("__PWS_", "initial-state", "jsInit1"))
            or "data-relay-response" in attributes
        ):
            found.append(json_in(text))
    return [value for value in found if value is not None]


def _failure(page: Page) -> Fact | None:
    if page.is_html:
        return None
    response = mapping(mapping(_first(page)).get("resource_response"))
    error = response.get("error")
    if response.get("status") != "failure" and not isinstance(error, dict):
        return None
    said = mapping(error)
    gone = said.get("http_status") == 404 or said.get("code") in (30, 40, 50)
    return block(_NAME, page, "gone" if gone else "refused", text_in(said.get("message")) or "no such page")


def _first(page: Page) -> object:
    values = _values(page)
    return values[0] if values else None


def _facts_of(value: Mapping[str, Any], page: Page) -> list[Fact]:
    if _is_kept(value):
        value = {
            "id": value["pin_id"], "title": value.get("title"), "description": value.get("description"),
            "pinner": {"username": value["owner"]}, "images": {"orig": {"url": value.get("image")}},
            "videos": value.get("video_url"),
        }  # fmt: skip
    if _is_row(value):
        value = _pin_of_row(value)
        return [_profile(value["pinner"], page), *_pin(value, page)]
    if _is_told_flat(value):
        value = _pin_of_actor(value)
        counted = count_of(value["pinner"]["follower_count"]) is not None
        return [*([_profile(value["pinner"], page)] if counted else []), *_pin(value, page)]
    if is_comment(value):
        return [comment_of(value, page)]
    value = _named(value)
    if first_api.is_counted(value):
        return [_profile(first_api.profile_values(value), page)]
    if _is_user(value):
        return [_profile(value, page)]
    if _is_pin(value):
        return _pin(value, page)
    return first_api.facts_of(value, page) if first_api.is_of_first_api(value) else []


def _is_user(value: Mapping[str, Any]) -> bool:
    names = ("follower_count", "followerCount")
    counted = any(name in value for name in names)
    return isinstance(value.get("username"), str) and bool(value["username"]) and (counted or _is_uncounted(value))


def _is_uncounted(value: Mapping[str, Any]) -> bool:
    """Whether an account is one of the API v5, or of the app's v3, that was not asked for its counts."""
    if str(value.get("account_type")).upper() in ("PINNER", "BUSINESS"):
        return "profile_image" in value and "username" in value
    pictured = any(name in value for name in ("image_medium_url", "image_small_url", "image_large_url"))
    return value.get("type") == "user" and pictured and "username" in value


def _is_pin(value: Mapping[str, Any]) -> bool:
    owners = ("pinner", "native_creator", "nativeCreator", "board_owner")
    owned = any(isinstance(value.get(name), dict) for name in owners)
    if owned and "board_owner" in value:
        return True
    return owned and ("images" in value or value.get("type") == "pin" or "grid_title" in value or "entityId" in value
                      or "reaction_counts" in value)  # fmt: skip


def _either(value: Mapping[str, Any], name: str) -> object:
    """A value under its name, or under the same name as newer answers write it (followerCount)."""
    if value.get(name) is not None:
        return value[name]
    first, *rest = name.split("_")
    return value.get(first + "".join(part.title() for part in rest))


def _profile(user: Mapping[str, Any], page: Page) -> Profile:
    followers = count_of(_either(user, "follower_count"))
    bio, site = _either(user, "about"), web_address(_either(user, "website_url")) or web_address(user.get("domain_url"))
    verified = _either(user, "domain_verified")
    imprint = web_address(user.get("impressum_url"))
    links = [Link(url=site, verified=flag(verified))] if site else []
    links += [Link(url=imprint)] if imprint else []
    links += links_in(bio if isinstance(bio, str) else None)
    partner, identity = flag(_either(user, "is_partner")), mapping(_either(user, "verified_identity"))
    pictures = (
        _either(user, name) for name in ("image_xlarge_url", "image_large_url", "image_medium_url", "profile_image")
    )
    native = user.get("entityId") or user.get("id")
    return Profile(
        **_common(page),
        native_id=id_in(native),
        handle=user["username"].lower(),
        display_name=text_in(_either(user, "full_name")) or text_in(user.get("business_name")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=0 if followers is not None else None,
        following=count_of(_either(user, "following_count")),
        posts_count=count_of(_either(user, "pin_count")),
        is_private=flag(_either(user, "is_private_profile")),
        is_verified=flag(identity.get("verified")),
        account_type=_account_type(user, partner),
        avatar_url=next((one for one in pictures if isinstance(one, str) and one), None),
        links=list({link.url: link for link in links}.values()) or None,
        created_at=_time(_either(user, "created_at")),
        location=text_in(user.get("location")) or flag_of_country(user.get("country")),
    )


def _account_type(user: Mapping[str, Any], partner: object) -> Literal["business", "personal"] | None:
    said = str(user.get("account_type") or "").lower()  # the API v5 says PINNER or BUSINESS
    if said == "business" or partner is True:
        return "business"
    return "personal" if said == "pinner" or partner is False else None


def _pin(pin: Mapping[str, Any], page: Page) -> list[Fact]:
    author = mapping(_either(pin, "native_creator")) or mapping(pin.get("pinner")) or mapping(pin.get("board_owner"))
    author = _named(author)
    name = author.get("username")
    handle = name.lower() if isinstance(name, str) and name else None
    native = id_in(pin.get("entityId")) or id_in(pin.get("id"))
    title = text_in(_either(pin, "grid_title")) or text_in(pin.get("title"))
    parts = [title, text_in(pin.get("description"))]
    text = "\n\n".join(dict.fromkeys(part.strip() for part in parts if part)) or None
    stats = mapping(mapping(_either(pin, "aggregated_pin_data")).get("aggregated_stats"))
    reactions = mapping(_either(pin, "reaction_counts"))
    likes = sum(count_of(one) or 0 for one in reactions.values()) if reactions else None
    if likes is None:
        # Likes ended in 2017; since then widgets write 0.
        reacted, liked = count_of(pin.get("totalReactionCount")), count_of(pin.get("like_count"))
        likes = reacted if reacted is not None else liked or None
    saves = count_of(_either(pin, "repin_count"))
    if saves is None and _either(pin, "native_creator"):
        saves = count_of(stats.get("saves"))  # of all copies of the picture, which are the creator's
    images = mapping(pin.get("images")) or mapping(mapping(pin.get("media")).get("images")) or _sizes_of(pin)
    picture = next(
        (
            mapping(images.get(size)).get("url")
            for size in ("orig", "originals", "1200x", "736x", "600x", "474x", "237x")
            if size in images
        ),
        None,
    )
    facts: list[Fact] = [
        Post(
            **_common(page),
            native_id=native,
            code=native,
            url=f"{SITE}/pin/{native}/" if native else None,
            author_handle=handle,
            author_native_id=id_in(author.get("entityId")) or id_in(author.get("id")),
            posted_at=_time(_either(pin, "created_at")),
            text=text,
            kind="video" if pin.get("videos") else "carousel" if _either(pin, "carousel_data") else "photo",
            likes=likes,
            comments=count_of(_either(pin, "comment_count")),
            shares=saves,
            hashtags=hashtags_in(text) if text else None,
            paid_partnership=True if pin.get("sponsorship") else None,
            alt_text=text_in(_either(pin, "alt_text")) or text_in(_either(pin, "auto_alt_text")),
            image_url=picture if isinstance(picture, str) else None,
        )
    ]
    tag = _searched(page)
    if handle is not None and tag is not None:
        display = text_in(_either(author, "full_name"))
        fact = Sighting(**_common(page), handle=handle, display_name=display, route="hashtag_top", via=tag)
        facts.append(fact.model_copy(update={"native_id": id_in(author.get("entityId")) or id_in(author.get("id"))}))
    return facts


def _sizes_of(pin: Mapping[str, Any]) -> Mapping[str, Any]:
    """The pictures of a pin's own page by their sizes, each under a key of its own (imageSpec_736x)."""
    return {name.removeprefix("imageSpec_"): one for name, one in pin.items() if name.startswith("imageSpec_")}


def _searched(page: Page) -> str | None:
    """What a search was for, one word of it or a hashtag; ``None`` where the page is no search."""
    for address in (page.document or "", page.url):
        try:
            query = parse_qs(urlsplit(address).query, max_num_fields=50)
        except ValueError:
            continue
        words = query.get("q", [""])[0] or _query_of(query.get("data", [""])[0])
        if words.strip() and "search" in address.lower():
            return "".join(words.strip().lstrip("#").lower().split())[:100] or None
    return None


def _query_of(data: str) -> str:
    query = mapping(mapping(json_in(data)).get("options")).get("query")
    return query if isinstance(query, str) else ""


def _time(value: object) -> datetime | None:
    return time_in(value) or mail_time_in(value)


def _common(page: Page) -> dict[str, Any]:
    return {"network": _NAME, "page": page.url, "observed_at": page.time}


def _post_at(address: str) -> PostAddress | None:
    native_id = pin_in(address)
    return PostAddress(native_id) if native_id is not None else None


NETWORK = Network(
    name=_NAME,
    title="Pinterest",
    hosts=("pinterest.com", "pinterest.co.uk", "pinterest.de", "pinterest.fr", "pinterest.ca", "pinterest.com.au"),
    read=read_page,
    recognises=recognises_page,
    ask=asker(profile_url, lambda tag: f"{SITE}/search/pins/?q={quote('#' + tag)}"),
    follow=follow_nothing,
    profile_url=profile_url,
    handle_of=handle_of,
    clean_handle=clean_handle,
    ready=readiness(_NAME, "its API shows a user's own boards only"),
    limit=no_limit,
    seconds_between_requests=20.0,
    settings=("live",),
    browser_hosts=("pinterest.com", "pinimg.com"),
    post_at=_post_at,
)
