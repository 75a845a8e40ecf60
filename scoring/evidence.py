"""The facts about one account, as scoring sees them."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from scoring.tiers import NANO_BAND
from storage.facts import AccountKey, Comment, Contact, Edge, Fact, Highlight, Post, Profile, Sighting
from storage.pictures import Kept

MAX_BIO = 5_000  # characters of a bio that are read: Instagram allows 150, Mastodon 500, YouTube 1,000
_FRAME = frozenset({"fact", "network", "page", "observed_at"})
NUMBERED_APART = frozenset({"mastodon"})  # every server counts for itself: two posts of two may share a number
_P = TypeVar("_P", Profile, Post)


@dataclass
class Evidence:
    """What is known of one account.

    ``profile`` merges its observations, field by field, the newest that is not null. ``posts`` are newest first, each
    once; ``comments`` stand under its posts, the newest first; ``edges`` end at it; ``pictures`` are those of which a
    copy is kept; ``vouchers`` are the sources of those that are known nanos. ``seen_at`` is the newest ``observed_at``
    among its facts, ``None`` where no page told its time; ``now`` is that, else the newest ``posted_at``, the earliest
    that now can be, else ``None``. ``page_of`` names the page of each field of the profile.
    ``followers_seen`` are the counts that its pages showed: milliseconds, followers, how rounded (±).
    """

    network: str
    handle: str
    profile: Profile | None = None
    posts: list[Post] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    highlights: list[Highlight] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    pictures: list[Kept] = field(default_factory=list)
    vouchers: tuple[str, ...] = ()
    seen_at: datetime | None = None
    now: datetime | None = None
    followers_seen: list[tuple[int, int, int]] = field(default_factory=list)
    page_of: dict[str, str] = field(default_factory=dict)

    @property
    def display_name(self) -> str | None:
        """The name that the profile shows, else the first under which a page or a list mentioned the account."""
        if self.profile is not None and self.profile.display_name is not None:
            return self.profile.display_name
        return next((one.display_name for one in self.sightings if one.display_name), None)

    @property
    def is_candidate(self) -> bool:
        """Whether there is anything to judge: a profile, or at least a post. A bare sighting is none.

        A page of somebody's own is no candidate: it tells about the accounts of whom it belongs to.
        """
        return self.network != "site" and (self.profile is not None or bool(self.posts))


def gather(facts: Iterable[Fact], nanos: Iterable[AccountKey] = ()) -> list[Evidence]:
    """A stream of facts as one Evidence an account, in the order in which accounts first appear.

    Of several observations the newest that is not null wins, field by field; at equal (or no) time what they say
    decides, so that no order of a file changes a score. Posts go to their author by handle, or by native id where a
    profile or a sighting tells whose it is; comments to their post by its native id, its code or its address, however
    that is written. ``nanos`` are accounts known to be nanos besides those whose profiles are in the stream.
    """
    seen = _Seen()
    for number, fact in enumerate(facts):
        seen.take(number, fact)
    seen.join_profiles()
    author_of = seen.give_posts()
    seen.give_comments(author_of)
    found = seen.found
    confirmed = set(nanos) | {a for a, e in found.items() if e.profile is not None and _is_nano(e.profile)}
    for evidence in found.values():
        evidence.posts.sort(key=_newest_first)
        evidence.comments.sort(key=_newest_first)
        evidence.seen_at = _seen_at(evidence, seen.profiles.get((evidence.network, evidence.handle), []))
        posted = (post.posted_at for post in evidence.posts if post.posted_at is not None)
        evidence.now = evidence.seen_at or max(posted, default=None)
        sources = {edge.source for edge in evidence.edges if edge.kind in VOUCHING and edge.source != evidence.handle}
        evidence.vouchers = tuple(sorted(s for s in sources if (evidence.network, s) in confirmed))
    return list(found.values())


@dataclass
class _Seen:
    """What a stream of facts told so far: what has an account's name went to it, the rest waits for the stream's end.

    ``same_post``: the key that a post is kept under, by each of its names; ``owners``: handles by native ids.
    """

    found: dict[AccountKey, Evidence] = field(default_factory=dict)
    profiles: dict[AccountKey, list[Profile]] = field(default_factory=dict)
    posts: dict[tuple[str, str], list[Post]] = field(default_factory=dict)
    same_post: dict[tuple[str, str], str] = field(default_factory=dict)
    comments: dict[tuple[str, ...], Comment] = field(default_factory=dict)
    owners: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, network: str, handle: str) -> Evidence:
        """The evidence of an account, which begins here if it is new."""
        return self.found.setdefault((network, handle), Evidence(network, handle))

    def take(self, number: int, fact: Fact) -> None:
        """Takes a fact in; ``number`` is its place in the stream."""
        match fact:
            case Profile():
                self.of(fact.network, fact.handle)
                self.profiles.setdefault((fact.network, fact.handle), []).append(fact)
                if fact.native_id:
                    self.owners[fact.network, fact.native_id] = fact.handle
            case Post():
                self._take_post(number, fact)
            case Comment():
                who = fact.author_handle or fact.author_native_id or ""
                key_of = (fact.network, fact.native_id or f"{fact.post}\n{who}\n{fact.text}\n{fact.posted_at}")
                known_as = self.comments.get(key_of)
                if known_as is None or known_as.text is None or _is_newer_text(fact, known_as):
                    self.comments[key_of] = fact
            case Highlight(handle=str(handle)):
                _keep_highlight(self.of(fact.network, handle), fact)
            case Contact():
                known = self.of(fact.network, fact.handle)
                if all((c.kind, c.value) != (fact.kind, fact.value) for c in known.contacts):
                    known.contacts.append(fact)
            case Edge():
                known = self.of(fact.network, fact.target)
                if all((e.source, e.kind) != (fact.source, fact.kind) for e in known.edges):
                    known.edges.append(fact)
            case Sighting(handle=str(handle)):
                self.of(fact.network, handle).sightings.append(fact)
                if fact.native_id:
                    self.owners.setdefault((fact.network, fact.native_id), handle)

    def _take_post(self, number: int, post: Post) -> None:
        if post.author_handle:
            self.of(post.network, post.author_handle)
        names = [name for name in (post.native_id, post.code, post.url) if name]
        if post.network in NUMBERED_APART and post.url:
            names = [post.url]
        known_as = [self.same_post[post.network, name] for name in names if (post.network, name) in self.same_post]
        # Two native ids are two posts, whatever else they share.
        known_as = [name for name in known_as if not post.native_id or _may_be(self.posts, post, name)]
        key = (known_as or names or [f"#{number}"])[0]
        for name in names:
            self.same_post.setdefault((post.network, name), key)
        self.posts.setdefault((post.network, key), []).append(post)

    def join_profiles(self) -> None:
        """Gives each account one profile out of all that were seen of it."""
        for account, seen in self.profiles.items():
            evidence = self.found[account]
            profile, evidence.page_of = _merge(seen)
            if profile.bio is not None and len(profile.bio) > MAX_BIO:
                profile = profile.model_copy(update={"bio": profile.bio[:MAX_BIO]})
            evidence.profile = profile
            evidence.followers_seen = sorted(
                (round(one.observed_at.timestamp() * 1000), one.followers, one.followers_within or 0)
                for one in seen
                if one.observed_at is not None and one.followers is not None
            )

    def give_posts(self) -> dict[tuple[str, str], AccountKey]:
        """Gives the posts to their authors; returns whose each is, by network and native id."""
        author_of: dict[tuple[str, str], AccountKey] = {}
        for (network, key), seen in self.posts.items():
            post = seen[0] if len(seen) == 1 else _merge(seen)[0]
            author = post.author_handle or self.owners.get((network, post.author_native_id or ""))
            if author is None:
                continue  # whose post it is cannot be said: it is nobody's evidence
            if post.author_handle is None:
                post = post.model_copy(update={"author_handle": author})
            self.of(network, author).posts.append(post)
            author_of[network, post.native_id or key] = (network, author)
        return author_of

    def give_comments(self, author_of: Mapping[tuple[str, str], AccountKey]) -> None:
        """Gives the comments to the authors of their posts."""
        named: dict[tuple[str, str], str] | None = None
        for comment in self.comments.values():
            about = comment.post or ""
            if (comment.network, about) not in author_of:  # most are called by their native ids: nothing to look for
                named = _posts_by_name(self.posts) if named is None else named
                about = next(filter(None, (named.get((comment.network, name)) for name in _names_in(about))), about)
            account = author_of.get((comment.network, about))
            if account is not None:
                told = comment if about == comment.post else comment.model_copy(update={"post": about})
                self.found[account].comments.append(told)


# A nano that follows, names, tags, works with or endorses an account vouches for it; a list of "related" by the
# network does not.
VOUCHING = frozenset({"following", "mention", "tagged", "coauthor", "endorsement", "boost"})


def _posts_by_name(posts: dict[tuple[str, str], list[Post]]) -> dict[tuple[str, str], str]:
    """Each post's native id (or key) by whatever else it may be called: its code, its address, the last part of that;
    "" where two posts have that name."""
    named: dict[tuple[str, str], str] = {}
    for (network, key), seen in posts.items():
        own = next((post.native_id for post in seen if post.native_id), key)
        for told in {told for post in seen for told in (post.code, post.url) if told}:
            for name in _names_in(told):
                if named.setdefault((network, name), own) != own:
                    named[network, name] = ""
    return named


def _names_in(told: str) -> list[str]:
    """A code or address as it stands, without what does not tell one page from another, and its last part."""
    try:
        address = urlsplit(told if "://" in told else f"//{told}")
    except ValueError:  # half an address of IPv6
        return [told]
    if not address.netloc or ("/" not in told and "." not in told):
        return [told]
    query = parse_qs(address.query)
    last = query["v"][0] if "v" in query else address.path.rstrip("/").rpartition("/")[2]
    plain = f"{address.netloc.removeprefix('www.').removeprefix('m.').lower()}{address.path.rstrip('/')}"
    return [told, f"{plain}?v={last}" if "v" in query else plain, *([last] if last else [])]


def _may_be(posts: dict[tuple[str, str], list[Post]], fact: Post, key: str) -> bool:
    return all(post.native_id in (None, fact.native_id) for post in posts[fact.network, key])


def _is_nano(profile: Profile) -> bool:
    """Certainly in the nano band, however the count is rounded, and not private."""
    if profile.followers is None or profile.is_private:
        return False
    within = profile.followers_within or 0
    return profile.followers - within >= NANO_BAND[0] and profile.followers + within <= NANO_BAND[1]


def _keep_highlight(evidence: Evidence, highlight: Highlight) -> None:
    """One highlight once; a later title replaces an earlier one (titles are edited), null never does."""
    for place, known in enumerate(evidence.highlights):
        same = known.native_id == highlight.native_id if highlight.native_id else known.title == highlight.title
        if same:
            if highlight.title is not None and (_time(highlight), highlight.title) >= (_time(known), known.title or ""):
                evidence.highlights[place] = highlight
            return
    evidence.highlights.append(highlight)


def _is_newer_text(fact: Comment, known: Comment) -> bool:
    """Whether a comment says something else than it was seen to say before; at one time the text decides."""
    if fact.text is None or known.text is None or fact.text == known.text:
        return False
    return (_time(fact), fact.text) > (_time(known), known.text)


def _merge(seen: list[_P]) -> tuple[_P, dict[str, str]]:
    """Observations of one thing as one: per field the newest that is not null; and the page of each field."""
    ordered = sorted(seen, key=_time)
    if len(ordered) > 1 and any(_time(one) == _time(other) for one, other in itertools.pairwise(ordered)):
        # What was seen at one time is ordered by what it says, so that no order of a file changes a score.
        ordered.sort(key=lambda fact: (_time(fact), fact.model_dump_json()))
    values: dict[str, Any] = {}
    pages: dict[str, str] = {}
    for fact in ordered:
        for name in type(fact).model_fields:
            value = getattr(fact, name)
            if name in _FRAME or value is None:
                continue
            values[name], pages[name] = value, fact.page
        if isinstance(fact, Profile) and fact.followers is not None and fact.followers_within is None:
            values["followers_within"] = 0
    return ordered[-1].model_copy(update=values), pages


def _time(fact: Fact) -> float:
    return fact.observed_at.timestamp() if fact.observed_at else float("-inf")


def _newest_first(said: Post | Comment) -> tuple[bool, float, str]:
    """Those of one time by what the network calls them, whatever the order of the lines; those without a time last, as
    their page shows them."""
    if said.posted_at is None:
        return True, 0.0, ""
    return False, -said.posted_at.timestamp(), said.native_id or said.text or ""


def _seen_at(evidence: Evidence, profiles: list[Profile]) -> datetime | None:
    facts: list[Fact] = [*profiles, *evidence.posts, *evidence.comments, *evidence.highlights, *evidence.contacts]
    return max((fact.observed_at for fact in facts if fact.observed_at is not None), default=None)
