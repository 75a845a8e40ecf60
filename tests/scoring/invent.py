"""Invented accounts for the tests of scoring: a good nano-influencer, to be changed where a test wants."""

from datetime import UTC, datetime, timedelta
from typing import Any

from scoring.brief import Brief
from scoring.evidence import Evidence, gather
from scoring.facts_ranking import rank_facts
from storage.facts import Comment, Contact, Edge, Fact, Highlight, Post, Profile

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
NETWORK = "instagram"
BRIEF = Brief(words=("fountain pens", "calligraphy"))


def profile(handle: str = "ana.ink", **changes: Any) -> Profile:
    """The profile of an invented stationery lover with 5,230 followers."""
    values: dict[str, Any] = {
        "network": NETWORK, "page": f"https://insta.example/{handle}", "observed_at": NOW, "handle": handle,
        "native_id": f"id-{handle}", "display_name": "Ana Lima", "bio": "Fountain pens & calligraphy. DM for collabs",
        "followers": 5_230, "followers_within": 0, "following": 640, "posts_count": 210, "is_private": False,
        "avatar_url": "https://cdn.example/a.jpg", "highlights_count": 3,
    }  # fmt: skip
    return Profile(**{**values, **changes})


def posts(handle: str = "ana.ink", count: int = 12, **changes: Any) -> list[Fact]:
    """Posts five days apart, the newest three days old, with some 290 likes and 12 comments each."""
    made: list[Fact] = []
    for number in range(count):
        values: dict[str, Any] = {
            "network": NETWORK, "page": f"https://insta.example/p/{handle}{number}", "observed_at": NOW,
            "native_id": f"{handle}-{number}", "url": f"https://insta.example/p/{handle}{number}",
            "author_handle": handle, "posted_at": NOW - timedelta(days=3 + 5 * number), "kind": "photo",
            "text": "New ink swatches for my letters #fountainpens", "likes": 280 + 3 * (number % 5), "comments": 12,
        }  # fmt: skip
        made.append(Post(**{**values, **changes}))
    return made


def account(handle: str = "ana.ink", count: int = 12, post: dict[str, Any] | None = None, **changes: Any) -> list[Fact]:
    """A profile with its posts; ``changes`` are the profile's, ``post`` every post's."""
    return [profile(handle, **changes), *posts(handle, count, **(post or {}))]


def highlight(title: str, handle: str = "ana.ink") -> Highlight:
    """A highlight of that title."""
    return Highlight(
        network=NETWORK, page=f"https://insta.example/{handle}", handle=handle, title=title, native_id=title
    )


def contact(value: str, handle: str = "ana.ink", kind: Any = "email") -> Contact:
    """A contact as the profile offers it."""
    page = f"https://insta.example/{handle}"
    return Contact(
        network=NETWORK,
        page=page,
        observed_at=NOW,
        handle=handle,
        kind=kind,
        value=value,
        where="field",
        source_url=page,
    )


def talk(handle: str = "ana.ink", others: int = 20, answered: int = 15, post: int = 0) -> list[Fact]:
    """Comments of others on a post and the owner's replies to the first of them."""
    page = f"https://insta.example/p/{handle}{post}"
    frame: dict[str, Any] = {"network": NETWORK, "page": page, "post": f"{handle}-{post}"}
    made: list[Fact] = [
        Comment(**frame, native_id=f"{handle}-c{n}", author_handle=f"fan{n}", text="Which ink is it?", posted_at=NOW)
        for n in range(others)
    ]
    made += [
        Comment(**frame, native_id=f"{handle}-r{n}", author_handle=handle, text="Oak gall!", reply_to=f"{handle}-c{n}",
                posted_at=NOW + timedelta(hours=2))
        for n in range(answered)
    ]  # fmt: skip
    return made


def follow(source: str, target: str = "ana.ink") -> Edge:
    """``source`` follows ``target``."""
    return Edge(network=NETWORK, page=f"https://insta.example/{source}", source=source, target=target, kind="following")


def one(facts: list[Fact], brief: Brief = BRIEF, handle: str = "ana.ink") -> dict[str, Any]:
    """The object of one account among the ranked."""
    return next(found for found in rank_facts(facts, brief) if found["handle"] == handle)


def evidence(facts: list[Fact], handle: str = "ana.ink") -> Evidence:
    """The evidence of one account."""
    return next(found for found in gather(facts) if found.handle == handle)


def value(facts: list[Fact], signal: str, brief: Brief = BRIEF) -> float | None:
    """A signal's value for the invented account."""
    found: float | None = one(facts, brief)["signals"][signal]["value"]
    return found
