"""Ways to reach an account that stand in a text: email addresses (disguised ones too), phones, messengers.

Nothing is guessed: an address must have a known suffix and pass email-validator (no DNS), a number must be valid for
its region. Heavy libraries are imported at first use.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.contacts.classes import beside_in, class_of_contact, domain_splitter
from scoring.contacts.disguises import is_disguised, write_out
from scoring.contacts.invitations import says
from scoring.contacts.messengers import find_links, find_names, is_whatsapp, whatsapp_number, without_links
from scoring.contacts.phones import find_phones, phone_region, phones_in, plain_of
from scoring.lexicon import find_cues
from scoring.lexicon.scripts import plain_letters
from scoring.lists import ContactClass, ContactKind

__all__ = [
    "FoundContact",
    "class_of_contact",
    "email_in_field",
    "emails_in",
    "found_in_bio",
    "messaging_in",
    "phone_region",
    "phones_in",
]

MAX_TEXT = 8_000


@dataclass(frozen=True)
class FoundContact:
    """One way to reach somebody: an address in lower case, a phone in E.164, a messaging link with https."""

    kind: ContactKind
    value: str
    classed: ContactClass


# First in ASCII, so that "mail@posta.exampleまで" ends where its letters do; then with letters of all scripts. What
# follows another Latin letter (Vietnamese ones lie apart) is the rest of an address, and somebody else's.
_EMAIL = re.compile(
    r"(?<![A-Za-zÀ-ɏḀ-ỿ0-9_.+@-])(?<![:/.\s]/)[A-Za-z0-9_](?:[A-Za-z0-9_.+'-]{0,62}[A-Za-z0-9_+-])?"
    r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}(?![A-Za-zÀ-ɏḀ-ỿ0-9_@])"
)
_ANY_EMAIL = re.compile(r"(?<![\w.+/@-])[\w](?:[\w.+'-]{0,62}[\w+-])?@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])")
# Servers of the fediverse, on which "anna@mastodon.example" is an account and no box for mail.
_SERVER = re.compile(
    r"@(?:(?:mastodon|mstdn|pixelfed|misskey|pleroma|akkoma|lemmy|peertube|sharkey|calckey|firefish)\.|[\w.-]+\.social$|"
    r"(?:mas\.to|fosstodon\.org|hachyderm\.io|infosec\.exchange|pawoo\.net|social\.coop|toot\.\w+|troet\.cafe)$)"
)
_URL = re.compile(r"(?:https?://|www\.)\S{1,300}", re.IGNORECASE)
# Where somebody is found in a chat, spelled like an email ("XMPP: ada@chat.example"); "Mail/XMPP: …" is both.
_CHAT = re.compile(
    r"(?<![\w/&+])(?<![/&+] )(?<!and )(?:xmpp|jabber|sip)(?: id)?[ \t]{0,2}[:=→-]?[ \t]{0,2}"
    r"[\w.+-]{1,64}@[\w.-]{1,190}",
    re.IGNORECASE,
)


def emails_in(text: str) -> list[str]:
    """Email addresses in a text, disguised ones written out, lower case, in order, each once.

    Reads "name (at) x dot com", "name arroba x punto com", full-width ＠, "name☆x.com (☆→@)". A space before @ alone
    makes no address: that is a name and a mention.
    """
    plain = plain_letters(text[:MAX_TEXT]).replace("。", ".")  # fancy and full-width letters, ＠
    if "@" not in plain and not is_disguised(plain):
        return []
    plain = write_out(_CHAT.sub(" ", _URL.sub(" ", plain)))
    found: dict[str, None] = {}
    for pattern in (_EMAIL, _ANY_EMAIL):
        for match in pattern.finditer(plain):
            email = _valid_email(match.group())
            if email is not None:
                found[email] = None
        plain = pattern.sub(" ", plain)
    return list(found)


def email_in_field(value: str) -> str | None:
    """The address in a field for one, in lower case; ``None`` where it holds none.

    A server of one's own fills the field as it likes. What would have a mail program do more than write there (further
    recipients, a subject, a text) is left out; of several addresses the first counts.
    """
    alone = value.strip().removeprefix("mailto:").partition("?")[0].strip()
    return _valid_email(alone) or next(iter(emails_in(alone)), None)


def _valid_email(candidate: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    local, _, domain = candidate.rpartition("@")
    parts = domain_splitter()(domain)
    if not parts.suffix or not parts.domain or _SERVER.search(f"@{domain.lower()}"):
        return None
    try:
        checked = validate_email(f"{local.strip('.-')}@{domain}", check_deliverability=False)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def messaging_in(texts: Iterable[str]) -> list[str]:
    """Messaging links (WhatsApp, Telegram, Messenger, LINE, Signal, Kakao) in texts or link addresses, each once, with
    https."""
    return find_links(texts)


def found_in_bio(
    text: str, region: str | None, regions: Sequence[str] = (), trades: bool = False, own: Sequence[str] = ()
) -> list[FoundContact]:
    """Every contact in a name and bio with its class, emails first.

    Numbers without a ``+`` are read as those of ``region`` (``regions`` where it is none there); a number beside a word
    for WhatsApp is a messaging link. ``trades``: a shop's account, whose addresses are those of its business; ``own``
    the account's handle and name.
    """
    plain = plain_of(text)
    linked = without_links(plain)
    phones = find_phones(linked, region, regions)
    links = [*find_links([plain]), *find_names(plain, own)]
    found: list[tuple[ContactKind, str, str]] = [
        ("email", email, beside_in(text, _where_email(email))) for email in emails_in(text)
    ]
    trades = trades or (bool(phones or links) and says("trade", text))
    for phone in phones:
        beside = beside_in(plain, re.compile(re.escape(plain[phone.start : phone.end])))
        if is_whatsapp(linked, phone, [one for one in phones if one is not phone], region):
            found.append(("messaging", f"https://wa.me/{whatsapp_number(phone.value)}", beside))
        else:
            found.append(("phone", phone.value, beside))
    for link in links:
        name = re.escape(link.rpartition("/")[2].rpartition(":")[2].lstrip("~@")[:24])
        found.append(("messaging", link, beside_in(plain, re.compile(name, re.IGNORECASE))))
    chats = {value for kind, value, _ in found if kind == "messaging"}
    return list(
        {
            (kind, value): FoundContact(
                kind, value, class_of_contact(kind, value, _manages(beside), beside, trades and kind != "email")
            )
            for kind, value, beside in reversed(found)
            if kind != "phone" or f"https://wa.me/{whatsapp_number(value)}" not in chats
        }.values()
    )[::-1]


def _manages(beside: str) -> bool:
    return any(cue.label == "manager" for cue in find_cues(beside))


def _where_email(email: str) -> re.Pattern[str]:
    """Where an address seems to stand, disguised or not: the beginning of its name and that of its domain."""
    local, _, domain = email.partition("@")
    head = r"[^\n]{1,12}?".join(re.escape(part[:16]) for part in re.split(r"[._+-]", local)[:4] if part)
    host = re.escape(domain.partition(".")[0][:12])
    return re.compile(
        rf"{head}[^\n]{{1,24}}?{host}[^\s|•·,/]{{0,30}}(?:\s[\[(]\S{{1,8}}[\])]\s\w{{2,8}})?", re.IGNORECASE
    )
