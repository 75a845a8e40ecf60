"""What a page of HTML says about whose it is: links, words, and what it states for machines (schema.org, hCard)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from crawler.networks.values import json_in, text_in
from crawler.page import Page

MAX_LINKS = 400
_MAX_BODY = 2_000_000
_MAX_TEXT = 60_000
_PERSONS = (
    "person",
    "organization",
    "localbusiness",
    "profilepage",
    "musicgroup",
    "brand",
    "onlinestore",
    "onlinebusiness",
)
_AUTHORS = frozenset({"p-author", "u-author"})
_OTHERS = frozenset({"h-cite", "p-comment", "u-comment", "u-in-reply-to", "u-like-of", "u-repost-of", "u-quotation-of"})
_MICROFORMAT = re.compile(r"[hpu](?:-[a-z]{1,30}){1,5}")
# Names of layouts that look like those of microformats.
_LAYOUT = frozenset({"h-full", "h-auto", "h-screen", "h-min", "h-max", "h-fit", "h-px", "h-dvh", "h-svh", "h-lvh"})
_EDGES = frozenset({"footer", "header", "address", "nav", "aside"})
_AT_EDGE = " or ".join(f"ancestor::{tag}" for tag in sorted(_EDGES))
# libxml2 keeps them in the names of attributes, and lxml then refuses to read the tag.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}:", re.IGNORECASE)


@dataclass(frozen=True)
class Anchor:
    """A link of a page: its whole address, its words (``None``: a picture without any), and its rel.

    ``edge``: it stands in a header, a footer, a menu or an aside, or is drawn as a social link: where a site names its
    owner's accounts.
    """

    address: str
    words: str | None = None
    rel: frozenset[str] = frozenset()
    edge: bool = False


@dataclass
class Markup:
    """One page, read once. ``stated`` are objects of schema.org about a person or an organisation, outer first."""

    url: str
    title: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    heads: list[Anchor] = field(default_factory=list)
    stated: list[Mapping[str, Any]] = field(default_factory=list)
    embedded: list[Any] = field(default_factory=list)
    text: str = ""
    edges: str = ""  # the words of header, footer and address


def markup_of(page: Page) -> Markup:
    """The page as far as it matters here; never raises for broken HTML. Long pages are cut."""
    text = _NOT_XML.sub("", page.text[:_MAX_BODY])
    root = Selector(text=text or "<html></html>", type="html")
    # A page saved under another name says itself where it stood.
    base = page.url if urlsplit(page.url).scheme in ("http", "https") else ""
    found = Markup(url=page.url)
    for tag in root.xpath("//meta[@content]")[:200]:
        name = (_said(tag, "property") or _said(tag, "name") or _said(tag, "itemprop") or "").lower()
        if name:
            found.meta.setdefault(name, _said(tag, "content"))
    found.title = text_in(root.xpath("string(//title)").get())
    base = base or (root.xpath("//link[@rel='canonical']/@href").get() or found.meta.get("og:url") or "")
    for tag in root.xpath("//a[@href] | //area[@href]")[:MAX_LINKS]:
        words = " ".join(tag.xpath("string(.)").get("").split())[:200]
        anchor = _anchor(tag, base, words, edge=_is_at_edge(tag.root))
        if anchor is not None:
            found.anchors.append(anchor)
    for tag in root.xpath("//link[@href][@rel]")[:100]:
        anchor = _anchor(tag, base, _said(tag, "title"))
        if anchor is not None:
            found.heads.append(anchor)
    for script in root.xpath("//script")[:80]:
        kind, words = _said(script, "type").lower(), script.xpath("string(.)").get("")
        if "ld+json" in kind:
            found.stated += [one for one in _subjects_of(json_in(words)) if _is_somebody(one)]
        elif "json" in kind and len(words) < _MAX_BODY:
            found.embedded.append(json_in(words))
    found.stated += list(_microdata(root)) + list(_cards(root, base))
    visible = "not(ancestor-or-self::script or ancestor-or-self::style or ancestor-or-self::template)"
    words_of = root.xpath(f"//body//text()[{visible}]").getall()
    found.text = "\n".join(filter(None, (" ".join(part.split()) for part in words_of)))[:_MAX_TEXT]
    words_at_edges = root.xpath(f"//body//text()[{visible} and ({_AT_EDGE})]").getall()
    found.edges = "\n".join(filter(None, (" ".join(part.split()) for part in words_at_edges)))[:_MAX_TEXT]
    return found


def _said(tag: Any, name: str) -> str:
    """An attribute, "" where there is none; asked for by name, since lxml lists none of a tag that has a broken one."""
    return str(tag.root.get(name) or "")


def _is_at_edge(element: Any) -> bool:
    around = [element, *element.iterancestors()]
    return any(one.tag in _EDGES for one in around) or any("social" in (one.get("class") or "") for one in around[:4])


def _anchor(tag: Any, base: str, words: str, *, edge: bool = False) -> Anchor | None:
    href = _said(tag, "href").strip()[:2_000]
    if not href or href.startswith("#"):
        return None
    try:
        address = urljoin(base, href) if base or _SCHEME.match(href) else ""
    except ValueError:
        return None
    if not address:
        return None
    named = words or _said(tag, "aria-label") or _said(tag, "title")
    rel = frozenset(_said(tag, "rel").lower().split())
    return Anchor(address, text_in(named.strip()[:200]), rel, edge)


def _subjects_of(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects that a block of schema.org is about: authors, publishers and reviewers inside are other people."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            inside = one.get("@graph")
            for each in [*(inside if isinstance(inside, list) else []), one.get("mainEntity"), one.get("about")]:
                if isinstance(each, dict):
                    yield each


def _is_somebody(one: Mapping[str, Any]) -> bool:
    kinds = one.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.rpartition("/")[2].lower() in _PERSONS for kind in kinds)


def _microdata(root: Selector) -> Iterator[Mapping[str, Any]]:
    """Items of schema.org in attributes, as flat objects: each property's first values."""
    for item in root.xpath("//*[@itemscope][@itemtype]")[:20]:
        kind = _said(item, "itemtype").rstrip("/").rpartition("/")[2]
        if kind.lower() not in _PERSONS:
            continue
        values: dict[str, Any] = {"@type": kind}
        same: list[str] = []
        for tag in item.xpath(".//*[@itemprop]")[:100]:
            name = _said(tag, "itemprop")
            value = _said(tag, "content") or _said(tag, "href") or _said(tag, "src")
            value = value or " ".join(tag.xpath("string(.)").get("").split())
            if name == "sameAs":
                same.append(value)
            else:
                values.setdefault(name, value.removeprefix("mailto:").removeprefix("tel:")[:2_000])
        yield values | ({"sameAs": same} if same else {})


def _cards(root: Selector, base: str) -> Iterator[Mapping[str, Any]]:
    """hCards (microformats) of the page: name, note, email, phone, pages of the same person.

    A card that marks no name is called by its own words where it leads to this very page; others may be anybody's.
    """
    for card in _owners_cards(root, base):

        def first(name: str, card: Any = card) -> str | None:
            tag = next(iter(card.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")), None)
            if tag is None:
                return None
            value = tag.xpath("string(.)").get("")
            if name.startswith("u-"):
                value = _said(tag, "href") or _said(tag, "src") or value
            return " ".join(value.split()).removeprefix("mailto:").removeprefix("tel:") or None

        values = {
            "name": first("p-name"), "description": first("p-note"), "email": first("u-email"),
            "telephone": first("p-tel"), "image": first("u-photo"),
        }  # fmt: skip
        if values["name"] is None and base and _same_page(base, _said(card, "href")):
            values["name"] = " ".join((card.xpath("string(.)").get("") or _said(card, "title")).split())[:200] or None
        if any(values.values()):
            yield {"@type": "Person", **{name: value for name, value in values.items() if value}}


def _owners_cards(root: Selector, base: str) -> list[Selector]:
    """The cards that can be the owner's: of several those alone that lead to this site, as the others are friends'.

    Cards of whom a post names, quotes or answers, of where it was, and of who answered it, are other people's.
    """
    cards = [card for card in root.xpath("//*[contains(concat(' ', @class, ' '), ' h-card ')]")[:40] if _is_free(card)]
    own = [card for card in cards if any(_same_site(base, href) for href in _pages_of(card))]
    authors = [card for card in cards if _classes(card.root) & _AUTHORS and not _pages_of(card)]
    return (own or authors or (cards if len(cards) == 1 else []))[:5]


def _is_free(card: Selector) -> bool:
    """Whether a card says nothing but who somebody is, or who wrote what stands around it."""
    around = [_classes(one) for one in card.root.iterancestors()]
    if any("h-card" in classes or classes & _OTHERS for classes in around):
        return False
    in_post = any(name.startswith("h-") and name != "h-feed" for classes in around for name in classes)
    return not in_post or bool(_classes(card.root) & _AUTHORS)


def _classes(element: Any) -> frozenset[str]:
    """The classes of microformats of an element."""
    said = (element.get("class") or "") if isinstance(element.tag, str) else ""
    return frozenset(name for name in said.split() if _MICROFORMAT.fullmatch(name) and name not in _LAYOUT)


def _pages_of(card: Selector) -> list[str]:
    links = card.xpath(".//*[contains(concat(' ', @class, ' '), ' u-url ')] | self::a")
    return [href for link in links if (href := _said(link, "href"))]


def _same_site(base: str, href: str) -> bool:
    """Whether a link leads somewhere on the site of a page."""
    try:
        hosts = {urlsplit(one).netloc.lower().removeprefix("www.") for one in (base, urljoin(base, href))}
        return bool(base) and len(hosts) == 1
    except ValueError:
        return False


def _same_page(base: str, href: str) -> bool:
    """Whether a link leads to the page that it stands on."""
    try:
        return bool(href) and urljoin(base, href).partition("#")[0].rstrip("/") == base.partition("#")[0].rstrip("/")
    except ValueError:
        return False
