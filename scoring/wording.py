"""Words for people: one clean line, counts with their rounding, shares, lists."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

# Marks that turn the direction of text, and characters without width that hide or part words. Joiners stay: emoji,
# Persian and Hindi need them.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Marks that stand above and below one letter: more than four in a row, which no script needs, run over what is around.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
_PILED = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
# What turns the direction of all that follows it, until it is ended; marks for one place (U+200E, U+200F) stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def calm(text: str) -> str:
    """A stranger's text that keeps to its place: nothing turns the direction of what follows, no marks pile up."""
    return _PILED.sub(r"\1", _TURNING.sub("", text))


def clean_line(text: str) -> str:
    """A text on one line: spaces and line breaks run together, control characters and marks of direction left out."""
    seen = calm(_UNSEEN.sub("", text))
    if seen.isprintable():  # as nearly every text is
        return " ".join(seen.split())
    kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in seen)
    return " ".join(kept.split())


def rounded_count(count: int, within: int | None) -> str:
    """A count with how rounded it is: "10,200 ± 50", "4,812"."""
    return f"{count:,} ± {within:,}" if within else f"{count:,}"


_ROUTE_WORDS = {
    "hashtag_top": "top posts of #{}",
    "hashtag_recent": "recent posts of #{}",
    "related": "shown beside {}",
    "following": "followed by {}",
    "mention": "named by {}",
    "tagged": "tagged by {}",
    "coauthor": "posts together with {}",
    "commenter": "commented on {}",
    "list": "in the list {}",
}


def word_route(route: str, via: str | None) -> str:
    """How an account was met, in words: "top posts of #sourdough", "followed by anna.bakes"."""
    words = _ROUTE_WORDS.get(route)
    if words is None or not via:
        return f"{route.replace('_', ' ')} {via or ''}".strip()
    return words.format(via)


def word_losses(excluded: Iterable[str | None], minors: int = 0) -> list[tuple[str, int]]:
    """The reasons in words why judged accounts are out, each with how many, most first; ``minors`` are erased ones."""
    words = Counter(word.partition(":")[0].replace("_", " ") for word in excluded if word is not None)
    words.update({"suspected minor": minors})
    return sorted(((word, number) for word, number in words.items() if number), key=lambda one: (-one[1], one[0]))


def percent(share: float | None) -> str:
    """A share as it is written wherever people read one: 6.1%, 0.42%, 24%; below a hundredth of a percent
    "under 0.01%"."""
    if share is None:
        return "unknown"
    value = 100 * share
    if 0 < value < 0.01:
        return "under 0.01%"
    return f"{value:.0f}%" if value >= 20 else f"{value:.1f}%" if value >= 1 else f"{value:.2g}%"


def percent_between(low: float | None, high: float | None) -> str:
    """An interval of shares: 3.2%–5.7%."""
    return f"{percent(low)}–{percent(high)}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 post", "12 posts"."""
    return f"{number:,} {one if number == 1 else (many or one + 's')}"


def quoted(names: Iterable[str], most: int = 3) -> str:
    """The first names in quotation marks, each once."""
    return ", ".join(f'"{name}"' for name in list(dict.fromkeys(names))[:most])


def joined(parts: Sequence[str]) -> str:
    """Parts as a list in a sentence: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def every(days: float) -> str:
    """How often something comes, from the days between: "several a day", "about daily", "one every 5 days"."""
    if days < 0.02:
        return "several at once"
    if days < 0.6:
        return "several a day"
    if days < 1.5:
        return "about one a day"
    return f"one every {days:.0f} days"


def ago(days: float) -> str:
    """How long ago: "today", "yesterday", "5 days ago"."""
    return "today" if days < 1 else "yesterday" if days < 2 else f"{int(days)} days ago"
