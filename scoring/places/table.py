"""The table of places: files of names as one look-up, read once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files

from scoring.lexicon import fold_text, tokens_of
from scoring.loading import without_collecting
from scoring.patterns import late
from scoring.places.regions import region_called, regions
from scoring.places.towns import namesakes_of, town_named


@dataclass(frozen=True)
class Place:
    """A place: ISO 3166 country, the region and city in English, a quarter of the city, and what told it (in words);
    ``None`` where not known."""

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
    "turkey ulm van victoria virginia wels york zug malang victoria maine chaco flores urbe dotta superba invicta "
    "angers tours vera samal marsala stolica sila romana para "
    "north south acre emilia manche creuse calvados aude gard berry madeira hel capri babel madura kota lot gers cher "
    "tias sind kabul fez sabah grun castello caba saga mito belo sainte srodka perak siegen contagem gracia kuningan "
    "pelotas pasto noge genes damas asir kure kalsa tondo buca lekki stadi mataram marne "
    "than come bad soul save acara god gold hit hub hat mentor bank drama drug raya coin bag besar hang kab "
    "lazy orang dig taker panda tal lion hanno mga ray cine cita serta saja ariana rino akkus areka ascension "
    "avvocata balia banki bere biga bikram bonen borsa bumba cana cassis chale chantilly chelas chia chiro "
    "clydesdale cognac comal cortazar dadu deli derbi dilli dojo embalse esim esmeraldas esplanada fili ganga "
    "gondola gorgonzola gose guara guerrera hata headstone hilvan holden hoyuk humus jaten jupiter kanie karo "
    "kili kizlar kobo kolki kozaki lampa linen luce malambo manos manta mattarello merlo mirante moca molde "
    "moss njala orzel pandas pareo pecas pesto pilsen portage pitou puma raha rahe rali redstone rehti rubio "
    "rustic sagar saha sano sarayi senar sofie soja sunrise tabata talavera tandur tanga tarp taza temen tera "
    "toka tombolo turis turmalina vasen velho verriere vine wau xenia "
    "hollywood mestre "
    "franken misir bima الابيض اكتوبر العين الريف الخبر الخليل "
)
_LARGE_TOWN = 10  # thousands; a town of a region's name


@dataclass
class Names:
    """Place names as token strings; those only in capitals (NYC); those that are words as well; the longest in words;
    Cyrillic names without their endings; further places of a name, and quarters that count only beside their city;
    what people of a place are called."""

    plain: dict[str, Place] = field(default_factory=dict)
    capitals: dict[str, Place] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    longest: int = 1
    stems: dict[str, Place] = field(default_factory=dict)
    unspaced: dict[str, Place] = field(default_factory=dict)
    beside: dict[str, list[Place]] = field(default_factory=dict)
    demonyms: set[str] = field(default_factory=set)

    def add(self, name: str, place: Place) -> None:
        if name.startswith("="):
            self.capitals.setdefault(name[1:], place)
            return
        key = key_of(name.lstrip("?+"))
        if not key:
            return
        self.longest = max(self.longest, key.count(" ") + 1)
        known = self.plain.get(key, place)
        if place.region and (known.country, known.city, known.region) == (place.country, place.city, None):
            self.put(key, place)
            return
        if name.startswith("+") or known != place:
            self.beside.setdefault(key, []).append(place)
            return
        if name.startswith("?"):
            self.words.add(key)
        if UNSPACED.search(key):
            self.unspaced.setdefault(key, place)
        self.plain[key] = place
        self._add_stem(key, place)

    def put(self, key: str, place: Place) -> None:
        """Another place for a name that is there."""
        self.plain[key] = place
        if key in self.unspaced:
            self.unspaced[key] = place
        self._add_stem(key, place)

    def _add_stem(self, key: str, place: Place) -> None:
        stem = key.rstrip("аяйьоеиыу") if _CYRILLIC.match(key) else re.sub(r"[aeoy]$", "", key)
        if len(stem) >= 4 and " " not in stem:
            known = self.stems.setdefault(stem, place)
            if known.city is None and (place.city or (place.region and not known.region)):
                self.stems[stem] = place


UNSPACED = late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CYRILLIC = late(r"[\u0400-\u04ff]")


# What stands behind a city's name in the table to tell it from another: no part of the name.
_QUALIFIED = late(
    r"(?<=\w) (?:[A-Z]{2,3}|Alabama|California|Colorado|Connecticut|Georgia|Kentucky|Maine|Massachusetts|Mississippi|"
    r"New York|New Mexico|Nevada|North Carolina|Ohio|Oregon|Pennsylvania|South Carolina|Texas|Vermont|Virginia|"
    r"Wisconsin|Arizona|Florida|Illinois|Ontario|Nova Scotia|Newfoundland|Saskatchewan|Scotland|Wales|Australia|"
    r"New Zealand|South Africa|España|Argentina|Colombia|Quindío|Chile|Perú|Lima|Venezuela|Ecuador|Bolivia|Brasil|"
    r"Costa Rica|Puerto Rico|Jamaica|Guanajuato|Portugal|France|Belgique|Suisse|Saale|Greece|Russia|город|Беларусь|"
    r"Türkiye|Maroc|Yemen|Rajasthan|Sindh|Sochi)$"
)
# The same behind a quarter: the city's name, a short form of it or what tells one city of a name from another.
_OF_CITY = late(
    r"(?<=\w) (?:NYC|LA|SF|MA|DC|SW6|N17|E15|SP|RJ|BH|DF|CDMX|GDL|CABA|Philly|Québec|Montréal|Sevilla|Málaga|Lisboa|"
    r"Bruxelles|Antwerpen|Genève|Wien|München|Köln|Hannover|Nürnberg|Roma|Milano|Torino|Napoli|Firenze|Genova|Venezia|"
    r"Den Haag|Warszawa|İstanbul|İzmir|Jogja|Solo|Marrakech|Kyoto|Yokohama|Sanaa|Qatar|Floripa|La Habana|Ontario|"
    r"Chile|Lyon|Toulouse|Valencia|Sochi)$"
)


@lru_cache(maxsize=32_000)
def key_of(name: str) -> str:
    """A name as it is compared."""
    return " ".join(tokens_of(fold_text(name)))


@lru_cache(maxsize=1)
@without_collecting
def place_names() -> Names:
    """The tables as one: quarters, then places.txt and the larger cities, nicknames, the countries in other languages,
    and regions where no town is meant."""
    found = Names(words=set(_EVERYDAY.split()))
    countries = dict(line.split(";") for line in _lines_of("countries.txt"))
    lines = [*_places(), *_cities(countries)]
    cities = {(place.country, key_of(place.city)): place for _, place in reversed(lines) if place.city}
    cities |= {
        (place.country, key_of(place.city)): place for _, place in reversed(lines) if place.city and place.region
    }
    for name, place in [*_quarters(cities), *lines, *_called("called.txt", cities)]:
        found.add(name, place)
    for name, place in _called("demonyms.txt", cities):
        found.add(name, place)
        found.demonyms.add(key_of(name.lstrip("?")))
    told = set()
    for country, names in countries.items():
        for name in names.split("|"):
            told.add(key_of(name))
            found.add(name, Place(country))
    _add_regions(found, told)
    _put_towns(found, told)
    key_of.cache_clear()  # names come up several times while the table is made, and not after it
    return found


def _places() -> Iterator[tuple[str, Place]]:
    for line in _lines_of("places.txt"):
        country, region, city, quarter, *aliases = (part.strip() for part in line.split(";"))
        place = _whole(Place(country, region or None, city or None, quarter.lstrip("?") or None))
        own = quarter or city or region
        for name in [own, *(alias for group in aliases for alias in group.split("|"))]:
            if name:
                yield name, _own_town(name, place)


def _cities(countries: dict[str, str]) -> Iterator[tuple[str, Place]]:
    for line in _lines_of("cities.txt"):
        country, region, cities = line.split(";")
        own_names = {name.removeprefix("?") for name in countries.get(country, "").split("|")}
        for group in cities.split(","):
            names = [name.strip() for name in group.removeprefix("~").split("|")]
            city = _in_latin([_QUALIFIED.sub("", name.lstrip("?=")) for name in names], country)
            place = _whole(Place(country, region or None, city), [name.lstrip("?=") for name in names])
            if group[0] == "~":
                place = Place(country, region_called(country, names[0].lstrip("?=")) or region or None)
            elif own_names & set(names):
                place = Place(country)
            for name in names:
                yield name, _own_town(name, place)


def _quarters(cities: dict[tuple[str | None, str], Place]) -> Iterator[tuple[str, Place]]:
    for line in _lines_of("quarters.txt"):
        country, city, quarters = line.split(";")
        home = _city(country, city, cities)
        for group in quarters.split(","):
            names = group.split("|")
            first = names[0].lstrip("?+")
            quarter = _OF_CITY.sub("", re.sub(rf" {re.escape(city)}$", "", first))
            beside = any(name[0] == "+" for name in names)  # a word too: so is its name in Latin letters
            for name in names:
                mark = "+" if beside and name[0] not in "?+=" and " " not in name else ""
                yield mark + name, replace(home, quarter=quarter)


def _called(file: str, cities: dict[tuple[str | None, str], Place]) -> Iterator[tuple[str, Place]]:
    for line in _lines_of(file):
        country, city, names = line.split(";")
        place = Place(country, city.strip("()")) if city[:1] == "(" else _city(country, city, cities)
        for name in names.split("|"):
            yield name, place


def _city(country: str, city: str, cities: dict[tuple[str | None, str], Place]) -> Place:
    """A city of the other tables by its name there, else of the table of towns."""
    known = cities.get((country, key_of(city)))
    return known or _whole(Place(country, None, city))


def _whole(place: Place, names: Iterable[str] = ()) -> Place:
    """A place with the name of its region as the table of regions has it; a city without one, that of its town, which
    may have another of its ``names``."""
    country = place.country or ""
    if place.region:
        return replace(place, region=region_called(country, place.region) or place.region)
    if place.city is None:
        return place
    for name in (place.city, *names):
        here = (town for town in namesakes_of(key_of(name)) if town.country == country and town.region)
        town = next(here, None)
        if town is not None:
            return replace(place, region=town.region)
    return place


def _own_town(name: str, place: Place) -> Place:
    """The place of a further name, which is that of another town of the country where the table of towns says so."""
    if name[0] == "=" or place.quarter or place.city is None:
        return place
    town = town_named(key_of(name.lstrip("?")), None, place.country)
    own = town_named(key_of(place.city), None, place.country)
    if town is None or own is None or town.country != place.country or own.country != place.country or town == own:
        return place
    if place.region not in (None, town.region) or town.thousands > own.thousands:
        return place
    return Place(town.country, town.region or None, town.name)


def _add_regions(found: Names, countries: set[str]) -> None:
    """Regions named by themselves; where a town is called so too it is meant instead."""
    for name, region in regions().texts:
        key = key_of(name.lstrip("?"))
        known = found.plain.get(key)
        place = Place(region.country, region.name)
        if known is None:
            town = next((town for town in namesakes_of(key) if town.country == region.country), None)
            if town is None or town.thousands < _LARGE_TOWN:
                found.add(name, place)
        elif known.country == region.country and known.city is None and key not in countries:
            found.put(key, place)


def _put_towns(found: Names, countries: set[str]) -> None:
    """A town's place for a name that the tables by hand know the country or region of only."""
    parts = {(region.country, key_of(name.lstrip("?"))) for name, region in regions().texts}
    for key, place in list(found.plain.items()):
        if place.city is None and key not in countries and (place.country, key) not in parts:
            here = (town for town in namesakes_of(key) if town.country == place.country)
            town = next(here, None)
            if town is not None and place.region in (None, town.region):
                found.put(key, Place(town.country, town.region or None, town.name))


def _in_latin(names: list[str], country: str) -> str:
    """A town's name in Latin letters: one of its names here, or that of the table of towns."""
    latin = next((name for name in names if name[0] < "\u0370"), None)
    if names[0][0] < "\u0370":
        return names[0]
    for name in names:
        town = town_named(key_of(name), None, country)
        if town is not None and town.country == country:
            return latin or town.name
    return latin or names[0]


def _lines_of(name: str) -> list[str]:
    text = (files("scoring.places") / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
