"""Reading a page of somebody's own: who they are, their other accounts, and how they want to be reached."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from crawler.networks.gathering import Gathering
from crawler.networks.public_pages import wall_of
from crawler.networks.site.address import host_of, is_hub, is_shared, key_of
from crawler.networks.site.markup import Anchor, Markup, markup_of
from crawler.networks.values import mapping, objects_in, text_in, web_address
from crawler.page import Page
from storage.facts import Claim, Contact, Fact, Link, Profile, Sighting
from storage.rights.notices import forbids_advertising

NAME = "site"
_MOST = 60
_LINKS_OF_A_PAGE, _LETTERS_OF_A_PAGE = 5, 200
_EMAIL = re.compile(
    r"(?<![\w.+/@%-])[a-z0-9](?:[\w.+-]{0,62}[\w+-])?@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w@-])", re.I
)
_NO_EMAIL = re.compile(
    r"@(?:\dx\.|example\.(?:com|org|net)|domain\.|email\.com|yourdomain|mysite\.)"
    r"|@.{0,40}(?:sentry|wixpress\.com)"
    r"|\.(?:png|jpe?g|gif|svg|webp|avif|js|css)$|^(?:filler|user|name|you|your|your\.?name|youremail|johndoe|jane)@",
    re.IGNORECASE,
)  # fmt: skip
_MESSENGERS = ("wa.me", "api.whatsapp.com", "t.me", "telegram.me", "m.me", "line.me", "lin.ee", "signal.me")
# Pages on which people say how to reach them, by a word of their path.
_CONTACT = (
    "contact", "kontakt", "contacto", "contatti", "contato", "contactez", "contattami", "iletisim", "impressum",
    "imprint", "mentions-legales", "aviso-legal", "note-legali", "yhteystiedot", "kapcsolat", "kontakty", "hire",
    "work-with-me", "work-with-us", "collab", "kooperation", "cooperation", "samarbete", "wspolpraca", "colabora",
    "parcerias", "press", "media-kit", "mediakit", "booking",
)  # fmt: skip
_ABOUT = (
    "about", "about-me", "ueber", "uber-mich", "über", "a-propos", "apropos", "sobre", "chi-sono", "chi-siamo", "over",
    "over-mij", "om-mig", "om-oss", "om", "o-mnie", "hakkimda", "hakkinda", "bio", "acerca", "quem-sou",
)  # fmt: skip


def read_page(page: Page) -> list[Fact]:
    """The facts of a page of somebody's own, or the block that it is; [] for what is no page for people."""
    if not page.is_html:
        wall = wall_of(NAME, host_of(page.url) or "the site", page)
        return [wall] if wall is not None else []
    key = _key_of_page(page)
    wall = wall_of(NAME, key or host_of(page.url) or "the site", page)
    found = markup_of(page)
    if wall is not None and not (wall.kind == "challenge" and page.status < 300 and _says_something(found)):
        return [wall]
    return [] if key is None else list(_facts(key, found, page))


def _says_something(found: Markup) -> bool:
    """Whether a page is more than a check whether we are a person: a form on it may bring a captcha of its own."""
    return len(found.anchors) >= _LINKS_OF_A_PAGE and len(found.text) >= _LETTERS_OF_A_PAGE


def recognises_page(page: Page) -> bool:
    """Whether a page is one that gathers somebody's links: any other site could be anybody's, and is named."""
    key = _key_of_page(page) if page.is_html else None
    return key is not None and is_hub(key)


def _key_of_page(page: Page) -> str | None:
    """Whose page it is: by its address, of a saved file by what it says itself."""
    return key_of(page.url if "://" in page.url else _own_address(page) or "")


def _own_address(page: Page) -> str | None:
    """Where a page says that it stands."""
    head = page.text[:60_000]
    match = re.search(
        r"<(?:link|meta)\s[^>]{0,200}(?:canonical|og:url)[\"'][^>]{0,200}?(?:href|content)=[\"']([^\"'<>]{4,500})", head
    )
    return match.group(1) if match else None


def _facts(key: str, found: Markup, page: Page) -> Iterator[Fact]:
    facts = Gathering(NAME, page)
    hub = is_hub(key)
    home = hub or urlsplit(page.url).path.strip("/").lower() in _HOMES
    links = list(_links(found, key, hub=hub))
    if home:
        facts.add(_profile(key, found, links, facts.common))
    for address in _stated_pages(found):
        facts.add(Claim(**facts.common, handle=key, url=address, how="rel_me"))
    if not home:
        for link in links:
            facts.add(Claim(**facts.common, handle=key, url=link.url, how="link"))
    if not forbids_advertising(found.text):
        ways: dict[tuple[Any, str], str] = {}
        for kind, value, where in _contacts(found, key, hub=hub):
            ways.setdefault((kind, value), where)
        for (kind, value), where in ways.items():
            facts.add(Contact(**facts.common, handle=key, kind=kind, value=value, where=where, source_url=page.url))
    if not hub and home and feed_of(found) is not None:
        # What is written there is the business of the network of blogs.
        common = facts.common | {"network": "blog"}
        facts.add(Sighting(**common, handle=key, route="mention", via=None))
    yield from facts.facts


_HOMES = (
    "",
    "index.html",
    "index.php",
    "home",
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "tr",
    "links",
    "link",
)


def _profile(key: str, found: Markup, links: list[Link], common: Mapping[str, Any]) -> Profile:
    stated: Mapping[str, Any] = next((one for one in found.stated if text_in(one.get("name"))), {})
    account = _account_of_hub(found)
    name = text_in(stated.get("name")) or text_in(account.get("pageTitle")) or text_in(account.get("name"))
    about = text_in(stated.get("description")) or text_in(account.get("description")) or text_in(account.get("bio"))
    picture = stated.get("image")
    picture = mapping(picture).get("url") if isinstance(picture, dict) else picture
    picture = next(iter(picture), None) if isinstance(picture, list) else picture
    picture = picture or account.get("profilePictureUrl") or found.meta.get("og:image")
    meta = found.meta
    shown = name or meta.get("og:title") or meta.get("twitter:title") or found.title
    bio = about or meta.get("og:description") or meta.get("description") or meta.get("twitter:description")
    return Profile(
        **common,
        handle=key,
        display_name=_line(shown),
        bio=text_in(bio.strip()[:4_000]) if isinstance(bio, str) else None,
        avatar_url=_picture_at(picture, found.url),
        links=links,
    )


def _picture_at(picture: object, base: str) -> str | None:
    """The whole address of a picture that may be written relative to the page; ``None`` where that is not known."""
    if not isinstance(picture, str) or not picture.strip() or len(picture) >= 2_000:
        return None
    if "://" not in picture and not picture.startswith("//") and "://" not in base:
        return None
    try:
        return web_address(urljoin(base if "://" in base else "https://", picture.strip()))
    except ValueError:
        return None


def _line(text: object) -> str | None:
    return " ".join(text.split())[:200] or None if isinstance(text, str) else None


def _account_of_hub(found: Markup) -> Mapping[str, Any]:
    """The object that a page which gathers links keeps about its owner, whatever it calls its fields."""
    for value in found.embedded:
        for one in objects_in(value):
            if "username" in one and ("pageTitle" in one or "socialLinks" in one or "profilePictureUrl" in one):
                return one
    return {}


def _links(found: Markup, key: str, *, hub: bool) -> Iterator[Link]:
    """Links that lead away: of a hub all of them, of a site those to other networks and to pages that gather links."""
    own = key.partition("/")[0]
    seen: dict[str, Link] = {}
    anchors = [*found.anchors, *_embedded_links(found)] if hub else found.anchors
    for anchor in anchors:
        host = host_of(anchor.address)
        if host is None or host == own or host.endswith(f".{own}") or own.endswith(f".{host}"):
            continue
        if _shares(anchor.address) or (not hub and not _may_be_its_owners(anchor, host)):
            continue
        address = anchor.address.partition("#")[0]
        if address not in seen and len(seen) < _MOST:
            seen[address] = Link(url=address, title=anchor.words)
    yield from seen.values()


def _may_be_its_owners(anchor: Anchor, host: str) -> bool:
    """Whether a link of a site can be to its owner's account: the others are to what the site writes about."""
    if host in _MESSENGERS or not (is_shared(host) or is_hub(key_of(anchor.address) or "") or "me" in anchor.rel):
        return False
    named = (anchor.words or "").lower()
    return "me" in anchor.rel or anchor.edge or not named or host.split(".")[-2] in named


_SHARES = re.compile(
    r"/(?:sharer|share|intent|dialog|submit|pin/create|cws/share|shareArticle)\b|[?&](?:share|text|url|u)=https?", re.I
)


def _shares(address: str) -> bool:
    """Whether a link is a button to share the page, which names nobody."""
    return _SHARES.search(address) is not None


def _embedded_links(found: Markup) -> Iterator[Anchor]:
    """Links that a hub's page holds as data, for its script to draw."""
    for value in found.embedded:
        for one in objects_in(value):
            address = one.get("url") or one.get("href") or one.get("link")
            title = one.get("title") or one.get("name") or one.get("label") or one.get("type")
            if (
                isinstance(address, str)
                and web_address(address)
                and ("type" in one or "title" in one or "label" in one)
            ):
                yield Anchor(web_address(address) or address, text_in(title))


def _stated_pages(found: Markup) -> Iterator[str]:
    """Addresses that the page states to be the same person's: rel=me, and schema.org's sameAs."""
    for anchor in [*found.heads, *found.anchors]:
        if "me" in anchor.rel and anchor.address.startswith(("http://", "https://")):
            yield anchor.address
    for one in found.stated:
        same = one.get("sameAs")
        for address in same if isinstance(same, list) else [same]:
            if isinstance(address, str) and web_address(address):
                yield web_address(address) or address


def _contacts(found: Markup, key: str, *, hub: bool) -> Iterator[tuple[Any, str, str]]:
    """(kind, value, where) of every way to reach somebody that the page offers."""
    stands = found.url
    for anchor in [*found.anchors, *_mail_links(found)]:
        kind, value = _contact_in(anchor.address)
        if kind is not None:
            yield kind, value, "link"
    for one in found.stated:
        for point in (one, *(mapping(item) for item in _list(one.get("contactPoint")))):
            email, phone = text_in(point.get("email")), text_in(point.get("telephone"))
            if email and (address := _email(email.removeprefix("mailto:"))):
                yield "email", address, "schema.org"
            if phone and (number := _phone(phone)):
                yield "phone", number, "schema.org"
    open_text = hub or is_contact_page(stands)
    host = key.partition("/")[0].removeprefix("www.")
    for text, anywhere in ((found.text, open_text), (found.edges, True)):
        for match in _EMAIL.finditer(text):
            address = _email(match.group()) or ""
            # In what somebody writes about, an address is often another's: there only one of the site itself counts.
            if address and (anywhere or address.rpartition("@")[2] == host):
                yield "email", address, "text"


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _mail_links(found: Markup) -> Iterator[Anchor]:
    for value in found.embedded:
        for one in objects_in(value):
            address = one.get("url")
            if isinstance(address, str) and address.lower().startswith(("mailto:", "tel:")):
                yield Anchor(address)


def _contact_in(address: str) -> tuple[Any, str]:
    scheme, _, rest = address.partition(":")
    rest = unquote(rest.partition("?")[0]).strip()
    if scheme.lower() == "mailto":
        # One link may name several, and somebody else beside them in cc: the first is meant.
        found = _email(rest.partition(",")[0].partition(";")[0])
        return ("email", found) if found else (None, "")
    if scheme.lower() == "tel":
        number = _phone(rest)
        return ("phone", number) if number else (None, "")
    host = host_of(address) or ""
    if host in _MESSENGERS:
        parts = urlsplit(address)
        number = (parse_qs(parts.query).get("phone") or [""])[0]
        if host == "api.whatsapp.com":
            return ("messaging", f"https://wa.me/{re.sub(r'[^0-9]', '', number)}") if number else (None, "")
        path = parts.path.strip("/")
        if path and not path.startswith(("share", "joinchat", "+")) and (host != "wa.me" or path.isdigit()):
            return "messaging", f"https://{host}/{path}"
    return None, ""


def _email(text: str) -> str | None:
    match = _EMAIL.fullmatch(text.strip())
    return None if match is None or _NO_EMAIL.search(text.strip()) else text.strip().lower()


def _phone(text: str) -> str | None:
    """A number as it is dialled: digits, with + where the country is told."""
    number = re.sub(r"^00", "+", re.sub(r"\(0\)|[^\d+]", "", text.strip()))
    return number if re.fullmatch(r"\+?\d{6,15}", number) else None


def is_contact_page(address: str) -> bool:
    """Whether the words of an address say that somebody tells there how to reach them."""
    return _names(address, _CONTACT) or _names(address, _ABOUT)


def _names(address: str, words: tuple[str, ...]) -> bool:
    parts = [part for part in unquote(urlsplit(address).path).lower().replace("_", "-").split("/") if part]
    stems = [re.sub(r"\.(?:html?|php|aspx?)$", "", part) for part in parts[-2:]]
    return any(
        stem == word or stem.startswith(f"{word}-") or stem.endswith(f"-{word}") for stem in stems for word in words
    )


def pages_to_ask(page: Page, key: str, *, most: int) -> list[str]:
    """The site's own pages that say how to reach its owner: contact first, then about; told by address or words."""
    found = markup_of(page)
    own = key.partition("/")[0]
    scored: dict[str, int] = {}
    for anchor in found.anchors:
        if host_of(anchor.address) != own or urlsplit(anchor.address).query:
            continue
        address = anchor.address.partition("#")[0]
        said = (anchor.words or "").lower().strip().replace(" ", "-")
        rank = 3
        for place, words in enumerate((_CONTACT, _ABOUT)):
            if _names(address, words) or (
                len(said) < 40 and any(said == word or word in said.split("-") for word in words)
            ):
                rank = min(rank, place)
        if rank < 3 and address.rstrip("/") != page.url.rstrip("/"):
            scored[address] = min(rank, scored.get(address, rank))
    return sorted(scored, key=lambda address: (scored[address], len(address), address))[:most]


def feed_of(found: Markup) -> str | None:
    """The address of the page's feed, ``None`` where it has none."""
    for head in found.heads:
        if "alternate" in head.rel and re.search(r"feed|rss|atom", head.address, re.IGNORECASE):
            return head.address
    return None
