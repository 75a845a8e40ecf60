"""Parts of countries: their names and adjectives in the languages of scoring, and the letters behind a town's name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from scoring.lexicon import fold_text, tokens_of

_FILE = "regions.txt"
# "Владимирская область" also short, and after "in".
_OBLAST = re.compile(r"^(?:(\w+)ская область|(\w+)ский край)$")
_KRAI_ENDINGS = ("ский край", "ском крае", "ского края")
_OBLAST_ENDINGS = ("ская область", "ская обл", "ской области", "ской обл", "скую область")
_CODE = re.compile(r"[A-ZÖ][\w.&-]{0,3}$")


class Region(NamedTuple):
    """A part of a country: ISO 3166 country and its name in English."""

    country: str
    name: str


class Regions(NamedTuple):
    """The table of regions: what stands in texts (as written in the table, with its mark), what only tables and towns
    have before them, letters; what is a landscape within its region, as it is compared."""

    texts: list[tuple[str, Region]]
    called: dict[tuple[str, str], str]
    codes: dict[str, tuple[Region, ...]]
    parts: set[tuple[str, str]]


@lru_cache(maxsize=1)
def regions() -> Regions:
    """The table, read once."""
    texts: list[tuple[str, Region]] = []
    called: dict[tuple[str, str], str] = {}
    codes: dict[str, tuple[Region, ...]] = {}
    parts: set[tuple[str, str]] = set()
    for line in (files("scoring.places") / _FILE).read_text("utf-8").splitlines():
        if line[0] == "#":
            continue
        country, told, others = line.split(";")
        region = Region(country, told.lstrip("?+"))
        for name in [told, *(other for other in others.split("|") if other)]:
            bare = name.lstrip("?+~")
            if name[0] == "~":
                parts.add((country, _key(bare)))
            called.setdefault((country, _key(bare)), region.name)
            if name[0] != "+":
                texts.extend((form, region) for form in _forms(name.lstrip("~")))
            elif _CODE.match(bare):
                codes[bare.upper()] = (*codes.get(bare.upper(), ()), region)
    return Regions(texts, called, codes, parts)


def region_called(country: str, name: str) -> str | None:
    """The English name of a part of a country, where the table has what it is called."""
    return regions().called.get((country, _key(name)))


def is_landscape(country: str, region: str, name: str) -> bool:
    """Whether a name that is known as a region's is a landscape within it (Yorkshire in England), not its own."""
    own = (country, _key(name))
    return own in regions().parts or (own not in regions().called and own[1] != _key(region))


def _key(name: str) -> str:
    return " ".join(tokens_of(fold_text(name)))


def _forms(name: str) -> Iterator[str]:
    match = _OBLAST.match(name)
    if match is None:
        yield name
    elif match[1]:
        yield from (match[1] + ending for ending in _OBLAST_ENDINGS)
    else:
        yield from (match[2] + ending for ending in _KRAI_ENDINGS)
