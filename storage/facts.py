"""Facts: what one page says, as plain validated values.

A fact is what a page *says*, never what we conclude. What a page does not say is ``None``: unknown is
never 0, "" or False. Times are aware datetimes in UTC. ``page`` is the page's URL (or the file it came
from), ``observed_at`` the time of the page, ``None`` where the page's source kept no time.
Handles are written without their ``@``, in lower case where the network ignores case.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

AccountKey = tuple[str, str]  # network, handle
TargetKind = Literal["hashtag", "account", "post", "site"]  # what can be visited
Count = Annotated[int, Field(ge=0, lt=2**63)]
Route = Literal[
    "hashtag_top",
    "hashtag_recent",
    "related",
    "following",
    "mention",
    "tagged",
    "coauthor",
    "commenter",
    "list",
]
EdgeKind = Literal[
    "related",
    "following",
    "follower",
    "mention",
    "tagged",
    "coauthor",
    "commenter",
    "reply",
    "boost",
    "endorsement",
    "sponsor",
]
ClaimHow = Literal["link", "link_in_bio", "verified", "rel_me", "said", "email"]
PostKind = Literal["photo", "video", "carousel", "text", "article"]
BlockKind = Literal[
    "login_wall",
    "challenge",
    "rate_limit",
    "shell",
    "gated",
    "private",
    "gone",
    "hidden",
    "closed",
    "robots",
    "refused",
    "error",
]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    network: str
    page: str
    observed_at: datetime | None = None


class Link(BaseModel):
    """A link on a profile. ``verified`` is the network's own check (rel=me), ``None`` where it has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    title: str | None = None
    verified: bool | None = None


class Profile(_Fact):
    """An account as its own page shows it.

    ``followers_within``: the true value lies within ± this (0 for an exact count, 50 for "10.2K"),
    ``None`` where ``followers`` is. ``highlights_count`` counts highlight reels, 0 only where the page says so.
    ``location`` is where it says it is, in its own words; the flag of a country that the network tells by its code.
    """

    fact: Literal["profile"] = "profile"
    native_id: str | None = None
    handle: str
    display_name: str | None = None
    bio: str | None = None
    followers: Count | None = None
    followers_within: Count | None = None
    following: Count | None = None
    posts_count: Count | None = None
    is_private: bool | None = None
    is_verified: bool | None = None
    account_type: Literal["personal", "creator", "business"] | None = None
    category: str | None = None
    pronouns: str | None = None
    avatar_url: str | None = None
    links: list[Link] | None = None
    highlights_count: Count | None = None
    created_at: datetime | None = None
    location: str | None = None


class Post(_Fact):
    """One post. ``likes`` is ``None`` where hidden. ``place`` is its name as shown."""

    fact: Literal["post"] = "post"
    native_id: str | None = None
    code: str | None = None
    url: str | None = None
    author_handle: str | None = None
    author_native_id: str | None = None
    posted_at: datetime | None = None
    text: str | None = None
    kind: PostKind | None = None
    likes: Count | None = None
    comments: Count | None = None
    views: Count | None = None
    shares: Count | None = None
    hashtags: list[str] | None = None
    mentions: list[str] | None = None
    tagged: list[str] | None = None
    coauthors: list[str] | None = None
    place: str | None = None
    paid_partnership: bool | None = None
    sponsors: list[str] | None = None
    pinned: bool | None = None
    alt_text: str | None = None
    image_url: str | None = None


class Comment(_Fact):
    """A comment; ``post`` and ``reply_to`` are native ids of the post and of the comment answered."""

    fact: Literal["comment"] = "comment"
    native_id: str | None = None
    post: str | None = None
    author_handle: str | None = None
    author_native_id: str | None = None
    text: str | None = None
    posted_at: datetime | None = None
    likes: Count | None = None
    reply_to: str | None = None


class Highlight(_Fact):
    """A titled collection of stories on a profile."""

    fact: Literal["highlight"] = "highlight"
    handle: str | None = None
    native_id: str | None = None
    title: str | None = None


class Contact(_Fact):
    """A way to reach an account, as its page offers it; ``where`` names the field or place it stood in."""

    fact: Literal["contact"] = "contact"
    handle: str
    kind: Literal["email", "phone", "address", "messaging"]
    value: str
    where: str
    source_url: str


class Edge(_Fact):
    """A typed tie: ``source`` shows, follows, mentions, … ``target`` (both handles)."""

    fact: Literal["edge"] = "edge"
    source: str
    target: str
    kind: EdgeKind


class Sighting(_Fact):
    """An account met on a page. ``via`` is the hashtag (without #) or the handle that it was met through."""

    fact: Literal["sighting"] = "sighting"
    handle: str | None = None
    native_id: str | None = None
    display_name: str | None = None
    route: Route
    via: str | None = None


class Claim(_Fact):
    """An account names another account, or a page of its own, as itself: evidence that both are one person's.

    ``how`` it does: ``link`` on its profile, ``link_in_bio`` to a page that gathers links, ``verified`` by the network
    (the page links back), ``rel_me`` (or schema.org's sameAs) in a page's markup, ``said`` in words ("IG: @name"),
    ``email`` that it is reached at an address (then ``target_network`` is "email").
    ``target_network`` and ``target_handle`` are what the address ``url`` means, ``None`` where it is nobody's.
    """

    fact: Literal["claim"] = "claim"
    handle: str
    url: str
    how: ClaimHow
    target_network: str | None = None
    target_handle: str | None = None


class Hashtag(_Fact):
    """A hashtag's own page: ``name`` without #, ``posts_count`` as shown, related tags."""

    fact: Literal["hashtag"] = "hashtag"
    name: str
    posts_count: Count | None = None
    related: list[str] | None = None


class Block(_Fact):
    """A refusal, named. ``url`` is what was asked for, ``detail`` the network's own words or wait."""

    fact: Literal["block"] = "block"
    kind: BlockKind
    url: str
    detail: str | None = None


Fact = Profile | Post | Comment | Highlight | Contact | Edge | Sighting | Claim | Hashtag | Block
_FACT: TypeAdapter[Fact] = TypeAdapter(Annotated[Fact, Field(discriminator="fact")])
FACT_KINDS: tuple[str, ...] = tuple(str(kind.model_fields["fact"].default) for kind in get_args(Fact))
_KINDS = dict(zip(FACT_KINDS, get_args(Fact), strict=True))


def fields_of(kind: str) -> list[str]:
    """The names of what a kind of fact, or a profile's "link", may say, in their order."""
    return [name for name in (_KINDS.get(kind) or Link).model_fields if name != "fact"]


def numbered_accounts(facts: Iterable[Fact]) -> Iterator[tuple[str, str, str]]:
    """(network, handle, native id) wherever a fact tells both of somebody."""
    for fact in facts:
        if isinstance(fact, Profile | Sighting):
            handle, native_id = fact.handle, fact.native_id
        elif isinstance(fact, Post | Comment):
            handle, native_id = fact.author_handle, fact.author_native_id
        else:
            continue
        if handle and native_id:
            yield fact.network, handle, native_id


def fact_from_dict(values: dict[str, Any]) -> Fact:
    """One fact out of its JSON form (as ``read --json`` prints it); raises pydantic's ValidationError."""
    return _FACT.validate_python(values)


def fact_to_json(fact: Fact) -> str:
    """The JSON form of a fact on one line: ``fact`` first, then its fields, nulls included (but for a location, which
    files of the first format do not know)."""
    values = fact.model_dump(mode="json")
    if values.get("location", "") is None:
        del values["location"]
    ordered = {"fact": values.pop("fact"), **values}
    return orjson.dumps(ordered).decode()
