"""Accounts as the Mastodon API writes them, to facts. Shapes: https://docs.joinmastodon.org/entities/Account/

Pixelfed adds website, pronouns and location; Pleroma and Akkoma add fqn; GoToSocial and Takahe leave keys out.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard
from urllib.parse import unquote

from crawler.networks.markup import HtmlReader
from crawler.networks.mastodon.address import home_of, host_of, same_host
from crawler.networks.text import text_of_html
from crawler.networks.values import count_of, flag, id_in, time_in
from crawler.page import Page
from storage.facts import BlockKind, Contact, Link, Profile

NETWORK = "mastodon"
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,250}\.[A-Za-z]{2,24}")
_PRONOUNS = re.compile(r"(?:my )?pronouns?", re.IGNORECASE)
# How people call the field in which they say where they are.
_CALLED_WHERE = """location, locations, my location, current location, based, based in, home, city, my city, place,
country, where, where i live, i live in, live in, lives in, living in, residence, region, area, ort, wohnort, standort,
stadt, heimat, lebt in, wo, lieu, ville, localisation, pays, habite à, où, ubicación, ubicacion, lugar, ciudad, país,
pais, vivo en, localização, localizacao, cidade, local, luogo, città, citta, posizione, paese, vivo a, locatie,
woonplaats, plaats, stad, woont in, lokalizacja, miasto, miejsce, konum, şehir, sehir, yer, lokasi, kota, tempat, город,
место, местоположение, локация,
居住地, 場所, 在住, 所在地, 地域, 위치, 지역, 사는 곳, 거주지, الموقع, المدينة, البلد, स्थान, शहर"""
_WHERE = frozenset(_CALLED_WHERE.replace("\n", " ").split(", "))
_LONGEST_PLACE = 100
_URL = re.compile(r"https?://[^\s<>\"]{3,2000}")


def is_account(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a JSON value is an account with something to say about it."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("acct"), str)
        and isinstance(value.get("username"), str)
        and ("followers_count" in value or "note" in value)
    )


def is_mention(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a JSON value names an account and says no more about it."""
    return isinstance(value, dict) and isinstance(value.get("acct"), str) and ("username" in value or "url" in value)


def handle_of_account(account: Mapping[str, Any], page: Page) -> str:
    """The full handle, user@host in lower case; the host is that of acct, else of the address, else of the page.

    Bare where none of them names a host (a saved file without addresses).
    """
    full = account.get("fqn")
    acct = full if isinstance(full, str) and "@" in full else str(account["acct"])
    acct = acct.strip().lstrip("@").lower()
    if "@" in acct:
        return acct
    shown = host_of(_text(account.get("url"))) or host_of(_text(account.get("uri")))
    host = home_of(page) or shown or host_of(page.url)
    return f"{acct}@{host}" if host else acct


def profile_of(account: Mapping[str, Any], page: Page, *, wrote: bool = False) -> Profile:
    """The profile that an account object shows; ``wrote``: it stands in a post of the account's own.

    ``is_private``: on Pixelfed ``locked`` is a private account; elsewhere it only means that followers are approved,
    so a locked account is unknown and an open one is not private.
    """
    followers = None if _hides(account, "followers") else _count_in(account, "followers_count", page, wrote)
    note = _text(account.get("note"))
    locked = flag(account.get("locked"))
    pixelfed = is_pixelfed(account)
    return Profile(
        network=NETWORK,
        page=page.url,
        observed_at=page.time,
        native_id=id_in(account.get("id")),
        handle=handle_of_account(account, page),
        display_name=name_of(account),
        bio=text_of_html(note) if note is not None else None,
        followers=followers,
        followers_within=0 if followers is not None else None,
        following=None
        if _hides(account, "follows", "following")
        else _count_in(account, "following_count", page, wrote),
        posts_count=_count_in(account, "statuses_count", page, wrote),
        is_private=locked if pixelfed or locked is False else None,
        category=_category_of(account),
        pronouns=_pronouns_of(account),
        avatar_url=_text(account.get("avatar")) or None,
        links=_links_of(account),
        created_at=time_in(account.get("created_at")),
        location=_location_of(account),
    )


def contacts_of(account: Mapping[str, Any], page: Page) -> list[Contact]:
    """Addresses and numbers that an account offers as such: mailto: and tel: links, fields that are an address."""
    handle = handle_of_account(account, page)
    source = _text(account.get("url")) or page.url
    found: dict[tuple[str, str], Contact] = {}

    def offer(kind: str, value: str, where: str) -> None:
        contact = Contact.model_validate(
            {
                "network": NETWORK, "page": page.url, "observed_at": page.time, "handle": handle,
                "kind": kind, "value": value, "where": where, "source_url": source,
            }
        )  # fmt: skip
        found.setdefault((kind, value), contact)

    for name, value, _ in _fields_of(account):
        where = f"fields.{name}"
        _offer_links(value, where, offer)
        plain = text_of_html(value)
        if _EMAIL.fullmatch(plain):
            offer("email", plain, where)
    _offer_links(_text(account.get("note")) or "", "bio", offer)
    return list(found.values())


def _count_in(account: Mapping[str, Any], key: str, page: Page, wrote: bool) -> int | None:
    """A count; ``None`` where an instance writes 0 for somebody it never counted.

    That is who is elsewhere at home, who is suspended, and whoever wrote something and is said to have written nothing:
    Takahe counts nobody in its timelines and searches.
    """
    wrote = wrote or isinstance(account.get("last_status_at"), str)
    count = count_of(account.get(key))
    home = str(account["acct"]).strip().lstrip("@").lower().partition("@")[2]
    uncounted = flag(account.get("suspended")) is True or (wrote and count_of(account.get("statuses_count")) == 0)
    uncounted = uncounted or (home != "" and not same_host(home, host_of(page.url) or ""))
    return None if count == 0 and uncounted else count


def _hides(account: Mapping[str, Any], *names: str) -> bool:
    """Whether a server says that it hides a count; Pleroma and Akkoma then write 0."""
    for settings in (account.get("pleroma"), account.get("akkoma"), account.get("other_settings")):
        if isinstance(settings, dict) and any(flag(settings.get(f"hide_{name}_count")) for name in names):
            return True
    return False


def name_of(account: Mapping[str, Any]) -> str | None:
    """The display name without the pictures that the instance puts into it (``:name:`` of its own emoji).

    A name of nothing but pictures stays as it is.
    """
    name, emojis = _text(account.get("display_name")), account.get("emojis")
    if not name or ":" not in name or not isinstance(emojis, list):
        return name
    codes = [one["shortcode"] for one in emojis if isinstance(one, dict) and isinstance(one.get("shortcode"), str)]
    bare = name
    for code in codes:
        bare = bare.replace(f":{code}:", " ")
    return " ".join(bare.split()) or name if bare != name else name


def refusal_of(account: Mapping[str, Any], handle: str) -> tuple[BlockKind, str] | None:
    """(kind, words) where an account's own page says that it is closed or wants to be left alone, else ``None``."""
    pleroma = account.get("pleroma")
    if flag(account.get("suspended")) is True:
        return "gone", "the account is suspended"
    if isinstance(pleroma, dict) and flag(pleroma.get("deactivated")) is True:
        return "gone", "the account is deactivated"
    if flag(account.get("memorial")) is True:
        return "gone", f"{handle} is kept in memory of someone who died"
    if flag(account.get("noindex")) is True:
        return "hidden", f"{handle} asks not to be indexed: no more is asked about the account"
    return None


def _category_of(account: Mapping[str, Any]) -> str | None:
    if flag(account.get("memorial")) is True:
        return "memorial"
    if flag(account.get("group")) is True or account.get("actor_type") == "Group":
        return "group"
    source = account.get("source")
    pleroma = source.get("pleroma") if isinstance(source, dict) else None
    actor = pleroma.get("actor_type") if isinstance(pleroma, dict) else account.get("actor_type")
    if actor == "Group":
        return "group"
    return "bot" if flag(account.get("bot")) is True or actor in ("Service", "Application") else None


def is_pixelfed(account: Mapping[str, Any]) -> bool:
    """Whether an account object is Pixelfed's own."""
    return "note_text" in account or "header_bg" in account


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _fields_of(account: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    fields = account.get("fields")
    if not isinstance(fields, list):
        return []
    return [
        (text_of_html(field["name"]), field["value"], field)
        for field in fields
        if isinstance(field, dict) and isinstance(field.get("name"), str) and isinstance(field.get("value"), str)
    ]


def _links_of(account: Mapping[str, Any]) -> list[Link] | None:
    links: list[Link] = []
    for name, value, field in _fields_of(account):
        verified = field["verified_at"] is not None if "verified_at" in field else None
        hrefs = [href for href, classes in anchors_in(value) if "hashtag" not in classes]
        if "<a" not in value:
            hrefs += _URL.findall(text_of_html(value))
        links += [
            Link(url=href, title=name or None, verified=verified)
            for href in dict.fromkeys(hrefs)
            if href.lower().startswith(("http://", "https://"))
        ]
    website = _text(account.get("website"))
    if website and website.strip():
        links.append(Link(url=website.strip()))
    return links if isinstance(account.get("fields"), list) or "website" in account else None


def _pronouns_of(account: Mapping[str, Any]) -> str | None:
    pronouns = account.get("pronouns")
    if isinstance(pronouns, list):
        return "/".join(str(one) for one in pronouns) or None
    if isinstance(pronouns, str) and pronouns.strip():
        return pronouns.strip()
    return next((text_of_html(v) or None for name, v, _ in _fields_of(account) if _PRONOUNS.fullmatch(name)), None)


def _location_of(account: Mapping[str, Any]) -> str | None:
    """Where an account says it is: on Pixelfed and Misskey in a field of its own, elsewhere in one that it calls so."""
    if isinstance(account.get("location"), str) and account["location"].strip():
        return str(account["location"]).strip()
    fields = ((name, value) for name, value, _ in _fields_of(account) if "<a" not in value)
    said = (text_of_html(value).strip() for name, value in fields if _is_where(name))
    return next((one for one in said if one and len(one) <= _LONGEST_PLACE and "//" not in one), None)


def _is_where(name: str) -> bool:
    """Whether a field is called a place, with a pin beside it or without."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", name.casefold()) in _WHERE


class _Anchors(HtmlReader):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            values = dict(attrs)
            href = (values.get("href") or "").strip()
            if href:
                self.found.append((href, values.get("class") or ""))


def anchors_in(markup: str) -> list[tuple[str, str]]:
    """The links of a fragment of HTML, each with its class attribute."""
    if "<" not in markup:
        return []
    reader = _Anchors()
    reader.feed(markup[:256_000])
    return reader.found


def _offer_links(markup: str, where: str, offer: Any) -> None:
    for href, _ in anchors_in(markup):
        scheme, _, rest = href.partition(":")
        value = unquote(rest.split("?")[0]).strip().removeprefix("//")
        if scheme.lower() == "mailto" and _EMAIL.fullmatch(value):
            offer("email", value, where)
        elif scheme.lower() == "tel" and re.search(r"\d{3}", value):
            offer("phone", value, where)
