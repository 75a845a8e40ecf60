"""Places that a text names, held against each other: which of several places of a name is meant, which is the home."""

from collections.abc import Collection
from typing import NamedTuple

from scoring.places.table import Place, place_names
from scoring.places.telling import Role
from scoring.places.towns import Town, namesakes_of

_NEAR = 1  # clauses between a town and what tells it from its namesakes


class Mention(NamedTuple):
    """A place that a text names: the name as it is compared, what its clause says, the clause's number; whether "in", a
    pin or words of living there stand by it."""

    place: Place
    key: str
    role: Role
    clause: int
    said: bool


def place_of_town(town: Town) -> Place:
    """A town as a place."""
    return Place(town.country, town.region or None, town.name)


def lived_in(found: list[Mention]) -> list[Mention]:
    """Mentions, where somebody who is called after one place is said to be in another ("ex-Londoner in Margate"), the
    other as a home."""
    called = {one.clause for one in found if one.key in place_names().demonyms}
    return [
        one._replace(role=Role.HOME)
        if one.said and one.clause in called and one.key not in place_names().demonyms
        else one
        for one in found
    ]


def told_apart(found: list[Mention], doubtful: list[Mention], flags: Collection[str]) -> list[Mention]:
    """Mentions with the namesake that what stands beside them speaks for, and of the doubtful those that the country or
    city of another speaks for."""
    countries = {one.place.country for one in found} | set(flags)
    named = {one.place.country for one in found if not (one.place.city or one.place.region)}
    if len(flags) == 1:
        named |= set(flags)
    parts = {(one.place.country, one.place.region): one.clause for one in found if not one.place.city}
    cities = {(one.place.country, one.place.city) for one in found if one.place.city and not one.place.quarter}
    kept = []
    for one in found:
        place = one.place
        if place.city or place.quarter:
            place = _namesake(one, named, parts, cities) or place
        kept.append(one._replace(place=place))
    for one in doubtful:
        quarters = place_names().beside.get(one.key, ())
        quarter = next((place for place in quarters if (place.country, place.city) in cities), None)
        if quarter is not None:
            kept.append(one._replace(place=quarter))
        elif one.place.country in countries and not one.place.quarter:
            kept.append(one)
    return kept


def _namesake(
    one: Mention,
    named: Collection[str | None],
    parts: dict[tuple[str | None, str | None], int],
    cities: Collection[tuple[str | None, str | None]],
) -> Place | None:
    """The namesake that the city, region or country named beside it speaks for, if it is another."""
    if not (named or parts or cities):
        return None
    towns_called_so = map(place_of_town, namesakes_of(one.key))
    others: list[Place] = [one.place, *place_names().beside.get(one.key, ()), *towns_called_so]
    for other in others:
        if other.quarter and (other.country, other.city) in cities and other.city != one.place.city:
            return other
    if one.place.quarter:
        return None
    for other in others:
        clause = parts.get((other.country, other.region)) if other.region else None
        if clause is not None and abs(clause - one.clause) <= _NEAR and not other.quarter:
            return other
    near = {country for (country, _), clause in parts.items() if abs(clause - one.clause) <= _NEAR}
    if one.place.country in named or (near and one.place.country in near):
        return None
    named = near or named
    return next((other for other in others if other.country in named and other.city and not other.quarter), None)


def without_capitals_of_regions(found: list[Mention]) -> list[Mention]:
    """Mentions, where a town's name that is its region's too stands beside another town of that region ("広島の府中市",
    "Muğla, Bodrum"), as the region."""
    kept = []
    for one in found:
        place = one.place
        if place.country in ("JP", "KR", "TR") and place.city and place.city == place.region and not place.quarter:
            beside = (other for other in found if other.place.city not in (None, place.city))
            if any(
                (other.place.country, other.place.region) == (place.country, place.region)
                and abs(other.clause - one.clause) <= _NEAR
                for other in beside
            ):
                place = Place(place.country, place.region)
        kept.append(one._replace(place=place))
    return kept
