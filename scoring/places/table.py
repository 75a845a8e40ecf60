"""The table of places: three files of names as one look-up, read once."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from scoring.lexicon import fold_text, tokens_of
from scoring.places.towns import town_named


@dataclass(frozen=True)
class Place:
    """A place: ISO 3166 country, the region and city in English, a quarter of the city; ``None`` where not known."""

    country: str | None = None
    region: str | None = None
    city: str | None = None
    quarter: str | None = None
    source: str | None = None


# Names that are words or first names as well: they count only where the text says "in" or shows a pin before them.
_EVERYDAY = (
    "aden albi annaba asti austin bae baki bali bergen bolton brandenburg brest britain caen cali carolina "
    "charlotte chihuahua chile cin como constantine cork cuenca dallas dayton eugene faro florence fulda gaia "
    "gaya georgia goa hagen holland inde jena jordan kano kent kina kuba lancaster landes leh lima linz loja "
    "madison marche mecca memphis mesa metz moda nara nice oran ordu orlando padang palma palu paris parma "
    "patras phoenix ponce preston pune reims saida salvador sana santos savannah sofia solo surat sydney trier "
    "turkey ulm van victoria virginia wels york zug "
)


@dataclass
class Names:
    """Place names as token strings; those only in capitals (NYC); those that are words as well; the longest in words;
    Cyrillic names without their endings."""

    plain: dict[str, Place] = field(default_factory=dict)
    capitals: dict[str, Place] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    longest: int = 1
    stems: dict[str, Place] = field(default_factory=dict)
    unspaced: dict[str, Place] = field(default_factory=dict)

    def add(self, name: str, place: Place) -> None:
        if name.startswith("="):
            self.capitals.setdefault(name[1:], place)
            return
        key = " ".join(tokens_of(fold_text(name.removeprefix("?"))))
        if not key:
            return
        if name.startswith("?"):
            self.words.add(key)
        if UNSPACED.search(key):
            self.unspaced.setdefault(key, place)
        known = self.plain.setdefault(key, place)
        self.longest = max(self.longest, key.count(" ") + 1)
        stem = key.rstrip("аяйьоеиыу") if _CYRILLIC.match(key) else re.sub(r"[aeoy]$", "", key)
        if known == place and len(stem) >= 4 and " " not in stem:
            self.stems.setdefault(stem, place)


UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


# What stands behind a city's name in the table to tell it from another: no part of the name.
_QUALIFIED = re.compile(
    r"(?<=\w) (?:[A-Z]{2,3}|Alabama|California|Colorado|Connecticut|Georgia|Kentucky|Maine|Massachusetts|Mississippi|"
    r"New York|New Mexico|Nevada|North Carolina|Ohio|Oregon|Pennsylvania|South Carolina|Texas|Vermont|Virginia|"
    r"Wisconsin|Arizona|Florida|Illinois|Ontario|Nova Scotia|Newfoundland|Saskatchewan|Scotland|Wales|Australia|"
    r"New Zealand|South Africa|España|Argentina|Colombia|Quindío|Chile|Perú|Lima|Venezuela|Ecuador|Bolivia|Brasil|"
    r"Costa Rica|Puerto Rico|Jamaica|Guanajuato|Portugal|France|Belgique|Suisse|Saale|Greece|Russia|город|Беларусь|"
    r"Türkiye|Maroc|Yemen|Rajasthan)$"
)


@lru_cache(maxsize=1)
def place_names() -> Names:
    """The three tables as one: places.txt first, then the larger cities, then the countries in other languages."""
    found = Names(words=set(_EVERYDAY.split()))
    for line in _lines_of("places.txt"):
        country, region, city, quarter, *aliases = (part.strip() for part in line.split(";"))
        place = Place(country, region or None, city or None, quarter.lstrip("?") or None)
        own = quarter or city or region
        for name in [own, *(alias for group in aliases for alias in group.split("|"))]:
            if name:
                found.add(name, place)
    countries = dict(line.split(";") for line in _lines_of("countries.txt"))
    for line in _lines_of("cities.txt"):
        country, region, cities = line.split(";")
        own_names = {name.removeprefix("?") for name in countries.get(country, "").split("|")}
        for group in cities.split(","):
            names = [name.strip() for name in group.removeprefix("~").split("|")]
            city = _in_latin(_QUALIFIED.sub("", names[0].lstrip("?=")), country)
            place = Place(country, region or None, city)
            if group[0] == "~":
                place = Place(country, region or city)
            elif own_names & set(names):
                place = Place(country)
            for name in names:
                found.add(name, place)
    for country, names_of in countries.items():
        for name in names_of.split("|"):
            found.add(name, Place(country))
    return found


def _in_latin(city: str, country: str) -> str:
    """A town's name in Latin letters, where the table of towns has it."""
    if city[0] < "\u0370":
        return city
    town = town_named(" ".join(tokens_of(fold_text(city))), None, country)
    return town.name if town is not None and town.country == country else city


def _lines_of(name: str) -> list[str]:
    text = (files("scoring.places") / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
