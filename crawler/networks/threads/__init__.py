"""Threads: public profile pages and the answers behind them, from files, HARs and replays; live in a browser.

Its API shows accounts of others only after a review of the app by Meta (threads_profile_discovery), and the posts of a
hashtag only after another (threads_keyword_search).
"""

import re
from collections.abc import Mapping

from crawler.networks.addresses import handle_cleaner, host_and_path
from crawler.networks.bridged import with_bridged_feeds
from crawler.networks.gathering import keep
from crawler.networks.instagram.values import id_of_code  # codes are spelt alike
from crawler.networks.network import Network
from crawler.networks.public_pages import asker, follow_nothing, no_limit, readiness, wall_of
from crawler.networks.threads.read import NAME, SITE, common_of, facts_of, is_copied, listed_in
from crawler.networks.values import block, json_in, links_in, mapping, markup_of, objects_in, shown_count, text_in
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind, Fact, Profile

_HOSTS = ("threads.com", "threads.net")
_HANDLE = re.compile(r"[\w.]{1,30}", re.ASCII)
# How the site of 2023 answered for an account, and for those who liked a post; their keys are Instagram's.
_FIRST_PROFILE = re.compile(
    rb'"userData"\s{0,5}:\s{0,20}\{\s{0,20}"user"\s{0,5}:\s{0,5}\{|"likers"\s{0,5}:\s{0,20}\{\s{0,20}"users"\s{0,5}:'
)
_PUBLISHED = re.compile(rb'"media_product_type"\s{0,5}:\s{0,5}"THREADS"')
_INSIGHTS = (b'"quotes_count"', b'"reposts_count"')  # Mastodon counts quotes too, and reblogs
_TITLE = re.compile(r"^(.{0,200}?)\s{0,3}\(@([\w.]{1,30})\)")
_COUNTED = re.compile(r"^\s{0,3}(?:\d|[^\x00-\x7f]).{0,40}$")  # a count first, as most languages have it, or its word
_TABS = re.compile(r"/(?:followers|following)/?(?:\?.{0,200})?$")
# What answers are about: where it is null, nobody and nothing is there.
_ASKED = ("user", "userData", "media", "data", "mediaData")
_COUNTS = re.compile(r"^\s{0,3}(.{1,40}?)\s{1,3}Followers\b", re.IGNORECASE)


def profile_url(handle: str) -> str:
    """The public address of an account."""
    return f"{SITE}/@{handle}"


def handle_of(address: str) -> str | None:
    """The account whose page an address is; ``None`` for posts and other sites."""
    host, path = host_and_path(address)
    tabs = ("replies", "media", "reposts")
    if (
        host.removeprefix("www.") not in _HOSTS
        or not path
        or not path[0].startswith("@")
        or (len(path) > 1 and path[1] not in tabs)
    ):
        return None
    return path[0][1:].lower() if _HANDLE.fullmatch(path[0][1:]) else None


clean_handle = handle_cleaner(
    handle_of, _HANDLE, "Threads handle: letters, digits, _ and ., at most 30, like @mira.lind"
)


def read_page(page: Page) -> list[Fact]:
    """The facts of a page or an answer behind it, or the block that it is; raises UnreadablePage."""
    facts: dict[str, Fact] = {}
    meta: dict[str, str] = {}
    if page.is_html:
        scripts, meta = markup_of(page)
        json_scripts = [text for attributes, text in scripts if attributes.get("type") == "application/json"]
        values = [json_in(text) for text in json_scripts if '"user' in text]
    else:
        values = [page.json] if page.body.strip() else []
    for value in values:
        for one in objects_in(value):
            for fact in facts_of(one, page):
                keep(facts, fact)
            for fact in listed_in(one, page, handle_of(_TABS.sub("", page.document or page.url))):
                keep(facts, fact)
    if not any(isinstance(fact, Profile) for fact in facts.values()) and (shown := _shown(meta, page)) is not None:
        facts = {"shown": shown, **facts}
    if facts:
        return list(facts.values())
    wall = wall_of(NAME, "Threads", page)
    if wall is not None:
        return [wall]
    if not page.is_html:
        refusal = _refusal_of(values[0], page) if values else None
        return [refusal] if refusal is not None else []
    if "log in" in meta.get("title", "").lower() or meta.get("og:title", "").lower().startswith("threads"):
        return [block(NAME, page, "login_wall", "Threads shows its log-in instead of the profile")]
    raise UnreadablePage(f"{page.url}: the page carries no account")


def recognises_page(page: Page) -> bool:
    """Whether a page carries a post of this network (its accounts look like Instagram's)."""
    own = (b"text_post_app_info", b"text_post_app_is_private", b"threads_profile_picture_url", b"threads_biography",
           b"xdt_api__v1__users__search_connection", b'"THApiException"')  # fmt: skip
    if any(sign in page.body for sign in own) or all(sign in page.body for sign in _INSIGHTS):
        return True
    if _PUBLISHED.search(page.body) is not None or _FIRST_PROFILE.search(page.body) is not None:
        return True
    if page.is_html or b"threads." not in page.body:
        return False
    try:
        return any(is_copied(one) for one in objects_in(page.json))
    except UnreadablePage:
        return False


def _refusal_of(value: object, page: Page) -> Block | None:
    """An answer that holds no fact since nothing is there, or since the API refuses; its own words are not repeated."""
    said = mapping(value)
    error = mapping(said.get("error"))
    if error.get("type") == "THApiException" and isinstance(error.get("code"), int):
        code = error["code"]
        if code in (4, 17, 32, 613):
            return block(NAME, page, "rate_limit", f"Threads' API: a limit of calls is used up (error {code})")
        if code in (10, 190) or 200 <= code < 300:
            return block(NAME, page, "refused", f"Threads' API does not take the token for this (error {code})")
        kind: BlockKind = "gone" if code in (24, 100) else "error"
        return block(NAME, page, kind, f"Threads' API answered error {code}")
    asked = mapping(said.get("data"))
    known = [name for name in _ASKED if name in asked]
    if known and all(asked[name] is None or mapping(asked[name]).get("user", 0) is None for name in known):
        return block(NAME, page, "gone", "no such account or post")
    return None


def _shown(meta: Mapping[str, str], page: Page) -> Profile | None:
    """What a page's own summary says of an account: name, handle, followers as printed, and the bio."""
    title = _TITLE.match(meta.get("og:title", ""))
    summary = meta.get("og:description") or meta.get("description") or ""
    if title is None or handle_of(page.url) not in (None, title.group(2).lower()):
        return None
    parts = summary.split(" • ")
    counts = [shown_count(part) for part in parts[:2] if _COUNTED.match(part)]
    counted = len(counts) == 2 and None not in (counts[0][0], counts[1][0])
    if not counted and (alone := _COUNTS.match(summary)) is not None:
        counts, counted = [shown_count(alone.group(1)), (None, None)], True
    (followers, within), (threads, _) = counts if counted else [(None, None), (None, None)]
    # Behind the bio stands a sentence that invites to read on, in the language of the page.
    invitation = re.compile(rf"(?:^|(?<=[\s.!?。]))[^.!?。\n]{{0,100}}@{re.escape(title.group(2))}\b.{{0,60}}$", re.I)
    bio = invitation.sub("", " • ".join(parts[2:])).strip() or None
    return Profile(
        **common_of(page),
        handle=title.group(2).lower(),
        display_name=title.group(1).strip() or None,
        bio=bio,
        followers=followers,
        followers_within=within,
        posts_count=threads,
        avatar_url=text_in(meta.get("og:image")),
        links=links_in(bio) or None,
    )


def _post_at(address: str) -> str | None:
    match = re.search(r"/post/([\w-]{5,20})", address)
    return id_of_code(match.group(1)) if match else None


NETWORK = with_bridged_feeds(
    Network(
        name=NAME,
        title="Threads",
        hosts=_HOSTS,
        read=read_page,
        recognises=recognises_page,
        ask=asker(profile_url),
        follow=follow_nothing,
        profile_url=profile_url,
        handle_of=handle_of,
        clean_handle=clean_handle,
        ready=readiness(NAME, "its API shows others' accounts only after Meta's review of the app"),
        limit=no_limit,
        seconds_between_requests=20.0,
        settings=("live",),
        browser_hosts=("threads.com", "threads.net", "cdninstagram.com", "fbcdn.net"),
    ),
    _post_at,
)
