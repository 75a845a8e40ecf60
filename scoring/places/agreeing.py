"""Several places of one bio read so that they agree, and names of towns in several countries of one language, which
alone tell no country."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from scoring.lexicon import word_set
from scoring.places.namesakes import Mention, place_of_town
from scoring.places.table import Place, key_of, place_names
from scoring.places.towns import SPOKEN_IN, is_spoken, namesakes_of, town_named, towns

# How many times as large a town may be as the namesake that what stands beside it speaks for: a town of the table, one
# that the tables by hand chose, one of a country that speaks another language.
_AGREES_WITHIN, _AGREES_WITHIN_BY_HAND, _AGREES_WITHIN_ABROAD = 25, 6, 10
# How many times as large as its largest namesake abroad a town of the table must be to be meant where nothing else
# tells. Those by hand were chosen, and are meant ("Birmingham", "Valencia"), but for a few.
_MEANT_FROM = 12
_SMALL = 50  # thousands
_TWINS = word_set("newcastle cambridge worcester lincoln cordoba")
_OVERSEAS = word_set("RE GP MQ GF NC PF YT MF PM BL WF PR GU CW AW SX BQ")  # no abroad: parts of a country, or near it
# Behind the first word of a longer name: "Viana" is Viana do Castelo, too.
_JOINS = word_set("do da de del di upon am an on la le sur sous bei nad der")


@lru_cache(maxsize=1)
def _longer_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in towns().by_name:
        first, _, rest = name.partition(" ")
        if rest.partition(" ")[0] in _JOINS and len(first) > 3:
            found.setdefault(first, []).append(name)
    return found


def _namesakes(key: str) -> Iterator[Place]:
    yield from (place for place in place_names().beside.get(key, ()) if not place.quarter)
    yield from map(place_of_town, namesakes_of(key))


def _others_called(key: str) -> Iterator[Place]:
    """Every other reading of a town's name: its namesakes and those whose name it begins, the larger first."""
    yield from _namesakes(key)
    longer = [town for name in _longer_names().get(key, ()) for town in namesakes_of(name)]
    yield from map(place_of_town, sorted(longer, key=lambda town: -town.thousands))


@lru_cache(maxsize=4_096)
def _size_of(place: Place) -> int:
    """Thousands of inhabitants, at least 1."""
    town = town_named(key_of(place.city or ""), None, place.country)
    return max(1, town.thousands) if town is not None and town.country == place.country else 1


def read_as_agreeing(found: Sequence[Mention], language: str | None) -> list[Mention]:
    """Mentions, where a town has a namesake in a country that more of the others lie in than in its own, as that one:
    "Viana · Gerês · Porto" lie in Portugal. Not where the namesake is a village beside it."""
    kept = []
    for one in found:
        beside = [other for other in found if other.key != one.key and other.role is one.role]
        kept.append(one._replace(place=_agreeing(one, beside, language) or one.place) if beside else one)
    return kept


def _agreeing(one: Mention, beside: Sequence[Mention], language: str | None) -> Place | None:
    place = one.place
    if not place.city or place.quarter or place.source:
        return None
    countries = Counter(other.place.country for other in beside)
    regions = {(other.place.country, other.place.region) for other in beside if other.place.region}
    options = [
        other
        for other in _others_called(one.key)
        if countries[other.country] > countries[place.country]
        and ((other.country, other.region) in regions or _is_near_in_size(one, other, language))
    ]
    if options:
        return max(options, key=lambda other: (countries[other.country], _size_of(other)))
    lands = [other.place for other in beside]
    if len(countries) > 1 or any(land.city for land in lands) or not may_be_a_namesake(one, lands[0].country, language):
        return None
    return max(lands, key=lambda land: land.region is not None)


def may_be_a_namesake(one: Mention, country: str | None, language: str | None) -> bool:
    """Whether a town of the table is so small that another country of the account's language, which other signs tell,
    has a village of the name that is in no table: "Keswick · Lake District" is not in Ontario."""
    place = one.place
    return (
        country not in (None, place.country)
        and one.key not in place_names().plain
        and _size_of(place) <= _SMALL
        and is_spoken(language, country)
        and is_spoken(language, place.country)
    )


def _is_near_in_size(one: Mention, other: Place, language: str | None) -> bool:
    within = _AGREES_WITHIN_BY_HAND if one.key in place_names().plain else _AGREES_WITHIN
    if not is_spoken(language, other.country):
        within = min(within, _AGREES_WITHIN_ABROAD)
    return _size_of(other) * within >= _size_of(one.place)


def readings_of(one: Mention, language: str | None) -> list[Place]:
    """The readings of a town's name in several countries that speak the account's language, where none is so much
    larger that it must be meant; [] where the name tells its country."""
    place = one.place
    language = language or SPOKEN_IN.get(place.country or "", (None,))[0]
    if not place.city or place.quarter or place.source or not is_spoken(language, place.country):
        return []
    if one.key in place_names().plain and one.key not in _TWINS:
        return []
    abroad: dict[str | None, Place] = {}
    for other in _namesakes(one.key):
        if other.city and other.country not in (place.country, *_OVERSEAS) and is_spoken(language, other.country):
            known = abroad.setdefault(other.country, other)
            if _size_of(other) > _size_of(known):
                abroad[other.country] = other
    sizes = sorted((_size_of(other) for other in abroad.values()), reverse=True)
    if not sizes or sizes[0] * _MEANT_FROM < _size_of(place):
        return []
    return [place, *abroad.values()]
