"""Places named in a text: the table written by hand first, then the towns of GeoNames where they are said as
places."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from scoring.lexicon import MAX_TEXT, fold_text, word_set
from scoring.places.table import Names, Place, place_names
from scoring.places.telling import Clause, Role, clauses_of
from scoring.places.towns import LARGE, Town, is_spoken, namesakes_of, town_named, towns
from scoring.places.unspaced import unspaced_in
from scoring.places.words import Word, is_alone, words_of

_LONGEST_TOWN = 5  # words of a name
_PINS = frozenset("📍🏠🌍🌎🌏🗺✈📌🏡")
_LOCATIVE = word_set(
    "in from based near around à au aux en aus bei nach uit em w we из в во под van vanuit di yaşayan tinggal من في"
)
_BEFORE_PLACE = _LOCATIVE | _PINS | word_set("de a da na no te z ze do spod asal dari ke dal d du kota kabupaten kab")
# Behind a town's name: "in" of languages that put it there.
_AFTER_PLACE = word_set("mein me mai में से वाली वाला वाले ka ki ke se wali wala da de ta te li lı dan den tan ten dayım")
_STREETS = word_set(
    "jl jln jalan st street rd road ave calle carrer avda rue rua av avenida via viale corso ul ulica cad sok"
)
# Behind a town's name: "based", "area"; "and around" in several languages.
_ITS_AREA = word_set("based area")
_AND = word_set("and & y et e i und en")
_AROUND = word_set(
    "around round surrounds surrounding alrededores alentours environs dintorni arredores okolice umgebung omstreken"
)
# Who somebody of a place is: "Sydney foodie", "York dog mum", "blogueuse food Paris".
_ROLES = word_set(
    "foodie foodies blogger bloggers blog eats mum mums mom moms mama mummy mommy dad dads girl gal boy guy lad lass "
    "couple local native born runner photographer videographer creator influencer stylist mua artist illustrator "
    "designer baker chef bookworm reader teacher student nurse yogi maker potter writer vlogger gardener"
)
_ROLES_BEFORE = word_set("foodie blogger bloggerin blogueuse blogueur bloguera bloguero foodblogger foodbloggerin eats")
_ARTICLES = word_set("a the your proud")
_MOST_BETWEEN = 2  # words between a place and who somebody is
# Before a person these say how somebody is ("nice girl"), not where.
_ADJECTIVES = word_set("nice mobile solo split moda essen tours como parma modern grey orange")
# Prepositions after which a name may be declined: "под Тулой", "w Krakowie".
_DECLINES = word_set("в во из под на из-под w we z ze pod spod na do od")
_LATIN_ENDINGS = ("", "a", "o", "e", "y", "i", "ow")
_CYRILLIC_ENDINGS = ("", "а", "я", "ь", "и", "ы", "о", "е", "ии", "ий", "ск", "ец")
# Written small within a name: "Linz am Rhein".
_PARTICLES = word_set(
    "a am an auf au aux bei d da dal de del della den der di do dos du e el en i im in l la las le les los na "
    "nad o ob of "
    "on op pod s sous sul sur the und upon v van vor y z и на"
)
_ARABIC_PREFIXES = ("بال", "ب", "لل", "وال", "ال")  # in, for, and, the
_NEAR = 1  # clauses between a town and what tells it from its namesakes


class Mention(NamedTuple):
    """A place that a text names: the name as it is compared, what its clause says, the clause's number; whether "in", a
    pin or words of living there stand by it."""

    place: Place
    key: str
    role: Role
    clause: int
    said: bool


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
    names = place_names()
    found: list[Mention] = []
    doubtful: list[Mention] = []
    words = list(words_of(clauses))
    begin = 0
    while begin < len(words):
        for length in range(min(max(names.longest, _LONGEST_TOWN), len(words) - begin), 0, -1):
            key = " ".join(word.folded for word in words[begin : begin + length])
            hit = names.plain.get(key)
            sure: bool | None = True
            if hit is not None:
                if country not in (None, hit.country) and hit.city:
                    namesake = town_named(key, language, country)
                    hit = place_of_town(namesake) if namesake and namesake.country == country else hit
                known = _NAMES_AT_HOME.get(key) == (language or "") and words[begin].capital
                sure = None if key in names.words and not (known or _is_said(text, words, begin, length)) else True
                if hit.quarter and not _is_quarter_meant(words, begin, length, is_spoken(language, hit.country)):
                    sure = None
            elif length <= _LONGEST_TOWN and (town := town_named(key, language, country)) is not None:
                hit, sure = place_of_town(town), _is_meant(town, words, begin, length, language)
            if sure is None and key in names.beside and all(word.capital for word in words[begin : begin + length]):
                sure = False
            if hit is None and key in names.beside:
                hit, sure = names.beside[key][0], False
            if key == "usa" and language in _USES and not words[begin].capital:
                hit = None
            if _ONLY_IN.get(key, language) != language:
                hit = None
            if key == "kota" and _is_city_of(words, begin, language):
                hit, sure = None, None
            if hit is not None and key in names.demonyms and not _is_somebody(words, begin, length):
                hit = None
            if hit is not None and sure is not None:
                one = _mention(hit, key, clauses, words, begin, length)
                (found if sure else doubtful).append(one)
                begin += length - 1
                break
        else:
            declined = _declined(names, words, begin, language)
            if declined is not None:
                found.append(_mention(declined, words[begin].folded, clauses, words, begin, 1))
        begin += 1
    for number, clause in enumerate(clauses):
        for letters in re.findall(r"\b[A-Z0-9]{2,5}\b", clause.text):
            hit = names.capitals.get(letters)
            if _ONLY_IN.get(letters, language) != language or (letters == "WA" and _WRITE.search(clause.text)):
                continue
            if hit is not None and not (language in _ARTICLES_OF.get(letters, ()) and _goes_on(clause.text, letters)):
                found.append(Mention(hit, letters, clause.role, number, True))
        within = () if clause.text.isascii() else unspaced_in(names, fold_text(clause.text), language)
        found.extend(Mention(place, key, clause.role, number, clause.role is Role.HOME) for key, place in within)
    found = _lived_in(_told_apart(found, doubtful, flags))
    return _without_capitals_of_regions(found)


def _goes_on(text: str, letters: str) -> bool:
    """Whether a word follows these capitals in every place: "LA Chanteuse"."""
    return len(re.findall(rf"\b{letters}\b", text)) == len(re.findall(rf"\b{letters} \w", text))


def _is_quarter_meant(words: list[Word], begin: int, length: int, spoken: bool) -> bool:
    """Whether the name of a quarter is one: small and alone it is often a word of another language ("kamata")."""
    if length > 1 or spoken or words[begin].capital:
        return True
    before = words[begin - 1].folded if begin else ""
    return before in _LOCATIVE or before in _PINS or is_alone(words, begin, length)


# "SMS/WA 0812…", "WA : 0896…": no state, but WhatsApp.
_WRITE = re.compile(r"\bWA\b\s*[:.]?\s*(?:\+?\d|\()")
_USES = ("es", "pt", "it")  # where "usa" is a verb
# Elsewhere words and names: no Berlin, no India, no Saudi Arabia, no Iceland, no town in Lazio, no Istanbul ("dies
# ist"), no Bolu (a cake), no Arkhangelsk (an archangel), no Manchester (a band).
_ONLY_IN = {
    "wedding": "de", "indie": "pl", "hail": "ar", "island": "de", "latina": "it", "ist": "tr", "bolu": "tr",
    "arcangel": "ru", "MCR": "en",
}  # fmt: skip
_NAMES_AT_HOME = {"malang": "id", "batu": "id"}  # words elsewhere; with a capital the town, where its people speak
_ARTICLES_OF = {"LA": ("es", "fr", "it")}  # capitals of a town that are an article before a word


def _is_city_of(words: Sequence[Word], begin: int, language: str | None) -> bool:
    """Whether the Indonesian "kota" is said, not the town in India: "di Kota Bandung", with a name behind it."""
    after = words[begin + 1] if begin + 1 < len(words) else None
    named = after is not None and after.piece == words[begin].piece and after.capital and after.folded[0].isalpha()
    return language == "id" or named


_PEOPLE = word_set(  # "Chanteuse Tunisienne"
    "chanteuse chanteur actrice acteur blogueuse blogueur influenceuse influenceur maman femme fille artiste "
    "etudiante etudiant cantante actriz bloguera mujer chica mama artista cantora atriz mulher menina attrice ragazza "
    "donna mamma studentessa estudiante"
)
_I_AM = word_set("soy sou sono suis bin ik jestem ben i'm im am a an una un uma eine een proud orgullosa я je ex wahl")
_SOMEBODY = word_set("हूँ हूं हु लड़की लड़का कुड़ी मुंडा ladki ladka girl hoon hun in في ب مقيم مقيمة في से وأفتخر وافتخر")
_BEFORE_THEM = _I_AM | _PEOPLE


def _is_somebody(words: Sequence[Word], begin: int, length: int) -> bool:
    """Whether what people of a place are called stands for one of them: "Lyonnaise à Berlin", not "pizza napoletana" or
    "बनारसी साड़ी"."""
    piece = words[begin].piece
    before = words[begin - 1] if begin else None
    if (
        before is not None
        and before.piece == piece
        and before.folded[0].isalnum()
        and before.folded not in _BEFORE_THEM
    ):
        return False
    after = words[begin + length] if begin + length < len(words) else None
    if after is None or after.piece != piece:
        return True
    return words[begin].folded[0] < "\u0590" or after.folded in {fold_text(word) for word in _SOMEBODY}


def _mention(
    place: Place, key: str, clauses: Sequence[Clause], words: Sequence[Word], begin: int, length: int
) -> Mention:
    before = words[begin - 1].folded if begin else ""
    after = words[begin + length].folded if begin + length < len(words) else ""
    clause = words[begin].clause
    role = clauses[clause].role
    if key in place_names().demonyms:
        role = Role.ORIGIN if role is Role.PLAIN else role
    said = role is Role.HOME or before in _LOCATIVE or before in _PINS or after in _AFTER_PLACE
    return Mention(place, key, role, clause, said)


def _lived_in(found: list[Mention]) -> list[Mention]:
    """Mentions, where somebody who is called after one place is said to be in another ("ex-Londoner in Margate"), the
    other as a home."""
    called = {one.clause for one in found if one.key in place_names().demonyms}
    return [
        one._replace(role=Role.HOME)
        if one.said and one.clause in called and one.key not in place_names().demonyms
        else one
        for one in found
    ]


def _told_apart(found: list[Mention], doubtful: list[Mention], flags: Collection[str]) -> list[Mention]:
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


def _without_capitals_of_regions(found: list[Mention]) -> list[Mention]:
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


def place_of_town(town: Town) -> Place:
    """A town as a place."""
    return Place(town.country, town.region or None, town.name)


def _is_meant(town: Town, words: list[Word], begin: int, length: int, language: str | None) -> bool | None:
    """Whether a town's name means the town: ``None`` no, false only where something else names its country."""
    key = " ".join(word.folded for word in words[begin : begin + length])
    before = words[begin - 1].folded if begin else ""
    after = words[begin + length].folded if begin + length < len(words) else ""
    capital = words[begin].capital and all(
        word.capital or word.folded in _PARTICLES for word in words[begin : begin + length]
    )
    if key in towns().words or key in place_names().words:
        lives = before in _LOCATIVE or before in _PINS or (before == "a" and language in ("fr", "it"))
        return True if capital and lives else None
    alone = is_alone(words, begin, length)
    spoken = is_spoken(language, town.country)
    if before in _PINS and capital:
        return True
    if alone and (spoken or (capital and len(key) > 4 and (language is None or town.thousands >= LARGE))):
        return True
    if not capital or len(key) < 4:
        return None
    if language is None and length > 1 and before in _LOCATIVE:
        return True
    said = before in _BEFORE_PLACE or after in _AFTER_PLACE or _is_its_area(words, begin + length)
    return town.thousands >= LARGE or (spoken and (length > 1 or said))


def _is_its_area(words: Sequence[Word], at: int) -> bool:
    """Whether what stands behind a town's name says "based", "area", "and around"."""
    behind = [word.folded for word in words[at : at + 2]]
    return behind[:1] != [] and (behind[0] in _ITS_AREA or (behind[0] in _AND and behind[-1] in _AROUND))


def _is_said(text: str, words: list[Word], begin: int, length: int) -> bool:
    """Whether a name that may be a word or a person's stands as a place: alone in its piece of the text, after "in" or
    a pin, or before the capitals of a state. Where Latin letters have capitals it must have one."""
    if not all(word.capital for word in words[begin : begin + length]):
        return False  # "a nice day"
    if begin and words[begin - 1].folded in _BEFORE_PLACE:
        return True
    if any(word.folded in _STREETS and word.piece == words[begin].piece for word in words[max(0, begin - 6) : begin]):
        return True  # "Jl. Mawar II 5 Malang"
    after = words[begin + length].folded if begin + length < len(words) else ""
    if is_alone(words, begin, length) or (after in _AFTER_PLACE and words[begin + length].piece == words[begin].piece):
        return True
    if _is_its_area(words, begin + length) or _is_somebodys(words, begin, length):
        return True
    name = r"\s+".join(re.escape(word.folded) for word in words[begin : begin + length])
    return re.search(rf"\b(?i:{name})\s?[-–,/]\s?[A-Z]{{2}}\b", text) is not None  # "Salvador - BA"


def _is_somebodys(words: list[Word], begin: int, length: int) -> bool:
    """Whether a name that begins its piece of the text stands before who somebody is, or ends it behind that."""
    if words[begin].folded in _ADJECTIVES:
        return False
    if begin + length < len(words) and words[begin + length].folded == "s":
        return False  # "Preston's mum"
    piece, near = words[begin].piece, _MOST_BETWEEN + 1
    behind = [word.folded for word in words[begin + length : begin + length + near] if word.piece == piece]
    before = [word.folded for word in words[max(0, begin - near) : begin] if word.piece == piece]
    if not behind:
        return bool(before) and before[0] in _ROLES_BEFORE and len(before) <= _MOST_BETWEEN
    return not set(before) - _ARTICLES and not _ROLES.isdisjoint(behind)


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
    if before not in _DECLINES or (before in ("na", "do", "od") and language != "pl"):
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
