"""What one page holds, gathered: several sightings of one thing become one record, and ids find their handles."""

from datetime import datetime
from typing import Any, Literal

from crawler.networks.instagram.values import NOBODY, Who
from crawler.networks.text import mentions_in
from storage.facts import (
    Comment,
    Contact,
    Edge,
    EdgeKind,
    Fact,
    Hashtag,
    Highlight,
    Link,
    Post,
    Profile,
    Route,
    Sighting,
)

NAME = "instagram"
Record = dict[str, Any]
_PEOPLE = ("+routes", "+coauthors", "+tagged", "+sponsors")
Role = Literal["related", "following", "follower", "list"]


class Findings:
    """Records in the order in which they were first met; ``subject`` is whose page it is, as far as it says."""

    def __init__(self, page: str, observed_at: datetime | None) -> None:
        self.base: Record = {"network": NAME, "page": page, "observed_at": observed_at}
        self.subject: Who = NOBODY
        self.asked: str | None = None  # the handle that the request itself named
        self.addressed: str | None = None  # the handle whose own page the address is
        self.tag: str | None = None
        self.post_id: str | None = None
        self.handles: dict[str, str] = {}  # by native id, and by the Facebook number that G6 joins records with
        self.post_authors: dict[str, Who] = {}  # of posts that are not on the page but their comments are
        self._entries: list[tuple[str, Record]] = []
        self._profiles: dict[str, Record] = {}
        self._posts: dict[str, Record] = {}
        self._comments: dict[str, Record] = {}
        self._highlights: dict[str, Record] = {}
        self._hashtags: dict[str, Record] = {}

    def learn(self, account: Who, other_id: str | None = None) -> None:
        """Keep which handle an id belongs to."""
        if account.handle is not None:
            for known in (account.native_id, other_id):
                if known is not None:
                    self.handles.setdefault(known, account.handle)

    def add_profile(self, record: Record, only_fill: bool = False) -> None:
        """A sighting of a profile; ``only_fill`` for a source that is stale or rounded beside any other."""
        self._keep("profile", self._profiles, record["handle"], record, only_fill)

    def add_post(self, record: Record, only_fill: bool = False) -> Record:
        return self._keep("post", self._posts, record["native_id"] or record["code"], record, only_fill)

    def add_comment(self, record: Record) -> Record:
        return self._keep("comment", self._comments, record["native_id"], record)

    def add_highlight(self, record: Record) -> None:
        self._keep("highlight", self._highlights, record["native_id"] or record["title"], record)

    def add_hashtag(self, record: Record) -> None:
        self._keep("hashtag", self._hashtags, record["name"], record)

    def add_met(self, account: Who, role: Role, subject: Who) -> None:
        """An account met in a list of the subject's page."""
        self._entries.append(("met", {"account": account, "role": role, "subject": subject}))

    def add_listed(self, account: Who, name: Literal["followers", "following"], owner: Who) -> None:
        """An account in a list of its owner's own export; ``name`` stands in for an owner who is not known."""
        self._entries.append(("listed", {"account": account, "list": name, "subject": owner}))

    def _keep(
        self, kind: str, known: dict[str, Record], key: str | None, record: Record, only_fill: bool = False
    ) -> Record:
        held = known.get(key) if key is not None else None
        if held is None:
            self._entries.append((kind, record))
            if key is not None:
                known[key] = record
            return record
        _merge(held, record, only_fill)
        return held

    def facts(self) -> list[Fact]:
        """The facts in page order, each sighting and each edge once."""
        return _Telling(self, self._entries, self._posts).facts()


def _merge(held: Record, other: Record, only_fill: bool) -> None:
    """The richer of two sightings wins, the other fills what it leaves open; exact counts beat rounded ones."""
    if "followers" in held:
        ours, theirs = held["followers_within"], other["followers_within"]
        if ours is not None and theirs is not None and ours != theirs:
            worse = other if theirs > ours else held
            worse["followers"] = worse["followers_within"] = None
    richer = not only_fill and _said(other) > _said(held)
    for key, value in other.items():
        if key.startswith("+"):
            held[key] = list(dict.fromkeys([*held.get(key, ()), *value]))
        elif value is not None and (richer or held.get(key) is None):
            held[key] = value


def _said(record: Record) -> int:
    return sum(value is not None for value in record.values())


class _Telling:
    """Turns records into facts; keys with a + in front are not fields but accounts to be told of."""

    def __init__(self, findings: Findings, entries: list[tuple[str, Record]], posts: dict[str, Record]) -> None:
        self._findings = findings
        self._base = findings.base
        self._entries = entries
        self._posts = posts
        self._told: set[tuple[Any, ...]] = set()
        self._facts: list[Fact] = []

    def facts(self) -> list[Fact]:
        for _, record in self._entries:
            if "author_native_id" in record and record["author_handle"] is None:
                record["author_handle"] = self._findings.handles.get(record["author_native_id"])
        for kind, record in self._entries:
            if kind == "profile":
                self._profile(record)
            elif kind == "post":
                self._post(record)
            elif kind == "comment":
                self._comment(record)
            elif kind == "highlight":
                self._highlight(record)
            elif kind == "hashtag":
                self._tell(Hashtag, record)
            elif kind == "listed":
                self._listed(record)
            else:
                self._met(record)
        return self._facts

    def _tell(self, kind: type[Fact], said: Record) -> None:
        self._facts.append(kind.model_validate(said | self._base))  # takes a quarter less time than kind(**…, **…)

    def _profile(self, record: Record) -> None:
        contacts = record.pop("+contacts")
        mentioned = record.pop("+mentioned")
        if record["links"] is not None:
            record["links"] = [Link(url=url, title=title) for url, title in record["links"]]
        self._tell(Profile, record)
        address = self._base["page"]
        told: set[tuple[str, str]] = set()
        for kind, value, where in contacts:
            if (kind, value) not in told:
                told.add((kind, value))
                said = {"handle": record["handle"], "kind": kind, "value": value, "where": where}
                self._tell(Contact, {**said, "source_url": address})
        author = Who(record["handle"], record["native_id"])
        for account in mentioned:
            self._tie(author, account, "mention", "mention")

    def _post(self, record: Record) -> None:
        routes, coauthors, tagged, sponsors = map(record.pop, _PEOPLE)
        self._tell(Post, record)
        author = Who(record["author_handle"], record["author_native_id"])
        for route, via in routes:
            self._sight(author, route, via)
        for account in coauthors:
            self._tie(author, account, "coauthor", "coauthor")
        for account in tagged:
            self._tie(author, account, "tagged", "tagged")
        for account in sponsors:
            if author.handle and account.handle:
                self._edge(author.handle, account.handle, "sponsor")
        for mentioned in record["mentions"] or ():
            self._tie(author, Who(mentioned), "mention", "mention")

    def _comment(self, record: Record) -> None:
        self._tell(Comment, record)
        if record["author_handle"] is None and record["author_native_id"] is None:
            return
        via = self._author_of(record["post"])
        name = record["author_handle"]
        if name is not None and name == via:  # the author's own reply
            return
        self._sight(Who(name, record["author_native_id"]), "commenter", via)
        if name is not None and via is not None:
            self._edge(name, via, "commenter")

    def _author_of(self, post_id: str | None) -> str | None:
        if post_id is None:
            return None
        post = self._posts.get(post_id)
        if post is not None and post["author_handle"] is not None:
            name: str = post["author_handle"]
            return name
        return self._findings.post_authors.get(post_id, NOBODY).handle

    def _highlight(self, record: Record) -> None:
        owners: list[Who] = record.pop("+owner")
        owner = next((account for account in owners if account.handle is not None), owners[0])
        name = owner.handle or self._findings.handles.get(owner.native_id or "")
        self._tell(Highlight, {"handle": name, **record})

    def _met(self, record: Record) -> None:
        account: Who = record["account"]
        subject: Who = record["subject"]
        source = subject.handle or self._findings.handles.get(subject.native_id or "")
        role: Role = record["role"]
        route: Route = "list" if role == "follower" else role
        if account.handle is not None and account.handle == source:
            return
        self._sight(account, route, source if role != "list" else None)
        if role != "list" and source is not None and account.handle is not None:
            self._edge(source, account.handle, role)

    def _listed(self, record: Record) -> None:
        account: Who = record["account"]
        owner: Who = record["subject"]
        if account.handle is None or account.handle == owner.handle:
            return
        self._sight(account, "list", owner.handle or record["list"])
        if owner.handle is not None:
            self._edge(owner.handle, account.handle, "follower" if record["list"] == "followers" else "following")

    def _tie(self, author: Who, account: Who, route: Route, kind: EdgeKind) -> None:
        if account.handle is not None and account.handle == author.handle:
            return
        self._sight(account, route, author.handle)
        if author.handle is not None and account.handle is not None:
            self._edge(author.handle, account.handle, kind)

    def _sight(self, account: Who, route: Route, via: str | None) -> None:
        name = account.handle or self._findings.handles.get(account.native_id or "")
        if name is None and account.native_id is None:
            return
        key = ("sighting", name or account.native_id, route, via)
        if key not in self._told:
            self._told.add(key)
            said = {"handle": name, "native_id": account.native_id, "display_name": account.name}
            self._tell(Sighting, {**said, "route": route, "via": via})

    def _edge(self, source: str, target: str, kind: EdgeKind) -> None:
        key = ("edge", source, target, kind)
        if source != target and key not in self._told:
            self._told.add(key)
            self._tell(Edge, {"source": source, "target": target, "kind": kind})


def mentioned_in(bio: str | None, named: list[str]) -> list[Who]:
    """The accounts that a biography names, by its own entities first and then by @."""
    return [Who(name) for name in dict.fromkeys([*named, *mentions_in(bio or "")])]
