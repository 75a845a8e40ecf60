"""Words as a text itself writes them: what is found in folded letters is quoted to people in the text's own."""

import re

from scoring.lexicon import fold_text
from scoring.wording import clean_line


def span_of(text: str, said: str) -> tuple[int, int] | None:
    """Where folded words stand in a text, whole ones first; ``None`` where they are not found again."""
    pattern = r"[\W_]{0,3}".join(re.escape(word) for word in said.split())
    whole = rf"(?<![^\W_]){pattern}(?![^\W_])"
    for one in (whole, pattern):
        match = re.search(one, text, re.IGNORECASE)
        if match:
            return match.span()
    folded, places = _folded_letters(text)
    match = re.search(whole, folded) or re.search(pattern, folded)
    if match is None or match.start() == match.end():
        return None
    end = places[match.end() - 1] + 1
    while end < len(text) and not fold_text(text[end]):  # marks of the last letter
        end += 1
    return places[match.start()], end


def as_written(text: str, said: str) -> str | None:
    """Folded words as a text writes them, on one line: "envíos a todo México"."""
    span = span_of(text, said)
    return None if span is None else clean_line(text[span[0] : span[1]])


def _folded_letters(text: str) -> tuple[str, list[int]]:
    """A text letter by letter as it is compared, and for each letter of that the place of the one that it was."""
    parts = [fold_text(letter) for letter in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]
