"""Where a profile says it is in a field made for that: words that would tell nothing in a bio are places there."""

import re
from dataclasses import replace

from scoring.places import place_of
from scoring.places.regions import regions
from scoring.places.table import Place

_LONGEST = 200
# As newspapers shorten the states of America.
_SHORTENED = {
    "Ala": "AL", "Ariz": "AZ", "Ark": "AR", "Calif": "CA", "Colo": "CO", "Conn": "CT", "Del": "DE", "Fla": "FL",
    "Ill": "IL", "Ind": "IN", "Kan": "KS", "Mass": "MA", "Mich": "MI", "Minn": "MN", "Miss": "MS", "Mont": "MT",
    "Neb": "NE", "Nev": "NV", "Okla": "OK", "Ore": "OR", "Penn": "PA", "Tenn": "TN", "Tex": "TX", "Wash": "WA",
    "Wis": "WI", "Wisc": "WI", "Wyo": "WY",
}  # fmt: skip
_AT_ITS_END = re.compile(rf",\s?({'|'.join(_SHORTENED)})\.?$", re.IGNORECASE)
_IN_LETTERS = re.compile(r"(^|[,/]\s?)([A-Z]{2})\.?$")
_COUNTRIES = {
    "uk": "GB",
    "u.k.": "GB",
    "u.k": "GB",
    "us": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "uae": "AE",
    "nz": "NZ",
    "hk": "HK",
}
# Codes of states that are those of countries, too, or words: alone they tell nothing.
_NOT_ALONE = frozenset({"DE", "IN", "ID", "CO", "AR", "AL", "ME", "OR", "OK", "HI", "IL", "MA", "PA", "SC", "GA", "MD"})
_NOT_MEANT = re.compile(r"\bnorth korea\b", re.IGNORECASE)  # nobody who is there says so
_NORTHERN = re.compile(r"\bN\.?\s?(?=Ireland\b)", re.IGNORECASE)


def place_said(location: str, language: str | None) -> Place | None:
    """The place that such a field tells; ``None`` for a joke ("the moon"), for all the world and for nothing."""
    said = location[:_LONGEST].strip()
    if said.lower() in _COUNTRIES:
        return Place(_COUNTRIES[said.lower()], source="profile")
    said = _NORTHERN.sub("Northern ", said)
    said = _AT_ITS_END.sub(lambda match: f", {_SHORTENED[match[1].capitalize()]}", said)
    place: Place | None = place_of(said, (), (), (), language)
    if place is None or place.source in ("language", "dialect") or _NOT_MEANT.search(said):
        place = None
    state = _state_in(said)
    if state is not None and (place is None or place.country not in (state[1], "US")):
        place = Place("US", state[0])
    return None if place is None or place.country is None else replace(place, source="profile")


def _state_in(said: str) -> tuple[str, str] | None:
    """The state of America whose letters are all that is said, or end it, and these letters; ``None`` where they may as
    well be those of a part of another country."""
    match = _IN_LETTERS.search(said)
    if match is None or (not match[1] and match[2] in _NOT_ALONE):
        return None
    options = regions().codes.get(match[2], ())
    state = next((region for country, region in options if country == "US"), None)
    return None if state is None or len(options) > 1 else (state, match[2])
