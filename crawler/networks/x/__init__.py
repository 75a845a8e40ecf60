"""X through its API v2 with the user's own paid credits: never without a budget, which is counted at the highest price.

Prices: https://docs.x.com/x-api/getting-started/pricing ($0.005 a post, $0.010 a user). Every request has the public
page that it is about as its document, so that a recording replays without a token.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from crawler.networks.network import Allowance, Ask, Limit, Network, Options, PostAddress, Readiness, Target, Use
from crawler.networks.values import count_of, mapping, text_in
from crawler.networks.x.address import HOSTS, clean_handle, handle_of, profile_url
from crawler.networks.x.address import NETWORK as NAME
from crawler.networks.x.read import read_page, recognises_page, resets_at
from crawler.page import Page
from crawler.secrets import how_to_set
from storage.errors import UnreadablePage
from storage.facts import Block, Fact, Profile

BASE = "https://api.x.com"
_POST, _USER = 5, 10  # tenths of a cent
_TAG_PAGE, _TAG_PAGES = 50, 2
_FOLLOWING = 50
_USER_FIELDS = (
    "created_at,description,entities,location,profile_image_url,protected,public_metrics,url,verified,verified_type"
)
_TWEET_FIELDS = (
    "attachments,author_id,conversation_id,created_at,entities,geo,in_reply_to_user_id,note_tweet,"
    "public_metrics,referenced_tweets"
)
_MEDIA_FIELDS = "alt_text,preview_image_url,type,url"
_TWEETS = {"tweet.fields": _TWEET_FIELDS, "media.fields": _MEDIA_FIELDS}


def allows(options: Options) -> Sequence[Allowance]:
    """The budget of the settings, in tenths of a cent in thirty days; nothing without one."""
    return (Allowance("spent", "tenths of a US cent", most=_budget(options), window=timedelta(days=30)),)


def _budget(options: Options) -> int:
    try:
        dollars = Decimal(options.said.get("budget_usd", "0").strip() or "0")
    except InvalidOperation:
        return 0
    return int(dollars * 1000) if dollars.is_finite() and 0 < dollars < 1_000_000 else 0


def ask(target: Target, options: Options) -> list[Ask]:
    """A search of the last seven days for a hashtag, an account by its handle; [] for anything else."""
    if target.kind not in ("hashtag", "account"):
        return []
    if not _is_set_up(options):
        return [Ask(url=_document(target), kind="page", purpose="replay")]
    if target.kind == "account":
        query = {"user.fields": _USER_FIELDS}
        return [_request(target, options, f"users/by/username/{quote(target.key)}", "profile", _USER, query)]
    query = {
        "query": f"#{target.key} -is:retweet", "max_results": str(_TAG_PAGE), "user.fields": _USER_FIELDS, **_TWEETS,
        "expansions": "author_id,attachments.media_keys",
    }  # fmt: skip
    return [_request(target, options, "tweets/search/recent", "search 1", _TAG_PAGE * (_POST + _USER), query)]


def follow(target: Target, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    """The next page of a search; an account's posts, and whom it follows where the settings say so."""
    purpose, _, number = asked.purpose.partition(" ")
    if purpose == "replay" or not _is_set_up(options) or any(isinstance(fact, Block) for fact in facts):
        return []
    try:
        value = mapping(page.json)
    except UnreadablePage:
        return []
    if purpose == "search":
        token = text_in(mapping(value.get("meta")).get("next_token"))
        if token is None or int(number) >= _TAG_PAGES:
            return []
        query = dict(parse_qsl(urlsplit(asked.url).query)) | {"next_token": token}
        cost = _TAG_PAGE * (_POST + _USER)
        return [_request(target, options, "tweets/search/recent", f"search {int(number) + 1}", cost, query)]
    subject = next((fact for fact in facts if isinstance(fact, Profile)), None)
    if purpose != "profile" or subject is None or subject.native_id is None or subject.is_private:
        return []
    asks = []
    if options.posts_per_account > 0:
        most = max(5, min(100, options.posts_per_account))
        query = {"max_results": str(most), "exclude": "retweets,replies", **_TWEETS}
        query["expansions"] = "attachments.media_keys"
        asks.append(_request(target, options, f"users/{subject.native_id}/tweets", "posts", most * _POST, query))
    if options.said.get("following") == "yes" and options.related_per_account > 0:
        query = {"max_results": str(_FOLLOWING), "user.fields": _USER_FIELDS}
        path = f"users/{subject.native_id}/following"
        asks.append(_request(target, options, path, "following", _FOLLOWING * _USER, query))
    return asks


def _request(target: Target, options: Options, path: str, purpose: str, cost: int, query: dict[str, str]) -> Ask:
    base = options.said.get("api", BASE).strip().rstrip("/")
    return Ask(
        url=f"{base}/2/{path}?{urlencode(query, safe=',:')}",
        purpose=purpose,
        headers={"Authorization": f"Bearer {options.secrets['bearer']}"},
        document=_document(target),
        permitted=True,
        use=Use("spent", units=cost),
    )


def _document(target: Target) -> str:
    if target.kind == "hashtag":
        return f"https://x.com/hashtag/{quote(target.key, safe='')}"
    return profile_url(target.key)


def _is_set_up(options: Options) -> bool:
    return "bearer" in options.secrets and _budget(options) > 0


def ready(options: Options) -> Readiness:
    """Live with a token and a budget; saved answers are read without."""
    if _is_set_up(options):
        dollars = _budget(options) / 1000
        hint = (
            f"API v2 with your credits: up to ${dollars:,.2f} in 30 days, $0.75 at most for 50 posts with their authors"
        )
        return Readiness(True, hint, costs=f"up to ${dollars:,.2f} in 30 days, of your credits")
    steps = [] if "bearer" in options.secrets else [how_to_set(NAME, "bearer")]
    steps += (
        [] if _budget(options) else ['set networks.x.budget_usd, such as "5.00", the most that it may cost in 30 days']
    )
    return Readiness(
        False, f"reads saved answers; live it costs ($0.005 a post, $0.010 a user): {', and '.join(steps)}"
    )


def limit(page: Page) -> Limit | None:
    """What x-rate-limit-remaining and x-rate-limit-reset announce, ``None`` where neither stands."""
    remaining, resets = count_of((page.header("x-rate-limit-remaining") or "").strip()), resets_at(page)
    return Limit(remaining, resets) if remaining is not None or resets is not None else None


def _post_at(address: str) -> PostAddress | None:
    match = re.search(r"/status(?:es)?/(\d{1,20})", address)
    return PostAddress(match.group(1)) if match else None


NETWORK = Network(
    name=NAME,
    title="X",
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
    settings=("budget_usd", "following", "api"),
    secrets=("bearer",),
    allows=allows,
    post_at=_post_at,
)
