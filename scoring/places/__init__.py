"""Where an account is at home: flags, phones, place names, domains, and last the language, in this order of trust."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scoring.lexicon import fold_text, tokens_of, word_set
from scoring.places.dialects import dialect_of
from scoring.places.finding import places_in
from scoring.places.table import Place, place_names
from scoring.places.towns import SPOKEN_IN, is_spoken

__all__ = ["PLACES_VERSION", "SPOKEN_IN", "flags_in", "place_of", "places_in"]

PLACES_VERSION = 3


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
                  "de": "DE", "fr": "FR", "pt": "BR"}  # fmt: skip
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_SUBFLAGS = {"\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": ("GB", "England"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": ("GB", "Scotland"),
             "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f": ("GB", "Wales")}  # fmt: skip


_US_STATES = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY"
)
_OTHER_STATES: dict[str, frozenset[str]] = {
    "CA": word_set("BC ON AB QC NS NB MB SK"),
    "AU": word_set("NSW VIC QLD TAS ACT"),
}
_BR_STATES = word_set("AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO")
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
                known is not None and known.country in _NAMESAKES and letters not in ("DE", "ID", "IT")
            ):
                found.append(Place("US", letters, source="state"))
    return found


# Where somebody was last or goes next is no home; where one is "now" may be. A word that also begins other sentences
# ("soon a mum of two") needs a sign after it.
_ON_THE_WAY = re.compile(
    r"(?:\b(?:last seen|next (?:stop|up)|heading to|visto por última vez|rumbo a|"
    r"prochaine? (?:étape|arrêt|destination)|"
    r"dernière étape|próxim[oa] (?:destino|parada)|nächste[rs]? (?:stopp|ziel)|prossima (?:tappa|meta)|volgende stop|"
    r"następny przystanek|sıradaki durak|следующая остановка)\b|次の旅|다음 여행지|الوجهة القادمة|"
    r"(?:\b(?:next|soon|próxim[oa]|pronto|bientôt|zuletzt|bald|presto|binnenkort|wkrótce|sırada|selanjutnya|"
    r"berikutnya|скоро)|次は|다음|قريبا|अगला)\s*(?:[:：→]|->|=>))\s*[:：>→-]*\s*[^\n|•·]{0,24}$",
    re.IGNORECASE,
)


def _at_home(bio: str) -> str:
    """The text without what it says of where somebody was last or goes next: "last seen: Hanoi 🇻🇳"."""
    return "".join(_ON_THE_WAY.sub("", line) for line in re.split(r"([\n|•·])", bio[:8_000]))


def flags_in(text: str) -> list[str]:
    """Countries (ISO 3166) whose flags stand in a text, in order; England, Scotland and Wales count as GB."""
    found = [sub[0] for flag, sub in _SUBFLAGS.items() if flag in text]
    for match in _FLAG.finditer(text[:8_000]):
        code = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in match.group())
        found.append("GB" if code == "UK" else code)
    return found


def place_of(
    bio: str,
    geotags: Sequence[str],
    phone_regions: Sequence[str],
    domains: Iterable[str],
    language: str | None,
    handle: str = "",
) -> Place:
    """The home of an account.

    Country by flags of the bio (one alone; several flags name travels, unless a place agrees with one), then phone,
    place names of the bio, geotags that agree (two or more, over half), domain, the end of the handle, words that only
    people of one country say, language. Where somebody was "last seen" or goes "next" is no home. Region, city and
    quarter from place names that agree with the country.
    """
    spoken = dialect_of(bio, language)
    bio = _at_home(bio)
    named = [*_states_in(bio, language), *places_in(bio, language, spoken)]
    tagged = [place for tag in geotags for place in places_in(tag, language)[:1]]
    flags = list(dict.fromkeys(flags_in(bio)))
    country, source = _country_of(flags, phone_regions, named, tagged, domains, spoken, language)
    if country is None:
        by_handle = _place_in_handle(handle, language)
        if by_handle is not None:
            return by_handle
        country, source = (spoken, "dialect") if spoken else (_LANGUAGE_HOME.get(language or ""), "language")
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


def _place_in_handle(handle: str, language: str | None) -> Place | None:
    """The place that a handle ends in ("atempause.wien", "flora_mtl", "lina.at"), where people speak as the account
    writes; a first part may be a name."""
    *begin, last = re.split(r"[._-]+", handle.lower()) or [""]
    if not begin or language is None:
        return None
    names = place_names()
    hit = (names.plain.get(last) if last not in names.words else None) or names.capitals.get(last.upper())
    if hit is None and last.upper() in SPOKEN_IN and last in _COUNTRY_DOMAINS:
        hit = Place(last.upper())
    return replace(hit, source="handle") if hit is not None and is_spoken(language, hit.country) else None


def _rank_of(place: Place, spoken: str | None, language: str | None) -> tuple[bool, bool, bool]:
    """Which of several places is home, the least first: a town, a region; where people speak so; the one named
    first."""
    return (
        not (place.city or place.region),
        place.country != spoken and not is_spoken(language, place.country),
        not place.city,
    )


def _country_of(
    flags: list[str],
    phone_regions: Sequence[str],
    named: list[Place],
    tagged: list[Place],
    domains: Iterable[str],
    spoken: str | None,
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
        best = best or min(named, key=lambda place: _rank_of(place, spoken, language))
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
    return None, None
