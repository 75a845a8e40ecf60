"""TikTok: what its public pages and the answers behind them say. From files, HARs and replays; live in a browser.

Shapes as the site writes them (``__UNIVERSAL_DATA_FOR_REHYDRATION__``, ``SIGI_STATE``, ``itemList``), and the items of
collections that people make with Zeeschuimer. Hashtag pages and lists of videos are signed requests of the site's own.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

import orjson

from crawler.json_text import load_json
from crawler.networks.addresses import handle_cleaner, host_and_path
from crawler.networks.bridged import with_bridged_feeds
from crawler.networks.embeds import Embed, is_embed_of, read_embed
from crawler.networks.gathering import keep
from crawler.networks.network import Network
from crawler.networks.public_pages import asker, follow_nothing, no_limit, readiness, wall_of
from crawler.networks.text import hashtags_in, mentions_in
from crawler.networks.tiktok.dialects import native
from crawler.networks.values import (
    block,
    count_of,
    flag,
    flag_of_country,
    id_in,
    items_of,
    json_in,
    links_in,
    mapping,
    markup_of,
    objects_in,
    text_in,
    time_in,
    web_address,
)
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import BlockKind, Comment, Contact, Edge, Fact, Hashtag, Link, Post, Profile, Sighting

_NAME = "tiktok"
_SITE = "https://www.tiktok.com"
_HANDLE = re.compile(r"[\w.]{1,24}")
_SCRIPTS = ("__UNIVERSAL_DATA_FOR_REHYDRATION__", "SIGI_STATE", "__NEXT_DATA__", "__FRONTITY_CONNECT_STATE__")
# https://github.com/davidteather/TikTok-Api names these states of a profile.
_STATES: dict[int, tuple[BlockKind, str]] = {
    10202: ("gone", "no such account"),
    10221: ("gone", "no such account"),
    10222: ("private", "a private account"),
    10223: ("gone", "the account is banned or was deleted"),
    10224: ("gone", "the account was deleted"),
    10204: ("gone", "no such video"),
    10216: ("private", "a private video"),
    10215: ("gated", "shown to who is logged in only"),
    10101: ("refused", "the request's signature was refused"),
    10000: ("challenge", "TikTok asks whether we are a person"),
    10201: ("gone", "no such account"),
}
_EMPTY = frozenset({"userInfo", "itemInfo", "itemList", "userList"})


def profile_url(handle: str) -> str:
    """The public address of an account."""
    return f"{_SITE}/@{quote(handle)}"


def handle_of(address: str) -> str | None:
    """The account whose page an address is; ``None`` for videos, tags and other sites."""
    host, path = host_and_path(address)
    if not (host == "tiktok.com" or host.endswith(".tiktok.com")) or len(path) != 1 or not path[0].startswith("@"):
        return None
    return path[0][1:].lower() if _HANDLE.fullmatch(path[0][1:]) else None


clean_handle = handle_cleaner(
    handle_of, _HANDLE, "TikTok handle: letters, digits, _ and ., at most 24, like @mira.lind"
)


_EMBED = Embed(
    network=_NAME,
    providers=frozenset({"TikTok"}),
    handle_of=handle_of,
    post=re.compile(r"(?:data-video-id=\"|/(?:video|photo)/)(\d{10,25})"),
    address=lambda handle, code: f"{_SITE}/@{handle}/video/{code}",
)


def read_page(page: Page) -> list[Fact]:
    """The facts of a page, of an answer behind it, or of collected items, one a line; raises UnreadablePage."""
    if (shown := read_embed(page, _EMBED)) is not None:
        return list(shown)
    values = _values(page)
    facts: dict[str, Fact] = {}
    for value in values:
        for one in objects_in(value):
            for fact in _facts_of(native(one), page):
                keep(facts, fact)
    if facts:
        return list(facts.values())
    for value in values:
        for one in objects_in(value):
            if flag(one.get("isContentClassified")) is True:
                return [block(_NAME, page, "gated", "a video that not everybody is shown")]
            state = count_of(one.get("statusCode", one.get("status_code")))
            if state is not None and state in _STATES:
                kind, words = _STATES[state]
                return [block(_NAME, page, kind, words)]
    wall = wall_of(_NAME, "TikTok", page)
    if wall is not None:
        return [wall]
    if not page.body.strip():  # how unsigned requests are answered
        return [block(_NAME, page, "refused", "an empty answer: the request's signature was refused")]
    if page.is_html and values:
        return [block(_NAME, page, "shell", "the page carries nobody's data")]
    if page.is_html:
        raise UnreadablePage(f"{page.url}: the page carries no data of its scripts")
    return []


def recognises_page(page: Page) -> bool:
    """Whether a page holds an account or a video of this network, or is a page of its own that holds neither."""
    if page.is_html and 'id="__UNIVERSAL_DATA_FOR_REHYDRATION__"' in page.text:
        return True
    if is_embed_of(page, _EMBED):
        return True
    try:
        values = _values(page)
    except UnreadablePage:
        return False
    if any(_is_refusal(value) for value in values[:1]):
        return True
    return any(_is_ours(native(one)) for value in values[:50] for one in objects_in(value))


def _is_refusal(value: object) -> bool:
    """Whether an answer tells in the site's own numbers why there is no account and no video in it."""
    said = mapping(value)
    return count_of(said.get("statusCode")) in _STATES and not _EMPTY.isdisjoint(said)


def _values(page: Page) -> list[Any]:
    if page.is_html:
        if not any(name in page.text for name in _SCRIPTS):
            return []
        found = [json_in(text) for attributes, text in markup_of(page)[0] if attributes.get("id") in _SCRIPTS]
        return [value for value in found if value is not None]
    if not page.body.strip():
        return []
    try:
        return [page.json]
    except UnreadablePage as unreadable:
        lines = page.body.replace(b"\0", b"").splitlines()
        try:
            return [load_json(line) for line in lines if line.strip()]
        except orjson.JSONDecodeError:
            if page.status >= 400:
                return []
            raise unreadable from None


def _is_ours(value: Mapping[str, Any]) -> bool:
    if _is_user(value) or _is_item(value) or _is_user(mapping(value.get("user"))) or _is_counted(value):
        return True
    if {"challenge", "stats"} <= value.keys() and "title" in mapping(value["challenge"]):
        return True
    return _is_comment(value) and "unique_id" in mapping(value.get("user")) and "digg_count" in value


def _is_comment(value: Mapping[str, Any]) -> bool:
    named = isinstance(value.get("cid"), str) or ("aweme_id" in value and "digg_count" in value)
    return named and "text" in value and isinstance(value.get("user"), dict)


def _is_user(value: Mapping[str, Any]) -> bool:
    return bool(text_in(value.get("uniqueId"))) and ("secUid" in value or "signature" in value)


def _is_counted(value: Mapping[str, Any]) -> bool:
    """Whether an account, shortened so that little but its handle is left, stands beside its counts."""
    return bool(text_in(mapping(value.get("user")).get("uniqueId"))) and "followerCount" in mapping(value.get("stats"))


def _is_item(value: Mapping[str, Any]) -> bool:
    if isinstance(value.get("desc"), dict):  # a description of the shape (JSON Schema)
        return False
    return "createTime" in value and "desc" in value and ("stats" in value or "statsV2" in value or "video" in value)


def _facts_of(value: Mapping[str, Any], page: Page) -> list[Fact]:
    user = mapping(value.get("user"))
    if (_is_user(user) and ("stats" in value or "statsV2" in value)) or _is_counted(value):
        return [_profile(user, _numbers(value), page), *_contacts(user, page)]
    if "UserModule" in value:
        module = mapping(value["UserModule"])
        users, stats = mapping(module.get("users")), mapping(module.get("stats"))
        return [_profile(one, mapping(stats.get(name)), page) for name, one in users.items() if _is_user(mapping(one))]
    if _is_item(value):
        return _item(value, page)
    challenge = mapping(value.get("challenge"))
    if isinstance(challenge.get("title"), str) and ("stats" in value or "statsV2" in value):
        count = count_of(_numbers(value).get("videoCount"))
        return [Hashtag(**_common(page), name=challenge["title"].lower(), posts_count=count or None)]
    if _is_comment(value):
        return _comment(value, page)
    return []


def _numbers(value: Mapping[str, Any]) -> dict[str, Any]:
    """The counts: ``statsV2``, texts that are exact, before ``stats``, which may overflow."""
    exact = {name: number for name, number in mapping(value.get("statsV2")).items() if count_of(number) is not None}
    return {**mapping(value.get("stats")), **exact}


def _profile(user: Mapping[str, Any], stats: Mapping[str, Any], page: Page, *, beside_post: bool = False) -> Profile:
    """An account. 0 followers beside a post or beside likes is what the site shows where it keeps the count back."""
    followers = count_of(stats.get("followerCount"))
    hearts = count_of(stats.get("heartCount", stats.get("heart")))
    kept_back = followers == 0 and (beside_post or hearts is None or hearts > 0)
    if kept_back:
        followers = None
        stats = {name: count for name, count in stats.items() if count_of(count) != 0}
    bio = user.get("signature")
    link = web_address(mapping(user.get("bioLink")).get("link"))
    elsewhere = [Link(url=one) for one in user.get("elsewhere") or () if isinstance(one, str)]
    links = ([Link(url=link)] if link else []) + elsewhere + links_in(bio if isinstance(bio, str) else None)
    commerce = mapping(user.get("commerceUserInfo"))
    business = flag(commerce.get("commerceUser"))
    return Profile(
        **_common(page),
        native_id=id_in(user.get("id")),
        handle=user["uniqueId"].lower(),
        display_name=text_in(user.get("nickname")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=_within(followers, stats, beside_post) if followers is not None else None,
        following=count_of(stats.get("followingCount")),
        posts_count=count_of(stats.get("videoCount")),
        is_private=flag(user.get("privateAccount", user.get("secret"))),
        is_verified=flag(user.get("verified")),
        account_type="business" if business else None,
        category=text_in(commerce.get("category")),
        avatar_url=text_in(user.get("avatarLarger")) or text_in(user.get("avatarMedium")),
        links=list({one.url: one for one in links}.values()) if links else None,
        created_at=time_in(user.get("createTime")) if user.get("createTime") else None,
        location=flag_of_country(user.get("region")),
    )


def _contacts(user: Mapping[str, Any], page: Page) -> list[Contact]:
    email = text_in(user.get("email"))
    if email is None or "@" not in email:
        return []
    where = {"source_url": page.url, "where": "bio_email"}
    return [Contact(**_common(page), **where, handle=user["uniqueId"].lower(), kind="email", value=email)]


def _within(followers: int, stats: Mapping[str, Any], beside_post: bool) -> int:
    """How rounded a count may be: ``stats`` writes what is printed (11,000 for "11K"), ``statsV2`` exact texts; beside
    a video its texts are the rounded numbers again."""
    if followers < 10_000 or (isinstance(stats.get("followerCount"), str) and not beside_post):
        return 0
    step = 100_000 if followers >= 1_000_000 else 100
    return step // 2 if followers % step == 0 else 0


def _item(item: Mapping[str, Any], page: Page) -> list[Fact]:
    author = item.get("author")
    who = mapping(author)
    name = who.get("uniqueId") if who else item.get("authorUniqueId") or author
    handle = name.lower() if isinstance(name, str) and _HANDLE.fullmatch(name) else None
    stats, desc = _numbers(item), item.get("desc")
    text = desc if isinstance(desc, str) else None
    parts = [one for part in items_of(item.get("contents")) for one in items_of(part.get("textExtra"))]
    extra = items_of(item.get("textExtra")) or parts
    tags = [one["hashtagName"].lower() for one in extra if text_in(one.get("hashtagName"))]
    tags += [one["title"].lower() for one in items_of(item.get("challenges")) if text_in(one.get("title"))]
    mentions = [one["userUniqueId"].lower() for one in extra if text_in(one.get("userUniqueId"))]
    images, code = items_of(mapping(item.get("imagePost")).get("images")), id_in(item.get("id"))
    labels = item.get("isAd"), item.get("adAuthorization")
    post = Post(
        **_common(page),
        native_id=code,
        code=code,
        url=f"{_SITE}/@{handle}/video/{code}" if handle and code else None,
        author_handle=handle,
        author_native_id=id_in(who.get("id")) or id_in(item.get("authorId")),
        posted_at=time_in(item.get("createTime")),
        text=text,
        kind=("carousel" if len(images) > 1 else "photo") if images else "video",
        likes=count_of(stats.get("diggCount")),
        comments=count_of(stats.get("commentCount")),
        views=count_of(stats.get("playCount")),
        shares=count_of(stats.get("shareCount")),
        hashtags=list(dict.fromkeys([*tags, *hashtags_in(text or "")])) or (None if text is None else []),
        # The text shows the names of those that the site links, not their handles.
        mentions=list(dict.fromkeys(mentions)) or (mentions_in(text) if text is not None else None),
        paid_partnership=True if any(map(flag, labels)) else None,
        pinned=flag(item.get("isPinnedItem")),
        place=text_in(mapping(item.get("poi")).get("name")),
        image_url=text_in(mapping(item.get("video")).get("cover")),
    )
    facts: list[Fact] = [post]
    # Pages of one video, and searches, tell of its author without counts.
    counted = "authorStats" in item or "authorStatsV2" in item
    if _is_user(who) and (counted or text_in(who.get("signature")) is not None):
        numbers = _numbers({"stats": item.get("authorStats"), "statsV2": item.get("authorStatsV2")})
        facts.append(_profile(who, numbers, page, beside_post=True))
    tag = _tag_of(page)
    if handle is not None and tag is not None:
        name = text_in(who.get("nickname"))
        native = id_in(who.get("id"))
        facts.append(
            Sighting(**_common(page), handle=handle, native_id=native, display_name=name, route="hashtag_top", via=tag)
        )
    for mention in mentions:
        if handle is not None and mention != handle:
            facts.append(Edge(**_common(page), source=handle, target=mention, kind="mention"))
            facts.append(Sighting(**_common(page), handle=mention, route="mention", via=handle))
    return facts


def _comment(value: Mapping[str, Any], page: Page) -> list[Fact]:
    user = mapping(value["user"])
    name = user.get("unique_id") or user.get("uniqueId")
    handle = name.lower() if isinstance(name, str) and _HANDLE.fullmatch(name) else None
    comment = Comment(
        **_common(page),
        native_id=id_in(value.get("cid")),  # services that shorten answers leave it out
        post=None if (post := id_in(value.get("aweme_id"))) is not None and len(post) < 3 else post,  # "2": not said
        author_handle=handle,
        author_native_id=id_in(user.get("uid")),
        text=text_in(value.get("text")),
        posted_at=time_in(value.get("create_time")),
        likes=count_of(value.get("digg_count")),
        reply_to=id_in(value.get("reply_id")),
    )
    if handle is None:
        return [comment]
    return [comment, Sighting(**_common(page), handle=handle, native_id=id_in(user.get("uid")), route="commenter")]


def _tag_of(page: Page) -> str | None:
    for address in (page.document or "", page.url):
        match = re.search(r"/tag/([^/?#]{1,100})", address)
        if match:
            return unquote(match.group(1)).lower()
    return None


def _common(page: Page) -> dict[str, Any]:
    return {"network": _NAME, "page": page.url, "observed_at": page.time}


def _post_at(address: str) -> str | None:
    match = re.search(r"/(?:video|photo)/(\d{10,25})", address)
    return match.group(1) if match else None


NETWORK = with_bridged_feeds(
    Network(
        name=_NAME,
        title="TikTok",
        hosts=("tiktok.com",),
        read=read_page,
        recognises=recognises_page,
        ask=asker(profile_url, lambda tag: f"{_SITE}/tag/{quote(tag, safe='')}"),
        follow=follow_nothing,
        profile_url=profile_url,
        handle_of=handle_of,
        clean_handle=clean_handle,
        ready=readiness(_NAME, "its pages often ask whether we are a person, and its research API is for universities"),
        limit=no_limit,
        seconds_between_requests=20.0,
        settings=("live",),
        browser_hosts=("tiktok.com", "tiktokcdn.com", "ttwstatic.com"),
    ),
    _post_at,
)
