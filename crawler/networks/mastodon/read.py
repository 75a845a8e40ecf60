"""Reading pages of anything that speaks the Mastodon API, by shape; the address only tells how accounts were met."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.networks.mastodon.account import (
    NETWORK,
    contacts_of,
    handle_of_account,
    id_of,
    is_account,
    profile_of,
    time_of,
)
from crawler.networks.mastodon.address import host_of, subject_of
from crawler.networks.mastodon.status import (
    answers_oneself,
    answers_to,
    comment_of,
    is_status,
    mentioned_by,
    post_of,
)
from crawler.networks.text import text_of_html
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind, Comment, Edge, EdgeKind, Fact, Hashtag, Post, Route, Sighting

_TAG_PATH = re.compile(r"/api/v1/timelines/tag/([^/?#]{1,600})")
_LIST_PATH = re.compile(r"/api/v1/accounts/[^/]{1,80}/(following|followers|endorsements)")
_MANY_PATH = re.compile(r"/api/(?:v1/(?:timelines/(?:public|home|list|link)|trends/statuses)|v2/search)")
_API_PATH = re.compile(r"/api/(?:v[12]|pixelfed/v[12])/")
_MAX_DEPTH = 200
_LISTS: dict[str, tuple[EdgeKind, Route]] = {
    "following": ("following", "following"),
    "followers": ("follower", "related"),
    "endorsements": ("endorsement", "related"),
}


def read_page(page: Page) -> list[Fact]:
    """The facts of one answer: profiles, posts, comments, edges, sightings, hashtags, or a named block.

    Raises UnreadablePage where it is no JSON.
    """
    if page.status >= 400 or page.is_html:
        block = _block_of(page)
        if block is None:
            raise UnreadablePage(
                f"{page.url}: an HTML page of an instance holds no facts: read its API's answer instead"
            )
        return [block]
    value = page.json
    if _is_error(value):
        block = _block_of(page)
        return [block] if block is not None else []
    reading = _Reading(page)
    reading.read(value)
    return reading.facts


def recognises_page(page: Page) -> bool:
    """Whether a page is an answer of the Mastodon API, by its shape (an error: by its address)."""
    if page.is_html or not page.body:
        return False
    try:
        value = page.json
    except UnreadablePage:
        return False
    if _is_error(value):
        return _API_PATH.search(page.url) is not None
    return _has_shape(value, 4)


def tag_of(page: Page) -> str | None:
    """The hashtag whose timeline was asked for, ``None`` for any other page."""
    match = _TAG_PATH.search(urlsplit(page.url).path)
    return unquote(match.group(1)).lower() if match else None


@dataclass
class _Reading:
    """One page being read: what was found so far, each account and tie once."""

    page: Page
    facts: list[Fact] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)

    def read(self, value: Any) -> None:
        tag, listed = tag_of(self.page), _LIST_PATH.search(self.page.url)
        if _is_context(value):
            self._read_context(value)
        elif isinstance(value, list) and value and all(is_account(one) for one in value):
            for account in value:
                self._read_listed(account, listed.group(1) if listed else None)
        elif isinstance(value, list) and tag is not None:
            for status in value:
                if is_status(status):
                    self._read_status(status)
                    self._sight(status["account"], "hashtag_recent", tag)
        elif is_account(value):
            self._read_account(value)
            if value.get("suspended") is True:
                self._add(_block("gone", self.page, "the account is suspended"))
        elif _is_instance(value):
            self._read_instance(value)
        else:
            self._walk(value, 0)

    def _walk(self, value: Any, depth: int) -> None:
        """Whatever else there is: searches, notifications, trends, answers nested in other tools' files."""
        if depth > _MAX_DEPTH:
            return
        if isinstance(value, list):
            for one in value:
                self._walk(one, depth + 1)
        elif is_status(value):
            self._read_status(value)
            if _MANY_PATH.search(self.page.url):
                self._sight(value["account"], "list", None)
        elif is_account(value):
            self._read_listed(value, None)
        elif _is_context(value):
            self._read_context(value)
        elif _is_hashtag(value):
            self._add(Hashtag(**self._common(), name=value["name"].lower().lstrip("#")))
        elif isinstance(value, dict):
            for one in value.values():
                self._walk(one, depth + 1)

    def _read_account(self, account: Mapping[str, Any]) -> str:
        handle = handle_of_account(account, self.page)
        if is_account(account) and ("profile", handle) not in self.seen:
            self.seen.add(("profile", handle))
            self.facts.append(profile_of(account, self.page))
            self.facts.extend(contacts_of(account, self.page))
            moved = account.get("moved")
            if is_account(moved):
                self._read_account(moved)
                self._tie(handle, moved, "related", "related")
        return handle

    def _read_listed(self, account: Mapping[str, Any], listed: str | None) -> None:
        handle = self._read_account(account)
        subject = subject_of(self.page)
        if listed is None:
            self._sight(account, "list", None)
            return
        kind, route = _LISTS[listed]
        if subject is not None and subject != handle:
            self._add(Edge(**self._common(), source=subject, target=handle, kind=kind))
        self._sight(account, route, subject)

    def _read_status(self, status: Mapping[str, Any], *, as_comment: bool = False) -> None:
        """A post with its author; a boost is a tie to the author of the post inside it, which is read instead."""
        author = self._read_account(status["account"])
        inner = status.get("reblog")
        if is_status(inner):
            self._read_status(inner)
            self._tie(author, inner["account"], "boost", "related")
            return
        answered = answers_to(status)
        if not as_comment:
            self._add(post_of(status, self.page))
            if answered is not None and not answers_oneself(status):
                self._add(comment_of(status, answered, None, self.page))
        answered_account = id_of(status.get("in_reply_to_account_id"))
        for mention in mentioned_by(status):
            is_answer = answered_account is not None and id_of(mention.get("id")) == answered_account
            self._tie(author, mention, "reply" if is_answer else "mention", "mention")
        quote = status.get("quote")
        if isinstance(quote, dict):
            quoted = quote.get("quoted_status", quote)
            if is_status(quoted):
                self._read_status(quoted)
                self._tie(author, quoted["account"], "mention", "mention")
        for writer in _writers_of(status.get("card")):
            self._read_account(writer)
            self._tie(author, writer, "mention", "mention")

    def _read_context(self, context: Mapping[str, Any]) -> None:
        """A thread: its first post, and the answers below it as comments on that post."""
        ancestors = [one for one in context["ancestors"] if is_status(one)]
        descendants = [one for one in context["descendants"] if is_status(one)]
        parents = {id_of(one.get("id")): answers_to(one) for one in ancestors + descendants}
        authors = {id_of(one.get("id")): one["account"] for one in ancestors + descendants}
        for status in descendants:  # whoever wrote what is not on this page is named by those who answer it
            owner_id = id_of(status.get("in_reply_to_account_id"))
            for mention in mentioned_by(status):
                if owner_id is not None and id_of(mention.get("id")) == owner_id:
                    authors.setdefault(answers_to(status), mention)
        asked = re.search(r"/statuses/([^/?]{1,80})/context", self.page.url)
        if asked and ancestors:
            parents.setdefault(asked.group(1), id_of(ancestors[-1].get("id")))
        for status in ancestors + descendants:
            answered = answers_to(status)
            if answered is None:
                self._read_status(status)
                continue
            root = _root_of(answered, parents)
            self._read_status(status, as_comment=True)
            self._add(comment_of(status, root, answered if answered != root else None, self.page))
            owner = authors.get(answered)
            if owner is not None:
                self._tie(handle_of_account(status["account"], self.page), owner, "reply", None)
            via = handle_of_account(authors[root], self.page) if root in authors else None
            if handle_of_account(status["account"], self.page) != via:
                self._sight(status["account"], "commenter", via)

    def _read_instance(self, instance: Mapping[str, Any]) -> None:
        contact = instance.get("contact")
        account = instance.get("contact_account", contact.get("account") if isinstance(contact, dict) else None)
        if is_account(account):
            self._read_account(account)
        closed = closed_timelines(instance)
        if closed is not None:
            self._add(_block("closed", self.page, closed))

    def _tie(self, source: str, target: Mapping[str, Any], kind: EdgeKind, route: Route | None) -> None:
        handle = handle_of_account(target, self.page)
        if handle == source:
            return
        self._add(Edge(**self._common(), source=source, target=handle, kind=kind))
        if route is not None:
            self._sight(target, route, source)

    def _sight(self, account: Mapping[str, Any], route: Route, via: str | None) -> None:
        self._add(
            Sighting(
                **self._common(),
                handle=handle_of_account(account, self.page),
                native_id=id_of(account.get("id")),
                display_name=account["display_name"] if isinstance(account.get("display_name"), str) else None,
                route=route,
                via=via,
            )
        )

    def _add(self, fact: Fact) -> None:
        mark = (
            (fact.fact, fact.native_id)
            if isinstance(fact, Post | Comment) and fact.native_id
            else fact.model_dump_json()
        )
        if mark not in self.seen:
            self.seen.add(mark)
            self.facts.append(fact)

    def _common(self) -> dict[str, Any]:
        return {"network": NETWORK, "page": self.page.url, "observed_at": self.page.time}


def closed_timelines(instance: Mapping[str, Any]) -> str | None:
    """Why hashtag timelines need an account here (Mastodon 4.5's timelines_access), ``None`` where they do not."""
    configuration = instance.get("configuration")
    access = configuration.get("timelines_access") if isinstance(configuration, dict) else None
    feeds = access.get("hashtag_feeds") if isinstance(access, dict) else None
    if not isinstance(feeds, dict) or not feeds or "public" in feeds.values():
        return None
    said = ", ".join(f"{name}: {value}" for name, value in feeds.items())
    host = instance.get("domain") or instance.get("uri")
    return f"{host} does not show hashtag timelines to the public ({said})"


def _writers_of(card: object) -> list[Mapping[str, Any]]:
    """The accounts of those who wrote what a post links to, where the server knows them."""
    authors = card.get("authors") if isinstance(card, dict) else None
    found = [one.get("account") for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    return [account for account in found if is_account(account)]


def _root_of(answered: str, parents: Mapping[str | None, str | None]) -> str:
    root, climbed = answered, {answered}
    while (parent := parents.get(root)) is not None and parent not in climbed:
        climbed.add(parent)
        root = parent
    return root


def _is_context(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("ancestors"), list)
        and isinstance(value.get("descendants"), list)
    )


def _is_hashtag(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and bool(value["name"])
        and isinstance(value.get("url"), str)
        and ("history" in value or "statuses_count" in value or re.search(r"/tags?/", value["url"]) is not None)
    )


def _is_instance(value: object) -> bool:
    return (
        isinstance(value, dict)
        and ("uri" in value or "domain" in value)
        and "version" in value
        and any(key in value for key in ("stats", "usage", "configuration", "registrations"))
    )


def _is_error(value: object) -> bool:
    return (
        isinstance(value, dict) and isinstance(value.get("error"), str) and not any(k in value for k in ("id", "data"))
    )


def _has_shape(value: object, depth: int) -> bool:
    if is_account(value) or is_status(value) or _is_context(value) or _is_instance(value) or _is_hashtag(value):
        return True
    if depth == 0:
        return False
    if isinstance(value, list):
        return any(_has_shape(one, depth - 1) for one in value[:20])
    return isinstance(value, dict) and any(_has_shape(one, depth - 1) for one in list(value.values())[:50])


_BLOCKS: dict[int, BlockKind] = {
    404: "gone",
    410: "gone",
    429: "rate_limit",
    401: "closed",
    403: "closed",
    422: "closed",
}


def _block_of(page: Page) -> Block | None:
    """The refusal that an answer is, with the instance's own words; ``None`` for a page that refuses nothing."""
    host = host_of(page.url)
    if page.is_html:
        words = _title_of(page.text)
        if page.header("cf-mitigated") == "challenge" or "challenge-platform" in page.text[:200_000]:
            return _block("challenge", page, _said(host, words))
        if page.status < 400:
            return (
                _block("error", page, _said(host, "an HTML page where JSON was asked for")) if _is_api(page) else None
            )
    else:
        try:
            value = page.json
        except UnreadablePage:
            value = None
        error = value.get("error_description") or value.get("error") if isinstance(value, dict) else None
        words = error if isinstance(error, str) else None
    if page.status < 400:
        return _block("gone" if words == "Record not found" else "error", page, _said(host, words))
    kind = _BLOCKS.get(page.status, "error" if page.status >= 500 else "refused")
    if kind == "rate_limit":
        words = _wait_of(page) or words
    tag = tag_of(page)
    if kind == "closed" and tag is not None:
        return _block(kind, page, f"{host} shows #{tag} to its members only ({words or page.status})")
    return _block(kind, page, _said(host, words or str(page.status)))


def _block(kind: BlockKind, page: Page, detail: str | None) -> Block:
    return Block(network=NETWORK, page=page.url, observed_at=page.time, kind=kind, url=page.url, detail=detail)


def _said(host: str | None, words: str | None) -> str | None:
    return ": ".join(part for part in (host, words) if part) or None


def _is_api(page: Page) -> bool:
    return _API_PATH.search(page.url) is not None


def _title_of(markup: str) -> str | None:
    match = re.search(r"<title[^>]{0,200}>([^<]{1,300})", markup[:100_000], re.IGNORECASE)
    return text_of_html(match.group(1)) if match else None


def _wait_of(page: Page) -> str | None:
    retry, reset = page.header("retry-after"), resets_at(page)
    if retry:
        return f"wait {retry} s" if retry.isdigit() else f"wait until {retry}"
    return f"wait until {reset.isoformat()}" if reset else None


def resets_at(page: Page) -> datetime | None:
    """When the limit starts anew: X-RateLimit-Reset as ISO 8601 (Mastodon) or in seconds since 1970 (others)."""
    text = page.header("x-ratelimit-reset")
    if text is None:
        return None
    if re.fullmatch(r"\d{9,10}(?:\.\d{1,9})?", text.strip()):
        return datetime.fromtimestamp(float(text), tz=UTC)
    return time_of(text)
