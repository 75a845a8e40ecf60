"""What kind of account it is, with the words that say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.evidence import Evidence
from scoring.features.minors import signs_of_minor
from scoring.lexicon import Cue, fold_text
from scoring.lists import AccountKind

# Categories that networks print, as beginnings of folded words.
_SHOP_CATEGORIES = ("shopping", "retail", "clothing (brand)", "clothing store", "boutique", "e-commerce",
    "jewelry/watches", "jewellery store",
                    "gift shop", "product/service", "grocery", "restaurant", "cafe", "coffee shop", "bakery",
                    "hotel", "beauty salon",
                    "hair salon", "nail salon", "store", "home decor", "local business", "clothing")  # fmt: skip
_BRAND_CATEGORIES = ("brand", "company", "cosmetics", "health/beauty", "advertising/marketing",
    "business service", "nonprofit", "non-profit",
                     "organization", "organisation", "government", "software", "agency", "publisher",
                     "media/news", "magazine", "tv channel",
                     "event", "school", "university", "sports team", "app page", "website",
                     "internet company")  # fmt: skip
_PERSON_CATEGORIES = ("digital creator", "blogger", "personal blog", "artist", "photographer", "public figure",
    "writer", "author",
                      "video creator", "content creator", "musician", "athlete", "chef", "actor", "model",
                      "gamer", "fitness trainer",
                      "makeup artist", "fashion model", "entrepreneur", "editor", "dancer", "coach", "teacher",
                      "reel creator",
                      "fashion designer", "comedian", "journalist", "scientist", "creator")  # fmt: skip
_AGGREGATOR_CATEGORIES = ("community", "just for fun", "entertainment website")
_FAN_CATEGORIES = ("fan page", "fictional character")
_NAME_KINDS: tuple[tuple[AccountKind, re.Pattern[str]], ...] = (
    ("fan_page",
        re.compile(r"(?:^|[._])(?:fan|fans|fc|stan|fanpage|fanclub|updates)(?:[._]|$)|fanpage|fanclub|fanaccount")),
    ("meme_page", re.compile(r"meme|shitpost|lmao|funnyvid")),
    ("shop",
        re.compile(r"(?:^|[._])(?:shop|store|boutique|tienda|loja|toko|butik|sklep|magazin|negozio|winkel|laden)(?:[._]|$)|(?:onlineshop|olshop|boutique)$")),
    ("aggregator",
        re.compile(r"(?:^|[._])(?:features?|daily|hub|community|inspo|inspirations?)(?:[._]|$)|(?:ofinstagram|ofig|_of_ig|daily|features)$")),
    ("brand", re.compile(r"(?:^|[._])(?:official|hq|inc|llc|ltd|gmbh)(?:[._]|$)")),
)  # fmt: skip
# What is in a handle was chosen to be read as the account's own name of itself.
_NAME_WEIGHTS: dict[str, float] = {"fan_page": 1.0, "meme_page": 1.2, "shop": 0.6, "aggregator": 0.6, "brand": 0.6}
_SPECIFIC = ("fan_page", "meme_page")
_KIND_ORDER = ("private", "fan_page", "meme_page", "shop", "aggregator", "brand")  # the more specific first
_WEIGHTS: dict[str, float] = {
    "private": 1.0,
    "shop": 1.0,
    "brand": 0.8,
    "aggregator": 1.2,
    "fan_page": 1.5,
    "meme_page": 1.2,
}
# One word alone is often said by a person, too; these say it all the same.
_STRONG_WORDS = frozenset(
    [
        "meme",
        "memes",
        "memy",
        "memepage",
        "мемы",
        "мемчики",
        "ミーム",
        "fanpage",
        "fanaccount",
        "fanclub",
        "fanklub",
        "webshop",
        "webwinkel",
        "onlineshop",
        "eshop",
    ]
)
_WEAK_PHRASES = frozenset({"dedicated to", "updates on", "best of", "our team", "our collection", "in stock",
    "we make", "we design", "we craft",
                           "fan of", "to order"})  # fmt: skip
_ONE_WORD = 0.6
_STARTS_AT = 1.0
ADULT_YEARS = 18


@dataclass(frozen=True)
class KindFound:
    """The kind of an account, how strongly it was said (about 1 for one clear sign), and the words that said it."""

    kind: AccountKind
    weight: float
    reasons: tuple[str, ...]


def judge_kind(evidence: Evidence, bio_cues: Sequence[Cue]) -> KindFound:
    """The account's kind from its flags, category, bio and name; creator where nothing speaks against it.

    A suspected minor comes before all else, then private; both with the words. Words of the bio only: captions
    of others' minors (a parent's) say nothing about the account's owner.
    """
    profile = evidence.profile
    bio = (profile.bio if profile else None) or ""
    name = (profile.display_name if profile else None) or ""
    minor = signs_of_minor(f"{name}\n{bio}", bio_cues, evidence.now)
    if minor:
        return KindFound("suspected_minor", float(len(minor)), minor)
    if profile is not None and profile.is_private:
        return KindFound("private", 1.0, ("the profile is private",))
    points: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}

    def add(kind: str, weight: float, reason: str) -> None:
        if reason not in reasons.setdefault(kind, []):
            points[kind] = points.get(kind, 0.0) + weight
            reasons[kind].append(reason)

    for cue in _widest(bio_cues):
        if cue.label == "meme_page" and "même" in bio.casefold():
            continue  # folded it is a meme
        if cue.label in _WEIGHTS:
            add(cue.label, _WEIGHTS[cue.label] * _plainness(cue), f'bio says "{cue.seen}"')
    category = fold_text(profile.category).strip() if profile is not None and profile.category else ""
    if category:
        for kind, beginnings, weight in (
            ("creator", _PERSON_CATEGORIES, 1.0),
            ("fan_page", _FAN_CATEGORIES, 1.0),
            ("aggregator", _AGGREGATOR_CATEGORIES, 0.6),
            ("shop", _SHOP_CATEGORIES, 1.0),
            ("brand", _BRAND_CATEGORIES, 1.0),
        ):
            if category.startswith(beginnings):
                add(kind, weight, f'category "{profile.category if profile else ""}"')
                break
    for kind, pattern in _NAME_KINDS:
        match = pattern.search(evidence.handle.lower())
        if match:
            add(kind, _NAME_WEIGHTS[kind], f'"{match.group().strip("._")}" in the handle')
    if profile is not None and profile.account_type in ("creator", "personal"):
        add("creator", 0.5, f"account of type {profile.account_type}")
    if _FIRST_PERSON.search(fold_text(bio)):
        add("creator", 0.4, "bio speaks as one person")
    person = points.pop("creator", 0.0)
    sure = [kind for kind, weight in points.items() if weight - 0.8 * person >= _STARTS_AT]
    if sure:
        # A meme page gives credit and takes orders of T-shirts, too: the more specific kind says what it is.
        best = min(sure, key=lambda kind: (kind not in _SPECIFIC, -points[kind], _KIND_ORDER.index(kind)))
        return KindFound(best, points[best], tuple(reasons[best]))  # type: ignore[arg-type]  # keys are kinds by construction
    return KindFound("creator", person, tuple(reasons.get("creator", ())))


_FIRST_PERSON = re.compile(
    r"\b(?:i|i'm|im|my|me|mom of|mum of|yo|soy|mi|je|j'|mon|ma|eu|sou|meu|minha|ich|mein|meine|io|sono|mio|ik|"
    r"mijn|ja|jestem|moj|ben|benim|aku|saya|я|мой|моя|मैं|मेरा|मेरी|انا)\b"
    r"|私|저는|나의|내 "
)


def _plainness(cue: Cue) -> float:
    if cue.words in _STRONG_WORDS:
        return 1.0
    one = " " not in cue.words and (cue.words.isascii() or len(cue.words) < 4 or "\u0400" <= cue.words[0] <= "\u06ff")
    return _ONE_WORD if one or cue.words in _WEAK_PHRASES else 1.0


def _widest(cues: Sequence[Cue]) -> list[Cue]:
    """Cues without those whose words are part of another's at the same place: "official" in "official account"."""
    return [
        cue
        for cue in cues
        if not any(
            other.label == cue.label
            and len(other.seen) > len(cue.seen)
            and cue.seen in other.seen
            and other.place <= cue.place <= other.place + other.seen.count(" ")
            for other in cues
        )
    ]
