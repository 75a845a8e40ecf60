"""Accounts, posts and answers of Threads, as its site and its API write them, to facts."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from crawler.networks.text import hashtags_in, mentions_in
from crawler.networks.values import (
    count_of,
    flag,
    id_in,
    items_of,
    links_in,
    mapping,
    text_in,
    time_in,
    web_address,
)
from crawler.page import Page
from storage.facts import Comment, Edge, EdgeKind, Fact, Link, Post, PostKind, Profile, Route, Sighting

NAME = "threads"
SITE = "https://www.threads.com"
_KINDS: dict[str, PostKind] = {"1": "photo", "2": "video", "8": "carousel", "19": "text"}
_PUBLISHED_KINDS: dict[str, PostKind] = {
    "TEXT_POST": "text", "IMAGE": "photo", "VIDEO": "video", "CAROUSEL_ALBUM": "carousel",
}  # fmt: skip
# Lists of accounts by the key that they stand under: the tie, and how they are met.
_LISTS: dict[str, tuple[EdgeKind, Route]] = {"followers": ("follower", "list"), "following": ("following", "following")}
# The address of an account or a post, which tools copy beside what they kept of it.
_COPIED = re.compile(r"https?://(?:www\.)?threads\.(?:net|com)/@")
_FOLLOWED = frozenset({"followers", "follower_count"})


def facts_of(value: Mapping[str, Any], page: Page) -> list[Fact]:
    own_api = (
        "threads_biography" in value
        or "threads_profile_picture_url" in value
        or {"quotes_count", "reposts_count"} <= value.keys()
    )
    if is_copied(value):
        return _copied(value, page)
    if isinstance(value.get("username"), str) and not own_api and ("follower_count" in value or "biography" in value):
        return [_profile(value, page)]
    if _is_post(value):
        return _post(value, page)
    if value.get("media_product_type") == "THREADS" and id_in(value.get("id")) is not None:
        return _published(value, page)
    if "thread_items" in value:
        return list(_chained(_posts_of(value), page))
    if "edges" in value:
        return list(_listed_answers(value["edges"], page))
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


def is_copied(value: Mapping[str, Any]) -> bool:
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


def _published(value: Mapping[str, Any], page: Page) -> list[Fact]:
    """A post as Threads' own API tells it, whose id there is another than the site's; nothing where it is a repost,
    which has no words of its own. An answer is a comment as well."""
    if value.get("media_type") == "REPOST_FACADE":
        return []
    name, text, code = text_in(value.get("username")), value.get("text"), id_in(value.get("shortcode"))
    text = text if isinstance(text, str) else None
    topic = text_in(value.get("topic_tag"))
    tags = ([topic.lower().lstrip("#")] if topic else []) + (hashtags_in(text) if text else [])
    post = Post(
        **common_of(page),
        native_id=id_in(value["id"]),
        code=code,
        url=text_in(value.get("permalink")),
        author_handle=name.lower() if name else None,
        posted_at=time_in(value.get("timestamp")),
        text=text,
        kind=_PUBLISHED_KINDS.get(id_in(value.get("media_type")) or ""),
        hashtags=list(dict.fromkeys(tags)) if text is not None or tags else None,
        mentions=mentions_in(text) if text is not None else None,
        alt_text=text_in(value.get("alt_text")),
        image_url=text_in(value.get("media_url")),
    )
    root, answered = (id_in(mapping(value.get(name)).get("id")) for name in ("root_post", "replied_to"))
    if root is None:
        return [post]
    return [
        post,
        Comment(
            **common_of(page), native_id=post.native_id, post=root, author_handle=post.author_handle, text=text,
            posted_at=post.posted_at, reply_to=answered if answered != root else None,
        ),
    ]  # fmt: skip


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


def _posts_of(thread: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [mapping(item.get("post")) for item in items_of(thread.get("thread_items"))]


def _writer_of(post: Mapping[str, Any]) -> str | None:
    name = mapping(post.get("user")).get("username")
    return name.lower() if isinstance(name, str) else None


def _answered_by(post: Mapping[str, Any]) -> str | None:
    """The handle whom a post answers."""
    name = mapping(mapping(post.get("text_post_app_info")).get("reply_to_author")).get("username")
    return name.lower() if isinstance(name, str) else None


def _id_of(post: Mapping[str, Any]) -> str | None:
    return id_in(post.get("pk")) or id_in(post.get("id"))


def _answers(value: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """The talk under a post: each thread of answers begins with one to the post, the next ones answer each other."""
    asked = _posts_of(mapping(value["containing_thread"]))
    root = id_in(asked[-1].get("pk")) if asked else None
    for thread in items_of(value["reply_threads"]) if root else ():
        yield from _talk(root, None, _posts_of(thread), page)


def _listed_answers(edges: object, page: Page) -> Iterator[Fact]:
    """The same as the site writes it since 2024: the post's thread first, then those that answer it. Lists of posts are
    written alike, but begin with posts that answer nobody, or not all the same one."""
    threads = [_posts_of(mapping(edge.get("node"))) for edge in items_of(edges)]
    threads = [thread for thread in threads if thread]
    if len(threads) < 2:
        return
    asked = threads[0][0]
    for post in threads[0][1:]:  # above the post may stand what it answers; what its author goes on with stands below
        asked = post if _writer_of(post) != _writer_of(asked) else asked
    root, writer = _id_of(asked), _writer_of(asked)
    if root is not None and writer is not None and all(_answered_by(thread[0]) == writer for thread in threads[1:]):
        for thread in threads[1:]:
            yield from _talk(root, None, thread, page)


def _chained(posts: list[Mapping[str, Any]], page: Page) -> Iterator[Fact]:
    """The answers in a thread that begins with what they answer; what an author goes on with is none."""
    if len(posts) < 2 or _answered_by(posts[0]) is not None or (root := _id_of(posts[0])) is None:
        return
    for before, post in pairwise(posts):
        if _answered_by(post) == _writer_of(before) != _writer_of(post):
            yield from _talk(root, _id_of(before) if before is not posts[0] else None, [post], page)


def _talk(root: str | None, before: str | None, posts: list[Mapping[str, Any]], page: Page) -> Iterator[Comment]:
    """Posts that answer each other, the first of them ``before``, or the post itself."""
    for answer in posts:
        name, native_id, text = _writer_of(answer), _id_of(answer), mapping(answer.get("caption")).get("text")
        if name is not None and native_id:
            hidden = flag(answer.get("like_and_view_counts_disabled"))
            yield Comment(
                **common_of(page),
                native_id=native_id,
                post=root,
                author_handle=name,
                author_native_id=id_in(mapping(answer["user"]).get("pk")),
                text=text if isinstance(text, str) else _fragments_in(mapping(answer.get("text_post_app_info"))),
                posted_at=time_in(answer.get("taken_at")),
                likes=None if hidden else count_of(answer.get("like_count")),
                reply_to=before,
            )
            before = native_id


def listed_in(value: Mapping[str, Any], page: Page, subject: str | None) -> Iterator[Fact]:
    """Those whom a list of followers or of the followed names."""
    for name in _LISTS.keys() & value.keys():
        people = [mapping(edge.get("node")) for edge in items_of(mapping(value[name]).get("edges"))]
        whose = _writer_of({"user": value}) or subject
        for one in people:
            handle = _writer_of({"user": one})
            if handle is None or handle == whose:
                continue
            kind, route = _LISTS[name]
            yield Sighting(
                **common_of(page), handle=handle, native_id=id_in(one.get("pk")) or id_in(one.get("id")),
                display_name=text_in(one.get("full_name")), route=route, via=whose,
            )  # fmt: skip
            if whose is not None:
                yield Edge(**common_of(page), source=whose, target=handle, kind=kind)


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
        **common_of(page),
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
    if flag(info.get("is_post_unavailable")):
        return []
    if shared := mapping(mapping(info.get("share_info")).get("reposted_post")):  # its counts are not its own, or 0
        whose = _writer_of(shared)
        return (
            [Edge(**common_of(page), source=handle, target=whose, kind="boost")] if whose not in (None, handle) else []
        )
    text = caption if isinstance(caption, str) else _fragments_in(info)
    code, images = id_in(value.get("code")), items_of(mapping(value.get("image_versions2")).get("candidates"))
    tag = text_in(mapping(info.get("tag_header")).get("display_name"))
    tags = ([tag.lower().lstrip("#")] if tag else []) + (hashtags_in(text) if text else [])
    shares = [count_of(info.get(name)) for name in ("repost_count", "quote_count")]
    hidden = flag(value.get("like_and_view_counts_disabled"))
    shown = [_writer_of(one) for one in items_of(mapping(value.get("usertags")).get("in"))]
    tagged = [name for name in dict.fromkeys(shown) if name]
    post = Post(
        **common_of(page),
        native_id=id_in(value.get("pk")) or id_in(value.get("id")),
        code=code,
        url=f"{SITE}/@{handle}/post/{code}" if code else None,
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
        tagged=tagged or None,
        place=text_in(mapping(value.get("location")).get("name")),
        image_url=next((url for one in images if (url := text_in(one.get("url"))) and "/null.jpg" not in url), None),
    )
    facts: list[Fact] = [post]
    answered = mapping(info.get("reply_to_author")).get("username")
    if isinstance(answered, str) and answered.lower() != handle:
        facts.append(Edge(**common_of(page), source=handle, target=answered.lower(), kind="reply"))
    for name in tagged:
        if name != handle:
            facts.append(Edge(**common_of(page), source=handle, target=name, kind="tagged"))
            facts.append(Sighting(**common_of(page), handle=name, route="tagged", via=handle))
    for name in post.mentions or ():
        if name != handle:
            facts.append(Edge(**common_of(page), source=handle, target=name, kind="mention"))
            facts.append(Sighting(**common_of(page), handle=name, route="mention", via=handle))
    return facts


def _fragments_in(info: Mapping[str, Any]) -> str | None:
    """The text in its pieces, as newer answers write it beside an empty caption."""
    pieces = items_of(mapping(info.get("text_fragments")).get("fragments"))
    words = [one["plaintext"] for one in pieces if isinstance(one.get("plaintext"), str)]
    return "".join(words) or None


def common_of(page: Page) -> dict[str, Any]:
    """What every fact of a page begins with."""
    return {"network": NAME, "page": page.url, "observed_at": page.time}
