"""First and last name out of a display name, where it is plainly a person's."""

import re

from scoring.features.given_names import is_first_name, is_given_name
from scoring.lexicon import find_cues, fold_text, tokens_of, word_set

_LETTER = r"(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f])"  # vowels of Hindi are marks
_NAME_WORD = re.compile(rf"{_LETTER}+(?:[-'’]{_LETTER}+)*\.?")
# Words that stand in names of shops, brands and pages, and in those that people use as a title.
_NOT_A_NAME = word_set(
    """
    the and of by with for my our your shop store studio design designs official brand co company inc llc ltd
    gmbh photography photo photos art arts blog diary life style fashion beauty makeup fitness travel travels
    food foodie eats kitchen home books reads reviews coach creator ugc content influencer daily page fan club
    team world love mom mum mama dad lady girl boy queen king handmade crafts calligraphy ink music gaming gamer
    yoga wellness health tattoo nails hair lashes boutique collective project journal adventures stories cafe
    bakery jewelry jewellery illustration illustrator writer author photographer artist blogger micro nano dr mr
    mrs ms miss prof herr frau stationery pens paper letters lettering dog dogs cat cats plants garden
    """
)


def split_name(display_name: str | None, account_kind: str | None) -> tuple[str | None, str | None]:
    """First and last name out of a display name, or nothing: never from a name that looks like a brand's.

    Two or three capitalised words of letters before any "|" or emoji, the first a first name (``given_names.txt``),
    none a word of trades or pages; a single word is no sign of a person's name. "Ana Lima | stationery" gives Ana,
    Lima; "ANA PAPER CO", "Inky Fingers", "Ruby Crochet" and "ana" give nothing.
    """
    if not display_name or account_kind not in ("creator", None):
        return None, None
    head = re.split(r"[|•·/\\,(\[{~:;–—✨]|\s-\s", display_name, maxsplit=1)[0].strip()
    words = head.split()
    if not 2 <= len(words) <= 3 or any(not _NAME_WORD.fullmatch(word) for word in words):
        return None, None
    if any(token.strip("#@") in _NOT_A_NAME for token in tokens_of(fold_text(head))):
        return None, None
    shouting = head.isupper() and head.lower() != head
    if shouting or any(word[0].islower() for word in words if word[0].isalpha() and word[0].lower() != word[0].upper()):
        return None, None
    if any(ord(letter) > 0x2FFF for letter in head):
        return None, None  # the order of family and given name differs there
    if not is_first_name(words[0]) or (is_given_name(fold_text(words[0])) and _tells_a_field(words[1:])):
        return None, None
    return words[0].rstrip("."), " ".join(words[1:])


def _tells_a_field(words: list[str]) -> bool:
    return any(cue.label.startswith("niche:") and cue.weight >= 1 for cue in find_cues(" ".join(words)))
