"""Tumblr through its API v2 with the user's own free key: the posts of a hashtag, blogs and their posts.

Tumblr takes a key in the address only; it is taken out of it before anything is kept or said. Every request has the
public page that it is about as its document, so that a recording replays without a key.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from crawler.networks.gathering import list_of
from crawler.networks.network import Allowance, Ask, Limit, Network, Options, Readiness, Target, Use
from crawler.networks.tumblr.read import HOSTS, handle_of, name_in, read_page, recognises_page
from crawler.networks.tumblr.read import NETWORK as NAME
from crawler.networks.values import count_of, mapping
from crawler.page import Page
from crawler.secrets import how_to_set
from storage.errors import UnreadablePage
from storage.facts import Block, Fact

BASE = "https://api.tumblr.com"
_PAGE = 20  # more are not given
_TAG_PAGES = 3


def ask(target: Target, options: Options) -> list[Ask]:
    """The newest posts of a hashtag, or what a blog tells of itself; [] for anything else."""
    if target.kind not in ("hashtag", "account"):
        return []
    if "key" not in options.secrets:
        return [Ask(url=_document(target), kind="page", purpose="replay")]
    if target.kind == "hashtag":
        return [_request(target, options, "tagged", "tagged 1", tag=target.key, limit=str(_PAGE))]
    return [_request(target, options, f"blog/{quote(target.key)}.tumblr.com/info", "info")]


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """Older posts of a hashtag, and the posts of a blog; [] after a refusal."""
    purpose, _, number = asked.purpose.partition(" ")
    if purpose == "replay" or "key" not in options.secrets or any(isinstance(fact, Block) for fact in facts):
        return []
    try:
        answer = mapping(page.json).get("response")
    except UnreadablePage:
        return []
    path = f"blog/{quote(target.key)}.tumblr.com/posts"
    if purpose == "info" and options.posts_per_account > 0:
        return [_request(target, options, path, "posts 0", limit=str(_PAGE), reblog_info="true")]
    if purpose == "tagged":
        times = [count_of(mapping(post).get("timestamp")) for post in list_of(answer)]
        before = min((time for time in times if time), default=None)
        if before is None or int(number) >= _TAG_PAGES or str(before) == dict(_query(asked)).get("before"):
            return []
        query = {"tag": target.key, "limit": str(_PAGE), "before": str(before)}
        return [_request(target, options, "tagged", f"tagged {int(number) + 1}", **query)]
    if purpose == "posts":
        posts = list_of(mapping(answer).get("posts"))
        had = int(number) + len(posts)
        if not posts or had >= options.posts_per_account:
            return []
        query = {"limit": str(_PAGE), "reblog_info": "true", "offset": str(had)}
        return [_request(target, options, path, f"posts {had}", **query)]
    return []


def _query(asked: Ask) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(asked.url).query)


def _request(target: Target, options: Options, path: str, purpose: str, **query: str) -> Ask:
    base = options.said.get("api", BASE).strip().rstrip("/")
    given = query | {"api_key": options.secrets["key"]}
    return Ask(
        url=f"{base}/v2/{path}?{urlencode(given)}",
        purpose=purpose,
        document=_document(target),
        permitted=True,
        use=Use("requests"),
    )


def _document(target: Target) -> str:
    if target.kind == "hashtag":
        return f"https://www.tumblr.com/tagged/{quote(target.key, safe='')}"
    return profile_url(target.key)


def profile_url(handle: str) -> str:
    """The public address of a blog."""
    return f"https://{handle}.tumblr.com/"


def clean_handle(text: str) -> str:
    """A blog's name in lower case; raises ValueError where it is impossible."""
    name = name_in(text)
    if name is None:
        raise ValueError(f"{text.strip()!r} is no Tumblr blog: up to 32 letters, digits and -")
    return name


def ready(options: Options) -> Readiness:
    """Live with a key; saved answers are read without one."""
    if "key" in options.secrets:
        return Readiness(True, "API v2 with your key: posts and blogs of hashtags; Tumblr tells no follower counts")
    free = "register an application at tumblr.com/oauth/apps, it is free"
    return Readiness(False, f"reads saved answers; live: {free}, then {how_to_set(NAME, 'key')} (its consumer key)")


def limit(page: Page) -> Limit | None:
    """What the headers for the hour and the day announce (seconds until they start anew); ``None`` without them."""
    now = page.time or datetime.now(UTC)
    found: list[tuple[int, datetime | None]] = []
    for span in ("perhour", "perday"):
        remaining = count_of((page.header(f"x-ratelimit-{span}-remaining") or "").strip())
        seconds = count_of((page.header(f"x-ratelimit-{span}-reset") or "").strip())
        if remaining is not None:
            resets = now + timedelta(seconds=min(seconds, 86_400)) if seconds is not None else None
            found.append((remaining, resets))
    if not found:
        return None
    return Limit(*min(found, key=lambda one: one[0]))


NETWORK = Network(
    name=NAME,
    title="Tumblr",
    hosts=HOSTS,
    read=read_page,
    recognises=recognises_page,
    ask=ask,
    follow=follow,
    profile_url=profile_url,
    handle_of=handle_of,
    clean_handle=clean_handle,
    ready=ready,
    limit=limit,
    seconds_between_requests=3.6,  # 1,000 an hour
    settings=("api",),
    secrets=("key",),
    allowances=(Allowance("requests", "requests", most=5_000),),
)
