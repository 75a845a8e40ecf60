"""Blogs: WordPress by its REST API (a site's own, WordPress.com's), any RSS, Atom or JSON feed. An account is a site.

Endpoints: https://developer.wordpress.org/rest-api/reference/ , https://developer.wordpress.com/docs/api/ ; feeds as
JSON: https://www.jsonfeed.org/version/1.1/ . Sites do not tell how many read them, so followers are never known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from crawler.networks.blog import platforms, wordpress_com
from crawler.networks.blog.entries import NAME as _NAME
from crawler.networks.blog.entries import article, numbered, profile, read_feed, site_of, site_of_page
from crawler.networks.bridged import is_bridged_mastodon, link_of
from crawler.networks.feeds import is_feed, is_json_feed
from crawler.networks.gathering import once
from crawler.networks.network import Ask, Network, Options, Readiness, Target
from crawler.networks.public_pages import no_limit, wall_of
from crawler.networks.text import text_of_html
from crawler.networks.values import block, count_of, id_in, items_of, mapping, text_in, time_in
from crawler.page import Page
from storage.errors import UnreadablePage
from storage.facts import Block, BlockKind, Comment, Fact, Post, Sighting

# Feeds of accounts of other networks, which read them themselves or not at all.
_OF_NETWORKS = re.compile(
    rb"youtube\.com/xml/schemas|<generator>(?:Mastodon|Tumblr)\b"
    rb"|<link>https://(?:bsky\.app|(?:www\.)?reddit\.com|www\.pinterest\.[a-z.]{2,6}|x\.com|twitter\.com)/"
    rb"|<link>https://www\.(?:instagram|tiktok|threads|facebook)\.(?:com|net)/|Twitter feed for: @"
    rb"|<id>/(?:r|user)/[^<]{1,60}\.rss"
)
_ON_NETWORKS = re.compile(
    r"https?://(?:[\w-]{1,63}\.){0,3}(?:bsky\.app|reddit\.com|pinterest\.[a-z.]{2,6}|x\.com|twitter\.com|instagram\.com"
    r"|tiktok\.com|threads\.(?:com|net)|facebook\.com|youtube\.com|tumblr\.com)(?:/|$)"
)
_FEEDS = ("/feed/", "/rss.xml", "/atom.xml", "/index.xml")
_PER_PAGE = 20
_ERRORS: dict[str, BlockKind] = {
    "rest_no_route": "gone",
    "rest_term_invalid": "gone",
    "rest_user_invalid_id": "gone",
    "rest_post_invalid_id": "gone",
    "unknown_blog": "gone",
    "rest_user_cannot_view": "closed",
    "rest_forbidden": "closed",
    "rest_forbidden_context": "closed",
    "rest_login_required": "closed",
    "rest_cannot_access": "closed",
    "rest_disabled": "closed",
    "unauthorized": "closed",
}
_END = "rest_post_invalid_page_number"  # a page beyond the last one: the end of a list, no refusal


def clean_handle(typed: str) -> str:
    """A site's host as kept; ValueError where it is none."""
    name = typed.strip().lstrip("@")
    site = None if "@" in name else site_of(name)  # mira@letters.example is somebody on a server
    if site is None:
        raise ValueError(f"{typed.strip()[:80]!r} is no site: a host with a dot, like miralind.example")
    return site


def profile_url(handle: str) -> str:
    """The address of a site."""
    return f"https://{handle}/"


def handle_of(address: str) -> str | None:  # noqa: ARG001  (a Network's functions share one form)
    """Never: any address might be a blog's, and other networks know theirs."""
    return None


def read_page(page: Page) -> list[Fact]:
    """The facts of an answer of WordPress or of a feed, or the block that it is; raises UnreadablePage."""
    if is_feed(page):
        return read_feed(page)
    if page.is_html:
        wall = wall_of(_NAME, site_of_page(page) or "the site", page)
        return [wall or block(_NAME, page, "gone", "a page for people where a feed was asked for")]
    if page.status >= 400 and not page.body.lstrip().startswith(b"{"):
        wall = wall_of(_NAME, site_of_page(page) or "the site", page)
        return [wall] if wall is not None else []
    value = page.json
    if isinstance(value, dict) and isinstance(value.get("code") or value.get("error"), str) and "posts" not in value:
        return _refusal(value, page)
    return once(_facts(value, page))


def recognises_page(page: Page) -> bool:
    """Whether a page is a feed, or an answer of WordPress's REST API."""
    if is_feed(page):
        head = page.body[:4_000].partition(b"<item>")[0]  # entries may lead anywhere
        return _OF_NETWORKS.search(head) is None and not _is_elsewhere(page)
    try:
        value = None if page.is_html else page.json
    except UnreadablePage:
        return False
    if is_json_feed(page):
        return not _is_elsewhere(page)
    one_of_many = any(_is_post(one) or _is_comment(one) for one in _several(value)[:3])
    if one_of_many or _is_root(value):
        return True
    return wordpress_com.is_answer(value, page) or platforms.is_answer(value, page)


def _several(value: object) -> list[Mapping[str, Any]]:
    """The objects of an answer: a list of them, or the one that was asked for."""
    return items_of([value] if isinstance(value, dict) else value)


def _is_root(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("namespaces"), list) and "name" in value


def _is_post(value: Mapping[str, Any]) -> bool:
    return isinstance(mapping(value.get("title")).get("rendered"), str) and "slug" in value and "link" in value


def _is_comment(value: Mapping[str, Any]) -> bool:
    return "author_name" in value and "post" in value and isinstance(value.get("content"), dict)


def _is_elsewhere(page: Page) -> bool:
    """Whether a feed is one that a bridge made of an account of another network."""
    return _ON_NETWORKS.match(link_of(page) or "") is not None or is_bridged_mastodon(page)


def _facts(value: object, page: Page) -> Iterator[Fact]:
    if _is_root(value):
        said = mapping(value)
        site = site_of(str(said.get("url") or "")) or site_of_page(page)
        if site is not None:
            name, bio = text_of_html(str(said.get("name") or "")), text_of_html(str(said.get("description") or ""))
            yield profile(page, site, name or None, bio or None)
    elif wordpress_com.is_answer(value, page):
        yield from wordpress_com.facts_of(value, page)
    elif platforms.is_answer(value, page):
        yield from platforms.facts_of(value, page)
    elif is_json_feed(page):
        yield from read_feed(page)
    for one in _several(value):
        if _is_post(one):
            yield from _post(one, page)
        elif _is_comment(one):
            yield _comment(one, page)


def _post(one: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """A post of a site's own REST API: title and text; tags by name where they are embedded."""
    content = mapping(one.get("content")).get("rendered") or mapping(one.get("excerpt")).get("rendered") or ""
    text = f"{text_of_html(one['title']['rendered'])}\n\n{text_of_html(str(content))}".strip()
    embedded = mapping(one.get("_embedded"))
    groups = embedded.get("wp:term")
    terms = [term for group in (groups if isinstance(groups, list) else []) for term in items_of(group)]
    tags = [term["name"] for term in terms if term.get("taxonomy") == "post_tag" and text_in(term.get("name"))]
    picture = next(iter(items_of(embedded.get("wp:featuredmedia"))), {})
    site = site_of(str(one.get("link") or "")) or site_of_page(page)
    at = time_in(one.get("date_gmt")) or time_in(one.get("date"))
    more = {
        "native_id": numbered(site, one.get("id")),
        "posted_at": at,
        "image_url": text_in(picture.get("source_url")),
    }
    yield article(page, site, text_in(one.get("link")), text, [text_of_html(tag) for tag in tags], **more)
    answers = embedded.get("replies")
    for group in answers if isinstance(answers, list) else []:
        yield from (_comment(answer, page, post=one.get("id")) for answer in items_of(group) if "content" in answer)
    tag = _tag_asked(page)
    if tag is not None and site is not None:
        yield Sighting(
            network=_NAME, page=page.url, observed_at=page.time, handle=site, route="hashtag_recent", via=tag
        )


def _comment(one: Mapping[str, Any], page: Page, post: object = None) -> Comment:
    site = site_of(str(one.get("link") or "")) or site_of_page(page)
    return Comment(
        network=_NAME,
        page=page.url,
        observed_at=page.time,
        native_id=numbered(site, one.get("id")),
        post=numbered(site, one.get("post") or post),
        text=text_of_html(str(mapping(one["content"]).get("rendered") or "")) or None,
        posted_at=time_in(one.get("date_gmt")) or time_in(one.get("date")),
        reply_to=numbered(site, one.get("parent")),
    )


def _tag_asked(page: Page) -> str | None:
    """The tag whose posts were asked for, by the public page of it that they were asked for under."""
    match = re.search(r"/tag/([^/?#]{1,100})/?$", page.document or "")
    return unquote(match.group(1)).lower() if match and "/wp/v2/posts" in page.url else None


def _refusal(value: Mapping[str, Any], page: Page) -> list[Fact]:
    code = str(value.get("code") or value.get("error"))
    if code == _END:
        return []
    kind = _ERRORS.get(code)
    if kind is None:
        found = wall_of(_NAME, site_of_page(page) or "the site", page)
        kind = found.kind if found is not None else "error"
    return [block(_NAME, page, kind, text_of_html(str(value.get("message") or code)))]


def ask(target: Target, options: Options) -> list[Ask]:
    """A site's own description; of a hashtag the tag's number on each site that the settings name."""
    if target.kind == "account":
        # A site that is named keeps the scheme it is named with; any other is asked by https.
        base = next((site for site in _sites(options) if site_of(site) == target.key), target.key)
        return [_request(base, "/wp-json/?_fields=name,description,url,namespaces,home", "root")]
    if target.kind == "hashtag":
        words = urlencode({"slug": target.key, "_fields": "id,name,slug,count"})
        asks = [_request(site, f"/wp-json/wp/v2/tags?{words}", "tag") for site in _sites(options)]
        page = f"/tag/{quote(target.key, safe='')}/"
        return [replace(one, document=f"{one.url.partition('/wp-json/')[0]}{page}") for one in asks]
    return []


def follow(
    target: Target,  # noqa: ARG001  (a Network's functions share one form)
    asked: Ask,
    page: Page,
    facts: Sequence[Fact],
    options: Options,
) -> list[Ask]:
    """After a WordPress site its posts and their comments; after any other the usual places of a feed, one by one."""
    parts = urlsplit(asked.url)
    site, purpose = f"{parts.scheme}://{parts.netloc}", asked.purpose.partition(" ")[0]
    failed = not facts or any(isinstance(fact, Block) for fact in facts)
    if purpose in ("root", "feed"):
        number = int(asked.purpose.partition(" ")[2] or -1) + 1
        if failed:
            return [_request(site, _FEEDS[number], f"feed {number}")] if number < len(_FEEDS) else []
        return [_posts(site, {})] if purpose == "root" else []
    if purpose == "tag":
        tag = next((id_in(one.get("id")) for one in items_of(_json(page))), None)
        return [replace(_posts(site, {"tags": tag}), document=asked.document)] if tag else []
    if purpose == "posts" and not failed:
        return _more_posts(site, asked, page, facts, options)
    return []


def _more_posts(site: str, asked: Ask, page: Page, facts: Sequence[Fact], options: Options) -> list[Ask]:
    number = int(asked.purpose.partition(" ")[2])
    ids = [fact.native_id.rpartition("/")[2] for fact in facts if isinstance(fact, Post) and fact.native_id]
    words = urlencode({"post": ",".join(ids), "per_page": "100"})
    asks = [_request(site, f"/wp-json/wp/v2/comments?{words}", "comments")] if number == 1 and ids else []
    pages = count_of(page.header("x-wp-totalpages")) or 1
    if number < pages and number * _PER_PAGE < options.posts_per_account:
        url = re.sub(r"([?&])page=\d{1,6}", rf"\g<1>page={number + 1}", asked.url)
        asks.append(replace(asked, url=url, purpose=f"posts {number + 1}"))
    return asks


def _posts(site: str, words: Mapping[str, str]) -> Ask:
    query = {**words, "per_page": str(_PER_PAGE), "page": "1", "_embed": "author,wp:term,wp:featuredmedia"}
    return _request(site, f"/wp-json/wp/v2/posts?{urlencode(query)}", "posts 1")


def _request(site: str, path: str, purpose: str) -> Ask:
    base = site if "://" in site else f"https://{site}"
    return Ask(f"{base.rstrip('/')}{path}", purpose=purpose)


def _json(page: Page) -> object:
    try:
        return page.json
    except UnreadablePage:
        return None


def _sites(options: Options) -> list[str]:
    return [site.strip() for site in options.said.get("sites", "").split(",") if site.strip()]


def ready(options: Options) -> Readiness:
    """Always ready for blogs that bios lead to; by tag only where sites are named: no directory knows all blogs."""
    sites = _sites(options)
    if sites:
        return Readiness(True, f"asks {', '.join(site_of(site) or site for site in sites)} for posts by tag, keyless")
    return Readiness(True, "reads the blogs that bios lead to; to ask sites by tag name them: networks.blog.sites")


NETWORK = Network(
    name=_NAME,
    title="Blogs",
    hosts=(),
    read=read_page,
    recognises=recognises_page,
    ask=ask,
    follow=follow,
    profile_url=profile_url,
    handle_of=handle_of,
    clean_handle=clean_handle,
    ready=ready,
    limit=no_limit,
    seconds_between_requests=2.0,
    settings=("sites",),
    bare_handles=False,
)
