"""Commercial signs in posts and highlights: sponsored posts, codes, brands, collaborations."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from scoring.evidence import Evidence
from scoring.features.mentions import mentioned_by, mentioned_in
from scoring.features.offers import is_of_work
from scoring.features.selling import Sign, codes_in, sign_of
from scoring.features.words import WordsRead, text_of_post
from scoring.lexicon import find_cues, fold_text, tokens_of, word_set
from scoring.patterns import late
from storage.facts import Post

_WORKS_FOR = timedelta(days=365)  # after its last post for a brand
_CAMPAIGNS = word_set(
    "campaign campaigns campagne campagnes campana campanas campagna campagne campanha campanhas kampagne kampagnen "
    "kampania kampanie kampanya kampanyam kampanye кампания кампании キャンペーン 캠페인 حمله अभियान"
)
_PARTS = re.compile(r"[\n|•·/;]")
_NAME = re.compile(r"@[\w.]+")
# Right before the brand's name: whoever is its face advertises it.
_FACE_OF = late(
    r"\b(?:(?:brand )?face (?:of|for)|team rider|(?:sponsored|factory|pro) (?:athlete|rider)|cara de|"
    r"imagen de la marca|"
    r"visage de|[ée]g[ée]rie(?: de)?|(?:rosto|cara) d[aeo]|testimonial(?: di| per)?|volto di|"
    r"(?:werbe|marken|kampagnen)?gesicht(?: von| f[üu]r| der marke)?|"
    r"(?:reclame|merk)?gezicht van|twarz(?: marki| kampanii)?|лицо(?: бренда| марки)?|wajah(?: brand| dari)?|"
    r"وجه(?: براند| ماركة)?)\s*[:：]?\s*@|"
    r"(?:イメージモデル|イメージキャラクター|専属モデル|전속모델|홍보모델|광고모델)\s*[:：]?\s*@|"
    r"@[\w.]+\S{0,4}\s*(?:(?:marka |reklam )?y[üu]z[üu]|का चेहरा|ka chehra|の?イメージモデル|の?専属モデル|"
    r"전속모델|홍보모델)",
    re.IGNORECASE,
)
# In the line that names the brand, its name aside: work that is over.
_OVER = late(
    r"\b(?:ex|former(?:ly)?|previous(?:ly)?|retired|ancien(?:ne)?(?:ment)?|anteriormente|antigu?[ao]|fr[üu]her\w*|"
    r"ehemalig\w*|già|voormalig\w*|vroeger|by[łl][ay]?|dawn(?:a|y|iej)|eski|mantan|бывш\w+|раньше|سابق[اةه]?)\b|"
    r"(?<!\w)元(?!気)|以前|(?<!\w)전직?\s?(?=앰[버배]|홍보|모델|서포터)|पूर्व",
    re.IGNORECASE,
)


@dataclass
class CommercialRead:
    """Sponsored posts with the sign that says so, codes, brands named as sponsors; collaborations told in highlights.

    ``works``: how much it works for a brand, by its letters, from .3 (a post of the last year) to 1 (its bio says so,
    or half of all posts).
    """

    sponsored: list[tuple[Post, Sign]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    of: int = 0
    works: dict[str, float] = field(default_factory=dict)
    collab_highlights: list[str] = field(default_factory=list)
    interest_highlights: list[str] = field(default_factory=list)

    @property
    def undisclosed(self) -> list[Post]:
        """Sponsored posts that do not say so themselves."""
        return [post for post, sign in self.sponsored if not sign.disclosed]


def read_commercial(evidence: Evidence, words: WordsRead) -> CommercialRead:
    """What of an account's posts and highlights is work for brands, also posts that name a brand for which the bio says
    that it works. A giveaway of one's own is not."""
    found = CommercialRead(of=len(words.posts))
    brands = _brands_in_bio(evidence)
    standing = frozenset(brands)
    found.works = {letters_of(brand): 1.0 for brand in brands}
    for post, cues in zip(evidence.posts, words.posts, strict=False):
        text = text_of_post(post)
        sign = sign_of(post, text, cues) or _sign_of_standing(post, standing)
        if sign is None:
            continue
        found.sponsored.append((post, sign))
        found.codes.extend(codes_in(text))
        own = post.sponsors or mentioned_by(post)[:3]
        brands.extend(own)
        if post.posted_at is None or evidence.now is None or evidence.now - post.posted_at <= _WORKS_FOR:
            for letters in {letters_of(brand) for brand in own}:
                found.works[letters] = min(1.0, found.works.get(letters, 0.3) + 1.0 / found.of)
    found.codes = list(dict.fromkeys(found.codes))
    found.brands = [brand for brand in dict.fromkeys(brands) if brand != evidence.handle][:20]
    plays = words.subs.get("gaming/tabletop", 0.0) >= max(0.5, max(words.subs.values(), default=0.0) / 2)
    for highlight, cues in zip(evidence.highlights, words.highlights, strict=True):
        labels = {cue.label for cue in cues}
        if is_of_work(highlight.title or "", cues) and not (plays and _is_played(highlight.title or "")):
            found.collab_highlights.append(highlight.title or "")
        elif any(label.startswith("niche:") for label in labels):
            found.interest_highlights.append(highlight.title or "")
    return found


def _sign_of_standing(post: Post, brands: Collection[str]) -> Sign | None:
    """A sign that a post names or tags one of the brands that the bio openly works for."""
    named = {*mentioned_by(post), *(name.lower() for name in post.tagged or ())} if brands else set()
    return next((Sign("ambassador", f"@{brand}, of the bio", True) for brand in sorted(named & set(brands))), None)


def _is_played(title: str) -> bool:
    """Whether a title names a campaign, which at a table of games is a long story that is played."""
    return not _CAMPAIGNS.isdisjoint(tokens_of(fold_text(title)))


def _brands_in_bio(evidence: Evidence) -> list[str]:
    """Whom a bio names beside words of working for somebody: "ambassador @oat.mill", "face of @oat.mill"; who did so
    once ("ex ambassador") works for nobody."""
    bio = evidence.profile.bio if evidence.profile else None
    if not bio or "@" not in bio:
        return []
    lines = (line for line in _PARTS.split(bio) if "@" in line)
    standing = (line for line in lines if _FACE_OF.search(line) or is_of_work(line, find_cues(line)))
    return [name for line in standing if not _OVER.search(_NAME.sub(" ", line)) for name in mentioned_in(line)]


def letters_of(name: str) -> str:
    """A brand's handle by its letters and digits: "Quill_Co" is "quillco"; the server of a handle is left out."""
    return re.sub(r"[\W_]", "", name.partition("@")[0] if name.rfind("@") > 0 else name).lower()


WORKS = "works:"  # what a term begins with that names whom an account works for


def work_terms(commercial: CommercialRead) -> dict[str, float]:
    """Whom an account works for as terms, which the competitors of a brief are matched against."""
    return {f"{WORKS}{letters}": round(weight, 3) for letters, weight in commercial.works.items() if letters}


def is_for_a_brand(post: Post) -> bool:
    """Whether a post is work for a brand by its label, its sponsors, its words or a code that it shares."""
    text = text_of_post(post)
    return sign_of(post, text, find_cues(text)) is not None
