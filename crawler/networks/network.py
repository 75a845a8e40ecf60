"""What a network is: a value of plain functions. It knows no Scrapy, no database and no scoring.

To add one: a file here that ends in ``NETWORK = Network(...)``, a folder of fixtures, a page in the docs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from crawler.page import Page
from storage.facts import Fact


@dataclass(frozen=True)
class Target:
    """Something to visit: a hashtag (without #), an account (a handle), a post or a site (an address)."""

    network: str
    kind: Literal["hashtag", "account", "post", "site"]
    key: str


@dataclass(frozen=True)
class Ask:
    """One request that a visit needs.

    ``kind`` is ``api`` for a plain request, ``page`` for a public page with whatever answers belong to it
    (a browser renders it, a HAR replays it). ``purpose`` tells ``follow`` which answer it is looking at.
    ``document`` becomes the page's ``document``: the public address of what is asked about, where the answer
    does not name it.
    """

    url: str
    kind: Literal["api", "page"] = "api"
    purpose: str = ""
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # a token may stand here
    document: str | None = None


@dataclass(frozen=True)
class Options:
    """What a network may need to know from the settings: never passed further than its own functions."""

    instances: Sequence[str] = ()
    token: str | None = field(default=None, repr=False)
    user_id: str | None = None
    api_base: str | None = None
    posts_per_account: int = 40
    related_per_account: int = 80


@dataclass(frozen=True)
class Readiness:
    """Whether a network can be crawled now; ``hint`` says in one line what makes it ready (or what limits it)."""

    ready: bool
    hint: str


@dataclass(frozen=True)
class Limit:
    """What an answer's headers announce: how many requests are left, and when the count starts anew.

    ``wait_s`` seconds before the next request slow the crawl while there is still something left.
    """

    remaining: int | None
    resets_at: datetime | None
    wait_s: float = 0.0


@dataclass(frozen=True)
class Network:
    """A network as a value.

    - ``name`` as users type it; ``title`` as it is written; ``hosts`` whose pages are its own (suffixes).
    - ``read`` facts of one page, in page order; ``[]`` where the page holds nothing of this network; a Block
      fact for a refusal; raises UnreadablePage with the reason.
    - ``recognises`` whether a page is this network's, by its shape alone (its address may be unknown).
    - ``ask`` the first requests of a visit; ``follow`` the next ones after each answer (one at a time, in order).
    - ``profile_url`` and ``handle_of``: an account's public address, and back (``None``: not one of ours).
    - ``clean_handle`` a handle as typed to a handle as kept; raises ValueError where it is impossible.
    - ``ready`` whether it can be crawled with these options.
    - ``limit`` what an answer announces about its limits, ``None`` where nothing.
    """

    name: str
    title: str
    hosts: Sequence[str]
    read: Callable[[Page], list[Fact]]
    recognises: Callable[[Page], bool]
    ask: Callable[[Target, Options], list[Ask]]
    follow: Callable[[Target, Ask, Page, Sequence[Fact], Options], list[Ask]]
    profile_url: Callable[[str], str]
    handle_of: Callable[[str], str | None]
    clean_handle: Callable[[str], str]
    ready: Callable[[Options], Readiness]
    limit: Callable[[Page], Limit | None]
    seconds_between_requests: float = 1.0
