"""Commercial signs in posts and highlights: sponsored posts, codes, brands, collaborations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scoring.evidence import Evidence
from scoring.features.offers import is_of_work
from scoring.features.words import WordsRead, text_of_post
from scoring.lexicon import Cue, find_cues
from storage.facts import Post

_CODE_WORDS = (
    r"code|código|codigo|cupom|cupón|cupon|kod|kodu|kode|rabattcode|gutscheincode|codice|kortingscode|промокод|"
    r"クーポンコード|コード|할인코드|코드|كود|कोड"
)
_CODE = re.compile(rf"(?<![^\W_])(?i:{_CODE_WORDS})(?i: is)?\s?[:：]?\s?[\"'“«「]?([A-Z][A-Z0-9]{{2,19}})(?![a-z])")
_CODE_CUES = frozenset({"code", "sponsored", "gifted", "ambassador"})


@dataclass
class CommercialRead:
    """Sponsored posts with the sign that says so, those without a label (``undisclosed``), codes,
    brands named as sponsors; collaborations told in
    highlights."""

    sponsored: list[tuple[Post, str]] = field(default_factory=list)
    undisclosed: list[tuple[Post, str]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    of: int = 0
    collab_highlights: list[str] = field(default_factory=list)
    interest_highlights: list[str] = field(default_factory=list)


def read_commercial(evidence: Evidence, words: WordsRead) -> CommercialRead:
    """What of an account's posts and highlights is work for brands. A giveaway of one's own is not."""
    found = CommercialRead(of=len(words.posts))
    brands: list[str] = []
    for post, cues in zip(evidence.posts, words.posts, strict=False):
        sign = _sponsored_sign(post, cues)
        codes = [match.group(1) for match in _CODE.finditer((post.text or "")[:4_000])]
        found.codes.extend(codes)
        brands.extend(post.sponsors or ())
        if sign is None and codes:
            sign = f"code {codes[0]}"
        if sign is not None:
            found.sponsored.append((post, sign))
            if not _is_disclosed(post, cues):
                found.undisclosed.append((post, sign))
            if not post.sponsors:
                brands.extend((post.mentions or ())[:3])
    found.codes = list(dict.fromkeys(found.codes))
    found.brands = [brand for brand in dict.fromkeys(brands) if brand != evidence.handle][:20]
    for highlight, cues in zip(evidence.highlights, words.highlights, strict=True):
        labels = {cue.label for cue in cues}
        if is_of_work(highlight.title or "", cues):
            found.collab_highlights.append(highlight.title or "")
        elif any(label.startswith("niche:") for label in labels):
            found.interest_highlights.append(highlight.title or "")
    return found


def is_for_a_brand(post: Post) -> bool:
    """Whether a post is work for a brand by its label, its sponsors, its words or a code that it shares."""
    return _sponsored_sign(post, find_cues(text_of_post(post))) is not None or bool(
        _CODE.search((post.text or "")[:4_000])
    )


def _is_disclosed(post: Post, cues: Sequence[Cue]) -> bool:
    """Whether a post says itself that it is advertising: the network's label, a tagged sponsor, or words for it. A code
    or a thank-you for a gift alone are signs of work for a brand, and no label."""
    return bool(post.paid_partnership or post.sponsors) or any(cue.label == "sponsored" for cue in cues)


def _sponsored_sign(post: Post, cues: Sequence[Cue]) -> str | None:
    if post.paid_partnership:
        return "paid partnership label"
    if post.sponsors:
        return f"sponsor tag @{post.sponsors[0]}"
    for cue in cues:
        if cue.label in _CODE_CUES and cue.label != "ambassador":
            return f'"{cue.seen}"'
    return None
