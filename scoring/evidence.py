"""The facts about one account, as scoring sees them."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from storage.facts import Comment, Contact, Edge, Fact, Highlight, Post, Profile, Sighting
from storage.pictures import Kept

Account = tuple[str, str]  # network, handle
MAX_BIO = 5_000  # characters of a bio that are read: Instagram allows 150, Mastodon 500, YouTube 1,000
_FRAME = frozenset({"fact", "network", "page", "observed_at"})
NUMBERED_APART = frozenset({"mastodon"})  # every server counts for itself: two posts of two may share a number
_P = TypeVar("_P", Profile, Post)


@dataclass
class Evidence:
    """What is known of one account.

    ``profile`` merges its observations, field by field, the newest that is not null. ``posts`` are newest first, each
    once; ``comments`` stand under its posts; ``edges`` end at it; ``pictures`` are those of which a copy is kept;
    ``vouchers`` are the sources of those that are known nanos. ``seen_at`` is the newest ``observed_at`` among
    its facts, ``None`` where no page told its time; ``now`` is that, else the newest ``posted_at``, the earliest that
    now can be, else ``None``. ``page_of`` names the page of each field of the profile.
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


def gather(facts: Iterable[Fact], nanos: Iterable[Account] = ()) -> list[Evidence]:
    """A stream of facts as one Evidence an account, in the order in which accounts first appear.

    Of several observations the newest that is not null wins, field by field; at equal (or no) time the later in the
    stream. Posts
    go to their author by handle, or by native id where a profile or a sighting tells whose it is; comments to their
    post by its native id, its code or its address, however that is written.
    ``nanos`` are accounts known to be nanos besides those whose profiles are in the stream.
    """
    found: dict[Account, Evidence] = {}
    profiles: dict[Account, list[Profile]] = {}
    posts: dict[tuple[str, str], list[Post]] = {}
    same_post: dict[tuple[str, str], str] = {}
    comments: dict[tuple[str, ...], Comment] = {}
    owners: dict[tuple[str, str], str] = {}

    def of(network: str, handle: str) -> Evidence:
        return found.setdefault((network, handle), Evidence(network, handle))

    for number, fact in enumerate(facts):
        match fact:
            case Profile():
                of(fact.network, fact.handle)
                profiles.setdefault((fact.network, fact.handle), []).append(fact)
                if fact.native_id:
                    owners[fact.network, fact.native_id] = fact.handle
            case Post():
                if fact.author_handle:
                    of(fact.network, fact.author_handle)
                names = [name for name in (fact.native_id, fact.code, fact.url) if name]
                if fact.network in NUMBERED_APART and fact.url:
                    names = [fact.url]
                known_as = [same_post[fact.network, name] for name in names if (fact.network, name) in same_post]
                # Two native ids are two posts, whatever else they share.
                known_as = [name for name in known_as if not fact.native_id or _may_be(posts, fact, name)]
                key = (known_as or names or [f"#{number}"])[0]
                for name in names:
                    same_post.setdefault((fact.network, name), key)
                posts.setdefault((fact.network, key), []).append(fact)
            case Comment():
                who = fact.author_handle or fact.author_native_id or ""
                key_of = (fact.network, fact.native_id or f"{fact.post}\n{who}\n{fact.text}\n{fact.posted_at}")
                if key_of not in comments or comments[key_of].text is None:
                    comments[key_of] = fact
            case Highlight(handle=str(handle)):
                _keep_highlight(of(fact.network, handle), fact)
            case Contact():
                known = of(fact.network, fact.handle)
                if all((c.kind, c.value) != (fact.kind, fact.value) for c in known.contacts):
                    known.contacts.append(fact)
            case Edge():
                known = of(fact.network, fact.target)
                if all((e.source, e.kind) != (fact.source, fact.kind) for e in known.edges):
                    known.edges.append(fact)
            case Sighting(handle=str(handle)):
                of(fact.network, handle).sightings.append(fact)
                if fact.native_id:
                    owners.setdefault((fact.network, fact.native_id), handle)

    for account, seen in profiles.items():
        profile, found[account].page_of = _merge(seen)
        if profile.bio is not None and len(profile.bio) > MAX_BIO:
            profile = profile.model_copy(update={"bio": profile.bio[:MAX_BIO]})
        found[account].profile = profile
        found[account].followers_seen = [
            (round(one.observed_at.timestamp() * 1000), one.followers, one.followers_within or 0)
            for one in seen
            if one.observed_at is not None and one.followers is not None
        ]
    author_of: dict[tuple[str, str], Account] = {}
    for (network, key), seen_posts in posts.items():
        post = seen_posts[0] if len(seen_posts) == 1 else _merge(seen_posts)[0]
        author = post.author_handle or owners.get((network, post.author_native_id or ""))
        if author is None:
            continue  # whose post it is cannot be said: it is nobody's evidence
        if post.author_handle is None:
            post = post.model_copy(update={"author_handle": author})
        of(network, author).posts.append(post)
        author_of[network, post.native_id or key] = (network, author)
    named: dict[tuple[str, str], str] | None = None
    for comment in comments.values():
        about = comment.post or ""
        if (comment.network, about) not in author_of:  # most are called by their native ids: nothing to look for
            named = _posts_by_name(posts) if named is None else named
            about = next(filter(None, (named.get((comment.network, name)) for name in _names_in(about))), about)
        account_of_post = author_of.get((comment.network, about))
        if account_of_post is not None:
            told = comment if about == comment.post else comment.model_copy(update={"post": about})
            found[account_of_post].comments.append(told)

    confirmed = set(nanos) | {a for a, e in found.items() if e.profile is not None and _is_nano(e.profile)}
    for evidence in found.values():
        evidence.posts.sort(key=_newest_first)
        evidence.seen_at = _seen_at(evidence, profiles.get((evidence.network, evidence.handle), []))
        posted = (post.posted_at for post in evidence.posts if post.posted_at is not None)
        evidence.now = evidence.seen_at or max(posted, default=None)
        sources = {edge.source for edge in evidence.edges if edge.kind in VOUCHING and edge.source != evidence.handle}
        evidence.vouchers = tuple(sorted(s for s in sources if (evidence.network, s) in confirmed))
    return list(found.values())


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
    """Certainly between 1,000 and 10,000, however the count is rounded, and not private."""
    if profile.followers is None or profile.is_private:
        return False
    within = profile.followers_within or 0
    return profile.followers - within >= 1_000 and profile.followers + within <= 10_000


def _keep_highlight(evidence: Evidence, highlight: Highlight) -> None:
    """One highlight once; a later title replaces an earlier one (titles are edited), null never does."""
    for place, known in enumerate(evidence.highlights):
        same = known.native_id == highlight.native_id if highlight.native_id else known.title == highlight.title
        if same:
            if highlight.title is not None and _time(highlight) >= _time(known):
                evidence.highlights[place] = highlight
            return
    evidence.highlights.append(highlight)


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


def _newest_first(post: Post) -> tuple[bool, float]:
    return (post.posted_at is None, -post.posted_at.timestamp() if post.posted_at else 0.0)


def _seen_at(evidence: Evidence, profiles: list[Profile]) -> datetime | None:
    facts: list[Fact] = [*profiles, *evidence.posts, *evidence.comments, *evidence.highlights, *evidence.contacts]
    return max((fact.observed_at for fact in facts if fact.observed_at is not None), default=None)
