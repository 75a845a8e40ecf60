"""What a network is: a value of plain functions. It knows no Scrapy, no database and no scoring.

To add one: a file here that ends in ``NETWORK = Network(...)``, a folder of fixtures, a page in the docs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from crawler.networks.addresses import asked_host
from crawler.page import Page
from storage.facts import Fact, TargetKind


@dataclass(frozen=True)
class Target:
    """Something to visit: a hashtag (without #), an account (a handle), a post or a site (an address)."""

    network: str
    kind: TargetKind
    key: str


@dataclass(frozen=True)
class Ask:
    """One request that a visit needs.

    ``kind`` is ``api`` for a plain request, ``page`` for a public page with whatever answers belong to it
    (a browser renders it, a HAR replays it). ``purpose`` tells ``follow`` which answer it is looking at.
    ``document`` becomes the page's ``document``: the public address of what is asked about, where the answer
    does not name it. ``permitted``: asked with the user's own key, or with a permission that covers it, so that
    robots.txt, which speaks to crawlers, is not consulted. ``use``: what it takes of an allowance.
    ``confidential``: the answer is a key, which ``follow`` needs as it came; it is never recorded.
    ``otherwise`` is asked instead where no answer comes: another host, where this one cannot be reached, refuses
    everybody or is left alone; any, where a replay holds no answer. ``follow`` may ask it after an answer of no use.
    ``optional``: a replay that does not hold it misses nothing.
    """

    url: str
    kind: Literal["api", "page"] = "api"
    purpose: str = ""
    method: str = "GET"
    body: bytes = field(default=b"", repr=False)  # a password may stand here
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # a token may stand here
    document: str | None = None
    permitted: bool = False
    use: "Use | None" = None
    confidential: bool = False
    otherwise: "Ask | None" = None
    optional: bool = False

    @property
    def elsewhere(self) -> "Ask | None":
        """What another host can be asked instead; ``None`` where there is none."""
        other = self.otherwise
        return other if other is not None and asked_host(other.url) != asked_host(self.url) else None


@dataclass(frozen=True)
class Use:
    """Something taken of an allowance: ``units`` of its bucket, for ``key`` (a hashtag; empty where only units count).

    Where an allowance counts different keys, the same key again costs nothing.
    """

    bucket: str
    key: str = ""
    units: int = 1


@dataclass(frozen=True)
class Allowance:
    """What a network allows in a span of time and counts by itself, such as 30 different hashtags in seven days.

    ``most`` units (or different keys, where ``by_key``) in any ``window``; with a ``zone`` the window is the calendar
    day there, as quotas that start anew at midnight are. ``words`` name what is counted, in the plural.
    """

    bucket: str
    words: str
    most: int
    window: timedelta = timedelta(days=1)
    by_key: bool = False
    zone: str | None = None


@dataclass(frozen=True)
class Options:
    """What a network may need to know from the settings: never passed further than its own functions.

    ``said`` is the network's own table of the settings, ``secrets`` its keys; both are empty while replaying,
    when ``live`` is false and nobody is asked anything.
    """

    instances: Sequence[str] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    posts_per_account: int = 40
    related_per_account: int = 80
    live: bool = True


@dataclass(frozen=True)
class Readiness:
    """Whether a network can be crawled now; ``hint`` says in one line what makes it ready (or what limits it).

    ``browser``: its pages are rendered, so that one must be on this machine. ``costs``: what a crawl may cost the user
    in money, in words; a person is asked before it begins.
    """

    ready: bool
    hint: str
    browser: bool = False
    costs: str | None = None


@dataclass(frozen=True)
class Limit:
    """What an answer's headers announce: how many requests are left, and when the count starts anew.

    ``wait_s`` seconds before the next request slow the crawl while there is still something left. ``used``: uses of
    allowances that the network itself counted, whoever made them.
    """

    remaining: int | None
    resets_at: datetime | None
    wait_s: float = 0.0
    used: Sequence[Use] = ()


class PostAddress(NamedTuple):
    """What a post's public address spells: its native id, or the short name that stands there instead of it."""

    native_id: str | None
    code: str | None = None


def no_post(_address: str) -> PostAddress | None:
    """What an address tells of a post where a network's addresses tell nothing."""
    return None


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
    - ``settings`` the names that its table of the settings may hold; ``secrets`` those of the keys that it can use,
      which must not stand there.
    - ``allowances`` what it counts by itself; ``allows`` what the settings make of them (a budget).
    - ``browser_hosts`` the hosts (suffixes) that a browser may ask while it renders a page of this network.
    - ``post_at`` what an address on its hosts tells of a post (``None``: no post's).
    - ``bare_handles`` whether a handle typed without a network may be one of its.
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
    seconds_between_pages: float = 20.0  # that are rendered: each costs its host dozens of requests
    settings: Sequence[str] = ()
    secrets: Sequence[str] = ()
    allowances: Sequence[Allowance] = ()
    browser_hosts: Sequence[str] = ()
    allows: Callable[[Options], Sequence[Allowance]] | None = None
    bare_handles: bool = True
    post_at: Callable[[str], PostAddress | None] = no_post

    def within(self, options: Options) -> "Network":
        """The network with the allowances that these options set."""
        return self if self.allows is None else replace(self, allowances=self.allows(options))
