"""Snapchat: public profiles (``/@name``), whose pages carry their data (``__NEXT_DATA__``, JSON-LD) for everybody.

There is no search by hashtag with authors: handles come from bios and links.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from crawler.networks.addresses import handle_cleaner, host_and_path
from crawler.networks.gathering import once
from crawler.networks.network import Ask, Network, Options, PostAddress, Target
from crawler.networks.public_pages import asker, follow_nothing, no_limit, readiness, wall_of
from crawler.networks.text import hashtags_in, text_of_html
from crawler.networks.values import (
    block,
    count_of,
    id_in,
    items_of,
    json_in,
    links_in,
    mapping,
    markup_of,
    objects_in,
    text_in,
    time_in,
    web_address,
)
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Edge, Fact, Highlight, Link, Post, Profile, Sighting

_NAME = "snapchat"
_SITE = "https://www.snapchat.com"
_HANDLE = re.compile(r"[A-Za-z][\w.-]{1,29}")
_SPOTLIGHT = re.compile(r"snapchat\.com/(?:@[\w.-]{1,30}/)?spotlight/([\w-]{10,100})")
_LD = "application/ld+json"
_CATEGORY = re.compile(r"^public-profile-(?:sub)?category-(?:v\d-)?")
# What the site writes where the author wrote nothing.
_FILLER = re.compile(r"(?:Another )?Spotlight Snap(?: brought to you by Snapchat)?", re.IGNORECASE)
_SIGNS = frozenset({"businessProfileId", "snapcodeImageUrl"})
_ASK_PAGE = asker(lambda handle: profile_url(handle))


def profile_url(handle: str) -> str:
    """The public address of an account."""
    return f"{_SITE}/@{quote(handle)}"


def handle_of(address: str) -> str | None:
    """The account whose page an address is (/@name, /add/name); ``None`` for others."""
    host, path = host_and_path(address)
    if not (host == "snapchat.com" or host.endswith(".snapchat.com")) or not path:
        return None
    name = path[0].removeprefix("@") if path[0].startswith("@") else ""
    if path[0] in ("add", "p") and len(path) > 1:
        name = path[1]
    return name.lower() if _HANDLE.fullmatch(name) else None


clean_handle = handle_cleaner(
    handle_of, _HANDLE, "Snapchat name: a letter, then letters, digits, . _ -, like @mira-lind"
)


def ask(target: Target, options: Options) -> list[Ask]:
    """The page of an account: it needs no browser. Nothing for a hashtag, which leads to no authors here."""
    asks = _ASK_PAGE(target, options)
    return [replace(one, kind="api", document=one.url) for one in asks] if options.live else asks


def read_page(page: Page) -> list[Fact]:
    """The facts of a profile's page, or the block that it is; raises UnreadablePage where it carries nothing."""
    if not page.is_html and page.status >= 400:
        return [wall for wall in [wall_of(_NAME, "Snapchat", page)] if wall is not None]
    if not page.is_html:
        return once(fact for props in _props_in(page.json) for fact in _facts(props, page))
    scripts, _ = markup_of(page)
    next_data = next((json_in(text) for attributes, text in scripts if attributes.get("id") == "__NEXT_DATA__"), None)
    facts = once(_facts(mapping(mapping(next_data).get("props")).get("pageProps"), page))
    if not facts:
        facts = [fact for attributes, text in scripts if attributes.get("type") == _LD for fact in _linked(text, page)]
    if facts:
        return facts
    wall = wall_of(_NAME, "Snapchat", page)
    if wall is not None:
        return [wall]
    if next_data is not None:
        return [block(_NAME, page, "gone", "no public profile of this name")]
    raise UnreadablePage(f"{page.url}: the page carries neither __NEXT_DATA__ nor a profile as JSON-LD")


def recognises_page(page: Page) -> bool:
    """Whether a page carries a profile of this network, or a file the data of such a page."""
    if not page.is_html:
        try:
            return bool(_props_in(page.json))
        except UnreadablePage:
            return False
    signs = ("publicProfileInfo", "snapcodeImageUrl", '"https://www.snapchat.com/@')
    return page.is_html and any(sign in page.text for sign in signs)


def _props_in(value: object) -> list[Mapping[str, Any]]:
    """What the data of a profile's page, saved without the page, says of the account: its ``pageProps``, or the public
    profile alone (``businessProfileId``, ``snapcodeImageUrl``), of which the outermost is the page's own."""
    alone: list[Mapping[str, Any]] = []
    for one in objects_in(value):
        if items_of(mapping(one.get("spotlightFeed")).get("spotlightStories")):
            return [one]
        user = one.get("userProfile")
        if isinstance(user, dict) and ("publicProfileInfo" in user or "userInfo" in user):
            return [one]
        if isinstance(user, dict) and _is_public(user):  # services leave its wrapping out
            return [{**one, "userProfile": {"publicProfileInfo": user}}]
        if _is_public(one):
            alone.append({"userProfile": {"publicProfileInfo": one}})
    return alone[:1]


def _is_public(value: Mapping[str, Any]) -> bool:
    return bool(text_in(value.get("username"))) and "subscriberCount" in value and not _SIGNS.isdisjoint(value)


def _facts(props: object, page: Page) -> list[Fact]:
    said = mapping(props)
    if "spotlightFeed" in said:
        return list(_feed(mapping(said["spotlightFeed"]), page))
    user = mapping(said.get("userProfile"))
    public, plain = mapping(user.get("publicProfileInfo")), mapping(user.get("userInfo"))
    info = public or plain
    title = text_in(mapping(said.get("pageMetadata")).get("pageTitle")) or ""
    named = re.search(r"\(@([\w.-]{2,30})\)", title)
    handle = text_in(info.get("username")) or (named.group(1) if named else None) or handle_of(page.url)
    if not info or handle is None:
        return []
    handle = handle.lower()
    facts: list[Fact] = [_profile(info, handle, page, is_public=bool(public))]
    for one in items_of(said.get("curatedHighlights")):
        name = text_in(_bare(one.get("storyTitle"))) or text_in(one.get("title"))
        native = id_in(_bare(one.get("storyId"))) or id_in(_bare(one.get("highlightId")))
        facts.append(Highlight(**_common(page), handle=handle, native_id=native, title=name))
    spots, stories = items_of(said.get("spotlightStoryMetadata")), items_of(said.get("spotlightHighlights"))
    ids = [_story_id(one) for one in stories] if len(stories) == len(spots) else [None] * len(spots)
    for one, native in zip(spots, ids, strict=True):
        facts += _spotlight(one, _creator_of(one) or handle, page, native)
    for one in items_of(mapping(public.get("relatedAccountsInfo")).get("relatedAccounts")) or items_of(
        public.get("relatedAccountsInfo")
    ):
        near = mapping(one.get("publicProfileInfo")) or one
        name = text_in(near.get("username"))
        if name and name.lower() != handle:
            facts.append(Edge(**_common(page), source=handle, target=name.lower(), kind="related"))
            facts.append(
                Sighting(
                    **_common(page),
                    handle=name.lower(),
                    display_name=text_in(near.get("title")),
                    route="related",
                    via=handle,
                )
            )
    return facts


def _profile(info: Mapping[str, Any], handle: str, page: Page, *, is_public: bool) -> Profile:
    """0 subscribers are what the site writes where the number is not shown; large accounts have full hundreds."""
    followers = count_of(info.get("subscriberCount")) or None
    bio, site = text_in(info.get("bio")), web_address(info.get("websiteUrl"))
    links = ([Link(url=site)] if site else []) + links_in(bio)
    created = mapping(info.get("creationTimestampMs")).get("value") or info.get("creationTimestampMs")
    category = text_in(info.get("subcategoryStringId")) or text_in(info.get("categoryStringId"))
    return Profile(
        **_common(page),
        handle=handle,
        display_name=text_in(info.get("title")) or text_in(info.get("displayName")),
        bio=bio,
        followers=followers,
        followers_within=_within(followers),
        is_private=False if is_public else None,
        is_verified=True if info.get("badge") in (1, 2, "1", "2") else None,
        category=_CATEGORY.sub("", category).replace("-", " ") if category else None,
        avatar_url=text_in(info.get("profilePictureUrl")),
        links=list({link.url: link for link in links}.values()) or None,
        created_at=time_in(created),
    )


def _within(followers: int | None) -> int | None:
    if followers is None:
        return None
    return 50 if followers >= 10_000 and followers % 100 == 0 else 0


def _bare(value: object) -> object:
    """A value out of the object that the site puts some of them in."""
    return value.get("value") if isinstance(value, dict) else value


def _story_id(story: Mapping[str, Any]) -> str | None:
    return id_in(_bare(story.get("storyId")))


def _person(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(mapping(mapping(told.get("videoMetadata")).get("creator")).get("personCreator"))


def _creator_of(told: Mapping[str, Any]) -> str | None:
    """Whose a spotlight is, as it says itself."""
    name = text_in(_person(told).get("username"))
    return name.lower() if name and _HANDLE.fullmatch(name) else None


def _feed(feed: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """The spotlight that a page is about, and those that follow it; their authors' followers are told as 0 always."""
    for one in items_of(feed.get("spotlightStories")):
        told = mapping(one.get("metadata"))
        handle = _creator_of(told)
        found = _spotlight(told, handle, page, _story_id(mapping(one.get("story"))))
        yield from found
        if found and handle is not None:
            shown = text_in(_person(told).get("name"))
            yield Sighting(**_common(page), handle=handle, display_name=shown, route="list")


def _spotlight(one: Mapping[str, Any], handle: str | None, page: Page, story: str | None) -> list[Fact]:
    video = mapping(one.get("videoMetadata"))
    stats = mapping(one.get("engagementStats")) or mapping(video.get("engagementStats"))
    said = (text_in(text) for text in (one.get("description"), video.get("description"), video.get("name")))
    text = next((words for words in said if words and not _FILLER.fullmatch(words)), None)
    native = story or _story_id(one) or id_in(one.get("snapId"))
    views = stats.get("viewCount", video.get("viewCount"))
    at = _bare(video.get("uploadDateMs"))
    if not stats and (not video or not (count_of(views) or count_of(at))):
        return []  # a place that the page keeps for a video; it says 0 views
    return [
        Post(
            **_common(page),
            native_id=native,
            url=f"{_SITE}/spotlight/{native}" if story else None,
            author_handle=handle,
            posted_at=time_in(at) if at != "0" else None,
            text=text,
            kind="video",
            views=count_of(views),
            shares=count_of(stats["shareCount"])
            if "shareCount" in stats
            else count_of(video.get("shareCount")) or None,
            comments=count_of(stats.get("commentCount")),
            hashtags=_hashtags_of(one, text),
            image_url=text_in(video.get("thumbnailUrl")),
        )
    ]


def _hashtags_of(one: Mapping[str, Any], text: str | None) -> list[str] | None:
    told = one.get("hashtags")
    if text is None and not told:
        return None
    names = [
        one.strip().lstrip("#").lower() for one in (told if isinstance(told, list) else []) if isinstance(one, str)
    ]
    return list(dict.fromkeys([name for name in names if name] + hashtags_in(text or "")))


def _linked(text: str, page: Page) -> list[Fact]:
    """A profile as JSON-LD: the name, the description, and how many follow where it is told."""
    for one in objects_in(json_in(text)):
        person = mapping(one.get("mainEntity")) if one.get("@type") == "ProfilePage" else one
        name = text_in(person.get("alternateName")) or ""
        handle = handle_of(str(person.get("url") or page.url)) or handle_of(page.url) or name.lstrip("@").lower()
        if person.get("@type") not in ("Person", "Organization") or not handle:
            continue
        counts = {
            str(mapping(stat.get("interactionType")).get("@type") or stat.get("interactionType")).rpartition("/")[2]: (
                count_of(stat.get("userInteractionCount"))
            )
            for stat in items_of(person.get("interactionStatistic")) or [mapping(person.get("interactionStatistic"))]
        }
        followers = counts.get("FollowAction") or None
        bio = text_in(person.get("description"))
        return [
            Profile(
                **_common(page),
                handle=handle,
                display_name=text_in(person.get("name")),
                bio=text_of_html(bio) if bio else None,
                followers=followers,
                followers_within=_within(followers),
                avatar_url=text_in(person.get("image")) or text_in(mapping(person.get("image")).get("contentUrl")),
                links=links_in(bio) or None,
            )
        ]
    return []


def _common(page: Page) -> dict[str, Any]:
    return {"network": _NAME, "page": page.url, "observed_at": page.time}


def _post_at(address: str) -> PostAddress | None:
    found = _SPOTLIGHT.search(address)
    return PostAddress(found.group(1)) if found is not None else None


NETWORK = Network(
    name=_NAME,
    title="Snapchat",
    hosts=("snapchat.com",),
    read=read_page,
    recognises=recognises_page,
    ask=ask,
    follow=follow_nothing,
    profile_url=profile_url,
    handle_of=handle_of,
    clean_handle=clean_handle,
    ready=readiness(_NAME, "it has no search by hashtag", browser=False),
    limit=no_limit,
    seconds_between_requests=10.0,
    settings=("live",),
    post_at=_post_at,
)
