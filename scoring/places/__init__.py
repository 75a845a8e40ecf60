"""Where an account is at home: flags, phones, place names, domains, and last the language, in this order of trust."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from scoring.lexicon import fold_text, tokens_of
from scoring.places.table import UNSPACED, Names, Place, place_names

PLACES_VERSION = 2


# Top-level domains that people use for their sound are no sign of a country.
_COUNTRY_DOMAINS = frozenset(
    [
        "ar",
        "at",
        "au",
        "be",
        "br",
        "ca",
        "ch",
        "cl",
        "cn",
        "cz",
        "de",
        "dk",
        "ec",
        "eg",
        "es",
        "fi",
        "fr",
        "gr",
        "hk",
        "hu",
        "id",
        "ie",
        "in",
        "it",
        "jp",
        "ke",
        "kr",
        "ma",
        "mx",
        "my",
        "ng",
        "nl",
        "no",
        "nz",
        "pe",
        "ph",
        "pk",
        "pl",
        "pt",
        "ro",
        "rs",
        "ru",
        "sa",
        "se",
        "sg",
        "th",
        "tr",
        "tw",
        "ua",
        "uk",
        "us",
        "uy",
        "vn",
        "za",
    ]
)
# A language that one country speaks far more than any other.
_LANGUAGE_HOME = {"it": "IT", "pl": "PL", "tr": "TR", "id": "ID", "ru": "RU", "ja": "JP", "ko": "KR", "hi": "IN",
    "nl": "NL",
                  "de": "DE", "fr": "FR"}  # fmt: skip
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_SUBFLAGS = {"\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": ("GB", "England"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": ("GB", "Scotland"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f": ("GB", "Wales")}  # fmt: skip


_BEFORE_PLACE = frozenset(
    [
        "📍",
        "🏠",
        "🌍",
        "🌎",
        "🌏",
        "🗺",
        "✈",
        "📌",
        "🏡",
        "in",
        "from",
        "based",
        "à",
        "de",
        "en",
        "di",
        "a",
        "da",
        "em",
        "na",
        "no",
        "aus",
        "bei",
        "nach",
        "uit",
        "te",
        "w",
        "z",
        "из",
        "в",
    ]
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_US_STATES = _words(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY"
)
_OTHER_STATES: dict[str, frozenset[str]] = {
    "CA": _words("BC ON AB QC NS NB MB SK"),
    "AU": _words("NSW VIC QLD TAS ACT"),
}
_BR_STATES = _words("AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO")
# Also codes of countries, words or greetings: "Berlin, DE", "Delhi, IN" are no states.
_NO_STATE_ALONE = frozenset({"DE", "IN", "ID", "CO", "AR", "PA", "MA", "AL", "OR", "ME", "HI", "OK", "OH", "LA", "CA"})
_NAMESAKES = ("GB", "FR", "IT", "GR", "RU")  # after whose towns those of America are called
_STATE = re.compile(r"(?<!\w)([^\W\d_][\w.'’-]{2,20})(,\s?|\s?[-–/|]\s?|\s)([A-Z]{2,3})(?!\w)")


def _states_in(text: str, language: str | None) -> list[Place]:
    """Countries told by a state's letters behind a town's name: "Boise, ID" only if the town is known there, "Peoria,
    IL", "Guelph ON", "Curitiba - PR"; a town known in another country does not count but for "Birmingham, AL"."""
    found = []
    plain = place_names().plain
    for match in _STATE.finditer(text[:8_000]):
        word, between, letters = match.groups()
        if not word[0].isupper():
            continue
        known = plain.get(" ".join(tokens_of(fold_text(word))))
        if language == "pt" and letters in _BR_STATES:
            if known is None or known.country == "BR":
                found.append(known or Place("BR", letters, source="state"))
            continue
        for country, states in _OTHER_STATES.items():
            if letters in states and (known is None or "," in between or known.country == country):
                found.append(known if known and known.country == country else Place(country, letters, source="state"))
        if letters in _US_STATES and "," in between:
            if known is not None and known.country == "US":
                found.append(known)
            elif (letters not in _NO_STATE_ALONE and known is None) or (
                known is not None
                and known.country in ("GB", "FR", "IT", "GR", "RU")
                and letters not in ("DE", "ID", "IT")
            ):
                found.append(Place("US", letters, source="state"))
    return found


# Prepositions after which a name may be declined: "под Тулой", "w Krakowie".
_DECLINES = frozenset({"в", "во", "из", "под", "на", "из-под", "w", "we", "z", "ze", "pod", "spod", "na"})


def places_in(text: str) -> list[Place]:
    """Places named in a text, in order, the longest name first where several begin at one word."""
    names = place_names()
    found = []
    tokens = [token.lstrip("#") for token in tokens_of(fold_text(text)) if token[0] != "@"]
    place = 0
    while place < len(tokens):
        for length in range(min(names.longest, len(tokens) - place), 0, -1):
            key = " ".join(tokens[place : place + length])
            hit = names.plain.get(key)
            if hit is not None and (key not in names.words or _is_said(text, tokens, place, key)):
                found.append(hit)
                place += length - 1
                break
        else:
            hit = _declined(names, tokens, place)
            if hit is not None:
                found.append(hit)
        place += 1
    found.extend(names.capitals[w] for w in re.findall(r"\b[A-Z]{2,5}\b", text[:8_000]) if w in names.capitals)
    folded = fold_text(text)
    if UNSPACED.search(folded):
        # The longer of two names first, so that 京都 is not read in 東京都.
        rest = folded
        for name in sorted(names.unspaced, key=len, reverse=True):
            if name in rest:
                found.append(names.unspaced[name])
                rest = rest.replace(name, " ")
    return found


def _declined(names: Names, tokens: list[str], place: int) -> Place | None:
    """A name with the ending of a case after a preposition, or with an Arabic one before it."""
    token = tokens[place]
    if "\u0600" <= token[0] <= "\u06ff":
        for prefix in ("بال", "ب", "لل", "ال", "ل", "و"):
            if token.startswith(prefix) and len(token) > len(prefix) + 2:
                bare = token[len(prefix) :]
                hit = names.plain.get(bare) or names.plain.get(f"ال{bare}")
                if hit is not None and prefix in ("بال", "ب", "لل"):
                    return hit
        return None
    if place == 0 or tokens[place - 1] not in _DECLINES or (tokens[place - 1] == "na" and token.isascii()):
        return None
    for cut in range(4):
        stem = token[: len(token) - cut]
        if len(stem) >= 4 and stem in names.stems and stem not in names.words:
            return names.stems[stem]
    return None


def _is_said(text: str, tokens: list[str], place: int, key: str) -> bool:
    """Whether a name that may be a word or a person's stands as a place: alone in its piece of the text, after "in" or
    a pin, or before the capitals of a state. Where Latin letters have capitals it must have one."""
    name = r"\s+".join(re.escape(word) for word in key.split())
    short = text[:8_000]
    if key.isascii() and re.search(rf"\b{name}\b", short) is not None:
        return False  # "a nice day"
    if place and tokens[place - 1] in _BEFORE_PLACE:
        return True
    if re.search(rf"(?:^|[|•·,/\n])\s*{name}\s*(?:$|[|•·,/\n])", short.casefold()):
        return True
    return re.search(rf"\b(?i:{name})\s?[-–,/]\s?[A-Z]{{2}}\b", short) is not None  # "Salvador - BA": with its state


def flags_in(text: str) -> list[str]:
    """Countries (ISO 3166) whose flags stand in a text, in order; England, Scotland and Wales count as GB."""
    found = [sub[0] for flag, sub in _SUBFLAGS.items() if flag in text]
    for match in _FLAG.finditer(text[:8_000]):
        code = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in match.group())
        found.append("GB" if code == "UK" else code)
    return found


def place_of(
    bio: str, geotags: Sequence[str], phone_regions: Sequence[str], domains: Iterable[str], language: str | None
) -> Place:
    """The home of an account.

    Country by flags of the bio (one alone; several flags name travels, unless a place agrees with one), then phone,
    place
    names of the bio, geotags that agree (two or more, over half), domain, language. Region, city and quarter from
    place names that agree with the country.
    """
    named = [*_states_in(bio, language), *places_in(bio)]
    tagged = [place for tag in geotags for place in places_in(tag)[:1]]
    flags = list(dict.fromkeys(flags_in(bio)))
    country, source = _country_of(flags, phone_regions, named, tagged, domains, language)
    if country is None:
        return Place()
    for place in named:
        if place.country == country and place.city:
            return Place(country, place.region, place.city, place.quarter, source)
    cities = Counter(place for place in tagged if place.country == country and place.city)
    if cities:
        (place, times), *_ = sorted(cities.items(), key=lambda item: (-item[1], item[0].city or ""))
        if times >= 2 and times * 2 > len(geotags) - len(geotags) % 2:
            return Place(country, place.region, place.city, place.quarter, source)
    region = next((place.region for place in named if place.country == country and place.region), None)
    region = region or next((sub[1] for flag, sub in _SUBFLAGS.items() if flag in bio), None)
    return Place(country, region, None, None, source)


def _country_of(
    flags: list[str],
    phone_regions: Sequence[str],
    named: list[Place],
    tagged: list[Place],
    domains: Iterable[str],
    language: str | None,
) -> tuple[str | None, str | None]:
    cities = {place.country for place in named}
    if len(flags) == 1:
        return flags[0], "flag"
    for flag in flags:
        if flag in cities or flag in phone_regions:
            return flag, "flag"
    if phone_regions:
        return phone_regions[0], "phone"
    if named and (any(place.city or place.region for place in named) or len(cities) == 1):
        best = next((place for place in named if place.source == "state"), None)
        best = (
            best
            or next((place for place in named if place.city), None)
            or next((p for p in named if p.region), named[0])
        )
        return best.country, "place name"
    if named:  # several countries and no place in any of them: travels
        home = _LANGUAGE_HOME.get(language or "")
        return (home, "language") if home in cities else (None, None)
    if flags:
        return flags[0], "flag"
    counts = Counter(place.country for place in tagged)
    if counts:
        (country, times), *_ = sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
        if times >= 2 and times * 2 > len(tagged):
            return country, "geotags"
    for domain in domains:
        suffix = domain.rpartition(".")[2].lower()
        if suffix in _COUNTRY_DOMAINS:
            return ("GB" if suffix == "uk" else suffix.upper()), "domain"
    home = _LANGUAGE_HOME.get(language or "")
    return (home, "language") if home else (None, None)
