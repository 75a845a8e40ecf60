"""Reading answers of X by shape; the address only tells how accounts were met."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawler.networks.embeds import is_embed_of, read_embed
from crawler.networks.gathering import Gathering, any_object, list_of
from crawler.networks.values import count_of, id_in, json_in, mapping, objects_in, text_in, time_in
from crawler.networks.x import feed
from crawler.networks.x.address import NETWORK, handle_in, handle_of
from crawler.networks.x.pages import EMBED, headed, values_of
from crawler.networks.x.shapes import (
    handle_of_user,
    id_of_user,
    is_bare_post,
    is_bare_user,
    is_tie,
    pinned_by,
    post_of,
    profile_of,
    tweet_in,
    user_in,
)  # fmt: skip
from crawler.networks.x.tools import followed_in, native, owner_of_archive
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind, Comment, EdgeKind, Fact, Profile, Route

_SHARED = re.compile(r"RT @(\w{1,20}): ")
_GONE = frozenset({17, 34, 50, 63, 64, 144})
_KEY = frozenset({32, 89, 99, 135, 215})
_OF_PROTECTED = "not authorized."  # how v1.1 answers for the posts of a protected account, as if the key were wrong
# Weibo's and VK's APIs were made after the older one, TikTok's app names who logs in like it, and a client of
# Mastodon's writes its accounts (acct) like a tool's.
_ELSEWHERE = frozenset({
    "reposts_count", "attitudes_count", "allow_all_act_msg", "province", "mbrank", "followings_count", "session_key",
    "follow_count", "first_name", "acct",
})  # fmt: skip
_MISSING = frozenset({"UserUnavailable", "TweetTombstone", "TweetUnavailable"})
_ASKED = frozenset(
    {"user", "tweetResult", "user_result_by_screen_name", "user_result_by_rest_id", "tweet_result_by_rest_id"}
)
_SITES_PARTS = {"legacy", "relationship_counts", "profile_bio"}
_SITES_LISTS = {
    "Followers": "followers", "BlueVerifiedFollowers": "followers", "FollowersYouKnow": "followers",
    "Following": "following",
}  # fmt: skip
_LISTS: dict[str, tuple[EdgeKind, Route]] = {
    "following": ("following", "following"),
    "followers": ("follower", "related"),
}


def read_page(page: Page) -> list[Fact]:
    """The facts of one answer or saved page: profiles, posts, comments, ties, sightings, or a named block.

    Raises UnreadablePage where it is neither: as they are sent, the site's own pages hold nothing without its scripts.
    """
    if feed.is_feed_of_account(page):
        return feed.read(page)
    if page.is_html:
        if page.status >= 400:
            return [_block(page, _by_status(page.status), f"HTTP {page.status}")]
        values = values_of(page)
        reading = _Reading(page, values)
        reading.read(values)
        if not reading.found.facts and (about := headed(page)) is not None:
            reading = _Reading(page, about)
            reading.read(about)
            return [_with_unknown_links(fact) for fact in reading.found.facts]
        if reading.found.facts:
            return reading.found.facts
        raise UnreadablePage(f"{page.url}: a page of X holds no facts by itself: read its API's answer instead")
    if (shown := read_embed(page, EMBED)) is not None:
        return list(shown)
    try:
        value = page.json
    except UnreadablePage:
        if page.status >= 400:
            return [_block(page, _by_status(page.status), f"HTTP {page.status}")]
        raise
    reading = _Reading(page, value)
    reading.read(value)
    if not reading.found.facts:
        refusal = _refusal_of(page, value)
        return [refusal] if refusal is not None else []
    return reading.found.facts


def _with_unknown_links(fact: Fact) -> Fact:
    """A page's head does not tell the account's own link: none seen is none known."""
    return fact.model_copy(update={"links": fact.links or None}) if isinstance(fact, Profile) else fact


def recognises_page(page: Page) -> bool:
    """Whether a page is an answer of X, by its shape (an error: by its address)."""
    if not page.body:
        return False
    if feed.is_feed_of_account(page):
        return True
    if page.is_html:
        return any(any_object(value, _is_ours) for value in values_of(page)) or headed(page) is not None
    if is_embed_of(page, EMBED):
        return True
    try:
        value = page.json
    except UnreadablePage:
        return False
    host = urlsplit(page.url).hostname or ""
    if host in ("api.x.com", "api.twitter.com"):
        return True
    return any_object(value, _is_ours)


def _is_ours(value: Mapping[str, Any]) -> bool:
    if not _ELSEWHERE.isdisjoint(value):
        return False
    if followed_in(value) is not None or "accountDisplayName" in value:
        return True
    value = native(value)
    metrics = mapping(value.get("public_metrics"))
    if "tweet_count" in metrics or "retweet_count" in metrics or "edit_history_tweet_ids" in value:
        return True
    if (value.get("rest_id") and _SITES_PARTS & value.keys()) or "pinned_tweet_id" in value:
        return True
    if value.get("rest_id") and "screen_name" in mapping(value.get("core")):
        return True
    if "result_count" in mapping(value.get("meta")) or is_tie(value) or {"deleted_at", "full_text"} <= value.keys():
        return True
    if any(is_bare_user(one) or is_bare_post(one) for one in (value.get("data"), *list_of(value.get("data"))[:1])):
        return True
    if isinstance(value.get("author_id"), str) and tweet_in(value) is not None and "content" not in value:
        return True
    if value.get("__typename") in _MISSING or _refuses(value):
        return True
    old = "screen_name" in mapping(value.get("user")) or {"retweet_count", "favorite_count"} <= value.keys()
    if old and tweet_in(value) is not None:
        return True
    if "username" in value and {"friends_count", "statuses_count"} <= value.keys():  # a client's name for screen_name
        return user_in(value) is not None
    return "screen_name" in value and ("friends_count" in value or "followers_count" in value)


class _Reading:
    """One answer being read: whom it includes first, so that posts know their authors."""

    def __init__(self, page: Page, value: Any) -> None:
        self.found = Gathering(NETWORK, page)
        self.users: dict[str, Mapping[str, Any]] = {}
        self.included: dict[str, Mapping[str, Any]] = {}
        self.owner = owner_of_archive(value)
        self.pinned: set[str] = set()
        self.shared: dict[str, Mapping[str, Any]] = {}  # whose a post is that only stands in another's repost
        for one in map(native, objects_in(value)):
            user = user_in(one)
            if user is not None:
                self.users.setdefault(str(id_of_user(user)), user)
            for key in (one.get("media_key"), one.get("id") if "full_name" in one else None):
                if isinstance(key, str):
                    self.included.setdefault(key, one)
            self.pinned.update(pinned_by(one))
        parts = urlsplit(page.url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.list = _SITES_LISTS.get(parts.path.rpartition("/")[2], parts.path.rpartition("/")[2])
        self.is_site = "/graphql/" in parts.path
        self.is_search = "/search" in parts.path or "searchtimeline" in parts.path.lower()
        self.tag = _tag_in(query.get("query") or query.get("q") or "")
        asked = mapping(json_in(query.get("variables", "")))
        self.asked_id = id_in(asked.get("userId"))
        whose = handle_of_user(self.users.get(self.asked_id or "", {}))
        self.subject = whose or handle_of(re.sub(r"/(verified_)?follow(ers|ing)/?$", "", page.document or ""))
        self.tag = self.tag or _tag_in(str(asked.get("rawQuery") or ""))

    def read(self, value: Any) -> None:
        main = mapping(value).get("data") if isinstance(value, dict) else None
        listed = {str(mapping(one).get("id")) for one in list_of(main)}
        for one in map(native, objects_in(value)):
            user = user_in(one)
            if user is not None:
                self._user(user, is_listed=str(id_of_user(user)) in listed)
                newest = tweet_in(mapping(one.get("status")))
                if newest is not None:  # v1.1 tells an account's newest post inside it, without its author
                    self._tweet({"user": user, **newest})
                continue
            self._tied(mapping(one.get("relationship")))
            if (followed := followed_in(one)) is not None:
                self.found.sight(None, "list", None, native_id=followed)
            tweet = tweet_in(one)
            if tweet is not None:
                self._tweet(tweet)
                writer = user_in(mapping(one.get("user")))
                if writer is not None:  # where a tool's file says it beside the post, it is no object of its own
                    self._user(writer, is_listed=False)

    def _user(self, user: Mapping[str, Any], *, is_listed: bool) -> None:
        handle = handle_of_user(user)
        if handle is None:
            return
        metrics, counted = mapping(user.get("public_metrics")), "followers_count" in user
        if metrics or "description" in user or counted:
            self.found.add(profile_of(user, handle, self.found))
        is_listed = is_listed or (self.is_site and self.list in _LISTS and str(id_of_user(user)) != self.asked_id)
        if is_listed and self.list in _LISTS:
            kind, route = _LISTS[self.list]
            self.found.tie(self.subject, handle, kind)
            self._sight(user, route, self.subject)
        elif (is_listed and self.list not in ("by", "users")) or not (metrics or "description" in user or counted):
            self._sight(user, "list", None)

    def _tweet(self, tweet: Mapping[str, Any]) -> None:
        author = self._author_of(tweet)
        handle = handle_of_user(author)
        referenced = {str(mapping(one).get("type")): mapping(one) for one in list_of(tweet.get("referenced_tweets"))}
        shared = _SHARED.match(str(tweet.get("full_text", tweet.get("text"))))
        # Clients that write answers down again keep an empty place for a post that was shared.
        if "retweeted" in referenced or tweet.get("retweeted_status") or tweet.get("retweeted_status_result") or shared:
            whose = handle_in(shared.group(1)) if shared else None
            inner = id_in(mapping(tweet.get("retweeted_status")).get("id_str"))
            if whose is not None and inner is not None:
                self.shared.setdefault(inner, {"screen_name": whose})
            self.found.tie(handle, whose, "boost")
            return  # its counts are not its own
        post = post_of(tweet, author, self.included, self.found)
        if post.native_id in self.pinned:
            post = post.model_copy(update={"pinned": True})
        self.found.add(post)
        answered = id_in(referenced.get("replied_to", {}).get("id")) or id_in(tweet.get("in_reply_to_status_id_str"))
        answered_user = id_in(tweet.get("in_reply_to_user_id")) or id_in(tweet.get("in_reply_to_user_id_str"))
        other = handle_of_user(self.users.get(str(answered_user), {})) or handle_in(
            tweet.get("in_reply_to_screen_name")
        )
        goes_on = answered_user == post.author_native_id if answered_user is not None else other == handle
        if answered is not None and not goes_on:
            root = id_in(tweet.get("conversation_id")) or id_in(tweet.get("conversation_id_str")) or answered
            common = {"native_id": post.native_id, "author_handle": handle, "author_native_id": post.author_native_id}
            self.found.add(
                Comment(
                    **self.found.common, **common, post=root, text=post.text, posted_at=post.posted_at,
                    likes=post.likes, reply_to=answered if answered != root else None,
                )
            )  # fmt: skip
        for mentioned in post.mentions or ():
            self.found.tie(handle, mentioned, "reply" if answered and mentioned == other else "mention")
            if mentioned != handle:
                self.found.sight(mentioned, "mention", handle)
        for tagged in post.tagged or ():
            self.found.tie(handle, tagged, "tagged")
            if tagged != handle:
                self.found.sight(tagged, "tagged", handle)
        if self.is_search and self.tag is not None and author:
            self._sight(author, "hashtag_recent", self.tag)

    def _author_of(self, tweet: Mapping[str, Any]) -> Mapping[str, Any]:
        inside = mapping(tweet.get("user"))
        if handle_of_user(inside):
            return inside
        named = id_in(tweet.get("author_id")) or id_in(tweet.get("user_id_str")) or id_of_user(inside)
        known = self.users.get(named or "") or self.shared.get(id_in(tweet.get("id_str")) or "") or inside
        return known or ({"screen_name": self.owner} if self.owner is not None else known)

    def _tied(self, relationship: Mapping[str, Any]) -> None:
        """How two accounts stand to each other, as friendships/show tells it."""
        source, target = mapping(relationship.get("source")), mapping(relationship.get("target"))
        one, other = handle_of_user(source), handle_of_user(target)
        for who, follows in ((one, source.get("following")), (other, source.get("followed_by"))):
            if follows is True and who is not None:
                self.found.tie(who, other if who == one else one, "following")

    def _sight(self, user: Mapping[str, Any], route: Route, via: str | None) -> None:
        self.found.sight(
            handle_of_user(user), route, via, native_id=id_of_user(user), name=text_in(user.get("name"))
        )  # fmt: skip


def _tag_in(query: str) -> str | None:
    word = next((word for word in query.split() if word[:1] in ("#", "\uff03")), None)
    return word[1:].lower() or None if word else None


def resets_at(page: Page) -> datetime | None:
    """When the limit starts anew, by x-rate-limit-reset (seconds since 1970)."""
    return time_in(count_of((page.header("x-rate-limit-reset") or "").strip()))


def _refusal_of(page: Page, value: Any) -> Block | None:
    said = mapping(value)
    errors = [mapping(one) for one in list_of(said.get("errors"))]
    for one in objects_in(value):
        if one.get("__typename") in _MISSING:
            return _unavailable(page, one)
    asked = said.get("data")
    if not errors and isinstance(asked, dict) and asked.keys() <= _ASKED and not any(asked.values()):  # of nobody
        return _block(page, "gone", "no such account or post")
    if page.status < 400 and not errors and not (said.get("title") and said.get("detail")) and not _refuses(said):
        return None
    every = [said, *errors]
    codes = {one["code"] for one in every if isinstance(one.get("code"), int)}
    said_of = (text_in(one.get(name)) for one in every for name in ("detail", "message", "error"))
    words = next((words for words in said_of if words is not None), None)
    kinds = " ".join(
        str(one.get(name) or "") for one in every for name in ("type", "title", "reason", "detail", "error")
    )
    status = said["status"] if isinstance(said.get("status"), int) else page.status
    return _block(page, _kind_of(status, codes, kinds.lower().strip()), words or f"HTTP {page.status}")


def _refuses(value: Mapping[str, Any]) -> bool:
    """Whether a value is how v1.1 refuses a request, which it repeats."""
    return text_in(value.get("error")) is not None and str(value.get("request")).startswith("/1.1/")


def _unavailable(page: Page, value: Mapping[str, Any]) -> Block:
    held = mapping(value.get("tombstone")) or value
    words = text_in(mapping(held.get("text")).get("text")) or text_in(value.get("message"))
    said = f"{value.get('reason') or ''} {words or ''}".lower()
    kind: BlockKind = "private" if "protected" in said or "limits who can view" in said else "gone"
    if "age-restricted" in said or "nsfw" in said:
        kind = "gated"
    return _block(page, kind, words or text_in(value.get("reason")) or "unavailable")


def _kind_of(status: int, codes: set[int], said: str) -> BlockKind:
    if status == 429 or 88 in codes:
        return "rate_limit"
    if said == _OF_PROTECTED:
        return "private"
    if (
        status in (401, 402)
        or codes & _KEY
        or any(sign in said for sign in ("credits", "not-enrolled", "usage-capped"))
    ):
        return "refused"
    if "resource-not-found" in said or "suspended" in said or codes & _GONE:
        return "gone"
    if "not-authorized-for-resource" in said or "protected" in said or 179 in codes:
        return "private"
    return _by_status(status)


def _by_status(status: int) -> BlockKind:
    if status in (404, 410):
        return "gone"
    if status == 429:
        return "rate_limit"
    return "error" if status >= 500 else "closed"


def _block(page: Page, kind: BlockKind, words: str) -> Block:
    next_step = "; see your app, its token and its credits at console.x.com" if kind == "refused" else ""
    detail = f"{urlsplit(page.url).netloc or 'x'}: {words[:300]}{next_step}"
    return Block(network=NETWORK, page=page.url, observed_at=page.time, kind=kind, url=page.url, detail=detail)
