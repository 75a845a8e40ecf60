"""Ways to reach an account that stand in a text: email addresses (disguised ones too), phones, messaging links.

Nothing is guessed: an address must have a known suffix and pass email-validator (no DNS), a number must be valid for
its
region. Heavy libraries are imported at first use.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scoring.disguises import is_disguised, write_out
from scoring.lists import ContactClass, ContactKind

if TYPE_CHECKING:
    from tldextract import TLDExtract

MAX_TEXT = 8_000


@dataclass(frozen=True)
class FoundContact:
    """One way to reach somebody: an address in lower case, a phone in E.164, a messaging link with https."""

    kind: ContactKind
    value: str
    classed: ContactClass


# First in ASCII, so that "mail@posta.exampleまで" ends where its letters do; then with letters of all scripts.
_EMAIL = re.compile(
    r"(?<![A-Za-zÀ-ɏ0-9_.+/@-])[A-Za-z0-9_](?:[A-Za-z0-9_.+'-]{0,62}[A-Za-z0-9_+-])?"
    r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?![A-Za-zÀ-ɏ0-9_@])"
)
_ANY_EMAIL = re.compile(r"(?<![\w.+/@-])[\w](?:[\w.+'-]{0,62}[\w+-])?@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])")
_URL = re.compile(r"(?:https?://|www\.)\S{1,300}", re.IGNORECASE)
_MESSAGING = re.compile(
    r"(?<![\w.@])(?:https?://)?(?:www\.)?((?:wa\.me|t\.me|m\.me|line\.me|api\.whatsapp\.com|signal\.me|"
    r"lin\.ee)/[\w+@/?=&.%~#-]{2,120})",
    re.IGNORECASE,
)

_ROLES = frozenset(["info", "contact", "hello", "hi", "hey", "office", "team", "support", "sales", "orders",
    "shop", "store", "mail", "contacto", "contato", "kontakt", "service", "admin", "bonjour", "hola", "ola",
    "ciao", "hallo", "customerservice", "help", "web", "webmaster", "press"])  # fmt: skip
_BUSINESS = frozenset(["business", "collab", "collabs", "collaboration", "collaborations", "pr", "promo", "work",
    "brand", "brands", "partner", "partners", "partnership", "partnerships", "marketing", "ads", "inquiries",
    "enquiries", "collabo", "collaboraties", "kooperation", "kooperationen", "negocios", "comercial", "parcerias",
    "colaboraciones", "werbung", "kerjasama", "iklan", "endorse", "reklam", "isbirligi", "wspolpraca"])  # fmt: skip
_MANAGERS = frozenset(
    ["management", "mgmt", "manager", "talent", "agent", "agency", "booking", "bookings", "representation"]
)
_FREE = frozenset(["gmail", "googlemail", "yahoo", "ymail", "hotmail", "outlook", "live", "msn", "icloud", "me",
    "mac", "gmx", "web", "proton", "protonmail", "pm", "aol", "mail", "yandex", "naver", "daum", "hanmail", "qq",
    "163", "126", "libero", "wp", "o2", "orange", "free", "laposte", "t-online", "seznam", "rediffmail", "docomo",
    "ezweb", "bol", "uol", "terra", "interia", "onet", "zoho", "fastmail", "tutanota"])  # fmt: skip


@lru_cache(maxsize=1)
def domain_splitter() -> "TLDExtract":
    """tldextract over its bundled suffix list, without network or cache; ``.example`` counts as a suffix."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=("example",))


def emails_in(text: str) -> list[str]:
    """Email addresses in a text, disguised ones written out, lower case, in order, each once.

    Reads "name (at) x dot com", "name arroba x punto com", full-width ＠, "name☆x.com (☆→@)". A space before @ alone
    makes no address: that is a name and a mention.
    """
    plain = unicodedata.normalize("NFKC", text[:MAX_TEXT]).replace("。", ".")  # fancy and full-width letters, ＠
    if "@" not in plain and not is_disguised(plain):
        return []
    plain = write_out(_URL.sub(" ", plain))
    found: dict[str, None] = {}
    for pattern in (_EMAIL, _ANY_EMAIL):
        for match in pattern.finditer(plain):
            email = _valid_email(match.group())
            if email is not None:
                found[email] = None
        plain = pattern.sub(" ", plain)
    return list(found)


def _valid_email(candidate: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    local, _, domain = candidate.rpartition("@")
    parts = domain_splitter()(domain)
    if not parts.suffix or not parts.domain:
        return None
    try:
        checked = validate_email(f"{local.strip('.-')}@{domain}", check_deliverability=False)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def phones_in(text: str, region: str | None) -> list[str]:
    """Phone numbers in a text as E.164, in order, each once; without a ``+`` only those valid in ``region`` (ISO
    3166)."""
    if sum(character.isdigit() for character in text[:MAX_TEXT]) < 7:
        return []
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

    plain = _EMAIL.sub(" ", _URL.sub(" ", text[:MAX_TEXT]))
    matcher = PhoneNumberMatcher(plain, region, leniency=Leniency.VALID, max_tries=100)
    return list(dict.fromkeys(format_number(match.number, PhoneNumberFormat.E164) for match in matcher))


def phone_region(phone: str) -> str | None:
    """The region (ISO 3166) that an international number belongs to, ``None`` where it has none or is not valid."""
    from phonenumbers import NumberParseException, is_valid_number, parse, region_code_for_number

    try:
        number = parse(phone, None)
    except NumberParseException:
        return None
    return region_code_for_number(number) if is_valid_number(number) else None


def messaging_in(texts: Iterable[str]) -> list[str]:
    """Messaging links (WhatsApp, Telegram, Messenger, LINE, Signal) in texts or link addresses, each once, with
    https."""
    found = (
        f"https://{match.group(1).rstrip('.,')}" for text in texts for match in _MESSAGING.finditer(text[:MAX_TEXT])
    )
    return list(dict.fromkeys(found))


def class_of_contact(kind: str, value: str, handle: str, words_of_manager: bool = False) -> ContactClass:
    """What kind of address it is: manager, role (info@…), business (collab@…, own domain), else personal.

    ``words_of_manager``: the text beside it says "managed by" or the like in some language.
    """
    if kind != "email":
        return "manager" if words_of_manager else ("business" if kind == "address" else "personal")
    local, _, domain = value.rpartition("@")
    parts = domain_splitter()(domain)
    words = set(re.split(r"[._+\d-]+", local))
    names = set(re.split(r"[._\d-]+", f"{parts.domain}-{parts.subdomain}"))
    if (
        words & _MANAGERS
        or names & _MANAGERS
        or any(word in parts.domain for word in ("mgmt", "talent", "management", "agency"))
    ):
        return "manager"
    if local in _ROLES or words <= _ROLES:
        return "role"
    if words & _BUSINESS:
        return "business"
    if words_of_manager and parts.domain not in _FREE:
        return "manager"
    if parts.domain in _FREE or _alike(local, handle) or _alike(parts.domain, handle):
        return "personal"
    return "business"


def _alike(left: str, right: str) -> bool:
    left, right = (re.sub(r"[\W_\d]", "", text.lower()) for text in (left, right))
    return len(left) >= 4 and len(right) >= 4 and (left in right or right in left)


def found_in_bio(text: str, region: str | None, handle: str, words_of_manager: bool) -> list[FoundContact]:
    """Every contact in a bio with its class, emails first."""
    found: list[tuple[Any, str]] = [("email", email) for email in emails_in(text)]
    found += [("phone", phone) for phone in phones_in(text, region)]
    found += [("messaging", link) for link in messaging_in([text])]
    return [FoundContact(kind, value, class_of_contact(kind, value, handle, words_of_manager)) for kind, value in found]
