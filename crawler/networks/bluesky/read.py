"""Bluesky's answers, to facts, by shape. Shapes: https://docs.bsky.app/docs/api/ (the lexicons app.bsky.*)"""

from collections.abc import Mapping
from typing import Any

from crawler.networks.bluesky.address import HOSTS, asked, is_did, tag_asked
from crawler.networks.bluesky.pages import feed_of, is_own_page, object_of
from crawler.networks.bluesky.posts import (
    NETWORK,
    handle_in,
    is_post,
    is_record,
    is_row,
    mentions_of,
    post_of,
    record_of,
)
from crawler.networks.bluesky.spelling import value_of
from crawler.networks.bluesky.tables import native
from crawler.networks.feeds import read_feed
from crawler.networks.values import (
    block,
    count_of,
    flag,
    items_of,
    links_in,
    mapping,
    objects_in,
    text_in,
    time_in,
    web_address,
)
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind, Comment, Edge, EdgeKind, Fact, Link, Post, Profile, Route, Sighting

_COUNTS = ("followersCount", "followsCount", "postsCount")
_HIDES_ITSELF = "!no-unauthenticated"  # a person's own wish not to be shown to those who are not signed in

_ERRORS: dict[str, BlockKind] = {
    "RateLimitExceeded": "rate_limit",
    "AuthMissing": "closed",
    "AuthRequired": "closed",
    "AuthMissingError": "closed",
    "AuthenticationRequired": "refused",
    "InvalidToken": "refused",
    "ExpiredToken": "refused",
    "AuthFactorTokenRequired": "refused",
    "AccountTakedown": "gone",
    "AccountDeactivated": "gone",
    "AccountSuspended": "gone",
    "NotFound": "gone",
    "RepoNotFound": "gone",
    "RecordNotFound": "gone",
    "UnknownFeed": "gone",
    "UnknownList": "gone",
    "BlockedActor": "hidden",
    "BlockedByActor": "hidden",
    "UpstreamFailure": "error",
    "UpstreamTimeout": "error",
    "InternalServerError": "error",
    "NotEnoughResources": "error",
}
_STATUS: dict[int, BlockKind] = {401: "closed", 403: "closed", 404: "gone", 410: "gone", 429: "rate_limit"}
_GONE = ("not found", "deactivated", "suspended", "taken down", "takendown", "could not find", "unable to resolve")


def recognises_page(page: Page) -> bool:
    """Whether a page holds an account or a post of this network."""
    if feed_of(page) is not None:
        return True
    if page.is_html:
        return is_own_page(page)
    try:
        value = value_of(page)
    except UnreadablePage:
        return False
    for number, one in enumerate(map(native, objects_in(value))):
        if number > 300:
            break
        if is_account(one) or is_post(one) or is_record(one) or is_row(one) or _is_event(one):
            return True
    return False


def read_page(page: Page) -> list[Fact]:
    """The facts of an answer, or the block that it is; [] for a page of the site about no account and no post."""
    if (feed := feed_of(page)) is not None:
        return read_feed(page, feed)
    if page.is_html:
        return _read_html(page)
    if page.status >= 400 and not page.body.strip():
        return [_refusal(page, {})]
    value = value_of(page)
    if page.status >= 400 or (isinstance(value, dict) and isinstance(value.get("error"), str)):
        return [_refusal(page, mapping(value))]
    return _Reader(page).read(value)


def is_account(value: Mapping[str, Any]) -> bool:
    """Whether an object names an account."""
    return is_did(value.get("did")) and isinstance(value.get("handle"), str) and "accessJwt" not in value


def profile_of(account: Mapping[str, Any], page: Page) -> Profile:
    """The profile of an account object that has counts. ``is_private``: the account asks apps not to show it to people
    who are not signed in; else unknown, as the network has no private accounts."""
    bio = account.get("description")
    labels = [label.get("val") for label in items_of(account.get("labels")) if label.get("neg") is not True]
    website = web_address(account.get("website"))
    links = ([Link(url=website)] if website else []) + links_in(bio if isinstance(bio, str) else None)
    followers = count_of(account.get("followersCount"))
    associated = mapping(account.get("associated"))
    return Profile(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=account["did"],
        handle=handle_in(account),
        display_name=text_in(account.get("displayName")),
        bio=bio if isinstance(bio, str) else None,
        followers=followers,
        followers_within=0 if followers is not None else None,
        following=count_of(account.get("followsCount")),
        posts_count=count_of(account.get("postsCount")),
        is_private=True if _HIDES_ITSELF in labels else None,
        is_verified=_verified(account),
        category="labeler" if flag(associated.get("labeler")) is True else "bot" if "bot" in labels else None,
        pronouns=text_in(account.get("pronouns")),
        avatar_url=text_in(account.get("avatar")),
        links=list({link.url: link for link in links}.values()) if links else None,
        created_at=time_in(account.get("createdAt")),
    )


def _verified(account: Mapping[str, Any]) -> bool | None:
    said = account.get("verification")
    if not isinstance(said, dict):
        return None
    return "valid" in (said.get("verifiedStatus"), said.get("trustedVerifierStatus"))


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.facts: list[Fact] = []
        self.seen: set[str] = set()
        self.bare: dict[str, int] = {}  # where profiles without counts stand among the facts
        self.pinned: set[str] = set()  # addresses of posts that a feed shows first because their author wants it
        self.tag = tag_asked(page)
        self.top = asked(page, "sort") == "top"

    def read(self, value: object) -> list[Fact]:
        for one in map(native, objects_in(value)):
            self._read(one)
        return self.facts

    def _read(self, value: Mapping[str, Any]) -> None:
        if str(mapping(value.get("reason")).get("$type")).endswith("#reasonPin"):
            self.pinned.add(str(mapping(value.get("post")).get("uri")))
        if is_account(value):
            counted = any(name in value for name in _COUNTS)
            if counted or text_in(value.get("description")):  # lists tell bios, and no counts
                self._add_profile(profile_of(value, self.page), counted)
        elif is_post(value):
            self._read_post(value)
        elif _is_event(value):
            self._read_record(_post_of_event(value))
        elif is_record(value):
            self._read_record({**value, "author": {}})
        elif is_row(value):
            self._read_record({"uri": value["uri"], "author": {}, "record": value})
        elif is_post(mapping(value.get("post"))) and isinstance(value.get("reason"), dict):
            self._read_boost(value)
        self._read_lists(value)

    def _read_lists(self, value: Mapping[str, Any]) -> None:
        """Lists of accounts: whom an account follows, who follows it, what is suggested, packs, lists, searches."""
        subject = mapping(value.get("subject"))
        if is_account(subject) and isinstance(value.get("follows"), list):
            self._tie_all(subject, value["follows"], "following", "following")
        if is_account(subject) and isinstance(value.get("followers"), list):
            self._tie_all(subject, value["followers"], "follower", None)
        asker = self._account_asked()
        for account in items_of(value.get("suggestions")):
            if is_account(account):
                self._sight(account, "related", asker)
                if asker:
                    self._tie(asker, handle_in(account), "related")
        for name in ("actors", "profiles"):
            for account in items_of(value.get(name)):
                # Profiles were asked for by name: only a search is a meeting.
                if is_account(account) and name == "actors":
                    self._sight(account, "list", self._searched())
        for like in items_of(value.get("likes")):
            if is_account(account := mapping(like.get("actor"))):
                self._sight(account, "list", None)
        for account in filter(is_account, items_of(value.get("repostedBy"))):
            self._sight(account, "list", None)
        for name in ("starterPacks", "lists", "feeds"):
            for made in items_of(value.get(name)):
                if is_account(maker := mapping(made.get("creator"))):
                    self._sight(maker, "list", None)
        if is_account(maker := mapping(mapping(value.get("view")).get("creator"))):  # a feed that was asked for alone
            self._sight(maker, "list", None)
        if is_account(value) and "didDoc" in value:
            self._sight(value, "list", None)
        owner = mapping(mapping(value.get("list") or value.get("starterPack")).get("creator") or value.get("creator"))
        via = handle_in(owner) if is_account(owner) else None
        for name in ("items", "listItemsSample"):
            for item in items_of(value.get(name)):
                account = mapping(item.get("subject"))
                if is_account(account):
                    self._sight(account, "list", via)

    def _read_record(self, value: Mapping[str, Any]) -> None:
        """A post as its author's server keeps it, whose address alone says whose it is; an answer is a comment too."""
        self._add(post_of(value, self.page))
        reply = mapping(record_of(value).get("reply"))
        root, parent = mapping(reply.get("root")).get("uri"), mapping(reply.get("parent")).get("uri")
        if isinstance(root, str) and isinstance(parent, str):
            whose = str(value["uri"]).removeprefix("at://").partition("/")[0]
            self._read_answer(value, {"did": whose}, root, parent)

    def _read_post(self, value: Mapping[str, Any]) -> None:
        author = mapping(value.get("author"))
        reply = mapping(record_of(value).get("reply"))
        post = post_of(value, self.page)
        self._add(post.model_copy(update={"pinned": True}) if post.native_id in self.pinned else post)
        handle = handle_in(author) if is_account(author) else None
        root, parent = mapping(reply.get("root")).get("uri"), mapping(reply.get("parent")).get("uri")
        if isinstance(root, str) and isinstance(parent, str):
            self._read_answer(value, author, root, parent)
        elif handle and self.tag:
            self._sight(author, "hashtag_top" if self.top else "hashtag_recent", self.tag)
        elif handle and any(f"{name}?" in self.page.url for name in ("getFeed", "getListFeed")):
            self._sight(author, "list", None)
        for name, did in mentions_of(value):
            if handle and name and name != handle:
                self._tie(handle, name, "mention")
                self._add(Sighting(**self._common(), handle=name, native_id=did, route="mention", via=handle))
        quoted = mapping(mapping(value.get("embed")).get("record"))
        quoted_author = mapping(mapping(quoted.get("record")).get("author") or quoted.get("author"))
        if handle and is_account(quoted_author) and handle_in(quoted_author) != handle:
            self._tie(handle, handle_in(quoted_author), "mention")
            self._sight(quoted_author, "mention", handle)

    def _read_answer(self, value: Mapping[str, Any], author: Mapping[str, Any], root: str, parent: str) -> None:
        """An answer to somebody else is a comment there; one's own thread goes on as posts."""
        owner = root.removeprefix("at://").partition("/")[0]
        if owner == author.get("did"):
            return
        post = post_of(value, self.page)
        self._add(
            Comment(
                **self._common(),
                native_id=post.native_id,
                post=root,
                author_handle=post.author_handle,
                author_native_id=post.author_native_id,
                text=post.text,
                posted_at=post.posted_at,
                likes=post.likes,
                reply_to=parent if parent != root else None,
            )
        )
        if is_account(author):
            self._sight(author, "commenter", None)

    def _read_boost(self, item: Mapping[str, Any]) -> None:
        who, author = mapping(item["reason"].get("by")), mapping(mapping(item["post"]).get("author"))
        if is_account(who) and is_account(author) and handle_in(who) != handle_in(author):
            self._tie(handle_in(who), handle_in(author), "boost")
            self._sight(author, "mention", handle_in(who))

    def _tie_all(self, subject: Mapping[str, Any], accounts: object, kind: EdgeKind, route: Route | None) -> None:
        for account in items_of(accounts):
            if is_account(account):
                self._tie(handle_in(subject), handle_in(account), kind)
                if route is not None:
                    self._sight(account, route, handle_in(subject))

    def _account_asked(self) -> str | None:
        actor = asked(self.page, "actor")
        return actor.lower() if actor and "." in actor and not is_did(actor) else None

    def _searched(self) -> str | None:
        return (asked(self.page, "q") or asked(self.page, "term") or "").strip().lower().lstrip("#") or None

    def _tie(self, source: str, target: str, kind: EdgeKind) -> None:
        self._add(Edge(**self._common(), source=source, target=target, kind=kind))

    def _sight(self, account: Mapping[str, Any], route: Route, via: str | None) -> None:
        name = text_in(account.get("displayName"))
        handle = handle_in(account)
        self._add(
            Sighting(**self._common(), handle=handle, native_id=account["did"], display_name=name, route=route, via=via)
        )

    def _add(self, fact: Fact) -> None:
        mark = f"{fact.fact} {fact.native_id}" if isinstance(fact, Post | Profile | Comment) else fact.model_dump_json()
        if mark not in self.seen:
            self.seen.add(mark)
            self.facts.append(fact)

    def _add_profile(self, profile: Profile, counted: bool) -> None:
        """A profile once, the one with counts where an answer holds both."""
        held = self.bare.get(str(profile.native_id))
        if counted and held is not None:
            self.facts[held] = profile
            del self.bare[str(profile.native_id)]
            return
        before = len(self.facts)
        self._add(profile)
        if not counted and len(self.facts) > before:
            self.bare[str(profile.native_id)] = before

    def _common(self) -> dict[str, Any]:
        return {"network": NETWORK, "page": self.page.url, "observed_at": self.page.time}


def _is_event(value: Mapping[str, Any]) -> bool:
    """Whether an object is an event of Jetstream that writes a post."""
    commit = mapping(value.get("commit"))
    return is_did(value.get("did")) and commit.get("collection") == "app.bsky.feed.post" and "record" in commit


def _post_of_event(value: Mapping[str, Any]) -> dict[str, Any]:
    commit = value["commit"]
    uri = f"at://{value['did']}/app.bsky.feed.post/{commit.get('rkey')}"
    return {"uri": uri, "author": {"did": value["did"]}, "record": mapping(commit["record"])}


def _refusal(page: Page, value: Mapping[str, Any]) -> Block:
    error, words = value.get("error"), value.get("message")
    name = error if isinstance(error, str) else ""
    kind = _ERRORS.get(name) or _STATUS.get(page.status) or ("error" if page.status >= 500 else "refused")
    said = words if isinstance(words, str) else name
    if kind == "refused" and name in ("", "InvalidRequest") and any(sign in said.lower() for sign in _GONE):
        kind = "gone"
    if kind == "closed" and "searchPosts" in page.url:
        said = "search of posts needs an account: set handle and app_password (docs/networks/bluesky.md)"
    elif kind == "refused" and "createSession" in page.url:
        said = f"the app password is not accepted ({name or page.status}): make a new one in the app's settings"
    elif kind == "rate_limit":
        wait = page.header("retry-after")
        said = f"wait {wait} s" if wait else said
    return block(NETWORK, page, kind, said or f"HTTP {page.status}")


def _read_html(page: Page) -> list[Fact]:
    if page.status < 400:
        about = object_of(page)
        facts = _Reader(page).read(about) if about is not None else []
        # The page tells neither how many pictures a post has, nor whether it is a video, nor whom its text means.
        untold = {"kind": None, "mentions": None}
        return [fact.model_copy(update=untold) if isinstance(fact, Post) else fact for fact in facts]
    host = next((host for host in HOSTS if host in page.url), "the server")
    kind = _STATUS.get(page.status) or ("error" if page.status >= 500 else "refused")
    if page.header("cf-mitigated") == "challenge":
        kind = "challenge"
    return [block(NETWORK, page, kind, f"{host} answered HTTP {page.status} with a page for people")]
