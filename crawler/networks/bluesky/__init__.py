"""Bluesky: keyless through the public AppView; hashtags are searched with the user's own app password besides.

Endpoints: https://docs.bsky.app/docs/api/ (app.bsky.actor, .feed, .graph). Every request has the public page that it is
about as its document, so that a recording and a browser's HAR replay in the same way.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import orjson

from crawler.networks.bluesky.address import HOSTS, SITE, clean_handle, handle_of, is_did, profile_url
from crawler.networks.bluesky.posts import NETWORK as NAME
from crawler.networks.bluesky.read import read_page, recognises_page
from crawler.networks.network import Allowance, Ask, Limit, Network, Options, PostAddress, Readiness, Target, Use
from crawler.networks.values import count_of, items_of, mapping, text_in
from crawler.page import Page
from crawler.secrets import how_to_set
from storage.errors import UnreadablePage
from storage.facts import Fact, Profile, Sighting

_APPVIEW = "https://public.api.bsky.app"
_PDS = "https://bsky.social"
_BATCH = 25  # 26 are refused
_TAG_PAGES = 5
_PACKS = 3
_FEEDS = 2
_THREADS = 2
_MEETINGS = frozenset({"posts", "actors", "list", "follows", "feed", "related"})


def ask(target: Target, options: Options) -> list[Ask]:
    """An account's profile; of a hashtag the people, packs and feeds that its word finds, and with a key its posts."""
    if not options.live:
        return _page_of(target)
    if target.kind == "account":
        return [_query(options, target, "app.bsky.actor.getProfile", "profile", actor=target.key)]
    if target.kind != "hashtag":
        return []
    keyless = [
        _query(options, target, "app.bsky.actor.searchActors", "actors", q=target.key, limit="100"),
        _query(options, target, "app.bsky.graph.searchStarterPacks", "packs", q=target.key, limit="25"),
        _query(options, target, "app.bsky.unspecced.getPopularFeedGenerators", "feeds", query=target.key, limit="10"),
    ]
    return [_session(target, options), *keyless] if _has_key(options) else keyless


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """What comes after an answer: next pages, and the profiles, with their counts, of those who were met."""
    if asked.kind == "page" or page.status >= 400:
        return []
    try:
        answer = mapping(page.json)
    except UnreadablePage:
        return []
    purpose, _, number = asked.purpose.partition(" ")
    count = int(number) if number.isdigit() else 1
    if purpose == "session":
        return _search(target, options, answer)
    if purpose == "profile":
        return _about(target, options, facts)
    asks = _profiles(target, options, facts) if purpose in _MEETINGS else []
    if purpose == "packs":
        packs = [uri for pack in items_of(answer.get("starterPacks")) if (uri := text_in(pack.get("uri")))]
        name = "app.bsky.graph.getStarterPack"
        asks += [_query(options, target, name, "pack", starterPack=uri) for uri in packs[:_PACKS]]
    elif purpose == "pack":
        uri = text_in(mapping(mapping(answer.get("starterPack")).get("list")).get("uri"))
        if uri:
            asks += [_query(options, target, "app.bsky.graph.getList", "list", list=uri, limit="100")]
    elif purpose == "feeds":
        feeds = [uri for feed in items_of(answer.get("feeds")) if (uri := text_in(feed.get("uri")))]
        name = "app.bsky.feed.getFeed"
        asks += [_query(options, target, name, "feed", feed=uri, limit="100") for uri in feeds[:_FEEDS]]
    elif purpose == "posts" and count < _TAG_PAGES:
        asks += _next(asked, answer, f"posts {count + 1}", len(items_of(answer.get("posts"))))
    elif purpose in ("author", "follows"):
        wanted = options.posts_per_account if purpose == "author" else options.related_per_account
        came = items_of(answer.get("feed" if purpose == "author" else "follows"))
        had = count + len(came)
        asks += _next(asked, answer, f"{purpose} {had}", len(came)) if had < wanted else []
        asks += _threads(target, options, came) if purpose == "author" and count == 0 else []
    return asks


def _threads(target: Target, options: Options, feed: Sequence[Mapping[str, Any]]) -> list[Ask]:
    """The talk under the account's posts that were answered most: who answers whom is what a nano is known by."""
    answered: dict[str, int] = {}
    for item in feed:
        post = mapping(item.get("post"))
        replies, uri = count_of(post.get("replyCount")), text_in(post.get("uri"))
        if replies and uri and not item.get("reason"):  # a reason says that somebody else's post was passed on
            answered[uri] = replies
    best = sorted(answered, key=lambda uri: (-answered[uri], uri))[:_THREADS]
    name = "app.bsky.feed.getPostThread"
    words = {"depth": "2", "parentHeight": "0"}
    return [_query(options, target, name, "thread", uri=uri, **words) for uri in best]


def _has_key(options: Options) -> bool:
    return bool(options.secrets.get("handle")) and bool(options.secrets.get("app_password"))


def _page_of(target: Target) -> list[Ask]:
    """The public page of a target, as a browser or an earlier run asked for its parts."""
    return [Ask(document, kind="page")] if (document := _document(target)) else []


def _document(target: Target) -> str | None:
    if target.kind == "account":
        return profile_url(target.key)
    return f"{SITE}/hashtag/{quote(target.key, safe='')}" if target.kind == "hashtag" else None


def _query(options: Options, target: Target, name: str, purpose: str, **words: str) -> Ask:
    base = options.said.get("appview", _APPVIEW).rstrip("/")
    return Ask(f"{base}/xrpc/{name}?{urlencode(words)}", purpose=purpose, document=_document(target))


def _session(target: Target, options: Options) -> Ask:
    body = orjson.dumps({"identifier": options.secrets["handle"], "password": options.secrets["app_password"]})
    return Ask(
        f"{_pds(options)}/xrpc/com.atproto.server.createSession",
        purpose="session",
        method="POST",
        body=body,
        headers={"Content-Type": "application/json"},
        document=_document(target),
        permitted=True,
        use=Use("sessions"),
        confidential=True,
    )


def _pds(options: Options) -> str:
    return options.said.get("pds", _PDS).rstrip("/")


def _search(target: Target, options: Options, answer: object) -> list[Ask]:
    token = text_in(mapping(answer).get("accessJwt"))
    if token is None or not token.isascii() or not token.isprintable():
        return []
    words = {"q": f"#{target.key}", "tag": target.key, "sort": "latest", "limit": "100"}  # q is required even with tag
    return [
        Ask(
            f"{_pds(options)}/xrpc/app.bsky.feed.searchPosts?{urlencode(words)}",
            purpose="posts 1",
            headers={"Authorization": f"Bearer {token}"},
            document=_document(target),
            permitted=True,
        )
    ]


def _about(target: Target, options: Options, facts: Sequence[Fact]) -> list[Ask]:
    subject = next((fact for fact in facts if isinstance(fact, Profile)), None)
    if subject is None or subject.is_private:
        return []
    actor = subject.native_id or subject.handle
    asks = []
    if options.posts_per_account > 0:
        words = {"actor": actor, "filter": "posts_no_replies", "limit": str(min(100, options.posts_per_account))}
        asks.append(_query(options, target, "app.bsky.feed.getAuthorFeed", "author 0", **words))
    if options.related_per_account > 0:
        words = {"actor": actor, "limit": str(min(100, options.related_per_account))}
        asks.append(_query(options, target, "app.bsky.graph.getFollows", "follows 0", **words))
    return asks


def _profiles(target: Target, options: Options, facts: Sequence[Fact]) -> list[Ask]:
    """The profiles of those who were met, in batches: one request says of 25 accounts how many follow them."""
    met = [fact.native_id for fact in facts if isinstance(fact, Sighting) and is_did(fact.native_id)]
    dids = [did for did in dict.fromkeys(met) if did]
    base = options.said.get("appview", _APPVIEW).rstrip("/")
    return [
        Ask(
            f"{base}/xrpc/app.bsky.actor.getProfiles?{urlencode([('actors', did) for did in dids[at : at + _BATCH]])}",
            purpose="profiles",
            document=_document(target),
        )
        for at in range(0, len(dids), _BATCH)
    ]


def _next(asked: Ask, answer: object, purpose: str, came: int) -> list[Ask]:
    cursor = text_in(mapping(answer).get("cursor"))
    parts = urlsplit(asked.url)
    # A cursor comes with the last page too: only an empty one says that nothing is left.
    if cursor is None or len(cursor) > 2_000 or not came:
        return []
    query = {**dict(parse_qsl(parts.query)), "cursor": cursor}
    url = urlunsplit(parts._replace(query=urlencode(query)))
    return [replace(asked, url=url, purpose=purpose)] if url != asked.url else []


def ready(options: Options) -> Readiness:
    """Always ready: keyless; with an app password posts are searched by hashtag too."""
    if _has_key(options):
        return Readiness(True, "hashtags by search with your app password; people, packs, feeds and follows keyless")
    missing = [name for name in ("handle", "app_password") if not options.secrets.get(name)]
    steps = ", and ".join(how_to_set(NAME, name) for name in missing)
    return Readiness(True, f"keyless: people, starter packs, feeds, follows; to search posts by hashtag {steps}")


def limit(page: Page) -> Limit | None:
    """What RateLimit-Remaining and RateLimit-Reset (seconds since 1970) announce; ``None`` where neither stands."""
    remaining, reset = count_of(page.header("ratelimit-remaining")), count_of(page.header("ratelimit-reset"))
    resets_at = datetime.fromtimestamp(reset, tz=UTC) if reset is not None and reset < 10_000_000_000 else None
    return Limit(remaining, resets_at) if remaining is not None or resets_at is not None else None


def _post_at(address: str) -> PostAddress | None:
    """A post whose author stands there by handle has no id yet: that begins with a DID."""
    match = re.search(r"/profile/([^/?#]{3,260})/post/([A-Za-z0-9._~:-]{1,64})", address)
    if match is None:
        return None
    whose, code = match.groups()
    return PostAddress(f"at://{whose}/app.bsky.feed.post/{code}" if is_did(whose) else None, code)


NETWORK = Network(
    name=NAME,
    title="Bluesky",
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
    settings=("appview", "pds"),
    secrets=("handle", "app_password"),
    allowances=(Allowance("sessions", "sign-ins", most=300, window=timedelta(days=1)),),
    post_at=_post_at,
)
