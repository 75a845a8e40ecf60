"""Whether what a brief names is known: a wrong word in it would rank everyone as if nobody fitted, and say nothing."""

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

from scoring.language_names import language_called
from scoring.lists import COUNTRIES, LANGUAGES, NICHES, READ_AS, TOLD_LANGUAGES

# Codes that people write for a country, and what ISO 3166 calls it.
_COUNTRY_OF = {"UK": "GB", "EN": "GB", "EL": "GR", "USA": "US", "GER": "DE", "UAE": "AE", "KSA": "SA"}
_BEGINNING = 3  # letters


def check_words(key: str, words: Iterable[str]) -> None:
    """Raises ValueError for the first value of a list that holds neither a letter nor a sign: ☕ is a word."""
    for word in words:
        if not any(unicodedata.category(letter)[:1] in "LN" or letter > "\u2100" for letter in word):
            raise ValueError(f'{key} holds "{word[:40]}", which names nothing: take it out')


def check_apart(one: str, wished: Iterable[str], other: str, unwished: Iterable[str]) -> None:
    """Raises ValueError for the first value that a brief wishes by one key and by another does not."""
    against = {word.strip().lstrip("@").casefold() for word in unwished}
    for word in wished:
        if word.strip().lstrip("@").casefold() in against:
            raise ValueError(f'"{word[:60]}" stands in {one} and in {other}: take it out of one of them')


def check_languages(codes: Iterable[str]) -> None:
    """Raises ValueError for the first code that is no language told apart here."""
    for code in codes:
        if code not in TOLD_LANGUAGES:
            raise ValueError(f'language "{code[:40]}" must be an ISO code such as {_some(LANGUAGES)}{_language(code)}')
        if code in READ_AS:
            raise ValueError(f'language "{code}" is read as "{READ_AS[code]}" here: say that')


def check_countries(codes: Iterable[str]) -> None:
    """Raises ValueError for the first code that is no country's, with the one that may have been meant."""
    for code in codes:
        if code not in COUNTRIES:
            hint = _country(code)
            raise ValueError(
                f'country "{code[:40]}" must be an ISO code of two capitals such as US, PT or DE'
                + (f'; did you mean "{hint}"?' if hint else "")
            )


def check_places(names: Sequence[str]) -> None:
    """Raises ValueError for the first name of no place known, with the nearest that is."""
    if not names:
        return
    from scoring.places import places_in

    for name in names:
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


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that is most like one that is not, in any case of letters; ``None`` where none is."""
    return _spelled(name, known, 0.5)


def _spelled(name: str, known: Iterable[str], cutoff: float) -> str | None:
    by_letters = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name[:60].casefold(), by_letters, n=1, cutoff=cutoff)
    return by_letters[near[0]] if near else None


_SUB_NICHES = tuple(f"{top}/{sub}" for top, subs in NICHES.items() for sub in subs)


def check_niches(given: Iterable[str]) -> None:
    """Raises ValueError for the first niche that is not known, with the one that is meant, else with all to choose
    from."""
    for name in given:
        if name in NICHES or name in _SUB_NICHES:
            continue
        meant = _niche(name)
        top = name.partition("/")[0].strip().casefold()
        if meant:
            way_on = f'did you mean "{meant}"?'
        elif top in NICHES:
            way_on = f'"{top}" has {", ".join(sub for sub in NICHES[top] if sub != top)}, and "{top}" alone means all'
        else:
            way_on = f"there are {', '.join(NICHES)}, and parts of each such as food/baking"
        raise ValueError(f'no niche is called "{name[:60]}"; {way_on}')


def _niche(name: str) -> str | None:
    """The niche that is spelled most alike, else the one that its words speak of, as beer does of drinks."""
    plain = name[:60].strip().casefold()
    top, _, sub = plain.rpartition("/")
    # Whoever names a niche that there is means one of its parts, whatever else has such letters.
    parts = [one for one in _SUB_NICHES if top not in NICHES or one.startswith(f"{top}/")]
    near = _spelled(plain, [*NICHES, *parts], 0.8)
    # A part is often written without its niche: "bakery" means food/baking.
    alike = [one for one in parts if _begin_alike(one.partition("/")[2], sub)]
    if near or len(alike) == 1:
        return near or alike[0]
    from scoring.lexicon import find_cues

    heard = dict.fromkeys(parts, 0.0)
    for cue in find_cues(sub.replace("_", " ")):
        part = cue.label.removeprefix("niche:")
        if part in heard:
            heard[part] += cue.weight
    # "food/food" is what is said of food without saying which: that is all of food, where no part is meant.
    loudest = max(parts, key=lambda part: (heard[part] > 0, not _is_whole(part), heard[part]))
    if not heard[loudest]:
        return None
    return loudest.partition("/")[0] if _is_whole(loudest) else loudest


def _is_whole(part: str) -> bool:
    top, _, sub = part.partition("/")
    return top == sub


def _begin_alike(part: str, letters: str) -> bool:
    return len(letters) >= _BEGINNING and letters[:_BEGINNING] == part[:_BEGINNING]


def _some(names: Iterable[str]) -> str:
    return ", ".join(list(names)[:4])


def _language(code: str) -> str:
    """What may be meant: another case, a code with its country, or the language's name."""
    base = code.strip().lower().replace("_", "-").partition("-")[0]
    if base in TOLD_LANGUAGES:
        return f'; did you mean "{READ_AS.get(base, base)}"?'
    named = language_called(code)
    return f'; did you mean "{named}"?' if named else ""


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
