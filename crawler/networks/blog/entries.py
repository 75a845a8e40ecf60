"""Feeds of blogs, and what a site's post is: whose an entry is, its address, its picture; comments among entries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.networks.feeds import is_json_feed, moment_of, parsed, words_of
from crawler.networks.site.address import is_of_many, is_shared
from crawler.networks.text import hashtags_in, mentions_in, text_of_html
from crawler.networks.values import count_of, id_in, items_of, mapping, text_in
from crawler.page import Page
from storage.facts import Comment, Contact, Fact, Post, Profile

NAME = "blog"
_LABEL = "[a-z0-9\u00a1-\uffff][a-z0-9\u00a1-\uffff-]{0,62}"
_SITE = re.compile(rf"(?:{_LABEL}\.){{1,8}}[a-z\u00a1-\uffff]{{2,24}}(?::\d{{1,5}})?")
_MOST_ENTRIES = 200
_COMMENT = re.compile(r"comment-?(\d{1,18})|c\d{1,25}")  # places of a comment on a page of WordPress, of Blogger
_TAG = re.compile(r"<(?:/|[a-z]{1,10}[\s/>])", re.I)
_PUBLISHER = re.compile(rb"<(?:managingEditor|(?:\w{1,20}:)?email)>\s{0,20}(?:<!\[CDATA\[)?([^<>\]]{5,300})")
_FIRST_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_HEAD = 20_000
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}(?![\w.-]{0,9}@|[\w-])", re.I)
_NO_EMAIL = re.compile(r"\A(?:no|do-?not)[._-]?reply|@example\.(?:com|org|net)\Z", re.I)
_MACHINES = ("feeds.", "feed.", "rss.")  # hosts that send feeds, of whomever
_LONG = 32  # letters of an id that nobody else makes by chance


def site_of(address: str) -> str | None:
    """The host (and port) of an address, in lower case without www; ``None`` where it has none."""
    try:
        host = urlsplit(address if "://" in address else f"https://{address}").netloc.rpartition("@")[2].lower()
    except ValueError:
        return None
    host = host.removeprefix("www.")
    return host if _SITE.fullmatch(host) or host.startswith(("127.0.0.1:", "localhost:")) else None


def site_of_page(page: Page) -> str | None:
    """The site that a page came from; ``None`` for a file, whose name ("feed.xml") may look like a host."""
    return site_of(page.url) if "://" in page.url else None


def profile(page: Page, site: str, name: str | None, bio: str | None, avatar: str | None = None) -> Profile:
    """A site as an account."""
    common: dict[str, Any] = {"network": NAME, "page": page.url, "observed_at": page.time}
    return Profile(**common, handle=site, display_name=name, bio=bio, avatar_url=avatar)


def article(page: Page, site: str | None, url: str | None, text: str, tags: Sequence[str], **more: Any) -> Post:
    """A post of a site; several tags may stand in one, parted by commas."""
    found = [part.strip().lower().lstrip("#").replace(" ", "") for tag in tags for part in tag.split(",")]
    return Post(
        network=NAME,
        page=page.url,
        observed_at=page.time,
        url=url,
        author_handle=site,
        text=text or None,
        kind="article",
        hashtags=list(dict.fromkeys([tag for tag in found if tag] + hashtags_in(text))),
        mentions=mentions_in(text),
        **more,
    )


def numbered(site: str | None, number: object) -> str | None:
    """A number of WordPress, which counts for itself on every site, with the site in front."""
    found = id_in(number)
    return f"{site}/{found}" if site and found else found


def read_feed(page: Page) -> list[Fact]:
    """A feed: the site, how it says it is reached, and its newest entries; comments where it is one of comments."""
    feed = parsed(page)
    said = feed.get("feed", {})
    base, site = _place_of(said, page)
    # A page of one of many people there: the host is nobody's blog.
    if site is not None and (is_shared(site) or is_of_many(base)):
        if is_json_feed(page):
            return []  # what bridges make of an account elsewhere
        site = None
    entries = feed.get("entries", [])[:_MOST_ENTRIES]
    told = [fact for entry in entries for fact in _entry(entry, site, base, page)]
    facts: list[Fact] = []
    if site is not None:
        of_comments = any(isinstance(fact, Comment) for fact in told)  # whose title is "Comments on: …"
        name, bio = (_plain(said.get(key)) for key in ("title", "subtitle"))
        picture = _address(mapping(said.get("image")).get("href"), base)
        facts.append(profile(page, site, None if of_comments else name, bio, picture))
        facts += _contacts(site, page)
    return facts + told


def _place_of(said: Mapping[str, Any], page: Page) -> tuple[str, str | None]:
    """(address that a feed's own addresses are relative to, "" where none is told; its site)."""
    own = [one.get("href") for one in items_of(said.get("links")) if one.get("rel") == "self"]
    links = [str(link or "").strip() for link in (said.get("link"), *own, page.document, page.url)]
    for link in (f"https:{link}" if link.startswith("//") else link for link in links):
        if "://" in link or link.startswith("www."):
            site = site_of(link)
            if site is not None and not site.startswith(_MACHINES):
                return link if "://" in link else f"https://{link}", site
    return "", None


def _entry(entry: Mapping[str, Any], site: str | None, base: str, page: Page) -> Iterator[Fact]:
    url = _address(entry.get("link"), base)
    title, words = text_of_html(str(entry.get("title") or "")), text_of_html(words_of(entry))
    place = _place_of_comment(url)
    if place is not None:
        yield Comment(
            network=NAME,
            page=page.url,
            observed_at=page.time,
            native_id=numbered(site, place) if place.isdigit() else id_in(entry.get("id")) or url,
            post=id_in(mapping(entry.get("thr_in-reply-to")).get("ref")) if not place.isdigit() else None,
            text=words or title or None,
            posted_at=moment_of(entry),
        )
        return
    counted = (count_of(entry.get(name)) for name in ("slash_comments", "thr_total"))
    more = {
        "native_id": _id(site, entry.get("id")),
        "posted_at": moment_of(entry),
        "comments": next((count for count in counted if count is not None), None),
        "image_url": _picture_of(entry, base),
    }
    tags = [str(tag.get("term")) for tag in entry.get("tags", []) if tag.get("term")]
    yield article(page, _whose(entry, site), url, f"{title}\n\n{words}".strip(), tags, **more)


def _place_of_comment(url: str | None) -> str | None:
    """What tells a comment among the entries: its number, or its place, on the page; ``None`` for a post."""
    match = _COMMENT.fullmatch((url or "").partition("#")[2])
    if match is None:
        return None
    return match.group(1) or match.group()


def _whose(entry: Mapping[str, Any], site: str | None) -> str | None:
    """The site whose post an entry is: a feed that gathers others' posts names each one's source."""
    source = mapping(entry.get("source"))
    said = text_in(source.get("link")) or text_in(source.get("href")) or ""
    other = site_of(said) if "://" in said else None
    if other is None or other == site:
        return site
    return None if is_shared(other) else other


def _id(site: str | None, said: object) -> str | None:
    """An entry's id; one that other feeds may have as well ("12", "hello-world") with the site in front."""
    found = id_in(said)
    return found if found is None or ":" in found or len(found) >= _LONG else numbered(site, found)


def _address(said: object, base: str) -> str | None:
    """A whole address of the web; ``None`` where it is none (an id in its place) or it is not known to what it is
    relative."""
    link = (text_in(said) or "").strip()
    try:
        whole = urljoin(base, link) if link and len(link) < 2_000 else ""
    except ValueError:
        return None
    return whole if whole.startswith(("https://", "http://")) else None


def _picture_of(entry: Mapping[str, Any], base: str) -> str | None:
    """A picture that the feed sends along with an entry."""
    for name, key in (("media_content", "url"), ("media_thumbnail", "url"), ("links", "href")):
        for one in items_of(entry.get(name)):
            kind = str(one.get("type") or one.get("medium") or "")
            if kind.startswith("image") or name == "media_thumbnail":
                return _address(one.get(key), base)
    return _address(mapping(entry.get("image")).get("href"), base)


def _contacts(site: str, page: Page) -> Iterator[Contact]:
    """The emails of whoever publishes the feed: its editor, its author, the owner of a podcast.

    They are read as they stand: feedparser cuts the ends of hosts that have more than four letters.
    """
    common: dict[str, Any] = {"network": NAME, "page": page.url, "observed_at": page.time, "handle": site}
    head = _FIRST_ENTRY.split(page.body[:_HEAD], maxsplit=1)[0]
    told = dict.fromkeys(_EMAIL.search(unescape(one.decode("utf-8", "replace"))) for one in _PUBLISHER.findall(head))
    for email in dict.fromkeys(match.group().lower() for match in told if match is not None):
        if not _NO_EMAIL.search(email):
            yield Contact(**common, kind="email", value=email, where="feed", source_url=page.url)


def _plain(said: object) -> str | None:
    """Words without markup; a plain text may hold a "<" of its own."""
    text = said if isinstance(said, str) else ""
    return (
        text_of_html(text) if re.search(r"<(?:/|[a-z]{1,10}[\s/>])", text, re.I) else unescape(text).strip()
    ) or None
