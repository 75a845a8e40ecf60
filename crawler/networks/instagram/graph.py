"""The Graph API as a live source: hashtag search with its media, and business discovery with an account's media.

Asked only with the user's own token, which goes into a header and never into an address. Every request has the public
page that it is about as its document, so that a recording replays without any token.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import orjson

from crawler.networks.instagram import visits
from crawler.networks.instagram.graph_errors import TOKEN_CODE, graph_error
from crawler.networks.instagram.hashtags import clean_tag
from crawler.networks.instagram.values import filled, identifier
from crawler.networks.network import Allowance, Ask, Limit, Options, Target, Use
from crawler.page import Page
from storage.errors import BadSeed, UnreadablePage
from storage.facts import Fact, Sighting

BASE = "https://graph.facebook.com/v26.0"
_TAG_PAGES = 4  # of each list: up to 200 top and 200 recent posts
_TAG_PAGE = 50
_MEDIA_PAGE = 25
_TAG_FIELDS = "caption,children,comments_count,id,like_count,media_type,media_url,permalink,timestamp"
_PROFILE_FIELDS = "biography,followers_count,follows_count,media_count,name,profile_picture_url,username,website,id"
_MEDIA_FIELDS = (
    "caption,comments_count,like_count,view_count,timestamp,permalink,media_type,media_product_type,media_url"
)
_CURSOR = re.compile(r"[A-Za-z0-9_=+/-]{1,1000}")
_SLOW_ABOVE = 75.0  # percent of a limit
_SLOWEST_S = 120.0
_FULL_HOUR = timedelta(hours=1)  # limits are counted over the last hour
# Longer than a crawl waits in memory: a token that is refused ends the run, and a new one need not wait for long.
_TOKEN_PAUSE = timedelta(minutes=6)
_LONGEST_REGAIN_MIN = 7 * 24 * 60
ALLOWANCES = (Allowance("hashtags", "different hashtags", most=30, window=timedelta(days=7), by_key=True),)


def is_set_up(options: Options) -> bool:
    """Whether there is a token and the id of the Instagram account that it asks for."""
    return "token" in options.secrets and bool(options.said.get("user_id"))


def ask(target: Target, options: Options) -> list[Ask]:
    """The first request of a visit. Of a hashtag first which ones were searched lately, by whatever tool: it is free.

    Raises BadSeed for a hashtag that cannot be one. The API knows neither single posts of others nor sites: [].
    """
    if target.kind == "hashtag":
        graph_tag(target.key)
        path = f"{options.said['user_id']}/recently_searched_hashtags"
        return [_request(options, target, path, "searched", fields="id,name", limit="30")]
    if target.kind == "account":
        return [_discovery(options, target, f"{_PROFILE_FIELDS},{_media(options.posts_per_account)}", 0)]
    return []


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:  # noqa: ARG001
    """The search, the media of the tag that was found, and their next pages, up to a bound; [] after a refusal."""
    purpose, _, number = asked.purpose.partition(" ")
    if purpose == "searched":  # also where it was refused: the search itself tells why, or works
        tag = graph_tag(target.key)
        return [_request(options, target, "ig_hashtag_search", "tag", user_id=options.said["user_id"], q=tag)]
    if page.status >= 400:
        return []
    try:
        answer = page.json
    except UnreadablePage:
        return []
    if answer.__class__ is not dict or graph_error(answer) is not None:
        return []
    if purpose == "tag":
        tag_id = _tag_id(answer)
        kinds = ("top_media", "recent_media") if tag_id is not None else ()
        return [_tag_media(options, target, tag_id or "", kind, 1, None) for kind in kinds]
    if purpose in ("top_media", "recent_media"):
        cursor = _after(answer)
        tag_id = identifier(urlsplit(asked.url).path.split("/")[-2])
        if cursor is None or tag_id is None or int(number) >= _TAG_PAGES:
            return []
        return [_tag_media(options, target, tag_id, purpose, int(number) + 1, cursor)]
    if purpose == "discovery":
        account = answer.get("business_discovery")
        media = account.get("media") if account.__class__ is dict else None
        cursor = _after(media)
        had = int(number) + _MEDIA_PAGE
        if cursor is None or had >= options.posts_per_account:
            return []
        return [_discovery(options, target, f"username,{_media(options.posts_per_account - had, cursor)}", had)]
    return []


def graph_tag(typed: str) -> str:
    """A hashtag that the API can search; raises BadSeed for search terms, emoji and signs."""
    tag = clean_tag(typed)
    if tag is None or any(letter != "_" and unicodedata.category(letter)[0] not in "LMN" for letter in tag):
        raise BadSeed(f"#{typed[:80]} cannot be searched with the Graph API: letters, digits and _ only, no emoji")
    return tag


def name_tag(page: Page, facts: list[Fact], tag: str | None) -> list[Fact]:
    """The facts of a tag's media, whose posts name no author: who is mentioned in them was met by way of the tag."""
    if tag is None or not urlsplit(page.url).path.endswith(("/top_media", "/recent_media")):
        return facts
    return [
        fact.model_copy(update={"via": tag})
        if isinstance(fact, Sighting) and fact.route == "mention" and fact.via is None
        else fact
        for fact in facts
    ]


def _request(options: Options, target: Target, path: str, purpose: str, **query: str | None) -> Ask:
    given = {name: value for name, value in query.items() if value is not None}
    if target.kind == "hashtag":
        document = f"https://www.instagram.com/explore/tags/{quote(graph_tag(target.key))}/"
    else:
        document = visits.profile_url(target.key)
    return Ask(
        url=f"{options.said.get('api', BASE)}/{path}?{urlencode(given, quote_via=quote)}",
        purpose=purpose,
        headers={"Authorization": f"Bearer {options.secrets['token']}"},
        document=document,
        permitted=True,
        use=Use("hashtags", graph_tag(target.key)) if purpose == "tag" else None,
    )


def _tag_media(options: Options, target: Target, tag_id: str, kind: str, number: int, cursor: str | None) -> Ask:
    return _request(
        options,
        target,
        f"{tag_id}/{kind}",
        f"{kind} {number}",
        user_id=options.said["user_id"],
        fields=_TAG_FIELDS,
        limit=str(_TAG_PAGE),
        after=cursor,
    )


def _discovery(options: Options, target: Target, fields: str, had: int) -> Ask:
    wanted = f"business_discovery.username({target.key}){{{fields}}}"
    return _request(options, target, options.said["user_id"], f"discovery {had}", fields=wanted)


def _media(left: int, cursor: str | None = None) -> str:
    after = f".after({cursor})" if cursor is not None else ""
    return f"media{after}.limit({max(1, min(left, _MEDIA_PAGE))}){{{_MEDIA_FIELDS}}}"


def _tag_id(answer: dict[str, Any]) -> str | None:
    data = answer.get("data")
    first = data[0] if data.__class__ is list and data else None
    return identifier(first.get("id")) if first.__class__ is dict else None


def _after(media: Any) -> str | None:
    """The cursor of the next page; ``None`` on a page without entries, which is the last."""
    if media.__class__ is not dict or not media.get("data"):
        return None
    paging = media.get("paging")
    cursors = paging.get("cursors") if paging.__class__ is dict else None
    cursor = filled(cursors.get("after")) if cursors.__class__ is dict else None
    return cursor if cursor is not None and _CURSOR.fullmatch(cursor) else None


def limit(page: Page) -> Limit | None:
    """What the usage headers announce: slower above 75 % of a limit, a wait where it is used up; ``None`` without.

    A refused token counts as a limit too: asking on with it is of no use.
    """
    now = page.time or datetime.now(UTC)
    if page.status >= 400 and _is_token_error(page):
        return Limit(0, now + _TOKEN_PAUSE)
    used_tags = _tags_searched(page)
    percent: list[float] = []
    regain: list[float] = []
    for usage in _usages(page):
        percent += [value for key in ("call_count", "total_cputime", "total_time") if (value := _number(usage, key))]
        regain.append(_number(usage, "estimated_time_to_regain_access"))
    minutes = min(max(regain, default=0.0), _LONGEST_REGAIN_MIN)
    used = max(percent, default=0.0)
    if minutes > 0:
        return Limit(0, now + timedelta(minutes=minutes), used=used_tags)
    if used >= 100:
        return Limit(0, now + _FULL_HOUR, used=used_tags)
    if used > _SLOW_ABOVE:
        wait_s = _SLOWEST_S * (used - _SLOW_ABOVE) / (100 - _SLOW_ABOVE)
        return Limit(None, None, wait_s=wait_s, used=used_tags)
    return Limit(None, None, used=used_tags) if used_tags else None


def _tags_searched(page: Page) -> list[Use]:
    """The hashtags that the account searched in the last seven days, as the API itself counts them."""
    if not urlsplit(page.url).path.endswith("/recently_searched_hashtags") or page.status >= 400:
        return []
    try:
        data = page.json.get("data")
    except (UnreadablePage, AttributeError):
        return []
    names = [filled(entry.get("name")) for entry in data or () if entry.__class__ is dict]
    return [Use("hashtags", tag) for name in names if name and (tag := clean_tag(name))]


def _is_token_error(page: Page) -> bool:
    try:
        error = graph_error(page.json)
    except UnreadablePage:
        return False
    return error is not None and error["code"] == TOKEN_CODE


def _usages(page: Page) -> Iterator[dict[str, Any]]:
    for name in ("x-app-usage", "x-business-use-case-usage"):
        try:
            said = orjson.loads(page.header(name) or "{}")
        except orjson.JSONDecodeError:
            continue  # an announcement that cannot be read announces nothing
        if said.__class__ is not dict:
            continue
        yield said
        for entries in said.values():
            if entries.__class__ is list:
                yield from (entry for entry in entries if entry.__class__ is dict)


def _number(usage: dict[str, Any], key: str) -> float:
    value = usage.get(key)
    return float(value) if value.__class__ in (int, float) else 0.0
