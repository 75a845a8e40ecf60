"""Towns of the world out of GeoNames, beside the places written by hand: 5,000 or 15,000 inhabitants and more.

So many names hold a lot of words and first names: a town counts only where the text shows it as a place, or where
people of its country speak as the text does.
"""

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

FILE = "towns.txt"
LARGE = 100  # thousands of inhabitants: known also to whom speaks another language

# Languages that many people speak in a country, the first one most; where one of scoring is among them it stands first.
SPOKEN_IN: dict[str, tuple[str, ...]] = {
    country: tuple(languages.split("+"))
    for languages, countries in {
        "en": "US AU NZ NG GH UG JM TT BB BS ZW ZM",
        "en+cy": "GB",
        "en+ga": "IE",
        "en+mt": "MT",
        "en+af": "ZA",
        "en+sw": "KE TZ",
        "en+tl": "PH",
        "en+ur+pa": "PK",
        "en+si+ta": "LK",
        "en+hi+mr+bn+ta+te+kn+ml+gu+pa+ur": "IN",
        "en+ar": "",
        "en+fr": "CA",
        "es+ca+gl+eu": "ES",
        "es": "MX AR CO CL PE VE EC GT CU BO DO HN PY SV NI CR PA UY PR GQ",
        "pt": "BR PT AO MZ CV GW ST TL",
        "fr": "FR MC SN CI CM ML BF NE BJ TG GA CG CD MG HT RE GP MQ GF NC PF GN",
        "de": "DE AT LI",
        "de+fr": "LU",
        "de+fr+it": "CH",
        "nl+fr": "BE",
        "nl": "NL SR CW AW",
        "it": "IT SM VA",
        "pl": "PL",
        "tr": "TR",
        "id": "ID",
        "ms+id": "MY BN",
        "en+ms+id": "SG",
        "ne": "NP",
        "ru": "RU KG TJ TM",
        "ru+be": "BY",
        "ru+kk": "KZ",
        "ru+uk": "UA",
        "ru+uz": "UZ",
        "ru+ro": "MD",
        "ja": "JP",
        "ko": "KR KP",
        "ar": "EG SA SD SY JO IQ KW QA OM YE PS LY",
        "ar+en": "AE BH",
        "ar+fr": "MA DZ TN LB MR",
        "da": "DK FO GL",
        "no+nn": "NO",
        "sv": "SE",
        "fi+sv": "FI",
        "is": "IS",
        "et": "EE",
        "lv": "LV",
        "lt": "LT",
        "cs": "CZ",
        "sk": "SK",
        "hu": "HU",
        "ro": "RO",
        "bg": "BG",
        "el": "GR CY",
        "hr": "HR",
        "sl": "SI",
        "sr": "RS ME",
        "bs+hr+sr": "BA",
        "mk+sq": "MK",
        "sq": "AL XK",
        "ca": "AD",
        "he": "IL",
        "fa": "IR AF",
        "hy": "AM",
        "ka": "GE",
        "az": "AZ",
        "mn": "MN",
        "bn": "BD",
        "my": "MM",
        "km": "KH",
        "lo": "LA",
        "th": "TH",
        "vi": "VN",
        "zh": "CN TW HK MO",
    }.items()
    for country in countries.split()
}


class Town(NamedTuple):
    """A town: ISO 3166 country, region ("" where not told), its name, thousands of inhabitants."""

    country: str
    region: str
    name: str
    thousands: int


class Towns(NamedTuple):
    """Towns by name as it is compared (their lines of the table), and names that are words as
    well."""

    by_name: dict[str, str]
    words: frozenset[str]


@lru_cache(maxsize=1)
def towns() -> Towns:
    """The table, read once; a line is taken apart when somebody asks for it."""
    by_name: dict[str, str] = {}
    words = set()
    where = ""  # @country;region
    for line in (files("scoring.places") / FILE).read_text("utf-8").splitlines():
        if line[0] in "#@":
            where = line[1:]
            continue
        names, _, town = line.partition(";")
        told = f"{where};{town}"
        for name in names.split("|"):
            if name[0] == "?":
                name = name[1:]
                words.add(name)
            namesake = by_name.get(name)
            by_name[name] = told if namesake is None else f"{namesake}\n{told}"
    return Towns(by_name, frozenset(words))


def town_named(name: str, language: str | None, country: str | None = None) -> Town | None:
    """The town that a text in ``language`` means by a name: the largest in ``country``, else where it is spoken, else
    of all."""
    namesakes = namesakes_of(name)
    if not namesakes:
        return None
    at_home = (town for town in namesakes if town.country == country)
    return next(at_home, None) or next((one for one in namesakes if is_spoken(language, one.country)), namesakes[0])


def namesakes_of(name: str) -> list[Town]:
    """Every town of a name as it is compared, the largest first."""
    told = towns().by_name.get(name)
    if told is None:
        return []
    return sorted((_town(line) for line in told.split("\n")), key=lambda town: -town.thousands)


def _town(line: str) -> Town:
    country, region, name, thousands = line.split(";")
    return Town(country, region, name, int(thousands))


def is_spoken(language: str | None, country: str | None) -> bool:
    """Whether many people of a country speak a language; false where either is not known."""
    return language is not None and language in SPOKEN_IN.get(country or "", ())
