"""Commercial signs in posts and highlights: sponsored posts, codes, brands, collaborations; and ways of contact."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scoring.contacts import FoundContact, class_of_contact, found_in_bio, messaging_in
from scoring.evidence import Evidence
from scoring.features.selling import Sign, codes_in, sign_of
from scoring.features.words import WordsRead, text_of_post
from scoring.lexicon import Cue, find_cues
from storage.facts import Post

_COLLABORATIONS = frozenset(
    {"collab", "ambassador", "ad", "ad_tag", "ad_label", "gifted", "gift_tag", "affiliate", "code"}
)


@dataclass(frozen=True)
class OfferedContact:
    """A way to reach the account: where it stood and the page that shows it."""

    kind: str
    value: str
    classed: str
    where: str
    source_url: str


@dataclass
class CommercialRead:
    """Sponsored posts with the sign that says so, codes, brands named as sponsors; collaborations told in
    highlights."""

    sponsored: list[tuple[Post, Sign]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    of: int = 0
    collab_highlights: list[str] = field(default_factory=list)
    interest_highlights: list[str] = field(default_factory=list)

    @property
    def undisclosed(self) -> list[Post]:
        """Sponsored posts that do not say so themselves."""
        return [post for post, sign in self.sponsored if not sign.disclosed]


def read_commercial(evidence: Evidence, words: WordsRead) -> CommercialRead:
    """What of an account's posts and highlights is work for brands. A giveaway of one's own is not."""
    found = CommercialRead(of=len(words.posts))
    brands: list[str] = []
    for post, cues in zip(evidence.posts, words.posts, strict=False):
        text = text_of_post(post)
        sign = sign_of(post, text, cues)
        if sign is None:
            continue
        found.sponsored.append((post, sign))
        found.codes.extend(codes_in(text))
        brands.extend(post.sponsors or (post.mentions or ())[:3])
    found.codes = list(dict.fromkeys(found.codes))
    found.brands = [brand for brand in dict.fromkeys(brands) if brand != evidence.handle][:20]
    for highlight, cues in zip(evidence.highlights, words.highlights, strict=True):
        labels = {cue.label for cue in cues}
        if labels & _COLLABORATIONS:
            found.collab_highlights.append(highlight.title or "")
        elif any(label.startswith("niche:") for label in labels):
            found.interest_highlights.append(highlight.title or "")
    return found


def is_for_a_brand(post: Post) -> bool:
    """Whether a post is work for a brand by its label, its sponsors, its words or a code that it shares."""
    text = text_of_post(post)
    return sign_of(post, text, find_cues(text)) is not None


def read_contacts(evidence: Evidence, bio_cues: Sequence[Cue], region: str | None) -> list[OfferedContact]:
    """Contact facts first (as the page offers them), then what the bio and the links hold; each value once."""
    profile = evidence.profile
    managed = any(cue.label == "manager" for cue in bio_cues)
    found: dict[tuple[str, str], OfferedContact] = {}

    def add(kind: str, value: str, classed: str, where: str, source_url: str) -> None:
        found.setdefault((kind, value), OfferedContact(kind, value, classed, where, source_url))

    for contact in evidence.contacts:
        value = contact.value.strip().lower() if contact.kind == "email" else contact.value.strip()
        classed = class_of_contact(contact.kind, value, evidence.handle)
        if contact.kind == "phone":
            value, classed = _e164(value, region), "business" if "business" in contact.where else classed
        if value:
            add(contact.kind, value, classed, contact.where, contact.source_url)
    if profile is not None:
        page = evidence.page_of.get("bio", profile.page)
        for one in found_in_bio(f"{profile.display_name or ''}\n{profile.bio or ''}", region, evidence.handle, managed):
            add(one.kind, one.value, one.classed, "bio", page)
        links = [link.url for link in profile.links or ()]
        for link in messaging_in(links):
            add("messaging", link, "personal", "link", evidence.page_of.get("links", profile.page))
        for link in links:
            if link.lower().startswith("mailto:"):
                for one in (
                    FoundContact("email", v, class_of_contact("email", v, evidence.handle)) for v in _mailto(link)
                ):
                    add(one.kind, one.value, one.classed, "link", evidence.page_of.get("links", profile.page))
    return list(found.values())


def _mailto(link: str) -> list[str]:
    from scoring.contacts import emails_in

    return emails_in(link[7:].partition("?")[0])


def _e164(value: str, region: str | None) -> str:
    from scoring.contacts import phones_in

    return next(iter(phones_in(value, region)), value)
