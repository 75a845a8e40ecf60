"""Districts of British postcodes as people write them for where they live: "SE15", "📍 S10", "BS3 1AA"."""

import re
from functools import lru_cache
from importlib.resources import files

from scoring.places.table import Place, key_of, place_names
from scoring.places.towns import namesakes_of

_READ_IN = (None, "en", "cy")
_WRITTEN = re.compile(r"(?<![\w#@./-])(?<![Pp]hone )([A-Z]{1,2})(\d{1,2})[A-Z]?(?P<whole> \d[A-Z]{2})?(?![\w'’.]\w|\w)")
_PINNED = re.compile(r"(?:[📍🏠🏡📌]\ufe0f?|\b(?:[Ii]n|[Ff]rom|[Nn]ear|[Bb]ased in|[Ll]iving in))\s?$")
_PINNED_BEHIND = re.compile(r"\s?[📍🏠🏡📌]")
_NO_WORDS = re.compile(r"(?:^|\n|[^\w\s+#@.'’&%$€£-])\s*$")  # an end of a piece of a bio, before
_NO_WORDS_BEHIND = re.compile(r"\s*(?:$|\n|[^\w\s+#@.'’&%$€£-])")


def postcodes_in(text: str, language: str | None) -> list[Place]:
    """The towns of postcodes in an English text, in order. An area of one letter, which is as often a telephone's or a
    car's name (S10, M3), counts beside a pin or "in", where it stands alone in its piece of the text, or whole."""
    if language not in _READ_IN:
        return []
    found = []
    for match in _WRITTEN.finditer(text[:8_000]):
        town = _towns().get((match[1], int(match[2])))
        if town is not None and (len(match[1]) > 1 or match["whole"] or _is_pinned(text, *match.span())):
            found.append(town)
    return found


def _is_pinned(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start]
    if _PINNED.search(before) or _PINNED_BEHIND.match(text, end):
        return True
    return _NO_WORDS.search(before) is not None and _NO_WORDS_BEHIND.match(text, end) is not None


@lru_cache(maxsize=1)
def _towns() -> dict[tuple[str, int], Place]:
    found: dict[tuple[str, int], Place] = {}
    for line in (files("scoring.places") / "postcodes.txt").read_text("utf-8").splitlines():
        if line[0] == "#":
            continue
        area, name, districts = line.split(";")
        key = key_of(name)
        namesakes = [place_names().plain.get(key), *namesakes_of(key)]
        region = next(one.region for one in namesakes if one and one.country == "GB")
        place = Place("GB", region, name, None, "postcode")
        for part in districts.split(","):
            first, _, last = part.partition("-")
            found |= {(area, number): place for number in range(int(first), int(last or first) + 1)}
    return found
