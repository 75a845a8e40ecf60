"""Whether what a brief names is known: a wrong word in it would rank everyone as if nobody fitted, and say nothing."""

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scoring.lists import COUNTRIES, LANGUAGES, NETWORKS, READ_AS, TOLD_LANGUAGES

if TYPE_CHECKING:
    from scoring.brief import Brief

_FREE = ("words", "avoid", "competitors", "places", "like")
# Codes that people write for a country, and what ISO 3166 calls it.
_COUNTRY_OF = {"UK": "GB", "EN": "GB", "EL": "GR", "USA": "US", "GER": "DE", "UAE": "AE", "KSA": "SA"}
_BEGINNING = 3  # letters


def check_wishes(brief: "Brief") -> None:
    """Raises ValueError with one sentence that names the value, and what may have been meant."""
    for key in _FREE:
        for word in getattr(brief, key):
            if not any(
                unicodedata.category(letter)[:1] in "LN" or letter > "\u2100" for letter in word
            ):  # ☕ is a word
                raise ValueError(f'{key} holds "{word[:40]}", which names nothing: take it out')
    check_names("network", brief.networks, NETWORKS)
    for code in brief.languages:
        if code not in TOLD_LANGUAGES:
            raise ValueError(f'language "{code[:40]}" must be an ISO code such as {_some(LANGUAGES)}{_language(code)}')
        if code in READ_AS:
            raise ValueError(f'language "{code}" is read as "{READ_AS[code]}" here: say that')
    for code in brief.countries:
        if code not in COUNTRIES:
            hint = _country(code)
            raise ValueError(
                f'country "{code[:40]}" must be an ISO code of two capitals such as US, PT or DE'
                + (f'; did you mean "{hint}"?' if hint else "")
            )
    if brief.places:
        from scoring.places import places_in

        for name in brief.places:
            if not places_in(name):
                near = _place(name)
                way_on = f'; did you mean "{near}"?' if near else ": name a larger town near it, or its country"
                raise ValueError(f'no place is known as "{name[:60]}"{way_on}')


def check_names(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Raises ValueError for the first name that is not known, with the nearest that is."""
    names = list(known)
    for name in given:
        if name not in names:
            near = nearest(name, names)
            hint = f'; did you mean "{near}"?' if near else f" (known: {', '.join(names[:20])})"
            raise ValueError(f'no {what} is called "{name[:60]}"{hint}')


def _begin_alike(one: str, other: str) -> bool:
    return len(other) >= _BEGINNING and one[:_BEGINNING] == other[:_BEGINNING]


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that is most like one that is not, in any case of letters; ``None`` where none is."""
    by_letters = {one.casefold(): one for one in known}
    letters = name[:60].casefold()
    near = difflib.get_close_matches(letters, by_letters, n=1, cutoff=0.8)
    # A sub-niche is often written without its niche: "bakery" means food/baking, whatever else has such letters.
    alike = [one for one in known if "/" in one and _begin_alike(one.rpartition("/")[2].casefold(), letters)]
    if not near and "/" not in name and len(alike) == 1:
        return alike[0]
    near = near or difflib.get_close_matches(letters, by_letters, n=1, cutoff=0.5)
    return by_letters[near[0]] if near else None


def _some(names: Iterable[str]) -> str:
    return ", ".join(list(names)[:4])


def _language(code: str) -> str:
    """What may be meant: another case, a code with its country, or the language's name."""
    base = code.strip().lower().replace("_", "-").partition("-")[0]
    if base in TOLD_LANGUAGES:
        return f'; did you mean "{READ_AS.get(base, base)}"?'
    names = {name.casefold(): short for short, name in LANGUAGES.items()}
    near = difflib.get_close_matches(base[:40], names, n=1, cutoff=0.75)
    return f'; did you mean "{names[near[0]]}"?' if near else ""


def _country(code: str) -> str | None:
    """What may be meant: another case, a common code that is not ISO's, or the country's name."""
    plain = code.strip().upper().replace(".", "")
    if plain in COUNTRIES:
        return plain
    if plain in _COUNTRY_OF:
        return _COUNTRY_OF[plain]
    if len(plain) < 3:
        return None
    from scoring.places import places_in

    # Parts of a country too: England.
    named = [place.country for place in places_in(code) if place.city is None]
    return named[0] if named else None


def _place(name: str) -> str | None:
    """The town, quarter or region that is written most like this one."""
    from scoring.places.table import key_of, place_names

    known = place_names().plain
    near = difflib.get_close_matches(key_of(name[:40]), known, n=1, cutoff=0.8)
    place = known[near[0]] if near else None
    return (place.quarter or place.city or place.region) if place else None
