"""Where an account is at home: flags, phones, place names, domains, and last the language, in this order of trust."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from scoring.lexicon import Cue, find_cues, fold_text, tokens_of, word_set
from scoring.places.agreeing import may_be_a_namesake, read_as_agreeing, readings_of
from scoring.places.dialects import dialect_of, varieties_in
from scoring.places.elsewhere import GIVEN_NAMES, MANY_FLAGS, homes_of
from scoring.places.finding import mentions_in, places_in
from scoring.places.flags import SUBFLAGS, flags_in, flags_of_home
from scoring.places.namesakes import Mention
from scoring.places.postcodes import postcodes_in
from scoring.places.states import states_in
from scoring.places.table import UNSPACED, Place, place_names
from scoring.places.telling import Role, clauses_of
from scoring.places.towns import SPOKEN_IN, is_spoken, namesakes_of, towns

__all__ = ["SPOKEN_IN", "flags_in", "place_of", "places_in"]


# Top-level domains that people use for their sound are no sign of a country.
_COUNTRY_DOMAINS = word_set(
    "ar at au be br ca ch cl cn cz de dk ec eg es fi fr gr hk hu id ie in it jp ke kr ma mx my ng nl no nz pe ph pk "
    "pl pt ro rs ru sa se sg th tr tw ua uk us uy vn za"
)
# A language that one country speaks far more than any other. Not Danish, Norwegian, Galician or Croatian, which short
# texts in their neighbours' languages are taken for, nor what millions write abroad (Ukrainian, Persian).
_LANGUAGE_HOME = {"it": "IT", "pl": "PL", "tr": "TR", "id": "ID", "ru": "RU", "ja": "JP", "ko": "KR", "hi": "IN",
    "nl": "NL", "de": "DE", "fr": "FR", "pt": "BR", "ms": "MY", "mr": "IN", "ne": "NP",
    "sv": "SE", "fi": "FI", "is": "IS", "et": "EE", "lv": "LV", "lt": "LT", "cs": "CZ", "sk": "SK", "hu": "HU",
    "ro": "RO", "bg": "BG", "el": "GR", "sl": "SI", "ca": "ES", "eu": "ES", "cy": "GB", "he": "IL", "ka": "GE",
    "hy": "AM", "mn": "MN", "my": "MM", "km": "KH", "lo": "LA", "th": "TH", "vi": "VN", "ta": "IN", "te": "IN",
    "kn": "IN", "ml": "IN", "gu": "IN", "si": "LK"}  # fmt: skip
_SURE_OF_HOME = 0.65  # of a language, from which it tells a country; of guesses below it one of five was right
# Where anybody may have a mailbox, whose last letters are a country's.
_MAIL_HOSTS = word_set("yahoo hotmail live outlook msn gmx yahoo.co hotmail.co live.co yahoo.com hotmail.com")
# Short links and rooms of the whole world, whose last letters are a country's, too.
_WORLDWIDE = word_set(
    "youtu.be hoo.be zoom.us bnds.us ebay.us pin.it redd.it smarturl.it liketk.it liketoknow.it shopstyle.it shopmy.us "
    "chng.it flip.it scoop.it dlvr.it protonmail.ch "
    "spoti.fi taplink.at fal.cn msha.ke str.sg docs.rs crates.rs"
)


def place_of(
    bio: str,
    geotags: Sequence[str],
    phone_regions: Sequence[str],
    domains: Iterable[str],
    language: str | None,
    handle: str = "",
    name: str = "",
    captions: str = "",
    sure: float = 1.0,
) -> Place:
    """The home of an account.

    Country by words of living somewhere, flags of the bio (one alone; several flags name travels, unless a place agrees
    with one), then phone, place names of the bio, geotags that agree (two or more, over half), domain, the end of the
    handle, words that only people of one country say, language. Places that are no home do not count: where somebody
    was last or goes next, clubs, dishes, the country of a language taught, names that stand in the display ``name``;
    where somebody is from or studied counts only if nothing else is told. Nothing is guessed from the language where
    the bio shows travels or lessons instead of a home. A town of a name that is a town's in another country of the
    account's language too tells no country unless something else does (``readings_of``); the words of bio and
    ``captions`` may. A language that is not ``sure`` tells none. Region, city and quarter from place names that
    agree with the country.
    """
    spoken = dialect_of(bio, language)
    words = bio
    bio, silent = homes_of(bio)
    flags = flags_of_home(bio)
    mentions = [one for one in mentions_in(bio, language, spoken, flags) if not _is_own_name(one, name, bio)]
    mentions = read_as_agreeing(mentions, language)
    flags = [flag for flag in flags if not _is_stood_by(flag, language, mentions)]
    coded = [*states_in(bio, language), *postcodes_in(bio, language)]
    born = {(one.place.country, one.place.city) for one in mentions if one.role is Role.ORIGIN}  # "born in Boise, ID"
    roles = (Role.ORIGIN if (one.country, one.city) in born else Role.PLAIN for one in coded)
    mentions = [*(Mention(one, "", role, 0, True) for one, role in zip(coded, roles, strict=True)), *mentions]
    mentions.sort(key=lambda one: -one.role)
    home = next((one.place for one in mentions if one.role is Role.HOME and (one.place.city or one.place.region)), None)
    home = home or _pinned(mentions, bio) or _abroad(mentions, flags, bio, language) or _lived_in(mentions)
    surest = [one for one in mentions if one.role is not Role.ORIGIN] or mentions
    named = [one.place for one in surest]
    tagged = [one.place for one in map(_tagged(language), geotags) if one is not None]
    phone_regions = [*phone_regions, *_prefixes_in(bio)]
    domains = [*domains, *_sites_in(bio)]
    unsure = [readings for one in surest if (readings := readings_of(one, language))]
    if unsure and len(unsure) == len(surest):
        return _told_otherwise(
            unsure[0],
            _country_of(flags, phone_regions, [], tagged, domains, spoken, language),
            spoken
            or dialect_of(captions, language)
            or (home_of_handle.country if (home_of_handle := _place_in_handle(handle, language)) else None),
            varieties_in(f"{words}\n{captions}", language),
        )
    country, source = _country_of(flags, phone_regions, named, tagged, domains, spoken, language)
    if home is not None and home.country not in (None, country) and source not in ("geotags", "domain"):
        country, source = home.country, "place name"
    if home is None and source == "place name" and _is_in_passing(surest, country, language):
        source = "mention"
    if country is None:
        named_so = _place_in_name(name, language) or _place_in_handle(handle, language)
        if named_so is not None:
            return named_so
        if silent:
            return Place()
        spoken = spoken or dialect_of(captions, language)
        at_home = _LANGUAGE_HOME.get(language or "") if sure >= _SURE_OF_HOME else None
        at_home = None if len(flags) > 1 and at_home not in flags else at_home
        country, source = (spoken, "dialect") if spoken else (at_home, "language")
    if country is None:
        return Place()
    told = [one.place for one in mentions if one.place.country == country]
    best = next((place for place in named if place.country == country and place.city), None)
    here = next((place.region for place in named if place.country == country and place.region), None)
    # "from Cádiz, now in Asturias": a town of one's past is no town of the region that one lives in.
    best = best or next((place for place in told if place.city and here in (None, place.region)), None)
    if best is not None:
        quarters = (place for place in told if place.city == best.city and place.quarter)
        best = best if best.quarter else next(quarters, best)
        return Place(country, best.region, best.city, best.quarter, source)
    cities = Counter(place for place in tagged if place.country == country and place.city)
    if cities:
        (place, times), *_ = sorted(cities.items(), key=lambda item: (-item[1], item[0].city or ""))
        if times >= 2 and times * 2 > len(geotags) - len(geotags) % 2:
            return Place(country, place.region, place.city, place.quarter, source)
    region = next((place.region for place in told if place.region), None)
    region = region or next((sub[1] for flag, sub in SUBFLAGS.items() if flag in bio), None)
    return Place(country, region, None, None, source)


def _tagged(language: str | None) -> Callable[[str], Mention | None]:
    """How the place of a geotag is read, where its name tells the country."""

    def read(tag: str) -> Mention | None:
        first = next(iter(mentions_in(tag, language)), None)
        return None if first is None or readings_of(first, language) else first

    return read


def _told_otherwise(
    readings: list[Place], told: tuple[str | None, str | None], spoken: str | None, varieties: Collection[str]
) -> Place:
    """The reading of a town's name that other signs speak for: a country that is ``told``, words of one country, or
    those of several of which one has such a town; else nothing."""
    country, source = told
    if country is not None:
        here = next((place for place in readings if place.country == country), None)
        return replace(here or readings[0], source=source if here else "place name")
    fitting = [place for place in readings if place.country in ((spoken,) if spoken else varieties)]
    return replace(fitting[0], source="dialect") if len(fitting) == 1 else Place()


# No number of things: "+500 USD", "+20 años", "+ 330 k", "+720.000 followers".
_PREFIX = re.compile(
    r"(?<![\w+])\+ ?(\d{1,3})(?=[\s().-]|\d{6})"
    r"(?=(?:[\s()./-]{0,3}\d){6}|\s*(?:[^\s\d.]|$))(?![ .]{0,2}[^\W\d_]| ?[%€$£])"
)
# Not the account of a server ("emacs.example/@ines"), nor the end of a sentence and the next ("SaaS.My passion").
_SITE = re.compile(
    r"(?<![@\w.-])(www\.|(?<=://))?(?:[A-Za-z0-9][A-Za-z0-9-]{1,40}\.){1,3}"
    r"([a-z]{2}|[A-Z]{2})(?![\w.'’-]|/@)( ?(?:[^\W\d_]|@))?"
)
_WORDS = word_set("at be de do es et in is it la me my no se so to us")  # ends of sites that also begin a sentence
_INTRODUCED = re.compile(r"(?:です|と申し|といい|と言い|입니다|이에요|예요|라고)")


def _sites_in(bio: str) -> list[str]:
    """Sites in a text, small: none where a stop without a space behind it stands between two sentences."""
    found = []
    for site in _SITE.finditer(bio):
        goes_on, suffix = site[3], site[2]
        name = site[0][: len(site[0]) - len(goes_on or "")]
        if (suffix.islower() or name.isupper()) and (
            site[1] is not None or not goes_on or suffix.lower() not in _WORDS
        ):
            found.append(name.lower())
    return found


def _prefixes_in(bio: str) -> list[str]:
    """Countries of phone prefixes that one country has to itself: "+44 7700 900142"."""
    found: list[str] = []
    prefixes = _PREFIX.findall(bio)
    if not prefixes:
        return found
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    for digits in prefixes:
        for length in (3, 2, 1):
            countries = COUNTRY_CODE_TO_REGION_CODE.get(int(digits[:length])) if len(digits) >= length else None
            if countries:
                if digits[:length] != "1":
                    found.append(countries[0])
                break
    return found


# Flags that people elsewhere fly for those who live there, and in which languages these write.
_STOOD_BY = {"PS": ("ar",), "UA": ("uk", "ru")}


def _is_stood_by(flag: str, language: str | None, mentions: Sequence[Mention]) -> bool:
    """Whether a flag is flown in sympathy: another language is told, and no place or people of that country named."""
    written = _STOOD_BY.get(flag)
    if written is None or language is None or language in written:
        return False
    return all(one.place.country != flag for one in mentions)


def _pinned(mentions: Sequence[Mention], bio: str) -> Place | None:
    """The only town that a pin stands before: who flies the flag of another country lives there ("📍BCN 🇻🇪")."""
    pinned = {
        re.sub(r"[^\w ]", "", fold_text(told)).strip() for told in re.findall(r"[📍📌]\s*([^\n|•·,/;()]{2,40})", bio)
    }
    towns_there = [one.place for one in mentions if one.key in pinned and one.place.city]
    return towns_there[0] if len(towns_there) == 1 else None


# Who says so of oneself in a country comes from another.
_OF_MANY = word_set("latina latino latinas latinos hispana hispano desi expat inmigrante immigrant")


def _lived_in(mentions: Sequence[Mention]) -> Place | None:
    """The only country that somebody says to live in, without a town ("Brazilian, currently living in Ireland")."""
    countries = {one.place.country for one in mentions if one.role is Role.HOME}
    return Place(countries.pop()) if len(countries) == 1 else None


def _is_in_passing(mentions: Sequence[Mention], country: str | None, language: str | None) -> bool:
    """Whether a country is told by no town nor by living there, but by what its people are called, or by its name or
    a region's in a language that it does not speak: of two such in a bio one is where somebody comes from, works
    with or would like to be."""
    told = [one for one in mentions if one.place.country == country]
    if not told or any((one.place.city and not one.place.quarter) or one.role is Role.HOME for one in told):
        return False
    people = all(one.key in place_names().demonyms for one in told)
    return people or (language is not None and not is_spoken(language, country))


def _abroad(mentions: Sequence[Mention], flags: Sequence[str], bio: str, language: str | None) -> Place | None:
    """Where somebody lives who flies one flag and names another country's town with "in" before it, by itself, or with
    its quarter ("🇨🇴 in Chicago", "🇮🇹 | London"), or says of which people one is, and in which country ("mexicana en
    Alemania 🇲🇽")."""
    there = [one for one in mentions if one.role is not Role.ORIGIN and one.place.country not in flags]
    if len(flags) != 1 or len({one.place.country for one in there}) != 1:
        return None
    demonyms, towns_there = place_names().demonyms, [one for one in there if one.place.city]
    if any(town.country in flags for one in towns_there for town in namesakes_of(one.key)):
        return None
    if towns_there and all(may_be_a_namesake(one, flags[0], language) for one in towns_there):
        return None
    if any(one.place.city and one.place.country in flags for one in mentions):
        return None
    alone = {re.sub(r"[^\w ]", "", fold_text(clause.text)).strip() for clause in clauses_of(bio)}
    said = [one for one in towns_there if (one.said and not one.key.isupper()) or one.key in alone]
    if said or len({one.key for one in towns_there}) > 1:
        return max(said or towns_there, key=lambda one: one.place.quarter is not None).place
    of_people = any(one.place.country in flags and one.key in demonyms for one in mentions)
    of_people = of_people or not _OF_MANY.isdisjoint(tokens_of(fold_text(bio)))
    if of_people and towns_there:
        return towns_there[0].place
    return next((one.place for one in there if of_people and one.said and one.key not in demonyms), None)


def _is_own_name(one: Mention, name: str, bio: str) -> bool:
    """Whether a place is the account's own name: the word stands in it, no word of living there or pin before it, and
    it is a first name or word as well, or said as a name is ("千葉です")."""
    if not name or one.said or one.role is Role.HOME:
        return False
    own = fold_text(name)
    if UNSPACED.search(one.key):
        if not (own.startswith(one.key) or own.endswith(one.key)):
            return False
        return _INTRODUCED.match(fold_text(bio).partition(one.key)[2]) is not None
    words = own.split()
    known = one.key in place_names().words or one.key in towns().words
    # "MUA Malang", "Foodie Como": who names a field beside it has put down where.
    known = one.key in GIVEN_NAMES or (known and not any(cue.label[:6] == "niche:" for cue in find_cues(name)))
    return known and one.key in words and 1 <= len(words) <= 4


_BEHIND_A_STROKE = re.compile(r"[|•·📍,/(\[–—]|\s-\s")
_IN_NAME = re.compile(r"(?<=\w )(?:in|aus|à|uit|desde|w|из|в)(?= [^\W\d_])")  # no "de", no "di": so begin surnames


def _place_in_name(name: str, language: str | None) -> Place | None:
    """The town or country that a display name tells beside a field ("Kuliner Malang", "Anna | London photographer"),
    behind a stroke or behind "in" ("Kate in Kyoto"), where it is nobody's surname: "Jack London"."""
    parts = _BEHIND_A_STROKE.split(name)
    apart = any(map(str.strip, parts[1:])) or _IN_NAME.search(name) is not None
    if not apart and not any(_is_field(cue, language) for cue in find_cues(name)):
        return None
    for part in parts[1:] if len(parts) > 1 else parts:
        for one in mentions_in(part, language):
            a_person = len(parts) == 1 and one.key in GIVEN_NAMES and not one.said
            if one.role is not Role.ORIGIN and not a_person and not readings_of(one, language):
                return replace(one.place, source="place name")
    return None


def _is_field(cue: Cue, language: str | None) -> bool:
    """Whether a word of a display name tells what an account is about, and is no first name or surname that is a word
    of another language ("Mari", "Madeira")."""
    return cue.label[:6] == "niche:" and (cue.language in (language, "en", "", None) or not cue.words[:1].isalpha())


_SHORTEST_NAME = 3
_CITIES_OF_TWO = word_set("la ny sf dc uk hk nz")  # the letters of other states are those of countries


def _place_in_handle(handle: str, language: str | None) -> Place | None:
    """The place that a handle ends in ("atempause.wien", "flora_mtl", "lina.at"), where people speak as the account
    writes; a first part may be a name."""
    *begin, last = re.split(r"[._-]+", handle.lower()) or [""]
    if not begin or language is None:
        return None
    names = place_names()
    hit = names.plain.get(last) if last not in names.words else None
    if hit is None and (len(last) > 2 or last in _CITIES_OF_TWO):
        hit = names.capitals.get(last.upper())
    if sum(map(len, begin)) < _SHORTEST_NAME:
        return None  # "wa_ke"
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


def _lives_at_home(language: str | None, country: str) -> bool:
    """Whether people write so in one country above all, and not in this one: an address that anybody may have there
    tells less ("ricette di casa, …@yahoo.fr")."""
    return language in _LANGUAGE_HOME and not is_spoken(language, country)


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
        known = language is None or is_spoken(language, flags[0]) or flags[0] in {*cities, *phone_regions}
        return flags[0], "flag" if known else "foreign flag"
    for flag in flags:
        if flag in cities or flag in phone_regions:
            return flag, "flag"
    if phone_regions:
        told = min(named, key=lambda place: _rank_of(place, spoken, language), default=Place())
        if told.city and is_spoken(language, told.country) and not any(is_spoken(language, r) for r in phone_regions):
            return told.country, "place name"  # "paseador en Chamartín, WhatsApp +44 …"
        return phone_regions[0], "phone"
    if named and (any(place.city or place.region for place in named) or len(cities) == 1):
        best = next((place for place in named if place.source == "state"), None)
        best = best or min(named, key=lambda place: _rank_of(place, spoken, language))
        return best.country, "place name"
    if named:  # several countries and no place in any of them: travels
        home = _LANGUAGE_HOME.get(language or "")
        return (home, "language") if home in cities else (None, None)
    if flags and len(flags) < MANY_FLAGS:
        there = [flag for flag in flags if is_spoken(language, flag)]
        if len(there) == 1:
            return there[0], "flag"
    counts = Counter(place.country for place in tagged)
    if counts:
        (country, times), *_ = sorted(counts.items(), key=lambda item: (-item[1], item[0] or ""))
        if times >= 2 and times * 2 > len(tagged):
            return country, "geotags"
    for domain in domains:
        name, _, suffix = domain.lower().rpartition(".")
        if suffix not in _COUNTRY_DOMAINS or ".".join([name.rpartition(".")[2], suffix]) in _WORLDWIDE:
            continue
        if not (name in _MAIL_HOSTS and _lives_at_home(language, suffix.upper())):
            return ("GB" if suffix == "uk" else suffix.upper()), "domain"
    return None, None
