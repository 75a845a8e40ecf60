"""Places named in a text: the table written by hand first, then the towns of GeoNames where they are said as
places."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from scoring.lexicon import MAX_TEXT, fold_text, word_set
from scoring.patterns import late
from scoring.places.namesakes import Mention, lived_in, place_of_town, told_apart, without_capitals_of_regions
from scoring.places.standing import (
    AFTER_PLACE,
    PINS,
    is_city_of,
    is_locative,
    is_meant,
    is_quarter_meant,
    is_said,
    is_somebody,
)
from scoring.places.table import Names, Place, place_names
from scoring.places.telling import Clause, Role, clauses_of
from scoring.places.towns import LARGE, is_spoken, town_named, towns
from scoring.places.unspaced import unspaced_in
from scoring.places.words import Word, words_of

_LONGEST_TOWN = 5  # words of a name
# Prepositions after which a name may be declined: "под Тулой", "w Krakowie".
_DECLINES = word_set("в во из под на из-под w we z ze pod spod na do od")
_LATIN_ENDINGS = ("", "a", "o", "e", "y", "i", "ow")
_CYRILLIC_ENDINGS = ("", "а", "я", "ь", "и", "ы", "о", "е", "ии", "ий", "ск", "ец")
_ARABIC_PREFIXES = ("بال", "ب", "لل", "وال", "ال")  # in, for, and, the


def places_in(text: str, language: str | None = None, country: str | None = None) -> list[Place]:
    """Places named in a text, in order, the longest name first where several begin at one word; those in scripts
    without spaces last. ``country``, where something tells it, and ``language`` decide between namesakes and let
    smaller towns count."""
    return [mention.place for mention in mentions_in(text, language, country)]


def mentions_in(
    text: str, language: str | None = None, country: str | None = None, flags: Collection[str] = ()
) -> list[Mention]:
    """Places as ``places_in`` has them and what is said of each. Regions, countries and ``flags`` beside a name tell
    which of its namesakes is meant."""
    text = text[:MAX_TEXT]
    clauses = list(clauses_of(text))
    capitals = frozenset(_CAPITALS.findall(text))
    read = _Read(text, capitals, list(words_of(clauses)), place_names(), language, country)
    found: list[Mention] = []
    doubtful: list[Mention] = []
    begin = 0
    while begin < len(read.words):
        named = _named_at(read, begin)
        if named is not None:
            one = _mention(named.place, named.key, clauses, read.words, begin, named.length)
            (found if named.sure else doubtful).append(one)
        begin += named.length if named is not None else 1
    for number, clause in enumerate(clauses):
        found.extend(_in_capitals(read, clause, number))
        within = () if clause.text.isascii() else unspaced_in(read.names, fold_text(clause.text), language)
        found.extend(Mention(place, key, clause.role, number, clause.role is Role.HOME) for key, place in within)
    found = lived_in(told_apart(found, doubtful, flags))
    return without_capitals_of_regions(found)


class _Read(NamedTuple):
    """A text as its places are looked for: its words, and what is known of who wrote it."""

    text: str
    capitals: frozenset[str]  # what stands in it in capitals
    words: list[Word]
    names: Names
    language: str | None
    country: str | None


class _Named(NamedTuple):
    """A name of so many words; not ``sure`` where what stands beside it has to agree."""

    place: Place
    key: str
    length: int
    sure: bool


def _named_at(read: _Read, begin: int) -> _Named | None:
    """The longest name that begins at a word and is said as a place, else that word without its ending."""
    for length in range(min(max(read.names.longest, _LONGEST_TOWN), len(read.words) - begin), 0, -1):
        key = " ".join(word.folded for word in read.words[begin : begin + length])
        if not _is_elsewhere_a_word(read, begin, length, key):
            named = _called(read, begin, length, key)
            if named is not None:
                return named
    declined = _declined(read.names, read.words, begin, read.language)
    return None if declined is None else _Named(declined, read.words[begin].folded, 1, True)


def _is_elsewhere_a_word(read: _Read, begin: int, length: int, key: str) -> bool:
    """Whether a name of a place is a word here, or what somebody is called that is nobody's here."""
    if key == "usa" and read.language in _USES and not read.words[begin].capital:
        return True
    if _ONLY_IN.get(key, read.language) != read.language:
        return True
    if _is_of_a_phrase(read, begin, length, key):
        return True
    if read.language in _A_COLOUR_IN and key == "colorado" and not _is_lived_in(read, begin):
        return True  # a red one: who stands by a club
    if key == "kota" and is_city_of(read.words, begin, read.language):
        return True
    return key in read.names.demonyms and not is_somebody(read.words, begin, length)


# Parts of the world, no country: "South America", "América Latina".
_BEFORE_AMERICA = word_set("north south central latin middle pan western sud nord")
_BEHIND_AMERICA = word_set("latina latine del do du central centrale meridional meridionale septentrional")
# What somebody believes, studies or knows, no place that one is in: "believe in Hope", "a degree in Mobile Robotics".
_IN_WHAT = word_set("believe believes believer trust faith interest interested specialize specializes specializing "
                    "specialise specialises specialising specialized specialised degree major expert expertise "
                    "phd msc mba ba bsc masters fluent")  # fmt: skip
_OF_A_FAMILY = word_set("de da di del della van von")
_SHORTEST_TOWN = 5  # letters; those of a shorter name written large are more often something else's


def _is_of_a_phrase(read: _Read, begin: int, length: int, key: str) -> bool:
    """Whether a name belongs to what stands around it: a part of the world, what somebody studies, a surname ("Brian De
    Palma"), the letters of a firm ("RONA") in a text that is not all in capitals."""
    words = read.words
    piece = words[begin].piece
    before = words[begin - 1] if begin and words[begin - 1].piece == piece else None
    after = words[begin + length] if begin + length < len(words) and words[begin + length].piece == piece else None
    if key == "america":
        return (before is not None and before.folded in _BEFORE_AMERICA) or (
            after is not None and after.folded in _BEHIND_AMERICA
        )
    first = words[begin - 2] if before is not None and begin > 1 and words[begin - 2].piece == piece else None
    if first is not None and before is not None:
        if before.folded == "in" and first.folded in _IN_WHAT and key not in read.names.demonyms:
            return key in read.names.words or key in towns().words
        if before.folded in _OF_A_FAMILY and before.capital and first.capital and words[begin].capital:
            return not read.text.isupper()
    if length == 1 and len(key) < _SHORTEST_TOWN and key.isascii() and key not in read.names.capitals:
        return key not in read.names.plain and key.upper() in read.capitals and not read.text.isupper()
    return False


def _is_lived_in(read: _Read, begin: int) -> bool:
    before = read.words[begin - 1].folded if begin else ""
    return before in PINS or before in ("en", "em", "no", "in", "de")


def _called(read: _Read, begin: int, length: int, key: str) -> _Named | None:
    """The place of a name, in the tables by hand, in that of towns, then among words that are places beside others;
    ``None`` where it is none, or most likely a word."""
    words, names = read.words, read.names
    place = names.plain.get(key)
    sure: bool | None = True  # ``None``: a word
    if place is not None:
        if read.country not in (None, place.country) and place.city:
            namesake = town_named(key, read.language, read.country)
            place = place_of_town(namesake) if namesake and namesake.country == read.country else place
        elif place.city and not place.quarter and key not in names.words:
            place = _larger_at_home(key, place, read.language) or place
        at_home = _NAMES_AT_HOME.get(key)
        known = at_home is not None and read.language in (at_home, None) and words[begin].capital
        if key in names.words and not (known or is_said(read.text, words, begin, length)):
            sure = None
        if place.quarter and not is_quarter_meant(words, begin, length, is_spoken(read.language, place.country)):
            sure = None
    elif length <= _LONGEST_TOWN and (town := town_named(key, read.language, read.country)) is not None:
        place, sure = place_of_town(town), is_meant(town, words, begin, length, read.language)
    if sure is None and key in names.beside and all(word.capital for word in words[begin : begin + length]):
        sure = False
    if place is None and key in names.beside:
        place, sure = names.beside[key][0], False
    return None if place is None or sure is None else _Named(place, key, length, sure)


def _larger_at_home(key: str, place: Place, language: str | None) -> Place | None:
    """The namesake of a town where people speak as the text does, if the town lies elsewhere and is smaller: to whom
    writes English or Hindi Kochi is in India, to whom writes Russian Brest is in Belarus."""
    if language is None or is_spoken(language, place.country):
        return None
    at_home = town_named(key, language)
    if at_home is None or at_home.thousands < LARGE or not is_spoken(language, at_home.country):
        return None
    here = town_named(key, language, place.country)
    smaller = here is not None and here.country == place.country and here.thousands < at_home.thousands
    return place_of_town(at_home) if smaller else None


_CAPITALS = late(r"\b[A-Z0-9]{2,5}(?:\b|(?=在住|住み|暮らし|滞在|留学|出身|거주|유학|살아|사는))")


def _in_capitals(read: _Read, clause: Clause, number: int) -> Iterator[Mention]:
    """Short forms that are places in capitals only ("NYC", "RJ")."""
    for letters in _CAPITALS.findall(clause.text):
        place = read.names.capitals.get(letters)
        if _ONLY_IN.get(letters, read.language) != read.language or (letters == "WA" and _WRITE.search(clause.text)):
            continue
        if letters == "US" and _OF_US.search(clause.text):
            continue
        if place is not None and not _is_at_home(letters, place, read.language, clause):
            continue
        article = read.language in _ARTICLES_OF.get(letters, ()) and _goes_on(clause.text, letters)
        if place is not None and not article:
            yield Mention(place, letters, clause.role, number, True)


def _is_at_home(letters: str, place: Place, language: str | None, clause: Clause) -> bool:
    """Whether letters that say much else stand in a language of the country, or by themselves, behind "in" or a pin: no
    Nijmegen by "024" in Indonesian, no Moscow by an "MSK radiologist". Those that are the short form of something else
    as well have to stand so in every language."""
    if letters in _KNOWN_TO_ALL:
        return True
    spoken = language is None or is_spoken(language, place.country)
    if spoken and letters not in _SHORT_FOR_ELSE:
        return True
    if not spoken and (len(letters) <= 2 or letters.isdigit()):
        return False
    return clause.role is Role.HOME or re.search(_BY_ITSELF.format(letters), clause.text, re.IGNORECASE) is not None


_KNOWN_TO_ALL = frozenset({"UK", "US", "LA", "NY", "SF", "DC", "HK", "NZ", "NYC", "USA", "UAE"})
# Parents of a school, captains, hardware, games, certificates, wards, titles, nurses, degrees, courts, positions.
_SHORT_FOR_ELSE = word_set(
    "PTA CPT RSA GTA MCT CCU MRS BSN MSK MSP SG BH BK BSB GYN CBA GLA HB MG NCR OC PHC RND SC SP SSA STR TJ VIC VIX "
    "AUS IDF CAI CGN BRS SLP ADL ACC ABC ABJ KSI NCL PIK SMG SPK CLE QC AGP AMS POA"
)
_BY_ITSELF = (
    r"^\W*{0}\W*$|(?:\b(?:in|from|near|around|en|em|aus|bei|uit|w|в|из|di|dari|based|via|to) |"
    r"[📍📌🏠🏡🌍🌎🌏🗺✈]\ufe0f?\s?|[➡→]\ufe0f?\s?){0}\b|"
    r"\b{0}(?:\s?[➡→]|[- ](?:based|area|born|bred|raised|native|local|resident)\b)"
)


def _goes_on(text: str, letters: str) -> bool:
    """Whether a word follows these capitals in every place: "LA Chanteuse"."""
    return len(re.findall(rf"\b{letters}\b", text)) == len(re.findall(rf"\b{letters} \w", text))


# "SMS/WA 0812…", "WA : 0896…": no state, but WhatsApp.
_WRITE = re.compile(r"\bWA\b\s*[:.]?\s*(?:\+?\d|\()")
# "CONTACT US", "TAG US for a repost": people, no country.
_OF_US = re.compile(
    r"\b(?:contact|follow|tag|join|visit|call|text|mail|e-?mail|dm|message|msg|whats ?app|write|with|about|let|help|"
    r"give|tell|ask|meet|find|catch|support|send|book|mention|rate|reach|check|both|(?:all|some|most|none|one) of)"
    r" US\b",
    re.IGNORECASE,
)
_A_COLOUR_IN = ("es", "pt")
_USES = ("es", "pt", "it")  # where "usa" is a verb
# Elsewhere words and names: no Berlin, no India, no Saudi Arabia, no Iceland, no town in Lazio, no Istanbul ("dies
# ist"), no Bolu (a cake), no Arkhangelsk (an archangel), no Manchester (a band), no quarter (fashion), no Flores (the
# end), no Vantaa (a black).
_ONLY_IN = {
    "wedding": "de", "indie": "pl", "hail": "ar", "island": "de", "latina": "it", "ist": "tr", "bolu": "tr",
    "arcangel": "ru", "MCR": "en", "moda": "tr", "ende": "id", "vanta": "fi",
}  # fmt: skip
_NAMES_AT_HOME = {"malang": "id", "batu": "id"}  # words elsewhere; with a capital the town, where its people speak
_ARTICLES_OF = {"LA": ("es", "fr", "it")}  # capitals of a town that are an article before a word


def _mention(
    place: Place, key: str, clauses: Sequence[Clause], words: Sequence[Word], begin: int, length: int
) -> Mention:
    before = words[begin - 1].folded if begin else ""
    after = words[begin + length].folded if begin + length < len(words) else ""
    clause = words[begin].clause
    role = clauses[clause].role
    if key in place_names().demonyms:
        role = Role.ORIGIN if role is Role.PLAIN else role
    said = role is Role.HOME or is_locative(words, begin) or before in PINS or after in AFTER_PLACE
    return Mention(place, key, role, clause, said)


def _declined(names: Names, words: list[Word], begin: int, language: str | None) -> Place | None:
    """A name with the ending of a case after a preposition, or with an Arabic one before it."""
    token = words[begin].folded
    if "\u0600" <= token[0] <= "\u06ff":
        for prefix in _ARABIC_PREFIXES:
            if token.startswith(prefix) and len(token) > len(prefix) + 2:
                bare = token[len(prefix) :]
                hit = names.plain.get(bare) or names.plain.get(f"ال{bare}")
                if hit is not None and (prefix != "ال" or bare in names.plain):
                    return hit
        return None
    before = words[begin - 1].folded if begin else ""
    if before not in _DECLINES or (before.isascii() and language != "pl"):  # "we provide" is no Provo
        return None
    for cut in range(4):
        stem = token[: len(token) - cut]
        if len(stem) >= 4 and stem in names.stems and stem not in names.words:
            return names.stems[stem]
    cyrillic = "\u0400" <= token[0] <= "\u04ff"
    if not words[begin].capital or not (cyrillic or language == "pl"):
        return None
    for cut in range(4):
        stem = token[: len(token) - cut]
        for ending in _CYRILLIC_ENDINGS if cyrillic else _LATIN_ENDINGS:
            town = town_named(stem + ending, language) if len(stem) >= 3 + (not cyrillic) else None
            if town is not None and is_spoken(language, town.country) and stem + ending not in towns().words:
                return place_of_town(town)
    return None
