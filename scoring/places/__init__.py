"""Where an account is at home: flags, phones, place names, domains, and last the language, in this order of trust."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from scoring.lexicon import fold_text, tokens_of

PLACES_VERSION = 1


@dataclass(frozen=True)
class Place:
    """A place: ISO 3166 country, the region and city in English, a quarter of the city; ``None`` where not known."""

    country: str | None = None
    region: str | None = None
    city: str | None = None
    quarter: str | None = None
    source: str | None = None


# Top-level domains that people use for their sound are no sign of a country.
_COUNTRY_DOMAINS = frozenset(
    [
        "ar",
        "at",
        "au",
        "be",
        "br",
        "ca",
        "ch",
        "cl",
        "cn",
        "cz",
        "de",
        "dk",
        "ec",
        "eg",
        "es",
        "fi",
        "fr",
        "gr",
        "hk",
        "hu",
        "id",
        "ie",
        "in",
        "it",
        "jp",
        "ke",
        "kr",
        "ma",
        "mx",
        "my",
        "ng",
        "nl",
        "no",
        "nz",
        "pe",
        "ph",
        "pk",
        "pl",
        "pt",
        "ro",
        "rs",
        "ru",
        "sa",
        "se",
        "sg",
        "th",
        "tr",
        "tw",
        "ua",
        "uk",
        "us",
        "uy",
        "vn",
        "za",
    ]
)
# A language that one country speaks far more than any other.
_LANGUAGE_HOME = {"it": "IT", "pl": "PL", "tr": "TR", "id": "ID", "ru": "RU", "ja": "JP", "ko": "KR", "hi": "IN",
    "nl": "NL",
                  "de": "DE", "fr": "FR"}  # fmt: skip
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_SUBFLAGS = {"\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": ("GB", "England"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": ("GB", "Scotland"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f": ("GB", "Wales")}  # fmt: skip


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, Place], dict[str, Place], int]:
    """Place names as token strings: those of more than one letter case, those only in capitals (NYC), longest
    length."""
    names: dict[str, Place] = {}
    capitals: dict[str, Place] = {}
    longest = 1
    text = (files(__name__) / "places.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        country, region, city, quarter, *aliases = (part.strip() for part in line.split(";"))
        place = Place(country, region or None, city or None, quarter or None)
        own = quarter or city or region
        for name in [own, *(alias for group in aliases for alias in group.split("|"))]:
            if not name:
                continue
            if name.startswith("="):
                capitals.setdefault(name[1:], place)
                continue
            key = " ".join(tokens_of(fold_text(name)))
            names.setdefault(key, place)
            longest = max(longest, key.count(" ") + 1)
    return names, capitals, longest


# Names that are words or first names as well: they count only where the text says "in" or shows a pin before them.
_EVERYDAY = frozenset({"nice", "cork", "turkey", "jordan", "chile", "charlotte", "florence", "sydney", "austin",
    "paris", "lima", "phoenix",
                       "georgia", "cali", "dallas", "orlando", "salvador", "victoria", "holland", "britain",
                       "nara", "goa", "pune",
                       "mecca", "bali"})  # fmt: skip
_BEFORE_PLACE = frozenset(
    [
        "📍",
        "🏠",
        "🌍",
        "🌎",
        "🌏",
        "🗺",
        "✈",
        "📌",
        "🏡",
        "in",
        "from",
        "based",
        "à",
        "de",
        "en",
        "di",
        "a",
        "da",
        "em",
        "na",
        "no",
        "aus",
        "bei",
        "nach",
        "uit",
        "te",
        "w",
        "z",
        "из",
        "в",
    ]
)


def places_in(text: str) -> list[Place]:
    """Places named in a text, in order, the longest name first where several begin at one word."""
    names, capitals, longest = _names()
    found = []
    tokens = [token.lstrip("#") for token in tokens_of(fold_text(text)) if token[0] != "@"]
    place = 0
    while place < len(tokens):
        for length in range(min(longest, len(tokens) - place), 0, -1):
            hit = names.get(" ".join(tokens[place : place + length]))
            if hit is not None and (length > 1 or tokens[place] not in _EVERYDAY or _is_said(text, tokens, place)):
                found.append(hit)
                place += length - 1
                break
        place += 1
    found.extend(capitals[word] for word in re.findall(r"\b[A-Z]{2,4}\b", text[:8_000]) if word in capitals)
    folded = fold_text(text)
    if not folded.isascii():
        found.extend(place for name, place in _unspaced().items() if name in folded)
    return found


def _is_said(text: str, tokens: list[str], place: int) -> bool:
    """Whether a name that may be a word or a person's stands as a place: alone in its piece of the text, after "in" or
    a pin, or before the capitals of a state."""
    if place and tokens[place - 1] in _BEFORE_PLACE:
        return True
    name = re.escape(tokens[place])
    if re.search(rf"(?:^|[|•·,\n])\s*{name}\s*(?:$|[|•·,\n])", text.casefold()):
        return True
    return re.search(rf"\b(?i:{name})\s?[-–,/]\s?[A-Z]{{2}}\b", text) is not None  # "Salvador - BA": with its state


@lru_cache(maxsize=1)
def _unspaced() -> dict[str, Place]:
    names, _, _ = _names()
    return {
        name: place for name, place in names.items() if re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", name)
    }


def flags_in(text: str) -> list[str]:
    """Countries (ISO 3166) whose flags stand in a text, in order; England, Scotland and Wales count as GB."""
    found = [sub[0] for flag, sub in _SUBFLAGS.items() if flag in text]
    for match in _FLAG.finditer(text[:8_000]):
        code = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in match.group())
        found.append("GB" if code == "UK" else code)
    return found


def place_of(
    bio: str, geotags: Sequence[str], phone_regions: Sequence[str], domains: Iterable[str], language: str | None
) -> Place:
    """The home of an account.

    Country by flags of the bio (one alone; several flags name travels, unless a place agrees with one), then phone,
    place
    names of the bio, geotags that agree (two or more, over half), domain, language. Region, city and quarter from
    place names that agree with the country.
    """
    named = places_in(bio)
    tagged = [place for tag in geotags for place in places_in(tag)[:1]]
    flags = list(dict.fromkeys(flags_in(bio)))
    country, source = _country_of(flags, phone_regions, named, tagged, domains, language)
    if country is None:
        return Place()
    for place in named:
        if place.country == country and place.city:
            return Place(country, place.region, place.city, place.quarter, source)
    cities = Counter(place for place in tagged if place.country == country and place.city)
    if cities:
        (place, times), *_ = sorted(cities.items(), key=lambda item: (-item[1], item[0].city or ""))
        if times >= 2 and times * 2 > len(geotags) - len(geotags) % 2:
            return Place(country, place.region, place.city, place.quarter, source)
    region = next((place.region for place in named if place.country == country and place.region), None)
    region = region or next((sub[1] for flag, sub in _SUBFLAGS.items() if flag in bio), None)
    return Place(country, region, None, None, source)


def _country_of(
    flags: list[str],
    phone_regions: Sequence[str],
    named: list[Place],
    tagged: list[Place],
    domains: Iterable[str],
    language: str | None,
) -> tuple[str | None, str | None]:
    cities = {place.country for place in named}
    if len(flags) == 1:
        return flags[0], "flag"
    for flag in flags:
        if flag in cities or flag in phone_regions:
            return flag, "flag"
    if phone_regions:
        return phone_regions[0], "phone"
    if named:
        best = next((place for place in named if place.city), named[0])
        return best.country, "place name"
    if flags:
        return flags[0], "flag"
    counts = Counter(place.country for place in tagged)
    if counts:
        (country, times), *_ = sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
        if times >= 2 and times * 2 > len(tagged):
            return country, "geotags"
    for domain in domains:
        suffix = domain.rpartition(".")[2].lower()
        if suffix in _COUNTRY_DOMAINS:
            return ("GB" if suffix == "uk" else suffix.upper()), "domain"
    home = _LANGUAGE_HOME.get(language or "")
    return (home, "language") if home else (None, None)
