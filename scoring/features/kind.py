"""What kind of account it is, with the words that say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from scoring.evidence import Evidence
from scoring.lexicon import Cue, fold_text, languages
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
_ADULT = re.compile(
    r"\b(?:1[89]|[2-9]\d)\s?(?:\+|y\.?/?o\b|years? old|anos\b|ans\b|anni\b|jahre\b|jaar\b|lat\b|yas|лет\b|歳|살)"
)
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
_KIND_ORDER = ("fan_page", "meme_page", "shop", "aggregator", "brand")  # the more specific first
_WEIGHTS: dict[str, float] = {"shop": 1.0, "brand": 0.8, "aggregator": 1.2, "fan_page": 1.5, "meme_page": 1.2}
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
    minor = _signs_of_minor(f"{name}\n{bio}", bio_cues)
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


_AGE = r"(?<![\w.,])(1[0-7]|[89])"
_EDGE = r"[^\w\s+#@.'’&%$€£-]"  # what parts the pieces of a bio: bars, bullets, emoji
_AFTER = (
    r"(?! ?(?:%|k\b|m\b|\+|°|kg|cm|years? (?:of|in|into|as)|"
    r"followers|subscribers|countries|weeks|months|days|hours|times))"
)


@lru_cache(maxsize=1)
def _age_patterns() -> tuple[re.Pattern[str], ...]:
    units = "|".join(
        sorted({re.escape(fold_text(u)) for lang in languages() for u in lang.age_units}, key=len, reverse=True)
    )
    alone = rf"(?:^|\n|{_EDGE})\s*(1[0-7]|[89])\s?(?:{units})\s*(?=$|\n|{_EDGE})"
    number = r"(?:^|\n|[|•·/])\s*(1[2-7])\s*(?=$|\n|[|•·/])"
    phrases = {
        re.escape(fold_text(p)).replace(r"\{\}", "(1[0-7]|[89])") for lang in languages() for p in lang.age_phrases
    }
    told = rf"(?<![\w.,])(?:{'|'.join(sorted(phrases, key=len, reverse=True))})(?!\w){_AFTER}"
    return tuple(re.compile(pattern) for pattern in (alone, number, told))


def _signs_of_minor(text: str, cues: Sequence[Cue]) -> tuple[str, ...]:
    folded = fold_text(text)
    grown = re.search(_GROWN_UP, folded) is not None or _ADULT.search(folded) is not None
    found = [cue.seen for cue in cues if cue.label == "minor_run" or (cue.label == "minor" and not grown)]
    if not grown:  # "mom of a 7 year old" and "teacher of 12 year olds" tell another's age
        spans = sorted(match.span() for pattern in _age_patterns() for match in pattern.finditer(folded))
        found += [_trim(folded[start:end]) for start, end in _merge_spans(spans)]
    once = [words for words in dict.fromkeys(found) if not any(words != other and words in other for other in found)]
    return tuple(f'bio says "{words}"' for words in once)


def _merge_spans(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ordered spans with those that overlap run together."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trim(words: str) -> str:
    """Words without what parts them from the rest of a bio (bars, bullets, emoji, line breaks), on one line."""
    return " ".join(re.sub(r"^\W+", "", words).rstrip(" \n|•·/,;:").split())


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


_GROWN_UP = (
    r"\b(?:mom|mum|mama|mommy|mummy|dad|daddy|mother|father|parents?|grandma|grandpa|wife|husband|married|phd|"
    r"prof|teacher|nanny|aunt|uncle|coach|nurse|"
    r"madre|padre|papa|mami|papi|maestr[ao]|profesor\w*|mae|pai|mamae|professor\w*|mere|pere|maman|enseignant\w*|"
    r"institutrice|maitresse|"
    r"mutter|vater|lehrer\w*|erzieher\w*|moeder|vader|juf|meester|leerkracht|docent\w*|matka|tata|nauczyciel\w*|"
    r"anne|anneyim|annesi|baba|ogretmen\w*|"
    r"mamma|insegnante|ibu|bunda|ayah|guru|мама|папа|мамочка|учитель\w*|педагог|امي|ام|ماما|معلم\w*|مدرس\w*)\b"
    r"|माँ|मां|मम्मी|शिक्षक|अध्यापक|ママ|パパ|教師|先生|の母|の父|母です|育児|子育て|塾|家庭教師|엄마|아빠|맘|과외|학원|육아|선생님|교사"
)
