"""A name in dressed letters among plain words ("main di 𝐌𝐎𝐋𝐄𝐆𝟴𝟴 aja"): how sites of gambling are named under
strangers' posts, since the networks' filters look for the plain name. Whoever writes so for beauty dresses the whole
comment, and no number is joined to the word.
"""

import unicodedata

from scoring.features.parts import UNSPACED
from scoring.lexicon.scripts import SMALL_CAPITALS
from scoring.patterns import late

_MOST = 400  # letters that are read
_PLAIN_WORDS = 2  # stand beside the name at least
_MOST_NAMES = 3  # words that are dressed; more are a style
_STROKES = "\u0332\u0333\u0335-\u0338\u033e\u0346-\u036f"  # through, under and around a letter, none of them an accent
# Mathematical, circled and squared letters and numbers, small capitals. Raised numbers are left out ("teman²").
_FORMS = (
    "\U0001d400-\U0001d7ff\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189\u24b6-\u24ea"
    "\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c-\u2131\u2133\u2145-\u2149\u2460-\u2468\u2776-\u277e"
    "\u2780-\u2792" + "".join(map(chr, SMALL_CAPITALS))
)
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"  # everyday letters in Japanese, Chinese and Korean
_DRESSED = late(rf"[{_FORMS}{_WIDE}]|(?<=[A-Za-z0-9])[{_STROKES}]")
_DRESSED_IN_SYLLABLES = late(rf"[{_FORMS}]|(?<=[A-Za-z0-9])[{_STROKES}]")
_CIRCLED = dict(
    zip((*range(0x2776, 0x277F), *range(0x2780, 0x2789), *range(0x278A, 0x2793)), "123456789" * 3, strict=True)
) | {first + n: chr(ord("a") + n) for first in (0x1F130, 0x1F150, 0x1F170) for n in range(26)}
_BETWEEN = late(r"[\s,.:;!?/|…–—-]+")
# Letters and a number that are one word: "moleg88", "moleg4d"; look-alikes of other alphabets stand among them.
_NUMBERED = late(r"4d$|(?=[^\W_]{4,28}$)(?=(?:\d*+[^\W\d_]){2}).*(?:\d\d|\dd)")


def names_in_dress(text: str) -> tuple[str, ...]:
    """Names in dressed letters among plain words, undressed: one to three, or none where it is a style."""
    text = text[:_MOST]
    pattern = _DRESSED_IN_SYLLABLES if UNSPACED.search(text) else _DRESSED
    if not pattern.search(text):
        return ()
    names: list[str] = []
    plain = 0
    spread = ""  # a name of single letters: "A 𝘟 𝙇 𝟳 𝟳"
    for word in (*_BETWEEN.split(text), ""):
        bare = _bare(word)
        if len(bare) == 1:
            spread += word
            continue
        if bare[:1].isdigit() and pattern.search(spread):
            spread, word = "", spread + word
        names += [_bare(part) for part in (spread, word) if pattern.search(part)]
        spread = ""
        plain += bare.isalpha() and not pattern.search(word)
    found = tuple(name for name in names if name)
    return found if len(found) <= _MOST_NAMES and plain >= _PLAIN_WORDS else ()


def is_numbered(name: str) -> bool:
    """Whether letters and a number of two places (or one and a "d") are one name, as sites of gambling have it."""
    return _NUMBERED.match(name) is not None


def numbered_names(plain: str) -> bool:
    """Whether a plain comment has such a name, dressed or not."""
    return any(len(word) > 4 and word[0].isalpha() and is_numbered(word) for word in plain.split())


def _bare(word: str) -> str:
    """The letters and numbers of a word, undressed."""
    folded = unicodedata.normalize("NFKD", word.translate(_CIRCLED).translate(SMALL_CAPITALS)).casefold()
    return "".join(letter for letter in folded if letter.isalnum())
