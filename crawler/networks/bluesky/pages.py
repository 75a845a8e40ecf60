"""What a saved page of bsky.app says for machines, as objects of the API. Its source: bskyweb/templates in
https://github.com/bluesky-social/social-app (JSON-LD, meta tags, a summary for browsers without scripts).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from crawler.networks.bluesky.address import handle_of, is_did
from crawler.networks.bridged import leads_to, name_in_title
from crawler.networks.feeds import Feed, is_feed_of
from crawler.networks.values import count_of, items_of, mapping, markup_of, text_in
from crawler.page import Page

_MADE_BY = re.compile(rb'<meta\s{1,5}name="generator"\s{1,5}content="bskyweb"')
_DID = re.compile(r'<p id="bsky_did">\s{0,20}(did:[a-z]{2,10}:[A-Za-z0-9._:%-]{3,200})\s{0,20}</p>')
_POST_PATH = re.compile(r"/profile/[^/?#]{3,260}/post/([A-Za-z0-9._~:-]{1,64})")
_TITLE = re.compile(r"\A(.{0,640}?)\s?\(@([a-z0-9.-]{3,253})\)", re.DOTALL)
_COUNTED = {"LikeAction": "likeCount", "CommentAction": "replyCount", "ShareAction": "repostCount"}
FEED = Feed(
    network="bluesky",
    mark=b"<link>https://bsky.app/profile/",
    handle=lambda link, _: handle_of(link),
    post=lambda entry, _: entry if entry.startswith("at://") and "/app.bsky.feed.post/" in entry else None,
    named=lambda title: title.partition(" - ")[2].strip() or None,
    code=lambda address: match.group(1) if (match := _POST_PATH.search(address)) else None,
)


def feed_of(page: Page) -> Feed | None:
    """How a feed of an account is read: its own, or one that a bridge makes, with words of its own; else ``None``."""
    if is_feed_of(page, FEED) and (b"at://" in page.body or b"<item>" not in page.body):
        return FEED
    return replace(FEED, named=name_in_title, has_bio=False) if leads_to(page, handle_of) else None


def is_own_page(page: Page) -> bool:
    """Whether an HTML page is the site's own, whatever its address."""
    return page.is_html and _MADE_BY.search(page.body[:64_000]) is not None


def object_of(page: Page) -> dict[str, Any] | None:
    """The account or the post that a page is about, as the API writes it; ``None`` where it is about neither.

    ``repostCount`` of a post holds reposts and quotes together, as the page adds them up.
    """
    scripts, meta = markup_of(page)
    said = [mapping(_lenient(text)) for attributes, text in scripts if attributes.get("type") == "application/ld+json"]
    match = _DID.search(page.text)
    labelled = meta.get("twitter:value1") if meta.get("twitter:label1") == "Account DID" else None
    did = match.group(1) if match else labelled
    handle = text_in(meta.get("profile:username"))
    if not is_did(did) or handle is None:
        return None
    title = _TITLE.match(meta.get("og:title", ""))
    account: dict[str, Any] = {"did": did, "handle": handle, "displayName": title.group(1) if title else None}
    code = _POST_PATH.search(meta.get("og:url", "")) or _POST_PATH.search(page.url)
    if code is not None:
        about = next((one for one in said if one.get("@type") == "DiscussionForumPosting"), {})
        return _post(account, f"at://{did}/app.bsky.feed.post/{code.group(1)}", about, meta)
    about = next((one for one in said if one.get("@type") == "ProfilePage"), {})
    return _profile(account, about, meta)


def _profile(account: dict[str, Any], about: Mapping[str, Any], meta: Mapping[str, str]) -> dict[str, Any]:
    person = mapping(about.get("mainEntity"))
    bio = _words(person.get("description"), meta.get("description"))
    counts = _counts(person.get("interactionStatistic"), {"FollowAction": "followersCount"})
    counts |= _counts(
        person.get("agentInteractionStatistic"), {"FollowAction": "followsCount", "WriteAction": "postsCount"}
    )
    avatar = text_in(person.get("image")) or meta.get("og:image")
    shown = {"description": bio, "avatar": avatar, "createdAt": about.get("dateCreated"), "followersCount": None}
    return account | shown | counts


def _post(account: dict[str, Any], uri: str, about: Mapping[str, Any], meta: Mapping[str, str]) -> dict[str, Any]:
    text = _words(about.get("text"), meta.get("og:description", ""))
    picture = meta.get("og:image", "")
    return {
        "uri": uri,
        "author": account,
        "record": {"text": text, "createdAt": about.get("datePublished") or meta.get("article:published_time")},
        "embed": {"images": [{"thumb": picture}]} if "/feed_thumbnail/" in picture else {},
        **_counts(about.get("interactionStatistic"), _COUNTED),
    }


def _counts(statistics: object, names: Mapping[str, str]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for one in items_of(statistics):
        name = names.get(str(one.get("interactionType")).rpartition("/")[2])
        if name is not None:
            found[name] = count_of(one.get("userInteractionCount"))
    return found


def _words(said: object, otherwise: str | None) -> str | None:
    """A text of the JSON-LD, in which entities of HTML stand, else that of a meta tag."""
    return unescape(said) if isinstance(said, str) else otherwise


def _lenient(text: str) -> Any:
    """The JSON value of a script in which line ends may stand bare in texts, ``None`` where it is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
