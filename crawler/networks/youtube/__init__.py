"""YouTube: live through the Data API v3 with the user's own free key; public pages from files and replays.

Endpoints and quota: https://developers.google.com/youtube/v3/docs, .../determine_quota_cost. The key stands in a header
only. Searches have a quota of their own, everything else costs a unit a request.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo

from crawler.networks.bridged import with_bridged_feeds
from crawler.networks.embeds import Embed, is_embed_of, read_embed
from crawler.networks.gathering import once
from crawler.networks.network import Allowance, Ask, Limit, Network, Options, Readiness, Target, Use
from crawler.networks.values import items_of, mapping, text_in
from crawler.networks.youtube.address import HOSTS, SITE, clean_handle, handle_of, is_channel_id, profile_url
from crawler.networks.youtube.api import NETWORK as NAME
from crawler.networks.youtube.api import is_answer, is_refusal, read_answer
from crawler.networks.youtube.feed import is_feed, read_feed
from crawler.networks.youtube.pages import is_part, keep, read_html, read_value
from crawler.networks.youtube.tools import is_tools, read_tools
from crawler.page import Page
from crawler.secrets import how_to_set
from storage.errors import UnreadablePage
from storage.facts import Block, Fact, Post, Sighting

_API = "https://www.googleapis.com/youtube/v3"
_ZONE = "America/Los_Angeles"
_BATCH = 50
_TAG_PAGES = 2  # each page is one of a hundred searches a day
_CHANNEL_PARTS = "snippet,statistics,contentDetails,topicDetails"
_VIDEO_PARTS = "snippet,statistics,contentDetails,paidProductPlacementDetails"
_MEETINGS = frozenset({"tag", "sections", "subscriptions", "comments"})


_SHORT = re.compile(r"(?://youtu\.be/|/live/)([\w-]{11})(?![\w-])")
_EMBED = Embed(
    network=NAME,
    providers=frozenset({"YouTube"}),
    handle_of=handle_of,
    post=re.compile(r"(?:/embed/|[?&]v=|/shorts/)([\w-]{11})(?![\w-])"),
    address=lambda _, code: f"{SITE}/watch?v={code}",
)


def read_page(page: Page) -> list[Fact]:
    """The facts of an API answer, a public page or an answer behind it; [] for other JSON of its hosts."""
    if is_feed(page):
        return read_feed(page)
    if page.is_html:
        return read_html(page)
    if (shown := read_embed(page, _EMBED)) is not None:
        return [_told_by_id(post) if is_channel_id(post.author_handle) else post for post in shown]
    value = page.json
    if is_tools(value):
        return once(read_tools(value, page))
    if isinstance(value, list):  # answers gathered in one file
        facts: dict[str, Fact] = {}
        for one in value:
            for fact in read_answer(one, page) if is_answer(one) else read_value(one, page):
                keep(facts, fact)
        return list(facts.values())
    if is_answer(value) or isinstance(mapping(value).get("error"), dict):
        return read_answer(value, page)
    return read_value(value, page)


def _told_by_id(post: Post) -> Post:
    """A post whose author's address gives a channel's id in place of a handle."""
    return post.model_copy(update={"author_handle": None, "author_native_id": post.author_handle})


def recognises_page(page: Page) -> bool:
    """Whether a page is the Data API's, or one of the site's own."""
    if page.is_html:
        return is_feed(page) or "ytInitialData" in page.text or "ytInitialPlayerResponse" in page.text
    if is_embed_of(page, _EMBED):
        return True
    try:
        values = page.json[:5] if isinstance(page.json, list) else [page.json]
    except UnreadablePage:
        return False
    return any(is_answer(one) or is_part(one) or is_tools(one) or is_refusal(one) for one in values)


def ask(target: Target, options: Options) -> list[Ask]:
    """A search for a hashtag's newest videos; a channel by its handle or id. Without a key, the public page."""
    if not options.live or "key" not in options.secrets:
        return [Ask(address, kind="page")] if (address := _document(target)) else []
    if target.kind == "hashtag":
        return [_search(target, options, 1, None)]
    if target.kind == "account":
        who = {"id": target.key} if is_channel_id(target.key) else {"forHandle": f"@{target.key}"}
        return [_request(target, options, "channels", "channel", part=_CHANNEL_PARTS, **who)]
    return []


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """The videos that a list names, the channels that were met, fifty at a time; and the next pages."""
    if asked.kind == "page" or page.status >= 400 or any(isinstance(fact, Block) for fact in facts):
        return []
    try:
        answer = mapping(page.json)
    except UnreadablePage:
        return []
    purpose, _, number = asked.purpose.partition(" ")
    count = int(number) if number.isdigit() else 0
    items, token = items_of(answer.get("items")), text_in(answer.get("nextPageToken"))
    if purpose == "channel":
        return _about(target, options, items)
    asks = _batches(target, options, "videos", _VIDEO_PARTS, _videos_in(items)) if purpose in ("tag", "uploads") else []
    if purpose in _MEETINGS:
        met = [fact.native_id for fact in facts if isinstance(fact, Sighting) and is_channel_id(fact.native_id)]
        asks += _batches(target, options, "channels", _CHANNEL_PARTS, [one for one in met if one])
    if purpose == "tag" and token and count < _TAG_PAGES:
        asks.append(_search(target, options, count + 1, token))
    if purpose == "uploads" and token and count + len(items) < options.posts_per_account:
        playlist = text_in(mapping(items[0].get("snippet")).get("playlistId")) if items else None
        asks += [_uploads(target, options, playlist, count + len(items), token)] if playlist else []
    if purpose == "subscriptions" and token and count + len(items) < options.related_per_account:
        channel = mapping(mapping(items[0]).get("snippet")).get("channelId") if items else None
        asks += [_subscriptions(target, options, channel, count + len(items), token)] if is_channel_id(channel) else []
    if purpose == "uploads" and not count and (codes := _videos_in(items)):
        words = {"part": "snippet,replies", "videoId": codes[0], "maxResults": "100", "textFormat": "plainText"}
        asks.append(_request(target, options, "commentThreads", "comments", **words))
    return asks


def _about(target: Target, options: Options, items: Sequence[object]) -> list[Ask]:
    item = mapping(items[0]) if items else {}
    channel = item.get("id")
    if not isinstance(channel, str):
        return []
    uploads = text_in(mapping(mapping(item.get("contentDetails")).get("relatedPlaylists")).get("uploads"))
    asks = []
    if uploads and options.posts_per_account > 0:
        asks.append(_uploads(target, options, uploads, 0, None))
    if options.related_per_account > 0:
        sections = {"part": "snippet,contentDetails", "channelId": channel}
        asks.append(_request(target, options, "channelSections", "sections", **sections))
        asks.append(_subscriptions(target, options, channel, 0, None))
    return asks


def _uploads(target: Target, options: Options, playlist: str, had: int, token: str | None) -> Ask:
    size = str(min(_BATCH, max(1, options.posts_per_account - had)))
    words = {"part": "snippet,contentDetails", "playlistId": playlist, "maxResults": size}
    return _request(target, options, "playlistItems", f"uploads {had}", **words, **_page(token))


def _subscriptions(target: Target, options: Options, channel: object, had: int, token: str | None) -> Ask:
    size = str(min(_BATCH, max(1, options.related_per_account - had)))
    words = {"part": "snippet", "channelId": str(channel), "maxResults": size}
    return _request(target, options, "subscriptions", f"subscriptions {had}", **words, **_page(token))


def _search(target: Target, options: Options, number: int, token: str | None) -> Ask:
    words = {"part": "snippet", "type": "video", "q": f"#{target.key}", "order": "date", "maxResults": str(_BATCH)}
    return _request(target, options, "search", f"tag {number}", **words, **_page(token))


def _page(token: str | None) -> dict[str, str]:
    return {"pageToken": token} if token is not None and len(token) < 2_000 else {}


def _batches(target: Target, options: Options, name: str, parts: str, ids: Sequence[str]) -> list[Ask]:
    once = list(dict.fromkeys(ids))
    return [
        _request(target, options, name, name, part=parts, id=",".join(once[at : at + _BATCH]), maxResults=str(_BATCH))
        for at in range(0, len(once), _BATCH)
    ]


def _videos_in(items: Sequence[object]) -> list[str]:
    found = []
    for item in items:
        said = mapping(item)
        code = mapping(said.get("contentDetails")).get("videoId") or mapping(said.get("id")).get("videoId")
        found += [code] if isinstance(code, str) else []
    return found


def _request(target: Target, options: Options, name: str, purpose: str, **words: str) -> Ask:
    base = options.said.get("api", _API).rstrip("/")
    return Ask(
        f"{base}/{name}?{urlencode(words)}",
        purpose=purpose,
        headers={"X-Goog-Api-Key": options.secrets["key"]},
        document=_document(target),
        permitted=True,
        use=Use("search" if name == "search" else "units"),
    )


def _document(target: Target) -> str | None:
    if target.kind == "account":
        return profile_url(target.key)
    return f"{SITE}/hashtag/{quote(target.key, safe='')}" if target.kind == "hashtag" else None


def ready(options: Options) -> Readiness:
    """Ready with a key of the Data API; files and replays always work."""
    if "key" in options.secrets:
        return Readiness(True, "Data API v3 with your key: 100 searches and 10,000 units a day")
    return Readiness(
        False,
        "reads files and replays; live: a free key of the YouTube Data API v3 (docs/networks/youtube.md): "
        + how_to_set(NAME, "key"),
    )


def limit(page: Page) -> Limit | None:
    """A quota that is used up opens again at midnight in California; no header announces anything."""
    if page.status != 403 or b"quotaExceeded" not in page.body[:5_000]:
        return None
    if urlsplit(page.url).hostname is None:
        return None
    here = (page.time or datetime.now(UTC)).astimezone(ZoneInfo(_ZONE))
    midnight = datetime.combine(here.date() + timedelta(days=1), time(), tzinfo=here.tzinfo)
    return Limit(0, midnight.astimezone(UTC))


def _post_at(address: str) -> str | None:
    match = _EMBED.post.search(address) or _SHORT.search(address)
    return match.group(1) if match else None


NETWORK = with_bridged_feeds(
    Network(
        name=NAME,
        title="YouTube",
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
        settings=("api",),
        secrets=("key",),
        allowances=(
            Allowance("search", "searches", most=100, zone=_ZONE),
            Allowance("units", "units", most=10_000, zone=_ZONE),
        ),
    ),
    _post_at,
    is_channel_id,
)
