"""Commercial signs in posts and highlights: sponsored posts, codes, brands, collaborations."""

import re
from dataclasses import dataclass, field

from scoring.evidence import Evidence
from scoring.features.offers import is_of_work
from scoring.features.selling import Sign, codes_in, sign_of
from scoring.features.words import WordsRead, text_of_post
from scoring.lexicon import find_cues
from storage.facts import Post

_NAMED = re.compile(r"(?<![\w.@])@(\w[\w.]{0,60}\w)")  # for pages that do not list whom a caption names


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
        named = post.mentions if post.mentions is not None else _NAMED.findall(text)
        brands.extend(post.sponsors or [name.lower() for name in named[:3]])
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
    text = text_of_post(post)
    return sign_of(post, text, find_cues(text)) is not None
