"""Threads: public profile pages and the answers behind them, from files, HARs and replays; live in a browser.

Its API shows accounts of others only after a review of the app by Meta (threads_profile_discovery), and the posts of a
hashtag only after another (threads_keyword_search).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.networks.addresses import handle_cleaner, host_and_path
from crawler.networks.bridged import with_bridged_feeds
from crawler.networks.gathering import keep
from crawler.networks.instagram.values import id_of_code  # codes are spelt alike
from crawler.networks.network import Network
from crawler.networks.public_pages import asker, follow_nothing, no_limit, readiness, wall_of
from crawler.networks.text import hashtags_in, mentions_in
from crawler.networks.values import (
    block,
    count_of,
    flag,
    id_in,
    items_of,
    json_in,
    links_in,
    mapping,
    markup_of,
    objects_in,
    shown_count,
    text_in,
    time_in,
    web_address,
)
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Comment, Edge, Fact, Link, Post, PostKind, Profile, Sighting

_NAME = "threads"
_SITE = "https://www.threads.com"
_HOSTS = ("threads.com", "threads.net")
_HANDLE = re.compile(r"[\w.]{1,30}", re.ASCII)
_KINDS: dict[str, PostKind] = {"1": "photo", "2": "video", "8": "carousel", "19": "text"}
_PUBLISHED_KINDS: dict[str, PostKind] = {
    "TEXT_POST": "text", "IMAGE": "photo", "VIDEO": "video", "CAROUSEL_ALBUM": "carousel",
}  # fmt: skip
# How the site of 2023 answered for an account, and for those who liked a post; their keys are Instagram's.
_FIRST_PROFILE = re.compile(
    rb'"userData"\s{0,5}:\s{0,20}\{\s{0,20}"user"\s{0,5}:\s{0,5}\{|"likers"\s{0,5}:\s{0,20}\{\s{0,20}"users"\s{0,5}:'
)
_PUBLISHED = re.compile(rb'"media_product_type"\s{0,5}:\s{0,5}"THREADS"')
_INSIGHTS = (b'"quotes_count"', b'"reposts_count"')  # Mastodon counts quotes too, and reblogs
# The address of an account or a post, which tools copy beside what they kept of it.
_COPIED = re.compile(r"https?://(?:www\.)?threads\.(?:net|com)/@")
_FOLLOWED = frozenset({"followers", "follower_count"})
_TITLE = re.compile(r"^(.{0,200}?)\s{0,3}\(@([\w.]{1,30})\)")
_COUNTED = re.compile(r"^\s{0,3}(?:\d|[^\x00-\x7f]).{0,40}$")  # a count first, as most languages have it, or its word
_COUNTS = re.compile(r"^\s{0,3}(.{1,40}?)\s{1,3}Followers\b", re.IGNORECASE)


def profile_url(handle: str) -> str:
    """The public address of an account."""
    return f"{_SITE}/@{handle}"


def handle_of(address: str) -> str | None:
    """The account whose page an address is; ``None`` for posts and other sites."""
    host, path = host_and_path(address)
    tabs = ("replies", "media", "reposts")
    if (
        host.removeprefix("www.") not in _HOSTS
        or not path
        or not path[0].startswith("@")
        or (len(path) > 1 and path[1] not in tabs)
    ):
        return None
    return path[0][1:].lower() if _HANDLE.fullmatch(path[0][1:]) else None


clean_handle = handle_cleaner(
    handle_of, _HANDLE, "Threads handle: letters, digits, _ and ., at most 30, like @mira.lind"
)


def read_page(page: Page) -> list[Fact]:
    """The facts of a page or an answer behind it, or the block that it is; raises UnreadablePage."""
    facts: dict[str, Fact] = {}
    meta: dict[str, str] = {}
    if page.is_html:
        scripts, meta = markup_of(page)
        json_scripts = [text for attributes, text in scripts if attributes.get("type") == "application/json"]
        values = [json_in(text) for text in json_scripts if '"user' in text]
    else:
        values = [page.json] if page.body.strip() else []
    for value in values:
        for one in objects_in(value):
            for fact in _facts_of(one, page):
                keep(facts, fact)
    if not any(isinstance(fact, Profile) for fact in facts.values()) and (shown := _shown(meta, page)) is not None:
        facts = {"shown": shown, **facts}
    if facts:
        return list(facts.values())
    wall = wall_of(_NAME, "Threads", page)
    if wall is not None:
        return [wall]
    if not page.is_html:
        return []
    if "log in" in meta.get("title", "").lower() or meta.get("og:title", "").lower().startswith("threads"):
        return [block(_NAME, page, "login_wall", "Threads shows its log-in instead of the profile")]
    raise UnreadablePage(f"{page.url}: the page carries no account")


def recognises_page(page: Page) -> bool:
    """Whether a page carries a post of this network (its accounts look like Instagram's)."""
    own = (b"text_post_app_info", b"text_post_app_is_private", b"threads_profile_picture_url", b"threads_biography",
           b"xdt_api__v1__users__search_connection")  # fmt: skip
    if any(sign in page.body for sign in own) or all(sign in page.body for sign in _INSIGHTS):
        return True
    if _PUBLISHED.search(page.body) is not None or _FIRST_PROFILE.search(page.body) is not None:
        return True
    if page.is_html or b"threads." not in page.body:
        return False
    try:
        return any(_is_copied(one) for one in objects_in(page.json))
    except UnreadablePage:
        return False


def _facts_of(value: Mapping[str, Any], page: Page) -> list[Fact]:
    own_api = (
        "threads_biography" in value
        or "threads_profile_picture_url" in value
        or {"quotes_count", "reposts_count"} <= value.keys()
    )
    if _is_copied(value):
        return _copied(value, page)
    if isinstance(value.get("username"), str) and not own_api and ("follower_count" in value or "biography" in value):
        return [_profile(value, page)]
    if _is_post(value):
        return _post(value, page)
    if value.get("media_product_type") == "THREADS" and id_in(value.get("id")) is not None:
        return [_published(value, page)]
    if own_api:
        return _told(value, page)
    if "containing_thread" in value and "reply_threads" in value:
        return list(_answers(value, page))
    return []


def _is_post(value: Mapping[str, Any]) -> bool:
    """Whether an object is a post of the site; services that shorten answers keep its author's keys alone."""
    user = mapping(value.get("user"))
    own = "text_post_app_info" in value or ("code" in value and "text_post_app_is_private" in user)
    return own and isinstance(user.get("username"), str)


def _is_copied(value: Mapping[str, Any]) -> bool:
    """Whether an object is what a tool kept of an account or a post, its address beside it."""
    address = value.get("url")
    known = "code" in value or "published_on" in value or not _FOLLOWED.isdisjoint(value)
    named = isinstance(value.get("username", value.get("user_name")), str)
    return known and named and _COPIED.match(str(address)) is not None


def _copied(value: Mapping[str, Any], page: Page) -> list[Fact]:
    get = value.get
    if "code" not in value and "published_on" not in value:
        listed = get("bio_links")
        links = [{"url": one} if isinstance(one, str) else one for one in listed] if isinstance(listed, list) else []
        told = {"biography": get("bio"), "follower_count": get("followers"), "profile_pic_url": get("profile_pic")}
        kept = {name: one for name, one in value.items() if one is not None}
        return [_profile({**told, **kept, "bio_links": links}, page)]
    images, videos = get("images"), get("videos")
    post = {
        "pk": get("pk") or str(get("id") or "").partition("_")[0],
        "code": get("code"),
        "user": {"username": get("username", get("user_name")), "pk": get("user_pk")},
        "caption": {"text": get("text", get("content"))},
        "taken_at": get("published_on"),
        "like_count": get("like_count"),
        "media_type": (8 if isinstance(images, list) and len(images) > 1 else 1 if images else 2 if videos else 19)
        if "images" in value and "videos" in value else None,
        "text_post_app_info": {"direct_reply_count": get("reply_count")},
    }  # fmt: skip
    return _post(post, page)


def _published(value: Mapping[str, Any], page: Page) -> Post:
    """A post as Threads' own API tells it; its id there is another than the site's."""
    name, text, code = text_in(value.get("username")), value.get("text"), id_in(value.get("shortcode"))
    text = text if isinstance(text, str) else None
    return Post(
        **_common(page),
        native_id=id_in(value["id"]),
        code=code,
        url=text_in(value.get("permalink")),
        author_handle=name.lower() if name else None,
        posted_at=time_in(value.get("timestamp")),
        text=text,
        kind=_PUBLISHED_KINDS.get(id_in(value.get("media_type")) or ""),
        hashtags=hashtags_in(text) if text is not None else None,
        mentions=mentions_in(text) if text is not None else None,
        alt_text=text_in(value.get("alt_text")),
        image_url=text_in(value.get("media_url")),
    )


def _told(value: Mapping[str, Any], page: Page) -> list[Fact]:
    """An account as Threads' own API tells it."""
    name = text_in(value.get("username"))
    if name is None:
        return []
    user = {
        "username": name,
        "full_name": value.get("name"),
        "biography": value.get("threads_biography", value.get("biography")),
        "profile_pic_url": value.get("threads_profile_picture_url", value.get("profile_picture_url")),
        "follower_count": value.get("follower_count"),
        "is_verified": value.get("is_verified"),
        "id": value.get("id"),
    }
    return [_profile(user, page)]


def _answers(value: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """The talk under a post: each thread of answers begins with one to the post, the next ones answer each other."""
    asked = [mapping(item.get("post")) for item in items_of(mapping(value["containing_thread"]).get("thread_items"))]
    root = id_in(asked[-1].get("pk")) if asked else None
    for thread in items_of(value["reply_threads"]) if root else ():
        before = None
        for answer in (mapping(item.get("post")) for item in items_of(thread.get("thread_items"))):
            name, text = mapping(answer.get("user")).get("username"), mapping(answer.get("caption")).get("text")
            native_id = id_in(answer.get("pk")) or id_in(answer.get("id"))
            if isinstance(name, str) and native_id:
                yield Comment(
                    **_common(page),
                    native_id=native_id,
                    post=root,
                    author_handle=name.lower(),
                    author_native_id=id_in(mapping(answer["user"]).get("pk")),
                    text=text if isinstance(text, str) else None,
                    posted_at=time_in(answer.get("taken_at")),
                    likes=count_of(answer.get("like_count")),
                    reply_to=before,
                )
                before = native_id


def _profile(user: Mapping[str, Any], page: Page) -> Profile:
    followers = count_of(user.get("follower_count"))
    bio = user.get("biography")
    links = [
        Link(url=url, title=text_in(one.get("title")), verified=flag(one.get("is_verified")))
        for one in items_of(user.get("bio_links"))
        if (url := web_address(one.get("url")))
    ]
    links += links_in(bio if isinstance(bio, str) else None)
    return Profile(
        **_common(page),
        native_id=id_in(user.get("pk")) or id_in(user.get("id")),
        handle=user["username"].lower(),
        display_name=text_in(user.get("full_name")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=0 if followers is not None else None,
        following=count_of(user.get("following_count")),
        is_private=flag(user.get("text_post_app_is_private", user.get("is_private"))),
        is_verified=flag(user.get("is_verified")),
        avatar_url=text_in(user.get("profile_pic_url")),
        links=list({link.url: link for link in links}.values()) or None,
    )


def _post(value: Mapping[str, Any], page: Page) -> list[Fact]:
    user, info = mapping(value["user"]), mapping(value.get("text_post_app_info"))
    handle, caption = user["username"].lower(), mapping(value.get("caption")).get("text")
    text = caption if isinstance(caption, str) else _fragments_in(info)
    code, images = id_in(value.get("code")), items_of(mapping(value.get("image_versions2")).get("candidates"))
    tag = text_in(mapping(info.get("tag_header")).get("display_name"))
    tags = ([tag.lower().lstrip("#")] if tag else []) + (hashtags_in(text) if text else [])
    shares = [count_of(info.get(name)) for name in ("repost_count", "quote_count")]
    hidden = flag(value.get("like_and_view_counts_disabled"))
    post = Post(
        **_common(page),
        native_id=id_in(value.get("pk")) or id_in(value.get("id")),
        code=code,
        url=f"{_SITE}/@{handle}/post/{code}" if code else None,
        author_handle=handle,
        author_native_id=id_in(user.get("pk")) or id_in(user.get("id")),
        posted_at=time_in(value.get("taken_at")),
        text=text,
        kind=_KINDS.get(id_in(value.get("media_type")) or ""),
        likes=None if hidden else count_of(value.get("like_count")),
        comments=count_of(info.get("direct_reply_count")),
        shares=sum(one or 0 for one in shares) if shares[0] is not None else None,
        hashtags=list(dict.fromkeys(tags)) if text is not None or tags else None,
        mentions=mentions_in(text) if text is not None else None,
        pinned=flag(mapping(info.get("pinned_post_info")).get("is_pinned_to_profile")),
        paid_partnership=flag(value.get("is_paid_partnership")),
        alt_text=text_in(value.get("accessibility_caption")),
        image_url=text_in(images[0].get("url")) if images else None,
    )
    facts: list[Fact] = [post]
    answered = mapping(info.get("reply_to_author")).get("username")
    if isinstance(answered, str) and answered.lower() != handle:
        facts.append(Edge(**_common(page), source=handle, target=answered.lower(), kind="reply"))
    for name in post.mentions or ():
        if name != handle:
            facts.append(Edge(**_common(page), source=handle, target=name, kind="mention"))
            facts.append(Sighting(**_common(page), handle=name, route="mention", via=handle))
    return facts


def _fragments_in(info: Mapping[str, Any]) -> str | None:
    """The text in its pieces, as newer answers write it beside an empty caption."""
    pieces = items_of(mapping(info.get("text_fragments")).get("fragments"))
    words = [one["plaintext"] for one in pieces if isinstance(one.get("plaintext"), str)]
    return "".join(words) or None


def _shown(meta: Mapping[str, str], page: Page) -> Profile | None:
    """What a page's own summary says of an account: name, handle, followers as printed, and the bio."""
    title = _TITLE.match(meta.get("og:title", ""))
    summary = meta.get("og:description") or meta.get("description") or ""
    if title is None or handle_of(page.url) not in (None, title.group(2).lower()):
        return None
    parts = summary.split(" • ")
    counts = [shown_count(part) for part in parts[:2] if _COUNTED.match(part)]
    counted = len(counts) == 2 and None not in (counts[0][0], counts[1][0])
    if not counted and (alone := _COUNTS.match(summary)) is not None:
        counts, counted = [shown_count(alone.group(1)), (None, None)], True
    (followers, within), (threads, _) = counts if counted else [(None, None), (None, None)]
    # Behind the bio stands a sentence that invites to read on, in the language of the page.
    invitation = re.compile(rf"(?:^|(?<=[\s.!?。]))[^.!?。\n]{{0,100}}@{re.escape(title.group(2))}\b.{{0,60}}$", re.I)
    bio = invitation.sub("", " • ".join(parts[2:])).strip() or None
    return Profile(
        **_common(page),
        handle=title.group(2).lower(),
        display_name=title.group(1).strip() or None,
        bio=bio,
        followers=followers,
        followers_within=within,
        posts_count=threads,
        avatar_url=text_in(meta.get("og:image")),
        links=links_in(bio) or None,
    )


def _common(page: Page) -> dict[str, Any]:
    return {"network": _NAME, "page": page.url, "observed_at": page.time}


def _post_at(address: str) -> str | None:
    match = re.search(r"/post/([\w-]{5,20})", address)
    return id_of_code(match.group(1)) if match else None


NETWORK = with_bridged_feeds(
    Network(
        name=_NAME,
        title="Threads",
        hosts=_HOSTS,
        read=read_page,
        recognises=recognises_page,
        ask=asker(profile_url),
        follow=follow_nothing,
        profile_url=profile_url,
        handle_of=handle_of,
        clean_handle=clean_handle,
        ready=readiness(_NAME, "its API shows others' accounts only after Meta's review of the app"),
        limit=no_limit,
        seconds_between_requests=20.0,
        settings=("live",),
        browser_hosts=("threads.com", "threads.net", "cdninstagram.com", "fbcdn.net"),
    ),
    _post_at,
)
