"""What a saved page of X carries for machines: the state of its scripts, embedded timelines, its own description."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from crawler.json_text import load_json
from crawler.networks.addresses import taken_apart
from crawler.networks.embeds import Embed
from crawler.networks.gathering import list_of
from crawler.networks.values import count_of, json_in, mapping, markup_of, text_in
from crawler.networks.x.address import HOSTS, handle_in, handle_of
from crawler.page import Page

_STATE = re.compile(r"window\.__INITIAL_STATE__\s{0,5}=\s{0,5}(?=\{)")
_STATISTICS = {"FollowAction": "followers_count", "SubscribeAction": "friends_count", "WriteAction": "statuses_count"}
_ACTIONS = {
    "LikeAction": "favorite_count", "ViewAction": "views", "WatchAction": "views", "CommentAction": "reply_count",
    "ReplyAction": "reply_count",
}  # fmt: skip
_COUNTED = {
    "likes": "favorite_count", "retweets": "retweet_count", "reposts": "retweet_count", "replies": "reply_count",
    "views": "views",
}  # fmt: skip
_OWN_NAMES = frozenset({"X (formerly Twitter)", "Twitter", "X"})
_POST_PATH = re.compile(r"/(\w{1,20})/status/(\d{1,20})(?:/(?:photo|video)/\d)?/?")
_CANONICAL = re.compile(r'<link\s[^<>]{0,300}rel="canonical"[^<>]{0,300}>')
_HREF = re.compile(r'href="(https://[^"<>]{1,300})"')
_TITLES = (
    re.compile(r"\A(?P<name>.{1,200}?) on (?:X|Twitter): [\"“](?P<text>.{0,30000})[\"”] / (?:X|Twitter)", re.DOTALL),
    re.compile(r"\A(?P<name>.{0,200}?) ?\(@(?P<handle>\w{1,20})\)(?: on (?:X|Twitter)| / (?:X|Twitter))?", re.DOTALL),
    re.compile(r"\A(?P<name>.{1,200}) on Twitter", re.DOTALL),
)
# The row of buttons under a post, as screen readers hear it: "15 replies, 64 reposts, 122 likes, 3692 views".
_ROW = re.compile(r'aria-label="(\d[\d,]{0,14} (?:repl|repost|like)[^"<>]{0,120})"')
_BUTTONS = {"repl": "reply_count", "repo": "retweet_count", "like": "favorite_count", "view": "views"}
_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)  # what ids have counted milliseconds from since then
_FIRST_TIMED = 1 << 36  # smaller ids are older than that


def time_of_post(native_id: str) -> datetime | None:
    """When a post was written, to the millisecond, by its id; ``None`` for ids of before November 2010."""
    number = int(native_id)
    return _EPOCH + timedelta(milliseconds=number >> 22) if _FIRST_TIMED <= number < 1 << 63 else None


EMBED = Embed(
    network="x",
    providers=frozenset({"Twitter", "X"}),
    handle_of=handle_of,
    post=re.compile(r"/status/(\d{1,20})"),
    address=lambda handle, code: f"https://x.com/{handle}/status/{code}",
    time=time_of_post,
)


def values_of(page: Page) -> list[Any]:
    """The JSON values of an HTML page, its description (JSON-LD) under the names of the API v1.1."""
    found = []
    for attributes, text in markup_of(page)[0]:
        if attributes.get("type") == "application/ld+json":
            described = json_in(text)
            found.append(_described(described) or _posted(described))
        elif attributes.get("id") == "__NEXT_DATA__":
            found.append(json_in(text))
        elif match := _STATE.search(text):
            found.append(_first_value(text[match.end() :]))
    return [value for value in found if value is not None]


def headed(page: Page) -> dict[str, Any] | None:
    """The account or post that a page's head names, as v1.1 writes it; ``None`` where there is none of X's."""
    meta = markup_of(page)[1]
    if meta.get("og:site_name") not in _OWN_NAMES:
        return None
    address = meta.get("og:url") or page.url
    if "://" not in address and (link := _CANONICAL.search(page.text)) and (href := _HREF.search(link.group())):
        address = href.group(1)
    title = meta.get("og:title") or meta.get("title") or ""
    match = next((match for shape in _TITLES if (match := shape.fullmatch(title))), None)
    parts = taken_apart(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.")
    post = _POST_PATH.fullmatch(parts.path) if host in HOSTS else None
    said = match.groupdict() if match else {}
    handle = post.group(1) if post else handle_of(address)
    if match is None or handle_in(handle) is None or str(said.get("handle") or handle).lower() != str(handle).lower():
        return None
    picture = meta.get("og:image", "")
    user = {
        "screen_name": handle,
        "name": said.get("name"),
        "profile_image_url_https": picture if "/profile_images/" in picture else None,
    }
    text = text_in(said.get("text")) or meta.get("og:description", "")
    if post is None:
        bio = None if text.startswith("The latest Tweets from ") else text or None
        return {**user, "description": bio, "followers_count": None}
    if not {"text", "handle"} & said.keys():  # as of 2018
        text = text.removeprefix("“").removesuffix("”")
    if not text:
        return None
    # What is attached is not told: the key of a medium that is not there means just that.
    unknown = {"media_keys": [""]}
    tweet = {"id_str": post.group(2), "full_text": text, "user": user, "attachments": unknown, **_counts_in(page.text)}
    written = time_of_post(post.group(2))
    return {**tweet, "created_at": written.isoformat() if written else None}


def _counts_in(markup: str) -> dict[str, Any]:
    """The counts under a post, where it is the only one of the page and the page is in English."""
    row = _ROW.search(markup) if markup.count('data-testid="tweet"') == 1 else None
    found: dict[str, Any] = {}
    for part in re.findall(r"\d[\d,]{0,14} [a-z]{4}", row.group(1)) if row else ():
        number, _, word = part.partition(" ")
        if word in _BUTTONS:
            count = count_of(number.replace(",", ""))
            found[_BUTTONS[word]] = {"count": count} if word == "view" else count
    return found


def _first_value(text: str) -> Any:
    """The JSON value that a script begins with; more statements may follow it."""
    try:
        return load_json(text.strip().removesuffix(";"))
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        cut = getattr(error, "pos", 0)
        return json_in(text[:cut]) if cut else None


def _described(value: Any) -> dict[str, Any] | None:
    """A profile page's JSON-LD as an account of v1.1, ``None`` for any other."""
    said = mapping(value)
    about = mapping(said.get("mainEntity")) or mapping(said.get("author"))
    if said.get("@type") != "ProfilePage" or not text_in(about.get("additionalName")):
        return None
    user: dict[str, Any] = {
        "id_str": about.get("identifier"),
        "screen_name": about["additionalName"],
        "name": about.get("givenName") or about.get("name"),
        "description": about.get("description"),
        "location": mapping(about.get("homeLocation")).get("name"),
        "created_at": said.get("dateCreated"),
        "profile_image_url_https": mapping(about.get("image")).get("contentUrl"),
        "url": next((one for one in list_of(said.get("relatedLink")) if isinstance(one, str)), None),
        "followers_count": None,
    }
    for one in list_of(about.get("interactionStatistic")):
        name = _STATISTICS.get(_action_of(mapping(one)))
        if name is not None:
            user[name] = count_of(mapping(one).get("userInteractionCount"))
    return user


def _posted(value: Any) -> dict[str, Any] | None:
    """A post that a page's JSON-LD tells, as one of v1.1, ``None`` for any other; what is attached is not told."""
    said = mapping(value)
    about = said.get("url") or said.get("mainEntityOfPage")
    parts = taken_apart(str(mapping(about).get("@id") if isinstance(about, dict) else about))
    host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.")
    match = _POST_PATH.fullmatch(parts.path) if said.get("@type") == "SocialMediaPosting" and host in HOSTS else None
    text = text_in(said.get("articleBody")) or text_in(said.get("text"))
    if match is None or text is None:
        return None
    author = mapping(said.get("author"))
    handle = handle_in(str(author.get("alternateName") or author.get("additionalName") or "").lstrip("@"))
    tweet: dict[str, Any] = {
        "id_str": match.group(2),
        "full_text": text,
        "user": {
            "screen_name": handle or match.group(1),
            "name": author.get("name"),
            "id_str": author.get("identifier"),
        },
        "created_at": said.get("dateCreated") or said.get("datePublished"),
        "attachments": {"media_keys": [""]},
        "reply_count": count_of(said.get("commentCount")),
        "retweet_count": None,
        "favorite_count": None,
    }
    for one in map(mapping, list_of(said.get("interactionStatistic"))):
        named = text_in(one.get("name"))  # quotes are of the same action as reposts
        name = _COUNTED.get(named.lower()) if named else _ACTIONS.get(_action_of(one))
        if name is not None and (count := count_of(one.get("userInteractionCount"))) is not None:
            tweet[name] = count
    return tweet


def _action_of(statistic: Mapping[str, Any]) -> str:
    kind = statistic.get("interactionType")
    return str(mapping(kind).get("@type") if isinstance(kind, dict) else kind).rpartition("/")[2]
