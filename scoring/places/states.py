"""Towns and parts of countries told by the letters of the part behind a town's name: "Boise, ID", "Curitiba - PR"; and
towns by the letters of their country."""

import re
from dataclasses import replace

from scoring.lexicon import fold_text, tokens_of
from scoring.places.namesakes import place_of_town
from scoring.places.regions import regions
from scoring.places.table import Place, place_names
from scoring.places.towns import is_spoken, namesakes_of

_BEHIND = re.compile(
    r"(?<!\w)((?:[^\W\d_][\w.'’-]{1,20}\s){0,2}[^\W\d_][\w.'’-]{2,20}(?<!\.))(,\s?|\s?[-–/|(]\s?|\s)"
    r"((?![A-Z][a-z]{1,3},\s?[A-Z]{2}(?!\w))[A-Z][A-Za-zÖ]{1,3}|[A-Z](?=\)))(?!\w)"
)
# Also codes of countries, words or greetings: "Berlin, DE", "Delhi, IN" are no states.
_NO_STATE_ALONE = frozenset({"DE", "IN", "ID", "CO", "AR", "PA", "MA", "AL", "OR", "ME", "HI", "OK", "OH", "LA", "CA"})
_DEGREES = frozenset({"BA", "DJ", "DO", "MA", "MD", "NP", "PA", "PT"})  # also what somebody is, behind a name
_NAMESAKES = ("GB", "FR", "IT", "GR", "RU")  # after whose towns those of America are called
_WITHOUT_COMMA = ("CA", "AU", "NL")


def states_in(text: str, language: str | None) -> list[Place]:
    """Places told by the letters of a part of a country behind a town's name: "Boise, ID", "Bergen (NH)", "Guelph ON",
    "Curitiba - PR"; of a town that is not known its region; a town known in another country does not count but for
    those of America. Letters of a country tell a town's namesake there: "Córdoba, AR"."""
    found = []
    plain, capitals = place_names().plain, place_names().capitals
    for match in _BEHIND.finditer(text[:8_000]):
        written, between, letters = match.groups()
        options = regions().codes.get(letters.upper()) or ()
        if options and not letters.isupper():  # "León, Gto.", "Hengelo (Gld)"; of America only "San Antonio, Tx"
            american = "," in between
            options = tuple(
                one for one in options if (american if one.country == "US" else is_spoken(language, one.country))
            )
        if (letters, between) == ("WA", "/") or not written.split()[-1][0].isupper():  # "SMS/WA"
            continue
        tokens = tokens_of(fold_text(written))
        keys = [" ".join(tokens[begin:]) for begin in range(len(tokens))]
        known = next((plain[key] for key in keys if key in plain), None) or capitals.get(written)  # "JHB, SA"
        spaced = not between.strip()
        called_so = [
            place
            for key in keys
            for place in [*place_names().beside.get(key, ()), *map(place_of_town, namesakes_of(key))]
            if place.city and not place.quarter
        ]
        towns_there = [place for place in called_so if (place.country, place.region) in options]
        if known is not None and known.city and (known.country, known.region) in options:
            towns_there.insert(0, known)
        town = next((one for one in towns_there if is_spoken(language, one.country)), None)
        town = town or (towns_there[0] if towns_there and not spaced else None)
        if town is not None and (not spaced or town.country in _WITHOUT_COMMA or is_spoken(language, town.country)):
            found.append(Place(town.country, town.region, town.city, None, "state"))
            continue
        if not spaced and letters.isupper() and (known is None or known.country != letters):
            alone = letters not in _DEGREES or len(keys) == 1  # "Ana Santiago, DO" is a doctor
            abroad = next((one for one in called_so if alone and one.country == letters), None)
            if abroad is not None:  # "Córdoba, AR" is in Argentina: there is none in Arkansas
                found.append(replace(abroad, source="state"))
                continue
        for country, region in options:
            if country == "US" and not letters.isupper():
                continue
            if (country == "BR" and language == "pt" and (known is None or known.country == "BR")) or (
                country in ("CA", "AU") and len(letters) + (not spaced) > 2 and known is None
            ):
                found.append(Place(country, region, None, None, "state"))
            elif country == "US" and "," in between:
                if known is not None and known.country == "US" and letters not in ("DE", "IN", "ID"):
                    found.append(Place(country, known.region, known.city, known.quarter, "state"))
                elif (letters not in _NO_STATE_ALONE and known is None) or (
                    known is not None and known.country in _NAMESAKES and letters not in ("DE", "ID", "IT")
                ):
                    found.append(Place(country, region, None, None, "state"))
    return found
