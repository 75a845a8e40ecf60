"""Words of special categories (GDPR Art. 9): nothing is inferred about health, faith, orientation, origin or politics.

Whatever an account says of these stays among its own words on its page; it never becomes a term that a brief can meet,
an interest, a niche or a reason, and no brief may ask for it.
"""

from collections.abc import Sequence
from itertools import pairwise

from scoring.lexicon import word_set
from scoring.word_lists import has_listed, words_of

# What else has aids than who is ill: "training aids" for dogs, "buoyancy aids" for kayaks. Not what makes up for a
# disability: who wears hearing aids says something of their health.
_AIDS_OF = word_set("buoyancy drawing learning navigation revision rider riding sewing study teaching training visual")


def is_special(text: str) -> bool:
    """Whether a term, a hashtag or a wish says something of these (``special.toml``)."""
    return are_special(words_of(text))


def are_special(words: Sequence[str]) -> bool:
    """The same of words that are folded already."""
    if "aids" in words:
        words = [word for before, word in pairwise(("", *words)) if word != "aids" or before not in _AIDS_OF]
    return has_listed(words, "special")
