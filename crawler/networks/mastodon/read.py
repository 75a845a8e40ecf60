"""Reading pages of anything that speaks the Mastodon API, by shape; the address only tells how accounts were met."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.networks.bridged import is_bridged_mastodon, name_in_title
from crawler.networks.feeds import Feed, is_feed_of, read_feed
from crawler.networks.mastodon.account import (
    NETWORK,
    contacts_of,
    handle_of_account,
    is_account,
    name_of,
    profile_of,
    refusal_of,
)
from crawler.networks.mastodon.address import handle_of, subject_of
from crawler.networks.mastodon.cousins import entities_in, is_cousin
from crawler.networks.mastodon.documents import entities_of, is_document
from crawler.networks.mastodon.instance import closed_timelines, is_instance
from crawler.networks.mastodon.profile_page import profile_of_page
from crawler.networks.mastodon.refusal import block_of, is_api, named_block, tag_of
from crawler.networks.mastodon.spelling import value_of
from crawler.networks.mastodon.status import (
    answers_oneself,
    answers_to,
    comment_of,
    is_status,
    mentioned_by,
    post_of,
)
from crawler.networks.values import id_in, json_in
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Comment, Edge, EdgeKind, Fact, Hashtag, Post, Route, Sighting

_LIST_PATH = re.compile(r"/api/v1/(?:pleroma/)?accounts/[^/]{1,80}/(following|followers|endorsements)")
_MANY_PATH = re.compile(r"/api/(?:v1/(?:timelines/(?:public|home|list|link)|trends/statuses)|v2/search)")
_MAX_DEPTH = 200
_LISTS: dict[str, tuple[EdgeKind, Route]] = {
    "following": ("following", "following"),
    "followers": ("follower", "related"),
    "endorsements": ("endorsement", "related"),
}


def _owner_of(link: str, about: str) -> str | None:
    """The account that a feed's description names in full ("Public posts from @mira@photos.example")."""
    match = re.search(r"@([\w.-]{1,64}@[\w\u00a1-\uffff.-]{3,253})", about)
    return match.group(1).lower().rstrip(".") if match else handle_of(link)


def _status_in(_: str, address: str) -> str | None:
    match = re.search(r"/(\d{5,30})$", address)
    return match.group(1) if match else None


_FEED = Feed(network=NETWORK, mark=b"<generator>Mastodon", handle=_owner_of, post=_status_in, has_bio=False)


def read_page(page: Page) -> list[Fact]:
    """The facts of one answer: profiles, posts, comments, edges, sightings, hashtags, or a named block.

    Raises UnreadablePage where it is no JSON.
    """
    if is_feed_of(page, _FEED):
        return read_feed(page, _FEED)
    if is_bridged_mastodon(page):
        return read_feed(page, replace(_FEED, named=name_in_title))
    if page.status < 400 and (shown := profile_of_page(page)) is not None:
        return [shown]
    if page.status >= 400 or page.is_html:
        block = block_of(page)
        if block is None:
            raise UnreadablePage(
                f"{page.url}: an HTML page of an instance holds no facts: read its API's answer instead"
            )
        return [block]
    value = value_of(page)
    if _is_error(value):
        block = block_of(page)
        return [block] if block is not None else []
    reading = _Reading(page)
    reading.read(value)
    return reading.facts


def recognises_page(page: Page) -> bool:
    """Whether a page is an answer of the Mastodon API, by its shape (an error: by its address)."""
    if is_bridged_mastodon(page):
        return True
    if page.is_html or not page.body:
        return is_feed_of(page, _FEED) or profile_of_page(page) is not None
    try:
        value = value_of(page)
    except UnreadablePage:
        return False
    if _is_error(value):
        return is_api(page)
    return _has_shape(value, 4)


@dataclass
class _Reading:
    """One page being read: what was found so far, each account and tie once."""

    page: Page
    facts: list[Fact] = field(default_factory=list)
    seen: set[object] = field(default_factory=set)

    def read(self, value: Any) -> None:
        tag, listed = tag_of(self.page), _LIST_PATH.search(self.page.url)
        if is_document(value):
            self._read_document(value)
        elif is_cousin(value):
            self._read_entities(entities_in(value))
        elif _is_context(value):
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
            refused = refusal_of(value, self._read_account(value))
            if refused is not None:
                self._add(named_block(refused[0], self.page, refused[1]))
        elif is_instance(value):
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
        elif is_document(value):
            self._read_document(value)
        elif is_cousin(value):
            self._read_entities(entities_in(value))
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
            for one in _inside(value):
                self._walk(one, depth + 1)

    def _read_document(self, document: Mapping[str, Any]) -> None:
        """An ActivityPub document. Posts whose author has no name there are kept with the author's id alone."""
        self._read_entities(entities_of(document))

    def _read_entities(self, entities: Iterable[dict[str, Any]]) -> None:
        for said in entities:
            if "is_gone" in said:
                self._add(named_block("gone", self.page, None))
            elif is_account(said):
                refused = refusal_of(said, self._read_account(said))
                if refused is not None:
                    self._add(named_block(refused[0], self.page, refused[1]))
            elif "comments_on" in said:
                answered = id_in(said.get("answers"))
                self._add(comment_of(said, said["comments_on"], answered, self.page))
                self._sight(said["account"], "commenter", None)
            elif "tied_to" in said:
                kind, route = _LISTS[said["tie"]]
                self._tie(handle_of_account(said["tied_to"], self.page), said["account"], kind, route)
            elif "boosted_by" in said:
                if is_status(said["reblog"]):
                    self._read_written(said["reblog"])
                if said["boosted_by"]["acct"] and said["reblog"]["account"]["acct"]:
                    author = handle_of_account(said["boosted_by"], self.page)
                    self._tie(author, said["reblog"]["account"], "boost", "related")
            else:
                self._read_written(said)

    def _read_written(self, status: Mapping[str, Any]) -> None:
        if status["account"]["acct"]:
            self._read_status(status)
            return
        nameless = {"author_handle": None}
        self._add(post_of(status, self.page).model_copy(update=nameless))
        if (answered := answers_to(status)) is not None and not answers_oneself(status):
            self._add(comment_of(status, answered, None, self.page).model_copy(update=nameless))

    def _read_account(self, account: Mapping[str, Any], *, wrote: bool = False) -> str:
        handle = handle_of_account(account, self.page)
        if is_account(account) and ("profile", handle) not in self.seen:
            self.seen.add(("profile", handle))
            self.facts.append(profile_of(account, self.page, wrote=wrote))
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
        author = self._read_account(status["account"], wrote=True)
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
        answered_account = id_in(status.get("in_reply_to_account_id"))
        for mention in mentioned_by(status):
            is_answer = answered_account is not None and id_in(mention.get("id")) == answered_account
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
        parents = {id_in(one.get("id")): answers_to(one) for one in ancestors + descendants}
        authors = {id_in(one.get("id")): one["account"] for one in ancestors + descendants}
        for status in descendants:  # whoever wrote what is not on this page is named by those who answer it
            owner_id = id_in(status.get("in_reply_to_account_id"))
            for mention in mentioned_by(status):
                if owner_id is not None and id_in(mention.get("id")) == owner_id:
                    authors.setdefault(answers_to(status), mention)
        asked = re.search(r"/statuses/([^/?]{1,80})/context", self.page.url)
        if asked and ancestors:
            parents.setdefault(asked.group(1), id_in(ancestors[-1].get("id")))
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
            self._add(named_block("closed", self.page, closed))

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
                native_id=id_in(account.get("id")),
                display_name=name_of(account),
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


_TAG_KEYS = frozenset({"id", "name", "url", "following", "featuring", "last_status_at"})


def _is_hashtag(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and bool(value["name"])
        and isinstance(value.get("url"), str)
        and "followers_count" not in value  # an account of X's older API has a name, an address and statuses_count, too
        and ("history" in value or "statuses_count" in value or _names_itself(value))
    )


def _names_itself(tag: Mapping[str, Any]) -> bool:
    """Whether an address is a tag's by its form; the tags of blogs have such addresses, and more to say."""
    return tag.keys() <= _TAG_KEYS and re.search(r"/tags?/[^/?#]{1,200}/?$", tag["url"]) is not None


def _inside(value: Mapping[str, Any]) -> list[Any]:
    """What an object holds; an event of the streaming API has its post as a text."""
    told = value.get("payload") if "event" in value else None
    return [json_in(told)] if isinstance(told, str) else list(value.values())


def _is_error(value: object) -> bool:
    return (
        isinstance(value, dict) and isinstance(value.get("error"), str) and not any(k in value for k in ("id", "data"))
    )


def _has_shape(value: object, depth: int) -> bool:
    shapes = (is_document, is_cousin, is_account, is_status, _is_context, is_instance, _is_hashtag)
    if any(is_one(value) for is_one in shapes):
        return True
    if depth == 0:
        return False
    if isinstance(value, list):
        return any(_has_shape(one, depth - 1) for one in value[:20])
    return isinstance(value, dict) and any(_has_shape(one, depth - 1) for one in _inside(value)[:50])
