"""How an account may be reached, whether it invites to work together, and which of its highlights show such work."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.contacts.classes import class_of_contact
from scoring.contacts.invitations import Invitation, is_title_of_work, read_invitation
from scoring.evidence import Evidence
from scoring.lexicon import Cue, fold_text, tokens_of, word_set
from scoring.lists import AccountKind
from scoring.places import SPOKEN_IN

_LEAST_DIGITS = 5  # of a number that somebody can call from another house


@dataclass(frozen=True)
class OfferedContact:
    """A way to reach the account: where it stood and the page that shows it."""

    kind: str
    value: str
    classed: str
    where: str
    source_url: str


def read_contacts(
    evidence: Evidence, region: str | None, language: str | None = None, kind: AccountKind = "creator"
) -> list[OfferedContact]:
    """Contact facts first (as the page offers them), then what the bio and the links hold; each value once.

    ``region`` is the country (ISO 3166) whose numbers are meant where none is told, else those where ``language`` is
    spoken; ``kind`` that of the account: a shop's phone is one of business.
    """
    from scoring.contacts.in_text import email_in_field, emails_in, found_in_bio, messaging_in

    profile = evidence.profile
    trades = kind in ("shop", "brand")
    found: dict[tuple[str, str], OfferedContact] = {}

    def add(kind: str, value: str, classed: str, where: str, source_url: str) -> None:
        found.setdefault((kind, value), OfferedContact(kind, value, classed, where, source_url))

    for contact in evidence.contacts:
        value = (email_in_field(contact.value) or "") if contact.kind == "email" else contact.value.strip()
        classed = class_of_contact(contact.kind, value, trades=trades and contact.kind != "email")
        if contact.kind == "phone" and sum(map(str.isdigit, value)) < _LEAST_DIGITS:
            continue
        if contact.kind == "phone":
            value, classed = _e164(value, region), "business" if "business" in contact.where else classed
        if value:
            add(contact.kind, value, classed, contact.where, contact.source_url)
    if profile is not None:
        page = evidence.page_of.get("bio", profile.page)
        spoken = [country for country, tongues in SPOKEN_IN.items() if language in tongues]
        text = f"{profile.display_name or ''}\n{profile.bio or ''}"
        own = evidence.handle, profile.display_name or ""
        for one in found_in_bio(text, region, spoken, trades, own):
            add(one.kind, one.value, one.classed, "bio", page)
        links = [link.url for link in profile.links or ()]
        page = evidence.page_of.get("links", profile.page)
        for link in messaging_in(links):
            add("messaging", link, class_of_contact("messaging", link, trades=trades), "link", page)
        for link in links:
            if link.lower().startswith("mailto:"):
                for email in emails_in(link[7:].partition("?")[0]):
                    add("email", email, class_of_contact("email", email), "link", page)
    return list(found.values())


def _e164(value: str, region: str | None) -> str:
    from scoring.contacts.in_text import phones_in

    return next(iter(phones_in(value, region)), value)


def read_offer(evidence: Evidence, language: str | None, contacts: Sequence[OfferedContact]) -> Invitation:
    """Whether the bio invites to work together and to write, or declines."""
    profile = evidence.profile
    if profile is None or not profile.bio:
        return Invitation()
    beside = [contact for contact in contacts if contact.where == "bio"]
    emails = [contact.value for contact in beside if contact.kind == "email"]
    return read_invitation(profile.bio, language, emails, bool(beside))


def is_of_work(title: str, cues: Sequence[Cue]) -> bool:
    """Whether a highlight's title speaks of work for brands: collaborations, adverts, gifts, codes."""
    folded = " ".join(tokens_of(fold_text(title)))
    if _FOR_SALE in folded:
        return False
    said = (cue for cue in cues if cue.label in _WORK)
    return any(_tells_work(cue, folded) for cue in said) or is_title_of_work(title)


def _tells_work(cue: Cue, title: str) -> bool:
    if cue.label == "ad_label":
        return title == cue.seen or title.endswith(f" {cue.seen}")  # "Winacties (ad)"
    return title == cue.seen or cue.words not in _BARE


_FOR_SALE = "te koop"  # in Dutch: no German "Koop"
_WORK = word_set("collab ambassador ad ad_tag ad_label gifted gift_tag affiliate code")
# Of work only where they are the whole title: "Brand new", "French press", "VS Code".
_BARE = word_set(
    "code brand brands press presse prensa prasa pers stampa imprensa partner partners partenaires marca marcas "
    "marken marques merken marki marchi markalar basın basin features campaign campanha trabajos trabalhos reklam "
    "reklama reklame werbung anzeige publicidade publicidad pubblicità publicité reclame iklan cupom cupón kod "
    "कोड kode خصم كود партнеры бренды пресса реклама ブランド 파트너 광고 お仕事 掲載 提供 ब्रांड विज्ञापन ambassadeur "
    "botschafter offerts omaggio"
)
